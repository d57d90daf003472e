//! # What it finds
//!
//! A blob link without a service version (`sv`) and without a stored access policy (`si`) that is
//! meant to work for more than one hour.
//!
//! # Why it matters
//!
//! A token without `sv` follows the rules from before 2012, and those allow one hour at most unless
//! a policy stands behind it. Azure refuses such a link, so nothing is open through it. Medium,
//! because it stops the person who needs it and most often means that `sv` was lost on the way: with
//! `sv` put back, the link may work. It would be low if the loss could do no more than annoy.
//!
//! # Example
//!
//! `?sr=c&sp=r&st=2026-06-01T00:00:00Z&se=2026-06-02T00:00:00Z&sig=…`: one day, and no `sv`.
//!
//! # What to do
//!
//! Look for a lost `sv` in the link as it was issued; else issue a new link.
//!
//! # Sources
//!
//! "Create a service SAS". Microsoft's retired emulator names the limit of one hour in its error
//! text; that today's service holds to it is likely, not shown.

use super::{Context, Hit, Rule};
use crate::access::time;
use crate::report::{Confidence, Kind, Severity};
use chrono::Duration;

pub(crate) static RULE: Rule = Rule {
    id: "legacy-lives-over-an-hour",
    title: "Too long for a link without a version",
    severity: Severity::Medium,
    confidence: Confidence::Likely,
    refuses: true,
    message: "It has no service version (sv), like links from before 2012, and no rule on the server (stored access policy). Such a link may run for one hour at most, but this one runs from {start} until {expiry}.",
    remedy: "Check whether sv was lost when the link was copied. If the original has none either, issue a new link.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-service-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let token = context.token;
    let is_legacy = token.kind == Kind::StorageServiceBlob && token.param("sv").is_none();
    let Some(expiry) = context
        .window
        .expiry
        .filter(|_| is_legacy && !token.has("si"))
    else {
        return Vec::new();
    };
    // Without a start, the service counts from the moment of the request.
    let start = context.window.start.map(|date| date.instant);
    if expiry.instant - start.unwrap_or(context.window.now) <= Duration::hours(1) {
        return Vec::new();
    }
    Hit::on(token, &["se", "st"])
        .with(
            "start",
            start.map_or_else(|| "now".to_owned(), time::say_moment),
        )
        .with("expiry", time::say_moment(expiry.instant))
        .alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sr=c&sp=r&st=2026-06-01T00:00:00Z&se=2026-06-02T00:00:00Z&sig={sig}",
        "https://contosoexample.blob.core.windows.net/c/b?sr=b&sp=r&se=2026-06-01T13:00:01Z&sig={sig}",
    ],
    silent: &[
        // One hour exactly is allowed.
        "?sr=c&sp=r&st=2026-06-01T12:00:00Z&se=2026-06-01T13:00:00Z&sig={sig}",
        // A policy lifts the limit.
        "?sr=c&sp=r&st=2026-06-01T00:00:00Z&se=2026-06-02T00:00:00Z&si=readers&sig={sig}",
        // A version lifts it too.
        "?sv=2012-02-12&sr=c&sp=r&st=2026-06-01T00:00:00Z&se=2026-06-02T00:00:00Z&sig={sig}",
    ],
};
