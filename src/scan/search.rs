//! Searches one stretch of bytes for tokens: as they stand, and in every carrier in it.

use super::carriers::escapes::{self, Escape};
use super::carriers::{Decoded, base64, keys, mail, probe, wide};
use super::finder::{Anchor, Finder, Mark};
use super::hits::{Find, Unread};
use super::packing::{self, Packing};
use super::{Hit, ScanOptions, judge, reading};
use crate::report::{Certainty, Reason};
use base64::{Progress, Run};
use std::ops::Range;

/// A stretch of a stream, and what of it counts.
pub(super) struct View<'v> {
    pub(super) bytes: &'v [u8],
    /// Finds that start in here count; what lies around is only looked at.
    pub(super) keep: Range<usize>,
    /// Whether the stream ends with it.
    pub(super) is_end: bool,
}

/// What a search of one view leaves to that of the next one.
#[derive(Default)]
pub(super) struct Carry {
    /// A run that reaches into the next view, as far as it was read where that starts.
    open: Option<Progress>,
    /// Whether that run is a container's, and dealt with by itself.
    is_dealt_with: bool,
    /// A packed container that is being taken out of a run.
    packed: Option<Packing>,
}

/// A search, at one depth of carriers.
pub(super) struct Search<'a> {
    pub(super) options: &'a ScanOptions,
    pub(super) depth: u32,
}

