//! What all exports share: which entries they hold, and what they say they leave out.

use super::closing::{counted, grouped};
use super::{Inventory, Kept, Query, csv, file, html, markdown, sarif};
use crate::report::shape;
use serde::{Deserialize, Serialize};

shape! {
    /// The formats that a list can be written in.
    pub enum Format {
        /// All of it, to be opened again.
        Json,
        /// SARIF 2.1.0, within what GitHub takes.
        Sarif,
        /// One line for each place.
        Csv,
        /// For a ticket or a wiki.
        Markdown,
        /// One file for people, to be kept or printed.
        Html,
    }
}

shape! {
    /// A list, written.
    pub struct Export {
        /// A name for the file.
        pub name: String,
        /// The file's media type.
        pub media_type: String,
        /// The file's text.
        pub text: String,
        /// What the file leaves out, in sentences; the file says it, too.
        pub left_out: Vec<String>,
    }
}

/// Writes a list, and says what it leaves out.
type Write = fn(&Chosen<'_>, &mut Vec<String>) -> String;

/// The formats: the end of the file's name, the media type, and who writes it.
const FORMATS: &[(Format, &str, &str, Write)] = &[
    (Format::Json, "json", "application/json", |chosen, _| {
        file::write(chosen.inventory, &chosen.order)
    }),
    (
        Format::Sarif,
        "sarif",
        "application/sarif+json",
        sarif::write,
    ),
    (Format::Csv, "csv", "text/csv;charset=utf-8", csv::write),
    (
        Format::Markdown,
        "md",
        "text/markdown;charset=utf-8",
        markdown::write,
    ),
    (Format::Html, "html", "text/html;charset=utf-8", html::write),
];

/// The entries of an export.
pub(super) struct Chosen<'a> {
    pub(super) inventory: &'a Inventory,
    pub(super) order: Vec<usize>,
}

impl<'a> Chosen<'a> {
    pub(super) fn entries(&self) -> impl Iterator<Item = &'a Kept> {
        let inventory = self.inventory;
        self.order
            .iter()
            .filter_map(|at| inventory.entries.get(*at))
    }

    /// Says how many secrets are left out behind those that are written.
    pub(super) fn rest(&self, written: usize) -> Option<String> {
        let rest = self.order.len().saturating_sub(written);
        let rest = u64::try_from(rest).unwrap_or(u64::MAX);
        let more = counted(rest, "more is", "more are");
        (rest > 0).then(|| format!("{more} left out at the end; the JSON has them all."))
    }

    /// The closing line, with what a filter keeps out.
    pub(super) fn closing(&self) -> Vec<String> {
        let mut closing: Vec<String> = self
            .inventory
            .summary()
            .closing
            .into_iter()
            .map(|message| message.text)
            .collect();
        let all = self.inventory.entries.len();
        if self.order.len() < all {
            let number = |count: usize| grouped(u64::try_from(count).unwrap_or(u64::MAX));
            let (some, all) = (number(self.order.len()), number(all));
            closing.push(format!("Of {all} in the list, a filter left {some} here."));
        }
        closing
    }
}

impl Inventory {
    /// Writes the entries that a question's filter lets through, or all of them: worst first, so that
    /// what a format has no room for is the least dangerous. Secrets are in none of the formats.
    ///
    /// ```
    /// use chrono::{TimeZone, Utc};
    /// use sas_lens::inventory::{Format, Inventory};
    ///
    /// let now = Utc.with_ymd_and_hms(2026, 6, 1, 12, 0, 0).unwrap();
    /// let export = Inventory::new(now).export(Format::Json, None);
    /// let again = Inventory::read(&export.text)?;
    /// assert_eq!(again.export(Format::Json, None), export);
    /// # Ok::<(), sas_lens::inventory::FileRefusal>(())
    /// ```
    pub fn export(&self, format: Format, query: Option<&Query>) -> Export {
        let worst_first = Query {
            filter: query.map(|query| query.filter.clone()).unwrap_or_default(),
            ..Query::default()
        };
        let chosen = Chosen {
            inventory: self,
            order: self.sorted(&worst_first),
        };
        let mut left_out = Vec::new();
        let row = FORMATS.iter().find(|(known, ..)| *known == format);
        let (end, media_type, text) = row
            .map(|(_, end, kind, write)| (*end, *kind, write(&chosen, &mut left_out)))
            .unwrap_or_default();
        let now = self.now_text();
        let day = now.split('T').next().unwrap_or_default();
        Export {
            name: format!("sas-lens-{day}.{end}"),
            media_type: media_type.to_owned(),
            text,
            left_out,
        }
    }
}

/// A value by its name in the report, such as `severe`.
pub(super) fn name<T: Serialize>(value: &T) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    json.trim_matches('"').to_owned()
}
