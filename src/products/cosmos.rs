//! Cosmos DB: authorisation tokens and connection strings.
//!
//! A `master` token is signed for one request, a `resource` token comes from a permission on the
//! server, an `aad` token wraps a sign-in token. In a header the whole of it is percent-encoded.
//!
//! Source: <https://learn.microsoft.com/rest/api/cosmos-db/access-control-on-cosmosdb-resources>

use super::connection_string::{Items, name_of};
use super::hosts;
use super::jwt::Jwt;
use super::lex::{self, Address};
use super::life::{End, Life};
use super::messages::{Table, say};
use super::reading::{Facts, Grants, Meaning, Reading, outcome};
use super::resource_token::signature_meaning;
use super::steps::{self, Setting, Slot, is_label, step};
use super::{Decode, Family, FieldSpec, Piece, Product};
use crate::report::{
    Action, Command, Harm, Impact, Kind, Message, Resource, Revocability, Standing,
};
use crate::token::display::{short_name, shown};
use chrono::{DateTime, Utc};

const ACCESS: &str =
    "https://learn.microsoft.com/rest/api/cosmos-db/access-control-on-cosmosdb-resources";
const STRING: &str = "https://learn.microsoft.com/azure/cosmos-db/nosql/how-to-dotnet-get-started#retrieve-your-account-connection-string";

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
    "type" "Kind of token" false ACCESS;
    "ver" "Version" false ACCESS;
    "sig" "Signature" true ACCESS;
    "AccountEndpoint" "Account" false STRING;
    "AccountKey" "Key" true STRING;
}

pub(super) static FAMILY: Family = Family {
    id: "cosmos",
    read,
    study,
    steps: to_stop,
    messages: MESSAGES,
};

/// The kinds of tokens.
const KINDS: [(&str, Kind); 3] = [
    ("aad", Kind::CosmosEntraToken),
    ("master", Kind::CosmosMasterToken),
    ("resource", Kind::CosmosResourceToken),
];

/// A shorter signature is none.
const SHORTEST_SIGNATURE: usize = 20;

fn read(piece: &Piece<'_>) -> Option<Product> {
    read_token(piece).or_else(|| read_string(piece))
}

/// `type=…&ver=1.0&sig=…`.
fn read_token(piece: &Piece<'_>) -> Option<Product> {
    let text = piece.text;
    let start = lex::name_starts(text, "type=").next()?;
    let mut end = lex::token_end(text, start);
    // The signature of a resource token is a list that ends in its sign.
    if text.get(end..).is_some_and(|rest| rest.starts_with(';')) {
        end += 1;
    }
    let token = text.get(start..end)?;
    let pairs = lex::pairs(token, 0..token.len(), '&');
    let value = |name: &str| {
        let pair = pairs
            .iter()
            .find(|pair| token.get(pair.name.clone()) == Some(name))?;
        token.get(pair.value.clone())
    };
    let (_, kind) = KINDS.iter().find(|(name, _)| value("type") == Some(name))?;
    let is_version = value("ver").is_some_and(|version| {
        (1..=5).contains(&version.len())
            && version
                .bytes()
                .all(|letter| letter.is_ascii_digit() || letter == b'.')
    });
    let is_signed = value("sig").is_some_and(|sig| sig.len() >= SHORTEST_SIGNATURE);
    (is_version && is_signed && pairs.len() == 3).then(|| {
        Product::new(&FAMILY, *kind, piece, start..end).with_pairs(&pairs, FIELDS, Decode::Percent)
    })
}

/// `AccountEndpoint=…;AccountKey=…`.
fn read_string(piece: &Piece<'_>) -> Option<Product> {
    let items = Items::find(piece)?;
    items.value("AccountEndpoint")?;
    items
        .value("AccountKey")
        .filter(|key| lex::is_key_like(key))?;
    let pairs = items.pairs_from(items.range.start, &items.pairs);
    let product = Product::new(&FAMILY, Kind::CosmosConnectionString, piece, items.range)
        .with_pairs(&pairs, FIELDS, Decode::No);
    Some(product)
}

/// The account that a connection string names.
fn account(product: &Product) -> Option<String> {
    name_of(product.value("AccountEndpoint")?)
}

fn say_account(product: &Product) -> String {
    match account(product) {
        Some(name) => format!("the Cosmos DB account {}", short_name(&name)),
        None => "a Cosmos DB account".to_owned(),
    }
}

fn is_emulator(product: &Product) -> bool {
    let host = Address::read(product.value("AccountEndpoint").unwrap_or_default()).host;
    matches!(host.as_str(), "localhost" | "127.0.0.1")
}

