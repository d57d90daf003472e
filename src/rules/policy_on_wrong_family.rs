//! # What it finds
//!
//! A stored access policy (`si`) on an account SAS or a user delegation SAS.
//!
//! # Why it matters
//!
//! Only a service SAS can refer to a policy; the other two with `si` are invalid. Medium, because
//! the link opens nothing, and because its owner may believe that it can be stopped through a policy,
//! which is not so for these kinds.
//!
//! # Example
//!
//! `?ss=b&srt=sco&sp=rl&si=readers&…`
//!
//! # What to do
//!
//! Leave `si` out, or issue a service SAS.
//!
//! # Sources
//!
//! "Define a stored access policy".

use super::{Context, Hit, Rule};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "policy-on-wrong-family",
    title: "Stored policy on a link that cannot have one",
    severity: Severity::Medium,
    confidence: Confidence::Certain,
    refuses: true,
    message: "It names a rule on the server (stored access policy, si), but it is {kind}. Only a service SAS can use such a rule.",
    remedy: "Issue a service SAS if the policy is wanted; else issue the link again without si.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/define-stored-access-policy",
        "https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let kind = if context.is_account() {
        "an account SAS"
    } else if context.is_delegation() {
        "a user delegation SAS (signed without an account key)"
    } else {
        return Vec::new();
    };
    if !context.token.has("si") {
        return Vec::new();
    }
    Hit::on(context.token, &["si"]).with("kind", kind).alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&ss=b&srt=sco&sp=rl&se=2027-01-01T00:00:00Z&si=readers&sig={sig}",
        "?sv=2025-07-05&sr=c&sp=rl&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&si=readers&sig={sig}",
    ],
    silent: &[
        // A service SAS is what policies are for.
        "?sv=2022-11-02&sr=c&si=readers&sig={sig}",
        // An empty value names no policy; another rule speaks about it.
        "?sv=2022-11-02&ss=b&srt=sco&sp=rl&se=2027-01-01T00:00:00Z&si=&sig={sig}",
    ],
};
