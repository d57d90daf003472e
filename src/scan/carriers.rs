//! What a token can be wrapped in, beyond what `repair` takes off: Base64, text of wider units, text
//! in which every letter is an escape, lines that mail tore. Each is found, cut out with its places, and decoded.

pub(super) mod base64;
pub(super) mod escapes;
pub(super) mod keys;
pub(super) mod mail;
pub(super) mod probe;
pub(super) mod wide;

use std::ops::Range;

/// Text that was taken out of a carrier, and where each byte of it came from.
pub(super) struct Decoded {
    pub(super) carrier: &'static str,
    pub(super) bytes: Vec<u8>,
    pub(super) origins: Origins,
}

/// A stretch in which places go on evenly.
#[derive(Clone, Copy, Debug)]
struct Even {
    /// The first unit of it.
    unit: usize,
    /// Where that unit stands in what was decoded.
    outer: usize,
}

/// Where decoded bytes came from.
#[derive(Debug, Default)]
pub(super) struct Origins {
    evens: Vec<Even>,
    /// Bytes of the carrier for each unit.
    stride: usize,
    /// How many units make how many bytes: 4 make 3 in Base64, 1 makes 1 elsewhere.
    units: usize,
    bytes: usize,
    /// The units that were left out before the first byte.
    skipped: usize,
}

impl Origins {
    fn new(stride: usize, (units, bytes): (usize, usize), skipped: usize) -> Self {
        Self {
            evens: Vec::new(),
            stride,
            units,
            bytes,
            skipped,
        }
    }

    fn push(&mut self, unit: usize, outer: usize) {
        self.evens.push(Even { unit, outer });
    }

    /// Returns where a decoded byte starts in the carrier.
    pub(super) fn outer(&self, byte: usize) -> usize {
        let unit = self.skipped + byte * self.units / self.bytes.max(1);
        let index = self.evens.partition_point(|even| even.unit <= unit);
        let even = index.checked_sub(1).and_then(|index| self.evens.get(index));
        even.map_or(0, |even| even.outer + (unit - even.unit) * self.stride)
    }

    /// Returns which decoded bytes, of so many, come from a range of the carrier.
    pub(super) fn inner(&self, range: &Range<usize>, length: usize) -> Range<usize> {
        let first = |outer: usize| {
            let (mut low, mut high) = (0, length);
            while low < high {
                let middle = low.midpoint(high);
                if self.outer(middle) < outer {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            low
        };
        first(range.start)..first(range.end)
    }
}
