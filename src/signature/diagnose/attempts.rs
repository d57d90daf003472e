//! One text that may have been signed, and how it came about.

use super::Case;
use crate::signature::text::{Field, StringToSign};

/// How the hash was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Usual,
    /// With the key's text in place of its bytes.
    KeyText,
}

/// A text that may have been signed.
pub(super) struct Attempt {
    pub(super) text: String,
    pub(super) way: Way,
    /// What is particular to this attempt, to stand in a sentence.
    pub(super) what: String,
}

impl Attempt {
    pub(super) fn new(text: String, what: impl Into<String>) -> Self {
        Self {
            text,
            way: Way::Usual,
            what: what.into(),
        }
    }

    /// An attempt with some fields changed; `None` when something is missing.
    pub(super) fn of(fields: &StringToSign, what: impl Into<String>) -> Option<Self> {
        fields.text().map(|text| Self::new(text, what))
    }
}

impl Case<'_> {
    /// An attempt with one field changed; `None` where there is no such field.
    pub(super) fn with(&self, name: &str, value: &str, what: impl Into<String>) -> Option<Attempt> {
        let mut fields = self.expected.clone();
        value.clone_into(fields.field_mut(name)?);
        Attempt::of(&fields, what)
    }

    /// Attempts in which a change is made to each of some fields alone, and to all at once.
    pub(super) fn each_and_all(
        &self,
        names: &[&'static str],
        change: impl Fn(&str, &str) -> Option<String>,
    ) -> Vec<Attempt> {
        let mut all = self.expected.clone();
        let mut changed = Vec::new();
        let mut attempts = Vec::new();
        for name in names {
            let Some(value) = self.expected.field(name) else {
                continue;
            };
            let Some(new) = change(name, value).filter(|new| new != value) else {
                continue;
            };
            attempts.extend(self.with(name, &new, *name));
            if let Some(field) = all.field_mut(name) {
                *field = new;
            }
            changed.push(*name);
        }
        if changed.len() > 1 {
            attempts.extend(Attempt::of(&all, changed.join(", ")));
        }
        attempts
    }

    /// The names of the fields that repeat a parameter.
    pub(super) fn params(&self) -> Vec<&'static str> {
        self.expected.fields.iter().filter_map(Field::key).collect()
    }

    /// The value of a parameter as it stands in the link.
    pub(super) fn raw(&self, key: &str) -> Option<&str> {
        let range = self.token.param(key)?.value.clone();
        self.token.mapped.as_str().get(range)
    }
}

/// The right text under the key's text.
pub(super) fn key_text(case: &Case<'_>) -> Vec<Attempt> {
    let attempt = Attempt::of(case.expected, "").map(|attempt| Attempt {
        way: Way::KeyText,
        ..attempt
    });
    attempt.into_iter().collect()
}
