//! The header of a file in a tar archive.

/// Bytes of a header, and what every file is filled up to.
pub(super) const BLOCK: usize = 512;

/// Where the checksum stands.
const CHECKSUM: std::ops::Range<usize> = 148..156;

/// What stands behind a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A file's content, or whatever an unknown kind has.
    File,
    /// Nothing, whatever the size says: links, folders, devices.
    Empty,
    /// The pieces of a sparse file, as old GNU tar writes them.
    Sparse,
    /// The name of the next file.
    LongName,
    /// What the next link points at.
    LongLink,
    /// Records about the next file.
    Pax,
    /// Records about all files behind it.
    PaxForAll,
}

pub(super) struct Header {
    pub(super) name: Vec<u8>,
    pub(super) link: Vec<u8>,
    pub(super) size: u64,
    pub(super) kind: Kind,
    pub(super) has_more_maps: bool,
}

impl Header {
    /// Reads a header whose checksum fits.
    pub(super) fn read(block: &[u8; BLOCK]) -> Option<Self> {
        let field = |from: usize, to: usize| block.get(from..to).unwrap_or_default();
        let told = octal(field(CHECKSUM.start, CHECKSUM.end))?;
        let sums = checksums(block);
        if told != sums.0 && i64::try_from(told).ok() != Some(sums.1) {
            return None;
        }
        // Zeros have a checksum that fits, and so has little else that has no name.
        let mut name = until_zero(field(0, 100)).to_vec();
        let is_ustar = field(257, 262) == b"ustar";
        if !is_ustar && name.is_empty() {
            return None;
        }
        let prefix = until_zero(field(345, 500));
        // GNU has other things where ustar has the front of the name.
        if field(257, 263) == b"ustar\0" && !prefix.is_empty() {
            name = [prefix, b"/", &name].concat();
        }
        Some(Self {
            name,
            link: until_zero(field(157, 257)).to_vec(),
            size: size(field(124, 136))?,
            kind: kind(block.get(156).copied().unwrap_or_default()),
            has_more_maps: block.get(482).is_some_and(|flag| *flag != 0),
        })
    }
}

fn kind(flag: u8) -> Kind {
    match flag {
        b'1'..=b'6' => Kind::Empty,
        b'S' => Kind::Sparse,
        b'L' => Kind::LongName,
        b'K' => Kind::LongLink,
        b'x' | b'X' => Kind::Pax,
        b'g' => Kind::PaxForAll,
        _ => Kind::File,
    }
}

/// The sum of all bytes, those of the checksum as blanks; and as old systems took it, with signs.
fn checksums(block: &[u8; BLOCK]) -> (u64, i64) {
    let mut sums = (0, 0);
    for (at, byte) in block.iter().enumerate() {
        let byte = if CHECKSUM.contains(&at) { b' ' } else { *byte };
        sums.0 += u64::from(byte);
        sums.1 += i64::from(i8::from_ne_bytes([byte]));
    }
    sums
}

/// A size in octal, or, with the first bit set, in base 256.
fn size(field: &[u8]) -> Option<u64> {
    let (first, rest) = field.split_first()?;
    if first & 0x80 == 0 {
        return octal(field).or_else(|| until_zero(field).trim_ascii().is_empty().then_some(0));
    }
    if first & 0x7F != 0 {
        return None;
    }
    rest.iter().try_fold(0_u64, |sum, byte| {
        sum.checked_mul(256)?.checked_add(u64::from(*byte))
    })
}

fn octal(field: &[u8]) -> Option<u64> {
    let digits = until_zero(field).trim_ascii();
    let digits = std::str::from_utf8(digits).ok()?;
    u64::from_str_radix(digits, 8).ok()
}

fn until_zero(field: &[u8]) -> &[u8] {
    field.split(|byte| *byte == 0).next().unwrap_or_default()
}
