//! Tests of the reader of zip archives.

use super::super::testing::archives::{self, ZipEntry};
use super::super::testing::{LZMA_ALONE, Seen, base64};
use super::*;

/// One entry for each method that is read, with the same content.
fn every_method() -> Vec<ZipEntry> {
    let content = b"sas-lens ".repeat(200);
    let mut lzma = vec![9, 20, 5, 0];
    let alone = base64(LZMA_ALONE);
    lzma.extend(alone.get(..5).unwrap());
    lzma.extend(alone.get(13..).unwrap());
    let entry = |name, method, packed| ZipEntry::packed(name, &content, method, packed);
    vec![
        entry("stored", 0, content.clone()),
        entry("deflate", 8, archives::deflated(&content)),
        entry("bzip2", 12, archives::bzipped(&content)),
        entry("lzma", 14, lzma).with(|entry| entry.flags = 2),
        entry("zstd", 93, archives::zstandard(&content)),
        entry("xz", 95, archives::xzipped(&content)),
    ]
}

#[track_caller]
fn assert_all(seen: &Seen) {
    let names = ["stored", "deflate", "bzip2", "lzma", "zstd", "xz"];
    assert_eq!(seen.names(), names);
    for name in names {
        assert_eq!(seen.content(name), b"sas-lens ".repeat(200), "{name}");
    }
    assert_eq!(seen.reasons(), []);
}

#[test]
fn every_method_is_read_from_any_place_and_from_front_to_back() {
    let bytes = archives::zip(&every_method());
    assert!(is_zip(&bytes));
    assert_all(&Seen::of_file(open, &bytes));
    assert_all(&Seen::of_stream(open_streamed, &bytes));
}

#[test]
fn sizes_may_stand_behind_the_content() {
    for is_large in [false, true] {
        let entries: Vec<_> = every_method()
            .into_iter()
            .map(|entry| {
                entry.with(|entry| {
                    entry.has_descriptor = true;
                    entry.is_large = is_large;
                })
            })
            .collect();
        let bytes = archives::zip(&entries);
        assert_all(&Seen::of_file(open, &bytes));
        assert_all(&Seen::of_stream(open_streamed, &bytes));
    }
}

#[test]
fn sizes_of_eight_bytes_are_read() {
    let entries: Vec<_> = every_method()
        .into_iter()
        .map(|entry| entry.with(|entry| entry.is_large = true))
        .collect();
    let bytes = archives::zip(&entries);
    assert_all(&Seen::of_file(open, &bytes));
    assert_all(&Seen::of_stream(open_streamed, &bytes));
}

#[test]
fn encrypted_and_unread_entries_are_told_by_name() {
    let entries = [
        ZipEntry::stored("secret", b"xx").with(|entry| entry.flags = 1),
        ZipEntry::stored("aes", b"xx").with(|entry| entry.method = 99),
        ZipEntry::stored("deflate64", b"xx").with(|entry| entry.method = 9),
        ZipEntry::stored("plain", b"text"),
    ];
    let bytes = archives::zip(&entries);
    for seen in [
        Seen::of_file(open, &bytes),
        Seen::of_stream(open_streamed, &bytes),
    ] {
        let told: Vec<_> = seen
            .skipped
            .iter()
            .map(|(name, reason)| (name.as_str(), *reason))
            .collect();
        let expected = [
            ("secret", Reason::Encrypted),
            ("aes", Reason::Encrypted),
            ("deflate64", Reason::UnknownMethod),
        ];
        assert_eq!(told, expected);
        seen.assert_is("plain", b"text");
    }
}

#[test]
fn an_archive_may_have_something_before_and_behind_it() {
    let archive = archives::zip(&[ZipEntry::deflated("a", b"text")]);
    let bytes = [
        b"MZ and a program, 24 bytes and more".as_slice(),
        &archive,
        &[7; 300],
    ]
    .concat();
    let mut source = io::Cursor::new(&bytes);
    assert!(find_appended(&mut source, &bytes).unwrap().is_some());
    let seen = Seen::of_file(open, &bytes);
    seen.assert_is("a", b"text");
    assert_eq!(seen.itself, b"MZ and a program, 24 bytes and more");
    assert_eq!(seen.reasons(), []);
}

