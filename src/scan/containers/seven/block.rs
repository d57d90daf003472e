//! A block of a 7z archive: bytes that went through a row of coders.

use super::super::inflate::Inflate;
use super::super::{lzma, xz};
use crate::report::Reason;
use crate::scan::gauge::Room;
use crate::scan::trouble::Trouble;
use crate::scan::walk::ReadSeek;
use bzip2::bufread::MultiBzDecoder;
use crc32fast::Hasher;
use lzma_rust2::filter::bcj::BcjReader;
use lzma_rust2::filter::delta::DeltaReader;
use std::io::{self, BufReader, Read, SeekFrom};

/// One step of unpacking.
#[derive(Debug)]
pub(super) struct Coder {
    pub(super) id: Vec<u8>,
    pub(super) properties: Vec<u8>,
    pub(super) inputs: u64,
    pub(super) outputs: u64,
    /// How many bytes it makes.
    pub(super) size: u64,
}

/// Coders that lie behind each other, the first to unpack first.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) coders: Vec<Coder>,
    /// Whether they do lie so, each with one way in and one way out.
    pub(super) is_row: bool,
    /// Where the packed bytes begin, and how many there are.
    pub(super) begins: u64,
    pub(super) packed: u64,
    pub(super) checksum: Option<u32>,
    /// The size of each file in it, and its checksum.
    pub(super) files: Vec<(u64, Option<u32>)>,
}

/// Coders by their numbers: <https://github.com/ip7z/7zip/blob/main/DOC/Methods.txt>
const CODERS: &[(&[u8], Method)] = &[
    (&[0x00], Method::Copy),
    (&[0x03], Method::Delta),
    (&[0x04], Method::X86),
    (&[0x05], Method::Ppc),
    (&[0x06], Method::Ia64),
    (&[0x07], Method::Arm),
    (&[0x08], Method::ArmThumb),
    (&[0x09], Method::Sparc),
    (&[0x0A], Method::Arm64),
    (&[0x0B], Method::Riscv),
    (&[0x21], Method::Lzma2),
    (&[0x03, 0x01, 0x01], Method::Lzma),
    (&[0x03, 0x03, 0x01, 0x03], Method::X86),
    (
        &[0x03, 0x03, 0x01, 0x1B],
        Method::Unread("Its filter is BCJ2."),
    ),
    (&[0x03, 0x03, 0x02, 0x05], Method::Ppc),
    (&[0x03, 0x03, 0x04, 0x01], Method::Ia64),
    (&[0x03, 0x03, 0x05, 0x01], Method::Arm),
    (&[0x03, 0x03, 0x07, 0x01], Method::ArmThumb),
    (&[0x03, 0x03, 0x08, 0x05], Method::Sparc),
    (&[0x03, 0x04, 0x01], Method::Unread("Its method is PPMd.")),
    (&[0x04, 0x01, 0x08], Method::Deflate),
    (
        &[0x04, 0x01, 0x09],
        Method::Unread("Its method is Deflate64."),
    ),
    (&[0x04, 0x02, 0x02], Method::Bzip2),
    (
        &[0x04, 0xF7, 0x11, 0x01],
        Method::Unread("Its method is Zstandard."),
    ),
    (&[0x06, 0xF1, 0x07, 0x01], Method::Encrypted),
];

#[derive(Clone, Copy)]
enum Method {
    Copy,
    Delta,
    X86,
    Ppc,
    Ia64,
    Arm,
    ArmThumb,
    Sparc,
    Arm64,
    Riscv,
    Lzma,
    Lzma2,
    Deflate,
    Bzip2,
    Encrypted,
    Unread(&'static str),
}

impl Coder {
    fn method(&self) -> Method {
        CODERS.iter().find(|(id, _)| *id == self.id).map_or(
            Method::Unread("Its method has no name here."),
            |(_, method)| *method,
        )
    }

