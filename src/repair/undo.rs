//! Takes off encodings, one kind at a time, until nothing is left to take off.

use super::Undone;
use super::mapped::Mapped;
use super::marks::{self, find_ignore_case, known_name_at, starts_with_ignore_case};
use super::unwrap;
use crate::params::table::{self, Shape};
use crate::token::{display, percent};

/// One kind of damage: its name, the sentence that tells it, and how to undo it.
pub(crate) struct RepairSpec {
    pub(crate) kind: &'static str,
    /// `{places}` is "one place" or "6 places".
    pub(crate) message: &'static str,
    undo: fn(&Mapped) -> Option<(Mapped, u32)>,
}

/// The wrappings go deeper only by malice.
const DEEPEST: usize = 24;

/// Every repair, in the order in which they are tried. The last three are done where lines and words
/// are joined.
pub(crate) const REPAIRS: &[RepairSpec] = &[
    RepairSpec {
        kind: "invisible-characters",
        message: "Removed invisible characters in {places}. They come from web pages, chat and word processors, and break what they stand in.",
        undo: remove_invisible,
    },
    RepairSpec {
        kind: "quoted-printable",
        message: "Undid the e-mail encoding quoted-printable in {places}.",
        undo: undo_quoted_printable,
    },
    RepairSpec {
        kind: "html-escapes",
        message: "Undid HTML escaping in {places}: the text came from a web page or XML, where & is written &amp;.",
        undo: undo_html,
    },
    RepairSpec {
        kind: "json-escapes",
        message: "Undid JSON or JavaScript escaping in {places}, such as \\u0026 for &.",
        undo: undo_json,
    },
    RepairSpec {
        kind: "shell-escapes",
        message: "Undid shell escaping in {places}, such as \\& or ^& for &.",
        undo: undo_shell,
    },
    RepairSpec {
        kind: "batch-percent",
        message: "Undid doubled percent signs in {places}: a Windows batch file writes % as %%.",
        undo: undo_batch,
    },
    RepairSpec {
        kind: "redirect",
        message: "Took it out of a redirect that was wrapped around it.",
        undo: unwrap::redirect,
    },
    RepairSpec {
        kind: "base64",
        message: "Undid Base64 around the whole text, as in a Kubernetes secret.",
        undo: unwrap::base64,
    },
    RepairSpec {
        kind: "percent-encoded-whole",
        message: "Undid percent-encoding around the whole text.",
        undo: undo_whole_percent,
    },
    RepairSpec {
        kind: "percent-encoded-separators",
        message: "Undid percent-encoding of separators in {places}, such as %26 for &. A link with them does not work.",
        undo: undo_separators,
    },
    RepairSpec {
        kind: "percent-encoded-twice",
        message: "Undid doubled percent-encoding in {places}, such as %252B for %2B. A link with it fails: its signature no longer matches.",
        undo: undo_double_percent,
    },
    RepairSpec {
        kind: "question-marks",
        message: "Repaired a misplaced question mark in {places}. A link takes one ? only, before the first parameter.",
        undo: undo_question_marks,
    },
    RepairSpec {
        kind: "plus-signs",
        message: "Put back plus signs in the signature in {places}, where they had become spaces. Azure refuses the damaged link; write + as %2B.",
        undo: undo_lost_plus,
    },
    RepairSpec {
        kind: "line-breaks",
        message: "Joined lines in {places}: it was broken across lines.",
        undo: |_| None,
    },
    RepairSpec {
        kind: "path-blanks",
        message: "Kept blanks of the path as %20 in {places}. Many programs end a link at a blank.",
        undo: |_| None,
    },
    RepairSpec {
        kind: "blanks",
        message: "Removed blanks within it in {places}.",
        undo: |_| None,
    },
];

/// Finds a repair by its kind.
pub(crate) fn find(kind: &str) -> Option<&'static RepairSpec> {
    REPAIRS.iter().find(|spec| spec.kind == kind)
}

