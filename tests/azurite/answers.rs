//! The two answers: ours, read from the report on a link, and Azurite's, read from its response.

use super::case::Theirs;
use super::client::{Request, Response};
use super::token::{Place, Resource, Token};
use super::trial::{Control, Trial};
use super::world::Ask;
use chrono::{DateTime, Utc};
use sas_lens::report::{self, Answer};
use sas_lens::{Options, analyze};
use std::collections::HashMap;

/// What the report on a link says.
pub(crate) struct Read {
    resource: report::Resource,
    answers: HashMap<String, Answer>,
}

impl Read {
    /// Reads a link.
    pub(crate) fn new(link: &str, now: DateTime<Utc>) -> Self {
        let mut report = analyze(link, &Options::at(now));
        assert_eq!(report.tokens.len(), 1, "{link}");
        let token = report.tokens.remove(0);
        let operations = token.access.operations.into_iter();
        Self {
            resource: token.resource,
            answers: operations
                .map(|operation| (operation.id, operation.answer))
                .collect(),
        }
    }

    /// Whether an operation is allowed at a place.
    pub(crate) fn answer(&self, id: &str, place: &Place) -> Answer {
        if !covers(&self.resource, place) {
            return Answer::Denied;
        }
        // What is not listed is of a service that the token does not concern.
        self.answers.get(id).copied().unwrap_or(Answer::Denied)
    }
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

/// Codes of a refusal for what a token lacks.
const LACKS: [&str; 3] = [
    "AuthorizationPermissionMismatch",
    "AuthorizationResourceTypeMismatch",
    "AuthorizationServiceMismatch",
];
/// Codes of a refusal of the token as such.
const UNREADABLE: [&str; 2] = ["AuthorizationFailure", "AuthenticationFailed"];

/// Reads Azurite's answer.
pub(crate) fn theirs(trial: &Trial, token: &Token, ask: &Ask, answer: &Response) -> Theirs {
    if trial.yes.contains(&answer.status) {
        Theirs::Yes
    } else if answer.status == 403 && has_code(answer, &LACKS) {
        Theirs::No
    } else if is_unreadable(answer) {
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

/// Whether Azurite refused a token as such, without looking at what it may do.
pub(crate) fn is_unreadable(answer: &Response) -> bool {
    answer.status == 403 && has_code(answer, &UNREADABLE)
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
