//! Reads a file with everything inside it: sniffs what it is, opens containers, hands text to the
//! [`Scanner`](super::Scanner), and keeps to the limits.

mod heard;
mod names;
mod telling;
mod text;
mod visitor;

use super::containers::{self, HEAD, Open, Peek};
use super::gauge::{Counts, Gauge, Meter};
use super::trouble::{self, Trouble};
use super::{Limits, ScanOptions, Sink, git};
use crate::report::{Looked, NotRead, Place, Reason};
use heard::Heard;
use names::shown_name;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::rc::Rc;
use visitor::Visitor;

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
    gauge: Rc<Gauge<'a>>,
    looked: Looked,
    /// How many troubles were told by name.
    named: u64,
    /// The file that the others are counted for.
    file: String,
    /// The limit that the file was left for.
    left_for: Option<Reason>,
    heard: Heard,
    /// Lent to whoever reads text.
    buffer: Vec<u8>,
}

/// Bytes of text that are read at a time.
const PIECE: usize = 256 << 10;

/// Reads a file with everything inside it. `name` is the path that places show.
pub fn scan_source(
    source: &mut dyn ReadSeek,
    name: &str,
    options: &ScanOptions,
    sink: &mut dyn Sink,
) -> Looked {
    let mut walk = Walk::new(options, sink);
    let place = Place {
        file: shown_name(name),
        ..Place::default()
    };
    let _ = walk.given(&place, name, source);
    walk.finish()
}

impl<'a> Walk<'a> {
    pub(crate) fn new(options: &'a ScanOptions, sink: &'a mut dyn Sink) -> Self {
        Self {
            options,
            gauge: Rc::new(Gauge::new(options.limits, sink)),
            looked: Looked::default(),
            named: 0,
            file: String::new(),
            left_for: None,
            heard: Heard::default(),
            buffer: Vec::new(),
        }
    }

    /// Reads a given file: its name, and its content, by whose size expansion is measured.
    pub(crate) fn given(
        &mut self,
        place: &Place,
        name: &str,
        source: &mut dyn ReadSeek,
    ) -> Result<(), Leave> {
        self.file.clone_from(&place.file);
        self.name(place, name);
        let length = source.seek(SeekFrom::End(0));
        let Ok(length) = length.and_then(|length| source.rewind().map(|()| length)) else {
            self.tell(place, &Trouble::new(Reason::Unreadable));
            return Ok(());
        };
        self.looked.files += 1;
        let gauge = Rc::clone(&self.gauge);
        gauge.give(length);
        let mut meter = Meter::new(source, &gauge, Counts::Given);
        let mut result = match gauge.ask() {
            Ok(()) => self.seekable(place, &mut meter),
            Err(_) => self.left(place),
        };
        let is_limit = |reason| matches!(reason, Reason::ExpandsTooMuch | Reason::TooManyEntries);
        if result == Err(Leave::File) && self.left_for.take().is_some_and(is_limit) {
            gauge.come_back();
            result = self.raw(place, &mut meter);
        }
        self.settle(place, meter.trouble.take());
        result
    }

    /// Reads the content of a place: a container with all its entries, or text. It counts as
    /// something inside the given file.
    pub(crate) fn content(&mut self, place: &Place, input: Input<'_>) -> Result<(), Leave> {
        let gauge = Rc::clone(&self.gauge);
        if gauge.count_entry().is_err() {
            return self.left(place);
        }
        let (result, trouble) = match input {
            Input::Seekable(source) => {
                let mut meter = Meter::new(source, &gauge, Counts::Stored);
                let result = self.seekable(place, &mut meter);
                (result, meter.trouble)
            }
            Input::Stream(source) => {
                let mut meter = Meter::new(source, &gauge, Counts::Stored);
                let result = self.stream(place, &mut meter);
                (result, meter.trouble)
            }
        };
        self.settle(place, trouble);
        result
    }

    fn seekable(&mut self, place: &Place, source: &mut dyn ReadSeek) -> Result<(), Leave> {
        let mut head = Vec::with_capacity(HEAD);
        let read = source.take(HEAD as u64).read_to_end(&mut head);
        if let Err(error) = read.and_then(|_| source.rewind()) {
            return self.ended(place, &error);
        }
        let open = if let Some(format) = containers::sniff(&head) {
            Some(format.open)
        } else {
            let found = containers::find_appended(source, &head);
            match found.and_then(|open| source.rewind().map(|()| open)) {
                Ok(open) => open,
                Err(error) => return self.ended(place, &error),
            }
        };
        let Some(open) = open else {
            self.tell_elsewhere(place, &head);
            return self.text(place, source, 0);
        };
        if self.is_too_deep(place) {
            return self.raw(place, source);
        }
        let opened = match open {
            Open::Streamed(open) => {
                let mut peek = Peek::new(source);
                let opened = open(&mut peek, &mut Visitor::new(self, place));
                if opened.is_ok() {
                    return self.rest(place, &mut peek);
                }
                opened
            }
            Open::Seeking { open, .. } => open(source, &mut Visitor::new(self, place)),
            Open::Objects(read) => {
                let limits = Limits {
                    held_bytes: self.gauge.room().left(),
                    ..self.options.limits
                };
                return read(source, &limits, &mut git::InWalk::new(self, place));
            }
            Open::Never(what) => Err(Trouble::method(what).into()),
        };
        match opened {
            Ok(()) => Ok(()),
            Err(error) => {
                self.ended(place, &error)?;
                self.raw(place, source)
            }
        }
    }

