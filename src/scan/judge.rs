//! Makes a hit of what was read: how certain it is, its verdict, its own text.

use super::window::{Read, What};
use super::{Hit, ScanOptions, confidence, identity};
use crate::products::Product;
use crate::repair::{self, Undone};
use crate::report::scanned::{self, Evidence};
use crate::report::{HitRow, Place};
use crate::token::Token;
use crate::token::secret::SecretText;

/// What the repairs of a text are called as carriers.
const CARRIERS: &[(&str, &str)] = &[
    ("base64", "base64"),
    ("batch-percent", "batch"),
    ("html-escapes", "html"),
    ("json-escapes", "json"),
    ("percent-encoded-separators", "percent"),
    ("percent-encoded-twice", "percent"),
    ("percent-encoded-whole", "percent"),
    ("quoted-printable", "quoted-printable"),
    ("redirect", "redirect"),
    ("shell-escapes", "shell"),
];

/// Makes a hit, unless what was read is no token that was issued.
pub(super) fn hit(read: &Read, options: &ScanOptions) -> Option<Hit> {
    let row = row(read, options)?;
    let text = match &read.what {
        What::Token(token) => text_of_token(token),
        What::Product(product) => text_of_product(product, read),
    };
    Some(Hit {
        row,
        text: SecretText::new(text),
    })
}

fn row(read: &Read, options: &ScanOptions) -> Option<HitRow> {
    let place = Place {
        offset: read.range.start as u64,
        carriers: carriers(read),
        ..Place::default()
    };
    match &read.what {
        What::Token(token) => {
            let (start, _) = token.mapped.origin(0..token.mapped.as_str().len());
            let before = read.text.get(..start as usize).unwrap_or_default();
            let (certainty, because) = confidence::of_token(token, before)?;
            let evidence = Evidence {
                id: identity::of_token(token),
                certainty,
                because,
                place,
            };
            Some(scanned::of_token(token, &options.analyze, evidence))
        }
        What::Product(product) => {
            scanned::of_product(product, &options.analyze, |has_bad_signature| {
                let (certainty, because) = confidence::of_product(product, has_bad_signature)?;
                Some(Evidence {
                    id: identity::of_product(product),
                    certainty,
                    because,
                    place,
                })
            })
        }
    }
}

/// What it was wrapped in, outermost first.
fn carriers(read: &Read) -> Vec<String> {
    let undone: &Undone = read.undone();
    let source = read.text.get(read.stretch()).unwrap_or_default();
    let name = |kind: &str| {
        let place = CARRIERS
            .binary_search_by_key(&kind, |(known, _)| *known)
            .ok()?;
        let (_, name) = CARRIERS.get(place)?;
        Some(match *name {
            "redirect" if source.contains("safelinks") => "safelinks",
            "json" if source.contains("\\x") => "c-escape",
            name => name,
        })
    };
    let mut names: Vec<&str> = Vec::new();
    if read.is_joined {
        names.push("joined");
    }
    let repairs = undone.repairs.iter().filter_map(|(kind, _)| name(kind));
    let others = undone.carriers.iter().copied();
    for name in repairs.chain(others.filter(|name| *name != "text-before")) {
        if names.last() != Some(&name) {
            names.push(name);
        }
    }
    names.into_iter().map(str::to_owned).collect()
}

/// A token's own text; as a connection string, when such a one names its host.
fn text_of_token(token: &Token) -> String {
    let own = token.mapped.as_str();
    let Some(link) = token.link.as_ref().filter(|link| !link.is_in_text) else {
        return own.to_owned();
    };
    let name = match link.reading.service {
        Some("file") => "File",
        Some("queue") => "Queue",
        Some("table") => "Table",
        _ => "Blob",
    };
    let (scheme, host, path) = (&link.scheme, &link.host, link.segments.join("/"));
    format!("{name}Endpoint={scheme}://{host}/{path};SharedAccessSignature={own}")
}

/// A product's own text; with the words in front of it, when it is known by them alone.
fn text_of_product(product: &Product, read: &Read) -> String {
    let own = product.mapped.as_str();
    let is_known = |text: &str| {
        let found = repair::find_tokens(text);
        found
            .products
            .iter()
            .any(|found| found.kind == product.kind && found.around == product.around)
    };
    if is_known(own) {
        return own.to_owned();
    }
    let stretch = read.stretch();
    let (start, end) = product.mapped.origin(0..own.len());
    let from = read.text.floor_char_boundary(
        (start as usize)
            .min(stretch.start)
            .saturating_sub(MOST_BEFORE),
    );
    let until = stretch.end.max(end as usize);
    let near = read.text.get(from..until).unwrap_or(own);
    let line = near.trim_start().lines().next_back().unwrap_or(near);
    [line, near]
        .into_iter()
        .find(|text| is_known(text))
        .unwrap_or(own)
        .to_owned()
}

/// How much in front of a product can name it.
const MOST_BEFORE: usize = 128;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repair::undo;

    #[test]
    fn the_carriers_are_sorted_and_are_repairs() {
        assert!(CARRIERS.is_sorted());
        assert!(CARRIERS.iter().all(|(kind, _)| undo::find(kind).is_some()));
    }
}
