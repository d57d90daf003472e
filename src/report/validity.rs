//! When a token works, said for people.

use super::build::Studied;
use super::message::Message;
use super::messages::message;
use super::{Moment, Validity};
use crate::access::time::{self, WrittenDate};
use chrono::{DateTime, SecondsFormat, Utc};

pub(crate) fn moment(instant: DateTime<Utc>, now: DateTime<Utc>) -> Moment {
    Moment {
        utc: instant.to_rfc3339_opts(SecondsFormat::AutoSi, true),
        text: time::say_moment(instant),
        relative: time::say_relative(instant, now),
        epoch_seconds: instant.timestamp(),
    }
}

pub(super) fn of(studied: &Studied<'_>) -> Validity {
    let window = &studied.window;
    let at = |date: Option<WrittenDate>| date.map(|date| moment(date.instant, window.now));
    let life = window.life().zip(window.end()).map(|(life, end)| {
        let from = window.begin().unwrap_or(window.now);
        (time::say_span(from, end), life.num_seconds())
    });
    Validity {
        start: at(window.start),
        end: window.end().map(|end| moment(end, window.now)),
        key_start: at(window.key_start),
        key_end: at(window.key_expiry),
        life: life.as_ref().map(|(text, _)| text.clone()),
        life_from_now: life.is_some() && window.begin().is_none(),
        life_seconds: life.map(|(_, seconds)| seconds),
        summary: summary(studied),
    }
}

fn summary(studied: &Studied<'_>) -> Message {
    let window = &studied.window;
    let policy = studied.token.value("si").unwrap_or_default();
    let Some(end) = window.end() else {
        return if window.has_policy {
            message("validity/policy", &[("policy", policy)])
        } else {
            message("validity/missing", &[])
        };
    };
    let end_text = time::say_moment(end);
    if let Some(expiry) = window.expiry.filter(|expiry| expiry.instant > end) {
        let expiry = time::say_moment(expiry.instant);
        return message(
            if window.is_over() {
                "validity/key-ends-first-past"
            } else {
                "validity/key-ends-first"
            },
            &[("expiry", &expiry), ("end", &end_text)],
        );
    }
    let Some(begin) = window.begin() else {
        let (end, policy) = (("end", end_text.as_str()), ("policy", policy));
        return match (window.has_policy, window.is_over()) {
            (false, false) => message("validity/always", &[end]),
            (false, true) => message("validity/always-past", &[end]),
            // The start may stand in the policy.
            (true, false) => message("validity/policy-start", &[end, policy]),
            (true, true) => message("validity/policy-start-past", &[end, policy]),
        };
    };
    let start = time::say_moment(begin);
    if window.is_never() {
        return message("validity/never", &[("end", &end_text), ("start", &start)]);
    }
    let life = time::say_span(begin, end);
    let id = if window.is_over() {
        "validity/window-past"
    } else {
        "validity/window"
    };
    message(
        id,
        &[("start", &start), ("end", &end_text), ("life", &life)],
    )
}
