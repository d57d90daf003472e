//! Why an object was not read, and the sentence that says it.

use crate::report::Reason;
use crate::scan::walk::Leave;
use std::io;

/// What keeps an object, or a file of a repository, from being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The file could not be read.
    Unreadable,
    /// The file ends within it.
    Truncated,
    /// It contradicts itself.
    Damaged(&'static str),
    /// It has to be put together in memory, and is larger than the limit.
    TooLarge,
    /// It builds on an object that is not there.
    NoBase,
    /// The walk leaves; told already.
    Leave(Leave),
}

impl Fault {
    pub(super) fn told(&self) -> (Reason, &'static str) {
        match self {
            Self::Unreadable => (Reason::Unreadable, "Reading it failed."),
            Self::Truncated => (
                Reason::Truncated,
                "It ends before it should; it was read as far as it goes.",
            ),
            Self::Damaged(text) => (Reason::Damaged, text),
            Self::TooLarge => (
                Reason::TooLargeToHold,
                "It is stored as changes to another object and too large to be put together in \
                 memory; only the changes were searched.",
            ),
            Self::NoBase => (
                Reason::Damaged,
                "It is stored as changes to an object that is not here; only the changes were \
                 searched.",
            ),
            Self::Leave(_) => (Reason::Stopped, "The scan was stopped before it."),
        }
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Truncated,
            // What flate2 says of a broken stream.
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                Self::Damaged("Its packed bytes are damaged; it was not read to its end.")
            }
            _ => Self::Unreadable,
        }
    }
}

impl From<Leave> for Fault {
    fn from(leave: Leave) -> Self {
        Self::Leave(leave)
    }
}
