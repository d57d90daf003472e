//! # What it finds
//!
//! A token that names an encryption scope (`ses`).
//!
//! # Why it matters
//!
//! Everything written through the link is encrypted with the key of that scope; what is read is
//! decrypted as always. Information only: it opens nothing and protects against nothing that the
//! holder does. It explains errors, since a request that asks for another scope is refused.
//!
//! # Example
//!
//! `&ses=contoso-scope`
//!
//! # What to do
//!
//! Check that the scope is the one that is meant.
//!
//! # Sources
//!
//! "Create a service SAS" (field `signedEncryptionScope`); "Encryption scopes for Blob storage".

use super::{Context, Hit, Rule};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "encryption-scope-set",
    title: "Writes use a fixed encryption scope",
    severity: Severity::Info,
    confidence: Confidence::Certain,
    refuses: false,
    message: "Blobs written through it are encrypted with the scope {scope}. Reading is not affected.",
    remedy: "Check that this is the scope that new data should be encrypted with.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
        "https://learn.microsoft.com/azure/storage/blobs/encryption-scope-overview",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let token = context.token;
    match token.in_force("ses") {
        Some(scope) => Hit::on(token, &["ses"]).with("scope", scope).alone(),
        None => Vec::new(),
    }
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=rw&se=2027-01-01T00:00:00Z&ses=contoso-scope&sig={sig}",
        "?sv=2020-12-06&ss=bf&srt=o&sp=rw&se=2027-01-01T00:00:00Z&ses=contoso-scope&sig={sig}",
    ],
    silent: &[
        // The version does not know it yet, and Azure refuses it.
        "?sv=2020-10-02&sr=c&sp=rw&se=2027-01-01T00:00:00Z&ses=contoso-scope&sig={sig}",
        // Files have no encryption scopes.
        "?sv=2022-11-02&sr=s&sp=rw&se=2027-01-01T00:00:00Z&ses=contoso-scope&sig={sig}",
        // Empty, so it names none.
        "?sv=2022-11-02&sr=c&sp=rw&se=2027-01-01T00:00:00Z&ses=&sig={sig}",
    ],
};
