//! LZMA: the old `.lzma` file, and what other formats need of the method.

use super::peek::{Peek, number};
use super::{Named, Visit};
use crate::report::Reason;
use crate::scan::gauge::{Held, Room};
use crate::scan::trouble::Trouble;
use lzma_rust2::{Lzma2Reader, LzmaReader};
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// Bytes of a file's head: the properties, the size of the dictionary, the size of the content.
const HEAD: usize = 13;

/// The properties that every known packer writes by default. The format has no mark of its own.
const USUAL: u8 = 0x5D;

/// Content of this size or more is not believed.
const MOST: u64 = 1 << 40;

/// Bytes that a decoder is asked for at a time. One that fails loses what it made for one call.
const SIP: usize = 1 << 10;

/// What a decoder needs beside its dictionary, rounded up.
const WORK: u64 = 128 << 10;

/// Whether a file begins like one that a packer wrote: usual properties, a dictionary of a size that
/// is a power of two or one and a half times one, a size that can be, and the zero that packed bytes
/// begin with.
pub(super) fn is_lzma(head: &[u8]) -> bool {
    let dictionary = number(head, 1, 4);
    let size = number(head, 5, 8);
    let is_round = dictionary.is_power_of_two()
        || (dictionary.is_multiple_of(3) && (dictionary / 3).is_power_of_two());
    head.first() == Some(&USUAL)
        && head.get(HEAD) == Some(&0)
        && is_round
        && (1 << 12..=1 << 30).contains(&dictionary)
        && (size == u64::MAX || size < MOST)
}

pub(super) fn open(peek: &mut Peek<'_>, visit: &mut dyn Visit) -> io::Result<()> {
    let head = peek.exact::<HEAD>()?;
    let size = number(&head, 5, 8);
    let room = visit.room();
    let mut content = decode(peek, head.get(..5).unwrap_or_default(), size, &room)?;
    visit.entry(Named::unpacked(""), &mut content)
}

/// Decodes bare LZMA; `size` is all ones when it is not known.
pub(super) fn decode<'d, R: Read + 'd>(
    source: R,
    properties: &[u8],
    size: u64,
    room: &Room,
) -> io::Result<impl Read + use<'d, R>> {
    let dictionary = u32::try_from(number(properties, 1, 4)).unwrap_or(u32::MAX);
    // The decoder takes no more than the content when it knows its size.
    let held = room.take(u64::from(dictionary).min(size).saturating_add(WORK))?;
    let flag = Rc::default();
    let source = Watched {
        source,
        flag: Rc::clone(&flag),
    };
    let first = properties.first().copied().unwrap_or(u8::MAX);
    let decoder = LzmaReader::new_with_props(source, size, first, dictionary, None);
    let decoder = decoder.map_err(|error| cause(error, &flag))?;
    Ok(Sips::new(decoder, flag, held))
}

/// Decodes bare LZMA2.
pub(super) fn decode_2<'d, R: Read + 'd>(
    source: R,
    dictionary: u32,
    room: &Room,
) -> io::Result<impl Read + use<'d, R>> {
    let held = room.take(u64::from(dictionary).saturating_add(WORK))?;
    let flag = Rc::default();
    let source = Watched {
        source,
        flag: Rc::clone(&flag),
    };
    let decoder = Lzma2Reader::new(source, dictionary, None);
    Ok(Sips::new(decoder, flag, held))
}

/// What the bytes below a decoder did, which the decoder itself keeps quiet about: it reads ones
/// behind the end.
#[derive(Default)]
pub(super) struct Flag(Cell<Option<Failed>>);

#[derive(Clone, Copy)]
enum Failed {
    Ended,
    Otherwise,
}

/// A reader that notes its end and its failures.
pub(super) struct Watched<R> {
    pub(super) source: R,
    pub(super) flag: Rc<Flag>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let result = self.source.read(out);
        match &result {
            Ok(0) if !out.is_empty() => self.flag.0.set(Some(Failed::Ended)),
            Err(error) if error.kind() != io::ErrorKind::Interrupted => {
                self.flag.0.set(Some(Failed::Otherwise));
            }
            _ => {}
        }
        result
    }
}

/// What a decoder failed by, as far as the bytes below it tell.
fn cause(error: io::Error, flag: &Flag) -> io::Error {
    match flag.0.get() {
        Some(Failed::Ended) => Trouble::new(Reason::Truncated).into(),
        Some(Failed::Otherwise) => error,
        None if error.kind() == io::ErrorKind::OutOfMemory => error,
        None => Trouble::damaged("Its packed bytes make no sense.").into(),
    }
}

/// A decoder that is read in small pieces, whose failures are named, and that is not read again
/// after one: lzma-rust2 goes round for ever then.
pub(super) struct Sips<D> {
    decoder: D,
    flag: Rc<Flag>,
    failed: Option<Trouble>,
    _held: Held,
}

impl<D> Sips<D> {
    pub(super) fn new(decoder: D, flag: Rc<Flag>, held: Held) -> Self {
        Self {
            decoder,
            flag,
            failed: None,
            _held: held,
        }
    }

    pub(super) fn into_decoder(self) -> D {
        self.decoder
    }
}

impl<D: Read> Read for Sips<D> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if let Some(trouble) = &self.failed {
            return Err(trouble.clone().into());
        }
        let most = out.len().min(SIP);
        let result = self
            .decoder
            .read(out.get_mut(..most).unwrap_or_default())
            .map_err(|error| cause(error, &self.flag));
        // What was made of bytes that are not there is no content.
        let result = match result {
            Ok(count) if count > 0 && self.flag.0.get().is_some() => {
                Err(Trouble::new(Reason::Truncated).into())
            }
            other => other,
        };
        self.failed = result.as_ref().err().map(Trouble::of);
        result
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{LZMA_ALONE, Seen, base64};
    use super::*;

    #[test]
    fn a_file_of_a_packer_is_read() {
        let bytes = base64(LZMA_ALONE);
        assert!(is_lzma(&bytes));
        Seen::of_stream(open, &bytes).assert_is("", &b"sas-lens ".repeat(200));
    }

    #[test]
    fn a_cut_file_is_told_wherever_it_is_cut() {
        let bytes = base64(LZMA_ALONE);
        for cut in 0..bytes.len() - 1 {
            let seen = Seen::of_stream(open, bytes.get(..cut).unwrap());
            assert_eq!(seen.reasons(), [Reason::Truncated], "{cut}");
        }
    }

    #[test]
    fn a_dictionary_beyond_the_room_is_not_made() {
        let mut bytes = base64(LZMA_ALONE);
        bytes.splice(1..5, [0, 0, 0, 0x40]);
        bytes.splice(5..13, [0xFF; 8]);
        let seen = Seen::of_stream(open, &bytes);
        assert_eq!(seen.reasons(), [Reason::TooLargeToHold]);
    }

    #[test]
    fn a_decoder_that_failed_is_not_read_again() {
        // An LZMA2 chunk that names properties which cannot be.
        let packed = [0xE0, 0, 9, 0, 9, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        let mut content = decode_2(&packed[..], 1 << 16, &Room::of(1 << 20)).unwrap();
        for _ in 0..3 {
            let error = content.read(&mut [0; 8]).unwrap_err();
            assert_eq!(Trouble::of(&error).reason, Reason::Damaged);
        }
    }

    #[test]
    fn text_is_no_lzma() {
        assert!(!is_lzma(b"]\0\0\0 is no head of a file"));
        assert!(!is_lzma(b"] and more of a text, and more"));
    }
}
