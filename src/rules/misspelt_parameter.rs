//! # What it finds
//!
//! A name that is no parameter, but is one slip away from a parameter that the link lacks.
//!
//! # Why it matters
//!
//! Azure does not know the name, so what was meant does not count: the link fails, or a limit that
//! its owner believes in (an address, a protocol) is not there. Medium for that second case; it would
//! be low if only failure could follow.
//!
//! # Example
//!
//! `&ssip=203.0.113.7` instead of `&sip=203.0.113.7`
//!
//! # What to do
//!
//! Correct the code that issues the links.
//!
//! # Sources
//!
//! "Create a service SAS" and "Create an account SAS" list the names.

use super::{Context, Hit, Place, Rule};
use crate::params::table::{self, ParamSpec};
use crate::report::{Confidence, Severity};
use crate::token::{Param, Token};

pub(crate) static RULE: Rule = Rule {
    id: "misspelt-parameter",
    title: "Misspelt parameter",
    severity: Severity::Medium,
    confidence: Confidence::Likely,
    refuses: false,
    message: "The parameter {name} does not exist; {meant} was probably meant. As it is written, it has no effect.",
    remedy: "Compare it with the link as it was issued. If it is the same there, correct {name} to {meant} where links are made and issue a new one.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
        "https://learn.microsoft.com/rest/api/storageservices/create-account-sas",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let params = context.token.params.iter().enumerate();
    params
        .filter_map(|(at, param)| {
            let meant = find_meant(context.token, param)?;
            let hit = Hit::at(Place::Param(at)).with("name", param.written.as_str());
            Some(hit.with("meant", format!("{} ({})", meant.key, meant.title)))
        })
        .collect()
}

/// Finds the parameter that a slip was meant to be. A name beside the parameter it resembles is no
/// slip: it belongs to some program.
pub(super) fn find_meant(token: &Token, param: &Param) -> Option<&'static ParamSpec> {
    if param.spec.is_some() {
        return None;
    }
    table::find_similar(&param.written).filter(|meant| token.param(meant.key).is_none())
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&ssip=203.0.113.7&sig={sig}",
        "?sv=2022-11-02&sr=c&sp=r&expiry=2027-01-01T00:00:00Z&sig={sig}",
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&srp=https&sig={sig}",
    ],
    silent: &[
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sip=203.0.113.7&sig={sig}",
        // Too far from any parameter.
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&utm_source=newsletter&sig={sig}",
        // The version is there already, so this is a program's own word.
        "https://contosoexample.blob.core.windows.net/c/b?version=7&sv=2022-11-02&sr=b&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
