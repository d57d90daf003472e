//! The verdict: impact by exposure by revocability, one published table.
//!
//! | impact | revocable | hour | day | week | year | beyond |
//! |---|---|---|---|---|---|---|
//! | account | key only | elevated | elevated | severe | severe | severe |
//! | account | by itself | elevated | elevated | severe | severe | severe |
//! | broad | key only | elevated | elevated | elevated | severe | severe |
//! | broad | by itself | elevated | elevated | elevated | elevated | severe |
//! | bounded | key only | contained | elevated | elevated | elevated | severe |
//! | bounded | by itself | contained | contained | elevated | elevated | elevated |
//! | item | key only | contained | contained | elevated | elevated | elevated |
//! | item | by itself | contained | contained | contained | elevated | elevated |
//!
//! The column is the time that the token still works. Plain HTTP moves it one step to the right; a
//! limit to at most 256 public addresses, or to one signed-in user, one step to the left. Outside the
//! table: expired is spent; permissions or expiry on the server are unknown, never contained; what
//! cannot be read is unreadable; what allows nothing is contained. A token that Azure should refuse
//! as written keeps the level it would have if it were mended.
//!
//! The 2020 link of the robust-models-transfer incident (read, list and delete-version, account-wide,
//! months to live) comes out severe: deleting old versions across an account destroys the copies
//! that data would be restored from.

use super::message::Message;
use super::messages::message;
use super::sentence;
use super::{Exposure, Impact, Level, Revocability, State, Verdict};
use super::{actions, unknowns};
use crate::access::network;
use crate::access::outcomes::Outcome;
use crate::access::scope::Scope;
use crate::access::time;
use crate::access::window::Window;
use crate::params::Family;
use crate::params::resources::Level as ScopeLevel;
use crate::report::Harm;
use crate::token::Token;
use chrono::Duration;

/// One row of the table: the levels for an hour, a day, a week, a year, and beyond.
struct Row {
    impact: Impact,
    is_key_only: bool,
    levels: [Level; 5],
}

const E: Level = Level::Elevated;
const S: Level = Level::Severe;
const C: Level = Level::Contained;

/// The table above, which the tests compare with this one.
const TABLE: &[Row] = &[
    Row {
        impact: Impact::Account,
        is_key_only: true,
        levels: [E, E, S, S, S],
    },
    Row {
        impact: Impact::Account,
        is_key_only: false,
        levels: [E, E, S, S, S],
    },
    Row {
        impact: Impact::Broad,
        is_key_only: true,
        levels: [E, E, E, S, S],
    },
    Row {
        impact: Impact::Broad,
        is_key_only: false,
        levels: [E, E, E, E, S],
    },
    Row {
        impact: Impact::Bounded,
        is_key_only: true,
        levels: [C, E, E, E, S],
    },
    Row {
        impact: Impact::Bounded,
        is_key_only: false,
        levels: [C, C, E, E, E],
    },
    Row {
        impact: Impact::Item,
        is_key_only: true,
        levels: [C, C, E, E, E],
    },
    Row {
        impact: Impact::Item,
        is_key_only: false,
        levels: [C, C, C, E, E],
    },
];

/// The columns, in order, with the longest remaining time of each.
const COLUMNS: [(Exposure, Option<Duration>); 5] = [
    (Exposure::Hour, Some(Duration::hours(1))),
    (Exposure::Day, Some(Duration::days(1))),
    (Exposure::Week, Some(Duration::days(7))),
    (Exposure::Year, Some(Duration::days(365))),
    (Exposure::Beyond, None),
];

/// A limit to this many addresses counts as narrow.
const NARROW_NETWORK: u64 = 256;

/// What the verdict is made from.
pub(super) struct Judged<'a> {
    pub(super) scope: &'a Scope,
    pub(super) window: &'a Window,
    pub(super) outcomes: &'a [Outcome],
    pub(super) state: State,
    pub(super) impact: Impact,
    /// Whether kind, permissions or expiry cannot be read at all.
    pub(super) is_unreadable: bool,
    /// What makes it malformed, in words.
    pub(super) why: String,
}

