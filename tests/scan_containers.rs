//! Files with files in them: a token is found however deep it lies, limits hold, and what was not
//! read is told.

#![cfg(feature = "scan")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

#[path = "util/archives.rs"]
mod archives;
mod util;

use archives::{ZipEntry, bzipped, gzip_bomb, gzipped, lzma, overlapping_zip, pdf, seven, tar};
use archives::{xzipped, zip, zlibbed, zstandard};
use sas_lens::Options;
use sas_lens::report::{NotRead, Reason};
use sas_lens::scan::{Collected, Go, Hit, Limits, Progress, ScanOptions, Sink, scan_source};
use std::io::{self, Cursor, Read, Seek, SeekFrom};

const SIG: &str = "bm90LWEtcmVhbC1zaWduYXR1cmUtb25seS1hLWRlbW8%3D";

fn link(name: &str) -> String {
    format!(
        "https://contosoexample.blob.core.windows.net/photos/{name}?sv=2022-11-02&sr=b&sp=rw\
         &se=2027-01-31T12%3A00%3A00Z&spr=https&sig={SIG}"
    )
}

fn options(limits: Limits) -> ScanOptions {
    ScanOptions {
        limits,
        ..ScanOptions::new(Options::at(util::now()))
    }
}

fn scan_with(name: &str, bytes: &[u8], limits: Limits) -> Collected {
    let mut seen = Collected::default();
    let options = options(limits);
    seen.looked = scan_source(&mut Cursor::new(bytes), name, &options, &mut seen);
    seen
}

fn scan(name: &str, bytes: &[u8]) -> Collected {
    scan_with(name, bytes, Limits::default())
}

/// The paths of what was found, each as `file!inner!inner`.
fn paths(seen: &Collected) -> Vec<String> {
    let path = |hit: &Hit| {
        let place = &hit.row.place;
        [std::slice::from_ref(&place.file), &place.inner]
            .concat()
            .join("!")
    };
    seen.hits.iter().map(path).collect()
}

fn reasons(seen: &Collected) -> Vec<Reason> {
    seen.not_read.iter().map(|told| told.reason).collect()
}

fn told(seen: &Collected, reason: Reason) -> Vec<&str> {
    let is_it = |told: &&NotRead| told.reason == reason;
    seen.not_read
        .iter()
        .filter(is_it)
        .map(|told| told.path.as_str())
        .collect()
}

#[track_caller]
fn assert_found(name: &str, bytes: &[u8], path: &str) {
    let seen = scan(name, bytes);
    assert_eq!(paths(&seen), [path]);
    assert_eq!(seen.not_read, []);
    let place = &seen.hits[0].row.place;
    assert!(seen.hits[0].reveal().contains(SIG), "{path}");
    assert_eq!(
        (place.line, place.column, place.offset),
        (Some(2), Some(1), 6)
    );
}

fn text() -> Vec<u8> {
    format!("first\n{}\n", link("a.jpg")).into_bytes()
}

#[test]
fn a_token_is_found_in_every_format() {
    assert_found("notes.txt", &text(), "notes.txt");
    assert_found(
        "notes.txt.gz",
        &gzipped("", &text()),
        "notes.txt.gz!notes.txt",
    );
    assert_found("x.gz", &gzipped("notes.txt", &text()), "x.gz!notes.txt");
    assert_found("notes.bz2", &bzipped(&text()), "notes.bz2!notes");
    assert_found("notes.xz", &xzipped(&text()), "notes.xz!notes");
    assert_found("notes.lzma", &lzma(&text()), "notes.lzma!notes");
    assert_found("notes.zst", &zstandard(&text()), "notes.zst!notes");
    assert_found(
        "a.tar",
        &tar(&[("etc/app.env", &text())]),
        "a.tar!etc/app.env",
    );
    assert_found(
        "a.7z",
        &seven(&[("etc/app.env", &text())]),
        "a.7z!etc/app.env",
    );
    for entry in [ZipEntry::stored, ZipEntry::deflated] {
        let bytes = zip(&[entry("etc/app.env", &text())]);
        assert_found("a.docx", &bytes, "a.docx!etc/app.env");
    }
    let bytes = pdf(&[("/Filter/FlateDecode", &zlibbed(&text()))]);
    assert_found("a.pdf", &bytes, "a.pdf!1 0 obj");
}

