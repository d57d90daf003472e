//! Weighs the site against its budgets.

use crate::{graph, project::Project, reference, site};
use anyhow::{Context, Result, ensure};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};
use std::{
    fmt, fs,
    io::Write,
    iter::Sum,
    ops::Add,
    path::{Path, PathBuf},
};
use walkdir::WalkDir;

/// A group of files that must stay small, in kilobytes after Brotli.
struct Budget {
    title: &'static str,
    must: usize,
    aim: usize,
}

const FIRST_LOAD: Budget = Budget {
    title: "Before the first verdict",
    must: 200,
    aim: 120,
};

const DESK: Budget = Budget {
    title: "Desk, fetched when idle",
    must: 500,
    aim: 300,
};

const SCANNER: Budget = Budget {
    title: "Scanner, fetched when idle",
    must: 500,
    aim: 300,
};

/// The size of a file as it is, and as servers send it. In bytes.
#[derive(Clone, Copy, Default)]
struct Size {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints the size of everything that loads, and fails over a budget.
///
/// # Errors
///
/// When a group is larger than it may be, or a file is missing.
pub(crate) fn check(project: &Project) -> Result<()> {
    ensure!(print(project)?, "over budget");
    Ok(())
}

/// Prints the size of everything that loads; tells whether it fits.
pub(crate) fn print(project: &Project) -> Result<bool> {
    let site = project.site();
    let first: Vec<_> = graph::first_load(&site, &site::FIRST)?
        .into_iter()
        .collect();
    let desk: Vec<_> = worker(&site::DESK_WORKER)
        .chain(site::desk(&site)?)
        .collect();
    let scanner: Vec<_> = worker(&site::SCAN_WORKER).collect();
    println!("{:<44}{:>10}{:>10}{:>10}", "bytes", "raw", "gzip", "Brotli");
    let first_fits = FIRST_LOAD.print(&site, &first)?;
    let desk_fits = DESK.print(&site, &desk)?;
    let scanner_fits = SCANNER.print(&site, &scanner)?;
    print_reference(&site.join(reference::FOLDER))?;
    Ok(first_fits && desk_fits && scanner_fits)
}

/// The files that a worker runs.
fn worker(worker: &site::Worker) -> impl Iterator<Item = PathBuf> + use<> {
    [worker.script, worker.module]
        .map(PathBuf::from)
        .into_iter()
}

/// Prints what the reference takes. It loads nothing before someone opens it, a page at a time, so
/// it has no budget.
fn print_reference(folder: &Path) -> Result<()> {
    let (mut files, mut raw, mut packed) = (0, 0, 0);
    for entry in WalkDir::new(folder) {
        let entry = entry?;
        if entry.file_type().is_file() {
            let bytes = fs::read(entry.path())?;
            files += 1;
            raw += bytes.len();
            packed += gzip(&bytes)?;
        }
    }
    let [raw, packed] = [raw, packed].map(|bytes: usize| bytes.div_ceil(1000));
    println!("Reference, loaded only when opened: {files} files, {raw} KB, {packed} KB with gzip");
    Ok(())
}

impl Budget {
    /// Prints one group; tells whether it fits.
    fn print(&self, site: &Path, files: &[PathBuf]) -> Result<bool> {
        println!("{}", self.title);
        let mut sizes = Vec::new();
        for file in files {
            let weighed = Size::of(&site.join(file))?;
            println!("  {:<42}{weighed}", file.display());
            sizes.push(weighed);
        }
        let total: Size = sizes.into_iter().sum();
        println!("  {:<42}{total}", "total");
        let Self { must, aim, .. } = self;
        let kilobytes = total.brotli.div_ceil(1000);
        println!("  {kilobytes} KB with Brotli; must be at most {must} KB, aim {aim} KB");
        Ok(kilobytes <= *must)
    }
}

impl Size {
    fn of(path: &Path) -> Result<Self> {
        let bytes = fs::read(path).with_context(|| format!("weighing {}", path.display()))?;
        Ok(Self {
            raw: bytes.len(),
            gzip: gzip(&bytes)?,
            brotli: brotli(&bytes)?,
        })
    }
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn brotli(bytes: &[u8]) -> Result<usize> {
    let mut packed = Vec::new();
    let parameters = BrotliEncoderParams {
        quality: 11,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters)?;
    Ok(packed.len())
}

impl Add for Size {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

impl Sum for Size {
    fn sum<I: Iterator<Item = Self>>(sizes: I) -> Self {
        sizes.fold(Self::default(), Self::add)
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>10}{:>10}{:>10}", self.raw, self.gzip, self.brotli)
    }
}
