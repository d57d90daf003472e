//! Cuts the text that can belong to a token out of what stands around an anchor, and reads it.
//!
//! Reading costs a hundred times what finding costs, so the window is small: the line, and the lines
//! beside it only when the line alone holds no whole token or clearly goes on.

use super::confidence;
use super::finder::{Anchor, Mark};
use crate::products::Product;
use crate::repair::{self, Found, Undone};
use crate::token::{Token, percent, signature};
use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

/// How much of a long line is taken on each side, up to the next character that ends a link.
pub(super) const REACH: usize = 1 << 10;
/// How far a link without a break is followed.
const FARTHEST: usize = 14 << 10;
/// The size from which a window grows no more.
pub(super) const LARGEST: usize = 16 << 10;
/// How much of the lines beside is taken on each side.
pub(super) const BESIDE: usize = 3 << 10;
/// How many lines beside are taken on each side.
const MOST_LINES: usize = 40;
/// How far behind an anchor, such as the name of a header, its token can start.
const NEAR: usize = 192;

/// A token or key that was read.
pub(super) enum What {
    Token(Token),
    Product(Product),
}

/// Something that was read, and where.
pub(super) struct Read {
    pub(super) what: What,
    /// Its bytes, without what is wrapped around it.
    pub(super) range: Range<usize>,
    /// The window's text, and where the window starts.
    pub(super) text: Rc<str>,
    pub(super) is_joined: bool,
    /// Whether its secret is whole.
    pub(super) is_whole: bool,
    /// Whether all else that it must have is there, too.
    pub(super) is_complete: bool,
}

impl Read {
    /// What was undone to read it.
    pub(super) fn undone(&self) -> &Undone {
        match &self.what {
            What::Token(token) => &token.undone,
            What::Product(product) => &product.undone,
        }
    }

    /// The part of the window's text that it was read from, wrapping included.
    pub(super) fn stretch(&self) -> Range<usize> {
        let (start, end) = match &self.what {
            What::Token(token) => token.stretch,
            What::Product(product) => product.stretch,
        };
        start as usize..end as usize
    }

    /// Of two readings of the same place, the better one is greater.
    pub(super) fn rank(&self) -> (bool, usize, bool) {
        let parts = match &self.what {
            What::Token(token) => token.params.len() + usize::from(token.link.is_some()),
            What::Product(product) => product.fields.len(),
        };
        (self.is_whole, parts, !self.is_joined)
    }
}

/// Whether a byte ends a link in any text.
fn is_end(byte: u8) -> bool {
    !(byte.is_ascii_graphic() || byte >= 0x80) || matches!(byte, b'"' | b'<' | b'>')
}

/// The line around a place, or as much of a long one as can belong to a token in it.
pub(super) fn line(bytes: &[u8], at: usize) -> Range<usize> {
    let near = at.saturating_sub(REACH);
    let before = bytes.get(near..at).unwrap_or_default();
    let start = if let Some(place) = memchr::memrchr(b'\n', before) {
        near + place + 1
    } else {
        let far = near.saturating_sub(FARTHEST);
        let before = bytes.get(far..near).unwrap_or_default();
        let end = before.iter().rposition(|byte| is_end(*byte));
        end.map_or(far, |place| far + place + 1)
    };
    let near = bytes.len().min(at + REACH);
    let after = bytes.get(at..near).unwrap_or_default();
    let end = if let Some(place) = memchr::memchr(b'\n', after) {
        at + place
    } else {
        let far = bytes.len().min(near + FARTHEST);
        let after = bytes.get(near..far).unwrap_or_default();
        let end = after.iter().position(|byte| is_end(*byte));
        end.map_or(far, |place| near + place)
    };
    start..end
}

/// The lines beside a line that can belong to the same token, and whether a blank line ends them.
pub(super) fn lines(bytes: &[u8], line: &Range<usize>) -> (Range<usize>, bool) {
    let far = line.start.saturating_sub(BESIDE);
    let mut start = line.start;
    for _ in 0..MOST_LINES {
        let Some(last) = start.checked_sub(1).filter(|last| *last >= far) else {
            break;
        };
        let before = bytes.get(far..last).unwrap_or_default();
        let first = memchr::memrchr(b'\n', before).map_or(far, |place| far + place + 1);
        if is_blank(bytes.get(first..last).unwrap_or_default()) {
            break;
        }
        start = first;
    }
    let far = bytes.len().min(line.end + BESIDE);
    let mut end = line.end;
    for _ in 0..MOST_LINES {
        let first = end + 1;
        let Some(after) = bytes.get(first..far) else {
            return (start..end, true);
        };
        let length = memchr::memchr(b'\n', after).unwrap_or(after.len());
        if is_blank(after.get(..length).unwrap_or_default()) {
            return (start..end, true);
        }
        end = first + length;
    }
    (start..end, false)
}

fn is_blank(line: &[u8]) -> bool {
    line.iter()
        .all(|byte| byte.is_ascii_whitespace() || *byte == b'>' || *byte == 0)
}

/// Bytes as text of the same length: what is no UTF-8 becomes a control character, which ends a link.
fn as_text(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '\u{1A}'));
    }
    Cow::Owned(text)
}

/// Reads everything in a window that has an anchor.
pub(super) fn read(bytes: &[u8], window: &Range<usize>, anchors: &[Anchor], reads: &mut Vec<Read>) {
    let text = as_text(bytes.get(window.clone()).unwrap_or_default());
    add(&text, |at| window.start + at, anchors, false, reads);
}