fn study(product: &Product, now: DateTime<Utc>) -> Reading {
    let spot = say_account(product);
    let owner = spot.replacen("a Cosmos", "the Cosmos", 1);
    let is_key = product.kind == Kind::CosmosConnectionString;
    let is_emulator = is_emulator(product);
    let is_whole = product
        .value("sig")
        .is_some_and(|sig| lex::is_base64_of(sig, 32));
    let (revocability, stops) = match product.kind {
        Kind::CosmosResourceToken => (Revocability::Policy, "reason/stop-cosmos-permission"),
        Kind::CosmosEntraToken => (Revocability::Delegation, "reason/stop-cosmos-role"),
        _ => (Revocability::KeyOnly, "reason/stop-cosmos-key"),
    };
    let bad_signature = (product.kind == Kind::CosmosMasterToken && !is_whole).then_some("sig");
    Reading {
        thing: if is_key { "connection string" } else { "token" },
        kind_meaning: say(kind_meaning(product.kind), &[]),
        resource: resource(product, &spot),
        meanings: product
            .fields
            .iter()
            .map(|field| meaning(product, field.spec.key, is_whole))
            .collect(),
        life: life(product, now),
        until: match product.kind {
            Kind::CosmosConnectionString => "until that key is replaced",
            Kind::CosmosMasterToken => "within about 15 minutes of the time signed with it",
            _ => "until its time is over",
        },
        ends: ends(product.kind),
        grants: grants(product, &spot, is_emulator),
        outcomes: outcomes(product.kind, &spot, is_emulator),
        limits: match product.kind {
            Kind::CosmosMasterToken => vec![say("limit/cosmos-request", &[])],
            _ => Vec::new(),
        },
        revocability,
        stops: say(stops, &[]),
        owner: owner.clone(),
        after: vec![
            say("action/product-logs", &[("owner", &owner)]),
            say("action/cosmos-smaller", &[]),
        ],
        unknowns: unknowns(product.kind),
        facts: Facts {
            is_key: is_key && !is_emulator,
            bad_signature,
            ..Facts::default()
        },
    }
}

fn kind_meaning(kind: Kind) -> &'static str {
    match kind {
        Kind::CosmosConnectionString => "kind/cosmos-connection-string",
        Kind::CosmosResourceToken => "kind/cosmos-resource-token",
        Kind::CosmosEntraToken => "kind/cosmos-entra-token",
        _ => "kind/cosmos-master-token",
    }
}

/// The end that a wrapped sign-in token states; the others state none.
fn life(product: &Product, now: DateTime<Utc>) -> Life {
    match product.kind {
        Kind::CosmosConnectionString => Life::of(End::Never, now),
        Kind::CosmosEntraToken => {
            let end = Jwt::find(product.value("sig").unwrap_or_default())
                .and_then(|jwt| jwt.moment("exp"));
            Life::of(end.map_or(End::OnServer, End::At), now)
        }
        _ => Life::of(End::OnServer, now),
    }
}

fn ends(kind: Kind) -> Message {
    say(
        match kind {
            Kind::CosmosConnectionString => "validity/cosmos-key",
            Kind::CosmosResourceToken => "validity/cosmos-resource",
            Kind::CosmosEntraToken => "validity/cosmos-entra",
            _ => "validity/cosmos-master",
        },
        &[],
    )
}

fn resource(product: &Product, spot: &str) -> Resource {
    let host = Address::read(product.value("AccountEndpoint").unwrap_or_default()).host;
    Resource {
        level: match product.kind {
            Kind::CosmosMasterToken => "request",
            Kind::CosmosResourceToken => "resource",
            _ => "account",
        }
        .to_owned(),
        covers: shown(spot),
        service: Some("cosmos".to_owned()),
        cloud: hosts::find(&host).map(|spec| spec.cloud.to_owned()),
        host: Some(shown(&host)).filter(|host| !host.is_empty()),
        ..Resource::default()
    }
}

fn meaning(product: &Product, key: &str, is_whole: bool) -> Meaning {
    match (key, product.kind) {
        ("type", Kind::CosmosResourceToken) => Meaning::ok(say("meaning/cosmos-resource", &[])),
        ("type", Kind::CosmosEntraToken) => Meaning::ok(say("meaning/cosmos-entra", &[])),
        ("type", _) => Meaning::ok(say("meaning/cosmos-master", &[])),
        ("ver", _) => Meaning::ok(say("meaning/cosmos-version", &[])),
        ("sig", Kind::CosmosMasterToken) => signature_meaning(is_whole, "token", "32"),
        ("sig", _) => Meaning::ok(say("meaning/cosmos-opaque", &[])),
        ("AccountEndpoint", _) => Meaning::ok(say("meaning/cosmos-endpoint", &[])),
        ("AccountKey", _) => Meaning::of(say("meaning/key-hidden", &[]), Standing::Warning),
        _ => Meaning::of(
            say("meaning/not-documented", &[("thing", "token")]),
            Standing::Note,
        ),
    }
}

