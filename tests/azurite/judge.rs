//! Puts each request to Azurite with each token, and sets its answer beside ours.

use super::client::{Client, Request, Response};
use super::disagreement::Row;
use super::server::{Server, Service};
use super::sign::{with_bearer, with_shared_key};
use super::token::{DelegationKey, Place, Resource, Signer, Token};
use super::tokens::{self, Size};
use super::trial::{self, Control, Trial, Upkeep};
use super::unjudged::UNJUDGED;
use super::world::{Ask, World};
use chrono::{DateTime, Duration, SecondsFormat, Utc};
use sas_lens::report::{self, Answer};
use sas_lens::signature::Key;
use sas_lens::{Options, analyze};
use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

/// Connections at a time. Azurite is one thread, so more would only wait.
const WORKERS: usize = 3;

/// What Azurite says to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Theirs {
    /// It does it, or would do it.
    Yes,
    /// It refuses, for what the token lacks.
    No,
    /// It refuses although the token is signed for this: it cannot check its signature.
    NotRead,
    /// It breaks off, as it has no rule for the request.
    Fails,
}

/// One request with one token, and both answers.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) trial: &'static str,
    pub(crate) id: &'static str,
    pub(crate) token: Token,
    pub(crate) ours: Answer,
    pub(crate) theirs: Theirs,
}

impl Case {
    /// Whether the answers are the same; `None` where ours is that nobody can know.
    pub(crate) fn agrees(&self) -> Option<bool> {
        match (self.ours, self.theirs) {
            (Answer::Allowed, Theirs::Yes) | (Answer::Denied, Theirs::No) => Some(true),
            (Answer::Unknown, Theirs::Yes | Theirs::No) => None,
            _ => Some(false),
        }
    }
}

/// Codes of a refusal for what a token lacks.
const LACKS: [&str; 3] = [
    "AuthorizationPermissionMismatch",
    "AuthorizationResourceTypeMismatch",
    "AuthorizationServiceMismatch",
];
/// Codes of a refusal of the token as such.
const UNREADABLE: [&str; 2] = ["AuthorizationFailure", "AuthenticationFailed"];

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
                while let Some(trial) = {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    trials.get(at).map(|trial| (at, *trial))
                } {
                    *heard[trial.0].lock().unwrap() = court.hear(trial.0, trial.1);
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
            let is_refused = refused.status == 403 && has_code(&refused, &UNREADABLE);
            assert!(is_refused, "{}: {refused:?}", trial.name);
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
            return self.read(&link).answer(trial.id(), place);
        }
        // Every operation is asked about with the same account tokens.
        let mut known = self.account_links.lock().unwrap();
        let read = known.entry(link).or_insert_with_key(|link| self.read(link));
        read.answer(trial.id(), place)
    }

    fn read(&self, link: &str) -> Read {
        let mut report = analyze(link, &Options::at(self.signer.now()));
        assert_eq!(report.tokens.len(), 1, "{link}");
        let token = report.tokens.remove(0);
        let operations = token.access.operations.into_iter();
        Read {
            resource: token.resource,
            answers: operations
                .map(|operation| (operation.id, operation.answer))
                .collect(),
        }
    }
}

/// What the report on a link says.
struct Read {
    resource: report::Resource,
    answers: HashMap<String, Answer>,
}

impl Read {
    /// Whether an operation is allowed at a place.
    fn answer(&self, id: &str, place: &Place) -> Answer {
        if !covers(&self.resource, place) {
            return Answer::Denied;
        }
        // What is not listed is of a service that the token does not concern.
        self.answers.get(id).copied().unwrap_or(Answer::Denied)
    }
}

/// Whether there is something to say about a token and a request.
fn is_about(trial: &Trial, token: &Token, place: &Place) -> bool {
    let wants_snapshot = token.resource() == Some(Resource::Snapshot);
    // What needs no token has no other place either.
    let is_free_elsewhere = token.elsewhere && trial.control == Control::Nothing;
    !is_free_elsewhere && (!wants_snapshot || place.snapshot.is_some())
}

