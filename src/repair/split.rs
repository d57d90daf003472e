//! Cuts running text into the stretches that may hold a link or a token.

use super::Undone;
use super::join::{self, Gap};
use super::mapped::Mapped;
use super::marks;
use crate::params::hosts;
use std::ops::Range;

/// A stretch of input without a terminator, except for the gaps that tore it apart.
pub(super) struct Stretch {
    pub(super) range: Range<usize>,
    gaps: Vec<Gap>,
}

impl Stretch {
    /// Returns the stretch without its gaps, and what that undid.
    pub(super) fn assemble(&self, text: &str) -> (Mapped, Undone) {
        let mut undone = Undone::default();
        let whole = Mapped::identity(
            text.get(self.range.clone()).unwrap_or_default(),
            self.range.start,
        );
        if self.gaps.is_empty() {
            return (whole, undone);
        }
        let mut mapped = Mapped::with_capacity(self.range.len());
        let mut at = 0;
        for gap in &self.gaps {
            let local = gap.range.start - self.range.start..gap.range.end - self.range.start;
            mapped.push_range(&whole, at..local.start);
            mapped.push_replacement(gap.replacement, &whole, local.clone());
            undone.repaired(gap.repair, 1);
            at = local.end;
        }
        mapped.push_range(&whole, at..self.range.len());
        (mapped, undone)
    }
}

/// Finds the stretches worth reading, in order.
pub(super) fn stretches(text: &str) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(mut range) = next_chunk(text, at) {
        let mut gaps = Vec::new();
        at = range.end;
        let chunk = text.get(range.clone()).unwrap_or_default();
        if !is_interesting(chunk) && !join::is_torn_host(text, &range) {
            continue;
        }
        while let Some(joined) = join::next(text, &range, &gaps) {
            range.end = joined.end;
            gaps.extend(joined.gaps);
        }
        at = range.end;
        found.push(Stretch { range, gaps });
    }
    found
}

/// Returns the next run of characters that are no terminators.
pub(super) fn next_chunk(text: &str, from: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let width = terminator_width(text, at, None);
        if width == 0 {
            break;
        }
        at += width;
    }
    let start = at;
    let before = start.checked_sub(1).and_then(|at| bytes.get(at));
    let mut open = Quotes {
        is_quoted: before == Some(&b'\''),
        ..Quotes::default()
    };
    while at < bytes.len() && terminator_width(text, at, Some(&mut open)) == 0 {
        at += 1;
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    (at > start).then_some(start..at)
}

/// What was opened inside a chunk: table links hold `(PartitionKey='a')`.
#[derive(Default)]
struct Quotes {
    /// Whether the chunk itself stands in single quotes.
    is_quoted: bool,
    parentheses: u32,
    in_quote: bool,
    place: Place,
    /// Inside something such as `sig=<signature>`.
    in_placeholder: bool,
}

/// How many bytes the terminator at a place takes; none when there is none.
fn terminator_width(text: &str, at: usize, open: Option<&mut Quotes>) -> usize {
    let bytes = text.as_bytes();
    let Some(&byte) = bytes.get(at) else { return 0 };
    let next = bytes.get(at + 1).copied();
    let mut open = open;
    if let Some(open) = open.as_deref_mut()
        && matches!(byte, b'<' | b'>' | b'{' | b'}')
        && is_placeholder(bytes, at, open)
    {
        return 0;
    }
    match byte {
        // A command to a terminal is no part of what it colours.
        0x1B if next == Some(b'[') => {
            let command = bytes.get(at + 2..).unwrap_or_default();
            let digits = command
                .iter()
                .take(16)
                .take_while(|byte| matches!(byte, b'0'..=b'?'));
            let length = 2 + digits.count();
            let is_closed = bytes.get(at + length).is_some_and(u8::is_ascii_alphabetic);
            if is_closed { length + 1 } else { 1 }
        }
        b' '
        | b'\t'
        | b'\n'
        | b'\r'
        | b'"'
        | b'<'
        | b'>'
        | b'|'
        | b'{'
        | b'}'
        | 0x00..=0x08
        | 0x0B
        | 0x0C
        | 0x0E..=0x1F
        | 0x7F => 1,
        b'`' => usize::from(!matches!(next, Some(b'&' | b'?' | b'=' | b'%'))),
        b'\\' => match next {
            Some(b'n' | b'r' | b't' | b'"' | b'\'') => 2,
            _ => 0,
        },
        b'\'' => usize::from(!is_inner_quote(text, at, open)),
        b'?' | b'&' | b':' => {
            if let Some(open) = open
                && (byte != b':' || next == Some(b'/'))
            {
                open.place = Place::Link;
            }
            0
        }
        b'(' | b')' => {
            if let Some(open) = open {
                open.parentheses = if byte == b'(' {
                    open.parentheses + 1
                } else {
                    open.parentheses.saturating_sub(1)
                };
            }
            0
        }
        0x80.. => text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .filter(|character| marks::is_terminator(*character))
            .map_or(0, char::len_utf8),
        _ => 0,
    }
}

