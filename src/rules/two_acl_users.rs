//! # What it finds
//!
//! A user delegation SAS that names both a user whose rights are taken as checked (`saoid`) and a
//! user whose rights are to be checked (`suoid`).
//!
//! # Why it matters
//!
//! The two contradict each other, and the documents say that only one of them may stand. Medium,
//! because the link opens nothing, and it is the kind of mistake that, put right the wrong way (by
//! keeping `saoid`), would skip the check of file rights.
//!
//! # Example
//!
//! `&saoid=eeeeeeee-…&suoid=ffffffff-…`
//!
//! # What to do
//!
//! Keep the one that is meant.
//!
//! # Sources
//!
//! "Create a user delegation SAS".

use super::{Context, Hit, Rule};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "two-acl-users",
    title: "Two users that exclude each other",
    severity: Severity::Medium,
    confidence: Confidence::Certain,
    refuses: true,
    message: "It names a user whose file rights count as checked (saoid) and one whose file rights are to be checked (suoid). Only one of the two is allowed.",
    remedy: "Issue the link again with suoid if the file rights should be checked, or with saoid if they need not be.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let token = context.token;
    if !context.is_delegation() || !token.has("saoid") || !token.has("suoid") {
        return Vec::new();
    }
    Hit::on(token, &["saoid", "suoid"]).alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2025-07-05&sr=c&sp=rl&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&saoid=eeeeeeee-0000-0000-0000-000000000004&suoid=eeeeeeee-0000-0000-0000-000000000005&sig={sig}",
        // The same user twice is still both.
        "?sv=2025-07-05&sr=b&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&suoid=eeeeeeee-0000-0000-0000-000000000004&saoid=eeeeeeee-0000-0000-0000-000000000004&sig={sig}",
    ],
    silent: &[
        "?sv=2025-07-05&sr=c&sp=rl&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&suoid=eeeeeeee-0000-0000-0000-000000000004&sig={sig}",
        // `sduoid` binds the caller and may stand beside either.
        "?sv=2025-07-05&sr=c&sp=rl&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&saoid=eeeeeeee-0000-0000-0000-000000000004&sduoid=eeeeeeee-0000-0000-0000-000000000005&sig={sig}",
    ],
};
