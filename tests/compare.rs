//! Two links side by side: each dimension by itself, both ways round, and what is said of it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod util;

use proptest::prelude::*;
use sas_lens::report::{Message, Outcome};
use sas_lens::{Comparison, Direction, Options, Side, compare};

const HOST: &str = "https://contosoexample.blob.core.windows.net";

/// What a user delegation SAS has besides; its key lives until 3 June.
const SIGNER: &str = "skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05";

fn fill(text: &str) -> String {
    let text = text.replace("{host}", HOST).replace("{signer}", SIGNER);
    util::fill(&text, &util::fake_signature())
}

fn compared(first: &str, second: &str) -> Comparison {
    compare(&fill(first), &fill(second), &Options::at(util::now()))
}

fn mirrored(direction: Direction) -> Direction {
    match direction {
        Direction::Narrower => Direction::Wider,
        Direction::Wider => Direction::Narrower,
        other => other,
    }
}

/// Compares both ways round.
#[track_caller]
fn assert_direction(first: &str, second: &str, expected: Direction) -> Comparison {
    let comparison = compared(first, second);
    let why = format!("{first}\n{second}\n{comparison:#?}");
    assert_eq!(comparison.direction, expected, "{why}");
    let back = compared(second, first);
    assert_eq!(
        back.direction,
        mirrored(expected),
        "the other way round: {why}"
    );
    comparison
}

/// Compares two links that differ in one piece of text.
#[track_caller]
fn assert_piece(link: &str, before: &str, after: &str, expected: Direction) -> Comparison {
    assert!(link.contains("{x}"));
    assert_direction(
        &link.replace("{x}", before),
        &link.replace("{x}", after),
        expected,
    )
}

fn ids(outcomes: &[Outcome]) -> Vec<&str> {
    outcomes.iter().map(|outcome| outcome.id.as_str()).collect()
}

/// The ids of sentences. The made-up links share one signature, which has a test of its own.
fn said(messages: &[Message]) -> Vec<&str> {
    let ids = messages.iter().map(|message| message.id.as_str());
    ids.filter(|id| *id != "compare/one-signature").collect()
}

use Direction::{CannotTell, Different, Narrower, Same, Wider};

#[test]
fn permissions_are_compared_letter_by_letter() {
    let link =
        "{host}/photos?sv=2022-11-02&sr=c&sp={x}&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    let comparison = assert_piece(link, "rwl", "rl", Narrower);
    assert_eq!(ids(&comparison.removes), ["replace-data", "add-data"]);
    assert_eq!(ids(&comparison.keeps), ["read-data", "list-items"]);
    assert!(comparison.adds.is_empty() && comparison.limits.is_empty());
    let comparison = assert_piece(link, "rl", "wl", Different);
    assert_eq!(ids(&comparison.adds), ["replace-data", "add-data"]);
    assert_eq!(ids(&comparison.removes), ["read-data"]);
    assert_piece(link, "rl", "rdl", Wider);
    assert_piece(link, "rl", "lr", Same);
    // Writing is more than creating and more than appending, and less than both with deleting.
    let comparison = assert_piece(link, "w", "c", Narrower);
    assert_eq!(ids(&comparison.keeps), ["add-data"]);
    let comparison = assert_piece(link, "w", "a", Narrower);
    assert_eq!(ids(&comparison.keeps), ["append-data"]);
    assert!(comparison.adds.is_empty());
    assert_piece(link, "w", "ac", Narrower);
    assert_piece(link, "w", "wac", Same);
    assert_piece(link, "c", "a", Different);
    assert_piece(link, "w", "d", Different);
    // A letter without effect changes nothing.
    let file =
        "{host}/photos/a.txt?sv=2022-11-02&sr=b&sp={x}&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    assert_piece(file, "r", "rf", Same);
}

