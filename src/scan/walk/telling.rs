//! Tells what was not read, each thing once and where that came up.

use super::names::{is_git, path_of};
use super::{Leave, Walk};
use crate::report::{NotRead, Place, Reason};
use crate::scan::git;
use crate::scan::trouble::Trouble;
use std::io;

impl Walk<'_> {
    /// Tells why a reader ended, unless another reader below it did and its owner tells.
    pub(super) fn ended(&mut self, place: &Place, error: &io::Error) -> Result<(), Leave> {
        if self.gauge.leave().is_some() {
            return self.left(place);
        }
        if !self.gauge.is_broken() {
            self.tell(place, &Trouble::of(error));
        }
        Ok(())
    }

    /// Tells what a metered reader failed with.
    pub(super) fn settle(&mut self, place: &Place, trouble: Option<Trouble>) {
        if let Some(trouble) = trouble {
            self.gauge.mend();
            self.tell(place, &trouble);
        }
    }

    /// Tells why the file is left, where that came up.
    pub(super) fn left(&mut self, place: &Place) -> Result<(), Leave> {
        if let Some(reason) = self.gauge.take_untold() {
            self.left_for = Some(reason);
            self.tell(place, &Trouble::new(reason));
        }
        self.gauge.leave().map_or(Ok(()), Err)
    }

    /// Tells where a repository lies of which only a `.git` file is here.
    pub(super) fn tell_elsewhere(&mut self, place: &Place, head: &[u8]) {
        let text = is_git(place)
            .then(|| git::repository_elsewhere(head))
            .flatten();
        if let Some(text) = text {
            self.not_read(place, Reason::Elsewhere, &text);
        }
    }

    pub(super) fn tell(&mut self, place: &Place, trouble: &Trouble) {
        self.not_read(place, trouble.reason, &trouble.text());
    }

    /// Tells that something was not read, or not to its end.
    pub(crate) fn not_read(&mut self, place: &Place, reason: Reason, text: &str) {
        self.looked.not_read += 1;
        if self.named >= self.options.limits.named {
            return;
        }
        self.named += 1;
        self.gauge.not_read(NotRead {
            path: path_of(place),
            reason,
            text: text.to_owned(),
        });
    }
}
