//! Percent-encoding, one layer at a time.

use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// Decodes once. A `+` stays a `+`; bytes that are not UTF-8 become U+FFFD.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

/// Decodes until nothing changes, three layers at most.
pub(crate) fn decode_fully(text: &str) -> String {
    let mut current = decode(text).into_owned();
    for _ in 0..2 {
        if !has_escape(&current) {
            break;
        }
        current = decode(&current).into_owned();
    }
    current
}

/// Whether the text holds `%` and two hex digits.
pub(crate) fn has_escape(text: &str) -> bool {
    text.as_bytes().windows(3).any(is_escape)
}

fn is_escape(bytes: &[u8]) -> bool {
    matches!(bytes, [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

/// Returns the first byte that the text stands for, and how many bytes of text that takes.
pub(crate) fn unit(bytes: &[u8]) -> (Option<u8>, usize) {
    match bytes {
        [b'%', b'2', b'5', rest @ ..]
            if is_escape(&[
                b'%',
                *rest.first().unwrap_or(&0),
                *rest.get(1).unwrap_or(&0),
            ]) =>
        {
            (hex_pair(rest), 5)
        }
        [b'%', rest @ ..] if is_escape(bytes) => (hex_pair(rest), 3),
        [first, ..] => (Some(*first), 1),
        [] => (None, 0),
    }
}

/// Reads two hex digits.
pub(crate) fn hex_pair(bytes: &[u8]) -> Option<u8> {
    let pair = bytes.get(..2)?;
    let text = std::str::from_utf8(pair).ok()?;
    if !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    u8::from_str_radix(text, 16).ok()
}
