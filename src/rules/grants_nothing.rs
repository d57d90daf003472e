//! # What it finds
//!
//! A token with permissions of which none has an effect, such as list (`l`) on single objects only.
//!
//! # Why it matters
//!
//! Permissions count only where they meet a service, a resource type or a resource that knows them.
//! Medium, because the link does nothing that it was made for, and the next try, in a hurry, is often
//! a link that allows everything. It is no danger in itself.
//!
//! # Example
//!
//! `?ss=b&srt=o&sp=l&…`
//!
//! # What to do
//!
//! Add the resource type or the permission that is meant.
//!
//! # Sources
//!
//! The operation tables of "Create an account SAS" and "Create a service SAS". Small requests, such as
//! for the kind of the account, may work with any permission; hence not certain.

use super::{Context, Hit, Rule};
use crate::access::scope::Rows;
use crate::params::Family;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "grants-nothing",
    title: "Permissions without effect",
    severity: Severity::Medium,
    confidence: Confidence::Likely,
    refuses: false,
    message: "None of its permissions (sp={letters}) has an effect on what it covers ({scope}), so it opens no data.",
    remedy: "Issue the link again with {fix} that fit what it is for.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-account-sas",
        "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let token = context.token;
    let effective = context.effective;
    // A range without a row is another rule's finding; other permissions would not mend it.
    let is_fault = effective.held.is_empty() && context.scope.rows != Rows::None;
    let Some(letters) = token.value("sp").filter(|_| is_fault) else {
        return Vec::new();
    };
    let (scope, fix) = match (token.family(), token.value("ss"), token.value("srt")) {
        (Family::Account, Some(services), Some(types)) => (
            format!("ss={services}, srt={types}"),
            "services, resource types and permissions",
        ),
        (Family::Service | Family::UserDelegation, _, _) => match context.scope.spec {
            Some(spec) => (spec.title.to_owned(), "permissions"),
            None => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    Hit::on(token, &["sp", "srt", "ss", "sr"])
        .with("letters", letters)
        .with("scope", scope)
        .with("fix", fix)
        .alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&ss=b&srt=o&sp=l&se=2027-01-01T00:00:00Z&sig={sig}",
        "?sv=2022-11-02&ss=q&srt=s&sp=aup&se=2027-01-01T00:00:00Z&sig={sig}",
        "?sv=2022-11-02&sr=b&sp=l&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        "?sv=2022-11-02&ss=b&srt=o&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        // One letter of two has an effect.
        "?sv=2022-11-02&ss=b&srt=o&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        // The permissions fit, the range is empty.
        "?sv=2022-11-02&tn=orders&sp=r&se=2027-01-01T00:00:00Z&spk=b&epk=a&sig={sig}",
        // The policy holds the permissions.
        "?sv=2022-11-02&sr=c&si=readers&sig={sig}",
        // Without its resource types nothing can be said.
        "?sv=2022-11-02&ss=b&sp=l&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
