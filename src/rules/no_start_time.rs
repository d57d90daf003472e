//! # What it finds
//!
//! An account SAS or a service SAS without a start (`st`).
//!
//! # Why it matters
//!
//! An owner can set a limit for the life of such tokens, a SAS expiration policy. Azure then needs
//! the start to tell how long the token lives: it logs a token without one as a violation, or
//! refuses it. Information only, because most accounts have no such policy, and without it leaving
//! the start out is good practice. With a stored access policy the start may stand on the server,
//! so the rule is silent there.
//!
//! # Example
//!
//! `?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&…`
//!
//! # What to do
//!
//! Set a start 15 minutes in the past if the account has a SAS expiration policy.
//!
//! # Sources
//!
//! "Configure an expiration policy for SAS".

use super::{Context, Hit, Rule};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "no-start-time",
    title: "States no start",
    severity: Severity::Info,
    confidence: Confidence::Certain,
    refuses: false,
    message: "It works from the moment it is issued. An account that limits the life of links (SAS expiration policy) wants a start in each, and logs or refuses links without one.",
    remedy: "If the account has such a policy, issue links with a start 15 minutes in the past. If not, leave it so.",
    sources: &["https://learn.microsoft.com/azure/storage/common/sas-expiration-policy"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let is_key_signed = context.is_account() || context.is_service();
    if !is_key_signed || context.window.has_policy || context.token.has("st") {
        return Vec::new();
    }
    Hit::on(context.token, &["st"]).alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&ss=b&srt=sco&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        "?sv=2022-11-02&sr=c&sp=rl&st=2026-06-01T00:00:00Z&se=2027-01-01T00:00:00Z&sig={sig}",
        // The policy on the server may hold the start.
        "?sv=2022-11-02&sr=c&si=readers&sig={sig}",
        // Such a policy of the account does not look at user delegation SAS.
        "?sv=2025-07-05&sr=c&sp=rl&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
    ],
};
