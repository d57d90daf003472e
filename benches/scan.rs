//! How fast the scanner reads files on one thread, against only reading them.
//!
//! `cargo bench --bench scan` prints rows of JSON: what, how much, and what it must be. `cargo xtask
//! bench` runs it beside the other figures.
#![expect(
    clippy::print_stdout,
    reason = "a measurement speaks through the terminal"
)]

#[path = "support/logs.rs"]
mod logs;

use chrono::DateTime;
use logs::Kind;
use sas_lens::Options;
use sas_lens::report::Looked;
use sas_lens::scan::{Collected, ScanOptions, scan_source};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const MB: u64 = 1 << 20;

/// The sizes of ordinary logs, in megabytes.
const SIZES: [u64; 4] = [1, 10, 100, 1000];

/// Runs of each measurement; the fastest counts.
const RUNS: usize = 3;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = folder()?;
    for megabytes in SIZES {
        let path = logs::write(&folder, Kind::Ordinary, megabytes * MB)?;
        let reading = fastest(|| read(&path))?;
        let (scanning, hits) = scanned(&path)?;
        row(
            &format!("Ordinary log of {megabytes} MB, native: scan, speed"),
            &format!("{} MB/s, {hits} finds", speed(megabytes, scanning)),
            "",
        );
        row(
            &format!("Ordinary log of {megabytes} MB, native: against only reading"),
            &format!("{:.2} x", scanning.as_secs_f64() / reading.as_secs_f64()),
            "",
        );
    }
    for (kind, megabytes) in [(Kind::Random, 100), (Kind::Dense, 10)] {
        let path = logs::write(&folder, kind, megabytes * MB)?;
        let (scanning, hits) = scanned(&path)?;
        row(
            &format!("{} of {megabytes} MB, native: scan, speed", kind.title()),
            &format!("{} MB/s, {hits} finds", speed(megabytes, scanning)),
            "",
        );
    }
    memory(&folder)
}

/// Scans a file of 4 GB and looks at the most memory that this process ever had.
fn memory(folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let path = folder.join("four-gigabytes.log");
    // Holes are read as zeros; the ends are text.
    let mut file = File::create(&path)?;
    file.write_all(logs::text(Kind::Ordinary, MB).as_slice())?;
    file.set_len(4096 * MB)?;
    drop(file);
    scan(&path)?;
    fs::remove_file(&path)?;
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| {
        let kilobytes = line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?;
        kilobytes.parse::<u64>().ok()
    });
    let told = peak.map_or("not told by this system".to_owned(), |kilobytes| {
        format!("{} MB", kilobytes / 1024)
    });
    row(
        "Memory while scanning a file of 4 GB, native",
        &told,
        "256 MB",
    );
    Ok(())
}

fn folder() -> io::Result<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("logs");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn scanned(path: &Path) -> io::Result<(Duration, usize)> {
    let mut hits = 0;
    let time = fastest(|| {
        hits = scan(path)?.0;
        Ok(())
    })?;
    Ok((time, hits))
}

fn scan(path: &Path) -> io::Result<(usize, Looked)> {
    // 24 November 2026, 12:00 UTC.
    let now = DateTime::from_timestamp(1_795_521_600, 0).unwrap_or_default();
    let options = ScanOptions::new(Options::at(now));
    let mut found = Collected::default();
    let mut file = File::open(path)?;
    let looked = scan_source(&mut file, "measured.log", &options, &mut found);
    Ok((found.hits.len(), looked))
}

/// Reads a file to its end, as the scanner does.
fn read(path: &Path) -> io::Result<()> {
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 256 << 10];
    while file.read(&mut buffer)? > 0 {
        std::hint::black_box(&buffer);
    }
    Ok(())
}

fn fastest(mut work: impl FnMut() -> io::Result<()>) -> io::Result<Duration> {
    let mut fastest = Duration::MAX;
    for _ in 0..RUNS {
        let start = Instant::now();
        work()?;
        fastest = fastest.min(start.elapsed());
    }
    Ok(fastest)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a speed of some thousand at most"
)]
fn speed(megabytes: u64, time: Duration) -> u64 {
    (megabytes as f64 / time.as_secs_f64()).round() as u64
}

fn row(what: &str, value: &str, must: &str) {
    println!("{}", serde_json::json!([what, value, must]));
}
