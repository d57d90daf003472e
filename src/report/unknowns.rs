//! What the link does not say: listed, never guessed.

use super::message::Message;
use super::messages::message;
use super::verdict::Judged;
use crate::params::Family;
use crate::params::hosts::HostForm;
use crate::report::{Harm, State};
use crate::token::Token;

/// Lists what cannot be known from the link, what matters most first.
pub(super) fn for_token(token: &Token, judged: &Judged<'_>) -> Vec<Message> {
    let policy = token.value("si").unwrap_or_default();
    let is_key_signed = matches!(token.family(), Family::Account | Family::Service);
    let is_delegated = token.family() == Family::UserDelegation;
    let harms = |harm: Harm| {
        judged
            .outcomes
            .iter()
            .any(|outcome| outcome.spec.harm == harm)
    };
    let host = token
        .link
        .as_ref()
        .map(|link| link.host.as_str())
        .unwrap_or_default();
    let form = token.link.as_ref().map(|link| link.reading.form);
    let needs_namespace = judged.outcomes.iter().any(|outcome| {
        matches!(
            outcome.spec.id,
            "change-rights" | "change-owners" | "move-data"
        )
    });
    let rows: [(bool, &'static str, (&str, &str)); 16] = [
        (form.is_none(), "unknown/no-host", ("", "")),
        (
            form == Some(HostForm::Custom),
            "unknown/host",
            ("host", host),
        ),
        (
            judged.window.has_policy,
            "unknown/policy",
            ("policy", policy),
        ),
        (
            token.in_force("srh").is_some() || token.in_force("srq").is_some(),
            "unknown/headers",
            ("", ""),
        ),
        (true, "unknown/holders", ("", "")),
        (true, "unknown/genuine", ("", "")),
        (is_key_signed, "unknown/key", ("", "")),
        (is_key_signed, "unknown/shared-key", ("", "")),
        (is_delegated, "unknown/role", ("", "")),
        (is_delegated, "unknown/revoked", ("", "")),
        (token.in_force("suoid").is_some(), "unknown/acl", ("", "")),
        (
            token.in_force("skdutid").is_some(),
            "unknown/tenant",
            ("", ""),
        ),
        (judged.state != State::Expired, "unknown/firewall", ("", "")),
        (!token.is_https_only(), "unknown/public", ("", "")),
        (needs_namespace, "unknown/namespace", ("", "")),
        (
            harms(Harm::Destroy) || harms(Harm::Change),
            "unknown/soft-delete",
            ("", ""),
        ),
    ];
    rows.into_iter()
        .filter(|(applies, ..)| *applies)
        .map(|(_, id, (name, value))| {
            let args = [(name, value)];
            message(id, if name.is_empty() { &[] } else { &args })
        })
        .collect::<Vec<_>>()
}