/// Undoes all damage, or as much as it takes until the text is known for something. After each step
/// the first one is tried again: what is wrapped inside must not be touched before the wrapping is off.
pub(super) fn all(
    mut mapped: Mapped,
    undone: &mut Undone,
    mut is_known: impl FnMut(&Mapped) -> bool,
) -> Mapped {
    for _ in 0..DEEPEST {
        let Some((kind, repaired, count)) = REPAIRS.iter().find_map(|spec| {
            (spec.undo)(&mapped).map(|(repaired, count)| (spec.kind, repaired, count))
        }) else {
            break;
        };
        mapped = repaired;
        undone.repaired(kind, count);
        if is_known(&mapped) {
            break;
        }
    }
    mapped
}

fn remove_invisible(mapped: &Mapped) -> Option<(Mapped, u32)> {
    if mapped.as_str().is_ascii() {
        return None;
    }
    mapped.replace_where(|byte| !byte.is_ascii(), &mut |rest, _| {
        let first = rest.chars().next()?;
        display::is_invisible(first).then_some((first.len_utf8(), None))
    })
}

fn undo_quoted_printable(mapped: &Mapped) -> Option<(Mapped, u32)> {
    if marks::find(mapped.as_str(), "=3").is_none() || !marks::is_quoted_printable(mapped.as_str())
    {
        return None;
    }
    mapped.replace_where(|byte| byte == b'=', &mut |rest, _| {
        let code = percent::hex_pair(rest.strip_prefix('=')?.as_bytes())?;
        code.is_ascii_graphic()
            .then_some((3, Some(char::from(code))))
    })
}

/// The entities that a link can hold. Those without a `;` are left alone.
const ENTITIES: &[(&str, char)] = &[
    ("&amp;", '&'),
    ("&#38;", '&'),
    ("&#038;", '&'),
    ("&#x26;", '&'),
    ("&#61;", '='),
    ("&#x3d;", '='),
    ("&equals;", '='),
    ("&#43;", '+'),
    ("&#x2b;", '+'),
    ("&plus;", '+'),
    ("&#37;", '%'),
    ("&#x25;", '%'),
    ("&percnt;", '%'),
    ("&#47;", '/'),
    ("&#x2f;", '/'),
    ("&sol;", '/'),
    ("&#63;", '?'),
    ("&quest;", '?'),
    ("&#x3f;", '?'),
    ("&#58;", ':'),
    ("&colon;", ':'),
    // These end a link; unescaped, they are seen as what they are.
    ("&quot;", '"'),
    ("&#34;", '"'),
    ("&#x22;", '"'),
    ("&apos;", '\''),
    ("&#39;", '\''),
    ("&#x27;", '\''),
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&nbsp;", '\u{A0}'),
    ("&#160;", '\u{A0}'),
    ("&#x3a;", ':'),
];

fn undo_html(mapped: &Mapped) -> Option<(Mapped, u32)> {
    if !mapped.as_str().contains(';') {
        return None;
    }
    mapped.replace_where(|byte| byte == b'&', &mut |rest, _| {
        let (entity, character) = ENTITIES
            .iter()
            .find(|(entity, _)| starts_with_ignore_case(rest, entity))?;
        Some((entity.len(), Some(*character)))
    })
}

fn undo_json(mapped: &Mapped) -> Option<(Mapped, u32)> {
    if !mapped.as_str().contains('\\') {
        return None;
    }
    mapped.replace_where(|byte| byte == b'\\', &mut |rest, _| {
        let after = rest.strip_prefix('\\')?;
        if after.starts_with('/') {
            return Some((2, Some('/')));
        }
        let (digits, length) = match after.strip_prefix(['u', 'U']) {
            Some(code) => (code.strip_prefix("00")?, 6),
            None => (after.strip_prefix('x')?, 4),
        };
        let code = percent::hex_pair(digits.as_bytes())?;
        code.is_ascii_graphic()
            .then_some((length, Some(char::from(code))))
    })
}