#[test]
fn a_token_is_found_through_containers_in_containers() {
    let inner = zip(&[ZipEntry::deflated("app.env", &text())]);
    let middle = gzipped("", &tar(&[("inner.zip", &inner)]));
    let outer = zip(&[ZipEntry::stored("middle.tgz", &middle)]);
    assert_found(
        "outer.zip",
        &outer,
        "outer.zip!middle.tgz!middle.tar!inner.zip!app.env",
    );
    let packed = xzipped(&zstandard(&bzipped(&seven(&[("app.env", &text())]))));
    assert_found(
        "a.7z.bz2.zst.xz",
        &packed,
        "a.7z.bz2.zst.xz!a.7z.bz2.zst!a.7z.bz2!a.7z!app.env",
    );
}

#[test]
fn a_link_of_a_pdf_is_told_once_however_often_its_bytes_hold_it() {
    let page = zlibbed(&[b"BT (", text().trim_ascii(), b") Tj ET\n"].concat());
    let packed = scan("a.pdf", &pdf(&[("/Filter/FlateDecode", &page)]));
    assert_eq!(paths(&packed), ["a.pdf!1 0 obj"]);
    let drawn = [b"BT (", text().trim_ascii(), b") Tj ET\n"].concat();
    let plain = scan("a.pdf", &pdf(&[("", &drawn)]));
    assert_eq!(paths(&plain), ["a.pdf"]);
    // Two pages with the same link are two places.
    let pages = [("/Filter/FlateDecode", page.as_slice()); 2];
    assert_eq!(paths(&scan("a.pdf", &pdf(&pages))).len(), 2);
}

#[test]
fn a_link_torn_by_kerning_is_found_in_a_pdf() {
    let torn = link("a.jpg")
        .replace("contoso", ") -12.5 (contoso")
        .replace("sig=", "si) 30 (g=");
    let page = zlibbed(format!("BT /F1 9 Tf [({torn})] TJ ET").as_bytes());
    let seen = scan("a.pdf", &pdf(&[("/Filter/FlateDecode", &page)]));
    assert!(paths(&seen).contains(&"a.pdf!1 0 obj (text)".to_owned()));
    let annotation = format!("/URI ({})", link("a.jpg"));
    let seen = scan("a.pdf", &pdf(&[(&annotation, b"")]));
    assert_eq!(paths(&seen), ["a.pdf"]);
}

#[test]
fn a_token_in_a_name_is_found_and_the_name_is_safe_to_show() {
    let name = link("a.jpg").replace("https://", "");
    let archive = zip(&[ZipEntry::stored(&name, b"")]);
    for seen in [scan(&name, b"nothing"), scan("a.zip", &archive)] {
        assert_eq!(seen.hits.len(), 1);
        assert_eq!(seen.hits[0].row.place.carriers[0], "name");
        assert!(!format!("{:?} {:?}", seen.hits[0].row, seen.not_read).contains("bm90LWEt"));
        assert!(paths(&seen)[0].contains("sig=[redacted]"));
    }
}

#[test]
fn names_that_climb_or_hide_are_shown_as_they_are() {
    let names = [
        "../../etc/passwd",
        "/root/x",
        "C:\\x",
        "a\u{202E}gpj.exe",
        "b\nc",
        "",
        "",
    ];
    let entries: Vec<_> = names
        .iter()
        .map(|name| ZipEntry::stored(name, &text()))
        .collect();
    let expected = [
        "../../etc/passwd",
        "/root/x",
        "C:\\x",
        "a⟨U+202E⟩gpj.exe",
        "b⟨U+000A⟩c",
        "(no name)",
        "(no name)",
    ];
    let found = paths(&scan("a.zip", &zip(&entries)));
    assert_eq!(found, expected.map(|name| format!("a.zip!{name}")));
}

