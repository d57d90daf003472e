//! The list of what scans found: one entry a token with all its places, sorted, filtered, exported.
//!
//! Every text is made safe when it comes in, so that no row and no export can show a secret. The
//! tokens' own texts are kept apart; [`Inventory::text`] is the only way to them.

mod closing;
mod csv;
mod export;
mod file;
mod html;
mod kinds;
mod markdown;
mod messages;
mod model;
mod order;
mod places;
mod read;
mod safe;
mod sarif;

pub use export::{Export, Format};
pub use file::{FILE_SCHEMA, FileRefusal, InventoryFile, LARGEST_FILE};
pub use model::*;
#[cfg(target_arch = "wasm32")]
pub(crate) use read::named;

use crate::access::time::say_moment;
use crate::policy::LIMIT_RULES;
use crate::report::{Batch, HitParam, HitRow, Impact, Looked, Message, NotRead, Place, Reason};
use crate::report::{Certainty, Kind, Level, State, verdict};
use crate::rules::RULES;
use crate::token::secret::SecretText;
use chrono::{DateTime, Utc};
use order::Order;
use places::{Pool, SafePlace, Spot};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write;

#[cfg(feature = "reference")]
pub(crate) use closing::templates;

/// The most places of one token that are listed; the others are counted.
pub const MOST_PLACES: usize = 10_000;

/// The most things that were not read and are listed; the others are counted by reason.
pub const MOST_NOT_READ: usize = 10_000;

/// The most tokens that are listed, and the most places of all of them together. A scan of hostile
/// files must not fill the memory.
const MOST_ENTRIES: usize = 200_000;
const MOST_PLACES_IN_ALL: usize = 2_000_000;

/// More arguments and parameters than any token has.
const MOST_ARGUMENTS: usize = 40;
const MOST_PARAMS: usize = 200;

/// The list of what scans found.
///
/// ```
/// use chrono::{TimeZone, Utc};
/// use sas_lens::inventory::{Inventory, Query};
/// use sas_lens::report::{HitRow, Looked};
///
/// let now = Utc.with_ymd_and_hms(2026, 6, 1, 12, 0, 0).unwrap();
/// let row: HitRow = serde_json::from_str(r#"{
///     "id": "00112233445566778899aabbccddeeff", "kind": "storage-account", "level": "severe",
///     "title": "Severe", "sentence": "Whoever has it can read everything.", "state": "live",
///     "impact": "account", "certainty": "certain", "because": [], "params": [],
///     "place": { "file": "app.env", "line": 3, "offset": 40 }
/// }"#)?;
///
/// let mut inventory = Inventory::new(now);
/// inventory.add_hit(row, "the token's own text".to_owned());
/// inventory.add_looked(Looked { files: 1, bytes: 900, ..Looked::default() });
///
/// let rows = inventory.rows(&Query { count: 10, ..Query::default() });
/// assert_eq!(rows.rows[0].place, "app.env:3");
/// let closing = &inventory.summary().closing;
/// assert_eq!(closing[0].text, "Found 1 secret in 1 place.");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug)]
pub struct Inventory {
    now: DateTime<Utc>,
    entries: Vec<Kept>,
    by_id: BTreeMap<u128, usize>,
    pool: Pool,
    listed_places: usize,
    /// Finds that are counted only.
    unlisted: u64,
    /// Tokens that a filter left out of the file that this list was read from.
    filtered: u32,
    not_read: Vec<NotRead>,
    reasons: BTreeMap<Reason, u64>,
    looked: Looked,
    /// Changes with the list.
    revision: u64,
    order: Order,
}

/// A token as it is kept.
#[derive(Debug)]
struct Kept {
    id: u128,
    kind: Kind,
    level: Level,
    sentence: String,
    state: State,
    impact: Impact,
    ends: Option<i64>,
    account: Option<String>,
    certainty: Certainty,
    because: Vec<Message>,
    fingerprint: Option<String>,
    /// The organisation's own limits that it breaks: the id and the title of each rule. A copy that opens
    /// nothing breaks none.
    broken_limits: Vec<(&'static str, &'static str)>,
    params: Vec<HitParam>,
    text: Option<SecretText>,
    /// The place whose row this is.
    told_at: SafePlace,
    /// In their order, whichever was found first.
    places: Vec<Spot>,
    place_count: u32,
}

