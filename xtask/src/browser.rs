//! The browser and driver of the page tests: found, or installed where we may.

use crate::process;
use anyhow::{Context, Result, bail};
use std::{fs, path::PathBuf, process::Command};

/// The names under which systems install them, best first.
const BROWSERS: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
const DRIVERS: &[&str] = &["chromedriver"];

/// Debian's packages, and those of systems made from it that did not rename them.
const DEBIAN: [&str; 2] = ["chromium", "chromium-driver"];
const UBUNTU: [&str; 2] = ["chromium-browser", "chromium-chromedriver"];

/// A browser and the driver that fits it.
pub(crate) struct Browser {
    pub(crate) browser: PathBuf,
    pub(crate) driver: PathBuf,
}

impl Browser {
    /// Finds both, after installing them if need be.
    ///
    /// # Errors
    ///
    /// When they are missing and we may not install them; the message says what to install.
    pub(crate) fn find_or_install() -> Result<Self> {
        if let Some(found) = Self::find() {
            return Ok(found);
        }
        install()?;
        Self::find().context("the packages were installed, but no chromium or chromedriver came")
    }

    fn find() -> Option<Self> {
        Some(Self {
            browser: first(BROWSERS)?,
            driver: first(DRIVERS)?,
        })
    }
}

fn first(names: &[&str]) -> Option<PathBuf> {
    names.iter().find_map(|name| which::which(name).ok())
}

fn install() -> Result<()> {
    let packages = if is_ubuntu() { UBUNTU } else { DEBIAN };
    let advice = format!(
        "the page tests need Chromium and ChromeDriver; install them, on Debian by \
         `apt-get install {}`",
        packages.join(" ")
    );
    if which::which("apt-get").is_err() {
        bail!("{advice}");
    }
    let Some(may_install) = privilege() else {
        bail!("{advice} (no right to do so without a password)");
    };
    let apt = |arguments: &[&str]| {
        let mut words = may_install.iter().chain(&["apt-get"]).chain(arguments);
        let mut command = Command::new(words.next().copied().unwrap_or_default());
        process::run(command.args(words).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    apt(&["update"]).context(advice.clone())?;
    let install = ["install", "--yes", "--no-install-recommends"];
    apt(&[&install[..], &packages[..]].concat()).context(advice)
}

/// Returns what must stand before a command that changes the system: nothing for root.
fn privilege() -> Option<&'static [&'static str]> {
    let user = process::output(Command::new("id").arg("-u")).ok()?;
    if user.trim() == "0" {
        return Some(&[]);
    }
    let sudo = process::output(Command::new("sudo").args(["--non-interactive", "true"]));
    sudo.is_ok().then_some(&["sudo", "--non-interactive"])
}

fn is_ubuntu() -> bool {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    release.lines().any(|line| line == "ID=ubuntu")
}
