//! How place, time, network, protocol, holder and revocation of two links differ, in sentences.

use super::answer::Answer;
use super::facts::Facts;
use super::messages::message;
use super::place;
use super::terms::{self, Start};
use crate::access::network::Addresses;
use crate::access::time;
use crate::params::Family;
use crate::report::{Message, Revocability};
use chrono::{DateTime, Utc};

/// Lists every difference; the place first.
pub(super) fn differences(first: &Facts<'_>, second: &Facts<'_>) -> Vec<Message> {
    let mut said = Vec::new();
    said.extend(place(first, second));
    said.extend(end(first, second));
    said.extend(start(first, second));
    said.extend(network(first, second));
    said.extend(protocol(first, second));
    said.extend(holder(first, second));
    said.extend(headers(first, second));
    said.extend(signer(first, second));
    said.extend(revocation(first, second));
    said
}

fn place(first: &Facts<'_>, second: &Facts<'_>) -> Option<Message> {
    let both = place::compare(&first.place, &second.place);
    let id = match (both.second_in_first, both.first_in_second) {
        (Answer::Yes, Answer::Yes) => return None,
        (Answer::Yes, Answer::No) => "compare/place-narrower",
        (Answer::No, Answer::Yes) => "compare/place-wider",
        (Answer::No, Answer::No) => "compare/place-other",
        _ => "compare/place-unknown",
    };
    let (before, after) = (first.scope.say(), second.scope.say());
    Some(message(id, &[("before", &before), ("after", &after)]))
}

fn end(first: &Facts<'_>, second: &Facts<'_>) -> Option<Message> {
    let (before, after) = (first.window.end(), second.window.end());
    let (before_text, after_text) = (
        before.map(time::say_moment).unwrap_or_default(),
        after.map(time::say_moment).unwrap_or_default(),
    );
    let moments = [
        ("before", before_text.as_str()),
        ("after", after_text.as_str()),
    ];
    let [only_before, only_after] = moments;
    Some(match (before, after) {
        (Some(before), Some(after)) => match (first.window.is_over(), second.window.is_over()) {
            _ if before == after => return None,
            (false, true) => message("compare/ended", &[only_after]),
            (true, false) => message("compare/not-ended", &moments),
            _ => {
                let id = if after < before {
                    "compare/ends-earlier"
                } else {
                    "compare/ends-later"
                };
                let span = time::say_span(before, after);
                message(id, &[only_before, only_after, ("span", &span)])
            }
        },
        (Some(_), None) => message("compare/end-hidden", &[only_before]),
        (None, Some(_)) => message("compare/end-shown", &[only_after]),
        (None, None) => return None,
    })
}

fn start(first: &Facts<'_>, second: &Facts<'_>) -> Option<Message> {
    let now = first.window.now;
    let (before, after) = (terms::start(&first.window), terms::start(&second.window));
    // What has begun has begun, however it is written.
    let has_begun = |start: Start| match start {
        Start::At(moment) => moment <= now,
        Start::Open => true,
        Start::Hidden => false,
    };
    if before == after || (has_begun(before) && has_begun(after)) {
        return None;
    }
    let say = |moment: DateTime<Utc>| time::say_moment(moment);
    Some(match (before, after) {
        (Start::At(before), Start::At(after)) => {
            let id = if after > before {
                "compare/starts-later"
            } else {
                "compare/starts-earlier"
            };
            message(id, &[("before", &say(before)), ("after", &say(after))])
        }
        (Start::At(before), Start::Open) => {
            message("compare/starts-at-once", &[("before", &say(before))])
        }
        (Start::Open, Start::At(after)) => {
            message("compare/starts-then", &[("after", &say(after))])
        }
        (_, Start::Hidden) => message("compare/start-hidden", &[]),
        (Start::Hidden, _) => message("compare/start-shown", &[]),
        (Start::Open, Start::Open) => return None,
    })
}

fn network(first: &Facts<'_>, second: &Facts<'_>) -> Option<Message> {
    let written = |facts: &Facts<'_>| facts.token.in_force("sip").map(str::to_owned);
    let (before, after) = (written(first), written(second));
    if before == after {
        return None;
    }
    let say = |facts: &Facts<'_>, written: Option<String>| match (terms::addresses(facts), written)
    {
        (Some(Addresses::Range { .. }), Some(text)) => text,
        (_, Some(text)) => format!("{text}, which Azure does not document"),
        _ => "any network address".to_owned(),
    };
    let (before, after) = (say(first, before), say(second, after));
    let moments = [("before", before.as_str()), ("after", after.as_str())];
    Some(message("compare/network", &moments))
}

fn protocol(first: &Facts<'_>, second: &Facts<'_>) -> Option<Message> {
    match (first.token.is_https_only(), second.token.is_https_only()) {
        (false, true) => Some(message("compare/https", &[])),
        (true, false) => Some(message("compare/http", &[])),
        _ => None,
    }
}

fn holder(first: &Facts<'_>, second: &Facts<'_>) -> Option<Message> {
    let user = |facts: &Facts<'_>| facts.token.in_force("sduoid").map(str::to_ascii_lowercase);
    match (user(first), user(second)) {
        (before, after) if before == after => None,
        (None, Some(user)) => Some(message("compare/user", &[("user", &user)])),
        (Some(_), None) => Some(message("compare/no-user", &[])),
        (_, after) => {
            let user = after.unwrap_or_default();
            Some(message("compare/other-user", &[("user", &user)]))
        }
    }
}

fn headers(first: &Facts<'_>, second: &Facts<'_>) -> Option<Message> {
    let needs = |facts: &Facts<'_>| {
        facts.token.in_force("srh").is_some() || facts.token.in_force("srq").is_some()
    };
    match (needs(first), needs(second)) {
        (false, true) => Some(message("compare/headers", &[])),
        (true, false) => Some(message("compare/no-headers", &[])),
        _ => None,
    }
}

fn signer(first: &Facts<'_>, second: &Facts<'_>) -> Option<Message> {
    let is_delegated = |facts: &Facts<'_>| facts.token.family() == Family::UserDelegation;
    let name = |facts: &Facts<'_>| facts.token.value("skoid").map(str::to_ascii_lowercase);
    match (is_delegated(first), is_delegated(second)) {
        (false, true) => Some(message("compare/role", &[])),
        (true, false) => Some(message("compare/no-role", &[])),
        (true, true) if name(first) != name(second) => Some(message("compare/other-signer", &[])),
        _ => None,
    }
}

fn revocation(first: &Facts<'_>, second: &Facts<'_>) -> Option<Message> {
    let is_key_only =
        |facts: &Facts<'_>| facts.report.verdict.revocability == Revocability::KeyOnly;
    match (is_key_only(first), is_key_only(second)) {
        (true, false) => Some(message("compare/stops-alone", &[])),
        (false, true) => Some(message("compare/stops-by-key", &[])),
        _ => None,
    }
}
