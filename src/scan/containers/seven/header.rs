//! The header of a 7z archive: which blocks there are, and which files. Nothing is made as long as a
//! count says before the bytes for it are there.

use super::block::{Block, Coder};
use crate::scan::trouble::Trouble;

/// What a header, or a part of one, begins with.
pub(super) const HEADER: u8 = 0x01;
pub(super) const PACKED: u8 = 0x17;
const END: u8 = 0x00;
const PROPERTIES: u8 = 0x02;
const STREAMS: u8 = 0x04;
const FILES: u8 = 0x05;
const PACK_INFO: u8 = 0x06;
const UNPACK_INFO: u8 = 0x07;
const SUBSTREAMS: u8 = 0x08;
const SIZES: u8 = 0x09;
const CHECKSUMS: u8 = 0x0A;
const FOLDERS: u8 = 0x0B;
const UNPACK_SIZES: u8 = 0x0C;
const COUNTS: u8 = 0x0D;
const EMPTY: u8 = 0x0E;
const NAMES: u8 = 0x11;

/// Coders that a block can have, and ways into them.
const MOST_CODERS: usize = 32;

pub(super) fn wrong() -> Trouble {
    Trouble::damaged("Its header makes no sense.")
}

/// Bytes that are taken from the front.
pub(super) struct Bytes<'b>(pub(super) &'b [u8]);

impl<'b> Bytes<'b> {
    pub(super) fn byte(&mut self) -> Result<u8, Trouble> {
        let (first, rest) = self.0.split_first().ok_or_else(wrong)?;
        self.0 = rest;
        Ok(*first)
    }

    fn take(&mut self, count: usize) -> Result<&'b [u8], Trouble> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or_else(wrong)?;
        self.0 = rest;
        Ok(taken)
    }

    fn long(&mut self) -> Result<u32, Trouble> {
        let bytes = self.take(4)?.first_chunk::<4>().ok_or_else(wrong)?;
        Ok(u32::from_le_bytes(*bytes))
    }

    /// A number whose first byte says how many follow.
    fn number(&mut self) -> Result<u64, Trouble> {
        let first = self.byte()?;
        let mut sum = 0;
        for at in 0..8 {
            let mask = 0x80_u8 >> at;
            if first & mask == 0 {
                let high = u64::from(first & (mask - 1));
                return Ok(sum | high << (8 * at));
            }
            sum |= u64::from(self.byte()?) << (8 * at);
        }
        Ok(sum)
    }

    /// A count of things of which each takes at least a bit of what is left.
    fn count(&mut self) -> Result<usize, Trouble> {
        let count = usize::try_from(self.number()?).map_err(|_| wrong())?;
        if count / 8 > self.0.len() {
            return Err(wrong());
        }
        Ok(count)
    }

    fn is(&mut self, mark: u8) -> Result<(), Trouble> {
        if self.byte()? == mark {
            Ok(())
        } else {
            Err(wrong())
        }
    }

    fn bits(&mut self, count: usize) -> Result<Vec<bool>, Trouble> {
        let bytes = self.take(count.div_ceil(8))?;
        let bits = bytes
            .iter()
            .flat_map(|byte| (0..8).map(move |at| byte & (0x80 >> at) != 0));
        Ok(bits.take(count).collect())
    }

    /// Checksums, of all or of those that bits before them name.
    fn checksums(&mut self, count: usize) -> Result<Vec<Option<u32>>, Trouble> {
        let are_there = match self.byte()? {
            0 => self.bits(count)?,
            _ if count / 4 > self.0.len() => return Err(wrong()),
            _ => vec![true; count],
        };
        are_there
            .into_iter()
            .map(|is_there| is_there.then(|| self.long()).transpose())
            .collect()
    }
}

/// What an archive holds.
pub(super) struct Archive<'b> {
    pub(super) blocks: Vec<Block>,
    count: usize,
    /// Whether each file has no content; shorter when the rest has.
    empty: Vec<bool>,
    /// UTF-16, with a zero behind each.
    names: &'b [u8],
}

impl<'b> Archive<'b> {
    /// Reads what stands behind the mark of a header.
    pub(super) fn read(header: &mut Bytes<'b>) -> Result<Self, Trouble> {
        let mut archive = Self {
            blocks: Vec::new(),
            count: 0,
            empty: Vec::new(),
            names: &[],
        };
        loop {
            match header.byte()? {
                END => return Ok(archive),
                PROPERTIES => {
                    while header.byte()? != END {
                        let length = header.count()?;
                        header.take(length)?;
                    }
                }
                STREAMS => archive.blocks = blocks(header)?,
                FILES => archive.read_files(header)?,
                _ => return Err(wrong()),
            }
        }
    }

