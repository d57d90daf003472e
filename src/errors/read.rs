//! Takes an answer apart: the status, what it says beside the code, a code that is in no table.

use super::find::{self, Answer};
use super::times;
use crate::access::time;
use crate::repair::marks::{find_ignore_case, starts_with_ignore_case};
use crate::report::{ErrorDetail, ErrorForm};
use crate::token::display;
use std::ops::Range;

/// How much of the text around an answer belongs to it.
const AROUND: usize = 400;

/// The text around an answer.
fn around<'t>(text: &'t str, answer: &Answer) -> (&'t str, usize) {
    let from = text.floor_char_boundary(answer.range.start.saturating_sub(AROUND));
    let to = text.floor_char_boundary((answer.range.end + AROUND).min(text.len()));
    (text.get(from..to).unwrap_or_default(), from)
}

/// Finds the HTTP status: in the answer, else behind it, else in front of it.
pub(super) fn status(text: &str, answer: &Answer) -> Option<u16> {
    let (window, from) = around(text, answer);
    let inner = answer.range.start - from..answer.range.end - from;
    let mut before = None;
    let mut after = None;
    for (at, status) in statuses(window) {
        if inner.contains(&at) {
            return Some(status);
        }
        if at < inner.start {
            before = Some(status);
        } else if after.is_none() {
            after = Some(status);
        }
    }
    before.or(after)
}

/// The labels that stand before a status.
const STATUS_LABELS: [&str; 8] = [
    "status",
    "statuscode",
    "status code",
    "response",
    "http",
    "http/1.1",
    "http/2",
    "error",
];

/// Three digits behind such a label, or in brackets of their own.
fn statuses(window: &str) -> impl Iterator<Item = (usize, u16)> + '_ {
    let bytes = window.as_bytes();
    memchr::memchr_iter(b'4', bytes).filter_map(move |at| {
        let digits = window.get(at..at + 3)?;
        let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let is_whole = !is_digit(at + 3) && !at.checked_sub(1).is_some_and(is_digit);
        let status = digits.parse().ok().filter(|_| is_whole)?;
        let before = window.get(..at)?;
        let bare = before.trim_end_matches([' ', '"', '\'', '\\', ':', '=', '(', '[']);
        let is_bracketed = before.ends_with('(') && bytes.get(at + 3) == Some(&b')');
        let is_labelled = bare.len() < before.len()
            && STATUS_LABELS.iter().any(|label| {
                let start = bare.len().saturating_sub(label.len());
                bare.get(start..)
                    .is_some_and(|end| end.eq_ignore_ascii_case(label))
            });
        (is_bracketed || is_labelled).then_some((at, status))
    })
}

/// The names under which a report lists the values of sentences, and whether they are moments, which
/// are written for people.
const VALUE_NAMES: &[(&str, &str, bool)] = &[
    ("request", "RequestId", false),
    ("time", "Time", true),
    ("start", "Start", true),
    ("expiry", "Expiry", true),
    ("current", "Current", true),
    ("field", "Parameter", false),
    ("version", "Version", false),
    ("address", "SourceIP", false),
];

/// What else an answer may say, each in an element or line of its own.
const ELEMENTS: &[&str] = &[
    "QueryParameterName",
    "QueryParameterValue",
    "HeaderName",
    "HeaderValue",
    "Reason",
];

/// Lists what an answer says beside the code.
pub(super) fn details(text: &str, answer: &Answer) -> Vec<ErrorDetail> {
    let detail = |name: &str, value: &str| ErrorDetail {
        name: name.to_owned(),
        value: display::shown(value),
    };
    let values = VALUE_NAMES.iter().filter_map(|(name, title, is_moment)| {
        let range = find::value(&answer.values, name)?;
        let value = text.get(range).filter(|value| !value.is_empty())?;
        let moment = times::parse(value).filter(|_| *is_moment);
        Some(match moment {
            Some(moment) => detail(title, &time::say_moment(moment)),
            None => detail(title, value),
        })
    });
    let elements = ELEMENTS
        .iter()
        .filter_map(|name| Some(detail(name, element(text, answer, name)?)));
    values.chain(elements).collect()
}

