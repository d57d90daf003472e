//! Azurite, Microsoft's emulator, judges what the table of operations says about tokens.
//! `cargo xtask test` sets up what this needs.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod util;

mod azurite {
    pub(crate) mod answers;
    pub(crate) mod case;
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

use azurite::case::{self, Case};
use azurite::disagreement;
use azurite::judge;
use azurite::tokens::Size;
use azurite::trial;
use azurite::unjudged::UNJUDGED;
use sas_lens::{Options, analyze};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::time::Instant;

#[test]
fn azurite_and_the_table_agree_but_for_what_is_explained() {
    let begun = Instant::now();
    let cases = judge::run(Size::wanted());
    let rows = disagreement::rows();
    let sum = case::sum(&cases, &rows);

    // Not with `println!`, which is only heard where a test fails.
    let mut out = std::io::stdout().lock();
    for (row, count) in rows.iter().zip(&sum.explained) {
        writeln!(out, "{count:6} explained: {} ({:?})", row.name, row.follows).unwrap();
    }
    writeln!(
        out,
        "Azurite: {} requests with tokens in {} s: {} agree, {} unknown, {} explained, {} unexplained",
        cases.len(),
        begun.elapsed().as_secs(),
        sum.agreed,
        sum.unknown,
        sum.explained.iter().sum::<usize>(),
        sum.unexplained.len(),
    )
    .unwrap();
    drop(out);
    assert!(
        sum.unknown * 20 < cases.len(),
        "the table says too often that nobody knows"
    );
    assert!(
        sum.unexplained.is_empty(),
        "each of these needs one row:\n{}",
        told(&sum.unexplained).join("\n")
    );
    let vanished = rows
        .iter()
        .zip(&sum.explained)
        .filter(|(_, count)| **count == 0);
    let vanished: Vec<_> = vanished.map(|(row, _)| &row.name).collect();
    assert!(
        vanished.is_empty(),
        "these disagreements are gone: {vanished:?}"
    );
}

/// Tells disagreements, those of one request and one kind of token together.
fn told(cases: &[(&Case, usize)]) -> Vec<String> {
    let mut groups = BTreeMap::<_, Vec<_>>::new();
    for (case, rows) in cases {
        let token = case.token.to_string();
        let (kind, rest) = token.split_once(" sp=").unwrap();
        let group = format!(
            "{}: {kind}: ours {:?}, Azurite's {:?}, {rows} rows",
            case.trial, case.ours, case.theirs
        );
        groups.entry(group).or_default().push(rest.to_owned());
    }
    groups
        .iter()
        .map(|(group, tokens)| format!("{group}: {}", tokens.join(", ")))
        .collect()
}

#[test]
fn every_operation_is_judged_or_excused() {
    let mut judged: BTreeSet<&str> = trial::all().map(trial::Trial::id).collect();
    let table = listed();
    for id in &table {
        let is_judged = judged.remove(id.as_str());
        let excuses = UNJUDGED.iter().filter(|unjudged| unjudged.is(id)).count();
        assert_eq!(usize::from(is_judged) + excuses, 1, "{id}");
    }
    assert!(judged.is_empty(), "no such operations: {judged:?}");
    for unjudged in UNJUDGED {
        let is_known = table.iter().any(|id| unjudged.is(id));
        assert!(is_known && !unjudged.reason.is_empty(), "{}", unjudged.id);
    }
}

/// The ids of every operation, from the report on a token that concerns every service.
fn listed() -> Vec<String> {
    let link = "https://contosoexample.blob.core.windows.net/?sv=2024-11-04&ss=bfqt&srt=sco&sp=r\
        &se=2026-06-02T00:00:00Z&sig=bm90LWEtcmVhbC1zaWduYXR1cmUtb25seS1hLWRlbW8%3D";
    let report = analyze(link, &Options::at(util::now()));
    let operations = &report.tokens[0].access.operations;
    operations
        .iter()
        .map(|operation| operation.id.clone())
        .collect()
}

#[test]
fn azurite_cannot_be_asked_about_what_is_excused() {
    judge::excuses();
}

#[test]
fn every_explanation_has_a_reason_and_a_source() {
    for row in disagreement::rows() {
        let is_told = row.reason.len() > 20 && row.source.starts_with("https://");
        assert!(is_told, "{}", row.name);
    }
}
