//! # What it finds
//!
//! A value of `sr` that came later than the token's `sv`.
//!
//! # Why it matters
//!
//! The token is read by the rules of its version, which does not know that kind of resource, so it
//! will probably be refused. Low, because it does no harm.
//!
//! # Example
//!
//! `?sv=2019-02-02&sr=d&…`: directories came with 2020-02-10.
//!
//! # What to do
//!
//! Issue the link with a newer `sv`.
//!
//! # Sources
//!
//! "Create a service SAS", field `signedResource`, and the guards in Microsoft's SDKs.

use super::{Context, Hit, Rule};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "resource-newer-than-version",
    title: "Older version than what it opens",
    severity: Severity::Low,
    confidence: Confidence::Likely,
    refuses: false,
    message: "It opens {title}, which came with version {since}; the link names the older version {version}, so Azure will probably refuse it.",
    remedy: "Issue the link with sv={since} or newer.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-service-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let version = context.token.version();
    let spec = context
        .scope
        .spec
        .filter(|spec| context.token.has("sr") && version < spec.since);
    match spec {
        Some(spec) if !version.is_empty() => Hit::on(context.token, &["sv", "sr"])
            .with("title", spec.title)
            .with("since", spec.since)
            .with("version", version)
            .alone(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "https://contosoexample.dfs.core.windows.net/c/d?sv=2019-02-02&sr=d&sdd=1&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        "https://contosoexample.blob.core.windows.net/c/b?sv=2017-11-09&sr=bs&sp=r&se=2027-01-01T00:00:00Z&snapshot=2024-05-06T07:08:09.1234567Z&sig={sig}",
    ],
    silent: &[
        "https://contosoexample.dfs.core.windows.net/c/d?sv=2020-02-10&sr=d&sdd=1&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        // Containers have always been there.
        "https://contosoexample.blob.core.windows.net/c?sv=2012-02-12&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
