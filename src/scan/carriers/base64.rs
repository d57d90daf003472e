//! Base64 and its form for addresses, in one line or in many, wherever it starts.
//!
//! A run of its letters is found without a look at most bytes: where a run of [`SHORTEST`] must
//! pass through, any other byte rules it out. Where in a run the groups of four start is known when
//! the run stands by itself; behind other letters, as in a path, the start that makes text is taken.

use super::{Decoded, Origins};

/// Letters in a row that make a run: the shortest key may have an escape behind so many.
const SHORTEST: usize = 32;
/// Letters of the shortest key that has no escape in it.
const SHORTEST_KEY: usize = 43;
/// Letters that are worth decoding: the shortest key takes this many.
const SHORTEST_DECODED: usize = 56;
/// Lengths of hashes in hex digits, which are no Base64: up to the longest, SHA-512.
const LONGEST_HASH: usize = 128;
/// Letters of a line that goes on in the next one.
const SHORTEST_LINE: usize = 40;
/// The longest break between two lines: line end, indentation and quote marks.
const LONGEST_BREAK: usize = 24;
/// Letters at the start of a run that are tried at all four starts.
const TRIED: usize = 512;
/// Characters of text in a row that show the right start.
const TELLING: usize = 24;

/// Not a letter of Base64.
const NONE: u8 = 0xFF;

/// The values of the letters, of either alphabet.
static VALUES: [u8; 256] = values();

#[expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "worked out while compiling; 64 letters fit"
)]
const fn values() -> [u8; 256] {
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut table = [NONE; 256];
    let mut index = 0;
    while index < letters.len() {
        table[letters[index] as usize] = index as u8;
        index += 1;
    }
    table[b'-' as usize] = 62;
    table[b'_' as usize] = 63;
    table
}

fn value(byte: u8) -> Option<u8> {
    VALUES
        .get(usize::from(byte))
        .copied()
        .filter(|value| *value != NONE)
}

/// Letters that follow each other without a break.
#[derive(Clone, Copy, Debug)]
struct Row {
    at: usize,
    length: usize,
}

/// Where reading a run stands.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::scan) struct Progress {
    /// Letters of the run so far.
    pub(in crate::scan) letters: usize,
    /// Letters of its last line so far, and of the line before.
    line: usize,
    width: usize,
}

/// A run of letters.
#[derive(Debug)]
pub(in crate::scan) struct Run {
    rows: Vec<Row>,
    pub(in crate::scan) start: usize,
    /// Behind its last letter.
    pub(in crate::scan) end: usize,
    /// Letters before it, when it started earlier, and how far it was read there.
    before: usize,
    first: Progress,
    /// Whether it was read from its first letter on.
    pub(in crate::scan) is_whole_start: bool,
}

/// Returns the next run from `from` on.
pub(in crate::scan) fn next_run(bytes: &[u8], from: usize) -> Option<Run> {
    let mut start = from;
    loop {
        let window = bytes.get(start..start + SHORTEST)?;
        if let Some(place) = window.iter().rposition(|byte| value(*byte).is_none()) {
            start += place + 1;
            continue;
        }
        let rest = bytes.get(start..).unwrap_or_default();
        let length = rest
            .iter()
            .take_while(|byte| value(**byte).is_some())
            .count();
        // Most are numbers of some kind, shorter than anything of use.
        if length >= SHORTEST_KEY || matches!(rest.get(length), Some(b'%' | b'\\')) {
            break;
        }
        start += length;
    }
    let mut run = Run::continued(bytes, start, Progress::default());
    run.is_whole_start = true;
    Some(run)
}

