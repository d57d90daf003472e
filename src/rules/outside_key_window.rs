//! # What it finds
//!
//! A user delegation SAS that starts (`st`) before its delegation key does (`skt`).
//!
//! # Why it matters
//!
//! Until the key starts, the link fails, whatever `st` says. Low, because it opens less than it says
//! and puts itself right when the key starts; what happens at the other end is judged by another
//! rule.
//!
//! # Example
//!
//! `&st=2026-06-01T00:00:00Z&skt=2026-06-02T00:00:00Z`
//!
//! # What to do
//!
//! Ask for a key that starts no later than the links it signs.
//!
//! # Sources
//!
//! "Create a user delegation SAS": the token has to lie within the life of its key.

use super::{Context, Hit, Rule};
use crate::access::time;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "outside-key-window",
    title: "Starts before its key",
    severity: Severity::Low,
    confidence: Confidence::Certain,
    refuses: false,
    message: "It says that it works from {start}, but the short-lived key that signed it (delegation key) starts on {key_start}. Until then it fails.",
    remedy: "Ask for a delegation key that starts no later than the link, or let the link start later.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let window = context.window;
    let (Some(start), Some(key_start), true) =
        (window.start, window.key_start, context.is_delegation())
    else {
        return Vec::new();
    };
    if start.instant >= key_start.instant {
        return Vec::new();
    }
    Hit::on(context.token, &["st", "skt"])
        .with("start", time::say_moment(start.instant))
        .with("key_start", time::say_moment(key_start.instant))
        .alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2025-07-05&sr=c&sp=rl&st=2026-05-31T00:00:00Z&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
        "?sv=2025-07-05&sp=r&st=2026-05-31T23:59:59Z&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=q&skv=2025-07-05&sig={sig}",
    ],
    silent: &[
        // Both start at the same moment.
        "?sv=2025-07-05&sr=c&sp=rl&st=2026-06-01T00:00:00Z&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
        // Without a start it begins when it is used.
        "?sv=2025-07-05&sr=c&sp=rl&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
    ],
};
