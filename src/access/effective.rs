//! The grants that a token really has: letters, met with services, types, scope and version.

use super::scope::Scope;
use crate::params::grants::{GRANTS, Grant};
use crate::params::{Family, Service};
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
    /// False where the token's version is older than the letter, or names no version: sources do
    /// not settle whether Azure then refuses it.
    pub(crate) is_certain: bool,
}

impl Effective {
    pub(crate) fn of(token: &Token, scope: &Scope) -> Self {
        let letters = token.value("sp").unwrap_or_default();
        let is_unknown =
            token.family() == Family::Unknown || (letters.is_empty() && token.has("si"));
        let held = GRANTS
            .iter()
            .filter(|grant| letters.contains(grant.letter) && applies(grant, token, scope))
            .map(|grant| Held {
                grant,
                is_certain: token.version() >= grant.since,
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

fn applies(grant: &Grant, token: &Token, scope: &Scope) -> bool {
    if token.family() == Family::Account {
        let names =
            |key: &str, letter: char| token.value(key).is_some_and(|value| value.contains(letter));
        return grant.account
            && names("ss", grant.service.letter())
            && names("srt", grant.target.letter());
    }
    let service: Option<Service> = token.kind.service();
    let value = scope.grant_value();
    !value.is_empty()
        && service == Some(grant.service)
        && grant.scoped.split(' ').any(|allowed| allowed == value)
}
