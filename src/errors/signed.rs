//! Cuts the string-to-sign out of an answer, and its lines out of that.
//!
//! Azure ends each field with a line feed, the empty ones too. A body has real ones; JSON and logs
//! have `\n`, escaped once or more often; a browser shows a space for each run of them.

use super::escapes;
use super::pattern;
use crate::repair::marks::{find_ignore_case, starts_with_ignore_case};
use std::ops::Range;

/// The text that Azure signed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Signed {
    /// One for each field. One only, when the line breaks were lost.
    pub(super) lines: Vec<String>,
    /// Whether the line breaks were lost on the way, and with them the empty fields.
    pub(super) breaks_lost: bool,
    /// Whether it cannot be seen where it ends: empty lines at the end may be the tool's own, or
    /// missing.
    pub(super) is_open: bool,
}

/// No string-to-sign is longer, in bytes.
pub(super) const LONGEST: usize = 16 << 10;
/// No layout has as many lines; headers that were agreed on may add some.
pub(super) const MOST_LINES: usize = 60;

/// What follows a string-to-sign in tools that print no tags; in lower case.
const STOPS: &[&str] = &[
    "---",
    "===",
    "additional information",
    "at ",
    "caused by",
    "code:",
    "content:",
    "content-",
    "date:",
    "delete ",
    "during handling",
    "error code",
    "errorcode",
    "file \"",
    "get ",
    "head ",
    "headers:",
    "http/",
    "http://",
    "https://",
    "if you are using",
    "info:",
    "options ",
    "patch ",
    "please remember",
    "post ",
    "put ",
    "requestid",
    "response ",
    "server:",
    "status:",
    "status code",
    "time:",
    "to see ",
    "traceback",
    "x-ms-",
    "{",
    "}",
    "<",
    ">>>",
];

/// How the lines are separated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Breaks {
    Real,
    /// This many backslashes and an `n`.
    Escaped(usize),
}

/// What surrounds it.
struct Bounds {
    end: usize,
    breaks: Breaks,
    /// How often the text was escaped as XML; none when no tag ends it.
    entity_rounds: usize,
    is_open: bool,
}

/// Returns where the string-to-sign that starts at a place ends.
pub(super) fn extent(text: &str, from: usize) -> usize {
    bounds(text, from).end
}

/// Where the string-to-sign that starts at a place stands, if it is too large to be read.
pub(super) fn too_large(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    let tag = ["<", "&lt;", "\\u003c"]
        .iter()
        .filter_map(|bracket| memchr::memmem::find(rest.as_bytes(), bracket.as_bytes()))
        .min();
    let tagged = tag.filter(|at| {
        let most = rest.floor_char_boundary((at + 64).min(rest.len()));
        rest.get(*at..most)
            .is_some_and(|tail| end_tag(tail).is_some())
    });
    // Without a tag, what follows may be anything but a line that never ends.
    let line = || memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
    let length = tagged.unwrap_or_else(|| line().min(tag.unwrap_or(rest.len())));
    let whole = rest.get(..length)?;
    let is_long = length > LONGEST || (tagged.is_some() && count_lines(whole) > MOST_LINES);
    is_long.then_some(from..from + length)
}

/// How many lines a text has, its breaks real or escaped.
pub(super) fn count_lines(text: &str) -> usize {
    let real = memchr::memchr_iter(b'\n', text.as_bytes()).count();
    real.max(memchr::memmem::find_iter(text.as_bytes(), b"\\n").count()) + 1
}

/// Reads the string-to-sign that starts at a place.
pub(super) fn read(text: &str, from: usize) -> Signed {
    let bounds = bounds(text, from);
    let whole = from..bounds.end;
    let clean = |range: &Range<usize>| {
        let mut line = text.get(range.clone()).unwrap_or_default().to_owned();
        if let Breaks::Escaped(slashes) = bounds.breaks {
            for _ in 0..=slashes.ilog2() {
                line = escapes::undo_json(&line);
            }
        }
        for _ in 0..bounds.entity_rounds {
            line = escapes::undo_xml(&line);
        }
        line
    };
    let mut lines: Vec<String> = lines(text, &whole, bounds.breaks)
        .iter()
        .map(clean)
        .flat_map(|line| {
            // Line feeds that were entities.
            line.split('\n').map(str::to_owned).collect::<Vec<_>>()
        })
        .take(MOST_LINES)
        .map(|line| line.trim_end_matches('\r').to_owned())
        .collect();
    strip_quotes(&mut lines);
    let breaks_lost = matches!(lines.as_slice(), [only] if !only.trim().is_empty());
    Signed {
        lines,
        breaks_lost,
        is_open: bounds.is_open,
    }
}

/// Takes off one blank in front, and the quotes around the string-to-sign of a header.
fn strip_quotes(lines: &mut [String]) {
    let Some(first) = lines.first_mut() else {
        return;
    };
    let bare = first.strip_prefix(' ').unwrap_or(first);
    let quoted = bare.strip_prefix('\'');
    let is_quoted = quoted.is_some();
    *first = quoted.unwrap_or(bare).to_owned();
    if let Some(last) = lines.last_mut().filter(|_| is_quoted) {
        let bare = last.trim_end().trim_end_matches('.');
        *last = bare.strip_suffix('\'').unwrap_or(bare).to_owned();
    }
}

