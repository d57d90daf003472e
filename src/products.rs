//! Keys, tokens and links of Azure's other products: recognised, decoded, explained and judged.
//!
//! One file for each family, and one registry, asked in its order: the first family that knows a
//! text takes it. A family reads a piece of text into a [`Product`], says what it means in a
//! [`Reading`], and lists the steps that stop it; [`reading::judge`] makes the verdict by the same table as
//! for storage links, and `report` puts it into the report.

mod api_management;
mod connection_string;
mod cosmos;
mod event_grid;
mod functions;
mod hosts;
mod iot_hub;
mod jwt;
mod lex;
pub(crate) mod life;
mod logic_apps;
mod maps;
mod marked_key;
pub(crate) mod messages;
pub(crate) mod note;
pub(crate) mod reading;
mod resource_token;
pub(crate) mod rules;
mod service_bus;
mod steps;
mod storage_key;
pub(crate) mod verify;

use crate::repair::mapped::Mapped;
use crate::repair::{Foreign, Undone, marks, percent_decoded};
use crate::report::{Action, Kind};
use crate::token::link::Link;
use crate::token::secret::SecretText;
use crate::token::{link, percent, redact};
use chrono::{DateTime, Utc};
use lex::Pair;
use reading::Reading;
use std::ops::Range;

/// One documented part of a product's text.
#[derive(Debug)]
pub(crate) struct FieldSpec {
    /// The documented name.
    pub(crate) key: &'static str,
    /// The same in words.
    pub(crate) title: &'static str,
    /// Whether its value must not be shown unless asked for.
    pub(crate) is_secret: bool,
    /// Where it is documented.
    pub(crate) source: &'static str,
}

/// What stands in for a spec when a name is not documented.
pub(crate) static UNKNOWN_FIELD: FieldSpec = FieldSpec {
    key: "",
    title: "Not part of it",
    is_secret: false,
    source: "",
};

/// Stands for many that are not told apart.
static LUMPED_FIELD: FieldSpec = FieldSpec {
    key: "",
    title: "More parameters",
    is_secret: true,
    source: "",
};

/// One part of a product's text, such as `se=1893553445`.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) spec: &'static FieldSpec,
    /// The name as written; a documented one where the text has none.
    pub(crate) written: String,
    /// Name, sign and value, in the product's text.
    pub(crate) range: Range<usize>,
    pub(crate) name: Range<usize>,
    pub(crate) value: Range<usize>,
    /// The value as written, and as read.
    pub(crate) raw: SecretText,
    pub(crate) decoded: SecretText,
    /// Whether it stands inside another field, as a claim does in the body of a token.
    pub(crate) is_inside: bool,
    /// How many this one stands for when they are not told apart; 0 for an ordinary one.
    pub(crate) lumped: usize,
}

impl Field {
    /// Whether the value must not be shown unless asked for.
    pub(crate) fn is_secret(&self) -> bool {
        // Nobody looked at what lumped ones hold.
        self.spec.is_secret
            || self.lumped > 0
            || redact::is_secret_value(self.decoded.expose())
            || (self.spec.key.is_empty()
                && (redact::is_secret_name(&self.written)
                    || redact::is_opaque_value(self.decoded.expose())))
    }
}

/// Something of another Azure product, taken apart.
pub(crate) struct Product {
    pub(crate) family: &'static Family,
    pub(crate) kind: Kind,
    /// The text after repairs.
    pub(crate) mapped: Mapped,
    /// Scheme, host and path, where the text starts with them.
    pub(crate) link: Option<Link>,
    pub(crate) fields: Vec<Field>,
    /// What is known from around the text: the account that a connection string names beside a
    /// signature, the name of a header.
    pub(crate) around: Vec<(&'static str, String)>,
    /// The input bytes of the stretch it was cut from, wrapping included.
    pub(crate) stretch: (u32, u32),
    pub(crate) undone: Undone,
}

impl Product {
    /// Makes a product of a piece's range; what is around it is its wrapping.
    fn new(family: &'static Family, kind: Kind, piece: &Piece<'_>, range: Range<usize>) -> Self {
        let mapped = piece.mapped.slice(range);
        let text = mapped.as_str();
        let link = text
            .contains("://")
            .then(|| link::parse(text))
            .flatten()
            .filter(|link| !link.scheme.is_empty());
        Self {
            family,
            kind,
            link,
            fields: Vec::new(),
            around: Vec::new(),
            stretch: piece.mapped.origin(0..piece.text.len()),
            undone: Undone::default(),
            mapped,
        }
    }

