//! # What it finds
//!
//! A table token with a first row (`srk`) but no first partition (`spk`), or a last row (`erk`) but
//! no last partition (`epk`).
//!
//! # Why it matters
//!
//! A row key has a meaning only within a partition, and the documents demand both. Medium, because
//! the link opens nothing; it was meant to open a part of the table, and whoever puts it right in a
//! hurry may open all of it.
//!
//! # Example
//!
//! `?tn=orders&srk=100&…`
//!
//! # What to do
//!
//! Name the partition as well.
//!
//! # Sources
//!
//! "Create a service SAS", "Specify table access".

use super::{Context, Hit, Rule};
use crate::report::{Confidence, Kind, Severity};

/// Each row key, and the partition key it needs.
const PAIRS: [(&str, &str); 2] = [("srk", "spk"), ("erk", "epk")];

pub(crate) static RULE: Rule = Rule {
    id: "row-without-partition",
    title: "Row limit without a partition",
    severity: Severity::Medium,
    confidence: Confidence::Certain,
    refuses: true,
    message: "It limits the rows ({row}) but not the partition ({partition}) that they are in. Azure demands both together.",
    remedy: "Issue the link again with {partition} beside {row}, or without either.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-service-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let token = context.token;
    if token.kind != Kind::StorageServiceTable {
        return Vec::new();
    }
    PAIRS
        .iter()
        .filter(|(row, partition)| token.has(row) && token.param(partition).is_none())
        .map(|(row, partition)| {
            Hit::on(token, &[row])
                .with("row", *row)
                .with("partition", *partition)
        })
        .collect()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&tn=orders&sp=r&se=2027-01-01T00:00:00Z&srk=100&sig={sig}",
        // The other end's partition does not help.
        "?sv=2022-11-02&tn=orders&sp=r&se=2027-01-01T00:00:00Z&spk=a&erk=100&sig={sig}",
    ],
    silent: &[
        "?sv=2022-11-02&tn=orders&sp=r&se=2027-01-01T00:00:00Z&spk=a&srk=100&epk=a&erk=200&sig={sig}",
        // A partition needs no row.
        "?sv=2022-11-02&tn=orders&sp=r&se=2027-01-01T00:00:00Z&spk=a&epk=b&sig={sig}",
    ],
};
