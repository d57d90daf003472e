//! API Management: tokens of its own management interface.
//!
//! Two forms: `uid=…&ex=…&sn=…`, and the older `<id>&<yyyyMMddHHmm>&<Base64>`. Both are signed with
//! HMAC-SHA512 over the id, a line break and the expiry as it is written.
//!
//! Source: <https://learn.microsoft.com/rest/api/apimanagement/apimanagementrest/azure-api-management-rest-api-authentication>

use super::lex;
use super::life::{End, Life};
use super::messages::{Table, say};
use super::reading::{Facts, Grants, Meaning, Reading, outcome};
use super::resource_token::{end_message, signature_meaning};
use super::steps::{self, Setting, Slot, is_label, step};
use super::{Decode, Family, FieldSpec, Piece, Product};
use crate::access::time;
use crate::report::{Action, Harm, Impact, Kind, Resource, Revocability, Standing};
use crate::token::display::{short_name, shown};
use chrono::{DateTime, Duration, NaiveDateTime, TimeZone, Utc};

const AUTHENTICATION: &str = "https://learn.microsoft.com/rest/api/apimanagement/apimanagementrest/azure-api-management-rest-api-authentication";

const FIELDS: &[FieldSpec] = &[
    FieldSpec {
        key: "uid",
        title: "User",
        is_secret: false,
        source: AUTHENTICATION,
    },
    FieldSpec {
        key: "ex",
        title: "Expiry",
        is_secret: false,
        source: AUTHENTICATION,
    },
    FieldSpec {
        key: "sn",
        title: "Signature",
        is_secret: true,
        source: AUTHENTICATION,
    },
];

/// The bytes of an HMAC-SHA512.
const SIGNATURE_BYTES: usize = 64;

/// The built-in user, who may do everything.
const INTEGRATION: &str = "integration";

pub(super) static FAMILY: Family = Family {
    id: "api_management",
    read,
    study,
    steps: to_stop,
    messages: MESSAGES,
};

fn read(piece: &Piece<'_>) -> Option<Product> {
    read_named(piece).or_else(|| read_older(piece))
}

/// `uid=…&ex=…&sn=…`: the expiry is a date, or the signature has the length of HMAC-SHA512.
fn read_named(piece: &Piece<'_>) -> Option<Product> {
    let start = lex::name_starts(piece.text, "uid=").next()?;
    let end = lex::token_end(piece.text, start);
    let token = piece.text.get(start..end)?;
    let pairs = lex::pairs(token, 0..token.len(), '&');
    let value = |name: &str| {
        let pair = pairs
            .iter()
            .find(|pair| token.get(pair.name.clone()) == Some(name))?;
        token
            .get(pair.value.clone())
            .filter(|value| !value.is_empty())
    };
    value("uid")?;
    let is_dated = value("ex")
        .and_then(time::parse)
        .is_some_and(|date| date.form != time::DateForm::Day);
    let is_signed = lex::is_base64_of(value("sn")?, SIGNATURE_BYTES);
    let is_named = piece.follows("sharedaccesssignature");
    ((is_dated && is_signed) || (is_named && (is_dated || is_signed))).then(|| {
        Product::new(&FAMILY, Kind::ApiManagement, piece, start..end).with_pairs(
            &pairs,
            FIELDS,
            Decode::No,
        )
    })
}

/// `<id>&<yyyyMMddHHmm>&<Base64 of 64 bytes>`.
fn read_older(piece: &Piece<'_>) -> Option<Product> {
    let text = piece.text;
    let is_letter = |letter: u8| letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_');
    let mut found = None;
    for at in memchr::memchr_iter(b'&', text.as_bytes()) {
        let Some((expiry, rest)) = text.get(at + 1..).and_then(|rest| rest.split_once('&')) else {
            break;
        };
        if parse_minutes(expiry).is_none() {
            continue;
        }
        let length = text
            .as_bytes()
            .get(..at)?
            .iter()
            .rev()
            .take_while(|letter| is_letter(**letter))
            .count();
        let start = at - length;
        let signature_start = text.len() - rest.len();
        let end = lex::token_end(text, signature_start);
        let signature = text.get(signature_start..end)?;
        if length > 0 && lex::is_base64_of(signature, SIGNATURE_BYTES) {
            found = Some((start, at, signature_start, end));
            break;
        }
    }
    let (start, at, signature_start, end) = found?;
    let part = |from: usize, to: usize| from - start..to - start;
    let [user, expiry, signature] = FIELDS else {
        return None;
    };
    let product = Product::new(&FAMILY, Kind::ApiManagement, piece, start..end)
        .with_value(user, part(start, at))
        .with_value(expiry, part(at + 1, signature_start - 1))
        .with_value(signature, part(signature_start, end));
    Some(product)
}

/// Reads `203001020304`.
fn parse_minutes(text: &str) -> Option<DateTime<Utc>> {
    if text.len() != 12 || !text.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
    let written = format!(
        "{}-{}-{}T{}:{}:00",
        part(0..4),
        part(4..6),
        part(6..8),
        part(8..10),
        part(10..12)
    );
    let date: NaiveDateTime = written.parse().ok()?;
    Some(date.and_utc())
}

fn expiry(product: &Product) -> Option<DateTime<Utc>> {
    let text = product.value("ex")?;
    time::parse(text)
        .map(|date| date.instant)
        .or_else(|| parse_minutes(text))
}

/// The day on which Microsoft retired the interface, as announced.
fn retirement() -> Option<DateTime<Utc>> {
    Utc.with_ymd_and_hms(2025, 3, 15, 0, 0, 0).single()
}

