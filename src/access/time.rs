//! Dates as signatures write them, and durations as people say them.

use chrono::{DateTime, Datelike, Duration, Month, NaiveDate, NaiveTime, Timelike, Utc};

/// How a date is written; it matters because the text itself is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateForm {
    /// `2030-01-01`: the very start of that day, UTC.
    Day,
    /// `2030-01-01T10:00Z`.
    Minutes,
    /// `2030-01-01T10:00:00Z`.
    Seconds,
    /// `2030-01-01T10:00:00.1234567Z`.
    Fraction,
}

/// A date that could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WrittenDate {
    pub(crate) instant: DateTime<Utc>,
    pub(crate) form: DateForm,
    /// Whether it ends with `Z` or an offset.
    pub(crate) has_zone: bool,
    /// Whether `t` or `z` is in lower case: signed as written, acceptance not documented.
    pub(crate) is_lower_case: bool,
}

/// Reads a date of a signature.
///
/// Source: <https://learn.microsoft.com/rest/api/storageservices/formatting-datetime-values>
pub(crate) fn parse(text: &str) -> Option<WrittenDate> {
    let (day, rest) = text.split_at_checked(10)?;
    let day = parse_day(day)?;
    let Some(clock) = rest.strip_prefix(['T', 't']) else {
        let instant = day.and_time(NaiveTime::MIN).and_utc();
        return rest.is_empty().then_some(WrittenDate {
            instant,
            form: DateForm::Day,
            has_zone: false,
            is_lower_case: false,
        });
    };
    let zone_at = clock.find(['Z', 'z', '+', '-']).unwrap_or(clock.len());
    let (clock, zone) = clock.split_at_checked(zone_at)?;
    let (time, form) = parse_clock(clock)?;
    let offset = parse_zone(zone)?;
    let instant = day.and_time(time).and_utc().checked_sub_signed(offset)?;
    let is_lower_case = rest.starts_with('t') || zone == "z";
    Some(WrittenDate {
        instant,
        form,
        has_zone: !zone.is_empty(),
        is_lower_case,
    })
}

fn parse_day(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    if bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
        return None;
    }
    let year = digits(text.get(..4)?)?;
    NaiveDate::from_ymd_opt(
        i32::try_from(year).ok()?,
        digits(text.get(5..7)?)?,
        digits(text.get(8..10)?)?,
    )
}

fn parse_clock(text: &str) -> Option<(NaiveTime, DateForm)> {
    let (whole, fraction) = text
        .split_once('.')
        .map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let parts: Vec<&str> = whole.split(':').collect();
    let (hour, minute, second) = match parts.as_slice() {
        [hour, minute] => (hour, minute, None),
        [hour, minute, second] => (hour, minute, Some(second)),
        _ => return None,
    };
    let two = |part: &&str| (part.len() == 2).then(|| digits(part)).flatten();
    let seconds = second.map_or(Some(0), two)?;
    let time = NaiveTime::from_hms_opt(two(hour)?, two(minute)?, seconds)?;
    match (second, fraction) {
        (None, None) => Some((time, DateForm::Minutes)),
        (Some(_), None) => Some((time, DateForm::Seconds)),
        (Some(_), Some(fraction)) if (1..=7).contains(&fraction.len()) => {
            let value = digits(fraction)?;
            let scale = 10_u32.checked_pow(9 - u32::try_from(fraction.len()).ok()?)?;
            Some((
                time.with_nanosecond(value.checked_mul(scale)?)?,
                DateForm::Fraction,
            ))
        }
        _ => None,
    }
}

fn parse_zone(text: &str) -> Option<Duration> {
    if matches!(text, "" | "Z" | "z") {
        return Some(Duration::zero());
    }
    let (hours, minutes) = text.get(1..)?.split_once(':')?;
    if hours.len() != 2 || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes) = (digits(hours)?, digits(minutes)?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    let offset = Duration::minutes(i64::from(hours * 60 + minutes));
    Some(if text.starts_with('-') {
        -offset
    } else {
        offset
    })
}

