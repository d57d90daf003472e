//! # What it finds
//!
//! A link of a kind that the organisation does not allow. This rule speaks only when it has said
//! which kinds it allows (`allowedFamilies`).
//!
//! # Why it matters
//!
//! The three kinds of links differ in how far they reach and how they can be stopped. An
//! organisation that allows only the safer ones wants to hear of every other. High, because it is a
//! limit that somebody set on purpose; the organisation can choose another severity.
//!
//! # Example
//!
//! `?ss=b&srt=o&sp=r`, where only user delegation SAS are allowed
//!
//! # What to do
//!
//! Issue a link of an allowed kind, and stop this one.
//!
//! # Sources
//!
//! The organisation's own limits; Microsoft's advice to prefer the user delegation SAS.

use super::{Context, Hit, Rule};
use crate::params::Family;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "family-not-allowed",
    title: "A kind of link that is not allowed",
    severity: Severity::High,
    confidence: Confidence::Certain,
    refuses: false,
    message: "This is {kind}. Your organisation does not allow this kind of link.",
    remedy: "Issue a link of a kind that is allowed, then stop this one.",
    sources: &[
        "https://learn.microsoft.com/azure/storage/common/storage-sas-overview#best-practices-when-using-sas",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let family = context.token.family();
    if context.policy.allows_family(family) != Some(false) {
        return Vec::new();
    }
    let (kind, keys): (_, &[&str]) = match family {
        Family::Account => ("a link for the account (account SAS)", &["ss", "srt"]),
        Family::Service => (
            "a link signed with an account key (service SAS)",
            &["sr", "tn"],
        ),
        _ => (
            "a link signed without an account key (user delegation SAS)",
            &["skoid"],
        ),
    };
    Hit::on(context.token, keys).with("kind", kind).alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "{\"allowedFamilies\": [\"user-delegation\"]} ?sv=2022-11-02&ss=b&srt=o&sp=r&se=2026-06-01T13:00:00Z&sig={sig}",
        "{\"allowedFamilies\": [\"user-delegation\", \"account\"]} ?sv=2022-11-02&sr=b&sp=r&se=2026-06-01T13:00:00Z&sig={sig}",
        // Its terms are on the server; its kind is not.
        "{\"allowedFamilies\": [\"account\"]} ?sv=2022-11-02&sr=c&si=readers&sig={sig}",
        "{\"allowedFamilies\": [\"service\"]} ?sv=2025-07-05&sr=b&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
    ],
    silent: &[
        "{\"allowedFamilies\": [\"service\", \"account\"]} ?sv=2022-11-02&ss=b&srt=o&sp=r&se=2026-06-01T13:00:00Z&sig={sig}",
        // No limit on kinds.
        "{\"longestLifeHours\": 1} ?sv=2022-11-02&ss=b&srt=o&sp=r&se=2026-06-01T13:00:00Z&sig={sig}",
        // Its kind cannot be told; another rule says so.
        "{\"allowedFamilies\": [\"account\"]} ?sv=2022-11-02&sp=rl&se=2026-06-01T13:00:00Z&sig={sig}",
    ],
};
