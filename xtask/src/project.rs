//! Where things lie in the project.

use anyhow::{Context, Result};
use cargo_metadata::MetadataCommand;
use std::path::PathBuf;

/// The folders of the project.
pub(crate) struct Project {
    /// The workspace.
    pub(crate) root: PathBuf,
    /// What cargo builds.
    pub(crate) target: PathBuf,
}

impl Project {
    /// Asks cargo, which also knows about configured target folders.
    pub(crate) fn find() -> Result<Self> {
        let metadata = MetadataCommand::new()
            .no_deps()
            .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
            .exec()
            .context("asking cargo where the project lies")?;
        Ok(Self {
            root: metadata.workspace_root.into(),
            target: metadata.target_directory.into(),
        })
    }

    /// The page's sources.
    pub(crate) fn www(&self) -> PathBuf {
        self.root.join("www")
    }

    /// What wasm-bindgen makes. Beside the page's sources, because their types come from it.
    pub(crate) fn pkg(&self) -> PathBuf {
        self.www().join("pkg")
    }

    /// Everything that is built for others.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The static site.
    pub(crate) fn site(&self) -> PathBuf {
        self.dist().join("site")
    }

    /// The tests, with their npm package.
    pub(crate) fn tests(&self) -> PathBuf {
        self.root.join("tests")
    }
}