impl Inventory {
    /// Returns an empty list that speaks about a moment.
    pub fn new(now: DateTime<Utc>) -> Self {
        Self {
            now,
            entries: Vec::new(),
            by_id: BTreeMap::new(),
            pool: Pool::new(),
            listed_places: 0,
            unlisted: 0,
            filtered: 0,
            not_read: Vec::new(),
            reasons: BTreeMap::new(),
            looked: Looked::default(),
            revision: 0,
            order: Order::default(),
        }
    }

    /// Adds what a scan hands over in one go.
    pub fn add_batch(&mut self, batch: Batch) {
        for hit in batch.hits {
            self.add_hit(hit.row, hit.text);
        }
        for not_read in &batch.not_read {
            self.add_not_read(not_read);
        }
        if let Some(looked) = batch.looked {
            self.add_looked(looked);
        }
    }

    /// Adds one token at one place, with its own text. The same token at another place becomes
    /// another place of the same entry. Where two of its rows differ, the more certain one counts, and
    /// of these the worse: whichever was found first.
    pub fn add_hit(&mut self, row: HitRow, text: String) {
        self.revision += 1;
        let place = row.place.clone();
        let safe = SafePlace::of(&place);
        let known = number(&row.id).map(|id| (id, self.by_id.get(&id).copied()));
        let at = match known {
            Some((id, None)) if self.entries.len() < MOST_ENTRIES => {
                let at = self.entries.len();
                self.by_id.insert(id, at);
                self.entries
                    .push(Kept::new(id, row, Some(text), safe.clone()));
                at
            }
            Some((id, Some(at))) => {
                if let Some(entry) = self.entries.get_mut(at) {
                    entry.learn(id, row, text, &safe);
                }
                at
            }
            _ => {
                self.unlisted += 1;
                return;
            }
        };
        self.add_place(at, &place, &safe);
    }

    fn add_place(&mut self, at: usize, place: &Place, safe: &SafePlace) {
        let Some(entry) = self.entries.get_mut(at) else {
            return;
        };
        entry.place_count = entry.place_count.saturating_add(1);
        let is_full = self.listed_places >= MOST_PLACES_IN_ALL || entry.places.len() >= MOST_PLACES;
        let pool = &self.pool;
        // What would stand behind the last one leaves no trace.
        let is_behind = |last: &Spot| last.order(pool) <= safe.order();
        if is_full && (pool.is_full() || entry.places.last().is_none_or(is_behind)) {
            return;
        }
        let spot = Spot::keep(place, safe, &mut self.pool);
        let pool = &self.pool;
        let at = entry
            .places
            .partition_point(|known| known.order(pool) <= spot.order(pool));
        entry.places.insert(at, spot);
        if is_full {
            entry.places.pop();
        } else {
            self.listed_places += 1;
        }
    }

    /// Adds something that was not read.
    pub fn add_not_read(&mut self, not_read: &NotRead) {
        self.revision += 1;
        let count = self.reasons.entry(not_read.reason).or_default();
        *count = count.saturating_add(1);
        let path = safe::path(&not_read.path);
        // In their order, whichever worker told it first.
        let key = (path.as_str(), not_read.reason);
        let at = self
            .not_read
            .partition_point(|known| (known.path.as_str(), known.reason) <= key);
        if at >= MOST_NOT_READ {
            return;
        }
        let row = NotRead {
            path,
            reason: not_read.reason,
            text: safe::prose(&not_read.text),
        };
        self.not_read.insert(at, row);
        self.not_read.truncate(MOST_NOT_READ);
    }

    /// Adds what a scan looked at to what was looked at before.
    pub fn add_looked(&mut self, looked: Looked) {
        let sum = &mut self.looked;
        sum.files = sum.files.saturating_add(looked.files);
        sum.bytes = sum.bytes.saturating_add(looked.bytes);
        sum.entries = sum.entries.saturating_add(looked.entries);
        sum.expanded_bytes = sum.expanded_bytes.saturating_add(looked.expanded_bytes);
        sum.not_read = sum.not_read.saturating_add(looked.not_read);
    }

