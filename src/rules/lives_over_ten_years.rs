//! # What it finds
//!
//! A token that lives longer than ten years, or ends in the year 2050 or later.
//!
//! # Why it matters
//!
//! Such an expiry is no limit: nobody who issued the link will be there to end it. Critical, because
//! a link of this kind is found sooner or later. The one of the robust-models-transfer incident was
//! to end in 2051, and links that end in 2099 and 3023 stand in public issues. For a token that is
//! over it is information only.
//!
//! # Example
//!
//! `&st=2021-10-05T23:09:59Z&se=2051-10-06T07:09:59Z`
//!
//! # What to do
//!
//! Stop it now, and give out a link that lives for days.
//!
//! # Sources
//!
//! Microsoft's account of the 2023 incident; an issue with a link that lives for a thousand years.

use super::lives_over_an_hour::{Step, hits};
use super::{Context, Hit, Rule};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "lives-over-ten-years",
    title: "Works practically for ever",
    severity: Severity::Critical,
    confidence: Confidence::Certain,
    refuses: false,
    message: "Its life is {life}{counted}, until {end}. An end so far off is no limit: a copy that turns up years later still works.",
    remedy: "Give out new ones that live for days, and stop those without a real end at once.",
    sources: &[
        "https://msrc.microsoft.com/blog/2023/09/microsoft-mitigated-exposure-of-internal-information-in-a-storage-account-due-to-overly-permissive-sas-token/",
        "https://learn.microsoft.com/azure/storage/common/storage-sas-overview#best-practices-when-using-sas",
        "https://github.com/microsoft/Oscar/issues/209",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    hits(context, Step::Longer)
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2020-08-04&ss=bfqt&srt=sco&sp=rwdlacupitfx&st=2021-10-05T23:09:59Z&se=2051-10-06T07:09:59Z&sig={sig}",
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=9999-12-31T23:59:59Z&sig={sig}",
        "?sv=2022-11-02&sr=c&sp=r&st=2026-01-01T00:00:00Z&se=2036-01-02T00:00:01Z&sig={sig}",
        // Two years only, and in 2050.
        "?sv=2022-11-02&sr=c&sp=r&st=2048-01-01T00:00:00Z&se=2050-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        // Ten years with three leap days are 3653 days.
        "?sv=2022-11-02&sr=c&sp=r&st=2026-01-01T00:00:00Z&se=2036-01-02T00:00:00Z&sig={sig}",
        // It reads like 2051, and is a start: it ends before that.
        "?sv=2022-11-02&sr=c&sp=r&st=2051-01-01T00:00:00Z&se=2027-01-01T00:00:00Z&sig={sig}",
        // The delegation key ends in 2026, and the token with it.
        "?sv=2025-07-05&sr=b&sp=r&st=2026-06-01T00:00:00Z&se=2051-01-01T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
    ],
};
