//! Lines that mail tore: quoted-printable, in which a soft break can stand within any word.
//!
//! Where no line is torn, `repair` undoes it.
//!
//! Source: RFC 2045, section 6.7.

use super::{Decoded, Origins};
use crate::token::percent;
use std::ops::Range;

/// The longest line, some grace included: the standard allows 76 characters.
const LONGEST_LINE: usize = 200;
/// How far lines are followed on each side of a place.
const REACH: usize = 6 << 10;
/// How much of what follows is looked at with a token at its start.
const OVERLAP: usize = 3 << 10;

/// Lines of one paragraph.
pub(in crate::scan) struct Lines {
    /// Absent when they are no quoted-printable.
    pub(in crate::scan) decoded: Option<Decoded>,
    pub(in crate::scan) range: Range<usize>,
    /// What starts from here on is for the next lines.
    pub(in crate::scan) keep: usize,
}

/// Takes out the lines around a place, as far as each goes on in the next one.
pub(in crate::scan) fn lines(bytes: &[u8], at: usize) -> Option<Lines> {
    let mut start = line_start(bytes, at)?;
    while start > 0 && start + REACH > at && is_soft(bytes, start - 1) {
        start = line_start(bytes, start - 1)?;
    }
    let mut end = line_end(bytes, at)?;
    while is_soft(bytes, end) && end < at + REACH {
        end = line_end(bytes, end + 1)?;
    }
    let decoded = decode(bytes, start..end);
    let keep = if is_soft(bytes, end) {
        end.saturating_sub(OVERLAP)
    } else {
        end
    };
    Some(Lines {
        decoded,
        range: start..end,
        keep,
    })
}

fn line_start(bytes: &[u8], at: usize) -> Option<usize> {
    let far = at.saturating_sub(LONGEST_LINE);
    let found = memchr::memrchr(b'\n', bytes.get(far..at)?);
    found
        .map(|place| far + place + 1)
        .or((far == 0).then_some(0))
}

fn line_end(bytes: &[u8], at: usize) -> Option<usize> {
    let far = bytes.len().min(at + LONGEST_LINE);
    let found = memchr::memchr(b'\n', bytes.get(at..far)?);
    found
        .map(|place| at + place)
        .or((far == bytes.len()).then_some(far))
}

/// Whether the line that ends at a place goes on in the next one.
pub(in crate::scan) fn is_soft(bytes: &[u8], end: usize) -> bool {
    let line = bytes.get(..end).unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    end < bytes.len() && line.ends_with(b"=")
}

/// Decodes what has a soft break and an escaped `=`, and no `=` that means itself.
fn decode(bytes: &[u8], range: Range<usize>) -> Option<Decoded> {
    let mut decoded = Vec::with_capacity(range.len());
    let mut origins = Origins::new(1, (1, 1), 0);
    let (mut is_torn, mut is_escaped) = (false, false);
    let mut place = range.start;
    while let Some(rest) = bytes.get(place..range.end).filter(|rest| !rest.is_empty()) {
        let plain = memchr::memchr(b'=', rest).unwrap_or(rest.len());
        origins.push(decoded.len(), place);
        decoded.extend(rest.get(..plain)?);
        place += plain;
        let Some(behind) = bytes.get(place + 1..).filter(|_| plain < rest.len()) else {
            break;
        };
        if let Some(byte) = percent::hex_pair(behind) {
            is_escaped |= byte == b'=';
            origins.push(decoded.len(), place);
            decoded.push(byte);
            place += 3;
        } else {
            let width = match behind {
                [b'\n', ..] => 2,
                [b'\r', b'\n', ..] => 3,
                _ => return None,
            };
            is_torn = true;
            place += width;
        }
    }
    (is_torn && is_escaped).then_some(Decoded {
        carrier: "quoted-printable",
        bytes: decoded,
        origins,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn torn_lines_are_put_together_with_their_places() {
        let text = b"one\r\n?sv=3D1&s=\r\nig=3Dx=\r\ny\r\nmore";
        for at in [5, 12, 19, 27] {
            let lines = lines(text, at).unwrap();
            let decoded = lines.decoded.unwrap();
            assert_eq!(decoded.bytes, b"?sv=1&sig=xy\r");
            assert_eq!(lines.range, 5..28);
            assert_eq!(decoded.origins.outer(7), 17);
            assert_eq!(decoded.origins.outer(11), 26);
        }
        for text in ["a=3Db", "a==\nb=3Dc", "a=b=\nc=3D", "a=\nb"] {
            let lines = lines(text.as_bytes(), 0).unwrap();
            assert!(lines.decoded.is_none(), "{text}");
        }
    }
}
