//! Counts lines, as far as a place is asked for.

use std::ops::Range;

/// The lines of a stream before the bytes that are still there.
#[derive(Default)]
pub(super) struct Lines {
    /// Line ends before the buffer.
    ends: u64,
    /// Where the line starts that reaches into the buffer.
    start: u64,
    /// How far the buffer was counted, and how many line ends that are.
    counted: (usize, u64),
    /// What the stream was seen to be.
    form: Form,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Form {
    #[default]
    Text,
    /// Text of units of this many bytes.
    Wide(u64),
    Binary,
}

impl Lines {
    /// Looks at a cell before places in it are asked for.
    pub(super) fn look_at(&mut self, bytes: &[u8], cell: Range<usize>, base: u64) {
        if base == 0 && cell.start == 0 {
            self.form = match bytes {
                [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] | [_, 0, 0, 0, _, 0, 0, 0, ..] => {
                    Form::Wide(4)
                }
                [0xFF, 0xFE, ..]
                | [0xFE, 0xFF, ..]
                | [1..=255, 0, 1..=255, 0, ..]
                | [0, 1..=255, 0, 1..=255, ..] => Form::Wide(2),
                _ => Form::Text,
            };
        }
        let cell = bytes.get(cell).unwrap_or_default();
        if self.form == Form::Text && memchr::memchr(0, cell).is_some() {
            self.form = Form::Binary;
        }
    }

    /// Returns line and column of a place in the buffer, from 1; nothing where there are no lines.
    pub(super) fn of(
        &mut self,
        bytes: &[u8],
        base: u64,
        offset: u64,
        carriers: &[String],
    ) -> Option<(u64, u64)> {
        let is_little = carriers
            .first()
            .is_some_and(|carrier| carrier.ends_with("le"));
        let is_wide = carriers
            .first()
            .is_some_and(|carrier| carrier.starts_with("utf-"));
        let rest = match self.form {
            Form::Text => 0,
            // The line end's own unit ends some bytes behind its one byte that is not zero.
            Form::Wide(width) if is_wide => {
                if is_little {
                    width - 1
                } else {
                    0
                }
            }
            Form::Wide(_) | Form::Binary => return None,
        };
        let at = usize::try_from(offset.checked_sub(base)?).ok()?;
        let (from, mut ends) = self.counted;
        let from = if from > at {
            ends = 0;
            0
        } else {
            from
        };
        ends += memchr::memchr_iter(b'\n', bytes.get(from..at)?).count() as u64;
        self.counted = (at, ends);
        let start = match memchr::memrchr(b'\n', bytes.get(..at)?) {
            Some(end) => base + end as u64 + 1 + rest,
            None => self.start,
        };
        Some((self.ends + ends + 1, (offset.saturating_sub(start)) + 1))
    }

    /// Takes leave of bytes at the start of the buffer.
    pub(super) fn leave(&mut self, bytes: &[u8], base: u64) {
        if let Some(end) = memchr::memrchr(b'\n', bytes) {
            let rest = match self.form {
                Form::Wide(width) if bytes.get(end + 1) == Some(&0) => width - 1,
                _ => 0,
            };
            self.start = base + end as u64 + 1 + rest;
            self.ends += memchr::memchr_iter(b'\n', bytes).count() as u64;
        }
        self.counted = (0, 0);
    }
}
