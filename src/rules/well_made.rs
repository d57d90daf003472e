//! # What it finds
//!
//! A user delegation SAS for one blob or file that lives for a day at most and works over HTTPS
//! only.
//!
//! # Why it matters
//!
//! This is how Microsoft advises to share a file: no account key is involved, the link opens one
//! thing, nobody on the way can read it, and a leaked copy is soon worthless. Good, because it
//! leaves little to improve. Without a start the life can only be counted from now, so it is likely
//! rather than certain then.
//!
//! # Example
//!
//! `?sv=2025-07-05&sr=b&sp=r&st=…&se=…&spr=https&skoid=…`
//!
//! # What to do
//!
//! Keep it so.
//!
//! # Sources
//!
//! The best practices for SAS.

use super::{Context, Hit, Rule};
use crate::report::{Confidence, Severity};
use chrono::Duration;

pub(crate) static RULE: Rule = Rule {
    id: "well-made",
    title: "Short-lived, narrow, HTTPS only",
    severity: Severity::Good,
    confidence: Confidence::Certain,
    refuses: false,
    message: "It opens {thing} only, works over HTTPS only, ends within a day, and was signed without an account key. This is how access should be given.",
    remedy: "Keep making links this way.",
    sources: &[
        "https://learn.microsoft.com/azure/storage/common/storage-sas-overview#best-practices-when-using-sas",
    ],
    check,
};

/// Letters that change or destroy what is there.
const MIGHTY: &str = "awdxyiopmtu";

fn check(context: &Context<'_>) -> Vec<Hit> {
    let thing = match context.token.value("sr") {
        Some("b") => "one file (blob)",
        Some("f") => "one file",
        _ => return Vec::new(),
    };
    let is_short = context
        .window
        .life()
        .is_some_and(|life| life <= Duration::days(1));
    // What can change or destroy the item needs more care than a short life.
    let is_gentle = !MIGHTY
        .chars()
        .any(|letter| context.effective.has_letter(letter));
    if !context.is_delegation() || !is_short || !is_gentle || !context.token.is_https_only() {
        return Vec::new();
    }
    let hit = Hit::on(context.token, &["skoid", "sr", "se", "spr"]).with("thing", thing);
    let has_start = context.window.start.is_some();
    if has_start {
        hit.alone()
    } else {
        hit.confidence(Confidence::Likely).alone()
    }
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2025-07-05&sr=b&sp=r&st=2026-06-01T00:00:00Z&se=2026-06-02T00:00:00Z&spr=https&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
        "?sv=2025-07-05&sr=f&sp=r&se=2026-06-01T13:00:00Z&spr=https&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=f&skv=2025-07-05&sig={sig}",
    ],
    silent: &[
        // A whole container.
        "?sv=2025-07-05&sr=c&sp=r&st=2026-06-01T00:00:00Z&se=2026-06-02T00:00:00Z&spr=https&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
        // A second longer than a day.
        "?sv=2025-07-05&sr=b&sp=r&st=2026-06-01T00:00:00Z&se=2026-06-02T00:00:01Z&spr=https&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
        // HTTP is allowed, because `spr` is absent.
        "?sv=2025-07-05&sr=b&sp=r&st=2026-06-01T00:00:00Z&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
        // Signed with an account key.
        "?sv=2025-07-05&sr=b&sp=r&st=2026-06-01T00:00:00Z&se=2026-06-02T00:00:00Z&spr=https&sig={sig}",
    ],
};
