//! Finds, in raw bytes, the places beside which a token may stand.
//!
//! One search for all needles at once. They are made from a short table of words, each in the forms
//! in which bytes carry it; what is encoded beyond letters, such as Base64, has no needles of its own
//! and is found by [`super::carriers`]. A match is looked at once more before it costs anything.

mod lanes;

use super::carriers::escapes::Escape;
use super::carriers::mail;
use lanes::Lanes;
use std::sync::LazyLock;

/// Why a place is worth a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `sig` before one of the signs that can separate it from its value.
    Signature,
    /// The name of another parameter, with the first digits of its value.
    Date,
    /// A word that stands beside keys and tokens.
    Word,
    /// An escape that stands for the `s` of a name.
    Escaped(Escape),
}

/// A place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Anchor {
    pub(super) at: usize,
    pub(super) mark: Mark,
}

/// The longest needle and what is looked at behind it, in bytes.
pub(super) const LONGEST: usize = APP.len() + ADDRESS;

/// What stands in the address of every web app, of which few have a key in them.
const APP: &str = "azurewebsites";
/// How far behind it that key's name starts.
const ADDRESS: usize = 512;
/// The key's name.
const CODE: &[u8] = b"code";

/// What may stand between `sig` and its value, plain or as the start of an escape.
const SIGNS: &[u8] = b"=%&\\\"':-";

/// `sig` as it is written.
const SIGNATURES: &[&str] = &["sig", "SIG", "Sig"];

/// Parameters whose values begin with the century: they tell of tokens whose signature is torn or
/// taken out.
const DATES: &[&str] = &[
    "sv=20", "se=20", "sv=3D20", "se=3D20", "sv%3D20", "se%3D20", "sv%3d20", "se%3d20",
];

/// Words beside keys and tokens. In any case that people write them.
const WORDS: &[&str] = &[
    "AccountKey",
    "accountkey",
    "accountKey",
    "ACCOUNTKEY",
    "SharedAccess",
    "sharedaccess",
    "sharedAccess",
    "SHAREDACCESS",
    "aeg-sas-",
    APP,
    "eventgrid",
    "functions-key",
    "Functions-Key",
    "integration&",
    "jwt-sas",
];

struct Needle {
    bytes: Vec<u8>,
    mark: Mark,
}

fn needles() -> Vec<Needle> {
    let plain = |text: &str, mark| Needle {
        bytes: text.as_bytes().to_vec(),
        mark,
    };
    let mut needles: Vec<Needle> = Vec::new();
    for word in SIGNATURES {
        needles.extend(SIGNS.iter().map(|sign| Needle {
            bytes: [word.as_bytes(), &[*sign]].concat(),
            mark: Mark::Signature,
        }));
    }
    needles.extend(DATES.iter().map(|word| plain(word, Mark::Date)));
    needles.extend(WORDS.iter().map(|word| plain(word, Mark::Word)));
    needles.extend(
        Escape::ALL
            .into_iter()
            .map(|escape| plain(escape.needle(), Mark::Escaped(escape))),
    );
    needles
}

/// All needles, ready to be looked for.
pub(super) struct Finder {
    needles: Vec<Needle>,
    #[cfg(not(target_arch = "wasm32"))]
    packed: Option<aho_corasick::packed::Searcher>,
    lanes: Lanes,
}

static FINDER: LazyLock<Finder> = LazyLock::new(Finder::new);

impl Finder {
    /// Returns the one finder.
    pub(super) fn get() -> &'static Self {
        &FINDER
    }

    fn new() -> Self {
        let needles = needles();
        let texts: Vec<&[u8]> = needles
            .iter()
            .map(|needle| needle.bytes.as_slice())
            .collect();
        Self {
            #[cfg(not(target_arch = "wasm32"))]
            packed: aho_corasick::packed::Searcher::new(&texts),
            lanes: Lanes::new(&texts),
            needles,
        }
    }

    /// Lists the places from `from` on that start before `to`. What stands there may reach further.
    pub(super) fn find(&self, bytes: &[u8], from: usize, to: usize, anchors: &mut Vec<Anchor>) {
        let mut at = from;
        while let Some((start, index)) = self.next(bytes, at) {
            if start >= to {
                break;
            }
            at = start + 1;
            if let Some(needle) = self.needles.get(index)
                && is_worth_it(bytes, start, needle)
            {
                anchors.push(Anchor {
                    at: start,
                    mark: needle.mark,
                });
            }
        }
    }

    fn next(&self, bytes: &[u8], from: usize) -> Option<(usize, usize)> {
        #[cfg(not(target_arch = "wasm32"))]
        if let Some(packed) = &self.packed {
            let span = aho_corasick::Span {
                start: from,
                end: bytes.len(),
            };
            let found = packed.find_in(bytes, span)?;
            return Some((found.start(), found.pattern().as_usize()));
        }
        self.lanes.next(bytes, from)
    }
}

/// A second, cheap look.
fn is_worth_it(bytes: &[u8], at: usize, needle: &Needle) -> bool {
    match needle.mark {
        Mark::Signature => {
            is_name_start(bytes, at) && has_value(bytes.get(at + 3..).unwrap_or_default())
        }
        Mark::Date => {
            let year = at + needle.bytes.len();
            is_name_start(bytes, at) && is_year(bytes.get(year..).unwrap_or_default())
        }
        Mark::Word if needle.bytes == APP.as_bytes() => has_code(bytes, at),
        Mark::Word | Mark::Escaped(_) => true,
    }
}

