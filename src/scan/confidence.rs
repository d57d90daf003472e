//! How certain it is that a find is a token that was issued, and why; what is no find at all.

use super::identity;
use crate::access::time;
use crate::products::Product;
use crate::report::{Certainty, Kind, Message};
use crate::token::{Token, signature};
use base64::Engine;

/// The sentences, sorted by id.
const BECAUSE: &[(&str, &str)] = &[
    (
        "because/host",
        "It stands behind the address of a storage account.",
    ),
    (
        "because/key-damaged",
        "The key is not whole: part of it is missing or damaged.",
    ),
    (
        "because/key-unnamed",
        "It has the form of a storage key, but what stands beside it does not say so.",
    ),
    (
        "because/parameters-complete",
        "The parameters beside it are those that such a token must have.",
    ),
    (
        "because/parameters-missing",
        "Parameters that such a token must have are missing or damaged.",
    ),
    (
        "because/product-form",
        "It has every part that documents name for one, in the form they name.",
    ),
    (
        "because/signature-damaged",
        "The signature is not whole: part of it is missing or damaged.",
    ),
    ("because/signature-missing", "The signature is missing."),
    (
        "because/signature-removed",
        "The signature was taken out on purpose, the rest is still there.",
    ),
    (
        "because/signature-whole",
        "The signature is whole: it is the Base64 of 32 bytes.",
    ),
];

/// Keys that are published for everyone: how each starts, and where it stands.
const PUBLISHED: &[(&str, &str)] = &[
    (
        "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nTGMYRjZ",
        "https://learn.microsoft.com/azure/cosmos-db/emulator",
    ),
    (
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVE",
        "https://learn.microsoft.com/azure/storage/common/storage-use-azurite",
    ),
    (
        "SAS_KEY_VALUE",
        "https://learn.microsoft.com/azure/service-bus-messaging/overview-emulator",
    ),
];

/// How certain a find is, the strongest argument first.
pub(super) type Verdict = (Certainty, Vec<Message>);

/// Puts arguments into words; an empty one is none.
fn because(ids: &[&'static str]) -> Vec<Message> {
    ids.iter()
        .filter(|id| !id.is_empty())
        .map(|id| Message::of(BECAUSE, id, &[]))
        .collect()
}

/// Says how certain a storage token is; nothing when it is none. `before` is the text in front of it.
pub(super) fn of_token(token: &Token, before: &str) -> Option<Verdict> {
    let is_complete = is_complete(token) && !holds_placeholder(token);
    let is_on_host = token
        .link
        .as_ref()
        .is_some_and(|link| link.reading.service.is_some());
    let by_host = if is_on_host { "because/host" } else { "" };
    let written = token.value("sig").unwrap_or_default();
    if signature::is_whole(written) && !is_one_letter(written) {
        return Some(if is_complete {
            let why = [
                "because/signature-whole",
                "because/parameters-complete",
                by_host,
            ];
            (Certainty::Certain, because(&why))
        } else {
            let why = [
                "because/signature-whole",
                by_host,
                "because/parameters-missing",
            ];
            (Certainty::Likely, because(&why))
        });
    }
    // Without its signature, only what is concrete all through was ever issued.
    let is_template = before.ends_with(['>', '}', '*', '$']) || holds_placeholder(token);
    if is_template || !is_concrete(token, is_on_host) {
        return None;
    }
    if is_taken_out(token) {
        return Some((
            Certainty::Redacted,
            because(&[
                "because/signature-removed",
                "because/parameters-complete",
                by_host,
            ]),
        ));
    }
    let why = if written.is_empty() {
        "because/signature-missing"
    } else {
        "because/signature-damaged"
    };
    let rest = if is_complete {
        "because/parameters-complete"
    } else {
        "because/parameters-missing"
    };
    Some((Certainty::Likely, because(&[by_host, rest, why])))
}

/// Whether a signature was taken out: something stands in its place, or nothing behind its name.
pub(super) fn is_taken_out(token: &Token) -> bool {
    match token.value("sig") {
        Some(written) => is_mask(written),
        None => token.params.iter().any(|param| param.key() == Some("sig")),
    }
}

/// Whether a value stands in the place of a secret.
pub(super) fn is_mask(value: &str) -> bool {
    signature::is_removed(value) || is_one_letter(value)
}

/// Whether a token has the parameters that every one must have.
pub(super) fn is_complete(token: &Token) -> bool {
    let has = |key: &str| token.has(key);
    (has("si") || (has("se") && has("sp"))) && (has("sv") || has("sr") || has("tn"))
}

/// Says how certain another product's token or key is; nothing when it is one that everyone knows.
pub(super) fn of_product(product: &Product, has_bad_signature: bool) -> Option<Verdict> {
    let secret = identity::secret(product).unwrap_or_default();
    if is_published(secret) {
        return None;
    }
    if has_bad_signature {
        let is_removed = signature::is_removed(secret) || secret.is_empty();
        return Some(if is_removed {
            (Certainty::Redacted, because(&["because/signature-removed"]))
        } else {
            (Certainty::Likely, because(&["because/signature-damaged"]))
        });
    }
    if !has_whole_key(product) {
        return Some((Certainty::Likely, because(&["because/key-damaged"])));
    }
    if product.kind == Kind::CosmosResourceToken && !has_whole_signature(product) {
        return Some((Certainty::Likely, because(&["because/signature-damaged"])));
    }
    Some(
        if product.around.iter().any(|(name, _)| *name == "likely") {
            (Certainty::Likely, because(&["because/key-unnamed"]))
        } else {
            (Certainty::Certain, because(&["because/product-form"]))
        },
    )
}

/// Whether the key of a connection string, if it is one of Azure's, is whole. Those that people choose
/// for themselves are no Base64, and not known as damaged.
pub(super) fn has_whole_key(product: &Product) -> bool {
    let is_key = |name: &str| {
        name.eq_ignore_ascii_case("AccountKey") || name.eq_ignore_ascii_case("SharedAccessKey")
    };
    let mut keys = product.fields.iter().filter(|field| is_key(&field.written));
    keys.all(|field| {
        let key = field.decoded.expose();
        let is_base64 = key
            .bytes()
            .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, b'+' | b'/' | b'='));
        !is_base64 || key.len() < SHORTEST_TORN || (key.len() % 4 == 0 && key.len() >= 44)
    })
}

