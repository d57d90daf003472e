//! Reads a repository: its ordinary files, its objects, and the repositories in it.

use super::RepositoryFiles;
use super::files::{Files, Within};
use super::gather::{Gather, Pack};
use super::layout::{self, Layout};
use super::names::may_hold_token;
use super::store::Store;
use super::take::{Found, Take};
use super::{elsewhere, refs, search};
use crate::report::Reason;
use crate::scan::Limits;
use crate::scan::walk::{Input, Leave};
use std::io;

/// Reads everything of a repository. `depth` is how many repositories it lies in.
pub(super) fn read(
    source: &mut dyn RepositoryFiles,
    limits: &Limits,
    depth: u32,
    take: &mut dyn Take,
) -> Result<(), Leave> {
    let mut files = Files::new(source);
    let layout = Layout::of(&files);
    for &file in &layout.ordinary {
        ordinary(&mut files, file, take)?;
    }
    elsewhere::tell(&mut files, take);
    let starts = refs::read(&mut files, &layout.ordinary);
    let hash = layout::hash(&mut files);
    let mut store = Store::new(files, hash, limits);
    gather(&mut store, &layout, limits, take)?;
    search::search(&mut store, &starts, limits.held_bytes, false, take)?;
    let mut files = store.files;
    for folder in layout.nested {
        if depth >= limits.depth {
            let found = Found {
                file: folder,
                ..Found::default()
            };
            let text = "It is a repository that lies deeper in others than the limit.";
            take.not_read(&found, Reason::TooDeep, text);
            continue;
        }
        let mut within = Within {
            outer: files.source(),
            folder: folder.clone(),
        };
        let mut take = Below { take, folder };
        read(&mut within, limits, depth + 1, &mut take)?;
    }
    Ok(())
}

fn gather(
    store: &mut Store<'_>,
    layout: &Layout,
    limits: &Limits,
    take: &mut dyn Take,
) -> Result<(), Leave> {
    let mut gather = Gather::new(store, take, limits.held_bytes);
    for &file in &layout.packs {
        let files = &gather.store.files;
        let index = files.find(&layout::index_of(files.path(file)));
        gather.pack(Pack {
            file,
            begins: 0,
            index,
        })?;
    }
    for (file, id) in &layout.loose {
        gather.loose(*file, *id)?;
    }
    gather.settle()
}

/// Reads a file that is like others, and its name: those of branches hold what people wrote.
fn ordinary(files: &mut Files<'_>, file: u32, take: &mut dyn Take) -> Result<(), Leave> {
    let path = files.path(file).to_owned();
    let found = Found {
        file: path.clone(),
        ..Found::default()
    };
    if may_hold_token(path.as_bytes()) {
        take.name(&found, &path)?;
    }
    match files.open(file) {
        Ok(mut opened) => take.content(&found, Input::Seekable(&mut *opened)),
        Err(error) => {
            let (reason, text) = match error.kind() {
                io::ErrorKind::NotFound => (Reason::Vanished, "It is no longer where it was."),
                _ => (Reason::Unreadable, "Reading it failed."),
            };
            take.not_read(&found, reason, text);
            Ok(())
        }
    }
}

/// Takes what a repository in a folder holds, with that folder before it.
struct Below<'t> {
    take: &'t mut dyn Take,
    /// With the slash at its end.
    folder: String,
}

impl Below<'_> {
    fn found(&self, found: &Found) -> Found {
        let path = format!("{}{}", self.folder, found.file);
        Found {
            file: path.trim_end_matches('/').to_owned(),
            ..found.clone()
        }
    }
}

impl Take for Below<'_> {
    fn content(&mut self, found: &Found, input: Input<'_>) -> Result<(), Leave> {
        self.take.content(&self.found(found), input)
    }

    fn name(&mut self, found: &Found, name: &str) -> Result<(), Leave> {
        self.take.name(&self.found(found), name)
    }

    fn not_read(&mut self, found: &Found, reason: Reason, text: &str) {
        self.take.not_read(&self.found(found), reason, text);
    }

    fn worked(&mut self, bytes: u64) -> Result<(), Leave> {
        self.take.worked(bytes)
    }
}
