//! # What it finds
//!
//! A token that lives longer than its product says that such tokens may: 30 days for the management
//! interface of API Management, a day for Azure Maps.
//!
//! # Why it matters
//!
//! Whether the product refuses it, or takes it until the end that it states, is not documented. So it
//! may be dead, or made by a tool that goes around the limit. Medium, and only possible.
//!
//! # Example
//!
//! `SharedAccessSignature uid=integration&ex=2030-01-02T03:04:00.0000000Z&sn=…`
//!
//! # What to do
//!
//! Treat it as working, and stop it. Issue tokens within the limit.
//!
//! # Sources
//!
//! "Azure API Management REST API authentication"; "Azure Maps: Accounts, List Sas".

use super::{Context, Hit, Rule, Told};
use crate::access::time;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    told: Told {
        id: "longer-than-allowed",
        title: "Longer than its product allows",
        severity: Severity::Medium,
        confidence: Confidence::Possible,
        refuses: false,
        message: "Its end is {span} away. Such tokens may live for {longest} at most. Whether Azure takes a longer one is not documented.",
        remedy: "Treat it as working, and stop it. Issue tokens that live as long as the task takes.",
        sources: &[
            "https://learn.microsoft.com/rest/api/apimanagement/apimanagementrest/azure-api-management-rest-api-authentication",
            "https://learn.microsoft.com/rest/api/maps-management/accounts/list-sas",
        ],
    },
    check,
};

fn check(context: &Context<'_>) -> Option<Hit> {
    let reading = context.reading;
    let (said, longest) = reading.facts.longest?;
    let span = reading.life.span().filter(|span| *span > longest)?;
    let end = reading.life.end()?;
    let said_span = time::say_span(end - span, end);
    let hit = Hit::of(&RULE, reading.facts.expiry_key)
        .with("span", said_span)
        .with("longest", said);
    Some(hit)
}

#[cfg(test)]
pub(super) const FIRES: &[&str] = &[
    "SharedAccessSignature uid=integration&ex=2030-01-02T03:04:00.0000000Z&sn={key64}",
    "SharedAccessSignature integration&203001020304&{key64}",
];

#[cfg(test)]
pub(super) const SILENT: &[&str] = &[
    "SharedAccessSignature uid=integration&ex=2026-06-30T03:04:00.0000000Z&sn={key64}",
    // No limit is known for these.
    "SharedAccessSignature sr=sb%3A%2F%2Fcontoso.servicebus.windows.net%2F&sig={sig}&se=1893553445&skn=SendRule",
];
