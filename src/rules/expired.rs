//! # What it finds
//!
//! A token whose end has passed.
//!
//! # Why it matters
//!
//! It no longer works, and it still tells what was open, to whom and for how long: reason enough to
//! look at what happened in that time. Information only, because nothing more can happen through
//! it.
//!
//! # Example
//!
//! `&se=2021-10-05T15:06:23Z`, read in 2026.
//!
//! # What to do
//!
//! If it was public while it worked, check the account's logs for that time.
//!
//! # Sources
//!
//! "Create a service SAS": a token is valid until, and not at, its expiry.

use super::{Context, Hit, Rule};
use crate::access::time;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "expired",
    title: "Expired",
    severity: Severity::Info,
    confidence: Confidence::Certain,
    refuses: false,
    message: "Its time ended on {when}, {ago}.",
    remedy: "If it was public while it worked, look through the account's logs of that time. For new access, ask the owner for a new link.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-service-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let window = context.window;
    let Some(end) = window.end().filter(|_| window.is_over()) else {
        return Vec::new();
    };
    Hit::on(context.token, &["se"])
        .with("when", time::say_moment(end))
        .with("ago", time::say_relative(end, window.now))
        .alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2019-10-10&ss=b&srt=sco&sp=rlx&st=2020-06-10T07:06:23Z&se=2021-10-05T15:06:23Z&spr=https&sig={sig}",
        // The expiry is exclusive: at this very moment it no longer works.
        "?sv=2022-11-02&sr=c&sp=r&se=2026-06-01T12:00:00Z&sig={sig}",
    ],
    silent: &[
        "?sv=2022-11-02&sr=c&sp=r&se=2026-06-01T12:00:01Z&sig={sig}",
        // The policy on the server holds the expiry.
        "?sv=2022-11-02&sr=c&si=readers&sig={sig}",
    ],
};
