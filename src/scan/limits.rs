//! How far a scan goes before it says that it went no further.

use crate::analyze::Options;

/// What a scan depends on beside the bytes.
#[derive(Clone, Debug)]
pub struct ScanOptions {
    /// The moment that verdicts speak about, and an organisation's own limits.
    pub analyze: Options,
    /// How far to go.
    pub limits: Limits,
}

impl ScanOptions {
    /// Returns options for what verdicts depend on, with the limits that suit most.
    pub fn new(analyze: Options) -> Self {
        Self {
            analyze,
            limits: Limits::default(),
        }
    }
}

/// How far a scan goes. What lies beyond is named under what was not read.
///
/// ```
/// let limits = sas_lens::scan::Limits { depth: 2, ..Default::default() };
/// assert_eq!(limits.carriers, 6);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many containers may lie in each other.
    pub depth: u32,
    /// How many encodings may lie in each other.
    pub carriers: u32,
    /// Entries of one given file, at all depths together.
    pub entries: u64,
    /// Bytes that one given file may expand to, at all depths together.
    pub expanded_bytes: u64,
    /// How many times its own size one given file may expand to; what stays under
    /// [`Limits::EXPANDED_ANYHOW`] is never stopped by it. Deflate cannot honestly pass 1,032.
    pub ratio: u64,
    /// Bytes that are held in memory at a time to open what cannot be read from front to back.
    pub held_bytes: u64,
    /// How many things that were not read are named one by one for one given file.
    pub named: u64,
}

impl Limits {
    /// Bytes that everything may expand to, whatever its packed size.
    pub const EXPANDED_ANYHOW: u64 = 256 << 20;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 8,
            carriers: 6,
            entries: 1_000_000,
            expanded_bytes: 64 << 30,
            ratio: 1_100,
            held_bytes: 128 << 20,
            named: 1_000,
        }
    }
}
