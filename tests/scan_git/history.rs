//! What stands in the history of a repository is found, with where it stands.

use super::support::{FIRST, Seen, removed_and_kept, scan, stands, token};
use crate::git::Repo;
use std::fs;

#[test]
fn a_token_that_was_removed_is_found_where_it_stood() {
    let (repo, first, _) = removed_and_kept();
    let seen = scan(&repo);
    let place = seen.all_was_read().place("removed");
    stands(place, &first, "config/app.env", Some(false));
    let history = place.history.as_ref().unwrap();
    assert_eq!(history.author_date.as_deref(), Some(FIRST));
    assert_eq!(history.object.len(), 40);
    let object = format!("{}/{}", &history.object[..2], &history.object[2..]);
    assert_eq!(place.file, format!("repo/.git/objects/{object}"));
    assert_eq!(place.line, Some(1));
}

#[test]
fn a_token_that_is_still_there_is_said_to_be() {
    let (repo, _, second) = removed_and_kept();
    let seen = scan(&repo);
    stands(seen.place("kept"), &second, "kept.txt", Some(true));
}

#[test]
fn packed_objects_are_found_through_their_changes() {
    let mut repo = Repo::new();
    let mut lines: Vec<_> = (0..3_000)
        .map(|line| format!("line {line} of many"))
        .collect();
    let mut commits = Vec::new();
    for version in 0..40 {
        // What stays changed makes the chains of changes long.
        lines[version * 70 + 1] = format!("changed in version {version}, and so it stays");
        let mut with_token = lines.clone();
        with_token[version * 70] = token(&format!("version-{version}"));
        repo.write("big.txt", with_token.join("\n"));
        commits.push(repo.commit("change"));
    }
    repo.pack();
    let listed = repo.git(&["verify-pack", "-v", repo.packs()[0].to_str().unwrap()]);
    assert!(listed.contains("chain length = 9"));
    let check = |seen: &Seen| {
        seen.all_was_read();
        for (version, commit) in commits.iter().enumerate() {
            let place = seen.place(&format!("version-{version}"));
            stands(place, commit, "big.txt", Some(version == 39));
            assert!(place.file.contains("/pack-"), "{}", place.file);
            assert_eq!(place.line, Some(version as u64 * 70 + 1));
        }
    };
    check(&scan(&repo));
    fs::remove_file(repo.packs()[0].with_extension("idx")).unwrap();
    check(&scan(&repo));
    repo.git(&[
        "index-pack",
        "--index-version=1",
        repo.packs()[0].to_str().unwrap(),
    ]);
    check(&scan(&repo));
}

#[test]
fn bases_may_be_named_by_their_ids() {
    let mut repo = Repo::new();
    let text = "a line that stays\n".repeat(500);
    for version in 0..10 {
        repo.write(
            "big.txt",
            format!("{text}{}\n", token(&format!("version-{version}"))),
        );
        repo.commit("change");
    }
    repo.git(&["-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq"]);
    for _ in 0..2 {
        let seen = scan(&repo);
        seen.all_was_read();
        for version in 0..10 {
            seen.place(&format!("version-{version}"));
        }
        let _ = fs::remove_file(repo.packs()[0].with_extension("idx"));
    }
}

#[test]
fn stashed_amended_and_dangling_commits_are_of_the_history() {
    let mut repo = Repo::new();
    repo.write("a.txt", "nothing");
    repo.commit("first");
    repo.write("a.txt", token("stashed"));
    repo.git(&["stash", "--quiet"]);
    let stash = repo.git(&["rev-parse", "stash"]);
    repo.write("b.txt", token("amended"));
    let amended = repo.commit("amended");
    repo.remove("b.txt");
    repo.git(&["add", "--all"]);
    repo.commit_with(&["--amend", "--message", "clean"]);
    repo.write("c.txt", token("dangling"));
    let dangling = repo.commit("dangling");
    repo.git(&["reset", "--hard", "--quiet", "HEAD^"]);
    repo.git(&[
        "reflog",
        "expire",
        "--expire=now",
        "--all",
        "--",
        "HEAD",
        "main",
    ]);
    let seen = scan(&repo);
    seen.all_was_read();
    stands(seen.place("stashed"), &stash, "a.txt", Some(false));
    stands(seen.place("amended"), &amended, "b.txt", Some(false));
    stands(seen.place("dangling"), &dangling, "c.txt", Some(false));
}

#[test]
fn what_branches_reach_is_named_before_what_logs_remember() {
    let mut repo = Repo::new();
    repo.write("a.txt", "nothing");
    repo.commit("first");
    repo.write("b.txt", token("both"));
    repo.commit("to be amended");
    let amended = repo.commit_with(&["--amend", "--message", "amended"]);
    let seen = scan(&repo);
    stands(seen.place("both"), &amended, "b.txt", Some(true));
}

#[test]
fn a_blob_that_nothing_names_is_found() {
    let repo = Repo::new();
    let id = repo.git_with(&["hash-object", "-w", "--stdin"], token("loose").as_bytes());
    let seen = scan(&repo);
    let place = seen.place("loose");
    let history = place.history.as_ref().unwrap();
    assert_eq!(history.object, id);
    assert_eq!(
        (&history.commit, &history.path, history.in_head),
        (&None, &None, None)
    );
    assert_eq!(place.inner, [format!("blob {}…", &id[..12])]);
}

