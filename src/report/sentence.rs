//! The one sentence of consequence: who can do what, to what, until when.

use super::message::Message;
use super::messages::message;
use super::verdict::{Judged, Standing};
use crate::access::network::{self, Addresses};
use crate::access::outcomes::{Outcome, join};
use crate::access::scope::{Rows, Scope};
use crate::access::time;
use crate::access::window::Window;
use crate::params::resources::Level as ScopeLevel;
use crate::params::{Family, Service};
use crate::report::{Impact, State};
use crate::token::Token;
use crate::token::display::short_name;
use chrono::Duration;

/// The great things, with the verbs that say them.
const MAIN: [(&str, &str); 6] = [
    ("read-data", "read"),
    ("consume-messages", "read"),
    ("replace-data", "change"),
    ("change-data", "change"),
    ("delete-data", "delete"),
    ("consume-messages", "delete"),
];

/// A lesser thing to say when the great ones do not cover it.
struct Extra {
    outcome: &'static str,
    /// `{things}` is what it acts on; `{where}` where.
    phrase: &'static str,
    /// Outcomes that say more; with one of them this is left out.
    covered_by: &'static [&'static str],
}

macro_rules! extras {
    ($($outcome:literal $phrase:literal $covered_by:expr;)*) => {
        /// Lesser things, worst first; two of them are said at most.
        const EXTRAS: &[Extra] = &[$(Extra {
            outcome: $outcome,
            phrase: $phrase,
            covered_by: &$covered_by,
        },)*];
    };
}

extras! {
    "delete-containers" "delete whole {things} in {where}" ["delete-data"];
    "delete-versions" "delete older versions of {things} in {where}" ["delete-data"];
    "purge-deleted" "wipe deleted snapshots and versions for good in {where} (if allowed there)" ["delete-data"];
    "change-rights" "change who may open files in {where} (if the account has real folders)" [];
    "change-owners" "change who owns files in {where} (if the account has real folders)" ["change-rights"];
    "change-legal-holds" "lift rules that keep data from being deleted in {where}" ["delete-data"];
    "append-data" "add to the end of {things} in {where} (append blobs only)" ["replace-data"];
    "add-data" "add new {things} to {where}" ["replace-data"];
    "add-entries" "add {things} to {where}" ["replace-data"];
    "move-data" "move and rename {things} in {where} (if the account has real folders)" ["replace-data", "delete-data"];
    "change-settings" "change account-wide settings of {where}" ["replace-data", "delete-data"];
    "change-tags" "read and change the labels (index tags) of {things} in {where}" ["replace-data"];
    "create-containers" "create {things} in {where}" ["add-data", "delete-containers", "replace-data"];
    "change-container-metadata" "change the metadata of {things} in {where}" ["replace-data", "create-containers"];
    "list-items" "list the names of all {things} in {where}" ["read-data", "replace-data", "delete-data"];
    "list-containers" "list all {things} in {where}" ["read-data", "list-items", "replace-data", "delete-data"];
    "list-tables" "list all tables in {where}" ["read-data", "list-items", "list-containers"];
    "find-by-tags" "find {things} by their labels (index tags) in {where}" ["read-data", "list-items"];
    "find-by-tags-anywhere" "find {things} by their labels (index tags) in {where}" ["read-data", "list-items", "find-by-tags"];
    "read-properties" "read the properties of {things} in {where}" ["read-data", "replace-data", "delete-data", "list-items", "list-containers"];
    "read-settings" "read account-wide settings of {where}" ["read-data", "replace-data", "delete-data", "read-properties"];
    "read-access-lists" "read system properties of {where}" ["read-data", "replace-data"];
}

/// Phrases that are others where a token covers one item: the outcome, the only scope it is meant
/// for, if any, and the phrase.
const ON_ITEMS: [(&str, Option<&str>, &str); 6] = [
    ("add-data", None, "create {things}"),
    (
        "append-data",
        None,
        "add to the end of {things} (if of the append kind)",
    ),
    ("delete-versions", Some("version"), "delete {things}"),
    ("purge-deleted", Some("snapshot"), PURGE_COPY),
    ("purge-deleted", Some("version"), PURGE_COPY),
    (
        "purge-deleted",
        None,
        "wipe deleted copies of {things} for good (if allowed there)",
    ),
];
const PURGE_COPY: &str = "wipe {things} once deleted (if allowed there)";

