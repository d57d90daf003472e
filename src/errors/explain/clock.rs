//! Whether a link was used outside of its time, on Azure's clock.

use super::{Case, Told};
use crate::access::time::{say_moment, say_span};
use crate::errors::times::{self, Ahead};
use chrono::{DateTime, Duration, Utc};

/// Whether the link was out of its time on Azure's clock.
pub(super) fn by_clock(case: &Case<'_>) -> Option<Told> {
    let server = case.server_time()?;
    let window = |key: &str| case.param(key).and_then(times::parse);
    if let Some(expiry) = window("se").filter(|expiry| *expiry <= server) {
        return Some(
            Told::surely("expired")
                .with("expiry", say_moment(expiry))
                .with("current", say_moment(server))
                .with("late", say_span(expiry, server)),
        );
    }
    let start = window("st").filter(|start| *start > server)?;
    Some(ahead(case, start, server, true))
}

pub(super) fn window(case: &Case<'_>) -> Told {
    let (start, expiry, current) = (
        case.moment("start"),
        case.moment("expiry"),
        case.server_time(),
    );
    match (start, expiry, current) {
        (_, Some(expiry), Some(current)) if expiry <= current => Told::surely("expired")
            .with("expiry", say_moment(expiry))
            .with("current", say_moment(current))
            .with("late", say_span(expiry, current)),
        (Some(start), _, Some(current)) if current < start => ahead(case, start, current, true),
        _ => by_clock(case)
            .unwrap_or_else(|| Told::likely("outside-window").also(&["starts-in-future"])),
    }
}

pub(super) fn not_yet(case: &Case<'_>) -> Told {
    let start = case.param("st").and_then(times::parse);
    match start.zip(case.server_time()) {
        Some((start, server)) if server < start => ahead(case, start, server, true),
        _ => Told::surely("not-yet-valid"),
    }
}

/// A start that lies ahead of Azure's clock.
fn ahead(case: &Case<'_>, start: DateTime<Utc>, current: DateTime<Utc>, is_certain: bool) -> Told {
    // A day alone, or a stated offset, is no local time.
    let written = case.param("st").unwrap_or("Z");
    let explanation = match times::ahead(start - current) {
        Ahead::Little => "not-yet-valid-skew",
        Ahead::Hours if written.ends_with(['Z', 'z']) => "not-yet-valid-hours",
        Ahead::Hours | Ahead::Other => "not-yet-valid-known",
    };
    Told {
        is_certain,
        ..Told::likely(explanation)
    }
    .with("start", say_moment(start))
    .with("current", say_moment(current))
    .with("early", say_span(current, start))
}

pub(super) fn key_window(case: &Case<'_>) -> Told {
    let (start, expiry, current) = (
        case.moment("start"),
        case.moment("expiry"),
        case.server_time(),
    );
    match (start, expiry, current) {
        (_, Some(expiry), Some(current)) if expiry <= current => Told::surely("key-ended")
            .with("expiry", say_moment(expiry))
            .with("current", say_moment(current)),
        (Some(start), _, Some(current)) if current < start => Told::surely("key-not-yet")
            .with("start", say_moment(start))
            .with("current", say_moment(current))
            .with("early", say_span(current, start)),
        _ => Told::surely("outside-key-window"),
    }
}

/// The expiry lies before the start; without a start in the link, Azure takes now.
pub(super) fn reversed(case: &Case<'_>) -> Told {
    let (Some(start), Some(expiry)) = (case.moment("start"), case.moment("expiry")) else {
        return Told::likely("ends-before-it-starts-plain").also(&["expired"]);
    };
    let has_start = case.beside.map(|beside| beside.token.has("st"));
    let is_now = case
        .moment("time")
        .map(|time| (time - start).abs() <= Duration::minutes(1));
    let expired = |is_certain: bool| Told {
        is_certain,
        ..Told::likely("expired-without-start")
            .with("expiry", say_moment(expiry))
            .with("start", say_moment(start))
    };
    match (has_start, is_now) {
        (Some(false), _) | (None, Some(true)) => expired(true),
        (Some(true), _) | (None, Some(false)) => Told::surely("ends-before-it-starts")
            .with("expiry", say_moment(expiry))
            .with("start", say_moment(start)),
        (None, None) => expired(false),
    }
}
