//! Places: spans in both counts, and the partition of the input into segments.

use super::{Location, Segment, SegmentKind, Span};
use crate::repair::Item;
use crate::repair::mapped::to_u32;
use crate::token::Token;
use crate::token::link::Link;
use std::ops::Range;

/// Converts byte offsets of the input to spans. A text can hold a hundred thousand links in one line,
/// so it keeps marks from which every offset is near.
pub(crate) struct Places<'a> {
    text: &'a str,
    marks: Vec<Mark>,
    is_ascii: bool,
}

/// What lies before a block of [`BLOCK`] bytes.
#[derive(Clone, Copy, Default)]
struct Mark {
    utf16_units: u32,
    lines: u32,
    /// Characters since the last line break.
    column: u32,
}

const BLOCK: usize = 1024;

impl<'a> Places<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / BLOCK + 2);
        let mut mark = Mark::default();
        for block in text.as_bytes().chunks(BLOCK) {
            marks.push(mark);
            mark = mark.after(block);
        }
        // For the end of the text, when that is the end of a block.
        marks.push(mark);
        Self {
            text,
            marks,
            is_ascii: text.is_ascii(),
        }
    }

    pub(crate) fn span(&self, start: u32, end: u32) -> Span {
        Span {
            byte_start: start,
            byte_end: end,
            utf16_start: self.units(start),
            utf16_end: self.units(end),
        }
    }

    fn units(&self, offset: u32) -> u32 {
        if self.is_ascii {
            return offset;
        }
        let (mark, rest) = self.nearest(offset);
        mark.utf16_units + count_units(rest)
    }

    pub(super) fn location(&self, start: u32, end: u32) -> Location {
        let mark = self.mark(start);
        Location {
            line: mark.lines + 1,
            column: mark.column + 1,
            span: self.span(start, end),
        }
    }

    /// What lies before an offset.
    fn mark(&self, offset: u32) -> Mark {
        let (mark, rest) = self.nearest(offset);
        mark.after(rest)
    }

    /// The last mark before an offset, and the bytes from there.
    fn nearest(&self, offset: u32) -> (Mark, &[u8]) {
        let offset = offset as usize;
        let block = offset / BLOCK;
        let rest = self
            .text
            .as_bytes()
            .get(block * BLOCK..offset)
            .unwrap_or_default();
        (self.marks.get(block).copied().unwrap_or_default(), rest)
    }
}

impl Mark {
    fn after(self, bytes: &[u8]) -> Self {
        let column = match memchr::memrchr(b'\n', bytes) {
            Some(at) => count_characters(bytes.get(at + 1..).unwrap_or_default()),
            None => self.column + count_characters(bytes),
        };
        Self {
            utf16_units: self.utf16_units + count_units(bytes),
            lines: self.lines + count_lines(bytes),
            column,
        }
    }
}

/// Characters of UTF-8 bytes: every byte that does not go on with one.
fn count_characters(bytes: &[u8]) -> u32 {
    to_u32(bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count())
}

/// UTF-16 units of UTF-8 bytes: one for each character, two for those of four bytes.
fn count_units(bytes: &[u8]) -> u32 {
    to_u32(
        bytes
            .iter()
            .map(|byte| usize::from(byte & 0xC0 != 0x80) + usize::from(*byte >= 0xF0))
            .sum(),
    )
}

fn count_lines(bytes: &[u8]) -> u32 {
    to_u32(memchr::memchr_iter(b'\n', bytes).count())
}

/// Cuts the input into segments: every byte belongs to exactly one.
pub(super) fn partition(places: &Places<'_>, items: &[Item<'_>]) -> Vec<Segment> {
    let mut cutter = Cutter {
        places,
        segments: Vec::new(),
        at: 0,
    };
    for (index, item) in items.iter().enumerate() {
        let index = Some(to_u32(index));
        let (mapped, stretch) = (item.mapped(), item.stretch());
        cutter.start(stretch.0, SegmentKind::Carrier, index, None);
        for part in parts(*item) {
            let (start, _) = mapped.origin(part.range);
            cutter.start(start, part.kind, index, part.param);
        }
        let (_, end) = mapped.origin(0..mapped.as_str().len());
        cutter.start(end, SegmentKind::Carrier, index, None);
        cutter.start(stretch.1, SegmentKind::Text, None, None);
    }
    cutter.finish(to_u32(places.text.len()))
}

