//! Finds tokens in bytes of every kind: files, archives, repositories, streams.
//!
//! [`Scanner`] takes bytes as they come and returns what it finds. [`scan_source`] reads a file with
//! everything inside it, [`scan_repository`] a Git repository with its history. Both hand what they
//! find, what they did not read and how far they are to a [`Sink`].

mod carriers;
mod confidence;
mod containers;
mod finder;
mod gauge;
mod git;
pub(crate) mod hits;
mod identity;
mod judge;
mod limits;
mod lines;
mod packing;
mod reading;
mod scanner;
mod search;
mod sink;
mod trouble;
mod walk;
mod window;

pub use git::{RepositoryFiles, scan_repository};
pub use limits::{Limits, ScanOptions};
pub use scanner::Scanner;
pub use sink::{Collected, Go, Hit, Progress, Sink};
pub use walk::{ReadSeek, scan_source};
