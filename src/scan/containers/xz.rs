//! xz: one file, in blocks, in one or several streams.
//!
//! The frame is read here, over lzma-rust2's LZMA2 and filters: its own xz reader makes every
//! dictionary that a block asks for, up to 4 GiB.

use super::lzma::{Flag, Sips, Watched};
use super::peek::{Peek, number};
use super::{Named, Visit};
use crate::report::Reason;
use crate::scan::gauge::Room;
use crate::scan::trouble::Trouble;
use lzma_rust2::Lzma2Reader;
use lzma_rust2::filter::bcj::BcjReader;
use lzma_rust2::filter::delta::DeltaReader;
use std::io::{self, Read};
use std::rc::Rc;

const MAGIC: &[u8] = b"\xFD7zXZ\0";

/// Bytes of the footer behind the index.
const FOOTER: u64 = 12;

/// How long the check of each type is: section 2.1.1.2 of the specification.
const CHECKS: [u64; 16] = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];

/// What LZMA2 needs beside its dictionary, rounded up.
const WORK: u64 = 256 << 10;

/// The filter that ends every chain.
const LZMA2: u64 = 0x21;

pub(super) fn is_xz(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}

pub(super) fn open(peek: &mut Peek<'_>, visit: &mut dyn Visit) -> io::Result<()> {
    let room = visit.room();
    visit.entry(Named::unpacked(""), &mut streams(peek, &room))
}

/// Returns the content of all blocks of all streams behind each other.
pub(super) fn streams<'m, 'p>(peek: &'m mut Peek<'p>, room: &Room) -> impl Read + use<'m, 'p> {
    Streams {
        state: State::Between(peek),
        room: room.clone(),
        check: 0,
        has_begun: false,
    }
}

struct Streams<'m, 'p> {
    state: State<'m, 'p>,
    room: Room,
    /// How long the check behind each block of this stream is.
    check: u64,
    has_begun: bool,
}

enum State<'m, 'p> {
    /// Before a stream.
    Between(&'m mut Peek<'p>),
    /// Before a block or the index.
    Within(&'m mut Peek<'p>),
    Block {
        content: Box<Sips<Chain<'m, 'p>>>,
        /// Where the packed bytes begin.
        begins: u64,
    },
    Ended,
}

/// The decoders of a block. LZMA2 stands last in the chain, so it is the one that reads.
enum Chain<'m, 'p> {
    Lzma2(Box<Lzma2Reader<Watched<&'m mut Peek<'p>>>>),
    Delta(Box<DeltaReader<Box<Chain<'m, 'p>>>>),
    Bcj(BcjReader<Box<Chain<'m, 'p>>>),
}

impl<'m, 'p> Chain<'m, 'p> {
    fn into_peek(self) -> &'m mut Peek<'p> {
        match self {
            Self::Lzma2(reader) => reader.into_inner().source,
            Self::Delta(reader) => reader.into_inner().into_peek(),
            Self::Bcj(reader) => reader.into_inner().into_peek(),
        }
    }
}

impl Read for Chain<'_, '_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Lzma2(reader) => reader.read(out),
            Self::Delta(reader) => reader.read(out),
            Self::Bcj(reader) => reader.read(out),
        }
    }
}

impl<'m, 'p> Streams<'m, 'p> {
    /// Goes on to the next block.
    fn step(&mut self) -> io::Result<()> {
        match std::mem::replace(&mut self.state, State::Ended) {
            State::Between(peek) => self.begin(peek),
            State::Within(peek) => self.begin_block(peek),
            State::Block { content, begins } => {
                let peek = content.into_decoder().into_peek();
                skip_padding(peek, peek.position() - begins)?;
                peek.skip(self.check)?;
                self.state = State::Within(peek);
                Ok(())
            }
            State::Ended => Ok(()),
        }
    }