#[test]
fn an_outcome_is_kept_only_in_its_own_place() {
    let terms = "sp=r&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    let all = format!("{{host}}/photos?sv=2022-11-02&sr=c&{terms}");
    let one = format!("{{host}}/photos/2026/a.txt?sv=2022-11-02&sr=b&{terms}");
    let comparison = assert_direction(&all, &one, Narrower);
    assert_eq!(said(&comparison.limits), ["compare/place-narrower"]);
    // Read this file: kept. Read all of them: gone.
    assert!(comparison.keeps[0].message.text.contains("this file"));
    assert!(
        comparison.removes[0]
            .message
            .text
            .contains("the container photos")
    );
    assert!(comparison.adds.is_empty());
    let other = all.replace("photos", "invoices");
    let comparison = assert_direction(&all, &other, Different);
    assert_eq!(said(&comparison.limits), ["compare/place-other"]);
    assert_eq!(
        (ids(&comparison.adds), ids(&comparison.removes)),
        (vec!["read-data"], vec!["read-data"])
    );
    assert!(comparison.keeps.is_empty());
    assert!(comparison.adds[0].message.text.contains("invoices"));
    // Another file of the same container, and one whose name only begins alike.
    assert_direction(&one, &one.replace("a.txt", "b.txt"), Different);
    assert_direction(&one, &one.replace("a.txt", "a.txt.bak"), Different);
    assert_direction(&one, &one.replace("a.txt", "A.txt"), Different);
}

#[test]
fn places_lie_within_one_another() {
    let account =
        "{host}/?sv=2022-11-02&ss=b&srt=o&sp=r&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    let container =
        "{host}/photos?sv=2022-11-02&sr=c&sp=r&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    let directory = "{host}/photos/2026/may/x?sv=2022-11-02&sr=d&sdd=2&sp=r&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    let below = "{host}/photos/2026/may?sv=2022-11-02&sr=d&sdd=1&sp=r&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    let root =
        "{host}/photos?sv=2022-11-02&sr=d&sdd=0&sp=r&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    let file = "{host}/photos/2026/may/a.txt?sv=2022-11-02&sr=b&sp=r&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    for (outer, inner) in [
        (account, container),
        (account, file),
        (container, directory),
        (container, file),
        (root, directory),
        (below, directory),
        (directory, file),
        (below, file),
    ] {
        assert_direction(outer, inner, Narrower);
    }
    // The root directory is the container; only listing and tags differ there, which none of them has.
    assert_direction(container, root, Same);
    // A directory whose name only begins alike.
    assert_direction(directory, &file.replace("may/", "maybe/"), Different);
    let container = &fill(container);
    // Another account, and another cloud with an account of the same name.
    assert_direction(
        container,
        &container.replace("contosoexample", "fabrikamexample"),
        Different,
    );
    assert_direction(
        container,
        &container.replace("windows.net", "chinacloudapi.cn"),
        Different,
    );
    // Other names of the same account.
    for host in [
        "contosoexample-secondary.blob",
        "contosoexample.dfs",
        "CONTOSOEXAMPLE.blob",
        "contosoexample.privatelink.blob",
    ] {
        assert_direction(
            container,
            &container.replace("contosoexample.blob", host),
            Same,
        );
    }
    // Another account may have this name in a DNS zone.
    assert_direction(
        container,
        &container.replace(
            "contosoexample.blob.core.windows.net",
            "contosoexample.z07.blob.storage.azure.net",
        ),
        CannotTell,
    );
    // A custom domain does not tell its account.
    assert_direction(
        container,
        &container.replace(HOST, "https://files.contoso.example"),
        CannotTell,
    );
    let custom = container.replace(HOST, "https://files.contoso.example");
    assert_direction(&custom, &custom.replace("sp=r", "sp=rl"), Wider);
}

#[test]
fn a_file_is_not_its_snapshots_and_versions() {
    let file =
        "{host}/photos/a.txt?sv=2022-11-02&sr=b&sp=r&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    let snapshot = "{host}/photos/a.txt?snapshot=2026-01-01T00:00:00.0000000Z&sv=2022-11-02&sr=bs&sp=r&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    let version = "{host}/photos/a.txt?versionid=2026-01-01T00:00:00.0000000Z&sv=2022-11-02&sr=bv&sp=r&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    let container =
        "{host}/photos?sv=2022-11-02&sr=c&sp=r&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    assert_direction(file, snapshot, Different);
    assert_direction(snapshot, version, Different);
    assert_direction(
        snapshot,
        &snapshot.replace("snapshot=2026", "snapshot=2025"),
        Different,
    );
    assert_direction(container, snapshot, Narrower);
    let unnamed = snapshot.replace("snapshot=2026-01-01T00:00:00.0000000Z&", "");
    assert_direction(snapshot, &unnamed, CannotTell);
}

