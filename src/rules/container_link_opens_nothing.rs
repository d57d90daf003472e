//! # What it finds
//!
//! A link to a whole container that shows an error when it is opened in a browser, because it does
//! not ask for the list of blobs.
//!
//! # Why it matters
//!
//! Azure reads the bare address of a container as that of a blob in the root container, and the
//! signature does not fit that. Information only: the signature is good, tools that add the rest
//! themselves get in, and the error must not be taken for a link that is dead.
//!
//! # Example
//!
//! `https://contosoexample.blob.core.windows.net/c?sr=c&sp=rl&…`
//!
//! # What to do
//!
//! Add `&restype=container&comp=list` to see the list.
//!
//! # Sources
//!
//! "List Blobs"; a public report.

use super::{Context, Hit, Place, Rule};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "container-link-opens-nothing",
    title: "Shows an error in a browser",
    severity: Severity::Info,
    confidence: Confidence::Likely,
    refuses: false,
    message: "It opens a whole container, but in a browser it shows an error: it does not ask for the list of files (blobs). The signature can be good all the same.",
    remedy: "Add &restype=container&comp=list to see the list{list}.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/list-blobs",
        "https://github.com/microsoft/AzureTRE/issues/2897",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let token = context.token;
    let link = token
        .link
        .as_ref()
        .filter(|link| link.is_in_text && link.scheme == "https");
    let Some(link) = link.filter(|link| link.reading.service == Some("blob")) else {
        return Vec::new();
    };
    let is_container = !context.is_account() && token.value("sr") == Some("c");
    if !is_container || link.segments.len() != 1 || token.has("restype") {
        return Vec::new();
    }
    let can_list = context.effective.is_unknown || context.effective.has_letter('l');
    let list = if can_list {
        ""
    } else {
        ". That needs the list permission (l), which this link lacks"
    };
    let mut hit = Hit::on(token, &["sr"]);
    hit.places.push(Place::Path);
    hit.with("list", list).alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        "https://contosoexample.blob.core.windows.net/c/?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&si=readers&sig={sig}",
    ],
    silent: &[
        "https://contosoexample.blob.core.windows.net/c?restype=container&comp=list&sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        // It names a blob of the container.
        "https://contosoexample.blob.core.windows.net/c/b.txt?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        // Data Lake addresses list in another way.
        "https://contosoexample.dfs.core.windows.net/fs?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
