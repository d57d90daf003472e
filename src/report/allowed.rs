//! What a token allows, said for people: outcomes, limits, near misses.

use super::build::Studied;
use super::message::Message;
use super::messages::message;
use super::verdict::{Judged, Standing};
use super::{Access, Cell, Outcome, State, Target, sentence};
use crate::access::effective::{self, Held};
use crate::access::network::{self, Addresses};
use crate::access::outcomes;
use crate::access::scope::{Rows, Scope};
use crate::params::grants::letter_verb;
use crate::params::resources::{self, Level};
use crate::params::{Family, Service};

/// More letters than there are permissions are no set of permissions.
const MOST_LETTERS: usize = 32;

pub(super) fn of(studied: &Studied<'_>, judged: &Judged<'_>) -> Access {
    let token = studied.token;
    let outcomes = studied
        .outcomes
        .iter()
        .map(|outcome| outcome_report(outcome, &studied.scope))
        .collect();
    let summary = if token.family() == Family::Unknown {
        message("access/unreadable", &[("why", "its kind cannot be told")])
    } else if !studied.scope.is_told(token) {
        unreadable_scope(studied)
    } else if studied.effective.is_unknown {
        message(
            "access/unknown",
            &[("policy", token.value("si").unwrap_or_default())],
        )
    } else if !token.has("sp") {
        message("access/unreadable", &[("why", "it names no permissions")])
    } else if studied.outcomes.is_empty() {
        let id = match token.family() {
            // The one request that any permission is enough for is one of Blob Storage.
            Family::Account if token.services().contains(&Service::Blob) => {
                if effective::has_any_letter(token) {
                    "access/nothing-account"
                } else {
                    "access/nothing-perhaps"
                }
            }
            _ if studied.scope.rows == Rows::None => "access/nothing-rows",
            _ => "access/nothing",
        };
        message(id, &[])
    } else {
        let deeds = sentence::deeds(&studied.outcomes, &studied.scope);
        let what = ("what", deeds.what.as_str());
        let is_over = studied.window.is_over();
        match judged.standing {
            Standing::Nowhere(_) | Standing::Never => message("access/summary-never", &[what]),
            _ if is_over && !judged.refusals.is_empty() => {
                message("access/summary-past-malformed", &[what])
            }
            _ if is_over => message(
                "access/summary-past",
                &[what, ("more", &deeds.more("could"))],
            ),
            _ if judged.state == State::Malformed => message(
                "access/summary-malformed",
                &[what, ("more", &deeds.more("can"))],
            ),
            _ => message("access/summary", &[what, ("more", &deeds.more("can"))]),
        }
    };
    Access {
        summary,
        outcomes,
        limits: limits(studied),
        near_misses: near_misses(studied),
        cells: cells(studied),
        operations: Vec::new(),
    }
}

/// What can be said where the link does not tell what it opens.
fn unreadable_scope(studied: &Studied<'_>) -> Message {
    let token = studied.token;
    let value = token.value("sp").unwrap_or_default();
    let service = token.kind.service();
    let mut verbs: Vec<&str> = Vec::new();
    for verb in value
        .chars()
        .filter_map(|letter| letter_verb(letter, service))
    {
        if !verbs.contains(&verb) {
            verbs.push(verb);
        }
    }
    if verbs.is_empty() {
        message("access/unreadable", &[("why", "it names no permissions")])
    } else {
        message(
            "access/unreadable-scope",
            &[("what", &outcomes::join(&verbs))],
        )
    }
}

/// The grants by service and target.
fn cells(studied: &Studied<'_>) -> Vec<Cell> {
    let mut cells = Vec::new();
    for service in Service::ALL {
        for target in Target::ALL {
            let here: Vec<&Held> = studied
                .effective
                .held
                .iter()
                .filter(|held| held.grant.service == service && held.grant.target == target)
                .collect();
            let Some(harm) = outcomes::worst(&here) else {
                continue;
            };
            // One letter can be good for several things.
            let mut letters: Vec<char> = here.iter().map(|held| held.grant.letter).collect();
            letters.dedup();
            cells.push(Cell {
                service: service.id().to_owned(),
                target,
                harm,
                letters: letters.into_iter().collect(),
                certain: here.iter().any(|held| held.is_certain),
            });
        }
    }
    cells
}

