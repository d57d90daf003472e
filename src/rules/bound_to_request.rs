//! # What it finds
//!
//! A user delegation SAS that names headers (`srh`) or query parameters (`srq`) which every request
//! must carry.
//!
//! # Why it matters
//!
//! The values were agreed when the token was made, are part of the signature, and do not stand in
//! the link: a copy alone is useless. Good for that reason. Versions before 2026-04-06 know neither,
//! so the rule is silent there.
//!
//! # Example
//!
//! `&srh=x-ms-client-request-id`
//!
//! # What to do
//!
//! Keep it so, and keep the values away from the link.
//!
//! # Sources
//!
//! "Create a user delegation SAS".

use super::{Context, Hit, Rule};
use crate::access::outcomes::join;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "bound-to-request",
    title: "Needs values that are not in the link",
    severity: Severity::Good,
    confidence: Confidence::Certain,
    refuses: false,
    message: "Each request must also send agreed values in {names}. They do not stand in the link, so a copy of it alone does not work.",
    remedy: "Keep it so, and never send the agreed values together with the link.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    if !context.is_delegation() {
        return Vec::new();
    }
    let names: Vec<String> = [("srh", "the headers"), ("srq", "the query parameters")]
        .into_iter()
        .filter_map(|(key, noun)| required(context, key).map(|names| format!("{noun} {names}")))
        .collect();
    if names.is_empty() {
        return Vec::new();
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    Hit::on(context.token, &["srh", "srq"])
        .with("names", join(&names))
        .alone()
}

/// The names that a parameter lists, if the token's version signs it.
fn required(context: &Context<'_>, key: &str) -> Option<String> {
    let since = context.token.param(key)?.spec?.since;
    let names = context
        .token
        .value(key)
        .filter(|_| context.token.version() >= since)?;
    let names: Vec<&str> = names
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2026-04-06&sr=b&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&srh=x-ms-client-request-id&sig={sig}",
        "?sv=2026-04-06&sr=c&sp=rl&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&srh=x-contoso-a,x-contoso-b&srq=order&sig={sig}",
    ],
    silent: &[
        // The version does not sign it.
        "?sv=2025-07-05&sr=b&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&srh=x-ms-client-request-id&sig={sig}",
        // Only a user delegation SAS has it.
        "?sv=2026-04-06&sr=b&sp=r&se=2026-06-02T00:00:00Z&srh=x-ms-client-request-id&sig={sig}",
        // Empty, so it asks for nothing.
        "?sv=2026-04-06&sr=b&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&srh=&sig={sig}",
    ],
};
