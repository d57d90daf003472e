//! Reads a zip archive from front to back, by the headers before its entries.

use super::super::Visit;
use super::super::peek::{Peek, long, short};
use super::entry::{self, About, HAS_DESCRIPTOR, STORED};
use super::{CENTRAL, DESCRIPTOR, END, END_64, LOCAL, name};
use crate::report::Reason;
use crate::scan::trouble::Trouble;
use crc32fast::Hasher;
use std::io::{self, Read};

/// The longest name that a header before an entry is believed to have.
pub(super) const LONGEST_NAME: u64 = 8 << 10;

/// Bytes of a header that are looked at before it is believed.
const HEADER: usize = 30;

/// The lengths of the name and of the extra fields behind a header.
pub(super) fn lengths(header: &[u8]) -> (u64, u64) {
    (u64::from(short(header, 26)), u64::from(short(header, 28)))
}

/// Reads entries and what stands between them; `begins` is where the bytes stand in the archive.
/// Returns whether it came to a directory.
pub(super) fn read(peek: &mut Peek<'_>, visit: &mut dyn Visit, begins: u64) -> io::Result<bool> {
    loop {
        let ahead = peek.peek(HEADER)?;
        if ahead.is_empty() {
            return Ok(false);
        }
        if [CENTRAL, END, END_64]
            .iter()
            .any(|mark| ahead.starts_with(mark))
        {
            return Ok(true);
        }
        if let Some(about) = header(ahead) {
            entry(peek, visit, about)?;
        } else {
            let at = begins + peek.position();
            let mut between = Between {
                peek,
                is_first: true,
            };
            visit.itself(&mut between, at)?;
        }
    }
}

/// Reads a header that can be one.
fn header(bytes: &[u8]) -> Option<About> {
    let header = bytes.first_chunk::<HEADER>()?;
    let (name, _) = lengths(header);
    let about = About {
        name: String::new(),
        raw_name: Vec::new(),
        comment: Vec::new(),
        flags: short(header, 6),
        method: short(header, 8),
        checksum: Some(long(header, 14)),
        packed: u64::from(long(header, 18)),
        size: Some(u64::from(long(header, 22))),
        begins: 0,
        at: 0,
    };
    let is_one = header.starts_with(LOCAL) && name <= LONGEST_NAME && about.is_plausible();
    is_one.then_some(about)
}

fn entry(peek: &mut Peek<'_>, visit: &mut dyn Visit, mut about: About) -> io::Result<()> {
    let header = peek.exact::<HEADER>()?;
    let (name, extra) = lengths(&header);
    about.raw_name = text(peek, name)?;
    about.name = name::read(&about.raw_name);
    let extra = text(peek, extra)?;
    let is_large = extra.starts_with(&[1, 0]);
    about.enlarge(&extra, false);
    let is_open = about.flags & HAS_DESCRIPTOR != 0 && about.packed == 0;
    let obstacle = about.obstacle();
    match (is_open, obstacle) {
        (false, Some(trouble)) => {
            visit.skipped(&about.name, trouble)?;
            peek.skip(about.packed)
        }
        (false, None) => {
            let mut packed = peek.take(about.packed);
            entry::read(&mut Peek::new(&mut packed), &about, false, visit)?;
            let left = packed.limit();
            peek.skip(left)
        }
        (true, Some(trouble)) => {
            visit.skipped(&about.name, trouble)?;
            // Where it ends is not said: at the next header.
            let mut between = Between {
                peek,
                is_first: true,
            };
            io::copy(&mut between, &mut io::sink()).map(|_| ())
        }
        (true, None) if about.method == STORED => {
            (about.checksum, about.size) = (None, None);
            let mut open = Stored {
                peek,
                sum: Hasher::new(),
                count: 0,
            };
            visit.entry(super::super::Named::stored(&about.name), &mut open)?;
            descriptor(peek, is_large)
        }
        (true, None) => {
            (about.checksum, about.size) = (None, None);
            entry::read(peek, &about, false, visit)?;
            descriptor(peek, is_large)
        }
    }
}

fn text(peek: &mut Peek<'_>, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    peek.take(length).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length {
        return Err(Trouble::new(Reason::Truncated).into());
    }
    Ok(bytes)
}

/// Takes what stands behind an entry whose sizes were not known before it: with or without a mark,
/// with sizes of four bytes or eight.
fn descriptor(peek: &mut Peek<'_>, is_large: bool) -> io::Result<()> {
    let has_mark = peek.is_next(DESCRIPTOR)?;
    let short = if has_mark { 16 } else { 12 };
    let ahead = peek.peek(short + 8 + 2)?;
    let is_next = |at: usize| ahead.get(at..).is_some_and(|rest| rest.starts_with(b"PK"));
    let is_long = !is_next(short) && (is_large || is_next(short + 8));
    peek.skip(if is_long { short + 8 } else { short } as u64)
}

/// Bytes up to the next header of any kind. The first one is taken as it is.
struct Between<'b, 'p> {
    peek: &'b mut Peek<'p>,
    is_first: bool,
}

impl Read for Between<'_, '_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let ahead = self.peek.peek(HEADER)?;
        let from = usize::from(self.is_first);
        let mut ends = ahead.len();
        for at in memchr::memchr_iter(b'P', ahead).filter(|at| *at >= from) {
            let rest = ahead.get(at..).unwrap_or_default();
            let is_cut = rest.len() < HEADER && at >= from.max(1);
            let is_mark = header(rest).is_some()
                || [CENTRAL, END, END_64]
                    .iter()
                    .any(|mark| rest.starts_with(mark));
            if is_mark || is_cut {
                ends = at;
                break;
            }
        }
        let count = ends.min(out.len());
        self.is_first &= count == 0 || out.is_empty();
        if count == 0 {
            return Ok(0);
        }
        self.peek.read(out.get_mut(..count).unwrap_or_default())
    }
}

/// Stored bytes whose end is not said before: where a descriptor stands that fits them.
struct Stored<'s, 'p> {
    peek: &'s mut Peek<'p>,
    sum: Hasher,
    count: u64,
}

impl Read for Stored<'_, '_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let ahead = self.peek.peek(HEADER)?;
        if ahead.is_empty() {
            return Err(Trouble::new(Reason::Truncated).into());
        }
        let is_end = ahead.starts_with(DESCRIPTOR)
            && long(ahead, 4) == self.sum.clone().finalize()
            && u64::from(long(ahead, 8)) == self.count & u64::from(u32::MAX);
        if is_end || out.is_empty() {
            return Ok(0);
        }
        let next = memchr::memchr(b'P', ahead.get(1..).unwrap_or_default());
        let count = next.map_or(ahead.len(), |at| at + 1).min(out.len());
        let piece = out.get_mut(..count).unwrap_or_default();
        let count = self.peek.read(piece)?;
        self.sum.update(piece.get(..count).unwrap_or_default());
        self.count += count as u64;
        Ok(count)
    }
}
