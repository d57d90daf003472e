//! Reads the index that stands beside a pack: where in the pack each object begins.
//!
//! <https://git-scm.com/docs/pack-format#_original_version_1_pack_idx_files_have_the_following_format>

use super::fault::Fault;
use super::files::Files;
use super::hash::{Hash, Id};
use std::io::{self, Read};

/// Bytes of the table of counts that both versions have.
const COUNTS: u64 = 1_024;

/// What version 2 begins with.
const MAGIC: [u8; 8] = [0xff, b't', b'O', b'c', 0, 0, 0, 2];

const LIES: Fault = Fault::Damaged("The pack's index contradicts itself.");

/// The objects of a pack by its index.
pub(super) struct Index {
    /// The ids, one after the other.
    pub(super) ids: Vec<u8>,
    /// Where each object begins.
    pub(super) offsets: Vec<u64>,
    /// The checksum of the pack that it was made for.
    pub(super) pack: Id,
}

/// Reads an index of either version, when it is for as many objects as the pack claims.
pub(super) fn read(
    files: &mut Files<'_>,
    file: u32,
    hash: Hash,
    claimed: u32,
) -> Result<Index, Fault> {
    let length = files.length(file)?;
    let mut source = files.at(file, 0);
    let mut first = [0; 8];
    source.read_exact(&mut first)?;
    let is_second = first == MAGIC;
    let counts_left = if is_second { COUNTS } else { COUNTS - 8 };
    io::copy(&mut source.by_ref().take(counts_left - 4), &mut io::sink())?;
    let count = number(&mut source)?;
    let id = hash.length() as u64;
    let each = if is_second { id + 8 } else { id + 4 };
    let needed = COUNTS + u64::from(count) * each + 2 * id;
    if count != claimed || length < needed {
        return Err(LIES);
    }
    if is_second {
        let larger = (length - needed).saturating_sub(MAGIC.len() as u64) / 8;
        second(&mut source, hash, u64::from(count), larger)
    } else {
        original(&mut source, hash, count)
    }
}

/// Reads version 1 behind its counts: each offset with its id.
fn original(source: &mut impl Read, hash: Hash, count: u32) -> Result<Index, Fault> {
    let (mut ids, mut offsets) = (Vec::new(), Vec::new());
    for _ in 0..count {
        offsets.push(u64::from(number(source)?));
        id(source, hash, &mut ids)?;
    }
    end(source, hash, ids, offsets)
}

/// Reads version 2 behind its counts: all ids, all checksums, all offsets, all offsets that are
/// larger than those can say.
fn second(source: &mut impl Read, hash: Hash, count: u64, larger: u64) -> Result<Index, Fault> {
    let (mut ids, mut offsets) = (Vec::new(), Vec::new());
    source
        .by_ref()
        .take(count * hash.length() as u64)
        .read_to_end(&mut ids)?;
    io::copy(&mut source.by_ref().take(count * 4), &mut io::sink())?;
    for _ in 0..count {
        offsets.push(u64::from(number(source)?));
    }
    let mut large = Vec::new();
    for _ in 0..larger {
        let high = u64::from(number(source)?);
        large.push(high << 32 | u64::from(number(source)?));
    }
    for offset in &mut offsets {
        if *offset & 1 << 31 != 0 {
            let at = usize::try_from(*offset & !(1 << 31)).map_err(|_| LIES)?;
            *offset = *large.get(at).ok_or(LIES)?;
        }
    }
    end(source, hash, ids, offsets)
}

fn end(
    source: &mut impl Read,
    hash: Hash,
    ids: Vec<u8>,
    offsets: Vec<u64>,
) -> Result<Index, Fault> {
    let mut pack = Vec::new();
    id(source, hash, &mut pack)?;
    if ids.len() != offsets.len() * hash.length() {
        return Err(LIES);
    }
    let pack = Id::new(&pack);
    Ok(Index { ids, offsets, pack })
}

fn number(source: &mut impl Read) -> Result<u32, Fault> {
    let mut bytes = [0; 4];
    source.read_exact(&mut bytes)?;
    Ok(u32::from_be_bytes(bytes))
}

fn id(source: &mut impl Read, hash: Hash, ids: &mut Vec<u8>) -> Result<(), Fault> {
    let length = hash.length() as u64;
    let count = source.by_ref().take(length).read_to_end(ids)?;
    if count == hash.length() {
        Ok(())
    } else {
        Err(Fault::Truncated)
    }
}
