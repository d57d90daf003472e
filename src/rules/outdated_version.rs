//! # What it finds
//!
//! A token of a version before 2015-04-05, or without any version (`sv`).
//!
//! # Why it matters
//!
//! Since that version a token can be limited to HTTPS and to network addresses; older ones cannot.
//! Low: Azure still accepts most old versions, and the missing limits weigh little on their own. It
//! also tells of very old code, or of a link that lost its `sv`.
//!
//! # Example
//!
//! `?sv=2012-02-12&sr=c&sp=r&…`
//!
//! # What to do
//!
//! Issue tokens with a current library.
//!
//! # Sources
//!
//! "Create a service SAS" (fields `signedProtocol` and `signedIp`); "Versioning for Azure Storage".

use super::{Context, Hit, Rule};
use crate::params::versions;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "outdated-version",
    title: "Made for a very old version",
    severity: Severity::Low,
    confidence: Confidence::Certain,
    refuses: false,
    message: "It names {version}. Limits to HTTPS (spr) and to network addresses (sip) came with version 2015-04-05, so this link cannot have them.",
    remedy: "Issue a new link with a current library or tool: those write a newer version.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
        "https://learn.microsoft.com/rest/api/storageservices/versioning-for-the-azure-storage-services",
    ],
    check,
};

/// The first version with `sip` and `spr`.
const FIRST_WITH_LIMITS: &str = "2015-04-05";

fn check(context: &Context<'_>) -> Vec<Hit> {
    let version = match context.token.value("sv") {
        None => "no version".to_owned(),
        Some(version) if versions::is_well_formed(version) && version < FIRST_WITH_LIMITS => {
            format!("version {version}")
        }
        Some(_) => return Vec::new(),
    };
    Hit::on(context.token, &["sv"])
        .with("version", version)
        .alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2012-02-12&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        "https://contosoexample.blob.core.windows.net/c/b?sr=b&sp=r&st=2026-06-01T12:00:00Z&se=2026-06-01T12:30:00Z&sig={sig}",
    ],
    silent: &[
        // The first version that has the limits.
        "?sv=2015-04-05&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        // Not a version: another rule names that.
        "?sv=2012&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        // `api-version` says how to answer, not what is signed.
        "?sv=2022-11-02&api-version=2012-02-12&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
