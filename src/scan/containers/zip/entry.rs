//! An entry of a zip archive: what is said about it, and how its bytes are unpacked.

use super::super::inflate::Inflate;
use super::super::peek::{Peek, number, short};
use super::super::{Named, Visit, bzip2, lzma, xz, zstd};
use crate::report::Reason;
use crate::scan::trouble::Trouble;
use crc32fast::Hasher;
use std::io::{self, Read};

/// Bits of an entry's flags: APPNOTE, section 4.4.4.
const ENCRYPTED: u16 = 1;
const HAS_END_MARK: u16 = 1 << 1;
pub(super) const HAS_DESCRIPTOR: u16 = 1 << 3;
const MASKED: u16 = 1 << 13;

/// Methods that are read: APPNOTE, section 4.4.5.
pub(super) const STORED: u16 = 0;
const DEFLATE: u16 = 8;
const BZIP2: u16 = 12;
const LZMA: u16 = 14;
const ZSTD_OLD: u16 = 20;
const ZSTD: u16 = 93;
const XZ: u16 = 95;
const READ: [u16; 7] = [STORED, DEFLATE, BZIP2, LZMA, ZSTD_OLD, ZSTD, XZ];

/// Methods that are not, and their names there.
const UNREAD: &[(u16, &str)] = &[
    (1, "Its method is Shrink."),
    (2, "Its method is Reduce."),
    (3, "Its method is Reduce."),
    (4, "Its method is Reduce."),
    (5, "Its method is Reduce."),
    (6, "Its method is Implode."),
    (9, "Its method is Deflate64."),
    (10, "Its method is PKWARE DCL Implode."),
    (16, "Its method is IBM z/OS CMPSC."),
    (18, "Its method is IBM TERSE."),
    (19, "Its method is IBM LZ77."),
    (94, "Its method is MP3."),
    (96, "Its method is a JPEG variant."),
    (97, "Its method is WavPack."),
    (98, "Its method is PPMd."),
];

/// The method that stands for encryption by AES.
const AES: u16 = 99;

/// The extra field with sizes beyond 32 bits.
const LARGE: u16 = 1;

/// What is said about an entry.
pub(super) struct About {
    pub(super) name: String,
    pub(super) raw_name: Vec<u8>,
    pub(super) comment: Vec<u8>,
    pub(super) flags: u16,
    pub(super) method: u16,
    /// The CRC-32 of the content, where it is known before.
    pub(super) checksum: Option<u32>,
    pub(super) packed: u64,
    pub(super) size: Option<u64>,
    /// Where the header before it stands in the archive.
    pub(super) begins: u64,
    /// Where this is said.
    pub(super) at: u64,
}

impl About {
    /// Takes sizes beyond 32 bits from the extra fields. A place is given only in the directory.
    pub(super) fn enlarge(&mut self, extra: &[u8], has_place: bool) {
        let mut rest = extra;
        while let Some((head, behind)) = rest.split_at_checked(4) {
            let length = usize::from(short(head, 2)).min(behind.len());
            let (mut field, next) = behind.split_at_checked(length).unwrap_or_default();
            rest = next;
            if short(head, 0) != LARGE {
                continue;
            }
            let mut take = |value: &mut u64| {
                if *value == u64::from(u32::MAX)
                    && let Some((bytes, left)) = field.split_at_checked(8)
                {
                    *value = number(bytes, 0, 8);
                    field = left;
                }
            };
            if let Some(size) = &mut self.size {
                take(size);
            }
            take(&mut self.packed);
            if has_place {
                take(&mut self.begins);
            }
        }
    }

    /// What keeps the entry from being read.
    pub(super) fn obstacle(&self) -> Option<Trouble> {
        if self.flags & (ENCRYPTED | MASKED) != 0 || self.method == AES {
            return Some(Trouble::new(Reason::Encrypted));
        }
        if READ.contains(&self.method) {
            return None;
        }
        let name = UNREAD.iter().find(|(method, _)| *method == self.method);
        Some(match name {
            Some((_, name)) => Trouble::method(*name),
            None => Trouble::method(format!("Its method has the number {}.", self.method)),
        })
    }

    /// Whether the method is one that exists.
    pub(super) fn is_plausible(&self) -> bool {
        self.method == AES
            || READ.contains(&self.method)
            || UNREAD.iter().any(|(method, _)| *method == self.method)
    }
}

/// Unpacks an entry and hands it out. `may_repeat` says that stored bytes count as unpacked ones.
pub(super) fn read(
    peek: &mut Peek<'_>,
    about: &About,
    may_repeat: bool,
    visit: &mut dyn Visit,
) -> io::Result<()> {
    let named = Named {
        name: &about.name,
        is_unpacked: may_repeat || about.method != STORED,
    };
    let room = visit.room();
    match about.method {
        STORED => hand(named, about, peek, visit),
        DEFLATE => hand(named, about, &mut Inflate::bare(peek), visit),
        BZIP2 => hand(named, about, &mut bzip2::streams(peek), visit),
        ZSTD | ZSTD_OLD => hand(named, about, &mut zstd::frames(peek, &room), visit),
        XZ => hand(named, about, &mut xz::streams(peek, &room), visit),
        LZMA => {
            let mut late = Late {
                peek: Some(peek),
                about,
                room: &room,
                content: None,
            };
            hand(named, about, &mut late, visit)
        }
        _ => Ok(()),
    }
}

fn hand(
    named: Named<'_>,
    about: &About,
    content: &mut dyn Read,
    visit: &mut dyn Visit,
) -> io::Result<()> {
    let Some(checksum) = about.checksum else {
        return visit.entry(named, content);
    };
    let mut checked = Checked {
        content,
        checksum,
        size: about.size,
        sum: Hasher::new(),
        count: 0,
    };
    visit.entry(named, &mut checked)
}

/// LZMA, whose head is read when its content is, so that what is wrong with it is the entry's.
struct Late<'l, 'p> {
    peek: Option<&'l mut Peek<'p>>,
    about: &'l About,
    room: &'l crate::scan::gauge::Room,
    content: Option<Box<dyn Read + 'l>>,
}

impl Read for Late<'_, '_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if let Some(peek) = self.peek.take() {
            // APPNOTE, section 5.8.8: a version, the length of the properties, the properties.
            let head = peek.exact::<9>()?;
            let has_mark = self.about.flags & HAS_END_MARK != 0;
            let size = self.about.size.filter(|_| !has_mark);
            let properties = head.get(4..).unwrap_or_default();
            let content = lzma::decode(peek, properties, size.unwrap_or(u64::MAX), self.room)?;
            self.content = Some(Box::new(content));
        }
        self.content
            .as_mut()
            .map_or(Ok(0), |content| content.read(out))
    }
}

/// Content that is held against what was said about it.
struct Checked<'c> {
    content: &'c mut dyn Read,
    checksum: u32,
    size: Option<u64>,
    sum: Hasher,
    count: u64,
}

impl Read for Checked<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.content.read(out)?;
        self.sum.update(out.get(..count).unwrap_or_default());
        self.count += count as u64;
        if count == 0 && !out.is_empty() {
            if self.size.is_some_and(|size| self.count < size) && self.checksum != 0 {
                let is_cut = "It has fewer bytes than its archive says.";
                return Err(Trouble::with(Reason::Truncated, is_cut).into());
            }
            if self.sum.clone().finalize() != self.checksum {
                return Err(Trouble::damaged("Its checksum is another one.").into());
            }
        }
        Ok(count)
    }
}
