//! What the tests of every format share: a visitor that remembers, and packers.

use super::{Named, OpenStreamed, Peek, Visit};
use crate::report::Reason;
use crate::scan::gauge::Room;
use crate::scan::trouble::Trouble;
use crate::scan::walk::ReadSeek;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::io::{self, Cursor, Read};

#[path = "../../../tests/util/archives.rs"]
pub(super) mod archives;

pub(super) use archives::{bzipped, deflated, gzipped};

/// 200 times `sas-lens `, by Python: `lzma.compress(b"sas-lens "*200, format=lzma.FORMAT_ALONE, preset=0)`.
pub(super) const LZMA_ALONE: &str = "XQAABAD//////////wA5mErJAs/hWlm2RaKBjkTDAuYHh79CBB7N///ytIAA";

/// The same by `lzma.compress(b"sas-lens "*200, preset=0)`.
pub(super) const XZ: &str = "/Td6WFoAAATm1rRGAgAhAQwAAACPmEGc4AcHABpdADmYSskCz+FaWbZFooGORMMC5geHv0HlFBIAAAAAZAX0jQ9KHV4AATaIDgAAAA28P3CxxGf7AgAAAAAEWVo=";

/// The same by `zstd -c`.
pub(super) const ZSTD: &str = "KLUv/QRYhQAASHNhcy1sZW5zIAEA/PIvR4Cros4=";

/// Bytes that may be held in a test.
const ROOM: u64 = 16 << 20;

/// What a format handed out.
pub(super) struct Seen {
    pub(super) entries: Vec<(String, Vec<u8>)>,
    pub(super) itself: Vec<u8>,
    pub(super) skipped: Vec<(String, Reason)>,
    pub(super) wrong: Vec<Trouble>,
    pub(super) result: Result<(), Trouble>,
    room: Room,
}

impl Default for Seen {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            itself: Vec::new(),
            skipped: Vec::new(),
            wrong: Vec::new(),
            result: Ok(()),
            room: Room::of(ROOM),
        }
    }
}

impl Seen {
    pub(super) fn of_stream(open: OpenStreamed, mut bytes: &[u8]) -> Self {
        let mut seen = Self::default();
        let result = open(&mut Peek::new(&mut bytes), &mut seen);
        seen.ended(result)
    }

    pub(super) fn of_file(
        open: fn(&mut dyn ReadSeek, &mut dyn Visit) -> io::Result<()>,
        bytes: &[u8],
    ) -> Self {
        let mut seen = Self::default();
        let result = open(&mut Cursor::new(bytes), &mut seen);
        seen.ended(result)
    }

    fn ended(mut self, result: io::Result<()>) -> Self {
        self.result = result.map_err(|error| Trouble::of(&error));
        assert_eq!(self.room.left(), ROOM);
        self
    }

    /// Asserts that there was one entry.
    #[track_caller]
    pub(super) fn assert_is(&self, name: &str, content: &[u8]) {
        assert_eq!(self.names(), [name]);
        assert_eq!(self.content(name), content);
    }

    pub(super) fn names(&self) -> Vec<&str> {
        self.entries.iter().map(|(name, _)| name.as_str()).collect()
    }

    #[track_caller]
    pub(super) fn content(&self, name: &str) -> &[u8] {
        let found = self.entries.iter().find(|(known, _)| known == name);
        &found.unwrap().1
    }

    /// Why something was not read, in the order in which it was told, the container's end last.
    pub(super) fn reasons(&self) -> Vec<Reason> {
        let skipped = self.skipped.iter().map(|(_, reason)| *reason);
        let wrong = self.wrong.iter().map(|trouble| trouble.reason);
        let end = self.result.as_ref().err().map(|trouble| trouble.reason);
        skipped.chain(wrong).chain(end).collect()
    }
}

impl Visit for Seen {
    fn entry(&mut self, entry: Named<'_>, content: &mut dyn Read) -> io::Result<()> {
        let (bytes, result) = read_all(content);
        self.entries.push((entry.name.to_owned(), bytes));
        if let Err(error) = result {
            self.wrong.push(Trouble::of(&error));
        }
        Ok(())
    }

    fn skipped(&mut self, name: &str, trouble: Trouble) -> io::Result<()> {
        self.skipped.push((name.to_owned(), trouble.reason));
        Ok(())
    }

    fn itself(&mut self, content: &mut dyn Read, _begins: u64) -> io::Result<()> {
        content.read_to_end(&mut self.itself).map(|_| ())
    }

    fn wrong(&mut self, trouble: Trouble) {
        self.wrong.push(trouble);
    }

    fn room(&self) -> Room {
        self.room.clone()
    }
}

fn read_all(content: &mut dyn Read) -> (Vec<u8>, io::Result<()>) {
    let mut bytes = Vec::new();
    let result = content.read_to_end(&mut bytes).map(|_| ());
    (bytes, result)
}

pub(super) fn read(content: &mut dyn Read) -> io::Result<Vec<u8>> {
    let (bytes, result) = read_all(content);
    result.map(|()| bytes)
}

pub(super) fn base64(text: &str) -> Vec<u8> {
    STANDARD.decode(text).unwrap()
}
