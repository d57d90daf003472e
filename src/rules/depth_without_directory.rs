//! # What it finds
//!
//! A directory depth (`sdd`) on a service or user delegation SAS that is not for a directory.
//!
//! # Why it matters
//!
//! The depth has a meaning only with `sr=d`. Low, because it opens no more than the link opens
//! anyway; but whoever issued the link may have meant one directory and have given away the whole
//! container.
//!
//! # Example
//!
//! `&sr=c&sdd=2`
//!
//! # What to do
//!
//! Decide whether the directory or the container was meant.
//!
//! # Sources
//!
//! "Create a service SAS", "Specify the directory depth".

use super::{Context, Hit, Rule};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "depth-without-directory",
    title: "Directory depth without a directory",
    severity: Severity::Low,
    confidence: Confidence::Likely,
    refuses: false,
    message: "It states a directory depth (sdd={depth}), but it is made for {resource}. The depth does not limit it.",
    remedy: "Issue the link with sr=d if only a directory was meant; else leave sdd out.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-service-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let token = context.token;
    if !context.is_service() && !context.is_delegation() || token.value("sr") == Some("d") {
        return Vec::new();
    }
    let Some(depth) = token.value("sdd") else {
        return Vec::new();
    };
    let resource = context
        .scope
        .spec
        .map_or("something else", |spec| spec.title);
    Hit::on(token, &["sdd", "sr"])
        .with("depth", depth)
        .with("resource", resource)
        .alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sdd=2&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        "?sv=2025-07-05&sr=b&sdd=1&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
    ],
    silent: &[
        "?sv=2022-11-02&sr=d&sdd=2&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        // On an account SAS it is a stranger altogether; another rule says so.
        "?sv=2022-11-02&ss=b&srt=o&sdd=2&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
