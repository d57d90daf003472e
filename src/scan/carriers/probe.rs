//! Finds text of wider units and text of escapes by a look at a few bytes of every twenty: a run of
//! either is longer than that, and repeats itself.

use super::escapes::Escape;

/// Bytes between two looks.
const STRIDE: usize = 20;

/// Every other byte of a word, and three of every four.
const PAIRS: u64 = 0x00FF_00FF_00FF_00FF;
const FOURS: u64 = 0x00FF_FFFF_00FF_FFFF;

fn word(bytes: &[u8], at: usize) -> Option<u64> {
    let word = bytes.get(at..)?.first_chunk()?;
    Some(u64::from_le_bytes(*word))
}

/// Returns the next place from `from` on where a unit's own byte stands, and the unit's width.
pub(in crate::scan) fn next_wide(bytes: &[u8], from: usize) -> Option<(usize, u8)> {
    let mut at = from;
    loop {
        let word = word(bytes, at)?;
        // Text of one byte a letter has no zero bytes, and is left here.
        if word & PAIRS == 0 || word & !PAIRS == 0 {
            let place = at + (word.trailing_zeros() / 8) as usize;
            if word.count_ones() >= 2 {
                let is_four = (0..4).any(|turn| word & FOURS.rotate_left(turn * 8) == 0);
                return Some((place, if is_four { 4 } else { 2 }));
            }
        } else if let Some(turn) = (0..4).find(|turn| word & FOURS.rotate_left(turn * 8) == 0)
            && word != 0
        {
            return Some((at + ((turn + 3) % 4) as usize, 4));
        }
        at += STRIDE;
    }
}

const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The highest bit of each byte that is a given one; of bytes behind the first such, some too many.
fn equal(word: u64, byte: u8) -> u64 {
    let difference = word ^ (LOW * u64::from(byte));
    difference.wrapping_sub(LOW) & !difference & HIGH
}

/// Returns the next place from `from` on that lies in a run of escapes.
pub(in crate::scan) fn next_escape(bytes: &[u8], from: usize) -> Option<(usize, Escape)> {
    let mut at = from;
    loop {
        let word = word(bytes, at)?;
        let percents = equal(word, b'%');
        let behind = |byte| equal(word, byte) >> 8;
        let may_be = percents & (percents >> 24) != 0
            || equal(word, b'\\') & (behind(b'x') | behind(b'u')) != 0
            || equal(word, b'&') & behind(b'#') != 0;
        if may_be {
            for place in at..at + 8 {
                let escape = Escape::ALL
                    .into_iter()
                    .find(|escape| escape.is_run_at(bytes, place));
                if let Some(escape) = escape {
                    return Some((place, escape));
                }
            }
        }
        at += STRIDE;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_met_wherever_they_start() {
        let wide = |width: usize, is_little: bool| -> Vec<u8> {
            (0..32_u8)
                .flat_map(|index| {
                    let mut unit = vec![0; width];
                    unit[if is_little { 0 } else { width - 1 }] = b'a' + index % 20;
                    unit
                })
                .collect()
        };
        for before in 0..40 {
            let start = vec![b'x'; before];
            for (width, is_little) in [(2, true), (2, false), (4, true), (4, false)] {
                let bytes = [start.as_slice(), &wide(width, is_little), b"yyyyyyyyy"].concat();
                let (at, found) = next_wide(&bytes, 0).unwrap();
                assert_eq!(
                    (bytes[at] != 0, usize::from(found)),
                    (true, width),
                    "{before}"
                );
            }
            for one in ["%41", "\\x41", "\\u0041", "&#65;", "&#x41;"] {
                let bytes = [start.as_slice(), one.repeat(10).as_bytes(), b"yyyyyyyyy"].concat();
                assert!(next_escape(&bytes, 0).is_some(), "{before} {one}");
            }
        }
        assert!(next_wide(b"an ordinary text, without any zero", 0).is_none());
        assert!(next_escape(b"https://a.example/%20b%20%C3%A4c?d=e&f=g\\n", 0).is_none());
    }
}
