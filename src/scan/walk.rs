//! Reads a file with everything inside it: sniffs what it is, opens containers, hands text to the
//! [`Scanner`], and keeps to the limits.

use super::{Go, Limits, Progress, ScanOptions, Scanner, Sink};
use crate::report::{Looked, NotRead, Place, Reason};
use std::io::{self, Read, Seek};

/// What can be read from any place.
pub trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

/// How the content of a place can be read.
pub(crate) enum Input<'i> {
    /// From any place.
    Seekable(&'i mut dyn ReadSeek),
    /// From front to back.
    Stream(&'i mut dyn Read),
}

/// Why a walk leaves the given file; whoever meets it hands it on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leave {
    /// A limit was reached, or it took too long: told already.
    File,
    /// The sink wants no more.
    Scan,
}

/// One walk through a given file.
pub(crate) struct Walk<'a> {
    pub(crate) options: &'a ScanOptions,
    sink: &'a mut dyn Sink,
    looked: Looked,
    progress: Progress,
}

/// Reads a file with everything inside it. `name` is the path that places show.
pub fn scan_source(
    source: &mut dyn ReadSeek,
    name: &str,
    options: &ScanOptions,
    sink: &mut dyn Sink,
) -> Looked {
    let mut walk = Walk::new(options, sink);
    let place = Place {
        file: name.to_owned(),
        ..Place::default()
    };
    let _ = walk.content(&place, Input::Seekable(source));
    walk.finish()
}

impl<'a> Walk<'a> {
    pub(crate) fn new(options: &'a ScanOptions, sink: &'a mut dyn Sink) -> Self {
        Self {
            options,
            sink,
            looked: Looked::default(),
            progress: Progress::default(),
        }
    }

    /// Reads the content of a place: a container with all its entries, or text.
    pub(crate) fn content(&mut self, place: &Place, input: Input<'_>) -> Result<(), Leave> {
        match input {
            Input::Seekable(source) => self.text(place, source),
            Input::Stream(source) => self.text(place, source),
        }
    }

    fn text<R: Read + ?Sized>(&mut self, place: &Place, source: &mut R) -> Result<(), Leave> {
        let options = self.options;
        let mut scanner = Scanner::at(place.clone(), options);
        let mut buffer = vec![0; 256 << 10];
        loop {
            let count = match source.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(_) => {
                    self.not_read(place, Reason::Unreadable, "Reading it failed.");
                    break;
                }
            };
            for hit in scanner.push(buffer.get(..count).unwrap_or_default()) {
                self.sink.hit(hit);
            }
            self.progress.bytes += count as u64;
            match self.sink.progress(self.progress) {
                Go::On => {}
                Go::SkipFile => return Err(Leave::File),
                Go::Stop => return Err(Leave::Scan),
            }
        }
        for hit in scanner.finish() {
            self.sink.hit(hit);
        }
        Ok(())
    }

    /// Counts bytes that were read or unpacked without being searched; says whether it goes on.
    pub(crate) fn worked(&mut self, place: &Place, bytes: u64) -> Result<(), Leave> {
        let _ = (place, bytes);
        match self.sink.progress(self.progress) {
            Go::On => Ok(()),
            Go::SkipFile => Err(Leave::File),
            Go::Stop => Err(Leave::Scan),
        }
    }

    /// Tells that something was not read, or not to its end.
    pub(crate) fn not_read(&mut self, place: &Place, reason: Reason, text: &str) {
        let _ = Limits::EXPANDED_ANYHOW;
        self.looked.not_read += 1;
        self.sink.not_read(NotRead {
            path: place.file.clone(),
            reason,
            text: text.to_owned(),
        });
    }

    /// Ends the walk; returns what was looked at.
    pub(crate) fn finish(self) -> Looked {
        self.looked
    }
}
