//! Packs, bundles and objects that lie without their repository.

use super::support::{removed_and_kept, scan_file, stands, token};
use crate::git::Repo;

#[test]
fn a_pack_without_its_repository_is_read() {
    let (repo, first, second) = removed_and_kept();
    repo.pack();
    let path = repo.packs()[0].clone();
    let seen = scan_file(&path);
    let place = seen.all_was_read().place("removed");
    stands(place, &first, "config/app.env", None);
    assert_eq!(place.file, path.file_name().unwrap().to_str().unwrap());
    stands(seen.place("kept"), &second, "kept.txt", None);
}

#[test]
fn a_bundle_is_read_with_its_history() {
    let (repo, first, second) = removed_and_kept();
    for version in ["2", "3"] {
        let version = format!("--version={version}");
        repo.git(&[
            "bundle",
            "create",
            "--quiet",
            &version,
            ".git/x.bundle",
            "--all",
            "HEAD",
        ]);
        let seen = scan_file(&repo.git_folder().join("x.bundle"));
        let place = seen.all_was_read().place("removed");
        stands(place, &first, "config/app.env", Some(false));
        stands(seen.place("kept"), &second, "kept.txt", Some(true));
    }
    // One that builds on commits which others are to have already.
    repo.git(&[
        "bundle",
        "create",
        "--quiet",
        ".git/x.bundle",
        "HEAD^..main",
    ]);
    let seen = scan_file(&repo.git_folder().join("x.bundle"));
    stands(seen.place("kept"), &second, "kept.txt", None);
}

#[test]
fn an_object_without_its_repository_is_read() {
    let repo = Repo::new();
    let id = repo.git_with(&["hash-object", "-w", "--stdin"], token("loose").as_bytes());
    let path = format!("objects/{}/{}", &id[..2], &id[2..]);
    let seen = scan_file(&repo.git_folder().join(path));
    let history = seen.all_was_read().place("loose").history.clone().unwrap();
    assert_eq!(history.object, id);
}
