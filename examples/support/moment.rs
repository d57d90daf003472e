//! The moment that an example looks from.

use chrono::{DateTime, Utc};
use std::error::Error;
use std::time::SystemTime;

/// Reads a moment as it is given on the command line.
pub(crate) fn parse(text: &str) -> Result<DateTime<Utc>, Box<dyn Error>> {
    DateTime::parse_from_rfc3339(text)
        .map(|moment| moment.to_utc())
        .map_err(|error| {
            format!("--now needs a time, such as 2026-06-01T12:00:00Z: {error}").into()
        })
}

/// Asks the computer's clock.
pub(crate) fn now() -> Result<DateTime<Utc>, Box<dyn Error>> {
    let seconds = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)?
        .as_secs();
    DateTime::from_timestamp(i64::try_from(seconds)?, 0)
        .ok_or_else(|| "the clock is out of range".into())
}
