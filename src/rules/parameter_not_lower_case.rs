//! # What it finds
//!
//! A known parameter whose name is not written in lower case.
//!
//! # Why it matters
//!
//! Microsoft's documents and libraries write all names in lower case; whether today's service takes
//! others is not documented. Low, because it probably does, as its retired emulator did.
//!
//! # Example
//!
//! `&SE=2027-01-01T00:00:00Z`
//!
//! # What to do
//!
//! Write the names in lower case; that does not touch the signature.
//!
//! # Sources
//!
//! "Create a service SAS".

use super::{Context, Hit, Place, Rule};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "parameter-not-lower-case",
    title: "Parameter not in lower case",
    severity: Severity::Low,
    confidence: Confidence::Likely,
    refuses: false,
    message: "The parameter {meant} is written as \"{name}\". The documents know only small letters, and some programs may not find it.",
    remedy: "Write {meant} in small letters. The names are not signed, so the signature still fits.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-service-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let params = context.token.params.iter().enumerate();
    params
        .filter_map(|(at, param)| {
            let meant = param.key().filter(|key| param.written != *key)?;
            let hit = Hit::at(Place::Param(at)).with("meant", meant);
            Some(hit.with("name", param.written.as_str()))
        })
        .collect()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&sr=c&sp=r&SE=2027-01-01T00:00:00Z&sig={sig}",
        "https://contosoexample.blob.core.windows.net/c?SV=2022-11-02&Sr=c&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        // The value may have any case.
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&si=READERS&sig={sig}",
        // An encoded name is still the same name.
        "?sv=2022-11-02&s%72=c&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