fn digits(text: &str) -> Option<u32> {
    if text.is_empty() || !text.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// Says a moment for people, in UTC: `6 October 2051, 07:09 UTC`. chrono's format strings would do it
/// too, and cost the page 5 KB.
pub(crate) fn say_moment(instant: DateTime<Utc>) -> String {
    let (day, hour, minute) = (say_day(instant), instant.hour(), instant.minute());
    match instant.second() {
        0 => format!("{day}, {hour:02}:{minute:02} UTC"),
        second => format!("{day}, {hour:02}:{minute:02}:{second:02} UTC"),
    }
}

/// Says a day for people: `6 October 2051`.
pub(crate) fn say_day(instant: DateTime<Utc>) -> String {
    let month = u8::try_from(instant.month())
        .ok()
        .and_then(|month| Month::try_from(month).ok());
    let name = month.map_or("", |month| month.name());
    format!("{} {name} {}", instant.day(), instant.year())
}

/// Says how long it is from one moment to a later one, in one or two units.
pub(crate) fn say_span(from: DateTime<Utc>, to: DateTime<Utc>) -> String {
    let (from, to) = if from <= to { (from, to) } else { (to, from) };
    let days = (to - from).num_days();
    if days >= 60 {
        return say_months(whole_months(from, to));
    }
    let seconds = (to - from).num_seconds();
    match seconds {
        0..=119 => count(seconds, "second"),
        120..=7_199 => count(seconds / 60, "minute"),
        7_200..=172_799 => two(seconds / 3_600, "hour", seconds % 3_600 / 60, "minute"),
        _ => two(
            seconds / 86_400,
            "day",
            if days < 14 {
                seconds % 86_400 / 3_600
            } else {
                0
            },
            "hour",
        ),
    }
}

/// Says a number of hours; whole days from two days on.
pub(crate) fn say_hours(hours: u32) -> String {
    let hours = i64::from(hours);
    if hours >= 48 && hours % 24 == 0 {
        count(hours / 24, "day")
    } else {
        count(hours, "hour")
    }
}

/// Says where a moment lies seen from now.
pub(crate) fn say_relative(moment: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let span = say_span(now, moment);
    if moment > now {
        format!("in {span}")
    } else {
        format!("{span} ago")
    }
}

fn whole_months(from: DateTime<Utc>, to: DateTime<Utc>) -> i64 {
    let months = (i64::from(to.year()) - i64::from(from.year())) * 12 + i64::from(to.month())
        - i64::from(from.month());
    let is_short = (to.day(), to.time()) < (from.day(), from.time());
    months - i64::from(is_short)
}

fn say_months(months: i64) -> String {
    two(months / 12, "year", months % 12, "month")
}

fn two(large: i64, large_unit: &str, small: i64, small_unit: &str) -> String {
    match (large, small) {
        (0, _) => count(small, small_unit),
        (_, 0) => count(large, large_unit),
        _ => format!("{} {}", count(large, large_unit), count(small, small_unit)),
    }
}

fn count(number: i64, unit: &str) -> String {
    if number == 1 {
        format!("1 {unit}")
    } else {
        format!("{number} {unit}s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        parse(text).unwrap().instant
    }

    #[test]
    fn every_documented_form_is_read() {
        assert_eq!(parse("2030-01-02").unwrap().form, DateForm::Day);
        assert_eq!(parse("2030-01-02T03:04Z").unwrap().form, DateForm::Minutes);
        assert_eq!(
            parse("2030-01-02T03:04:05Z").unwrap().form,
            DateForm::Seconds
        );
        assert_eq!(
            parse("2030-01-02T03:04:05.1234567Z").unwrap().form,
            DateForm::Fraction
        );
        assert_eq!(at("2030-01-02T03:04:05+05:30"), at("2030-01-01T21:34:05Z"));
        assert_eq!(at("2030-01-02T03:04:05-01:00"), at("2030-01-02T04:04:05Z"));
        assert!(!parse("2030-01-02T03:04:05").unwrap().has_zone);
        assert!(parse("2030-01-02t03:04:05z").unwrap().is_lower_case);
        assert_eq!(at("9999-12-31T23:59:59Z").year(), 9999);
    }

    #[test]
    fn other_forms_are_refused() {
        for text in [
            "",
            "2030",
            "2030-1-2",
            "2030-13-01",
            "2030-02-30",
            "2030-01-02T3:04Z",
            "2030-01-02T18A08A52Z",
            "2030-01-02 03:04:05Z",
            "2030-01-02T03:04:05.12345678Z",
            "2030-01-02T24:00:00Z",
            "01/02/2030",
            "2030-01-02T03:04:05+24:00",
            "2030-01-02T03:04:05ZZ",
            "é030-01-02",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn spans_are_said_in_two_units_at_most() {
        assert_eq!(
            say_span(at("2021-10-05T23:09:59Z"), at("2051-10-06T07:09:59Z")),
            "30 years"
        );
        assert_eq!(
            say_span(at("2020-06-10T07:06:23Z"), at("2021-10-05T15:06:23Z")),
            "1 year 3 months"
        );
        assert_eq!(say_span(at("2026-01-01"), at("2026-01-08")), "7 days");
        assert_eq!(
            say_span(at("2026-01-01T00:00:00Z"), at("2026-01-01T01:00:00Z")),
            "60 minutes"
        );
        assert_eq!(
            say_relative(at("2026-01-01T00:00Z"), at("2026-01-03T01:00Z")),
            "2 days 1 hour ago"
        );
    }
}
