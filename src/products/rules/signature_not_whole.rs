//! # What it finds
//!
//! A token or link of another Azure product whose signature does not stand for as many bytes as its
//! algorithm gives, or was taken out.
//!
//! # Why it matters
//!
//! Azure should refuse it as it stands. Elsewhere there may be a whole copy, so the rest is judged as
//! if the signature were there. Medium, as for storage links.
//!
//! # Example
//!
//! `SharedAccessSignature sr=contosohub.azure-devices.net%2Fdevices%2Fd1&sig=REDACTED&se=1893553445`
//!
//! # What to do
//!
//! Copy it again from where it was issued, and look whether the whole of it was shared anywhere.
//!
//! # Sources
//!
//! The documents of each product; all but API Management use 32 bytes.

use super::{Context, Hit, Rule, Told};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    told: Told {
        id: "signature-not-whole",
        title: "Its signature is not whole",
        severity: Severity::Medium,
        confidence: Confidence::Certain,
        refuses: true,
        message: "Its signature does not have the length that it should have: it was cut off, changed or taken out. Azure should refuse it as it stands.",
        remedy: "Copy it again from where it was issued. Find out whether the whole of it was shared anywhere.",
        sources: &[
            "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas",
            "https://learn.microsoft.com/azure/event-grid/authenticate-with-access-keys-shared-access-signatures",
        ],
    },
    check,
};

fn check(context: &Context<'_>) -> Option<Hit> {
    let key = context.reading.facts.bad_signature?;
    Some(Hit::of(&RULE, Some(key)))
}

#[cfg(test)]
pub(super) const FIRES: &[&str] = &[
    "SharedAccessSignature sr=contosohub.azure-devices.net%2Fdevices%2Fd1&sig=REDACTED&se=1893553445",
    "SharedAccessSignature sr=sb%3A%2F%2Fcontoso.servicebus.windows.net%2F&sig=AAECAwQFBgcICQoLDA0ODxAREhMUFRYX&se=1893553445&skn=SendRule",
];

#[cfg(test)]
pub(super) const SILENT: &[&str] = &[
    "SharedAccessSignature sr=contosohub.azure-devices.net%2Fdevices%2Fd1&sig={sig}&se=1893553445",
    "SharedAccessSignature uid=integration&ex=2026-06-20T03:04:00.0000000Z&sn={key64}",
];
