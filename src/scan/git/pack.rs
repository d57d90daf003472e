//! The layout of packs: their header, and what stands before each object in them.
//!
//! <https://git-scm.com/docs/pack-format>

use super::fault::Fault;
use super::hash::{Hash, Id};
use super::object::Kind;
use std::io::Read;

/// Bytes of a pack's header.
pub(super) const HEADER: u64 = 12;

const TOO_LONG: Fault = Fault::Damaged("The size before one of its objects has no end.");

/// What an object in a pack builds on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// On none.
    Whole(Kind),
    /// On the object this many bytes before it.
    Before(u64),
    /// On the object with an id.
    Named(Id),
}

/// What stands before an object in a pack.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prefix {
    pub(super) base: Base,
    /// Bytes of what is packed: of the object, or of the changes.
    pub(super) size: u64,
}

/// Whether bytes are the beginning of a pack.
pub(crate) fn is_pack(head: &[u8]) -> bool {
    matches!(head, [b'P', b'A', b'C', b'K', 0, 0, 0, 2 | 3, ..])
}

/// Reads a pack's header; returns how many objects it claims.
pub(super) fn read_header(source: &mut impl Read) -> Result<u32, Fault> {
    let mut head = [0; 12];
    source.read_exact(&mut head)?;
    if !is_pack(&head) {
        return Err(Fault::Damaged("It does not begin as a pack does."));
    }
    let [.., a, b, c, d] = head;
    Ok(u32::from_be_bytes([a, b, c, d]))
}

/// Reads what stands before an object.
pub(super) fn read_prefix(source: &mut impl Read, hash: Hash) -> Result<Prefix, Fault> {
    let first = byte(source)?;
    let mut size = u64::from(first & 15);
    let mut more = first & 0x80 != 0;
    let mut shift = 4;
    while more {
        let next = byte(source)?;
        if shift > 56 {
            return Err(TOO_LONG);
        }
        size |= u64::from(next & 0x7f) << shift;
        shift += 7;
        more = next & 0x80 != 0;
    }
    let number = first >> 4 & 7;
    let base = match number {
        6 => Base::Before(read_distance(source)?),
        7 => {
            let mut id = [0; 32];
            let id = id.get_mut(..hash.length()).unwrap_or_default();
            source.read_exact(id)?;
            Base::Named(Id::new(id))
        }
        _ => Base::Whole(Kind::from_number(number).ok_or(Fault::Damaged(
            "One of its objects is of no kind that exists.",
        ))?),
    };
    Ok(Prefix { base, size })
}

/// Reads how far before an object its base begins: seven bits in each byte, the highest first, and
/// one more for each byte that follows.
fn read_distance(source: &mut impl Read) -> Result<u64, Fault> {
    let mut next = byte(source)?;
    let mut distance = u64::from(next & 0x7f);
    while next & 0x80 != 0 {
        next = byte(source)?;
        let more = distance
            .checked_add(1)
            .and_then(|value| value.checked_mul(128));
        distance = more.ok_or(TOO_LONG)? | u64::from(next & 0x7f);
    }
    Ok(distance)
}

fn byte(source: &mut impl Read) -> Result<u8, Fault> {
    let mut one = [0];
    source.read_exact(&mut one)?;
    let [value] = one;
    Ok(value)
}

/// Reads exactly as many bytes as were claimed; other numbers are errors at the end.
pub(super) struct Exact<R> {
    source: R,
    left: u64,
}

impl<R> Exact<R> {
    pub(super) fn new(source: R, size: u64) -> Self {
        Self { source, left: size }
    }

    pub(super) fn into_inner(self) -> R {
        self.source
    }
}

impl<R: Read> Read for Exact<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let count = self.source.read(buffer)?;
        if count == 0 && self.left > 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        match self.left.checked_sub(count as u64) {
            Some(left) => self.left = left,
            None => return Err(std::io::ErrorKind::InvalidData.into()),
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::bufread::ZlibDecoder;

    fn inflate(packed: &[u8], size: u64) -> Result<Vec<u8>, Fault> {
        let mut bytes = Vec::new();
        Exact::new(ZlibDecoder::new(packed), size).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    #[test]
    fn sizes_and_distances_follow_the_format() {
        let prefix = read_prefix(&mut &[0xb5, 0x0a][..], Hash::Sha1).unwrap();
        assert_eq!(prefix.base, Base::Whole(Kind::Blob));
        assert_eq!(prefix.size, 165);
        let prefix = read_prefix(&mut &[0x65, 0x80, 0x00][..], Hash::Sha1).unwrap();
        assert_eq!(prefix.base, Base::Before(128));
    }

    #[test]
    fn numbers_without_end_are_refused() {
        assert!(read_prefix(&mut &[0xff; 100][..], Hash::Sha1).is_err());
        let mut endless = vec![0x65];
        endless.extend([0xff; 100]);
        assert!(read_prefix(&mut &endless[..], Hash::Sha1).is_err());
        assert!(read_prefix(&mut &[0x55][..], Hash::Sha1).is_err());
        assert!(read_prefix(&mut &[][..], Hash::Sha1).is_err());
    }

    #[test]
    fn a_size_that_lies_is_an_error() {
        let packed = super::super::testing::zlib(b"hello");
        assert_eq!(inflate(&packed, 5).unwrap(), b"hello");
        assert_eq!(inflate(&packed, 6), Err(Fault::Truncated));
        assert!(matches!(inflate(&packed, 4), Err(Fault::Damaged(_))));
        assert!(inflate(&packed[..packed.len() - 5], 5).is_err());
    }
}