impl<'a> Judged<'a> {
    pub(super) fn new(
        token: &Token,
        scope: &'a Scope,
        window: &'a Window,
        outcomes: &'a [Outcome],
        is_unknown: bool,
        refusals: &[&str],
    ) -> Self {
        let has_policy = window.has_policy;
        let is_unreadable = !has_policy
            && (token.family() == Family::Unknown || !token.has("sp") || window.expiry.is_none());
        let state = match window.state() {
            State::Expired => State::Expired,
            _ if is_unreadable || !refusals.is_empty() => State::Malformed,
            state => state,
        };
        let impact = if is_unknown || is_unreadable {
            Impact::Unknown
        } else {
            impact(outcomes, scope.level)
        };
        let why = if refusals.is_empty() {
            "parts of it are missing".to_owned()
        } else {
            refusals.join("; ")
        };
        Self {
            scope,
            window,
            outcomes,
            state,
            impact,
            is_unreadable,
            why,
        }
    }
}

/// How much the outcomes open.
fn impact(outcomes: &[Outcome], level: ScopeLevel) -> Impact {
    let Some(worst) = outcomes.iter().map(|outcome| outcome.spec.harm).min() else {
        return Impact::Nothing;
    };
    let reads = outcomes
        .iter()
        .any(|outcome| outcome.spec.id == "read-data");
    match (level, worst) {
        (ScopeLevel::Account, Harm::Destroy | Harm::Change) => Impact::Account,
        (ScopeLevel::Account, Harm::Add) => Impact::Broad,
        (ScopeLevel::Account, _) if reads => Impact::Broad,
        (ScopeLevel::Container | ScopeLevel::Directory, Harm::Destroy | Harm::Change) => {
            Impact::Broad
        }
        (ScopeLevel::Item, Harm::Read | Harm::List) => Impact::Item,
        _ => Impact::Bounded,
    }
}

/// The column of the table, and why it was moved.
fn exposure(token: &Token, window: &Window) -> (Exposure, Vec<Message>) {
    if window.is_over() {
        return (Exposure::Over, Vec::new());
    }
    let Some(remaining) = window.remaining() else {
        return (Exposure::Unknown, Vec::new());
    };
    let fits = |limit: Option<Duration>| limit.is_none_or(|limit| remaining <= limit);
    let base = COLUMNS
        .iter()
        .position(|(_, limit)| fits(*limit))
        .unwrap_or(COLUMNS.len() - 1);
    let mut column = base;
    let mut reasons = Vec::new();
    if token.value("spr").is_none_or(|value| value != "https") {
        column = (column + 1).min(COLUMNS.len() - 1);
        reasons.push(message("reason/http", &[]));
    }
    let addresses = token.value("sip").map(network::parse);
    if let Some(count) = addresses
        .filter(|addresses| !addresses.is_private())
        .and_then(network::Addresses::count)
        && (1..=NARROW_NETWORK).contains(&count)
    {
        column = column.saturating_sub(1);
        reasons.push(message(
            "reason/narrow-network",
            &[("count", &count.to_string())],
        ));
    }
    if token.family() == Family::UserDelegation && token.has("sduoid") {
        column = column.saturating_sub(1);
        reasons.push(message("reason/user-bound", &[]));
    }
    let exposure = COLUMNS
        .get(column)
        .map_or(Exposure::Beyond, |(exposure, _)| *exposure);
    (exposure, reasons)
}

fn revocability(token: &Token) -> Revocability {
    match token.family() {
        Family::Service if token.has("si") => Revocability::Policy,
        Family::Account | Family::Service => Revocability::KeyOnly,
        Family::UserDelegation => Revocability::Delegation,
        Family::Unknown => Revocability::Unknown,
    }
}

/// Looks up the level.
fn level(judged: &Judged<'_>, exposure: Exposure, revocability: Revocability) -> Level {
    if judged.state == State::Expired {
        return Level::Spent;
    }
    if judged.is_unreadable {
        return Level::Unreadable;
    }
    if judged.impact == Impact::Unknown || exposure == Exposure::Unknown {
        return Level::Unknown;
    }
    if judged.impact == Impact::Nothing {
        return Level::Contained;
    }
    let is_key_only = matches!(revocability, Revocability::KeyOnly | Revocability::Unknown);
    let column = COLUMNS.iter().position(|(known, _)| *known == exposure);
    TABLE
        .iter()
        .find(|row| row.impact == judged.impact && row.is_key_only == is_key_only)
        .and_then(|row| column.and_then(|column| row.levels.get(column)))
        .copied()
        .unwrap_or(Level::Unknown)
}

/// The level's name in words.
pub(super) fn title(level: Level) -> &'static str {
    match level {
        Level::Severe => "Severe",
        Level::Elevated => "Elevated",
        Level::Unknown => "Decided on the server",
        Level::Unreadable => "Cannot be read",
        Level::Contained => "Contained",
        Level::Spent => "Expired",
    }
}

