//! Puts the marks of one answer together.

use super::codes::{self, CodeSpec};
use super::details::DetailSpec;
use super::marks::{Label, Mark, MarkKind, marks};
use super::pattern::Value;
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
