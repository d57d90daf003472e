//! Cosmos DB: authorisation tokens and connection strings.
//!
//! A `master` token is signed for one request, a `resource` token comes from a permission on the
//! server, an `aad` token wraps a sign-in token. In a header the whole of it is percent-encoded.
//!
//! Source: <https://learn.microsoft.com/rest/api/cosmos-db/access-control-on-cosmosdb-resources>

mod messages;

use super::connection_string::{self, Items, name_of};
use super::hosts;
use super::jwt::Jwt;
use super::lex::{self, Address};
use super::life::{End, Life};
use super::messages::say;
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
    messages: messages::MESSAGES,
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
    let pairs = connection_string::moved(&items.pairs, items.range.start);
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
