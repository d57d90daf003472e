//! The permission letters, with what each allows.

use super::given;
use crate::access::outcomes::OUTCOMES;
use crate::params::Service;
use crate::params::grants::{self, GRANTS, LETTERS};
use crate::report::Harm;

/// One letter of `sp`.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The letter.
    pub letter: char,
    /// What it means: one thing for most letters, two for `p`.
    pub meanings: Vec<Meaning>,
}

/// What a letter means for some services.
#[derive(Clone, Debug)]
pub struct Meaning {
    /// Its name in Microsoft's documents.
    pub name: &'static str,
    /// What it allows, in a word or two that follow "to".
    pub verb: &'static str,
    /// What it allows in full, by service and target.
    pub grants: Vec<Grant>,
}

/// What a letter allows on one kind of thing.
#[derive(Clone, Debug)]
pub struct Grant {
    /// The service's name.
    pub service: &'static str,
    /// What it acts on, as a letter of `srt`: `s`, `c` or `o`.
    pub target: char,
    /// What its holder can do, to follow "the holder can".
    pub does: &'static str,
    /// The harm it can do.
    pub harm: Option<Harm>,
    /// Whether a document settles that it works in an account SAS.
    pub is_sure_in_account: bool,
    /// The values of `sr` it works with in other kinds; `q` and `t` stand for queue and table links.
    pub scoped: Vec<&'static str>,
    /// The service version it came with, where it was not there from the start.
    pub since: Option<&'static str>,
    /// Where the facts come from.
    pub source: &'static str,
}

/// Returns every letter, sorted.
///
/// ```
/// let letters = sas_lens::reference::letters();
/// let p = letters.iter().find(|letter| letter.letter == 'p').unwrap();
/// assert_eq!(p.meanings.len(), 2);
/// ```
pub fn letters() -> Vec<Letter> {
    let known = LETTERS.iter().map(|(letter, ..)| Letter {
        letter: *letter,
        meanings: meanings(*letter),
    });
    known.collect()
}

fn meanings(letter: char) -> Vec<Meaning> {
    let mut meanings: Vec<Meaning> = Vec::new();
    for row in GRANTS.iter().filter(|grant| grant.letter == letter) {
        let Some((name, verb)) = words(letter, row.service) else {
            continue;
        };
        match meanings.iter_mut().find(|meaning| meaning.name == name) {
            Some(meaning) => meaning.grants.push(grant(row)),
            None => meanings.push(Meaning {
                name,
                verb,
                grants: vec![grant(row)],
            }),
        }
    }
    meanings
}

fn words(letter: char, service: Service) -> Option<(&'static str, &'static str)> {
    let name = grants::letter_name(letter, Some(service))?;
    Some((name, grants::letter_verb(letter, Some(service))?))
}

fn grant(row: &grants::Grant) -> Grant {
    let outcome = OUTCOMES.iter().find(|outcome| outcome.comes_from(row));
    Grant {
        service: row.service.title(),
        target: row.target.letter(),
        does: row.does,
        harm: outcome.map(|outcome| outcome.harm),
        is_sure_in_account: row.is_sure_in_account,
        scoped: row.scoped.split_whitespace().collect(),
        since: given(row.since),
        source: row.source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_grant_is_lost_and_each_has_a_harm() {
        let grants: Vec<Grant> = letters()
            .into_iter()
            .flat_map(|letter| letter.meanings)
            .flat_map(|meaning| meaning.grants)
            .collect();
        assert_eq!(grants.len(), GRANTS.len());
        assert!(grants.iter().all(|grant| grant.harm.is_some()));
    }
}
