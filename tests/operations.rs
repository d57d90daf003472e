//! What each request needs, and that the plain sentences about a link agree with it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod util;

use proptest::prelude::*;
use sas_lens::report::{Answer, Operation, TokenReport};
use sas_lens::{Options, analyze};

/// Requests that are allowed and worth no sentence of their own: the one tells the account's type,
/// the others are open to anyone.
const HARMLESS: [&str; 3] = [
    "blob/get-account-information",
    "blob/preflight",
    "queue/preflight",
];

fn read(link: &str) -> TokenReport {
    let text = util::fill(&format!("{link}&sig={{sig}}"), &util::fake_signature());
    let mut report = analyze(&text, &Options::at(util::now()));
    assert_eq!(report.tokens.len(), 1, "{link}");
    report.tokens.remove(0)
}

/// Finds an operation of a token.
#[track_caller]
fn operation<'a>(token: &'a TokenReport, id: &str) -> &'a Operation {
    let mut operations = token.access.operations.iter();
    operations
        .find(|one| one.id == id)
        .unwrap_or_else(|| panic!("{id} is not told"))
}

/// Says in one word what becomes of an operation, and what decides it: "denied by sp".
fn answer(link: &str, id: &str) -> String {
    let token = read(link);
    let operation = operation(&token, id);
    let by = operation.decided_by.join(", ");
    match operation.answer {
        Answer::Allowed => "allowed".to_owned(),
        Answer::Denied => format!("denied by {by}"),
        Answer::Unknown => format!("unknown by {by}"),
    }
}

#[track_caller]
fn assert_answers(link: &str, expected: &[(&str, &str)]) {
    for (id, expected) in expected {
        assert_eq!(answer(link, id), *expected, "{id} with {link}");
    }
}

const BLOB: &str = "https://contosoexample.blob.core.windows.net/c/a.txt?se=2027-01-01T00:00:00Z";
const ACCOUNT: &str = "https://contosoexample.blob.core.windows.net/?se=2027-01-01T00:00:00Z";

#[test]
fn scratch() {
    println!(
        "{}",
        read(&format!("{BLOB}&sv=2022-11-02&sr=b&sp=r"))
            .access
            .operations
            .len()
    );
}

/// Says where the sentences about a token and its operations disagree.
fn disagreements(token: &TokenReport) -> Vec<String> {
    let operations = &token.access.operations;
    let mut faults = Vec::new();
    for outcome in &token.access.outcomes {
        for service in &outcome.services {
            let behind = |answer: Answer| {
                operations.iter().any(|operation| {
                    operation.answer == answer
                        && operation.outcomes.contains(&outcome.id)
                        && is_of(operation, service)
                })
            };
            if outcome.certain && !behind(Answer::Allowed) {
                faults.push(format!(
                    "no allowed operation behind {} of {service}",
                    outcome.id
                ));
            }
            if !behind(Answer::Allowed) && !behind(Answer::Unknown) {
                faults.push(format!("no operation behind {} of {service}", outcome.id));
            }
        }
    }
    let is_certain = |id: &String| {
        let mut outcomes = token.access.outcomes.iter();
        outcomes.any(|outcome| outcome.id == *id && outcome.certain)
    };
    for operation in operations
        .iter()
        .filter(|one| one.answer == Answer::Allowed)
    {
        let is_harmless = HARMLESS.contains(&operation.id.as_str());
        if !is_harmless && !operation.outcomes.iter().any(is_certain) {
            faults.push(format!("no sure sentence for {}", operation.id));
        }
    }
    faults
}

/// Whether an operation belongs to a service as outcomes name it.
fn is_of(operation: &Operation, service: &str) -> bool {
    let (endpoint, _) = operation.id.split_once('/').unwrap();
    endpoint == service || (endpoint == "dfs" && service == "blob")
}

/// Versions before, at and after each change of meaning.
const VERSIONS: [&str; 9] = [
    "2012-02-12",
    "2015-04-05",
    "2017-04-17",
    "2017-07-29",
    "2019-12-12",
    "2020-06-12",
    "2026-02-06",
    "2026-04-06",
    "2026-10-06",
];

/// What a scoped token is for: kind of service in the host, and parameters.
const SCOPES: [(&str, &str); 9] = [
    ("blob", "sr=b"),
    ("blob", "sr=bs&snapshot=2024-05-06T07:08:09.1234567Z"),
    ("blob", "sr=bv&versionid=2024-05-06T07:08:09.1234567Z"),
    ("blob", "sr=c"),
    ("blob", "sr=d&sdd=1"),
    ("file", "sr=f"),
    ("file", "sr=s"),
    ("queue", "st=2026-01-01"),
    ("table", "tn=orders"),
];

const LETTERS: &str = "racwdxyltfmeopiu";

const DELEGATED: &str = "&skoid=11111111-2222-3333-4444-555555555555\
    &sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01&ske=2026-06-05&skv=2025-07-05";

fn scoped(scope: (&str, &str), version: &str, letters: &str, is_delegated: bool) -> String {
    let (service, params) = scope;
    let letter = service.chars().next().unwrap();
    let delegated = if is_delegated {
        format!("{DELEGATED}&sks={letter}")
    } else {
        String::new()
    };
    format!(
        "https://contosoexample.{service}.core.windows.net/c/d/e?sv={version}&{params}&sp={letters}&se=2026-06-04{delegated}"
    )
}

fn account(services: &str, types: &str, version: &str, letters: &str) -> String {
    format!("{ACCOUNT}&sv={version}&ss={services}&srt={types}&sp={letters}")
}

#[test]
fn sentences_and_operations_agree_on_every_single_letter() {
    let mut faults = std::collections::BTreeMap::<String, Vec<String>>::new();
    let mut check = |link: String| {
        for fault in disagreements(&read(&link)) {
            faults.entry(fault).or_default().push(link.clone());
        }
    };
    for letter in LETTERS.chars().map(String::from) {
        for version in VERSIONS {
            for service in ["b", "f", "q", "t"] {
                for types in ["s", "c", "o"] {
                    check(account(service, types, version, &letter));
                }
            }
            for scope in SCOPES {
                for is_delegated in [false, true] {
                    check(scoped(scope, version, &letter, is_delegated));
                }
            }
        }
    }
    let shown: Vec<String> = faults
        .iter()
        .map(|(fault, links)| format!("{fault}: {} links, e.g. {}", links.len(), links[0]))
        .collect();
    assert!(faults.is_empty(), "{}", shown.join("\n"));
}
