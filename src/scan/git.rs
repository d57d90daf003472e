//! Git repositories: every object of the history, and where each stands in it.
//!
//! Objects are read one at a time from wherever they lie, so that a repository may be larger than
//! memory. First all of them are gathered, then commits and tags are searched, then one walk
//! through the commits from the oldest tells where everything else stands, which is searched last.

mod alone;
mod commits;
mod delta;
mod elsewhere;
mod fault;
mod files;
mod gather;
mod hash;
mod identify;
mod index;
mod layout;
mod names;
mod object;
mod order;
mod pack;
mod places;
mod recent;
mod refs;
mod repository;
mod search;
mod store;
mod take;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod testing;

use super::walk::Walk;
use super::{ReadSeek, ScanOptions, Sink};
use crate::report::Looked;
pub(super) use alone::{is_bundle, is_loose_object, read_bundle, read_loose_object, read_pack};
pub(super) use elsewhere::repository_elsewhere;
pub(super) use pack::is_pack;
use std::io;
pub(super) use take::{InWalk, Take};

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
    let mut walk = Walk::new(options, sink);
    let mut take = InWalk::given(&mut walk, name);
    // Why it was left is told already.
    let _ = repository::read(files, &options.limits, 0, &mut take);
    walk.finish()
}
