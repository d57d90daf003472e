//! # What it finds
//!
//! A link or token that states no end, and that nothing on the server ends by itself.
//!
//! # Why it matters
//!
//! A callback link of Logic Apps or Power Automate works for ever unless it was issued with an end.
//! Such links get into chats, tickets and source code, and are forgotten there. High, and not
//! critical: it starts one workflow, and nothing else.
//!
//! # Example
//!
//! `https://prod-01.westeurope.logic.azure.com/workflows/…?sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=…`
//!
//! # What to do
//!
//! Issue such links with an end, let the trigger ask for a sign-in, or limit the addresses that may
//! call it.
//!
//! # Sources
//!
//! "Secure access and data in Azure Logic Apps": generating callback links with an end, and limiting
//! who may call a trigger.

use super::{Context, Hit, Rule, Told};
use crate::products::life::End;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    told: Told {
        id: "no-expiry",
        title: "Never ends by itself",
        severity: Severity::High,
        confidence: Confidence::Certain,
        refuses: false,
        message: "It states no end. A copy of it works until someone replaces the key that signed it.",
        remedy: "Issue it with an end, let the trigger ask for a sign-in, or limit the addresses that may call it.",
        sources: &["https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app"],
    },
    check,
};

fn check(context: &Context<'_>) -> Option<Hit> {
    let reading = context.reading;
    let is_found = reading.life.end == End::Never && !reading.facts.is_key;
    (is_found && reading.is_of_use()).then(|| Hit::of(&RULE, None))
}

#[cfg(test)]
pub(super) const FIRES: &[&str] = &[
    "https://prod-01.westeurope.logic.azure.com/workflows/0123456789abcdef0123456789abcdef/triggers/manual/paths/invoke?api-version=2016-10-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=not-a-real-signature-made-for-tests-only-0123",
    "https://contosoapp.azurewebsites.net/api/flow1/triggers/manual/invoke?api-version=2022-05-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=not-a-real-signature-made-for-tests-only-0123",
];

#[cfg(test)]
pub(super) const SILENT: &[&str] = &[
    // Issued with an end.
    "https://prod-01.westeurope.logic.azure.com/workflows/0123456789abcdef0123456789abcdef/triggers/manual/paths/invoke?api-version=2016-10-01&se=2026-06-02T00%3A00%3A00.0000000Z&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=not-a-real-signature-made-for-tests-only-0123",
    // A key has no end either; another rule names it.
    "AccountName=contosoexample;AccountKey={key64}",
];