impl Run {
    /// Reads on from a place in a run.
    pub(in crate::scan) fn continued(bytes: &[u8], start: usize, progress: Progress) -> Self {
        let mut run = Self {
            rows: Vec::new(),
            start,
            end: start,
            before: progress.letters,
            first: progress,
            is_whole_start: false,
        };
        let (mut at, mut line, mut width) = (start, progress.line, progress.width);
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            let length = rest
                .iter()
                .position(|byte| value(*byte).is_none())
                .unwrap_or(rest.len());
            if length > 0 {
                run.rows.push(Row { at, length });
                line += length;
                at += length;
                run.end = at;
            }
            let rest = rest.get(length..).unwrap_or_default();
            if let Some(length) = escaped_letter(rest) {
                run.rows.push(Row { at, length: 1 });
                line += 1;
                at += length;
                run.end = at;
            } else if rest.starts_with(b"\\/") {
                at += 1;
            } else if let Some(length) = line_break(rest, line, width) {
                at += length;
                (width, line) = (line, 0);
            } else {
                return run;
            }
        }
    }

    /// How far it was read at a place within it.
    pub(in crate::scan) fn progress_at(&self, bytes: &[u8], place: usize) -> Option<Progress> {
        if !(self.start < place && place <= self.end) {
            return None;
        }
        let mut progress = Progress {
            letters: self.before,
            ..self.first
        };
        let mut behind = self.start;
        for row in self.rows.iter().take_while(|row| row.at <= place) {
            let is_new_line = bytes
                .get(behind..row.at)
                .is_some_and(|between| between.contains(&b'n') || between.contains(&b'\n'));
            if is_new_line {
                (progress.width, progress.line) = (progress.line, 0);
            }
            let length = row.length.min(place - row.at);
            progress.letters += length;
            progress.line += length;
            behind = row.at + length;
        }
        Some(progress)
    }

    /// Whether it is long enough to be decoded, and no hash.
    pub(in crate::scan) fn is_worth_decoding(&self, bytes: &[u8]) -> bool {
        let length = self.end - self.start;
        let is_hash = length <= LONGEST_HASH
            && bytes
                .get(self.start..self.end)
                .is_some_and(|text| text.iter().all(u8::is_ascii_hexdigit));
        !is_hash && self.before + self.letters() >= SHORTEST_DECODED
    }

    /// How many letters it has here.
    pub(in crate::scan) fn letters(&self) -> usize {
        self.rows.iter().map(|row| row.length).sum()
    }

    /// Decodes it from where its groups start.
    pub(in crate::scan) fn decode(&self, bytes: &[u8]) -> Decoded {
        let regular = (4 - self.before % 4) % 4;
        self.decode_from(bytes, self.telling_start(bytes).unwrap_or(regular))
    }

    /// Decodes it as one that stands by itself.
    pub(in crate::scan) fn decode_regular(&self, bytes: &[u8]) -> Decoded {
        self.decode_from(bytes, (4 - self.before % 4) % 4)
    }

    /// The values of its letters, up to so many.
    fn values(&self, bytes: &[u8], most: usize) -> Vec<u8> {
        let mut values = Vec::with_capacity(self.letters().min(most));
        for row in &self.rows {
            let length = row.length.min(most - values.len());
            let letters = bytes.get(row.at..row.at + length).unwrap_or_default();
            if letters == b"%" {
                // An escaped letter is one of the two that addresses cannot hold.
                let is_plus = matches!(bytes.get(row.at + 2), Some(b'B' | b'b'));
                values.push(if is_plus { 62 } else { 63 });
            } else {
                values.extend(
                    letters
                        .iter()
                        .map(|letter| value(*letter).unwrap_or_default()),
                );
            }
            if values.len() == most {
                break;
            }
        }
        values
    }

    /// The values of its letters before a place.
    pub(in crate::scan) fn letters_to(&self, bytes: &[u8], place: usize) -> Vec<u8> {
        let count = self
            .rows
            .iter()
            .map(|row| place.saturating_sub(row.at).min(row.length))
            .sum();
        self.values(bytes, count)
    }

    /// Whether what it decodes to starts with one of some texts.
    pub(in crate::scan) fn starts_with_any(&self, bytes: &[u8], starts: &[&[u8]]) -> bool {
        let letters = self.values(bytes, 16);
        let decoded = decode_letters(&letters);
        starts.iter().any(|start| decoded.starts_with(start))
    }

    /// Whether it holds text at its start, as far as one can tell.
    pub(in crate::scan) fn is_text(&self, bytes: &[u8]) -> bool {
        self.telling_start(bytes).is_some()
    }

    /// What it is called.
    pub(in crate::scan) fn carrier(&self, bytes: &[u8]) -> &'static str {
        let has = |wanted: [u8; 2]| {
            self.rows.iter().any(|row| {
                let letters = bytes.get(row.at..row.at + row.length).unwrap_or_default();
                memchr::memchr2(wanted[0], wanted[1], letters).is_some()
            })
        };
        if has([b'-', b'_']) && !has([b'+', b'/']) {
            "base64url"
        } else {
            "base64"
        }
    }

    fn decode_from(&self, bytes: &[u8], skipped: usize) -> Decoded {
        let values = self.values(bytes, usize::MAX);
        let decoded = decode_letters(values.get(skipped..).unwrap_or_default());
        let mut origins = Origins::new(1, (4, 3), skipped);
        let mut unit = 0;
        for row in &self.rows {
            origins.push(unit, row.at);
            unit += row.length;
        }
        Decoded {
            carrier: self.carrier(bytes),
            bytes: decoded,
            origins,
        }
    }

    /// The start that makes text of the first letters, if one does.
    fn telling_start(&self, bytes: &[u8]) -> Option<usize> {
        let values = self.values(bytes, TRIED);
        let regular = (4 - self.before % 4) % 4;
        (0..4)
            .map(|turn| (regular + turn) % 4)
            .map(|start| (longest_text(values.get(start..).unwrap_or_default()), start))
            .filter(|(length, _)| *length >= TELLING)
            // Of equals, the first.
            .rev()
            .max_by_key(|(length, _)| *length)
            .map(|(_, start)| start)
    }
}

