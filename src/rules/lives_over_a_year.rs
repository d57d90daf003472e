//! # What it finds
//!
//! A token that lives longer than a year, and not longer than ten.
//!
//! # Why it matters
//!
//! In that time people leave, projects end and the link stays: Azure keeps no list of the links
//! that were issued, so nobody is reminded of it. High, because a copy made at any time in those
//! years works until the end. Ten years and more are critical, and judged by another rule. For a
//! token that is over it is information only.
//!
//! # Example
//!
//! `&st=2026-06-01T00:00:00Z&se=2029-06-01T00:00:00Z`
//!
//! # What to do
//!
//! Give out new ones that live for days, and stop this one.
//!
//! # Sources
//!
//! The best practices for SAS; "Configure an expiration policy for SAS".

use super::lives_over_an_hour::{Step, hits};
use super::{Context, Hit, Rule};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "lives-over-a-year",
    title: "Works for longer than a year",
    severity: Severity::High,
    confidence: Confidence::Certain,
    refuses: false,
    message: "Its life is {life}{counted}, until {end}. Azure keeps no list of what was given out, so it is easily forgotten. Every copy counts to the end.",
    remedy: "Give out new ones that live for days, and stop the long-lived ones.",
    sources: &[
        "https://learn.microsoft.com/azure/storage/common/storage-sas-overview#best-practices-when-using-sas",
        "https://learn.microsoft.com/azure/storage/common/sas-expiration-policy",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    hits(context, Step::UpToTenYears)
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&sr=c&sp=r&st=2026-01-01T00:00:00Z&se=2027-01-01T00:00:01Z&sig={sig}",
        "?sv=2022-11-02&ss=b&srt=sco&sp=rl&st=2026-01-01T00:00:00Z&se=2036-01-02T00:00:00Z&sig={sig}",
        // No start: the life is counted from now.
        "?sv=2022-11-02&sr=c&sp=r&se=2030-01-01&sig={sig}",
        // Over, and still described.
        "?sv=2019-10-10&ss=b&srt=sco&sp=rlx&st=2020-06-10T07:06:23Z&se=2021-10-05T15:06:23Z&sig={sig}",
    ],
    silent: &[
        // Exactly 365 days.
        "?sv=2022-11-02&sr=c&sp=r&st=2026-01-01T00:00:00Z&se=2027-01-01T00:00:00Z&sig={sig}",
        // Longer than ten years: another rule names it.
        "?sv=2022-11-02&sr=c&sp=r&st=2026-01-01T00:00:00Z&se=2036-01-03T00:00:00Z&sig={sig}",
        // Two years, but in 2050.
        "?sv=2022-11-02&sr=c&sp=r&st=2048-01-01T00:00:00Z&se=2050-01-01T00:00:00Z&sig={sig}",
    ],
};
