//! Finds the marks of Azure's answers in running text, and puts those of one answer together.

use super::codes::{self, CODES, CodeSpec};
use super::details::{DETAILS, DetailSpec};
use super::pattern::{self, Matched, Value};
use super::signed;
use crate::params::table;
use crate::repair::marks::starts_with_ignore_case;
use crate::report::ErrorForm;
use std::ops::Range;

/// One answer of Azure's: where it stands, and what was recognised of it.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) range: Range<usize>,
    pub(super) code: Option<&'static CodeSpec>,
    pub(super) detail: Option<&'static DetailSpec>,
    /// The values in the sentences.
    pub(super) values: Vec<Value>,
    pub(super) form: ErrorForm,
    /// Whether the sentence beside the code is another code's, as the emulator writes it.
    pub(super) is_mixed: bool,
    /// Whether more than a bare word says that Azure Storage answered here.
    is_sure: bool,
    marks: Vec<Mark>,
}

/// Something that Azure writes.
#[derive(Clone, Debug)]
struct Mark {
    range: Range<usize>,
    kind: MarkKind,
    values: Vec<Value>,
}

#[derive(Clone, Copy, Debug)]
enum MarkKind {
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
enum Label {
    Xml,
    Json,
    Header,
    Text,
    None,
}

const STAMP: &str = "RequestId:{request} Time:{time}";

/// Marks further apart than this belong to two answers, unless both carry one request's id.
const WIDEST_GAP: usize = 3000;

/// A sentence this close behind a code explains that code, even when it usually goes with another:
/// the emulator mixes them.
const BESIDE: usize = 120;

/// Finds the answers in a text, in their order.
pub(super) fn answers(text: &str) -> Vec<Answer> {
    let mut answers: Vec<Answer> = Vec::new();
    for mark in marks(text) {
        if let Some(last) = answers.last_mut().filter(|last| last.takes(text, &mark)) {
            last.add(mark);
            continue;
        }
        let lead = answers
            .last_mut()
            .map(|last| last.give_up(&mark))
            .unwrap_or_default();
        let mut answer = Answer::new(&mark);
        for earlier in lead {
            answer.add(earlier);
        }
        answer.add(mark);
        answers.push(answer);
    }
    answers
}

impl Answer {
    fn new(mark: &Mark) -> Self {
        Self {
            range: mark.range.clone(),
            code: None,
            detail: None,
            values: Vec::new(),
            form: ErrorForm::Text,
            is_mixed: false,
            is_sure: false,
            marks: Vec::new(),
        }
    }

    /// Whether it is an answer of Azure Storage, and not a word that other services use as well.
    pub(super) fn is_sure(&self) -> bool {
        self.is_sure || self.code.is_some_and(|spec| spec.is_telling)
    }

    fn request<'t>(&self, text: &'t str) -> Option<&'t str> {
        value(&self.values, "request").and_then(|range| text.get(range))
    }

    /// Whether a mark, behind all others, belongs to this answer.
    fn takes(&self, text: &str, mark: &Mark) -> bool {
        let same_request = match mark.kind {
            MarkKind::Stamp => {
                let id = value(&mark.values, "request").and_then(|range| text.get(range));
                match self.request(text) {
                    Some(own) if id == Some(own) => return true,
                    Some(_) => return false,
                    None => true,
                }
            }
            _ => true,
        };
        let is_near = mark.range.start.saturating_sub(self.range.end) <= WIDEST_GAP;
        let fits = match mark.kind {
            MarkKind::Code(spec, _) => self.code.is_none_or(|own| own.code == spec.code),
            MarkKind::Sentence(spec) => self
                .code
                .is_none_or(|own| own.code == spec.code || self.explains_last_code(mark)),
            MarkKind::Detail(spec, _) => self
                .detail
                .is_none_or(|own| own.explanation == spec.explanation),
            MarkKind::Stamp => true,
        };
        same_request && is_near && fits
    }

    fn explains_last_code(&self, mark: &Mark) -> bool {
        self.marks.last().is_some_and(|last| {
            matches!(last.kind, MarkKind::Code(_, label) if label != Label::None)
                && mark.range.start - last.range.end <= BESIDE
        })
    }

    fn add(&mut self, mark: Mark) {
        self.range.start = self.range.start.min(mark.range.start);
        self.range.end = self.range.end.max(mark.range.end);
        match mark.kind {
            MarkKind::Code(spec, label) => {
                self.code = self.code.or(Some(spec));
                self.is_sure |= label == Label::Header;
                self.show_form(label);
            }
            MarkKind::Sentence(spec) => {
                self.is_mixed |= self.code.is_some_and(|own| own.code != spec.code);
                self.code = self.code.or(Some(spec));
                self.is_sure = true;
            }
            MarkKind::Detail(spec, label) => {
                self.show_form(label);
                self.code = self.code.or_else(|| codes::find("AuthenticationFailed"));
                self.is_sure = true;
                // Of two sentences that say the same, the one that says more.
                if self
                    .detail
                    .is_none_or(|own| own.pattern.len() < spec.pattern.len())
                {
                    self.detail = Some(spec);
                }
            }
            MarkKind::Stamp => self.is_sure = true,
        }
        for (name, range) in &mark.values {
            if value(&self.values, name).is_none() {
                self.values.push((name, range.clone()));
            }
        }
        self.marks.push(mark);
    }

    fn show_form(&mut self, label: Label) {
        self.form = match label {
            Label::Xml => ErrorForm::Xml,
            Label::Json if self.form == ErrorForm::Text => ErrorForm::Json,
            _ => self.form,
        };
    }

    /// Gives up the marks behind its last own one that belong to the answer that a further mark
    /// starts: code and sentence come before the stamp or detail that tells two answers apart.
    fn give_up(&mut self, mark: &Mark) -> Vec<Mark> {
        if !matches!(mark.kind, MarkKind::Stamp | MarkKind::Detail(..)) {
            return Vec::new();
        }
        let is_lead = |own: &Mark| {
            (matches!(own.kind, MarkKind::Code(_, label) if label != Label::Header)
                || matches!(own.kind, MarkKind::Sentence(_)))
                && mark.range.start - own.range.start <= WIDEST_GAP / 4
        };
        let kept = self
            .marks
            .iter()
            .rposition(|own| !is_lead(own))
            .map_or(0, |at| at + 1);
        // The first mark stays: it is what this answer was found by.
        let lead = self.marks.split_off(kept.max(1).min(self.marks.len()));
        if let Some(last) = self.marks.last() {
            self.range.end = last.range.end.max(self.range.start);
        }
        lead
    }
}

/// Where a value stands.
pub(super) fn value(values: &[Value], name: &str) -> Option<Range<usize>> {
    values
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, range)| range.clone())
}

/// Finds everything that Azure writes, in order.
fn marks(text: &str) -> Vec<Mark> {
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