#[test]
fn services_of_an_account_are_compared_one_by_one() {
    let link = "{host}/?sv=2022-11-02&ss={x}&sp=rwdl&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    let link = link.replace("&sp", "&srt=sco&sp");
    let comparison = assert_piece(&link, "bfqt", "b", Narrower);
    let read = comparison
        .removes
        .iter()
        .find(|outcome| outcome.id == "read-data")
        .unwrap();
    assert_eq!(read.services, ["file", "queue", "table"]);
    let kept = comparison
        .keeps
        .iter()
        .find(|outcome| outcome.id == "read-data")
        .unwrap();
    assert_eq!(kept.services, ["blob"]);
    assert_piece(&link, "bf", "fq", Different);
    let types =
        "{host}/?sv=2022-11-02&ss=b&srt={x}&sp=rwdl&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    assert_piece(types, "sco", "o", Narrower);
    assert_piece(types, "co", "so", Different);
    // The same name in two services is two places.
    let queue = "https://contosoexample.queue.core.windows.net/photos?sv=2022-11-02&sp=r&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    let container =
        "{host}/photos?sv=2022-11-02&sr=c&sp=r&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    assert_direction(queue, container, Different);
}

#[test]
fn rows_of_a_table_are_ranges() {
    let link = "https://contosoexample.table.core.windows.net/People?sv=2022-11-02&tn=people{x}&sp=r&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    assert_piece(link, "", "&spk=b&epk=d", Narrower);
    assert_piece(link, "&spk=a&epk=z", "&spk=b&epk=d", Narrower);
    assert_piece(link, "&spk=a&epk=c", "&spk=b&epk=d", Different);
    assert_piece(link, "&spk=b&epk=b", "&spk=b&srk=1&epk=b&erk=5", Narrower);
    assert_piece(
        link,
        "&spk=b&srk=1&epk=b&erk=5",
        "&spk=b&srk=3&epk=b&erk=3",
        Narrower,
    );
    assert_piece(link, "&spk=b&srk=1&epk=d&erk=5", "&spk=c&epk=c", Narrower);
    assert_piece(link, "&spk=b&srk=5&epk=d", "&spk=b&epk=d", Wider);
    assert_piece(link, "", "&spk=b", Narrower);
    // A range without a row opens nothing.
    assert_piece(link, "", "&spk=d&epk=b", Narrower);
    // Names of tables do not tell capitals from small letters.
    assert_direction(
        &link.replace("{x}", ""),
        &link.replace("{x}", "").replace("tn=people", "tn=People"),
        Same,
    );
}

#[test]
fn times_are_compared_from_now_on() {
    let link = "{host}/photos?sv=2022-11-02&sr=c&sp=r{x}&spr=https&sig={sig}";
    let comparison = assert_piece(
        link,
        "&se=2026-06-03T00:00:00Z",
        "&se=2026-06-02T00:00:00Z",
        Narrower,
    );
    assert_eq!(said(&comparison.limits), ["compare/ends-earlier"]);
    assert!(
        comparison.limits[0].text.contains("24 hours earlier"),
        "{:?}",
        comparison.limits
    );
    assert_eq!(ids(&comparison.keeps), ["read-data"]);
    // What has begun has begun.
    assert_piece(
        link,
        "&st=2026-05-01T00:00:00Z&se=2026-06-02T00:00:00Z",
        "&st=2026-06-01T00:00:00Z&se=2026-06-02T00:00:00Z",
        Same,
    );
    assert_piece(
        link,
        "&se=2026-06-02T00:00:00Z",
        "&st=2026-06-01T00:00:00Z&se=2026-06-02T00:00:00Z",
        Same,
    );
    let comparison = assert_piece(
        link,
        "&se=2026-06-02T00:00:00Z",
        "&st=2026-06-01T18:00:00Z&se=2026-06-02T00:00:00Z",
        Narrower,
    );
    assert_eq!(said(&comparison.limits), ["compare/starts-then"]);
    assert_piece(
        link,
        "&st=2026-06-01T13:00:00Z&se=2026-06-02T00:00:00Z",
        "&st=2026-06-01T18:00:00Z&se=2026-06-03T00:00:00Z",
        Different,
    );
    assert_piece(link, "&se=2026-06-02", "&se=2026-06-02T00:00:00Z", Same);
    // The signer's key ends first.
    let delegated = "{host}/photos?sv=2025-07-05&sr=c&sp=r&se={x}&spr=https&{signer}&sig={sig}";
    assert_piece(
        delegated,
        "2026-06-03T00:00:00Z",
        "2026-07-03T00:00:00Z",
        Same,
    );
}

