//! # What it finds
//!
//! A token for a snapshot without `snapshot`, or for a version without `versionid`.
//!
//! # Why it matters
//!
//! The snapshot or version is part of what is signed. Without it the link points at the blob itself,
//! for which the signature does not hold. Low, because the rest may stand elsewhere.
//!
//! # Example
//!
//! `?sr=bs&…` without `&snapshot=…`
//!
//! # What to do
//!
//! Add the parameter, with the value that the link was issued for.
//!
//! # Sources
//!
//! "Create a service SAS": the string-to-sign has a field for the snapshot time.

use super::{Context, Hit, Rule};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "target-not-named",
    title: "Snapshot or version not named",
    severity: Severity::Low,
    confidence: Confidence::Certain,
    refuses: false,
    message: "The link is for {title}, and does not say which: the parameter {name} is missing.",
    remedy: "Add {name} with the value that the link was issued for.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-service-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let name = match context.token.value("sr") {
        Some("bs") => "snapshot",
        Some("bv") => "versionid",
        _ => return Vec::new(),
    };
    // A bare token leaves the target to whoever puts it on a link.
    let Some(spec) = context
        .scope
        .spec
        .filter(|_| context.token.link.is_some() && !context.token.has(name))
    else {
        return Vec::new();
    };
    Hit::on(context.token, &["sr"])
        .with("title", spec.title)
        .with("name", name)
        .alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "https://contosoexample.blob.core.windows.net/c/b?sv=2022-11-02&sr=bs&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        "https://contosoexample.blob.core.windows.net/c/b?sv=2022-11-02&sr=bv&sp=r&se=2027-01-01T00:00:00Z&snapshot=2024-05-06T07:08:09.1234567Z&sig={sig}",
    ],
    silent: &[
        "https://contosoexample.blob.core.windows.net/c/b?sv=2022-11-02&sr=bs&sp=r&se=2027-01-01T00:00:00Z&snapshot=2024-05-06T07:08:09.1234567Z&sig={sig}",
        // A bare token has no link to name it.
        "?sv=2022-11-02&sr=bs&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
