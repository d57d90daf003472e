//! # What it finds
//!
//! A link that begins with `http://`.
//!
//! # Why it matters
//!
//! Using it as it is written sends the whole link, signature and all, unencrypted: everyone on the
//! way can copy it. High, because once is enough, and it is too late when Azure then refuses HTTP.
//! The storage emulator is reached over HTTP on the same machine, so the rule is silent there.
//!
//! # Example
//!
//! `http://contosoexample.blob.core.windows.net/c/b?sv=…`
//!
//! # What to do
//!
//! Use `https://`, and replace the token if it was used over HTTP.
//!
//! # Sources
//!
//! "Require secure transfer"; the best practices for SAS say to always use HTTPS.

use super::{Context, Hit, Place, Rule};
use crate::params::hosts::HostForm;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "sent-in-clear",
    title: "Link begins with http://",
    severity: Severity::High,
    confidence: Confidence::Certain,
    refuses: false,
    message: "Used as it is written, the link travels unencrypted, and anyone on the way can copy it. That holds even if Azure then refuses the request.",
    remedy: "Change http:// to https:// before you use it. If it was already used like this, treat it as leaked and replace it.",
    sources: &[
        "https://learn.microsoft.com/azure/storage/common/storage-require-secure-transfer",
        "https://learn.microsoft.com/azure/storage/common/storage-sas-overview#best-practices-when-using-sas",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let Some(link) = &context.token.link else {
        return Vec::new();
    };
    if !link.is_plain_http() || link.reading.form == HostForm::Emulator {
        return Vec::new();
    }
    // The endpoint of a connection string stands outside the token's text.
    Hit::at(if link.is_in_text {
        Place::Scheme
    } else {
        Place::Whole
    })
    .alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "http://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&spr=https,http&sig={sig}",
        // Azure would refuse it, after it was sent.
        "HTTP://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&spr=https&sig={sig}",
    ],
    silent: &[
        // HTTP is allowed, and not used here.
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&spr=https,http&sig={sig}",
        // A bare token has no scheme.
        "?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&spr=https,http&sig={sig}",
        // The emulator is on the same machine.
        "http://127.0.0.1:10000/devstoreaccount1/c?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
