//! A folder that is filled out of sight and then put in its place, so that nobody sees it half done.

use crate::project::Project;
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// A folder being filled. It disappears unless [`Staging::replace`] puts it somewhere.
pub(crate) struct Staging {
    /// Readable by this user alone, as temporary folders are; hence a folder of usual rights inside.
    outer: TempDir,
    inner: PathBuf,
}

impl Staging {
    /// Starts an empty folder on the disk of the project, where it can be renamed.
    pub(crate) fn new(project: &Project) -> Result<Self> {
        fs::create_dir_all(project.dist())?;
        let outer = tempfile::tempdir_in(project.dist())?;
        let inner = outer.path().join("new");
        fs::create_dir(&inner)?;
        Ok(Self { outer, inner })
    }

    /// Returns the folder to fill.
    pub(crate) fn path(&self) -> &Path {
        &self.inner
    }

    /// Puts the folder in its place; what stood there goes.
    pub(crate) fn replace(self, place: &Path) -> Result<()> {
        if place.exists() {
            fs::rename(place, self.outer.path().join("old"))
                .with_context(|| format!("moving away {}", place.display()))?;
        }
        fs::rename(&self.inner, place).with_context(|| format!("filling {}", place.display()))
    }
}
