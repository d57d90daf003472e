//! Text that remembers where in the input each of its characters came from.

use std::ops::Range;

/// A piece of input after repairs. Every byte knows the range of input bytes it stands for, so a
/// finding in the repaired text can point at what the user pasted.
#[derive(Clone)]
pub(crate) struct Mapped {
    text: String,
    /// For each byte of `text`, the input bytes of the character it belongs to.
    origins: Vec<(u32, u32)>,
}

/// How many bytes are replaced, and by what.
type Replacement = (usize, Option<char>);

impl Mapped {
    /// Wraps an untouched piece of input that starts at byte `offset`.
    pub(crate) fn identity(text: &str, offset: usize) -> Self {
        let mut origins = Vec::with_capacity(text.len());
        for (at, character) in text.char_indices() {
            let (start, width) = (to_u32(offset + at), character.len_utf8());
            let origin = (start, start + to_u32(width));
            origins.extend(std::iter::repeat_n(origin, width));
        }
        Self {
            text: text.to_owned(),
            origins,
        }
    }

    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            origins: Vec::with_capacity(bytes),
        }
    }

    /// Appends a character that stands for the given input bytes.
    pub(crate) fn push(&mut self, character: char, origin: (u32, u32)) {
        self.text.push(character);
        self.origins
            .extend(std::iter::repeat_n(origin, character.len_utf8()));
    }

    /// Appends a range of another mapped text.
    pub(crate) fn push_range(&mut self, other: &Self, range: Range<usize>) {
        if let (Some(text), Some(origins)) =
            (other.text.get(range.clone()), other.origins.get(range))
        {
            self.text.push_str(text);
            self.origins.extend_from_slice(origins);
        }
    }

    /// Appends text that stands, as a whole, for a range of another mapped text.
    pub(crate) fn push_replacement(&mut self, text: &str, other: &Self, range: Range<usize>) {
        let origin = other.origin(range);
        for character in text.chars() {
            self.push(character, origin);
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn slice(&self, range: Range<usize>) -> Self {
        let mut piece = Self::with_capacity(range.len());
        piece.push_range(self, range);
        piece
    }

    /// Returns the input bytes that a range of this text stands for. An empty range stands for the
    /// empty place before its first byte.
    pub(crate) fn origin(&self, range: Range<usize>) -> (u32, u32) {
        let end = || self.origins.last().map_or(0, |last| last.1);
        let start = self
            .origins
            .get(range.start)
            .map_or_else(end, |first| first.0);
        if range.is_empty() {
            return (start, start);
        }
        let stop = self
            .origins
            .get(range.end - 1)
            .map_or_else(end, |last| last.1);
        (start, stop.max(start))
    }

    /// Replaces every match that `find` reports. `find` is asked where a character starts with a byte
    /// that `may_start` accepts; it gets the rest of the text and returns the length of a match at
    /// its start and the replacement.
    pub(crate) fn replace_where(
        &self,
        may_start: fn(u8) -> bool,
        find: &mut dyn FnMut(&str, usize) -> Option<Replacement>,
    ) -> Option<(Self, u32)> {
        let mut result: Option<Self> = None;
        let mut count = 0;
        let mut copied = 0;
        let mut at = 0;
        while let Some(skipped) = self.text.bytes().skip(at).position(may_start) {
            at += skipped;
            let found = self.text.get(at..).and_then(|rest| find(rest, at));
            let Some((length, replacement)) = found.filter(|found| found.0 > 0) else {
                at += 1;
                continue;
            };
            let output = result.get_or_insert_with(|| Self::with_capacity(self.text.len()));
            output.push_range(self, copied..at);
            if let Some(character) = replacement {
                output.push(character, self.origin(at..at + length));
            }
            count += 1;
            at += length;
            copied = at;
        }
        result.map(|mut output| {
            output.push_range(self, copied..self.text.len());
            (output, count)
        })
    }
}

/// Inputs above 4 GiB are refused before they get here.
pub(crate) fn to_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaced_characters_point_at_what_they_replaced() {
        let text = Mapped::identity("a&amp;é", 10);
        let (undone, count) = text
            .replace_where(|byte| byte == b'&', &mut |rest, _| {
                rest.starts_with("&amp;").then_some((5, Some('&')))
            })
            .unwrap();
        assert_eq!((undone.as_str(), count), ("a&é", 1));
        assert_eq!(undone.origin(1..2), (11, 16));
        assert_eq!(undone.origin(2..4), (16, 18));
    }
}
