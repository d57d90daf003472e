//! Who takes what a scan finds.

use crate::report::{BatchHit, HitRow, Looked, NotRead};
use crate::token::secret::SecretText;

/// One token at one place, with the text it was read from.
#[derive(Debug)]
pub struct Hit {
    /// What is safe to show.
    pub row: HitRow,
    /// The token as [`crate::analyze`] takes it, unwrapped, signature and all.
    pub(crate) text: SecretText,
}

impl Hit {
    /// Returns the token's own text, with its secrets: for someone who asked to see them.
    pub fn reveal(&self) -> &str {
        self.text.expose()
    }
}

impl From<Hit> for BatchHit {
    fn from(hit: Hit) -> Self {
        let text = hit.reveal().to_owned();
        Self { row: hit.row, text }
    }
}

/// How far the scan of one given file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of the given file that were read.
    pub bytes: u64,
    /// Bytes that were unpacked from it.
    pub expanded_bytes: u64,
    /// Entries that were opened in it.
    pub entries: u64,
}

/// What a scan does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Go {
    /// It goes on.
    On,
    /// It leaves the given file, which took too long, and says so.
    SkipFile,
    /// It ends.
    Stop,
}

/// Takes what a scan finds, as it finds it.
pub trait Sink {
    /// Takes a token at a place. The same token at another place is another hit.
    fn hit(&mut self, hit: Hit);

    /// Takes something that was not read, or not to its end.
    fn not_read(&mut self, not_read: NotRead);

    /// Is told how far the scan is, at least once for each 256 KB that were read or unpacked, and
    /// says whether it goes on.
    fn progress(&mut self, progress: Progress) -> Go {
        let _ = progress;
        Go::On
    }
}

/// Keeps everything: for small inputs and tests.
#[derive(Debug, Default)]
pub struct Collected {
    /// The tokens, in the order in which they were found.
    pub hits: Vec<Hit>,
    /// What was not read.
    pub not_read: Vec<NotRead>,
    /// What was looked at; whoever scans puts it there.
    pub looked: Looked,
}

impl Sink for Collected {
    fn hit(&mut self, hit: Hit) {
        self.hits.push(hit);
    }

    fn not_read(&mut self, not_read: NotRead) {
        self.not_read.push(not_read);
    }
}
