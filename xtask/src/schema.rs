//! `cargo xtask schema`: the JSON Schemas of the report, of a policy and of a list of finds, made from their Rust types.

use crate::project::Project;
use anyhow::{Context, Result, bail};
use argh::FromArgs;
use schemars::Schema as JsonSchema;
use std::fs;

/// writes www/report.schema.json, www/policy.schema.json and www/inventory.schema.json
#[derive(FromArgs)]
#[argh(subcommand, name = "schema")]
pub(crate) struct Schema {}

/// A schema's file in `www`, and how it is made.
type Row = (&'static str, fn() -> JsonSchema);

const SCHEMAS: [Row; 3] = [
    ("report.schema.json", || {
        schemars::schema_for!(sas_lens::report::Report)
    }),
    ("policy.schema.json", || {
        schemars::schema_for!(sas_lens::Policy)
    }),
    ("inventory.schema.json", || {
        schemars::schema_for!(sas_lens::inventory::InventoryFile)
    }),
];

impl Schema {
    #[expect(clippy::unused_self, reason = "every command runs the same way")]
    pub(crate) fn run(&self, project: &Project) -> Result<()> {
        for (file, make) in SCHEMAS {
            let path = project.www().join(file);
            fs::write(&path, text(make())?)?;
            println!("wrote {}", path.display());
        }
        Ok(())
    }
}

/// Fails when a file does not say what the types say.
pub(crate) fn check(project: &Project) -> Result<()> {
    for (file, make) in SCHEMAS {
        let path = project.www().join(file);
        let written =
            fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        if written != text(make())? {
            bail!(
                "{} is out of date: `cargo xtask schema` writes it",
                path.display()
            );
        }
    }
    Ok(())
}

fn text(mut schema: JsonSchema) -> Result<String> {
    schema.insert(
        "$comment".to_owned(),
        "Made by `cargo xtask schema`; do not edit.".into(),
    );
    Ok(serde_json::to_string_pretty(&schema)? + "\n")
}
