//! # What it finds
//!
//! A service SAS without a stored access policy (`si`) that lives longer than an hour.
//!
//! # Why it matters
//!
//! If it leaks, it cannot be stopped alone: the account key that signed it has to be regenerated,
//! and with it every other token and program that uses that key stops. Medium, because it makes a
//! leak worse, and is no leak. Within an hour a token ends before anyone could react, so it needs no
//! policy. A token that is over needs none either. Account SAS have the same weakness; the rule
//! about account-wide tokens covers them.
//!
//! # Example
//!
//! `?sv=2022-11-02&sr=c&sp=rl&se=…`, and no `si`
//!
//! # What to do
//!
//! Issue tokens through a stored access policy, or as user delegation SAS.
//!
//! # Sources
//!
//! "Define a stored access policy"; "Security recommendations for Blob storage".

use super::{Context, Hit, Rule};
use crate::report::{Confidence, Severity};
use chrono::Duration;

pub(crate) static RULE: Rule = Rule {
    id: "no-revocation-alone",
    title: "Cannot be stopped on its own",
    severity: Severity::Medium,
    confidence: Confidence::Certain,
    refuses: false,
    message: "No rule on the server (stored access policy) stands behind it, so it cannot be stopped on its own. To end it early, the account key that signed it must be replaced. Everything else that uses that key then stops too.",
    remedy: "Issue links through a stored access policy, which can be deleted at any time. Or use short ones, signed without an account key (user delegation SAS).",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/define-stored-access-policy",
        "https://learn.microsoft.com/azure/storage/blobs/security-recommendations",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let window = context.window;
    let is_long = window.life().is_some_and(|life| life > Duration::hours(1));
    if !context.is_service() || context.token.has("si") || !is_long || window.is_over() {
        return Vec::new();
    }
    Hit::on(context.token, &["si"]).alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        "?sv=2022-11-02&tn=orders&sp=r&st=2026-06-01T11:59:59Z&se=2026-06-01T13:00:00Z&sig={sig}",
    ],
    silent: &[
        // One hour.
        "?sv=2022-11-02&sr=c&sp=rl&st=2026-06-01T12:00:00Z&se=2026-06-01T13:00:00Z&sig={sig}",
        // Deleting the policy stops it.
        "?sv=2022-11-02&sr=c&sp=rl&si=readers&se=2027-01-01T00:00:00Z&sig={sig}",
        // An account SAS: another rule covers it.
        "?sv=2022-11-02&ss=b&srt=sco&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        // Delegation keys can be revoked without touching the account key.
        "?sv=2025-07-05&sr=c&sp=rl&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
        // Over: nothing is left to stop.
        "?sv=2022-11-02&sr=c&sp=rl&st=2025-01-01T00:00:00Z&se=2026-01-01T00:00:00Z&sig={sig}",
    ],
};