    /// Adds the pairs of a range of the product's own text, each with the spec of its name.
    fn with_pairs(mut self, pairs: &[Pair], specs: &'static [FieldSpec], decode: Decode) -> Self {
        for pair in pairs {
            let text = self.mapped.as_str();
            let written = text.get(pair.name.clone()).unwrap_or_default().to_owned();
            let raw = text.get(pair.value.clone()).unwrap_or_default().to_owned();
            let decoded = match decode {
                Decode::Percent => percent::decode(&raw).into_owned(),
                Decode::No => raw.clone(),
            };
            self.fields.push(Field {
                spec: if pair.lumped > 0 {
                    &LUMPED_FIELD
                } else {
                    find_spec(specs, &written)
                },
                written: if pair.lumped > 0 {
                    "…".to_owned()
                } else {
                    written
                },
                range: pair.name.start..pair.value.end,
                name: pair.name.clone(),
                value: pair.value.clone(),
                raw: SecretText::new(raw),
                decoded: SecretText::new(decoded),
                is_inside: false,
                lumped: pair.lumped,
            });
        }
        self
    }

    /// Adds a field that has no name of its own in the text.
    fn with_value(mut self, spec: &'static FieldSpec, range: Range<usize>) -> Self {
        let raw = self.mapped.as_str().get(range.clone()).unwrap_or_default();
        let decoded = percent::decode(raw).into_owned();
        self.fields.push(Field {
            spec,
            written: spec.key.to_owned(),
            name: range.start..range.start,
            value: range.clone(),
            range,
            raw: SecretText::new(raw.to_owned()),
            decoded: SecretText::new(decoded),
            is_inside: false,
            lumped: 0,
        });
        self
    }

    fn with_around(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.around.push((name, value.into()));
        self
    }

    /// Returns the first field of a key.
    pub(crate) fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.spec.key == key)
    }

    /// Returns the decoded value of a key; an empty value counts as absent.
    pub(crate) fn value(&self, key: &str) -> Option<&str> {
        self.field(key)
            .map(|field| field.decoded.expose())
            .filter(|value| !value.is_empty())
    }

    /// Returns the value of a key as it is written.
    pub(crate) fn raw(&self, key: &str) -> Option<&str> {
        self.field(key)
            .map(|field| field.raw.expose())
            .filter(|value| !value.is_empty())
    }

    /// Says what it means.
    pub(crate) fn study(&self, now: DateTime<Utc>) -> Reading {
        (self.family.study)(self, now)
    }

    /// What is known from around the text.
    fn around(&self, name: &str) -> Option<&str> {
        self.around
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// How the values of a text are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decode {
    Percent,
    No,
}

fn find_spec(specs: &'static [FieldSpec], name: &str) -> &'static FieldSpec {
    specs
        .iter()
        .find(|spec| spec.key.eq_ignore_ascii_case(name))
        .unwrap_or(&UNKNOWN_FIELD)
}

/// A family of keys, tokens or links.
pub(crate) struct Family {
    /// The name of its file.
    pub(crate) id: &'static str,
    /// Takes a piece apart if it is of this family.
    read: fn(&Piece<'_>) -> Option<Product>,
    /// Says what it means. The moment is the one the report speaks about.
    study: fn(&Product, DateTime<Utc>) -> Reading,
    /// Lists the ways to stop it, the surest first; each begins with the given words.
    steps: fn(&Product, &str) -> Vec<Action>,
    /// Its sentences.
    messages: messages::Table,
}

impl std::fmt::Debug for Family {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.id)
    }
}

/// Every family, the most decisive mark first.
pub(crate) static FAMILIES: &[&Family] = &[
    &maps::FAMILY,
    &cosmos::FAMILY,
    &api_management::FAMILY,
    &service_bus::FAMILY,
    &iot_hub::FAMILY,
    &event_grid::FAMILY,
    &logic_apps::FAMILY,
    &storage_key::FAMILY,
    &functions::FAMILY,
    &marked_key::FAMILY,
];

/// A piece of text in which something may stand.
pub(crate) struct Piece<'a> {
    mapped: &'a Mapped,
    text: &'a str,
    /// The end of the input before the piece.
    before: &'a str,
    /// The beginning of the input behind it.
    after: &'a str,
}

/// How much of the input around a piece is looked at.
const MOST_AROUND: usize = 96;

impl<'a> Piece<'a> {
    /// Wraps a piece of an input.
    pub(crate) fn new(mapped: &'a Mapped, input: &'a str) -> Self {
        let text = mapped.as_str();
        let (start, end) = mapped.origin(0..text.len());
        let before = input.get(..start as usize).unwrap_or_default();
        let from = before.ceil_char_boundary(before.len().saturating_sub(MOST_AROUND));
        let after = input.get(end as usize..).unwrap_or_default();
        let to = after.floor_char_boundary(MOST_AROUND);
        Self {
            mapped,
            text,
            before: before.get(from..).unwrap_or_default(),
            after: after.get(..to).unwrap_or_default(),
        }
    }

