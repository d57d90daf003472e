//! Scans files and folders and prints each find as a line of JSON.
//!
//! `cargo run --release --example scan -- [--now <RFC 3339>] [--reveal] <path>…`
//!
//! Every line has `file` (with `!` before each path inside it), `line`, `column`, `offset`,
//! `carriers`, `kind`, `params`, `verdict`, `fingerprint`, `certainty` and, for what lies in a Git
//! repository, `history`. `sig` is printed only with `--reveal`. What was not read, and what was
//! looked at, is told on standard error. Without `--now`, the computer's clock is used.

#![expect(
    clippy::print_stderr,
    reason = "a command line speaks through the terminal"
)]

#[path = "support/moment.rs"]
mod moment;

use chrono::{DateTime, Utc};
use sas_lens::Options;
use sas_lens::report::{Looked, NotRead, Reason};
use sas_lens::scan::{
    Hit, ReadSeek, RepositoryFiles, ScanOptions, Sink, scan_repository, scan_source,
};
use serde_json::json;
use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, StdoutLock, Write};
use std::path::{Path, PathBuf};

const USAGE: &str = "usage: scan [--now <RFC 3339>] [--reveal] <path>…";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut now: Option<DateTime<Utc>> = None;
    let mut reveal = false;
    let mut paths: Vec<PathBuf> = Vec::new();
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--now") => {
                let value = arguments.next().unwrap_or_default();
                now = Some(moment::parse(&value.to_string_lossy())?);
            }
            Some("--reveal") => reveal = true,
            Some(option) if option.starts_with("--") => return Err(USAGE.into()),
            _ => paths.push(argument.into()),
        }
    }
    if paths.is_empty() {
        return Err(USAGE.into());
    }
    let now = match now {
        Some(now) => now,
        None => moment::now()?,
    };
    let mut scan = Scan {
        options: ScanOptions::new(Options::at(now)),
        lines: Lines {
            out: io::stdout().lock(),
            reveal,
            failed: None,
        },
        looked: Looked::default(),
    };
    for path in paths {
        scan.path(path)?;
    }
    let Looked {
        files,
        bytes,
        entries,
        expanded_bytes,
        not_read,
    } = scan.looked;
    eprintln!(
        "Looked at {files} files ({bytes} bytes) and {entries} entries in them ({expanded_bytes} \
         bytes unpacked). Not read: {not_read}."
    );
    Ok(())
}

struct Scan<'o> {
    options: ScanOptions,
    lines: Lines<'o>,
    looked: Looked,
}

impl Scan<'_> {
    /// Scans a file, or a folder with all below it. Symbolic links are not followed.
    fn path(&mut self, path: PathBuf) -> io::Result<()> {
        let mut open = VecDeque::from([path]);
        while let Some(path) = open.pop_front() {
            match self.one(&path) {
                Ok(below) => open.extend(below),
                Err(error) => self.not_read(&path, &error),
            }
            if let Some(error) = self.lines.failed.take() {
                return Err(error);
            }
        }
        Ok(())
    }

    /// Scans a file or repository; returns what lies in any other folder.
    fn one(&mut self, path: &Path) -> io::Result<Vec<PathBuf>> {
        let kind = fs::symlink_metadata(path)?.file_type();
        let name = path.display().to_string();
        if kind.is_file() {
            let mut file = File::open(path)?;
            let looked = scan_source(&mut file, &name, &self.options, &mut self.lines);
            self.add(looked);
        } else if kind.is_dir() && is_repository(path) {
            let mut files = Folder::read(path)?;
            let looked = scan_repository(&mut files, &name, &self.options, &mut self.lines);
            self.add(looked);
        } else if kind.is_dir() {
            return entries(path);
        }
        Ok(Vec::new())
    }

    fn not_read(&mut self, path: &Path, error: &io::Error) {
        self.looked.not_read += 1;
        self.lines.not_read(NotRead {
            path: path.display().to_string(),
            reason: match error.kind() {
                io::ErrorKind::NotFound => Reason::Vanished,
                _ => Reason::Unreadable,
            },
            text: error.to_string(),
        });
    }

    fn add(&mut self, looked: Looked) {
        self.looked.files += looked.files;
        self.looked.bytes += looked.bytes;
        self.looked.entries += looked.entries;
        self.looked.expanded_bytes += looked.expanded_bytes;
        self.looked.not_read += looked.not_read;
    }
}

/// Prints finds on standard output and what was not read on standard error.
struct Lines<'o> {
    out: StdoutLock<'o>,
    reveal: bool,
    /// Why the last line could not be printed.
    failed: Option<io::Error>,
}

impl Sink for Lines<'_> {
    fn hit(&mut self, hit: Hit) {
        let row = &hit.row;
        let place = &row.place;
        let file: Vec<&str> = std::iter::once(place.file.as_str())
            .chain(place.inner.iter().map(String::as_str))
            .collect();
        let mut line = json!({
            "file": file.join("!"),
            "line": place.line,
            "column": place.column,
            "offset": place.offset,
            "carriers": place.carriers,
            "kind": row.kind,
            "params": row.params,
            "verdict": row.level,
            "sentence": row.sentence,
            "certainty": row.certainty,
            "fingerprint": row.fingerprint,
            "id": row.id,
        });
        if let (Some(history), Some(line)) = (&place.history, line.as_object_mut()) {
            line.insert("history".to_owned(), json!(history));
        }
        if let (true, Some(line)) = (self.reveal, line.as_object_mut()) {
            line.insert("sig".to_owned(), json!(hit.reveal()));
        }
        if let Err(error) = writeln!(self.out, "{line}") {
            self.failed.get_or_insert(error);
        }
    }

    fn not_read(&mut self, not_read: NotRead) {
        eprintln!("not read: {}: {}", not_read.path, not_read.text);
    }
}

/// The files of a repository on disk.
struct Folder {
    root: PathBuf,
    paths: Vec<String>,
}

impl Folder {
    fn read(root: &Path) -> io::Result<Self> {
        let mut paths = Vec::new();
        let mut open = vec![root.to_owned()];
        while let Some(folder) = open.pop() {
            for path in entries(&folder)? {
                let kind = fs::symlink_metadata(&path)?.file_type();
                if kind.is_dir() {
                    open.push(path);
                } else if let (true, Ok(inner)) = (kind.is_file(), path.strip_prefix(root)) {
                    let parts: Vec<_> = inner.iter().map(|part| part.to_string_lossy()).collect();
                    paths.push(parts.join("/"));
                }
            }
        }
        Ok(Self {
            root: root.to_owned(),
            paths,
        })
    }
}

impl RepositoryFiles for Folder {
    fn paths(&self) -> Vec<String> {
        self.paths.clone()
    }

    fn open(&mut self, path: &str) -> io::Result<Box<dyn ReadSeek + '_>> {
        Ok(Box::new(File::open(self.root.join(path))?))
    }
}

/// Whether a folder is a `.git` folder or a bare repository.
fn is_repository(path: &Path) -> bool {
    path.join("HEAD").is_file() && path.join("objects").is_dir()
}

/// What lies in a folder, in the order of the names.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
