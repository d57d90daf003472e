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
//! The column is the time that the link still works.
//!
//! - Plain HTTP counts as one step longer, but never as more than a year, since accounts refuse
//!   HTTP by default.
//! - A limit to at most 256 public addresses counts as one step shorter. So does a limit to one
//!   signed-in user.
//! - A certain or likely finding of high or critical severity rules out contained.
//! - A broken limit of your own organisation is such a finding. Most are of high severity, unless the
//!   organisation chose another. Each is named among the reasons. A limit that cannot be checked is
//!   named too, and changes no level.
//! - Outside the table: what has expired is expired, unless it never worked or points at no Azure
//!   account.
//! - Permissions or an expiry on the server make it decided on the server, never contained.
//! - What cannot be read cannot be judged.
//! - What opens nothing, never works, or points at no Azure account is contained.
//! - A link that Azure should refuse as written keeps the level it would have if it were mended.
//! - Keys, and tokens of other products, are looked up in the same table. A key works until it is
//!   replaced, which is longer than a year. Its impact is the least that every such key has.
//! - Where a rule on the server holds the rights of such a token, it is decided on the server. A rule
//!   that every new resource has counts with the rights that it comes with.
//!
//! The 2020 link of the robust-models-transfer incident (read, list and delete-version, account-wide,
//! months to live) comes out severe: deleting old versions across an account destroys the copies
//! that data would be restored from.

use super::findings::Placed;
use super::message::Message;
use super::messages::message;
use super::sentence;
use super::{Exposure, Impact, Level, Revocability, State, Verdict};
use super::{actions, unknowns};
use crate::access::effective::Effective;
use crate::access::network;
use crate::access::outcomes::{Outcome, Weight};
use crate::access::scope::Scope;
use crate::access::time;
use crate::access::window::Window;
use crate::params::hosts::{HostForm, HostReading};
use crate::params::resources::Level as ScopeLevel;
use crate::params::{Family, grants};
use crate::policy::Policy;
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

/// The rows of the table, for the reference: the impact, whether only the account key stops it, and
/// the level of each column.
#[cfg(feature = "reference")]
pub(crate) fn rows() -> impl Iterator<Item = (Impact, bool, [Level; 5])> {
    TABLE
        .iter()
        .map(|row| (row.impact, row.is_key_only, row.levels))
}

/// The columns, in order, with the longest remaining time of each.
pub(crate) const COLUMNS: [(Exposure, Option<Duration>); 5] = [
    (Exposure::Hour, Some(Duration::hours(1))),
    (Exposure::Day, Some(Duration::days(1))),
    (Exposure::Week, Some(Duration::days(7))),
    (Exposure::Year, Some(Duration::days(365))),
    (Exposure::Beyond, None),
];

/// A limit to this many addresses counts as narrow.
const NARROW_NETWORK: u64 = 256;

/// Whether a token can be judged by the table at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Readable,
    /// Kind, scope, permissions or expiry cannot be read.
    Unreadable,
    /// It ends before it starts.
    Never,
    /// It points at no Azure account; the sentence that says so.
    Nowhere(&'static str),
}

/// What the verdict is made from.
pub(super) struct Judged<'a> {
    pub(super) scope: &'a Scope,
    pub(super) window: &'a Window,
    pub(super) outcomes: &'a [Outcome],
    pub(super) findings: &'a [Placed],
    pub(super) policy: &'a Policy,
    pub(super) standing: Standing,
    pub(super) state: State,
    pub(super) impact: Impact,
    /// What makes it malformed: the titles of the rules that say so.
    pub(super) refusals: Vec<&'static str>,
    /// The same in one phrase.
    pub(super) why: String,
}

