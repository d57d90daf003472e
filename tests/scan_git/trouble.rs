//! Repositories that are damaged, cut, too large or elsewhere: told, and read as far as they go.

use super::support::{Folder, now, removed_and_kept, scan, scan_with, stands, token};
use crate::git::Repo;
use sas_lens::report::{NotRead, Reason};
use sas_lens::scan::{Go, Hit, Progress, RepositoryFiles, ScanOptions, Sink, scan_repository};
use std::fs;

#[test]
fn of_a_damaged_pack_all_that_is_whole_is_read() {
    let mut repo = Repo::new();
    for number in 0..20_u8 {
        let noise: Vec<_> = (0..400_u32)
            .map(|at| format!("{:x}", at * 7_919 * u32::from(number + 3)))
            .collect();
        let noise = noise.concat();
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
    // What lacks only of the checksum behind the last object is whole.
    for length in [packed.len() - 26, packed.len() / 2, 20, 12, 11, 4, 0] {
        fs::write(&path, &packed[..length]).unwrap();
        let seen = scan(&repo);
        assert!(!seen.not_read.is_empty(), "{length}");
    }
}

#[test]
fn a_damaged_loose_object_is_told_and_read_as_far_as_it_goes() {
    let mut repo = Repo::new();
    let noise: Vec<_> = (0..20_000_u32)
        .map(|at| format!("{:x}", at * 7_919))
        .collect();
    let noise = noise.concat();
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
fn what_was_looked_at_is_counted() {
    let (repo, ..) = removed_and_kept();
    repo.pack();
    let files = Folder(repo.git_folder()).paths();
    let bytes = files
        .iter()
        .map(|path| repo.git_folder().join(path).metadata().unwrap().len());
    let looked = scan(&repo).looked;
    assert_eq!(looked.files, files.len() as u64);
    assert_eq!(looked.bytes, bytes.sum::<u64>());
    // Two commits, three blobs, and every file but the pack and its index.
    assert_eq!(looked.entries, 5 + looked.files - 2);
}

#[test]
fn a_scan_that_takes_too_long_is_left_and_told() {
    struct Impatient(Vec<NotRead>, Go, u64);
    impl Sink for Impatient {
        fn hit(&mut self, _: Hit) {}
        fn not_read(&mut self, not_read: NotRead) {
            self.0.push(not_read);
        }
        fn progress(&mut self, _: Progress) -> Go {
            self.2 += 1;
            if self.2 > 5 { self.1 } else { Go::On }
        }
    }
    let (repo, ..) = removed_and_kept();
    let options = ScanOptions::new(sas_lens::Options::at(now()));
    for (go, told) in [(Go::SkipFile, 1), (Go::Stop, 0)] {
        let mut sink = Impatient(Vec::new(), go, 0);
        scan_repository(&mut Folder(repo.git_folder()), "r", &options, &mut sink);
        assert_eq!(sink.0.len(), told, "{:?}", sink.0);
        assert!(sink.0.iter().all(|told| told.reason == Reason::TookTooLong));
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
