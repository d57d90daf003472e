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
fn create_and_add_are_not_settled_for_blobs_of_the_oldest_versions() {
    for letter in ["a", "c"] {
        let id = match letter {
            "a" => "blob/append-block",
            _ => "blob/put-blob-new",
        };
        for (version, expected) in [("2014-02-14", "unknown by sv"), ("2015-04-05", "allowed")] {
            let link = scoped("blob", &format!("sv={version}&sr=c&sp={letter}"));
            assert_answers(&link, &[(id, expected)]);
            let token = read(&link);
            let is_sure = expected == "allowed";
            assert!(
                token
                    .access
                    .outcomes
                    .iter()
                    .all(|one| one.certain == is_sure)
            );
        }
    }
    // Writing is as old as can be.
    assert_answers(
        &scoped("blob", "sv=2014-02-14&sr=c&sp=w"),
        &[("blob/put-blob-new", "allowed")],
    );
}

#[test]
fn what_is_newer_than_the_version_is_not_settled() {
    let moment = "2024-05-06T07:08:09.1234567Z";
    for (before, from, params) in [
        ("2019-12-12", "2020-02-10", "sr=d&sdd=1&sp=rl".to_owned()),
        (
            "2017-04-17",
            "2018-11-09",
            format!("sr=bs&sp=r&snapshot={moment}"),
        ),
        (
            "2017-04-17",
            "2018-11-09",
            format!("sr=bv&sp=r&versionid={moment}"),
        ),
    ] {
        for (version, expected) in [(before, "unknown by sv sr"), (from, "allowed")] {
            let link = scoped("blob", &format!("sv={version}&{params}"));
            assert_answers(
                &link,
                &[
                    ("blob/get-blob", expected),
                    ("blob/get-account-information", expected),
                    ("blob/delete-blob", "denied by sp"),
                ],
            );
            let token = read(&link);
            let is_sure = expected == "allowed";
            assert!(
                token
                    .access
                    .outcomes
                    .iter()
                    .all(|one| one.certain == is_sure)
            );
            assert!(!token.access.outcomes.is_empty());
            // The depth of a directory is signed in no version, so no version is to blame.
            let mut findings = token.findings.iter();
            assert!(!findings.any(|one| one.rule == "parameter-newer-than-version"));
        }
    }
    assert_reason(
        &scoped("blob", "sv=2019-12-12&sr=d&sdd=1&sp=r"),
        "blob/get-blob",
        "Links for a directory came with version 2020-02-10, but this one follows version \
         2019-12-12. What Azure does then is not documented.",
    );
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
