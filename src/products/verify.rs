//! Checks a product's signature with a key that its owner gives.
//!
//! Where an algorithm is published, the text that was signed is made again and signed with the key.
//! Where none is, the answer says so.

#[cfg(test)]
mod tests;

use super::{Product, event_grid, lex};
use crate::report::Kind;
use crate::signature::Key;
use crate::signature::mac::{self, Sha256Mac};
use crate::token::percent;
use zeroize::Zeroizing;

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Checked {
    /// The key made the signature; with a variant when what was signed is written otherwise.
    Genuine(Option<Variant>),
    NotThisKey,
    /// No algorithm is published, or there is nothing signed.
    Impossible(Reason),
    /// The token does not hold all that was signed.
    NeedsRequest,
}

/// How what was signed differs from what stands in the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Variant {
    /// The hex digits of the address in the other case: `%2f` for `%2F`.
    HexCase,
    /// The whole address in lower case.
    LowerCase,
    /// One slash more, or fewer, at the end of the address.
    Slash,
    /// The key's text was taken as it is, where it stands for bytes.
    KeyAsText,
    /// The key's bytes were taken, where its text counts.
    KeyAsBytes,
    /// The key is that of an enrolment group, from which the device's own is made.
    GroupKey,
}

/// Why nothing can be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The algorithm is not published, and the key never leaves the service.
    LogicApps,
    /// The algorithm is not published.
    Maps,
    /// Only the service can read it.
    CosmosResource,
    /// It wraps a sign-in token, which no key of the account signed.
    SignIn,
    /// It is a key.
    Key,
}

/// Checks a product with one key.
pub(crate) fn check(product: &Product, key: &Key) -> Checked {
    match product.kind {
        Kind::ServiceBus | Kind::NotificationHubs => messaging(product, key),
        Kind::IotHub | Kind::IotProvisioning => iot(product, key),
        Kind::EventGrid => plain(product.value("s"), &lines(product), key),
        Kind::ApiManagement => api_management(product, key),
        Kind::CosmosMasterToken => Checked::NeedsRequest,
        _ => impossible(product).map_or(Checked::NotThisKey, Checked::Impossible),
    }
}

/// Why no key can tell anything about a product, if that is so.
pub(crate) fn impossible(product: &Product) -> Option<Reason> {
    match product.kind {
        Kind::ServiceBus
        | Kind::NotificationHubs
        | Kind::IotHub
        | Kind::IotProvisioning
        | Kind::EventGrid
        | Kind::ApiManagement
        | Kind::CosmosMasterToken => None,
        Kind::CosmosResourceToken => Some(Reason::CosmosResource),
        Kind::CosmosEntraToken => Some(Reason::SignIn),
        Kind::LogicApps => Some(Reason::LogicApps),
        Kind::AzureMaps => Some(Reason::Maps),
        _ => Some(Reason::Key),
    }
}

/// What a `master` token was signed for; none of it stands in the token.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) verb: &'static str,
    pub(crate) resource_type: String,
    pub(crate) resource_link: String,
    /// The value of `x-ms-date`.
    pub(crate) date: String,
}

/// The methods of requests to Cosmos DB.
const VERBS: [&str; 6] = ["get", "post", "put", "delete", "patch", "head"];

impl Request {
    /// The requests that a path and a date may belong to, one for each method. A path of pairs names a
    /// resource; one with a type left over names a list, and its parent is what is signed.
    ///
    /// Source: <https://learn.microsoft.com/rest/api/cosmos-db/access-control-on-cosmosdb-resources>
    pub(crate) fn all(path: &str, date: &str) -> impl Iterator<Item = Self> {
        let steps: Vec<&str> = path.split('/').filter(|step| !step.is_empty()).collect();
        let is_list = !steps.len().is_multiple_of(2);
        let (resource_type, link) = match steps.as_slice() {
            [parents @ .., last] if is_list => (*last, parents.join("/")),
            [.., kind, _] => (*kind, steps.join("/")),
            _ => ("", String::new()),
        };
        let (resource_type, date) = (resource_type.to_owned(), date.trim().to_owned());
        VERBS.into_iter().map(move |verb| Self {
            verb,
            resource_type: resource_type.clone(),
            resource_link: link.clone(),
            date: date.clone(),
        })
    }
}

