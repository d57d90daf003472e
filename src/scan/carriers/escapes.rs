//! Text in which letters are written as escapes, `%73%69%67` or `\x73\x69\x67`.
//!
//! Where only separators are escaped, `repair` undoes it.

use super::{Decoded, Origins};
use crate::token::percent;

/// A way to write any letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scan) enum Escape {
    Percent,
    C,
    Json,
    HtmlDecimal,
    HtmlHex,
}

/// The longest text around an escape that is decoded with it, in bytes, on each side.
const REACH: usize = 16 << 10;

/// Escapes in a row that are no chance.
const FEWEST: usize = 4;
/// Digits of a character reference, zeros in front included.
const MOST_DIGITS: usize = 7;

impl Escape {
    pub(in crate::scan) const ALL: [Self; 5] = [
        Self::Percent,
        Self::C,
        Self::Json,
        Self::HtmlDecimal,
        Self::HtmlHex,
    ];

    /// An `s`, with which the names of signatures, versions and expiries start, and another escape.
    pub(in crate::scan) fn needle(self) -> &'static str {
        match self {
            Self::Percent => "%73%",
            Self::C => "\\x73\\x",
            Self::Json => "\\u0073\\u",
            Self::HtmlDecimal => "&#115;&#",
            Self::HtmlHex => "&#x73;&#x",
        }
    }

    fn carrier(self) -> &'static str {
        match self {
            Self::Percent => "percent",
            Self::C => "c-escape",
            Self::Json => "json",
            Self::HtmlDecimal | Self::HtmlHex => "html",
        }
    }

    /// Reads one escape: the byte it stands for, and how long it is.
    fn unit(self, text: &[u8]) -> Option<(u8, usize)> {
        let hex = |start: &[u8], length: usize| {
            let digits = text.strip_prefix(start)?;
            percent::hex_pair(digits).map(|byte| (byte, length))
        };
        match self {
            Self::Percent => hex(b"%", 3),
            Self::C => hex(b"\\x", 4),
            Self::Json => hex(b"\\u00", 6),
            Self::HtmlDecimal => reference(text, b"&#", 10),
            Self::HtmlHex => reference(text, b"&#x", 16),
        }
    }

    /// Whether some escapes of this kind follow each other at a place.
    pub(in crate::scan) fn is_run_at(self, bytes: &[u8], at: usize) -> bool {
        let mut rest = bytes.get(at..).unwrap_or_default();
        for _ in 0..FEWEST {
            let Some((_, length)) = self.unit(rest) else {
                return false;
            };
            rest = rest.get(length..).unwrap_or_default();
        }
        true
    }

    /// Decodes the text around an escape, as far as no character ends it. Returns it with the range
    /// that was decoded.
    pub(in crate::scan) fn decode(
        self,
        bytes: &[u8],
        at: usize,
    ) -> (Decoded, std::ops::Range<usize>) {
        let ends = |byte: &u8| {
            !byte.is_ascii_graphic() || matches!(byte, b'"' | b'<' | b'>' | b'\'' | b'`')
        };
        let near = at.saturating_sub(REACH);
        let before = bytes.get(near..at).unwrap_or_default();
        let start = near + before.iter().rposition(ends).map_or(0, |place| place + 1);
        let after = bytes
            .get(at..bytes.len().min(at + REACH))
            .unwrap_or_default();
        let end = at + after.iter().position(ends).unwrap_or(after.len());
        let mut decoded = Vec::new();
        let mut origins = Origins::new(1, (1, 1), 0);
        let mut place = start;
        while let Some(rest) = bytes.get(place..end).filter(|rest| !rest.is_empty()) {
            let first = rest.first().copied().unwrap_or_default();
            let (byte, length) = self.unit(rest).unwrap_or((first, 1));
            origins.push(decoded.len(), place);
            decoded.push(byte);
            place += length;
        }
        let decoded = Decoded {
            carrier: self.carrier(),
            bytes: decoded,
            origins,
        };
        (decoded, start..end)
    }
}

/// Names of keys and tokens that stand in connection strings, whose `=` no other step decodes.
const WORDS: &[&[u8]] = &[b"AccountKey", b"SharedAccess"];

/// The longest name, with some grace: `SharedAccessSignature`.
const LONGEST_NAME: usize = 32;

/// Whether a name is followed by a sign that a link inside a link has, `sig%253D`, or by that of an
/// escaped connection string, `AccountKey%3D`: then all around it is escaped.
pub(in crate::scan) fn is_before_sign(bytes: &[u8], at: usize) -> bool {
    let rest = bytes.get(at..).unwrap_or_default();
    let near = rest.iter().take(LONGEST_NAME);
    let length = near.take_while(|byte| byte.is_ascii_alphabetic());
    let (name, sign) = rest.split_at_checked(length.count()).unwrap_or((rest, &[]));
    let is_word = WORDS.iter().any(|word| name.starts_with(word));
    let is_twice = sign.starts_with(b"%253") || sign.starts_with(b"%2525");
    is_twice || (is_word && (sign.starts_with(b"%3D") || sign.starts_with(b"%3d")))
}

/// Reads a character reference of HTML that stands for one byte.
fn reference(text: &[u8], start: &[u8], radix: u32) -> Option<(u8, usize)> {
    let digits = text.strip_prefix(start)?;
    let count = digits
        .iter()
        .take(MOST_DIGITS)
        .take_while(|digit| char::from(**digit).is_digit(radix))
        .count();
    let number = std::str::from_utf8(digits.get(..count)?).ok()?;
    let byte = u8::from_str_radix(number, radix).ok()?;
    (digits.get(count) == Some(&b';')).then_some((byte, start.len() + count + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_escape_is_decoded_with_its_places() {
        for (escape, text) in [
            (Escape::Percent, "a %73%69g=x b"),
            (Escape::C, "a \\x73\\x69g=x b"),
            (Escape::Json, "a \\u0073\\u0069g=x b"),
            (Escape::HtmlDecimal, "a &#115;&#105;g=x b"),
            (Escape::HtmlHex, "a &#x73;&#x69;g=x b"),
        ] {
            let at = text.find(escape.needle()).unwrap();
            let (decoded, range) = escape.decode(text.as_bytes(), at);
            assert_eq!(decoded.bytes, b"sig=x", "{text}");
            assert_eq!(range, 2..text.len() - 2);
            assert_eq!(decoded.origins.outer(2), text.find("g=x").unwrap());
        }
    }
}
