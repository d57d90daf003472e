//! Applies the changes that a packed object is stored as to the object it builds on.
//!
//! <https://git-scm.com/docs/pack-format#_deltified_representation>

use super::fault::Fault;

const SHORT: Fault = Fault::Damaged("Its changes to another object end before they should.");
const SIZE: Fault =
    Fault::Damaged("Its changes to another object do not give the size they claim.");
const OUTSIDE: Fault = Fault::Damaged("Its changes copy from outside the object they build on.");
const WRONG_BASE: Fault = Fault::Damaged("Its changes were made to an object of another size.");

/// What a copied size of zero stands for.
const NO_SIZE: usize = 0x1_0000;

/// Returns the object that a delta makes of a base; at most `most` bytes.
pub(super) fn apply(base: &[u8], delta: &[u8], most: u64) -> Result<Vec<u8>, Fault> {
    let mut left = delta;
    if size(&mut left)? != base.len() as u64 {
        return Err(WRONG_BASE);
    }
    let claimed = size(&mut left)?;
    if claimed > most {
        return Err(Fault::TooLarge);
    }
    let claimed = usize::try_from(claimed).map_err(|_| Fault::TooLarge)?;
    let mut made = Vec::new();
    while let Some(command) = next(&mut left) {
        let piece = if command & 0x80 != 0 {
            let (offset, length) = copied(command, &mut left)?;
            let end = offset.checked_add(length).ok_or(OUTSIDE)?;
            base.get(offset..end).ok_or(OUTSIDE)?
        } else if command == 0 {
            return Err(Fault::Damaged(
                "Its changes hold a command that does not exist.",
            ));
        } else {
            let (piece, rest) = left.split_at_checked(command.into()).ok_or(SHORT)?;
            left = rest;
            piece
        };
        if piece.len() > claimed - made.len() {
            return Err(SIZE);
        }
        made.extend_from_slice(piece);
    }
    if made.len() == claimed {
        Ok(made)
    } else {
        Err(SIZE)
    }
}

/// Reads from where and how much is copied: one bit of the command for each byte that follows.
fn copied(command: u8, left: &mut &[u8]) -> Result<(usize, usize), Fault> {
    let mut number = |bits: std::ops::Range<u32>| {
        let mut value = 0;
        for (place, bit) in bits.enumerate() {
            if command & (1 << bit) != 0 {
                value |= usize::from(next(left).ok_or(SHORT)?) << (8 * place);
            }
        }
        Ok::<usize, Fault>(value)
    };
    let offset = number(0..4)?;
    let length = number(4..7)?;
    Ok((offset, if length == 0 { NO_SIZE } else { length }))
}

/// Reads a size: seven bits in each byte, the lowest first.
fn size(left: &mut &[u8]) -> Result<u64, Fault> {
    let mut value = 0;
    for shift in (0..63).step_by(7) {
        let byte = next(left).ok_or(SHORT)?;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(value);
        }
    }
    Err(SIZE)
}

fn next(left: &mut &[u8]) -> Option<u8> {
    let (first, rest) = left.split_first()?;
    *left = rest;
    Some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_and_inserts_make_the_object() {
        let delta = b"\x05\x07\x90\x05\x02 x";
        assert_eq!(apply(b"hello", delta, 100).unwrap(), b"hello x");
    }

    #[test]
    fn lies_are_refused() {
        assert_eq!(
            apply(b"hell", b"\x05\x07\x90\x05\x02 x", 100),
            Err(WRONG_BASE)
        );
        assert_eq!(apply(b"hello", b"\x05\x06\x90\x05\x02 x", 100), Err(SIZE));
        assert_eq!(apply(b"hello", b"\x05\x08\x90\x05\x02 x", 100), Err(SIZE));
        assert_eq!(
            apply(b"hello", b"\x05\x07\x90\x06\x02 x", 100),
            Err(OUTSIDE)
        );
        assert_eq!(apply(b"hello", b"\x05\x07\x90\x05\x02 ", 100), Err(SHORT));
        assert_eq!(
            apply(b"hello", b"\x05\xff\xff\xff\x7f", 100),
            Err(Fault::TooLarge)
        );
        assert!(apply(b"", b"\x00\x01\x00", 100).is_err());
        let endless = [0xff; 40];
        assert_eq!(apply(b"", &endless, 100), Err(SIZE));
        assert_eq!(apply(b"", b"", 100), Err(SHORT));
    }

    #[test]
    fn any_bytes_are_survived() {
        for first in 0..=255 {
            for second in 0..=255 {
                let _ = apply(b"hello", &[5, 200, 1, first, second, 3, 1, 1], 1_000);
            }
        }
    }
}
