//! `cargo xtask serve`: the page on this machine, rebuilt as its sources change.

use crate::{project::Project, server::Server, site, wasm::Effort};
use anyhow::{Context, Result};
use argh::FromArgs;
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::{
    path::Path,
    sync::mpsc::{self, Receiver},
    thread,
    time::Duration,
};

/// builds the page, serves it on 127.0.0.1 and prints its address
#[derive(FromArgs)]
#[argh(subcommand, name = "serve")]
pub(crate) struct Serve {
    /// port to listen on; any free one if not given
    #[argh(option, default = "0")]
    port: u16,
    /// builds again when a source changes
    #[argh(switch)]
    watch: bool,
}

impl Serve {
    pub(crate) fn run(&self, project: &Project) -> Result<()> {
        // Watches first, so that a change during the first build is not missed.
        let watch = self.watch.then(|| Watch::start(project)).transpose()?;
        site::build(project, Effort::Release)?;
        let server = Server::start(&project.site(), self.port, None)?;
        println!("{}", server.url());
        match watch {
            Some(watch) => watch.rebuild_forever(project),
            None => loop {
                thread::park();
            },
        }
    }
}

/// Notices changed sources.
struct Watch {
    changes: Receiver<()>,
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// How long the sources must rest before a build: editors write a file in several steps.
    const REST: Duration = Duration::from_millis(200);

    fn start(project: &Project) -> Result<Self> {
        let (sender, changes) = mpsc::channel();
        let (manifest, pkg) = (project.root.join("Cargo.toml"), project.pkg());
        let folders = [project.root.join("src"), project.www()];
        let sources = folders.clone();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            let is_source = |path: &Path| {
                let in_folder = sources.iter().any(|folder| path.starts_with(folder));
                path == manifest || (in_folder && !path.starts_with(&pkg))
            };
            // Reading is an event too, and every build reads.
            if event.is_ok_and(|event| {
                !event.kind.is_access() && event.paths.iter().any(|path| is_source(path))
            }) {
                // Fails only when nobody watches any more.
                let _ = sender.send(());
            }
        })?;
        for folder in &folders {
            watcher.watch(folder, RecursiveMode::Recursive)?;
        }
        // The folder and not the manifest itself, which many editors replace by a new file.
        watcher.watch(&project.root, RecursiveMode::NonRecursive)?;
        Ok(Self {
            changes,
            _watcher: watcher,
        })
    }

    fn rebuild_forever(&self, project: &Project) -> Result<()> {
        loop {
            self.changes.recv().context("watching the sources")?;
            while self.changes.recv_timeout(Self::REST).is_ok() {}
            match site::build(project, Effort::Release) {
                Ok(()) => println!("built again"),
                Err(error) => eprintln!("error: {error:#}"),
            }
        }
    }
}
