//! The sentences of the list and its exports.

use crate::report::Message;

/// Every sentence: its id and its template, sorted by id.
const MESSAGES: &[(&str, &str)] = &[
    (
        "inventory/breaking-limits",
        "Against the organisation’s limits: {count}.",
    ),
    (
        "inventory/filtered",
        "A filter left {count} more out of this file when it was saved.",
    ),
    ("inventory/found", "Found {secrets} in {places}."),
    (
        "inventory/found-none",
        "No signature was found in what was read.",
    ),
    ("inventory/looked", "Looked into {files} ({size})."),
    (
        "inventory/looked-inside",
        "Looked into {files} ({size}) and {entries} inside them.",
    ),
    ("inventory/looked-nothing", "Nothing was looked into."),
    (
        "inventory/looked-part",
        "Looked into {size} of what was not read to its end.",
    ),
    (
        "inventory/not-read",
        "{count} were not read, or not to the end: {reasons}.",
    ),
    (
        "inventory/not-read-one",
        "1 was not read, or not to the end: {reasons}.",
    ),
    (
        "inventory/redacted",
        "{copies} in {places} had the signature taken out: such a copy opens nothing.",
    ),
    (
        "inventory/unlisted",
        "The list is full: {count} more were found and are only counted.",
    ),
];

/// Lists every template of this module, for those who measure or translate them.
#[cfg(feature = "reference")]
pub(super) fn templates() -> impl Iterator<Item = (String, &'static str)> {
    MESSAGES
        .iter()
        .map(|(id, template)| ((*id).to_owned(), *template))
}

/// Renders a sentence of the table.
pub(super) fn message(id: &'static str, args: &[(&str, &str)]) -> Message {
    Message::of(MESSAGES, id, args)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_unique() {
        for pair in MESSAGES.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{}", pair[1].0);
        }
    }
}