/// One line of the text that was signed: its name, the parameter that it repeats, and its value.
pub(crate) type Line = (&'static str, Option<&'static str>, String);

/// The text that was signed, where it stands in the token, line by line. No lines when one is missing.
pub(crate) fn lines(product: &Product) -> Vec<Line> {
    let line = |key: &'static str, value: Option<&str>| {
        let title = product.field(key)?.spec.title;
        Some((title, Some(key), value?.to_owned()))
    };
    let lines = match product.kind {
        Kind::ServiceBus | Kind::NotificationHubs | Kind::IotHub | Kind::IotProvisioning => {
            vec![
                line("sr", product.raw("sr")),
                line("se", product.value("se")),
            ]
        }
        Kind::ApiManagement => vec![
            line("uid", product.value("uid")),
            line("ex", product.raw("ex")),
        ],
        Kind::EventGrid => vec![
            event_grid::string_to_sign(product)
                .map(|text| ("The token without its signature", None, text)),
        ],
        _ => Vec::new(),
    };
    lines
        .into_iter()
        .collect::<Option<Vec<_>>>()
        .unwrap_or_default()
}

/// The text of some lines.
pub(crate) fn text_of(lines: &[Line]) -> Option<String> {
    let values: Vec<&str> = lines.iter().map(|(_, _, value)| value.as_str()).collect();
    (!values.is_empty()).then(|| values.join("\n"))
}

/// The lines of a request to Cosmos DB: all but the link in lower case, and two empty ones at the end.
pub(crate) fn lines_of_request(request: &Request) -> Vec<Line> {
    let lower = |text: &str| text.to_ascii_lowercase();
    vec![
        ("Method", None, lower(request.verb)),
        ("Resource type", None, lower(&request.resource_type)),
        ("Resource link", None, request.resource_link.clone()),
        ("Date of the request", None, lower(&request.date)),
        ("Empty", None, String::new()),
        ("Empty", None, String::new()),
    ]
}

/// Whether it is the text of a key that signs. Elsewhere it is the bytes that the text stands for.
pub(crate) fn signs_with_text(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::ServiceBus | Kind::NotificationHubs | Kind::ApiManagement
    )
}

/// Checks a Cosmos DB `master` token with a key and the request that it was signed for.
pub(crate) fn check_request(product: &Product, key: &Key, request: &Request) -> Checked {
    plain(product.value("sig"), &lines_of_request(request), key)
}

/// The bytes of the key sign a text that can be written in one way only.
fn plain(signature: Option<&str>, lines: &[Line], key: &Key) -> Checked {
    let expected = signature.and_then(lex::base64);
    match (expected, text_of(lines), key.bytes()) {
        (Some(expected), Some(text), Some(key)) if is_signed(key, &text, &expected) => {
            Checked::Genuine(None)
        }
        _ => Checked::NotThisKey,
    }
}

/// The bytes of a key, and what taking it so means.
type Taken<'a> = (&'a [u8], Option<Variant>);

/// The text of the key signs: not the bytes that it stands for.
fn messaging(product: &Product, key: &Key) -> Checked {
    let as_text = Some((key.text().as_bytes(), None));
    let as_bytes = key.bytes().map(|bytes| (bytes, Some(Variant::KeyAsBytes)));
    resource(product, as_text.into_iter().chain(as_bytes))
}

/// The bytes of the key sign; those of a group make a device's own key first.
fn iot(product: &Product, key: &Key) -> Checked {
    let bytes = key.bytes();
    let address = lex::Address::read(product.value("sr").unwrap_or_default());
    let device = address
        .written_after("registrations")
        .or_else(|| address.written_after("devices"));
    let derived = bytes
        .zip(device)
        .map(|(group, id)| Zeroizing::new(Sha256Mac::new(group).of(id)));
    let usual = bytes.map(|bytes| (bytes, None));
    let derived = derived
        .as_ref()
        .map(|bytes| (bytes.as_slice(), Some(Variant::GroupKey)));
    let as_text = Some((key.text().as_bytes(), Some(Variant::KeyAsText)));
    resource(product, usual.into_iter().chain(derived).chain(as_text))
}