    fn begin(&mut self, peek: &'m mut Peek<'p>) -> io::Result<()> {
        // Between streams there may be zeros, four at a time.
        while self.has_begun && peek.is_next(&[0; 4])? {
            peek.skip(4)?;
        }
        if !peek.is_next(MAGIC)? {
            let is_cut = !self.has_begun
                || (peek.has_ended()
                    && !peek.peek(1)?.is_empty()
                    && MAGIC.starts_with(peek.peek(1)?));
            return if is_cut {
                Err(Trouble::new(Reason::Truncated).into())
            } else {
                Ok(())
            };
        }
        self.has_begun = true;
        let head = peek.exact::<12>()?;
        let kind = head.get(7).map_or(0, |byte| usize::from(byte & 0xF));
        self.check = CHECKS.get(kind).copied().unwrap_or_default();
        self.state = State::Within(peek);
        Ok(())
    }

    fn begin_block(&mut self, peek: &'m mut Peek<'p>) -> io::Result<()> {
        let Some(&size) = peek.peek(1)?.first() else {
            return Err(Trouble::new(Reason::Truncated).into());
        };
        if size == 0 {
            skip_index(peek)?;
            self.state = State::Between(peek);
            return Ok(());
        }
        let size = (usize::from(size) + 1) * 4;
        let head = peek.peek(size)?.get(..size).map(<[u8]>::to_vec);
        let head = head.ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))?;
        peek.skip(size as u64)?;
        let begins = peek.position();
        let content = self.decoder(peek, &filters(&head)?)?;
        self.state = State::Block {
            content: Box::new(content),
            begins,
        };
        Ok(())
    }

    fn decoder(
        &self,
        peek: &'m mut Peek<'p>,
        filters: &[Filter],
    ) -> io::Result<Sips<Chain<'m, 'p>>> {
        let Some((last, before)) = filters.split_last().filter(|(last, _)| last.id == LZMA2) else {
            return Err(Trouble::method("Its last filter is not LZMA2.").into());
        };
        let dictionary = dictionary_size(last.properties.first().copied().unwrap_or(u8::MAX))?;
        let held = self.room.take(u64::from(dictionary) + WORK)?;
        let flag: Rc<Flag> = Rc::default();
        let source = Watched {
            source: peek,
            flag: Rc::clone(&flag),
        };
        let mut chain = Chain::Lzma2(Box::new(Lzma2Reader::new(source, dictionary, None)));
        for filter in before.iter().rev() {
            chain = filter.over(chain)?;
        }
        Ok(Sips::new(chain, flag, held))
    }
}

impl Read for Streams<'_, '_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            match &mut self.state {
                State::Ended => return Ok(0),
                State::Block { content, .. } => {
                    let count = content.read(out)?;
                    if count > 0 || out.is_empty() {
                        return Ok(count);
                    }
                }
                State::Between(_) | State::Within(_) => {}
            }
            self.step()?;
        }
    }
}

struct Filter {
    id: u64,
    properties: Vec<u8>,
}

impl Filter {
    fn over<'m, 'p>(&self, chain: Chain<'m, 'p>) -> io::Result<Chain<'m, 'p>> {
        let inner = Box::new(chain);
        let start = usize::try_from(number(&self.properties, 0, 4)).unwrap_or_default();
        // Section 5.3 of the specification.
        Ok(match self.id {
            0x03 => {
                let distance = self
                    .properties
                    .first()
                    .map_or(1, |byte| usize::from(*byte) + 1);
                Chain::Delta(Box::new(DeltaReader::new(inner, distance)))
            }
            0x04 => Chain::Bcj(BcjReader::new_x86(inner, start)),
            0x05 => Chain::Bcj(BcjReader::new_ppc(inner, start)),
            0x06 => Chain::Bcj(BcjReader::new_ia64(inner, start)),
            0x07 => Chain::Bcj(BcjReader::new_arm(inner, start)),
            0x08 => Chain::Bcj(BcjReader::new_arm_thumb(inner, start)),
            0x09 => Chain::Bcj(BcjReader::new_sparc(inner, start)),
            0x0A => Chain::Bcj(BcjReader::new_arm64(inner, start)),
            0x0B => Chain::Bcj(BcjReader::new_riscv(inner, start)),
            _ => return Err(Trouble::method("It has a filter of another kind.").into()),
        })
    }
}