/// The value of an element or line near an answer.
pub(super) fn element<'t>(text: &'t str, answer: &Answer, name: &str) -> Option<&'t str> {
    let (window, _) = around(text, answer);
    let lower = name.to_ascii_lowercase();
    let mut from = 0;
    // Codes and sentences hold such names as well: without the sign of a value behind them.
    while let Some(at) = window
        .get(from..)
        .and_then(|rest| find_ignore_case(rest, &lower))
    {
        from += at + name.len();
        if let Some(value) = window.get(from..).and_then(value_behind) {
            return Some(value);
        }
    }
    None
}

/// What stands between a name and a value.
const SIGNS: [&str; 8] = [
    "&gt;",
    "\\u003e",
    "\\u003E",
    ">",
    "\\\":\\\"",
    "\":\"",
    "\": \"",
    ": ",
];

/// What ends a value.
const ENDS: [&str; 8] = ["<", "&lt;", "\\u003c", "\n", "\\n", "\\r", "\"", ", "];

fn value_behind(rest: &str) -> Option<&str> {
    let bare = SIGNS.iter().find_map(|sign| rest.strip_prefix(sign))?;
    let end = ENDS.iter().filter_map(|end| bare.find(end)).min();
    let value = bare.get(..end.unwrap_or(bare.len()))?;
    let value = value.trim().trim_end_matches('\\');
    (!value.is_empty()).then_some(value)
}

/// Finds the code of an answer that is in no table, and how it is written: the word behind the last
/// label in front of it.
pub(super) fn unknown_code<'t>(text: &'t str, answer: &Answer) -> Option<(&'t str, ErrorForm)> {
    let (window, from) = around(text, answer);
    let before = window.get(..answer.range.start - from)?;
    let bytes = before.as_bytes();
    let at = memchr::memrchr2_iter(b'c', b'C', bytes).find(|at| is_code_label(before, *at))?;
    let rest = before.get(at + "code".len()..)?;
    let word = word_behind(rest)?;
    let word = rest.get(word)?;
    let is_code = word.len() > 3
        && word.starts_with(|letter: char| letter.is_ascii_uppercase())
        && word.bytes().any(|letter| letter.is_ascii_lowercase());
    let form = if rest.starts_with(['>', '&']) || rest.starts_with("\\u003") {
        ErrorForm::Xml
    } else if rest.contains('"') && rest.contains(':') {
        ErrorForm::Json
    } else {
        ErrorForm::Text
    };
    is_code.then_some((word, form))
}

fn is_code_label(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let before = text.get(..at).unwrap_or_default();
    let before = before.strip_suffix("m:").unwrap_or(before);
    starts_with_ignore_case(rest, "code")
        && !before.ends_with('/')
        && rest
            .get("code".len()..)
            .is_some_and(|rest| rest.starts_with(['>', '"', ':', '=', '&', '\\', ' ']))
}

/// The first word behind a label and its signs.
fn word_behind(text: &str) -> Option<Range<usize>> {
    let signs = ["&gt;", "&quot;", "\\u003e", "\\u003E", "\\u0022"];
    let mut at = 0;
    for _ in 0..12 {
        let rest = text.get(at..)?;
        let sign = signs.iter().find(|sign| rest.starts_with(**sign));
        match (sign, rest.chars().next()?) {
            (Some(sign), _) => at += sign.len(),
            (None, letter) if letter.is_ascii_alphanumeric() => break,
            (None, letter) => at += letter.len_utf8(),
        }
    }
    let length = text
        .get(at..)?
        .bytes()
        .take(64)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    (length > 0).then_some(at..at + length)
}
