//! # What it finds
//!
//! A delegation key that, by its start (`skt`) and expiry (`ske`), lives longer than seven days.
//!
//! # Why it matters
//!
//! Azure issues no such key, so one of the dates was changed or written by hand, and the signature
//! cannot fit. Medium, because the link opens nothing, but someone seems to believe that it works for
//! longer than it can.
//!
//! # Example
//!
//! `&skt=2026-06-01T00:00:00Z&ske=2026-07-01T00:00:00Z`
//!
//! # What to do
//!
//! Fetch a delegation key of seven days or less, and sign with the dates that came with it.
//!
//! # Sources
//!
//! "Get User Delegation Key" and "Create a user delegation SAS".

use super::{Context, Hit, Rule};
use crate::access::time;
use crate::report::{Confidence, Severity};
use chrono::Duration;

pub(crate) static RULE: Rule = Rule {
    id: "delegation-key-too-long",
    title: "Signing key that cannot exist",
    severity: Severity::Medium,
    confidence: Confidence::Certain,
    refuses: true,
    message: "The short-lived key that signed it (delegation key) is said to run from {start} until {expiry}. Azure issues such keys for 7 days at most, so this one cannot exist.",
    remedy: "Fetch a new delegation key for 7 days or less, and issue the link with the very dates that come with it.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/get-user-delegation-key",
        "https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let window = context.window;
    let Some(expiry) = window.key_expiry else {
        return Vec::new();
    };
    // A key without a stated start began when it was issued: now at the latest.
    let start = window.key_start.map_or(window.now, |start| start.instant);
    if expiry.instant - start <= Duration::days(7) {
        return Vec::new();
    }
    Hit::on(context.token, &["ske", "skt"])
        .with("start", time::say_moment(start))
        .with("expiry", time::say_moment(expiry.instant))
        .alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        // Without a start, the key began at the latest now.
        "?sv=2025-07-05&sr=c&sp=rl&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&ske=2026-07-01T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
        "?sv=2025-07-05&sr=c&sp=rl&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-07-01T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
        // One second too long.
        "?sv=2025-07-05&sr=c&sp=rl&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-08T00:00:01Z&sks=b&skv=2025-07-05&sig={sig}",
    ],
    silent: &[
        // Without a start, the key began at the latest now.
        "?sv=2025-07-05&sr=c&sp=rl&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&ske=2026-06-05T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
        // Seven days exactly.
        "?sv=2025-07-05&sr=c&sp=rl&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-08T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
    ],
};
