//! `cargo xtask bench`: the figures that the project promises, measured in one run.

mod peers;

use crate::{browser::Browser, process, project::Project, sizes, test::Stage};
use anyhow::{Context, Result};
use argh::FromArgs;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

/// measures speed in Chromium, in Node and natively, and prints it beside the sizes
#[derive(FromArgs)]
#[argh(subcommand, name = "bench")]
pub(crate) struct Bench {
    /// a program to compare with; without any, all that are known and installed
    #[argh(option)]
    peer: Vec<String>,
}

/// A figure: what, how much, and what it must be.
type Row = [String; 3];

impl Bench {
    pub(crate) fn run(&self, project: &Project) -> Result<()> {
        // First: it writes the logs that the others read as well.
        let native = native(project)?;
        let stage = Stage::set(project, &Browser::find_or_install()?)?;
        let mut rows = page(project, &stage)?;
        drop(stage);
        rows.extend(native);
        rows.extend(node(project)?);
        print(&rows);
        self.compare(project)?;
        sizes::print(project)?;
        Ok(())
    }

    /// Lets sas-lens and other programs look through the same files, one after the other: those in
    /// which much is to be found, and one in which there is little.
    fn compare(&self, project: &Project) -> Result<()> {
        let folder = project.target.join("peers");
        process::output(
            cargo_test(project, "scan_corpus", "write").env("SAS_LENS_CORPUS", &folder),
        )
        .context("writing the files to compare on")?;
        let own = [
            "build",
            "--quiet",
            "--release",
            "--package",
            "sas-lens",
            "--example",
            "scan",
        ];
        process::run(process::cargo(project).args(own))?;
        self.compare_on(project, "the corpus", &folder)?;
        self.compare_on(
            project,
            "an ordinary log of 10 MB",
            &logs(project).join(ORDINARY),
        )
    }

    fn compare_on(&self, project: &Project, what: &str, path: &Path) -> Result<()> {
        let own = project.target.join("release/examples/scan");
        let start = Instant::now();
        let found = process::output(Command::new(own).arg(path))?;
        let ours = peers::Measured {
            name: "sas-lens".to_owned(),
            time: start.elapsed(),
            finds: found.lines().count(),
        };
        let seconds = ours.time.as_secs_f64();
        let mut measured = vec![ours];
        measured.extend(peers::measure(path, &self.peer)?);
        println!(
            "{:<48}{:>12}{:>12}{:>12}",
            format!("whole programs on {what}"),
            "seconds",
            "ratio",
            "finds"
        );
        for peers::Measured { name, time, finds } in &measured {
            let time = time.as_secs_f64();
            println!("{name:<48}{time:>12.2}{:>11.1}x{finds:>12}", time / seconds);
        }
        println!();
        Ok(())
    }
}

/// The log that other programs are compared on; the slowest take seconds for it.
const ORDINARY: &str = "ordinary-10485760.log";

/// Measures in Chromium.
fn page(project: &Project, stage: &Stage) -> Result<Vec<Row>> {
    let figures = project.target.join("figures.json");
    let mut measure = cargo_test(project, "page", "page::figures::measure");
    measure.env("SAS_LENS_FIGURES", &figures);
    measure.env("SAS_LENS_LOGS", logs(project));
    stage.prepare(&mut measure);
    process::output(&mut measure)?;
    let text = fs::read_to_string(&figures).context("the measurement wrote no figures")?;
    Ok(serde_json::from_str(&text)?)
}

/// Measures the scanner's module in Node, by the script beside the native measurement.
fn node(project: &Project) -> Result<Vec<Row>> {
    let script = project.root.join("benches/scan.mjs");
    let mut node = Command::new("node");
    node.arg(script).arg(project.pkg()).arg(logs(project));
    rows(&process::output(&mut node)?)
}

/// Where the native measurement puts its logs.
fn logs(project: &Project) -> PathBuf {
    project.target.join("tmp/logs")
}

/// Measures the scanner natively.
fn native(project: &Project) -> Result<Vec<Row>> {
    let bench = [
        "bench",
        "--quiet",
        "--package",
        "sas-lens",
        "--bench",
        "scan",
    ];
    rows(&process::output(process::cargo(project).args(bench))?)
}

/// Reads what a measurement printed: a row of JSON on a line.
fn rows(text: &str) -> Result<Vec<Row>> {
    text.lines()
        .filter(|line| line.starts_with('['))
        .map(|line| serde_json::from_str(line).context("a figure is no row"))
        .collect()
}

/// Returns the call of a test that is left out of other runs.
fn cargo_test(project: &Project, target: &str, test: &str) -> Command {
    let mut cargo = process::cargo(project);
    cargo.args(["test", "--quiet", "--release", "--package", "sas-lens"]);
    cargo.args(["--features", "page-tests", "--test", target]);
    cargo.args(["--", "--ignored", "--exact", test]);
    cargo
}

/// Prints rows of what, how much, and what it must be.
fn print(figures: &[Row]) {
    println!("{:<64}{:>28}{:>16}", "figure", "measured", "must be under");
    for [what, value, must] in figures {
        println!("{what:<64}{value:>28}{must:>16}");
    }
    println!();
}
