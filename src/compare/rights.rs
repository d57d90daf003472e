//! What two links allow: grant by grant for the answer, in outcomes for people.

use super::answer::{Answer, Both};
use super::facts::{Facts, share_policy};
use super::model::OperationChanges;
use super::place;
use crate::access::effective::{Effective, Held};
use crate::access::outcomes::Outcome as Deed;
use crate::params::Service;
use crate::params::grants::Grant;
use crate::report::{Answer as Permit, Operation, Outcome, allowed};

/// A letter that does all that another one does, on the same target of the same service.
struct Implied {
    letter: char,
    by: char,
    /// The services it is so for, as letters of `ss`.
    services: &'static str,
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "for readers of the table, and its test")
    )]
    source: &'static str,
}

const ACCOUNT_SAS: &str = "https://learn.microsoft.com/rest/api/storageservices/create-account-sas";

/// Every operation that the letter allows is also allowed by the other.
const IMPLIED: &[Implied] = &[
    Implied {
        letter: 'a',
        by: 'w',
        services: "b",
        source: ACCOUNT_SAS,
    },
    Implied {
        letter: 'c',
        by: 'w',
        services: "bfqt",
        source: ACCOUNT_SAS,
    },
];

/// Whether one grant does all that another does.
fn does_as_much(one: &Grant, other: &Grant) -> bool {
    one.service == other.service
        && one.target == other.target
        && (one.letter == other.letter
            || IMPLIED.iter().any(|row| {
                row.letter == other.letter
                    && row.by == one.letter
                    && row.services.contains(one.service.letter())
            }))
}

/// Whether one link's grants hold a grant of the other.
fn holds_grant(own: &Effective, other: &Held) -> Answer {
    let mut enough = own
        .held
        .iter()
        .filter(|held| does_as_much(held.grant, other.grant))
        .peekable();
    match (enough.peek().is_some(), enough.any(|held| held.is_certain)) {
        (true, true) => Answer::Yes,
        // As uncertain here as there.
        (true, false) if !other.is_certain => Answer::Yes,
        (false, _) if other.is_certain => Answer::No,
        _ => Answer::Unknown,
    }
}

fn holds(own: &Effective, other: &Effective) -> Answer {
    if own.is_unknown || other.is_unknown {
        return Answer::Unknown;
    }
    other
        .held
        .iter()
        .map(|held| holds_grant(own, held))
        .min()
        .unwrap_or(Answer::Yes)
}

/// Whether each link's rights hold those of the other.
pub(super) fn compare(first: &Facts<'_>, second: &Facts<'_>) -> Both {
    let are_hidden = first.effective.is_unknown && second.effective.is_unknown;
    if are_hidden && share_policy(first, second) {
        return Both::SAME;
    }
    Both::ask(&first.effective, &second.effective, holds)
}

/// The outcomes that the second link adds, takes away and keeps.
#[derive(Default)]
pub(super) struct Changes {
    pub(super) adds: Vec<Outcome>,
    pub(super) removes: Vec<Outcome>,
    pub(super) keeps: Vec<Outcome>,
}

/// Tells the outcomes of both links apart. What a stored policy allows is not known, and neither added
/// nor taken away.
pub(super) fn outcomes(first: &Facts<'_>, second: &Facts<'_>) -> Changes {
    if first.effective.is_unknown || second.effective.is_unknown {
        return Changes::default();
    }
    let place = place::compare(&first.place, &second.place);
    let are_both_over = first.opens_nothing() && second.opens_nothing();
    let is_live = |facts: &Facts<'_>| are_both_over || !facts.opens_nothing();
    let mut changes = Changes::default();
    if is_live(second) {
        let is_covered = place.second_in_first == Answer::Yes && is_live(first);
        let (keeps, adds) = split(second, first, is_covered);
        (changes.keeps, changes.adds) = (keeps, adds);
    }
    if is_live(first) {
        let is_covered = place.first_in_second == Answer::Yes && is_live(second);
        (_, changes.removes) = split(first, second, is_covered);
    }
    changes
}

/// Tells the requests that only one of two links allows; nothing where one of them opens nothing or is
/// listed without its requests.
pub(super) fn operations(first: &Facts<'_>, second: &Facts<'_>) -> Option<OperationChanges> {
    if first.opens_nothing() != second.opens_nothing() {
        return None;
    }
    let (before, after) = (
        &first.report.access.operations,
        &second.report.access.operations,
    );
    if before.is_empty() || after.is_empty() {
        return None;
    }
    // Each list is the table of requests, or a part of it.
    let only = |allowing: &[Operation], denying: &[Operation]| -> Vec<String> {
        let is_denied = |id: &str| {
            denying
                .iter()
                .any(|other| other.id == id && other.answer == Permit::Denied)
        };
        allowing
            .iter()
            .filter(|one| one.answer == Permit::Allowed && is_denied(&one.id))
            .map(|one| one.id.clone())
            .collect()
    };
    Some(OperationChanges {
        gained: only(after, before),
        lost: only(before, after),
    })
}

/// Splits one link's outcomes into those that the other has as well, and the rest.
fn split(own: &Facts<'_>, other: &Facts<'_>, is_covered: bool) -> (Vec<Outcome>, Vec<Outcome>) {
    let (mut shared, mut alone) = (Vec::new(), Vec::new());
    for deed in &own.outcomes {
        let is_shared = |service: &Service| is_covered && has(other, deed, *service, own);
        let (with, without): (Vec<Service>, Vec<Service>) =
            deed.services.iter().partition(|service| is_shared(service));
        for (services, list) in [(with, &mut shared), (without, &mut alone)] {
            if !services.is_empty() {
                let part = Deed {
                    services,
                    ..deed.clone()
                };
                list.push(allowed::outcome_report(&part, &own.scope));
            }
        }
    }
    (shared, alone)
}

/// Whether a link brings about another's outcome on a service: by the same outcome, or by a letter
/// that does all that the other's letters do.
fn has(link: &Facts<'_>, deed: &Deed, service: Service, owner: &Facts<'_>) -> bool {
    let has_outcome = link
        .outcomes
        .iter()
        .any(|own| own.spec.id == deed.spec.id && own.services.contains(&service));
    let behind = || {
        owner
            .effective
            .held
            .iter()
            .filter(|held| held.grant.service == service && deed.spec.comes_from(held.grant))
    };
    has_outcome
        || behind().all(|held| {
            link.effective
                .held
                .iter()
                .any(|own| does_as_much(own.grant, held.grant))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::grants::GRANTS;

    #[test]
    fn implied_letters_exist_and_have_a_source() {
        for row in IMPLIED {
            assert!(!row.source.is_empty());
            for service in row.services.chars() {
                for letter in [row.letter, row.by] {
                    assert!(
                        GRANTS.iter().any(
                            |grant| grant.letter == letter && grant.service.letter() == service
                        ),
                        "{letter} on {service}"
                    );
                }
            }
        }
    }
}
