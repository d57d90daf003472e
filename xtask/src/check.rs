//! `cargo xtask check`: all that the tests do not say about the sources.

use crate::{
    headers, html, npm, process, project::Project, schema, site, sizes, wasm::Effort, words,
};
use anyhow::{Context, Result, bail};
use argh::FromArgs;
use std::fs;

/// checks formatting, lints, docs, types, sizes and generated files
#[derive(FromArgs)]
#[argh(subcommand, name = "check")]
pub(crate) struct Check {}

/// Calls of cargo, quickest first.
const CARGO: &[&[&str]] = &[
    &["fmt", "--all", "--check"],
    &[
        "clippy",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--",
        "-Dwarnings",
    ],
    &[
        "clippy",
        "--package=sas-lens",
        "--lib",
        WASM,
        "--no-default-features",
        "--",
        "-Dwarnings",
    ],
    &[
        "clippy",
        "--package=sas-lens",
        "--lib",
        WASM,
        "--no-default-features",
        "--features=exports",
        "--",
        "-Dwarnings",
    ],
    &[
        "clippy",
        "--package=sas-lens",
        "--lib",
        WASM,
        "--no-default-features",
        "--features=scan",
        "--",
        "-Dwarnings",
    ],
    &["doc", "--workspace", "--no-deps"],
];

const WASM: &str = "--target=wasm32-unknown-unknown";

impl Check {
    #[expect(clippy::unused_self, reason = "every command runs the same way")]
    pub(crate) fn run(&self, project: &Project) -> Result<()> {
        policy(project)?;
        schema::check(project)?;
        words::check(project)?;
        for arguments in CARGO {
            println!("cargo {}", arguments.join(" "));
            let mut cargo = process::cargo(project);
            process::run(cargo.args(*arguments).env("RUSTDOCFLAGS", "-Dwarnings"))?;
        }
        site::build(project, Effort::Release)?;
        npm::install(project)?;
        println!("tsc");
        process::run(npm::tsc(project).args(["--noEmit", "--project", "www/tsconfig.json"]))?;
        sizes::check(project)?;
        println!("all is well");
        Ok(())
    }
}

/// Compares the page's own policy with the one in the headers.
fn policy(project: &Project) -> Result<()> {
    let path = project.www().join("index.html");
    let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let wanted = headers::meta_policy();
    match html::read(&text)?.policies.as_slice() {
        [policy] if *policy == wanted => Ok(()),
        [policy] => bail!(
            "www/index.html has another policy than the headers:\n  {policy}\nnot\n  {wanted}"
        ),
        policies => bail!(
            "www/index.html has {} content policies, not one:\n  {wanted}",
            policies.len()
        ),
    }
}