    /// Returns the rows that were asked for. The list is sorted again only when it, or the question,
    /// has changed.
    pub fn rows(&mut self, query: &Query) -> Rows {
        self.sort(query);
        let redacted = self.entries.iter().filter(|entry| entry.is_redacted());
        let order = self.order.entries();
        let from = usize::try_from(query.from).unwrap_or(usize::MAX);
        let count = usize::try_from(query.count).unwrap_or(usize::MAX);
        Rows {
            total: whole(self.entries.len()),
            redacted: whole(redacted.count()),
            places: self.place_count(),
            matching: whole(order.len()),
            rows: order
                .iter()
                .skip(from)
                .take(count)
                .filter_map(|at| self.entries.get(*at))
                .map(|entry| self.row(entry))
                .collect(),
        }
    }

    /// Returns one token with `count` of its places, from one of them on.
    pub fn entry(&self, id: &str, from: u32, count: u32) -> Option<Entry> {
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        Some(self.details(self.find(id)?, from, count))
    }

    /// Returns the token's own text, with its secrets, for [`crate::analyze`]. A list that was opened
    /// from a file has none.
    pub fn text(&self, id: &str) -> Option<&str> {
        self.find(id)?.text.as_ref().map(SecretText::expose)
    }

    /// Returns what was not read, as far as it is listed.
    pub fn not_read(&self) -> &[NotRead] {
        &self.not_read
    }

    /// In how many places all tokens stand.
    fn place_count(&self) -> u64 {
        let counts = self.entries.iter().map(|entry| entry.place_count);
        counts.map(u64::from).sum()
    }

    fn find(&self, id: &str) -> Option<&Kept> {
        self.entries.get(*self.by_id.get(&number(id)?)?)
    }

    fn row(&self, entry: &Kept) -> EntryRow {
        EntryRow {
            id: entry.name(),
            level: entry.level,
            title: entry.title().to_owned(),
            sentence: entry.sentence.clone(),
            kind: entry.kind,
            kind_words: kinds::spec(entry.kind).words.to_owned(),
            account: entry.account.clone(),
            ends: entry.ends,
            ends_words: entry.ends_at().map(say_moment),
            state: entry.state,
            certainty: entry.certainty,
            broken_limits: whole(entry.broken_limits.len()),
            place: self
                .order
                .place_of(entry)
                .map_or_else(String::new, |place| place.say(&self.pool)),
            places: entry.place_count,
            in_head: entry.in_head(),
            in_history: entry.places.iter().any(|place| place.is_past()),
        }
    }

    fn details(&self, entry: &Kept, from: usize, count: usize) -> Entry {
        Entry {
            id: entry.name(),
            kind: entry.kind,
            level: entry.level,
            title: entry.title().to_owned(),
            sentence: entry.sentence.clone(),
            state: entry.state,
            impact: entry.impact,
            ends: entry.ends,
            account: entry.account.clone(),
            certainty: entry.certainty,
            because: entry.because.clone(),
            fingerprint: entry.fingerprint.clone(),
            broken_limits: entry
                .broken_limits
                .iter()
                .map(|(rule, title)| Message::render(format!("rule/{rule}"), title, &[]))
                .collect(),
            params: entry.params.clone(),
            place_count: entry.place_count,
            listed_places: whole(entry.places.len()),
            places: entry
                .places
                .iter()
                .skip(from)
                .take(count)
                .map(|place| place.to_place(&self.pool))
                .collect(),
        }
    }
}

impl Kept {
    /// Takes a row over; every text of it is made safe. The place is not taken.
    fn new(id: u128, row: HitRow, text: Option<String>, told_at: SafePlace) -> Self {
        Self {
            id,
            kind: row.kind,
            level: row.level,
            sentence: safe::prose(&row.sentence),
            state: row.state,
            impact: row.impact,
            ends: row.ends,
            account: row.account.as_deref().map(safe::input),
            certainty: row.certainty,
            because: row
                .because
                .iter()
                .take(MOST_ARGUMENTS)
                .map(argument)
                .collect(),
            broken_limits: if row.certainty == Certainty::Redacted {
                Vec::new()
            } else {
                limits(&row.broken_limits)
            },
            fingerprint: row.fingerprint.and_then(|hex| safe::hex(&hex, &[64])),
            params: row.params.iter().take(MOST_PARAMS).map(param).collect(),
            text: text.map(SecretText::new),
            told_at,
            places: Vec::new(),
            place_count: 0,
        }
    }

