//! What each request needs: cases chosen by hand from Azure's documents.

use super::support::{DELEGATED, account, assert_answers, assert_reason, read, scoped};

#[test]
fn create_is_not_enough_to_overwrite() {
    let expected = [
        ("blob/put-blob-new", "allowed"),
        ("blob/put-blob-overwrite", "denied by sp"),
        ("blob/copy-blob-new", "allowed"),
        ("blob/copy-blob-overwrite", "denied by sp"),
        ("blob/snapshot-blob", "allowed"),
        ("blob/set-blob-metadata", "denied by sp"),
        ("dfs/create-path-new", "allowed"),
        ("dfs/create-path-overwrite", "denied by sp"),
    ];
    assert_answers(&scoped("blob", "sv=2022-11-02&sr=c&sp=c"), &expected);
    assert_answers(&account("sv=2022-11-02&ss=b&srt=o&sp=c"), &expected);
    assert_answers(
        &scoped("file", "sv=2022-11-02&sr=s&sp=c"),
        &[
            ("file/create-file-new", "allowed"),
            ("file/create-file-overwrite", "denied by sp"),
            ("file/copy-file-overwrite", "denied by sp"),
        ],
    );
    assert_reason(
        &scoped("blob", "sv=2022-11-02&sr=c&sp=rcl"),
        "blob/put-blob-overwrite",
        "It needs w (write); the link has only r, c and l.",
    );
}

#[test]
fn an_account_link_needs_the_service_the_type_and_the_letter() {
    assert_answers(
        &account("sv=2022-11-02&ss=bq&srt=o&sp=rl"),
        &[
            ("blob/get-blob", "allowed"),
            ("blob/list-blobs", "denied by srt"),
            ("blob/list-containers", "denied by srt"),
            ("blob/delete-blob", "denied by sp"),
            ("blob/delete-container", "denied by srt sp"),
            ("dfs/read", "allowed"),
            ("queue/peek-messages", "allowed"),
            ("queue/get-messages", "denied by sp"),
            ("file/get-file", "denied by ss"),
            ("table/create-table", "denied by ss srt sp"),
        ],
    );
    assert_reason(
        &account("sv=2022-11-02&ss=b&srt=o&sp=rl"),
        "blob/list-blobs",
        "It needs the resource type c (containers); the link has only o.",
    );
    assert_reason(
        &account("sv=2022-11-02&ss=bq&srt=o&sp=rl"),
        "file/get-file",
        "It goes to Azure Files; the link is only for Blob Storage and Queue Storage.",
    );
}

#[test]
fn a_link_for_one_thing_reaches_nothing_around_it() {
    assert_answers(
        &scoped("blob", "sv=2022-11-02&sr=b&sp=rl"),
        &[
            ("blob/get-blob", "allowed"),
            ("blob/list-blobs", "denied by sr"),
            ("blob/find-blobs-by-tags-container", "denied by sr sp"),
            ("blob/list-containers", "denied by family"),
            ("blob/create-container", "denied by family"),
            ("dfs/list-paths", "denied by sr"),
            ("dfs/delete-recursive", "denied by sr sp"),
            ("queue/peek-messages", "not told"),
        ],
    );
    assert_reason(
        &scoped("blob", "sv=2022-11-02&sr=b&sp=rl"),
        "blob/list-blobs",
        "It is outside of what the link opens: one file (blob).",
    );
    assert_answers(
        &scoped("blob", "sv=2022-11-02&sr=d&sdd=1&sp=rwdlt"),
        &[
            ("dfs/list-paths", "allowed"),
            // Listing by the blob host is documented for containers only.
            ("blob/list-blobs", "unknown by sr"),
            ("blob/get-blob", "allowed"),
            ("blob/get-blob-tags", "denied by sr"),
            ("dfs/delete-recursive", "allowed"),
        ],
    );
    assert_answers(
        &scoped("file", "sv=2022-11-02&sr=f&sp=rwd"),
        &[
            ("file/get-file", "allowed"),
            ("file/list-directories-and-files", "denied by sr sp"),
            ("file/delete-directory", "denied by sr"),
        ],
    );
}

