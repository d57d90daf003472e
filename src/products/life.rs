//! When something of another product works: until a moment, until it is replaced, or as the server
//! says.

use super::messages::say;
use crate::access::time;
use crate::report::verdict::COLUMNS;
use crate::report::{Exposure, Message, State, Validity, validity};
use chrono::{DateTime, Duration, NaiveTime, Utc};

/// What ends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    At(DateTime<Utc>),
    /// Nothing but its replacement: keys, and links without an expiry.
    Never,
    /// The server knows.
    OnServer,
    /// Something that cannot be read.
    Unreadable,
}

/// The times of something, seen from a moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Life {
    pub(crate) now: DateTime<Utc>,
    pub(crate) start: Option<DateTime<Utc>>,
    pub(crate) end: End,
}

impl Life {
    pub(super) fn until(end: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        Self {
            now,
            start: None,
            end: End::At(end),
        }
    }

    pub(super) fn of(end: End, now: DateTime<Utc>) -> Self {
        Self {
            now,
            start: None,
            end,
        }
    }

    pub(crate) fn end(&self) -> Option<DateTime<Utc>> {
        match self.end {
            End::At(end) => Some(end),
            _ => None,
        }
    }

    pub(crate) fn is_over(&self) -> bool {
        self.end().is_some_and(|end| end <= self.now)
    }

    /// Whether it ends before it starts.
    pub(crate) fn is_never(&self) -> bool {
        self.start
            .zip(self.end())
            .is_some_and(|(start, end)| end <= start)
    }

    /// Its start, when that is still to come.
    pub(crate) fn coming_start(&self) -> Option<DateTime<Utc>> {
        self.start.filter(|start| *start > self.now)
    }

    /// From its start, or from now, to its end.
    pub(crate) fn span(&self) -> Option<Duration> {
        let from = self.start.unwrap_or(self.now);
        self.end()
            .map(|end| end - from)
            .filter(|span| *span > Duration::zero())
    }

    /// Where now lies.
    pub(super) fn state(&self) -> State {
        match self.end {
            _ if self.is_never() => State::Malformed,
            End::Unreadable => State::Malformed,
            End::At(_) if self.is_over() => State::Expired,
            _ if self.coming_start().is_some() => State::NotYetValid,
            End::OnServer => State::SetByPolicy,
            _ => State::Live,
        }
    }

    /// The column of the verdict's table.
    pub(super) fn exposure(&self) -> Exposure {
        match self.end {
            End::At(_) if self.is_over() => Exposure::Over,
            End::At(end) => {
                let remaining = end - self.coming_start().unwrap_or(self.now);
                COLUMNS
                    .iter()
                    .find(|(_, limit)| limit.is_none_or(|limit| remaining <= limit))
                    .map_or(Exposure::Beyond, |(exposure, _)| *exposure)
            }
            End::Never => Exposure::Beyond,
            End::OnServer | End::Unreadable => Exposure::Unknown,
        }
    }

    /// Says how long it works, as a reason.
    pub(super) fn reason(&self, exposure: Exposure) -> Message {
        if self.end == End::Never {
            return say("reason/exposure-never", &[]);
        }
        let remaining = self.end().map(|end| match self.coming_start() {
            Some(start) => time::say_span(start, end),
            None => format!("{} left", time::say_span(self.now, end)),
        });
        crate::report::verdict::exposure_message(exposure, remaining.as_deref())
    }

    /// Until when, to follow what the holder can do: in days; to the minute when it ends soon or at
    /// the start of a day.
    pub(super) fn say_until(&self, otherwise: &str) -> String {
        let End::At(end) = self.end else {
            return otherwise.to_owned();
        };
        let is_soon = end - self.now < Duration::days(2) && end > self.now;
        if is_soon || end.time() == NaiveTime::MIN {
            format!("until {}", time::say_moment(end))
        } else {
            format!("until {}", time::say_day(end))
        }
    }

    /// The times for the report; the sentence for what has no moment comes from the family.
    pub(crate) fn report(&self, otherwise: &Message) -> Validity {
        let moment = |at| validity::moment(at, self.now);
        let span = self.span().zip(self.end()).map(|(span, end)| {
            let from = self.start.unwrap_or(self.now);
            (time::say_span(from, end), span.num_seconds())
        });
        Validity {
            start: self.start.map(moment),
            end: self.end().map(moment),
            key_start: None,
            key_end: None,
            life: span.as_ref().map(|(text, _)| text.clone()),
            life_seconds: span.map(|(_, seconds)| seconds),
            life_from_now: self.start.is_none() && self.span().is_some(),
            summary: self.summary(otherwise),
        }
    }

    fn summary(&self, otherwise: &Message) -> Message {
        use crate::report::messages::message;
        let end = match self.end {
            End::At(end) => time::say_moment(end),
            End::Unreadable => return message("validity/missing", &[]),
            End::Never | End::OnServer => return otherwise.clone(),
        };
        let Some(start) = self.start else {
            let id = if self.is_over() {
                "validity/always-past"
            } else {
                "validity/always"
            };
            return message(id, &[("end", &end)]);
        };
        let (start_text, past) = (time::say_moment(start), self.is_over());
        if self.is_never() {
            return message("validity/never", &[("end", &end), ("start", &start_text)]);
        }
        let life = self.end().map(|end| time::say_span(start, end));
        let id = if past {
            "validity/window-past"
        } else {
            "validity/window"
        };
        message(
            id,
            &[
                ("start", &start_text),
                ("end", &end),
                ("life", life.as_deref().unwrap_or_default()),
            ],
        )
    }
}

/// Reads seconds since 1970, as messaging and IoT tokens count.
pub(super) fn from_epoch(text: &str) -> Option<DateTime<Utc>> {
    if !(9..=11).contains(&text.len()) || !text.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    DateTime::from_timestamp(text.parse().ok()?, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    #[test]
    fn seconds_are_read_and_dates_are_not() {
        assert_eq!(from_epoch("1893553445"), Some(at("2030-01-02T03:04:05Z")));
        for text in [
            "",
            "2030-01-01",
            "12345678",
            "123456789012",
            "18935534 5",
            "-893553445",
        ] {
            assert_eq!(from_epoch(text), None, "{text}");
        }
    }

    #[test]
    fn a_key_never_ends_and_a_permission_ends_on_the_server() {
        let now = at("2026-06-01T12:00:00Z");
        assert_eq!(Life::of(End::Never, now).exposure(), Exposure::Beyond);
        assert_eq!(Life::of(End::OnServer, now).exposure(), Exposure::Unknown);
        assert_eq!(Life::of(End::Never, now).state(), State::Live);
        let hour = Life::until(at("2026-06-01T13:00:00Z"), now);
        assert_eq!(hour.exposure(), Exposure::Hour);
        let past = Life::until(at("2026-06-01T11:00:00Z"), now);
        assert_eq!(
            (past.exposure(), past.state()),
            (Exposure::Over, State::Expired)
        );
    }
}
