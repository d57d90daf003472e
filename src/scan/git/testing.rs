//! What the tests of repositories share.

use super::take::{Found, Take};
use crate::report::Reason;
use crate::scan::walk::{Input, Leave};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;

/// Packs bytes as git does.
pub(super) fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Keeps all that a repository hands out.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) contents: Vec<(Found, Vec<u8>)>,
    pub(super) names: Vec<(Found, String)>,
    pub(super) not_read: Vec<(Found, Reason, String)>,
    /// How often it was asked whether to go on.
    pub(super) asked: u64,
    /// When it says no.
    pub(super) patience: Option<u64>,
}

impl Kept {
    /// The contents as text, sorted.
    pub(super) fn texts(&self) -> Vec<String> {
        let texts = self
            .contents
            .iter()
            .map(|(_, bytes)| String::from_utf8_lossy(bytes).into());
        let mut texts: Vec<_> = texts.collect();
        texts.sort();
        texts
    }

    /// The sentences of what was not read.
    pub(super) fn told(&self) -> Vec<&str> {
        self.not_read
            .iter()
            .map(|(.., text)| text.as_str())
            .collect()
    }

    fn goes_on(&mut self) -> Result<(), Leave> {
        self.asked += 1;
        match self.patience {
            Some(patience) if self.asked > patience => Err(Leave::Scan),
            _ => Ok(()),
        }
    }
}

impl Take for Kept {
    fn content(&mut self, found: &Found, input: Input<'_>) -> Result<(), Leave> {
        let mut bytes = Vec::new();
        let result = match input {
            Input::Seekable(source) => source.read_to_end(&mut bytes),
            Input::Stream(source) => source.read_to_end(&mut bytes),
        };
        if result.is_err() {
            self.not_read(found, Reason::Damaged, "Its stream is damaged.");
        }
        self.contents.push((found.clone(), bytes));
        self.goes_on()
    }

    fn name(&mut self, found: &Found, name: &str) -> Result<(), Leave> {
        self.names.push((found.clone(), name.to_owned()));
        self.goes_on()
    }

    fn not_read(&mut self, found: &Found, reason: Reason, text: &str) {
        self.not_read.push((found.clone(), reason, text.to_owned()));
    }

    fn worked(&mut self, _: u64) -> Result<(), Leave> {
        self.goes_on()
    }
}

/// One object of a pack that a test makes.
pub(super) enum Made<'m> {
    /// Of a kind with a number.
    Whole(u8, &'m [u8]),
    /// Changes to what begins this many bytes before it.
    Before(u64, &'m [u8]),
    /// Changes to the object with an id.
    Named(&'m [u8], &'m [u8]),
    /// Bytes as they are.
    Raw(&'m [u8]),
}

/// Makes a pack that claims a number of objects; its checksum is zeros.
pub(super) fn pack(claimed: u32, objects: &[Made<'_>]) -> Vec<u8> {
    let mut bytes = b"PACK\0\0\0\x02".to_vec();
    bytes.extend(claimed.to_be_bytes());
    for object in objects {
        match object {
            Made::Whole(kind, content) => {
                bytes.extend(prefix(*kind, content.len()));
                bytes.extend(zlib(content));
            }
            Made::Before(distance, changes) => {
                bytes.extend(prefix(6, changes.len()));
                bytes.extend(varint(*distance));
                bytes.extend(zlib(changes));
            }
            Made::Named(id, changes) => {
                bytes.extend(prefix(7, changes.len()));
                bytes.extend(*id);
                bytes.extend(zlib(changes));
            }
            Made::Raw(raw) => bytes.extend(*raw),
        }
    }
    bytes.extend([0; 20]);
    bytes
}

/// What stands before an object of a size.
pub(super) fn prefix(kind: u8, size: usize) -> Vec<u8> {
    let mut left = size >> 4;
    let low = u8::try_from(size & 15).unwrap();
    let mut bytes = vec![kind << 4 | low];
    while left > 0 {
        *bytes.last_mut().unwrap() |= 0x80;
        bytes.push(u8::try_from(left & 0x7f).unwrap());
        left >>= 7;
    }
    bytes
}

fn varint(distance: u64) -> Vec<u8> {
    let mut left = distance;
    let mut bytes = vec![u8::try_from(left & 0x7f).unwrap()];
    while left > 0x7f {
        left = (left >> 7) - 1;
        bytes.insert(0, 0x80 | u8::try_from(left & 0x7f).unwrap());
    }
    bytes
}

/// Changes that put a text before the whole base.
pub(super) fn prepend(base: usize, text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for size in [base, base + text.len()] {
        let mut left = size;
        while left > 0x7f {
            bytes.push(0x80 | u8::try_from(left & 0x7f).unwrap());
            left >>= 7;
        }
        bytes.push(u8::try_from(left).unwrap());
    }
    bytes.push(u8::try_from(text.len()).unwrap());
    bytes.extend(text);
    let [low, high, ..] = base.to_le_bytes();
    bytes.extend([0xb0, low, high]);
    bytes
}
