//! # What it finds
//!
//! A value of `sr` that Azure does not document.
//!
//! # Why it matters
//!
//! `sr` says what the link opens. With an unknown value Azure refuses it, and what it was meant to
//! open cannot be told. Medium, because it does no harm and needs a new link.
//!
//! # Example
//!
//! `&sr=bfs`
//!
//! # What to do
//!
//! Issue the link with a documented value, such as b for a blob or c for a container.
//!
//! # Sources
//!
//! "Create a service SAS", field `signedResource`.

use super::{Context, Hit, Rule};
use crate::params::resources;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "unknown-resource",
    title: "Unknown kind of resource",
    severity: Severity::Medium,
    confidence: Confidence::Certain,
    refuses: true,
    message: "sr={value} is not a value that Azure documents, so what the link opens cannot be told.",
    remedy: "Issue a new link with a documented value, such as b for one file (blob), c for a container, f for a file or s for a file share.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-service-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    match context
        .token
        .value("sr")
        .filter(|value| resources::find(value).is_none())
    {
        // In an account SAS `sr` has no meaning at all; another rule names it.
        Some(value) if !context.is_account() => {
            Hit::on(context.token, &["sr"]).with("value", value).alone()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=bfs&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        // Values are in lower case.
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=C&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        // Absent is not unknown.
        "https://contosoexample.queue.core.windows.net/q?sv=2022-11-02&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
