//! Checks a product's signature with a key that its owner gives.
//!
//! Where an algorithm is published, the text that was signed is made again and signed with the key.
//! Where none is, the answer says so.

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
            assert_eq!(
                text_of(&lines(&product)).as_deref(),
                Some(*signed),
                "{text}"
            );
            assert_eq!(check(&product, &key(KEY)), Checked::Genuine(None), "{text}");
            assert_eq!(check(&product, &key(OTHER)), Checked::NotThisKey, "{text}");
            assert_eq!(check(&product, &key("")), Checked::NotThisKey, "{text}");
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
                        check(&read(&changed), &key(KEY)),
                        Checked::NotThisKey,
                        "{changed}"
                    );
                }
            }
        }
    }

    fn key(text: &str) -> Key {
        Key::new("key1", text)
    }

    fn signed(address: &str, written: &str, key: &[u8]) -> Product {
        let mac = Sha256Mac::new(key).of(&format!("{address}\n1893553445"));
        let signature = encode(&mac::to_base64(&mac));
        read(&format!(
            "SharedAccessSignature sr={written}&sig={signature}&se=1893553445&skn=R"
        ))
    }

    #[test]
    fn other_spellings_of_the_address_are_told() {
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
            let product = signed(address, written, KEY.as_bytes());
            assert_eq!(
                check(&product, &key(KEY)),
                Checked::Genuine(variant),
                "{address}"
            );
            assert_eq!(check(&product, &key(OTHER)), Checked::NotThisKey);
        }
        let other = signed(
            "sb%3A%2F%2Fcontoso.servicebus.windows.net%2Finvoices",
            written,
            KEY.as_bytes(),
        );
        assert_eq!(check(&other, &key(KEY)), Checked::NotThisKey);
    }

    #[test]
    fn a_key_taken_the_wrong_way_is_told() {
        let bytes = lex::base64(KEY).unwrap();
        let messaging = "sb%3A%2F%2Fcontoso.servicebus.windows.net%2Forders";
        let product = signed(messaging, messaging, &bytes);
        assert_eq!(
            check(&product, &key(KEY)),
            Checked::Genuine(Some(Variant::KeyAsBytes))
        );
        let device = "contosohub.azure-devices.net%2Fdevices%2Fd1";
        let product = signed(device, device, KEY.as_bytes());
        assert_eq!(
            check(&product, &key(KEY)),
            Checked::Genuine(Some(Variant::KeyAsText))
        );
    }

    #[test]
    fn a_group_key_makes_the_key_of_each_device() {
        let group = lex::base64(KEY).unwrap();
        let device = Sha256Mac::new(&group).of("sensor-7");
        let address = "0ne00A1B2C3%2Fregistrations%2Fsensor-7";
        let product = signed(address, address, &device);
        assert_eq!(
            check(&product, &key(&mac::to_base64(&device))),
            Checked::Genuine(None)
        );
        assert_eq!(
            check(&product, &key(KEY)),
            Checked::Genuine(Some(Variant::GroupKey))
        );
        let other = "0ne00A1B2C3%2Fregistrations%2Fsensor-8";
        let product = signed(other, other, &device);
        assert_eq!(check(&product, &key(KEY)), Checked::NotThisKey);
    }

    #[test]
    fn a_cosmos_token_needs_its_request() {
        let request = |path: &str, verb: &str| {
            let date = "Thu, 27 Apr 2017 00:51:12 GMT";
            let found = Request::all(path, date).find(|request| request.verb == verb);
            found.unwrap()
        };
        let list = request("dbs/ToDo/colls/Items/docs", "post");
        assert_eq!(
            (list.resource_type.as_str(), list.resource_link.as_str()),
            ("docs", "dbs/ToDo/colls/Items")
        );
        let post = request("/dbs/ToDoList/", "post");
        let request = request("dbs/ToDoList", "get");
        let text = text_of(&lines_of_request(&request)).unwrap();
        assert_eq!(
            text,
            "get\ndbs\ndbs/ToDoList\nthu, 27 apr 2017 00:51:12 gmt\n\n"
        );
        let mac = Sha256Mac::new(&lex::base64(KEY).unwrap()).of(&text);
        let signature = encode(&encode(&mac::to_base64(&mac)));
        let product = read(&format!("type%3Dmaster%26ver%3D1.0%26sig%3D{signature}"));
        assert_eq!(check(&product, &key(KEY)), Checked::NeedsRequest);
        assert_eq!(
            check_request(&product, &key(KEY), &request),
            Checked::Genuine(None)
        );
        assert_eq!(
            check_request(&product, &key(OTHER), &request),
            Checked::NotThisKey
        );
        assert_eq!(
            check_request(&product, &key(KEY), &post),
            Checked::NotThisKey
        );
    }

    #[test]
    fn what_has_no_algorithm_is_not_checked() {
        let link = read(
            "https://prod-01.westeurope.logic.azure.com/workflows/0/triggers/manual/paths/invoke?sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=bm90LWEtcmVhbC1zaWduYXR1cmUtanVzdC1hLWRlbW8",
        );
        assert_eq!(
            check(&link, &key(KEY)),
            Checked::Impossible(Reason::LogicApps)
        );
        let token = read("type=resource&ver=1.0&sig=TSkDBPvxA5A2AaWYx+Pn9w==;jzIc1WFMSdxC7;");
        assert_eq!(
            check(&token, &key(KEY)),
            Checked::Impossible(Reason::CosmosResource)
        );
        let pasted = read(
            "HostName=h.azure-devices.net;DeviceId=d;SharedAccessKey=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        );
        assert_eq!(check(&pasted, &key(KEY)), Checked::Impossible(Reason::Key));
    }
}
