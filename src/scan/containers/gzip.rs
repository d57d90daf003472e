//! gzip: one file, in one or several members.

use super::inflate::Inflate;
use super::peek::{Peek, long};
use super::{Named, Visit};
use crate::report::Reason;
use crate::scan::trouble::Trouble;
use crc32fast::Hasher;
use std::io::{self, Read};

/// What every member begins with: two bytes of mark, and Deflate, the one method there is.
const MAGIC: &[u8] = &[0x1F, 0x8B, 8];

/// Bits of a member's flags: RFC 1952, section 2.3.1.
const HAS_CHECKSUM: u8 = 1 << 1;
const HAS_EXTRA: u8 = 1 << 2;
const HAS_NAME: u8 = 1 << 3;
const HAS_COMMENT: u8 = 1 << 4;
const RESERVED: u8 = 0b1110_0000;

/// Bytes of a name or comment that are kept.
const LONGEST_TEXT: usize = 64 << 10;

pub(super) fn is_gzip(head: &[u8]) -> bool {
    head.starts_with(MAGIC) && head.get(3).is_none_or(|flags| flags & RESERVED == 0)
}

pub(super) fn open(peek: &mut Peek<'_>, visit: &mut dyn Visit) -> io::Result<()> {
    let head = read_head(peek)?;
    if !head.comment.is_empty() {
        visit.itself(&mut head.comment.as_slice(), 0)?;
    }
    let name = super::latin(&head.name);
    visit.entry(Named::unpacked(&name), &mut Members::new(peek))
}

/// What a member says about its file.
#[derive(Default)]
struct Head {
    name: Vec<u8>,
    comment: Vec<u8>,
}

fn read_head(peek: &mut Peek<'_>) -> io::Result<Head> {
    let [_, _, _, flags, ..] = peek.exact::<10>()?;
    if flags & HAS_EXTRA != 0 {
        let length = u16::from_le_bytes(peek.exact()?);
        peek.skip(u64::from(length))?;
    }
    let mut head = Head::default();
    if flags & HAS_NAME != 0 {
        head.name = peek.until_zero(LONGEST_TEXT)?;
    }
    if flags & HAS_COMMENT != 0 {
        head.comment = peek.until_zero(LONGEST_TEXT)?;
    }
    if flags & HAS_CHECKSUM != 0 {
        peek.skip(2)?;
    }
    Ok(head)
}

/// The content of all members behind each other; the head of the first is read already.
struct Members<'m, 'p> {
    member: Option<Inflate<&'m mut Peek<'p>>>,
    checksum: Hasher,
}

impl<'m, 'p> Members<'m, 'p> {
    fn new(peek: &'m mut Peek<'p>) -> Self {
        Self {
            member: Some(Inflate::bare(peek)),
            checksum: Hasher::new(),
        }
    }

    /// Reads what stands behind a member, and begins the next one if there is one.
    fn next(&mut self) -> io::Result<()> {
        let Some(member) = self.member.take() else {
            return Ok(());
        };
        let peek = member.into_inner();
        let tail = peek.exact::<8>()?;
        let checksum = std::mem::take(&mut self.checksum).finalize();
        if long(&tail, 0) != checksum {
            return Err(Trouble::damaged("Its checksum is another one.").into());
        }
        if peek.is_next(MAGIC)? {
            read_head(peek)?;
            self.member = Some(Inflate::bare(peek));
        } else if peek.is_next(MAGIC.get(..1).unwrap_or_default())? && peek.peek(4)?.len() < 4 {
            return Err(Trouble::new(Reason::Truncated).into());
        }
        Ok(())
    }
}

impl Read for Members<'_, '_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let count = member.read(out)?;
            if count > 0 || out.is_empty() {
                self.checksum.update(out.get(..count).unwrap_or_default());
                return Ok(count);
            }
            self.next()?;
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Seen, gzipped};
    use super::*;

    #[test]
    fn members_are_one_file_and_names_are_read() {
        let mut bytes = gzipped("notes.txt", b"first ");
        bytes.extend(gzipped("", b"second"));
        let seen = Seen::of_stream(open, &bytes);
        seen.assert_is("notes.txt", b"first second");
        assert!(seen.result.is_ok());
    }

    #[test]
    fn what_stands_behind_the_last_member_stays() {
        let mut bytes = gzipped("a", b"first");
        bytes.extend(b"behind");
        let mut source = bytes.as_slice();
        let mut peek = Peek::new(&mut source);
        open(&mut peek, &mut Seen::default()).unwrap();
        let mut rest = String::new();
        peek.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "behind");
    }

    #[test]
    fn a_cut_file_is_told_wherever_it_is_cut() {
        let bytes = gzipped("a.txt", &b"line after line\n".repeat(40));
        for cut in 3..bytes.len() {
            let seen = Seen::of_stream(open, bytes.get(..cut).unwrap());
            assert_eq!(seen.reasons(), [Reason::Truncated], "{cut}");
        }
    }

    #[test]
    fn a_wrong_checksum_is_told() {
        let mut bytes = gzipped("", b"text");
        let at = bytes.len() - 8;
        *bytes.get_mut(at).unwrap() ^= 1;
        let seen = Seen::of_stream(open, &bytes);
        seen.assert_is("", b"text");
        assert_eq!(seen.reasons(), [Reason::Damaged]);
    }
}
