//! When, from where, how and for whom two links work.

use super::answer::{Answer, Both};
use super::facts::{Facts, share_policy};
use crate::access::network::{self, Addresses};
use crate::access::window::Window;
use crate::params::Family;
use chrono::{DateTime, Utc};

/// When a link starts, as far as it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    At(DateTime<Utc>),
    /// At once.
    Open,
    /// A stored policy may set it.
    Hidden,
}

pub(super) fn start(window: &Window) -> Start {
    match window.begin() {
        Some(begin) => Start::At(begin),
        None if window.has_policy => Start::Hidden,
        None => Start::Open,
    }
}

/// Whether the moments of one window lie within the other. What has gone by no longer counts, unless
/// both are over.
pub(super) fn time(first: &Facts<'_>, second: &Facts<'_>) -> Both {
    let is_past = first.window.is_over() && second.window.is_over();
    let is_shared = share_policy(first, second);
    let ends = |outer: &Facts<'_>, inner: &Facts<'_>| match (outer.window.end(), inner.window.end())
    {
        (Some(outer), Some(inner)) => Answer::from(inner <= outer),
        (None, None) if is_shared => Answer::Yes,
        _ => Answer::Unknown,
    };
    let from_now = |moment: DateTime<Utc>| {
        if is_past {
            moment
        } else {
            moment.max(first.window.now)
        }
    };
    let starts =
        |outer: &Facts<'_>, inner: &Facts<'_>| match (start(&outer.window), start(&inner.window)) {
            (Start::Open, _) => Answer::Yes,
            (Start::At(outer), Start::At(inner)) => {
                Answer::from(from_now(outer) <= from_now(inner))
            }
            // At once is from now on, at the earliest.
            (Start::At(outer), _) if !is_past && outer <= first.window.now => Answer::Yes,
            (Start::At(_), Start::Open) if !is_past => Answer::No,
            (Start::Hidden, Start::Hidden) if is_shared => Answer::Yes,
            _ => Answer::Unknown,
        };
    Both {
        second_in_first: ends(first, second).min(starts(first, second)),
        first_in_second: ends(second, first).min(starts(second, first)),
    }
}

/// The addresses that a link works from: all of them without a limit.
pub(super) fn addresses(facts: &Facts<'_>) -> Option<Addresses> {
    facts.token.in_force("sip").map(network::parse)
}

pub(super) fn network(first: &Facts<'_>, second: &Facts<'_>) -> Both {
    let written = |facts: &Facts<'_>| facts.token.in_force("sip").map(str::to_owned);
    if written(first) == written(second) {
        return Both::SAME;
    }
    Both::ask(first, second, |outer, inner| {
        match (addresses(outer), addresses(inner)) {
            (None, _) => Answer::Yes,
            (Some(outer), None) if outer.count() == Some(ALL_ADDRESSES) => Answer::Yes,
            (Some(outer), None) if is_plain(outer) => Answer::No,
            (Some(outer), Some(inner)) if is_plain(outer) && is_plain(inner) => {
                Answer::from(outer.contains(inner))
            }
            // What Azure does with such a limit is not documented.
            _ => Answer::Unknown,
        }
    })
}

const ALL_ADDRESSES: u64 = 1 << 32;

/// Whether a limit is in the documented form, and holds an address.
fn is_plain(addresses: Addresses) -> bool {
    addresses.count().is_some_and(|count| count > 0)
}

pub(super) fn protocol(first: &Facts<'_>, second: &Facts<'_>) -> Both {
    let https = |facts: &Facts<'_>| facts.token.is_https_only().then_some(());
    Both::of_limit(https(first), https(second), |(), ()| Both::SAME)
}

/// The one user who may use it, with the tenant when it is another one.
pub(super) fn holder(first: &Facts<'_>, second: &Facts<'_>) -> Both {
    let user = |facts: &Facts<'_>| {
        let user = facts.token.in_force("sduoid")?.to_ascii_lowercase();
        let tenant = facts.token.in_force("skdutid").unwrap_or_default();
        Some((user, tenant.to_ascii_lowercase()))
    };
    Both::of_limit(user(first), user(second), |first, second| {
        if first == second {
            Both::SAME
        } else {
            Both::APART
        }
    })
}

/// Values that must be sent and do not stand in the link.
pub(super) fn headers(first: &Facts<'_>, second: &Facts<'_>) -> Both {
    let names = |facts: &Facts<'_>| {
        let headers = facts.token.in_force("srh").map(str::to_owned);
        let queries = facts.token.in_force("srq").map(str::to_owned);
        (headers.is_some() || queries.is_some()).then_some((headers, queries))
    };
    Both::of_limit(names(first), names(second), |_, _| {
        // The signature covers the values: a link is the same as itself.
        if first.token.value("sig") == second.token.value("sig") {
            Both::SAME
        } else {
            Both::UNKNOWN
        }
    })
}

/// Who signed it: such a link never allows more than its signer may. What that is, it does not say.
pub(super) fn signer(first: &Facts<'_>, second: &Facts<'_>) -> Both {
    let signer = |facts: &Facts<'_>| {
        let name = facts.token.value("skoid").unwrap_or_default();
        (facts.token.family() == Family::UserDelegation).then(|| name.to_ascii_lowercase())
    };
    of_restriction(signer(first), signer(second))
}

/// The files' own access rights, where they are checked as well.
pub(super) fn files_rights(first: &Facts<'_>, second: &Facts<'_>) -> Both {
    let user = |facts: &Facts<'_>| facts.token.in_force("suoid").map(str::to_ascii_lowercase);
    of_restriction(user(first), user(second))
}

/// A restriction that may take nothing away: who has it lies within who does not, and perhaps the
/// other way round as well. One without a name is like no other.
fn of_restriction(first: Option<String>, second: Option<String>) -> Both {
    match (first, second) {
        (None, None) => Both::SAME,
        (None, Some(_)) => Both {
            second_in_first: Answer::Yes,
            first_in_second: Answer::Unknown,
        },
        (Some(_), None) => Both {
            second_in_first: Answer::Unknown,
            first_in_second: Answer::Yes,
        },
        (Some(first), Some(second)) if !first.is_empty() && first == second => Both::SAME,
        _ => Both::UNKNOWN,
    }
}
