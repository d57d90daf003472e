//! What to do now, in order, for each kind of token.

use super::commands::{self, Names};
use super::message::Message;
use super::messages::message;
use super::verdict::{self, Judged, Standing};
use super::{Action, Command, Impact, Level, Revocability};
use crate::access::time;
use crate::params::Family;
use crate::token::display::short_name;
use crate::token::{Token, signature};

/// How an action to stop a token begins: when it is urgent, and when it is not.
const NOW: &str = "Stop it now";
const SOONER: &str = "To stop it sooner";

/// Lists what to do, most urgent first.
pub(super) fn for_token(token: &Token, judged: &Judged<'_>, level: Level) -> Vec<Action> {
    begun(token, judged, level, NOW)
}

/// The same; `now` begins what is urgent.
pub(super) fn begun(token: &Token, judged: &Judged<'_>, level: Level, now: &str) -> Vec<Action> {
    let end = judged
        .window
        .end()
        .map(time::say_moment)
        .unwrap_or_default();
    match level {
        Level::Spent => vec![say(message("action/expired", &[("end", &end)]))],
        Level::Unreadable => {
            let mut actions = vec![say(message("action/unreadable", &[]))];
            actions.extend(owner(judged).map(say));
            actions
        }
        Level::Contained
            if judged.standing != Standing::Readable || judged.impact == Impact::Nothing =>
        {
            vec![say(message("action/nothing", &[]))]
        }
        Level::Contained => {
            let mut actions = vec![say(message("action/keep", &[("end", &end)]))];
            actions.extend(to_stop(token, judged, SOONER));
            actions
        }
        _ => {
            let mut actions = to_stop(token, judged, now);
            // Behind the ways to replace either key, in front of lesser measures.
            let is_key_signed = verdict::revocability(token) == Revocability::KeyOnly;
            let place = if is_key_signed { 2 } else { 1 };
            if let Some(owner) = owner(judged) {
                actions.insert(place.min(actions.len()), say(owner));
            }
            actions.push(say(logs(token)));
            actions.push(say(message("action/replace", &[])));
            actions
        }
    }
}

/// Whom to tell; nobody when the organisation knows the account as its own.
fn owner(judged: &Judged<'_>) -> Option<Message> {
    let name = judged.scope.account.as_deref();
    let account = match name {
        Some(name) => format!("the storage account {}", short_name(name)),
        None => "the storage account".to_owned(),
    };
    let id = match name.and_then(|name| judged.policy.knows_account(name)) {
        Some(true) => return None,
        Some(false) => "action/account-stranger",
        None => "action/account-owner",
    };
    Some(message(id, &[("account", &account)]))
}

fn logs(token: &Token) -> Message {
    let has_fingerprint = token.value("sig").is_some_and(signature::is_whole);
    message(
        if has_fingerprint {
            "action/check-logs"
        } else {
            "action/check-logs-blind"
        },
        &[],
    )
}

/// How to find out which key signed a token: only a whole signature of a known kind can be checked.
fn check(token: &Token) -> &'static str {
    let can_check =
        token.family() != Family::Unknown && token.value("sig").is_some_and(signature::is_whole);
    if can_check {
        " Given both keys, this tool can tell: check the signature."
    } else {
        ""
    }
}

/// The ways to stop a token, the surest first.
fn to_stop(token: &Token, judged: &Judged<'_>, lead: &str) -> Vec<Action> {
    let names = Names::of(token, judged.scope);
    let lead = [("lead", lead)];
    if token.is_managed_disk() {
        return vec![say(message("action/disk", &lead))];
    }
    let rotate = |lead: &str| {
        let first = message("action/key-rotate", &[("lead", lead)]);
        let second = message("action/key-second", &[("check", check(token))]);
        [
            with(first, commands::rotate_key(&names, "key1")),
            with(second, commands::rotate_key(&names, "key2")),
        ]
    };
    let [(_, lead_text)] = lead;
    match token.family() {
        Family::Service if token.in_force("si").is_some() => {
            let policy = token.value("si").unwrap_or_default();
            let args = [("lead", lead_text), ("policy", policy)];
            let mut actions = vec![
                with(
                    message("action/policy-delete", &args),
                    commands::delete_policy(&names),
                ),
                with(
                    message("action/policy-look", &[]),
                    commands::list_policies(&names),
                ),
            ];
            actions.extend(rotate("If the policy cannot be deleted"));
            actions
        }
        Family::Account | Family::Service | Family::Unknown => {
            let mut actions = rotate(lead_text).to_vec();
            actions.push(with(
                message("action/key-disable", &[]),
                commands::disable_shared_key(&names),
            ));
            actions
        }
        Family::UserDelegation => {
            let mut actions = vec![
                with(
                    message("action/delegation-revoke", &lead),
                    commands::revoke_delegation_keys(&names),
                ),
                with(
                    message("action/delegation-role", &[]),
                    commands::remove_role(&names),
                ),
            ];
            if token.in_force("sduoid").is_some() {
                actions.push(say(message("action/delegation-user", &[])));
            }
            actions
        }
    }
}

fn say(message: Message) -> Action {
    Action {
        message,
        commands: Vec::new(),
    }
}

fn with(message: Message, commands: Vec<Command>) -> Action {
    Action { message, commands }
}
