//! What a rule's check returns: where, with which arguments, and how bad if not as usual.

use crate::report::{Confidence, Severity};
use crate::token::Token;

/// A place in a token that a finding points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// The parameter at this index of `token.params`.
    Param(usize),
    /// `https://` or `http://`.
    Scheme,
    Host,
    Path,
    /// The whole token: for what is missing.
    Whole,
}

/// One hit of a rule.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    /// The first is the primary one; never empty, since [`Hit::at`] and [`Hit::on`] are the only
    /// ways to make a hit.
    pub(crate) places: Vec<Place>,
    pub(crate) args: Vec<(&'static str, String)>,
    pub(crate) severity: Option<Severity>,
    pub(crate) confidence: Option<Confidence>,
}

impl Hit {
    /// Makes a hit at a place.
    pub(crate) fn at(place: Place) -> Self {
        Self {
            places: vec![place],
            args: Vec::new(),
            severity: None,
            confidence: None,
        }
    }

    /// Makes a hit at the parameter of the first of these keys that is present, related places at
    /// the others; at the whole token when none is.
    pub(crate) fn on(token: &Token, keys: &[&str]) -> Self {
        let mut places: Vec<Place> = keys
            .iter()
            .filter_map(|key| {
                token
                    .params
                    .iter()
                    .position(|param| param.key() == Some(key))
            })
            .map(Place::Param)
            .collect();
        if places.is_empty() {
            places.push(Place::Whole);
        }
        Self {
            places,
            args: Vec::new(),
            severity: None,
            confidence: None,
        }
    }

    /// Adds an argument of the message. Input is safe here: messages bound and redact it.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// Raises or lowers the severity of this hit.
    pub(crate) fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// Changes the confidence of this hit.
    pub(crate) fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = Some(confidence);
        self
    }

    /// Ends a check with this one hit.
    pub(crate) fn alone(self) -> Vec<Self> {
        vec![self]
    }
}
