//! # What it finds
//!
//! A token for an interface that Microsoft has announced to retire, after the announced day: the
//! direct management interface of API Management, on 15 March 2025.
//!
//! # Why it matters
//!
//! If the interface is gone, the token opens nothing. Whether it is gone everywhere cannot be told
//! from the token. Information only.
//!
//! # Example
//!
//! `SharedAccessSignature uid=integration&ex=2026-06-20T03:04:00.0000000Z&sn=…`
//!
//! # What to do
//!
//! Move tools to the interface of Azure Resource Manager, and switch the old one off.
//!
//! # Sources
//!
//! "Direct management API retirement (March 2025)".

use super::{Context, Hit, Rule, Told};
use crate::access::time;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    told: Told {
        id: "interface-retired",
        title: "For an interface that was to be retired",
        severity: Severity::Info,
        confidence: Confidence::Likely,
        refuses: false,
        message: "Microsoft announced to retire this interface on {day}. It may open nothing any more. That cannot be told from here.",
        remedy: "Move your tools to Azure Resource Manager, and switch this interface off.",
        sources: &[
            "https://learn.microsoft.com/azure/api-management/breaking-changes/direct-management-api-retirement-march-2025",
        ],
    },
    check,
};

fn check(context: &Context<'_>) -> Option<Hit> {
    let reading = context.reading;
    let day = reading
        .facts
        .retired
        .filter(|day| reading.life.now >= *day)?;
    Some(Hit::of(&RULE, None).with("day", time::say_day(day)))
}

#[cfg(test)]
pub(super) const FIRES: &[&str] = &[
    "SharedAccessSignature uid=integration&ex=2026-06-20T03:04:00.0000000Z&sn={key64}",
    "SharedAccessSignature integration&202606200304&{key64}",
];

#[cfg(test)]
pub(super) const SILENT: &[&str] = &[
    "SharedAccessSignature sr=contosohub.azure-devices.net%2Fdevices%2Fd1&sig={sig}&se=1893553445",
    "AccountName=contosoexample;AccountKey={key64}",
];
