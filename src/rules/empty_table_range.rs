//! # What it finds
//!
//! A table token whose range ends before it starts: the first partition (`spk`) comes after the last
//! (`epk`), or, within one partition, the first row (`srk`) after the last (`erk`).
//!
//! # Why it matters
//!
//! No row lies in such a range. Medium, because the link opens nothing, and the cause is often that
//! numbers were compared as numbers: Azure compares keys as text, where 10 comes before 9.
//!
//! # Example
//!
//! `?tn=orders&spk=9&epk=10&…`
//!
//! # What to do
//!
//! Swap the limits, or pad numbers with zeros.
//!
//! # Sources
//!
//! "Create a service SAS", "Specify table access".

use super::{Context, Hit, Rule};
use crate::report::{Confidence, Kind, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "empty-table-range",
    title: "Range without a row",
    severity: Severity::Medium,
    confidence: Confidence::Certain,
    refuses: false,
    message: "Its first {limit} is \"{first}\" and its last is \"{last}\". Azure compares them as text, where the first comes after the last, so no row is in the range.",
    remedy: "Issue the link again with the smaller key first. Write numbers with leading zeros, so that 09 comes before 10.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-service-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let token = context.token;
    let (Some(first), Some(last)) = (token.value("spk"), token.value("epk")) else {
        return Vec::new();
    };
    if token.kind != Kind::StorageServiceTable {
        return Vec::new();
    }
    if is_after(first, last) {
        return Hit::on(token, &["spk", "epk"])
            .with("limit", "partition")
            .with("first", first)
            .with("last", last)
            .alone();
    }
    match (token.value("srk"), token.value("erk")) {
        (Some(first_row), Some(last_row)) if first == last && is_after(first_row, last_row) => {
            Hit::on(token, &["srk", "erk"])
                .with("limit", "row")
                .with("first", first_row)
                .with("last", last_row)
                .alone()
        }
        _ => Vec::new(),
    }
}

/// Compares as the service does: by UTF-16 units.
fn is_after(one: &str, other: &str) -> bool {
    one.encode_utf16().gt(other.encode_utf16())
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&tn=orders&sp=r&se=2027-01-01T00:00:00Z&spk=b&epk=a&sig={sig}",
        // As text, 9 comes after 10.
        "?sv=2022-11-02&tn=orders&sp=r&se=2027-01-01T00:00:00Z&spk=9&epk=10&sig={sig}",
        "?sv=2022-11-02&tn=orders&sp=r&se=2027-01-01T00:00:00Z&spk=a&srk=2&epk=a&erk=1&sig={sig}",
    ],
    silent: &[
        // Equal limits leave one partition and one row.
        "?sv=2022-11-02&tn=orders&sp=r&se=2027-01-01T00:00:00Z&spk=a&srk=1&epk=a&erk=1&sig={sig}",
        // In different partitions the rows need not be in order.
        "?sv=2022-11-02&tn=orders&sp=r&se=2027-01-01T00:00:00Z&spk=a&srk=2&epk=b&erk=1&sig={sig}",
    ],
};
