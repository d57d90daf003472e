//! Finds signatures in whatever people paste, and undoes the damage done to them on the way.
//!
//! Three steps: `split` finds the stretches of input that may hold a link or token and joins what
//! line breaks tore apart, `undo` takes off encodings and wrappings, `extract` cuts out the link.

mod extract;
mod join;
pub(crate) mod mapped;
pub(crate) mod marks;
mod split;
pub(crate) mod undo;
mod unwrap;

use crate::token::Token;
use crate::token::foreign::{self, ForeignSpec};
use mapped::Mapped;
use std::ops::Range;

/// The longest stretch that is read as one link; longer ones are named as skipped.
pub(crate) const LONGEST_LINK: usize = 2 << 20;

/// What was undone to read a token, in the order in which it was undone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Undone {
    /// The kinds of damage, each with how often it occurred.
    pub(crate) repairs: Vec<(&'static str, u32)>,
    /// What the token was wrapped in, outermost first.
    pub(crate) carriers: Vec<&'static str>,
}

impl Undone {
    pub(crate) fn repaired(&mut self, kind: &'static str, count: u32) {
        match self.repairs.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, total)) => *total += count,
            None => self.repairs.push((kind, count)),
        }
    }

    pub(crate) fn unwrapped(&mut self, carrier: &'static str) {
        self.carriers.push(carrier);
    }
}

/// Something recognised that is not a storage signature.
pub(crate) struct Foreign {
    pub(crate) spec: &'static ForeignSpec,
    pub(crate) range: Range<usize>,
}

/// All that was found in a text, in its order.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) tokens: Vec<Token>,
    pub(crate) foreign: Vec<Foreign>,
    /// Stretches too long to be read as one link.
    pub(crate) too_long: Vec<Range<usize>>,
}

/// Finds every signature in a text.
pub(crate) fn find_tokens(text: &str) -> Found {
    let mut found = Found::default();
    for stretch in split::stretches(text) {
        if stretch.range.len() > LONGEST_LINK {
            found.too_long.push(stretch.range);
            continue;
        }
        let (mapped, undone) = stretch.assemble(text);
        for piece in extract::pieces(&mapped) {
            read_piece(mapped.slice(piece), undone.clone(), &mut found);
        }
    }
    found
}

fn read_piece(piece: Mapped, mut undone: Undone, found: &mut Found) {
    let original = piece.origin(0..piece.as_str().len());
    let mended = undo::all(piece, &mut undone);
    let whole = mended.as_str().to_owned();
    let extracted = extract::link_or_query(&mended, &mut undone);
    let text = extracted.mapped.as_str();
    let is_storage_host = extract::names_storage_host(text);
    let is_storage = is_storage_host || extracted.endpoint.is_some();
    let is_other = || foreign::is_other_signature(text) || foreign::is_other_signature(&whole);
    if marks::is_token_on(text, is_storage_host) && (is_storage || !is_other()) {
        let endpoint = extracted.endpoint.as_deref();
        found
            .tokens
            .push(Token::parse(extracted.mapped, endpoint, original, undone));
        // An account key beside a signature is the worse of the two.
        if let Some(spec) = foreign::recognise_account_key(&whole) {
            let range = original.0 as usize..original.1 as usize;
            found.foreign.push(Foreign { spec, range });
        }
        return;
    }
    let range = |(start, end): (u32, u32)| start as usize..end as usize;
    // What stands around a link can say more than the link: a key behind it, the `sr` before it.
    let by_whole = foreign::recognise(&whole).filter(|spec| spec.kind != "unsigned-storage-link");
    if let Some(spec) = by_whole {
        found.foreign.push(Foreign {
            spec,
            range: range(original),
        });
    } else if let Some(spec) = foreign::recognise(text) {
        let place = extracted.mapped.origin(0..text.len());
        found.foreign.push(Foreign {
            spec,
            range: range(place),
        });
    }
}