/// Decodes letters of these values. Two letters at the end hold one more byte, three hold two.
pub(in crate::scan) fn decode_letters(values: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(values.len() / 4 * 3 + 3);
    let (groups, rest) = values.as_chunks::<4>();
    for [one, two, three, four] in groups {
        decoded.extend_from_slice(&[
            (one << 2) | (two >> 4),
            (two << 4) | (three >> 2),
            (three << 6) | four,
        ]);
    }
    match *rest {
        [one, two] => decoded.push((one << 2) | (two >> 4)),
        [one, two, three] => {
            decoded.extend_from_slice(&[(one << 2) | (two >> 4), (two << 4) | (three >> 2)]);
        }
        _ => {}
    }
    decoded
}

/// How many characters of text stand in a row in what letters of these values decode to. Zero bytes
/// neither count nor end it: text of wider units has them.
fn longest_text(values: &[u8]) -> usize {
    let (mut longest, mut current) = (0, 0);
    for group in values.chunks_exact(4) {
        let group = group
            .iter()
            .fold(0, |group, value| (group << 6) | u32::from(*value));
        let [_, bytes @ ..] = group.to_be_bytes();
        for byte in bytes {
            match byte {
                0 => {}
                b'\t' | b'\n' | b'\r' | 0x20..=0x7E => current += 1,
                _ => current = 0,
            }
            longest = longest.max(current);
        }
    }
    longest
}

/// The length of `%2B` or `%2F`.
fn escaped_letter(rest: &[u8]) -> Option<usize> {
    matches!(rest, [b'%', b'2', b'B' | b'b' | b'F' | b'f', ..]).then_some(3)
}

