//! The operations behind what a token allows, each allowed or denied, said for people.

mod host;
mod names;
mod request;

use super::build::Studied;
use super::message::{self, Message};
use super::{Answer, Operation, Outcome};
use crate::access::effective::Doubt;
use crate::access::operations::answer::{Holder, Why};
use crate::access::operations::{Alternative, Need, OperationSpec};
use crate::access::outcomes::join;
use crate::access::scope::Scope;
use crate::params::Service;
use crate::params::grants::letter_name;
use crate::params::resources::Level;
use crate::token::Token;
use request::Requests;

/// Every reason: its id and its template, sorted by id.
const REASONS: &[(&str, &str)] = &[
    (
        "account-only",
        "Only a link for the whole account (an account SAS) can do this.",
    ),
    ("any-letter", "Any one permission is enough for this."),
    ("letters", "It needs {needed}; the link has only {held}."),
    ("no-kind", "No shared access link of any kind can do this."),
    ("no-row", "No row lies in the link's range."),
    (
        "not-delegated",
        "A link signed in the name of a user or app (user delegation SAS) cannot do this.",
    ),
    ("nothing-needed", "Anyone may send this, without a link."),
    (
        "older",
        "The link has {letters}. Permission {letter} came with version {since}, but the link follows {version}. What Azure does then is not documented.",
    ),
    (
        "older-resource",
        "Links for {title} came with version {since}, but this one follows {version}. What Azure does then is not documented.",
    ),
    (
        "one-end",
        "The link has {letters}, but covers one end of the move only. The other end needs a link of its own.",
    ),
    (
        "only-reads",
        "No public source says which permission it needs. It changes something, and the link has only {held}, so most likely it cannot.",
    ),
    (
        "policy",
        "A rule on the server decides: the stored access policy {policy}.",
    ),
    (
        "preview",
        "Such links for tables are a preview, and its rules are not published.",
    ),
    ("scope", "It is outside of what the link opens: {title}."),
    (
        "service",
        "It goes to {service}; the link is only for {services}.",
    ),
    ("sp", "The link has {letters}."),
    (
        "type",
        "It needs the resource type {needed}; the link has only {held}.",
    ),
    ("unreadable", "The link does not say {what}."),
    (
        "unsettled",
        "No public source says which permission it needs.",
    ),
    (
        "unsettled-letters",
        "The link has {letters}. No public source says whether that is enough here.",
    ),
    (
        "version",
        "The permission {letters} is enough only from version {from} on; the link follows {version}.",
    ),
];

/// Where a text holds too many tokens.
const LEFT_OUT: &str = "Which requests a link allows, and how to find out who used it, are listed for the first {count} links only. Check one of the others by itself to see both.";

/// Says that operations are listed for the first tokens only.
pub(super) fn left_out(count: usize) -> Message {
    Message::render(
        "skipped/operations",
        LEFT_OUT,
        &[("count", &count.to_string())],
    )
}

/// Lists every template of this module, for those who measure or translate them.
#[cfg(feature = "reference")]
pub(crate) fn templates() -> impl Iterator<Item = (String, &'static str)> {
    let reasons = REASONS
        .iter()
        .map(|(id, text)| (format!("operation/{id}"), *text));
    let notes = crate::access::operations::all()
        .filter(|operation| !operation.note.is_empty())
        .map(|operation| (note_id(operation.id), operation.note));
    reasons
        .chain(notes)
        .chain([REPLACES, REPLACES_BY_COPY].map(|(id, text)| (note_id(id), text)))
        .chain([("skipped/operations".to_owned(), LEFT_OUT)])
}

/// Says what else there is to know of an operation.
fn note(operation: &OperationSpec, scope: &Scope) -> Option<Message> {
    // Without a header that keeps Azure from it, nothing but the name makes it a new one.
    if scope.level == Level::Item && operation.path.contains("{new-file}") {
        let is_copy = operation.id == "file/copy-file-new";
        let (id, text) = if is_copy { REPLACES_BY_COPY } else { REPLACES };
        return Some(Message::render(note_id(id), text, &[]));
    }
    (!operation.note.is_empty())
        .then(|| Message::render(note_id(operation.id), operation.note, &[]))
}

