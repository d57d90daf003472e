//! # What it finds
//!
//! A start, expiry, key start or key expiry that is no date in a documented form.
//!
//! # Why it matters
//!
//! Azure refuses the link ("Signature fields not well formed"), and nobody can tell when it ends.
//! Medium, because the usual cause is damage on the way: the undamaged link may be open, and for how
//! long is then unknown.
//!
//! # Example
//!
//! `&se=2027-01-01T18A08A52Z`: a Windows batch file took `%3` out of each `%3A`.
//!
//! # What to do
//!
//! Copy the link again from where it was issued; in batch files double each `%`.
//!
//! # Sources
//!
//! "Formatting DateTime values"; a report from users of AzCopy about batch files.

use super::{Context, Hit, Rule};
use crate::access::time;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "malformed-date",
    title: "Date that cannot be read",
    severity: Severity::Medium,
    confidence: Confidence::Certain,
    refuses: true,
    message: "{field} is \"{value}\", which is not a date in a form that Azure accepts{cause}.",
    remedy: "Copy the whole link again from where it was issued. In a Windows batch file, write %% for each %.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/formatting-datetime-values",
        "https://github.com/Azure/azure-storage-azcopy/issues/1106",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    ["st", "se", "skt", "ske"]
        .into_iter()
        .filter_map(|key| {
            let value = context
                .token
                .value(key)
                .filter(|value| time::parse(value).is_none())?;
            let title = context.token.param(key)?.spec?.title;
            Some(
                Hit::on(context.token, &[key])
                    .with("field", format!("{title} ({key})"))
                    .with("value", value)
                    .with("cause", find_cause(value)),
            )
        })
        .collect()
}

fn find_cause(value: &str) -> &'static str {
    let is_date_with = |left: &str| time::parse(&value.replace(left, ":")).is_some();
    if is_date_with("A") || is_date_with("3A") {
        ". Its colons were lost, most likely because a Windows batch file took %3 out of %3A"
    } else {
        ""
    }
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T18A08A52Z&sig={sig}",
        "?sv=2022-11-02&ss=b&srt=o&sp=r&st=01/02/2026&se=2027-01-01T00:00:00Z&sig={sig}",
        "?sv=2025-07-05&sr=c&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=soon&sks=b&skv=2025-07-05&sig={sig}",
    ],
    silent: &[
        // A day alone is a documented form.
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01&sig={sig}",
        // An offset instead of Z is one too.
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T10:00:00%2B02:00&sig={sig}",
        // Nothing is written at all: another rule says so.
        "?sv=2022-11-02&sr=c&sp=r&st=&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
