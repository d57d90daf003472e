//! The libraries that the tests ask in Python, at the versions of `tests/requirements.txt`.

use crate::{process, project::Project};
use anyhow::{Context, Result, ensure};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The oldest Python that the libraries run on: 3.10.
const PYTHON: (u32, u32) = (3, 10);

const ADVICE: &str = "The tests ask Microsoft's libraries for Python, which need Python 3.10 or newer with \
     venv and pip: https://www.python.org/downloads, or on Debian `apt-get install python3 python3-venv`";

/// Makes a virtual environment with the libraries, unless it is there already, and returns its Python.
///
/// # Errors
///
/// When Python is missing or too old; the message says how to get it.
pub(crate) fn install(project: &Project) -> Result<PathBuf> {
    let folder = project.target.join("python");
    let python = folder.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    let wanted = project.tests().join("requirements.txt");
    // A copy of the list is put beside what was installed by it.
    let installed = folder.join("requirements.txt");
    if runs(&python) && is_same(&wanted, &installed) {
        return Ok(python);
    }
    let found = ["python3", "python"]
        .into_iter()
        .find(|name| runs(Path::new(name)))
        .context(ADVICE)?;
    let mut venv = Command::new(found);
    venv.args(["-m", "venv", "--clear"]).arg(&folder);
    process::run(&mut venv).context(ADVICE)?;
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--no-input", "--no-deps"])
        .args(["--disable-pip-version-check", "--requirement"])
        .arg(&wanted);
    process::run(&mut pip).context(ADVICE)?;
    ensure!(runs(&python), "{} does not run", python.display());
    fs::copy(&wanted, &installed).with_context(|| format!("writing {}", installed.display()))?;
    Ok(python)
}

/// Whether a program is a Python that is new enough.
fn runs(program: &Path) -> bool {
    process::output(Command::new(program).arg("--version"))
        .ok()
        .and_then(|text| version(&text))
        .is_some_and(|version| version >= PYTHON)
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((fs::read(one), fs::read(other)), (Ok(one), Ok(other)) if one == other)
}

/// Reads `Python 3.11.2`.
fn version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.trim().strip_prefix("Python ")?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn python_versions_are_read() {
        assert_eq!(version("Python 3.11.2\n"), Some((3, 11)));
        assert_eq!(version("Python 2"), None);
        assert!(version("Python 3.9.1") < Some(PYTHON));
    }
}
