//! Who used a link: the fingerprint and the queries that find it in Azure's records.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod util;

use sas_lens::report::{LogQuery, QueryAim, Usage};
use sas_lens::{Options, analyze};
use std::fmt::Write;

/// SHA-256 of the published signature of `tests/corpus/paste.json`, see its `sig`.
fn fingerprint_of(signature: &str) -> String {
    use sha2::{Digest, Sha256};
    let mut hex = String::new();
    for byte in Sha256::digest(signature.as_bytes()) {
        write!(hex, "{byte:02X}").unwrap();
    }
    hex
}

fn usage(link: &str) -> Option<Usage> {
    let text = util::fill(link, &util::fake_signature());
    let mut report = analyze(&text, &Options::at(util::now()));
    assert_eq!(report.tokens.len(), 1, "{link}");
    report.tokens.remove(0).usage
}

fn ids(usage: &Usage) -> Vec<&str> {
    usage.tells.iter().map(|tell| tell.id.as_str()).collect()
}

fn tables(usage: &Usage) -> Vec<(&str, bool)> {
    let queries = usage.queries.iter();
    queries
        .map(|query| (query.table.as_str(), query.reached))
        .collect()
}

const BLOB: &str = "https://contosoexample.blob.core.windows.net/c/a.txt?sv=2022-11-02&sr=b&sp=r&st=2026-05-01T00:00:00Z&se=2026-07-01T00:00:00Z&spr=https&sig={sig}";

#[test]
fn the_first_query_is_ready_to_run() {
    let usage = usage(BLOB).unwrap();
    let hash = fingerprint_of(&util::fake_signature());
    assert_eq!(usage.fingerprint.as_deref(), Some(hash.as_str()));
    let expected = format!(
        r#"StorageBlobLogs
| where TimeGenerated >= datetime(2026-05-01T00:00:00Z)
| where AccountName == "contosoexample"
| where AuthenticationHash has "{hash}"
| extend SignedBy = extract("^([^(]+)", 1, AuthenticationHash)
| extend Caller = replace_regex(CallerIpAddress, ":[0-9]+$", "")
| summarize Requests = count(), First = min(TimeGenerated), Last = max(TimeGenerated), Operations = make_set(OperationName), Statuses = make_set(StatusCode) by Caller, UserAgentHeader, SignedBy, RequesterObjectId
| order by Requests desc"#
    );
    assert_eq!(usage.queries[0].text, expected);
}

#[test]
fn tables_that_the_link_opens_come_first() {
    assert_eq!(
        tables(&usage(BLOB).unwrap()),
        [
            ("StorageBlobLogs", true),
            ("StorageFileLogs", false),
            ("StorageQueueLogs", false),
            ("StorageTableLogs", false),
            ("all", true),
        ]
    );
    let account = "https://contosoexample.queue.core.windows.net/?sv=2022-11-02&ss=qt&srt=o&sp=r&se=2026-07-01T00:00:00Z&sig={sig}";
    assert_eq!(
        tables(&usage(account).unwrap())[..3],
        [
            ("StorageQueueLogs", true),
            ("StorageTableLogs", true),
            ("StorageBlobLogs", false),
        ]
    );
    // Data Lake requests are recorded with those of blobs.
    let lake = BLOB.replace(".blob.", ".dfs.");
    assert_eq!(tables(&usage(&lake).unwrap())[0].0, "StorageBlobLogs");
}

#[test]
fn the_time_follows_the_link() {
    let time = |link: &str| {
        let usage = usage(link).unwrap();
        let text = &usage.queries[0].text;
        let line = text.lines().find(|line| line.contains("TimeGenerated"));
        line.unwrap().to_owned()
    };
    assert_eq!(
        time(
            &BLOB
                .replace("2026-07", "2026-05")
                .replace("05-01T00:00:00Z&spr", "05-02T12:00:00Z&spr")
        ),
        "| where TimeGenerated between (datetime(2026-05-01T00:00:00Z) .. datetime(2026-05-02T12:00:00Z))"
    );
    let no_start = BLOB.replace("&st=2026-05-01T00:00:00Z", "");
    assert_eq!(time(&no_start), "| where TimeGenerated > ago(90d)");
    assert!(ids(&usage(&no_start).unwrap()).contains(&"usage/no-start"));
    assert!(!ids(&usage(BLOB).unwrap()).contains(&"usage/no-start"));
    // When it ended long ago, the last 90 days hold nothing of it.
    let ended = no_start.replace("2026-07-01", "2021-01-02");
    assert_eq!(
        time(&ended),
        "| where TimeGenerated between (datetime(2020-10-04T00:00:00Z) .. datetime(2021-01-02T00:00:00Z))"
    );
    let ended = usage(&ended).unwrap();
    assert!(ids(&ended).contains(&"usage/no-start-ended"));
    assert!(!ids(&ended).contains(&"usage/no-start"));
    let first = no_start.replace("2026-07-01", "0001-01-01");
    assert!(time(&first).contains(".. datetime(0001-01-01T00:00:00Z))"));
}

