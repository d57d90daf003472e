//! A repository whose files are any bytes.
#![no_main]

#[path = "support/options.rs"]
mod options;

use libfuzzer_sys::fuzz_target;
use sas_lens::scan::{Collected, ReadSeek, RepositoryFiles, scan_repository};
use std::io::{self, Cursor};

const PATHS: [&str; 8] = [
    "HEAD",
    "packed-refs",
    "refs/heads/main",
    "logs/HEAD",
    "objects/12/34567890123456789012345678901234567890",
    "objects/pack/pack-1234567890123456789012345678901234567890.pack",
    "objects/pack/pack-1234567890123456789012345678901234567890.idx",
    "index",
];

struct Files<'a>(Vec<&'a [u8]>);

impl RepositoryFiles for Files<'_> {
    fn paths(&self) -> Vec<String> {
        PATHS.iter().map(|path| (*path).to_owned()).collect()
    }

    fn open(&mut self, path: &str) -> io::Result<Box<dyn ReadSeek + '_>> {
        let place = PATHS.iter().position(|known| *known == path);
        let bytes = place
            .and_then(|place| self.0.get(place))
            .ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(Cursor::new(*bytes)))
    }
}

fuzz_target!(|files: Vec<&[u8]>| {
    let mut found = Collected::default();
    scan_repository(&mut Files(files), ".git", &options::small(), &mut found);
});
