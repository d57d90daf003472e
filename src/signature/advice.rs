//! What follows from an answer.

use super::canon::{self, Target};
use super::check::Question;
use super::key::{self, Key};
use super::layouts::Evidence;
use super::messages::message;
use super::needs::expected_key;
use crate::access::time;
use crate::access::window::Window;
use crate::params::hosts::HostForm;
use crate::params::{Family, table};
use crate::report::Message;

/// How to stop a link whose key is known.
pub(super) fn genuine(question: &Question<'_>, key: &Key) -> Vec<Message> {
    let token = question.token;
    let mut advice = Vec::new();
    if !token.undone.repairs.is_empty() {
        advice.push(message("signature/advice-repaired", &[]));
    }
    advice.extend(stop(question, key));
    advice
}

/// What is not sure about an answer although the signature fits.
pub(super) fn doubts(question: &Question<'_>) -> Vec<Message> {
    let token = question.token;
    let context = question.context;
    let mut doubts = Vec::new();
    let form = token.link.as_ref().map(|link| link.reading.form);
    if form == Some(HostForm::Secondary) {
        doubts.push(message("signature/advice-secondary", &[]));
    }
    let target = Target::of(token, context.account.as_deref(), context.path.as_deref());
    if target.is_some_and(|target| target.has_backslash()) {
        doubts.push(message("signature/advice-backslash", &[]));
    }
    doubts
}

/// The same for a link that was changed since it was signed: the one that was signed may work.
pub(super) fn original(question: &Question<'_>, key: &Key) -> Vec<Message> {
    let mut advice = vec![message("signature/advice-original", &[])];
    advice.extend(stop(question, key));
    advice
}

fn stop(question: &Question<'_>, key: &Key) -> Vec<Message> {
    let other = other_account(question, key)
        .map(|names| message("signature/advice-account-used", &names.args()));
    other
        .into_iter()
        .chain(stop_by_key(question, key))
        .collect()
}

fn stop_by_key(question: &Question<'_>, key: &Key) -> Vec<Message> {
    let token = question.token;
    if key.label() == key::EMULATOR {
        return vec![message("signature/advice-emulator", &[])];
    }
    let is_over = |now| Window::of(token, now).is_over();
    if question.context.now.is_some_and(is_over) {
        return vec![message("signature/advice-ended", &[])];
    }
    if token.family() == Family::UserDelegation {
        return vec![message("signature/advice-revoke", &[])];
    }
    let policy = token
        .in_force("si")
        .map(|policy| message("signature/advice-policy", &[("policy", policy)]));
    let replace = message("signature/advice-regenerate", &[("key", key.label())]);
    policy.into_iter().chain([replace]).collect()
}

/// What may be behind a signature that no key explains.
pub(super) fn refuted(question: &Question<'_>) -> Vec<Message> {
    let token = question.token;
    let mut advice: Vec<Message> = question
        .given
        .iter()
        .flat_map(|key| {
            [
                other_account(question, key)
                    .map(|names| message("signature/advice-account", &names.args())),
                other_issue(question, key),
                length(question, key),
            ]
        })
        .flatten()
        .collect();
    if advice.is_empty() && token.family() != Family::UserDelegation && question.given.len() == 1 {
        advice.push(message("signature/advice-other-key", &[]));
    }
    if question.expected.layout.evidence != Evidence::Library {
        advice.push(message("signature/advice-old-version", &[]));
    }
    let causes = match token.family() {
        Family::UserDelegation => "signature/advice-causes-delegation",
        _ => "signature/advice-causes",
    };
    advice.push(message(causes, &[]));
    advice
}

/// The account that a key was pasted with, and the other one that the link is for.
pub(super) struct OtherAccount {
    given: String,
    name: String,
}

impl OtherAccount {
    fn args(&self) -> [(&'static str, &str); 2] {
        [("given", &self.given), ("name", &self.name)]
    }
}

/// Whether a key was pasted with the name of another account.
pub(super) fn other_account(question: &Question<'_>, key: &Key) -> Option<OtherAccount> {
    let given = canon::primary(key.account()?.trim().to_owned());
    let link = question.token.link.as_ref();
    let name = question
        .context
        .account
        .as_deref()
        .or_else(|| link?.account.as_deref())?;
    let name = canon::primary(name.to_owned());
    (!given.eq_ignore_ascii_case(&name)).then_some(OtherAccount { given, name })
}

/// Whether a delegation key was pasted whose answer says otherwise than the link.
fn other_issue(question: &Question<'_>, key: &Key) -> Option<Message> {
    let is_same = |one: &str, other: &str| {
        one == other
            || matches!((time::parse(one), time::parse(other)), (Some(one), Some(other)) if one.instant == other.instant)
    };
    let (name, given) =
        key.issue.as_ref()?.params.iter().find(|(name, given)| {
            !is_same(given, question.token.value(name).unwrap_or_default())
        })?;
    let args = [
        ("title", table::find(name).map_or(*name, |spec| spec.title)),
        ("given", given.as_str()),
        ("expected", question.token.value(name).unwrap_or("nothing")),
    ];
    Some(message("signature/advice-issue", &args))
}

/// Whether a key has the length of another kind of key.
fn length(question: &Question<'_>, key: &Key) -> Option<Message> {
    let expected = match question.token.family() {
        Family::UserDelegation => key::DELEGATION_KEY_BYTES,
        _ => key::ACCOUNT_KEY_BYTES,
    };
    let is_other = key.bytes().is_some_and(|bytes| bytes.len() != expected);
    is_other.then(|| {
        let length = key.text().chars().count().to_string();
        let args = [
            ("key", key.label()),
            ("length", length.as_str()),
            ("expected", expected_key(question.token)),
        ];
        message("signature/advice-length", &args)
    })
}
