//! # What it finds
//!
//! A token that can delete older versions of blobs (x), or purge versions and snapshots that were
//! already deleted (y).
//!
//! # Why it matters
//!
//! Versions and soft-deleted copies are what data is restored from after a mistake or an attack.
//! High, because these letters take away the very protection that limits the harm of all the
//! others. The letter y has an effect only where the account allows permanent deletion, so alone it
//! is likely, not certain. A token older than the letter may be refused: then it is only possible.
//!
//! # Example
//!
//! `&sp=racwdxyl`
//!
//! # What to do
//!
//! Issue the token without x and y.
//!
//! # Sources
//!
//! The permission tables of "Create a service SAS"; "Blob versioning".

use super::{Context, Hit, Rule};
use crate::access::outcomes::join;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "recovery-copies-deletable",
    title: "Can delete the copies that data is restored from",
    severity: Severity::High,
    confidence: Confidence::Certain,
    refuses: false,
    message: "It can {what}. Lost data is restored from those copies; without them the loss may be final.",
    remedy: "Issue the link without the permissions x and y, unless purging old copies is its purpose.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
        "https://learn.microsoft.com/azure/storage/blobs/versioning-overview",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let effective = context.effective;
    let phrases = [effective.phrases('x'), effective.phrases('y')].concat();
    if phrases.is_empty() {
        return Vec::new();
    }
    let hit = Hit::on(context.token, &["sp"]).with("what", join(&phrases));
    let is_certain = effective
        .held
        .iter()
        .any(|held| "xy".contains(held.grant.letter) && held.is_certain);
    if !is_certain {
        hit.confidence(Confidence::Possible).alone()
    } else if !effective.has_letter('x') {
        hit.confidence(Confidence::Likely).alone()
    } else {
        hit.alone()
    }
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2019-10-10&ss=b&srt=sco&sp=rlx&se=2027-01-01T00:00:00Z&sig={sig}",
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=ry&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        // A directory knows no such letters.
        "https://contosoexample.blob.core.windows.net/c/d?sv=2022-11-02&sr=d&sdd=1&sp=rxl&se=2027-01-01T00:00:00Z&sig={sig}",
        // Versions are objects: without `o` in `srt` the letter has no effect.
        "?sv=2022-11-02&ss=b&srt=sc&sp=rlx&se=2027-01-01T00:00:00Z&sig={sig}",
        // Files have no versions.
        "?sv=2022-11-02&ss=f&srt=sco&sp=rlxy&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
