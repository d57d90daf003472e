//! Takes links out of what Proofpoint URL Defense writes around them in mails.
//!
//! Version 3 writes `https://urldefense.com/v3/__<link>__;<letters>!!<its own>$`. Characters of the
//! link stand as `*`, and runs of them as `**` with a letter for the length; what they were is the
//! Base64 of the letters, in order.
//!
//! Source: the decoder that Proofpoint publishes,
//! <https://help.proofpoint.com/@api/deki/files/2775/urldecoder.py>

use super::mapped::Mapped;
use super::marks::{self, find_ignore_case};
use crate::token::percent;
use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

/// What stands in front of the link in version 3.
const BEFORE: &str = "v3/__";
/// What stands behind it.
const BEHIND: &str = "__;";

/// The letters that stand for lengths; the first stands for 2.
const LENGTHS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Reads the letters with or without their padding.
const LETTERS: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Version 3: the link at the start of a piece, with what was taken out of it put back. `before` is
/// what stands in front of the piece.
pub(super) fn version_3(mapped: &Mapped, before: &str) -> Option<Mapped> {
    let text = mapped.as_str();
    let end = marks::find(text, BEHIND).filter(|_| before.ends_with(BEFORE))?;
    let (letters, _) = text.get(end + BEHIND.len()..)?.split_once('!')?;
    let taken = String::from_utf8(LETTERS.decode(letters).ok()?).ok()?;
    let mut taken = taken.as_str();
    let mut output = Mapped::with_capacity(text.len());
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'*', text.as_bytes().get(at..end)?) {
        output.push_range(mapped, at..at + found);
        at += found;
        let (width, count) = stand_in(text.as_bytes().get(at..end)?)?;
        let mut letters = taken.chars();
        let now: String = letters.by_ref().take(count).collect();
        if now.is_empty() {
            return None;
        }
        taken = letters.as_str();
        output.push_replacement(&now, mapped, at..at + width);
        at += width;
    }
    output.push_range(mapped, at..end);
    Some(output)
}

/// The width of what stands for characters, and how many of them.
fn stand_in(rest: &[u8]) -> Option<(usize, usize)> {
    let [b'*', b'*', letter, ..] = rest else {
        return Some((1, 1));
    };
    let place = LENGTHS.iter().position(|known| known == letter)?;
    Some((3, place + 2))
}

/// Version 2: `u=https-3A__host_path-3Fsv-3D…&d=…`.
pub(super) fn version_2(mapped: &Mapped) -> Option<Mapped> {
    let text = mapped.as_str();
    marks::find(text, "urldefense")?;
    let start = find_ignore_case(text, "u=http")? + 2;
    let end = text
        .get(start..)?
        .find('&')
        .map_or(text.len(), |length| start + length);
    if !text.get(start..end)?.contains("-3A__") {
        return None;
    }
    let inner = mapped.slice(start..end);
    let (inner, _) = inner.replace_where(|byte| matches!(byte, b'_' | b'-'), &mut |rest, _| {
        if rest.starts_with('_') {
            return Some((1, Some('/')));
        }
        let code = percent::hex_pair(rest.strip_prefix('-')?.as_bytes())?;
        code.is_ascii_graphic()
            .then_some((3, Some(char::from(code))))
    })?;
    Some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let mapped = Mapped::identity(text, 0);
        version_3(&mapped, "https://urldefense.com/v3/__").map(|inner| inner.as_str().to_owned())
    }

    #[test]
    fn what_was_taken_out_is_put_back() {
        assert_eq!(
            read("https://a/?s=x*2By__;JQ!!AbC!x$").unwrap(),
            "https://a/?s=x%2By"
        );
        assert_eq!(
            read("https://a/**Ab*c__;Iysq!!A!x$").unwrap(),
            "https://a/#+b*c"
        );
        assert_eq!(read("https://a/?s=x__;!!A!x$").unwrap(), "https://a/?s=x");
        for text in [
            "https://a/?s=x",
            "https://a/**!__;JQ!!A",
            "https://a/*__;%%!!A",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
        let mapped = Mapped::identity("https://a/?s=x*2By__;JQ!!AbC!x$", 0);
        assert!(version_3(&mapped, "https://example.com/").is_none());
        let inner = version_3(&mapped, "v3/__").unwrap();
        assert_eq!(inner.origin(14..15), (14, 15));
    }
}
