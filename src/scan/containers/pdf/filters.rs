//! The filters of PDF streams that can hold text.

use super::super::inflate::Inflate;
use super::super::peek::Peek;
use super::dictionary::Dictionary;
use crate::report::Reason;
use crate::scan::trouble::Trouble;
use std::io::{self, BufRead, BufReader, Read};

/// Filters by their names and short names: PDF 32000-1:2008, section 7.4 and table 94.
const FILTERS: &[(&str, &str, Filter)] = &[
    ("ASCII85Decode", "A85", Filter::Ascii85),
    ("ASCIIHexDecode", "AHx", Filter::Hex),
    ("FlateDecode", "Fl", Filter::Flate),
    ("LZWDecode", "LZW", Filter::Lzw),
    ("RunLengthDecode", "RL", Filter::Runs),
    ("CCITTFaxDecode", "CCF", Filter::Picture),
    ("DCTDecode", "DCT", Filter::Picture),
    ("JBIG2Decode", "JBIG2Decode", Filter::Picture),
    ("JPXDecode", "JPXDecode", Filter::Picture),
    ("Crypt", "Crypt", Filter::Crypt),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Filter {
    Ascii85,
    Hex,
    Flate,
    Lzw,
    Runs,
    /// One that makes pixels.
    Picture,
    Crypt,
}

fn find(name: &str) -> Option<Filter> {
    FILTERS
        .iter()
        .find(|(long, short, _)| *long == name || *short == name)
        .map(|(_, _, filter)| *filter)
}

/// Whether no filter makes pixels.
pub(super) fn are_text(names: &[String]) -> bool {
    names.iter().all(|name| find(name) != Some(Filter::Picture))
}

/// What keeps a stream from being unpacked.
pub(super) fn obstacle(dictionary: &Dictionary) -> Option<Trouble> {
    for name in &dictionary.filters {
        match find(name) {
            None => return Some(Trouble::method("It has a filter of another kind.")),
            Some(Filter::Crypt) => return Some(Trouble::new(Reason::Encrypted)),
            Some(_) => {}
        }
    }
    let is_hidden = dictionary.has_predictor && !dictionary.is_binary;
    is_hidden.then(|| Trouble::method("Its bytes are differences from those before them."))
}

/// Returns what a stream unpacks to. Every filter knows its own end.
pub(super) fn decoder<'d>(names: &[String], peek: &'d mut Peek<'_>) -> Box<dyn Read + 'd> {
    let mut content: Box<dyn BufRead + 'd> = Box::new(peek);
    for name in names {
        content = Box::new(BufReader::with_capacity(4 << 10, one(name, content)));
    }
    Box::new(content)
}

fn one<'d>(name: &str, source: Box<dyn BufRead + 'd>) -> Box<dyn Read + 'd> {
    match find(name) {
        Some(Filter::Flate) => Box::new(Inflate::zlib(source)),
        Some(Filter::Ascii85) => Box::new(Pieces::new(Ascii85, source)),
        Some(Filter::Hex) => Box::new(Pieces::new(Hex, source)),
        Some(Filter::Runs) => Box::new(Pieces::new(Runs, source)),
        Some(Filter::Lzw) => Box::new(Pieces::new(Lzw::default(), source)),
        _ => Box::new(io::empty()),
    }
}

/// A filter that is read piece by piece.
trait Step {
    /// Takes bytes of the source and adds what they stand for; returns whether there is more.
    fn step(&mut self, source: &mut dyn BufRead, out: &mut Vec<u8>) -> io::Result<bool>;
}

struct Pieces<'d, S> {
    step: S,
    source: Box<dyn BufRead + 'd>,
    made: Vec<u8>,
    taken: usize,
    has_more: bool,
}

impl<'d, S> Pieces<'d, S> {
    fn new(step: S, source: Box<dyn BufRead + 'd>) -> Self {
        Self {
            step,
            source,
            made: Vec::new(),
            taken: 0,
            has_more: true,
        }
    }
}

impl<S: Step> Read for Pieces<'_, S> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.made.len() && self.has_more {
            self.made.clear();
            self.taken = 0;
            self.has_more = self.step.step(&mut *self.source, &mut self.made)?;
        }
        let count = self.made.get(self.taken..).unwrap_or_default().read(out)?;
        self.taken += count;
        Ok(count)
    }
}

fn next(source: &mut dyn BufRead) -> io::Result<Option<u8>> {
    let byte = source.fill_buf()?.first().copied();
    source.consume(usize::from(byte.is_some()));
    Ok(byte)
}

fn next_visible(source: &mut dyn BufRead) -> io::Result<Option<u8>> {
    loop {
        match next(source)? {
            Some(byte) if byte.is_ascii_whitespace() || byte == 0 => {}
            other => return Ok(other),
        }
    }
}

fn wrong() -> io::Error {
    Trouble::damaged("Its packed bytes make no sense.").into()
}

fn cut() -> io::Error {
    Trouble::new(Reason::Truncated).into()
}

/// Five letters for four bytes: section 7.4.3.
struct Ascii85;

impl Step for Ascii85 {
    fn step(&mut self, source: &mut dyn BufRead, out: &mut Vec<u8>) -> io::Result<bool> {
        let mut sum: u32 = 0;
        let mut count: usize = 0;
        while count < 5 {
            let letter = next_visible(source)?.ok_or_else(cut)?;
            match letter {
                b'z' if count == 0 => {
                    out.extend([0; 4]);
                    return Ok(true);
                }
                b'!'..=b'u' => {
                    let digit = u32::from(letter - b'!');
                    sum = sum.wrapping_mul(85).wrapping_add(digit);
                    count += 1;
                }
                b'~' => {
                    for _ in count..5 {
                        sum = sum.wrapping_mul(85).wrapping_add(84);
                    }
                    out.extend(sum.to_be_bytes().iter().take(count.saturating_sub(1)));
                    return Ok(false);
                }
                _ => return Err(wrong()),
            }
        }
        out.extend(sum.to_be_bytes());
        Ok(true)
    }
}