#[test]
fn what_has_ended_opens_nothing() {
    let link = "{host}/photos?sv=2022-11-02&sr=c&sp=r{x}&spr=https&sig={sig}";
    let comparison = assert_piece(
        link,
        "&se=2026-06-03T00:00:00Z",
        "&se=2026-05-02T00:00:00Z",
        Narrower,
    );
    assert_eq!(said(&comparison.limits), ["compare/ended"]);
    assert_eq!(ids(&comparison.removes), ["read-data"]);
    assert!(comparison.keeps.is_empty() && comparison.adds.is_empty());
    // Two that have ended are compared as they were.
    let comparison = assert_piece(
        link,
        "&st=2026-04-01T00:00:00Z&se=2026-05-03T00:00:00Z",
        "&st=2026-04-02T00:00:00Z&se=2026-05-02T00:00:00Z",
        Narrower,
    );
    assert_eq!(said(&comparison.notes), ["compare/both-over"]);
    // One that ends before it starts.
    assert_piece(
        link,
        "&se=2026-06-03T00:00:00Z",
        "&st=2026-06-03T00:00:00Z&se=2026-06-02T00:00:00Z",
        Narrower,
    );
    // Letters that never fit.
    let letters =
        "{host}/photos/a.txt?sv=2022-11-02&sr=b&sp={x}&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    assert_piece(letters, "r", "l", Narrower);
}

#[test]
fn networks_are_ranges() {
    let link =
        "{host}/photos?sv=2022-11-02&sr=c&sp=r&se=2026-06-02T00:00:00Z{x}&spr=https&sig={sig}";
    let comparison = assert_piece(link, "", "&sip=203.0.113.7", Narrower);
    assert_eq!(
        comparison.limits[0].text,
        "It works from 203.0.113.7. The first works from any network address."
    );
    assert_piece(
        link,
        "&sip=203.0.113.0-203.0.113.255",
        "&sip=203.0.113.7",
        Narrower,
    );
    assert_piece(
        link,
        "&sip=203.0.113.0-203.0.113.9",
        "&sip=203.0.113.5-203.0.113.20",
        Different,
    );
    assert_piece(link, "", "&sip=0.0.0.0-255.255.255.255", Same);
    // No source says what Azure does with these.
    let comparison = assert_piece(link, "", "&sip=203.0.113.0/24", CannotTell);
    assert_eq!(comparison.sentence.id, "compare/at-most");
    assert_piece(link, "&sip=203.0.113.0/24", "&sip=203.0.113.7", CannotTell);
    assert_piece(
        link,
        "&sip=203.0.113.9-203.0.113.7",
        "&sip=203.0.113.7",
        CannotTell,
    );
    // Versions of before 2015-04-05 do not heed it.
    let old = link.replace("2022-11-02", "2014-02-14");
    assert_piece(&old, "", "&sip=203.0.113.7", Same);
}