/// The notes where a token covers one file, so that no new name is within reach.
const REPLACES: (&str, &str) = (
    "replaces",
    "If the file exists, it is replaced, or the request is refused.",
);
const REPLACES_BY_COPY: (&str, &str) = (
    "replaces-by-copy",
    "What is copied must be readable by itself: public, or with a link of its own. If the file exists, it is replaced, or the request is refused.",
);

fn note_id(id: &str) -> String {
    format!("operation/note/{id}")
}

/// Tells every operation of the services that a token concerns.
pub(super) fn of(studied: &Studied<'_>, outcomes: &[Outcome]) -> Vec<Operation> {
    let holder = Holder::new(studied.token, &studied.scope);
    let requests = Requests::new(studied.token, &studied.scope);
    let tell = |operation: &'static OperationSpec| {
        let ruling = holder.ask(operation);
        let is_denied = ruling.answer == Answer::Denied;
        let behind = outcomes
            .iter()
            .filter(|outcome| !is_denied && stands_behind(operation, outcome));
        Operation {
            id: operation.id.to_owned(),
            name: operation.name.to_owned(),
            service: operation.service,
            goal: operation.goal,
            outcomes: behind.map(|outcome| outcome.id.clone()).collect(),
            answer: ruling.answer,
            reason: reason(studied, operation, &holder.need(operation), ruling.why),
            decided_by: ruling.decided_by.into_iter().map(str::to_owned).collect(),
            letters: alternatives(&holder.need(operation), studied.token),
            note: note(operation, &studied.scope),
            request: (!is_denied).then(|| requests.of(operation)),
            source: operation.source.to_owned(),
        }
    };
    holder.operations().map(tell).collect()
}

fn stands_behind(operation: &OperationSpec, outcome: &Outcome) -> bool {
    let service = operation.storage_service().map(Service::id);
    let mut services = outcome.services.iter().map(String::as_str);
    operation.outcomes.contains(&outcome.id.as_str()) && services.any(|one| Some(one) == service)
}

/// What is enough for an operation, as the report shows it.
fn alternatives(need: &Need, token: &Token) -> String {
    match need {
        Need::Letters(alternatives) => {
            let in_force = alternatives.iter().filter(|one| one.is_in_force(token));
            let letters: Vec<&str> = in_force.map(|one| one.letters).collect();
            letters.join("|")
        }
        Need::AnyLetter => "any".to_owned(),
        Need::Never | Need::Nothing | Need::Unsettled | Need::UnsettledChange => String::new(),
    }
}

