//! The scanner on any bytes: how they are cut changes nothing, and no find shows its signature.
#![no_main]

#[path = "support/options.rs"]
mod options;

use libfuzzer_sys::fuzz_target;
use sas_lens::scan::{Hit, Scanner};

fuzz_target!(|input: (u16, &[u8])| {
    let (cut, bytes) = input;
    let options = options::small();
    let mut whole = Scanner::new(&options);
    let mut at_once = whole.push(bytes);
    at_once.extend(whole.finish());

    let mut parts = Scanner::new(&options);
    let mut in_parts = Vec::new();
    for part in bytes.chunks(usize::from(cut).max(1)) {
        in_parts.extend(parts.push(part));
    }
    in_parts.extend(parts.finish());
    assert!(
        at_once.iter().map(told).eq(in_parts.iter().map(told)),
        "cut into pieces of {cut}"
    );
});

fn told(hit: &Hit) -> (&str, u64, &[String]) {
    let place = &hit.row.place;
    (&hit.row.id, place.offset, &place.carriers)
}