impl Search<'_> {
    /// Lists what is found in a view. `base` is where the view starts in the stream, `next` where in
    /// it the next view starts.
    pub(super) fn view(
        &self,
        view: &View<'_>,
        anchors: &[Anchor],
        (base, next): (u64, usize),
        carry: &mut Carry,
    ) -> Vec<Find> {
        let mut finds = Vec::new();
        let keys = self.runs(view, (base, next), carry, &mut finds);
        let taken = self.wrapped(view, anchors, &mut finds);
        let plain = anchors.iter().chain(&keys).copied();
        let plain = plain.filter(|anchor| !holds(&taken, anchor.at));
        self.plain(view, plain.collect(), &mut finds);
        for find in &mut finds {
            find.move_by(base);
        }
        finds.sort_by_key(Find::offset);
        finds
    }

    /// Searches what was taken out of a carrier.
    fn inside(&self, decoded: &Decoded, view: &View<'_>, is_end: bool, finds: &mut Vec<Find>) {
        let length = decoded.bytes.len();
        let keep = decoded.origins.inner(&view.keep, length);
        if keep.is_empty() {
            return;
        }
        let outer = |at: u64| {
            let at = usize::try_from(at).unwrap_or(usize::MAX);
            decoded.origins.outer(at.min(length)) as u64
        };
        if self.depth >= self.options.limits.carriers {
            finds.push(Find::NotRead(Unread {
                offset: outer(keep.start as u64),
                reason: Reason::TooDeep,
                text: "Encodings lie deeper in each other than the limit.",
            }));
            return;
        }
        let mut anchors = Vec::new();
        Finder::get().find(&decoded.bytes, 0, length, &mut anchors);
        let inner = View {
            bytes: &decoded.bytes,
            keep,
            is_end,
        };
        let search = Search {
            options: self.options,
            depth: self.depth + 1,
        };
        let found = search.view(&inner, &anchors, (0, length), &mut Carry::default());
        let carrier = Some(decoded.carrier);
        finds.extend(found.into_iter().map(|find| find.seen_from(carrier, outer)));
    }

    /// Searches text of wider units, torn lines of mails and text of escapes. Returns what needs no
    /// search as it stands, in order.
    fn wrapped(
        &self,
        view: &View<'_>,
        anchors: &[Anchor],
        finds: &mut Vec<Find>,
    ) -> Vec<Range<usize>> {
        let bytes = view.bytes;
        let is_end = |range: &Range<usize>| range.end < bytes.len() || view.is_end;
        let mut at = 0;
        while let Some((place, width)) = probe::next_wide(bytes, at) {
            let (decoded, range) = wide::decode(bytes, place, width);
            at = range.end.max(place + 1);
            if let Some(decoded) = decoded {
                self.inside(&decoded, view, is_end(&range), finds);
            }
        }
        let mut taken = self.mails(view, anchors, finds);
        // Only the letters of a name may be escapes: those have anchors.
        let mails = taken.clone();
        let mut anchored = anchors
            .iter()
            .filter(|anchor| !holds(&mails, anchor.at))
            .filter_map(|anchor| {
                let escape = match anchor.mark {
                    Mark::Escaped(escape) => Some(escape),
                    _ => escapes::is_before_sign(bytes, anchor.at).then_some(Escape::Percent),
                };
                escape.map(|escape| (anchor.at, escape))
            });
        let mut next = anchored.next();
        let mut run = probe::next_escape(bytes, 0);
        while let Some((place, escape)) =
            [next, run].into_iter().flatten().min_by_key(|(at, _)| *at)
        {
            let (decoded, range) = escape.decode(bytes, place);
            let is_anchored = next.is_some_and(|(at, _)| range.contains(&at));
            // The escapes of a name of a file, say: what stands beside them is read as it stands.
            let first = anchors.partition_point(|anchor| anchor.at < range.start);
            let has_anchor = anchors
                .get(first)
                .is_some_and(|anchor| anchor.at < range.end);
            if is_anchored || !has_anchor {
                self.inside(&decoded, view, is_end(&range), finds);
            }
            if is_anchored && escape == Escape::Percent {
                taken.push(range.clone());
            }
            while next.is_some_and(|(at, _)| at < range.end) {
                next = anchored.next();
            }
            if run.is_some_and(|(at, _)| at < range.end) {
                run = probe::next_escape(bytes, range.end);
            }
        }
        taken.sort_by_key(|range| range.start);
        taken
    }

    /// Searches the lines of mails; returns the stretches.
    fn mails(
        &self,
        view: &View<'_>,
        anchors: &[Anchor],
        finds: &mut Vec<Find>,
    ) -> Vec<Range<usize>> {
        let mut taken: Vec<Range<usize>> = Vec::new();
        let (mut kept, mut refused) = (0, 0);
        for anchor in anchors {
            if anchor.at < kept.max(refused) {
                continue;
            }
            let Some(lines) = mail::lines(view.bytes, anchor.at) else {
                continue;
            };
            let Some(decoded) = lines.decoded else {
                refused = lines.keep;
                continue;
            };
            let view = View {
                bytes: view.bytes,
                keep: view.keep.start.max(kept)..view.keep.end.min(lines.keep),
                is_end: view.is_end,
            };
            let is_end = lines.range.end < view.bytes.len() || view.is_end;
            self.inside(&decoded, &view, is_end, finds);
            kept = lines.keep;
            taken.push(lines.range);
        }
        taken
    }

    /// Searches runs of Base64; returns those that may be keys.
    fn runs(
        &self,
        view: &View<'_>,
        (base, next): (u64, usize),
        carry: &mut Carry,
        finds: &mut Vec<Find>,
    ) -> Vec<Anchor> {
        let bytes = view.bytes;
        let mut keys = Vec::new();
        let mut open = carry
            .open
            .take()
            .map(|progress| Run::continued(bytes, 0, progress));
        let is_dealt_with = std::mem::take(&mut carry.is_dealt_with);
        if let Some(packing) = carry.packed.take() {
            carry.packed = packing.go_on(view, base, finds);
        }
        let mut at = 0;
        loop {
            let is_open = open.is_some();
            let Some(run) = open.take().or_else(|| base64::next_run(bytes, at)) else {
                break;
            };
            at = run.end.max(at + 1);
            let goes_on = (view.keep.end < bytes.len() || !view.is_end)
                .then(|| run.progress_at(bytes, next))
                .flatten();
            let is_open_there = goes_on.is_some();
            carry.open = goes_on.or(carry.open);
            if is_open && is_dealt_with {
                carry.is_dealt_with |= is_open_there;
                continue;
            }
            if keys::may_be(&run, bytes) {
                keys.push(Anchor {
                    at: run.start,
                    mark: Mark::Word,
                });
            }
            if !run.is_worth_decoding(bytes) || run.end <= view.keep.start {
                continue;
            }
            if run.start >= view.keep.end {
                break;
            }
            if packing::holds_container(&run, bytes) {
                if view.keep.contains(&run.start) {
                    let packing = Packing::begin(&run, view, (base, next), finds);
                    carry.packed = packing.or(carry.packed.take());
                }
                carry.is_dealt_with |= is_open_there;
                continue;
            }
            let is_end = run.end < bytes.len() || view.is_end;
            let decoded = run.decode(bytes);
            let is_worth_telling = self.depth < self.options.limits.carriers || run.is_text(bytes);
            if is_worth_telling {
                self.inside(&decoded, view, is_end, finds);
            }
        }
        keys
    }

    /// Searches text as it stands.
    fn plain(&self, view: &View<'_>, mut plain: Vec<Anchor>, finds: &mut Vec<Find>) {
        plain.retain(|anchor| !matches!(anchor.mark, Mark::Escaped(_)));
        plain.sort_by_key(|anchor| anchor.at);
        for read in reading::read(view, &plain) {
            if view.keep.contains(&read.range.start)
                && let Some(hit) = judge::hit(&read, self.options)
            {
                if hit.row.certainty == Certainty::Certain {
                    drop_parts(&read.range, &hit, finds);
                }
                finds.push(Find::Hit(Box::new(hit)));
            }
        }
    }
}

/// Drops what was read out of a part of a token: where its escapes alone were undone, they look like
/// something wrapped. Another token that stands whole inside it stays.
fn drop_parts(range: &Range<usize>, whole: &Hit, finds: &mut Vec<Find>) {
    finds.retain(|find| match find {
        Find::Hit(hit) => {
            let at = usize::try_from(hit.row.place.offset).unwrap_or(usize::MAX);
            let is_another = hit.row.certainty == Certainty::Certain && hit.row.id != whole.row.id;
            is_another || !range.contains(&at)
        }
        Find::Packed(_) | Find::NotRead(_) => true,
    });
}

/// Whether one of some stretches in order, of which only neighbours touch, holds a place.
fn holds(stretches: &[Range<usize>], at: usize) -> bool {
    let next = stretches.partition_point(|stretch| stretch.start <= at);
    let near = stretches.get(next.saturating_sub(2)..next);
    near.unwrap_or_default()
        .iter()
        .any(|stretch| stretch.contains(&at))
}