/// Says why an operation is allowed, denied or neither.
fn reason(studied: &Studied<'_>, operation: &OperationSpec, need: &Need, why: Why) -> Message {
    let token = studied.token;
    let service = operation.storage_service();
    let with = |alternative: Alternative| said(alternative, service);
    let title = studied.scope.spec.map_or("", |spec| spec.title);
    let version = match token.rules() {
        "" => "the oldest rules".to_owned(),
        version => format!("version {version}"),
    };
    match why {
        Why::Held(enough) => say("sp", &[("letters", &with(enough))]),
        Why::AnyLetter => say("any-letter", &[]),
        Why::NeedsNothing => say("nothing-needed", &[]),
        Why::NoKind => say("no-kind", &[]),
        Why::AccountOnly => say("account-only", &[]),
        Why::NotDelegated => say("not-delegated", &[]),
        Why::Service => {
            let services: Vec<&str> = token.services().into_iter().map(Service::title).collect();
            let service = service.map_or("the account", Service::title);
            say(
                "service",
                &[("service", service), ("services", &join(&services))],
            )
        }
        Why::Type(needed) => {
            let held = token.value("srt").unwrap_or_default();
            let held = letters(held, |letter| type_name(letter).is_some());
            let needed = format!("{needed} ({})", type_name(needed).unwrap_or_default());
            say("type", &[("needed", &needed), ("held", &held)])
        }
        Why::Scope => say("scope", &[("title", title)]),
        Why::NoRow => say("no-row", &[]),
        Why::Letters => say(
            "letters",
            &[
                ("needed", &needed(need, token, service)),
                ("held", &permissions(token)),
            ],
        ),
        Why::OnlyReads => say("only-reads", &[("held", &permissions(token))]),
        Why::Version(later) => say(
            "version",
            &[
                ("letters", &with(later)),
                ("from", later.from),
                ("version", &version),
            ],
        ),
        Why::Policy => {
            let policy = token.value("si").unwrap_or_default();
            say("policy", &[("policy", policy)])
        }
        Why::Unsettled => say("unsettled", &[]),
        Why::UnsettledAny => say("unsettled-letters", &[("letters", &permissions(token))]),
        Why::OlderResource(since) | Why::Doubtful(_, _, Doubt::OlderResource(since)) => say(
            "older-resource",
            &[("title", title), ("since", since), ("version", &version)],
        ),
        Why::UnsettledLetters(held) | Why::Doubtful(held, _, Doubt::Frozen) => {
            say("unsettled-letters", &[("letters", &with(held))])
        }
        Why::Doubtful(_, _, Doubt::Preview) => say("preview", &[]),
        Why::Doubtful(held, _, Doubt::OtherEnd) => say("one-end", &[("letters", &with(held))]),
        Why::Doubtful(held, letter, Doubt::Older(since)) => say(
            "older",
            &[
                ("letters", &with(held)),
                ("letter", &letter.to_string()),
                ("since", since),
                ("version", &version),
            ],
        ),
        Why::Unreadable(key) => {
            let what = match key {
                "ss" => "which services it is for (ss)",
                "srt" => "which resource types it is for (srt)",
                "sr" => "what it opens (sr)",
                _ => "what it permits (sp)",
            };
            say("unreadable", &[("what", what)])
        }
    }
}

/// Says what is needed: "a (add) and u (update), or w (write)".
fn needed(need: &Need, token: &Token, service: Option<Service>) -> String {
    let Need::Letters(alternatives) = need else {
        return String::new();
    };
    let said: Vec<String> = alternatives
        .iter()
        .filter(|alternative| alternative.is_in_force(token))
        .map(|alternative| said(*alternative, service))
        .collect();
    said.join(" or ")
}

/// Says letters that are enough together: "a (add) and u (update)".
fn said(alternative: Alternative, service: Option<Service>) -> String {
    let name = |letter: char| match letter_name(letter, service) {
        Some(name) => format!("{letter} ({name})"),
        None => letter.to_string(),
    };
    let names: Vec<String> = alternative.chars().map(name).collect();
    join(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The permissions of a token, as far as Azure knows them.
fn permissions(token: &Token) -> String {
    let value = token.value("sp").unwrap_or_default();
    letters(value, |letter| letter_name(letter, None).is_some())
}

/// From here on, letters stand without a pause between them.
const MOST_APART: usize = 4;

/// Says those letters of a value that are known: "r and l", "rwdlacup".
fn letters(value: &str, is_known: fn(char) -> bool) -> String {
    let mut known: Vec<char> = Vec::new();
    for letter in value.chars().filter(|letter| is_known(*letter)) {
        if !known.contains(&letter) {
            known.push(letter);
        }
    }
    if known.len() > MOST_APART {
        return known.into_iter().collect();
    }
    let known: Vec<String> = known.into_iter().map(String::from).collect();
    join(&known.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The letters of `srt`, in a word.
fn type_name(letter: char) -> Option<&'static str> {
    match letter {
        's' => Some("whole services"),
        'c' => Some("containers"),
        'o' => Some("what is in containers"),
        _ => None,
    }
}

fn say(id: &str, args: &[(&str, &str)]) -> Message {
    let template = message::template(REASONS, id);
    Message::render(format!("operation/{id}"), template, args)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_unique() {
        for pair in REASONS.windows(2) {
            assert!(
                pair[0].0 < pair[1].0,
                "{} stands before {}",
                pair[0].0,
                pair[1].0
            );
        }
    }
}
