//! # What it finds
//!
//! An id of a user, tenant or request (`skoid`, `sktid`, `saoid`, `suoid`, `sduoid`, `skdutid`,
//! `scid`) that is not written as a GUID.
//!
//! # Why it matters
//!
//! Ids in Microsoft Entra are GUIDs; anything else is a placeholder, a name or damage. Low, because
//! at worst the link fails or the log entry is hard to find; what Azure does with it is not
//! documented.
//!
//! # Example
//!
//! `&skoid=maria@contosoexample.com`
//!
//! # What to do
//!
//! Use the id as Entra shows it: 8-4-4-4-12 digits from 0 to f.
//!
//! # Sources
//!
//! "Create a user delegation SAS".

use super::{Context, Hit, Place, Rule};
use crate::params::table::Shape;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "malformed-guid",
    title: "Id that is not a GUID",
    severity: Severity::Low,
    confidence: Confidence::Certain,
    refuses: false,
    message: "The value of {name} is not an id in the usual form (a GUID such as 11111111-2222-3333-4444-555555555555).",
    remedy: "Issue the link again with the id in that form, without braces.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let params = context.token.params.iter().enumerate();
    params
        .filter(|(_, param)| !param.is_repeat && !param.decoded.expose().is_empty())
        .filter_map(|(at, param)| {
            let spec = param.spec.filter(|spec| spec.shape == Shape::Guid)?;
            let is_malformed = !is_guid(param.decoded.expose());
            is_malformed.then(|| Hit::at(Place::Param(at)).with("name", spec.key))
        })
        .collect()
}

fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, letter)| match at {
            8 | 13 | 18 | 23 => letter == b'-',
            _ => letter.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2025-07-05&sr=c&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sduoid=maria@contosoexample.com&sig={sig}",
        // Braces do not belong to it.
        "?sv=2025-07-05&sr=c&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&scid=%7Beeeeeeee-0000-0000-0000-000000000004%7D&sig={sig}",
    ],
    silent: &[
        // Capital letters are the same digits.
        "?sv=2025-07-05&sr=c&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&saoid=EEEEEEEE-0000-0000-0000-000000000004&sig={sig}",
        // The name of a policy is no id.
        "?sv=2022-11-02&sr=c&si=readers&sig={sig}",
    ],
};
