//! `cargo xtask build`: everything that is published, with its sizes.

use crate::{project::Project, site, sizes, wasm::Effort};
use anyhow::Result;
use argh::FromArgs;

/// builds the site into dist/site, prints its sizes, and fails over budget
#[derive(FromArgs)]
#[argh(subcommand, name = "build")]
pub(crate) struct Build {
    /// builds fast instead of small, with checks in the code and panics that say why
    #[argh(switch)]
    debug: bool,
}

impl Build {
    pub(crate) fn run(&self, project: &Project) -> Result<()> {
        let effort = if self.debug {
            Effort::Debug
        } else {
            Effort::Release
        };
        site::build(project, effort)?;
        println!("built {}", project.site().display());
        if self.debug {
            return Ok(());
        }
        sizes::check(project)
    }
}
