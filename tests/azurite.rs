//! Azurite, Microsoft's emulator, judges what the table of operations says about tokens.
//! `cargo xtask test` sets up what this needs.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod util;

mod azurite {
    pub(crate) mod client;
    pub(crate) mod server;
    pub(crate) mod sign;
    pub(crate) mod token;
    pub(crate) mod trial;
    pub(crate) mod world;
}

use azurite::client::Client;
use azurite::server::{Server, Service};
use azurite::sign::{Key, with_bearer, with_shared_key};
use azurite::token::{DelegationKey, Family, Place, Resource, Signer, Token, VERSION};
use azurite::trial::{self, Control};
use azurite::world::World;
use chrono::{DateTime, Duration, SecondsFormat, Utc};
use std::time::{SystemTime, UNIX_EPOCH};

fn now() -> DateTime<Utc> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    DateTime::from_timestamp(since.as_secs().try_into().unwrap(), 0).unwrap()
}

fn signer(client: &Client) -> Signer {
    let now = now();
    let show = |moment: DateTime<Utc>| moment.to_rfc3339_opts(SecondsFormat::Secs, true);
    let start = show(now - Duration::hours(1));
    let expiry = show(now + Duration::days(2));
    let request = with_bearer(
        trial::container::delegation_key(&start, &expiry),
        now.timestamp(),
    );
    let answer = client.send(&request, "");
    assert_eq!(answer.status, 200, "{answer:?}");
    let fields = [
        ("skoid", "SignedOid"),
        ("sktid", "SignedTid"),
        ("skt", "SignedStart"),
        ("ske", "SignedExpiry"),
        ("sks", "SignedService"),
        ("skv", "SignedVersion"),
    ]
    .map(|(name, element)| (name, answer.element(element).to_owned()));
    let key = Key::read(answer.element("Value"));
    Signer::new(DelegationKey { key, fields }, now)
}

#[test]
fn controls() {
    let server = Server::start();
    let client = Client::new(&server);
    let signer = signer(&client);
    let all = Token {
        family: Family::Account {
            services: "bqt",
            types: "sco",
        },
        letters: "rwdlacuptfixy".to_owned(),
        version: VERSION,
        elsewhere: false,
    };
    let mut bad = 0;
    let place = Place {
        service: Service::Blob,
        container: String::new(),
        blob: String::new(),
        snapshot: None,
    };
    let full = signer.query(&all, &place);
    for service in [Service::Blob, Service::Queue, Service::Table] {
        let answer = client.send(&trial::open_to_websites(service), &full);
        assert_eq!(answer.status, 202, "{answer:?}");
    }
    let container = Token {
        family: Family::Service(Resource::Container),
        letters: "racwdxyltfmeopi".to_owned(),
        ..all.clone()
    };
    for (at, trial) in trial::all().enumerate() {
        let mut world = World::new(&client, &full, format!("t{at:03}"));
        let ask = (trial.make)(&mut world);
        let (request, token) = match trial.control {
            Control::AccountToken => (ask.request, full.clone()),
            Control::ContainerToken => (ask.request, signer.query(&container, &ask.place)),
            Control::SharedKey => (with_shared_key(ask.request), String::new()),
            Control::Bearer => (
                with_bearer(ask.request, signer.now().timestamp()),
                String::new(),
            ),
        };
        let answer = client.send(&request, &token);
        if !trial.yes.contains(&answer.status) {
            println!("{}: {request:?} {answer:?}", trial.name);
            bad += 1;
        }
    }
    assert_eq!(bad, 0);
}
