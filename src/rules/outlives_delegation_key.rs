//! # What it finds
//!
//! A user delegation SAS whose expiry (`se`) is later than that of its delegation key (`ske`).
//!
//! # Why it matters
//!
//! It ends with its key, whatever `se` says. Medium: whoever relies on `se` is cut off without
//! warning, and at most seven days after the key started. It is no danger in itself, since the link
//! opens less than it says.
//!
//! # Example
//!
//! `&se=2026-12-31T00:00:00Z&ske=2026-06-03T00:00:00Z`
//!
//! # What to do
//!
//! Let the link end with its key, and issue a new one in time.
//!
//! # Sources
//!
//! "Create a user delegation SAS", fields `signedExpiry` and `signedKeyExpiryTime`.

use super::{Context, Hit, Rule};
use crate::access::time;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "outlives-delegation-key",
    title: "Ends earlier than it says",
    severity: Severity::Medium,
    confidence: Confidence::Certain,
    refuses: false,
    message: "It says that it works until {expiry}, but the short-lived key that signed it (delegation key) ends on {key_expiry}. The link stops working then.",
    remedy: "Count on the earlier date, and issue a new link from a new delegation key before it.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let window = context.window;
    let (Some(expiry), Some(key_expiry), true) =
        (window.expiry, window.key_expiry, context.is_delegation())
    else {
        return Vec::new();
    };
    if expiry.instant <= key_expiry.instant {
        return Vec::new();
    }
    Hit::on(context.token, &["se", "ske"])
        .with("expiry", time::say_moment(expiry.instant))
        .with("key_expiry", time::say_moment(key_expiry.instant))
        .alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2025-07-05&sr=c&sp=rl&se=2026-12-31T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
        "?sv=2025-07-05&sp=r&se=2026-06-03T00:00:01Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=q&skv=2025-07-05&sig={sig}",
    ],
    silent: &[
        // Both end at the same moment.
        "?sv=2025-07-05&sr=c&sp=rl&se=2026-06-03T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
        // Signed with an account key, which has no end.
        "?sv=2025-07-05&sr=c&sp=rl&se=2026-12-31T00:00:00Z&sig={sig}",
    ],
};
