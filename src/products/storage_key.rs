//! Storage account keys, in a connection string or alone.
//!
//! Worse than any link: a key opens everything in its account, has no end, and signs new links. A
//! connection string with a signature in place of a key is an ordinary storage link, and not read here.
//!
//! Source: <https://learn.microsoft.com/azure/storage/common/storage-account-keys-manage>

mod messages;

use super::connection_string::{self, Items};
use super::lex::{self, Pair};
use super::life::{End, Life};
use super::marked_key;
use super::messages::say;
use super::reading::{Facts, Grants, Meaning, Reading, outcome};
use super::steps::{plain, step};
use super::{Decode, Family, FieldSpec, Piece, Product};
use crate::params::hosts;
use crate::report::commands::{self, Names};
use crate::report::{Action, Harm, Impact, Kind, Resource, Revocability, Standing};
use crate::token::display::{short_name, shown};
use chrono::{DateTime, Utc};
use std::ops::Range;

const STRING: &str =
    "https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string";
const KEYS: &str = "https://learn.microsoft.com/azure/storage/common/storage-account-keys-manage";

macro_rules! fields {
    ($($key:literal $title:literal $is_secret:literal $source:ident;)*) => {
        const FIELDS: &[FieldSpec] = &[$(FieldSpec {
            key: $key,
            title: $title,
            is_secret: $is_secret,
            source: $source,
        },)*];
    };
}

fields! {
    "DefaultEndpointsProtocol" "Protocol" false STRING;
    "AccountName" "Account" false STRING;
    "AccountKey" "Key" true KEYS;
    "EndpointSuffix" "Cloud" false STRING;
    "BlobEndpoint" "Address of blobs" false STRING;
    "BlobSecondaryEndpoint" "Second address of blobs" false STRING;
    "QueueEndpoint" "Address of queues" false STRING;
    "QueueSecondaryEndpoint" "Second address of queues" false STRING;
    "TableEndpoint" "Address of tables" false STRING;
    "TableSecondaryEndpoint" "Second address of tables" false STRING;
    "FileEndpoint" "Address of files" false STRING;
    "FileSecondaryEndpoint" "Second address of files" false STRING;
    "UseDevelopmentStorage" "Emulator" false STRING;
    "DevelopmentStorageProxyUri" "Proxy of the emulator" false STRING;
}

/// The key alone.
static KEY: FieldSpec = FieldSpec {
    key: "AccountKey",
    title: "Key",
    is_secret: true,
    source: KEYS,
};

/// The account of the emulator, and the beginning of its key, which is published.
const EMULATOR: (&str, &str) = ("devstoreaccount1", "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1");

pub(super) static FAMILY: Family = Family {
    id: "storage_key",
    read,
    study,
    steps: to_stop,
    messages: messages::MESSAGES,
};

fn read(piece: &Piece<'_>) -> Option<Product> {
    if let Some(items) = Items::find(piece)
        && is_storage(&items)
    {
        // With a signature it is an ordinary link; the key is then read beside it.
        if items.position("SharedAccessSignature").is_some() {
            return None;
        }
        let pairs = connection_string::moved(&items.pairs, items.range.start);
        let product = Product::new(&FAMILY, Kind::StorageConnectionString, piece, items.range)
            .with_pairs(&pairs, FIELDS, Decode::No);
        return Some(product);
    }
    read_lone(piece)
}

fn is_storage(items: &Items<'_>) -> bool {
    items.value("AccountKey").is_some_and(lex::is_key_like)
        && items.value("AccountEndpoint").is_none()
}

/// The key that stands beside a storage signature: the items on its side of the signature, or a key
/// behind the link.
pub(super) fn read_beside(piece: &Piece<'_>) -> Option<Product> {
    let Some(items) = Items::find(piece).filter(is_storage) else {
        return read_lone(piece);
    };
    let signature = items.position("SharedAccessSignature")?;
    let key = items.position("AccountKey")?;
    let side: &[Pair] = if key < signature {
        items.pairs.get(..signature)?
    } else {
        items.pairs.get(signature + 1..)?
    };
    let range = side.first()?.name.start..side.last()?.value.end;
    let pairs = connection_string::moved(side, range.start);
    let mut product = Product::new(&FAMILY, Kind::StorageConnectionString, piece, range.clone())
        .with_pairs(&pairs, FIELDS, Decode::No);
    product.stretch = piece.mapped.origin(range);
    for name in [
        "AccountName",
        "BlobEndpoint",
        "QueueEndpoint",
        "TableEndpoint",
        "FileEndpoint",
    ] {
        if let Some(value) = items.value(name).filter(|_| product.field(name).is_none()) {
            product = product.with_around(name, value);
        }
    }
    Some(product)
}

/// Words before a value of the same length that is no key.
const NO_KEYS: &[&str] = &[
    "sha512",
    "sha-512",
    "sha_512",
    "sha3",
    "integrity",
    "checksum",
    "checksums",
    "digest",
    "digests",
    "fingerprint",
    "hash",
    "hashes",
    "hmac",
    "salt",
    "signature",
    "signatures",
    "sig",
    "sn",
];