/// A part of a token's text, in order.
pub(super) struct Part {
    range: Range<usize>,
    kind: SegmentKind,
    param: Option<u32>,
}

/// The parts of a text, without gaps: what lies between two of them is a separator.
#[derive(Default)]
pub(super) struct Parts {
    parts: Vec<Part>,
    at: usize,
}

impl Parts {
    pub(super) fn add(&mut self, range: Range<usize>, kind: SegmentKind, param: Option<u32>) {
        if range.start > self.at {
            self.parts.push(Part {
                range: self.at..range.start,
                kind: SegmentKind::Separator,
                param: None,
            });
        }
        self.at = self.at.max(range.end);
        if !range.is_empty() {
            self.parts.push(Part { range, kind, param });
        }
    }

    /// Adds scheme, host and path.
    pub(super) fn add_link(&mut self, link: &Link) {
        self.add(link.scheme_range.clone(), SegmentKind::Scheme, None);
        let user = if link.names_container() {
            SegmentKind::Path
        } else {
            SegmentKind::UserInfo
        };
        self.add(link.user_range.clone(), user, None);
        self.add(link.host_range.clone(), SegmentKind::Host, None);
        self.add(link.path_range.clone(), SegmentKind::Path, None);
    }

    /// Adds a name, its sign and its value.
    pub(super) fn add_param(&mut self, name: Range<usize>, value: Range<usize>, index: usize) {
        let index = Some(to_u32(index));
        let sign = name.end..value.start;
        self.add(name, SegmentKind::Name, index);
        if !sign.is_empty() {
            self.add(sign, SegmentKind::Separator, index);
        }
        self.add(value, SegmentKind::Value, index);
    }

    /// Ends the parts with a fragment, which may be empty.
    pub(super) fn finish(mut self, fragment: Range<usize>) -> Vec<Part> {
        self.add(fragment, SegmentKind::Fragment, None);
        self.parts
    }
}

fn parts(item: Item<'_>) -> Vec<Part> {
    match item {
        Item::Storage(token) => token_parts(token),
        #[cfg(feature = "full")]
        Item::Product(product) => super::products::parts(product),
    }
}

/// Lists the parts of a storage token.
fn token_parts(token: &Token) -> Vec<Part> {
    let mut parts = Parts::default();
    if let Some(link) = token.link.as_ref().filter(|link| link.is_in_text) {
        parts.add_link(link);
    }
    for (index, param) in token.params.iter().enumerate() {
        parts.add_param(param.name.clone(), param.value.clone(), index);
    }
    let end = token.mapped.as_str().len();
    parts.finish(token.fragment.clone().unwrap_or(end..end))
}

struct Cutter<'a> {
    places: &'a Places<'a>,
    segments: Vec<Segment>,
    at: u32,
}

impl Cutter<'_> {
    /// Starts a segment; what lies before it belongs to the segment before it.
    fn start(&mut self, start: u32, kind: SegmentKind, token: Option<u32>, param: Option<u32>) {
        let start = start.max(self.at);
        self.close(start);
        let span = Span {
            byte_start: start,
            ..Span::default()
        };
        self.segments.push(Segment {
            kind,
            span,
            token,
            param,
        });
    }

    /// Ends the last segment; an empty one is dropped.
    fn close(&mut self, end: u32) {
        if self.segments.is_empty() && end > 0 {
            self.segments.push(Segment {
                kind: SegmentKind::Text,
                span: Span::default(),
                token: None,
                param: None,
            });
        }
        if let Some(last) = self.segments.last_mut() {
            if end > last.span.byte_start {
                last.span = self.places.span(last.span.byte_start, end);
            } else {
                self.segments.pop();
            }
        }
        self.at = end;
    }

    fn finish(mut self, end: u32) -> Vec<Segment> {
        self.close(end);
        self.segments
    }
}
