//! # What it finds
//!
//! A service version (`sv`) that is not among those that Azure has published, or is no date at all.
//!
//! # Why it matters
//!
//! The version decides how the link is read and what was signed. Azure answers with an error when it
//! does not know the version. Medium, because the link then works for nobody; not certain, because a
//! version newer than this tool may already be in use.
//!
//! # Example
//!
//! `&sv=2022-13-02` or `&sv=2099-01-01`
//!
//! # What to do
//!
//! Compare `sv` with the link as it was issued.
//!
//! # Sources
//!
//! "Versioning for the Azure Storage services" and its list of earlier versions.

use super::{Context, Hit, Rule};
use crate::params::versions;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "version-unknown",
    title: "Unknown service version",
    severity: Severity::Medium,
    confidence: Confidence::Likely,
    refuses: false,
    message: "Its service version (sv) {version} {why}. Azure answers with an error when it does not know the version.",
    remedy: "Compare sv with the link as it was issued. If it is the same there, issue the link again with a published version.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/versioning-for-the-azure-storage-services",
        "https://learn.microsoft.com/rest/api/storageservices/previous-azure-storage-service-versions",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let unknown = context
        .token
        .value("sv")
        .filter(|version| !versions::is_known(version));
    let Some(version) = unknown else {
        return Vec::new();
    };
    Hit::on(context.token, &["sv"])
        .with("version", version)
        .with("why", why(version))
        .alone()
}

fn why(version: &str) -> String {
    if !versions::is_well_formed(version) {
        return "is not a date such as 2022-11-02".to_owned();
    }
    match versions::VERSIONS.last() {
        Some(newest) if version > newest => {
            format!("is newer than {newest}, the newest one known here")
        }
        _ => "is not among the versions that Azure has published".to_owned(),
    }
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2099-01-01&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        "?sv=2022-11-03&ss=b&srt=o&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        "?sv=v2022&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        // Without a version it follows the oldest rules; that is for other rules to judge.
        "?sr=c&sp=r&se=2026-06-01T13:00:00Z&sig={sig}",
        // The protocol version is not signed and may differ.
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&api-version=2099-01-01&sig={sig}",
    ],
};
