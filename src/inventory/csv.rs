//! The list as CSV (RFC 4180): one line for each place, then one for each thing that was not read.
//!
//! It starts with the mark of UTF-8, without which Excel reads it in the code page of the machine.
//! What a spreadsheet would take for a formula gets an apostrophe in front.

use super::closing::{counted, words};
use super::export::Chosen;
use super::{Kept, kinds};
use crate::report::Place;
use chrono::SecondsFormat;

const HEAD: [&str; 20] = [
    "Level",
    "Kind",
    "Account",
    "Ends",
    "State",
    "Certainty",
    "What the holder can do",
    "Against the limits",
    "File",
    "Inside",
    "Line",
    "Column (bytes)",
    "Offset (bytes)",
    "Wrapped in",
    "Commit",
    "Path in the commit",
    "Date of the commit",
    "In the checked-out commit",
    "Fingerprint (SHA-256)",
    "Id",
];

pub(super) fn write(chosen: &Chosen<'_>, left_out: &mut Vec<String>) -> String {
    let inventory = chosen.inventory;
    let mut out = String::from('\u{FEFF}');
    line(&mut out, &HEAD.map(str::to_owned));
    for entry in chosen.entries() {
        for spot in &entry.places {
            line(&mut out, &cells(entry, &spot.to_place(&inventory.pool)));
        }
        let rest = u64::from(entry.place_count).saturating_sub(length(entry.places.len()));
        if rest > 0 {
            let told = format!(
                "({} not listed)",
                counted(rest, "more place", "more places")
            );
            left_out.push(format!("Id {}: {told}", entry.name()));
            let place = Place {
                file: told,
                ..Place::default()
            };
            line(&mut out, &cells(entry, &place));
        }
    }
    for not_read in &inventory.not_read {
        let mut cells = [const { String::new() }; HEAD.len()];
        let [level, _, _, _, state, _, sentence, _, file, ..] = &mut cells;
        "Not read".clone_into(level);
        words(not_read.reason).clone_into(state);
        sentence.clone_from(&not_read.text);
        file.clone_from(&not_read.path);
        line(&mut out, &cells);
    }
    for sentence in chosen.closing() {
        let mut cells = [const { String::new() }; HEAD.len()];
        let [level, _, _, _, _, _, told, ..] = &mut cells;
        "Summary".clone_into(level);
        *told = sentence;
        line(&mut out, &cells);
    }
    out
}

fn cells(entry: &Kept, place: &Place) -> [String; HEAD.len()] {
    let number = |number: Option<u64>| number.map_or_else(String::new, |number| number.to_string());
    let ends = entry
        .ends_at()
        .map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true));
    let history = place.history.clone().unwrap_or_default();
    [
        entry.title().to_owned(),
        kinds::spec(entry.kind).words.to_owned(),
        entry.account.clone().unwrap_or_default(),
        ends.unwrap_or_default(),
        super::export::name(&entry.state),
        super::export::name(&entry.certainty),
        entry.sentence.clone(),
        entry.say_limits(),
        place.file.clone(),
        place.inner.join("!"),
        number(place.line),
        number(place.column),
        number(Some(place.offset)),
        place.carriers.join(" "),
        history.commit.unwrap_or(history.object),
        history.path.unwrap_or_default(),
        history.author_date.unwrap_or_default(),
        history
            .in_head
            .map_or("", |is_in| if is_in { "yes" } else { "no" })
            .to_owned(),
        entry.fingerprint.clone().unwrap_or_default(),
        entry.name(),
    ]
}

fn line(out: &mut String, cells: &[String]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        out.push_str(&quoted(cell));
    }
    out.push_str("\r\n");
}

/// A cell. Every one that is more than letters stands in quotes.
fn quoted(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
        && !is_number(cell);
    let safe = if is_formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if safe.contains([',', '"', '\r', '\n', '\'', ';']) || safe.trim() != safe {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

/// Digits with a sign in front are no formula.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit())
}

fn length(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_becomes_text_and_a_number_stays_one() {
        assert_eq!(quoted("=1+1"), "\"'=1+1\"");
        assert_eq!(quoted("-2"), "-2");
        assert_eq!(quoted("-2+3"), "\"'-2+3\"");
        assert_eq!(quoted("@SUM(A1)"), "\"'@SUM(A1)\"");
        assert_eq!(quoted("\tx"), "\"'\tx\"");
        assert_eq!(quoted("a\"b"), "\"a\"\"b\"");
        assert_eq!(quoted("plain words"), "plain words");
    }
}
