//! The moments in an answer, and what they say beside the clock of whoever reads it.

use crate::access::time;
use chrono::{DateTime, Duration, Utc};

/// Reads a moment as Azure writes it into an answer: `Thu, 28 Mar 2024 09:19:23 GMT`, or
/// `2024-03-28T18:20:44.8998078Z`.
pub(super) fn parse(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let internet = || {
        DateTime::parse_from_rfc2822(text)
            .ok()
            .map(|date| date.to_utc())
    };
    time::parse(text).map(|date| date.instant).or_else(internet)
}

/// How far a moment lies ahead of Azure's clock, and what that looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ahead {
    /// So little that two clocks may differ by it.
    Little,
    /// About a whole number of hours, as time zones are apart.
    Hours,
    Other,
}

/// What two clocks may differ by.
/// Source: <https://learn.microsoft.com/azure/storage/common/storage-sas-overview#best-practices-when-using-sas>
const MOST_SKEW: Duration = Duration::minutes(15);

/// Tells what a distance looks like.
pub(super) fn ahead(by: Duration) -> Ahead {
    let minutes = by.num_minutes();
    let hours = (minutes + 30).div_euclid(60);
    if by <= MOST_SKEW {
        Ahead::Little
    } else if (1..=14).contains(&hours) && (minutes - hours * 60).abs() <= 10 {
        Ahead::Hours
    } else {
        Ahead::Other
    }
}

/// How far Azure's clock may be ahead of the reader's before that is worth a word. An answer cannot
/// come from the future; seconds can be lost on the way.
const WORTH_A_WORD: Duration = Duration::minutes(2);

/// How far the reader's clock is behind the one of the server, if that is certain: most answers are
/// older than their reading, so the other way round nothing can be told.
pub(super) fn behind(server: DateTime<Utc>, now: DateTime<Utc>) -> Option<String> {
    (server - now >= WORTH_A_WORD).then(|| time::say_span(now, server))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_read() {
        let moment = parse("Thu, 28 Mar 2024 09:19:23 GMT").unwrap();
        assert_eq!(parse("2024-03-28T09:19:23.0000000Z"), Some(moment));
        assert_eq!(parse("<date>"), None);
    }

    #[test]
    fn distances_are_told_apart() {
        assert_eq!(ahead(Duration::minutes(15)), Ahead::Little);
        assert_eq!(ahead(Duration::minutes(115)), Ahead::Hours);
        assert_eq!(ahead(Duration::minutes(90)), Ahead::Other);
    }

    #[test]
    fn only_an_answer_from_the_future_tells_of_a_wrong_clock() {
        let now = parse("2026-06-01T12:00:00Z").unwrap();
        assert!(behind(now + Duration::minutes(1), now).is_none());
        assert!(behind(now - Duration::days(9), now).is_none());
        let said = behind(now + Duration::minutes(50), now);
        assert_eq!(said.as_deref(), Some("50 minutes"));
    }
}