#[test]
fn three_hundred_entries_are_read() {
    let names: Vec<String> = (0..300).map(|nth| format!("{nth:03}")).collect();
    let bytes = text();
    let entries: Vec<_> = names
        .iter()
        .map(|name| ZipEntry::deflated(name, &bytes))
        .collect();
    let seen = scan("a.zip", &zip(&entries));
    assert_eq!(seen.hits.len(), 300);
    assert_eq!(seen.looked.entries, 300);
    assert_eq!(seen.looked.expanded_bytes, 300 * bytes.len() as u64);
    assert_eq!((seen.looked.files, seen.looked.not_read), (1, 0));
}

#[test]
fn the_end_of_a_damaged_container_is_searched_as_it_is() {
    let mut bytes = gzipped("", b"packed");
    let at = bytes.len() - 6;
    bytes[at] ^= 1;
    bytes.extend(text());
    let seen = scan("a.gz", &bytes);
    assert_eq!(told(&seen, Reason::Damaged), ["a.gz!a"]);
    assert_eq!(paths(&seen), ["a.gz"]);
    let seen = scan("a.tar", &[tar(&[("x", b"")]), text()].concat());
    assert_eq!(paths(&seen), ["a.tar"]);
    assert_eq!(seen.hits[0].row.place.offset, 1_024 + 512 + 6);
}

#[test]
fn cut_archives_are_told_once_or_twice_and_never_more() {
    let files: [(&str, Vec<u8>); 7] = [
        ("a.gz", gzipped("", &text())),
        ("a.bz2", bzipped(&text())),
        ("a.xz", xzipped(&text())),
        ("a.lzma", lzma(&text())),
        ("a.zip", zip(&[ZipEntry::deflated("a", &text())])),
        ("a.7z", seven(&[("a", &text())])),
        ("a.tgz", gzipped("", &tar(&[("a", &text())]))),
    ];
    for (name, bytes) in files {
        for cut in (16..bytes.len() - 1).step_by(3) {
            let seen = scan(name, &bytes[..cut]);
            let count = seen.not_read.len();
            assert!(
                (1..=2).contains(&count),
                "{name} {cut}: {:?}",
                seen.not_read
            );
        }
    }
}

#[test]
fn what_is_encrypted_is_told_one_by_one_with_its_name_searched() {
    let names = [link("a.jpg"), "b".to_owned()];
    let entry = |name: &String| ZipEntry::stored(name, b"x").with(|entry| entry.flags = 1);
    let seen = scan("a.zip", &zip(&names.each_ref().map(entry)));
    assert_eq!(reasons(&seen), [Reason::Encrypted, Reason::Encrypted]);
    assert!(seen.not_read[0].path.contains("sig=[redacted]"));
    assert_eq!(seen.hits.len(), 1);
}

#[test]
fn of_a_git_file_it_is_told_where_its_repository_lies() {
    let file = b"gitdir: ../.git/modules/library\n";
    let packed = tar(&[("library/.git", file)]);
    let given = [
        ("library/.git", file.as_slice(), "library/.git"),
        ("a.tar", packed.as_slice(), "a.tar!library/.git"),
    ];
    for (name, bytes, path) in given {
        let seen = scan(name, bytes);
        assert_eq!(told(&seen, Reason::Elsewhere), [path]);
        assert!(seen.not_read[0].text.contains("../.git/modules/library"));
    }
    assert_eq!(scan("notes.txt", file).not_read, []);
}

