//! Tests of the reader of 7z archives.

use super::super::testing::{Seen, archives, base64};
use super::*;

/// `a.txt` with 200 times `sas-lens ` and `b.txt` with `second file`, by
/// `7zz a -m0=<method> -mtm- -mta- -mtc- -mtr- o.7z a.txt b.txt` of 7-Zip 25.01.
const LZMA2: &str = "N3q8ryccAASxcxvRbgAAAAAAAAAgAAAAAAAAANC+X/PgBxIAJF0AOZhKyQLP4VpZtkWigY5EwwLmB4e/Qi9lTlrO/9U7/yIbVcwlAAAAgTMHrg/QxEs8nz9HQQQPcQ0S9TLOLBeUDr1lAJQq/oGigC73b8BAMSszUMohZhRssThCEAhyoUb/gCJRiYAgABcGLAEJQgAHCwEAASMDAQEFXQAQAAAMSgoB2MFoWgAA";
const LZMA: &str = "N3q8ryccAASpU7EBbQAAAAAAAAAgAAAAAAAAALoijh0AOZhKyQLP4VpZtkWigY5EwwLmB4e/Qi9lTlrO/9U7/yIbVcwlAACBMweuD9BaW3yfP0dBXPZnHBYFWIaI30ojQBhxBxlctKXwTVJYJz2hmBGCiBzpoN6MhI1dmQqikmMEJeBlYRWQjSpKY0AAFwYlAQlIAAcLAQABIwMBAQVdABAAAAxaCgEXQt/kAAA=";
const BZIP2: &str = "N3q8ryccAAQrQJEYggAAAAAAAAAgAAAAAAAAAOjobktCWmg5MUFZJlNZQfNmCgADJRGAQAIvJYgAIABAUqgGEIABnexSPdc6iLzPwi1vAi3kRbEXWBF+LuSKcKEgg+bMFAAAgTMHrg/R/+M9QMCQzuXLdvZUl8vkDH3GtGXxG5z5nhIeN8B83CegSo6G4z578TYyyHHcOHnkzDYBOG9VHwCAFwZBAQlBAAcLAQABIwMBAQVdABAAAAxKCgGZt4zQAAA=";
const DEFLATE: &str = "N3q8ryccAAQ51Z0hagAAAAAAAAAgAAAAAAAAAERjt7XtxsEJACAMBMFW0oBFiZ4ghPi4/sFCsvMaT49UOQghhJCO0Xq149zUBwAAgTMHrg/QluR8nz9HO+fRHoKwsbtEPJylZJ4j4aMTE91Xj3k3hn9AkXYuYH9ZsMK8BrL6ftlDO/doxCWRwjQAFwYpAQlBAAcLAQABIwMBAQVdABAAAAxKCgH4WItoAAA=";
const BCJ: &str = "N3q8ryccAASjFNEkdQAAAAAAAAAgAAAAAAAAAKptgyfgBxIAJF0AOZhKyQLP4VpZtkWigY5EwwLmB4e/Qi9lTlrO/9U7/yIbVcwlAAAAgTMHrg/QxEs8nzkQnG1177eajAAarUZAA6Y/OLWojUrInW589VJLyIwf/wjbhBNp6m3WLRIoAjIBWjQg2lZD2fSsMay2OEAXBiwBCUkABwsBAAEjAwEBBV0AEAAADFoKAQ8bUiIAAA==";
/// The same with `-ms=off -mhc=off`: a block for each file, and the header as it is.
const APART: &str = "N3q8ryccAAS9wkLEMQAAAAAAAABKAAAAAAAAAC5gAUbgBwcAGl0AOZhKyQLP4VpZtkWigY5EwwLmB4e/QeUUEgAAAQAKc2Vjb25kIGZpbGUAAQQGAAIJIg8ABwsCAAEhIQEAASEhAQAMhwgLAAgKAdEKspKg+VpzAAAFAhkAERkAYQAuAHQAeAB0AAAAYgAuAHQAeAB0AAAAAAA=";
const PPMD: &str = "N3q8ryccAARkDbpvYwAAAAAAAAAgAAAAAAAAAEDxwccAcuyqFQPlxq3gbBIIAICH5x+KBg+NskrXwvoAAACBMweuD8/Hr2gP6+qeAQ7oxKpPrV5Nnr1VI0W5+zD0EUhDK5WuCn5YDJXqwiz/zhFjcotoCFfedc92j0C8n5QKPc0DTQAXBhwBCUcABwsBAAEjAwEBBV0AEAAADFoKAfXhlk8AAA==";
/// `a.txt` alone, with `-psecret`, then with `-mhe=on` as well.
const ENCRYPTED: &str = "N3q8ryccAASbfGSWMAAAAAAAAABOAAAAAAAAABqnnBNHXan6TQN2C9mZFAB99YmDCn6kwG3EOcjRmnTjy53eBdUQvAQp1+SAe2zkzkqnzXcBBAYAAQkwAAcLAQACJAbxBwESUw8gxVoeaCDdMiTOistVYt4tISEBAAEADCKHCAAICgHRCrKSAAAFARkAEQ0AYQAuAHQAeAB0AAAAAAA=";
const HEADER_ENCRYPTED: &str = "N3q8ryccAATcHj90gAAAAAAAAAAuAAAAAAAAALBQEf2Oitt3hJeHSzMI3266vy8qPaxq7uPp+l4qeB/RNGjFR4i/gY7t1q7pHBOMW4l1d0eda82Q57CwYeKFr79zbdcH/oRsGoNZhjNqgvuYsVLqKPEMjKqcodC3pF/mKzlRrtV2MQgttqQx438tI6OVfp4MdB3CkRpsCv16rtW97N6iLRcGMAEJUAAHCwEAASQG8QcBElMPjA51MEJwFJbvSUbBVr3YwgxOCgGOb1GvAAA=";

