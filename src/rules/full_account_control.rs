//! # What it finds
//!
//! An account SAS with every resource type (`srt` holds s, c and o) and the permissions to read,
//! write, delete and list.
//!
//! # Why it matters
//!
//! Its holder can do almost all that the account key can: read all data, replace it, delete every
//! container. Critical, because nothing but the network settings of the account stands between the
//! link and the loss of all data. The link of the robust-models-transfer incident of 2023 was one.
//!
//! # Example
//!
//! `?ss=bfqt&srt=sco&sp=rwdlacupitfx&…`
//!
//! # What to do
//!
//! Regenerate the account key that signed it.
//!
//! # Sources
//!
//! The permission tables of "Create an account SAS"; Microsoft's account of the 2023 incident.

use super::{Context, Hit, Rule};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "full-account-control",
    title: "Full control of the account",
    severity: Severity::Critical,
    confidence: Confidence::Certain,
    refuses: false,
    message: "It allows to read, write, delete and list at every level. The holder controls all data of {services}, nearly as if they had the account key.",
    remedy: "Treat it like a leaked account key. Replace the key that signed it, and give out a link that opens only what is needed.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-account-sas",
        "https://msrc.microsoft.com/blog/2023/09/microsoft-mitigated-exposure-of-internal-information-in-a-storage-account-due-to-overly-permissive-sas-token/",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    if !context.is_account() || !context.holds("srt", "sco") || !context.holds("sp", "rwdl") {
        return Vec::new();
    }
    let services: Vec<&str> = context
        .token
        .services()
        .iter()
        .map(|service| service.title())
        .collect();
    if services.is_empty() {
        return Vec::new();
    }
    Hit::on(context.token, &["sp", "srt", "ss"])
        .with("services", crate::access::outcomes::join(&services))
        .alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2020-08-04&ss=bfqt&srt=sco&sp=rwdlacupitfx&se=2051-10-06T07:09:59Z&sig={sig}",
        "?sv=2022-11-02&ss=b&srt=cos&sp=dlwr&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        // Without the service level (s) it cannot change settings or list containers.
        "?sv=2020-08-04&ss=bfqt&srt=co&sp=rwdl&se=2027-01-01T00:00:00Z&sig={sig}",
        // Without delete.
        "?sv=2020-08-04&ss=bfqt&srt=sco&sp=rwl&se=2027-01-01T00:00:00Z&sig={sig}",
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=rwdl&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
