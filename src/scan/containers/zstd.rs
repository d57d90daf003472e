//! Zstandard: one file, in one or several frames.

use super::peek::{Peek, long, number};
use super::{Named, Visit};
use crate::report::Reason;
use crate::scan::gauge::{Held, Room};
use crate::scan::trouble::Trouble;
use ruzstd::decoding::errors::FrameDecoderError;
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, Read};

const MAGIC: u32 = 0xFD2F_B528;

/// Frames with something else in them: RFC 8878, section 3.1.2.
const SKIPPABLE: std::ops::RangeInclusive<u32> = 0x184D_2A50..=0x184D_2A5F;

/// The longest head of a frame.
const HEAD: usize = 18;

/// What the decoder needs beside its window: two blocks and tables.
const WORK: u64 = 512 << 10;

pub(super) fn is_zstd(head: &[u8]) -> bool {
    let mark = long(head, 0);
    // What looks like a frame to be skipped is believed when a real one follows, or nothing is known.
    mark == MAGIC || (SKIPPABLE.contains(&mark) && follows_skippable(head))
}

fn follows_skippable(head: &[u8]) -> bool {
    let next = number(head, 4, 4) + 8;
    let behind = usize::try_from(next).ok().and_then(|at| head.get(at..));
    head.len() >= 8
        && behind.is_none_or(|rest| {
            rest.is_empty() || long(rest, 0) == MAGIC || SKIPPABLE.contains(&long(rest, 0))
        })
}

pub(super) fn open(peek: &mut Peek<'_>, visit: &mut dyn Visit) -> io::Result<()> {
    let room = visit.room();
    visit.entry(Named::unpacked(""), &mut frames(peek, &room))
}

/// Returns the content of all frames behind each other.
pub(super) fn frames<'m, 'p>(peek: &'m mut Peek<'p>, room: &Room) -> impl Read + use<'m, 'p> {
    Frames {
        peek,
        decoder: FrameDecoder::new(),
        frame: None,
        room: room.clone(),
    }
}

struct Frames<'m, 'p> {
    peek: &'m mut Peek<'p>,
    decoder: FrameDecoder,
    /// The window of the frame that is being read.
    frame: Option<Held>,
    room: Room,
}

impl Frames<'_, '_> {
    /// Begins the next frame; returns whether there is one.
    fn begin(&mut self) -> io::Result<bool> {
        loop {
            let head = self.peek.peek(HEAD)?;
            let mark = long(head, 0);
            if SKIPPABLE.contains(&mark) {
                let [_, _, _, _, size @ ..] = self.peek.exact::<8>()?;
                self.peek.skip(u64::from(u32::from_le_bytes(size)))?;
                continue;
            }
            if mark != MAGIC {
                let is_cut = !head.is_empty() && MAGIC.to_le_bytes().starts_with(head);
                return if is_cut {
                    Err(Trouble::new(Reason::Truncated).into())
                } else {
                    Ok(false)
                };
            }
            let window = window_size(head);
            self.decoder.set_max_window_size(self.room.left());
            self.frame = Some(self.room.take(window.saturating_add(WORK))?);
            let begun = self.decoder.init(&mut *self.peek);
            begun.map_err(|error| self.cause(&error))?;
            return Ok(true);
        }
    }

    fn cause(&self, error: &FrameDecoderError) -> io::Error {
        match error {
            FrameDecoderError::WindowSizeTooBig { .. } => Trouble::new(Reason::TooLargeToHold),
            FrameDecoderError::DictNotProvided { .. } => {
                Trouble::method("It needs a dictionary that is kept elsewhere.")
            }
            _ if self.peek.is_spent() => Trouble::new(Reason::Truncated),
            _ => Trouble::damaged("Its packed bytes make no sense."),
        }
        .into()
    }
}

impl Read for Frames<'_, '_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.frame.is_none() && !self.begin()? {
                return Ok(0);
            }
            let count = self.decoder.read(out)?;
            if count > 0 || out.is_empty() {
                return Ok(count);
            }
            if self.decoder.is_finished() {
                self.frame = None;
                continue;
            }
            let strategy = BlockDecodingStrategy::UptoBlocks(1);
            let decoded = self.decoder.decode_blocks(&mut *self.peek, strategy);
            decoded.map_err(|error| self.cause(&error))?;
        }
    }
}

/// The bytes of a frame's window by its head: RFC 8878, section 3.1.1.1.
fn window_size(head: &[u8]) -> u64 {
    let descriptor = head.get(4).copied().unwrap_or_default();
    let is_single = descriptor & 0x20 != 0;
    if !is_single {
        let window = head.get(5).copied().unwrap_or_default();
        let base = 1_u64 << (10 + u32::from(window >> 3));
        return base + base / 8 * u64::from(window & 7);
    }
    let dictionary = [0, 1, 2, 4][usize::from(descriptor & 3)];
    let width = [1, 2, 4, 8][usize::from(descriptor >> 6)];
    let size = number(head, 5 + dictionary, width);
    if width == 2 { size + 256 } else { size }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Seen, ZSTD, base64};
    use super::*;

    #[test]
    fn frames_are_one_file() {
        let one = base64(ZSTD);
        let mut bytes = vec![0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3];
        bytes.extend(&one);
        bytes.extend(&one);
        assert!(is_zstd(&one) && is_zstd(&bytes));
        Seen::of_stream(open, &bytes).assert_is("", &b"sas-lens ".repeat(400));
    }

    #[test]
    fn a_cut_file_is_told_wherever_it_is_cut() {
        let bytes = base64(ZSTD);
        for cut in 4..bytes.len() {
            let seen = Seen::of_stream(open, bytes.get(..cut).unwrap());
            assert_eq!(seen.reasons(), [Reason::Truncated], "{cut}");
        }
    }

    #[test]
    fn a_window_beyond_the_room_is_not_made() {
        let seen = Seen::of_stream(open, &[0x28, 0xB5, 0x2F, 0xFD, 0, 0xA8, 1, 0, 0]);
        assert_eq!(seen.reasons(), [Reason::TooLargeToHold]);
    }

    #[test]
    fn any_byte_may_be_another_one() {
        let bytes = base64(ZSTD);
        for at in 0..bytes.len() {
            for flip in [1, 0x80, 0xFF] {
                let mut bytes = bytes.clone();
                *bytes.get_mut(at).unwrap() ^= flip;
                let _ = Seen::of_stream(open, &bytes);
            }
        }
    }
}
