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
use crate::params::table::ParamSpec;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "time-without-seconds",
    title: "Date in an unusual form",
    severity: Severity::Low,
    confidence: Confidence::Likely,
    refuses: false,
    message: "{oddities}. Some tools rewrite such dates, and then the signature no longer fits.",
    remedy: "Issue links with dates down to the second and a Z at the end, such as 2027-01-01T10:00:00Z.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/formatting-datetime-values",
        "https://github.com/Azure/azure-storage-azcopy/issues/384",
        "https://github.com/Azure/azure-storage-azcopy/issues/122",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let found: Vec<(&ParamSpec, Oddity)> = ["st", "se"]
        .into_iter()
        .filter_map(|key| {
            let param = context.token.param(key)?;
            Some((param.spec?, find_oddity(param.decoded.expose())?))
        })
        .collect();
    let said = match found.as_slice() {
        [] => return Vec::new(),
        [(start, oddity), (end, other)] if oddity == other => {
            format!(
                "{} and {} {} {}",
                start.say(),
                end.say(),
                oddity.many,
                oddity.what
            )
        }
        found => found
            .iter()
            .map(|(spec, oddity)| format!("{} {} {}", spec.say(), oddity.one, oddity.what))
            .collect::<Vec<_>>()
            .join(", and "),
    };
    let keys: Vec<&str> = found.iter().map(|(spec, _)| spec.key).collect();
    Hit::on(context.token, &keys).with("oddities", said).alone()
}

/// What is unusual, with its verb for one date and for both.
#[derive(PartialEq, Eq)]
struct Oddity {
    one: &'static str,
    many: &'static str,
    what: &'static str,
}

fn find_oddity(text: &str) -> Option<Oddity> {
    let date = time::parse(text)?;
    let (one, many, what) = match date.form {
        DateForm::Day => (
            "names",
            "name",
            "a day without a time, which means its very first moment, UTC",
        ),
        DateForm::Minutes => ("has", "have", "no seconds"),
        DateForm::Fraction if fraction_digits(text) != 7 => (
            "has",
            "have",
            "a fraction of a second that is not 7 digits long",
        ),
        _ if !date.has_zone => ("has", "have", "no Z at the end"),
        _ if date.is_lower_case => (
            "is",
            "are",
            "written with a small t or z, which no document mentions",
        ),
        _ => return None,
    };
    Some(Oddity { one, many, what })
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