impl<'a> Judged<'a> {
    pub(super) fn new(
        token: &Token,
        scope: &'a Scope,
        window: &'a Window,
        (effective, outcomes): (&Effective, &'a [Outcome]),
        findings: &'a [Placed],
        policy: &'a Policy,
    ) -> Self {
        let standing = standing(token, scope, window, effective);
        let refusals: Vec<&str> = findings
            .iter()
            .filter(|found| found.refuses)
            .map(|found| found.title)
            .collect();
        let state = match window.state() {
            _ if standing == Standing::Never => State::Malformed,
            State::Expired => State::Expired,
            _ if standing == Standing::Unreadable || !refusals.is_empty() => State::Malformed,
            state => state,
        };
        let is_unknown = effective.is_unknown || standing == Standing::Unreadable;
        let impact = if is_unknown {
            Impact::Unknown
        } else {
            impact(outcomes, scope.level)
        };
        let why = why(findings);
        Self {
            scope,
            window,
            outcomes,
            findings,
            policy,
            standing,
            state,
            impact,
            refusals,
            why,
        }
    }

    /// Whether a certain or likely finding is of high severity.
    fn high_finding(&self) -> Option<&Placed> {
        self.findings.iter().find(|found| found.is_high())
    }
}

/// Names what is wrong, the two worst things at most.
fn why(findings: &[Placed]) -> String {
    let mut phrases: Vec<String> = findings
        .iter()
        .filter(|found| found.refuses)
        .map(Placed::phrase)
        .collect();
    phrases.dedup();
    phrases.truncate(2);
    if phrases.is_empty() {
        "parts of it are missing".to_owned()
    } else {
        phrases.join("; ")
    }
}

fn standing(token: &Token, scope: &Scope, window: &Window, effective: &Effective) -> Standing {
    let form = token.link.as_ref().map(|link| &link.reading);
    if form.is_some_and(|reading| reading.form == HostForm::Emulator) {
        return Standing::Nowhere("sentence/emulator");
    }
    if form.is_some_and(HostReading::is_closed) {
        return Standing::Nowhere("sentence/closed-cloud");
    }
    let has_scope = match token.family() {
        Family::Account => {
            ["ss", "srt"].iter().all(|key| token.has(key)) && !token.services().is_empty()
        }
        Family::Service | Family::UserDelegation => scope.spec.is_some(),
        Family::Unknown => false,
    };
    // Letters that mean nothing at all are damage, not a harmless link.
    let has_letters = token.value("sp").is_some_and(|letters| {
        !effective.held.is_empty()
            || letters
                .chars()
                .all(|letter| grants::letter_name(letter, None).is_some())
    });
    let is_readable = has_scope && (window.has_policy || (has_letters && window.expiry.is_some()));
    match is_readable {
        true if window.is_never() => Standing::Never,
        true => Standing::Readable,
        false => Standing::Unreadable,
    }
}

/// How much the outcomes open.
fn impact(outcomes: &[Outcome], level: ScopeLevel) -> Impact {
    let Some(heaviest) = heaviest(outcomes) else {
        return Impact::Nothing;
    };
    match (level, heaviest) {
        (ScopeLevel::Account, Weight::Change) => Impact::Account,
        (ScopeLevel::Account, Weight::Add | Weight::Read)
        | (ScopeLevel::Container | ScopeLevel::Directory, Weight::Change) => Impact::Broad,
        (ScopeLevel::Item, Weight::Read | Weight::List) => Impact::Item,
        _ => Impact::Bounded,
    }
}

fn heaviest(outcomes: &[Outcome]) -> Option<Weight> {
    outcomes.iter().map(|outcome| outcome.spec.weight).min()
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
    if !token.is_https_only() {
        // Not into the last column: that takes a truly long life.
        if column + 2 < COLUMNS.len() {
            column += 1;
            reasons.push(message("reason/http", &[]));
        }
    }
    let addresses = token.in_force("sip").map(network::parse);
    if let Some(count) = addresses
        .filter(|addresses| !addresses.is_private())
        .and_then(network::Addresses::count)
        && (1..=NARROW_NETWORK).contains(&count)
    {
        column = column.saturating_sub(1);
        let addresses = if count == 1 {
            "one network address".to_owned()
        } else {
            format!("{count} network addresses")
        };
        reasons.push(message(
            "reason/narrow-network",
            &[("addresses", &addresses)],
        ));
    }
    if token.in_force("sduoid").is_some() {
        column = column.saturating_sub(1);
        reasons.push(message("reason/user-bound", &[]));
    }
    let exposure = COLUMNS
        .get(column)
        .map_or(Exposure::Beyond, |(exposure, _)| *exposure);
    (exposure, reasons)
}

/// How a token can be stopped.
pub(super) fn revocability(token: &Token) -> Revocability {
    match token.family() {
        Family::Service if token.in_force("si").is_some() => Revocability::Policy,
        Family::Account | Family::Service => Revocability::KeyOnly,
        Family::UserDelegation => Revocability::Delegation,
        Family::Unknown => Revocability::Unknown,
    }
}

/// Looks up the level.
fn level(judged: &Judged<'_>, exposure: Exposure, revocability: Revocability) -> Level {
    match judged.standing {
        Standing::Nowhere(_) | Standing::Never => return Level::Contained,
        Standing::Unreadable if judged.state != State::Expired => return Level::Unreadable,
        _ if judged.state == State::Expired => return Level::Spent,
        _ if judged.impact == Impact::Unknown || exposure == Exposure::Unknown => {
            return Level::Unknown;
        }
        _ if judged.impact == Impact::Nothing => return Level::Contained,
        _ => {}
    }
    let level = of_table(judged.impact, exposure, revocability);
    if level == Level::Contained && judged.high_finding().is_some() {
        Level::Elevated
    } else {
        level
    }
}

/// Looks up the level of a row and a column; what stands in no row cannot be told.
pub(crate) fn of_table(impact: Impact, exposure: Exposure, revocability: Revocability) -> Level {
    let is_key_only = matches!(revocability, Revocability::KeyOnly | Revocability::Unknown);
    let column = COLUMNS.iter().position(|(known, _)| *known == exposure);
    TABLE
        .iter()
        .find(|row| row.impact == impact && row.is_key_only == is_key_only)
        .and_then(|row| column.and_then(|column| row.levels.get(column)))
        .copied()
        .unwrap_or(Level::Unknown)
}

/// The level's name in words.
pub(crate) fn title(level: Level) -> &'static str {
    match level {
        Level::Severe => "Severe",
        Level::Elevated => "Elevated",
        Level::Unknown => "Decided on the server",
        Level::Unreadable => "Cannot be read",
        Level::Contained => "Contained",
        Level::Spent => "Expired",
    }
}

