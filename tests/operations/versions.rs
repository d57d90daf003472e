//! What changes with the version that a link follows.

use super::support::{account, assert_answers, assert_reason, read, scoped};

/// For each change of meaning: the last version before it, the version itself, and what changes.
const CHANGES: [(&str, &str, &str, &[&str]); 2] = [
    ("2017-04-17", "2017-07-29", "d", &["blob/lease-blob-break"]),
    (
        "2026-02-06",
        "2026-04-06",
        "c",
        &[
            "blob/put-block",
            "blob/put-block-from-url",
            "blob/put-block-list-new",
        ],
    ),
];

#[test]
fn letters_change_their_meaning_with_the_version() {
    for (before, from, letter, ids) in CHANGES {
        for id in ids {
            for (version, expected) in [(before, "denied by sv"), (from, "allowed")] {
                assert_answers(
                    &scoped("blob", &format!("sv={version}&sr=c&sp={letter}")),
                    &[(id, expected)],
                );
                assert_answers(
                    &account(&format!("sv={version}&ss=b&srt=o&sp={letter}")),
                    &[(id, expected)],
                );
            }
        }
    }
    assert_answers(
        &account("sv=2017-04-17&ss=b&srt=c&sp=d"),
        &[("blob/lease-container-break", "denied by sv")],
    );
    assert_answers(
        &account("sv=2017-07-29&ss=b&srt=c&sp=d"),
        &[("blob/lease-container-break", "allowed")],
    );
    assert_answers(
        &scoped("blob", "sv=2026-04-06&sr=c&sp=c"),
        &[("blob/put-block-list-overwrite", "unknown")],
    );
    assert_reason(
        &scoped("blob", "sv=2026-02-06&sr=c&sp=c"),
        "blob/put-block",
        "The permission c (create) is enough only from version 2026-04-06 on; the link follows version 2026-02-06.",
    );
    // A version that is none follows the oldest rules, as one that is missing does.
    for version in ["", "sv=latest&"] {
        assert_answers(
            &scoped("blob", &format!("{version}sr=c&sp=d")),
            &[("blob/lease-blob-break", "denied by sv")],
        );
    }
}

#[test]
fn letters_say_what_they_are_newly_good_for() {
    let meaning = |params: &str| {
        let token = read(&scoped("blob", params));
        let mut letters = token.params.iter().flat_map(|param| &param.letters);
        letters.next().unwrap().meaning.text.clone()
    };
    assert_eq!(meaning("sv=2017-04-17&sr=b&sp=d"), "Delete blobs.");
    assert_eq!(
        meaning("sv=2017-07-29&sr=b&sp=d"),
        "Delete blobs. Break locks (leases) on blobs."
    );
    assert!(!meaning("sv=2026-02-06&sr=b&sp=c").contains("blocks"));
    assert!(meaning("sv=2026-04-06&sr=b&sp=c").contains("blocks"));
}

#[test]
fn a_letter_that_is_newer_than_the_version_is_not_settled() {
    for (before, from, letter, id) in [
        ("2019-07-07", "2019-12-12", "t", "blob/get-blob-tags"),
        (
            "2019-07-07",
            "2019-12-12",
            "f",
            "blob/find-blobs-by-tags-container",
        ),
        ("2019-12-12", "2020-02-10", "p", "dfs/set-access-control"),
        ("2020-04-08", "2020-06-12", "i", "blob/set-blob-legal-hold"),
    ] {
        for (version, expected) in [(before, "unknown by sv"), (from, "allowed")] {
            let link = scoped("blob", &format!("sv={version}&sr=c&sp={letter}"));
            assert_answers(&link, &[(id, expected)]);
        }
    }
}

#[test]
fn directories_need_real_folders_before_2026_06_06() {
    let limits = |version: &str| {
        let token = read(&scoped("blob", &format!("sv={version}&sr=d&sdd=1&sp=r")));
        let ids: Vec<String> = token
            .access
            .limits
            .into_iter()
            .map(|limit| limit.id)
            .collect();
        ids.contains(&"limit/folders".to_owned())
    };
    assert!(limits("2020-02-10") && limits("2026-04-06"));
    assert!(!limits("2026-06-06"));
}
