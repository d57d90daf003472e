//! The two ends: links that can do nothing, and links that can do all that a link can.

use super::support::{HARMLESS, account, answer, answered, operation, read, scoped};
use sas_lens::report::{Answer, Goal};
use std::collections::BTreeSet;

#[test]
fn the_links_that_do_nothing_do_nothing() {
    for link in [
        account("sv=2022-11-02&ss=b&srt=s&sp=acup"),
        account("sv=2022-11-02&ss=t&srt=sco&sp=p"),
        account("sv=2022-11-02&ss=q&srt=s&sp=d"),
        scoped("blob", "sv=2022-11-02&sr=b&sp=l"),
    ] {
        let token = read(&link);
        let allowed = answered(&token, Answer::Allowed);
        for operation in allowed {
            assert!(
                HARMLESS.contains(&operation.id.as_str()),
                "{} with {link}",
                operation.id
            );
        }
        // The one thing that any letter is good for is a request to Blob Storage.
        let learns = answer(&token, "blob/get-account-information") == "allowed";
        let says = token.access.summary.text.contains("account's type");
        assert!(learns || !says, "{link}: {}", token.access.summary.text);
    }
}

#[test]
fn no_link_can_do_what_no_link_can_do() {
    let everything = read(&account(
        "sv=2026-06-06&ss=bfqt&srt=sco&sp=rwdxylacuptfimeo",
    ));
    for id in [
        "blob/get-user-delegation-key",
        "blob/get-container-acl",
        "blob/set-container-acl",
        "queue/set-queue-acl",
        "table/set-table-acl",
        "file/set-share-acl",
        "file/mount-smb",
        "account/list-keys",
        "account/delete-account",
        "account/set-firewall",
    ] {
        assert_eq!(answer(&everything, id), "denied by family", "{id}");
    }
    let count = |answer| answered(&everything, answer).count();
    // A delegation key, eight access lists, two ways to mount, and what manages the account.
    assert_eq!(count(Answer::Denied), 1 + 8 + 2 + 8);
    assert!(count(Answer::Allowed) > count(Answer::Unknown));
}

#[test]
fn every_goal_is_reached_by_a_link_for_everything() {
    let token = read(&account("sv=2022-11-02&ss=bfqt&srt=sco&sp=rwdxylacuptfi"));
    let allowed = answered(&token, Answer::Allowed);
    let goals: BTreeSet<Goal> = allowed.map(|one| one.goal).collect();
    assert_eq!(goals.len(), 6);
    let goal = |id: &str| operation(&token, id).goal;
    assert_eq!(goal("blob/delete-blob-version"), Goal::HideTraces);
    assert_eq!(goal("blob/set-blob-service-properties"), Goal::HideTraces);
    assert_eq!(goal("blob/set-blob-legal-hold"), Goal::HideTraces);
    assert_eq!(goal("blob/lease-blob-break"), Goal::ExtendAccess);
    assert_eq!(goal("dfs/set-owner"), Goal::ExtendAccess);
    assert_eq!(goal("blob/put-blob-overwrite"), Goal::PlantFiles);
    assert_eq!(goal("queue/clear-messages"), Goal::Destroy);
    // Data in the archive tier cannot be read.
    assert_eq!(goal("blob/set-blob-tier"), Goal::Destroy);
}