fn undo_shell(mapped: &Mapped) -> Option<(Mapped, u32)> {
    mapped.replace_where(
        |byte| matches!(byte, b'\\' | b'^' | b'`'),
        &mut |rest, _| {
            let after = rest.strip_prefix(['\\', '^', '`'])?;
            let escaped = after.chars().next().filter(|letter| {
                matches!(
                    letter,
                    '&' | '?' | '=' | '%' | '+' | ';' | ':' | '(' | ')' | '^' | '$'
                )
            })?;
            Some((1 + escaped.len_utf8(), Some(escaped)))
        },
    )
}

fn undo_batch(mapped: &Mapped) -> Option<(Mapped, u32)> {
    marks::find(mapped.as_str(), "%%")?;
    mapped.replace_where(|byte| byte == b'%', &mut |rest, _| {
        let digits = rest.strip_prefix("%%")?;
        percent::hex_pair(digits.as_bytes()).map(|_| (2, Some('%')))
    })
}

/// `https%3A%2F%2F…`, or a query without a single `=`.
fn undo_whole_percent(mapped: &Mapped) -> Option<(Mapped, u32)> {
    let text = mapped.as_str();
    let at = find_ignore_case(text, "https%3a%2f%2f")
        .or_else(|| find_ignore_case(text, "http%3a%2f%2f"));
    let is_link = at.is_some_and(|at| !text.get(..at).is_some_and(|before| before.contains("://")));
    let is_query = !text.contains(['=', '?'])
        && find_ignore_case(text, "%3d").is_some()
        && marks::name_starts(text).any(|at| text.get(at..).and_then(known_name_at).is_some());
    (is_link || is_query).then(|| (unwrap::percent_decoded(mapped, 0..text.len()), 1))
}

/// `%26se=` or `%26se%3D` inside a query, `%3Fsv=` in place of its question mark. A link whose question
/// mark and signature are whole is left alone: a name or a value in it may really hold `&se=`.
fn undo_separators(mapped: &Mapped) -> Option<(Mapped, u32)> {
    let text = mapped.as_str();
    if !text.contains('%') {
        return None;
    }
    let has_mark = find_ignore_case(text, "%3f").is_none() || text.contains('?');
    if has_mark && has_plain_signature(text) {
        return None;
    }
    let is_encoded = |rest: &str, code: &str| {
        starts_with_ignore_case(rest, code)
            && rest
                .get(3..)
                .is_some_and(|name| known_name_at(name).is_some())
    };
    let mark = text.find('?').unwrap_or(usize::MAX);
    // An encoded link in a value is that value's: its separators are meant to be encoded.
    let mut in_link = false;
    mapped.replace_where(
        |byte| matches!(byte, b'&' | b'?' | b'%'),
        &mut |rest, at| {
            if rest.starts_with(['&', '?']) {
                in_link = false;
            }
            in_link |= starts_with_ignore_case(rest, "%3a%2f%2f");
            if in_link {
                return None;
            }
            if is_encoded(rest, "%26") {
                return Some((3, Some('&')));
            }
            if at < mark && is_encoded(rest, "%3f") {
                return Some((3, Some('?')));
            }
            let is_equals = starts_with_ignore_case(rest, "%3d") && ends_in_name(text.get(..at)?);
            is_equals.then_some((3, Some('=')))
        },
    )
}

/// Whether a signature stands by itself behind a real `?` or `&`.
fn has_plain_signature(text: &str) -> bool {
    text.split(['?', '&']).any(|piece| {
        starts_with_ignore_case(piece, "sig=") && find_ignore_case(piece, "%26").is_none()
    })
}

/// Whether a text ends in a known name behind `?`, `&` or an encoded `&`.
fn ends_in_name(text: &str) -> bool {
    let length = text
        .bytes()
        .rev()
        .take_while(u8::is_ascii_alphabetic)
        .take(9)
        .count();
    let (before, name) = text
        .split_at_checked(text.len() - length)
        .unwrap_or(("", text));
    let is_start = before.is_empty()
        || before.ends_with(['?', '&'])
        || before.ends_with("%26")
        || before.ends_with("%3F")
        || before.ends_with("%3f");
    is_start && table::find_any_case(name).is_some()
}