    fn stream(&mut self, place: &Place, source: &mut dyn Read) -> Result<(), Leave> {
        let mut peek = Peek::new(source);
        let head = peek.look(HEAD).to_vec();
        let is_program = containers::may_have_appended(&head);
        let Some(format) = containers::sniff(&head) else {
            if is_program {
                return self.held(place, None, &mut peek);
            }
            self.tell_elsewhere(place, &head);
            return self.text(place, &mut peek, 0);
        };
        if self.is_too_deep(place) {
            return self.text(place, &mut peek, 0);
        }
        match format.open {
            Open::Streamed(open) => self.streamed(place, open, &mut peek),
            Open::Seeking { streamed, .. } => self.held(place, streamed, &mut peek),
            Open::Objects(_) => self.held(place, None, &mut peek),
            Open::Never(what) => {
                self.tell(place, &Trouble::method(what));
                self.text(place, &mut peek, 0)
            }
        }
    }

    /// Opens what is read from front to back, and searches what is left behind it.
    fn streamed(
        &mut self,
        place: &Place,
        open: containers::OpenStreamed,
        peek: &mut Peek<'_>,
    ) -> Result<(), Leave> {
        if let Err(error) = open(peek, &mut Visitor::new(self, place)) {
            self.ended(place, &error)?;
        }
        self.rest(place, peek)
    }

    /// Searches what is left of a stream as it is.
    fn rest(&mut self, place: &Place, peek: &mut Peek<'_>) -> Result<(), Leave> {
        if let Ok([]) = peek.peek(1) {
            return Ok(());
        }
        let begins = peek.position();
        self.text(place, peek, begins)
    }

    /// Holds a stream in memory to open it there; one that is too large is read from front to back,
    /// if that can be done.
    fn held(
        &mut self,
        place: &Place,
        streamed: Option<containers::OpenStreamed>,
        peek: &mut Peek<'_>,
    ) -> Result<(), Leave> {
        let room = self.gauge.room();
        let (bytes, is_whole) = hold(peek, room.left());
        if self.gauge.leave().is_some() {
            return self.left(place);
        }
        let held = room.take(bytes.len() as u64);
        let mut bytes = Cursor::new(bytes);
        if is_whole && held.is_ok() {
            return self.seekable(place, &mut bytes);
        }
        let mut all = bytes.chain(peek);
        let mut peek = Peek::new(&mut all);
        if let Some(streamed) = streamed {
            return self.streamed(place, streamed, &mut peek);
        }
        self.tell(place, &Trouble::new(Reason::TooLargeToHold));
        self.text(place, &mut peek, 0)
    }

    /// Searches the whole of a container as it is.
    fn raw(&mut self, place: &Place, source: &mut dyn ReadSeek) -> Result<(), Leave> {
        match source.rewind() {
            Ok(()) => self.text(place, source, 0),
            Err(error) => self.ended(place, &error),
        }
    }

    /// Counts files that are given together; what is not listed of them is told at their place.
    pub(crate) fn files(&mut self, place: &Place, count: u64) {
        if self.file.is_empty() {
            self.file.clone_from(&place.file);
        }
        self.looked.files += count;
    }

    /// Counts one of those as read.
    pub(crate) fn read(&mut self, place: &Place, bytes: u64) -> Result<(), Leave> {
        self.gauge.give(bytes);
        match self.gauge.count_given(bytes) {
            Ok(()) => Ok(()),
            Err(_) => self.left(place),
        }
    }

    /// Counts bytes that were read or unpacked without being searched; says whether it goes on.
    pub(crate) fn worked(&mut self, place: &Place, bytes: u64) -> Result<(), Leave> {
        match self.gauge.step(bytes) {
            Ok(()) => Ok(()),
            Err(_) => self.left(place),
        }
    }

    fn is_too_deep(&mut self, place: &Place) -> bool {
        let depth = place.inner.len() as u64;
        let is_too_deep = depth >= u64::from(self.options.limits.depth);
        if is_too_deep {
            self.tell(place, &Trouble::new(Reason::TooDeep));
        }
        is_too_deep
    }

    /// Ends the walk; returns what was looked at.
    pub(crate) fn finish(mut self) -> Looked {
        let unlisted = self.looked.not_read.saturating_sub(self.named);
        if unlisted > 0 {
            self.gauge.not_read(NotRead {
                path: std::mem::take(&mut self.file),
                reason: Reason::Unlisted,
                text: format!("{unlisted} {}", trouble::sentence(Reason::Unlisted)),
            });
        }
        let progress = self.gauge.progress();
        Looked {
            bytes: progress.bytes,
            entries: progress.entries,
            expanded_bytes: progress.expanded_bytes,
            ..self.looked
        }
    }
}

/// Reads a stream into memory, as far as there is room for it. Returns also whether that was all.
fn hold(peek: &mut Peek<'_>, room: u64) -> (Vec<u8>, bool) {
    let mut bytes = Vec::new();
    let mut left = room;
    while left > 0 {
        let step = (bytes.len() as u64 / 4)
            .clamp(PIECE as u64, left.max(PIECE as u64))
            .min(left);
        bytes.reserve_exact(usize::try_from(step).unwrap_or_default());
        match peek.take(step).read_to_end(&mut bytes) {
            // What failed is told by its owner; what came before is opened as far as it goes.
            Ok(0) | Err(_) => return (bytes, true),
            Ok(count) => left -= count as u64,
        }
    }
    let is_whole = peek.peek(1).map_or(true, <[u8]>::is_empty);
    (bytes, is_whole)
}
