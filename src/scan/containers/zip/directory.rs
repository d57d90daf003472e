//! The directory at the end of a zip archive.

use super::super::peek::{long, number, short};
use super::entry::About;
use super::{CENTRAL, END, END_64, name};
use crate::scan::trouble::Trouble;
use crate::scan::walk::ReadSeek;
use std::io::{self, Read, SeekFrom};

/// Bytes of the record at the end, without the comment behind it.
const END_LENGTH: u64 = 22;
/// How far from the end of the file the record is looked for: the longest comment, and as much of
/// something that was put behind the archive.
const END_WITHIN: u64 = END_LENGTH + 2 * 65_535;
/// Bytes of the record that points at the one for large archives.
const LOCATOR_LENGTH: u64 = 20;
/// Bytes of the record for large archives.
const END_64_LENGTH: u64 = 56;
/// Bytes of an entry of the directory, without its three texts.
const CENTRAL_LENGTH: usize = 46;
/// Bytes of the directory that are read at a time.
const PIECE: usize = 64 << 10;

/// What stands at the end of an archive.
pub(super) struct End {
    /// Where the archive begins in its file.
    pub(super) base: u64,
    /// Where the directory begins.
    pub(super) directory: u64,
    /// How long it is.
    size: u64,
    /// How many entries it has.
    pub(super) count: u64,
    /// Where the record stands.
    pub(super) at: u64,
    pub(super) comment: Vec<u8>,
}

impl End {
    /// Looks for the end of an archive: right at the end of the file, or also behind a comment.
    pub(super) fn find(
        source: &mut dyn ReadSeek,
        may_have_comment: bool,
    ) -> io::Result<Option<Self>> {
        let length = source.seek(SeekFrom::End(0))?;
        let within = if may_have_comment {
            END_WITHIN
        } else {
            END_LENGTH
        };
        let begins = length.saturating_sub(within);
        let tail = read_at(source, begins, within)?;
        for at in memchr::memmem::rfind_iter(&tail, END) {
            let record = tail.get(at..).unwrap_or_default();
            if record.len() as u64 >= END_LENGTH
                && let Some(end) = Self::read(source, record, begins + at as u64)?
            {
                return Ok(Some(end));
            }
        }
        Ok(None)
    }

    fn read(source: &mut dyn ReadSeek, record: &[u8], at: u64) -> io::Result<Option<Self>> {
        let comment = record.get(22..).unwrap_or_default();
        let comment = comment
            .get(..usize::from(short(record, 20)))
            .unwrap_or(comment);
        let mut end = Self {
            base: 0,
            directory: 0,
            size: u64::from(long(record, 12)),
            count: u64::from(short(record, 10)),
            at,
            comment: comment.to_vec(),
        };
        let mut told = u64::from(long(record, 16));
        let mut behind = at;
        if let Some((large, at)) = Self::large(source, at)? {
            (end.count, end.size, told) = (
                number(&large, 32, 8),
                number(&large, 40, 8),
                number(&large, 48, 8),
            );
            behind = at;
        }
        // The directory stands right before the record. Where it says to begin differs from that by
        // what stands before the archive. Some writers have something between: then it is as told.
        for directory in [behind.checked_sub(end.size), Some(told)]
            .into_iter()
            .flatten()
        {
            let is_there = if end.count == 0 {
                directory <= behind
            } else {
                read_at(source, directory, 4)? == CENTRAL
            };
            if let (true, Some(base)) = (is_there, directory.checked_sub(told)) {
                (end.directory, end.base) = (directory, base);
                return Ok(Some(end));
            }
        }
        Ok(None)
    }

    /// The record for large archives and where it stands, if there is one.
    fn large(source: &mut dyn ReadSeek, at: u64) -> io::Result<Option<(Vec<u8>, u64)>> {
        let Some(before) = at.checked_sub(LOCATOR_LENGTH) else {
            return Ok(None);
        };
        let locator = read_at(source, before, LOCATOR_LENGTH)?;
        if !locator.starts_with(b"PK\x06\x07") {
            return Ok(None);
        }
        let told = Some(number(&locator, 8, 8));
        for at in [before.checked_sub(END_64_LENGTH), told]
            .into_iter()
            .flatten()
        {
            let record = read_at(source, at, END_64_LENGTH)?;
            if record.starts_with(END_64) && record.len() as u64 == END_64_LENGTH {
                return Ok(Some((record, at)));
            }
        }
        Ok(None)
    }
}

fn read_at(source: &mut dyn ReadSeek, at: u64, length: u64) -> io::Result<Vec<u8>> {
    // Places behind this are refused by some sources.
    if i64::try_from(at).is_err() {
        return Ok(Vec::new());
    }
    source.seek(SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    source.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads the entries of a directory one by one. Between two of them the source may be elsewhere.
pub(super) struct Directory {
    /// Where the bytes behind the held ones stand.
    at: u64,
    ends: u64,
    left: u64,
    piece: Vec<u8>,
    taken: usize,
}

impl Directory {
    pub(super) fn new(end: &End) -> Self {
        Self {
            at: end.directory,
            ends: end.at,
            left: end.count,
            piece: Vec::new(),
            taken: 0,
        }
    }

    /// Returns the next entry.
    pub(super) fn next(&mut self, source: &mut dyn ReadSeek) -> io::Result<Option<About>> {
        let head = self.ahead(source, CENTRAL_LENGTH)?;
        if !head.starts_with(CENTRAL) {
            // Writers of many entries before Zip64 counted only up to 65,535.
            return if self.left % 65_536 == 0 {
                Ok(None)
            } else {
                Err(Trouble::damaged("Its directory has fewer entries than it says.").into())
            };
        }
        let text = |at: usize| usize::from(short(head, at));
        let (name, extra, comment) = (text(28), text(30), text(32));
        let length = CENTRAL_LENGTH + name + extra + comment;
        let at = self.at - (self.piece.len() - self.taken) as u64;
        let record = self.ahead(source, length)?.get(..length);
        let Some(record) = record else {
            return Err(Trouble::damaged("Its directory is cut off.").into());
        };
        let about = about(record, at, name, extra);
        self.taken += length;
        self.left = self.left.wrapping_sub(1);
        Ok(Some(about))
    }

    /// Returns at least so many bytes that come next, fewer only at the end.
    fn ahead(&mut self, source: &mut dyn ReadSeek, count: usize) -> io::Result<&[u8]> {
        if self.piece.len() - self.taken < count {
            self.piece.drain(..self.taken);
            self.taken = 0;
            let left = self.ends.saturating_sub(self.at);
            let piece = read_at(source, self.at, left.min(count.max(PIECE) as u64))?;
            self.at += piece.len() as u64;
            self.piece.extend(piece);
        }
        Ok(self.piece.get(self.taken..).unwrap_or_default())
    }
}

fn about(record: &[u8], at: u64, name: usize, extra: usize) -> About {
    let text = |from: usize, length: usize| record.get(from..from + length).unwrap_or_default();
    let raw_name = text(CENTRAL_LENGTH, name).to_vec();
    let mut about = About {
        name: name::read(&raw_name),
        raw_name,
        comment: record
            .get(CENTRAL_LENGTH + name + extra..)
            .unwrap_or_default()
            .to_vec(),
        flags: short(record, 8),
        method: short(record, 10),
        checksum: Some(long(record, 16)),
        packed: u64::from(long(record, 20)),
        size: Some(u64::from(long(record, 24))),
        begins: u64::from(long(record, 42)),
        at,
    };
    about.enlarge(text(CENTRAL_LENGTH + name, extra), true);
    about
}
