//! What has to be given before a check can be made.

use super::check::Question;
use super::context::Context;
use super::key::{EMULATOR_ACCOUNT, Key};
use super::messages::{message, template};
use super::model::{NeedKind, SignatureNeed};
use super::text::Missing;
use crate::params::{Family, Service};
use crate::token::{Token, display};

/// Adds to a context what the keys were pasted with: the account of a connection string.
pub(super) fn completed(token: &Token, given: &[Key], context: &Context) -> Context {
    let mut context = context.clone();
    let named = token.link.as_ref().and_then(|link| link.account.as_ref());
    if context.account.is_none() && named.is_none() {
        context.account = given
            .iter()
            .find_map(|key| key.account().map(str::to_owned));
    }
    context
}

/// The keys that can be used. The emulator's key is public: it is tried where it can fit.
pub(super) fn usable<'a>(
    token: &Token,
    given: &'a [Key],
    context: &Context,
    emulator: &'a Key,
) -> Vec<&'a Key> {
    let mut keys: Vec<&Key> = given.iter().filter(|key| key.bytes().is_some()).collect();
    let named = token.link.as_ref().and_then(|link| link.account.as_deref());
    let account = context.account.as_deref().or(named);
    let is_emulator = account.is_some_and(|name| name.starts_with(EMULATOR_ACCOUNT));
    let is_given = keys.iter().any(|key| key.bytes() == emulator.bytes());
    if is_emulator && !is_given && token.family() != Family::UserDelegation {
        keys.push(emulator);
    }
    keys
}

/// The length of the keys that a token is signed with.
pub(super) fn expected_key(token: &Token) -> &'static str {
    match token.family() {
        Family::UserDelegation => template("signature/expected-delegation"),
        _ => template("signature/expected-account"),
    }
}

/// Lists everything that is missing.
pub(super) fn of(question: &Question<'_>) -> Vec<SignatureNeed> {
    let token = question.token;
    let mut needs: Vec<SignatureNeed> = question
        .expected
        .missing
        .iter()
        .map(|missing| need(missing, token))
        .collect();
    let expected = [("expected", expected_key(token))];
    for key in question.given.iter().filter(|key| key.bytes().is_none()) {
        let id = "signature/unreadable-key";
        let args = [("key", key.label()), expected[0]];
        needs.push(SignatureNeed {
            kind: NeedKind::Key,
            name: key.label().to_owned(),
            message: message(id, &args),
        });
    }
    if question.given.is_empty() && question.keys.is_empty() {
        needs.push(SignatureNeed {
            kind: NeedKind::Key,
            name: String::new(),
            message: message("signature/need-key", &expected),
        });
    }
    needs
}

fn need(missing: &Missing, token: &Token) -> SignatureNeed {
    let (kind, name, message) = match missing {
        Missing::Account => (
            NeedKind::Account,
            "",
            message("signature/need-account", &[]),
        ),
        Missing::Path => {
            let example = match (token.kind.service(), token.value("sr")) {
                (Some(Service::Queue | Service::Table), _) => "orders",
                (_, Some("c" | "s")) => "photos",
                (_, Some("d")) => "photos/2024",
                _ => "photos/2024/summer.jpg",
            };
            let message = message("signature/need-path", &[("example", example)]);
            (NeedKind::Path, "", message)
        }
        Missing::Header(name) => (
            NeedKind::Header,
            name.as_str(),
            message("signature/need-header", &[("name", name)]),
        ),
        Missing::Query(name) => (
            NeedKind::Query,
            name.as_str(),
            message("signature/need-query", &[("name", name)]),
        ),
    };
    SignatureNeed {
        kind,
        name: display::shown(name),
        message,
    }
}
