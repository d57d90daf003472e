//! # What it finds
//!
//! A token that lacks a parameter which every token of its kind must have.
//!
//! # Why it matters
//!
//! Azure refuses it ("… is mandatory. Cannot be empty"). Medium, because parameters are mostly lost on
//! the way, at an `&` that a shell or a mail program cut at; the whole link may be open, and for
//! longer and for more than the rest shows.
//!
//! # Example
//!
//! `?sv=2022-11-02&sr=c&sp=r&sig=…` without an expiry and without a policy.
//!
//! # What to do
//!
//! Copy the link again; put it in quotes on a command line.
//!
//! # Sources
//!
//! "Create an account SAS", "Create a service SAS", "Create a user delegation SAS"; the error text is
//! from a public report.

use super::{Context, Hit, Place, Rule};
use crate::access::outcomes;
use crate::params::table;
use crate::report::{Confidence, Kind, Severity};

/// What a kind must have beside the signature, and beside what a policy may hold.
fn needs(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::StorageAccount => &["ss", "srt", "sv"],
        // Without `sv`, a blob token follows the rules from before 2012.
        Kind::StorageServiceBlob | Kind::StorageUnknown => &["sr"],
        Kind::StorageServiceFile => &["sr", "sv"],
        Kind::StorageServiceQueue => &["sv"],
        Kind::StorageServiceTable => &["tn", "sv"],
        Kind::StorageUserDelegationBlob | Kind::StorageUserDelegationFile => {
            &["sr", "sv", "ske", "skoid", "sks", "sktid", "skv"]
        }
        Kind::StorageUserDelegationQueue | Kind::StorageUserDelegationTable => {
            &["sv", "ske", "skoid", "sks", "sktid", "skv"]
        }
        // Of other products.
        _ => &[],
    }
}

pub(crate) static RULE: Rule = Rule {
    id: "missing-parameter",
    title: "Incomplete",
    severity: Severity::Medium,
    confidence: Confidence::Certain,
    refuses: true,
    message: "It lacks what Azure demands of every link of its kind: {names}.",
    remedy: "Copy the whole link again from where it was issued, and put it in quotes on a command line. If it is the same there, ask for a new one.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
        "https://learn.microsoft.com/rest/api/storageservices/create-account-sas",
        "https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas",
        "https://github.com/Azure/azure-cli/issues/10935",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let token = context.token;
    let may_use_policy = !context.is_account() && !context.is_delegation();
    let terms: &[&str] = if may_use_policy && token.has("si") {
        &[]
    } else {
        &["sp", "se"]
    };
    let missing: Vec<String> = needs(token.kind)
        .iter()
        .chain(terms)
        .chain(&["sig"])
        .filter(|key| token.param(key).is_none())
        .filter_map(|key| table::find(key))
        .map(|spec| format!("{} ({})", spec.key, spec.title.to_ascii_lowercase()))
        .collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let missing: Vec<&str> = missing.iter().map(String::as_str).collect();
    let hit = Hit::at(Place::Whole).with("names", outcomes::join(&missing));
    let is_known = token.kind != Kind::StorageUnknown;
    if is_known {
        hit.alone()
    } else {
        hit.confidence(Confidence::Likely).alone()
    }
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&sr=c&sp=r&sig={sig}",
        "?sv=2022-11-02&ss=b&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        "https://contosoexample.blob.core.windows.net/c/b?sv=2022-11-02&sr=b&sp=r&se=2027-01-01T00:00:00Z",
        "https://contosoexample.blob.core.windows.net/c/b?sv=2022-11-02&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        // A policy does not help a user delegation SAS.
        "?sv=2025-07-05&sr=c&si=readers&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
    ],
    silent: &[
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        // The policy holds permissions and expiry.
        "?sv=2022-11-02&sr=c&si=readers&sig={sig}",
        // Queue tokens have no sr.
        "https://contosoexample.queue.core.windows.net/q?sv=2022-11-02&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        // The key's start may be left out.
        "?sv=2025-07-05&sr=c&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
        // Blob links from before 2012 have no version.
        "?sr=c&sp=r&se=2026-06-01T13:00:00Z&sig={sig}",
    ],
};
