//! A reader that can be looked into before it is read: what sniffing and front-to-back formats need.

use crate::report::Reason;
use crate::scan::trouble::Trouble;
use std::io::{self, BufRead, Read};

/// The most bytes that are read ahead at a time.
const AHEAD: usize = 16 << 10;

/// A reader with the bytes ahead of it in view.
pub(crate) struct Peek<'p> {
    inner: &'p mut dyn Read,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    position: u64,
    has_ended: bool,
    /// Bytes that are read ahead at a time.
    ahead: usize,
}

impl<'p> Peek<'p> {
    pub(crate) fn new(inner: &'p mut dyn Read) -> Self {
        Self::small(inner, u64::MAX)
    }

    /// Looks into a reader that has no more than so many bytes.
    pub(crate) fn small(inner: &'p mut dyn Read, most: u64) -> Self {
        Self {
            inner,
            buffer: Vec::new(),
            start: 0,
            end: 0,
            position: 0,
            has_ended: false,
            ahead: usize::try_from(most).unwrap_or(usize::MAX).clamp(64, AHEAD),
        }
    }

    /// How many bytes were taken so far.
    pub(crate) fn position(&self) -> u64 {
        self.position
    }

    /// Whether the reader below said that there is no more.
    pub(crate) fn has_ended(&self) -> bool {
        self.has_ended
    }

    /// Whether everything was taken.
    pub(crate) fn is_spent(&self) -> bool {
        self.has_ended && self.start == self.end
    }

    fn ahead(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// Reads more behind what is ahead; the buffer is made `room` bytes long for it.
    fn fill(&mut self, room: usize) -> io::Result<usize> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.buffer.len() < room {
            self.buffer.resize(room, 0);
        }
        let free = self.buffer.get_mut(self.end..).unwrap_or_default();
        let count = loop {
            match self.inner.read(free) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.has_ended |= count == 0;
        self.end += count.min(free.len());
        Ok(count)
    }

    /// Returns at least `count` bytes that come next, fewer only at the end; takes none.
    pub(crate) fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.ahead().len() < count {
            if self.fill(count.max(self.buffer.len()))? == 0 {
                break;
            }
        }
        Ok(self.ahead())
    }

    /// The same; what cannot be read fails when it is taken.
    pub(crate) fn look(&mut self, count: usize) -> &[u8] {
        let _ = self.peek(count);
        self.ahead()
    }

    /// Whether the next bytes are these.
    pub(crate) fn is_next(&mut self, magic: &[u8]) -> io::Result<bool> {
        Ok(self.peek(magic.len())?.starts_with(magic))
    }

    /// Takes bytes without looking; fails when there are not so many.
    pub(crate) fn skip(&mut self, count: u64) -> io::Result<()> {
        let mut left = count;
        while left > 0 {
            let ahead = self.fill_buf()?.len() as u64;
            if ahead == 0 {
                return Err(Trouble::new(Reason::Truncated).into());
            }
            let step = usize::try_from(ahead.min(left)).unwrap_or(usize::MAX);
            self.consume(step);
            left -= step as u64;
        }
        Ok(())
    }

    /// Takes a fixed number of bytes.
    pub(crate) fn exact<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        let mut bytes = [0; N];
        self.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// Takes bytes up to and with a zero; keeps no more of them than `limit`.
    pub(crate) fn until_zero(&mut self, limit: usize) -> io::Result<Vec<u8>> {
        let mut kept = Vec::new();
        loop {
            let [byte] = self.exact()?;
            if byte == 0 {
                return Ok(kept);
            }
            if kept.len() < limit {
                kept.push(byte);
            }
        }
    }
}

impl Read for Peek<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.start == self.end && out.len() >= AHEAD {
            let count = self.inner.read(out)?;
            self.has_ended |= count == 0;
            self.position += count as u64;
            return Ok(count);
        }
        let ahead = self.fill_buf()?;
        let count = ahead.len().min(out.len());
        for (to, from) in out.iter_mut().zip(ahead) {
            *to = *from;
        }
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Peek<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.start == self.end {
            self.fill(self.ahead)?;
        }
        Ok(self.ahead())
    }

    fn consume(&mut self, count: usize) {
        let count = count.min(self.end - self.start);
        self.start += count;
        self.position += count as u64;
    }
}

/// A little-endian number of up to eight bytes at a place in a header; 0 beyond its end.
pub(crate) fn number(bytes: &[u8], at: usize, width: usize) -> u64 {
    bytes
        .get(at..)
        .unwrap_or_default()
        .iter()
        .take(width)
        .rev()
        .fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
}

/// The same for two bytes.
pub(crate) fn short(bytes: &[u8], at: usize) -> u16 {
    let two = |at: usize| u16::from(bytes.get(at).copied().unwrap_or_default());
    two(at) | (two(at + 1) << 8)
}

/// The same for four bytes.
pub(crate) fn long(bytes: &[u8], at: usize) -> u32 {
    u32::from(short(bytes, at)) | (u32::from(short(bytes, at + 2)) << 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_looked_at_is_still_read() {
        let mut source = &b"abcdefgh"[..];
        let mut peek = Peek::new(&mut source);
        assert_eq!(peek.peek(3).unwrap().get(..3).unwrap(), b"abc");
        peek.skip(2).unwrap();
        assert!(peek.is_next(b"cd").unwrap());
        let mut rest = Vec::new();
        peek.read_to_end(&mut rest).unwrap();
        assert_eq!((rest.as_slice(), peek.position()), (&b"cdefgh"[..], 8));
        assert!(peek.skip(1).is_err());
    }

    #[test]
    fn numbers_are_little_endian() {
        assert_eq!(number(&[9, 1, 2, 0], 1, 3), 0x201);
        assert_eq!(long(&[1, 2, 3, 4], 0), 0x0403_0201);
        assert_eq!(short(&[1], 0), 1);
    }
}