pub(crate) fn outcome_report(outcome: &outcomes::Outcome, scope: &Scope) -> Outcome {
    let services: Vec<&str> = outcome
        .services
        .iter()
        .map(|service| service.title())
        .collect();
    let place = match scope.level {
        Level::Item => format!("({})", scope.say()),
        _ => format!("in {}", scope.say()),
    };
    let args = [
        ("things", outcome.things(scope)),
        ("where", place),
        ("place", scope.say()),
        ("services", outcomes::join(&services)),
    ];
    let template = outcome.template(scope);
    let used: Vec<(&str, &str)> = args
        .iter()
        .filter(|(name, _)| template.contains(&format!("{{{name}}}")))
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    Outcome {
        id: outcome.spec.id.to_owned(),
        harm: outcome.spec.harm,
        goal: outcome.spec.goal,
        message: Message::render(format!("outcome/{}", outcome.spec.id), template, &used),
        letters: outcome.letters.clone(),
        services: outcome
            .services
            .iter()
            .copied()
            .map(Service::id)
            .map(str::to_owned)
            .collect(),
        certain: outcome.is_certain,
    }
}

/// What narrows a token, whatever it allows.
fn limits(studied: &Studied<'_>) -> Vec<Message> {
    let token = studied.token;
    let mut limits = Vec::new();
    if let Some(address) = token.in_force("sip") {
        let addresses = network::parse(address);
        let count = addresses.count();
        limits.push(match (addresses, count) {
            (Addresses::Undocumented(_), _) => {
                message("limit/address-unread", &[("address", address)])
            }
            (_, Some(0)) => message("limit/address-nobody", &[("address", address)]),
            (_, Some(1)) => message("limit/address", &[("address", address)]),
            (_, count) => {
                let count = count.unwrap_or_default().to_string();
                message(
                    "limit/addresses",
                    &[("count", &count), ("address", address)],
                )
            }
        });
    }
    if token.is_https_only() {
        limits.push(message("limit/https", &[]));
    }
    if let Some(user) = token.in_force("sduoid") {
        limits.push(message("limit/user", &[("user", user)]));
    }
    if let Some(user) = token.in_force("suoid") {
        limits.push(message("limit/acl-user", &[("user", user)]));
    }
    if token.in_force("srh").is_some() || token.in_force("srq").is_some() {
        limits.push(message("limit/headers", &[]));
    }
    if token.family() == Family::UserDelegation {
        limits.push(match token.value("skoid") {
            Some(signer) => message("limit/role", &[("signer", signer)]),
            None => message("limit/role-unnamed", &[]),
        });
    }
    if studied.scope.grant_value() == "d" && token.rules() < resources::FLAT_DIRECTORIES {
        limits.push(message("limit/folders", &[]));
    }
    if studied.scope.rows != Rows::All {
        limits.push(message("limit/rows", &[]));
    }
    if let Some(scope) = token.in_force("ses") {
        limits.push(message("limit/encryption", &[("scope", scope)]));
    }
    limits
}

/// Letters that are held and have no effect.
fn near_misses(studied: &Studied<'_>) -> Vec<Message> {
    let token = studied.token;
    let value = token.value("sp").unwrap_or_default();
    // More letters than there are is no set of permissions, and may be a secret in the wrong place.
    if studied.effective.is_unknown || value.len() > MOST_LETTERS {
        return Vec::new();
    }
    let idle: String = value
        .chars()
        .filter(|letter| !studied.effective.has_letter(*letter))
        .collect();
    let held = |letter: char| {
        studied
            .effective
            .held
            .iter()
            .filter(move |held| held.grant.letter == letter)
    };
    let undocumented: String = value
        .chars()
        .filter(|letter| {
            held(*letter).next().is_some()
                && held(*letter).all(|held| !held.grant.is_sure_in_account)
        })
        .collect();
    let mut misses = Vec::new();
    if !idle.is_empty() {
        misses.push(message("near/no-effect", &[("letters", &idle)]));
    }
    if token.family() == Family::Account && !undocumented.is_empty() {
        misses.push(message(
            "near/account-letters",
            &[("letters", &undocumented)],
        ));
    }
    misses
}
