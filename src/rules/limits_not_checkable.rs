//! # What it finds
//!
//! Limits of the organisation that cannot be checked, because the link does not tell: a stored access
//! policy (`si`) on the server holds its permissions or its end, it states no start (`st`), or its
//! kind or its account cannot be told. This rule speaks only when the organisation has set the limit
//! in question.
//!
//! # Why it matters
//!
//! Silence would look like a link that keeps every limit. Medium, because what cannot be checked may
//! well be broken, and somebody with access to the account can look it up.
//!
//! # Example
//!
//! `?sr=c&si=readers`, where a longest life is set
//!
//! # What to do
//!
//! Look up what the link leaves out: in the stored access policy, or with whoever issued it.
//!
//! # Sources
//!
//! The organisation's own limits; "Define a stored access policy"; "SAS expiration policy", which
//! asks for a start in every link for the same reason.

use super::{Context, Hit, Rule};
use crate::access::outcomes;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "limits-not-checkable",
    title: "Limits that cannot be checked",
    severity: Severity::Medium,
    confidence: Confidence::Certain,
    refuses: false,
    message: "Whether it keeps your organisation's limits cannot be told from the link alone. It does not show {what}.",
    remedy: "Look up what the link leaves out. A stored access policy (a rule on the server) can be listed by whoever manages the account.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/define-stored-access-policy",
        "https://learn.microsoft.com/azure/storage/common/sas-expiration-policy",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let Context { token, policy, .. } = context;
    let family = token.family();
    let mut hidden = Vec::new();
    if policy.allows_family(family).is_none() {
        hidden.push("which kind of link it is");
    }
    if !token.has("sp") && !policy.forbidden_permissions(family).is_empty() {
        hidden.push("its permissions");
    }
    if policy.longest_life_hours(family).is_some() {
        hidden.extend(hidden_life(context));
    }
    if context.scope.account.is_none() && policy.names_accounts() {
        hidden.push("whose account it opens");
    }
    if hidden.is_empty() {
        return Vec::new();
    }
    Hit::on(token, &["si"])
        .with("what", outcomes::join(&hidden))
        .alone()
}

/// What of its life is not told; nothing for a life that is known to be too long.
fn hidden_life(context: &Context<'_>) -> Option<&'static str> {
    let window = context.window;
    let limit = context.policy.longest_life_hours(context.token.family())?;
    if window.end().is_none() {
        return Some("when it ends");
    }
    let is_too_long = window
        .life()
        .is_some_and(|life| life > chrono::Duration::hours(i64::from(limit)));
    (window.begin().is_none() && !is_too_long).then_some("since when it works")
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "{\"longestLifeHours\": 1} ?sv=2022-11-02&sr=c&si=readers&sig={sig}",
        "{\"forbiddenPermissions\": \"d\"} ?sv=2022-11-02&sr=c&si=readers&se=2026-06-02T00:00:00Z&sig={sig}",
        "{\"knownAccounts\": [\"contosoexample\"]} ?sv=2022-11-02&sr=c&sp=r&se=2026-06-02T00:00:00Z&sig={sig}",
        "{\"knownAccounts\": [\"contosoexample\"]} https://files.contoso.example/c?sv=2022-11-02&sr=c&sp=r&se=2026-06-02T00:00:00Z&sig={sig}",
        "{\"allowedFamilies\": [\"account\"]} ?sv=2022-11-02&sp=rl&se=2026-06-01T13:00:00Z&sig={sig}",
        // What is left is short enough; what has gone by is not known.
        "{\"longestLifeHours\": 1} ?sv=2022-11-02&sr=b&sp=r&se=2026-06-01T12:30:00Z&sig={sig}",
        // No date at all can be read.
        "{\"longestLifeHours\": 1} ?sv=2022-11-02&sr=b&sp=r&se=tomorrow&sig={sig}",
    ],
    silent: &[
        "{\"longestLifeHours\": 1, \"forbiddenPermissions\": \"d\"} ?sv=2022-11-02&sr=b&sp=r&st=2026-06-01T12:00:00Z&se=2026-06-01T12:30:00Z&sig={sig}",
        // Too long already: another rule says so.
        "{\"longestLifeHours\": 1} ?sv=2022-11-02&sr=b&sp=r&se=2026-07-01T00:00:00Z&sig={sig}",
        // No limit on what the server holds.
        "{\"requiredAddressRanges\": [\"203.0.113.0/24\"]} ?sv=2022-11-02&sr=c&si=readers&sig={sig}",
        // Its key says since when it works.
        "{\"longestLifeHours\": 48} ?sv=2025-07-05&sr=b&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
    ],
};
