//! Deflate streams (RFC 1951), bare and wrapped by zlib (RFC 1950).
//!
//! Over [`flate2::Decompress`] and not flate2's own reader, which takes a stream that ends early for
//! one that ends.

use crate::report::Reason;
use crate::scan::trouble::Trouble;
use flate2::{Decompress, FlushDecompress, Status};
use std::io::{self, BufRead, Read};

/// Inflates what a reader holds; leaves it right behind the stream.
pub(super) struct Inflate<R> {
    source: R,
    state: Decompress,
    has_ended: bool,
}

impl<R: BufRead> Inflate<R> {
    pub(super) fn bare(source: R) -> Self {
        Self::new(source, false)
    }

    pub(super) fn zlib(source: R) -> Self {
        Self::new(source, true)
    }

    fn new(source: R, has_header: bool) -> Self {
        Self {
            source,
            state: Decompress::new(has_header),
            has_ended: false,
        }
    }

    pub(super) fn into_inner(self) -> R {
        self.source
    }
}

impl<R: BufRead> Read for Inflate<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while !self.has_ended && !out.is_empty() {
            let ahead = self.source.fill_buf()?;
            let is_last = ahead.is_empty();
            let (before_in, before_out) = (self.state.total_in(), self.state.total_out());
            let status = self.state.decompress(ahead, out, FlushDecompress::None);
            let taken = self.state.total_in() - before_in;
            let made = self.state.total_out() - before_out;
            self.source
                .consume(usize::try_from(taken).unwrap_or_default());
            match status {
                Ok(Status::StreamEnd) => self.has_ended = true,
                Ok(Status::Ok | Status::BufError) if made == 0 && is_last => {
                    return Err(Trouble::new(Reason::Truncated).into());
                }
                Ok(Status::Ok | Status::BufError) if made == 0 && taken == 0 => {
                    return Err(Trouble::new(Reason::Damaged).into());
                }
                Ok(Status::Ok | Status::BufError) => {}
                Err(_) if made > 0 => {}
                Err(_) => return Err(Trouble::damaged("Its packed bytes make no sense.").into()),
            }
            if made > 0 {
                return Ok(usize::try_from(made).unwrap_or_default());
            }
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{deflated, read};
    use super::*;

    #[test]
    fn a_stream_leaves_what_is_behind_it() {
        let mut packed = deflated(b"text and text and text");
        packed.extend(b"behind");
        let mut source = packed.as_slice();
        let mut inflate = Inflate::bare(&mut source);
        assert_eq!(read(&mut inflate).unwrap(), b"text and text and text");
        assert_eq!(source, b"behind");
    }

    #[test]
    fn a_cut_stream_gives_what_it_has_and_says_so() {
        let packed = deflated(&b"abcdefghijklmnopqrstuvwxyz".repeat(90));
        for cut in 0..packed.len() {
            let mut inflate = Inflate::bare(packed.get(..cut).unwrap());
            let mut out = Vec::new();
            let error = inflate.read_to_end(&mut out).unwrap_err();
            assert_eq!(Trouble::of(&error).reason, Reason::Truncated, "{cut}");
        }
    }

    #[test]
    fn noise_is_no_stream() {
        let mut inflate = Inflate::bare(&b"\xFF\xFF\xFF\xFF\xFF"[..]);
        let error = read(&mut inflate).unwrap_err();
        assert_eq!(Trouble::of(&error).reason, Reason::Damaged);
    }
}
