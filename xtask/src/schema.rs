//! `cargo xtask schema`: the JSON Schema of the report, made from its Rust types.

use crate::project::Project;
use anyhow::{Context, Result, bail};
use argh::FromArgs;
use std::{fs, path::PathBuf};

/// writes www/report.schema.json
#[derive(FromArgs)]
#[argh(subcommand, name = "schema")]
pub(crate) struct Schema {}

impl Schema {
    #[expect(clippy::unused_self, reason = "every command runs the same way")]
    pub(crate) fn run(&self, project: &Project) -> Result<()> {
        fs::write(path(project), text()?)?;
        println!("wrote {}", path(project).display());
        Ok(())
    }
}

/// Fails when the file does not say what the types say.
pub(crate) fn check(project: &Project) -> Result<()> {
    let path = path(project);
    let written =
        fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    if written != text()? {
        bail!(
            "{} is out of date: `cargo xtask schema` writes it",
            path.display()
        );
    }
    Ok(())
}

fn path(project: &Project) -> PathBuf {
    project.www().join("report.schema.json")
}

fn text() -> Result<String> {
    let mut schema = schemars::schema_for!(sas_lens::report::Report);
    schema.insert(
        "$comment".to_owned(),
        "Made by `cargo xtask schema`; do not edit.".into(),
    );
    Ok(serde_json::to_string_pretty(&schema)? + "\n")
}
