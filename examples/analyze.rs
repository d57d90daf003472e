//! Reads text on standard input and prints the report as JSON.
//!
//! `cargo run --example analyze -- [--now <RFC 3339>] [--reveal] < text`
//!
//! Secrets are replaced unless `--reveal` is given. Without `--now`, the computer's clock is used.

#[path = "support/moment.rs"]
mod moment;

use chrono::{DateTime, Utc};
use sas_lens::{Options, analyze, analyze_revealed};
use std::io::{Read, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut now: Option<DateTime<Utc>> = None;
    let mut reveal = false;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--now" => {
                let value = arguments.next().unwrap_or_default();
                now = Some(moment::parse(&value)?);
            }
            "--reveal" => reveal = true,
            _ => return Err("usage: analyze [--now <RFC 3339>] [--reveal] < text".into()),
        }
    }
    let now = match now {
        Some(now) => now,
        None => moment::now()?,
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
