//! # What it finds
//!
//! A token without a stored access policy that lives longer than an hour, and not longer than a
//! week.
//!
//! # Why it matters
//!
//! Whoever gets a copy of the link can use it for all of its life. Low, because a few hours or days
//! are often what the work needs. A stored access policy takes the finding away, since such a token
//! can be stopped; so does a user delegation SAS of one day, which is the better way. For a token
//! that is over it is information only. Longer lives have rules of their own, and only one of the
//! four speaks.
//!
//! # Example
//!
//! `&st=2026-06-01T00:00:00Z&se=2026-06-04T00:00:00Z`, and no `si`
//!
//! # What to do
//!
//! Shorten the life, or tie the token to a stored access policy.
//!
//! # Sources
//!
//! "Security recommendations for Blob storage": a service SAS that no stored access policy controls
//! should expire within an hour.

use super::{Context, Hit, Rule};
use crate::access::time;
use crate::access::window::Window;
use crate::report::{Confidence, Severity};
use chrono::{Datelike, Duration};

pub(crate) static RULE: Rule = Rule {
    id: "lives-over-an-hour",
    title: "Works for longer than an hour",
    severity: Severity::Low,
    confidence: Confidence::Certain,
    refuses: false,
    message: "Its life is {life}{counted}, until {end}. All that time, a copy is enough to use it. Microsoft advises one hour or less for links that nothing on the server can stop.",
    remedy: "Issue links that live only as long as the task takes.",
    sources: &[
        "https://learn.microsoft.com/azure/storage/blobs/security-recommendations",
        "https://learn.microsoft.com/azure/storage/common/storage-sas-overview#best-practices-when-using-sas",
    ],
    check,
};

/// The steps by which the four rules about long lives judge; a life is on exactly one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    UpToAnHour,
    UpToAWeek,
    UpToAYear,
    UpToTenYears,
    Longer,
}

fn check(context: &Context<'_>) -> Vec<Hit> {
    let is_short = context
        .window
        .life()
        .is_some_and(|life| life <= Duration::days(1));
    if context.token.has("si") || (context.is_delegation() && is_short) {
        return Vec::new();
    }
    hits(context, Step::UpToAWeek)
}

/// Returns the one hit of a rule about long lives when the life is on its step.
pub(super) fn hits(context: &Context<'_>, wanted: Step) -> Vec<Hit> {
    let window = context.window;
    let Some(end) = window.end().filter(|_| step(window) == Some(wanted)) else {
        return Vec::new();
    };
    let (from, counted) = match window.begin() {
        Some(begin) => (begin, ""),
        None => (window.now, " from now (it states no start)"),
    };
    let hit = Hit::on(context.token, &["se", "st"])
        .with("life", time::say_span(from, end))
        .with("counted", counted)
        .with("end", time::say_day(end));
    if window.is_over() {
        hit.severity(Severity::Info).alone()
    } else {
        hit.alone()
    }
}

/// Which step the life is on; nothing for a token that has no expiry, or ends before it starts.
fn step(window: &Window) -> Option<Step> {
    let life = window.life()?;
    let is_far_off = window.end()?.year() >= 2050;
    Some(match life {
        _ if is_far_off || life > Duration::days(3_653) => Step::Longer,
        _ if life > Duration::days(365) => Step::UpToTenYears,
        _ if life > Duration::days(7) => Step::UpToAYear,
        _ if life > Duration::hours(1) => Step::UpToAWeek,
        _ => Step::UpToAnHour,
    })
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&sr=c&sp=r&st=2026-06-01T00:00:00Z&se=2026-06-01T01:00:01Z&sig={sig}",
        "?sv=2022-11-02&ss=b&srt=o&sp=r&st=2026-06-01T00:00:00Z&se=2026-06-08T00:00:00Z&sig={sig}",
        // No start: the life is counted from now.
        "?sv=2022-11-02&sr=c&sp=r&se=2026-06-01T14:00:00Z&sig={sig}",
        // Over, and still described.
        "?sv=2022-11-02&sr=c&sp=r&st=2026-05-01T00:00:00Z&se=2026-05-02T00:00:00Z&sig={sig}",
        // A user delegation SAS of more than a day.
        "?sv=2025-07-05&sr=b&sp=r&st=2026-06-01T00:00:00Z&se=2026-06-02T00:00:01Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
    ],
    silent: &[
        // One hour is within the advice.
        "?sv=2022-11-02&sr=c&sp=r&st=2026-06-01T00:00:00Z&se=2026-06-01T01:00:00Z&sig={sig}",
        // Longer than a week: another rule names it.
        "?sv=2022-11-02&sr=c&sp=r&st=2026-06-01T00:00:00Z&se=2026-06-08T00:00:01Z&sig={sig}",
        // It can be stopped through its policy.
        "?sv=2022-11-02&sr=c&si=readers&sp=r&se=2026-06-04T00:00:00Z&sig={sig}",
        // A user delegation SAS of one day.
        "?sv=2025-07-05&sr=b&sp=r&st=2026-06-01T00:00:00Z&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
        // It ends before it starts, so it has no life.
        "?sv=2022-11-02&sr=c&sp=r&st=2026-06-04T00:00:00Z&se=2026-06-02T00:00:00Z&sig={sig}",
        // The year 2050 is far off, however late the start.
        "?sv=2022-11-02&sr=c&sp=r&st=2050-01-01T00:00:00Z&se=2050-01-02T00:00:00Z&sig={sig}",
    ],
};
