//! PDF: what stands in it in plain, its packed streams, and the text that these draw.
//!
//! Streams are found by their words, not by the tables at the end of the file, which damaged and
//! hostile files have wrong.

mod dictionary;
mod drawn;
mod filters;
mod glyphs;

use super::peek::Peek;
use super::{Named, Visit};
use crate::report::Reason;
use crate::scan::trouble::Trouble;
use crate::scan::walk::ReadSeek;
use dictionary::Dictionary;
use drawn::{Content, Drawn};
use glyphs::Glyphs;
use std::io::{self, Read, SeekFrom};

/// What stands at the front, within this many bytes.
const MARK: &[u8] = b"%PDF-";
const MARK_WITHIN: usize = 1_024;

/// What stands between the dictionary of a stream and its bytes.
const STREAM: &[u8] = b"stream";

/// What stands behind its bytes.
const STREAM_END: &[u8] = b"endstream";

/// What stands in a trailer when everything is encrypted.
const ENCRYPT: &[u8] = b"/Encrypt";

/// Bytes that are looked through at a time.
const WINDOW: usize = 4 << 10;

/// The longest dictionary before a stream.
const LONGEST_DICTIONARY: usize = 16 << 10;

pub(super) fn is_pdf(head: &[u8]) -> bool {
    let front = head.get(..MARK_WITHIN).unwrap_or(head);
    let is_binary = || {
        let text = std::str::from_utf8(head);
        head.contains(&0) || text.is_err_and(|error| error.error_len().is_some())
    };
    // A program's source can hold the mark as well.
    memchr::memmem::find(front, MARK).is_some_and(|at| {
        let before = front.get(..at).unwrap_or_default();
        before.trim_ascii().is_empty() || is_binary()
    })
}

pub(super) fn open(source: &mut dyn ReadSeek, visit: &mut dyn Visit) -> io::Result<()> {
    source.rewind()?;
    visit.itself(source, 0)?;
    if is_encrypted(source)? {
        visit.wrong(Trouble::new(Reason::Encrypted));
        return Ok(());
    }
    let length = source.seek(SeekFrom::End(0))?;
    let mut reader = Reader {
        source,
        visit,
        length,
        has_end: true,
        glyphs: Glyphs::default(),
    };
    let mut at = 0;
    while let Some(stream) = next_stream(reader.source, at)? {
        at = reader.stream(&stream)?;
    }
    reader.read_glyphs()?;
    if !has_end(source, length)? {
        visit.wrong(Trouble::new(Reason::Truncated));
    }
    Ok(())
}

/// Whether the file ends as one must.
fn has_end(source: &mut dyn ReadSeek, length: u64) -> io::Result<bool> {
    source.seek(SeekFrom::Start(length.saturating_sub(2_048)))?;
    let mut tail = Vec::new();
    source.take(2_048).read_to_end(&mut tail)?;
    Ok(memchr::memmem::rfind(&tail, b"%%EOF").is_some())
}

/// Whether a trailer, or a dictionary that stands for one, names an encryption.
fn is_encrypted(source: &mut dyn ReadSeek) -> io::Result<bool> {
    source.rewind()?;
    let mut peek = Peek::new(source);
    loop {
        let ahead = peek.peek(WINDOW)?;
        let is_name_end = |at: usize| {
            ahead
                .get(at + ENCRYPT.len())
                .is_some_and(|next| next.is_ascii_whitespace() || *next == b'<')
        };
        if memchr::memmem::find_iter(ahead, ENCRYPT).any(is_name_end) {
            return Ok(true);
        }
        let keep = ENCRYPT.len();
        if ahead.len() <= keep {
            return Ok(false);
        }
        let step = (ahead.len() - keep) as u64;
        peek.skip(step)?;
    }
}

/// A stream: its dictionary, and where its bytes begin.
struct Stream {
    dictionary: Dictionary,
    begins: u64,
}

/// Looks for the next stream from a place on.
fn next_stream(source: &mut dyn ReadSeek, from: u64) -> io::Result<Option<Stream>> {
    source.seek(SeekFrom::Start(from))?;
    let mut peek = Peek::new(source);
    let mut before: Vec<u8> = Vec::new();
    loop {
        let ahead = peek.peek(WINDOW)?;
        let is_last = ahead.len() < WINDOW;
        let searched = ahead.len();
        let found = memchr::memmem::find_iter(ahead, STREAM).find_map(|at| {
            let is_end = ahead.get(..at).is_some_and(|front| front.ends_with(b"end"));
            let behind = ahead.get(at + STREAM.len()..).unwrap_or_default();
            (!is_end).then_some((at, line_end(behind)?))
        });
        if let Some((at, end)) = found {
            before.extend(ahead.get(..at).unwrap_or_default());
            let dictionary = Dictionary::before(&before);
            let begins = from + peek.position() + (at + STREAM.len() + end) as u64;
            return Ok(Some(Stream { dictionary, begins }));
        }
        let keep = if is_last { 0 } else { STREAM.len() + 5 };
        let step = searched - keep;
        if step == 0 {
            return Ok(None);
        }
        before.extend(ahead.get(..step).unwrap_or_default());
        let surplus = before.len().saturating_sub(LONGEST_DICTIONARY);
        before.drain(..surplus);
        peek.skip(step as u64)?;
    }
}

