//! Says what an answer means: which explanation fits it and the link beside it, and how surely.

mod authentication;
mod authorization;
mod clock;
mod mismatch;

use super::compare::Compared;
use super::details::Seen;
use super::find::{self, Answer};
use super::times;
use crate::report::TokenReport;
use crate::token::Token;
use chrono::{DateTime, Utc};

/// An answer, and what is known beside it.
pub(super) struct Case<'a> {
    pub(super) text: &'a str,
    pub(super) answer: &'a Answer,
    /// The link that was refused.
    pub(super) beside: Option<Beside<'a>>,
    pub(super) compared: Option<&'a Compared>,
}

/// A link, and what the ordinary report says about it.
#[derive(Clone, Copy)]
pub(super) struct Beside<'a> {
    pub(super) index: usize,
    pub(super) token: &'a Token,
    pub(super) report: &'a TokenReport,
}

impl Beside<'_> {
    fn has_rule(&self, id: &str) -> bool {
        self.report
            .findings
            .iter()
            .any(|finding| finding.rule == id)
    }

    fn has_repair(&self, kinds: &[&str]) -> bool {
        self.report
            .repairs
            .iter()
            .any(|repair| kinds.contains(&repair.kind.as_str()))
    }
}

impl Case<'_> {
    fn has_rule(&self, id: &str) -> bool {
        self.beside.is_some_and(|beside| beside.has_rule(id))
    }

    fn has_repair(&self, kinds: &[&str]) -> bool {
        self.beside.is_some_and(|beside| beside.has_repair(kinds))
    }

    /// A parameter of the link.
    fn param(&self, key: &str) -> Option<&str> {
        self.beside?.token.value(key)
    }

    /// A value in the answer's sentences.
    fn said(&self, name: &str) -> Option<&str> {
        find::value(&self.answer.values, name).and_then(|range| self.text.get(range))
    }

    fn moment(&self, name: &str) -> Option<DateTime<Utc>> {
        self.said(name).and_then(times::parse)
    }

    /// Azure's clock when it answered.
    pub(super) fn server_time(&self) -> Option<DateTime<Utc>> {
        self.moment("current").or_else(|| self.moment("time"))
    }

    fn is_delegated(&self) -> bool {
        use crate::params::Family;
        self.beside
            .is_some_and(|beside| beside.token.family() == Family::UserDelegation)
    }
}

/// What is told about an answer.
#[derive(Debug)]
pub(super) struct Told {
    /// A row of [`super::sentences::EXPLANATIONS`].
    pub(super) explanation: &'static str,
    pub(super) args: Vec<(&'static str, String)>,
    pub(super) is_certain: bool,
    /// Mistakes that it may be as well: rows of [`super::mistakes::MISTAKES`].
    pub(super) also: Vec<&'static str>,
    /// Instructions in front of and behind those of the explanation.
    pub(super) first: Vec<&'static str>,
    pub(super) last: Vec<&'static str>,
}

impl Told {
    /// Something that is proven.
    pub(super) fn surely(explanation: &'static str) -> Self {
        Self {
            is_certain: true,
            ..Self::likely(explanation)
        }
    }

    /// Something that is likely.
    fn likely(explanation: &'static str) -> Self {
        Self {
            explanation,
            args: Vec::new(),
            is_certain: false,
            also: Vec::new(),
            first: Vec::new(),
            last: Vec::new(),
        }
    }

    fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    fn also(mut self, mistakes: &[&'static str]) -> Self {
        self.also.extend(mistakes);
        self
    }
}

/// Chooses the explanation of an answer. `None` for a code that is in no table.
pub(super) fn explain(case: &Case<'_>) -> Option<Told> {
    let code = case.answer.code?;
    let mut told = match case.answer.detail {
        Some(detail) => authentication::by_detail(case, detail),
        None if code.code == "AuthenticationFailed" => authentication::without_detail(case),
        None => authorization::by_code(case, code),
    };
    // What only the old emulator is known to say proves little about Azure.
    if case
        .answer
        .detail
        .is_some_and(|detail| detail.seen == Seen::Emulator)
    {
        told.is_certain = false;
    }
    Some(told)
}