/// Two digits for a byte: section 7.4.2.
struct Hex;

impl Step for Hex {
    fn step(&mut self, source: &mut dyn BufRead, out: &mut Vec<u8>) -> io::Result<bool> {
        let mut digit = || -> io::Result<Option<u8>> {
            let letter = next_visible(source)?.ok_or_else(cut)?;
            if letter == b'>' {
                return Ok(None);
            }
            let value = char::from(letter)
                .to_digit(16)
                .and_then(|digit| u8::try_from(digit).ok());
            value.map(Some).ok_or_else(wrong)
        };
        let Some(high) = digit()? else {
            return Ok(false);
        };
        let low = digit()?;
        out.push(high << 4 | low.unwrap_or(0));
        Ok(low.is_some())
    }
}

/// Bytes as they are, or one many times: section 7.4.5.
struct Runs;

impl Step for Runs {
    fn step(&mut self, source: &mut dyn BufRead, out: &mut Vec<u8>) -> io::Result<bool> {
        let length = next(source)?.ok_or_else(cut)?;
        match length {
            128 => return Ok(false),
            0..128 => {
                for _ in 0..=length {
                    out.push(next(source)?.ok_or_else(cut)?);
                }
            }
            129.. => {
                let byte = next(source)?.ok_or_else(cut)?;
                out.extend(std::iter::repeat_n(byte, 257 - usize::from(length)));
            }
        }
        Ok(true)
    }
}

/// Codes that stand for strings seen before: section 7.4.4.
#[derive(Default)]
struct Lzw {
    /// For each code from 258 on: the code of all but its last byte, and its last byte.
    strings: Vec<(u16, u8)>,
    last: Option<u16>,
    bits: u32,
    count: u32,
}

const LZW_CLEAR: u16 = 256;
const LZW_END: u16 = 257;
const LZW_FIRST: usize = 258;
const LZW_MOST: usize = 4_096;

impl Lzw {
    fn code(&mut self, source: &mut dyn BufRead) -> io::Result<u16> {
        // Codes grow one code early, which is what PDF does unless it says otherwise.
        let width = match self.strings.len() + LZW_FIRST + 1 {
            0..512 => 9,
            512..1_024 => 10,
            1_024..2_048 => 11,
            _ => 12,
        };
        while self.count < width {
            self.bits = self.bits << 8 | u32::from(next(source)?.ok_or_else(cut)?);
            self.count += 8;
        }
        self.count -= width;
        let code = self.bits >> self.count & ((1 << width) - 1);
        self.bits &= (1 << self.count) - 1;
        u16::try_from(code).map_err(|_| wrong())
    }

    /// Adds what a code stands for; returns its first byte.
    fn write(&self, code: u16, out: &mut Vec<u8>) -> Option<u8> {
        let begins = out.len();
        let mut code = code;
        loop {
            if let Ok(byte) = u8::try_from(code) {
                out.push(byte);
                break;
            }
            let at = usize::from(code).checked_sub(LZW_FIRST)?;
            let (before, byte) = *self.strings.get(at)?;
            out.push(byte);
            code = before;
        }
        out.get_mut(begins..)?.reverse();
        out.get(begins).copied()
    }
}

impl Step for Lzw {
    fn step(&mut self, source: &mut dyn BufRead, out: &mut Vec<u8>) -> io::Result<bool> {
        let code = self.code(source)?;
        if code == LZW_END {
            return Ok(false);
        }
        if code == LZW_CLEAR {
            self.strings.clear();
            self.last = None;
            return Ok(true);
        }
        let is_new = usize::from(code) == self.strings.len() + LZW_FIRST;
        let first = match (is_new, self.last) {
            (true, Some(last)) => {
                let first = self.write(last, out).ok_or_else(wrong)?;
                out.push(first);
                first
            }
            (true, None) => return Err(wrong()),
            (false, _) => self.write(code, out).ok_or_else(wrong)?,
        };
        if let Some(last) = self.last
            && self.strings.len() + LZW_FIRST < LZW_MOST
        {
            self.strings.push((last, first));
        }
        self.last = Some(code);
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unpack(name: &str, mut bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        let mut peek = Peek::new(&mut bytes);
        decoder(&[name.to_owned()], &mut peek).read_to_end(&mut out)?;
        Ok(out)
    }

    #[test]
    fn every_filter_unpacks() {
        assert_eq!(
            unpack("A85", b"87cURD]i,\"Ebo80~>").unwrap(),
            b"Hello World!"
        );
        assert_eq!(
            unpack("ASCIIHexDecode", b"48 65 6C6c 6F3>").unwrap(),
            b"Hello0"
        );
        assert_eq!(
            unpack("RL", &[1, b'a', b'b', 254, b'c', 128]).unwrap(),
            b"abccc"
        );
        // The example of section 7.4.4.2.
        let packed = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        assert_eq!(
            unpack("LZW", &packed).unwrap(),
            [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]
        );
    }

    #[test]
    fn what_ends_early_says_so() {
        for name in ["A85", "AHx", "RL", "LZW", "Fl"] {
            let error = unpack(name, b"").unwrap_err();
            assert_eq!(Trouble::of(&error).reason, Reason::Truncated, "{name}");
        }
    }
}
