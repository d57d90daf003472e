//! Finds what Azure writes, word by word: codes, sentences, and the stamp of a request.

use super::codes::{self, CODES, CodeSpec};
use super::details::{DETAILS, DetailSpec};
use super::find::value;
use super::pattern::{self, Matched, Value};
use super::signed;
use crate::params::table;
use crate::repair::marks::starts_with_ignore_case;
use std::ops::Range;

/// Something that Azure writes.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) range: Range<usize>,
    pub(super) kind: MarkKind,
    pub(super) values: Vec<Value>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum MarkKind {
    /// A code, and what stands before it.
    Code(&'static CodeSpec, Label),
    /// The sentence that goes with a code.
    Sentence(&'static CodeSpec),
    /// What stands in place of a detail, and what stands before it.
    Detail(&'static DetailSpec, Label),
    /// The request's id and the time on the server's clock.
    Stamp,
}

/// What stands before a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Xml,
    Json,
    Header,
    Text,
    None,
}

const STAMP: &str = "RequestId:{request} Time:{time}";

/// Finds everything that Azure writes, in order.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(word) = next_word(text, at) {
        at = word.end;
        let Some(mark) = mark_at(text, &word) else {
            continue;
        };
        at = at.max(mark.range.end);
        marks.push(mark);
    }
    marks
}

/// The next run of letters and digits; an escaped line break is no part of it.
fn next_word(text: &str, from: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() {
            let rest = bytes.get(at..)?;
            let length = rest
                .iter()
                .take_while(|byte| byte.is_ascii_alphanumeric())
                .count();
            return Some(at..at + length);
        }
        at += match byte {
            b'\\' => escape_width(bytes.get(at..).unwrap_or_default()),
            _ => 1,
        };
    }
    None
}

/// The length of backslashes and of what they escape.
fn escape_width(bytes: &[u8]) -> usize {
    let slashes = bytes.iter().take_while(|byte| **byte == b'\\').count();
    match bytes.get(slashes..).unwrap_or_default() {
        [b'n' | b'r' | b't', ..] => slashes + 1,
        [b'u', digits @ ..] if digits.iter().take(4).all(u8::is_ascii_hexdigit) => slashes + 5,
        _ => slashes,
    }
}

/// The shortest and the longest code.
const CODE_LENGTHS: std::ops::RangeInclusive<usize> = 10..=44;

/// The words that sentences start with, those apart that start with a parameter's name.
const FIRST_WORDS: [&str; 14] = [
    "access",
    "key",
    "public",
    "requestid",
    "sas",
    "server",
    "signature",
    "signed",
    "start",
    "stored",
    "sv",
    "the",
    "this",
    "value",
];

/// Whether "is" follows, as it does behind a parameter's name; or an escape, behind which it may.
fn is_followed_by_is(text: &str, at: usize) -> bool {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let blanks = rest
        .iter()
        .take(200)
        .take_while(|byte| byte.is_ascii_whitespace())
        .count();
    match rest.get(blanks..).unwrap_or_default() {
        [b'i' | b'I', b's' | b'S', ..] => true,
        [byte, ..] => blanks == 0 && matches!(byte, b'\\' | b'&' | b'<'),
        [] => false,
    }
}

fn mark_at(text: &str, word: &Range<usize>) -> Option<Mark> {
    let letters = text.get(word.clone())?;
    if CODE_LENGTHS.contains(&letters.len())
        && let Some(spec) = codes::find(letters)
    {
        return Some(Mark {
            range: word.clone(),
            kind: MarkKind::Code(
                spec,
                label_before(text.get(..word.start)?, &["code", "error"]),
            ),
            values: Vec::new(),
        });
    }
    // Most words start nothing: a look at a few spares the tables.
    let may_be_field = letters.len() < 8 && is_followed_by_is(text, word.end);
    let is_first =
        |known: &&str| known.len() == letters.len() && known.eq_ignore_ascii_case(letters);
    let known = FIRST_WORDS.iter().find(|known| is_first(known));
    if known.is_none() && !may_be_field {
        return None;
    }
    let starts = |pattern: &'static str| match known {
        _ if pattern.starts_with('{') => may_be_field,
        Some(known) => starts_with_ignore_case(pattern, known),
        None => false,
    };
    let matched = |pattern: &'static str| {
        starts(pattern)
            .then(|| pattern::match_at(text, word.start, pattern))
            .flatten()
    };
    if let Some(found) = matched(STAMP) {
        return Some(mark(word, MarkKind::Stamp, found));
    }
    let sentences = CODES
        .iter()
        .filter(|spec| !spec.message.is_empty())
        .filter_map(|spec| Some((MarkKind::Sentence(spec), matched(spec.message)?)));
    let details = DETAILS
        .iter()
        .filter_map(|spec| Some((MarkKind::Detail(spec, Label::None), matched(spec.pattern)?)))
        .filter(|(_, found)| names_known_field(text, found));
    let (kind, found) = sentences
        .chain(details)
        .max_by_key(|(_, found)| found.end)?;
    let mut mark = mark(word, kind, found);
    if let MarkKind::Detail(spec, label) = &mut mark.kind {
        *label = label_before(text.get(..word.start)?, &["detail"]);
        if !shows_signed_text(spec) {
            return Some(mark);
        }
        // What was signed is no text to look for marks in.
        let signed = signed::extent(text, mark.range.end);
        mark.values.push(("signed", mark.range.end..signed));
        mark.range.end = signed;
    }
    Some(mark)
}

