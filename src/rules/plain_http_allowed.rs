//! # What it finds
//!
//! A token that allows plain HTTP: `spr` is absent, or lists `http` beside `https`.
//!
//! # Why it matters
//!
//! Over plain HTTP everyone on the way can read the traffic, the link itself included. Medium,
//! because accounts require secure transfer by default, which the link does not show; high when the
//! token can write or delete, since a stolen copy then does more harm.
//!
//! # Example
//!
//! `&spr=https,http`
//!
//! # What to do
//!
//! Issue the token with `spr=https`, and keep "secure transfer required" on.
//!
//! # Sources
//!
//! "Create an account SAS" (field `signedProtocol`, default `https,http`); the best practices for
//! SAS say to always use HTTPS.

use super::{Context, Hit, Rule};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "plain-http-allowed",
    title: "Unencrypted HTTP is allowed",
    severity: Severity::Medium,
    confidence: Confidence::Likely,
    refuses: false,
    message: "The link may be used over plain HTTP{how}. Anyone on the way could then read the data and copy the link, unless the account insists on HTTPS, which is the default.",
    remedy: "Issue the link with spr=https, and keep \"secure transfer required\" switched on for the account.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-account-sas",
        "https://learn.microsoft.com/azure/storage/common/storage-require-secure-transfer",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let how = match context.token.in_force("spr") {
        None if context.token.has("spr") => ", because a link of this version cannot forbid it",
        None => ", because it has no spr parameter",
        Some("https,http" | "http,https") => "",
        Some(_) => return Vec::new(),
    };
    let hit = Hit::on(context.token, &["spr"]).with("how", how);
    let can_harm = ['w', 'd']
        .into_iter()
        .any(|letter| context.effective.has_letter(letter));
    if can_harm {
        hit.severity(Severity::High).alone()
    } else {
        hit.alone()
    }
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2020-08-04&ss=b&srt=sco&sp=rl&se=2027-01-01T00:00:00Z&spr=https,http&sig={sig}",
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        "?sv=2020-08-04&ss=b&srt=sco&sp=rl&se=2027-01-01T00:00:00Z&spr=https&sig={sig}",
        // HTTP alone is not a documented value; another rule names it.
        "?sv=2020-08-04&ss=b&srt=sco&sp=rl&se=2027-01-01T00:00:00Z&spr=http&sig={sig}",
    ],
};
