//! Text of units of two or four bytes: UTF-16 and UTF-32 in either order of bytes.

use super::{Decoded, Origins};
use std::cmp::Ordering;
use std::ops::Range;

/// A form of such text.
#[derive(Clone, Copy, Debug)]
struct Form {
    width: usize,
    is_little: bool,
}

/// Characters beyond ASCII in a row after which it is no text.
const MOST_FOREIGN: usize = 64;

/// Characters that make a text.
const SHORTEST: usize = 20;

impl Form {
    fn carrier(self) -> &'static str {
        match (self.width, self.is_little) {
            (2, true) => "utf-16le",
            (2, false) => "utf-16be",
            (_, true) => "utf-32le",
            (_, false) => "utf-32be",
        }
    }

    /// Reads a unit as a character of text.
    fn unit(self, bytes: &[u8], at: usize) -> Option<char> {
        let unit = bytes.get(at..at + self.width)?;
        let shift = |code: u32, byte: &u8| (code << 8) | u32::from(*byte);
        let code = if self.is_little {
            unit.iter().rev().fold(0, shift)
        } else {
            unit.iter().fold(0, shift)
        };
        let character = char::from_u32(code)?;
        let is_text = character == '\t'
            || character == '\n'
            || character == '\r'
            || !(character.is_control() || matches!(code, 0xE000..=0xF8FF | 0xFEFF | 0xFFF0..));
        is_text.then_some(character)
    }

    /// Where the text around a place starts and ends.
    fn range(self, bytes: &[u8], at: usize) -> Range<usize> {
        let (mut start, mut end, mut foreign) = (at, at, 0);
        while foreign <= MOST_FOREIGN
            && let Some(character) = start
                .checked_sub(self.width)
                .and_then(|place| self.unit(bytes, place))
        {
            start -= self.width;
            foreign = if character.is_ascii() { 0 } else { foreign + 1 };
        }
        start += foreign * self.width;
        foreign = 0;
        while foreign <= MOST_FOREIGN
            && let Some(character) = self.unit(bytes, end)
        {
            end += self.width;
            foreign = if character.is_ascii() { 0 } else { foreign + 1 };
        }
        start..end - foreign * self.width
    }
}

/// Decodes the text around a unit's own byte. Returns it, unless it is short, and the range that was
/// looked at.
pub(in crate::scan) fn decode(
    bytes: &[u8],
    at: usize,
    width: u8,
) -> (Option<Decoded>, Range<usize>) {
    let width = usize::from(width);
    let little = Form {
        width,
        is_little: true,
    };
    let big = Form {
        width,
        is_little: false,
    };
    let by_little = little.range(bytes, at);
    let by_big = at
        .checked_sub(width - 1)
        .map_or(0..0, |place| big.range(bytes, place));
    let is_big = match by_big.len().cmp(&by_little.len()) {
        Ordering::Equal => {
            // The wrong order of bytes takes what stands on one side for a character, and loses one
            // on the other.
            let first = little.unit(bytes, by_little.start);
            let last = big.unit(bytes, by_big.end.saturating_sub(width));
            let is_inside =
                |character: char| character.is_alphanumeric() || "=%;?/".contains(character);
            !first.is_some_and(is_inside) && last.is_some_and(is_inside)
        }
        order => order == Ordering::Greater,
    };
    let (form, range) = if is_big {
        (big, by_big)
    } else {
        (little, by_little)
    };
    if range.len() < SHORTEST * width {
        return (None, range);
    }
    let mut text = String::with_capacity(range.len() / width);
    let mut origins = Origins::new(width, (1, 1), 0);
    origins.push(0, range.start);
    for place in range.clone().step_by(width) {
        let Some(character) = form.unit(bytes, place) else {
            break;
        };
        text.push(character);
        if !character.is_ascii() {
            origins.push(text.len(), place + width);
        }
    }
    let decoded = Decoded {
        carrier: form.carrier(),
        bytes: text.into_bytes(),
        origins,
    };
    (Some(decoded), range)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encode(text: &str, form: Form) -> Vec<u8> {
        text.chars()
            .flat_map(|character| {
                let code = u32::from(character);
                let all = if form.is_little {
                    code.to_le_bytes()
                } else {
                    code.to_be_bytes()
                };
                let cut = if form.is_little {
                    0..form.width
                } else {
                    4 - form.width..4
                };
                all[cut].to_vec()
            })
            .collect()
    }

    #[test]
    fn each_form_is_told_and_decoded_with_its_places() {
        for width in [2, 4] {
            for is_little in [true, false] {
                let form = Form { width, is_little };
                let mut bytes = b"\x01\x02\x03\x04".to_vec();
                bytes.extend(encode("über, long ago ?sig=x", form));
                bytes.extend(b"\xFF\xFF\x01\x02");
                let place = 4 + 16 * width + if is_little { 0 } else { width - 1 };
                let (decoded, range) = decode(&bytes, place, u8::try_from(width).unwrap());
                let decoded = decoded.unwrap();
                assert_eq!(decoded.carrier, form.carrier());
                assert!(
                    decoded.bytes.ends_with(b"ber, long ago ?sig=x"),
                    "{decoded:?}",
                    decoded = decoded.bytes
                );
                let sig = decoded
                    .bytes
                    .windows(3)
                    .position(|three| three == b"sig")
                    .unwrap();
                assert_eq!(decoded.origins.outer(sig), 4 + 16 * width);
                assert!(range.end <= bytes.len() - 2);
            }
        }
    }
}