#[test]
fn protocol_holder_and_values_are_limits() {
    let link = "{host}/photos?sv=2022-11-02&sr=c&sp=r&se=2026-06-02T00:00:00Z{x}&sig={sig}";
    let comparison = assert_piece(link, "", "&spr=https", Narrower);
    assert_eq!(said(&comparison.limits), ["compare/https"]);
    assert_piece(link, "", "&spr=https,http", Same);
    let delegated = "{host}/photos?sv=2026-04-06&sr=c&sp=r&se=2026-06-02T00:00:00Z&spr=https&{signer}{x}&sig={sig}";
    let (one, other) = (
        "&sduoid=aaaaaaaa-2222-3333-4444-555555555555",
        "&sduoid=bbbbbbbb-2222-3333-4444-555555555555",
    );
    let comparison = assert_piece(delegated, "", one, Narrower);
    assert_eq!(said(&comparison.limits), ["compare/user"]);
    assert_piece(delegated, one, other, Different);
    assert_piece(
        delegated,
        one,
        &one.to_uppercase().replace("SDUOID", "sduoid"),
        Same,
    );
    let comparison = assert_piece(delegated, "", "&srh=x-ms-meta-case", Narrower);
    assert_eq!(said(&comparison.limits), ["compare/headers"]);
    // Neither says which values were agreed on.
    let agreed = delegated.replace("{x}", "&srh=x-ms-meta-case");
    assert_direction(
        &agreed,
        &agreed.replace("{sig}", "YW5vdGhlci1kZW1vLXNpZ25hdHVyZS1ub3QtcmVhbCE%3D"),
        CannotTell,
    );
    assert_direction(&agreed, &agreed, Same);
    // The rights of the files may take something away, or nothing.
    let comparison = assert_piece(
        delegated,
        "",
        "&suoid=aaaaaaaa-2222-3333-4444-555555555555",
        CannotTell,
    );
    assert_eq!(comparison.sentence.id, "compare/at-most");
}

#[test]
fn a_signer_may_be_allowed_less_than_the_link_says() {
    let key = "{host}/photos?sv=2025-07-05&sr=c&sp=rl&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    let delegated = "{host}/photos?sv=2025-07-05&sr=c&sp=rl&se=2026-06-02T00:00:00Z&spr=https&{signer}&sig={sig}";
    let comparison = assert_direction(key, delegated, CannotTell);
    assert_eq!(comparison.sentence.id, "compare/at-most");
    assert_eq!(
        said(&comparison.limits),
        ["compare/role", "compare/stops-alone"]
    );
    // With less of something else it is less.
    assert_direction(key, &delegated.replace("sp=rl", "sp=r"), Narrower);
    let other = delegated.replace("{signer}", &SIGNER.replace("skoid=1", "skoid=2"));
    let comparison = assert_direction(delegated, &other, CannotTell);
    assert_eq!(comparison.sentence.id, "compare/unsure");
}

#[test]
fn what_the_server_decides_is_not_guessed() {
    let open = "{host}/photos?sv=2022-11-02&sr=c&sp=rl&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    let policy = "{host}/photos?sv=2022-11-02&sr=c&si=readers&spr=https&sig={sig}";
    let comparison = assert_direction(open, policy, CannotTell);
    assert!(
        comparison.adds.is_empty() && comparison.removes.is_empty() && comparison.keeps.is_empty()
    );
    assert_eq!(said(&comparison.notes), ["compare/on-server"]);
    // One policy is the same as itself, whatever it says.
    assert_direction(policy, &policy.replace("&spr=https", ""), Wider);
    assert_direction(policy, policy, Same);
    assert_direction(
        policy,
        &policy.replace("si=readers", "si=writers"),
        CannotTell,
    );
    // A policy of this name in another container is another policy, in another place.
    assert_direction(policy, &policy.replace("/photos", "/invoices"), Different);
    // The policy holds the end alone: the letters are compared.
    let half = "{host}/photos?sv=2022-11-02&sr=c&si=readers&sp={x}&spr=https&sig={sig}";
    let comparison = assert_piece(half, "rl", "r", Narrower);
    assert_eq!(ids(&comparison.removes), ["list-items"]);
    let comparison = compared(open, &half.replace("{x}", "rwl"));
    assert_eq!(
        (comparison.direction, comparison.sentence.id.as_str()),
        (CannotTell, "compare/something-more")
    );
    assert_eq!(ids(&comparison.adds), ["replace-data", "add-data"]);
}

