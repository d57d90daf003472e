//! Tests of the reader of PDF files.

use super::super::testing::archives::{self, zlibbed};
use super::super::testing::{Seen, deflated};
use super::*;

#[test]
fn packed_streams_are_read_and_their_text_put_together() {
    let page = zlibbed(b"BT [(https://) 12 (contosoexample)] TJ ET");
    let bytes = archives::pdf(&[
        ("/Type /Catalog", b""),
        ("/Filter /FlateDecode", &page),
        ("/URI (https://contosoexample.example/)", b""),
    ]);
    assert!(is_pdf(&bytes));
    let seen = Seen::of_file(open, &bytes);
    assert_eq!(seen.names(), ["2 0 obj", "2 0 obj (text)"]);
    assert_eq!(seen.content("2 0 obj (text)"), b"https://contosoexample");
    assert_eq!(seen.itself, bytes);
    assert_eq!(seen.reasons(), []);
}

#[test]
fn streams_in_plain_are_put_together_as_well() {
    let bytes = archives::pdf(&[("", b"BT (one) Tj (two) Tj ET")]);
    Seen::of_file(open, &bytes).assert_is("1 0 obj (text)", b"onetwo");
}

#[test]
fn filters_may_lie_over_each_other() {
    let mut hex = zlibbed(b"text")
        .iter()
        .fold(String::new(), |mut hex, byte| {
            hex.extend(
                [byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16).unwrap()),
            );
            hex
        });
    hex.push('>');
    let bytes = archives::pdf(&[("/Filter [/AHx /Fl]", hex.as_bytes())]);
    Seen::of_file(open, &bytes).assert_is("1 0 obj", b"text");
}

#[test]
fn what_is_encrypted_or_unknown_is_told() {
    let packed = zlibbed(b"text");
    let mut bytes = archives::pdf(&[("/Filter/FlateDecode", &packed)]);
    bytes.extend(b"trailer <</Encrypt 9 0 R>>\n%%EOF");
    let seen = Seen::of_file(open, &bytes);
    assert_eq!(
        (seen.reasons(), seen.itself),
        (vec![Reason::Encrypted], bytes)
    );
    let bytes = archives::pdf(&[
        ("/Filter/BrotliDecode", &packed),
        ("/Filter/DCTDecode", &packed),
    ]);
    let seen = Seen::of_file(open, &bytes);
    assert_eq!(seen.reasons(), [Reason::UnknownMethod]);
}

#[test]
fn streams_that_are_none_do_not_hide_the_next() {
    let packed = zlibbed(b"text");
    let bare = deflated(b"text");
    let bytes = archives::pdf(&[
        ("/Filter/FlateDecode", &bare),
        ("/Filter/FlateDecode/Length 99999", &packed),
        ("/Filter/FlateDecode", &packed),
    ]);
    let seen = Seen::of_file(open, &bytes);
    assert_eq!(seen.content("2 0 obj"), b"text");
    assert_eq!(seen.content("3 0 obj"), b"text");
    assert_eq!(seen.reasons(), [Reason::Damaged]);
}

#[test]
fn a_cut_file_is_told_wherever_it_is_cut() {
    let page = zlibbed(&b"BT (text) Tj ET\n".repeat(20));
    let bytes = archives::pdf(&[("/Filter/FlateDecode", &page), ("", b"(plain) Tj")]);
    for cut in 5..bytes.len() - 1 {
        let seen = Seen::of_file(open, bytes.get(..cut).unwrap());
        assert!(seen.reasons().contains(&Reason::Truncated), "{cut}");
        let mut other = bytes.clone();
        *other.get_mut(cut).unwrap() ^= 0x81;
        let _ = Seen::of_file(open, &other);
    }
}

#[test]
fn numbers_of_glyphs_are_read_by_the_table_that_has_them() {
    let other = b"begincmap 1 beginbfchar <0024> <0058> endbfchar endcmap";
    let table = b"begincmap 2 beginbfrange <0001> <001A> <0061> <0024> <0024> <0041> endbfrange";
    let page =
        b"BT /F_1 9 Tf <00010002> Tj [(\\000\\003)-300(\\000\\004)] TJ /F2 9 Tf <0024> Tj ET";
    let bytes = archives::pdf(&[
        ("", page),
        ("", other),
        ("/Filter/FlateDecode", &zlibbed(table)),
    ]);
    let seen = Seen::of_file(open, &bytes);
    let texts: Vec<_> = seen
        .entries
        .iter()
        .filter(|(name, _)| name == "1 0 obj (text)")
        .map(|(_, text)| String::from_utf8_lossy(text))
        .collect();
    // As it stands, and by the tables that fit: of the second font, two do.
    assert_eq!(texts[1..], ["abc dX", "\n \nA"]);
    assert_eq!(seen.reasons(), []);

    let bytes = archives::pdf(&[("", page), ("", other)]);
    assert_eq!(
        Seen::of_file(open, &bytes).reasons(),
        [Reason::UnknownMethod]
    );
}
