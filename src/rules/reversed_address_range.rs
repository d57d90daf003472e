//! # What it finds
//!
//! A range of allowed addresses (`sip`) whose first address is higher than its last.
//!
//! # Why it matters
//!
//! Read as it is written, the range holds no address, so nobody could use the link. Medium, because
//! it locks out rather than lets in. Only possible: the documents do not say what the server does
//! with such a range; if it turned the two around, the link would work.
//!
//! # Example
//!
//! `&sip=203.0.113.9-203.0.113.7`
//!
//! # What to do
//!
//! Write the lower address first.
//!
//! # Sources
//!
//! "Create an account SAS" describes the range and says nothing of this case.

use super::{Context, Hit, Rule};
use crate::access::network::{self, Addresses};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "reversed-address-range",
    title: "Address range runs backwards",
    severity: Severity::Medium,
    confidence: Confidence::Possible,
    refuses: false,
    message: "The allowed addresses run from {first} down to {last}. Read like that, the range is empty and nobody can use the link. What Azure really does is not documented.",
    remedy: "Issue a new link with the lower address first.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-account-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let addresses = context.token.in_force("sip").map(network::parse);
    match addresses {
        Some(range @ Addresses::Range { first, last }) if range.is_reversed() => {
            Hit::on(context.token, &["sip"])
                .with("first", first.to_string())
                .with("last", last.to_string())
                .alone()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sip=203.0.113.9-203.0.113.7&sig={sig}",
        // As text the first is the smaller one; as an address it is not.
        "?sv=2022-11-02&ss=b&srt=sco&sp=rl&se=2027-01-01T00:00:00Z&sip=198.51.100.10-198.51.100.9&sig={sig}",
    ],
    silent: &[
        // As text 9 comes after 10.
        "?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sip=203.0.113.9-203.0.113.10&sig={sig}",
        // A range of one address.
        "?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sip=203.0.113.9-203.0.113.9&sig={sig}",
        // One end is no address: another rule names that.
        "?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sip=203.0.113.9-7&sig={sig}",
    ],
};