/// `%252B` in a signature, `%253A` in a date. Only in the query: a path may really hold `%25`.
fn undo_double_percent(mapped: &Mapped) -> Option<(Mapped, u32)> {
    let text = mapped.as_str();
    marks::find(text, "%25")?;
    let query = text.find('?').map_or(0, |at| at + 1);
    let is_double = |rest: &str| {
        rest.starts_with("%25")
            && rest
                .get(3..)
                .is_some_and(|digits| percent::hex_pair(digits.as_bytes()).is_some())
    };
    let is_damaged = text
        .get(query..)
        .unwrap_or_default()
        .split('&')
        .any(|piece| {
            let is_plain = known_name_at(piece)
                .and_then(table::find)
                .is_some_and(|spec| {
                    matches!(
                        spec.shape,
                        Shape::Signature | Shape::Date | Shape::Protocol | Shape::Address
                    )
                });
            is_plain
                && piece
                    .match_indices("%25")
                    .any(|(at, _)| piece.get(at..).is_some_and(is_double))
        });
    if !is_damaged {
        return None;
    }
    mapped.replace_where(|byte| byte == b'%', &mut |rest, at| {
        (at >= query && is_double(rest)).then_some((3, Some('%')))
    })
}

/// `??`, `?&`, and a `?` where a `&` should be.
fn undo_question_marks(mapped: &Mapped) -> Option<(Mapped, u32)> {
    let text = mapped.as_str();
    let Some(first) = text.find('?') else {
        return undo_missing_mark(mapped);
    };
    mapped.replace_where(|byte| byte == b'?', &mut |rest, at| {
        if at == first {
            let extra = rest.get(1..).map_or(0, |after| {
                after.len() - after.trim_start_matches(['?', '&']).len()
            });
            return (extra > 0).then_some((1 + extra, Some('?')));
        }
        let is_misplaced = rest
            .get(1..)
            .is_some_and(|name| known_name_at(name).is_some());
        if !is_misplaced {
            return None;
        }
        let follows = text.get(..at).is_some_and(|before| before.ends_with('&'));
        Some((1, (!follows).then_some('&')))
    })
}

/// A link whose query starts with `&`: the first one stands for the `?`.
fn undo_missing_mark(mapped: &Mapped) -> Option<(Mapped, u32)> {
    let text = mapped.as_str();
    let path = marks::find(text, "://")? + 3;
    let first = path + text.get(path..)?.find('&')?;
    known_name_at(text.get(first + 1..)?)?;
    // Parameters before it: then it is no query that lost its mark.
    if text.get(path..first)?.contains('=') {
        return None;
    }
    mapped.replace_where(|byte| byte == b'&', &mut |_, at| {
        (at == first).then_some((1, Some('?')))
    })
}

/// A space, or `%20`, inside the signature.
fn undo_lost_plus(mapped: &Mapped) -> Option<(Mapped, u32)> {
    let text = mapped.as_str();
    if !text.contains(' ') && marks::find(text, "%20").is_none() {
        return None;
    }
    let start = marks::name_starts(text)
        .find(|at| text.get(*at..).and_then(known_name_at) == Some("sig"))?;
    let value = start + text.get(start..)?.find('=')? + 1;
    let end = text
        .get(value..)?
        .find(['&', '#'])
        .map_or(text.len(), |at| value + at);
    let piece = text.get(value..end)?;
    if !piece.contains("%20") && !piece.contains(' ') {
        return None;
    }
    let mut output = Mapped::with_capacity(text.len());
    output.push_range(mapped, 0..value);
    let mut count = 0;
    let mut at = value;
    while at < end {
        let rest = text.get(at..end)?;
        let width = if rest.starts_with("%20") {
            3
        } else {
            rest.chars().next().map_or(1, char::len_utf8)
        };
        if rest.starts_with("%20") || rest.starts_with(' ') {
            output.push_replacement("%2B", mapped, at..at + width);
            count += 1;
        } else {
            output.push_range(mapped, at..at + width);
        }
        at += width;
    }
    output.push_range(mapped, end..text.len());
    Some((output, count))
}