/// What the holder can do.
pub(super) struct Deeds {
    /// The greatest thing, with its place: "read and change everything in the container photos of …".
    pub(super) what: String,
    /// Lesser things, in the same place.
    also: Vec<String>,
    /// Nothing, or "perhaps ".
    may: &'static str,
}

impl Deeds {
    /// Says the lesser things, in a sentence of their own.
    pub(super) fn more(&self, can: &str) -> String {
        let also: Vec<&str> = self.also.iter().map(String::as_str).collect();
        match also.as_slice() {
            [] => String::new(),
            also => format!(" They {can} {}also {}.", self.may, join(also)),
        }
    }
}

/// Says what the holder can do.
pub(super) fn deeds(outcomes: &[Outcome], scope: &Scope) -> Deeds {
    let sure: Vec<&Outcome> = outcomes
        .iter()
        .filter(|outcome| outcome.is_certain)
        .collect();
    // What no source settles is said only when there is nothing else to say.
    let (said, may) = if sure.is_empty() {
        (outcomes.iter().collect(), "perhaps ")
    } else {
        (sure, "")
    };
    let main = main_clause(&said, scope);
    let mut also = extra_clauses(&said, scope, main.as_deref());
    let what = match main {
        Some(main) => main,
        None if also.is_empty() => format!("use lesser rights on {}", scope.say()),
        None => also.remove(0),
    };
    Deeds {
        what: format!("{may}{what}"),
        also,
        may,
    }
}

fn extra_clauses(outcomes: &[&Outcome], scope: &Scope, main: Option<&str>) -> Vec<String> {
    let has = |id: &str| outcomes.iter().any(|outcome| outcome.spec.id == id);
    let found = EXTRAS
        .iter()
        .filter(|extra| !extra.covered_by.iter().any(|id| has(id)))
        .filter_map(|extra| {
            outcomes
                .iter()
                .find(|outcome| outcome.spec.id == extra.outcome)
                .map(|outcome| (extra, outcome))
        })
        .take(2);
    let mut clauses: Vec<String> = Vec::new();
    for (extra, outcome) in found {
        let mut said = clauses.iter().map(String::as_str).chain(main);
        let place = match said.next() {
            None => scope.say(),
            Some(_) => "there".to_owned(),
        };
        let mut things = outcome.things(scope);
        // Explained where they come up first.
        if !clauses
            .iter()
            .map(String::as_str)
            .chain(main)
            .any(|clause| clause.contains(BLOBS))
        {
            things = things.replace(Service::Blob.items(), BLOBS);
        }
        clauses.push(extra_clause(extra, &things, scope, &place));
    }
    clauses
}

fn extra_clause(extra: &Extra, things: &str, scope: &Scope, place: &str) -> String {
    let mut text = extra.phrase.to_owned();
    if scope.level == ScopeLevel::Item {
        // The item itself is the place: "change the labels of the file a.txt in …".
        let special = ON_ITEMS
            .iter()
            .find(|(id, only, _)| *id == extra.outcome && only.is_none_or(|only| only == scope.id));
        if let Some((_, _, phrase)) = special {
            (*phrase).clone_into(&mut text);
        }
        if place != "there" {
            if text.contains("{things}") {
                text = text.replace(" in {where}", "").replace(" to {where}", "");
            }
            return text.replace("{things}", place).replace("{where}", place);
        }
        text = text.replace(" in {where}", "").replace(" to {where}", "");
    } else if place == "there" {
        for word in ["in", "to", "of"] {
            text = text.replace(&format!(" {word} {{where}}"), " there");
        }
    }
    text.replace("{things}", things).replace("{where}", place)
}

