//! # What it finds
//!
//! A token for blobs that can change who owns files and directories (o), or who may open them (p).
//!
//! # Why it matters
//!
//! Its holder can give rights to others, and such rights stay when the link has ended. High for that
//! reason. Likely, not certain: owners and access lists exist only in accounts with a hierarchical
//! namespace (Data Lake Storage), and the link does not show whether the account is one. For queues
//! p means something else, and in an account SAS the two letters have no known effect.
//!
//! # Example
//!
//! `&sr=d&sdd=1&sp=rlop`
//!
//! # What to do
//!
//! Issue the token without o and p.
//!
//! # Sources
//!
//! The permission tables of "Create a user delegation SAS"; "Access control lists in Data Lake
//! Storage".

use super::{Context, Hit, Rule};
use crate::access::effective::Held;
use crate::access::outcomes::join;
use crate::params::Service;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "ownership-changeable",
    title: "Can change who owns and who may open files",
    severity: Severity::High,
    confidence: Confidence::Likely,
    refuses: false,
    message: "If the account has real folders (a hierarchical namespace), it can change {what}. Rights given away like that stay when the link has ended.",
    remedy: "Issue the link without the permissions o and p, unless managing those rights is its purpose.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas",
        "https://learn.microsoft.com/azure/storage/blobs/data-lake-storage-access-control",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    // What these letters do in an account SAS is not documented.
    if context.is_account() {
        return Vec::new();
    }
    let held: Vec<&Held> = context
        .effective
        .held
        .iter()
        .filter(|held| held.grant.service == Service::Blob && "op".contains(held.grant.letter))
        .collect();
    if held.is_empty() {
        return Vec::new();
    }
    let what: Vec<&str> = [('o', "who owns files"), ('p', "who may open files")]
        .into_iter()
        .filter(|(letter, _)| held.iter().any(|held| held.grant.letter == *letter))
        .map(|(_, what)| what)
        .collect();
    let hit = Hit::on(context.token, &["sp"]).with("what", join(&what));
    let is_certain = held.iter().any(|held| held.is_certain);
    if is_certain {
        hit.alone()
    } else {
        hit.confidence(Confidence::Possible).alone()
    }
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "https://contosoexample.dfs.core.windows.net/c/d?sv=2022-11-02&sr=d&sdd=1&sp=rlop&se=2027-01-01T00:00:00Z&sig={sig}",
        "?sv=2022-11-02&sr=c&sp=rlp&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
    ],
    silent: &[
        // On a queue, p takes messages off it.
        "https://contosoexample.queue.core.windows.net/q?sv=2022-11-02&sp=rp&se=2027-01-01T00:00:00Z&sig={sig}",
        // In an account SAS p is for queues.
        "?sv=2022-11-02&ss=bq&srt=sco&sp=rlp&se=2027-01-01T00:00:00Z&sig={sig}",
        // e reads access lists, and changes none.
        "https://contosoexample.dfs.core.windows.net/c?sv=2022-11-02&sr=c&sp=rle&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