#[test]
fn a_hit_tells_of_the_key_only_where_a_key_signed() {
    let key = usage(BLOB).unwrap();
    assert!(ids(&key).contains(&"usage/key") && !ids(&key).contains(&"usage/delegation"));
    let delegated = BLOB.replace(
        "&sig",
        "&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-05-01T00:00:00Z&ske=2026-05-03T00:00:00Z&sks=b&skv=2022-11-02&sig",
    );
    let delegated = usage(&delegated).unwrap();
    assert!(ids(&delegated).contains(&"usage/delegation"));
    assert!(ids(&delegated).contains(&"usage/delegation-fingerprint"));
    assert!(!ids(&delegated).contains(&"usage/key"));
}

/// To replace a key stops much else, so it is asked for only where nothing less will do.
#[test]
fn the_key_is_to_be_replaced_only_where_that_is_needed() {
    let told = |link: &str| {
        let usage = usage(link).unwrap();
        let mut keys = usage
            .tells
            .into_iter()
            .filter(|tell| tell.id.starts_with("usage/key"));
        let told = keys.next().unwrap();
        assert!(keys.next().is_none());
        (told.id, told.text)
    };
    let (id, text) = told(BLOB);
    assert_eq!(id, "usage/key");
    assert!(text.contains("if the link must be stopped"), "{text}");
    let (id, text) = told(
        &BLOB
            .replace("2026-07", "2026-05")
            .replace("05-01T00:00:00Z&spr", "05-02T00:00:00Z&spr"),
    );
    assert_eq!(id, "usage/key-ended");
    assert!(!text.contains("replace"), "{text}");
    let (id, text) = told(&BLOB.replace("&sp=r", "&si=readers&sp=r"));
    assert_eq!(id, "usage/key-policy");
    assert!(text.contains("policy cannot be deleted"), "{text}");
}

#[test]
fn a_link_of_one_user_is_told_as_such() {
    let link = BLOB.replace("sv=2022-11-02", "sv=2026-04-06").replace(
        "&sig",
        "&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-05-01T00:00:00Z&ske=2026-05-03T00:00:00Z&sks=b&skv=2026-04-06&sduoid=99999999-2222-3333-4444-555555555555&sig",
    );
    let usage = usage(&link).unwrap();
    let user = usage
        .tells
        .iter()
        .find(|tell| tell.id == "usage/user")
        .unwrap();
    assert!(
        user.text.contains("no key needs to be replaced"),
        "{}",
        user.text
    );
    // Azure may well record who this user is.
    assert!(ids(&usage).contains(&"usage/caller-user"));
    assert!(
        usage
            .tells
            .iter()
            .all(|tell| !tell.text.contains("records no name"))
    );
}

#[test]
fn without_a_whole_signature_every_link_is_listed() {
    let usage = usage(&BLOB.replace("{sig}", "REDACTED")).unwrap();
    assert_eq!(usage.fingerprint, None);
    assert_eq!(tables(&usage), [("all", true)]);
    assert_eq!(usage.queries[0].aim, QueryAim::AnyLink);
    assert_eq!(ids(&usage)[0], "usage/blind");
}

#[test]
fn what_leaves_no_record_has_no_queries() {
    for link in [
        "http://127.0.0.1:10000/devstoreaccount1/c/b?sv=2022-11-02&sr=b&sp=r&se=2026-07-01T00:00:00Z&sig={sig}",
        "https://contosoexample.blob.core.cloudapi.de/c/b?sv=2022-11-02&sr=b&sp=r&se=2026-07-01T00:00:00Z&sig={sig}",
        "https://md-abc123.z12.blob.storage.azure.net/abcd/abcd?sv=2018-03-28&sr=b&si=x&sig={sig}",
    ] {
        assert_eq!(usage(link), None, "{link}");
    }
}

/// A host that is no account name, and hostile names, stay out of the query.
#[test]
fn only_names_that_azure_allows_get_into_a_query() {
    for host in [
        "contoso_example.blob.core.windows.net",
        "files.contoso.example",
        "a%22%7Cprint.blob.core.windows.net",
    ] {
        let usage = usage(&BLOB.replace("contosoexample.blob.core.windows.net", host)).unwrap();
        let is_clean = |query: &LogQuery| {
            !query.text.contains("AccountName") && query.text.matches('"').count().is_multiple_of(2)
        };
        assert!(usage.queries.iter().all(is_clean), "{host}: {usage:?}");
    }
}

/// Ten thousand links would make a report of queries.
#[test]
fn beyond_a_hundred_links_it_is_said_that_queries_are_left_out() {
    let links: Vec<String> = (0..101)
        .map(|at| BLOB.replace("a.txt", &format!("{at}.txt")))
        .collect();
    let text = util::fill(&links.join("\n"), &util::fake_signature());
    let report = analyze(&text, &Options::at(util::now()));
    let with_usage = report.tokens.iter().filter(|token| token.usage.is_some());
    assert_eq!((report.tokens.len(), with_usage.count()), (101, 100));
    assert!(
        report.skipped[0]
            .message
            .text
            .contains("how to find out who used it")
    );
}

#[test]
fn no_query_holds_the_signature() {
    let usage = usage(BLOB).unwrap();
    let text = serde_json::to_string(&usage).unwrap();
    assert!(!text.contains(&util::fake_signature()[..20]));
}