fn grants(product: &Product, spot: &str, is_emulator: bool) -> Grants {
    if is_emulator {
        return Grants::Nothing(say("sentence/cosmos-emulator", &[]));
    }
    match product.kind {
        Kind::CosmosConnectionString => Grants::Known {
            what: format!("read all data in {spot}"),
            more: " Unless it is a key for reading only, they can also change and delete it. Nothing in the string tells the two apart."
                .to_owned(),
            // Every key reads everything.
            impact: Impact::Broad,
        },
        Kind::CosmosResourceToken => Grants::OnServer {
            what: format!("read, or read and change, what one permission in {spot} names"),
            more: " The permission is kept on the server. It is for a container, a partition or one item."
                .to_owned(),
        },
        Kind::CosmosEntraToken => Grants::OnServer {
            what: format!("do in {spot} what the roles of a signed-in user or app allow"),
            more: String::new(),
        },
        _ => Grants::OnServer {
            what: format!("make the one request to {spot} that it was signed for"),
            more: " Which request that is does not stand in the token.".to_owned(),
        },
    }
}

fn outcomes(kind: Kind, spot: &str, is_emulator: bool) -> Vec<crate::report::Outcome> {
    if is_emulator {
        return Vec::new();
    }
    let args = [("place", spot)];
    let is_key = kind == Kind::CosmosConnectionString;
    let read = outcome(
        "read-items",
        Harm::Read,
        say("outcome/cosmos-read", &args),
        is_key,
    );
    let change = outcome(
        "change-items",
        Harm::Destroy,
        say("outcome/cosmos-change", &args),
        false,
    );
    vec![change, read]
}

fn unknowns(kind: Kind) -> Vec<Message> {
    let rows = [
        (
            kind == Kind::CosmosConnectionString,
            "unknown/cosmos-read-only",
        ),
        (
            kind == Kind::CosmosResourceToken,
            "unknown/cosmos-permission",
        ),
        (kind == Kind::CosmosMasterToken, "unknown/cosmos-request"),
        (kind == Kind::CosmosEntraToken, "unknown/cosmos-roles"),
        (
            kind != Kind::CosmosConnectionString,
            "unknown/cosmos-account",
        ),
        (true, "unknown/product-holders"),
        (kind == Kind::CosmosMasterToken, "unknown/cosmos-genuine"),
        (kind == Kind::CosmosResourceToken, "unknown/cosmos-opaque"),
        (
            kind != Kind::CosmosEntraToken,
            "unknown/product-key-replaced",
        ),
        (true, "unknown/product-network"),
    ];
    rows.into_iter()
        .filter(|(applies, _)| *applies)
        .map(|(_, id)| say(id, &[]))
        .collect()
}

/// Replaces one of the account's keys.
pub(super) fn renew(account: &Slot, setting: &Setting, which: &str) -> Vec<Command> {
    let name = &account.text;
    setting.commands(
        &format!("az cosmosdb keys regenerate -g RESOURCE_GROUP -n '{name}' --key-kind {which}"),
        &format!("New-AzCosmosDBAccountKey -ResourceGroupName RESOURCE_GROUP -Name '{name}' -KeyKind {which}"),
        &[account],
    )
}

fn to_stop(product: &Product, lead: &str) -> Vec<Action> {
    let slot = Slot::of(
        account(product).as_deref(),
        is_label,
        "ACCOUNT_NAME",
        "the account's name",
    );
    let host = Address::read(product.value("AccountEndpoint").unwrap_or_default()).host;
    let setting = Setting::of(hosts::find(&host).map(|spec| spec.cloud));
    let lead = [("lead", lead)];
    let keys = |first: Message| {
        vec![
            step(first, renew(&slot, &setting, "primary")),
            step(
                say("action/cosmos-second", &[]),
                renew(&slot, &setting, "secondary"),
            ),
        ]
    };
    match product.kind {
        Kind::CosmosResourceToken => {
            let mut actions = vec![steps::plain(say("action/cosmos-permission", &lead))];
            actions.extend(keys(say("action/cosmos-renew-too", &[])));
            actions
        }
        Kind::CosmosEntraToken => vec![steps::plain(say("action/cosmos-role", &lead))],
        Kind::CosmosConnectionString => {
            let mut actions = keys(say("action/cosmos-renew", &lead));
            actions.push(step(
                say("action/cosmos-read-only", &[]),
                renew(&slot, &setting, "primaryReadonly"),
            ));
            actions
        }
        _ => keys(say("action/cosmos-renew-master", &lead)),
    }
}

