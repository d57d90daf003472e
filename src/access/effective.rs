//! The grants that a token really has: letters, met with services, types, scope and version.

use super::scope::{Rows, Scope};
use crate::params::grants::{GRANTS, Grant};
use crate::params::resources::Level;
use crate::params::{Family, Service};
use crate::report::Kind;
use crate::token::Token;

/// What a token allows, as rows of the grants table.
#[derive(Clone, Debug)]
pub(crate) struct Effective {
    pub(crate) held: Vec<Held>,
    /// Whether the letters sit in a stored access policy, or the kind or what it opens is not known.
    pub(crate) is_unknown: bool,
}

/// One grant that a token has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held {
    pub(crate) grant: &'static Grant,
    /// False where sources do not settle whether Azure allows it.
    pub(crate) is_certain: bool,
}

/// Why no source settles what a letter does in a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// The token's version is older than the letter, which came with this one.
    Older(&'static str),
    /// The token's version is older than the kind of thing it opens, which came with this one.
    OlderResource(&'static str),
    /// What it does to a snapshot or a version is not documented.
    Frozen,
    /// Something is moved from one place to another, and the token covers only one.
    OtherEnd,
    /// User delegation for tables is a preview without a published layout.
    Preview,
}

impl Effective {
    pub(crate) fn of(token: &Token, scope: &Scope) -> Self {
        let letters = token.value("sp").unwrap_or_default();
        let is_unknown = token.family() == Family::Unknown
            || !scope.is_told(token)
            || (letters.is_empty() && token.in_force("si").is_some());
        let held = GRANTS
            .iter()
            .filter(|grant| letters.contains(grant.letter) && applies(grant, token, scope))
            .map(|grant| Held {
                grant,
                is_certain: is_certain(grant, token, scope),
            })
            .collect();
        Self { held, is_unknown }
    }

    /// Whether a letter has any effect.
    pub(crate) fn has_letter(&self, letter: char) -> bool {
        self.held.iter().any(|held| held.grant.letter == letter)
    }

    /// What a letter allows, one phrase for each service and target.
    pub(crate) fn phrases(&self, letter: char) -> Vec<&'static str> {
        self.held
            .iter()
            .filter(|held| held.grant.letter == letter)
            .map(|held| held.grant.does)
            .collect()
    }
}

/// Whether a document settles that Azure allows it.
fn is_certain(grant: &Grant, token: &Token, scope: &Scope) -> bool {
    let is_account = token.family() == Family::Account;
    (!is_account || grant.is_sure_in_account)
        && doubt(grant.letter, grant.service, grant.since, token, scope).is_none()
}

/// Finds what speaks against being sure of a letter that a token holds, and that a service has since
/// some version.
pub(crate) fn doubt(
    letter: char,
    service: Service,
    since: &'static str,
    token: &Token,
    scope: &Scope,
) -> Option<Doubt> {
    let is_item = service == Service::Blob && scope.level == Level::Item;
    let is_frozen = match scope.grant_value() {
        // Snapshots and versions do not change.
        "bs" => "acwmop".contains(letter),
        // And versions have a letter of their own for deleting them.
        "bv" => "acwmopd".contains(letter),
        _ => false,
    };
    if token.kind == Kind::StorageUserDelegationTable {
        Some(Doubt::Preview)
    } else if let Some(since) = newer_resource(token, scope) {
        Some(Doubt::OlderResource(since))
    } else if token.rules() < since {
        Some(Doubt::Older(since))
    } else if is_frozen {
        Some(Doubt::Frozen)
    } else if is_item && letter == 'm' {
        Some(Doubt::OtherEnd)
    } else {
        None
    }
}

/// The version that brought what a token opens, where that is later than the token's own.
pub(crate) fn newer_resource(token: &Token, scope: &Scope) -> Option<&'static str> {
    let since = scope.spec?.since;
    (token.rules() < since).then_some(since)
}

/// Whether a token holds a letter that any request takes where any one letter is enough: one that a
/// document names for its family, in its version.
pub(crate) fn has_any_letter(token: &Token) -> bool {
    let is_account = token.family() == Family::Account;
    let letters = token.value("sp").unwrap_or_default();
    GRANTS.iter().any(|grant| {
        letters.contains(grant.letter)
            && (grant.is_sure_in_account || !is_account)
            && token.rules() >= grant.since
    })
}

fn applies(grant: &Grant, token: &Token, scope: &Scope) -> bool {
    if grant.is_refused_before && token.rules() < grant.since {
        return false;
    }
    if token.family() == Family::Account {
        let names =
            |key: &str, letter: char| token.value(key).is_some_and(|value| value.contains(letter));
        return names("ss", grant.service.letter()) && names("srt", grant.target.letter());
    }
    let value = scope.grant_value();
    !value.is_empty()
        && scope.rows != Rows::None
        && token.kind.service() == Some(grant.service)
        && grant.scoped.split(' ').any(|allowed| allowed == value)
}
