//! The list in numbers, and the closing line: what was found, what was looked at, and what was not.

use super::messages::message;
use super::{CertaintyCount, Inventory, LevelCount, ReasonCount, Summary, whole};
use crate::access::time::say_moment;
use crate::report::{Certainty, Level, Message, Reason, verdict};

/// What was not read, said behind its number.
const REASONS: &[(Reason, &str)] = &[
    (Reason::TooDeep, "packed too deep"),
    (Reason::TooManyEntries, "with too many entries"),
    (Reason::ExpandsTooMuch, "grown too large when unpacked"),
    (Reason::TooLargeToHold, "too large to hold"),
    (Reason::Encrypted, "encrypted"),
    (Reason::Truncated, "cut off"),
    (Reason::Damaged, "damaged"),
    (Reason::UnknownMethod, "packed in an unknown way"),
    (Reason::TookTooLong, "too slow to read"),
    (Reason::Unreadable, "refused by the system"),
    (Reason::Elsewhere, "kept in another folder"),
    (Reason::Vanished, "no longer there"),
    (Reason::TooLong, "without a break for too long"),
    (Reason::Stopped, "left when the scan was stopped"),
    (Reason::Fault, "lost to a fault of this program"),
    (Reason::Unlisted, "not listed one by one"),
];

const LEVELS: [Level; 6] = [
    Level::Severe,
    Level::Elevated,
    Level::Unknown,
    Level::Unreadable,
    Level::Contained,
    Level::Spent,
];

const CERTAINTIES: [Certainty; 3] = [Certainty::Certain, Certainty::Likely, Certainty::Redacted];

/// Lists every template of the list, for those who measure or translate them.
#[cfg(feature = "reference")]
pub(crate) fn templates() -> impl Iterator<Item = (String, &'static str)> {
    super::messages::templates().chain(super::kinds::templates())
}

impl Inventory {
    /// Counts the list, and says what was looked at and what was not.
    pub fn summary(&self) -> Summary {
        let count = |is_one: &dyn Fn(&super::Kept) -> bool| {
            whole(self.entries.iter().filter(|entry| is_one(entry)).count())
        };
        let levels = LEVELS.into_iter().map(|level| LevelCount {
            level,
            title: verdict::title(level).to_owned(),
            count: count(&|entry| entry.level == level && !entry.is_redacted()),
        });
        let certainty = CERTAINTIES.into_iter().map(|certainty| CertaintyCount {
            certainty,
            count: count(&|entry| entry.certainty == certainty),
        });
        let reasons = self.reasons();
        let mut summary = Summary {
            as_of: say_moment(self.now),
            tokens: whole(self.entries.len()),
            places: self.place_count(),
            breaking_limits: count(&|entry| !entry.broken_limits.is_empty()),
            unlisted: self.unlisted,
            levels: levels.filter(|row| row.count > 0).collect(),
            certainty: certainty.filter(|row| row.count > 0).collect(),
            not_read: reasons.iter().map(|row| row.count).sum(),
            reasons,
            looked: self.looked,
            closing: Vec::new(),
        };
        let redacted = self.entries.iter().filter(|entry| entry.is_redacted());
        let places = redacted.map(|entry| u64::from(entry.place_count)).sum();
        summary.closing = closing(&summary, places);
        if self.filtered > 0 {
            let count = grouped(self.filtered.into());
            let filtered = message("inventory/filtered", &[("count", &count)]);
            summary.closing.push(filtered);
        }
        summary
    }

    /// What was not read by reason, the most common first. What a scan counted and did not hand over
    /// stands under [`Reason::Unlisted`].
    fn reasons(&self) -> Vec<ReasonCount> {
        let mut reasons = self.reasons.clone();
        // The scan's own remark that there are more is none of the things that were not read.
        reasons.remove(&Reason::Unlisted);
        let told: u64 = reasons.values().sum();
        let more = self.looked.not_read.saturating_sub(told);
        let remarks = self.reasons.get(&Reason::Unlisted).copied().unwrap_or(0);
        let unlisted = more.max(remarks);
        if unlisted > 0 {
            reasons.insert(Reason::Unlisted, unlisted);
        }
        let mut rows: Vec<ReasonCount> = reasons
            .into_iter()
            .map(|(reason, count)| ReasonCount { reason, count })
            .collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.count));
        rows
    }
}

