//! The entrance: text and a moment in, a report out.

use crate::policy::Policy;
use crate::repair;
use crate::report::{Report, Survey, build};
use chrono::{DateTime, Utc};

/// What a report depends on beside the text.
#[derive(Clone, Debug)]
pub struct Options {
    /// The moment the report speaks about.
    pub now: DateTime<Utc>,
    /// An organisation's own limits.
    pub policy: Policy,
}

impl Options {
    /// Returns options for a moment, without a policy.
    pub fn at(now: DateTime<Utc>) -> Self {
        Self {
            now,
            policy: Policy::default(),
        }
    }
}

/// The largest text that is read, in bytes: offsets in a report have 32 bits.
const LARGEST_TEXT: usize = u32::MAX as usize;

/// Finds and explains every signature in a text. Secrets are replaced.
///
/// ```
/// use chrono::{TimeZone, Utc};
/// use sas_lens::{Options, analyze, report::Level};
///
/// let now = Utc.with_ymd_and_hms(2026, 6, 1, 12, 0, 0).unwrap();
/// let report = analyze("https://contosoexample.blob.core.windows.net/c/b.txt", &Options::at(now));
/// assert!(report.tokens.is_empty());
/// assert_eq!(report.notes[0].kind, "unsigned-storage-link");
/// ```
pub fn analyze(text: &str, options: &Options) -> Report {
    analyze_as(text, options, build::Secrets::Redacted)
}

/// The same, with the values of parameters left as they stand: for someone who asked to see them.
/// Messages, commands and resources stay redacted.
pub fn analyze_revealed(text: &str, options: &Options) -> Report {
    analyze_as(text, options, build::Secrets::Revealed)
}

fn analyze_as(text: &str, options: &Options, secrets: build::Secrets) -> Report {
    build::report(
        text,
        &repair::find_tokens(within_limit(text)),
        options,
        secrets,
    )
}

/// Lists the signatures of a text, most dangerous first, without explaining each parameter.
///
/// ```
/// use chrono::{TimeZone, Utc};
/// use sas_lens::{Options, survey};
///
/// let now = Utc.with_ymd_and_hms(2026, 6, 1, 12, 0, 0).unwrap();
/// assert!(survey("no link here", &Options::at(now)).rows.is_empty());
/// ```
pub fn survey(text: &str, options: &Options) -> Survey {
    build::survey(text, &repair::find_tokens(within_limit(text)), options)
}

/// Cuts a text at the limit; what is cut off is named as skipped by the report.
pub(crate) fn within_limit(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LARGEST_TEXT))
        .unwrap_or(text)
}