/// The length of what separates two lines, when a line of so many letters can go on.
fn line_break(rest: &[u8], line: usize, width: usize) -> Option<usize> {
    // Encoders fill lines with whole groups, and only the last one is shorter.
    if line < SHORTEST_LINE.max(width) || !line.is_multiple_of(4) {
        return None;
    }
    let near = rest.get(..rest.len().min(LONGEST_BREAK))?;
    let mut at = 0;
    let mut breaks = 0;
    loop {
        let rest = near.get(at..)?;
        let (length, is_break) = match rest {
            [b'\r', b'\n', ..] | [b'\\', b'n', ..] => (2, true),
            [b'\n' | b'\r', ..] => (1, true),
            [b'\\', b'r', b'\\', b'n', ..] => (4, true),
            [b' ' | b'\t' | b'>', ..] if breaks > 0 => (1, false),
            _ => break,
        };
        breaks += usize::from(is_break);
        at += length;
    }
    // The next line is as long, or the last one and shorter.
    let next = rest.get(at..).unwrap_or_default().iter().take(line + 1);
    let length = next.take_while(|byte| value(**byte).is_some()).count();
    let goes_on = (1..=line).contains(&length);
    (breaks == 1 && goes_on).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::base64::Engine;
    use ::base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

    const TEXT: &str = "?sv=2022-11-02&sr=c&sp=rl&se=2027-01-31T12:00:00Z&sig=not~~a~real~one";

    #[track_caller]
    fn check(before: &str, encoded: &str, after: &str, carrier: &str) {
        let all = format!("{before}{encoded}{after}");
        let run = next_run(all.as_bytes(), 0).unwrap();
        let decoded = run.decode(all.as_bytes());
        let at = decoded
            .bytes
            .windows(4)
            .position(|four| four == b"sig=")
            .unwrap();
        assert_eq!(decoded.carrier, carrier);
        // The letter that holds the first bits of the byte.
        let letters: String = all
            .get(decoded.origins.outer(at)..)
            .unwrap()
            .chars()
            .take(1)
            .collect();
        let inside = encoded
            .chars()
            .filter(|letter| value(u8::try_from(*letter).unwrap()).is_some());
        let place = TEXT.find("sig=").unwrap() * 4 / 3;
        assert_eq!(
            letters,
            inside.skip(place).take(1).collect::<String>(),
            "{all}"
        );
    }

    #[test]
    fn runs_are_decoded_with_their_places_whatever_stands_before() {
        let encoded = STANDARD.encode(TEXT);
        check("", &encoded, "", "base64");
        check("key: ", &encoded, "\n", "base64");
        check("https://x.example/down/load/", &encoded, "?a", "base64");
        check("abc", &encoded, " ", "base64");
        check("x=", &URL_SAFE_NO_PAD.encode(TEXT), "&", "base64url");
    }

    #[test]
    fn lines_are_joined_and_short_ones_are_not() {
        let encoded = STANDARD.encode(TEXT);
        for between in ["\n", "\r\n", "\r\n> ", "\n    "] {
            let (first, second) = encoded.split_at(64);
            check("x ", &format!("{first}{between}{second}"), "", "base64");
        }
        let text = format!("{}\n{}", "a".repeat(31), "b".repeat(31));
        assert!(next_run(text.as_bytes(), 0).is_none());
    }

    #[test]
    fn a_run_goes_on_where_it_was_left() {
        let encoded = STANDARD.encode(TEXT.repeat(3)).into_bytes();
        let lines: Vec<u8> = encoded.chunks(64).collect::<Vec<_>>().join(&b'\n');
        let run = next_run(&lines, 0).unwrap();
        for place in 1..run.end {
            let progress = run.progress_at(&lines, place).unwrap();
            let rest = Run::continued(&lines, place, progress);
            assert_eq!(rest.end, run.end, "{place}");
            let decoded = rest.decode_regular(&lines).bytes;
            let whole = run.decode_regular(&lines).bytes;
            assert!(
                whole.ends_with(&decoded) && decoded.len() + place + 2 > whole.len() / 4 * 3 / 2
            );
        }
    }
}
