//! A search for many needles by the first three bytes of each, sixteen places at a time where the
//! target can do that without `unsafe`.
//!
//! Needles are put into eight groups. For each of the three bytes, a table says to which groups a
//! byte can belong; where the three agree on a group, the needles are compared. On other targets
//! than WebAssembly the packed search of `aho-corasick` does the same, faster.

/// Bytes of each needle that are looked at first.
const WIDTH: usize = 3;
/// One group for each bit of a byte.
const GROUPS: usize = 8;

/// Compares the needles at a place; returns the index of the one that stands there.
type Verify<'v> = &'v dyn Fn(usize) -> Option<usize>;

pub(super) struct Lanes {
    /// The groups by lower and by upper half of each byte.
    low: [[u8; 16]; WIDTH],
    high: [[u8; 16]; WIDTH],
}

impl Lanes {
    pub(super) fn new(needles: &[&[u8]]) -> Self {
        let mut sorted: Vec<&[u8]> = needles.to_vec();
        sorted.sort_unstable();
        let mut lanes = Self {
            low: [[0; 16]; WIDTH],
            high: [[0; 16]; WIDTH],
        };
        for (index, needle) in sorted.iter().enumerate() {
            // Neighbours share their first bytes, so they share a group.
            let group = 1 << (index * GROUPS / sorted.len());
            let tables = lanes.low.iter_mut().zip(&mut lanes.high);
            for (byte, (low, high)) in needle.iter().zip(tables) {
                if let Some(groups) = low.get_mut(usize::from(byte & 15)) {
                    *groups |= group;
                }
                if let Some(groups) = high.get_mut(usize::from(byte >> 4)) {
                    *groups |= group;
                }
            }
        }
        lanes
    }

    /// Returns the first place from `from` on at which a needle stands, and its index.
    pub(super) fn next(
        &self,
        bytes: &[u8],
        from: usize,
        verify: Verify<'_>,
    ) -> Option<(usize, usize)> {
        let mut at = from;
        #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
        if let Some(found) = self.next_by_sixteen(bytes, &mut at, verify) {
            return Some(found);
        }
        while let Some(window) = bytes.get(at..at + WIDTH) {
            if self.may_start(window)
                && let Some(index) = verify(at)
            {
                return Some((at, index));
            }
            at += 1;
        }
        None
    }

    fn may_start(&self, window: &[u8]) -> bool {
        let mut groups = u8::MAX;
        for ((byte, low), high) in window.iter().zip(&self.low).zip(&self.high) {
            groups &= low.get(usize::from(byte & 15)).unwrap_or(&0)
                & high.get(usize::from(byte >> 4)).unwrap_or(&0);
        }
        groups != 0
    }

    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    fn next_by_sixteen(
        &self,
        bytes: &[u8],
        at: &mut usize,
        verify: Verify<'_>,
    ) -> Option<(usize, usize)> {
        use core::arch::wasm32::{
            u8x16_bitmask, u8x16_ne, u8x16_shr, u8x16_splat, u8x16_swizzle, u64x2, v128, v128_and,
            v128_any_true,
        };
        let load = |block: &[u8; 16]| -> v128 {
            let [low, high] = [0, 8].map(|start| {
                let half = block
                    .get(start..start + 8)
                    .and_then(|half| half.first_chunk());
                half.map_or(0, |half| u64::from_le_bytes(*half))
            });
            u64x2(low, high)
        };
        let low = self.low.each_ref().map(load);
        let high = self.high.each_ref().map(load);
        let (nibble, zero) = (u8x16_splat(15), u8x16_splat(0));
        while let Some(stretch) = bytes.get(*at..*at + 16 + WIDTH - 1) {
            let mut groups = u8x16_splat(u8::MAX);
            for ((shift, low), high) in low.iter().enumerate().zip(&high) {
                let block = load(stretch.get(shift..)?.first_chunk()?);
                let by_low = u8x16_swizzle(*low, v128_and(block, nibble));
                let by_high = u8x16_swizzle(*high, u8x16_shr(block, 4));
                groups = v128_and(groups, v128_and(by_low, by_high));
            }
            if v128_any_true(groups) {
                let mut places = u8x16_bitmask(u8x16_ne(groups, zero));
                while places != 0 {
                    let place = *at + places.trailing_zeros() as usize;
                    if let Some(index) = verify(place) {
                        return Some((place, index));
                    }
                    places &= places - 1;
                }
            }
            *at += 16;
        }
        None
    }
}
