//! Why something was not read: the reason, and the sentence that says it.

use crate::report::Reason;
use std::borrow::Cow;
use std::fmt;
use std::io;

/// Something that keeps a file, an entry or the rest of it from being read. Decoders hand it on
/// inside an [`io::Error`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trouble {
    pub(crate) reason: Reason,
    detail: Cow<'static, str>,
}

/// The sentence for each reason.
const SENTENCES: &[(Reason, &str)] = &[
    (
        Reason::TooDeep,
        "It lies deeper in other containers than the limit; its packed bytes were searched as they are.",
    ),
    (
        Reason::TooManyEntries,
        "It holds more entries than the limit; what comes after was not read.",
    ),
    (
        Reason::ExpandsTooMuch,
        "It expands to more than the limit; what comes after was not read.",
    ),
    (
        Reason::TooLargeToHold,
        "It must be held in memory to be opened and is too large for that.",
    ),
    (
        Reason::Encrypted,
        "It is encrypted; its content was not read.",
    ),
    (
        Reason::Truncated,
        "It ends before it should; it was read as far as it goes.",
    ),
    (
        Reason::Damaged,
        "Its structure contradicts itself; not all of it was read.",
    ),
    (
        Reason::UnknownMethod,
        "It is packed in a way that is not read here.",
    ),
    (
        Reason::TookTooLong,
        "It took longer than the limit; the rest was not read.",
    ),
    (Reason::Unreadable, "Reading it failed."),
    (
        Reason::Elsewhere,
        "It lies in a folder that was not given with it.",
    ),
    (Reason::Vanished, "It is no longer where it was."),
    (
        Reason::TooLong,
        "A stretch without a break is longer than the limit.",
    ),
    (Reason::Stopped, "The scan was stopped before it."),
    (
        Reason::Fault,
        "Reading it failed through a fault of this program.",
    ),
    (
        Reason::Unlisted,
        "More like these were not read; they are counted, not named.",
    ),
];

/// Returns the sentence for a reason.
pub(crate) fn sentence(reason: Reason) -> &'static str {
    SENTENCES
        .iter()
        .find(|(known, _)| *known == reason)
        .map_or("It was not read.", |(_, sentence)| sentence)
}

impl Trouble {
    pub(crate) const fn new(reason: Reason) -> Self {
        Self {
            reason,
            detail: Cow::Borrowed(""),
        }
    }

    /// Returns a trouble with a second sentence. No text of the input stands in it.
    pub(crate) fn with(reason: Reason, detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            reason,
            detail: detail.into(),
        }
    }

    pub(crate) fn damaged(detail: &'static str) -> Self {
        Self::with(Reason::Damaged, detail)
    }

    pub(crate) fn method(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::with(Reason::UnknownMethod, detail)
    }

    /// Reads what a decoder failed with.
    pub(crate) fn of(error: &io::Error) -> Self {
        if let Some(trouble) = error
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<Self>())
        {
            return trouble.clone();
        }
        Self::new(match error.kind() {
            io::ErrorKind::UnexpectedEof => Reason::Truncated,
            io::ErrorKind::OutOfMemory => Reason::TooLargeToHold,
            _ => Reason::Damaged,
        })
    }

    /// The whole in words.
    pub(crate) fn text(&self) -> String {
        let sentence = sentence(self.reason);
        if self.detail.is_empty() {
            sentence.to_owned()
        } else {
            format!("{sentence} {}", self.detail)
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text())
    }
}

impl std::error::Error for Trouble {}

impl From<Trouble> for io::Error {
    fn from(trouble: Trouble) -> Self {
        io::Error::other(trouble)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_has_one_sentence() {
        for (at, (reason, sentence)) in SENTENCES.iter().enumerate() {
            assert!(sentence.ends_with('.'), "{sentence}");
            assert!(
                SENTENCES
                    .iter()
                    .skip(at + 1)
                    .all(|(other, _)| other != reason)
            );
        }
        assert_eq!(SENTENCES.len(), 16);
    }

    #[test]
    fn a_trouble_survives_the_way_through_a_decoder() {
        let error = io::Error::from(Trouble::method("Its method is Deflate64."));
        assert_eq!(
            Trouble::of(&error).text(),
            "It is packed in a way that is not read here. Its method is Deflate64."
        );
        let ended = io::Error::from(io::ErrorKind::UnexpectedEof);
        assert_eq!(Trouble::of(&ended).reason, Reason::Truncated);
    }
}
