//! # What it finds
//!
//! A token for a container whose name tells that Azure itself keeps something in it: logs, function
//! keys, disks of virtual machines.
//!
//! # Why it matters
//!
//! Few who share such a container mean to. Medium: what is in it often opens more than the container
//! does, as keys and whole disks do. Likely, not certain, because only the name says what is inside;
//! anyone may give a container that name.
//!
//! # Example
//!
//! `https://contosoexample.blob.core.windows.net/azure-webjobs-secrets?sr=c&sp=rl&…`
//!
//! # What to do
//!
//! Make the token stop working unless it was meant, and change the keys it gave away.
//!
//! # Sources
//!
//! The pages of the services that make these containers.

use super::{Context, Hit, Rule};
use crate::params::Service;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "sensitive-container",
    title: "Opens a container that Azure services use",
    severity: Severity::Medium,
    confidence: Confidence::Likely,
    refuses: false,
    message: "It leads into the container {container}. By its name, that container holds {contents}.",
    remedy: "Stop the link unless it was meant for exactly this. If it was public, change every key and password that the container holds.",
    sources: &[
        "https://learn.microsoft.com/azure/storage/common/storage-analytics-logging",
        "https://learn.microsoft.com/azure/storage/blobs/storage-blob-change-feed",
        "https://learn.microsoft.com/azure/azure-functions/storage-considerations",
        "https://learn.microsoft.com/azure/azure-monitor/essentials/resource-logs",
        "https://learn.microsoft.com/azure/virtual-machines/boot-diagnostics",
    ],
    check,
};

/// Containers that services make, and what they keep there; a name with `-` at its end is a prefix.
const CONTAINERS: &[(&str, &str)] = &[
    (
        "$blobchangefeed",
        "a record of every change to the account's blobs",
    ),
    (
        "$logs",
        "logs of the requests to the account: who asked for what, and from which address",
    ),
    (
        "azure-webjobs-hosts",
        "the inner state of an Azure Functions app",
    ),
    (
        "azure-webjobs-secrets",
        "the keys that open an Azure Functions app",
    ),
    (
        "bootdiagnostics-",
        "boot logs and screenshots of a virtual machine",
    ),
    ("insights-logs-", "diagnostic logs of Azure services"),
    (
        "vhds",
        "disks of virtual machines, with everything stored on them",
    ),
];

fn check(context: &Context<'_>) -> Vec<Hit> {
    let is_blob = context.token.kind.service() == Some(Service::Blob);
    let Some(name) = context.scope.container.as_deref().filter(|_| is_blob) else {
        return Vec::new();
    };
    let fits = |known: &str| {
        if known.ends_with('-') {
            name.starts_with(known)
        } else {
            name == known
        }
    };
    match CONTAINERS.iter().find(|(known, _)| fits(known)) {
        Some((_, contents)) => Hit::on(context.token, &["sr"])
            .with("container", name)
            .with("contents", *contents)
            .alone(),
        None => Vec::new(),
    }
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "https://contosoexample.blob.core.windows.net/azure-webjobs-secrets?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        "https://contosoexample.blob.core.windows.net/insights-logs-storageread/a/b.json?sv=2022-11-02&sr=b&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        "https://contosoexample.blob.core.windows.net/%24logs?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        // Only the beginning is the same.
        "https://contosoexample.blob.core.windows.net/vhds-backup?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        // A folder of that name in another container.
        "https://contosoexample.blob.core.windows.net/c/vhds/a.vhd?sv=2022-11-02&sr=b&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        // A file share of that name.
        "https://contosoexample.file.core.windows.net/vhds?sv=2022-11-02&sr=s&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
