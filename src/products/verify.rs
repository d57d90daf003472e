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
        .written_after("registrations")
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::products;
    use crate::repair::mapped::Mapped;

    /// The invented key of the vectors: as bytes, 0 to 31.
    const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    const OTHER: &str = "HwECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    /// The five vectors, made with the published formulas: how the key counts, the token, and the text
    /// that was signed.
    const VECTORS: &[(&str, &str)] = &[
        (
            "SharedAccessSignature sr=sb%3A%2F%2Fcontoso.servicebus.windows.net%2Forders&sig=gpMju6cyAlSbQhlDBQqHvFDlY%2B%2Fu78KOldXw9Q0pPJk%3D&se=1893553445&skn=SendRule",
            "sb%3A%2F%2Fcontoso.servicebus.windows.net%2Forders\n1893553445",
        ),
        (
            "SharedAccessSignature sr=https%3A%2F%2Fcontosonh.servicebus.windows.net%2Fhub1&sig=pbuW6Q6Iz9Gxim%2BdIuVWPUqme5WB2FZ9%2Bv%2B%2FPn14AvY%3D&se=1893553445&skn=DefaultFullSharedAccessSignature",
            "https%3A%2F%2Fcontosonh.servicebus.windows.net%2Fhub1\n1893553445",
        ),
        (
            "SharedAccessSignature sr=contosohub.azure-devices.net%2Fdevices%2Fdevice1&sig=pRGhuNOWBpHaeKJ7VyUuMpT%2Fah0aPHr9z4Rqdzt2mCs%3D&se=1893553445",
            "contosohub.azure-devices.net%2Fdevices%2Fdevice1\n1893553445",
        ),
        (
            "r=https%3A%2F%2Ftopic1.westus2-1.eventgrid.azure.net%2Fapi%2Fevents%3FapiVersion%3D2018-01-01&e=1%2F2%2F2030%203%3A04%3A05%20AM&s=9OAp%2B4zxMKSen46S8YkDea5A1ezIOkTG8Zm8hkA4MMM%3D",
            "r=https%3A%2F%2Ftopic1.westus2-1.eventgrid.azure.net%2Fapi%2Fevents%3FapiVersion%3D2018-01-01&e=1%2F2%2F2030%203%3A04%3A05%20AM",
        ),
        (
            "SharedAccessSignature uid=integration&ex=2030-01-02T03:04:00.0000000Z&sn=Yw+8GbuEkWDj8pVdpBfptOTZ7FvGNCJ5rBm5YssNXcA6ReRBheC19Kcq8e0wdbtF/+U/u1WV2l9YmjPKQPeT2A==",
            "integration\n2030-01-02T03:04:00.0000000Z",
        ),
    ];

    fn read(text: &str) -> Product {
        let mapped = Mapped::identity(text, 0);
        products::read(&mapped, text).unwrap()
    }

    #[test]
    fn every_vector_is_genuine_with_its_key_and_with_no_other() {
        for (text, signed) in VECTORS {
            let product = read(text);
            assert_eq!(string_to_sign(&product).as_deref(), Some(*signed), "{text}");
            assert_eq!(check(&product, KEY), Checked::Genuine(None), "{text}");
            assert_eq!(check(&product, OTHER), Checked::NotThisKey, "{text}");
            assert_eq!(check(&product, ""), Checked::NotThisKey, "{text}");
        }
    }

    #[test]
    fn a_changed_token_is_not_genuine() {
        for (text, _) in VECTORS {
            for (from, to) in [
                ("1893553445", "1893553446"),
                ("2030", "2031"),
                ("contoso", "fabrikam"),
            ] {
                let changed = text.replace(from, to);
                if changed != *text {
                    assert_eq!(
                        check(&read(&changed), KEY),
                        Checked::NotThisKey,
                        "{changed}"
                    );
                }
            }
        }
    }

    fn signed(address: &str, written: &str, key: &[u8]) -> Product {
        let mac = mac_256(key, format!("{address}\n1893553445").as_bytes()).unwrap();
        let signature = encode(&lex::to_base64(&mac));
        read(&format!(
            "SharedAccessSignature sr={written}&sig={signature}&se=1893553445&skn=R"
        ))
    }

    #[test]
    fn other_spellings_of_the_address_are_told() {
        let key = KEY.as_bytes();
        let written = "sb%3A%2F%2FContoso.servicebus.windows.net%2FOrders";
        for (address, variant) in [
            (written, None),
            (
                "sb%3a%2f%2fContoso.servicebus.windows.net%2fOrders",
                Some(Variant::HexCase),
            ),
            (
                "sb%3A%2F%2Fcontoso.servicebus.windows.net%2Forders",
                Some(Variant::LowerCase),
            ),
            (
                "sb%3a%2f%2fcontoso.servicebus.windows.net%2forders",
                Some(Variant::LowerCase),
            ),
            (
                "sb%3A%2F%2FContoso.servicebus.windows.net%2FOrders%2F",
                Some(Variant::Slash),
            ),
            (
                "sb%3a%2f%2fcontoso.servicebus.windows.net%2forders%2f",
                Some(Variant::LowerCase),
            ),
        ] {
            let product = signed(address, written, key);
            assert_eq!(check(&product, KEY), Checked::Genuine(variant), "{address}");
            assert_eq!(check(&product, OTHER), Checked::NotThisKey);
        }
        let other = signed(
            "sb%3A%2F%2Fcontoso.servicebus.windows.net%2Finvoices",
            written,
            key,
        );
        assert_eq!(check(&other, KEY), Checked::NotThisKey);
    }

    #[test]
    fn a_key_taken_the_wrong_way_is_told() {
        let bytes = lex::base64(KEY).unwrap();
        let messaging = "sb%3A%2F%2Fcontoso.servicebus.windows.net%2Forders";
        let product = signed(messaging, messaging, &bytes);
        assert_eq!(
            check(&product, KEY),
            Checked::Genuine(Some(Variant::KeyAsBytes))
        );
        let device = "contosohub.azure-devices.net%2Fdevices%2Fd1";
        let product = signed(device, device, KEY.as_bytes());
        assert_eq!(
            check(&product, KEY),
            Checked::Genuine(Some(Variant::KeyAsText))
        );
    }

    #[test]
    fn a_group_key_makes_the_key_of_each_device() {
        let group = lex::base64(KEY).unwrap();
        let device = mac_256(&group, b"sensor-7").unwrap();
        let address = "0ne00A1B2C3%2Fregistrations%2Fsensor-7";
        let product = signed(address, address, &device);
        assert_eq!(
            check(&product, &lex::to_base64(&device)),
            Checked::Genuine(None)
        );
        assert_eq!(
            check(&product, KEY),
            Checked::Genuine(Some(Variant::GroupKey))
        );
        let other = "0ne00A1B2C3%2Fregistrations%2Fsensor-8";
        let product = signed(other, other, &device);
        assert_eq!(check(&product, KEY), Checked::NotThisKey);
    }

    #[test]
    fn a_cosmos_token_needs_its_request() {
        let request = cosmos::Request {
            verb: "GET".to_owned(),
            resource_type: "dbs".to_owned(),
            resource_link: "dbs/ToDoList".to_owned(),
            date: "Thu, 27 Apr 2017 00:51:12 GMT".to_owned(),
        };
        let mac = mac_256(
            &lex::base64(KEY).unwrap(),
            cosmos::string_to_sign(&request).as_bytes(),
        );
        let signature = encode(&encode(&lex::to_base64(&mac.unwrap())));
        let product = read(&format!("type%3Dmaster%26ver%3D1.0%26sig%3D{signature}"));
        assert_eq!(check(&product, KEY), Checked::NeedsRequest);
        assert_eq!(
            check_request(&product, KEY, &request),
            Checked::Genuine(None)
        );
        assert_eq!(
            check_request(&product, OTHER, &request),
            Checked::NotThisKey
        );
        let post = cosmos::Request {
            verb: "POST".to_owned(),
            ..request
        };
        assert_eq!(check_request(&product, KEY, &post), Checked::NotThisKey);
    }

    #[test]
    fn what_has_no_algorithm_is_not_checked() {
        let link = read(
            "https://prod-01.westeurope.logic.azure.com/workflows/0/triggers/manual/paths/invoke?sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=bm90LWEtcmVhbC1zaWduYXR1cmUtanVzdC1hLWRlbW8",
        );
        assert_eq!(check(&link, KEY), Checked::Impossible(Reason::LogicApps));
        let token = read("type=resource&ver=1.0&sig=TSkDBPvxA5A2AaWYx+Pn9w==;jzIc1WFMSdxC7;");
        assert_eq!(
            check(&token, KEY),
            Checked::Impossible(Reason::CosmosResource)
        );
        let key = read(
            "HostName=h.azure-devices.net;DeviceId=d;SharedAccessKey=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        );
        assert_eq!(check(&key, KEY), Checked::Impossible(Reason::Key));
    }
}
