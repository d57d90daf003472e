//! # What it finds
//!
//! A token whose start, or whose delegation key's start, is in the future.
//!
//! # Why it matters
//!
//! Until then Azure refuses it. Information only, because it may be meant. Often it is not: a start
//! at the moment of issue fails wherever the server's clock is behind, and a local time with `Z`
//! behind it is hours ahead. That last guess is only possible, since some starts lie whole hours
//! ahead on purpose.
//!
//! # Example
//!
//! `&st=2026-06-01T14:00:03Z`, read at noon
//!
//! # What to do
//!
//! Wait, or issue the token with a start 15 minutes in the past.
//!
//! # Sources
//!
//! The best practices for SAS (leave the start out, or set it 15 minutes in the past); an issue
//! about a start that the server took for the future.

use super::{Context, Hit, Rule};
use crate::access::time::{self, DateForm};
use crate::report::{Confidence, Severity};
use chrono::Duration;

pub(crate) static RULE: Rule = Rule {
    id: "not-yet-valid",
    title: "Does not work yet",
    severity: Severity::Info,
    confidence: Confidence::Certain,
    refuses: false,
    message: "It starts to work on {when}, {in}{hint}.",
    remedy: "Wait until then, or ask for a new link without a start, or with a start 15 minutes in the past.",
    sources: &[
        "https://learn.microsoft.com/azure/storage/common/storage-sas-overview#best-practices-when-using-sas",
        "https://github.com/Azure/azure-storage-ruby/issues/217",
    ],
    check,
};

const CLOCK_SKEW: &str = ". That is so soon that it may only be two clocks that differ a little";
const LOCAL_TIME: &str =
    ". That is about a whole number of hours: perhaps a local time was written as if it were UTC";

fn check(context: &Context<'_>) -> Vec<Hit> {
    let window = context.window;
    let is_ahead = window.is_not_yet_valid() && !window.is_over();
    let Some(begin) = window.begin().filter(|_| is_ahead) else {
        return Vec::new();
    };
    let hit = Hit::on(context.token, &["st", "skt"])
        .with("when", time::say_moment(begin))
        .with("in", time::say_relative(begin, window.now));
    if begin - window.now <= Duration::minutes(15) {
        hit.with("hint", CLOCK_SKEW).alone()
    } else if may_be_local(context) {
        hit.with("hint", LOCAL_TIME)
            .confidence(Confidence::Possible)
            .alone()
    } else {
        hit.with("hint", "").alone()
    }
}

/// Whether the start has a time of day in UTC and lies, give or take ten minutes, 1 to 14 whole
/// hours ahead: what time zones are apart.
fn may_be_local(context: &Context<'_>) -> bool {
    let Some(start) = context
        .window
        .start
        .filter(|start| start.form != DateForm::Day)
    else {
        return false;
    };
    let has_offset = start.has_zone
        && context
            .token
            .value("st")
            .is_some_and(|text| !text.ends_with(['Z', 'z']));
    let minutes = (start.instant - context.window.now).num_minutes();
    let nearest_hour = (minutes + 30).div_euclid(60);
    !has_offset && (1..=14).contains(&nearest_hour) && (minutes - nearest_hour * 60).abs() <= 10
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        // Within 15 minutes.
        "?sv=2022-11-02&sr=c&sp=r&st=2026-06-01T12:00:01Z&se=2027-01-01T00:00:00Z&sig={sig}",
        // Two hours and three minutes ahead.
        "?sv=2022-11-02&ss=b&srt=o&sp=r&st=2026-06-01T14:03:00Z&se=2027-01-01T00:00:00Z&sig={sig}",
        // A day ahead.
        "?sv=2022-11-02&sr=c&sp=r&st=2026-06-02&se=2027-01-01T00:00:00Z&sig={sig}",
        // The delegation key starts later.
        "?sv=2025-07-05&sr=c&sp=rl&se=2026-06-03T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-02T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
    ],
    silent: &[
        // It starts at this very moment.
        "?sv=2022-11-02&sr=c&sp=r&st=2026-06-01T12:00:00Z&se=2027-01-01T00:00:00Z&sig={sig}",
        // The same moment, with an offset.
        "?sv=2022-11-02&sr=c&sp=r&st=2026-06-01T14:00:00%2B02:00&se=2027-01-01T00:00:00Z&sig={sig}",
        // It is already over: waiting does not help.
        "?sv=2022-11-02&sr=c&sp=r&st=2027-01-01T00:00:00Z&se=2026-01-01T00:00:00Z&sig={sig}",
    ],
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::effective::Effective;
    use crate::access::scope::Scope;
    use crate::access::window::Window;
    use chrono::{TimeZone, Utc};

    #[track_caller]
    fn assert_hint(start: &str, expected: &str) {
        let text = format!(
            "?sv=2022-11-02&sr=c&sp=r&st={start}&se=2027-01-01T00:00:00Z&sig=bm90LWEtcmVhbC1zaWduYXR1cmUtanVzdC1hLWRlbW8%3D"
        );
        let token = crate::repair::find_tokens(&text).tokens.remove(0);
        let scope = Scope::of(&token);
        let window = Window::of(&token, Utc.with_ymd_and_hms(2026, 6, 1, 12, 0, 0).unwrap());
        let effective = Effective::of(&token, &scope);
        let hits = check(&Context {
            token: &token,
            scope: &scope,
            window: &window,
            effective: &effective,
            policy: &crate::policy::Policy::default(),
        });
        let has_hint = hits
            .iter()
            .any(|hit| hit.args.contains(&("hint", expected.to_owned())));
        assert!(has_hint, "{start}: {hits:?}");
    }

    #[test]
    fn the_hint_follows_the_distance_of_the_start() {
        assert_hint("2026-06-01T12:15:00Z", CLOCK_SKEW);
        assert_hint("2026-06-01T12:15:01Z", "");
        assert_hint("2026-06-01T12:50:00Z", LOCAL_TIME);
        assert_hint("2026-06-01T13:10:00Z", LOCAL_TIME);
        assert_hint("2026-06-01T13:30:00Z", "");
        assert_hint("2026-06-02T02:10:00Z", LOCAL_TIME);
        assert_hint("2026-06-02T03:00:00Z", "");
        // A day alone, and a stated offset, are no local time.
        assert_hint("2026-06-02", "");
        assert_hint("2026-06-01T14:00:00-02:00", "");
    }
}
