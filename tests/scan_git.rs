//! Repositories: what stands in their history is found, with where it stands.

use sas_lens::report::{Looked, NotRead, Place, Reason};
use sas_lens::scan::{Collected, ReadSeek, RepositoryFiles, ScanOptions, scan_repository};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use util::git::Repo;

mod util {
    pub(crate) mod git;
}

/// The moment of the first commit of every repository here.
const FIRST: &str = "2023-11-15T00:13:20+02:00";

struct Folder(PathBuf);

impl RepositoryFiles for Folder {
    fn paths(&self) -> Vec<String> {
        fn list(folder: &Path, before: &str, paths: &mut Vec<String>) {
            for entry in fs::read_dir(folder).unwrap() {
                let entry = entry.unwrap();
                let path = format!("{before}{}", entry.file_name().to_str().unwrap());
                if entry.file_type().unwrap().is_dir() {
                    list(&entry.path(), &format!("{path}/"), paths);
                } else {
                    paths.push(path);
                }
            }
        }
        let mut paths = Vec::new();
        list(&self.0, "", &mut paths);
        paths
    }

    fn open(&mut self, path: &str) -> io::Result<Box<dyn ReadSeek + '_>> {
        Ok(Box::new(File::open(self.0.join(path))?))
    }
}

/// What a scan found: the container that each token names, and its place.
struct Seen {
    tokens: Vec<(String, Place)>,
    not_read: Vec<NotRead>,
    looked: Looked,
}

/// A token that is told from others by the container it names.
fn token(container: &str) -> String {
    format!(
        "https://contosoexample.blob.core.windows.net/{container}/a.txt?sv=2024-11-04&sr=c&sp=rl\
         &se=2030-01-01T00:00:00Z&sig=bm90LWEtcmVhbC1zaWduYXR1cmUtb25seS1hLWRlbW8%3D"
    )
}

fn now() -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp(1_780_315_200, 0).unwrap()
}

fn scan(repo: &Repo) -> Seen {
    scan_with(repo, |_| {})
}

fn scan_with(repo: &Repo, change: impl FnOnce(&mut ScanOptions)) -> Seen {
    let mut options = ScanOptions::new(sas_lens::Options::at(now()));
    change(&mut options);
    let mut sink = Collected::default();
    let mut files = Folder(repo.git_folder());
    let looked = scan_repository(&mut files, "repo/.git", &options, &mut sink);
    let tokens = sink.hits.iter().map(|hit| {
        let text = hit.reveal();
        let container = text.split('/').nth(3).unwrap_or_default();
        (container.to_owned(), hit.row.place.clone())
    });
    Seen {
        tokens: tokens.collect(),
        not_read: sink.not_read,
        looked,
    }
}

impl Seen {
    /// The one place of a token.
    #[track_caller]
    fn place(&self, container: &str) -> &Place {
        let places = self.places(container);
        assert_eq!(places.len(), 1, "{places:?}\n{:?}", self.not_read);
        places[0]
    }

    fn places(&self, container: &str) -> Vec<&Place> {
        let own = self.tokens.iter().filter(|(own, _)| own == container);
        own.map(|(_, place)| place).collect()
    }

    #[track_caller]
    fn all_was_read(&self) -> &Self {
        assert!(self.not_read.is_empty(), "{:?}", self.not_read);
        self
    }
}

#[track_caller]
fn stands(place: &Place, commit: &str, path: &str, in_head: Option<bool>) {
    let history = place.history.as_ref().unwrap();
    assert_eq!(history.commit.as_deref(), Some(commit), "{place:?}");
    assert_eq!(history.path.as_deref(), Some(path));
    assert_eq!(history.in_head, in_head);
    assert_eq!(place.inner.first().map(String::as_str), Some(path));
}