fn bounds(text: &str, from: usize) -> Bounds {
    let most = text.floor_char_boundary((from + LONGEST).min(text.len()));
    let rest = text.get(from..most).unwrap_or_default();
    // Another one starts there.
    let rest = find_ignore_case(rest, "to sign")
        .and_then(|at| rest.get(..at))
        .unwrap_or(rest);
    let tag = end_tag(rest);
    let inner = tag.and_then(|(at, _)| rest.get(..at)).unwrap_or(rest);
    let breaks = breaks_of(inner, tag.is_some());
    if let Some((at, kind)) = tag {
        return Bounds {
            end: from + at,
            breaks,
            entity_rounds: if kind == 1 { 2 } else { 1 },
            is_open: false,
        };
    }
    let (end, is_closed) = open_end(inner, breaks);
    Bounds {
        end: from + end,
        breaks,
        entity_rounds: 0,
        is_open: !is_closed,
    }
}

/// Finds the tag that ends a string-to-sign, and how it is escaped. Nothing in between starts a tag:
/// else the end belongs to another one.
fn end_tag(text: &str) -> Option<(usize, usize)> {
    let tags = [
        ("<", "</auth"),
        ("&lt;", "&lt;/auth"),
        ("\\u003c", "\\u003c/auth"),
    ];
    tags.into_iter()
        .enumerate()
        .filter_map(|(kind, (bracket, tag))| {
            let at = find_ignore_case(text, bracket)?;
            starts_with_ignore_case(text.get(at..)?, tag).then_some((at, kind))
        })
        .min()
}

/// Tells how lines are separated, by what comes first, or by what there is more of.
fn breaks_of(text: &str, is_whole: bool) -> Breaks {
    let bytes = text.as_bytes();
    let real = memchr::memchr(b'\n', bytes);
    let escaped = memchr::memchr_iter(b'\\', bytes).find_map(|at| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        let slashes = pattern::escaped_break(bytes.get(at..)?)?;
        (before != Some(&b'\\')).then_some((at, slashes))
    });
    match (real, escaped) {
        (None, Some((_, slashes))) => Breaks::Escaped(slashes),
        (Some(real), Some((at, slashes)))
            if at < real && (!is_whole || is_mostly_escaped(bytes)) =>
        {
            Breaks::Escaped(slashes)
        }
        _ => Breaks::Real,
    }
}

fn is_mostly_escaped(bytes: &[u8]) -> bool {
    let real = memchr::memchr_iter(b'\n', bytes).count();
    let escaped = memchr::memmem::find_iter(bytes, b"\\n").count();
    escaped > real
}

/// Finds the end where no tag tells it, and whether something else does: a closing quote.
fn open_end(text: &str, breaks: Breaks) -> (usize, bool) {
    let close = match breaks {
        Breaks::Escaped(slashes) => closing_quote(text, slashes),
        Breaks::Real => None,
    };
    // A string in a program's text ends with its line.
    let line_end = match breaks {
        Breaks::Escaped(_) => memchr::memchr(b'\n', text.as_bytes()),
        Breaks::Real => None,
    };
    let limit = close.or(line_end).unwrap_or(text.len());
    let all = lines(text, &(0..limit), breaks);
    let stop = all
        .iter()
        .enumerate()
        .skip(1)
        .find(|(at, line)| {
            *at >= MOST_LINES || is_stop(text.get((*line).clone()).unwrap_or_default())
        })
        .map(|(_, line)| line.start);
    match stop {
        Some(stop) => (stop, false),
        None if all.len() == 1 && close.is_none() => (one_line_end(text, limit), false),
        None => (limit, close.is_some()),
    }
}

/// Where the only line ends: at a quote or bracket that is the tool's.
fn one_line_end(text: &str, limit: usize) -> usize {
    let line = text.get(..limit).unwrap_or_default();
    line.find(['"', '<', '{', '`']).unwrap_or(limit)
}

fn is_stop(line: &str) -> bool {
    let line = line.trim_start();
    STOPS.iter().any(|stop| starts_with_ignore_case(line, stop))
}

/// Finds the quote that closes the string: it has fewer backslashes before it than a line break.
fn closing_quote(text: &str, slashes: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'"', b'\'', bytes).find_map(|at| {
        let before = bytes
            .get(..at)?
            .iter()
            .rev()
            .take(slashes)
            .take_while(|byte| **byte == b'\\')
            .count();
        let is_close = match bytes.get(at) {
            Some(b'"') => true,
            // An apostrophe within a name has a letter behind it.
            _ => !bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric),
        };
        (before < slashes && is_close).then_some(at - before)
    })
}

/// The lines of a range.
fn lines(text: &str, range: &Range<usize>, breaks: Breaks) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut lines = Vec::new();
    let (mut start, mut at) = (range.start, range.start);
    while at < range.end {
        let rest = bytes.get(at..range.end).unwrap_or_default();
        let width = match (breaks, rest.first()) {
            (Breaks::Real, Some(b'\n')) => 1,
            (Breaks::Escaped(wanted), Some(b'\\')) => {
                let slashes = rest.iter().take_while(|byte| **byte == b'\\').count();
                match rest.get(slashes) {
                    Some(b'n') if slashes == wanted => slashes + 1,
                    // Part of a break of two.
                    Some(b'r') if slashes == wanted => {
                        if at > start {
                            lines.push(start..at);
                        } else {
                            lines.push(at..at);
                        }
                        let after = at + slashes + 1;
                        let line_feed = bytes.get(after..range.end).unwrap_or_default();
                        let more = pattern::escaped_break(line_feed).unwrap_or_default();
                        let width = if more == wanted { more + 1 } else { 0 };
                        at = after + width;
                        start = at;
                        continue;
                    }
                    _ => {
                        at += slashes.max(1);
                        continue;
                    }
                }
            }
            _ => 0,
        };
        if width > 0 {
            lines.push(start..at);
            at += width;
            start = at;
        } else {
            at += 1;
        }
        if lines.len() > MOST_LINES {
            break;
        }
    }
    lines.push(start..range.end.max(start));
    lines
}
