//! Recognises an HTTP status that was pasted without the answer it came with.

use super::beside::Link;
use super::explain::Told;
use super::{sentences, tell};
use crate::repair::mapped::to_u32;
use crate::repair::marks::starts_with_ignore_case;
use crate::report::segments::Places;
use crate::report::{ErrorForm, ServerError};
use std::ops::Range;

/// Each status that Azure refuses with, and the phrase that goes with it.
/// Source: <https://www.rfc-editor.org/rfc/rfc9110#name-status-codes>
const STATUSES: [(u16, &str); 5] = [
    (400, "bad request"),
    (401, "unauthorized"),
    (403, "forbidden"),
    (404, "not found"),
    (409, "conflict"),
];

/// A longer text, in bytes, is more than a status.
const LONGEST: usize = 400;

/// Explains what a bare status tells, and how to learn more.
pub(super) fn error(text: &str, links: &[Link<'_>], places: &Places<'_>) -> Option<ServerError> {
    if !links.is_empty() || text.len() > LONGEST {
        return None;
    }
    let (status, range) = find(text)?;
    let row = sentences::explanation("body-missing")?;
    let mut told = Told::surely("body-missing");
    told.args.push(("status", status.to_string()));
    Some(ServerError {
        code: None,
        status: Some(status),
        form: ErrorForm::Text,
        title: row.title.to_owned(),
        cause: tell::cause(row, &told),
        fixes: tell::fixes_of(row, &told),
        certain: true,
        alternatives: Vec::new(),
        remarks: Vec::new(),
        token: None,
        mistake: None,
        details: Vec::new(),
        string_to_sign: None,
        source: "https://learn.microsoft.com/rest/api/storageservices/status-and-error-codes2"
            .to_owned(),
        span: places.span(to_u32(range.start), to_u32(range.end)),
    })
}

/// Finds a status with its phrase behind it, as in `403 Forbidden` or `(403) Forbidden`, or alone.
fn find(text: &str) -> Option<(u16, Range<usize>)> {
    STATUSES.iter().find_map(|(status, phrase)| {
        let digits = status.to_string();
        let is_alone = text.trim() == digits;
        let (at, _) = text.match_indices(&digits).find(|(at, _)| {
            let before = text.get(..*at).unwrap_or_default();
            let behind = text.get(at + digits.len()..).unwrap_or_default();
            let words = behind.trim_start_matches([' ', ')', ':', ',', '-', '(', '"', '\'']);
            let is_whole = !before.ends_with(|letter: char| letter.is_ascii_alphanumeric());
            is_alone || (is_whole && starts_with_ignore_case(words, phrase))
        })?;
        Some((*status, at..at + digits.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_told_from_other_numbers() {
        let status = |text: &str| find(text).map(|(status, _)| status);
        for text in [
            "403",
            "403 Forbidden",
            "HTTP/1.1 403 Forbidden",
            "The remote server returned an error: (403) Forbidden.",
            "Response status code does not indicate success: 403 (Forbidden).",
        ] {
            assert_eq!(status(text), Some(403), "{text}");
        }
        for text in ["1403 forbidden", "a 403 b", "Forbidden", "200 OK"] {
            assert_eq!(status(text), None, "{text}");
        }
    }
}
