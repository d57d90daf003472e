//! zip, and all that is one: documents, packages, programs with an archive at their end.
//!
//! A reader of our own: the `zip` crate holds the names of all entries at once and refuses what is
//! damaged. This one takes the entries from the directory one by one, and what the directory does not
//! cover by the headers that stand before each entry.

mod directory;
mod entry;
mod local;
mod name;

use super::peek::Peek;
use super::{Open, Visit};
use crate::report::Reason;
use crate::scan::trouble::Trouble;
use crate::scan::walk::ReadSeek;
use directory::{Directory, End};
use entry::About;
use std::collections::BTreeMap;
use std::io::{self, Read, SeekFrom};

/// What stands before an entry.
const LOCAL: &[u8] = b"PK\x03\x04";
/// What stands before an entry of the directory.
const CENTRAL: &[u8] = b"PK\x01\x02";
/// What stands at the end.
const END: &[u8] = b"PK\x05\x06";
/// The same for large archives.
const END_64: &[u8] = b"PK\x06\x06";
/// What stands behind an entry whose sizes were not known before; also at the front of an archive
/// that was cut into parts or could have been.
const DESCRIPTOR: &[u8] = b"PK\x07\x08";
const ONE_PART: &[u8] = b"PK00";

/// Bytes of a header before an entry, without its name and extra fields.
const LOCAL_LENGTH: u64 = 30;

/// The shortest stretch without an entry that is looked into; descriptors and fillers are shorter.
const SHORTEST_GAP: u64 = 25;

/// How an archive behind something else is opened.
const APPENDED: Open = Open::Seeking {
    open,
    streamed: None,
};

pub(super) fn is_zip(head: &[u8]) -> bool {
    let behind = [DESCRIPTOR, ONE_PART]
        .iter()
        .find_map(|mark| head.strip_prefix(*mark))
        .unwrap_or(head);
    behind.starts_with(LOCAL) || head.starts_with(END)
}

/// Whether a file that begins like this may have an archive at its end: programs and scripts.
pub(in crate::scan) fn may_have_appended(head: &[u8]) -> bool {
    [&b"MZ"[..], b"\x7FELF", b"#!", b"\xCF\xFA\xED\xFE"]
        .iter()
        .any(|mark| head.starts_with(mark))
}

/// Returns how to open an archive that stands at the end of something else, if there is one.
pub(in crate::scan) fn find_appended(
    source: &mut dyn ReadSeek,
    head: &[u8],
) -> io::Result<Option<Open>> {
    let may_have_comment = may_have_appended(head) || head.contains(&0);
    let found = End::find(source, may_have_comment)?;
    Ok(found.filter(|end| end.count > 0).map(|_| APPENDED))
}

pub(super) fn open(source: &mut dyn ReadSeek, visit: &mut dyn Visit) -> io::Result<()> {
    let length = source.seek(SeekFrom::End(0))?;
    let mut spans = Spans::default();
    let mut result = Ok(());
    let mut covered_to = length;
    match End::find(source, true)? {
        None => result = Err(Trouble::new(Reason::Truncated).into()),
        Some(end) => {
            covered_to = end.directory;
            if !end.comment.is_empty() {
                visit.itself(&mut end.comment.as_slice(), end.at)?;
            }
            let mut directory = Directory::new(&end);
            let mut stored = 0;
            loop {
                match directory.next(source) {
                    Ok(Some(about)) => {
                        let mut reader = Reader {
                            source,
                            visit,
                            base: end.base,
                            may_store: length,
                            stored: &mut stored,
                        };
                        reader.entry(&about, &mut spans)?;
                    }
                    Ok(None) => break,
                    Err(error) if Trouble::of(&error).reason == Reason::Damaged => {
                        result = Err(error);
                        break;
                    }
                    Err(error) => return Err(error),
                }
            }
        }
    }
    for (begins, ends) in spans.gaps(covered_to) {
        source.seek(SeekFrom::Start(begins))?;
        let mut gap = source.take(ends - begins);
        local::read(&mut Peek::new(&mut gap), visit, begins)?;
    }
    result
}