#[test]
fn snapshots_and_versions_are_another_thing_than_their_blob() {
    let snapshot = "snapshot=2024-05-06T07:08:09.1234567Z&sv=2022-11-02&sr=bs&sp=rwdxy";
    assert_answers(
        &scoped("blob", snapshot),
        &[
            ("blob/get-blob", "allowed"),
            ("blob/delete-blob", "allowed"),
            // Versions are outside of a snapshot.
            ("blob/delete-blob-version", "denied by sr"),
            ("blob/delete-blob-permanently", "allowed"),
            ("blob/put-blob-overwrite", "unknown by sr"),
            ("blob/lease-blob-break", "unknown by sr"),
        ],
    );
    let version = "versionid=2024-05-06T07:08:09.1234567Z&sv=2022-11-02&sr=bv&sp=rdx";
    assert_answers(
        &scoped("blob", version),
        &[
            ("blob/get-blob", "allowed"),
            ("blob/delete-blob", "unknown by sr"),
            ("blob/delete-blob-version", "allowed"),
        ],
    );
    assert_answers(
        &scoped("blob", "sv=2022-11-02&sr=b&sp=x"),
        &[("blob/delete-blob-version", "allowed")],
    );
}

#[test]
fn no_sentence_says_that_a_snapshot_link_deletes_versions() {
    let token = read(&scoped(
        "blob",
        "snapshot=2024-05-06T07:08:09.1234567Z&sv=2022-11-02&sr=bs&sp=rx",
    ));
    let ids: Vec<&str> = token
        .access
        .outcomes
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(ids, ["read-data"]);
    let letter = token
        .params
        .iter()
        .flat_map(|param| &param.letters)
        .find(|one| one.letter == "x");
    assert_eq!(
        letter.unwrap().meaning.text,
        "It has no effect on what the link points at."
    );
}

#[test]
fn a_user_delegation_link_cannot_ask_for_the_account() {
    let service = scoped("blob", "sv=2025-07-05&sr=c&sp=a");
    let delegated = format!("{service}&sks=b{DELEGATED}");
    assert_answers(&service, &[("blob/get-account-information", "allowed")]);
    assert_answers(
        &delegated,
        &[("blob/get-account-information", "denied by family")],
    );
    assert_answers(
        &account("sv=2022-11-02&ss=b&srt=s&sp=u"),
        &[("blob/get-account-information", "allowed")],
    );
    // What its signer may do is a limit of the whole link, not of one request.
    let token = read(&delegated);
    assert!(
        token
            .access
            .limits
            .iter()
            .any(|limit| limit.id == "limit/role")
    );
}

#[test]
fn queue_and_table_links_need_each_letter() {
    assert_answers(
        &scoped("queue", "sv=2022-11-02&sp=rp"),
        &[
            ("queue/peek-messages", "allowed"),
            ("queue/get-messages", "allowed"),
            ("queue/delete-message", "allowed"),
            ("queue/get-queue-metadata", "allowed"),
            ("queue/put-message", "denied by sp"),
            // Only an account SAS clears a queue, whatever the letters.
            ("queue/clear-messages", "denied by family"),
            ("blob/get-blob", "not told"),
        ],
    );
    assert_answers(
        &scoped("table", "sv=2022-11-02&tn=orders&sp=a"),
        &[
            ("table/insert-entity", "allowed"),
            ("table/insert-or-merge-entity", "denied by sp"),
            ("table/batch", "allowed"),
            ("table/query-tables", "denied by family"),
        ],
    );
    assert_answers(
        &scoped("table", "sv=2022-11-02&tn=orders&sp=au"),
        &[("table/insert-or-replace-entity", "allowed")],
    );
    assert_answers(
        &scoped("table", "sv=2022-11-02&tn=orders&sp=r&spk=b&epk=a"),
        &[("table/query-entities", "denied by spk epk")],
    );
    assert_answers(
        &scoped(
            "table",
            &format!("sv=2025-07-05&tn=orders&sp=r&sks=t{DELEGATED}"),
        ),
        &[("table/query-entities", "unknown by family")],
    );
}

