//! Joins what line breaks and lost plus signs tore apart.

use super::marks::{self, starts_with_ignore_case};
use super::split::next_chunk;
use crate::access::time;
use crate::token::{percent, signature};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

/// A piece of input inside a stretch that does not belong to the link.
pub(super) struct Gap {
    pub(super) range: Range<usize>,
    /// What stands in its place.
    pub(super) replacement: &'static str,
    pub(super) repair: &'static str,
}

/// A continuation of a stretch.
pub(super) struct Joined {
    pub(super) end: usize,
    pub(super) gaps: Vec<Gap>,
}

/// The longest gap, in bytes: a line break with indentation and quote marks.
const LONGEST_GAP: usize = 200;
/// How much of a stretch is looked at for the marks that stand early in it.
const MOST_OF_HEAD: usize = 8192;
/// Lines beyond this many are not joined: no link is broken that often.
const MOST_GAPS: usize = 400;

/// Returns the continuation of a stretch across the gap behind it, if there is one.
pub(super) fn next(text: &str, range: &Range<usize>, gaps: &[Gap]) -> Option<Joined> {
    if gaps.len() > MOST_GAPS {
        return None;
    }
    let tail = next_chunk(text, range.end)?;
    let between = text.get(range.end..tail.start)?;
    if between.len() > LONGEST_GAP || between.contains(['"', '{', '}', '|']) {
        return None;
    }
    let last_start = gaps.last().map_or(range.start, |gap| gap.range.end);
    let head_range = head_start(text, range, gaps, last_start)..range.end;
    let whole_end = text.floor_char_boundary(range.end.min(range.start + MOST_OF_HEAD));
    let head = without_gaps(text, head_range, gaps)?;
    let whole = without_gaps(text, range.start..whole_end, gaps)?;
    let head = Head::new(&head, &whole);
    let after = text.get(tail.clone())?;
    if is_connection_string(head.text)
        && starts_connection_item(head.text, after)
        && is_blank(between)
    {
        let repair = if between.contains(['\n', '\r']) {
            "line-breaks"
        } else {
            "blanks"
        };
        let gap = Gap {
            range: range.end..tail.start,
            replacement: "",
            repair,
        };
        return Some(Joined {
            end: tail.end,
            gaps: vec![gap],
        });
    }
    if let Some(joined) = join_path(text, &head, range.end) {
        return Some(joined);
    }
    let is_new = is_new_start(after) && !head.is_host_until(after);
    if is_new || head.is_repeated_by(after) {
        return None;
    }
    if between.contains(['\n', '\r']) {
        return join_lines(&head, range, &tail, between, after);
    }
    if is_blank(between) {
        return join_words(text, &head, range, tail, after);
    }
    None
}

/// Whether a chunk ends within the name of a storage host, which the next line completes.
pub(super) fn is_torn_host(text: &str, range: &Range<usize>) -> bool {
    let is_torn = || {
        let chunk = text.get(range.clone())?;
        marks::find(chunk, "://")?;
        let tail = next_chunk(text, range.end)?;
        let between = text.get(range.end..tail.start)?;
        let is_line_end = between.contains(['\n', '\r']) && is_quoted(between);
        let after = text.get(tail)?;
        Some(is_line_end && Head::new(chunk, chunk).is_host_until(after))
    };
    is_torn().unwrap_or(false)
}

/// Whether nothing but blanks and the quote marks of mails stands between two lines.
fn is_quoted(between: &str) -> bool {
    between
        .chars()
        .all(|letter| letter.is_whitespace() || letter == '>')
}

/// The part of the stretch so far that matters: long stretches are looked at from their end.
fn head_start(text: &str, range: &Range<usize>, gaps: &[Gap], last_start: usize) -> usize {
    if gaps.is_empty() && range.len() < MOST_OF_HEAD {
        range.start
    } else {
        text.floor_char_boundary(last_start.saturating_sub(4096).max(range.start))
    }
}

/// A part of the text as it is once its gaps are closed.
fn without_gaps<'t>(text: &'t str, part: Range<usize>, gaps: &[Gap]) -> Option<Cow<'t, str>> {
    let first = gaps.partition_point(|gap| gap.range.start < part.start);
    let inside = gaps.get(first..)?.iter();
    let mut inside = inside
        .take_while(|gap| gap.range.end <= part.end)
        .peekable();
    if inside.peek().is_none() {
        return text.get(part).map(Cow::Borrowed);
    }
    let mut whole = String::with_capacity(part.len());
    let mut at = part.start;
    for gap in inside {
        whole.push_str(text.get(at..gap.range.start)?);
        whole.push_str(gap.replacement);
        at = gap.range.end;
    }
    whole.push_str(text.get(at..part.end)?);
    Some(Cow::Owned(whole))
}

