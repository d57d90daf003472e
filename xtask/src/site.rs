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

/// What comes later: the desk, by the module that imports the rest of it, and its styles.
const DESK: [&str; 2] = ["desk/desk.js", "desk/desk.css"];

/// The worker's script: wasm-bindgen's classic script, then our own.
pub(crate) const WORKER: &str = "pkg/scan-worker.js";

/// The WebAssembly of the worker.
pub(crate) const SCANNER: &str = "pkg/scanner_bg.wasm";

/// Builds everything and assembles the site.
pub(crate) fn build(project: &Project, effort: Effort) -> Result<()> {
    wasm::build(project, effort)?;
    assemble(project)
}

fn assemble(project: &Project) -> Result<()> {
    let staging = Staging::new(project)?;
    copy(&project.www(), staging.path())?;
    let worker = worker(project).context("making the worker's script")?;
    fs::write(staging.path().join(WORKER), worker)?;
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

/// Leaves out what only the build and the type checker need. The worker's bare script is among
/// them: loaded as a file, it would not be bound by the page's policy.
fn is_published(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let is_source = ["tsconfig.json", "scan-worker.js", "scanner.js"].contains(&name.as_ref());
    !is_source && !name.starts_with('.') && !name.ends_with(".d.ts")
}

fn worker(project: &Project) -> Result<String> {
    let glue = fs::read_to_string(project.pkg().join("scanner.js"))?;
    let own = fs::read_to_string(project.www().join("scan-worker.js"))?;
    if graph::has_module_syntax(&own)? {
        bail!("scan-worker.js is joined to a classic script and cannot import or export");
    }
    comments::removed(&format!("{glue}\n{own}"))
}
