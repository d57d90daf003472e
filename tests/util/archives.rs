//! Packers for tests: archives of every kind that is read, and broken ones.

#![allow(dead_code, reason = "each test binary uses a part of this")]

use flate2::Compression;
use std::io::{Cursor, Write};

pub(crate) fn deflated(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn zlibbed(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

/// One member of a gzip file; an empty name is left out.
pub(crate) fn gzipped(name: &str, content: &[u8]) -> Vec<u8> {
    let mut builder = flate2::GzBuilder::new();
    if !name.is_empty() {
        builder = builder.filename(name);
    }
    let mut encoder = builder.write(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

/// A gzip file of so many zeros, as small as can be.
pub(crate) fn gzip_bomb(megabytes: usize) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), Compression::best());
    let zeros = vec![0; 1 << 20];
    for _ in 0..megabytes {
        encoder.write_all(&zeros).unwrap();
    }
    encoder.finish().unwrap()
}

pub(crate) fn bzipped(content: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn xzipped(content: &[u8]) -> Vec<u8> {
    let options = lzma_rust2::XzOptions::with_preset(0);
    let mut writer = lzma_rust2::XzWriter::new(Vec::new(), options).unwrap();
    writer.write_all(content).unwrap();
    writer.finish().unwrap()
}

/// An `.lzma` file whose size is not told before.
pub(crate) fn lzma(content: &[u8]) -> Vec<u8> {
    let options = lzma_rust2::LzmaOptions::with_preset(0);
    let mut writer = lzma_rust2::LzmaWriter::new_use_header(Vec::new(), &options, None).unwrap();
    writer.write_all(content).unwrap();
    writer.finish().unwrap()
}

pub(crate) fn zstandard(content: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(content, ruzstd::encoding::CompressionLevel::Fastest)
}

/// A 7z archive, LZMA2.
pub(crate) fn seven(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = sevenz_rust2::ArchiveWriter::new(Cursor::new(Vec::new())).unwrap();
    for (name, content) in files {
        let entry = sevenz_rust2::ArchiveEntry::new_file(name);
        writer.push_archive_entry(entry, Some(*content)).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// One file of a tar archive, of a kind; without the zeros at the end of an archive.
pub(crate) fn tar_member(name: &[u8], kind: u8, size: &[u8], content: &[u8]) -> Vec<u8> {
    let mut block = vec![0; 512];
    let mut put = |at: usize, bytes: &[u8]| {
        block.splice(at..at + bytes.len(), bytes.iter().copied());
    };
    put(0, name);
    put(100, b"0000644\0");
    put(124, size);
    put(148, b"        ");
    put(156, &[kind]);
    put(257, b"ustar\x0000");
    let sum: u64 = block.iter().map(|byte| u64::from(*byte)).sum();
    block.splice(148..156, format!("{sum:06o}\0 ").into_bytes());
    block.extend(content);
    block.resize(block.len().next_multiple_of(512), 0);
    block
}

pub(crate) fn tar_file(name: &str, content: &[u8]) -> Vec<u8> {
    let size = format!("{:011o}\0", content.len());
    tar_member(name.as_bytes(), b'0', size.as_bytes(), content)
}

pub(crate) fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes: Vec<u8> = files
        .iter()
        .flat_map(|(name, content)| tar_file(name, content))
        .collect();
    bytes.extend([0; 1_024]);
    bytes
}

/// An entry of a zip archive, with everything about it that can be wrong.
#[derive(Clone)]
pub(crate) struct ZipEntry {
    pub(crate) name: Vec<u8>,
    pub(crate) content: Vec<u8>,
    pub(crate) packed: Vec<u8>,
    pub(crate) method: u16,
    pub(crate) flags: u16,
    /// Whether sizes stand behind the content, and with eight bytes.
    pub(crate) has_descriptor: bool,
    pub(crate) is_large: bool,
    /// What the directory says in place of the packed size.
    pub(crate) said_packed: Option<u32>,
    /// Where the directory says that it begins.
    pub(crate) said_begins: Option<u32>,
    pub(crate) comment: Vec<u8>,
}

impl ZipEntry {
    pub(crate) fn packed(name: &str, content: &[u8], method: u16, packed: Vec<u8>) -> Self {
        Self {
            name: name.as_bytes().to_vec(),
            content: content.to_vec(),
            packed,
            method,
            flags: 0,
            has_descriptor: false,
            is_large: false,
            said_packed: None,
            said_begins: None,
            comment: Vec::new(),
        }
    }

    pub(crate) fn stored(name: &str, content: &[u8]) -> Self {
        Self::packed(name, content, 0, content.to_vec())
    }

    pub(crate) fn deflated(name: &str, content: &[u8]) -> Self {
        Self::packed(name, content, 8, deflated(content))
    }

    pub(crate) fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    fn checksum(&self) -> u32 {
        crc32fast::hash(&self.content)
    }

    /// The extra field with sizes of eight bytes.
    fn large_field(&self, begins: Option<u64>) -> Vec<u8> {
        if !self.is_large {
            return Vec::new();
        }
        let mut values = vec![self.content.len() as u64, self.packed.len() as u64];
        values.extend(begins);
        let mut field = vec![1, 0, u8::try_from(values.len() * 8).unwrap(), 0];
        values
            .iter()
            .for_each(|value| field.extend(value.to_le_bytes()));
        field
    }

    fn head(&self, is_local: bool, extra: usize) -> Vec<u8> {
        let flags = self.flags | if self.has_descriptor { 8 } else { 0 };
        let mut head = Vec::new();
        head.extend(45_u16.to_le_bytes());
        head.extend(flags.to_le_bytes());
        head.extend(self.method.to_le_bytes());
        head.extend([0; 4]);
        let size = |value: usize| match (is_local && self.has_descriptor, self.is_large) {
            (true, _) => 0,
            (false, true) => u32::MAX,
            (false, false) => u32::try_from(value).unwrap(),
        };
        let checksum = if is_local && self.has_descriptor {
            0
        } else {
            self.checksum()
        };
        head.extend(checksum.to_le_bytes());
        let packed = self.said_packed.filter(|_| !is_local);
        head.extend(packed.unwrap_or(size(self.packed.len())).to_le_bytes());
        head.extend(size(self.content.len()).to_le_bytes());
        head.extend(u16::try_from(self.name.len()).unwrap().to_le_bytes());
        head.extend(u16::try_from(extra).unwrap().to_le_bytes());
        head
    }

    fn write(&self, out: &mut Vec<u8>) {
        let extra = if self.has_descriptor {
            Vec::new()
        } else {
            self.large_field(None)
        };
        out.extend(b"PK\x03\x04");
        out.extend(self.head(true, extra.len()));
        out.extend(&self.name);
        out.extend(extra);
        out.extend(&self.packed);
        if self.has_descriptor {
            out.extend(b"PK\x07\x08");
            out.extend(self.checksum().to_le_bytes());
            for size in [self.packed.len(), self.content.len()] {
                if self.is_large {
                    out.extend((size as u64).to_le_bytes());
                } else {
                    out.extend(u32::try_from(size).unwrap().to_le_bytes());
                }
            }
        }
    }

    fn write_central(&self, begins: u32, out: &mut Vec<u8>) {
        let begins = self.said_begins.unwrap_or(begins);
        let extra = self.large_field(Some(u64::from(begins)));
        out.extend(b"PK\x01\x02");
        out.extend(45_u16.to_le_bytes());
        out.extend(self.head(false, extra.len()));
        out.extend(u16::try_from(self.comment.len()).unwrap().to_le_bytes());
        out.extend([0; 8]);
        let begins = if self.is_large { u32::MAX } else { begins };
        out.extend(begins.to_le_bytes());
        out.extend(&self.name);
        out.extend(extra);
        out.extend(&self.comment);
    }
}

/// A zip archive, with a comment at its end.
pub(crate) fn zip_with(entries: &[ZipEntry], comment: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut places = Vec::new();
    for entry in entries {
        places.push(u32::try_from(out.len()).unwrap());
        entry.write(&mut out);
    }
    let directory = out.len();
    for (entry, begins) in entries.iter().zip(places) {
        entry.write_central(begins, &mut out);
    }
    let size = out.len() - directory;
    let is_large = entries.iter().any(|entry| entry.is_large);
    if is_large {
        let at = out.len() as u64;
        out.extend(b"PK\x06\x06");
        out.extend(44_u64.to_le_bytes());
        out.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        let counts = [entries.len(), entries.len(), size, directory];
        counts
            .iter()
            .for_each(|count| out.extend((*count as u64).to_le_bytes()));
        out.extend(b"PK\x06\x07\0\0\0\0");
        out.extend(at.to_le_bytes());
        out.extend(1_u32.to_le_bytes());
    }
    let said = |value: usize| {
        if is_large {
            u32::MAX
        } else {
            u32::try_from(value).unwrap()
        }
    };
    let count = if is_large {
        u16::MAX
    } else {
        u16::try_from(entries.len()).unwrap()
    };
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(said(size).to_le_bytes());
    out.extend(said(directory).to_le_bytes());
    out.extend(u16::try_from(comment.len()).unwrap().to_le_bytes());
    out.extend(comment);
    out
}

pub(crate) fn zip(entries: &[ZipEntry]) -> Vec<u8> {
    zip_with(entries, b"")
}

/// A zip archive of so many entries in which each but the last contains the header of the next one,
/// so that all end in the same packed bytes: small, and unpacked many times.
/// https://www.bamsoftware.com/hacks/zipbomb/
pub(crate) fn overlapping_zip(count: u32, kernel: &[u8]) -> Vec<u8> {
    let packed = deflated(kernel);
    let mut tail = packed.clone();
    let mut content = kernel.to_vec();
    let mut entries = Vec::new();
    for nth in (0..count).rev() {
        let entry = ZipEntry::packed(&format!("{nth:05}"), &content, 8, tail.clone());
        let mut whole = Vec::new();
        entry.write(&mut whole);
        let header = whole.get(..35).unwrap().to_vec();
        entries.push((entry, whole.len()));
        // A stored block of deflate that quotes the header, and then what is packed behind it.
        tail = vec![0, 35, 0, !35, 0xFF];
        tail.extend(&header);
        tail.extend(whole.get(35..).unwrap());
        content = [header.as_slice(), &content].concat();
    }
    let (_, length) = *entries.last().unwrap();
    let mut out = Vec::new();
    entries.last().unwrap().0.write(&mut out);
    let directory = out.len();
    for (entry, size) in entries.iter().rev() {
        let begins = u32::try_from(length - size).unwrap();
        entry.write_central(begins, &mut out);
    }
    let size = out.len() - directory;
    out.extend(b"PK\x05\x06\0\0\0\0");
    let count = u16::try_from(count).unwrap().to_le_bytes();
    out.extend([count, count].concat());
    out.extend(u32::try_from(size).unwrap().to_le_bytes());
    out.extend(u32::try_from(directory).unwrap().to_le_bytes());
    out.extend([0, 0]);
    out
}

/// A PDF file with these objects, each with a dictionary and, unless it is empty, a stream.
pub(crate) fn pdf(objects: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    for (at, (dictionary, stream)) in objects.iter().enumerate() {
        out.extend(format!("{} 0 obj\n<<{dictionary}", at + 1).into_bytes());
        if stream.is_empty() {
            out.extend(b">>\n");
        } else {
            out.extend(format!("/Length {}>>\nstream\r\n", stream.len()).into_bytes());
            out.extend(*stream);
            out.extend(b"\nendstream\n");
        }
        out.extend(b"endobj\n");
    }
    out.extend(b"trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
    out
}