/// Words that make a value of this length a storage account's key.
const OF_STORAGE: &[&str] = &[
    "accountkey",
    "account_key",
    "account-key",
    "storagekey",
    "storage_key",
    "storage-key",
    "storageaccountkey",
];

/// A key alone, or behind a name, or behind a link and a semicolon. Newer keys carry a mark.
fn read_lone(piece: &Piece<'_>) -> Option<Product> {
    let text = piece.text;
    let marked = |range: &Range<usize>| {
        let key = text.get(range.clone()).unwrap_or_default();
        marked_key::is_storage(key)
    };
    let runs = lex::key_runs(text);
    let range = match runs.iter().find(|range| marked(range)) {
        Some(range) => range.clone(),
        None => runs
            .into_iter()
            .find(|range| is_unmarked_key(piece, range))?,
    };
    let key = text.get(range.clone())?;
    let is_sure = marked_key::is_storage(key) || is_named(piece, range.start, OF_STORAGE);
    let length = range.len();
    let product = Product::new(&FAMILY, Kind::StorageAccountKey, piece, range.clone())
        .with_value(&KEY, 0..length);
    let mut product = Product {
        stretch: piece.mapped.origin(range),
        ..product
    };
    if !is_sure {
        product = product.with_around("likely", "");
    }
    Some(product)
}

/// The Base64 of 64 bytes with no mark of another product, that is no checksum by its name.
fn is_unmarked_key(piece: &Piece<'_>, range: &Range<usize>) -> bool {
    let text = piece.text;
    let key = text.get(range.clone()).unwrap_or_default();
    let before = text
        .get(..range.start)
        .and_then(|before| before.chars().next_back());
    let is_own_word =
        before.is_none_or(|letter| matches!(letter, '=' | ':' | ';' | ',' | '(' | '['));
    // Behind a `&` or `?` it is a parameter of something else.
    let inside = text.get(..range.start).unwrap_or_default();
    let name = if inside.is_empty() {
        let before = piece.before.rsplit(char::is_whitespace).next();
        before.unwrap_or_default()
    } else {
        inside
    };
    let is_param = (name.ends_with('=') && name.contains(['&', '?'])) || name.ends_with("&amp;");
    let is_last = text
        .get(range.end..)
        .is_some_and(|rest| rest.trim_end_matches([';', ',', '.', ')', ']']).is_empty());
    key.len() == 88
        && key.ends_with("==")
        && !key.contains(['-', '_'])
        && lex::is_key_like(key)
        && lex::is_base64_of(key, 64)
        && marked_key::find(key).is_none()
        && is_own_word
        && !is_param
        && is_last
        && !is_named(piece, range.start, NO_KEYS)
}

/// Whether one of some words stands right before a place, with signs between.
fn is_named(piece: &Piece<'_>, start: usize, words: &[&str]) -> bool {
    let inside = piece.text.get(..start).unwrap_or_default();
    let is_sign = |letter: char| !letter.is_alphanumeric();
    let trimmed = inside.trim_end_matches(is_sign);
    let before = if trimmed.is_empty() {
        piece.before.trim_end_matches(is_sign)
    } else {
        trimmed
    };
    let lower = before.to_ascii_lowercase();
    words.iter().any(|word| lower.ends_with(word))
}

/// The account, by its name or by an endpoint.
fn account(product: &Product) -> Option<String> {
    let part = |name: &'static str| product.value(name).or_else(|| product.around(name));
    if let Some(name) = part("AccountName") {
        return Some(name.to_owned());
    }
    [
        "BlobEndpoint",
        "QueueEndpoint",
        "TableEndpoint",
        "FileEndpoint",
    ]
    .iter()
    .find_map(|name| {
        let host = lex::Address::read(part(name)?).host;
        hosts::read_storage(&host, None)?.account
    })
}

fn is_emulator(product: &Product) -> bool {
    let key = product.value("AccountKey").unwrap_or_default();
    key.starts_with(EMULATOR.1) || account(product).as_deref() == Some(EMULATOR.0)
}

fn cloud(product: &Product) -> Option<&'static str> {
    let suffix = product.value("EndpointSuffix")?;
    hosts::CLOUDS
        .iter()
        .find(|cloud| cloud.suffix.eq_ignore_ascii_case(suffix))
        .map(|cloud| cloud.name)
}

fn say_account(product: &Product) -> String {
    match account(product) {
        Some(name) => format!("the storage account {}", short_name(&name)),
        None if product.around("likely").is_some() => "its account".to_owned(),
        None => "the storage account".to_owned(),
    }
}

