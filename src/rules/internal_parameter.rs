//! # What it finds
//!
//! The parameters `sep` or `sk`.
//!
//! # Why it matters
//!
//! They are known only from Microsoft's retired emulator: extra permissions, such as passing the
//! network rules, and the name of a key. No customer's link should have them. Medium, because someone
//! may be trying what they do, though most likely the live service ignores or refuses them.
//!
//! # Example
//!
//! `&sep=b`
//!
//! # What to do
//!
//! Find out where the link comes from.
//!
//! # Sources
//!
//! "Create a service SAS" and "Create an account SAS" do not list them.

use super::{Context, Hit, Place, Rule};
use crate::report::{Confidence, Severity};

const INTERNAL: [&str; 2] = ["sep", "sk"];

pub(crate) static RULE: Rule = Rule {
    id: "internal-parameter",
    title: "Internal parameter",
    severity: Severity::Medium,
    confidence: Confidence::Possible,
    refuses: false,
    message: "It holds the parameter {name}, which no document mentions and which only Azure itself seems to use.",
    remedy: "Find out who made the link and why. Do not use it until that is clear.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
        "https://learn.microsoft.com/rest/api/storageservices/create-account-sas",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let params = context.token.params.iter().enumerate();
    params
        .filter(|(_, param)| !param.is_repeat)
        .filter_map(|(at, param)| {
            let name = param.key().filter(|key| INTERNAL.contains(key))?;
            Some(Hit::at(Place::Param(at)).with("name", name))
        })
        .collect()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sep=b&sig={sig}",
        "?sv=2022-11-02&ss=b&srt=o&sp=r&se=2027-01-01T00:00:00Z&sk=key1&sig={sig}",
    ],
    silent: &[
        // Public parameters with names much like them.
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&ses=finance&sig={sig}",
        "?sv=2025-07-05&sr=c&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
    ],
};
