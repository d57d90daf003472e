//! Azurite, Microsoft's emulator, judges what the table of operations says about tokens.
//! `cargo xtask test` sets up what this needs.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may panic, and this one has a sum to print"
)]

mod util;

mod azurite {
    pub(crate) mod client;
    pub(crate) mod disagreement;
    pub(crate) mod judge;
    pub(crate) mod server;
    pub(crate) mod sign;
    pub(crate) mod token;
    pub(crate) mod tokens;
    pub(crate) mod trial;
    pub(crate) mod unjudged;
    pub(crate) mod world;
}

use azurite::disagreement;
use azurite::judge;
use azurite::tokens::Size;
use azurite::trial;
use azurite::unjudged::UNJUDGED;
use sas_lens::{Options, analyze};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

#[test]
fn azurite_and_the_table_agree_but_for_what_is_explained() {
    let size = Size::wanted();
    let begun = Instant::now();
    let cases = judge::run(size);
    let rows = disagreement::rows();
    let sum = judge::sum(&cases, &rows);

    let mut groups = BTreeMap::<_, Vec<_>>::new();
    for (case, explanations) in &sum.unexplained {
        let family = case.token.to_string();
        let family = family.split(" sp=").next().unwrap().to_owned();
        let key = (
            case.trial,
            family,
            format!(
                "ours {:?}, Azurite's {:?}, {explanations} rows",
                case.ours, case.theirs
            ),
        );
        let letters = format!("{} ({})", case.token.letters, case.token.version);
        groups.entry(key).or_default().push(letters);
    }
    for ((trial, family, answers), letters) in &groups {
        println!("{trial} | {family} | {answers}: {}", letters.join(", "));
    }
    for (row, count) in rows.iter().zip(&sum.explained) {
        println!("{count:6} explained: {}", row.name);
    }
    println!(
        "Azurite: {} requests with tokens in {} s: {} agree, {} unknown, {} explained, {} unexplained",
        cases.len(),
        begun.elapsed().as_secs(),
        sum.agreed,
        sum.unknown,
        sum.explained.iter().sum::<usize>(),
        sum.unexplained.len(),
    );
    assert!(
        sum.unexplained.is_empty(),
        "some disagreements have no row of their own"
    );
    let vanished = sum.explained.iter().position(|count| *count == 0);
    assert!(
        vanished.is_none(),
        "this disagreement is gone: {:?}",
        rows[vanished.unwrap()]
    );
}
