//! A search for many needles by the first four bytes of each, sixteen places at a time where the
//! target can do that without `unsafe`.
//!
//! Needles are put into eight groups. For each of the four bytes, a table says to which groups a
//! byte can belong; where the four agree on a group, the needles that start with that byte are
//! compared. On other targets than WebAssembly the packed search of `aho-corasick` does the same.

/// Bytes of each needle that are looked at first; no needle is shorter.
const WIDTH: usize = 4;
/// One group for each bit of a byte.
const GROUPS: usize = 8;

pub(super) struct Lanes {
    /// The groups by lower and by upper half of each byte.
    low: [[u8; 16]; WIDTH],
    high: [[u8; 16]; WIDTH],
    /// The needles, by their first byte and then by their index.
    needles: Vec<Needle>,
    /// How many needles start with a lower byte.
    firsts: Vec<usize>,
}

struct Needle {
    start: [u8; WIDTH],
    rest: Vec<u8>,
    index: usize,
}

impl Lanes {
    pub(super) fn new(texts: &[&[u8]]) -> Self {
        let mut needles: Vec<Needle> = texts
            .iter()
            .enumerate()
            .filter_map(|(index, text)| {
                let (start, rest) = text.split_first_chunk()?;
                Some(Needle {
                    start: *start,
                    rest: rest.to_vec(),
                    index,
                })
            })
            .collect();
        debug_assert_eq!(needles.len(), texts.len(), "a needle is too short");
        // Neighbours share their first bytes, so they share a group.
        needles.sort_unstable_by_key(|needle| needle.start);
        let (mut low, mut high) = ([[0; 16]; WIDTH], [[0; 16]; WIDTH]);
        for (order, needle) in needles.iter().enumerate() {
            let group = 1 << (order * GROUPS / needles.len());
            for (byte, (low, high)) in needle.start.iter().zip(low.iter_mut().zip(&mut high)) {
                if let Some(groups) = low.get_mut(usize::from(byte & 15)) {
                    *groups |= group;
                }
                if let Some(groups) = high.get_mut(usize::from(byte >> 4)) {
                    *groups |= group;
                }
            }
        }
        needles.sort_unstable_by_key(|needle| (needle.start[0], needle.index));
        let firsts = (0..=256)
            .map(|byte| needles.partition_point(|needle| usize::from(needle.start[0]) < byte))
            .collect();
        Self {
            low,
            high,
            needles,
            firsts,
        }
    }

    /// Returns the first place from `from` on at which a needle stands, and its index.
    pub(super) fn next(&self, bytes: &[u8], from: usize) -> Option<(usize, usize)> {
        let mut at = from;
        #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
        if let Some(found) = self.next_by_sixteen(bytes, &mut at) {
            return Some(found);
        }
        while let Some(window) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
            if self.may_start(*window)
                && let Some(index) = self.standing_at(bytes, at)
            {
                return Some((at, index));
            }
            at += 1;
        }
        None
    }

    fn may_start(&self, window: [u8; WIDTH]) -> bool {
        let mut groups = u8::MAX;
        for ((byte, low), high) in window.iter().zip(&self.low).zip(&self.high) {
            groups &= low.get(usize::from(byte & 15)).unwrap_or(&0)
                & high.get(usize::from(byte >> 4)).unwrap_or(&0);
        }
        groups != 0
    }

    /// Compares the needles at a place; of several that stand there, the first counts.
    fn standing_at(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let (start, rest) = bytes.get(at..)?.split_first_chunk::<WIDTH>()?;
        let first = usize::from(start[0]);
        let range = *self.firsts.get(first)?..*self.firsts.get(first + 1)?;
        self.needles
            .get(range)?
            .iter()
            .find(|needle| needle.start == *start && rest.starts_with(&needle.rest))
            .map(|needle| needle.index)
    }

    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    fn next_by_sixteen(&self, bytes: &[u8], at: &mut usize) -> Option<(usize, usize)> {
        use core::arch::wasm32::{
            i8x16_shuffle, u8x16_bitmask, u8x16_ne, u8x16_shr, u8x16_splat, u8x16_swizzle, u64x2,
            v128, v128_and, v128_any_true,
        };
        let load = |block: &[u8; 16]| -> v128 {
            let (low, high) = block.split_at(8);
            let [low, high] = [low, high].map(|half| {
                half.first_chunk()
                    .map_or(0, |half| u64::from_le_bytes(*half))
            });
            u64x2(low, high)
        };
        let [low_1, low_2, low_3, low_4] = self.low.each_ref().map(load);
        let [high_1, high_2, high_3, high_4] = self.high.each_ref().map(load);
        let (nibble, zero) = (u8x16_splat(15), u8x16_splat(0));
        let groups = |block: v128, low: v128, high: v128| {
            let by_low = u8x16_swizzle(low, v128_and(block, nibble));
            let by_high = u8x16_swizzle(high, u8x16_shr(block, 4));
            v128_and(by_low, by_high)
        };
        while let Some(stretch) = bytes.get(*at..).and_then(|rest| rest.first_chunk::<32>()) {
            let (now, later) = stretch.split_at(16);
            let now = load(now.first_chunk()?);
            let later = load(later.first_chunk()?);
            let second =
                i8x16_shuffle::<1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16>(now, later);
            let third =
                i8x16_shuffle::<2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17>(now, later);
            let fourth = i8x16_shuffle::<3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18>(
                now, later,
            );
            let starts = v128_and(
                v128_and(groups(now, low_1, high_1), groups(second, low_2, high_2)),
                v128_and(groups(third, low_3, high_3), groups(fourth, low_4, high_4)),
            );
            if v128_any_true(starts) {
                let mut places = u8x16_bitmask(u8x16_ne(starts, zero));
                while places != 0 {
                    let place = *at + places.trailing_zeros() as usize;
                    if let Some(index) = self.standing_at(bytes, place) {
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