/// The great verbs, each with the services it holds for: "read and delete all blobs and table rows,
/// and change all blobs, in …".
fn main_clause(outcomes: &[&Outcome], scope: &Scope) -> Option<String> {
    let mut verbs: Vec<(&str, Vec<Service>)> = Vec::new();
    for (id, verb) in MAIN {
        let Some(outcome) = outcomes.iter().find(|outcome| outcome.spec.id == id) else {
            continue;
        };
        match verbs.iter_mut().find(|(known, _)| *known == verb) {
            Some((_, services)) => services.extend(&outcome.services),
            None => verbs.push((verb, outcome.services.clone())),
        }
    }
    for (_, services) in &mut verbs {
        *services = Service::ALL
            .into_iter()
            .filter(|service| services.contains(service))
            .collect();
    }
    let mut groups: Vec<(Vec<&str>, Vec<Service>)> = Vec::new();
    for (verb, services) in verbs {
        match groups.iter_mut().find(|(_, known)| *known == services) {
            Some((verbs, _)) => verbs.push(verb),
            None => groups.push((vec![verb], services)),
        }
    }
    match groups.as_slice() {
        [] => None,
        [(verbs, services)] => Some(format!("{} {}", join(verbs), object(services, scope))),
        groups => {
            let clauses: Vec<String> = groups
                .iter()
                .map(|(verbs, services)| format!("{} all {}", join(verbs), items(services)))
                .collect();
            let clauses = clauses.join(", and ");
            // Explained once.
            let clauses = match clauses.split_once(BLOBS) {
                Some((before, after)) => {
                    let after = after.replace(BLOBS, Service::Blob.items());
                    format!("{before}{BLOBS}{after}")
                }
                None => clauses,
            };
            Some(format!("{clauses}, in {}", scope.say()))
        }
    }
}

/// What blobs are called where they come up first.
const BLOBS: &str = "files (blobs)";

fn items(services: &[Service]) -> String {
    let noun = |service: &Service| match service {
        Service::Blob => BLOBS,
        Service::File => "files in file shares",
        other => other.items(),
    };
    join(&services.iter().map(noun).collect::<Vec<_>>())
}

/// What the verbs act on.
fn object(services: &[Service], scope: &Scope) -> String {
    match scope.level {
        ScopeLevel::Item => scope.say(),
        _ if !matches!(scope.rows, Rows::All) => scope.say(),
        ScopeLevel::Account if services.len() < Service::ALL.len() => {
            format!("all {} in {}", items(services), scope.say())
        }
        _ => format!("everything in {}", scope.say()),
    }
}

/// Says the sentence of a verdict.
pub(super) fn consequence(token: &Token, judged: &Judged<'_>) -> Message {
    let deeds = deeds(judged.outcomes, judged.scope);
    let who = who(token);
    match judged.standing {
        Standing::Nowhere(id) => message(id, &[]),
        Standing::Unreadable => message("sentence/unreadable", &[("why", &judged.why)]),
        Standing::Never => message("sentence/never", &[]),
        Standing::Readable if judged.state == State::Expired => {
            expired(token, judged, &who, &deeds)
        }
        Standing::Readable if judged.impact == Impact::Nothing => {
            let is_empty = judged.scope.rows == Rows::None;
            message(
                if is_empty {
                    "sentence/nothing-rows"
                } else {
                    "sentence/nothing"
                },
                &[],
            )
        }
        Standing::Readable if judged.impact == Impact::Unknown => on_server(token, judged, &who),
        Standing::Readable => can(token, judged, &who, &deeds),
    }
}

fn can(token: &Token, judged: &Judged<'_>, who: &str, deeds: &Deeds) -> Message {
    let until = until(judged.window);
    let what = deeds.what.as_str();
    let limit = within_role(token, " The link never allows more than its signer may do.");
    let more = format!("{}{limit}", deeds.more("can"));
    let starts = judged
        .window
        .begin()
        .filter(|begin| *begin > judged.window.now)
        .map(time::say_moment);
    if judged.state == State::Malformed {
        return message(
            "sentence/malformed",
            &[
                ("why", &judged.why),
                ("who", who),
                ("what", what),
                ("until", &until),
                ("more", &more),
            ],
        );
    }
    if judged.window.end().is_none() {
        let policy = token.value("si").unwrap_or_default();
        return match starts {
            Some(start) => message(
                "sentence/policy-expiry-future",
                &[
                    ("start", &start),
                    ("who", who),
                    ("what", what),
                    ("more", &more),
                    ("policy", policy),
                ],
            ),
            None => message(
                "sentence/policy-expiry",
                &[
                    ("who", &capital(who)),
                    ("what", what),
                    ("more", &more),
                    ("policy", policy),
                ],
            ),
        };
    }
    match starts {
        Some(start) => message(
            "sentence/future",
            &[
                ("start", &start),
                ("who", who),
                ("what", what),
                ("until", &until),
                ("more", &more),
            ],
        ),
        None => message(
            "sentence/holder",
            &[
                ("who", &capital(who)),
                ("what", what),
                ("until", &until),
                ("more", &more),
            ],
        ),
    }
}