/// Whether the signature of another product's token, if it has one, shows its end: by its length, or
/// by the sign that ends the list of a resource token.
pub(super) fn has_whole_signature(product: &Product) -> bool {
    let bytes = match product.kind {
        Kind::ApiManagement => 64,
        Kind::CosmosEntraToken | Kind::LogicApps => return true,
        Kind::CosmosResourceToken => {
            let list = product.value("sig").unwrap_or_default();
            return list.ends_with([';', '=']);
        }
        _ => 32,
    };
    let values = SIGNATURES.iter().filter_map(|name| product.value(name));
    values
        .map(|value| signature::LENIENT.decode(value))
        .all(|decoded| decoded.is_ok_and(|decoded| decoded.len() == bytes))
}

/// What signatures of other products are called.
const SIGNATURES: [&str; 3] = ["s", "sig", "sn"];

/// Whether a connection string of a storage account says which account its key is for, so that
/// nothing of it is missing.
pub(super) fn names_its_account(product: &Product) -> bool {
    let is_named = |name: &str| product.value(name).is_some();
    product.kind != Kind::StorageConnectionString
        || [
            "AccountName",
            "BlobEndpoint",
            "TableEndpoint",
            "QueueEndpoint",
            "FileEndpoint",
        ]
        .into_iter()
        .any(is_named)
}

/// A shorter text was hardly ever the start of a key.
const SHORTEST_TORN: usize = 8;

fn is_published(secret: &str) -> bool {
    PUBLISHED.iter().any(|(start, _)| secret.starts_with(start))
}

/// Whether the rest of a token has real values: on a storage host, or with all that makes one.
fn is_concrete(token: &Token, is_on_host: bool) -> bool {
    let is_date = |key: &str| {
        token
            .value(key)
            .is_some_and(|value| time::parse(value).is_some())
    };
    let is_limited = is_date("se") || token.has("si");
    let is_allowed = token.has("sp") || token.has("si");
    let is_placed = ["sr", "ss", "srt", "tn", "skoid"]
        .iter()
        .any(|key| token.has(key));
    is_limited && is_allowed && (is_on_host || (is_date("sv") && is_placed))
}

/// Whether a value, the path or the host is written as something to be filled in.
fn holds_placeholder(token: &Token) -> bool {
    let in_values = token
        .params
        .iter()
        .filter(|param| param.key() != Some("sig"))
        .any(|param| is_placeholder(param.decoded.expose()));
    let link = token
        .link
        .as_ref()
        .and_then(|_| token.mapped.as_str().split('?').next());
    in_values
        || link.is_some_and(|link| link.contains(['<', '>', '{', '}', '$']) && !link.contains("/$"))
        || link.is_some_and(|link| link.contains("..."))
}

fn is_placeholder(value: &str) -> bool {
    let is_wrapped = [('<', '>'), ('{', '}'), ('[', ']'), ('%', '%'), ('$', ')')]
        .iter()
        .any(|(open, close)| value.starts_with(*open) && value.ends_with(*close));
    is_wrapped
        || value.starts_with("${")
        || value.contains("...")
        || value.contains('…')
        || value.contains("{{")
        || value.eq_ignore_ascii_case("xxx")
        || value.contains("YYYY")
        || value.contains("yyyy")
}

/// Whether a signature is one letter over and over. A single one is the start of one that was cut,
/// unless it is what people write for anything.
fn is_one_letter(signature: &str) -> bool {
    let body = signature.trim_end_matches('=');
    let first = body.chars().next();
    let is_alone = body.len() == 1 && !matches!(first, Some('x' | 'X' | '*' | '.'));
    !is_alone && first.is_some_and(|first| body.chars().all(|letter| letter == first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentences_are_sorted_and_short() {
        assert!(BECAUSE.is_sorted());
        assert!(PUBLISHED.is_sorted());
        for (id, text) in BECAUSE {
            assert!(text.split(' ').count() <= 20, "{id}");
            assert_eq!(because(&[id])[0].text, *text);
        }
    }
}
