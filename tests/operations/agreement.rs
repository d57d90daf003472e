//! The plain sentences about a link agree with the requests behind them.

use super::support::{DELEGATED, HARMLESS, account, answered, read, scoped};
use proptest::prelude::*;
use sas_lens::report::{Answer, Operation, TokenReport};
use std::collections::{BTreeMap, BTreeSet};

/// Says where the sentences about a token and its operations disagree.
fn disagreements(token: &TokenReport) -> Vec<String> {
    let operations = &token.access.operations;
    let mut faults = Vec::new();
    for outcome in &token.access.outcomes {
        for service in &outcome.services {
            let is_behind =
                |one: &&Operation| one.outcomes.contains(&outcome.id) && is_of(one, service);
            let behind: BTreeSet<Answer> = operations
                .iter()
                .filter(is_behind)
                .map(|one| one.answer)
                .collect();
            let name = format!("{} of {service}", outcome.id);
            if outcome.certain && !behind.contains(&Answer::Allowed) {
                faults.push(format!("nothing sure behind {name}"));
            } else if behind.is_empty() {
                faults.push(format!("nothing behind {name}"));
            }
            if behind.contains(&Answer::Denied) {
                faults.push(format!("something denied behind {name}"));
            }
        }
    }
    let is_certain = |id: &String| {
        let mut outcomes = token.access.outcomes.iter();
        outcomes.any(|outcome| outcome.id == *id && outcome.certain)
    };
    for operation in answered(token, Answer::Allowed) {
        let is_harmless = HARMLESS.contains(&operation.id.as_str());
        if !is_harmless && !operation.outcomes.iter().any(is_certain) {
            faults.push(format!("no sure sentence for {}", operation.id));
        }
    }
    faults
}

/// Whether an operation belongs to a service as outcomes name it.
fn is_of(operation: &Operation, service: &str) -> bool {
    let (host, _) = operation.id.split_once('/').unwrap();
    host == service || (host == "dfs" && service == "blob")
}

const LETTERS: &str = "racwdxyltfmeopiu";

/// Versions on both sides of each change of meaning.
const VERSIONS: [&str; 6] = [
    "2015-04-05",
    "2017-07-29",
    "2019-12-12",
    "2022-11-02",
    "2026-04-06",
    "2026-10-06",
];

/// What a link for one thing can be for.
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

fn scoped_link(
    (service, params): (&str, &str),
    version: &str,
    letters: &str,
    is_delegated: bool,
) -> String {
    let link = scoped(service, &format!("{params}&sv={version}&sp={letters}"));
    let letter = service.get(..1).unwrap();
    if is_delegated {
        format!("{link}&sks={letter}{DELEGATED}")
    } else {
        link
    }
}

#[test]
fn sentences_and_operations_agree_on_every_letter() {
    let mut links = Vec::new();
    for letter in LETTERS.chars() {
        for version in VERSIONS {
            for service in ["b", "f", "q", "t"] {
                for types in ["s", "c", "o"] {
                    links.push(account(&format!(
                        "sv={version}&ss={service}&srt={types}&sp={letter}"
                    )));
                }
            }
            for (at, scope) in SCOPES.into_iter().enumerate() {
                // Either kind by turns: their letters mean the same.
                let is_delegated = (at + usize::from(letter as u8 % 2)).is_multiple_of(2);
                links.push(scoped_link(
                    scope,
                    version,
                    &letter.to_string(),
                    is_delegated,
                ));
            }
        }
    }
    let mut faults: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for link in &links {
        for fault in disagreements(&read(link)) {
            faults.entry(fault).or_default().push(link);
        }
    }
    let shown: Vec<String> = faults
        .iter()
        .map(|(fault, links)| format!("{fault}: {} links, such as {}", links.len(), links[0]))
        .collect();
    assert!(faults.is_empty(), "{}", shown.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sentences_and_operations_agree_on_any_letters(
        letters in prop::sample::subsequence(LETTERS.chars().collect::<Vec<_>>(), 1..=16),
        services in prop::sample::subsequence(vec!['b', 'f', 'q', 't'], 1..=4),
        types in prop::sample::subsequence(vec!['s', 'c', 'o'], 1..=3),
        version in prop::sample::select(&VERSIONS[..]),
        scope in prop::option::of(prop::sample::select(&SCOPES[..])),
        is_delegated in any::<bool>(),
    ) {
        let text = |letters: Vec<char>| letters.into_iter().collect::<String>();
        let letters = text(letters);
        let link = match scope {
            Some(scope) => scoped_link(scope, version, &letters, is_delegated),
            None => account(&format!("sv={version}&ss={}&srt={}&sp={letters}", text(services), text(types))),
        };
        prop_assert_eq!(disagreements(&read(&link)), Vec::<String>::new(), "{}", link);
    }

    #[test]
    fn more_letters_never_allow_less(
        letters in prop::sample::subsequence(LETTERS.chars().collect::<Vec<_>>(), 2..=16),
        scope in prop::sample::select(&SCOPES[..]),
        version in prop::sample::select(&VERSIONS[..]),
    ) {
        let all: String = letters.iter().collect();
        let fewer = letters.iter().skip(1).collect::<String>();
        let wide = read(&scoped_link(scope, version, &all, false));
        let narrow = read(&scoped_link(scope, version, &fewer, false));
        let rank = |answer: Answer| match answer {
            Answer::Denied => 0,
            Answer::Unknown => 1,
            Answer::Allowed => 2,
        };
        for (wide, narrow) in wide.access.operations.iter().zip(&narrow.access.operations) {
            prop_assert!(rank(wide.answer) >= rank(narrow.answer), "{}", wide.id);
        }
    }
}