#[test]
fn archives_of_7_zip_are_read() {
    for text in [LZMA2, LZMA, BZIP2, DEFLATE, BCJ, APART] {
        let bytes = base64(text);
        assert!(is_seven(&bytes));
        let seen = Seen::of_file(open, &bytes);
        assert_eq!(seen.reasons(), [], "{text}");
        assert_eq!(seen.names(), ["a.txt", "b.txt"]);
        assert_eq!(seen.content("a.txt"), b"sas-lens ".repeat(200));
        assert_eq!(seen.content("b.txt"), b"second file");
    }
}

#[test]
fn archives_of_another_writer_are_read() {
    let bytes = archives::seven(&[("one", b"first"), ("empty", b""), ("two", b"second")]);
    let seen = Seen::of_file(open, &bytes);
    assert_eq!(seen.content("one"), b"first");
    assert_eq!(seen.content("empty"), b"");
    assert_eq!(seen.content("two"), b"second");
    assert_eq!(seen.reasons(), []);
}

#[test]
fn what_is_encrypted_is_told_by_name() {
    let seen = Seen::of_file(open, &base64(ENCRYPTED));
    assert_eq!(seen.skipped, [("a.txt".to_owned(), Reason::Encrypted)]);
    let seen = Seen::of_file(open, &base64(HEADER_ENCRYPTED));
    assert_eq!(seen.reasons(), [Reason::Encrypted]);
    let seen = Seen::of_file(open, &base64(PPMD));
    assert_eq!(
        seen.reasons(),
        [Reason::UnknownMethod, Reason::UnknownMethod]
    );
}

#[test]
fn a_fault_ends_its_block_and_no_other() {
    let mut bytes = base64(APART);
    bytes.splice(41..45, [0xFF; 4]);
    let seen = Seen::of_file(open, &bytes);
    assert_eq!(seen.reasons(), [Reason::Damaged]);
    assert_eq!(seen.content("b.txt"), b"second file");
    let mut bytes = base64(LZMA2);
    bytes.splice(41..45, [0xFF; 4]);
    let seen = Seen::of_file(open, &bytes);
    assert_eq!(seen.skipped, [("b.txt".to_owned(), Reason::Damaged)]);
}

#[test]
fn a_cut_archive_is_told_wherever_it_is_cut() {
    let bytes = base64(LZMA2);
    for cut in 6..bytes.len() {
        let seen = Seen::of_file(open, bytes.get(..cut).unwrap());
        assert_eq!(seen.reasons(), [Reason::Truncated], "{cut}");
    }
}

/// An archive with the header as it is, whose checksums are made to fit what it says.
fn with_header(change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let bytes = base64(APART);
    let at = 32 + usize::try_from(number(&bytes, 12, 8)).unwrap();
    let mut header = bytes.get(at..).unwrap().to_vec();
    change(&mut header);
    let mut front = bytes.get(..12).unwrap().to_vec();
    let mut place = bytes.get(12..20).unwrap().to_vec();
    place.extend((header.len() as u64).to_le_bytes());
    place.extend(crc32fast::hash(&header).to_le_bytes());
    front.splice(8..12, crc32fast::hash(&place).to_le_bytes());
    [front, place, bytes.get(32..at).unwrap().to_vec(), header].concat()
}

#[test]
fn any_byte_of_a_header_may_be_another_one() {
    assert_eq!(Seen::of_file(open, &with_header(|_| {})).reasons(), []);
    let length = base64(APART).len();
    for at in 0..length {
        for value in [0, 1, 0x7F, 0x80, 0xC0, 0xFF] {
            let bytes = with_header(|header| {
                if let Some(byte) = header.get_mut(at) {
                    *byte = value;
                }
            });
            let _ = Seen::of_file(open, &bytes);
        }
    }
}

#[test]
fn counts_without_bytes_make_no_lists() {
    for at in 0..40 {
        let bytes = with_header(|header| {
            if at < header.len() {
                header.splice(at..=at, [0xFF; 9]);
            }
        });
        let _ = Seen::of_file(open, &bytes);
    }
}