fn study(product: &Product, now: DateTime<Utc>) -> Reading {
    let spot = say_account(product);
    let args = [("place", spot.as_str())];
    let is_string = product.kind == Kind::StorageConnectionString;
    let is_emulator = is_emulator(product);
    let is_likely = product.around("likely").is_some();
    let more = if is_likely {
        " By its length it is a storage account key, or one of Cosmos DB or Batch."
    } else {
        " They can also make new links (SAS) with any end."
    };
    let grants = if is_emulator {
        Grants::Nothing(say("sentence/storage-emulator-key", &[]))
    } else {
        Grants::Known {
            what: format!("read, change and delete everything in {spot}"),
            more: more.to_owned(),
            impact: Impact::Account,
        }
    };
    let outcomes = if is_emulator {
        Vec::new()
    } else {
        [
            ("delete-all", Harm::Destroy, "outcome/storage-key-delete"),
            ("change-all", Harm::Change, "outcome/storage-key-change"),
            ("make-links", Harm::Change, "outcome/storage-key-links"),
            ("read-all", Harm::Read, "outcome/storage-key-read"),
        ]
        .into_iter()
        .map(|(id, harm, message)| outcome(id, harm, say(message, &args), !is_likely))
        .collect()
    };
    let name = account(product);
    Reading {
        thing: if is_string {
            "connection string"
        } else {
            "key"
        },
        kind_meaning: say(
            if is_string {
                "kind/storage-connection-string"
            } else {
                "kind/storage-account-key"
            },
            &[],
        ),
        resource: Resource {
            level: "account".to_owned(),
            covers: shown(&format!("everything in {spot}")),
            service: Some("storage".to_owned()),
            cloud: cloud(product).map(str::to_owned),
            account: name.as_deref().map(shown),
            ..Resource::default()
        },
        meanings: product
            .fields
            .iter()
            .map(|field| meaning(field.spec.key))
            .collect(),
        life: Life::of(End::Never, now),
        until: "until that key is replaced",
        ends: say("validity/storage-key", &[]),
        grants,
        outcomes,
        limits: Vec::new(),
        revocability: Revocability::KeyOnly,
        stops: say("reason/stop-storage-key", &[]),
        owner: spot.clone(),
        after: vec![
            say("action/storage-key-logs", &[]),
            say("action/storage-key-smaller", &[]),
        ],
        unknowns: [
            (is_likely, "unknown/storage-key-is"),
            (true, "unknown/storage-key-which"),
            (true, "unknown/storage-key-links"),
            (true, "unknown/product-holders"),
            (true, "unknown/storage-key-off"),
            (true, "unknown/product-network"),
        ]
        .into_iter()
        .filter(|(applies, _)| *applies)
        .map(|(_, id)| say(id, &[]))
        .collect(),
        facts: Facts {
            is_key: !is_emulator,
            ..Facts::default()
        },
    }
}

fn meaning(key: &str) -> Meaning {
    match key {
        "AccountKey" => Meaning::of(say("meaning/key-hidden", &[]), Standing::Warning),
        "AccountName" => Meaning::ok(say("meaning/storage-account", &[])),
        "DefaultEndpointsProtocol" => Meaning::ok(say("meaning/storage-protocol", &[])),
        "EndpointSuffix" => Meaning::ok(say("meaning/storage-suffix", &[])),
        "UseDevelopmentStorage" | "DevelopmentStorageProxyUri" => {
            Meaning::ok(say("meaning/storage-development", &[]))
        }
        "" => Meaning::of(
            say("meaning/not-documented", &[("thing", "string")]),
            Standing::Note,
        ),
        _ => Meaning::ok(say("meaning/storage-endpoint", &[])),
    }
}

fn to_stop(product: &Product, lead: &str) -> Vec<Action> {
    let name = account(product);
    let names = Names::of_account(name.as_deref(), cloud(product));
    vec![
        step(
            say("action/storage-key-rotate", &[("lead", lead)]),
            commands::rotate_key(&names, "key1"),
        ),
        step(
            say("action/storage-key-second", &[]),
            commands::rotate_key(&names, "key2"),
        ),
        plain(say("action/storage-key-breaks", &[])),
        step(
            say("action/storage-key-disable", &[]),
            commands::disable_shared_key(&names),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repair::mapped::Mapped;

    fn key(first: u8) -> String {
        let bytes: Vec<u8> = (0..64)
            .map(|at: u8| first.wrapping_add(at.wrapping_mul(37)))
            .collect();
        crate::signature::mac::to_base64(&bytes)
    }

    fn reads(text: &str) -> bool {
        let mapped = Mapped::identity(text, 0);
        read(&Piece::new(&mapped, text)).is_some()
    }

    #[test]
    fn a_key_is_told_from_a_checksum() {
        let key = key(7);
        for text in [
            key.clone(),
            format!("AZURE_STORAGE_KEY={key}"),
            format!("https://a.blob.core.windows.net/c/b;{key}"),
        ] {
            assert!(reads(&text), "{text}");
        }
        for text in [
            format!("sha512-{key}"),
            format!("SHA-512={key}"),
            format!("integrity:{key}"),
            format!("?a=b&c={key}"),
        ] {
            assert!(!reads(&text), "{text}");
        }
    }

    #[test]
    fn every_field_has_a_source() {
        assert!(
            FIELDS
                .iter()
                .all(|field| field.source.starts_with("https://"))
        );
    }
}
