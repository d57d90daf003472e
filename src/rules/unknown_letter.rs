//! # What it finds
//!
//! A letter that Azure does not document in `ss`, `srt`, `sks`, or in the `sp` of an account SAS.
//!
//! # Why it matters
//!
//! Whether Azure ignores it or refuses the whole link is not documented; it is in any case a sign of
//! a damaged or hand-made link. Low for that reason.
//!
//! # Example
//!
//! `&ss=bz`
//!
//! # What to do
//!
//! Issue the link with documented letters only.
//!
//! # Sources
//!
//! "Create an account SAS" and "Create a user delegation SAS", the tables of their fields.

use super::{Context, Hit, Rule};
use crate::params::Service;
use crate::params::grants;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "unknown-letter",
    title: "Unknown letter",
    severity: Severity::Low,
    confidence: Confidence::Likely,
    refuses: false,
    message: "The parameter {name} holds letters that Azure does not document: {letters}.",
    remedy: "Issue a new link with documented letters only, or copy the link again if it was damaged.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-account-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let is_service = |letter: char| Service::from_letter(letter).is_some();
    let is_type = |letter: char| matches!(letter, 's' | 'c' | 'o');
    let is_permission = |letter: char| grants::letter_name(letter, None).is_some();
    // In a service or user delegation SAS another rule names wrong permissions.
    let permissions = if context.is_account() {
        Some(("sp", &is_permission as &dyn Fn(char) -> bool))
    } else {
        None
    };
    [
        ("ss", &is_service as &dyn Fn(char) -> bool),
        ("srt", &is_type),
        ("sks", &is_service),
    ]
    .into_iter()
    .chain(permissions)
    .filter_map(|(key, is_known)| {
        let letters: String = context
            .token
            .value(key)?
            .chars()
            .filter(|letter| !is_known(*letter))
            .take(10)
            .collect();
        let hit = Hit::on(context.token, &[key]).with("name", key);
        (!letters.is_empty()).then(|| hit.with("letters", letters))
    })
    .collect()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&ss=bz&srt=sco&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        "?sv=2022-11-02&ss=b&srt=o&sp=rz&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        "?sv=2022-11-02&ss=bfqt&srt=sco&sp=rwdlacupiytfx&se=2027-01-01T00:00:00Z&sig={sig}",
        // Another rule names letters that a container does not take.
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=rz&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
