//! # What it finds
//!
//! A token that can set or remove retention policies and legal holds on blobs (i).
//!
//! # Why it matters
//!
//! Those are the rules that keep records and evidence from being changed or deleted. High, because
//! their loss is a matter of law, and the opposite harms too: blobs locked for years, which the owner
//! must pay for. Where the account uses neither, the letter has little effect; the link does not
//! show that. A token older than the letter may be refused: then it is only possible.
//!
//! # Example
//!
//! `&sp=rwi`
//!
//! # What to do
//!
//! Issue the token without i.
//!
//! # Sources
//!
//! The permission tables of "Create a service SAS"; "Immutable storage for blobs".

use super::{Context, Hit, Rule};
use crate::access::outcomes::join;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "retention-changeable",
    title: "Can change the rules that protect data",
    severity: Severity::High,
    confidence: Confidence::Certain,
    refuses: false,
    message: "It can {what}. Such rules protect records and evidence.",
    remedy: "Issue the link without the permission i, unless managing those rules is its purpose.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
        "https://learn.microsoft.com/azure/storage/blobs/immutable-storage-overview",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let phrases = context.effective.phrases('i');
    if phrases.is_empty() {
        return Vec::new();
    }
    let hit = Hit::on(context.token, &["sp"]).with("what", join(&phrases));
    let is_certain = context
        .effective
        .held
        .iter()
        .any(|held| held.grant.letter == 'i' && held.is_certain);
    if is_certain {
        hit.alone()
    } else {
        hit.confidence(Confidence::Possible).alone()
    }
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2020-08-04&ss=bfqt&srt=sco&sp=rwdlacupitfx&se=2027-01-01T00:00:00Z&sig={sig}",
        "https://contosoexample.blob.core.windows.net/c/b?sv=2022-11-02&sr=b&sp=ri&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        // `i` for files has no meaning.
        "?sv=2022-11-02&ss=fqt&srt=sco&sp=rwdli&se=2027-01-01T00:00:00Z&sig={sig}",
        // Without `o` in `srt` the letter has no effect.
        "?sv=2022-11-02&ss=b&srt=sc&sp=rli&se=2027-01-01T00:00:00Z&sig={sig}",
        // `si` is a policy on the server, not the letter.
        "?sv=2022-11-02&sr=c&si=i&sig={sig}",
    ],
};
