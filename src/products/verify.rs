//! Checks a product's signature with keys that its owner pastes.
//!
//! Where an algorithm is published, the text that was signed is made again and signed with the key.
//! Where none is, the answer says so. Keys are never kept.

use super::{Product, api_management, cosmos, event_grid, lex, resource_token};
use crate::report::Kind;
use crate::token::percent;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Sha256, Sha512};

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
pub(crate) fn check(product: &Product, key: &str) -> Checked {
    match product.kind {
        Kind::ServiceBus | Kind::NotificationHubs => messaging(product, key),
        Kind::IotHub | Kind::IotProvisioning => iot(product, key),
        Kind::EventGrid => {
            let expected = product.value("s").and_then(lex::base64);
            let text = event_grid::string_to_sign(product);
            first_match(&[(text, expected.as_deref())], &[(lex::base64(key), None)])
        }
        Kind::ApiManagement => api_management(product, key),
        Kind::CosmosMasterToken => Checked::NeedsRequest,
        Kind::CosmosResourceToken => Checked::Impossible(Reason::CosmosResource),
        Kind::CosmosEntraToken => Checked::Impossible(Reason::SignIn),
        Kind::LogicApps => Checked::Impossible(Reason::LogicApps),
        Kind::AzureMaps => Checked::Impossible(Reason::Maps),
        _ => Checked::Impossible(Reason::Key),
    }
}

/// Checks a Cosmos DB `master` token with a key and the request that it was signed for.
pub(crate) fn check_request(product: &Product, key: &str, request: &cosmos::Request) -> Checked {
    let expected = product.value("sig").and_then(lex::base64);
    let text = cosmos::string_to_sign(request);
    first_match(
        &[(Some(text), expected.as_deref())],
        &[(lex::base64(key), None)],
    )
}

/// The text that a product's signature was made over, for those who show it.
pub(crate) fn string_to_sign(product: &Product) -> Option<String> {
    match product.kind {
        Kind::ServiceBus | Kind::NotificationHubs | Kind::IotHub | Kind::IotProvisioning => {
            resource_token::string_to_sign(product)
        }
        Kind::EventGrid => event_grid::string_to_sign(product),
        Kind::ApiManagement => api_management::string_to_sign(product),
        _ => None,
    }
}

/// The bytes of a key, and what taking it so means.
type Key = (Option<Vec<u8>>, Option<Variant>);

/// Tries texts with keys; the first that gives the expected signature counts.
fn first_match(texts: &[(Option<String>, Option<&[u8]>)], keys: &[Key]) -> Checked {
    for (key, variant) in keys {
        for (text, expected) in texts {
            if let (Some(key), Some(text), Some(expected)) = (key, text, expected)
                && is_signed_256(key, text, expected)
            {
                return Checked::Genuine(*variant);
            }
        }
    }
    Checked::NotThisKey
}

/// The text of the key signs: not the bytes that it stands for.
fn messaging(product: &Product, key: &str) -> Checked {
    let as_text = (Some(key.as_bytes().to_vec()), None);
    let as_bytes = (lex::base64(key), Some(Variant::KeyAsBytes));
    resource(product, &[as_text, as_bytes])
}

/// The bytes of the key sign; those of a group make a device's own key first.
fn iot(product: &Product, key: &str) -> Checked {
    let bytes = lex::base64(key);
    let resource_value = product.value("sr").unwrap_or_default();
    let registration = lex::Address::read(resource_value)
        .step_after("registrations")
        .map(str::to_owned);
    let derived = bytes
        .as_deref()
        .zip(registration)
        .and_then(|(group, id)| mac_256(group, id.as_bytes()));
    let keys = [
        (bytes.clone(), None),
        (derived, Some(Variant::GroupKey)),
        (Some(key.as_bytes().to_vec()), Some(Variant::KeyAsText)),
    ];
    resource(product, &keys)
}

/// Tries the address as it is written, and then as other clients write it.
fn resource(product: &Product, keys: &[Key]) -> Checked {
    let (Some(written), Some(expiry)) = (product.raw("sr"), product.value("se")) else {
        return Checked::NotThisKey;
    };
    let Some(expected) = product.value("sig").and_then(lex::base64) else {
        return Checked::NotThisKey;
    };
    let plain = first_match(
        &[(
            resource_token::string_to_sign(product),
            Some(expected.as_slice()),
        )],
        keys,
    );
    if plain != Checked::NotThisKey {
        return plain;
    }
    let usual: &[Key] = keys.get(..1).unwrap_or_default();
    for (variant, address) in spellings(written) {
        let text = Some(format!("{address}\n{expiry}"));
        if first_match(&[(text, Some(expected.as_slice()))], usual) != Checked::NotThisKey {
            return Checked::Genuine(Some(variant));
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
fn api_management(product: &Product, key: &str) -> Checked {
    let (Some(text), Some(expected)) = (
        api_management::string_to_sign(product),
        product.value("sn").and_then(lex::base64),
    ) else {
        return Checked::NotThisKey;
    };
    let Ok(mut mac) = Hmac::<Sha512>::new_from_slice(key.as_bytes()) else {
        return Checked::NotThisKey;
    };
    mac.update(text.as_bytes());
    if mac.verify_slice(&expected).is_ok() {
        Checked::Genuine(None)
    } else {
        Checked::NotThisKey
    }
}

fn is_signed_256(key: &[u8], text: &str, expected: &[u8]) -> bool {
    Hmac::<Sha256>::new_from_slice(key).is_ok_and(|mut mac| {
        mac.update(text.as_bytes());
        mac.verify_slice(expected).is_ok()
    })
}

fn mac_256(key: &[u8], text: &[u8]) -> Option<Vec<u8>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(text);
    Some(mac.finalize().into_bytes().to_vec())
}
