//! An organisation's own limits, which change how the rules judge.

use crate::report::Severity;
use crate::rules;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// An organisation's own limits. The default changes nothing.
///
/// ```
/// use sas_lens::Policy;
///
/// let policy = Policy::from_severities([("any-network-address", "high")])?;
/// assert!(Policy::from_severities([("no-such-rule", "high")]).is_err());
/// # Ok::<(), sas_lens::PolicyError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields, try_from = "PolicyText")]
pub struct Policy {
    /// The severity of a rule's findings, by rule id, in place of the rule's own.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, Severity>"))]
    severities: BTreeMap<String, Severity>,
}

/// A policy as written, before its rule ids are checked.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PolicyText {
    #[serde(default)]
    severities: BTreeMap<String, Severity>,
}

impl TryFrom<PolicyText> for Policy {
    type Error = PolicyError;

    fn try_from(text: PolicyText) -> Result<Self, PolicyError> {
        match text.severities.keys().find(|id| !is_rule(id)) {
            Some(id) => Err(PolicyError {
                place: format!("severities.{id}"),
                problem: "no such rule",
            }),
            None => Ok(Self {
                severities: text.severities,
            }),
        }
    }
}

/// Whether a rule of this id exists: in either build for links and for other products, although the
/// page's first build holds no rules for the latter.
fn is_rule(id: &str) -> bool {
    rules::RULES.iter().any(|rule| rule.id == id) || PRODUCT_RULES.contains(&id)
}

/// The ids of the rules for other products, sorted.
pub(crate) const PRODUCT_RULES: [&str; 7] = [
    "date-order-unclear",
    "interface-retired",
    "key-itself",
    "longer-than-allowed",
    "no-expiry",
    "rule-may-do-everything",
    "signature-not-whole",
];

impl Policy {
    /// Makes a policy that replaces severities, given as in a report: `critical`, `high`, `medium`,
    /// `low`, `info` or `good`.
    ///
    /// # Errors
    ///
    /// When a rule id or a severity does not exist; the error names the place.
    pub fn from_severities<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, PolicyError> {
        let mut severities = BTreeMap::new();
        for (id, severity) in pairs {
            let severity = Severity::from_name(severity).ok_or_else(|| PolicyError {
                place: format!("severities.{id}"),
                problem: "no such severity",
            })?;
            severities.insert(id.to_owned(), severity);
        }
        PolicyText { severities }.try_into()
    }

    pub(crate) fn severity_of(&self, rule_id: &str) -> Option<Severity> {
        self.severities.get(rule_id).copied()
    }
}

/// Why a policy was refused, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError {
    place: String,
    problem: &'static str,
}

impl fmt::Display for PolicyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} at {}", self.problem, self.place)
    }
}

impl std::error::Error for PolicyError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_rules_and_severities_are_refused_with_their_place() {
        let error = Policy::from_severities([("nope", "high")]).unwrap_err();
        assert_eq!(error.to_string(), "no such rule at severities.nope");
        let error = Policy::from_severities([("expired", "dire")]).unwrap_err();
        assert_eq!(error.to_string(), "no such severity at severities.expired");
        assert!(serde_json::from_str::<Policy>(r#"{"severity":{}}"#).is_err());
    }
}
