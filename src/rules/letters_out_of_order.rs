//! # What it finds
//!
//! Permission letters of a service or user delegation SAS that do not stand in the order that Azure
//! wants: r, a, c or w, d, l for blobs; r, c or w, d, l for files; r, a, u, p for queues; r, a, u, d
//! for tables.
//!
//! # Why it matters
//!
//! A link with `dlrw` was refused where `rwdl` worked. Medium, because the link opens nothing while
//! it looks quite right. Newer letters stand in different places in links of Microsoft's own
//! libraries, and all of them work, so their order is not judged. An account SAS takes any order.
//!
//! # Example
//!
//! `&sr=c&sp=dlrw`
//!
//! # What to do
//!
//! Issue the link with the letters in order. Moving them in the finished link breaks its signature.
//!
//! # Sources
//!
//! "Create a service SAS"; a public report from users of the Python library.

use super::{Context, Hit, Rule};
use crate::params::Service;
use crate::params::resources::ResourceSpec;
use crate::report::{Confidence, Kind, Severity};

/// The letters of blobs and files whose order is checked; for queues and tables it is every letter.
const CHECKED: &str = "racwdl";

pub(crate) static RULE: Rule = Rule {
    id: "letters-out-of-order",
    title: "Permissions out of order",
    severity: Severity::Medium,
    confidence: Confidence::Likely,
    refuses: true,
    message: "Its permissions (sp) are written as {letters}. Azure wants them in a fixed order, here {order}, and refuses others.",
    remedy: "Issue the link again with sp={order}. Do not change sp in the link itself: that breaks its signature.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
        "https://github.com/Azure/azure-sdk-for-python/issues/13099",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let token = context.token;
    let (Some(spec), Some(letters)) = (context.scope.spec, token.value("sp")) else {
        return Vec::new();
    };
    // The order in a table's user delegation SAS is not published.
    if token.kind == Kind::StorageUserDelegationTable {
        return Vec::new();
    }
    let mut once: Vec<char> = Vec::new();
    for letter in letters.chars() {
        if !once.contains(&letter) {
            once.push(letter);
        }
    }
    if once
        .iter()
        .filter_map(|letter| rank(spec, *letter))
        .is_sorted()
    {
        return Vec::new();
    }
    let known = spec.letters.chars().filter(|letter| once.contains(letter));
    let unknown = once
        .iter()
        .filter(|letter| !spec.letters.contains(**letter));
    Hit::on(token, &["sp"])
        .with("letters", letters)
        .with("order", known.chain(unknown.copied()).collect::<String>())
        .alone()
}

/// Where a letter has to stand; `None` for letters whose order is not checked.
fn rank(spec: &ResourceSpec, letter: char) -> Option<usize> {
    let is_checked =
        matches!(spec.service, Service::Queue | Service::Table) || CHECKED.contains(letter);
    // Create and write are taken in either order.
    let place = if letter == 'w' { 'c' } else { letter };
    spec.letters.find(place).filter(|_| is_checked)
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2019-12-12&sr=c&sp=dlrw&se=2027-01-01T00:00:00Z&sig={sig}",
        "?sv=2022-11-02&tn=orders&sp=rdau&se=2027-01-01T00:00:00Z&sig={sig}",
        "https://contosoexample.queue.core.windows.net/q?sv=2022-11-02&sp=rpau&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        "?sv=2019-12-12&sr=c&sp=rwdl&se=2027-01-01T00:00:00Z&sig={sig}",
        // Create and write are taken in either order.
        "?sv=2019-12-12&sr=c&sp=rawcdl&se=2027-01-01T00:00:00Z&sig={sig}",
        // The newer letters (x, t, i) may stand anywhere.
        "?sv=2021-12-02&sr=c&sp=irxtdl&se=2027-01-01T00:00:00Z&sig={sig}",
        // An account SAS takes any order.
        "?sv=2022-11-02&ss=b&srt=sco&sp=dlrw&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
