//! The rules, without their prose, which stands in their files.

use crate::report::{Confidence, Severity};
use crate::rules::RULES;

/// One rule of the registry.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name in reports and addresses.
    pub id: &'static str,
    /// The fault in a few words.
    pub title: &'static str,
    /// How bad a finding is, unless the link makes it better or worse.
    pub severity: Severity,
    /// How sure a finding is, unless the link says otherwise.
    pub confidence: Confidence,
    /// Whether Azure should refuse a link with this fault.
    pub refuses: bool,
    /// What a finding says; `{…}` is filled in from the link.
    pub message: &'static str,
    /// What helps; the same.
    pub remedy: &'static str,
    /// Where its facts come from: addresses, or words.
    pub sources: &'static [&'static str],
}

impl Rule {
    /// Returns the name of its file in `src/rules`, whose docs are its prose.
    pub fn file_name(&self) -> String {
        format!("{}.rs", self.id.replace('-', "_"))
    }
}

/// Returns every rule, sorted by id.
///
/// ```
/// let ids: Vec<&str> = sas_lens::reference::rules().map(|rule| rule.id).collect();
/// assert!(ids.is_sorted() && ids.contains(&"full-account-control"));
/// ```
pub fn rules() -> impl Iterator<Item = Rule> {
    RULES.iter().map(|rule| Rule {
        id: rule.id,
        title: rule.title,
        severity: rule.severity,
        confidence: rule.confidence,
        refuses: rule.refuses,
        message: rule.message,
        remedy: rule.remedy,
        sources: rule.sources,
    })
}
