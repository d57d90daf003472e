//! Places: spans in both counts, and the partition of the input into segments.

use super::{Location, Segment, SegmentKind, Span};
use crate::repair::mapped::to_u32;
use crate::token::Token;
use std::ops::Range;

/// Converts byte offsets of the input to spans. Texts are long and offsets come mostly in order, so
/// it keeps a mark every few thousand bytes.
pub(super) struct Places<'a> {
    text: &'a str,
    /// UTF-16 units and lines before each block of [`BLOCK`] bytes; empty for ASCII.
    blocks: Vec<(u32, u32)>,
    is_ascii: bool,
}

const BLOCK: usize = 4096;

impl<'a> Places<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut blocks = Vec::with_capacity(text.len() / BLOCK + 1);
        let (mut units, mut lines) = (0, 0);
        for block in text.as_bytes().chunks(BLOCK) {
            blocks.push((units, lines));
            units += count_units(block);
            lines += count_lines(block);
        }
        Self {
            text,
            blocks,
            is_ascii: text.is_ascii(),
        }
    }

    pub(super) fn span(&self, start: u32, end: u32) -> Span {
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
        let offset = offset as usize;
        let (units, _) = self.blocks.get(offset / BLOCK).copied().unwrap_or_default();
        let rest = self
            .text
            .as_bytes()
            .get(offset / BLOCK * BLOCK..offset)
            .unwrap_or_default();
        if offset > 0 && self.blocks.get(offset / BLOCK).is_none() {
            return self.last_units();
        }
        units + count_units(rest)
    }

    /// The units of the whole text, when its length is a multiple of the block.
    fn last_units(&self) -> u32 {
        let last = self.blocks.len().saturating_sub(1);
        let (units, _) = self.blocks.get(last).copied().unwrap_or_default();
        units + count_units(self.text.as_bytes().get(last * BLOCK..).unwrap_or_default())
    }

    pub(super) fn location(&self, start: u32, end: u32) -> Location {
        let offset = start as usize;
        let (_, lines) = self.blocks.get(offset / BLOCK).copied().unwrap_or_default();
        let rest = self
            .text
            .as_bytes()
            .get(offset / BLOCK * BLOCK..offset)
            .unwrap_or_default();
        let before = self.text.get(..offset).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let column = before
            .get(line_start..)
            .map_or(0, |line| line.chars().count());
        Location {
            line: lines + count_lines(rest) + 1,
            column: to_u32(column) + 1,
            span: self.span(start, end),
        }
    }
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
pub(super) fn partition(places: &Places<'_>, tokens: &[Token]) -> Vec<Segment> {
    let mut cutter = Cutter {
        places,
        segments: Vec::new(),
        at: 0,
    };
    for (index, token) in tokens.iter().enumerate() {
        let index = Some(to_u32(index));
        cutter.start(token.stretch.0, SegmentKind::Carrier, index, None);
        for part in parts(token) {
            let (start, _) = token.mapped.origin(part.range);
            cutter.start(start, part.kind, index, part.param);
        }
        let (_, end) = token.mapped.origin(0..token.mapped.as_str().len());
        cutter.start(end, SegmentKind::Carrier, index, None);
        cutter.start(token.stretch.1, SegmentKind::Text, None, None);
    }
    cutter.finish(to_u32(places.text.len()))
}

/// A part of a token's text, in order.
struct Part {
    range: Range<usize>,
    kind: SegmentKind,
    param: Option<u32>,
}

/// Lists the parts of a token without gaps.
fn parts(token: &Token) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = 0;
    let mut add = |range: Range<usize>, kind: SegmentKind, param: Option<u32>| {
        if range.start > at {
            parts.push(Part {
                range: at..range.start,
                kind: SegmentKind::Separator,
                param: None,
            });
        }
        if !range.is_empty() {
            parts.push(Part {
                range: range.clone(),
                kind,
                param,
            });
        }
        at = at.max(range.end);
    };
    if let Some(link) = token.link.as_ref().filter(|link| link.is_in_text) {
        add(link.scheme_range.clone(), SegmentKind::Scheme, None);
        add(link.host_range.clone(), SegmentKind::Host, None);
        add(link.path_range.clone(), SegmentKind::Path, None);
    }
    for (index, param) in token.params.iter().enumerate() {
        let index = Some(to_u32(index));
        add(param.name.clone(), SegmentKind::Name, index);
        if param.value.start > param.name.end {
            add(
                param.name.end..param.value.start,
                SegmentKind::Separator,
                index,
            );
        }
        add(param.value.clone(), SegmentKind::Value, index);
    }
    let end = token.mapped.as_str().len();
    let fragment = token.fragment.clone().unwrap_or(end..end);
    add(fragment, SegmentKind::Fragment, None);
    parts
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
