//! Tests of the reader of tar archives.

use super::super::testing::Seen;
use super::super::testing::archives::{tar_file as plain, tar_member as member};
use super::*;

fn special(kind: u8, content: &[u8]) -> Vec<u8> {
    let size = format!("{:011o}\0", content.len());
    member(b"././@LongLink", kind, size.as_bytes(), content)
}

fn pax(records: &[(&str, &str)]) -> Vec<u8> {
    let mut body = String::new();
    for (key, value) in records {
        let bare = key.len() + value.len() + 3;
        let length = (bare + 1..bare + 6)
            .find(|length| length.to_string().len() + bare == *length)
            .unwrap();
        body.extend([&length.to_string(), " ", key, "=", value, "\n"]);
    }
    special(b'x', body.as_bytes())
}

#[test]
fn files_are_read_and_their_content_ends_where_it_ends() {
    let mut bytes = plain("etc/app.env", b"first");
    bytes.extend(plain("b", &[b'x'; 600]));
    bytes.extend([0; 2 * BLOCK]);
    assert!(is_tar(&bytes));
    let seen = Seen::of_stream(open, &bytes);
    assert_eq!(seen.names(), ["etc/app.env", "b"]);
    assert_eq!(seen.content("etc/app.env"), b"first");
    assert_eq!(seen.content("b"), [b'x'; 600]);
    assert!(seen.reasons().is_empty());
}

#[test]
fn long_names_of_both_kinds_are_read() {
    let long = "deep/".repeat(60);
    let mut bytes = special(b'L', format!("{long}gnu\0").as_bytes());
    bytes.extend(plain("deep/deep", b"1"));
    bytes.extend(pax(&[("path", &format!("{long}pax")), ("size", "3")]));
    bytes.extend(member(b"deep", b'0', b"00000000000\0", b"two"));
    let seen = Seen::of_stream(open, &bytes);
    assert_eq!(seen.names(), [format!("{long}gnu"), format!("{long}pax")]);
    assert_eq!(seen.content(&format!("{long}pax")), b"two");
}

#[test]
fn sizes_in_base_256_are_read() {
    let size = [0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4];
    let bytes = member(b"a", b'0', &size, b"four");
    Seen::of_stream(open, &bytes).assert_is("a", b"four");
    let size = [0x80, 0, 0, 0, 0xFF, 0, 0, 0, 0, 0, 0, 0];
    let seen = Seen::of_stream(open, &member(b"a", b'0', &size, b"four"));
    assert!(seen.reasons().contains(&Reason::Truncated));
}

#[test]
fn headers_of_before_ustar_are_read_by_their_checksum() {
    let mut bytes = plain("old", b"text");
    bytes.splice(257..265, [0; 8]);
    bytes.splice(148..156, *b"        ");
    let sum: u64 = bytes.iter().take(BLOCK).map(|byte| u64::from(*byte)).sum();
    bytes.splice(148..156, format!("{sum:06o}\0 ").into_bytes());
    assert!(is_tar(&bytes));
    Seen::of_stream(open, &bytes).assert_is("old", b"text");
}

#[test]
fn archives_behind_each_other_are_one() {
    let mut bytes = plain("a", b"first");
    bytes.extend([0; 4 * BLOCK]);
    bytes.extend(plain("b", b"second"));
    bytes.extend([0; 2 * BLOCK]);
    assert_eq!(Seen::of_stream(open, &bytes).names(), ["a", "b"]);
}

#[test]
fn a_sparse_file_is_told() {
    let seen = Seen::of_stream(open, &member(b"a", b'S', b"00000000004\0", b"four"));
    seen.assert_is("a", b"four");
    assert_eq!(seen.reasons(), [Reason::Damaged]);
}

#[test]
fn what_a_link_points_at_is_text() {
    let mut bytes = special(b'K', b"https://contosoexample.example/\0");
    bytes.extend(member(b"link", b'2', b"00000000000\0", b""));
    let seen = Seen::of_stream(open, &bytes);
    assert_eq!(seen.itself, b"https://contosoexample.example/");
}

#[test]
fn a_cut_archive_is_told_unless_whole_files_remain() {
    let mut bytes = plain("a", b"first");
    bytes.extend(plain("b", &[b'x'; 600]));
    let second = 2 * BLOCK;
    for cut in 1..bytes.len() {
        let seen = Seen::of_stream(open, bytes.get(..cut).unwrap());
        let is_whole = (BLOCK + 5..=second).contains(&cut) || cut >= second + BLOCK + 600;
        assert_eq!(seen.reasons().is_empty(), is_whole, "{cut}");
    }
}

#[test]
fn any_byte_may_be_another_one() {
    let mut bytes = pax(&[("path", "a"), ("size", "3")]);
    bytes.extend(plain("b", b"first"));
    for at in 0..bytes.len() {
        let mut bytes = bytes.clone();
        *bytes.get_mut(at).unwrap() ^= 0x81;
        let _ = Seen::of_stream(open, &bytes);
    }
}
