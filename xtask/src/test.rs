//! `cargo xtask test`: every test there is, or some of the page, and at the end one line with their
//! number. With `--accept-screens` it renews what pictures of the page are compared with.

mod stage;
mod tally;

pub(crate) use stage::Stage;

use crate::{browser::Browser, npm, process, project::Project, python};
use anyhow::Result;
use argh::FromArgs;
use std::process::{Command, ExitCode};
use tally::Tally;

/// installs what the tests need and runs them all
#[derive(FromArgs)]
#[argh(subcommand, name = "test")]
pub(crate) struct Test {
    /// runs every size that an issue names; takes much longer
    #[argh(switch)]
    full: bool,
    /// takes the page as it looks now for right, and runs nothing else
    #[argh(switch)]
    accept_screens: bool,
    /// runs only the tests of the page with this in their name
    #[argh(option)]
    page: Option<String>,
}

/// The tests that compare pictures of the page with those that were accepted.
const SCREENS: &str = "page::screens";

impl Test {
    pub(crate) fn run(&self, project: &Project) -> Result<ExitCode> {
        // First of all, so that a missing tool is known at once.
        let browser = Browser::find_or_install()?;
        npm::install(project)?;

        let mut tally = Tally::default();
        if !self.accept_screens && self.page.is_none() {
            let python = python::install(project)?;
            let mut native = process::cargo(project);
            native
                .args(["test", "--workspace", "--no-fail-fast"])
                .args(["--features", "sas-lens/judge-tests"])
                .env("SAS_LENS_PYTHON", python);
            self.count(&mut native, &mut tally)?;
        }

        let stage = Stage::set(project, &browser)?;
        let mut page = process::cargo(project);
        page.args([
            "test",
            "--package",
            "sas-lens",
            "--test",
            "page",
            "--features",
            "page-tests",
        ]);
        // One at a time: two browsers would take each other's time, and the request log.
        stage.prepare(&mut page).args(["--", "--test-threads=1"]);
        page.args(&self.page);
        if self.accept_screens {
            page.arg(SCREENS).env("SAS_LENS_ACCEPT_SCREENS", "1");
        }
        self.count(&mut page, &mut tally)?;
        drop(stage);

        println!("{tally}");
        Ok(tally.exit_code())
    }

    fn count(&self, command: &mut Command, tally: &mut Tally) -> Result<()> {
        if self.full {
            command
                .env("SAS_LENS_FULL", "1")
                .env("PROPTEST_CASES", "10000");
        }
        let status = process::lines(command, |line| {
            println!("{line}");
            tally.read(line);
        })?;
        tally.end_of_run(status.success());
        Ok(())
    }
}
