//! `cargo xtask bench`: the figures that the project promises, measured in one run.

use crate::{browser::Browser, process, project::Project, sizes, test::Stage};
use anyhow::{Context, Result};
use argh::FromArgs;
use std::fs;

/// measures speed in Chromium and natively, and prints it beside the sizes
#[derive(FromArgs)]
#[argh(subcommand, name = "bench")]
pub(crate) struct Bench {}

impl Bench {
    #[expect(clippy::unused_self, reason = "every command runs the same way")]
    pub(crate) fn run(&self, project: &Project) -> Result<()> {
        let stage = Stage::set(project, &Browser::find_or_install()?)?;
        let figures = project.target.join("figures.json");
        let mut measure = process::cargo(project);
        measure
            .args([
                "test",
                "--quiet",
                "--release",
                "--package",
                "sas-lens",
                "--test",
                "page",
            ])
            .args([
                "--features",
                "page-tests",
                "--",
                "--ignored",
                "--exact",
                "page::figures::measure",
            ])
            .env("SAS_LENS_FIGURES", &figures);
        stage.prepare(&mut measure);
        process::output(&mut measure)?;
        let text = fs::read_to_string(&figures).context("the measurement wrote no figures")?;
        let rows: Vec<[String; 3]> = serde_json::from_str(&text)?;
        print(&rows);
        sizes::print(project)?;
        Ok(())
    }
}

/// Prints rows of what, how much, and what it must be.
fn print(figures: &[[String; 3]]) {
    println!("{:<48}{:>24}{:>16}", "figure", "measured", "must be under");
    for [what, value, must] in figures {
        println!("{what:<48}{value:>24}{must:>16}");
    }
    println!();
}
