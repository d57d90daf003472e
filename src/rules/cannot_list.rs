//! # What it finds
//!
//! An account SAS with the list permission (`l`) but without the resource type container (`c` in
//! `srt`), which listing needs.
//!
//! # Why it matters
//!
//! Azure answers AuthorizationResourceTypeMismatch, and AzCopy and Storage Explorer say that they
//! cannot list. Low, because it only fails; the holder can do less than was meant.
//!
//! # Example
//!
//! `?ss=b&srt=o&sp=rl&…`
//!
//! # What to do
//!
//! Add the resource type, or leave the permission out.
//!
//! # Sources
//!
//! The operation tables of "Create an account SAS"; reports from users of both tools.

use super::{Context, Hit, Rule};
use crate::params::grants::{GRANTS, Target};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "cannot-list",
    title: "Cannot list, though it says so",
    severity: Severity::Low,
    confidence: Confidence::Certain,
    refuses: false,
    message: "It has the permission to list (l), but not the resource type container (c in srt={types}). So the holder cannot {what}, and tools such as AzCopy and Storage Explorer fail.",
    remedy: "Issue the link again with srt=sco if listing is wanted; else leave l out.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-account-sas",
        "https://github.com/microsoft/AzureStorageExplorer/issues/6203",
        "https://github.com/Azure/azure-storage-azcopy/issues/952",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let token = context.token;
    let types = token
        .value("srt")
        .filter(|types| !types.contains(Target::Container.letter()));
    let (Some(types), true) = (types, context.is_account() && context.holds("sp", "l")) else {
        return Vec::new();
    };
    let services = token.services();
    let what: Vec<&str> = GRANTS
        .iter()
        .filter(|grant| grant.letter == 'l' && grant.target == Target::Container)
        .filter(|grant| services.contains(&grant.service))
        .map(|grant| grant.does)
        .collect();
    // With no effect at all, another rule speaks.
    if what.is_empty() || context.effective.held.is_empty() {
        return Vec::new();
    }
    Hit::on(token, &["srt", "sp"])
        .with("types", types)
        .with("what", what.join(" or "))
        .alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&ss=b&srt=o&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        // The service level lists containers, not what is in them.
        "?sv=2022-11-02&ss=bf&srt=so&sp=rwl&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        "?sv=2022-11-02&ss=b&srt=sco&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        // It does not say that it can list.
        "?sv=2022-11-02&ss=b&srt=o&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        // Messages of a queue cannot be listed in any case.
        "?sv=2022-11-02&ss=q&srt=so&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        // Nothing has an effect at all: another rule says so.
        "?sv=2022-11-02&ss=b&srt=o&sp=l&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
