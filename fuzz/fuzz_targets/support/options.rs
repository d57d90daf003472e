//! Options small enough that a run ends soon, whatever the input.

use chrono::DateTime;
use sas_lens::Options;
use sas_lens::scan::{Limits, ScanOptions};

pub fn small() -> ScanOptions {
    // 24 November 2026, 12:00 UTC.
    let now = DateTime::from_timestamp(1_795_521_600, 0).unwrap_or_default();
    ScanOptions {
        analyze: Options::at(now),
        limits: Limits {
            entries: 2_000,
            expanded_bytes: 8 << 20,
            held_bytes: 1 << 20,
            named: 50,
            ..Limits::default()
        },
    }
}