#[test]
fn containers_deeper_than_the_limit_are_told_and_searched_as_they_are() {
    let mut bytes = tar(&[("deep", &text())]);
    for depth in 0..3 {
        bytes = tar(&[(&format!("{depth}.tar"), &bytes)]);
    }
    let limits = Limits {
        depth: 2,
        ..Limits::default()
    };
    let seen = scan_with("a.tar", &bytes, limits);
    assert_eq!(told(&seen, Reason::TooDeep), ["a.tar!2.tar!1.tar"]);
    assert_eq!(paths(&seen), ["a.tar!2.tar!1.tar"]);
    let limits = Limits {
        depth: 4,
        ..Limits::default()
    };
    let seen = scan_with("a.tar", &bytes, limits);
    assert_eq!(paths(&seen), ["a.tar!2.tar!1.tar!0.tar!deep"]);
    assert_eq!(seen.not_read, []);
}

#[test]
fn what_is_too_large_to_hold_is_told_and_zips_are_read_from_front_to_back() {
    let limits = Limits {
        held_bytes: 1_024,
        ..Limits::default()
    };
    let noise: Vec<u8> = (0..3_000_u32)
        .flat_map(|nth| nth.wrapping_mul(2_654_435_761).to_le_bytes())
        .collect();
    let archive = seven(&[("noise", &noise), ("a", &text())]);
    let seen = scan_with("a.tar", &tar(&[("a.7z", &archive)]), limits);
    assert_eq!(told(&seen, Reason::TooLargeToHold), ["a.tar!a.7z"]);
    let archive = zip(&[
        ZipEntry::stored("noise", &noise),
        ZipEntry::deflated("a", &text()),
    ]);
    let seen = scan_with("a.tar", &tar(&[("a.zip", &archive)]), limits);
    assert_eq!(paths(&seen), ["a.tar!a.zip!a"]);
    assert_eq!(seen.not_read, []);
}

#[test]
fn more_entries_than_the_limit_are_told_and_the_file_is_searched_as_it_is() {
    let limits = Limits {
        entries: 2,
        ..Limits::default()
    };
    let bytes = tar(&[("a", b""), ("b", b""), ("c", &text()), ("d", b"")]);
    let seen = scan_with("a.tar", &bytes, limits);
    assert_eq!(told(&seen, Reason::TooManyEntries), ["a.tar"]);
    assert_eq!(paths(&seen), ["a.tar"]);
    assert_eq!(seen.looked.entries, 2);
}

#[test]
fn troubles_beyond_the_limit_are_counted() {
    let limits = Limits {
        named: 3,
        ..Limits::default()
    };
    let entry = |nth: u32| ZipEntry::stored(&nth.to_string(), b"x").with(|entry| entry.flags = 1);
    let entries: Vec<_> = (0..10).map(entry).collect();
    let seen = scan_with("a.zip", &zip(&entries), limits);
    assert_eq!(seen.not_read.len(), 4);
    let last = seen.not_read.last().unwrap();
    assert_eq!(
        (last.reason, last.path.as_str()),
        (Reason::Unlisted, "a.zip")
    );
    assert!(last.text.starts_with("7 "), "{}", last.text);
    assert_eq!(seen.looked.not_read, 10);
}

#[test]
fn a_bomb_in_bombs_is_left_soon() {
    let bytes = (0..3).fold(gzip_bomb(64), |bomb, _| {
        zip(&[0; 16].map(|_| ZipEntry::deflated("bomb", &bomb)))
    });
    let seen = scan("nested.zip", &bytes);
    assert_eq!(
        told(&seen, Reason::ExpandsTooMuch).len(),
        1,
        "{:?}",
        seen.not_read
    );
    assert!(seen.looked.expanded_bytes < Limits::EXPANDED_ANYHOW + (4 << 20));
}

#[test]
fn entries_that_lie_over_each_other_are_read_no_further_than_the_limit() {
    let limits = Limits {
        expanded_bytes: 8 << 20,
        ..Limits::default()
    };
    let bytes = overlapping_zip(600, &vec![0; 64 << 10]);
    let seen = scan_with("overlapping.zip", &bytes, limits);
    assert_eq!(
        told(&seen, Reason::ExpandsTooMuch).len(),
        1,
        "{:?}",
        seen.not_read
    );
    assert!(seen.looked.expanded_bytes < 9 << 20);
    let seen = scan("overlapping.zip", &overlapping_zip(6, &text()));
    assert_eq!(seen.hits.len(), 6);
}

