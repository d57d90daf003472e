//! Takes archives that are written as Base64 out of their runs, however many views a run is long.

use super::carriers::base64::{self, Progress, Run};
use super::hits::{Find, Packed, Unread};
use super::search::View;
use crate::report::Reason;

/// A container whose run is longer than a view.
pub(super) struct Packing {
    start: u64,
    carrier: &'static str,
    letters: Vec<u8>,
    progress: Progress,
}

/// The most letters of a packed container: some 16 MB unpacked.
const MOST_LETTERS: usize = 22 << 20;

/// How containers begin that are told by their first bytes.
///
/// Sources: RFC 1952; APPNOTE.TXT 4.3.7; the bzip2, xz, zstd (RFC 8878) and 7-Zip formats.
const MAGICS: &[&[u8]] = &[
    b"\x1F\x8B\x08",
    b"PK\x03\x04",
    b"BZh",
    b"\xFD7zXZ\0",
    b"\x28\xB5\x2F\xFD",
    b"7z\xBC\xAF\x27\x1C",
];

/// Whether a run, read from its first letter on, holds a container.
pub(super) fn holds_container(run: &Run, bytes: &[u8]) -> bool {
    run.is_whole_start && run.starts_with_any(bytes, MAGICS)
}

impl Packing {
    /// Takes a container out of its run: at once, or as far as the view goes that starts at `base`,
    /// when there is a next one, which starts in it at `next`.
    pub(super) fn begin(
        run: &Run,
        view: &View<'_>,
        (base, next): (u64, usize),
        finds: &mut Vec<Find>,
    ) -> Option<Self> {
        let offset = run.start as u64;
        if run.end < view.bytes.len() || view.is_end {
            let decoded = run.decode_regular(view.bytes);
            finds.push(Find::Packed(Packed {
                bytes: decoded.bytes,
                offset,
                carriers: vec![decoded.carrier.to_owned()],
            }));
            return None;
        }
        let progress = run.progress_at(view.bytes, view.keep.end);
        let Some(progress) = progress.filter(|_| next < view.bytes.len()) else {
            finds.push(too_long(offset));
            return None;
        };
        Some(Self {
            start: base + offset,
            carrier: run.carrier(view.bytes),
            letters: run.letters_to(view.bytes, view.keep.end),
            progress,
        })
    }

    /// Takes what the next view adds; hands the container on when it is whole.
    pub(super) fn go_on(
        mut self,
        view: &View<'_>,
        base: u64,
        finds: &mut Vec<Find>,
    ) -> Option<Self> {
        let run = Run::continued(view.bytes, view.keep.start, self.progress);
        let is_end = run.end < view.bytes.len() || view.is_end;
        let to = if is_end { run.end } else { view.keep.end };
        self.letters.extend(run.letters_to(view.bytes, to));
        // Places are moved by where the view starts when it is done.
        let offset = self.start.wrapping_sub(base);
        if is_end {
            finds.push(Find::Packed(Packed {
                bytes: base64::decode_letters(&self.letters),
                offset,
                carriers: vec![self.carrier.to_owned()],
            }));
            return None;
        }
        if self.letters.len() > MOST_LETTERS {
            finds.push(too_long(offset));
            return None;
        }
        self.progress = run.progress_at(view.bytes, to)?;
        Some(self)
    }
}

fn too_long(offset: u64) -> Find {
    Find::NotRead(Unread {
        offset,
        reason: Reason::TooLong,
        text: "An archive written as text is longer than the limit.",
    })
}