/// Whether the text that was signed follows a sentence.
fn shows_signed_text(spec: &DetailSpec) -> bool {
    spec.pattern.ends_with("was") || spec.pattern.ends_with(':')
}

fn mark(word: &Range<usize>, kind: MarkKind, found: Matched) -> Mark {
    Mark {
        range: word.start..found.end,
        kind,
        values: found.values,
    }
}

/// Whether the parameter that a sentence names is one.
fn names_known_field(text: &str, found: &Matched) -> bool {
    let Some(field) = value(&found.values, "field").and_then(|range| text.get(range)) else {
        return true;
    };
    table::find_any_case(field).is_some_and(table::ParamSpec::is_signed_field)
}

/// Tells what stands before a value: a tag, a JSON key, a header's name, ending in one of the names.
fn label_before(before: &str, names: &[&str]) -> Label {
    const LONGEST: usize = 60;
    let from = before.floor_char_boundary(before.len().saturating_sub(LONGEST));
    let tail = before.get(from..).unwrap_or_default();
    let (tail, is_tag) = strip_tag_end(tail);
    let bare = tail.trim_end_matches(|letter: char| {
        letter.is_whitespace() || matches!(letter, '"' | '\'' | '\\' | ':' | '=' | '[' | '(')
    });
    let between = tail.get(bare.len()..).unwrap_or_default();
    let ends = |word: &str| {
        let start = bare.len().saturating_sub(word.len());
        bare.get(start..)
            .is_some_and(|end| starts_with_ignore_case(end, word))
    };
    if is_tag {
        let is_named = names.iter().any(|name| ends(name));
        return if is_named { Label::Xml } else { Label::None };
    }
    if ends("x-ms-error-code") {
        return Label::Header;
    }
    if !names.iter().any(|name| ends(name)) {
        return Label::None;
    }
    if between.contains(':') && between.contains('"') {
        Label::Json
    } else if between.contains([':', '=', '"', '(', '[']) {
        Label::Text
    } else {
        Label::None
    }
}

/// Takes off the `>` of a tag, however it is written.
fn strip_tag_end(text: &str) -> (&str, bool) {
    let text = text.trim_end();
    ["&gt;", "\\u003e", "\\u003E", ">"]
        .iter()
        .find_map(|end| text.strip_suffix(end))
        .map_or((text, false), |rest| (rest.trim_end_matches('\\'), true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_starts_with_a_known_word() {
        let sentences = CODES.iter().map(|spec| spec.message);
        let details = DETAILS.iter().map(|spec| spec.pattern);
        for pattern in sentences.chain(details).chain([STAMP]) {
            let first = pattern::first_word(pattern).map(str::to_ascii_lowercase);
            let is_known = |first: &String| FIRST_WORDS.contains(&first.as_str());
            assert!(first.as_ref().is_none_or(is_known), "{pattern}");
        }
    }

    #[test]
    fn labels_are_told_apart() {
        let label = |before: &str| label_before(before, &["code", "error"]);
        assert_eq!(label("<Error><Code>"), Label::Xml);
        assert_eq!(label("&lt;Code&gt;"), Label::Xml);
        assert_eq!(label("{\"code\":\""), Label::Json);
        assert_eq!(label("\\\"code\\\": \\\""), Label::Json);
        assert_eq!(label("x-ms-error-code: ["), Label::Header);
        assert_eq!(label("ErrorCode:"), Label::Text);
        assert_eq!(label("the code is "), Label::None);
    }
}