    fn read_files(&mut self, header: &mut Bytes<'b>) -> Result<(), Trouble> {
        self.count = header.count()?;
        loop {
            let kind = header.byte()?;
            if kind == END {
                return Ok(());
            }
            let length = usize::try_from(header.number()?).map_err(|_| wrong())?;
            let mut property = Bytes(header.take(length)?);
            match kind {
                EMPTY => self.empty = property.bits(self.count)?,
                NAMES => {
                    // Names in a stream of their own: no packer writes them so.
                    property.is(0)?;
                    self.names = property.0;
                }
                _ => {}
            }
        }
    }

    /// The name of each file, and whether it has content.
    pub(super) fn files(&self) -> impl Iterator<Item = (String, bool)> + use<'_, 'b> {
        let mut names = self.names.chunks_exact(2).map(|unit| match unit {
            [low, high] => u16::from_le_bytes([*low, *high]),
            _ => 0,
        });
        (0..self.count).map(move |at| {
            let name: Vec<u16> = names.by_ref().take_while(|unit| *unit != 0).collect();
            let is_empty = self.empty.get(at).copied().unwrap_or(false);
            (String::from_utf16_lossy(&name), !is_empty)
        })
    }
}

/// Reads the blocks of an archive, up to the mark that ends them.
pub(super) fn blocks(header: &mut Bytes<'_>) -> Result<Vec<Block>, Trouble> {
    let mut packed = (0, Vec::new());
    let mut blocks = Vec::new();
    let mut has_files = false;
    loop {
        match header.byte()? {
            END => break,
            PACK_INFO => packed = pack_info(header)?,
            UNPACK_INFO => blocks = unpack_info(header)?,
            SUBSTREAMS => {
                substreams(header, &mut blocks)?;
                has_files = true;
            }
            _ => return Err(wrong()),
        }
    }
    let (mut at, sizes) = packed;
    let mut sizes = sizes.into_iter();
    for (block, inputs) in &mut blocks {
        block.begins = at;
        for nth in 0..*inputs {
            let size = sizes.next().ok_or_else(wrong)?;
            if nth == 0 {
                block.packed = size;
            }
            at = at.checked_add(size).ok_or_else(wrong)?;
        }
        if !has_files {
            block.files = vec![(block.size(), block.checksum)];
        }
    }
    Ok(blocks.into_iter().map(|(block, _)| block).collect())
}

/// Where the packed bytes begin, and the sizes of their pieces.
fn pack_info(header: &mut Bytes<'_>) -> Result<(u64, Vec<u64>), Trouble> {
    let begins = header
        .number()?
        .checked_add(super::FRONT as u64)
        .ok_or_else(wrong)?;
    let count = header.count()?;
    let mut sizes = Vec::new();
    loop {
        match header.byte()? {
            END => return Ok((begins, sizes)),
            SIZES => {
                for _ in 0..count {
                    sizes.push(header.number()?);
                }
            }
            CHECKSUMS => {
                header.checksums(count)?;
            }
            _ => return Err(wrong()),
        }
    }
}

/// The blocks, and how many packed pieces each takes.
fn unpack_info(header: &mut Bytes<'_>) -> Result<Vec<(Block, usize)>, Trouble> {
    header.is(FOLDERS)?;
    let count = header.count()?;
    header.is(0)?;
    let mut rows = Vec::new();
    for _ in 0..count {
        rows.push(Row::read(header)?);
    }
    header.is(UNPACK_SIZES)?;
    let mut blocks = Vec::new();
    for row in rows {
        blocks.push(row.into_block(header)?);
    }
    loop {
        match header.byte()? {
            END => return Ok(blocks),
            CHECKSUMS => {
                let checksums = header.checksums(count)?;
                for ((block, _), checksum) in blocks.iter_mut().zip(checksums) {
                    block.checksum = checksum;
                }
            }
            _ => return Err(wrong()),
        }
    }
}

/// The coders of a block as they are written, and how they are bound together.
struct Row {
    coders: Vec<Coder>,
    /// The way into a coder, and the way out of another that leads there.
    bound: Vec<(u64, u64)>,
    /// The ways in that packed pieces go.
    packed: Vec<u64>,
}

