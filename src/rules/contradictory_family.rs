//! # What it finds
//!
//! Parameters that cannot stand in one token: those of an account SAS beside those of a service or
//! user delegation SAS, or a table name beside a blob or file.
//!
//! # Why it matters
//!
//! The kinds are signed in different ways, so at most one of them fits the signature. Medium, because
//! the link may open more or less than it seems to; it is read as the wider kind. Not certain:
//! Microsoft's own example of an account SAS carries a stray `sr`.
//!
//! # Example
//!
//! `?ss=b&srt=o&sr=b&…`
//!
//! # What to do
//!
//! Compare it with the link as it was issued.
//!
//! # Sources
//!
//! "Create an account SAS", "Create a service SAS", "Create a user delegation SAS".

use super::{Context, Hit, Rule};
use crate::params::{Service, resources};
use crate::report::{Confidence, Severity};
use crate::token::Token;
use crate::token::family::DELEGATION_KEYS;

pub(crate) static RULE: Rule = Rule {
    id: "contradictory-family",
    title: "Two kinds of link in one",
    severity: Severity::Medium,
    confidence: Confidence::Likely,
    refuses: false,
    message: "It mixes {mix}. Only one of the two can be what was signed. Here it is read as {kind}.",
    remedy: "Compare it with the link as it was issued, and issue a new one with the parameters of one kind only.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-account-sas",
        "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
        "https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let token = context.token;
    let has = |key: &str| token.param(key).is_some();
    let mut hits = Vec::new();
    if context.is_account() && has("sr") {
        hits.push(
            Hit::on(token, &["sr", "ss", "srt"])
                .with(
                    "mix",
                    "parameters of an account SAS (ss, srt) with one of a service SAS (sr)",
                )
                .with("kind", "an account SAS"),
        );
    }
    if context.is_account() && DELEGATION_KEYS.iter().any(|key| has(key)) {
        let mut keys = DELEGATION_KEYS.to_vec();
        keys.extend(["ss", "srt"]);
        hits.push(
            Hit::on(token, &keys)
                .with(
                    "mix",
                    "parameters of an account SAS (ss, srt) with a short-lived key (delegation key)",
                )
                .with("kind", "an account SAS"),
        );
    }
    if !context.is_account() && has("tn") && names_blob_or_file(token) {
        let kind = if context.is_delegation() {
            "a user delegation SAS"
        } else {
            "a table SAS"
        };
        hits.push(
            Hit::on(token, &["tn", "sr"])
                .with("mix", "a table name (tn) with a file or container (sr)")
                .with("kind", kind),
        );
    }
    hits
}

fn names_blob_or_file(token: &Token) -> bool {
    token
        .value("sr")
        .and_then(resources::find)
        .is_some_and(|spec| matches!(spec.service, Service::Blob | Service::File))
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&ss=b&srt=o&sr=b&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        "?sv=2025-07-05&ss=b&srt=o&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
        "?sv=2022-11-02&tn=orders&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        "?sv=2022-11-02&ss=b&srt=o&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        // A user delegation SAS has both a resource and a key.
        "?sv=2025-07-05&sr=c&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
        "?sv=2022-11-02&tn=orders&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