#[test]
fn messages_of_commits_and_tags_are_searched() {
    let mut repo = Repo::new();
    let commit = repo.commit(&format!("see {}", token("message")));
    repo.git(&["tag", "--annotate", "v1", "--message", &token("tagged")]);
    let tag = repo.git(&["rev-parse", "v1^{tag}"]);
    repo.git(&["pack-refs", "--all"]);
    repo.pack();
    let seen = scan(&repo);
    let places = seen.all_was_read().places("message");
    let place = places.iter().find(|place| place.history.is_some()).unwrap();
    assert_eq!(place.inner, [format!("commit {}…", &commit[..12])]);
    let history = place.history.as_ref().unwrap();
    assert_eq!(history.commit.as_ref(), Some(&commit));
    assert_eq!(history.author_date.as_deref(), Some(FIRST));
    let places = seen.places("tagged");
    let place = places.iter().find(|place| place.history.is_some()).unwrap();
    assert_eq!(place.inner, [format!("tag {}…", &tag[..12])]);
}

#[test]
fn names_of_files_are_searched() {
    let mut repo = Repo::new();
    let query = token("name").split_once('?').unwrap().1.to_owned();
    repo.write(&format!("downloads/a.txt?{query}"), "nothing");
    let commit = repo.commit("first");
    repo.remove(&format!("downloads/a.txt?{query}"));
    repo.commit("second");
    let seen = scan(&repo);
    let place = seen
        .tokens
        .iter()
        .map(|(_, place)| place)
        .find(|place| place.history.is_some());
    let history = place.unwrap().history.as_ref().unwrap();
    assert_eq!(history.commit.as_ref(), Some(&commit));
    assert_eq!(history.in_head, Some(false));
    let path = history.path.as_ref().unwrap();
    assert!(
        path.starts_with("downloads/a.txt?") && !path.contains("bm90LWEt"),
        "{path}"
    );
}

#[test]
fn a_bare_repository_with_packed_branches_is_read() {
    let (repo, first, second) = removed_and_kept();
    let bare = Repo::with(&["--bare"]);
    let from = repo.folder();
    bare.git(&["fetch", "--quiet", from.to_str().unwrap(), "main:main"]);
    bare.git(&["pack-refs", "--all"]);
    bare.pack();
    let seen = scan(&bare);
    seen.all_was_read();
    stands(seen.place("removed"), &first, "config/app.env", Some(false));
    stands(seen.place("kept"), &second, "kept.txt", Some(true));
}

#[test]
fn ordinary_files_are_read_as_such() {
    let repo = Repo::new();
    repo.git(&["config", "remote.x.url", &token("config")]);
    repo.write(".git/hooks/pre-push", token("hook"));
    repo.write(".git/lfs/objects/ab/cd/abcd", token("lfs"));
    let seen = scan(&repo);
    let place = seen.all_was_read().place("config");
    assert_eq!(place.file, "repo/.git/config");
    assert!(place.inner.is_empty() && place.history.is_none());
    assert_eq!(seen.place("hook").file, "repo/.git/hooks/pre-push");
    assert_eq!(seen.place("lfs").file, "repo/.git/lfs/objects/ab/cd/abcd");
}

#[test]
fn one_blob_at_two_paths_is_found_once_at_the_first() {
    let mut repo = Repo::new();
    repo.write("old/name.txt", token("moved"));
    let first = repo.commit("first");
    repo.git(&["mv", "old", "new"]);
    repo.write("new/again.txt", token("moved"));
    repo.commit("second");
    let seen = scan(&repo);
    stands(seen.place("moved"), &first, "old/name.txt", Some(true));
}

#[test]
fn a_merge_belongs_to_the_commit_that_brought_the_file() {
    let mut repo = Repo::new();
    repo.write("a.txt", "a");
    repo.commit("first");
    repo.git(&["switch", "--quiet", "--create", "side"]);
    repo.write("side.txt", token("side"));
    let side = repo.commit("side");
    repo.git(&["switch", "--quiet", "main"]);
    repo.write("main.txt", "main");
    repo.commit("main");
    repo.git(&["merge", "--quiet", "--no-edit", "side"]);
    let seen = scan(&repo);
    stands(seen.place("side"), &side, "side.txt", Some(true));
}

#[test]
fn a_repository_with_longer_ids_is_read() {
    let mut repo = Repo::with(&["--object-format=sha256"]);
    repo.write("a.txt", token("long"));
    let first = repo.commit("first");
    repo.remove("a.txt");
    repo.commit("second");
    assert_eq!(first.len(), 64);
    stands(scan(&repo).place("long"), &first, "a.txt", Some(false));
    repo.pack();
    stands(scan(&repo).place("long"), &first, "a.txt", Some(false));
    fs::remove_file(repo.packs()[0].with_extension("idx")).unwrap();
    stands(scan(&repo).place("long"), &first, "a.txt", Some(false));
}

#[test]
fn two_thousand_commits_are_read_in_one_walk() {
    let repo = Repo::new();
    let mut stream = String::new();
    for number in 0..2_000 {
        let text = match number {
            700 => token("seven-hundred"),
            _ => format!("version {number}"),
        };
        let commit = format!(
            "commit refs/heads/main\ncommitter Test <t@t> {} +0200\ndata 1\nx\n\
             M 644 inline folder{}/deep/file{}.txt\ndata {}\n{text}\n",
            1_700_000_000 + number,
            number % 10,
            number % 100,
            text.len(),
        );
        stream.push_str(&commit);
    }
    repo.git_with(&["fast-import", "--quiet"], stream.as_bytes());
    let commit = repo.git(&["rev-parse", "main~1299"]);
    let seen = scan(&repo);
    let place = seen.all_was_read().place("seven-hundred");
    stands(place, &commit, "folder0/deep/file0.txt", Some(false));
    assert!(seen.looked.not_read == 0);
}
