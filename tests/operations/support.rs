//! Links to ask, and what is asked of each.

use crate::util;
use sas_lens::report::{Answer, Operation, Request, TokenReport};
use sas_lens::{Options, analyze};
use url::Url;

/// The fields of a user delegation SAS.
pub(super) const DELEGATED: &str = "&skoid=11111111-2222-3333-4444-555555555555\
    &sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01&ske=2026-06-05&skv=2025-07-05";

pub(super) fn read(link: &str) -> TokenReport {
    let text = util::fill(&format!("{link}&sig={{sig}}"), &util::fake_signature());
    let mut report = analyze(&text, &Options::at(util::now()));
    assert_eq!(report.tokens.len(), 1, "{link}");
    report.tokens.remove(0)
}

/// Makes a link of one service for one thing.
pub(super) fn scoped(service: &str, params: &str) -> String {
    format!("https://contosoexample.{service}.core.windows.net/c/d/e.txt?se=2026-06-04&{params}")
}

/// Makes a link for the account.
pub(super) fn account(params: &str) -> String {
    format!("https://contosoexample.blob.core.windows.net/?se=2026-06-04&{params}")
}

/// Requests that are allowed and need no sentence: the one tells the account's type, the others are
/// open to anyone.
pub(super) const HARMLESS: [&str; 3] = [
    "blob/get-account-information",
    "blob/preflight",
    "queue/preflight",
];

/// Finds an operation of a token.
#[track_caller]
pub(super) fn operation<'a>(token: &'a TokenReport, id: &str) -> &'a Operation {
    let mut operations = token.access.operations.iter();
    match operations.find(|one| one.id == id) {
        Some(operation) => operation,
        None => panic!("{id} is not told"),
    }
}

/// Lists the operations of an answer.
pub(super) fn answered(token: &TokenReport, answer: Answer) -> impl Iterator<Item = &Operation> {
    let operations = token.access.operations.iter();
    operations.filter(move |operation| operation.answer == answer)
}

/// Says in a few words what becomes of an operation, and what decides it: "denied by sp".
pub(super) fn answer(token: &TokenReport, id: &str) -> String {
    let mut operations = token.access.operations.iter();
    let Some(operation) = operations.find(|one| one.id == id) else {
        return "not told".to_owned();
    };
    let by = operation.decided_by.join(" ");
    match operation.answer {
        Answer::Allowed => "allowed".to_owned(),
        Answer::Denied => format!("denied by {by}"),
        Answer::Unknown => format!("unknown by {by}")
            .trim_end_matches(" by ")
            .to_owned(),
    }
}

#[track_caller]
pub(super) fn assert_answers(link: &str, expected: &[(&str, &str)]) {
    let token = read(link);
    for (id, expected) in expected {
        assert_eq!(answer(&token, id), *expected, "{id} with {link}");
    }
}

#[track_caller]
pub(super) fn assert_reason(link: &str, id: &str, expected: &str) {
    let token = read(link);
    assert_eq!(
        operation(&token, id).reason.text,
        expected,
        "{id} with {link}"
    );
}

/// Everything of a token's requests.
pub(super) fn requests(token: &TokenReport) -> impl Iterator<Item = (&Operation, &Request)> {
    let operations = token.access.operations.iter();
    operations.filter_map(|one| Some((one, one.request.as_ref()?)))
}

/// Splits a command as a POSIX shell does, where quotes are single and nothing else is special.
pub(super) fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    let mut letters = command.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\'' => is_quoted = !is_quoted,
            _ if is_quoted => words.last_mut().unwrap().push(letter),
            '\\' => words.last_mut().unwrap().push(letters.next().unwrap()),
            ' ' => words.push(String::new()),
            letter => {
                let is_plain = letter.is_ascii_alphanumeric() || letter == '-';
                assert!(is_plain, "{letter:?} outside of quotes: {command}");
                words.last_mut().unwrap().push(letter);
            }
        }
    }
    assert!(!is_quoted, "an open quote: {command}");
    words
}

/// Takes a command apart: its address and its headers.
pub(super) fn parts(request: &Request) -> (Url, Vec<String>) {
    let words = words(&request.curl);
    assert_eq!(words[0], "curl");
    let address = words.iter().find(|word| word.starts_with("http")).unwrap();
    let headers = words
        .windows(2)
        .filter(|pair| pair[0] == "-H")
        .map(|pair| pair[1].clone());
    // A host that is not known stands in brackets, which no address has.
    let address = address.replace("<account>", "account");
    (Url::parse(&address).unwrap(), headers.collect())
}
