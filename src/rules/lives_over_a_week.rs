//! # What it finds
//!
//! A token that lives longer than a week, and not longer than a year.
//!
//! # Why it matters
//!
//! The longer a link lives, the more often it is copied, logged and forgotten while it still works.
//! Medium: a week is the longest life that Azure gives the safer kind, the user delegation SAS, and
//! the limit of Azure's own ready-made policy. A year or more is judged by other rules. For a token
//! that is over it is information only.
//!
//! # Example
//!
//! `&st=2026-06-01T00:00:00Z&se=2026-12-01T00:00:00Z`
//!
//! # What to do
//!
//! Issue links for a week at most, and renew them.
//!
//! # Sources
//!
//! "Create a user delegation SAS" (a delegation key is valid for seven days at most); the best
//! practices for SAS; the built-in policy "Storage SAS tokens should adhere to 7 day maximum
//! validity".

use super::lives_over_an_hour::{Step, hits};
use super::{Context, Hit, Rule};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "lives-over-a-week",
    title: "Works for longer than a week",
    severity: Severity::Medium,
    confidence: Confidence::Certain,
    refuses: false,
    message: "Its life is {life}{counted}, until {end}. The safer kind of link, signed without an account key (user delegation SAS), lives for seven days at most.",
    remedy: "Issue links that live for seven days at most, and new ones when those end.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas",
        "https://learn.microsoft.com/azure/storage/common/storage-sas-overview#best-practices-when-using-sas",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    hits(context, Step::UpToAYear)
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&sr=c&sp=r&st=2026-06-01T00:00:00Z&se=2026-06-08T00:00:01Z&sig={sig}",
        "?sv=2022-11-02&ss=b&srt=sco&sp=rl&st=2026-01-01T00:00:00Z&se=2027-01-01T00:00:00Z&sig={sig}",
        // No start: the life is counted from now.
        "?sv=2022-11-02&sr=c&sp=r&se=2026-07-01T00:00:00Z&sig={sig}",
        // Over, and still described.
        "?sv=2022-11-02&sr=c&sp=r&st=2025-01-01T00:00:00Z&se=2025-03-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        // Seven days are not longer than a week.
        "?sv=2022-11-02&sr=c&sp=r&st=2026-06-01T00:00:00Z&se=2026-06-08T00:00:00Z&sig={sig}",
        // Longer than a year: another rule names it.
        "?sv=2022-11-02&sr=c&sp=r&st=2026-01-01T00:00:00Z&se=2027-01-02T00:00:00Z&sig={sig}",
        // The delegation key ends sooner, and the token with it.
        "?sv=2025-07-05&sr=b&sp=r&st=2026-06-01T00:00:00Z&se=2026-12-01T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
        // The policy on the server holds the expiry.
        "?sv=2022-11-02&sr=c&si=readers&sig={sig}",
    ],
};
