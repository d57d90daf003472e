//! # What it finds
//!
//! A service SAS that refers to a stored access policy (`si`) and also states permissions, expiry or
//! start itself.
//!
//! # Why it matters
//!
//! Each of the three may stand in the link or in the policy, never in both: then Azure refuses the
//! link. What the policy holds is on the server and cannot be seen here. Low, because most such links
//! are right, and a wrong one only fails; it would be medium if the policy were known to set the same.
//!
//! # Example
//!
//! `?sr=c&sp=r&se=2027-01-01T00:00:00Z&si=readers&…`
//!
//! # What to do
//!
//! Look at the policy, and keep each term in one place.
//!
//! # Sources
//!
//! "Define a stored access policy"; the refusal itself is known from Microsoft's retired emulator.

use super::{Context, Hit, Rule};
use crate::access::outcomes;
use crate::params::table::{self, ParamSpec};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "terms-in-policy-and-token",
    title: "Terms beside a stored policy",
    severity: Severity::Low,
    confidence: Confidence::Likely,
    refuses: false,
    message: "It refers to a rule on the server (the stored access policy {policy}) and also states: {terms}. If the policy sets any of these too, Azure refuses the link. The link does not show what the policy sets.",
    remedy: "Look the policy up, and state each term either there or in the link, not in both.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/define-stored-access-policy"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let token = context.token;
    let Some(policy) = token.value("si").filter(|_| context.is_service()) else {
        return Vec::new();
    };
    let terms: Vec<String> = ["sp", "st", "se"]
        .into_iter()
        .filter(|key| token.has(key))
        .filter_map(table::find)
        .map(ParamSpec::say)
        .collect();
    if terms.is_empty() {
        return Vec::new();
    }
    let terms: Vec<&str> = terms.iter().map(String::as_str).collect();
    Hit::on(token, &["si", "sp", "st", "se"])
        .with("policy", policy)
        .with("terms", outcomes::join(&terms))
        .alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&si=readers&sig={sig}",
        "?sv=2022-11-02&tn=orders&st=2026-01-01T00:00:00Z&si=readers&sig={sig}",
    ],
    silent: &[
        // The policy alone holds everything.
        "?sv=2022-11-02&sr=c&si=readers&sig={sig}",
        // No policy.
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        // A protocol and addresses cannot stand in a policy.
        "?sv=2022-11-02&sr=c&si=readers&spr=https&sip=203.0.113.7&sig={sig}",
    ],
};
