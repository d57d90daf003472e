//! # What it finds
//!
//! An expiry that is not later than the start.
//!
//! # Why it matters
//!
//! Such a token never works: the service answers that the expiry has to be after the start. Medium,
//! because it is harmless and a sign of a mistake in whatever issues the tokens.
//!
//! # Example
//!
//! `&st=2026-01-02T00:00:00Z&se=2026-01-01T00:00:00Z`
//!
//! # What to do
//!
//! Issue a new token with an expiry after its start.
//!
//! # Sources
//!
//! "Create a service SAS"; the service's own error text.

use super::{Context, Hit, Rule};
use crate::access::time;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "expiry-not-after-start",
    title: "Ends before it starts",
    severity: Severity::Medium,
    confidence: Confidence::Certain,
    refuses: true,
    message: "It ends on {expiry} and starts on {start}, so there is no moment at which it works.",
    remedy: "Issue a new link whose expiry is later than its start.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-service-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let (Some(start), Some(expiry)) = (context.window.start, context.window.expiry) else {
        return Vec::new();
    };
    if expiry.instant > start.instant {
        return Vec::new();
    }
    Hit::on(context.token, &["se", "st"])
        .with("expiry", time::say_moment(expiry.instant))
        .with("start", time::say_moment(start.instant))
        .alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&sr=c&sp=r&st=2027-01-02T00:00:00Z&se=2027-01-01T00:00:00Z&sig={sig}",
        "?sv=2022-11-02&sr=c&sp=r&st=2027-01-01T00:00:00Z&se=2027-01-01&sig={sig}",
    ],
    silent: &[
        "?sv=2022-11-02&sr=c&sp=r&st=2027-01-01T00:00:00Z&se=2027-01-01T00:00:01Z&sig={sig}",
        // No start: it works from the moment it is issued.
        "?sv=2022-11-02&sr=c&sp=r&se=2020-01-01T00:00:00Z&sig={sig}",
    ],
};