/// Whether the name of a key may follow: it stands there, or a line of a mail can have torn it.
fn has_code(bytes: &[u8], at: usize) -> bool {
    let near = bytes.get(..bytes.len().min(at + LONGEST)).unwrap_or(bytes);
    let behind = near.get(at..).unwrap_or_default();
    let is_torn = || memchr::memchr_iter(b'\n', behind).any(|end| mail::is_soft(behind, end));
    let mut codes = memchr::memmem::find_iter(behind, CODE);
    codes.any(|place| is_name_start(near, at + place)) || is_torn()
}

/// Whether the rest of a year follows, and what stands behind it in a date: a hyphen, plain or as the
/// start of an escape, or where a line tore it.
fn is_year(rest: &[u8]) -> bool {
    let Some((year, behind)) = rest.split_at_checked(2) else {
        return false;
    };
    year.iter().all(u8::is_ascii_digit)
        && behind.first().is_none_or(|sign| {
            matches!(
                sign,
                b'-' | b'%' | b'\\' | b'=' | b'"' | b'\'' | b'\r' | b'\n'
            )
        })
}

/// Whether a name can start at a place: no letter stands before it, unless that belongs to an escape.
fn is_name_start(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(at.saturating_sub(12)..at).unwrap_or_default();
    let digits = before
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_hexdigit())
        .count();
    let escape = before.get(..before.len() - digits).unwrap_or_default();
    let is_escaped = match escape {
        [.., b'%' | b'-'] | [.., b'\\', b'x'] => digits > 1,
        [.., b'\\', b'u'] => digits == 4,
        _ => false,
    };
    // In front of a name, `n`, `r` and `t` behind a backslash are blanks.
    let is_blank = matches!(before, [.., b'\\', b'n' | b'r' | b't']);
    let is_free = before
        .last()
        .is_none_or(|last| !last.is_ascii_alphanumeric() && *last != b'_');
    is_escaped || is_blank || is_free
}

/// Signs between a name and its value, with what stands for them.
const SEPARATORS: &[&[u8]] = &[
    b"=3D",
    b"=3d",
    b"=",
    b"%3D",
    b"%3d",
    b"%253D",
    b"%253d",
    b"%25253D",
    b"%2525253D",
    b"-3D",
    b"\\u003d",
    b"\\u003D",
    b"\\x3d",
    b"\\x3D",
    b"&#61;",
    b"&#x3d;",
    b"&#x3D;",
    b"&equals;",
    b"\":",
    b"\" :",
    b"':",
    b"' :",
    b":",
    b"\\=",
    b"\\\":",
    b"\",",
    b"',",
];

/// Whether a sign and the start of something that can be a signature, or stand in place of one,
/// follow a name.
fn has_value(rest: &[u8]) -> bool {
    SEPARATORS.iter().any(|sign| {
        rest.strip_prefix(*sign).is_some_and(|value| {
            value.first().is_none_or(|first| {
                first.is_ascii_graphic() || first.is_ascii_whitespace() || !first.is_ascii()
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(bytes: &[u8]) -> Vec<usize> {
        let mut anchors = Vec::new();
        Finder::get().find(bytes, 0, bytes.len(), &mut anchors);
        anchors.iter().map(|anchor| anchor.at).collect()
    }

    #[test]
    fn names_are_found_in_every_form_and_parts_of_words_are_not() {
        assert_eq!(found(b"?sv=2022-11-02&sig=a"), [1, 15]);
        assert_eq!(found(b"?se=2022&sp=1"), [0_usize; 0]);
        assert_eq!(found(b"%26sig%3Da \\u0026sig\\u003da"), [3, 17]);
        assert_eq!(found(b"%2526sig%253Da -26sig-3Da"), [5, 18]);
        assert_eq!(found(b"design=a big signature sig, resv=20"), [0_usize; 0]);
        assert_eq!(found(b"x %73%69%67 \\x73\\x69"), [2, 12]);
        assert_eq!(found(b"a.azurewebsites.net/api/f?code=a"), [2]);
        assert_eq!(
            found(b"a.azurewebsites.net/api statuscode=200"),
            [0_usize; 0]
        );
    }

    #[test]
    fn the_lanes_find_what_the_packed_search_finds() {
        let finder = Finder::get();
        let mut text = Vec::new();
        for index in 0..200_usize {
            text.extend(vec![b'x'; index % 37]);
            text.extend_from_slice(&finder.needles[index % finder.needles.len()].bytes);
            text.push(b' ');
        }
        let all = |next: &dyn Fn(usize) -> Option<(usize, usize)>| {
            let (mut at, mut places) = (0, Vec::new());
            while let Some((start, _)) = next(at) {
                places.push(start);
                at = start + 1;
            }
            places
        };
        let by_lanes = all(&|at| finder.lanes.next(&text, at));
        assert_eq!(by_lanes, all(&|at| finder.next(&text, at)));
        assert!(by_lanes.len() >= 200);
    }
}
