//! # What it finds
//!
//! An encryption scope (`ses`) in a token of a version that does not know it.
//!
//! # Why it matters
//!
//! The scope is part of the signature only since version 2020-12-06; before that Azure answers 403.
//! Medium, because the link opens nothing, and the mistake lies in the code that issues the links.
//!
//! # Example
//!
//! `?sv=2019-12-12&sr=c&ses=finance&…`
//!
//! # What to do
//!
//! Issue the link with a later version.
//!
//! # Sources
//!
//! "Create a service SAS", field `signedEncryptionScope`.

use super::{Context, Hit, Rule};
use crate::params::{table, versions};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "encryption-scope-too-early",
    title: "Encryption scope in a version without it",
    severity: Severity::Medium,
    confidence: Confidence::Certain,
    refuses: true,
    message: "It names an encryption scope (ses), but its service version (sv) is {version}, and scopes exist only since {since}. Azure refuses it.",
    remedy: "Issue the link again with sv={since} or a later version, or without ses.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-service-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let token = context.token;
    let version = token
        .value("sv")
        .filter(|version| versions::is_well_formed(version));
    let since = table::find("ses").map(|spec| spec.since);
    let (Some(version), Some(since), true) = (version, since, token.has("ses")) else {
        return Vec::new();
    };
    if version >= since {
        return Vec::new();
    }
    Hit::on(token, &["ses", "sv"])
        .with("version", version)
        .with("since", since)
        .alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2019-12-12&sr=c&sp=r&se=2027-01-01T00:00:00Z&ses=finance&sig={sig}",
        "?sv=2020-10-02&ss=b&srt=o&sp=r&se=2027-01-01T00:00:00Z&ses=finance&sig={sig}",
    ],
    silent: &[
        // The version in which scopes came.
        "?sv=2020-12-06&sr=c&sp=r&se=2027-01-01T00:00:00Z&ses=finance&sig={sig}",
        "?sv=2019-12-12&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        // A version that cannot be read is for another rule.
        "?sv=2019&sr=c&sp=r&se=2027-01-01T00:00:00Z&ses=finance&sig={sig}",
    ],
};
