//! The grants that a token really has: letters, met with services, types, scope and version.

use super::scope::{Rows, Scope};
use crate::params::Family;
use crate::params::grants::{GRANTS, Grant};
use crate::report::Kind;
use crate::token::Token;

/// What a token allows, as rows of the grants table.
#[derive(Clone, Debug)]
pub(crate) struct Effective {
    pub(crate) held: Vec<Held>,
    /// Whether the letters sit in a stored access policy, or the kind is not known.
    pub(crate) is_unknown: bool,
}

/// One grant that a token has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held {
    pub(crate) grant: &'static Grant,
    /// False where sources do not settle whether Azure allows it: the token's version is older than
    /// the letter, or the letter is not documented for this kind of token.
    pub(crate) is_certain: bool,
}

impl Effective {
    pub(crate) fn of(token: &Token, scope: &Scope) -> Self {
        let letters = token.value("sp").unwrap_or_default();
        let is_unknown = token.family() == Family::Unknown
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
    // Snapshots and versions do not change; what the write letters do there is not documented.
    let is_frozen =
        matches!(scope.grant_value(), "bs" | "bv") && matches!(grant.letter, 'a' | 'c' | 'w');
    token.version() >= grant.since
        && (!is_account || grant.is_sure_in_account)
        && token.kind != Kind::StorageUserDelegationTable
        && !is_frozen
}

fn applies(grant: &Grant, token: &Token, scope: &Scope) -> bool {
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