/// What the chunk has shown itself to be so far.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Text,
    /// Behind `:/`, `?` or `&`.
    Link,
}

/// Whether a bracket belongs to something that stands in place of a signature.
fn is_placeholder(bytes: &[u8], at: usize, open: &mut Quotes) -> bool {
    let sign = bytes.get(at);
    if matches!(sign, Some(b'>' | b'}')) {
        let is_inside = open.in_placeholder;
        // `}}` closes at its second sign.
        open.in_placeholder = is_inside && bytes.get(at + 1) == sign;
        return is_inside;
    }
    let before = bytes.get(at.saturating_sub(5)..at).unwrap_or_default();
    let closes = |letter: &u8| matches!(letter, b'>' | b'}');
    open.in_placeholder =
        marks::is_before_placeholder(before) && bytes.iter().skip(at).take(40).any(closes);
    open.in_placeholder
}

/// Whether a `'` stands inside a word, as in `Bob's`, belongs to a key inside parentheses, as in
/// `(PartitionKey='a',RowKey='b')`, or stands in a value that other parameters follow.
fn is_inner_quote(text: &str, at: usize, open: Option<&mut Quotes>) -> bool {
    let Some(open) = open else { return false };
    let bytes = text.as_bytes();
    if !open.is_quoted && open.place == Place::Link && goes_on(text, at + 1) {
        return true;
    }
    if open.parentheses == 0 {
        let is_letter = |at: usize| {
            bytes
                .get(at)
                .is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'%')
        };
        let is_doubled = bytes.get(at + 1) == Some(&b'\'') && is_letter(at + 2);
        let before = |count: usize| at.checked_sub(count).is_some_and(is_letter);
        let is_second = at > 0 && bytes.get(at - 1) == Some(&b'\'') && before(2);
        let is_inside = (before(1) || is_second) && is_letter(at + 1);
        return !open.is_quoted && (is_inside || is_doubled);
    }
    let before = at.checked_sub(1).and_then(|before| bytes.get(before));
    let belongs = open.in_quote || matches!(before, Some(b'=' | b'('));
    open.in_quote = belongs && !open.in_quote;
    belongs
}

/// How far ahead a parameter is looked for.
const LONGEST_VALUE: usize = 256;

/// Whether a value goes on to the next known parameter without a character that ends a link.
fn goes_on(text: &str, from: usize) -> bool {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    let is_of_link = |byte: &&u8| {
        byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'|' | b'{' | b'}')
    };
    let length = rest
        .iter()
        .take(LONGEST_VALUE)
        .take_while(is_of_link)
        .count();
    text.get(from..from + length).is_some_and(|value| {
        value
            .match_indices(['?', '&'])
            .any(|(at, _)| value.get(at + 1..).and_then(marks::known_name_at).is_some())
    })
}

/// A cheap look: whether a chunk can hold anything that this crate knows.
fn is_interesting(chunk: &str) -> bool {
    if chunk.len() < 6 {
        return false;
    }
    let bytes = chunk.as_bytes();
    let has = |wanted: u8| bytes.contains(&wanted);
    if has(b'=') && (has_known_name(chunk) || has_secret_name(chunk)) {
        return true;
    }
    if has(b'%') && marks::find_ignore_case(chunk, "%3d").is_some() {
        return true;
    }
    if has(b'\\') && marks::find_ignore_case(chunk, "\\u003d").is_some() {
        return true;
    }
    if has(b'.') && (names_host(chunk) || chunk.starts_with("eyJ")) {
        return true;
    }
    if bytes.len() >= 43 && (is_base64_run(bytes) || has(b'?')) {
        return true;
    }
    #[cfg(feature = "full")]
    let is_other = crate::products::may_stand_in(chunk);
    #[cfg(not(feature = "full"))]
    let is_other = false;
    is_other
}

/// Whether the text holds two known parameters, or a signature.
fn has_known_name(chunk: &str) -> bool {
    let mut seen = "";
    for at in marks::name_starts(chunk) {
        match chunk.get(at..).and_then(marks::known_name_at) {
            Some("sig") => return true,
            Some(key) if !seen.is_empty() && key != seen => return true,
            Some(key) => seen = key,
            None => {}
        }
    }
    // One name at the very end may go on in the next line.
    !seen.is_empty()
}

fn has_secret_name(chunk: &str) -> bool {
    const NAMES: [&str; 11] = [
        "accountkey=",
        "accesskey=",
        "sharedaccess",
        "signature=",
        "uid=",
        "code=",
        "e=",
        "blobendpoint=",
        "fileendpoint=",
        "queueendpoint=",
        "tableendpoint=",
    ];
    NAMES
        .iter()
        .any(|name| marks::find_ignore_case(chunk, name).is_some())
}

fn names_host(chunk: &str) -> bool {
    hosts::CLOUDS
        .iter()
        .any(|cloud| marks::find_ignore_case(chunk, cloud.suffix).is_some())
}

fn is_base64_run(bytes: &[u8]) -> bool {
    bytes.iter().all(|letter| {
        letter.is_ascii_alphanumeric() || matches!(letter, b'+' | b'/' | b'-' | b'_' | b'=')
    })
}