/// Tries the address as it is written, and then as other clients write it.
fn resource<'a>(product: &Product, keys: impl Iterator<Item = Taken<'a>>) -> Checked {
    let (Some(written), Some(expiry)) = (product.raw("sr"), product.value("se")) else {
        return Checked::NotThisKey;
    };
    let Some(expected) = product.value("sig").and_then(lex::base64) else {
        return Checked::NotThisKey;
    };
    let keys: Vec<Taken<'a>> = keys.collect();
    let signed =
        |key: &[u8], address: &str| is_signed(key, &format!("{address}\n{expiry}"), &expected);
    if let Some((_, variant)) = keys.iter().find(|(key, _)| signed(key, written)) {
        return Checked::Genuine(*variant);
    }
    let usual = keys.iter().filter(|(_, variant)| variant.is_none());
    for (key, _) in usual {
        for (variant, address) in spellings(written) {
            if signed(key, &address) {
                return Checked::Genuine(Some(variant));
            }
        }
    }
    Checked::NotThisKey
}

/// The spellings of an encoded address that clients sign beside the one that they send.
fn spellings(written: &str) -> Vec<(Variant, String)> {
    let lower_hex = with_hex(written, u8::to_ascii_lowercase);
    let upper_hex = with_hex(written, u8::to_ascii_uppercase);
    let lower = percent::decode(written).to_ascii_lowercase();
    let (lower_upper_hex, lower_lower_hex) = (
        encode(&lower),
        with_hex(&encode(&lower), u8::to_ascii_lowercase),
    );
    let slash = |text: &str, slash: &str| match text.strip_suffix(slash) {
        Some(shorter) => shorter.to_owned(),
        None => format!("{text}{slash}"),
    };
    vec![
        (Variant::HexCase, lower_hex.clone()),
        (Variant::HexCase, upper_hex.clone()),
        (Variant::LowerCase, lower_upper_hex.clone()),
        (Variant::LowerCase, lower_lower_hex.clone()),
        (Variant::LowerCase, slash(&lower_upper_hex, "%2F")),
        (Variant::LowerCase, slash(&lower_lower_hex, "%2f")),
        (Variant::Slash, slash(&upper_hex, "%2F")),
        (Variant::Slash, slash(&lower_hex, "%2f")),
    ]
}

/// Writes the hex digits of every escape in one case.
fn with_hex(text: &str, case: fn(&u8) -> u8) -> String {
    let mut digits = 0;
    let bytes = text.bytes().map(|letter| {
        if letter == b'%' {
            digits = 2;
            letter
        } else if digits > 0 {
            digits -= 1;
            case(&letter)
        } else {
            letter
        }
    });
    String::from_utf8_lossy(&bytes.collect::<Vec<u8>>()).into_owned()
}

/// Percent-encodes all but letters, digits and `-_.~`, as JavaScript and Python do for a part of an
/// address.
fn encode(text: &str) -> String {
    const KEPT: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'_')
        .remove(b'.')
        .remove(b'~');
    percent_encoding::utf8_percent_encode(text, KEPT).to_string()
}

/// The text of the key signs, with the longer hash.
fn api_management(product: &Product, key: &Key) -> Checked {
    let text = text_of(&lines(product));
    let expected = product.value("sn").and_then(lex::base64);
    match (text, expected) {
        (Some(text), Some(expected))
            if mac::sha512(key.text().as_bytes(), &text) == expected.as_slice() =>
        {
            Checked::Genuine(None)
        }
        _ => Checked::NotThisKey,
    }
}

fn is_signed(key: &[u8], text: &str, expected: &[u8]) -> bool {
    Sha256Mac::new(key).of(text) == expected
}