/// The length of the line end that must stand between the word and the bytes.
fn line_end(behind: &[u8]) -> Option<usize> {
    match behind {
        [b'\r', b'\n', ..] => Some(2),
        [b'\n' | b'\r', ..] => Some(1),
        _ => None,
    }
}

/// Reads streams one by one.
struct Reader<'r> {
    source: &'r mut dyn ReadSeek,
    visit: &'r mut dyn Visit,
    /// How long the file is.
    length: u64,
    /// Whether there may be another word at which a stream ends: it is not looked for again and again.
    has_end: bool,
    glyphs: Glyphs,
}

impl Reader<'_> {
    /// Reads a stream; returns where to look for the next one.
    fn stream(&mut self, stream: &Stream) -> io::Result<u64> {
        let dictionary = &stream.dictionary;
        if dictionary.filters.is_empty() {
            return self.plain(stream);
        }
        let end = end_by_length(self.source, stream)?;
        if !filters::are_text(&dictionary.filters) {
            // A picture: its bytes were searched with the rest of the file.
            return Ok(end.unwrap_or(stream.begins));
        }
        if let Some(trouble) = filters::obstacle(dictionary) {
            self.visit.skipped(&dictionary.name, trouble)?;
            return Ok(end.unwrap_or(stream.begins));
        }
        self.source.seek(SeekFrom::Start(stream.begins))?;
        let most = dictionary.length.map_or(u64::MAX, u64::from);
        let mut peek = Peek::small(self.source, most);
        let mut drawn = Drawn::new(filters::decoder(&dictionary.filters, &mut peek));
        self.visit
            .entry(Named::unpacked(&dictionary.name), &mut drawn)?;
        let drawn = drawn.finish();
        let read = (stream.begins + peek.position()).min(self.length);
        self.drawn(dictionary, drawn)?;
        Ok(end.unwrap_or(read).clamp(read, self.length))
    }

    /// Puts together what a stream draws that stands in plain: its bytes were searched with the rest
    /// of the file.
    fn plain(&mut self, stream: &Stream) -> io::Result<u64> {
        let mut end = end_by_length(self.source, stream)?;
        if end.is_none() && self.has_end {
            end = end_by_word(self.source, stream)?;
            self.has_end = end.is_some();
        }
        let Some(end) = end else {
            return Ok(stream.begins);
        };
        if !stream.dictionary.is_binary {
            self.source.seek(SeekFrom::Start(stream.begins))?;
            let content = (&mut *self.source).take(end.saturating_sub(stream.begins));
            let mut drawn = Drawn::new(content);
            io::copy(&mut drawn, &mut io::sink())?;
            let drawn = drawn.finish();
            self.drawn(&stream.dictionary, drawn)?;
        }
        Ok(end)
    }

    /// Hands on what a stream draws, and keeps glyphs and tables until all are there.
    fn drawn(&mut self, dictionary: &Dictionary, content: Content) -> io::Result<()> {
        let drawing = match content {
            Content::Table(table) => {
                self.glyphs.table(&table);
                return Ok(());
            }
            Content::Drawing(drawing) => drawing,
        };
        if !drawing.text.is_empty() {
            self.text(&dictionary.name, &drawing.text)?;
        }
        if !drawing.is_whole {
            self.visit.wrong(Trouble::with(
                Reason::TooLong,
                "It draws more text than is put together here.",
            ));
        }
        self.glyphs.drawing(&dictionary.name, drawing);
        Ok(())
    }

    fn text(&mut self, name: &str, mut text: &[u8]) -> io::Result<()> {
        let name = format!("{name} (text)");
        self.visit.again(Named::stored(&name), &mut text)
    }

    /// Hands on what is written by the numbers of glyphs.
    fn read_glyphs(&mut self) -> io::Result<()> {
        let letters = std::mem::take(&mut self.glyphs).read();
        for (name, text) in &letters.texts {
            self.text(name, text.as_bytes())?;
        }
        if letters.has_unread {
            self.visit.wrong(Trouble::method(
                "Some of its text is written by the numbers of glyphs, and nothing in it says which \
                 letters those are.",
            ));
        }
        Ok(())
    }
}

/// Where a stream ends by the word behind it.
fn end_by_word(source: &mut dyn ReadSeek, stream: &Stream) -> io::Result<Option<u64>> {
    source.seek(SeekFrom::Start(stream.begins))?;
    let mut peek = Peek::new(source);
    loop {
        let ahead = peek.peek(WINDOW)?;
        if let Some(at) = memchr::memmem::find(ahead, STREAM_END) {
            return Ok(Some(stream.begins + peek.position() + at as u64));
        }
        let Some(step) = ahead
            .len()
            .checked_sub(STREAM_END.len())
            .filter(|step| *step > 0)
        else {
            return Ok(None);
        };
        peek.skip(step as u64)?;
    }
}

/// Where a stream ends by the length that its dictionary gives, if it does end there.
fn end_by_length(source: &mut dyn ReadSeek, stream: &Stream) -> io::Result<Option<u64>> {
    let Some(length) = stream.dictionary.length else {
        return Ok(None);
    };
    let end = stream.begins + u64::from(length);
    source.seek(SeekFrom::Start(end))?;
    let mut behind = Vec::new();
    source.take(16).read_to_end(&mut behind)?;
    let is_end = behind.trim_ascii_start().starts_with(STREAM_END);
    Ok(is_end.then_some(end))
}

#[cfg(test)]
mod tests;
