//! Puts each request to Azurite with each token, and sets its answer beside ours.

use super::answers::{Read, is_unreadable, theirs};
use super::case::{Case, Theirs};
use super::client::Client;
use super::server::{Server, Service};
use super::sign::{with_bearer, with_shared_key};
use super::token::{DelegationKey, Place, Resource, Signer, Token};
use super::tokens::{self, Size};
use super::trial::{self, Control, Trial, Upkeep};
use super::unjudged::UNJUDGED;
use super::world::{Ask, World};
use chrono::{DateTime, Duration, SecondsFormat, Utc};
use sas_lens::report::Answer;
use sas_lens::signature::Key;
use std::collections::HashMap;
use std::iter;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

/// Connections at a time. Azurite is one thread, so more would only wait.
const WORKERS: usize = 3;

/// Asks everything, in a fixed order.
pub(crate) fn run(size: Size) -> Vec<Case> {
    let server = Server::start();
    let client = Client::new(&server);
    let court = Court {
        signer: signer(&client),
        client: &client,
        size,
        account_links: Mutex::default(),
    };
    court.open();
    let trials: Vec<_> = trial::all().collect();
    let next = AtomicUsize::new(0);
    let heard: Vec<_> = trials.iter().map(|_| Mutex::new(Vec::new())).collect();
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                let numbers = iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
                for number in numbers.take_while(|number| *number < trials.len()) {
                    *heard[number].lock().unwrap() = court.hear(number, trials[number]);
                }
            });
        }
    });
    heard
        .into_iter()
        .flat_map(|cases| cases.into_inner().unwrap())
        .collect()
}

/// Shows that what is not judged cannot be.
pub(crate) fn excuses() {
    let server = Server::start();
    let client = Client::new(&server);
    let signer = signer(&client);
    let setup = signer.query(&tokens::full_account(), &Place::account());
    for (number, unjudged) in UNJUDGED.iter().enumerate() {
        let Some(proof) = &unjudged.proof else {
            continue;
        };
        let mut world = World::new(&client, &setup, format!("u{number:03}"));
        for token in proof.tokens() {
            let ask = (proof.make)(&mut world);
            let query = signer.query(&token, &ask.place);
            let answer = client.send(&ask.request, &query);
            assert_eq!(answer.status, proof.status, "{}: {answer:?}", unjudged.id);
        }
    }
}

/// The moment that tokens are made for. Azurite looks at the clock, so this must.
pub(crate) fn now() -> DateTime<Utc> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    DateTime::from_timestamp(since.as_secs().try_into().unwrap(), 0).unwrap()
}

/// Asks Azurite for a user delegation key, as a signed-in user would.
fn signer(client: &Client) -> Signer {
    let now = now();
    let show = |moment: DateTime<Utc>| moment.to_rfc3339_opts(SecondsFormat::Secs, true);
    let start = show(now - Duration::hours(1));
    let expiry = show(now + Duration::days(2));
    let request = trial::container::delegation_key(&start, &expiry);
    let answer = client.send(&with_bearer(request, now.timestamp()), "");
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
    let key = Key::new("delegation", answer.element("Value"));
    Signer::new(DelegationKey { key, fields }, now)
}

/// Azurite, and what it takes to ask it.
struct Court<'a> {
    client: &'a Client,
    signer: Signer,
    size: Size,
    account_links: Mutex<HashMap<String, Read>>,
}

impl Court<'_> {
    /// Lets websites ask, which a preflight request is about.
    fn open(&self) {
        let token = self.full_account();
        for service in [Service::Blob, Service::Queue, Service::Table] {
            let answer = self.client.send(&trial::open_to_websites(service), &token);
            assert_eq!(answer.status, 202, "{answer:?}");
        }
    }

    fn full_account(&self) -> String {
        self.signer
            .query(&tokens::full_account(), &Place::account())
    }

    /// Asks about one operation with every token.
    fn hear(&self, number: usize, trial: &'static Trial) -> Vec<Case> {
        let setup = self.full_account();
        let mut world = World::new(self.client, &setup, format!("t{number:03}"));
        self.check(trial, &(trial.make)(&mut world));
        let mut ask = (trial.make)(&mut world);
        let mut cases = Vec::new();
        for token in tokens::of(ask.place.service, self.size) {
            if !is_about(trial, &token, &ask.place) {
                continue;
            }
            let query = self.signer.query(&token, &ask.place);
            let answer = self.client.send(&ask.request, &query);
            let ours = self.ours(trial, &token, &ask.place);
            let case = Case {
                trial: trial.name,
                id: trial.id(),
                theirs: theirs(trial, &token, &ask, &answer),
                ours,
                token,
            };
            if case.theirs == Theirs::Yes && trial.upkeep == Upkeep::Spent {
                ask = (trial.make)(&mut world);
            }
            cases.push(case);
        }
        cases
    }

    /// Makes sure that the request is right, and that Azurite looks at the signature.
    fn check(&self, trial: &Trial, ask: &Ask) {
        let request = ask.request.clone();
        let moment = self.signer.now().timestamp();
        let forged = self.signer.query(&tokens::full_account(), &ask.place) + "A";
        let refused = self.client.send(&request, &forged);
        if trial.control != Control::Nothing {
            assert!(is_unreadable(&refused), "{}: {refused:?}", trial.name);
        }
        let (request, token) = match trial.control {
            Control::Nothing => (request, String::new()),
            Control::AccountToken => (request, self.full_account()),
            Control::ContainerToken => {
                let token = self.signer.query(&tokens::full_container(), &ask.place);
                (request, token)
            }
            Control::SharedKey => (with_shared_key(request), String::new()),
            Control::Bearer => (with_bearer(request, moment), String::new()),
        };
        let answer = self.client.send(&request, &token);
        let worked = trial.yes.contains(&answer.status);
        assert!(worked, "{}: {request:?}: {answer:?}", trial.name);
    }

    /// Returns our answer, from the report on the link.
    fn ours(&self, trial: &Trial, token: &Token, place: &Place) -> Answer {
        let link = self.signer.link(token, place);
        if token.resource().is_some() {
            return Read::new(&link, self.signer.now()).answer(trial.id(), place);
        }
        // Every operation is asked about with the same account tokens.
        let mut known = self.account_links.lock().unwrap();
        let read = known
            .entry(link)
            .or_insert_with_key(|link| Read::new(link, self.signer.now()));
        read.answer(trial.id(), place)
    }
}

/// Whether there is something to say about a token and a request.
fn is_about(trial: &Trial, token: &Token, place: &Place) -> bool {
    let wants_snapshot = token.resource() == Some(Resource::Snapshot);
    // What needs no token has no other place either.
    let is_free_elsewhere = token.elsewhere && trial.control == Control::Nothing;
    !is_free_elsewhere && (!wants_snapshot || place.snapshot.is_some())
}