/// A repository with a token in its first commit that the second removed, and one that stays.
fn removed_and_kept() -> (Repo, String, String) {
    let mut repo = Repo::new();
    repo.write("config/app.env", format!("URL={}\n", token("removed")));
    let first = repo.commit("first");
    repo.write("config/app.env", "URL=\n");
    repo.write("kept.txt", token("kept"));
    let second = repo.commit("second");
    (repo, first, second)
}

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
    let lines: Vec<_> = (0..3_000)
        .map(|line| format!("line {line} of many"))
        .collect();
    let mut commits = Vec::new();
    for version in 0..40 {
        let mut lines = lines.clone();
        lines[version * 70] = token(&format!("version-{version}"));
        repo.write("big.txt", lines.join("\n"));
        commits.push(repo.commit("change"));
    }
    repo.pack();
    let listed = repo.git(&["verify-pack", "-v", repo.packs()[0].to_str().unwrap()]);
    assert!(listed.contains("chain length = 2"), "{listed}");
    let check = |seen: &Seen| {
        seen.all_was_read();
        for (version, commit) in commits.iter().enumerate() {
            let place = seen.place(&format!("version-{version}"));
            stands(place, commit, "big.txt", Some(version == 39));
            assert!(place.file.ends_with(".pack"), "{}", place.file);
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
    fs::remove_file(repo.packs()[0].with_extension("idx")).unwrap();
    let packed = fs::read(&repo.packs()[0]).unwrap();
    fs::remove_file(&repo.packs()[0]).unwrap();
    // Bases named by their ids instead of their distance.
    repo.git_with(&["unpack-objects", "-q"], &packed);
    let all = repo.git(&["rev-list", "--all", "--objects", "--no-object-names"]);
    repo.git_with(
        &[
            "pack-objects",
            "-q",
            "--no-delta-base-offset",
            "--window=50",
            "objects/pack/x",
        ],
        all.as_bytes(),
    );
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
    let pointer = fs::read(repo.folder().join("libraries/one/.git")).unwrap();
    let told = sas_lens::scan::repository_elsewhere(&pointer).unwrap();
    assert!(told.contains("modules/libraries/one"), "{told}");
}

#[test]
fn a_worktree_has_a_checked_out_commit_of_its_own() {
    let (repo, ..) = removed_and_kept();
    repo.git(&["worktree", "add", "--quiet", "--detach", "other", "HEAD^"]);
    let seen = scan(&repo);
    seen.all_was_read().place("removed");
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
fn a_shallow_history_is_told_to_be_cut() {
    let (repo, ..) = removed_and_kept();
    let shallow = Repo::new();
    let from = format!("file://{}", repo.folder().display());
    shallow.git(&["fetch", "--quiet", "--depth=1", &from, "main:other"]);
    let seen = scan(&shallow);
    assert!(seen.places("removed").is_empty());
    seen.place("kept");
    assert_eq!(seen.not_read.len(), 1, "{:?}", seen.not_read);
    assert!(seen.not_read[0].text.contains("shallow clone"));
}

#[test]
fn borrowed_objects_are_told() {
    let (repo, ..) = removed_and_kept();
    let borrower = Repo::new();
    let from = repo.folder();
    borrower.write(
        ".git/objects/info/alternates",
        format!("{}/.git/objects\n", from.display()),
    );
    let seen = scan(&borrower);
    assert_eq!(seen.not_read.len(), 1);
    assert!(
        seen.not_read[0]
            .text
            .starts_with("It borrows objects from another repository, ")
    );
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
        stream += &format!(
            "commit refs/heads/main\ncommitter Test <t@t> {} +0200\ndata 1\nx\n\
             M 644 inline folder{}/deep/file{}.txt\ndata {}\n{text}\n",
            1_700_000_000 + number,
            number % 10,
            number % 100,
            text.len(),
        );
    }
    repo.git_with(&["fast-import", "--quiet"], stream.as_bytes());
    let commit = repo.git(&["rev-parse", "main~1299"]);
    let seen = scan(&repo);
    let place = seen.all_was_read().place("seven-hundred");
    stands(place, &commit, "folder0/deep/file0.txt", Some(false));
    assert!(seen.looked.not_read == 0);
}

#[test]
fn of_a_damaged_pack_all_that_is_whole_is_read() {
    let mut repo = Repo::new();
    for number in 0..20_u8 {
        let noise: String = (0..400_u32)
            .map(|at| format!("{:x}", at * 7_919 * u32::from(number + 3)))
            .collect();
        repo.write(
            &format!("file{number}.txt"),
            format!("{noise}\n{}", token(&format!("token-{number}"))),
        );
    }
    repo.commit("first");
    repo.pack();
    let id = repo.git(&["rev-parse", "HEAD:file7.txt"]);
    let path = repo.packs()[0].clone();
    let listed = repo.git(&["verify-pack", "-v", path.to_str().unwrap()]);
    let line = listed.lines().find(|line| line.starts_with(&id)).unwrap();
    let offset: usize = line.split_whitespace().nth(4).unwrap().parse().unwrap();
    let mut packed = fs::read(&path).unwrap();
    for byte in &mut packed[offset + 40..offset + 60] {
        *byte ^= 0x5a;
    }
    fs::remove_file(&path).unwrap();
    fs::write(&path, &packed).unwrap();
    let seen = scan(&repo);
    for number in (0..20).filter(|number| *number != 7) {
        seen.place(&format!("token-{number}"));
    }
    let told = &seen.not_read[0];
    assert!(told.path.contains(".pack"), "{told:?}");
    assert_eq!(told.reason, Reason::Damaged, "{told:?}");

    // Without its index, what comes before is read, and the rest is told.
    fs::remove_file(path.with_extension("idx")).unwrap();
    let seen = scan(&repo);
    assert!(
        seen.not_read
            .iter()
            .any(|told| told.text.contains("bytes were not read")),
        "{:?}",
        seen.not_read
    );

    // And the rest of a pack that ends early.
    let (repo, ..) = removed_and_kept();
    repo.pack();
    let path = repo.packs()[0].clone();
    let packed = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    for length in [
        packed.len() - 1,
        packed.len() - 21,
        packed.len() / 2,
        20,
        12,
        11,
        4,
        0,
    ] {
        fs::write(&path, &packed[..length]).unwrap();
        let seen = scan(&repo);
        assert!(!seen.not_read.is_empty(), "{length}");
    }
}

#[test]
fn a_damaged_loose_object_is_told_and_read_as_far_as_it_goes() {
    let mut repo = Repo::new();
    let noise: String = (0..20_000_u32)
        .map(|at| format!("{:x}", at * 7_919))
        .collect();
    repo.write("a.txt", format!("{}\n{noise}", token("begins")));
    repo.commit("first");
    let id = repo.git(&["rev-parse", "HEAD:a.txt"]);
    let path = repo
        .git_folder()
        .join(format!("objects/{}/{}", &id[..2], &id[2..]));
    let packed = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    fs::write(&path, &packed[..packed.len() / 2]).unwrap();
    let seen = scan(&repo);
    seen.place("begins");
    assert_eq!(seen.not_read.len(), 1, "{:?}", seen.not_read);
    assert_eq!(seen.not_read[0].reason, Reason::Truncated);
    fs::write(&path, b"nonsense").unwrap();
    assert_eq!(scan(&repo).not_read.len(), 2);
}

#[test]
fn an_object_that_is_too_large_to_hold_is_read_from_front_to_back() {
    let mut repo = Repo::new();
    let noise = "a line of a large file\n".repeat(100_000);
    repo.write("large.txt", format!("{noise}{}", token("large")));
    let commit = repo.commit("first");
    for _ in 0..2 {
        let seen = scan_with(&repo, |options| options.limits.held_bytes = 1 << 20);
        let place = seen.all_was_read().place("large");
        stands(place, &commit, "large.txt", Some(true));
        assert_eq!(place.line, Some(100_001));
        repo.pack();
    }
}

#[test]
fn a_history_that_cannot_be_held_is_told() {
    let (repo, ..) = removed_and_kept();
    let seen = scan_with(&repo, |options| options.limits.held_bytes = 64);
    assert!(
        seen.not_read
            .iter()
            .any(|told| told.reason == Reason::TooLargeToHold)
    );
}
