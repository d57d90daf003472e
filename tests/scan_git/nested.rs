//! Repositories with others in them or beside them.

use super::support::{removed_and_kept, scan, scan_file, stands};
use crate::git::Repo;
use sas_lens::report::Reason;

#[test]
fn a_submodule_is_a_repository_of_its_own() {
    let (library, first, _) = removed_and_kept();
    let mut repo = Repo::new();
    let from = library.folder();
    let from = from.to_str().unwrap();
    repo.git(&["submodule", "--quiet", "add", from, "libraries/one"]);
    repo.commit("with a library");
    let seen = scan(&repo);
    let place = seen.all_was_read().place("removed");
    stands(place, &first, "config/app.env", Some(false));
    let begins = "repo/.git/modules/libraries/one/objects/";
    assert!(place.file.starts_with(begins), "{}", place.file);
    let seen = scan_file(&repo.folder().join("libraries/one/.git"));
    let [told] = &seen.not_read[..] else {
        panic!("{:?}", seen.not_read);
    };
    assert_eq!(told.reason, Reason::Elsewhere);
    assert!(told.text.contains("modules/libraries/one"), "{told:?}");
}

#[test]
fn a_submodule_of_a_submodule_is_read_once() {
    let (inner, first, _) = removed_and_kept();
    let mut library = Repo::new();
    let from = inner.folder();
    library.git(&[
        "submodule",
        "--quiet",
        "add",
        from.to_str().unwrap(),
        "inner",
    ]);
    library.commit("with a library");
    let mut repo = Repo::new();
    let from = library.folder();
    repo.git(&[
        "submodule",
        "--quiet",
        "add",
        from.to_str().unwrap(),
        "outer",
    ]);
    repo.git(&["submodule", "--quiet", "update", "--init", "--recursive"]);
    repo.commit("with a library");
    let seen = scan(&repo);
    let place = seen.all_was_read().place("removed");
    stands(place, &first, "config/app.env", Some(false));
    let begins = "repo/.git/modules/outer/modules/inner/objects/";
    assert!(place.file.starts_with(begins), "{}", place.file);
}

#[test]
fn a_worktree_has_a_checked_out_commit_of_its_own() {
    let (repo, ..) = removed_and_kept();
    repo.git(&["worktree", "add", "--quiet", "--detach", "other", "HEAD^"]);
    let seen = scan(&repo);
    seen.all_was_read().place("removed");
}