const MESSAGES: Table = &[
    (
        "action/cosmos-permission",
        "{lead}: delete the permission that it was made from, or the Cosmos DB user who holds it. An app that hands out such tokens does that; there is no button for it in the portal.",
    ),
    (
        "action/cosmos-read-only",
        "It may be one of the two keys that only read. Then replace that one: primaryReadonly or secondaryReadonly.",
    ),
    (
        "action/cosmos-renew",
        "{lead}: replace this key. First move every app that uses it to the account's secondary key. Compare it in the portal, under Keys, to see which it is.",
    ),
    (
        "action/cosmos-renew-master",
        "{lead}: replace the account key that signed it. First move every app that uses it to the account's secondary key. One such token dies by itself within minutes, but its key signs others.",
    ),
    (
        "action/cosmos-renew-too",
        "If you cannot find the permission: replace the account's primary key. First move every app that uses it to the other key.",
    ),
    (
        "action/cosmos-role",
        "{lead}: take away the user's or app's role in the Cosmos DB account, or revoke its sign-in in Microsoft Entra ID.",
    ),
    (
        "action/cosmos-second",
        "If it was the secondary key: once every app uses the new primary key, replace that one as well.",
    ),
    (
        "action/cosmos-smaller",
        "Let apps sign in with an identity of their own and a role, and switch account keys off.",
    ),
    (
        "kind/cosmos-connection-string",
        "A connection string with an account key for Cosmos DB, a database service.",
    ),
    (
        "kind/cosmos-entra-token",
        "A sign-in token (Microsoft Entra) for a user or app, in the form that Cosmos DB takes.",
    ),
    (
        "kind/cosmos-master-token",
        "A Cosmos DB token that an account key signed, for one request within minutes.",
    ),
    (
        "kind/cosmos-resource-token",
        "A Cosmos DB resource token: it opens what one permission on the server names, for some hours at most.",
    ),
    (
        "limit/cosmos-request",
        "Only for one request, sent within about 15 minutes of the time that was signed with it.",
    ),
    ("meaning/cosmos-endpoint", "The address of the account."),
    (
        "meaning/cosmos-entra",
        "A sign-in token of Microsoft Entra stands in the place of a signature, for a signed-in user or app.",
    ),
    (
        "meaning/cosmos-master",
        "An account key signed one request. The token is of no use for another.",
    ),
    (
        "meaning/cosmos-opaque",
        "A part that only Cosmos DB can read. It is hidden here.",
    ),
    (
        "meaning/cosmos-resource",
        "It was made by a permission on the server, for one resource.",
    ),
    ("meaning/cosmos-version", "The version of the token's form."),
    (
        "outcome/cosmos-change",
        "Change and delete items of {place}, if it may do more than read.",
    ),
    ("outcome/cosmos-read", "Read items of {place}."),
    (
        "reason/stop-cosmos-key",
        "It cannot be stopped alone. The account key must be replaced, which stops all apps that use that key.",
    ),
    (
        "reason/stop-cosmos-permission",
        "It can be stopped by deleting the permission that it was made from.",
    ),
    (
        "reason/stop-cosmos-role",
        "It can be stopped by taking away the role of the user or app that signed in.",
    ),
    (
        "sentence/cosmos-emulator",
        "This belongs to the Cosmos DB emulator on a development machine. It opens nothing in Azure.",
    ),
    (
        "unknown/cosmos-account",
        "Which Cosmos DB account it belongs to.",
    ),
    (
        "unknown/cosmos-genuine",
        "Whether the signature is genuine. To check it takes the key, and what was asked for and when.",
    ),
    (
        "unknown/cosmos-opaque",
        "When it ends, and whether it is genuine: only Cosmos DB can read that part.",
    ),
    (
        "unknown/cosmos-permission",
        "Which container, partition or item the permission names, and whether it allows changes.",
    ),
    (
        "unknown/cosmos-read-only",
        "Whether it is one of the account's keys for reading only.",
    ),
    (
        "unknown/cosmos-request",
        "Which request it was signed for, and when.",
    ),
    ("unknown/cosmos-roles", "Which roles the user or app has."),
    (
        "validity/cosmos-entra",
        "Its end cannot be read here. Sign-in tokens work for about an hour, as a rule.",
    ),
    (
        "validity/cosmos-key",
        "A key has no end: it works until it is replaced.",
    ),
    (
        "validity/cosmos-master",
        "It works for about 15 minutes around the time that was signed with it. That time does not stand in it.",
    ),
    (
        "validity/cosmos-resource",
        "Its end does not show in it. By default it works for an hour. Microsoft's documents differ on the most that can be set: five hours, or a day.",
    ),
];
