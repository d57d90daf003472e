//! tar: files behind each other, each behind a header of 512 bytes.
//!
//! ustar, the long names of GNU, the records of pax, and the headers of before ustar, by their
//! checksum.

mod header;

use super::peek::Peek;
use super::{Named, Visit};
use crate::report::Reason;
use crate::scan::trouble::Trouble;
use header::{BLOCK, Header, Kind};
use std::io::{self, Read};

/// The longest name or pax record that is kept; more of one is left out.
const LONGEST: u64 = 1 << 20;

pub(super) fn is_tar(head: &[u8]) -> bool {
    head.first_chunk::<BLOCK>()
        .is_some_and(|block| Header::read(block).is_some())
}

/// What the headers before a file say about it, in place of its own.
#[derive(Default)]
struct Ahead {
    name: Option<Vec<u8>>,
    link: Option<Vec<u8>>,
    size: Option<u64>,
    is_sparse: bool,
}

pub(super) fn open(peek: &mut Peek<'_>, visit: &mut dyn Visit) -> io::Result<()> {
    let mut ahead = Ahead::default();
    loop {
        let block = peek.peek(BLOCK)?;
        let Some(block) = block.first_chunk::<BLOCK>().copied() else {
            // Some writers leave out the zeros at the end, none a part of a header.
            return if block.is_empty() {
                Ok(())
            } else {
                Err(Trouble::new(Reason::Truncated).into())
            };
        };
        if block.iter().all(|byte| *byte == 0) {
            if end(peek)? {
                continue;
            }
            return Ok(());
        }
        let Some(header) = Header::read(&block) else {
            return Err(Trouble::damaged("A header's checksum is another one.").into());
        };
        peek.skip(BLOCK as u64)?;
        match header.kind {
            Kind::LongName => ahead.name = Some(text(peek, header.size)?),
            Kind::LongLink => ahead.link = Some(text(peek, header.size)?),
            Kind::Pax => {
                let records = body(peek, header.size)?;
                visit.itself(&mut records.as_slice(), peek.position())?;
                ahead.take(&records);
            }
            Kind::PaxForAll => {
                let records = body(peek, header.size)?;
                visit.itself(&mut records.as_slice(), peek.position())?;
            }
            Kind::File | Kind::Empty | Kind::Sparse => {
                file(peek, visit, &header, &std::mem::take(&mut ahead))?;
            }
        }
    }
}

fn file(
    peek: &mut Peek<'_>,
    visit: &mut dyn Visit,
    header: &Header,
    ahead: &Ahead,
) -> io::Result<()> {
    let name = ahead.name.as_ref().unwrap_or(&header.name);
    let name = String::from_utf8_lossy(name);
    let link = ahead.link.as_ref().unwrap_or(&header.link);
    if !link.is_empty() {
        // What a link names is a text like any other.
        visit.itself(&mut link.as_slice(), peek.position())?;
    }
    let size = match header.kind {
        Kind::Empty => 0,
        _ => ahead.size.unwrap_or(header.size),
    };
    if header.kind == Kind::Sparse {
        skip_maps(peek, header)?;
    }
    let begins = peek.position();
    let mut content = Exactly {
        source: peek,
        left: size,
    };
    visit.entry(Named::stored(&name), &mut content)?;
    if header.kind == Kind::Sparse || ahead.is_sparse {
        visit.wrong(Trouble::damaged(
            "It holds a sparse file, whose pieces were read as if nothing stood between them.",
        ));
    }
    // The visitor may have left some of it.
    let read = peek.position() - begins;
    peek.skip(size - read.min(size))?;
    pad(peek, size)
}

impl Ahead {
    /// Takes the records of pax: `length key=value\n`, each.
    fn take(&mut self, records: &[u8]) {
        let mut rest = records;
        while let Some((key, value, behind)) = record(rest) {
            rest = behind;
            match key {
                b"path" | b"GNU.sparse.name" => self.name = Some(value.to_vec()),
                b"linkpath" => self.link = Some(value.to_vec()),
                b"size" => self.size = decimal(value),
                key if key.starts_with(b"GNU.sparse.") => self.is_sparse = true,
                _ => {}
            }
        }
    }
}

fn record(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let blank = bytes.iter().position(|byte| *byte == b' ')?;
    let length = usize::try_from(decimal(bytes.get(..blank)?)?).ok()?;
    let (whole, behind) = bytes.split_at_checked(length)?;
    let whole = whole.get(blank + 1..)?.strip_suffix(b"\n")?;
    let sign = whole.iter().position(|byte| *byte == b'=')?;
    let (key, value) = whole.split_at_checked(sign)?;
    Some((key, value.get(1..)?, behind))
}

fn decimal(digits: &[u8]) -> Option<u64> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// Takes a body that says something about the next file.
fn body(peek: &mut Peek<'_>, size: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let kept = size.min(LONGEST);
    peek.take(kept).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < kept {
        return Err(Trouble::new(Reason::Truncated).into());
    }
    peek.skip(size - kept)?;
    pad(peek, size)?;
    Ok(bytes)
}

/// The same as a name that ends with a zero.
fn text(peek: &mut Peek<'_>, size: u64) -> io::Result<Vec<u8>> {
    let mut bytes = body(peek, size)?;
    let end = bytes.iter().position(|byte| *byte == 0);
    bytes.truncate(end.unwrap_or(bytes.len()));
    Ok(bytes)
}

/// Takes what fills up the last block of a file. At the very end it may be left out.
fn pad(peek: &mut Peek<'_>, size: u64) -> io::Result<()> {
    let block = BLOCK as u64;
    let padding = (block - size % block) % block;
    match peek.skip(padding) {
        Err(_) if peek.has_ended() => Ok(()),
        other => other,
    }
}

/// Takes the blocks that go on with the map of a sparse file of old GNU tar.
fn skip_maps(peek: &mut Peek<'_>, header: &Header) -> io::Result<()> {
    let mut has_more = header.has_more_maps;
    while has_more {
        let block = peek.exact::<BLOCK>()?;
        has_more = block.get(504).is_some_and(|flag| *flag != 0);
    }
    Ok(())
}

/// Takes the zeros at the end; returns whether another archive follows them.
fn end(peek: &mut Peek<'_>) -> io::Result<bool> {
    let block = BLOCK as u64;
    while peek.peek(BLOCK)?.first_chunk::<BLOCK>() == Some(&[0; BLOCK]) {
        peek.skip(block)?;
    }
    Ok(is_tar(peek.peek(BLOCK)?))
}

/// A part of a reader that must be there to its end.
struct Exactly<'e, 'p> {
    source: &'e mut Peek<'p>,
    left: u64,
}

impl Read for Exactly<'_, '_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left)
            .unwrap_or(usize::MAX)
            .min(out.len());
        if most == 0 {
            return Ok(0);
        }
        let count = self.source.read(out.get_mut(..most).unwrap_or_default())?;
        if count == 0 {
            return Err(Trouble::new(Reason::Truncated).into());
        }
        self.left -= count as u64;
        Ok(count)
    }
}

#[cfg(test)]
mod tests;