/// What can be had from front to back: the entries by the headers before them.
pub(super) fn open_streamed(peek: &mut Peek<'_>, visit: &mut dyn Visit) -> io::Result<()> {
    if local::read(peek, visit, 0)? {
        Ok(())
    } else {
        Err(Trouble::new(Reason::Truncated).into())
    }
}

/// Which bytes of an archive belong to entries: where each begins, and where it ends.
#[derive(Default)]
struct Spans(BTreeMap<u64, u64>);

impl Spans {
    /// Takes the place of an entry; returns whether no other begins there.
    fn is_new(&mut self, begins: u64) -> bool {
        let is_new = !self.0.contains_key(&begins);
        self.0.entry(begins).or_insert(begins);
        is_new
    }

    fn ends(&mut self, begins: u64, ends: u64) {
        self.0.insert(begins, ends);
    }

    /// The stretches up to a place that belong to none.
    fn gaps(&self, to: u64) -> Vec<(u64, u64)> {
        let mut gaps = Vec::new();
        let mut at = 0;
        for (begins, ends) in self.0.range(..to).chain([(&to, &to)]) {
            if begins.saturating_sub(at) >= SHORTEST_GAP {
                gaps.push((at, *begins));
            }
            at = at.max(*ends);
        }
        gaps
    }
}

/// Reads the entries that a directory names.
struct Reader<'r> {
    source: &'r mut dyn ReadSeek,
    visit: &'r mut dyn Visit,
    /// Where the archive begins in its file.
    base: u64,
    /// How many bytes can be stored in it without entries that lie over each other.
    may_store: u64,
    stored: &'r mut u64,
}

impl Reader<'_> {
    fn entry(&mut self, about: &About, spans: &mut Spans) -> io::Result<()> {
        if !about.comment.is_empty() {
            self.visit.itself(&mut about.comment.as_slice(), about.at)?;
        }
        let begins = self.base.saturating_add(about.begins);
        if !spans.is_new(begins) {
            let trouble = Trouble::damaged("Its bytes are those of another entry, which was read.");
            return self.visit.skipped(&about.name, trouble);
        }
        let Some(data) = self.data(about, begins)? else {
            let trouble = Trouble::damaged("It is not where the directory says.");
            return self.visit.skipped(&about.name, trouble);
        };
        spans.ends(begins, data.saturating_add(about.packed));
        if let Some(trouble) = about.obstacle() {
            return self.visit.skipped(&about.name, trouble);
        }
        self.source.seek(SeekFrom::Start(data))?;
        let mut packed = (&mut *self.source).take(about.packed);
        let mut peek = Peek::small(&mut packed, about.packed);
        *self.stored = self.stored.saturating_add(about.packed);
        // Bytes that are read again and again are as good as unpacked ones.
        let may_repeat = *self.stored > self.may_store;
        entry::read(&mut peek, about, may_repeat, self.visit)?;
        if !peek.peek(1)?.is_empty() {
            // What may hide there is looked for once more, as entries.
            let behind = data + peek.position();
            spans.ends(begins, behind);
            self.visit.itself(&mut peek, behind)?;
            self.visit.wrong(Trouble::damaged(
                "An entry ends before its packed bytes do; those were searched as they are.",
            ));
        }
        Ok(())
    }

    /// Where the packed bytes of an entry begin: behind the header before it.
    fn data(&mut self, about: &About, begins: u64) -> io::Result<Option<u64>> {
        self.source.seek(SeekFrom::Start(begins))?;
        let mut header = Vec::new();
        (&mut *self.source)
            .take(LOCAL_LENGTH)
            .read_to_end(&mut header)?;
        if !header.starts_with(LOCAL) || (header.len() as u64) < LOCAL_LENGTH {
            return Ok(None);
        }
        let lengths = local::lengths(&header);
        let mut name = Vec::new();
        let most = lengths.0.min(local::LONGEST_NAME);
        (&mut *self.source).take(most).read_to_end(&mut name)?;
        if name != about.raw_name {
            self.visit
                .itself(&mut name.as_slice(), begins + LOCAL_LENGTH)?;
        }
        Ok(Some(begins + LOCAL_LENGTH + lengths.0 + lengths.1))
    }
}

#[cfg(test)]
mod tests;
