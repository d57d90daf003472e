//! How far a scan goes before it says that it went no further.

use crate::analyze::Options;
#[cfg(target_arch = "wasm32")]
use crate::plain::{At, Refusal};

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

    /// Takes what a caller sets.
    #[cfg(target_arch = "wasm32")]
    pub(crate) fn read(&mut self, at: At<'_>) -> Result<(), Refusal> {
        const MOST: u32 = 1 << 30;
        /// In megabytes: 64 TB.
        const MOST_MEGABYTES: u32 = 1 << 26;
        at.each_key(&mut |key, at| {
            match key {
                "depth" => self.depth = at.count(64)?,
                "carriers" => self.carriers = at.count(64)?,
                "entries" => self.entries = at.count(MOST)?.into(),
                "expandedMegabytes" => {
                    self.expanded_bytes = u64::from(at.count(MOST_MEGABYTES)?) << 20;
                }
                "ratio" => self.ratio = at.count(MOST)?.into(),
                "heldMegabytes" => self.held_bytes = u64::from(at.count(2048)?) << 20,
                "named" => self.named = at.count(MOST)?.into(),
                _ => return Err(at.unknown()),
            }
            Ok(())
        })
    }
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