#[test]
fn the_same_link_again_is_the_same() {
    let link = "{host}/photos?sv=2022-11-02&sr=c&sp=rl&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    let comparison = assert_direction(link, link, Same);
    assert_eq!(comparison.sentence.id, "compare/same-link");
    assert!(comparison.params.is_empty() && comparison.limits.is_empty());
    let other = link.replace("{sig}", "YW5vdGhlci1kZW1vLXNpZ25hdHVyZS1ub3QtcmVhbCE%3D");
    let comparison = assert_direction(link, &other, Same);
    assert_eq!(comparison.sentence.id, "compare/same-signature-differs");
    assert_eq!(comparison.params.len(), 1);
    assert_eq!(
        (
            comparison.params[0].before.as_ref(),
            comparison.params[0].after.as_ref()
        ),
        (None, None)
    );
    let text = serde_json::to_string(&comparison).unwrap();
    assert!(!text.contains("YW5vdGhlci1") && !text.contains(&util::fake_signature()[..20]));
}

#[test]
fn one_signature_on_two_different_links_is_told() {
    let link = "{host}/photos/a.txt?sv=2022-11-02&sr=b&sp=r&se=2026-06-02T00:00:00Z&sig={sig}";
    let is_told = |first: &str, second: &str| {
        let comparison = compared(first, second);
        let text = serde_json::to_string(&comparison).unwrap();
        assert!(!text.contains(&util::fake_signature()[..20]));
        comparison
            .notes
            .iter()
            .any(|note| note.id == "compare/one-signature")
    };
    for (from, to) in [
        ("sp=r", "sp=rw"),
        ("sr=b", "sr=c"),
        ("2026-06-02", "2027-06-02"),
        ("2022-11-02", "2019-12-12"),
        ("a.txt", "b.txt"),
        ("contosoexample", "fabrikam"),
        ("&sig", "&sip=203.0.113.7&sig"),
    ] {
        let other = link.replace("{host}", HOST).replace(from, to);
        assert!(is_told(link, &other) && is_told(&other, link), "{to}");
        // Another signature, or none that can be read: nothing to tell.
        for other_signature in [
            "YW5vdGhlci1kZW1vLXNpZ25hdHVyZS1ub3QtcmVhbCE%3D",
            "REDACTED",
            "x",
        ] {
            let signed = other.replace("{sig}", other_signature);
            assert!(!is_told(link, &signed), "{to} {other_signature}");
            assert!(!is_told(&link.replace("{sig}", "REDACTED"), &signed));
        }
    }
    // What is not signed, or is the same to Azure, may differ.
    for other in [
        "{host}/photos/a.txt?sig={sig}&se=2026-06-02T00%3A00%3A00Z&sp=r&sr=b&sv=2022-11-02",
        "{host}/photos/%61.txt?sv=2022-11-02&sr=b&sp=r&se=2026-06-02T00:00:00Z&sig={sig}",
        "{host}/photos/a.txt?sv=2022-11-02&sr=b&sp=r&se=2026-06-02T00:00:00Z&sig={sig}&comp=list",
        "https://contosoexample-secondary.blob.core.windows.net/photos/a.txt?sv=2022-11-02&sr=b&sp=r&se=2026-06-02T00:00:00Z&sig={sig}",
        "?sv=2022-11-02&sr=b&sp=r&se=2026-06-02T00:00:00Z&sig={sig}",
    ] {
        assert!(!is_told(link, other) && !is_told(other, link), "{other}");
    }
    let container = link.replace("sr=b", "sr=c");
    assert!(!is_told(&container, &container.replace("a.txt", "b.txt")));
    let header = |value: &str| link.replace("&sig", &format!("&rscd={value}&sig"));
    assert!(!is_told(&header("a+b"), &header("a%20b")));
    assert!(is_told(&header("a+b"), &header("a%20c")));
    let reordered =
        "{host}/photos/%61.txt?sig={sig}&se=2026-06-02T00%3A00%3A00Z&sp=r&sr=b&sv=2022-11-02";
    let comparison = assert_direction(link, reordered, Same);
    assert_eq!(comparison.sentence.id, "compare/same-link");
    assert!(comparison.params.is_empty());
}

