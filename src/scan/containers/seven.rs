//! 7z: files in blocks, and a header at the end that says where.
//!
//! A reader of our own over lzma-rust2, bzip2 and flate2: `sevenz-rust2` believes the counts and sizes
//! of a header, and makes lists and dictionaries of whatever length they say.

mod block;
mod header;

use super::peek::{long, number};
use super::{Named, Visit};
use crate::report::Reason;
use crate::scan::trouble::Trouble;
use crate::scan::walk::ReadSeek;
use block::Block;
use header::{Archive, Bytes};
use std::io::{self, Read, SeekFrom};

const MAGIC: &[u8] = b"7z\xBC\xAF\x27\x1C";

/// Bytes of the front: the mark, the version, and where the header is.
const FRONT: usize = 32;

/// How often a header may be packed in another.
const HEADERS: usize = 4;

pub(super) fn is_seven(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}

pub(super) fn open(source: &mut dyn ReadSeek, visit: &mut dyn Visit) -> io::Result<()> {
    let length = source.seek(SeekFrom::End(0))?;
    source.rewind()?;
    let mut front = Vec::new();
    source.take(FRONT as u64).read_to_end(&mut front)?;
    if front.len() < FRONT {
        return Err(Trouble::new(Reason::Truncated).into());
    }
    if crc32fast::hash(front.get(12..).unwrap_or_default()) != long(&front, 8) {
        return Err(Trouble::damaged("Its front has another checksum.").into());
    }
    let begins = (FRONT as u64).saturating_add(number(&front, 12, 8));
    let size = number(&front, 20, 8);
    if size == 0 {
        return Ok(());
    }
    if begins.saturating_add(size) > length {
        return Err(Trouble::new(Reason::Truncated).into());
    }
    let room = visit.room();
    let mut held = room.take(size)?;
    source.seek(SeekFrom::Start(begins))?;
    let mut bytes = Vec::new();
    source.take(size).read_to_end(&mut bytes)?;
    if crc32fast::hash(&bytes) != long(&front, 28) {
        return Err(Trouble::damaged("Its header has another checksum.").into());
    }
    for _ in 0..HEADERS {
        let mut header = Bytes(&bytes);
        match header.byte()? {
            header::HEADER => {
                // Names and places take several times the bytes of the header.
                let _lists = room.take(size.saturating_mul(8))?;
                return read_files(source, visit, &Archive::read(&mut header)?);
            }
            header::PACKED => {
                let blocks = header::blocks(&mut header)?;
                let block = blocks.first().ok_or_else(header::wrong)?;
                held = room.take(block.size())?;
                let mut packed = block.open(source, &room)?;
                let mut unpacked = Vec::new();
                (&mut packed)
                    .take(block.size())
                    .read_to_end(&mut unpacked)?;
                bytes = unpacked;
            }
            _ => return Err(header::wrong().into()),
        }
    }
    drop(held);
    Err(header::wrong().into())
}

/// Hands out the files of every block, in their order.
fn read_files(
    source: &mut dyn ReadSeek,
    visit: &mut dyn Visit,
    archive: &Archive<'_>,
) -> io::Result<()> {
    let mut files = archive.files();
    for block in &archive.blocks {
        read_block(source, visit, block, &mut files)?;
    }
    for (name, has_content) in files {
        if has_content {
            visit.skipped(&name, Trouble::damaged("It is in no block."))?;
        } else {
            visit.entry(Named::stored(&name), &mut io::empty())?;
        }
    }
    Ok(())
}

fn read_block(
    source: &mut dyn ReadSeek,
    visit: &mut dyn Visit,
    block: &Block,
    files: &mut dyn Iterator<Item = (String, bool)>,
) -> io::Result<()> {
    let room = visit.room();
    let opened = block
        .open(source, &room)
        .map_err(|error| Trouble::of(&error));
    let (mut content, mut trouble) = match opened {
        Ok(content) => (content, None),
        Err(trouble) => (Box::new(io::empty()) as Box<dyn Read>, Some(trouble)),
    };
    for (size, checksum) in &block.files {
        let name = loop {
            match files.next() {
                None => return Err(header::wrong().into()),
                Some((name, true)) => break name,
                Some((name, false)) => visit.entry(Named::stored(&name), &mut io::empty())?,
            }
        };
        if let Some(trouble) = &trouble {
            visit.skipped(&name, trouble.clone())?;
            continue;
        }
        let mut file = block::Part::new(&mut content, *size, *checksum);
        visit.entry(Named::unpacked(&name), &mut file)?;
        if let Err(error) = io::copy(&mut file, &mut io::sink()) {
            // Nothing behind a fault in a block can be read; other blocks can.
            trouble = Some(Trouble::of(&error));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