#[test]
fn what_a_stored_policy_allows_is_not_known() {
    let link = scoped("blob", "sv=2022-11-02&sr=b&si=readers");
    assert_answers(
        &link,
        &[
            ("blob/get-blob", "unknown by si"),
            ("blob/delete-blob", "unknown by si"),
            // Whatever it says, it does not reach further than the link.
            ("blob/list-blobs", "denied by sr"),
            ("blob/delete-container", "denied by family"),
            ("blob/set-container-acl", "denied by family"),
        ],
    );
    assert_reason(
        &link,
        "blob/get-blob",
        "A rule on the server decides: the stored access policy readers.",
    );
    assert_answers(
        &scoped("blob", "sv=2022-11-02&sr=c&si=readers&sp=r"),
        &[
            ("blob/get-blob", "allowed"),
            ("blob/list-blobs", "denied by sp"),
        ],
    );
    // Only a service SAS can have one.
    assert_answers(
        &account("sv=2022-11-02&ss=b&srt=o&si=readers"),
        &[("blob/get-blob", "unknown by sp")],
    );
}

#[test]
fn rights_on_files_are_settled_for_scoped_links_only() {
    assert_answers(
        &scoped("blob", "sv=2022-11-02&sr=c&sp=mp"),
        &[
            ("dfs/set-access-control", "allowed"),
            ("dfs/set-owner", "denied by sp"),
            ("dfs/rename", "allowed"),
        ],
    );
    // An owner may do it by `e` alone, and the link does not say whether its user is one.
    assert_answers(
        &scoped("blob", "sv=2022-11-02&sr=c&sp=e"),
        &[
            ("dfs/get-access-control", "allowed"),
            ("dfs/set-access-control", "unknown"),
            ("blob/get-blob-properties-system", "allowed"),
            ("blob/get-blob-metadata", "denied by sp"),
        ],
    );
    assert_answers(
        &scoped("blob", "sv=2022-11-02&sr=c&sp=wd"),
        &[("dfs/rename", "unknown")],
    );
    // A move has two ends, and such a link covers one.
    assert_answers(
        &scoped("blob", "sv=2022-11-02&sr=b&sp=m"),
        &[("dfs/rename", "unknown by sr")],
    );
    assert_answers(
        &account("sv=2022-11-02&ss=b&srt=sco&sp=rwdlacup"),
        &[
            ("dfs/set-access-control", "unknown"),
            ("dfs/rename", "unknown"),
        ],
    );
    assert_answers(
        &account("sv=2022-11-02&ss=b&srt=sco&sp=rl"),
        &[
            ("dfs/set-access-control", "unknown"),
            ("dfs/get-access-control", "unknown"),
        ],
    );
}

/// What an outcome of a link says.
fn outcome(link: &str, id: &str) -> String {
    let token = read(link);
    let mut outcomes = token.access.outcomes.iter();
    outcomes
        .find(|one| one.id == id)
        .unwrap()
        .message
        .text
        .clone()
}

#[test]
fn outcomes_say_no_more_than_there_is() {
    let settings = |services: &str| {
        let link = account(&format!("sv=2022-11-02&ss={services}&srt=s&sp=w"));
        outcome(&link, "change-settings")
    };
    assert_eq!(
        settings("f"),
        "Change account-wide settings of Azure Files, such as which websites may use it."
    );
    assert!(settings("b").contains("such as logging"));
    assert_eq!(
        outcome(&scoped("queue", "sv=2022-11-02&sp=r"), "read-properties"),
        "Read the properties of the queue c of the storage account contosoexample."
    );
    assert_eq!(
        outcome(&account("sv=2022-11-02&ss=q&srt=c&sp=r"), "read-properties"),
        "Read the properties of queues in the storage account contosoexample."
    );
}

#[test]
fn a_link_for_one_blob_is_not_said_to_leave_its_versions_alone() {
    let token = read(&scoped("blob", "sv=2022-11-02&sr=b&sp=rx"));
    let sr = token
        .params
        .iter()
        .find(|param| param.key.as_deref() == Some("sr"))
        .unwrap();
    assert!(sr.meaning.text.contains("(d or x) it can delete them"));
    assert_answers(
        &scoped("blob", "sv=2022-11-02&sr=b&sp=rx"),
        &[("blob/delete-blob-version", "allowed")],
    );
}

