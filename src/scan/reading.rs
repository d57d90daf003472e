//! Reads the text around anchors, as much of it as their tokens need, and keeps the best reading of
//! each place.

use super::finder::Anchor;
use super::search::View;
use super::window::{self, Read};

/// Reads what stands beside anchors, which are in order; each place once, as well as it can be read.
pub(super) fn read(view: &View<'_>, anchors: &[Anchor]) -> Vec<Read> {
    let mut reads = Vec::new();
    let lonely = read_lines(view, anchors, &mut reads);
    read_beside(view, anchors, &lonely, &mut reads);
    best(reads)
}

/// Reads the lines with anchors, each once. Returns the anchors of which no whole token was read.
fn read_lines(view: &View<'_>, anchors: &[Anchor], reads: &mut Vec<Read>) -> Vec<Anchor> {
    let bytes = view.bytes;
    let mut lonely = Vec::new();
    let mut rest = anchors;
    while let Some(first) = rest.first() {
        let mut line = window::line(bytes, first.at);
        let mut count = 0;
        while let Some(anchor) = rest.get(count).filter(|anchor| anchor.at < line.end) {
            // A long line is taken piece by piece, and pieces that touch are one, up to a size.
            if line.end - anchor.at < window::REACH {
                let end = window::line(bytes, anchor.at).end;
                if end > line.end && line.len() > window::LARGEST && count > 0 {
                    break;
                }
                line.end = line.end.max(end);
            }
            count += 1;
        }
        let (here, behind) = rest.split_at_checked(count.max(1)).unwrap_or((rest, &[]));
        rest = behind;
        let is_near = line.end > view.keep.start && line.start < view.keep.end;
        if !is_near {
            continue;
        }
        let known = reads.len();
        window::read(bytes, &line, anchors, reads);
        let read = reads.get(known..).unwrap_or_default();
        let is_settled = |anchor: &Anchor| {
            read.iter().any(|read| {
                read.is_complete
                    && read.range.contains(&anchor.at)
                    && !window::goes_on(bytes, &line, read)
            })
        };
        lonely.extend(
            here.iter()
                .filter(|anchor| window::is_telling(bytes, anchor) && !is_settled(anchor)),
        );
    }
    lonely
}

/// Reads anchors again with the lines beside them, and, when that helps nothing, with what tears a
/// text in source code taken out.
fn read_beside(view: &View<'_>, anchors: &[Anchor], lonely: &[Anchor], reads: &mut Vec<Read>) {
    let mut rest = lonely;
    while let Some(first) = rest.first() {
        let line = window::line(view.bytes, first.at);
        let (mut lines, mut is_closed) = window::lines(view.bytes, &line);
        let mut count = 1;
        // Windows that touch are one, up to a size.
        while let Some(anchor) = rest.get(count).filter(|anchor| anchor.at < lines.end) {
            if !is_closed && lines.end - anchor.at < window::BESIDE {
                if lines.len() > window::LARGEST {
                    break;
                }
                let line = window::line(view.bytes, anchor.at);
                let (more, is_end) = window::lines(view.bytes, &line);
                lines.end = lines.end.max(more.end);
                is_closed = is_end;
            }
            count += 1;
        }
        let (here, behind) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        rest = behind;
        let known = reads.len();
        if lines != line {
            window::read(view.bytes, &lines, anchors, reads);
        }
        let read = reads.get(known..).unwrap_or_default();
        let covers = |anchor: &Anchor| {
            read.iter()
                .any(|read| read.is_complete && read.range.contains(&anchor.at))
        };
        if !here.iter().all(covers) {
            window::read_joined(view.bytes, &lines, anchors, reads);
        }
    }
}

/// Keeps the best reading of each place, in order.
fn best(mut reads: Vec<Read>) -> Vec<Read> {
    reads.sort_by_key(|read| read.range.start);
    let mut kept: Vec<Read> = Vec::with_capacity(reads.len());
    // Readings that touch one another, so far.
    let mut heap: Vec<Read> = Vec::new();
    let mut reach = 0;
    let mut settle = |heap: &mut Vec<Read>| {
        // The best first; of equals, the one that was read first.
        heap.sort_by_key(|read| std::cmp::Reverse(read.rank()));
        let from = kept.len();
        for read in heap.drain(..) {
            let overlaps = |other: &Read| {
                other.range.start < read.range.end && read.range.start < other.range.end
            };
            if !kept.get(from..).unwrap_or_default().iter().any(overlaps) {
                kept.push(read);
            }
        }
    };
    for read in reads {
        if read.range.start >= reach {
            settle(&mut heap);
        }
        reach = reach.max(read.range.end);
        heap.push(read);
    }
    settle(&mut heap);
    kept.sort_by_key(|read| read.range.start);
    kept
}