    /// Takes over what another row says of the same token, if that counts for more, or has the text that
    /// is missing here.
    fn learn(&mut self, id: u128, row: HitRow, text: String, place: &SafePlace) {
        // Most rows say the same again: nothing is made of them.
        let (rank, known) = (
            rank((row.certainty, row.level, row.impact, row.ends)),
            rank((self.certainty, self.level, self.impact, self.ends)),
        );
        // Of those that count as much, the one of the first place, whatever was found first.
        let is_better = rank < known
            || (rank == known && place.order() < self.told_at.order())
            || (self.text.is_none() && row.certainty == self.certainty);
        if is_better {
            let (places, place_count) = (std::mem::take(&mut self.places), self.place_count);
            *self = Self {
                places,
                place_count,
                ..Self::new(id, row, Some(text), place.clone())
            };
        }
    }

    /// Whether its signature was taken out, so that it opens nothing.
    fn is_redacted(&self) -> bool {
        self.certainty == Certainty::Redacted
    }

    /// Its level in words. A copy without its signature has none, whatever the whole link opens.
    fn title(&self) -> &'static str {
        if self.is_redacted() {
            "Taken out"
        } else {
            verdict::title(self.level)
        }
    }

    /// What an export says of it: the verdict's sentence, and what else a reader has to know.
    fn told(&self) -> String {
        self.told_within(usize::MAX)
    }

    /// The same, with so many characters of the sentence at most.
    fn told_within(&self, most: usize) -> String {
        let mut told: String = self.sentence.chars().take(most).collect();
        if self.is_redacted() {
            told.push_str(" In this copy the signature was taken out.");
        }
        if !self.broken_limits.is_empty() {
            let limits = self.say_limits();
            let _ = write!(told, " Against the organisation\u{2019}s limits: {limits}.");
        }
        told
    }

    /// The titles of the limits that it breaks.
    fn say_limits(&self) -> String {
        let titles: Vec<&str> = self.broken_limits.iter().map(|(_, title)| *title).collect();
        titles.join("; ")
    }

    fn name(&self) -> String {
        format!("{:032x}", self.id)
    }

    fn ends_at(&self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(self.ends?, 0)
    }

    /// Whether the checked-out commit has it: in one place is enough.
    fn in_head(&self) -> Option<bool> {
        let mut answer = None;
        for place in self.places.iter().filter(|place| place.is_past()) {
            match place.in_head() {
                Some(true) => return Some(true),
                Some(false) => answer = Some(false),
                None => return None,
            }
        }
        answer
    }
}

/// What counts among rows of one token: the smaller, the more. What names no end is taken to end last.
fn rank(
    (certainty, level, impact, ends): (Certainty, Level, Impact, Option<i64>),
) -> (Certainty, Level, Impact, Reverse<i64>) {
    (certainty, level, impact, Reverse(ends.unwrap_or(i64::MAX)))
}

/// The value of an id, if it is one.
fn number(id: &str) -> Option<u128> {
    u128::from_str_radix(&safe::hex(id, &[32])?, 16).ok()
}

/// The limits of an organisation that are named, in words of ours: a file may come from anybody.
fn limits(named: &[Message]) -> Vec<(&'static str, &'static str)> {
    let is_named = |rule: &str| {
        named
            .iter()
            .any(|message| message.id.strip_prefix("rule/") == Some(rule))
    };
    RULES
        .iter()
        .filter(|rule| LIMIT_RULES.contains(&rule.id) && is_named(rule.id))
        .map(|rule| (rule.id, rule.title))
        .collect()
}

fn argument(message: &Message) -> Message {
    let is_id = |letter: u8| letter.is_ascii_lowercase() || matches!(letter, b'/' | b'-');
    Message {
        id: if message.id.bytes().all(is_id) {
            message.id.clone()
        } else {
            String::new()
        },
        args: message
            .args
            .iter()
            .take(MOST_ARGUMENTS)
            .map(|(name, value)| (safe::input(name), safe::input(value)))
            .collect(),
        text: safe::prose(&message.text),
    }
}

/// A value under a secret's name is one, whatever it looks like.
fn param(param: &HitParam) -> HitParam {
    let name = safe::input(&param.name);
    let value = if crate::token::redact::is_secret_name(&param.name) {
        crate::token::redact::REDACTED.to_owned()
    } else {
        safe::input(&param.value)
    };
    HitParam { name, value }
}

fn whole(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