#[test]
fn what_no_source_settles_is_not_denied() {
    let reason = "No public source says which permission it needs. It changes something, and the \
        link has only r and l, so most likely it cannot.";
    let link = account("sv=2022-11-02&ss=bf&srt=sco&sp=rl");
    for id in ["dfs/rename", "blob/restore-container", "file/lease-file"] {
        assert_answers(&link, &[(id, "unknown")]);
        assert_reason(&link, id, reason);
    }
}

#[test]
fn letters_without_a_meaning_do_not_count_as_any_letter() {
    let id = "blob/get-account-information";
    for (params, expected) in [
        ("sv=2022-11-02&ss=b&srt=s&sp=m", "unknown by sp"),
        ("sv=2022-11-02&ss=b&srt=sco&sp=meo", "unknown by sp"),
        ("sv=2018-11-09&ss=b&srt=o&sp=y", "unknown by sp"),
        ("sv=2019-12-12&ss=b&srt=o&sp=y", "allowed"),
        ("sv=2022-11-02&ss=b&srt=s&sp=mp", "allowed"),
        ("sv=2018-11-09&ss=b&srt=o&sp=yr", "allowed"),
    ] {
        assert_answers(&account(params), &[(id, expected)]);
    }
    assert_reason(
        &account("sv=2022-11-02&ss=b&srt=s&sp=m"),
        id,
        "The link has m. No public source says whether that is enough here.",
    );
    let summary = |params: &str| read(&account(params)).access.summary.id;
    assert_eq!(
        summary("sv=2022-11-02&ss=b&srt=s&sp=m"),
        "access/nothing-perhaps"
    );
    assert_eq!(
        summary("sv=2022-11-02&ss=b&srt=s&sp=a"),
        "access/nothing-account"
    );
    // In a link for one thing they have one.
    assert_answers(
        &scoped("blob", "sv=2022-11-02&sr=c&sp=m"),
        &[(id, "allowed")],
    );
    assert_answers(
        &scoped("blob", "sv=2019-12-12&sr=c&sp=m"),
        &[(id, "unknown by sp")],
    );
}

#[test]
fn a_link_that_does_not_say_what_it_opens_is_not_called_harmless() {
    for params in ["sv=2022-11-02&sr=zz&sp=rwd", "sv=2022-11-02&sp=rwd"] {
        let token = read(&scoped("blob", params));
        assert_eq!(
            token.access.summary.text,
            "What it opens cannot be told. Once mended, it may let the holder read, write and delete.",
            "{params}"
        );
        assert!(token.access.near_misses.is_empty(), "{params}");
        let mut letters = token.params.iter().flat_map(|param| &param.letters);
        let read = letters.find(|one| one.letter == "r").unwrap();
        assert_eq!(
            read.meaning.text,
            "What it does cannot be told, since the link does not say what it opens."
        );
        // Nor is it said to hang on a rule of the server, when it is over.
        let over = read_over(params);
        assert!(!over.contains("rule on the server"), "{over}");
    }
    let token = read(&scoped("blob", "sv=2022-11-02&sr=zz"));
    assert_eq!(
        token.access.summary.text,
        "What it allows cannot be read: it names no permissions."
    );
}

fn read_over(params: &str) -> String {
    let link = scoped("blob", params).replace("2026-06-04", "2020-06-04");
    let token = read(&link);
    format!(
        "{} {}",
        token.verdict.sentence.text, token.access.summary.text
    )
}

#[test]
fn what_the_link_lost_is_not_guessed() {
    assert_answers(
        &scoped("blob", "sv=2022-11-02&sp=r"),
        &[
            ("blob/get-blob", "unknown by sr"),
            ("blob/delete-blob", "denied by sp"),
        ],
    );
    assert_answers(
        &account("sv=2022-11-02&srt=o&sp=r"),
        &[
            ("blob/get-blob", "unknown by ss"),
            ("blob/list-blobs", "denied by srt sp"),
        ],
    );
    assert_answers(
        &scoped("blob", "sv=2022-11-02&sr=c"),
        &[
            ("blob/get-blob", "unknown by sp"),
            ("blob/list-containers", "denied by family"),
        ],
    );
    let unknown = read("?sv=2022-11-02&sr=bfs&sp=r&se=2027-01-01");
    assert!(unknown.access.operations.is_empty());
}
