//! Finds tokens in bytes that come in pieces.
//!
//! Bytes are kept by where they stand in the stream, in cells with a margin on both sides. A cell is
//! searched when its right margin is there, or the stream ends; what is found counts for the cell in
//! which it starts. So the way the bytes were cut cannot change anything.

use super::finder::{Anchor, Finder, LONGEST};
use super::hits::Find;
use super::lines::Lines;
use super::search::{Carry, Search, View};
use super::{Hit, ScanOptions};
use crate::report::Place;

/// Bytes that are searched at a time.
const CELL: usize = 256 << 10;
/// Bytes around a cell that are looked at with it: no token is longer.
const MARGIN: usize = 16 << 10;

/// Finds tokens in one stream of bytes, handed over in pieces of any size. How the bytes are cut
/// changes nothing about what is found.
///
/// ```
/// use chrono::{TimeZone, Utc};
/// use sas_lens::Options;
/// use sas_lens::scan::{ScanOptions, Scanner};
///
/// let now = Utc.with_ymd_and_hms(2026, 6, 1, 12, 0, 0).unwrap();
/// let options = ScanOptions::new(Options::at(now));
/// let mut scanner = Scanner::new(&options);
/// let mut hits = scanner.push(b"GET https://contosoexample.blob.core.windows.net/c/b?sv=2022-11-02&sr=b&sp=r");
/// hits.extend(scanner.push(b"&se=2027-01-01T00:00:00Z&sig=bm90LWEtcmVhbC1zaWduYXR1cmUtb25seS1hLWRlbW8%3D"));
/// hits.extend(scanner.finish());
/// assert_eq!(hits.len(), 1);
/// assert_eq!((hits[0].row.place.line, hits[0].row.place.column), (Some(1), Some(5)));
/// ```
pub struct Scanner<'a> {
    options: &'a ScanOptions,
    place: Place,
    /// The cell to be searched next with what is there of its margins.
    buffer: Vec<u8>,
    /// Where the buffer starts in the stream.
    base: u64,
    /// Where the cell starts in the buffer.
    cell: usize,
    /// The places worth a look in the buffer, and how far it was searched for them.
    anchors: Vec<Anchor>,
    anchored: usize,
    carry: Carry,
    lines: Lines,
}

impl<'a> Scanner<'a> {
    /// Returns a scanner for a stream without a name.
    pub fn new(options: &'a ScanOptions) -> Self {
        Self::at(Place::default(), options)
    }

    /// Returns a scanner for the content of a place.
    pub(crate) fn at(place: Place, options: &'a ScanOptions) -> Self {
        Self {
            options,
            place,
            buffer: Vec::new(),
            base: 0,
            cell: 0,
            anchors: Vec::new(),
            anchored: 0,
            carry: Carry::default(),
            lines: Lines::default(),
        }
    }