/// Where a token stands in the table.
pub(super) struct Rating {
    pub(super) level: Level,
    exposure: Exposure,
    revocability: Revocability,
    /// Why the column was moved.
    moved: Vec<Message>,
}

/// Finds a token's place in the table.
pub(super) fn rate(token: &Token, judged: &Judged<'_>) -> Rating {
    let (exposure, moved) = exposure(token, judged.window);
    let revocability = revocability(token);
    let level = level(judged, exposure, revocability);
    Rating {
        level,
        exposure,
        revocability,
        moved,
    }
}

/// Judges a token.
pub(super) fn judge(token: &Token, judged: &Judged<'_>) -> Verdict {
    let rating = rate(token, judged);
    Verdict {
        level: rating.level,
        title: title(rating.level).to_owned(),
        sentence: sentence::consequence(token, judged),
        impact: judged.impact,
        exposure: rating.exposure,
        revocability: rating.revocability,
        actions: actions::for_token(token, judged, rating.level),
        unknowns: unknowns::for_token(token, judged),
        reasons: reasons(token, judged, rating),
    }
}

fn reasons(token: &Token, judged: &Judged<'_>, rating: Rating) -> Vec<Message> {
    let Rating {
        level,
        exposure,
        revocability,
        moved,
    } = rating;
    match judged.standing {
        Standing::Nowhere(_) => return vec![message("reason/nowhere", &[])],
        Standing::Never => return vec![message("reason/never", &[])],
        Standing::Readable | Standing::Unreadable => {}
    }
    let mut reasons = vec![impact_reason(judged)];
    if judged.impact != Impact::Nothing {
        reasons.push(exposure_reason(judged.window, exposure));
        reasons.extend(moved);
    }
    if level != Level::Spent && judged.impact != Impact::Nothing {
        // The keys and policies of a managed disk's account are Azure's own.
        reasons.push(if token.is_managed_disk() {
            message("reason/revoke-disk", &[])
        } else {
            revocability_reason(revocability)
        });
    }
    let high = judged.high_finding().filter(|_| level == Level::Elevated);
    if let Some(found) = high.filter(|found| !found.is_limit()) {
        reasons.push(message("reason/high-finding", &[("title", found.title)]));
    }
    for found in judged.findings.iter().filter(|found| found.is_limit()) {
        let id = if high.is_some_and(|high| high.title == found.title) {
            "reason/limit-high"
        } else {
            "reason/limit"
        };
        reasons.push(message(id, &[("title", found.title)]));
    }
    if judged.state == State::Malformed && judged.standing == Standing::Readable {
        reasons.push(message("reason/malformed", &[("why", &judged.why)]));
    }
    reasons
}

