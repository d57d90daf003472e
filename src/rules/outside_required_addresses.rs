//! # What it finds
//!
//! A link that works from addresses outside those the organisation requires: without a limit
//! (`sip`), or with one that no required range holds as a whole. This rule speaks only when the
//! organisation has named ranges (`requiredAddressRanges`).
//!
//! # Why it matters
//!
//! A link that works from the organisation's own network only is of little use to whoever finds a
//! copy elsewhere. High, because it is a limit that somebody set on purpose; the organisation can
//! choose another severity. Where the limit cannot be read, or ends before it starts, it is likely
//! rather than certain: what Azure does with it is not documented.
//!
//! # Example
//!
//! `&sip=198.51.100.7`, where `203.0.113.0/24` is required
//!
//! # What to do
//!
//! Issue a link with a limit to the organisation's own addresses, and stop this one.
//!
//! # Sources
//!
//! The organisation's own limits; "Create an account SAS" (field `signedIp`).

use super::{Context, Hit, Rule};
use crate::access::network::{self, Addresses};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "outside-required-addresses",
    title: "Works outside the required addresses",
    severity: Severity::High,
    confidence: Confidence::Certain,
    refuses: false,
    message: "{what}. Your organisation requires a limit to its own network addresses.",
    remedy: "Issue a link that is limited to the required addresses, then stop this one.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-account-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let required = context.policy.required_address_ranges();
    if required.is_empty() {
        return Vec::new();
    }
    let hit = Hit::on(context.token, &["sip"]);
    let Some(addresses) = context.token.in_force("sip").map(network::parse) else {
        return hit
            .with("what", "It works from any network address")
            .alone();
    };
    let is_inside = required
        .iter()
        .filter_map(|range| network::parse_block(range))
        .any(|range| range.contains(addresses));
    match addresses {
        _ if is_inside => Vec::new(),
        Addresses::Range { .. } if !addresses.is_reversed() => hit
            .with("what", "It works from addresses that are not among them")
            .alone(),
        _ => hit
            .with("what", "What its limit on addresses does is not known")
            .confidence(Confidence::Likely)
            .alone(),
    }
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        // No limit at all.
        "{\"requiredAddressRanges\": [\"203.0.113.0/24\"]} ?sv=2022-11-02&sr=c&sp=r&se=2026-06-02T00:00:00Z&sig={sig}",
        "{\"requiredAddressRanges\": [\"203.0.113.0/24\"]} ?sv=2022-11-02&sr=c&sp=r&se=2026-06-02T00:00:00Z&sip=198.51.100.7&sig={sig}",
        // One address too many.
        "{\"requiredAddressRanges\": [\"203.0.113.0/24\"]} ?sv=2022-11-02&sr=c&sp=r&se=2026-06-02T00:00:00Z&sip=203.0.113.0-203.0.114.0&sig={sig}",
        // Too old to heed the limit.
        "{\"requiredAddressRanges\": [\"203.0.113.0/24\"]} ?sv=2014-02-14&sr=c&sp=r&se=2026-06-02T00:00:00Z&sip=203.0.113.7&sig={sig}",
        // A block is not in Azure's grammar.
        "{\"requiredAddressRanges\": [\"203.0.113.0/24\"]} ?sv=2022-11-02&sr=c&sp=r&se=2026-06-02T00:00:00Z&sip=203.0.113.0/25&sig={sig}",
        "{\"requiredAddressRanges\": [\"203.0.113.0/24\"]} ?sv=2022-11-02&sr=c&sp=r&se=2026-06-02T00:00:00Z&sip=203.0.113.9-203.0.113.7&sig={sig}",
    ],
    silent: &[
        "{\"requiredAddressRanges\": [\"198.51.100.7\", \"203.0.113.0/24\"]} ?sv=2022-11-02&sr=c&sp=r&se=2026-06-02T00:00:00Z&sip=203.0.113.0-203.0.113.255&sig={sig}",
        "{\"requiredAddressRanges\": [\"198.51.100.7\"]} ?sv=2022-11-02&sr=c&sp=r&se=2026-06-02T00:00:00Z&sip=198.51.100.7&sig={sig}",
        // No range is required.
        "{\"longestLifeHours\": 1} ?sv=2022-11-02&sr=c&sp=r&se=2026-06-02T00:00:00Z&sig={sig}",
    ],
};
