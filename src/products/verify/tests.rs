//! The vectors, and every way that a key may be taken.

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