impl Row {
    fn read(header: &mut Bytes<'_>) -> Result<Self, Trouble> {
        let count = header.count()?;
        let mut coders = Vec::new();
        let (mut inputs, mut outputs) = (0_u64, 0_u64);
        for _ in 0..count.min(MOST_CODERS + 1) {
            let coder = read_coder(header)?;
            inputs = inputs.checked_add(coder.inputs).ok_or_else(wrong)?;
            outputs = outputs.checked_add(coder.outputs).ok_or_else(wrong)?;
            coders.push(coder);
        }
        let most = MOST_CODERS as u64;
        if count > MOST_CODERS
            || outputs == 0
            || inputs > most
            || outputs > most
            || inputs < outputs - 1
        {
            return Err(wrong());
        }
        let mut row = Self {
            coders,
            bound: Vec::new(),
            packed: Vec::new(),
        };
        for _ in 1..outputs {
            row.bound.push((header.number()?, header.number()?));
        }
        let pieces = inputs - (outputs - 1);
        if pieces == 1 {
            let is_free = |way: &u64| row.bound.iter().all(|(into, _)| into != way);
            row.packed.extend((0..inputs).find(is_free));
        } else {
            for _ in 0..pieces {
                row.packed.push(header.number()?);
            }
        }
        Ok(row)
    }

    /// Takes the sizes, and puts the coders in the order in which they unpack.
    fn into_block(self, header: &mut Bytes<'_>) -> Result<(Block, usize), Trouble> {
        let mut coders = self.coders;
        for coder in &mut coders {
            for _ in 0..coder.outputs {
                coder.size = header.number()?;
            }
        }
        let is_simple = coders
            .iter()
            .all(|coder| coder.inputs == 1 && coder.outputs == 1);
        let order = self
            .packed
            .first()
            .map(|first| order(*first, &self.bound))
            .unwrap_or_default();
        let mut block = Block {
            is_row: is_simple && order.len() == coders.len(),
            ..Block::default()
        };
        if block.is_row {
            let mut slots: Vec<Option<Coder>> = coders.into_iter().map(Some).collect();
            for at in order {
                let coder = slots.get_mut(at).and_then(Option::take).ok_or_else(wrong)?;
                block.coders.push(coder);
            }
        } else {
            block.coders = coders;
        }
        Ok((block, self.packed.len()))
    }
}

/// Follows the bytes from a way in to the last coder.
fn order(first: u64, bound: &[(u64, u64)]) -> Vec<usize> {
    let mut order = Vec::new();
    let mut at = Some(first);
    while let Some(way) = at.filter(|_| order.len() <= MOST_CODERS) {
        order.push(usize::try_from(way).unwrap_or(usize::MAX));
        at = bound
            .iter()
            .find(|(_, out)| *out == way)
            .map(|(into, _)| *into);
    }
    order
}

fn read_coder(header: &mut Bytes<'_>) -> Result<Coder, Trouble> {
    let flags = header.byte()?;
    let id = header.take(usize::from(flags & 0xF))?.to_vec();
    let (inputs, outputs) = if flags & 0x10 == 0 {
        (1, 1)
    } else {
        (header.number()?, header.number()?)
    };
    let properties = if flags & 0x20 == 0 {
        Vec::new()
    } else {
        let length = header.count()?;
        header.take(length)?.to_vec()
    };
    Ok(Coder {
        id,
        properties,
        inputs,
        outputs,
        size: 0,
    })
}

/// The files in each block.
fn substreams(header: &mut Bytes<'_>, blocks: &mut [(Block, usize)]) -> Result<(), Trouble> {
    let mut counts = vec![1; blocks.len()];
    let mut mark = header.byte()?;
    if mark == COUNTS {
        for count in &mut counts {
            *count = header.count()?;
        }
        mark = header.byte()?;
    }
    for ((block, _), count) in blocks.iter_mut().zip(&counts) {
        let mut left = block.size();
        for _ in 1..*count {
            if mark != SIZES {
                return Err(wrong());
            }
            let size = header.number()?;
            left = left.checked_sub(size).ok_or_else(wrong)?;
            block.files.push((size, None));
        }
        if *count > 0 {
            block.files.push((left, None));
        }
        if let ([(_, checksum)], Some(_)) = (block.files.as_mut_slice(), block.checksum) {
            *checksum = block.checksum;
        }
    }
    if mark == SIZES {
        mark = header.byte()?;
    }
    if mark == CHECKSUMS {
        let files = blocks.iter_mut().flat_map(|(block, _)| &mut block.files);
        let mut unknown: Vec<_> = files.filter(|(_, checksum)| checksum.is_none()).collect();
        let checksums = header.checksums(unknown.len())?;
        for ((_, known), checksum) in unknown.iter_mut().map(|file| &mut **file).zip(checksums) {
            *known = checksum;
        }
        mark = header.byte()?;
    }
    if mark == END { Ok(()) } else { Err(wrong()) }
}