#[test]
fn parameters_say_what_changed() {
    let comparison = compared(
        "{host}/photos?sv=2022-11-02&sr=c&sp=rwl&se=2026-06-03T00:00:00Z&sig={sig}",
        "{host}/photos?sv=2022-11-02&sr=c&sp=rdl&se=2026-06-02T00:00:00Z&spr=https&sig={sig}",
    );
    let changes: Vec<(&str, Option<&str>, Option<&str>, &str)> = comparison
        .params
        .iter()
        .map(|change| {
            (
                change.key.as_str(),
                change.before.as_deref(),
                change.after.as_deref(),
                change.change.text.as_str(),
            )
        })
        .collect();
    assert_eq!(
        changes,
        [
            (
                "sp",
                Some("rwl"),
                Some("rdl"),
                "Gained: delete. Lost: write."
            ),
            (
                "se",
                Some("2026-06-03T00:00:00Z"),
                Some("2026-06-02T00:00:00Z"),
                "It is 24 hours earlier."
            ),
            ("spr", None, Some("https"), "Only the second link has it."),
        ]
    );
}

#[test]
fn requests_that_only_one_link_allows_are_listed() {
    let link =
        "{host}/photos?sv=2022-11-02&sr=c&sp={x}&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    let of = |first: &str, second: &str| {
        let operations =
            compared(&link.replace("{x}", first), &link.replace("{x}", second)).operations;
        operations.map(|operations| (operations.gained, operations.lost))
    };
    let (gained, lost) = of("r", "rw").unwrap();
    assert!(
        gained.contains(&"blob/put-blob-overwrite".to_owned()),
        "{gained:?}"
    );
    assert!(!gained.iter().any(|id| id == "blob/get-blob") && lost.is_empty());
    assert_eq!(of("rw", "r").unwrap(), (lost, gained));
    assert_eq!(of("rwl", "rwl").unwrap(), (vec![], vec![]));
    // What the server decides is neither gained nor lost.
    let hidden = "{host}/photos?sv=2022-11-02&sr=c&si=readers&spr=https&sig={sig}";
    let comparison = compared(&link.replace("{x}", "rw"), hidden);
    let operations = comparison.operations.unwrap();
    assert!(operations.gained.is_empty());
    assert!(
        !operations
            .lost
            .iter()
            .any(|id| id == "blob/put-blob-overwrite")
    );
    // What has ended allows nothing at all, and says so elsewhere.
    let over = link.replace("{x}", "r").replace("2026-06-02", "2026-05-02");
    assert_eq!(compared(&link.replace("{x}", "r"), &over).operations, None);
}

#[test]
fn texts_without_a_link_are_named() {
    let link = "{host}/photos?sv=2022-11-02&sr=c&sp=rl&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    for (first, second, missing) in [
        ("", link, vec![Side::First]),
        (link, "no link here", vec![Side::Second]),
        (
            "",
            "https://contosoexample.blob.core.windows.net/c/b",
            vec![Side::First, Side::Second],
        ),
    ] {
        let comparison = compared(first, second);
        assert_eq!(comparison.missing, missing);
        assert_eq!(comparison.direction, CannotTell);
        assert_eq!(comparison.sentence.id, "compare/missing");
        assert!(comparison.params.is_empty());
    }
}

#[test]
fn of_several_links_the_most_dangerous_counts_and_it_is_said() {
    let good =
        "{host}/photos/a.txt?sv=2022-11-02&sr=b&sp=r&se=2026-06-01T13:00:00Z&spr=https&sig={sig}";
    let bad = "{host}/?sv=2022-11-02&ss=b&srt=sco&sp=rwdl&se=2030-01-01T00:00:00Z&sig={sig}";
    let comparison = compared(good, &format!("{good}\n{bad}"));
    assert_eq!(comparison.direction, Wider);
    assert_eq!(said(&comparison.notes), ["compare/several"]);
    assert!(
        comparison.notes[1]
            .text
            .starts_with("The second text holds 2 links.")
    );
}

#[test]
fn damage_stands_in_the_way_and_refusal_does_not() {
    let link = "{host}/photos?sv=2022-11-02&sr=c&sp=rl&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    let comparison = assert_direction(link, &link.replace("&sr=c", ""), CannotTell);
    assert_eq!(comparison.sentence.id, "compare/unreadable");
    assert_direction(
        link,
        &link.replace("&se=2026-06-02T00:00:00Z", "&se=soon"),
        CannotTell,
    );
    // Azure refuses an order of letters; what it would open is compared.
    let comparison = assert_direction(link, &link.replace("sp=rl", "sp=lr"), Same);
    assert_eq!(said(&comparison.notes), ["compare/refused"]);
}

