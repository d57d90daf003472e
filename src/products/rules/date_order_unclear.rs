//! # What it finds
//!
//! An expiry such as `1/2/2030`, which is 2 January in American order and 1 February in the order of
//! most other countries.
//!
//! # Why it matters
//!
//! Microsoft's library for .NET writes Event Grid tokens in American order, and the report follows
//! that. A tool that writes the other order means another day. Low, because the text itself is signed:
//! Azure reads it in one way only.
//!
//! # Example
//!
//! `r=https%3A%2F%2Ftopic1.westus2-1.eventgrid.azure.net%2Fapi%2Fevents&e=1%2F2%2F2030%203%3A04%3A05%20AM&s=…`
//!
//! # What to do
//!
//! Read the expiry with care, and take the later of the two days for the end.
//!
//! # Sources
//!
//! "Authenticate with access keys or shared access signatures"; the SDK for .NET.

use super::{Context, Hit, Rule, Told};
use crate::access::time;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    told: Told {
        id: "date-order-unclear",
        title: "Day and month could be swapped",
        severity: Severity::Low,
        confidence: Confidence::Possible,
        refuses: false,
        message: "Its expiry is read in American order, with the month first. With the day first it would be {other}.",
        remedy: "Count with the later of the two days, unless you know what wrote it.",
        sources: &[
            "https://learn.microsoft.com/azure/event-grid/authenticate-with-access-keys-shared-access-signatures",
        ],
    },
    check,
};

fn check(context: &Context<'_>) -> Option<Hit> {
    let (other, key) = context.reading.facts.second_reading?;
    Some(Hit::of(&RULE, Some(key)).with("other", time::say_day(other)))
}

#[cfg(test)]
pub(super) const FIRES: &[&str] = &[
    "r=https%3A%2F%2Ftopic1.westus2-1.eventgrid.azure.net%2Fapi%2Fevents&e=1%2F2%2F2030%203%3A04%3A05%20AM&s={sig}",
    "r=https%3A%2F%2Ftopic1.westus2-1.eventgrid.azure.net%2Fapi%2Fevents&e=12%2F7%2F2026%2011%3A59%3A00%20PM&s={sig}",
];

#[cfg(test)]
pub(super) const SILENT: &[&str] = &[
    // There is no month 13.
    "r=https%3A%2F%2Ftopic1.westus2-1.eventgrid.azure.net%2Fapi%2Fevents&e=1%2F13%2F2030%203%3A04%3A05%20AM&s={sig}",
    // The same day in both orders.
    "r=https%3A%2F%2Ftopic1.westus2-1.eventgrid.azure.net%2Fapi%2Fevents&e=2%2F2%2F2030%203%3A04%3A05%20AM&s={sig}",
    "r=https%3A%2F%2Ftopic1.westus2-1.eventgrid.azure.net%2Fapi%2Fevents&e=2030-01-02%2003%3A04%3A05&s={sig}",
];
