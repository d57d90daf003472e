//! What a repository hands out, and how a [`Walk`] takes it.

use crate::report::{History, Place, Reason};
use crate::scan::walk::{Input, Leave, Walk};
use crate::token::display::shown_path;

/// The longest path, in characters, that a place shows.
const LONGEST_PATH: usize = 1_000;

/// Where something of a repository stands. The paths are as they were written: whoever takes it
/// makes them safe to show.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    /// The file of the repository; empty for one that is read without its repository.
    pub(crate) file: String,
    /// The object in it; empty for the file itself.
    pub(crate) object: String,
    /// Where it stands in the history. Its path is made safe as well.
    pub(crate) history: Option<History>,
}

/// Takes what a repository holds.
pub(crate) trait Take {
    /// Takes the content of an object or of a file.
    fn content(&mut self, found: &Found, input: Input<'_>) -> Result<(), Leave>;

    /// Takes a name that stands in a tree, or of a file.
    fn name(&mut self, found: &Found, name: &str) -> Result<(), Leave>;

    /// Takes something that was not read, or not to its end.
    fn not_read(&mut self, found: &Found, reason: Reason, text: &str);

    /// Is told how many files a repository has.
    fn files(&mut self, _count: u64) {}

    /// Is told the size of a file that is read.
    fn given(&mut self, _bytes: u64) -> Result<(), Leave> {
        Ok(())
    }

    /// Is told of bytes that were read or unpacked to know where things stand, at least once for
    /// each megabyte.
    fn worked(&mut self, bytes: u64) -> Result<(), Leave>;
}

/// A walk that takes what a repository at a place holds.
pub(crate) struct InWalk<'w, 'a> {
    walk: &'w mut Walk<'a>,
    place: Place,
    /// Whether the files are what was given to be scanned, and not in something that was.
    is_given: bool,
}

impl<'w, 'a> InWalk<'w, 'a> {
    /// A walk that met objects at a place in what was given.
    pub(crate) fn new(walk: &'w mut Walk<'a>, place: &Place) -> Self {
        Self {
            walk,
            place: place.clone(),
            is_given: false,
        }
    }

    /// A walk to which a repository is given.
    pub(super) fn given(walk: &'w mut Walk<'a>, name: &str) -> Self {
        let place = Place {
            file: shown_path(name, LONGEST_PATH),
            ..Place::default()
        };
        Self {
            walk,
            place,
            is_given: true,
        }
    }

    fn place(&self, found: &Found) -> Place {
        let mut place = self.place.clone();
        if !found.file.is_empty() {
            place.file.push('/');
            place.file.push_str(&shown_path(&found.file, LONGEST_PATH));
        }
        if !found.object.is_empty() {
            place.inner.push(shown_path(&found.object, LONGEST_PATH));
        }
        place.history.clone_from(&found.history);
        if let Some(path) = place
            .history
            .as_mut()
            .and_then(|history| history.path.as_mut())
        {
            *path = shown_path(path, LONGEST_PATH);
        }
        place
    }
}

impl Take for InWalk<'_, '_> {
    fn content(&mut self, found: &Found, input: Input<'_>) -> Result<(), Leave> {
        self.walk.content(&self.place(found), input)
    }

    fn name(&mut self, found: &Found, name: &str) -> Result<(), Leave> {
        let place = self.place(found);
        self.walk.name(&place, name);
        Ok(())
    }

    fn not_read(&mut self, found: &Found, reason: Reason, text: &str) {
        self.walk.not_read(&self.place(found), reason, text);
    }

    fn files(&mut self, count: u64) {
        if self.is_given {
            self.walk.files(&self.place, count);
        }
    }

    fn given(&mut self, bytes: u64) -> Result<(), Leave> {
        if self.is_given {
            self.walk.read(&self.place, bytes)
        } else {
            Ok(())
        }
    }

    fn worked(&mut self, bytes: u64) -> Result<(), Leave> {
        self.walk.worked(&self.place, bytes)
    }
}
