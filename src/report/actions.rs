//! What to do now, in order, for each kind of token.

use super::commands::{self, Names};
use super::message::Message;
use super::messages::message;
use super::verdict::Judged;
use super::{Action, Command, Level};
use crate::access::time;
use crate::params::Family;
use crate::token::Token;

/// Lists what to do, most urgent first.
pub(super) fn for_token(token: &Token, judged: &Judged<'_>, level: Level) -> Vec<Action> {
    let end = judged.window.end().map(time::say_day).unwrap_or_default();
    match level {
        Level::Spent => vec![say(message("action/expired", &[("end", &end)]))],
        Level::Unreadable => vec![say(message("action/unreadable", &[])), say(owner(judged))],
        Level::Contained if token.family() == Family::UserDelegation => {
            let mut actions = vec![say(message("action/keep", &[("end", &end)]))];
            actions.extend(to_stop(token, judged));
            actions
        }
        _ => {
            let mut actions = to_stop(token, judged);
            actions.insert(1.min(actions.len()), say(owner(judged)));
            actions.push(say(message("action/check-logs", &[])));
            actions.push(say(message("action/replace", &[])));
            actions
        }
    }
}

fn owner(judged: &Judged<'_>) -> Message {
    let account = match &judged.scope.account {
        Some(name) => format!("the storage account {name}"),
        None => "the storage account".to_owned(),
    };
    message("action/account-owner", &[("account", &account)])
}

/// The ways to stop a token, the surest first.
fn to_stop(token: &Token, judged: &Judged<'_>) -> Vec<Action> {
    let names = Names::of(token, judged.scope);
    let rotate = || {
        with(
            message("action/key-rotate", &[]),
            commands::rotate_key(&names),
        )
    };
    match token.family() {
        Family::Service if token.has("si") => {
            let policy = token.value("si").unwrap_or_default();
            vec![
                with(
                    message("action/policy-delete", &[("policy", policy)]),
                    commands::delete_policy(&names),
                ),
                with(
                    message("action/policy-look", &[]),
                    commands::list_policies(&names),
                ),
                with(
                    message("action/policy-key", &[]),
                    commands::rotate_key(&names),
                ),
            ]
        }
        Family::Account | Family::Service | Family::Unknown => vec![
            rotate(),
            with(
                message("action/key-disable", &[]),
                commands::disable_shared_key(&names),
            ),
        ],
        Family::UserDelegation => {
            let mut actions = vec![
                with(
                    message("action/delegation-revoke", &[]),
                    commands::revoke_delegation_keys(&names),
                ),
                with(
                    message("action/delegation-role", &[]),
                    commands::remove_role(&names),
                ),
            ];
            if token.has("sduoid") {
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
