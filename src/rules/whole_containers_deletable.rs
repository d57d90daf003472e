//! # What it finds
//!
//! An account SAS that can delete whole containers, shares, queues or tables: `srt` holds c and `sp`
//! holds d.
//!
//! # Why it matters
//!
//! One request removes a container with all its data, and a short script all of them. Critical,
//! because the link needs nothing else for it. Soft delete for containers and file shares can save
//! the data where the account has it; the link does not show that, and there is none for queues and
//! tables. Other kinds of token can never delete a container.
//!
//! # Example
//!
//! `?ss=b&srt=co&sp=rd&…`
//!
//! # What to do
//!
//! Replace the token: take c out of `srt`, or d out of `sp`.
//!
//! # Sources
//!
//! The operations table of "Create an account SAS"; "Soft delete for containers".

use super::{Context, Hit, Rule};
use crate::access::outcomes::join;
use crate::params::grants::Target;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "whole-containers-deletable",
    title: "Can delete whole containers",
    severity: Severity::Critical,
    confidence: Confidence::Certain,
    refuses: false,
    message: "It can delete whole {containers} of the account, with everything in them. One request is enough for each.",
    remedy: "Replace it with a link that cannot delete at that level: without c in srt, or without d in sp. Until then, switch on soft delete, so that deleted containers and file shares can be brought back. Queues and tables have none.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-account-sas",
        "https://learn.microsoft.com/azure/storage/blobs/soft-delete-container-overview",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let containers: Vec<&str> = context
        .effective
        .held
        .iter()
        .filter(|held| held.grant.letter == 'd' && held.grant.target == Target::Container)
        .map(|held| held.grant.service.containers())
        .collect();
    if !context.is_account() || containers.is_empty() {
        return Vec::new();
    }
    Hit::on(context.token, &["sp", "srt", "ss"])
        .with("containers", join(&containers))
        .alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&ss=b&srt=co&sp=rd&se=2027-01-01T00:00:00Z&sig={sig}",
        "?sv=2020-08-04&ss=bfqt&srt=c&sp=d&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        // Objects only: each can be deleted, the container cannot.
        "?sv=2022-11-02&ss=b&srt=o&sp=rd&se=2027-01-01T00:00:00Z&sig={sig}",
        // `c` in `sp` is create.
        "?sv=2022-11-02&ss=b&srt=so&sp=rcd&se=2027-01-01T00:00:00Z&sig={sig}",
        // A container SAS deletes blobs, never the container.
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=rwdl&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