/// Says the weightiest of what it allows, which is what the impact is told by.
fn impact_reason(judged: &Judged<'_>) -> Message {
    match judged.impact {
        Impact::Nothing => return message("reason/impact-nothing", &[]),
        Impact::Unknown => return message("reason/impact-unknown", &[]),
        Impact::Account | Impact::Broad | Impact::Bounded | Impact::Item => {}
    }
    let heaviest = heaviest(judged.outcomes);
    let deciding: Vec<Outcome> = judged
        .outcomes
        .iter()
        .filter(|outcome| Some(outcome.spec.weight) == heaviest)
        .cloned()
        .collect();
    let what = sentence::deeds(&deciding, judged.scope).what;
    impact_by(&what, judged.impact, judged.window.is_over())
}

/// Says what a token can do, or could while it worked, and the row of the table that this gives.
pub(crate) fn impact_by(what: &str, impact: Impact, is_over: bool) -> Message {
    let can = if is_over { "could" } else { "can" };
    let row = match impact {
        Impact::Account => "account-wide",
        Impact::Broad => "broad",
        Impact::Bounded => "bounded",
        Impact::Item => "single-item",
        Impact::Nothing => "no",
        Impact::Unknown => "unknown",
    };
    let args = [("can", can), ("what", what), ("impact", row)];
    message("reason/impact", &args)
}

/// Says how long it works: by the true remaining time, not by the column it was moved to.
fn exposure_reason(window: &Window, exposure: Exposure) -> Message {
    let remaining = window.end().map(|end| match window.begin() {
        Some(begin) if begin > window.now => time::say_span(begin, end),
        _ => format!("{} left", time::say_span(window.now, end)),
    });
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
    exposure_message(shown, remaining.as_deref())
}

/// Says a column of the table, with the time that remains.
pub(crate) fn exposure_message(exposure: Exposure, remaining: Option<&str>) -> Message {
    let id = match exposure {
        Exposure::Hour => "reason/exposure-hour",
        Exposure::Day => "reason/exposure-day",
        Exposure::Week => "reason/exposure-week",
        Exposure::Year => "reason/exposure-year",
        Exposure::Beyond => "reason/exposure-beyond",
        Exposure::Over => "reason/exposure-over",
        Exposure::Unknown => "reason/exposure-unknown",
    };
    message(id, &[("remaining", remaining.unwrap_or_default())])
}

pub(crate) fn revocability_reason(revocability: Revocability) -> Message {
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