/// What stands before the gap, read as far as a decision needs.
struct Head<'a> {
    /// The text, without what marks a continued line.
    text: &'a str,
    /// How many bytes such a mark takes.
    mark: usize,
    /// Whether the text is quoted-printable.
    is_quoted_printable: bool,
    /// Where the marks that stand early are looked for, and only when a decision hangs on them.
    whole: &'a str,
    keys: OnceCell<Vec<&'static str>>,
}

impl<'a> Head<'a> {
    fn new(text: &'a str, whole: &'a str) -> Self {
        let is_quoted_printable =
            marks::find(whole, "=3").is_some() && marks::is_quoted_printable(whole);
        let is_mark = |letter: char| {
            matches!(letter, '\\' | '^' | '`') || (letter == '=' && is_quoted_printable)
        };
        let stripped = text.strip_suffix(is_mark).unwrap_or(text);
        Self {
            text: stripped,
            mark: text.len() - stripped.len(),
            is_quoted_printable,
            whole,
            keys: OnceCell::new(),
        }
    }

    fn keys(&self) -> &[&'static str] {
        self.keys.get_or_init(|| marks::known_keys(self.whole))
    }

    /// Whether it belongs to a storage link, or holds names of its parameters.
    fn is_of_token(&self) -> bool {
        super::extract::names_storage_host(self.whole) || !self.keys().is_empty()
    }

    /// Whether it ends within the name of a storage host, which a text completes.
    fn is_host_until(&self, after: &str) -> bool {
        let Some((_, open)) = self.text.rsplit_once("://") else {
            return false;
        };
        let is_open = !open.is_empty()
            && !open.eq_ignore_ascii_case("localhost")
            && open
                .bytes()
                .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, b'.' | b'-'));
        is_open
            && marks::find(after, "://").is_none()
            && !super::extract::names_storage_host(open)
            && super::extract::names_storage_host(&format!("{open}{after}"))
    }

    /// Whether a text names a parameter that stands here already: then it is another token.
    fn is_repeated_by(&self, after: &str) -> bool {
        marks::known_keys(after)
            .iter()
            .any(|key| self.keys().contains(key))
    }

    /// The value that the head ends in, if it is the signature's.
    fn open_signature(&self) -> Option<String> {
        let (name, value) = marks::last_param(self.text)?;
        let name = name.trim_start_matches("amp;");
        let is_signature = name.to_ascii_lowercase().ends_with("sig");
        is_signature
            .then(|| percent::decode(self.text.get(value..).unwrap_or_default()).into_owned())
    }
}

/// Whether a chunk starts something of its own.
fn is_new_start(text: &str) -> bool {
    [
        "http://",
        "https://",
        "http%3a",
        "https%3a",
        "sharedaccess",
        "blobendpoint",
        "defaultendpoints",
    ]
    .iter()
    .any(|start| starts_with_ignore_case(text, start))
        || super::extract::names_storage_host(text)
}

/// The names that the items of a storage connection string start with.
const CONNECTION_NAMES: [&str; 9] = [
    "defaultendpointsprotocol=",
    "accountname=",
    "accountkey=",
    "endpointsuffix=",
    "blobendpoint=",
    "fileendpoint=",
    "queueendpoint=",
    "tableendpoint=",
    "sharedaccesssignature=",
];

/// Those of other products.
const OTHER_NAMES: &[&str] = if cfg!(feature = "full") {
    &[
        "accountendpoint=",
        "deviceid=",
        "endpoint=",
        "entitypath=",
        "hostname=",
        "moduleid=",
        "sharedaccesskey=",
        "sharedaccesskeyname=",
    ]
} else {
    &[]
};

fn connection_names() -> impl Iterator<Item = &'static &'static str> {
    CONNECTION_NAMES.iter().chain(OTHER_NAMES)
}

/// Whether a text is a connection string that goes on behind its last `;`.
fn is_connection_string(text: &str) -> bool {
    text.ends_with(';')
        && connection_names().any(|name| marks::find_ignore_case(text, name).is_some())
}

/// Whether a text starts an item that the connection string does not have yet.
fn starts_connection_item(head: &str, text: &str) -> bool {
    connection_names().any(|name| {
        starts_with_ignore_case(text, name) && marks::find_ignore_case(head, name).is_none()
    })
}

fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Across what tears the path of a link to storage in front of its query: blanks within the name of a
/// file, and control characters. Words of a sentence that stand between a link and a query are not
/// joined.
fn join_path(text: &str, head: &Head<'_>, end: usize) -> Option<Joined> {
    if head.text.contains('?') || !super::extract::names_storage_host(head.whole) {
        return None;
    }
    let near = text.get(end..text.floor_char_boundary(end + LONGEST_GAP))?;
    let (torn, query) = near.split_once('?')?;
    marks::known_name_at(query.trim_start_matches('&'))?;
    let is_control =
        |letter: char| letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}');
    let is_torn = |letter: char| letter.is_whitespace() || is_control(letter);
    let is_foreign = |letter: char| {
        matches!(letter, '\t' | '\n' | '\r' | '=' | '&' | '#')
            || (marks::is_terminator(letter) && !is_torn(letter))
    };
    let is_of_sentence = [": ", "; ", ", ", ". ", "! ", "  ", "//"]
        .iter()
        .any(|mark| marks::find(torn, mark).is_some());
    let has_blank = torn.contains(|letter| is_torn(letter) && !is_control(letter));
    if torn.contains(is_foreign)
        || is_of_sentence
        || torn.ends_with(is_torn)
        || (has_blank && !is_inside_name(head.text, torn))
    {
        return None;
    }
    let gaps = torn.match_indices(is_torn).map(|(at, letter)| {
        let (replacement, repair) = if letter.starts_with(is_control) {
            ("", "invisible-characters")
        } else {
            ("%20", "path-blanks")
        };
        Gap {
            range: end + at..end + at + letter.len(),
            replacement,
            repair,
        }
    });
    let gaps: Vec<Gap> = gaps.collect();
    let tail = next_chunk(text, gaps.last()?.range.end)?;
    Some(Joined {
        end: tail.end,
        gaps,
    })
}

/// Whether blanks can belong to the name of a file that a link ends in: containers have none, and
/// behind a whole name such as `a.txt` only another one makes it longer.
fn is_inside_name(link: &str, torn: &str) -> bool {
    let path = link.rsplit_once("://").map_or(link, |(_, rest)| rest);
    let name = path.rsplit('/').next().unwrap_or_default();
    let last = torn.rsplit(char::is_whitespace).next().unwrap_or_default();
    let has_ending = |name: &str| {
        name.rsplit_once('.').is_some_and(|(_, ending)| {
            (2..=5).contains(&ending.len())
                && ending.bytes().any(|letter| letter.is_ascii_alphabetic())
        })
    };
    path.matches('/').count() > 1 && (!has_ending(name) || has_ending(last))
}

fn join_lines(
    head: &Head<'_>,
    range: &Range<usize>,
    tail: &Range<usize>,
    between: &str,
    after: &str,
) -> Option<Joined> {
    if !is_quoted(between) || !(continues(head, after) || (head.mark > 0 && continues_query(after)))
    {
        return None;
    }
    let gap = Gap {
        range: range.end - head.mark..tail.start,
        replacement: "",
        repair: "line-breaks",
    };
    Some(Joined {
        end: tail.end,
        gaps: vec![gap],
    })
}

/// Whether a text goes on with parameters.
fn continues_query(after: &str) -> bool {
    let bare = after
        .trim_start_matches(['?', '&'])
        .trim_start_matches("amp;");
    marks::known_name_at(bare).is_some() || marks::known_keys(after).len() > 1
}

/// Whether the line after a line break belongs to the link before it.
fn continues(head: &Head<'_>, after: &str) -> bool {
    if head.is_host_until(after) {
        return true;
    }
    if !head.is_of_token() {
        return false;
    }
    if head.mark > 0 && head.is_quoted_printable {
        return true;
    }
    let bare = after
        .trim_start_matches(['?', '&'])
        .trim_start_matches("amp;");
    if after.len() > bare.len() && bare.contains('=') {
        return true;
    }
    if head.text.ends_with(['?', '&']) {
        return bare.contains('=');
    }
    if percent::open_escape(head.text.as_bytes()).is_some() {
        return after.starts_with(|letter: char| letter.is_ascii_hexdigit());
    }
    if let Some(signature) = head.open_signature() {
        return fits_signature(&signature, after) && !signature::is_removed(&signature);
    }
    match marks::last_param(head.text) {
        Some((_, start)) if start == head.text.len() => true,
        Some((name, start)) => {
            continues_value(name, head.text.get(start..).unwrap_or_default(), after)
        }
        None if head.text.contains('?') => continues_name(head.text, after),
        // A path, broken before the query.
        None => after.find('?').is_some_and(|at| {
            after
                .get(at + 1..)
                .is_some_and(|query| marks::known_name_at(query).is_some())
        }),
    }
}

