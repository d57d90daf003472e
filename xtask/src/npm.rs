//! The test tools that come from npm, at the versions of `tests/package-lock.json`.

use crate::{process, project::Project};
use anyhow::{Context, Result, ensure};
use std::{fs, path::PathBuf, process::Command};

/// The oldest Node.js that the tools run on.
const NODE: u32 = 20;

const ADVICE: &str = "The test tools need Node.js 20 or newer with npm: https://nodejs.org/en/download, \
     or the system's packages `nodejs` and `npm` where they are new enough";

/// Installs the tools unless they are there already.
///
/// # Errors
///
/// When Node.js or npm is missing or too old; the message says how to get them.
pub(crate) fn install(project: &Project) -> Result<()> {
    let version = process::output(Command::new("node").arg("--version")).context(ADVICE)?;
    let major = major(&version).with_context(|| format!("`node --version` says {version}"))?;
    ensure!(major >= NODE, "Node.js is {}. {ADVICE}", version.trim());
    if is_current(project) {
        return Ok(());
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund"])
        .current_dir(project.tests());
    process::run(&mut npm).context(ADVICE)
}

/// Returns the accessibility checker that page tests inject.
pub(crate) fn axe(project: &Project) -> PathBuf {
    project.tests().join("node_modules/axe-core/axe.min.js")
}

/// Returns a call of the type checker.
pub(crate) fn tsc(project: &Project) -> Command {
    let script = project.tests().join("node_modules/typescript/bin/tsc");
    let mut command = Command::new("node");
    command.arg(script).current_dir(&project.root);
    command
}

/// npm leaves its own record of what it installed; older than the lock file means out of date.
fn is_current(project: &Project) -> bool {
    let modified = |path: &str| fs::metadata(project.tests().join(path))?.modified();
    match (
        modified("package-lock.json"),
        modified("node_modules/.package-lock.json"),
    ) {
        (Ok(wanted), Ok(installed)) => wanted <= installed,
        _ => false,
    }
}

/// Reads `v20.1.0`.
fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_versions_are_read() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("20"), None);
    }
}