#[test]
fn comments_and_names_that_only_a_header_has_are_text() {
    let mut entry = ZipEntry::stored("name", b"");
    entry.comment = b"of the entry".to_vec();
    let mut bytes = archives::zip_with(&[entry], b"of the archive");
    bytes.splice(30..34, *b"eman");
    let seen = Seen::of_file(open, &bytes);
    assert_eq!(seen.itself, b"of the archiveof the entryeman");
}

#[test]
fn an_entry_that_the_directory_leaves_out_is_read() {
    let hidden = archives::zip(&[ZipEntry::deflated("hidden", b"not in the directory")]);
    let end = memchr::memmem::find(&hidden, CENTRAL).unwrap();
    let known = archives::zip(&[ZipEntry::stored("known", b"text")]);
    let bytes = [hidden.get(..end).unwrap(), &known].concat();
    let seen = Seen::of_file(open, &bytes);
    assert_eq!(seen.names(), ["known", "hidden"]);
    assert_eq!(seen.content("hidden"), b"not in the directory");
}

#[test]
fn entries_at_the_same_place_are_read_once() {
    let entries = [
        ZipEntry::stored("one", b"text"),
        ZipEntry::stored("two", b"other").with(|entry| entry.said_begins = Some(0)),
        ZipEntry::stored("far", b"other").with(|entry| entry.said_begins = Some(90_000)),
    ];
    let seen = Seen::of_file(open, &archives::zip(&entries));
    let told: Vec<_> = seen.skipped.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(told, ["two", "far"]);
    // What stands where nothing points at is read all the same.
    assert_eq!(seen.names(), ["one", "two", "far"]);
}

#[test]
fn sizes_that_lie_are_told() {
    let short =
        ZipEntry::stored("short", b"a longer text").with(|entry| entry.said_packed = Some(3));
    let seen = Seen::of_file(open, &archives::zip(&[short]));
    assert_eq!(seen.content("short"), b"a l");
    assert_eq!(seen.reasons(), [Reason::Truncated]);
    let long = ZipEntry::deflated("long", b"text").with(|entry| entry.said_packed = Some(9_999));
    let seen = Seen::of_file(open, &archives::zip(&[long]));
    assert_eq!(seen.content("long"), b"text");
    assert_eq!(seen.reasons(), [Reason::Damaged]);
}

#[test]
fn a_cut_archive_is_read_as_far_as_it_goes_and_told() {
    let bytes = archives::zip(&every_method());
    for cut in 4..bytes.len() {
        let seen = Seen::of_file(open, bytes.get(..cut).unwrap());
        assert_eq!(
            seen.result.as_ref().err().unwrap().reason,
            Reason::Truncated,
            "{cut}"
        );
        let whole = ZipEntry::stored("stored", &b"sas-lens ".repeat(200));
        if cut > 36 + whole.packed.len() {
            assert_eq!(seen.content("stored"), whole.content, "{cut}");
        }
    }
}

#[test]
fn any_byte_may_be_another_one() {
    let bytes = archives::zip(&[
        ZipEntry::deflated("a", b"text and text"),
        ZipEntry::stored("b", b"PK\x03\x04").with(|entry| entry.has_descriptor = true),
    ]);
    for at in 0..bytes.len() {
        for flip in [1, 0x80, 0xFF] {
            let mut bytes = bytes.clone();
            *bytes.get_mut(at).unwrap() ^= flip;
            let _ = Seen::of_file(open, &bytes);
            let _ = Seen::of_stream(open_streamed, &bytes);
        }
    }
}

#[test]
fn names_of_any_kind_are_names() {
    let mut entries: Vec<_> = ["../../etc/passwd", "", "", "C:\\x", "a\u{202E}b\n"]
        .iter()
        .map(|name| ZipEntry::stored(name, b"text"))
        .collect();
    entries.push(ZipEntry::stored("x", b"text").with(|entry| entry.name = b"\x80".to_vec()));
    let seen = Seen::of_file(open, &archives::zip(&entries));
    assert_eq!(seen.entries.len(), 6);
    assert_eq!(seen.names().last(), Some(&"Ç"));
}
