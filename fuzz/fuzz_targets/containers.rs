//! Each kind of container, with anything behind what it is known by.
#![no_main]

#[path = "support/options.rs"]
mod options;

use libfuzzer_sys::fuzz_target;
use sas_lens::scan::{Collected, scan_source};
use std::io::Cursor;

/// What files begin with.
const HEADS: &[&[u8]] = &[
    b"",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b\x08\x00",
    b"BZh9",
    b"\xfd7zXZ\x00",
    b"\x5d\x00\x00\x10\x00",
    b"\x28\xb5\x2f\xfd",
    b"7z\xbc\xaf\x27\x1c",
    b"%PDF-1.7\n",
    b"PACK\x00\x00\x00\x02",
    b"# v2 git bundle\n",
    b"\x78\x9c",
];

fuzz_target!(|input: (u8, &[u8])| {
    let (kind, behind) = input;
    let mut bytes = HEADS[usize::from(kind) % HEADS.len()].to_vec();
    bytes.extend(behind);
    let options = options::small();
    let mut found = Collected::default();
    scan_source(&mut Cursor::new(bytes), "input", &options, &mut found);
    assert!(found.not_read.len() as u64 <= options.limits.named + 10);
});
