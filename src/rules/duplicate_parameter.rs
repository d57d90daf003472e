//! # What it finds
//!
//! A parameter of the signature that stands more than once in the link.
//!
//! # Why it matters
//!
//! Which of the two Azure reads is not documented; its retired emulator joined them with a comma,
//! after which the signature no longer fits. Medium, because the link may open something else than it
//! seems to, and this page can only judge the first of the two.
//!
//! # Example
//!
//! `&sp=r&…&sp=rwdl`
//!
//! # What to do
//!
//! Find out which one was signed, and delete the other.
//!
//! # Sources
//!
//! "Create a service SAS" describes each parameter once; the behaviour of the live service is not
//! known.

use super::{Context, Hit, Place, Rule};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-parameter",
    title: "Parameter given twice",
    severity: Severity::Medium,
    confidence: Confidence::Possible,
    refuses: false,
    message: "{field} stands in the link more than once. The first one is judged here; Azure may refuse the link.",
    remedy: "Compare the link with the one that was issued, and keep only what stands there.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-service-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let params = context.token.params.iter().enumerate();
    params
        .filter(|(_, param)| param.is_repeat)
        .filter_map(|(at, param)| {
            let spec = param.spec.filter(|spec| spec.is_signed_field())?;
            let field = spec.say();
            Some(Hit::at(Place::Param(at)).with("field", field))
        })
        .collect()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sp=rwdl&sig={sig}",
        // Another case does not make another parameter.
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&SE=2028-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        // Not part of the signature.
        "https://contosoexample.blob.core.windows.net/c?comp=list&comp=list&restype=container&sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