    /// Puts the coder over what it reads.
    fn over<'c>(&self, source: Box<dyn Read + 'c>, room: &Room) -> io::Result<Box<dyn Read + 'c>> {
        Ok(match self.method() {
            Method::Copy => source,
            Method::Delta => {
                let distance = self
                    .properties
                    .first()
                    .map_or(1, |byte| usize::from(*byte) + 1);
                Box::new(DeltaReader::new(source, distance))
            }
            Method::X86 => Box::new(BcjReader::new_x86(source, 0)),
            Method::Ppc => Box::new(BcjReader::new_ppc(source, 0)),
            Method::Ia64 => Box::new(BcjReader::new_ia64(source, 0)),
            Method::Arm => Box::new(BcjReader::new_arm(source, 0)),
            Method::ArmThumb => Box::new(BcjReader::new_arm_thumb(source, 0)),
            Method::Sparc => Box::new(BcjReader::new_sparc(source, 0)),
            Method::Arm64 => Box::new(BcjReader::new_arm64(source, 0)),
            Method::Riscv => Box::new(BcjReader::new_riscv(source, 0)),
            Method::Lzma => {
                let source = BufReader::new(source);
                Box::new(lzma::decode(source, &self.properties, self.size, room)?)
            }
            Method::Lzma2 => {
                let bits = self.properties.first().copied().unwrap_or(u8::MAX);
                Box::new(lzma::decode_2(source, xz::dictionary_size(bits)?, room)?)
            }
            Method::Deflate => Box::new(Inflate::bare(BufReader::new(source))),
            Method::Bzip2 => Box::new(MultiBzDecoder::new(BufReader::new(source))),
            Method::Encrypted => return Err(Trouble::new(Reason::Encrypted).into()),
            Method::Unread(what) => return Err(Trouble::method(what).into()),
        })
    }
}

impl Block {
    /// How many bytes it unpacks to.
    pub(super) fn size(&self) -> u64 {
        self.coders.last().map_or(0, |coder| coder.size)
    }

    /// Begins to unpack it.
    pub(super) fn open<'s>(
        &self,
        source: &'s mut dyn ReadSeek,
        room: &Room,
    ) -> io::Result<Box<dyn Read + 's>> {
        // Encryption is said first, whatever lies beside it.
        for coder in &self.coders {
            if let Method::Encrypted = coder.method() {
                return Err(Trouble::new(Reason::Encrypted).into());
            }
        }
        for coder in &self.coders {
            if let Method::Unread(what) = coder.method() {
                return Err(Trouble::method(what).into());
            }
        }
        if !self.is_row {
            return Err(Trouble::method("Its coders do not lie in a row.").into());
        }
        source.seek(SeekFrom::Start(self.begins))?;
        let mut content: Box<dyn Read + 's> = Box::new(source.take(self.packed));
        for coder in &self.coders {
            content = coder.over(content, room)?;
        }
        Ok(content)
    }
}

/// One file of a block.
pub(super) struct Part<'p> {
    content: &'p mut dyn Read,
    left: u64,
    checksum: Option<u32>,
    sum: Hasher,
    /// What the block failed with; it is not read again.
    failed: Option<Trouble>,
}

impl<'p> Part<'p> {
    pub(super) fn new(content: &'p mut dyn Read, size: u64, checksum: Option<u32>) -> Self {
        Self {
            content,
            left: size,
            checksum,
            sum: Hasher::new(),
            failed: None,
        }
    }
}

impl Part<'_> {
    fn piece(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.content.read(out)?;
        if count == 0 {
            return Err(Trouble::new(Reason::Truncated).into());
        }
        Ok(count)
    }
}

impl Read for Part<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if let Some(trouble) = &self.failed {
            return Err(trouble.clone().into());
        }
        let most = usize::try_from(self.left)
            .unwrap_or(usize::MAX)
            .min(out.len());
        if most == 0 {
            let told = self.checksum.filter(|_| self.left == 0);
            if told.is_some_and(|told| told != self.sum.clone().finalize()) {
                self.checksum = None;
                return Err(Trouble::damaged("Its checksum is another one.").into());
            }
            return Ok(0);
        }
        let piece = out.get_mut(..most).unwrap_or_default();
        let result = self.piece(piece);
        self.failed = result.as_ref().err().map(Trouble::of);
        let count = result?;
        self.sum.update(piece.get(..count).unwrap_or_default());
        self.left -= count as u64;
        Ok(count)
    }
}