/// Judges a token.
pub(super) fn judge(token: &Token, judged: &Judged<'_>) -> Verdict {
    let (exposure, moved) = exposure(token, judged.window);
    let revocability = revocability(token);
    let level = level(judged, exposure, revocability);
    let mut reasons = vec![
        impact_reason(judged.impact),
        exposure_reason(judged.window, exposure),
    ];
    reasons.extend(moved);
    if level != Level::Spent {
        reasons.push(revocability_reason(revocability));
    }
    if judged.state == State::Malformed && !judged.is_unreadable {
        reasons.push(message("reason/malformed", &[("why", &judged.why)]));
    }
    Verdict {
        level,
        title: title(level).to_owned(),
        sentence: sentence::consequence(token, judged),
        impact: judged.impact,
        exposure,
        revocability,
        reasons,
        actions: actions::for_token(token, judged, level),
        unknowns: unknowns::for_token(token, judged),
    }
}

fn impact_reason(impact: Impact) -> Message {
    let id = match impact {
        Impact::Account => "reason/impact-account",
        Impact::Broad => "reason/impact-broad",
        Impact::Bounded => "reason/impact-bounded",
        Impact::Item => "reason/impact-item",
        Impact::Nothing => "reason/impact-nothing",
        Impact::Unknown => "reason/impact-unknown",
    };
    message(id, &[])
}

/// Says how long it works: by the true remaining time, not by the column it was moved to.
fn exposure_reason(window: &Window, exposure: Exposure) -> Message {
    let remaining = window
        .end()
        .map(|end| time::say_span(window.now.max(window.begin().unwrap_or(window.now)), end));
    let column = window.remaining().and_then(|remaining| {
        COLUMNS
            .iter()
            .find(|(_, limit)| limit.is_none_or(|limit| remaining <= limit))
            .map(|(column, _)| *column)
    });
    let shown = if exposure == Exposure::Over {
        exposure
    } else {
        column.unwrap_or(exposure)
    };
    let id = match shown {
        Exposure::Hour => "reason/exposure-hour",
        Exposure::Day => "reason/exposure-day",
        Exposure::Week => "reason/exposure-week",
        Exposure::Year => "reason/exposure-year",
        Exposure::Beyond => "reason/exposure-beyond",
        Exposure::Over => "reason/exposure-over",
        Exposure::Unknown => "reason/exposure-unknown",
    };
    message(
        id,
        &[("remaining", remaining.as_deref().unwrap_or_default())],
    )
}

fn revocability_reason(revocability: Revocability) -> Message {
    let id = match revocability {
        Revocability::KeyOnly => "reason/revoke-key-only",
        Revocability::Policy => "reason/revoke-policy",
        Revocability::Delegation => "reason/revoke-delegation",
        Revocability::Unknown => "reason/revoke-unknown",
    };
    message(id, &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_table_is_the_one_in_use() {
        let docs = include_str!("verdict.rs");
        let rows: Vec<Vec<&str>> = docs
            .lines()
            .filter_map(|line| line.strip_prefix("//! | "))
            .filter(|line| line.contains("key only") || line.contains("by itself"))
            .map(|line| line.trim_end_matches(" |").split(" | ").collect())
            .collect();
        assert_eq!(rows.len(), TABLE.len());
        for (written, row) in rows.iter().zip(TABLE) {
            let levels: Vec<String> = row
                .levels
                .iter()
                .map(|level| title(*level).to_lowercase())
                .collect();
            assert_eq!(written[0], format!("{:?}", row.impact).to_lowercase());
            assert_eq!(written[1] == "key only", row.is_key_only);
            assert_eq!(written[2..], levels);
        }
    }

    #[test]
    fn longer_life_and_wider_impact_never_lower_the_level() {
        let rank = |level: &Level| match level {
            Level::Contained => 0,
            Level::Elevated => 1,
            _ => 2,
        };
        for row in TABLE {
            assert!(row.levels.is_sorted_by_key(rank));
        }
        for pair in TABLE
            .windows(2)
            .filter(|pair| pair[0].impact == pair[1].impact)
        {
            assert!(
                pair[0]
                    .levels
                    .iter()
                    .zip(&pair[1].levels)
                    .all(|(key, own)| rank(key) >= rank(own))
            );
        }
    }
}
