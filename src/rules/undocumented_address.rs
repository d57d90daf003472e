//! # What it finds
//!
//! An allowed address (`sip`) that is not written as Azure documents it: an IPv6 address, a CIDR
//! block, a list, or no address at all.
//!
//! # Why it matters
//!
//! The documents know one IPv4 address, or two with a hyphen between them; anything else should be
//! refused. Medium, because the link fails rather than opens too much. Whoever relies on the value
//! as a limit should know that it is none.
//!
//! # Example
//!
//! `&sip=203.0.113.0/24`
//!
//! # What to do
//!
//! Write the block as a range from its first to its last address.
//!
//! # Sources
//!
//! "Create an account SAS" (field `signedIp`).

use super::{Context, Hit, Rule};
use crate::access::network::{self, Addresses};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "undocumented-address",
    title: "Allowed address in an unknown form",
    severity: Severity::Medium,
    confidence: Confidence::Certain,
    refuses: true,
    message: "The allowed address (sip) is {what}. That is not in a form that Azure knows.",
    remedy: "Issue a new link with one IPv4 address, or a range such as 203.0.113.0-203.0.113.255.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-account-sas",
        "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    match context.token.in_force("sip").map(network::parse) {
        Some(Addresses::Undocumented(reason)) => Hit::on(context.token, &["sip"])
            .with("what", reason.title())
            .alone(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sip=203.0.113.0/24&sig={sig}",
        "?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sip=2001%3Adb8%3A%3A1&sig={sig}",
        "?sv=2022-11-02&ss=b&srt=sco&sp=rl&se=2027-01-01T00:00:00Z&sip=203.0.113.7,203.0.113.9&sig={sig}",
        "?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sip=office&sig={sig}",
    ],
    silent: &[
        "?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sip=203.0.113.0-203.0.113.255&sig={sig}",
        // Backwards, and of a documented form.
        "?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sip=203.0.113.9-203.0.113.7&sig={sig}",
        // Without an address there is nothing to misread.
        "?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
