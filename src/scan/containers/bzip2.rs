//! bzip2: one file, in one or several streams.

use super::peek::Peek;
use super::{Named, Visit};
use crate::report::Reason;
use crate::scan::trouble::Trouble;
use ::bzip2::bufread::BzDecoder;
use std::io::{self, Read};

/// What stands behind `BZh` and the size: the mark of a block (the digits of pi), or, in an empty
/// file, the mark of the end (those of its square root).
const BLOCKS: [&[u8]; 2] = [
    &[0x31, 0x41, 0x59, 0x26, 0x53, 0x59],
    &[0x17, 0x72, 0x45, 0x38, 0x50, 0x90],
];

pub(super) fn is_bzip2(head: &[u8]) -> bool {
    let Some((mark, rest)) = head.split_at_checked(4) else {
        return false;
    };
    mark.starts_with(b"BZh")
        && mark
            .last()
            .is_some_and(|level| matches!(level, b'1'..=b'9'))
        && BLOCKS.iter().any(|block| rest.starts_with(block))
}

pub(super) fn open(peek: &mut Peek<'_>, visit: &mut dyn Visit) -> io::Result<()> {
    visit.entry(Named::unpacked(""), &mut streams(peek))
}

/// Returns the content of all streams behind each other.
pub(super) fn streams<'m, 'p>(peek: &'m mut Peek<'p>) -> impl Read + use<'m, 'p> {
    Streams {
        stream: Some(BzDecoder::new(peek)),
    }
}

struct Streams<'m, 'p> {
    stream: Option<BzDecoder<&'m mut Peek<'p>>>,
}

impl Read for Streams<'_, '_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while let Some(stream) = &mut self.stream {
            let count = stream.read(out).map_err(|error| match error.kind() {
                io::ErrorKind::UnexpectedEof => Trouble::new(Reason::Truncated).into(),
                io::ErrorKind::InvalidInput => {
                    Trouble::damaged("Its packed bytes make no sense.").into()
                }
                _ => error,
            })?;
            if count > 0 || out.is_empty() {
                return Ok(count);
            }
            let Some(peek) = self.stream.take().map(BzDecoder::into_inner) else {
                break;
            };
            if is_bzip2(peek.peek(10)?) {
                self.stream = Some(BzDecoder::new(peek));
            }
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Seen, bzipped};
    use super::*;

    #[test]
    fn streams_are_one_file() {
        let mut bytes = bzipped(b"first ");
        bytes.extend(bzipped(b"second"));
        bytes.extend(bzipped(b""));
        assert!(is_bzip2(&bytes) && is_bzip2(&bzipped(b"")));
        Seen::of_stream(open, &bytes).assert_is("", b"first second");
    }

    #[test]
    fn a_cut_file_is_told_wherever_it_is_cut() {
        let bytes = bzipped(&b"line after line\n".repeat(40));
        for cut in 10..bytes.len() {
            let seen = Seen::of_stream(open, bytes.get(..cut).unwrap());
            assert_eq!(seen.reasons(), [Reason::Truncated], "{cut}");
        }
    }
}
