//! # What it finds
//!
//! Permissions (`sp`) that the organisation does not allow in links. This rule speaks only when it
//! has named letters (`forbiddenPermissions`).
//!
//! # Why it matters
//!
//! Some permissions, such as those that delete, are not meant to be given away in links at all. High,
//! because it is a limit that somebody set on purpose; the organisation can choose another severity.
//! A letter counts wherever it stands, even where it has no effect: the link's issuer asked for it.
//!
//! # Example
//!
//! `&sp=rwd`, where `d` is forbidden
//!
//! # What to do
//!
//! Issue a link without these permissions, and stop this one.
//!
//! # Sources
//!
//! The organisation's own limits; the best practices for SAS, which advise the least privilege.

use super::{Context, Hit, Rule};
use crate::access::outcomes;
use crate::params::grants;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "permission-forbidden",
    title: "Has permissions that are not allowed",
    severity: Severity::High,
    confidence: Confidence::Certain,
    refuses: false,
    message: "Your organisation does not allow links to {verbs}. This one has the permission for it: {letters}.",
    remedy: "Issue a link without {letters}, then stop this one.",
    sources: &[
        "https://learn.microsoft.com/azure/storage/common/storage-sas-overview#best-practices-when-using-sas",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let forbidden = context.policy.forbidden_permissions(context.token.family());
    let held = context.token.value("sp").unwrap_or_default();
    let service = context.token.kind.service();
    let mut letters = String::new();
    let mut verbs = Vec::new();
    for (letter, ..) in grants::LETTERS {
        if forbidden.contains(*letter) && held.contains(*letter) {
            letters.push(*letter);
            verbs.extend(grants::letter_verb(*letter, service));
        }
    }
    if letters.is_empty() {
        return Vec::new();
    }
    Hit::on(context.token, &["sp"])
        .with("verbs", outcomes::join(&verbs))
        .with("letters", letters)
        .alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "{\"forbiddenPermissions\": \"dxy\"} ?sv=2022-11-02&sr=c&sp=rd&se=2026-06-02T00:00:00Z&sig={sig}",
        // Without effect, and still asked for.
        "{\"forbiddenPermissions\": \"d\"} ?sv=2022-11-02&ss=b&srt=s&sp=rd&se=2026-06-02T00:00:00Z&sig={sig}",
        // The letters of its kind count, not the general ones.
        "{\"forbiddenPermissions\": \"d\", \"byFamily\": {\"account\": {\"forbiddenPermissions\": \"l\"}}} ?sv=2022-11-02&ss=b&srt=c&sp=l&se=2026-06-02T00:00:00Z&sig={sig}",
        // A policy on the server may hold the expiry; the letters stand here.
        "{\"forbiddenPermissions\": \"w\"} ?sv=2022-11-02&sr=c&si=writers&sp=w&sig={sig}",
    ],
    silent: &[
        "{\"forbiddenPermissions\": \"dxy\"} ?sv=2022-11-02&sr=c&sp=racwl&se=2026-06-02T00:00:00Z&sig={sig}",
        // The policy on the server holds the letters; another rule says that they cannot be known.
        "{\"forbiddenPermissions\": \"d\"} ?sv=2022-11-02&sr=c&si=readers&se=2026-06-02T00:00:00Z&sig={sig}",
        "{\"forbiddenPermissions\": \"d\", \"byFamily\": {\"account\": {\"forbiddenPermissions\": \"l\"}}} ?sv=2022-11-02&ss=b&srt=o&sp=d&se=2026-06-02T00:00:00Z&sig={sig}",
        // In capitals it is no permission.
        "{\"forbiddenPermissions\": \"d\"} ?sv=2022-11-02&sr=c&sp=rD&se=2026-06-02T00:00:00Z&sig={sig}",
    ],
};
