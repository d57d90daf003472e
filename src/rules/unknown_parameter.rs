//! # What it finds
//!
//! A parameter that is neither part of any storage signature nor of the usual requests.
//!
//! # Why it matters
//!
//! It was not signed, so anyone may change or drop it, and it limits nothing. Low, because it mostly
//! comes from a mailing or a tool that added its own mark; it would be worse only if someone relied
//! on it.
//!
//! # Example
//!
//! `&utm_source=newsletter`
//!
//! # What to do
//!
//! Take it out unless a program needs it.
//!
//! # Sources
//!
//! "Create a service SAS" and "Create an account SAS" list what is signed.

use super::misspelt_parameter::find_meant;
use super::{Context, Hit, Place, Rule};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "unknown-parameter",
    title: "Parameter of unknown meaning",
    severity: Severity::Low,
    confidence: Confidence::Likely,
    refuses: false,
    message: "The parameter {name} is not part of a storage signature. It was not signed, so it limits nothing.",
    remedy: "Take it out of the link unless some program needs it.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
        "https://learn.microsoft.com/rest/api/storageservices/create-account-sas",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let params = context.token.params.iter().enumerate();
    params
        .filter(|(_, param)| param.spec.is_none() && !param.written.is_empty() && !param.is_repeat)
        .filter(|(_, param)| find_meant(context.token, param).is_none())
        .map(|(at, param)| Hit::at(Place::Param(at)).with("name", param.written.as_str()))
        .collect()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&utm_source=newsletter&sig={sig}",
        // A program's own word, since the real one stands beside it.
        "https://contosoexample.blob.core.windows.net/c/b?version=7&sv=2022-11-02&sr=b&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        // Parts of a request are known, though not signed.
        "https://contosoexample.blob.core.windows.net/c?restype=container&comp=list&timeout=30&sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        // A slip of a known name is for another rule.
        "?sv=2022-11-02&sr=c&sp=r&expiry=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