    /// Takes the next bytes; returns what was found by them, in the order of the stream.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Hit> {
        let mut hits = Vec::new();
        self.push_all(bytes, &mut |find| hits.extend(only_hit(find)));
        hits
    }

    /// Ends the stream; returns what was found at its end.
    pub fn finish(self) -> Vec<Hit> {
        let mut hits = Vec::new();
        self.finish_all(&mut |find| hits.extend(only_hit(find)));
        hits
    }

    /// Takes the next bytes; hands on everything that was met in them.
    pub(crate) fn push_all(&mut self, mut bytes: &[u8], take: &mut dyn FnMut(Find)) {
        while !bytes.is_empty() {
            let wanted = self.cell + CELL + MARGIN;
            let count = bytes.len().min(wanted.saturating_sub(self.buffer.len()));
            let (now, later) = bytes.split_at_checked(count).unwrap_or((bytes, &[]));
            self.buffer.extend_from_slice(now);
            bytes = later;
            if self.buffer.len() >= wanted {
                self.search(false, take);
            }
        }
    }

    /// Ends the stream; hands on everything that was met at its end.
    pub(crate) fn finish_all(mut self, take: &mut dyn FnMut(Find)) {
        while self.cell < self.buffer.len() {
            self.search(true, take);
        }
    }

    /// Searches the cell, and drops what is no longer looked at.
    fn search(&mut self, is_end: bool, take: &mut dyn FnMut(Find)) {
        let length = self.buffer.len();
        let to = if is_end {
            length
        } else {
            length.saturating_sub(LONGEST)
        };
        Finder::get().find(&self.buffer, self.anchored, to, &mut self.anchors);
        self.anchored = self.anchored.max(to);
        let cell_end = length.min(self.cell + CELL);
        let next = cell_end.saturating_sub(MARGIN);
        let view = View {
            bytes: &self.buffer,
            keep: self.cell..cell_end,
            is_end,
        };
        let search = Search {
            options: self.options,
            depth: 0,
        };
        let finds = search.view(&view, &self.anchors, (self.base, next), &mut self.carry);
        self.lines
            .look_at(&self.buffer, self.cell..cell_end, self.base);
        for find in finds {
            let placed = self.placed(find);
            take(placed);
        }
        self.lines
            .leave(self.buffer.get(..next).unwrap_or_default(), self.base);
        self.buffer.drain(..next);
        self.base += next as u64;
        self.cell = cell_end - next;
        self.anchored = self.anchored.saturating_sub(next);
        self.anchors
            .retain_mut(|anchor| match anchor.at.checked_sub(next) {
                Some(at) => {
                    anchor.at = at;
                    true
                }
                None => false,
            });
    }

    /// Says where in the file something stands.
    fn placed(&mut self, mut find: Find) -> Find {
        if let Find::Hit(hit) = &mut find {
            let place = &mut hit.row.place;
            let (offset, carriers) = (place.offset, std::mem::take(&mut place.carriers));
            let at = self.lines.of(&self.buffer, self.base, offset, &carriers);
            let mut all = self.place.carriers.clone();
            all.extend(carriers);
            *place = Place {
                offset,
                carriers: all,
                line: at.map(|(line, _)| line),
                column: at.map(|(_, column)| column),
                ..self.place.clone()
            };
        }
        find
    }
}

fn only_hit(find: Find) -> Option<Hit> {
    match find {
        Find::Hit(hit) => Some(*hit),
        Find::Packed(_) | Find::NotRead(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;
    use crate::report::Reason;
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    fn finds(bytes: &[u8], piece: usize) -> Vec<Find> {
        let now = chrono::DateTime::from_timestamp(1_780_315_200, 0).unwrap();
        let options = ScanOptions::new(Options::at(now));
        let mut scanner = Scanner::new(&options);
        let mut finds = Vec::new();
        for piece in bytes.chunks(piece) {
            scanner.push_all(piece, &mut |find| finds.push(find));
        }
        scanner.finish_all(&mut |find| finds.push(find));
        finds
    }

    #[test]
    fn a_packed_container_of_any_length_is_handed_on_once() {
        for length in [60_usize, 3_000, 200_000, 700_001] {
            let mut packed = b"\x1F\x8B\x08".to_vec();
            packed.extend((0..length).map(|at| (at * 7 + at / 251) as u8));
            let encoded = STANDARD.encode(&packed).into_bytes();
            let lines: Vec<u8> = encoded.chunks(76).collect::<Vec<_>>().join(&b"\r\n"[..]);
            for before in [3_usize, 250_000, 300_000] {
                let mut bytes = b"words ".repeat(before / 6 + 1);
                let start = bytes.len() as u64;
                bytes.extend(&lines);
                bytes.extend(b"\nmore words");
                let finds = finds(&bytes, 100_003);
                assert_eq!(finds.len(), 1, "{length} {before}: {finds:?}");
                let Find::Packed(found) = &finds[0] else {
                    panic!("{:?}", finds[0]);
                };
                assert!(
                    found.bytes == packed && found.offset == start,
                    "{length} {before}"
                );
                assert_eq!(found.carriers, ["base64"]);
            }
        }
    }

    #[test]
    fn encodings_beyond_the_limit_are_told() {
        let mut text = b"a text of some length in which a token could stand, or not".to_vec();
        for _ in 0..7 {
            text = STANDARD.encode(&text).into_bytes();
        }
        let finds = finds(&text, 1_000);
        let is_told = |find: &Find| matches!(find, Find::NotRead(unread) if unread.reason == Reason::TooDeep && unread.offset == 0);
        assert!(finds.len() == 1 && finds.iter().all(is_told), "{finds:?}");
    }
}
