//! Matches the sentences that Azure writes, however a tool escaped, quoted or wrapped them.
//!
//! A pattern is the sentence with `{name}` where a value stands. Letters match in any case, blanks
//! and line breaks match any number of them, none too; so do `\n` and its like.

use std::ops::Range;

/// What stands in place of a `{name}`.
pub(super) type Value = (&'static str, Range<usize>);

/// A sentence that was found.
#[derive(Debug)]
pub(super) struct Matched {
    pub(super) end: usize,
    pub(super) values: Vec<Value>,
}

/// Longer runs of blanks end a sentence; they would also make the search slow.
const MOST_BLANKS: usize = 200;

/// Matches a pattern at a place.
pub(super) fn match_at(text: &str, start: usize, pattern: &'static str) -> Option<Matched> {
    let mut values = Vec::new();
    let mut at = start;
    let mut rest = pattern;
    while let Some(first) = rest.bytes().next() {
        if first == b' ' {
            rest = rest.get(1..)?;
            continue;
        }
        if let Some((name, after)) = placeholder(rest) {
            let from = at + blanks(text, at);
            let length = value_length(text.get(from..)?, name)?;
            values.push((name, from..from + length));
            at = from + length;
            rest = after;
            continue;
        }
        let width = letter_width(text.as_bytes().get(at..)?, first);
        if width > 0 {
            at += width;
        } else {
            at += blanks(text, at);
            at +=
                Some(letter_width(text.as_bytes().get(at..)?, first)).filter(|width| *width > 0)?;
        }
        rest = rest.get(1..)?;
    }
    Some(Matched { end: at, values })
}

/// The first word of a pattern; `None` when it starts with a value.
#[cfg(test)]
pub(super) fn first_word(pattern: &str) -> Option<&str> {
    let length = pattern
        .bytes()
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    pattern.get(..length).filter(|word| !word.is_empty())
}

fn placeholder(pattern: &'static str) -> Option<(&'static str, &'static str)> {
    pattern.strip_prefix('{')?.split_once('}')
}

/// The length of blanks, written out or as escapes.
fn blanks(text: &str, from: usize) -> usize {
    let mut at = from;
    while at < from + MOST_BLANKS {
        let width = text.as_bytes().get(at..).map_or(0, blank_width);
        if width == 0 {
            break;
        }
        at += width;
    }
    at - from
}

/// What else than a blank stands for one.
const BLANKS: &[&[u8]] = &[
    b"&#xA;",
    b"&#xD;",
    b"&#10;",
    b"&#13;",
    b"&nbsp;",
    b"<br>",
    b"<br/>",
    b"<br />",
    b"\xC2\xA0",
];

/// The length of the blank that some bytes start with.
pub(super) fn blank_width(bytes: &[u8]) -> usize {
    match bytes.first() {
        Some(b' ' | b'\t' | b'\r' | b'\n') => 1,
        Some(b'\\') => escaped_break(bytes).map_or(0, |slashes| slashes + 1),
        Some(b'&' | b'<' | 0xC2) => BLANKS
            .iter()
            .find(|blank| starts_with_ignore_case(bytes, blank))
            .map_or(0, |blank| blank.len()),
        _ => 0,
    }
}

/// How many backslashes make the line break or tab that some bytes start with: more than one where
/// a text was escaped more than once.
pub(super) fn escaped_break(bytes: &[u8]) -> Option<usize> {
    let slashes = bytes
        .iter()
        .take_while(|byte| **byte == b'\\')
        .take(65)
        .count();
    let is_break = matches!(bytes.get(slashes), Some(b'n' | b'r' | b't'));
    ((1..=64).contains(&slashes) && is_break).then_some(slashes)
}

fn starts_with_ignore_case(bytes: &[u8], start: &[u8]) -> bool {
    bytes
        .get(..start.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// What else than a quote stands for one.
const QUOTES: &[&[u8]] = &[
    b"'",
    b"\"",
    b"&#39;",
    b"&#x27;",
    b"&apos;",
    b"&quot;",
    "’".as_bytes(),
    "‘".as_bytes(),
];

/// The length of the letter that some bytes start with, if it is the wanted one.
fn letter_width(bytes: &[u8], wanted: u8) -> usize {
    if wanted != b'\'' {
        return usize::from(
            bytes
                .first()
                .is_some_and(|byte| byte.eq_ignore_ascii_case(&wanted)),
        );
    }
    let slashes = bytes
        .iter()
        .take_while(|byte| **byte == b'\\')
        .take(64)
        .count();
    let bare = bytes.get(slashes..).unwrap_or_default();
    let written = QUOTES
        .iter()
        .find(|quote| starts_with_ignore_case(bare, quote));
    let width = match written {
        Some(quote) => quote.len(),
        // As .NET writes it into JSON.
        None if slashes > 0 && starts_with_ignore_case(bare, b"u0027") => 5,
        None => return 0,
    };
    slashes + width
}

/// The length of a value at the start of a text, by what its name says that it is. `None` when there
/// is none.
fn value_length(text: &str, name: &str) -> Option<usize> {
    let run = |most: usize, is_part: fn(u8) -> bool| {
        text.bytes()
            .take(most)
            .take_while(|byte| is_part(*byte))
            .count()
    };
    let length = match name {
        "request" => run(36, |byte| byte.is_ascii_hexdigit() || byte == b'-'),
        "time" => run(40, |byte| {
            byte.is_ascii_digit() || matches!(byte, b'T' | b':' | b'.' | b'Z' | b'+' | b'-')
        }),
        "field" => run(16, |byte| byte.is_ascii_alphanumeric()),
        "version" => run(24, |byte| byte.is_ascii_alphanumeric() || byte == b'-'),
        // None may stand there, or a placeholder that a program forgot to fill.
        "address" => {
            let length = run(46, |byte| {
                byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':')
            });
            return Some(text.get(..length)?.trim_end_matches(['.', ':']).len());
        }
        "mac" => run(256, |byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'.' | b'*' | b'-')
        }),
        // A date in brackets.
        _ => run(64, |byte| !matches!(byte, b']' | b'[' | b'<')),
    };
    (length > 0).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: &str = "Start [{start}] - Expiry [{expiry}]";

    #[test]
    fn values_are_cut_out() {
        let text = "start [Mon, 1] -\n  expiry[Tue, 2].";
        let matched = match_at(text, 0, FRAME).unwrap();
        let values: Vec<&str> = matched
            .values
            .iter()
            .map(|(_, range)| &text[range.clone()])
            .collect();
        assert_eq!(values, ["Mon, 1", "Tue, 2"]);
        assert_eq!(matched.end, text.len() - 1);
    }

    #[test]
    fn blanks_and_quotes_match_as_any_tool_writes_them() {
        for text in [
            "a 'b' c",
            "a\\n\\n'b'\\tc",
            "A&#xA;\\u0027B\\u0027<br>C",
            "a &apos;b&#39;c",
            "a \\\\\"b\\\\\" c",
        ] {
            assert!(match_at(text, 0, "a 'b' c").is_some(), "{text}");
        }
        assert!(match_at("a b c", 0, "a 'b' c").is_none());
        assert!(match_at(&format!("a{}b", " ".repeat(300)), 0, "a b").is_none());
    }

    #[test]
    fn an_address_ends_before_the_full_stop() {
        let matched = match_at("IP 203.0.113.7.", 0, "IP {address}").unwrap();
        assert_eq!(matched.values, [("address", 3..14)]);
        assert!(match_at("IP {SourceIP}.", 0, "IP {address}").is_some());
    }
}
