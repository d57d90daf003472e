//! # What it finds
//!
//! A value of `spr` other than `https`, or `https` and `http` together.
//!
//! # Why it matters
//!
//! The documents allow those two values and say that HTTP alone is not permitted, so the link is
//! refused. Medium, because nothing is open through it, yet whoever issued it wanted unencrypted
//! traffic, and the next try may be a link that allows it.
//!
//! # Example
//!
//! `&spr=http`
//!
//! # What to do
//!
//! Issue the link with `spr=https`.
//!
//! # Sources
//!
//! "Create an account SAS" and "Create a service SAS", field `signedProtocol`.

use super::{Context, Hit, Rule};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "protocol-not-allowed",
    title: "Protocol that is not accepted",
    severity: Severity::Medium,
    confidence: Confidence::Certain,
    refuses: true,
    message: "Its allowed protocols (spr) are written as \"{protocols}\". Azure accepts only \"https\" and \"https,http\".",
    remedy: "Issue the link again with spr=https.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-account-sas",
        "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let Some(protocols) = context.token.value("spr") else {
        return Vec::new();
    };
    let hit = Hit::on(context.token, &["spr"]).with("protocols", protocols);
    match protocols {
        "https" | "https,http" | "http,https" => Vec::new(),
        "http" => hit.alone(),
        // Only HTTP alone is ruled out in so many words.
        _ => hit.confidence(Confidence::Likely).alone(),
    }
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&ss=b&srt=o&sp=r&se=2027-01-01T00:00:00Z&spr=http&sig={sig}",
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&spr=ftp&sig={sig}",
    ],
    silent: &[
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&spr=https&sig={sig}",
        // Allowed, though another rule advises against it.
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&spr=https%2Chttp&sig={sig}",
        // Both protocols, though not in the order of the documents.
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&spr=http,https&sig={sig}",
    ],
};
