//! Reads text on standard input and prints the report as JSON.
//!
//! `cargo run --example analyze -- [--now <RFC 3339>] [--reveal] < text`
//!
//! Secrets are replaced unless `--reveal` is given. Without `--now`, the computer's clock is used.

use chrono::{DateTime, Utc};
use sas_lens::{Options, analyze, analyze_revealed};
use std::io::{Read, Write};
use std::time::SystemTime;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut now: Option<DateTime<Utc>> = None;
    let mut reveal = false;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--now" => {
                let value = arguments
                    .next()
                    .ok_or("--now needs a time, such as 2026-06-01T12:00:00Z")?;
                now = Some(
                    DateTime::parse_from_rfc3339(&value)
                        .map_err(|error| format!("--now: {error}"))?
                        .to_utc(),
                );
            }
            "--reveal" => reveal = true,
            _ => return Err("usage: analyze [--now <RFC 3339>] [--reveal] < text".into()),
        }
    }
    let now = match now {
        Some(now) => now,
        None => clock()?,
    };
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let options = Options::at(now);
    let report = if reveal {
        analyze_revealed(&text, &options)
    } else {
        analyze(&text, &options)
    };
    let mut output = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut output, &report)?;
    writeln!(output)?;
    Ok(())
}

fn clock() -> Result<DateTime<Utc>, Box<dyn std::error::Error>> {
    let seconds = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)?
        .as_secs();
    DateTime::from_timestamp(i64::try_from(seconds)?, 0)
        .ok_or_else(|| "the clock is out of range".into())
}
