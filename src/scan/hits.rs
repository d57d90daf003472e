//! What a search hands on.

use super::Hit;
use crate::report::Reason;

/// One thing that was met in a stream.
#[derive(Debug)]
pub(crate) enum Find {
    /// A token.
    Hit(Box<Hit>),
    /// A container that was wrapped in an encoding.
    Packed(Packed),
    /// Something that was not read, or not to its end.
    NotRead(Unread),
}

/// A container, taken out of the encodings around it.
#[derive(Debug)]
#[allow(dead_code, reason = "the walk opens it")]
pub(crate) struct Packed {
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
    /// Where its encoding starts in the stream.
    pub(crate) offset: u64,
    /// The encodings, outermost first.
    pub(crate) carriers: Vec<String>,
}

/// What was not read.
#[derive(Debug)]
#[allow(dead_code, reason = "the walk tells it")]
pub(crate) struct Unread {
    /// Where it starts in the stream.
    pub(crate) offset: u64,
    pub(crate) reason: Reason,
    /// The reason in a sentence.
    pub(crate) text: &'static str,
}

impl Find {
    /// Where it starts.
    pub(crate) fn offset(&self) -> u64 {
        match self {
            Self::Hit(hit) => hit.row.place.offset,
            Self::Packed(packed) => packed.offset,
            Self::NotRead(unread) => unread.offset,
        }
    }

    /// Moves it to where its view starts.
    pub(super) fn move_by(&mut self, base: u64) {
        let offset = match self {
            Self::Hit(hit) => &mut hit.row.place.offset,
            Self::Packed(packed) => &mut packed.offset,
            Self::NotRead(unread) => &mut unread.offset,
        };
        *offset = offset.wrapping_add(base);
    }

    /// The same, seen from outside a carrier.
    pub(super) fn seen_from(mut self, carrier: Option<&str>, outer: impl Fn(u64) -> u64) -> Self {
        let (offset, carriers) = match &mut self {
            Self::Hit(hit) => (&mut hit.row.place.offset, Some(&mut hit.row.place.carriers)),
            Self::Packed(packed) => (&mut packed.offset, Some(&mut packed.carriers)),
            Self::NotRead(unread) => (&mut unread.offset, None),
        };
        *offset = outer(*offset);
        if let (Some(carriers), Some(carrier)) = (carriers, carrier) {
            carriers.insert(0, carrier.to_owned());
        }
        self
    }
}
