//! # What it finds
//!
//! A token without `sip`: it names no addresses that it may be used from.
//!
//! # Why it matters
//!
//! A stolen copy works from anywhere. Low, because most tokens are like this, the people who use
//! them often have no fixed address, and the firewall of the account may still stop strangers,
//! which the link does not show. A token bound to one signed-in user needs no such limit, so the
//! rule is silent there.
//!
//! # Example
//!
//! `?sv=2022-11-02&sr=b&sp=r&se=…&spr=https&sig=…`, and no `sip`
//!
//! # What to do
//!
//! Name the addresses of the callers, where they are fixed.
//!
//! # Sources
//!
//! "Create an account SAS" (field `signedIp`); the best practices for SAS.

use super::{Context, Hit, Rule};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "any-network-address",
    title: "Works from any network address",
    severity: Severity::Low,
    confidence: Confidence::Likely,
    refuses: false,
    message: "It is not limited to any network address. Unless the account's firewall stops them, anyone anywhere who has a copy can use it.",
    remedy: "If the callers have fixed public addresses, issue the link with sip set to those.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-account-sas",
        "https://learn.microsoft.com/azure/storage/common/storage-sas-overview#best-practices-when-using-sas",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let is_limited = |key: &str| context.token.in_force(key).is_some();
    if is_limited("sduoid") || is_limited("sip") {
        return Vec::new();
    }
    Hit::on(context.token, &["sip"]).alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&ss=b&srt=sco&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        // `sip` in the path is no parameter.
        "https://contosoexample.blob.core.windows.net/sip/a?sv=2022-11-02&sr=b&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        "?sv=2022-11-02&ss=b&srt=sco&sp=rl&se=2027-01-01T00:00:00Z&sip=203.0.113.7&sig={sig}",
        // A range that allows everyone is still named; another rule judges it.
        "?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sip=0.0.0.0-255.255.255.255&sig={sig}",
        // Only one signed-in user can use it.
        "?sv=2025-07-05&sr=c&sp=rl&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sduoid=eeeeeeee-0000-0000-0000-000000000004&sig={sig}",
    ],
};
