//! Azure Maps: tokens sent as `Authorization: jwt-sas …`.
//!
//! Such a token is a JSON Web Token that the management interface makes for a managed identity. What
//! it allows are that identity's roles. How Azure checks it is not published, so it can only be read.
//!
//! Source: <https://learn.microsoft.com/rest/api/maps-management/accounts/list-sas>

use super::jwt::{self, Jwt};
use super::life::{End, Life};
use super::messages::{Table, say};
use super::reading::{Facts, Grants, Meaning, Reading, outcome};
use super::resource_token::end_message;
use super::steps::{self, Setting, Slot, is_name, step};
use super::{Family, Field, FieldSpec, Piece, Product};
use crate::access::time;
use crate::repair::marks;
use crate::report::{Action, Harm, Kind, Resource, Revocability, Standing};
use crate::token::display::shown;
use crate::token::secret::SecretText;
use chrono::{DateTime, Duration, Utc};

const LIST_SAS: &str = "https://learn.microsoft.com/rest/api/maps-management/accounts/list-sas";
const CLAIMS: &str = "https://www.rfc-editor.org/rfc/rfc7519#section-4.1";

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
    "header" "Header" true LIST_SAS;
    "claims" "Claims" true LIST_SAS;
    "signature" "Signature" true LIST_SAS;
    "aud" "Meant for" false CLAIMS;
    "exp" "Expiry" false CLAIMS;
    "iat" "Made at" false CLAIMS;
    "iss" "Made by" false CLAIMS;
    "jti" "Its own id" false CLAIMS;
    "nbf" "Start" false CLAIMS;
    "sub" "About whom" false CLAIMS;
}

/// Any other claim.
static OTHER_CLAIM: FieldSpec = FieldSpec {
    key: "",
    title: "Claim",
    is_secret: false,
    source: "",
};

/// The word in front of such a token.
const PREFIX: &str = "jwt-sas";

/// How many claims are told apart.
const MOST_CLAIMS: usize = 48;

pub(super) static FAMILY: Family = Family {
    id: "maps",
    read,
    study,
    steps: to_stop,
    messages: MESSAGES,
};

fn read(piece: &Piece<'_>) -> Option<Product> {
    let jwt = Jwt::find(piece.text)?;
    let is_before = piece
        .text
        .get(..jwt.range.start)
        .is_some_and(|before| marks::find_ignore_case(before, PREFIX).is_some());
    if !is_before && !piece.follows(PREFIX) {
        return None;
    }
    let start = jwt.range.start;
    let mut product = Product::new(&FAMILY, Kind::AzureMaps, piece, jwt.range.clone());
    for (spec, part) in FIELDS.iter().zip(&jwt.parts) {
        product = product.with_value(spec, part.start - start..part.end - start);
    }
    let [_, claims, _] = &jwt.parts;
    let place = claims.start - start..claims.end - start;
    for (name, claim) in jwt.claims.iter().take(MOST_CLAIMS) {
        let spec = FIELDS
            .iter()
            .skip(jwt.parts.len())
            .find(|spec| spec.key == name)
            .unwrap_or(&OTHER_CLAIM);
        let text = jwt::say(claim);
        product.fields.push(Field {
            spec,
            written: name.clone(),
            range: place.clone(),
            name: place.start..place.start,
            value: place.clone(),
            raw: SecretText::new(text.clone()),
            decoded: SecretText::new(text),
            is_inside: true,
            lumped: 0,
        });
    }
    Some(product)
}

fn moment(product: &Product, key: &str) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(product.value(key)?.parse().ok()?, 0)
}

fn study(product: &Product, now: DateTime<Utc>) -> Reading {
    let life = Life {
        now,
        start: moment(product, "nbf"),
        end: moment(product, "exp").map_or(End::Unreadable, End::At),
    };
    Reading {
        thing: "token",
        kind_meaning: say("kind/azure-maps", &[]),
        resource: Resource {
            level: "account".to_owned(),
            covers: shown("an Azure Maps account that the token does not name for certain"),
            service: Some("maps".to_owned()),
            ..Resource::default()
        },
        meanings: product
            .fields
            .iter()
            .map(|field| meaning(product, field, now))
            .collect(),
        life,
        until: "",
        ends: say("validity/azure-maps", &[]),
        grants: Grants::OnServer {
            what: "use an Azure Maps account as the roles of one identity allow".to_owned(),
            more: " Which roles it has is kept in Azure.".to_owned(),
        },
        outcomes: vec![outcome(
            "use-maps",
            Harm::Read,
            say("outcome/maps-use", &[]),
            false,
        )],
        limits: vec![say("limit/maps-rate", &[])],
        revocability: Revocability::KeyOnly,
        stops: say("reason/stop-maps", &[]),
        owner: "the Azure Maps account".to_owned(),
        after: vec![say("action/maps-smaller", &[])],
        unknowns: [
            "unknown/maps-roles",
            "unknown/maps-account",
            "unknown/product-holders",
            "unknown/maps-genuine",
        ]
        .into_iter()
        .map(|id| say(id, &[]))
        .collect(),
        facts: Facts {
            expiry_key: Some("exp"),
            longest: Some(("a day", Duration::hours(24))),
            ..Facts::default()
        },
    }
}

