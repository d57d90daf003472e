//! # What it finds
//!
//! A user delegation SAS that names the tenant of a user (`skdutid`) but no user (`sduoid`).
//!
//! # Why it matters
//!
//! The tenant has a meaning only beside the user who is bound to the link. Low, because it opens no
//! more than the link opens anyway; but its owner may believe that it works for one user only, while
//! it works for everyone.
//!
//! # Example
//!
//! `&skdutid=66666666-…` without `sduoid`
//!
//! # What to do
//!
//! Name the user as well.
//!
//! # Sources
//!
//! "Create a user delegation SAS"; the feature is in preview.

use super::{Context, Hit, Rule};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "tenant-without-user",
    title: "Tenant of a user who is not named",
    severity: Severity::Low,
    confidence: Confidence::Likely,
    refuses: false,
    message: "It names the organisation (tenant) of a user (skdutid) but no user (sduoid). So it is not bound to one: whoever has the link can use it.",
    remedy: "Issue the link again with sduoid if one user was meant; else leave skdutid out.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let token = context.token;
    if !context.is_delegation() || !token.has("skdutid") || token.has("sduoid") {
        return Vec::new();
    }
    Hit::on(token, &["skdutid"]).alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2026-04-06&sr=c&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&skdutid=eeeeeeee-0000-0000-0000-000000000004&sig={sig}",
        // A user without a value is no user.
        "?sv=2026-04-06&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=q&skv=2025-07-05&skdutid=eeeeeeee-0000-0000-0000-000000000004&sduoid=&sig={sig}",
    ],
    silent: &[
        "?sv=2026-04-06&sr=c&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&skdutid=eeeeeeee-0000-0000-0000-000000000004&sduoid=eeeeeeee-0000-0000-0000-000000000005&sig={sig}",
        // A user of the same tenant needs no tenant.
        "?sv=2026-04-06&sr=c&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sduoid=eeeeeeee-0000-0000-0000-000000000005&sig={sig}",
        // `sktid` is the tenant of the signer, which always stands alone.
        "?sv=2026-04-06&sr=c&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
    ],
};
