//! # What it finds
//!
//! A life that is longer than the organisation allows, from the start (`st`, or the start of the
//! signing key) to the end (`se`, or the end of that key). This rule speaks only when the
//! organisation has set a longest life (`longestLifeHours`).
//!
//! # Why it matters
//!
//! The longer a link lives, the more copies of it are made and forgotten while it still works. High,
//! because it is a limit that somebody set on purpose; the organisation can choose another severity.
//! For a link that is over it is information only. Without a start the life is counted from now, so
//! the true one can only be longer.
//!
//! # Example
//!
//! `&st=2026-06-01T00:00:00Z&se=2026-06-30T00:00:00Z`, where a week is allowed
//!
//! # What to do
//!
//! Issue a link that lives no longer than is allowed, and stop this one.
//!
//! # Sources
//!
//! The organisation's own limits. Azure's own limit for a storage account, the SAS expiration
//! policy, compares the same two moments.

use super::{Context, Hit, Rule};
use crate::access::time;
use crate::report::{Confidence, Severity};
use chrono::Duration;

pub(crate) static RULE: Rule = Rule {
    id: "lives-longer-than-allowed",
    title: "Lives longer than is allowed",
    severity: Severity::High,
    confidence: Confidence::Certain,
    refuses: false,
    message: "Its life is {life}{counted}, until {end}. Your organisation allows {limit} at most.",
    remedy: "Issue a link that lives for {limit} at most, then stop this one.",
    sources: &["https://learn.microsoft.com/azure/storage/common/sas-expiration-policy"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let window = context.window;
    let limit = context.policy.longest_life_hours(context.token.family());
    let (Some(hours), Some(life), Some(end)) = (limit, window.life(), window.end()) else {
        return Vec::new();
    };
    if life <= Duration::hours(i64::from(hours)) {
        return Vec::new();
    }
    let (from, counted) = match window.begin() {
        Some(begin) => (begin, ""),
        None => (
            window.now,
            " or more, counted from now (it states no start)",
        ),
    };
    let hit = Hit::on(context.token, &["se", "st"])
        .with("life", time::say_span(from, end))
        .with("counted", counted)
        .with("end", time::say_day(end))
        .with("limit", time::say_hours(hours));
    if window.is_over() {
        hit.severity(Severity::Info).alone()
    } else {
        hit.alone()
    }
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        // A second too long.
        "{\"longestLifeHours\": 168} ?sv=2022-11-02&sr=c&sp=r&st=2026-06-01T00:00:00Z&se=2026-06-08T00:00:01Z&sig={sig}",
        // No start: what is left is too long already.
        "{\"longestLifeHours\": 1} ?sv=2022-11-02&ss=b&srt=o&sp=r&se=2026-06-01T13:00:01Z&sig={sig}",
        // The limit of its kind counts, not the general one.
        "{\"longestLifeHours\": 168, \"byFamily\": {\"service\": {\"longestLifeHours\": 1}}} ?sv=2022-11-02&sr=b&sp=r&st=2026-06-01T00:00:00Z&se=2026-06-02T00:00:00Z&sig={sig}",
        // Over, and still described.
        "{\"longestLifeHours\": 1} ?sv=2022-11-02&sr=c&sp=r&st=2025-01-01T00:00:00Z&se=2025-03-01T00:00:00Z&sig={sig}",
        // A policy on the server may shorten it; what the link says is too long.
        "{\"longestLifeHours\": 24} ?sv=2022-11-02&sr=c&sp=r&si=readers&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        // As long as is allowed.
        "{\"longestLifeHours\": 168} ?sv=2022-11-02&sr=c&sp=r&st=2026-06-01T00:00:00Z&se=2026-06-08T00:00:00Z&sig={sig}",
        // The delegation key ends sooner, and the link with it.
        "{\"longestLifeHours\": 48} ?sv=2025-07-05&sr=b&sp=r&st=2026-06-01T00:00:00Z&se=2026-12-01T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
        // The policy on the server holds the expiry; another rule says that it cannot be known.
        "{\"longestLifeHours\": 1} ?sv=2022-11-02&sr=c&si=readers&sig={sig}",
        // Its kind may live longer.
        "{\"longestLifeHours\": 1, \"byFamily\": {\"account\": {\"longestLifeHours\": 48}}} ?sv=2022-11-02&ss=b&srt=o&sp=r&st=2026-06-01T00:00:00Z&se=2026-06-02T00:00:00Z&sig={sig}",
        // It ends before it starts, so it has no life.
        "{\"longestLifeHours\": 1} ?sv=2022-11-02&sr=c&sp=r&st=2026-06-04T00:00:00Z&se=2026-06-02T00:00:00Z&sig={sig}",
    ],
};
