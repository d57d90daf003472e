//! # What it finds
//!
//! A parameter of the signature that is present without a value, such as `st=`.
//!
//! # Why it matters
//!
//! Azure refuses it: a parameter may be left out, but not be empty. Medium, because the link opens
//! nothing, and the mistake lies in the code that puts links together or in the tool that copied them.
//!
//! # Example
//!
//! `&st=&se=2027-01-01T00:00:00Z`
//!
//! # What to do
//!
//! Leave out what has no value.
//!
//! # Sources
//!
//! Error text in public reports for mandatory parameters; for optional ones it is known from
//! Microsoft's retired emulator only.

use super::{Context, Hit, Place, Rule};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "empty-parameter",
    title: "Parameter without a value",
    severity: Severity::Medium,
    confidence: Confidence::Likely,
    refuses: true,
    message: "{field} is present but has no value. Azure refuses a link with an empty parameter.",
    remedy: "Copy the link again. If it is the same where it was issued, issue it without the empty parameter, or with its value.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
        "https://github.com/Azure/azure-cli/issues/10935",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let params = context.token.params.iter().enumerate();
    params
        .filter(|(_, param)| param.decoded.expose().is_empty() && !param.is_repeat)
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
        "?sv=2022-11-02&sr=c&sp=r&st=&se=2027-01-01T00:00:00Z&sig={sig}",
        // Without an equals sign it is as empty.
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sip&sig={sig}",
    ],
    silent: &[
        // Left out.
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        // Not part of the signature.
        "https://contosoexample.blob.core.windows.net/c?restype=container&comp=list&prefix=&sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
