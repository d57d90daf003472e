//! Reading files inside a worker; the only file that names `web_sys`.

#[cfg(feature = "scan")]
use std::io::{self, BufRead, Read, Seek, SeekFrom};
use wasm_bindgen::prelude::*;
#[cfg(feature = "scan")]
use web_sys::DomException;
use web_sys::{File, FileReaderSync};

/// Reads a file as text, UTF-8 or UTF-16 with a mark; what is neither becomes U+FFFD.
#[cfg(feature = "exports")]
#[wasm_bindgen(js_name = readText)]
pub fn read_text(file: &File) -> Result<String, JsValue> {
    FileReaderSync::new()?.read_as_text(file)
}

/// A file, read from any place. Its bytes are asked for in slices: nothing else of it is in memory.
#[cfg(feature = "scan")]
pub(super) struct FileSource<'f> {
    file: &'f File,
    reader: FileReaderSync,
    length: u64,
    at: u64,
    /// The bytes around `at` that were asked for last, and where they start.
    slice: Vec<u8>,
    slice_start: u64,
    /// How many bytes the next slice has.
    step: u64,
    /// Whether the file was read and is empty.
    is_empty: bool,
}

/// The first slice after a jump: a directory or a header is often all that is wanted there.
#[cfg(feature = "scan")]
const FIRST_STEP: u64 = 64 << 10;

/// The slice at the start of a file: most files are smaller, and every slice is asked for at a price.
#[cfg(feature = "scan")]
const START_STEP: u64 = 1 << 20;

/// The largest slice. Larger ones are no faster.
#[cfg(feature = "scan")]
const LARGEST_STEP: u64 = 4 << 20;

#[cfg(feature = "scan")]
impl<'f> FileSource<'f> {
    /// `content` is what the file holds, where that was read before.
    pub(super) fn new(file: &'f File, content: Option<Vec<u8>>) -> Result<Self, JsValue> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a size is a whole number far below 2^53"
        )]
        let length = file.size() as u64;
        let is_whole = |content: &Vec<u8>| content.len() as u64 == length;
        Ok(Self {
            file,
            reader: FileReaderSync::new()?,
            length,
            at: 0,
            slice: content.filter(is_whole).unwrap_or_default(),
            slice_start: 0,
            step: FIRST_STEP,
            is_empty: false,
        })
    }

    /// The bytes of the slice from where the next read begins.
    fn ahead(&self) -> &[u8] {
        self.at
            .checked_sub(self.slice_start)
            .and_then(|from| self.slice.get(usize::try_from(from).ok()?..))
            .unwrap_or_default()
    }

    fn fetch(&mut self) -> io::Result<()> {
        let is_next = self.at == self.slice_start + self.slice.len() as u64;
        self.step = if is_next && !self.slice.is_empty() {
            (self.step * 2).min(LARGEST_STEP)
        } else if self.at == 0 {
            START_STEP
        } else {
            FIRST_STEP
        };
        let end = self.at.saturating_add(self.step).min(self.length);
        #[expect(
            clippy::cast_precision_loss,
            reason = "a size is a whole number far below 2^53"
        )]
        let read = if end - self.at == self.length {
            // To cut out what is the whole costs a browser half as much again as reading it.
            self.reader.read_as_array_buffer(self.file)
        } else {
            self.file
                .slice_with_f64_and_f64(self.at as f64, end as f64)
                .and_then(|blob| self.reader.read_as_array_buffer(&blob))
        };
        let buffer = read.map_err(|error| refusal(&error))?;
        let bytes = js_sys::Uint8Array::new(&buffer);
        self.slice.resize(bytes.length() as usize, 0);
        bytes.copy_to(&mut self.slice);
        self.slice_start = self.at;
        if self.slice.is_empty() && self.at < self.length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(())
    }
}

/// Tells what a browser says when it cannot read: the file is gone or has changed, or may not be read.
#[cfg(feature = "scan")]
fn refusal(error: &JsValue) -> io::Error {
    let name = error
        .dyn_ref::<DomException>()
        .map(DomException::name)
        .unwrap_or_default();
    match name.as_str() {
        "NotFoundError" => io::ErrorKind::NotFound.into(),
        "NotReadableError" | "SecurityError" => io::ErrorKind::PermissionDenied.into(),
        _ => io::ErrorKind::Other.into(),
    }
}

#[cfg(feature = "scan")]
impl Read for FileSource<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..count), available.get(..count)) {
            to.copy_from_slice(from);
        }
        self.consume(count);
        Ok(count)
    }
}

#[cfg(feature = "scan")]
impl BufRead for FileSource<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.ahead().is_empty() && self.at < self.length {
            self.fetch()?;
        }
        if self.length == 0 && !self.is_empty {
            // A file that is gone has no size either: only reading it tells the two apart.
            self.reader
                .read_as_array_buffer(self.file)
                .map_err(|error| refusal(&error))?;
            self.is_empty = true;
        }
        Ok(self.ahead())
    }

    fn consume(&mut self, count: usize) {
        self.at += count as u64;
    }
}

#[cfg(feature = "scan")]
impl Seek for FileSource<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(offset) => self.length.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.at.checked_add_signed(offset),
        };
        self.at = place.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
