//! The parameters in which two links differ.

use super::facts::Facts;
use super::messages::message;
use super::model::ParamChange;
use crate::access::{outcomes, time};
use crate::params::table::Shape;
use crate::params::{Service, grants};
use crate::report::{Message, Param};
use crate::token;

/// One parameter of a link: as read, and as it may be shown.
type Shown<'a> = (&'a token::Param, &'a Param);

/// More parameters than any link needs; the rest is counted by the report.
const MOST_CHANGES: usize = 100;

/// Lists the parameters that differ, in the order of the second link, then what it lacks.
pub(super) fn changes(first: &Facts<'_>, second: &Facts<'_>) -> Vec<ParamChange> {
    let before = shown(first);
    let after = shown(second);
    let find = |list: &[Shown<'_>], wanted: &token::Param| {
        list.iter().position(|(param, _)| id(param) == id(wanted))
    };
    let mut changes = Vec::new();
    for shown in &after {
        let old = find(&before, shown.0).and_then(|at| before.get(at));
        if old.is_none_or(|old| old.0.decoded.expose() != shown.0.decoded.expose()) {
            changes.push(change(old, Some(shown), second));
        }
    }
    for shown in &before {
        if find(&after, shown.0).is_none() {
            changes.push(change(Some(shown), None, second));
        }
    }
    changes.truncate(MOST_CHANGES);
    changes
}

/// The parameters that count: of those that stand twice the first, and none that were lumped
/// together. Bounded, since each is looked up among all.
fn shown<'a>(facts: &'a Facts<'_>) -> Vec<Shown<'a>> {
    let pairs = facts.token.params.iter().zip(&facts.report.params);
    pairs
        .filter(|(param, _)| !param.is_repeat && param.lumped == 0)
        .take(2 * MOST_CHANGES)
        .collect()
}

fn id(param: &token::Param) -> &str {
    param.key().unwrap_or(&param.written)
}

fn change(
    before: Option<&Shown<'_>>,
    after: Option<&Shown<'_>>,
    second: &Facts<'_>,
) -> ParamChange {
    let value = |shown: Option<&Shown<'_>>| {
        shown
            .filter(|(_, param)| !param.redacted)
            .map(|(_, param)| param.value.clone())
    };
    let either = after.or(before);
    let (key, title) = either.map_or_else(Default::default, |(_, param)| {
        let key = param.key.clone().unwrap_or_else(|| param.name.clone());
        (key, param.title.clone())
    });
    ParamChange {
        change: say(before, after, second),
        before: value(before),
        after: value(after),
        key,
        title,
    }
}

fn say(before: Option<&Shown<'_>>, after: Option<&Shown<'_>>, second: &Facts<'_>) -> Message {
    let (before, after) = match (before, after) {
        (None, _) => return message("compare/param-added", &[]),
        (_, None) => return message("compare/param-removed", &[]),
        (Some((before, _)), Some((after, _))) => (before, after),
    };
    let (old, new) = (before.decoded.expose(), after.decoded.expose());
    let spec = after.spec;
    if spec.is_some_and(|spec| spec.key == "sig") {
        return message("compare/param-signature", &[]);
    }
    match spec.map(|spec| (spec.shape, spec.key)) {
        Some((Shape::Letters, key)) => letters(key, old, new, second),
        Some((Shape::Date, _)) => date(old, new),
        _ => message("compare/param-changed", &[]),
    }
}

/// Says which letters came and went.
fn letters(key: &str, old: &str, new: &str, second: &Facts<'_>) -> Message {
    let service = second.token.kind.service();
    let missing_in = |own: &str, other: &str| -> Vec<&'static str> {
        let mut names: Vec<&str> = Vec::new();
        for letter in own.chars().filter(|letter| !other.contains(*letter)) {
            let name = name(key, letter, service).unwrap_or("a letter without a meaning");
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    };
    let gained = outcomes::join(&missing_in(new, old));
    let lost = outcomes::join(&missing_in(old, new));
    let args = [("gained", gained.as_str()), ("lost", lost.as_str())];
    let [only_gained, only_lost] = args;
    match (gained.is_empty(), lost.is_empty()) {
        (true, true) => message("compare/letters-order", &[]),
        (false, true) => message("compare/letters-gained", &[only_gained]),
        (true, false) => message("compare/letters-lost", &[only_lost]),
        (false, false) => message("compare/letters", &args),
    }
}

fn name(key: &str, letter: char, service: Option<Service>) -> Option<&'static str> {
    match key {
        "ss" => Service::from_letter(letter).map(Service::title),
        "srt" => match letter {
            's' => Some("the services themselves"),
            'c' => Some("containers"),
            'o' => Some("what is in containers"),
            _ => None,
        },
        _ => grants::letter_name(letter, service),
    }
}

fn date(old: &str, new: &str) -> Message {
    let (Some(old), Some(new)) = (time::parse(old), time::parse(new)) else {
        return message("compare/param-changed", &[]);
    };
    let span = time::say_span(old.instant, new.instant);
    let id = match new.instant.cmp(&old.instant) {
        std::cmp::Ordering::Less => "compare/date-earlier",
        std::cmp::Ordering::Equal => return message("compare/date-same", &[]),
        std::cmp::Ordering::Greater => "compare/date-later",
    };
    message(id, &[("span", &span)])
}
