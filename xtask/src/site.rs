//! Puts the static site together: the page's sources, the core, the worker and the hosts' headers.

use crate::{
    comments, graph, headers,
    project::Project,
    reference,
    staging::Staging,
    wasm::{self, Effort},
};
use anyhow::{Context, Result, bail, ensure};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};
use walkdir::{DirEntry, WalkDir};

/// What loads first: the page, and the core, which it imports by a computed name.
pub(crate) const FIRST: [&str; 3] = ["index.html", "pkg/sas_lens.js", "policy.json"];

/// What asks for all that comes later, in one go.
const LATER: &str = "later.js";

/// What comes later: the desk and what scans files, each by the module that imports the rest of it,
/// and their styles.
const DESK: [&str; 4] = [
    "desk/desk.js",
    "desk/desk.css",
    "scan/scan.js",
    "scan/scan.css",
];

/// One kind of worker: a script, made of wasm-bindgen's classic script and our own, and a module.
pub(crate) struct Worker {
    /// The name of the build, as in `wasm`.
    build: &'static str,
    /// Our own part of the script, in `www`.
    own: &'static str,
    /// The script as published.
    pub(crate) script: &'static str,
    /// The WebAssembly as published.
    pub(crate) module: &'static str,
}

/// The worker that answers questions about one text and keeps the list of finds.
pub(crate) const DESK_WORKER: Worker = Worker {
    build: "desk.js",
    own: "desk-worker.js",
    script: "pkg/desk-worker.js",
    module: "pkg/desk_bg.wasm",
};

/// The worker that reads files.
pub(crate) const SCAN_WORKER: Worker = Worker {
    build: "scanner.js",
    own: "scan-worker.js",
    script: "pkg/scan-worker.js",
    module: "pkg/scanner_bg.wasm",
};

const WORKERS: [&Worker; 2] = [&DESK_WORKER, &SCAN_WORKER];

/// Builds everything and assembles the site.
pub(crate) fn build(project: &Project, effort: Effort) -> Result<()> {
    wasm::build(project, effort)?;
    assemble(project)
}

fn assemble(project: &Project) -> Result<()> {
    let staging = Staging::new(project)?;
    copy(&project.www(), staging.path())?;
    for worker in WORKERS {
        let script =
            worker_script(project, worker).with_context(|| format!("making {}", worker.script))?;
        fs::write(staging.path().join(worker.script), script)?;
    }
    reference::write(project, staging.path())?;
    headers::write(staging.path())?;
    check_later(staging.path())?;
    staging.replace(&project.site())
}

/// Returns the files that load when the page is idle, beside the scanner.
pub(crate) fn desk(site: &Path) -> Result<BTreeSet<PathBuf>> {
    let first = graph::first_load(site, &FIRST)?;
    let all = graph::first_load(site, &DESK)?;
    Ok(all.difference(&first).cloned().collect())
}

/// Makes sure that each file of the desk is asked for by its own name. One that is found only once
/// another has arrived might be requested after a text was read.
fn check_later(site: &Path) -> Result<()> {
    let asked = graph::asked_by(site, LATER)?;
    let needed = desk(site)?;
    let scripts = needed
        .iter()
        .filter(|path| path.extension() == Some("js".as_ref()));
    let forgotten: Vec<_> = scripts.filter(|path| !asked.contains(*path)).collect();
    let needless: Vec<_> = asked
        .iter()
        .filter(|path| !needed.contains(*path))
        .collect();
    ensure!(
        forgotten.is_empty() && needless.is_empty(),
        "{LATER} does not ask for {forgotten:?}, or asks for {needless:?} without need"
    );
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for entry in WalkDir::new(from)
        .min_depth(1)
        .into_iter()
        .filter_entry(is_published)
    {
        let entry = entry?;
        let place = to.join(entry.path().strip_prefix(from)?);
        if entry.file_type().is_dir() {
            fs::create_dir_all(place)?;
        } else if entry.path().extension() == Some("js".as_ref()) {
            let script = fs::read_to_string(entry.path())?;
            let bare = comments::removed(&script)
                .with_context(|| format!("taking comments out of {}", place.display()))?;
            fs::write(&place, bare).with_context(|| format!("writing {}", place.display()))?;
        } else {
            fs::copy(entry.path(), &place)
                .with_context(|| format!("writing {}", place.display()))?;
        }
    }
    Ok(())
}

/// Leaves out what only the build and the type checker need. The workers' bare scripts are among
/// them: loaded as files, they would not be bound by the page's policy.
fn is_published(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let is_source = WORKERS.iter().any(|worker| {
        name == worker.own || entry.path().ends_with(Path::new("pkg").join(worker.build))
    });
    !is_source && name != "tsconfig.json" && !name.starts_with('.') && !name.ends_with(".d.ts")
}

fn worker_script(project: &Project, worker: &Worker) -> Result<String> {
    let glue = fs::read_to_string(project.pkg().join(worker.build))?;
    let own = fs::read_to_string(project.www().join(worker.own))?;
    if graph::has_module_syntax(&own)? {
        bail!(
            "{} is joined to a classic script and cannot import or export",
            worker.own
        );
    }
    comments::removed(&format!("{glue}\n{own}"))
}