/// The filters that a block's head names.
fn filters(head: &[u8]) -> io::Result<Vec<Filter>> {
    let wrong = || io::Error::from(Trouble::damaged("The head of a block makes no sense."));
    let flags = head.get(1).copied().unwrap_or_default();
    let mut rest = head.get(2..).unwrap_or_default();
    for bit in [0x40, 0x80] {
        if flags & bit != 0 {
            varint(&mut rest).ok_or_else(wrong)?;
        }
    }
    let mut filters = Vec::new();
    for _ in 0..=flags & 3 {
        let id = varint(&mut rest).ok_or_else(wrong)?;
        let length = varint(&mut rest).ok_or_else(wrong)?;
        let length = usize::try_from(length).map_err(|_| wrong())?;
        let (properties, behind) = rest.split_at_checked(length).ok_or_else(wrong)?;
        rest = behind;
        filters.push(Filter {
            id,
            properties: properties.to_vec(),
        });
    }
    Ok(filters)
}

/// The size of a dictionary by its one byte: section 5.3.1.
pub(super) fn dictionary_size(bits: u8) -> io::Result<u32> {
    match bits {
        0..40 => Ok((2 | u32::from(bits & 1)) << (u32::from(bits) / 2 + 11)),
        40 => Ok(u32::MAX),
        _ => Err(Trouble::damaged("The size of its dictionary makes no sense.").into()),
    }
}

/// Takes a number of up to nine bytes from the front: section 1.2.
fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut sum = 0;
    for shift in (0..63).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        sum |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Some(sum);
        }
    }
    None
}

/// Takes the index and the footer of a stream. Nothing in them is needed here.
fn skip_index(peek: &mut Peek<'_>) -> io::Result<()> {
    let begins = peek.position();
    peek.skip(1)?;
    let mut count = next_varint(peek)?;
    while count > 0 {
        next_varint(peek)?;
        next_varint(peek)?;
        count -= 1;
    }
    skip_padding(peek, peek.position() - begins)?;
    peek.skip(4 + FOOTER)
}

fn next_varint(peek: &mut Peek<'_>) -> io::Result<u64> {
    let mut sum = 0;
    for shift in (0..63).step_by(7) {
        let [byte] = peek.exact()?;
        sum |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Ok(sum);
        }
    }
    Err(Trouble::damaged("Its index makes no sense.").into())
}

/// Takes what fills up to a multiple of four.
fn skip_padding(peek: &mut Peek<'_>, length: u64) -> io::Result<()> {
    peek.skip((4 - length % 4) % 4)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Seen, XZ, base64};
    use super::*;

    #[test]
    fn streams_and_blocks_are_one_file() {
        let one = base64(XZ);
        assert!(is_xz(&one));
        let mut bytes = one.clone();
        bytes.extend([0; 8]);
        bytes.extend(one);
        Seen::of_stream(open, &bytes).assert_is("", &b"sas-lens ".repeat(400));
    }

    #[test]
    fn a_cut_file_is_told_wherever_it_is_cut() {
        let bytes = base64(XZ);
        for cut in 6..bytes.len() {
            let seen = Seen::of_stream(open, bytes.get(..cut).unwrap());
            assert_eq!(seen.reasons(), [Reason::Truncated], "{cut}");
        }
    }

    #[test]
    fn any_byte_may_be_another_one() {
        let bytes = base64(XZ);
        for at in 0..bytes.len() {
            for flip in [1, 0x80, 0xFF] {
                let mut bytes = bytes.clone();
                *bytes.get_mut(at).unwrap() ^= flip;
                let _ = Seen::of_stream(open, &bytes);
            }
        }
    }
}