/// The closing line; `without` is in how many places a signature was taken out.
fn closing(summary: &Summary, without: u64) -> Vec<Message> {
    let mut closing = Vec::new();
    let redacted = summary
        .certainty
        .iter()
        .find(|row| row.certainty == Certainty::Redacted)
        .map_or(0, |row| row.count);
    let tokens = summary.tokens.saturating_sub(redacted);
    if tokens == 0 {
        closing.push(message("inventory/found-none", &[]));
    } else {
        let secrets = counted(tokens.into(), "secret", "secrets");
        let places = counted(summary.places.saturating_sub(without), "place", "places");
        let args = [("secrets", secrets.as_str()), ("places", places.as_str())];
        closing.push(message("inventory/found", &args));
    }
    if redacted > 0 {
        let copies = counted(redacted.into(), "copy", "copies");
        let places = counted(without, "place", "places");
        let args = [("copies", copies.as_str()), ("places", places.as_str())];
        closing.push(message("inventory/redacted", &args));
    }
    if summary.breaking_limits > 0 {
        let count = grouped(summary.breaking_limits.into());
        closing.push(message("inventory/breaking-limits", &[("count", &count)]));
    }
    if summary.unlisted > 0 {
        let count = grouped(summary.unlisted);
        closing.push(message("inventory/unlisted", &[("count", &count)]));
    }
    closing.push(looked(summary));
    if summary.not_read > 0 {
        let reasons: Vec<String> = match summary.reasons.as_slice() {
            [only] => vec![words(only.reason).to_owned()],
            many => many
                .iter()
                .map(|row| format!("{} {}", grouped(row.count), words(row.reason)))
                .collect(),
        };
        let id = if summary.not_read == 1 {
            "inventory/not-read-one"
        } else {
            "inventory/not-read"
        };
        let count = grouped(summary.not_read);
        let args = [("count", count.as_str()), ("reasons", &reasons.join(", "))];
        closing.push(message(id, &args));
    }
    closing
}

fn looked(summary: &Summary) -> Message {
    let looked = summary.looked;
    let size = size(looked.bytes);
    if looked.files == 0 && looked.entries == 0 {
        return if looked.bytes == 0 {
            message("inventory/looked-nothing", &[])
        } else {
            message("inventory/looked-part", &[("size", &size)])
        };
    }
    let files = counted(looked.files, "file", "files");
    let args = [("files", files.as_str()), ("size", size.as_str())];
    if looked.entries == 0 {
        return message("inventory/looked", &args);
    }
    let entries = counted(looked.entries, "file", "files");
    let [files, size] = args;
    message(
        "inventory/looked-inside",
        &[files, size, ("entries", &entries)],
    )
}

/// The reason in words, as they stand behind a number.
pub(super) fn words(reason: Reason) -> &'static str {
    REASONS
        .iter()
        .find(|(known, _)| *known == reason)
        .map_or("", |(_, words)| *words)
}

/// A number and what it counts: `12,034 files`.
pub(super) fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// A number with its thousands set apart.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A size in decimal units: `3.1 GB`.
fn size(bytes: u64) -> String {
    const UNITS: [(u64, &str); 4] = [
        (1_000_000_000_000, "TB"),
        (1_000_000_000, "GB"),
        (1_000_000, "MB"),
        (1_000, "KB"),
    ];
    for (unit, name) in UNITS {
        if bytes >= unit {
            let tenths = bytes / (unit / 10);
            return if tenths < 100 {
                format!("{}.{} {name}", tenths / 10, tenths % 10)
            } else {
                format!("{} {name}", grouped(tenths / 10))
            };
        }
    }
    counted(bytes, "byte", "bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_sizes_read_well() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(size(3_140_000_000), "3.1 GB");
        assert_eq!(size(1), "1 byte");
        assert_eq!(size(999_999), "999 KB");
    }

    #[test]
    fn every_reason_has_words() {
        assert!(REASONS.iter().is_sorted_by_key(|(reason, _)| reason));
        assert_eq!(REASONS.len(), Reason::Unlisted as usize + 1);
    }
}