/// Reads what is left of a window when the quotes and signs that tear a string in source code are
/// taken out.
pub(super) fn read_joined(
    bytes: &[u8],
    window: &Range<usize>,
    anchors: &[Anchor],
    reads: &mut Vec<Read>,
) {
    let text = as_text(bytes.get(window.clone()).unwrap_or_default());
    for joined in repair::pieces::joined(&text) {
        let outer = |at: usize| window.start + joined.origin(at);
        add(&joined.text, outer, anchors, true, reads);
    }
}

fn add(
    text: &str,
    outer: impl Fn(usize) -> usize,
    anchors: &[Anchor],
    is_joined: bool,
    reads: &mut Vec<Read>,
) {
    let Found {
        tokens, products, ..
    } = repair::find_tokens(text);
    if tokens.is_empty() && products.is_empty() {
        return;
    }
    let text: Rc<str> = Rc::from(text);
    let tokens = tokens.into_iter().map(What::Token);
    for what in tokens.chain(products.into_iter().map(What::Product)) {
        let (mapped, is_whole, is_complete) = match &what {
            What::Token(token) => (
                &token.mapped,
                token.value("sig").is_some_and(signature::is_whole),
                confidence::is_complete(token),
            ),
            What::Product(product) => (
                &product.mapped,
                confidence::has_whole_key(product) && confidence::has_whole_signature(product),
                confidence::names_its_account(product),
            ),
        };
        let (start, end) = mapped.origin(0..mapped.as_str().len());
        let range = outer(start as usize)..outer(end as usize).max(outer(start as usize) + 1);
        if has_anchor(anchors, &range) {
            reads.push(Read {
                what,
                range,
                text: Rc::clone(&text),
                is_joined,
                is_whole,
                is_complete: is_whole && is_complete,
            });
        }
    }
}

fn has_anchor(anchors: &[Anchor], range: &Range<usize>) -> bool {
    let from = range.start.saturating_sub(NEAR);
    let first = anchors.partition_point(|anchor| anchor.at < from);
    anchors
        .get(first)
        .is_some_and(|anchor| anchor.at < range.end)
}

/// Whether a token that was read from its line alone may have more of itself beside that line.
pub(super) fn goes_on(bytes: &[u8], line: &Range<usize>, read: &Read) -> bool {
    let is_mark = |byte: &u8| {
        byte.is_ascii_whitespace()
            || matches!(byte, b'>' | b'\\' | b'^' | b'`' | b'=' | b'?' | b'&')
    };
    let behind = bytes.get(read.range.end..line.end).unwrap_or_default();
    let next = bytes
        .get(line.end..bytes.len().min(line.end + 64))
        .unwrap_or_default();
    let next = next.trim_ascii_start();
    let text = bytes.get(..read.range.end).unwrap_or_default();
    let is_in_escape = percent::open_escape(text).is_some();
    if behind.iter().all(is_mark)
        && (is_in_escape
            || behind.contains(&b'&')
            || next.starts_with(b"&")
            || next.starts_with(b"?"))
    {
        return true;
    }
    let has_link = match &read.what {
        What::Token(token) => token.link.is_some(),
        What::Product(_) => true,
    };
    // The link, or the rest of the connection string, can stand in the lines before.
    let ahead = bytes.get(line.start..read.range.start).unwrap_or_default();
    let is_quote = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'>';
    let quotes = ahead.iter().take_while(|byte| is_quote(byte)).count();
    if has_link || ahead.iter().skip(quotes).any(|byte| is_end(*byte)) {
        return false;
    }
    let before = bytes.get(line.start.saturating_sub(512)..line.start);
    memchr::memmem::find(before.unwrap_or_default(), b"://").is_some()
}

/// Whether an anchor tells of a token by itself, so that the lines beside it are worth reading.
pub(super) fn is_telling(bytes: &[u8], anchor: &Anchor) -> bool {
    match anchor.mark {
        Mark::Signature | Mark::Date => true,
        Mark::Escaped(_) => false,
        Mark::Word => {
            let near = bytes.get(anchor.at..bytes.len().min(anchor.at + LONGEST_STRING));
            let near = near.unwrap_or_default();
            let name = near.get(..LONGEST_NAME).unwrap_or(near);
            (near.starts_with(b"S") && name.contains(&b'='))
                || near.starts_with(b"AccountKey=")
                || is_torn(near)
        }
    }
}

/// Whether the string that a text starts in is joined to another one in source code.
fn is_torn(near: &[u8]) -> bool {
    let is_quote = |byte: u8| matches!(byte, b'"' | b'\'' | b'`');
    let Some(end) = near.iter().position(|byte| is_quote(*byte)) else {
        return false;
    };
    let quote = near.get(end).copied().unwrap_or_default();
    let behind = near.get(end + 1..).unwrap_or_default().trim_ascii_start();
    let is_operator = |byte: &&u8| matches!(**byte, b'+' | b'.' | b'&' | b'_' | b'\\' | b'`');
    let signs = behind
        .iter()
        .take_while(|byte| is_operator(byte) || byte.is_ascii_whitespace())
        .count();
    let next = behind.get(signs..).unwrap_or_default();
    let prefix = next
        .iter()
        .take(2)
        .take_while(|byte| byte.is_ascii_alphabetic() || **byte == b'$');
    near.len() > end + 1 && next.get(prefix.count()) == Some(&quote)
}

/// How far a string is followed to see whether it is torn.
const LONGEST_STRING: usize = 512;

/// `SharedAccessSignature=` and a letter more.
const LONGEST_NAME: usize = 24;