/// The terms sit in a stored access policy.
fn on_server(token: &Token, judged: &Judged<'_>, who: &str) -> Message {
    let policy = token.value("si").unwrap_or_default();
    let scope = judged.scope.say();
    let when = match judged.window.end() {
        Some(_) => format!(", {} at the latest", until(judged.window)),
        None => String::new(),
    };
    message(
        "sentence/policy",
        &[
            ("who", &capital(who)),
            ("policy", policy),
            ("scope", &scope),
            ("when", &when),
        ],
    )
}

fn expired(token: &Token, judged: &Judged<'_>, who: &str, deeds: &Deeds) -> Message {
    let window = judged.window;
    let end = window.end().map(time::say_moment).unwrap_or_default();
    let span = match (window.begin(), window.end()) {
        (Some(begin), Some(end)) => {
            format!(
                "For {} from {}",
                time::say_span(begin, end),
                time::say_day(begin)
            )
        }
        _ => "Until then".to_owned(),
    };
    if judged.state == State::Malformed || !judged.refusals.is_empty() {
        return message(
            "sentence/expired-malformed",
            &[("end", &end), ("why", &judged.why)],
        );
    }
    let (did, more) = match judged.impact {
        Impact::Nothing => ("do nothing with it", String::new()),
        Impact::Unknown => (
            "do what a rule on the server (its stored access policy) allowed",
            String::new(),
        ),
        _ => {
            let limit = within_role(
                token,
                " The link never allowed more than its signer could do.",
            );
            (
                deeds.what.as_str(),
                format!("{}{limit}", deeds.more("could")),
            )
        }
    };
    message(
        "sentence/expired",
        &[
            ("end", &end),
            ("span", &span),
            ("who", who),
            ("did", did),
            ("more", &more),
        ],
    )
}

/// Who can use it: "anyone with this link", and what they must fulfil beside.
pub(super) fn who(token: &Token) -> String {
    let needs_values = token.in_force("srh").is_some() || token.in_force("srq").is_some();
    let address = token
        .in_force("sip")
        .map(network::parse)
        .and_then(|addresses| match (addresses, addresses.count()) {
            (Addresses::Range { first, .. }, Some(1)) => {
                Some(format!("at the network address {first}"))
            }
            (_, Some(count @ 2..=65_536)) => Some(format!("at one of {count} network addresses")),
            _ => None,
        });
    match (token.in_force("sduoid").map(short_name), address) {
        (Some(user), None) if !needs_values => {
            format!("only the Microsoft Entra user {user}, when signed in,")
        }
        (Some(user), address) => {
            let values = needs_values.then_some("with the values agreed on for it");
            let needs: Vec<&str> = values.into_iter().chain(address.as_deref()).collect();
            let needs = needs.join(", ");
            format!("only the Microsoft Entra user {user}, signed in, {needs},")
        }
        (None, Some(address)) if needs_values => {
            format!("anyone with this link and the agreed values, {address},")
        }
        (None, None) if needs_values => {
            "anyone with this link and the values agreed on for it".to_owned()
        }
        (None, Some(address)) => format!("anyone with this link {address}"),
        (None, None) => "anyone with this link".to_owned(),
    }
}

/// A user delegation SAS never allows more than its signer may.
pub(super) fn within_role(token: &Token, limit: &'static str) -> &'static str {
    if token.family() == Family::UserDelegation {
        limit
    } else {
        ""
    }
}

/// Begins a sentence.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => format!("{}{}", first.to_ascii_uppercase(), letters.as_str()),
        None => String::new(),
    }
}

/// Until when, in days; to the minute when it ends soon or at the start of a day.
pub(super) fn until(window: &Window) -> String {
    let Some(end) = window.end() else {
        return "while a rule on the server allows it".to_owned();
    };
    let is_soon = end - window.now < Duration::days(2) && end > window.now;
    let is_midnight = end.time() == chrono::NaiveTime::MIN;
    if is_soon || is_midnight {
        format!("until {}", time::say_moment(end))
    } else {
        format!("until {}", time::say_day(end))
    }
}