#[test]
fn the_limit_on_bytes_holds_whatever_the_ratio() {
    let limits = Limits {
        expanded_bytes: 1_000,
        ..Limits::default()
    };
    let bytes = tar(&[("a", &[b'x'; 900]), ("b", &[b'x'; 900]), ("c", &text())]);
    let seen = scan_with("a.tar", &bytes, limits);
    assert_eq!(told(&seen, Reason::ExpandsTooMuch), ["a.tar!b"]);
    assert_eq!(paths(&seen), ["a.tar"]);
}

/// A sink that wants something else after so many calls.
struct Until {
    calls: u64,
    then: Go,
    told: Vec<NotRead>,
    last: Progress,
}

impl Sink for Until {
    fn hit(&mut self, _hit: Hit) {}

    fn not_read(&mut self, not_read: NotRead) {
        self.told.push(not_read);
    }

    fn progress(&mut self, progress: Progress) -> Go {
        assert!(progress.bytes >= self.last.bytes);
        assert!(progress.bytes - self.last.bytes <= 256 << 10);
        assert!(progress.expanded_bytes - self.last.expanded_bytes <= 512 << 10);
        self.last = progress;
        self.calls = self.calls.saturating_sub(1);
        if self.calls == 0 { self.then } else { Go::On }
    }
}

fn until(calls: u64, then: Go, bytes: &[u8]) -> Until {
    let mut sink = Until {
        calls,
        then,
        told: Vec::new(),
        last: Progress::default(),
    };
    scan_source(
        &mut Cursor::new(bytes),
        "a.gz",
        &options(Limits::default()),
        &mut sink,
    );
    sink
}

#[test]
fn the_sink_says_when_it_is_enough() {
    let bytes = gzip_bomb(20);
    let all = until(u64::MAX, Go::On, &bytes);
    assert_eq!(all.last.expanded_bytes, 20 << 20);
    assert_eq!(all.last.bytes, bytes.len() as u64);
    let skipped = until(9, Go::SkipFile, &bytes);
    assert_eq!(skipped.told.len(), 1);
    assert_eq!(skipped.told[0].reason, Reason::TookTooLong);
    let stopped = until(9, Go::Stop, &bytes);
    assert_eq!(stopped.told, []);
    assert!(stopped.last.expanded_bytes < 4 << 20);
}

/// A file that cannot be read behind a place.
struct Broken {
    bytes: Cursor<Vec<u8>>,
    at: u64,
}

impl Read for Broken {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let left = self.at.saturating_sub(self.bytes.position());
        if left == 0 {
            return Err(io::Error::other("no"));
        }
        (&mut self.bytes).take(left).read(out)
    }
}

impl Seek for Broken {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}

#[test]
fn a_file_that_cannot_be_read_is_told_once() {
    let files = [
        text(),
        gzipped("", &text()),
        tar(&[("a", &text())]),
        zip(&[ZipEntry::stored("a", &text())]),
    ];
    for bytes in files {
        for at in 0..bytes.len() as u64 {
            let mut source = Broken {
                bytes: Cursor::new(bytes.clone()),
                at,
            };
            let mut seen = Collected::default();
            scan_source(&mut source, "a", &options(Limits::default()), &mut seen);
            assert_eq!(told(&seen, Reason::Unreadable), ["a"], "{at}");
            assert_eq!(seen.not_read.len(), 1, "{at}: {:?}", seen.not_read);
        }
    }
}

#[test]
fn archives_that_are_not_opened_are_told_and_searched() {
    let seen = scan(
        "a.rar",
        &[b"Rar!\x1A\x07\x01\0".as_slice(), &text()].concat(),
    );
    assert_eq!(reasons(&seen), [Reason::UnknownMethod]);
    assert!(seen.not_read[0].text.ends_with("It is a RAR archive."));
    assert_eq!(paths(&seen), ["a.rar"]);
}
