//! The list as a JSON file, and the list that is opened from one.

use super::places::SafePlace;
use super::{Entry, Inventory, Kept, ReasonCount, number, safe, whole};
use crate::report::{HitRow, Looked, NotRead, Tool};
use chrono::{DateTime, SecondsFormat};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;

/// The version of the file's shape.
pub const FILE_SCHEMA: u32 = 1;

/// The largest file that is opened, in bytes.
pub const LARGEST_FILE: usize = 256 * 1024 * 1024;

/// The list as it stands in a file. Unknown keys are ignored, so that what a later version adds does
/// no harm; another version of the shape is refused.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct InventoryFile {
    /// The version of this shape.
    pub schema: u32,
    /// What made the list.
    pub tool: Tool,
    /// The moment the verdicts speak about, RFC 3339, UTC.
    pub now: String,
    /// The tokens, each with its places.
    pub entries: Vec<Entry>,
    /// How many finds are counted only, because the list was full.
    pub unlisted: u64,
    /// How many tokens a filter left out of this file.
    #[serde(default)]
    pub filtered: u32,
    /// What was not read, as far as it is listed.
    pub not_read: Vec<NotRead>,
    /// How many things were not read, by reason.
    pub reasons: Vec<ReasonCount>,
    /// What was looked at.
    pub looked: Looked,
}

/// Why a file is no list: one sentence that names the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRefusal(String);

impl fmt::Display for FileRefusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for FileRefusal {}

/// What tells a list from other files.
#[derive(Deserialize)]
struct Head {
    schema: u32,
    tool: Tool,
}

/// The list, written entry by entry: a copy of all of them would take the memory twice.
struct Written<'a> {
    inventory: &'a Inventory,
    order: &'a [usize],
}

struct Entries<'a>(&'a Written<'a>);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let inventory = self.inventory;
        let reasons = inventory.told_reasons();
        let mut file = serializer.serialize_struct("InventoryFile", 9)?;
        file.serialize_field("schema", &FILE_SCHEMA)?;
        file.serialize_field("tool", &tool())?;
        file.serialize_field("now", &inventory.now_text())?;
        file.serialize_field("entries", &Entries(self))?;
        file.serialize_field("unlisted", &inventory.unlisted)?;
        let left_out = inventory.entries.len().saturating_sub(self.order.len());
        let filtered = inventory.filtered.saturating_add(whole(left_out));
        file.serialize_field("filtered", &filtered)?;
        file.serialize_field("notRead", &inventory.not_read)?;
        file.serialize_field("reasons", &reasons)?;
        file.serialize_field("looked", &inventory.looked)?;
        file.end()
    }
}

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Written { inventory, order } = self.0;
        let entries = order.iter().filter_map(|at| inventory.entries.get(*at));
        serializer.collect_seq(entries.map(|entry| inventory.details(entry, 0, usize::MAX)))
    }
}

/// Writes the entries that are given by their indices.
pub(super) fn write(inventory: &Inventory, order: &[usize]) -> String {
    serde_json::to_string(&Written { inventory, order }).unwrap_or_default()
}

pub(super) fn tool() -> Tool {
    Tool {
        name: "sas-lens".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

impl Inventory {
    /// Opens a list that was exported as JSON: the same entries, places and verdicts, without the
    /// tokens' own texts. Its texts are made safe again, since anybody can write such a file.
    ///
    /// # Errors
    ///
    /// When the file is too large, no JSON, no such list, or of another version.
    pub fn read(json: &str) -> Result<Self, FileRefusal> {
        if json.len() > LARGEST_FILE {
            return Err(FileRefusal("The file is larger than 256 MB.".to_owned()));
        }
        // Some programs put a mark in front of a file's text.
        let json = json.strip_prefix('\u{FEFF}').unwrap_or(json);
        let head: Head = from_json(json)?;
        if head.tool.name != "sas-lens" {
            return Err(refused("tool.name", "not a list of sas-lens"));
        }
        if head.schema != FILE_SCHEMA {
            return Err(refused("schema", "a version that is not known here"));
        }
        let file: InventoryFile = from_json(json)?;
        let now = DateTime::parse_from_rfc3339(&file.now)
            .map_err(|_| refused("now", "no moment such as 2026-06-01T12:00:00Z"))?;
        let mut inventory = Self::new(now.to_utc());
        for (at, entry) in file.entries.into_iter().enumerate() {
            inventory
                .take_entry(entry)
                .map_err(|problem| refused(&format!("entries[{at}]"), problem))?;
        }
        for not_read in &file.not_read {
            inventory.add_not_read(not_read);
        }
        inventory.reasons.clear();
        for row in file.reasons {
            let count = inventory.reasons.entry(row.reason).or_default();
            *count = count.saturating_add(row.count);
        }
        inventory.unlisted = inventory.unlisted.saturating_add(file.unlisted);
        inventory.looked = file.looked;
        inventory.filtered = file.filtered;
        Ok(inventory)
    }

    fn take_entry(&mut self, entry: Entry) -> Result<(), &'static str> {
        let id = number(&entry.id).ok_or("the id is not 32 hex digits")?;
        if self.by_id.contains_key(&id) {
            return Err("its id stands in the list before");
        }
        if self.entries.len() >= super::MOST_ENTRIES {
            self.unlisted = self.unlisted.saturating_add(1);
            return Ok(());
        }
        let places = entry.places;
        let count = entry.place_count.max(whole(places.len()));
        let row = HitRow {
            id: entry.id,
            kind: entry.kind,
            level: entry.level,
            title: String::new(),
            sentence: entry.sentence,
            state: entry.state,
            impact: entry.impact,
            ends: entry.ends,
            account: entry.account,
            certainty: entry.certainty,
            because: entry.because,
            fingerprint: entry.fingerprint,
            broken_limits: entry.broken_limits,
            params: entry.params,
            place: places.first().cloned().unwrap_or_default(),
        };
        let at = self.entries.len();
        self.by_id.insert(id, at);
        let told_at = SafePlace::of(&row.place);
        self.entries.push(Kept::new(id, row, None, told_at));
        for place in &places {
            self.add_place(at, place, &SafePlace::of(place));
        }
        if let Some(entry) = self.entries.get_mut(at) {
            entry.place_count = count;
        }
        Ok(())
    }

    /// The moment the list speaks about, as it is written.
    pub(super) fn now_text(&self) -> String {
        self.now.to_rfc3339_opts(SecondsFormat::Secs, true)
    }

    fn told_reasons(&self) -> Vec<ReasonCount> {
        let rows = self.reasons.iter();
        rows.map(|(reason, count)| ReasonCount {
            reason: *reason,
            count: *count,
        })
        .collect()
    }
}

fn refused(place: &str, problem: &str) -> FileRefusal {
    FileRefusal(format!(
        "The file cannot be opened as a list: {place}: {problem}."
    ))
}

/// What the parser says may quote the file.
fn from_json<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, FileRefusal> {
    serde_json::from_str(json).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        let told = safe::prose(&error.to_string());
        let problem = told.split(" at line ").next().unwrap_or_default();
        refused(&place, problem)
    })
}