fn study(product: &Product, now: DateTime<Utc>) -> Reading {
    let user = product.value("uid").unwrap_or_default();
    let is_admin = user == INTEGRATION;
    let is_whole = product
        .value("sn")
        .is_some_and(|value| lex::is_base64_of(value, SIGNATURE_BYTES));
    let end = expiry(product);
    let what = if is_admin {
        "read and change everything in an API Management service (its interfaces, users and keys)"
            .to_owned()
    } else {
        format!(
            "do what the user {} may do in an API Management service",
            short_name(user)
        )
    };
    let more = " The token does not name the service. Microsoft announced to retire this interface in March 2025.";
    let grants = if is_admin {
        Grants::Known {
            what,
            more: more.to_owned(),
            impact: Impact::Account,
        }
    } else {
        Grants::OnServer {
            what,
            more: more.to_owned(),
        }
    };
    Reading {
        thing: "token",
        kind_meaning: say("kind/api-management", &[]),
        resource: Resource {
            level: "service".to_owned(),
            covers: shown("an API Management service that the token does not name"),
            service: Some("api-management".to_owned()),
            ..Resource::default()
        },
        meanings: product
            .fields
            .iter()
            .map(|field| match (field.spec.key, end) {
                ("uid", _) if is_admin => {
                    Meaning::of(say("meaning/apim-integration", &[]), Standing::Warning)
                }
                ("uid", _) => Meaning::ok(say("meaning/apim-user", &[("user", user)])),
                ("ex", Some(end)) => Meaning::ok(end_message(end, now)).at(end),
                ("ex", None) => Meaning::of(say("meaning/time-unread", &[]), Standing::Invalid),
                ("sn", _) => signature_meaning(is_whole, "token", "64"),
                _ => Meaning::of(
                    say("meaning/not-documented", &[("thing", "token")]),
                    Standing::Note,
                ),
            })
            .collect(),
        life: end.map_or(Life::of(End::Unreadable, now), |end| Life::until(end, now)),
        until: "",
        ends: say("validity/api-management", &[]),
        grants,
        outcomes: vec![
            outcome(
                "manage-apis",
                Harm::Destroy,
                say("outcome/apim-change", &[]),
                is_admin,
            ),
            outcome(
                "read-apis",
                Harm::Read,
                say("outcome/apim-read", &[]),
                is_admin,
            ),
        ],
        limits: vec![say("limit/no-start", &[])],
        revocability: Revocability::KeyOnly,
        stops: say("reason/stop-apim", &[]),
        owner: "the API Management service".to_owned(),
        after: vec![say("action/apim-logs", &[])],
        unknowns: [
            "unknown/apim-service",
            "unknown/apim-on",
            "unknown/product-holders",
            "unknown/product-genuine",
            "unknown/product-key-replaced",
        ]
        .into_iter()
        .map(|id| say(id, &[]))
        .collect(),
        facts: Facts {
            expiry_key: Some("ex"),
            all_powerful: is_admin.then(|| (format!("the user {INTEGRATION}"), "uid")),
            longest: Some(("30 days", Duration::days(30))),
            retired: retirement(),
            bad_signature: (!is_whole).then_some("sn"),
            ..Facts::default()
        },
    }
}

fn to_stop(_: &Product, lead: &str) -> Vec<Action> {
    let service = Slot::of(None, is_label, "SERVICE_NAME", "the service's name");
    let setting = Setting::default();
    let renew = |which: &str| {
        let path = format!(
            "/subscriptions/SUBSCRIPTION/resourceGroups/RESOURCE_GROUP/providers/Microsoft.ApiManagement/service/{}/tenant/access/regenerate{which}Key?api-version=2024-05-01",
            service.text
        );
        setting.commands(
            &format!("az rest --method post --url '{path}'"),
            &format!("Invoke-AzRestMethod -Method POST -Path '{path}'"),
            &[&service],
        )
    };
    vec![
        step(
            say("action/apim-renew", &[("lead", lead)]),
            renew("Primary"),
        ),
        step(say("action/apim-second", &[]), renew("Secondary")),
        steps::plain(say("action/apim-off", &[])),
    ]
}

const MESSAGES: Table = &[
    (
        "action/apim-logs",
        "Find out who used it: look through the service's activity and its users, interfaces and keys for changes that you do not know.",
    ),
    (
        "action/apim-off",
        "If nothing uses this interface any more, switch it off in the portal, under Management API.",
    ),
    (
        "action/apim-renew",
        "{lead}: replace the primary key of the management interface (in the portal: Management API). That ends every token it signed.",
    ),
    (
        "action/apim-second",
        "If the secondary key signed it, or if you cannot find out, replace that one too.",
    ),
    (
        "kind/api-management",
        "A token for the management interface that API Management services have of their own.",
    ),
    (
        "meaning/apim-integration",
        "The built-in user of this interface, who may do everything.",
    ),
    (
        "meaning/apim-user",
        "The user {user} of the service, in whose name it works. What that user may do is kept there.",
    ),
    (
        "outcome/apim-change",
        "Change or delete the service's interfaces, rules, users and keys.",
    ),
    (
        "outcome/apim-read",
        "Read the service's settings, its users, and the keys that they call interfaces with.",
    ),
    (
        "reason/stop-apim",
        "It cannot be stopped alone. The key of the management interface must be replaced, or the interface switched off.",
    ),
    (
        "unknown/apim-on",
        "Whether the service still has this interface, and whether it is switched on.",
    ),
    (
        "unknown/apim-service",
        "Which API Management service it belongs to.",
    ),
    ("validity/api-management", "It has no readable expiry."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_read_and_other_numbers_are_not() {
        assert!(parse_minutes("203001020304").is_some());
        for text in [
            "203013020304",
            "20300102030",
            "2030010203040",
            "203001022504",
            "20300102030x",
        ] {
            assert_eq!(parse_minutes(text), None, "{text}");
        }
    }
}
