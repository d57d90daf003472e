//! When a token works: its start, its expiry and the delegation key's own window.

use super::time::{self, WrittenDate};
use crate::report::State;
use crate::token::Token;
use chrono::{DateTime, Duration, Utc};

/// The times of a token, seen from a moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    pub(crate) now: DateTime<Utc>,
    pub(crate) start: Option<WrittenDate>,
    pub(crate) expiry: Option<WrittenDate>,
    pub(crate) key_start: Option<WrittenDate>,
    pub(crate) key_expiry: Option<WrittenDate>,
    /// Whether a policy on the server may hold what the token leaves out.
    pub(crate) has_policy: bool,
}

impl Window {
    pub(crate) fn of(token: &Token, now: DateTime<Utc>) -> Self {
        let date = |key: &str| token.value(key).and_then(time::parse);
        // Without the signer's fields it is no user delegation SAS that Azure would accept, and
        // stray key times must not make it look over.
        let has_signer = token.in_force("skoid").is_some() && token.in_force("sktid").is_some();
        let key_date = |key: &str| {
            token
                .in_force(key)
                .filter(|_| has_signer)
                .and_then(time::parse)
        };
        Self {
            now,
            start: date("st"),
            expiry: date("se"),
            key_start: key_date("skt"),
            key_expiry: key_date("ske"),
            has_policy: token.in_force("si").is_some(),
        }
    }

    /// The moment it stops working: the earlier of its expiry and the delegation key's.
    pub(crate) fn end(&self) -> Option<DateTime<Utc>> {
        let expiry = self.expiry.map(|date| date.instant);
        let key = self.key_expiry.map(|date| date.instant);
        match (expiry, key) {
            (Some(expiry), Some(key)) => Some(expiry.min(key)),
            (expiry, None) => expiry,
            // Without an expiry the token is refused, or a policy holds it.
            (None, _) => None,
        }
    }

    /// The moment it starts working: the later of its start and the delegation key's.
    pub(crate) fn begin(&self) -> Option<DateTime<Utc>> {
        let start = self.start.map(|date| date.instant);
        let key = self.key_start.map(|date| date.instant);
        match (start, key) {
            (Some(start), Some(key)) => Some(start.max(key)),
            (start, key) => start.or(key),
        }
    }

    /// From its start to its end; from now when no start is stated.
    pub(crate) fn life(&self) -> Option<Duration> {
        let from = self.begin().unwrap_or(self.now);
        self.end()
            .map(|end| end - from)
            .filter(|life| *life > Duration::zero())
    }

    /// Whether there is no moment at which it works: it ends before it begins.
    pub(crate) fn is_never(&self) -> bool {
        matches!((self.begin(), self.end()), (Some(begin), Some(end)) if end <= begin)
    }

    /// How long it still works, counted from its start when that is in the future.
    pub(crate) fn remaining(&self) -> Option<Duration> {
        let from = self.begin().map_or(self.now, |begin| begin.max(self.now));
        self.end().map(|end| end - from)
    }

    pub(crate) fn is_over(&self) -> bool {
        self.end().is_some_and(|end| end <= self.now)
    }

    pub(crate) fn is_not_yet_valid(&self) -> bool {
        self.begin().is_some_and(|begin| begin > self.now)
    }

    /// Where `now` lies; what makes a token malformed is decided by the rules.
    pub(crate) fn state(&self) -> State {
        if self.is_never() {
            State::Malformed
        } else if self.is_over() {
            State::Expired
        } else if self.expiry.is_none() && self.has_policy {
            State::SetByPolicy
        } else if self.is_not_yet_valid() {
            State::NotYetValid
        } else if self.expiry.is_none() {
            State::Malformed
        } else {
            State::Live
        }
    }
}
