//! Finds signatures in whatever people paste, and undoes the damage done to them on the way.
//!
//! Three steps: `split` finds the stretches of input that may hold a link or token and joins what
//! line breaks tore apart, `undo` takes off encodings and wrappings, `extract` cuts out the link.

mod extract;
mod join;
pub(crate) mod mapped;
pub(crate) mod marks;
#[cfg(feature = "scan")]
pub(crate) mod pieces;
mod proofpoint;
mod split;
pub(crate) mod undo;
mod unwrap;

#[cfg(feature = "full")]
use crate::products::{self, Product};
use crate::token::Token;
use crate::token::foreign::{self, ForeignSpec};
use mapped::Mapped;
use std::ops::Range;
#[cfg(feature = "full")]
pub(crate) use unwrap::percent_decoded;

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
    /// What its sentence says of this one.
    pub(crate) args: Vec<(&'static str, String)>,
}

impl Foreign {
    fn new(spec: &'static ForeignSpec, (start, end): (u32, u32)) -> Self {
        Self {
            spec,
            range: start as usize..end as usize,
            args: Vec::new(),
        }
    }
}

/// All that was found in a text, in its order.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) tokens: Vec<Token>,
    /// Keys, tokens and links of other Azure products.
    #[cfg(feature = "full")]
    pub(crate) products: Vec<Product>,
    pub(crate) foreign: Vec<Foreign>,
    /// Stretches too long to be read as one link.
    pub(crate) too_long: Vec<Range<usize>>,
}

/// What was found in a text, of whatever kind.
#[derive(Clone, Copy)]
pub(crate) enum Item<'a> {
    Storage(&'a Token),
    #[cfg(feature = "full")]
    Product(&'a Product),
}

impl<'a> Item<'a> {
    pub(crate) fn mapped(self) -> &'a Mapped {
        match self {
            Self::Storage(token) => &token.mapped,
            #[cfg(feature = "full")]
            Self::Product(product) => &product.mapped,
        }
    }

    pub(crate) fn stretch(self) -> (u32, u32) {
        match self {
            Self::Storage(token) => token.stretch,
            #[cfg(feature = "full")]
            Self::Product(product) => product.stretch,
        }
    }
}

impl Found {
    /// Lists the tokens of a report, in the order of the input: what an index of a report means.
    pub(crate) fn items(&self) -> Vec<Item<'_>> {
        let tokens = self.tokens.iter().map(Item::Storage);
        #[cfg(feature = "full")]
        let items = {
            let products = self.products.iter().map(Item::Product);
            let mut items: Vec<Item<'_>> = tokens.chain(products).collect();
            items.sort_by_key(|item| item.stretch());
            items
        };
        #[cfg(not(feature = "full"))]
        let items = tokens.collect();
        items
    }
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
            let (mut piece, mut undone) = (mapped.slice(piece), undone.clone());
            let (start, _) = piece.origin(0..piece.as_str().len());
            let before = text.get(..start as usize).unwrap_or_default();
            if let Some(inner) = proofpoint::version_3(&piece, before) {
                undone.repaired("redirect", 1);
                piece = inner;
            }
            read_piece(piece, undone, text, &mut found);
        }
    }
    found
}

#[cfg_attr(
    not(feature = "full"),
    expect(unused_variables, reason = "only other products look around a piece")
)]
fn read_piece(piece: Mapped, mut undone: Undone, input: &str, found: &mut Found) {
    let original = piece.origin(0..piece.as_str().len());
    #[cfg(feature = "full")]
    let mended = match mend(piece, input, &mut undone) {
        Mended::Text(mended) => mended,
        Mended::Product(mut product) => {
            let also = std::mem::take(&mut product.undone);
            for (kind, count) in also.repairs {
                undone.repaired(kind, count);
            }
            let before = input.get(..original.0 as usize).unwrap_or_default();
            let scheme = mapped::to_u32(products::scheme_length(before));
            found.products.push(Product {
                stretch: (original.0 - scheme, original.1),
                undone,
                ..*product
            });
            return;
        }
    };
    #[cfg(not(feature = "full"))]
    let mended = undo::all(piece, &mut undone, |_| false);
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
        #[cfg(feature = "full")]
        add_key_beside(&mended, input, found);
        #[cfg(not(feature = "full"))]
        if let Some(spec) = foreign::recognise_account_key(&whole) {
            found.foreign.push(Foreign::new(spec, original));
        }
        return;
    }
    #[cfg(feature = "full")]
    if let Some(note) = products::note(&mended, input) {
        found.foreign.push(note);
        return;
    }
    // What stands around a link can say more than the link: a key behind it, the `sr` before it.
    let by_whole = foreign::recognise(&whole).filter(|spec| spec.kind != "unsigned-storage-link");
    if let Some(spec) = by_whole {
        add_note(spec, original, found);
    } else if let Some(spec) = foreign::recognise(text) {
        let place = extracted.mapped.origin(0..text.len());
        add_note(spec, place, found);
    }
}

fn add_note(spec: &'static ForeignSpec, place: (u32, u32), found: &mut Found) {
    #[cfg(feature = "full")]
    if spec.is_read_elsewhere() {
        return;
    }
    found.foreign.push(Foreign::new(spec, place));
}

/// What is left of a piece when its damage is undone.
#[cfg(feature = "full")]
enum Mended {
    Text(Mapped),
    /// It was of another product, and known before all was undone: some repairs are for storage links
    /// alone.
    Product(Box<Product>),
}

#[cfg(feature = "full")]
fn mend(piece: Mapped, input: &str, undone: &mut Undone) -> Mended {
    let read = |mapped: &Mapped| {
        let text = mapped.as_str();
        let is_storage_link = extract::names_storage_host(text) && marks::is_token_on(text, true);
        if is_storage_link {
            None
        } else {
            products::read(mapped, input).map(Box::new)
        }
    };
    let mut product = read(&piece);
    if let Some(product) = product.take() {
        return Mended::Product(product);
    }
    let mended = undo::all(piece, undone, |mapped| {
        product = read(mapped);
        product.is_some()
    });
    match product {
        Some(product) => Mended::Product(product),
        None => Mended::Text(mended),
    }
}

/// Adds the account key that stands beside the last token. Every character belongs to one of the two.
#[cfg(feature = "full")]
fn add_key_beside(mended: &Mapped, input: &str, found: &mut Found) {
    let (Some(mut key), Some(token)) = (
        products::read_key_beside(mended, input),
        found.tokens.last_mut(),
    ) else {
        return;
    };
    let (whole_start, whole_end) = token.stretch;
    let (start, end) = key.stretch;
    let (token_start, _) = token.mapped.origin(0..token.mapped.as_str().len());
    if start < token_start {
        key.stretch = (whole_start, end);
        token.stretch.0 = end.max(whole_start);
    } else {
        key.stretch = (start, whole_end);
        token.stretch.1 = start;
    }
    key.undone.clone_from(&token.undone);
    found.products.push(key);
}