fn meaning(product: &Product, field: &Field, now: DateTime<Utc>) -> Meaning {
    let said = |id: &'static str| Meaning::ok(say(id, &[]));
    match field.spec.key {
        "header" => said("meaning/jwt-header"),
        "claims" => said("meaning/jwt-claims"),
        "signature" => said("meaning/jwt-signature"),
        "exp" => match moment(product, "exp") {
            Some(end) => Meaning::ok(end_message(end, now)).at(end),
            None => Meaning::of(say("meaning/time-unread", &[]), Standing::Invalid),
        },
        key @ ("nbf" | "iat") => match moment(product, key) {
            Some(at) => {
                let text = time::say_moment(at);
                let id = if key == "nbf" {
                    "meaning/jwt-start"
                } else {
                    "meaning/jwt-made"
                };
                Meaning::ok(say(id, &[("at", &text)])).at(at)
            }
            None => Meaning::of(say("meaning/time-unread", &[]), Standing::Invalid),
        },
        "aud" => said("meaning/jwt-audience"),
        "iss" => said("meaning/jwt-issuer"),
        "sub" => said("meaning/jwt-subject"),
        "jti" => said("meaning/jwt-id"),
        _ => Meaning::of(say("meaning/maps-claim", &[]), Standing::Note),
    }
}

fn to_stop(_: &Product, lead: &str) -> Vec<Action> {
    let account = Slot::of(None, is_name, "ACCOUNT_NAME", "the Maps account's name");
    let setting = Setting::default();
    let renew = |which: &str| {
        let name = &account.text;
        setting.commands(
            &format!("az maps account keys renew -g RESOURCE_GROUP -n '{name}' --key {which}"),
            &format!("New-AzMapsAccountKey -ResourceGroupName RESOURCE_GROUP -Name '{name}' -KeyType {which}"),
            &[&account],
        )
    };
    vec![
        step(
            say("action/maps-renew", &[("lead", lead)]),
            renew("primary"),
        ),
        step(say("action/maps-second", &[]), renew("secondary")),
        steps::plain(say("action/maps-identity", &[])),
    ]
}

const MESSAGES: Table = &[
    (
        "action/maps-identity",
        "Or take the identity off the Maps account, or take away its role. That also stops its other tokens.",
    ),
    (
        "action/maps-renew",
        "{lead}: replace the account key that signed it. Every token which that key signed stops. If the identity's own key signed it, this does not help.",
    ),
    (
        "action/maps-second",
        "If the secondary key signed it, or if you cannot find out, replace that one too.",
    ),
    (
        "action/maps-smaller",
        "Give out tokens that end within the hour, for an identity with the smallest role, and with a limit on requests.",
    ),
    (
        "kind/azure-maps",
        "A token for Azure Maps, made in the name of a managed identity (an account for apps).",
    ),
    (
        "limit/maps-rate",
        "Only so many requests a second as were set when it was made.",
    ),
    ("meaning/jwt-audience", "Which service should take it."),
    (
        "meaning/jwt-claims",
        "What the token says, in Base64. Each claim stands below; anyone with the token can read them.",
    ),
    (
        "meaning/jwt-header",
        "How it is signed, in Base64. It is hidden because it is a part of the token.",
    ),
    ("meaning/jwt-id", "A number of its own for this token."),
    ("meaning/jwt-issuer", "Who made it, by its own account."),
    ("meaning/jwt-made", "It was made on {at}."),
    (
        "meaning/jwt-signature",
        "The signature. Without it the token is worth nothing. It is hidden here.",
    ),
    ("meaning/jwt-start", "It works from {at}."),
    ("meaning/jwt-subject", "Whom it speaks for."),
    (
        "meaning/maps-claim",
        "What this claim means in such a token is not published.",
    ),
    (
        "outcome/maps-use",
        "Call the services of Azure Maps at the owner's cost, as far as the roles allow.",
    ),
    (
        "reason/stop-maps",
        "It cannot be stopped alone. The key that signed it must be replaced, or the identity's role taken away.",
    ),
    (
        "unknown/maps-account",
        "Which Azure Maps account it belongs to.",
    ),
    (
        "unknown/maps-genuine",
        "Whether the signature is genuine. How such tokens are signed is not published.",
    ),
    (
        "unknown/maps-roles",
        "Which roles the identity has, and so what the token allows.",
    ),
    ("validity/azure-maps", "It has no readable expiry."),
];