/// Whether a place is inside what the report says that a link opens.
fn covers(resource: &report::Resource, place: &Place) -> bool {
    let in_container = resource.container.as_deref() == Some(&place.container);
    let path = resource.path.as_deref().unwrap_or_default();
    let is_snapshot = place.snapshot.is_some();
    match resource.level.as_str() {
        "account" => true,
        "container" | "queue" | "table" => in_container,
        "directory" => {
            let below = place.blob.strip_prefix(path);
            in_container && below.is_some_and(|rest| rest.starts_with('/'))
        }
        "blob" => in_container && path == place.blob && !is_snapshot,
        "snapshot" => in_container && path == place.blob && is_snapshot,
        level => panic!("no request is about the level {level}"),
    }
}

/// Reads Azurite's answer.
fn theirs(trial: &Trial, token: &Token, ask: &Ask, answer: &Response) -> Theirs {
    if trial.yes.contains(&answer.status) {
        Theirs::Yes
    } else if answer.status == 403 && has_code(answer, &LACKS) {
        Theirs::No
    } else if answer.status == 403 && has_code(answer, &UNREADABLE) {
        // For what only a signed-in user may do, it refuses every token like this.
        let is_for_users = trial.control == Control::Bearer;
        if !is_for_users && is_signed_for(token, &ask.request, &ask.place) {
            Theirs::NotRead
        } else {
            Theirs::No
        }
    } else if answer.status == 500 && answer.body.is_empty() {
        Theirs::Fails
    } else {
        panic!("{} with {token}: {:?}: {answer:?}", trial.name, ask.request);
    }
}

fn has_code(answer: &Response, codes: &[&str]) -> bool {
    answer
        .code
        .as_deref()
        .is_some_and(|code| codes.contains(&code))
}

/// Whether the path of a request lies in what the token is signed for, so that Azurite can check the
/// signature.
fn is_signed_for(token: &Token, request: &Request, place: &Place) -> bool {
    let container = format!("/{}", place.container);
    let blob = format!("{container}/{}", place.blob);
    let is_at = |path: &str| {
        let rest = request.path.strip_prefix(path);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '(']))
    };
    if token.elsewhere {
        return false;
    }
    match token.resource() {
        None => true,
        Some(Resource::Container | Resource::Queue) => is_at(&container),
        Some(Resource::Directory | Resource::Snapshot) => is_at(&blob),
        Some(Resource::Blob) => is_at(&blob) && place.snapshot.is_none(),
        Some(Resource::Table) => {
            is_at(&container) || request.path == format!("/Tables('{}')", place.container)
        }
    }
}

/// What a run came to.
pub(crate) struct Sum<'a> {
    pub(crate) agreed: usize,
    pub(crate) unknown: usize,
    /// The cases that no row explains, or more than one.
    pub(crate) unexplained: Vec<(&'a Case, usize)>,
    /// How many cases each row explains.
    pub(crate) explained: Vec<usize>,
}

/// Sets every disagreement against the rows that explain them.
pub(crate) fn sum<'a>(cases: &'a [Case], rows: &[Row]) -> Sum<'a> {
    let mut sum = Sum {
        agreed: 0,
        unknown: 0,
        unexplained: Vec::new(),
        explained: vec![0; rows.len()],
    };
    for case in cases {
        match case.agrees() {
            Some(true) => sum.agreed += 1,
            None => sum.unknown += 1,
            Some(false) => {
                let explains: Vec<_> = (0..rows.len())
                    .filter(|at| rows[*at].explains(case))
                    .collect();
                match explains.as_slice() {
                    [at] => sum.explained[*at] += 1,
                    several => sum.unexplained.push((case, several.len())),
                }
            }
        }
    }
    sum
}