#[test]
fn bare_tokens_are_compared_on_an_assumption_that_is_said() {
    let token = "?sv=2022-11-02&ss=b&srt=o&sp={x}&se=2026-06-02T00:00:00Z&spr=https&sig={sig}";
    let comparison = assert_piece(token, "rw", "r", Narrower);
    assert_eq!(said(&comparison.notes), ["compare/place-assumed"]);
    // With one side named nothing is assumed.
    let named = format!("{{host}}/{}", token.replace("{x}", "r"));
    assert_direction(&token.replace("{x}", "r"), &named, CannotTell);
}

/// Links made of pieces that matter.
fn link() -> impl Strategy<Value = String> {
    let place = prop::sample::select(vec![
        ("/", "ss=bq&srt=sco"),
        ("/", "ss=b&srt=o"),
        ("/photos", "sr=c"),
        ("/photos/2026", "sr=d&sdd=1"),
        ("/photos/2026/a.txt", "sr=b"),
        ("/invoices", "sr=c"),
        ("/photos/2026/a.txt", "sr=b&si=readers"),
    ]);
    let letters = prop::sample::select(vec!["r", "w", "rl", "rwdl", "c", "racwdl", "x", ""]);
    let end = prop::sample::select(vec![
        "",
        "2026-05-01T00:00:00Z",
        "2026-06-02T00:00:00Z",
        "2027-01-01T00:00:00Z",
    ]);
    let start = prop::sample::select(vec![
        "",
        "&st=2026-05-01T00:00:00Z",
        "&st=2026-06-01T20:00:00Z",
    ]);
    let rest = prop::sample::select(vec![
        "",
        "&spr=https",
        "&sip=203.0.113.7",
        "&sip=203.0.113.0-203.0.113.9&spr=https",
        "&{signer}",
    ]);
    (place, letters, start, end, rest).prop_map(|((path, scope), letters, start, end, rest)| {
        let letters = if letters.is_empty() {
            String::new()
        } else {
            format!("&sp={letters}")
        };
        let end = if end.is_empty() {
            String::new()
        } else {
            format!("&se={end}")
        };
        format!("{{host}}{path}?sv=2022-11-02&{scope}{letters}{start}{end}{rest}&sig={{sig}}")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: ProptestConfig::default().cases.min(1000) / 4, ..ProptestConfig::default() })]

    #[test]
    fn the_other_way_round_is_the_mirror(first in link(), second in link()) {
        let comparison = compared(&first, &second);
        let back = compared(&second, &first);
        prop_assert_eq!(back.direction, mirrored(comparison.direction));
        prop_assert_eq!(ids(&comparison.adds).len(), ids(&back.removes).len());
    }

    #[test]
    fn a_link_is_never_more_or_less_than_itself(link in link()) {
        let comparison = compared(&link, &link);
        prop_assert!(matches!(comparison.direction, Same | CannotTell), "{:?}", comparison);
        prop_assert!(comparison.adds.is_empty() && comparison.removes.is_empty());
    }

    /// Narrower than narrower is narrower.
    #[test]
    fn order_is_transitive(one in link(), two in link(), three in link()) {
        let first = compared(&one, &two).direction;
        let second = compared(&two, &three).direction;
        if first == Narrower && matches!(second, Narrower | Same) {
            prop_assert_eq!(compared(&one, &three).direction, Narrower);
        }
    }

    /// What is said to be narrower adds no outcome, and no request.
    #[test]
    fn narrower_links_add_nothing(first in link(), second in link()) {
        let comparison = compared(&first, &second);
        if matches!(comparison.direction, Narrower | Same) {
            prop_assert!(comparison.adds.is_empty(), "{:?}", comparison.adds);
            let gained = comparison.operations.map(|operations| operations.gained);
            prop_assert!(gained.as_ref().is_none_or(Vec::is_empty), "{:?}", gained);
        }
    }

    #[test]
    fn any_two_texts_are_compared(first in ".{0,200}", second in link()) {
        let _ = compared(&first, &second);
        let _ = compared(&second, &first);
    }
}
