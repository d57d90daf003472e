//! # What it finds
//!
//! A user delegation SAS that names the one user who may use it (`sduoid`).
//!
//! # Why it matters
//!
//! A copy of the link is useless to anyone else: the request must also carry a sign-in token of that
//! user. Good, because it takes away the main danger of a SAS.
//!
//! # Example
//!
//! `&sduoid=eeeeeeee-0000-0000-0000-000000000004`
//!
//! # What to do
//!
//! Keep it so.
//!
//! # Sources
//!
//! "Create a user delegation SAS"; the preview announced in February 2026.

use super::{Context, Hit, Rule};
use crate::report::{Confidence, Severity, is_guid};

pub(crate) static RULE: Rule = Rule {
    id: "bound-to-user",
    title: "Works for one signed-in user only",
    severity: Severity::Good,
    confidence: Confidence::Certain,
    refuses: false,
    message: "Only the Microsoft Entra user {user} can use it, and must be signed in to do so. For anyone else the link is useless.",
    remedy: "Keep it so. If that user should no longer have access, disable the user or revoke the delegation keys.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    match context
        .token
        .in_force("sduoid")
        .filter(|user| is_guid(user))
    {
        Some(user) => Hit::on(context.token, &["sduoid"])
            .with("user", user)
            .alone(),
        None => Vec::new(),
    }
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2025-07-05&sr=c&sp=rl&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sduoid=eeeeeeee-0000-0000-0000-000000000004&sig={sig}",
        "?sv=2025-07-05&sp=rp&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=q&skv=2025-07-05&sduoid=eeeeeeee-0000-0000-0000-000000000004&sig={sig}",
    ],
    silent: &[
        // `saoid` and `suoid` bind no caller.
        "?sv=2025-07-05&sr=c&sp=rl&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&saoid=eeeeeeee-0000-0000-0000-000000000004&sig={sig}",
        // Only a user delegation SAS has it.
        "?sv=2025-07-05&sr=c&sp=rl&se=2026-06-02T00:00:00Z&sduoid=eeeeeeee-0000-0000-0000-000000000004&sig={sig}",
    ],
};
