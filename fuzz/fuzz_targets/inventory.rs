//! A saved list that is any text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sas_lens::inventory::Inventory;

fuzz_target!(|text: &str| {
    let _ = Inventory::read(text);
});
