//! The grammar of connection strings: `Name=Value` joined by `;`.
//!
//! Names are read in any case, values may hold `=`, empty items are allowed. Which names make which
//! string is the families' business.

use super::lex::{self, Pair};
use super::{Piece, steps};
use crate::repair::marks;
use std::ops::Range;

/// The items of a connection string, with their places.
pub(super) struct Items<'a> {
    text: &'a str,
    pub(super) pairs: Vec<Pair>,
    /// From the first item to behind the last.
    pub(super) range: Range<usize>,
}

/// Names that connection strings of Azure have, in lower case.
const NAMES: &[&str] = &[
    "accountendpoint",
    "accountkey",
    "accountname",
    "blobendpoint",
    "blobsecondaryendpoint",
    "defaultendpointsprotocol",
    "developmentstorageproxyuri",
    "deviceid",
    "endpoint",
    "endpointsuffix",
    "entitypath",
    "fileendpoint",
    "filesecondaryendpoint",
    "gatewayhostname",
    "hostname",
    "moduleid",
    "operationtimeout",
    "queueendpoint",
    "queuesecondaryendpoint",
    "sharedaccesskey",
    "sharedaccesskeyname",
    "sharedaccesssignature",
    "tableendpoint",
    "tablesecondaryendpoint",
    "transporttype",
    "usedevelopmentemulator",
    "usedevelopmentstorage",
    "x509",
];

impl<'a> Items<'a> {
    /// Finds the items in a piece: from the first known name to the end of the last item.
    pub(super) fn find(piece: &Piece<'a>) -> Option<Self> {
        let text = piece.text;
        let start = first_name(text)?;
        let end = lex::token_end(text, start);
        let pairs = before_other_values(text, lex::pairs(text, start..end, ';'));
        let last = pairs.last()?;
        Some(Self {
            text,
            range: start..last.value.end,
            pairs,
        })
    }

    /// The place of a name's item.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.pairs
            .iter()
            .position(|pair| self.name(pair).eq_ignore_ascii_case(name))
    }

    fn name(&self, pair: &Pair) -> &'a str {
        self.text.get(pair.name.clone()).unwrap_or_default()
    }

    /// The value of a name; an empty one counts as absent.
    pub(super) fn value(&self, name: &str) -> Option<&'a str> {
        let pair = self.pairs.get(self.position(name)?)?;
        self.text
            .get(pair.value.clone())
            .filter(|value| !value.is_empty())
    }
}

/// Ends the items behind a key that a `&` follows, as in an address or a form: no key holds one.
fn before_other_values(text: &str, mut pairs: Vec<Pair>) -> Vec<Pair> {
    let length = |pair: &Pair| {
        let name = text.get(pair.name.clone())?.to_ascii_lowercase();
        let value = text.get(pair.value.clone())?;
        name.ends_with("key").then(|| value.find('&')).flatten()
    };
    let cut = pairs
        .iter()
        .enumerate()
        .find_map(|(index, pair)| Some((index, length(pair)?)));
    if let Some((index, length)) = cut {
        pairs.truncate(index + 1);
        if let Some(last) = pairs.last_mut() {
            last.value.end = last.value.start + length;
        }
    }
    pairs
}

/// Moves pairs to a text that starts at a place of theirs.
pub(super) fn moved(pairs: &[Pair], start: usize) -> Vec<Pair> {
    let moved = |range: &Range<usize>| range.start - start..range.end - start;
    pairs
        .iter()
        .map(|pair| Pair {
            name: moved(&pair.name),
            value: moved(&pair.value),
            lumped: pair.lumped,
        })
        .collect()
}

/// Whether a chunk begins a connection string that goes on in the next line.
pub(super) fn may_start_in(chunk: &str) -> bool {
    chunk.ends_with(';')
        && ["endpoint=", "hostname="]
            .iter()
            .any(|name| marks::find_ignore_case(chunk, name).is_some())
}

/// Where the first known name starts.
fn first_name(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut found: Option<usize> = None;
    for at in memchr::memchr_iter(b'=', bytes) {
        let length = bytes
            .iter()
            .take(at)
            .rev()
            .take_while(|letter| letter.is_ascii_alphanumeric())
            .take(32)
            .count();
        let name = text.get(at - length..at).unwrap_or_default();
        if NAMES.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            found = Some(at - length);
            break;
        }
    }
    found
}

/// The name of an account or service in an endpoint: its host's first label, when it is one.
pub(super) fn name_of(endpoint: &str) -> Option<String> {
    let address = lex::Address::read(endpoint);
    address
        .name()
        .filter(|name| steps::is_label(name))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repair::mapped::Mapped;

    #[test]
    fn values_hold_equals_signs_and_empty_items_are_allowed() {
        let text = "conn=Endpoint=sb://a.servicebus.windows.net/;;sharedaccesskey=b==;";
        let mapped = Mapped::identity(text, 0);
        let items = Items::find(&Piece::new(&mapped, text)).unwrap();
        assert_eq!(items.value("SharedAccessKey"), Some("b=="));
        assert_eq!(
            items.value("endpoint"),
            Some("sb://a.servicebus.windows.net/")
        );
        assert_eq!(
            &text[items.range],
            "Endpoint=sb://a.servicebus.windows.net/;;sharedaccesskey=b=="
        );
    }

    #[test]
    fn the_names_are_sorted() {
        assert!(NAMES.is_sorted());
    }
}