/// Whether the start of the next line completes a date, or goes on with further parameters.
fn continues_value(name: &str, value: &str, after: &str) -> bool {
    let first = after.split('&').next().unwrap_or(after);
    let is_date = matches!(
        name.to_ascii_lowercase().as_str(),
        "se" | "st" | "sv" | "ske" | "skt" | "skv"
    );
    let is_complete = |text: &str| time::parse(&percent::decode(text)).is_some();
    // A day is complete, and so is its time without a zone: what makes it a longer date belongs to it.
    if is_date && is_complete(&format!("{value}{first}")) {
        return true;
    }
    if is_date && is_complete(value) {
        return false;
    }
    after.contains('&')
        && after
            .split('&')
            .skip(1)
            .any(|piece| marks::known_name_at(piece).is_some())
}

/// Whether the head ends in the first letters of a name that the next line completes.
fn continues_name(head: &str, after: &str) -> bool {
    let start = head.rfind(['?', '&']).map_or(0, |at| at + 1);
    let name = format!("{}{}", head.get(start..).unwrap_or_default(), after);
    marks::known_name_at(&name).is_some()
}

/// Whether a piece of text completes a signature that is too short so far.
fn fits_signature(signature: &str, after: &str) -> bool {
    let first = after.split('&').next().unwrap_or(after);
    let whole = percent::open_escape(first.as_bytes()).unwrap_or(first.len());
    let piece = percent::decode(first.get(..whole).unwrap_or(first));
    let piece = piece.trim_end_matches(['.', ',', ';', ')', '\'']);
    let total = signature.len() + piece.len();
    !signature.ends_with('=')
        && signature.len() < signature::LETTERS + 1
        && !piece.is_empty()
        && piece.bytes().all(is_base64)
        && (total <= signature::LETTERS + 1
            && (first.len() < after.len()
                || total >= signature::LETTERS
                || piece.ends_with('=')
                || is_no_word(piece)))
}

/// The fewest letters of a signature that no word is like.
const NO_WORD: usize = 12;

/// Whether letters are mixed as in no word of a sentence.
fn is_no_word(piece: &str) -> bool {
    let inner = piece.get(1..).unwrap_or_default();
    let has = |is_it: fn(&u8) -> bool| inner.bytes().any(|letter| is_it(&letter));
    piece.len() >= NO_WORD
        && has(u8::is_ascii_lowercase)
        && has(u8::is_ascii_uppercase)
        && piece.bytes().all(|letter| letter != b'-' && letter != b'_')
}

fn is_base64(letter: u8) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, b'+' | b'/' | b'=' | b'-' | b'_')
}

/// Across blanks within a line: a plus sign that became a space, a token pasted behind its link,
/// blanks around `&`.
fn join_words(
    text: &str,
    head: &Head<'_>,
    range: &Range<usize>,
    tail: Range<usize>,
    after: &str,
) -> Option<Joined> {
    if let Some(signature) = head.open_signature()
        && !signature::is_removed(&signature)
        && let Some(joined) = restore_plus(text, signature, range.end, tail.clone())
    {
        return Some(joined);
    }
    let bare = after.trim_start_matches(['?', '&']);
    let is_query = after.len() > bare.len()
        && (marks::known_name_at(bare).is_some() || (bare.is_empty() && after == "&"));
    let ends_open = head.text.ends_with(['?', '&']) && marks::known_name_at(after).is_some();
    if (is_query || ends_open) && head.is_of_token() {
        let gap = Gap {
            range: range.end..tail.start,
            replacement: "",
            repair: "blanks",
        };
        return Some(Joined {
            end: tail.end,
            gaps: vec![gap],
        });
    }
    None
}

/// Puts words together, with a plus sign for each blank, if that makes exactly one signature.
fn restore_plus(
    text: &str,
    mut signature: String,
    mut end: usize,
    mut tail: Range<usize>,
) -> Option<Joined> {
    let mut gaps = Vec::new();
    loop {
        let between = text.get(end..tail.start)?;
        if signature.len() > signature::LETTERS
            || between.len() > 8
            || !between.bytes().all(|letter| letter == b' ')
        {
            return None;
        }
        let after = text.get(tail.clone())?;
        let first = after.split('&').next().unwrap_or(after);
        let piece = percent::decode(first);
        let padded = piece
            .find('=')
            .map_or(piece.as_ref(), |at| piece.get(..=at).unwrap_or_default());
        if padded.is_empty() || !padded.bytes().all(is_base64) {
            return None;
        }
        for at in end..tail.start {
            signature.push('+');
            gaps.push(Gap {
                range: at..at + 1,
                replacement: "%2B",
                repair: "plus-signs",
            });
        }
        signature.push_str(padded);
        end = tail.end;
        if signature.ends_with('=') || signature.len() >= signature::LETTERS {
            let is_whole = signature.trim_end_matches('=').len() == signature::LETTERS;
            return is_whole.then_some(Joined { end, gaps });
        }
        if first.len() < after.len() {
            return None;
        }
        tail = next_chunk(text, end)?;
    }
}