    /// Whether the input before the piece ends in a word, whatever signs stand between.
    fn follows(&self, word: &str) -> bool {
        let before = self
            .before
            .trim_end_matches([' ', '=', ':', '"', '\'', '\\', '+', '\t']);
        let start = before.len().saturating_sub(word.len());
        before
            .get(start..)
            .is_some_and(|end| end.eq_ignore_ascii_case(word))
    }
}

/// Reads a piece, if it is of one of the families, or a value in it that is percent-encoded as a
/// whole, as headers and addresses hold such tokens.
pub(crate) fn read(mapped: &Mapped, input: &str) -> Option<Product> {
    if let Some(product) = read_plain(mapped, input) {
        return Some(product);
    }
    let mut inner = encoded_value(mapped)?;
    for layers in 1..=MOST_LAYERS {
        if let Some(mut product) = read_plain(&inner, input) {
            product.undone.repaired("percent-encoded-whole", layers);
            return Some(product);
        }
        inner = encoded_value(&inner)?;
    }
    None
}

/// How often a text may be encoded over again.
const MOST_LAYERS: u32 = 3;

fn read_plain(mapped: &Mapped, input: &str) -> Option<Product> {
    let piece = Piece::new(mapped, input);
    FAMILIES.iter().find_map(|family| (family.read)(&piece))
}

/// The longest key, percent-encoded.
const LONGEST_KEY: usize = 160;

/// Decodes the first value that holds encoded pairs, `%3D` and `%26`, or is as short as a key.
fn encoded_value(mapped: &Mapped) -> Option<Mapped> {
    let text = mapped.as_str();
    let sign = marks::find_ignore_case(text, "%3d")?;
    let is_border = |letter: char| {
        letter.is_whitespace() || matches!(letter, '=' | '&' | '?' | ';' | '"' | '\'' | '#')
    };
    let start = text.get(..sign)?.rfind(is_border).map_or(0, |at| at + 1);
    let length = text
        .get(start..)?
        .find(is_border)
        .unwrap_or(text.len() - start);
    let value = text.get(start..start + length)?;
    // A link in a link is a redirect's business.
    let is_link = marks::starts_with_ignore_case(value, "http");
    let may_hold = marks::find_ignore_case(value, "%26").is_some() || value.len() <= LONGEST_KEY;
    if is_link || !may_hold {
        return None;
    }
    Some(percent_decoded(mapped, start..start + length))
}

/// The words in front of a token in a header, which belong to it.
const SCHEMES: [&str; 2] = ["SharedAccessSignature ", "jwt-sas "];

/// The length of such a word at the end of a text.
pub(crate) fn scheme_length(before: &str) -> usize {
    let ends = |scheme: &&str| {
        before
            .len()
            .checked_sub(scheme.len())
            .and_then(|start| before.get(start..))
            .is_some_and(|end| end.eq_ignore_ascii_case(scheme))
    };
    SCHEMES
        .iter()
        .find(|scheme| ends(scheme))
        .map_or(0, |scheme| scheme.len())
}

/// Reads the account key that stands beside a storage signature, in the same piece.
pub(crate) fn read_key_beside(mapped: &Mapped, input: &str) -> Option<Product> {
    storage_key::read_beside(&Piece::new(mapped, input))
}

/// Names what is no token of a family, and worth a note.
pub(crate) fn note(mapped: &Mapped, input: &str) -> Option<Foreign> {
    note::read(&Piece::new(mapped, input))
}

/// The shortest run of letters that can be a key.
const SHORTEST_KEY: usize = 43;

/// A cheap look: whether a chunk can hold something that only this module knows.
pub(crate) fn may_stand_in(chunk: &str) -> bool {
    let is_letter =
        |letter: &u8| letter.is_ascii_alphanumeric() || matches!(letter, b'+' | b'/' | b'-' | b'_');
    let has_key = chunk.len() >= SHORTEST_KEY
        && chunk
            .as_bytes()
            .split(|letter| !is_letter(letter))
            .any(|run| run.len() >= SHORTEST_KEY);
    has_key || connection_string::may_start_in(chunk) || note::may_stand_in(chunk)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_family_is_a_file_of_its_own() {
        let ids: BTreeSet<&str> = FAMILIES.iter().map(|family| family.id).collect();
        assert_eq!(ids.len(), FAMILIES.len());
        for id in ids {
            let file = format!("{}/src/products/{id}.rs", env!("CARGO_MANIFEST_DIR"));
            assert!(std::path::Path::new(&file).is_file(), "{file}");
        }
    }

    #[test]
    fn a_key_makes_a_chunk_worth_reading_and_a_word_does_not() {
        assert!(may_stand_in(&format!("key:{}", "a1B2".repeat(11))));
        assert!(!may_stand_in("an-ordinary-word.of=text"));
    }
}
