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
    memchr::memchr_iter(b'%', text.as_bytes())
        .any(|at| text.as_bytes().get(at..).is_some_and(is_escape))
}

fn is_escape(bytes: &[u8]) -> bool {
    matches!(bytes, [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

/// Returns the first byte that the text stands for, through any number of layers (`%2B`, `%252B`,
/// `%25252B`), and how many bytes of text that takes.
pub(crate) fn unit(bytes: &[u8]) -> (Option<u8>, usize) {
    let Some(first) = bytes.first() else {
        return (None, 0);
    };
    if *first != b'%' {
        return (Some(*first), 1);
    }
    let rest = |at: usize| bytes.get(at..).unwrap_or_default();
    let mut at = 1;
    while rest(at).starts_with(b"25") && hex_pair(rest(at + 2)).is_some() {
        at += 2;
    }
    match hex_pair(rest(at)) {
        Some(byte) => (Some(byte), at + 2),
        None => (Some(b'%'), 1),
    }
}

/// Where an escape starts that a text breaks off in.
pub(crate) fn open_escape(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [before @ .., b'%'] => Some(before.len()),
        [before @ .., b'%', digit] if digit.is_ascii_hexdigit() => Some(before.len()),
        _ => None,
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
