//! Two links side by side: what the second adds and what it takes away.
//!
//! Each link is a set of requests: rights on a place, in a time, from a network, over a protocol, for
//! somebody. One link lies within another when it does so in each of these; where a link does not say
//! enough, the answer is that it cannot be told.

mod answer;
mod facts;
mod limits;
mod messages;
mod model;
mod one_signature;
mod params;
mod place;
mod rights;
mod terms;

pub use model::{Comparison, Direction, OperationChanges, ParamChange, Side};

use crate::Options;
use answer::{Answer, Both};
pub(crate) use facts::{Facts, find};
use messages::message;

#[cfg(feature = "reference")]
pub(crate) use messages::templates;

/// Compares the links of two texts. Of several links in a text the most dangerous counts.
///
/// ```
/// use chrono::{TimeZone, Utc};
/// use sas_lens::{Direction, Options, compare};
///
/// let link = "https://contosoexample.blob.core.windows.net/photos?sv=2022-11-02&sr=c&sp=rwl\
///     &se=2026-06-02T00:00:00Z&sig=bm90LWEtcmVhbC1zaWduYXR1cmUtanVzdC1hLWRlbW8%3D";
/// let now = Utc.with_ymd_and_hms(2026, 6, 1, 12, 0, 0).unwrap();
/// let comparison = compare(link, &link.replace("sp=rwl", "sp=rl"), &Options::at(now));
/// assert_eq!(comparison.direction, Direction::Narrower);
/// assert_eq!(comparison.removes[0].id, "replace-data");
/// ```
pub fn compare(first: &str, second: &str, options: &Options) -> Comparison {
    let (first_found, second_found) = (facts::find(first), facts::find(second));
    let first = Facts::of(&first_found, first, options);
    let second = Facts::of(&second_found, second, options);
    match (first, second) {
        (Some(first), Some(second)) => of_two(&first, &second),
        (first, second) => {
            let has_others = !first_found.products.is_empty() || !second_found.products.is_empty();
            nothing_to_compare(first.is_some(), second.is_some(), has_others)
        }
    }
}

/// What is said when a text holds no link to Azure Storage. Tokens and keys of other services are
/// not compared.
fn nothing_to_compare(has_first: bool, has_second: bool, has_others: bool) -> Comparison {
    let (which, missing) = match (has_first, has_second) {
        (true, _) => ("second", vec![Side::Second]),
        (_, true) => ("first", vec![Side::First]),
        _ => ("first and the second", vec![Side::First, Side::Second]),
    };
    let id = if has_others {
        "compare/missing-storage"
    } else {
        "compare/missing"
    };
    Comparison {
        missing,
        direction: Direction::CannotTell,
        sentence: message(id, &[("which", which)]),
        adds: Vec::new(),
        removes: Vec::new(),
        keeps: Vec::new(),
        operations: None,
        limits: Vec::new(),
        params: Vec::new(),
        notes: Vec::new(),
    }
}

fn of_two(first: &Facts<'_>, second: &Facts<'_>) -> Comparison {
    let both = within(first, second);
    let params = params::changes(first, second);
    let direction = direction(both);
    let outcomes = rights::outcomes(first, second);
    Comparison {
        missing: Vec::new(),
        direction,
        sentence: sentence(first, second, both, &params),
        adds: outcomes.adds,
        removes: outcomes.removes,
        keeps: outcomes.keeps,
        operations: rights::operations(first, second),
        limits: limits::differences(first, second),
        params,
        notes: notes(first, second),
    }
}

/// Whether the second link lies within the first, and the first within the second.
fn within(first: &Facts<'_>, second: &Facts<'_>) -> Both {
    if first.is_unreadable() || second.is_unreadable() {
        return Both::UNKNOWN;
    }
    match (first.opens_nothing(), second.opens_nothing()) {
        // What has ended, or never worked, is compared as it would be if it worked.
        (true, true) | (false, false) => {}
        (true, false) => {
            let more = if second.is_hidden() {
                Answer::Unknown
            } else {
                Answer::No
            };
            return Both {
                second_in_first: more,
                first_in_second: Answer::Yes,
            };
        }
        (false, true) => {
            let more = if first.is_hidden() {
                Answer::Unknown
            } else {
                Answer::No
            };
            return Both {
                second_in_first: Answer::Yes,
                first_in_second: more,
            };
        }
    }
    Both::all([
        place::compare(&first.place, &second.place),
        rights::compare(first, second),
        terms::time(first, second),
        terms::network(first, second),
        terms::protocol(first, second),
        terms::holder(first, second),
        terms::headers(first, second),
        terms::signer(first, second),
        terms::files_rights(first, second),
    ])
}

fn direction(both: Both) -> Direction {
    match (both.second_in_first, both.first_in_second) {
        (Answer::Yes, Answer::Yes) => Direction::Same,
        (Answer::Yes, Answer::No) => Direction::Narrower,
        (Answer::No, Answer::Yes) => Direction::Wider,
        (Answer::No, Answer::No) => Direction::Different,
        _ => Direction::CannotTell,
    }
}

fn sentence(
    first: &Facts<'_>,
    second: &Facts<'_>,
    both: Both,
    params: &[ParamChange],
) -> crate::report::Message {
    for (facts, which) in [(first, "first"), (second, "second")] {
        if facts.is_unreadable() {
            return message("compare/unreadable", &[("which", which)]);
        }
    }
    let id = match (both.second_in_first, both.first_in_second) {
        (Answer::Yes, Answer::Yes) => match params {
            [] if is_one_address(first, second) => "compare/same-link",
            [only] if only.key == "sig" => "compare/same-signature-differs",
            _ => "compare/same",
        },
        (Answer::Yes, Answer::No) => "compare/narrower",
        (Answer::No, Answer::Yes) => "compare/wider",
        (Answer::No, Answer::No) => "compare/different",
        (Answer::Yes, Answer::Unknown) => "compare/at-most",
        (Answer::Unknown, Answer::Yes) => "compare/at-least",
        (Answer::No, Answer::Unknown) => "compare/something-more",
        (Answer::Unknown, Answer::No) => "compare/something-less",
        (Answer::Unknown, Answer::Unknown) => "compare/unsure",
    };
    message(id, &[])
}

fn is_one_address(first: &Facts<'_>, second: &Facts<'_>) -> bool {
    let address = |facts: &Facts<'_>| {
        let link = facts.token.link.as_ref();
        link.map(|link| (link.host.clone(), link.segments.clone()))
    };
    address(first) == address(second)
}

/// What was taken for granted, and what stands in the way of a plain answer.
fn notes(first: &Facts<'_>, second: &Facts<'_>) -> Vec<crate::report::Message> {
    let mut notes = Vec::new();
    if one_signature::is_shared_wrongly(first, second) {
        notes.push(message("compare/one-signature", &[]));
    }
    for (facts, which) in [(first, "first"), (second, "second")] {
        let which = ("which", which);
        if facts.count > 1 {
            let count = facts.count.to_string();
            notes.push(message("compare/several", &[which, ("count", &count)]));
        }
        if facts.is_hidden() {
            notes.push(message("compare/on-server", &[which]));
        }
        if facts.is_refused() {
            notes.push(message("compare/refused", &[which]));
        }
    }
    if first.opens_nothing() && second.opens_nothing() {
        notes.push(message("compare/both-over", &[]));
    }
    if place::is_assumed(&first.place, &second.place) {
        notes.push(message("compare/place-assumed", &[]));
    }
    notes
}
