//! # What it finds
//!
//! A start or expiry that is not written the way Azure's own libraries write it: down to the second,
//! with `Z` at the end.
//!
//! # Why it matters
//!
//! The text of the date is part of what was signed. Some tools rewrite dates on the way, after which
//! the signature no longer fits; AzCopy did. Low, because the documents allow most of these forms and
//! the link works where nobody touches it.
//!
//! # Example
//!
//! `&se=2027-01-01` or `&se=2027-01-01T10:00Z`
//!
//! # What to do
//!
//! Issue links with dates such as `2027-01-01T10:00:00Z`.
//!
//! # Sources
//!
//! "Formatting DateTime values"; two reports from users of AzCopy.

use super::{Context, Hit, Rule};
use crate::access::time::{self, DateForm};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "time-without-seconds",
    title: "Date in an unusual form",
    severity: Severity::Low,
    confidence: Confidence::Likely,
    refuses: false,
    message: "{field} {oddity}. Some tools rewrite such dates, and then the signature no longer fits.",
    remedy: "Issue links with dates down to the second and a Z at the end, such as 2027-01-01T10:00:00Z.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/formatting-datetime-values",
        "https://github.com/Azure/azure-storage-azcopy/issues/384",
        "https://github.com/Azure/azure-storage-azcopy/issues/122",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    ["st", "se"]
        .into_iter()
        .filter_map(|key| {
            let param = context.token.param(key)?;
            let oddity = find_oddity(param.decoded.expose())?;
            let field = format!("{} ({key})", param.spec?.title);
            Some(
                Hit::on(context.token, &[key])
                    .with("field", field)
                    .with("oddity", oddity),
            )
        })
        .collect()
}

fn find_oddity(text: &str) -> Option<&'static str> {
    let date = time::parse(text)?;
    match date.form {
        DateForm::Day => Some("names a day without a time, which means its very first moment, UTC"),
        DateForm::Minutes => Some("has no seconds"),
        DateForm::Fraction if fraction_digits(text) != 7 => {
            Some("has a fraction of a second that is not 7 digits long")
        }
        _ if !date.has_zone => Some("has no Z at its end"),
        _ if date.is_lower_case => {
            Some("is written with a small t or z, which no document mentions")
        }
        _ => None,
    }
}

fn fraction_digits(text: &str) -> usize {
    text.split_once('.').map_or(0, |(_, rest)| {
        rest.bytes().take_while(u8::is_ascii_digit).count()
    })
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01&sig={sig}",
        "?sv=2022-11-02&sr=c&sp=r&st=2026-01-01T10:00Z&se=2027-01-01T10:00:00Z&sig={sig}",
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T10:00:00.123Z&sig={sig}",
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T10:00:00&sig={sig}",
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01t10:00:00z&sig={sig}",
    ],
    silent: &[
        "?sv=2022-11-02&sr=c&sp=r&st=2026-01-01T10:00:00Z&se=2027-01-01T10:00:00Z&sig={sig}",
        // Seven digits are what .NET writes.
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T10:00:00.1234567Z&sig={sig}",
        // No date at all: another rule says so.
        "?sv=2022-11-02&sr=c&sp=r&se=tomorrow&sig={sig}",
    ],
};
