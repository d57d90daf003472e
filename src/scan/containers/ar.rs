//! ar: Debian packages and libraries. Files behind each other, each behind a header of 60 bytes.

use super::peek::Peek;
use super::{Named, Visit};
use crate::report::Reason;
use crate::scan::trouble::Trouble;
use std::io::{self, Read};

const MAGIC: &[u8] = b"!<arch>\n";

/// Bytes of the header of a file.
const HEADER: usize = 60;

/// What every header ends with.
const HEADER_END: &[u8] = b"`\n";

/// What the longest name of BSD may have.
const LONGEST_NAME: u64 = 64 << 10;

pub(super) fn is_ar(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}

pub(super) fn open(peek: &mut Peek<'_>, visit: &mut dyn Visit) -> io::Result<()> {
    peek.skip(MAGIC.len() as u64)?;
    while !peek.peek(1)?.is_empty() {
        let header = peek.exact::<HEADER>()?;
        let field = |from: usize, to: usize| header.get(from..to).unwrap_or_default().trim_ascii();
        let size = std::str::from_utf8(field(48, 58))
            .ok()
            .and_then(|size| size.parse().ok());
        let (true, Some(size)) = (header.ends_with(HEADER_END), size) else {
            return Err(Trouble::damaged("The header of a file makes no sense.").into());
        };
        file(peek, visit, field(0, 16), size)?;
        // Every file begins at an even place; the last may go without what fills it up.
        if size % 2 == 1 && !peek.peek(1)?.is_empty() {
            peek.skip(1)?;
        }
    }
    Ok(())
}

fn file(peek: &mut Peek<'_>, visit: &mut dyn Visit, name: &[u8], size: u64) -> io::Result<()> {
    let mut content = peek.take(size);
    // BSD puts a long name before the content: `#1/` and its length.
    let long = name
        .strip_prefix(b"#1/")
        .and_then(|length| std::str::from_utf8(length).ok());
    let name = match long.and_then(|length| length.parse::<u64>().ok()) {
        Some(length) => {
            let mut name = Vec::new();
            (&mut content)
                .take(length.min(LONGEST_NAME))
                .read_to_end(&mut name)?;
            name
        }
        None => name.strip_suffix(b"/").unwrap_or(name).to_vec(),
    };
    let end = name
        .iter()
        .position(|byte| *byte == 0)
        .unwrap_or(name.len());
    let name = String::from_utf8_lossy(name.get(..end).unwrap_or_default()).into_owned();
    visit.entry(Named::stored(&name), &mut content)?;
    if content.limit() > 0 {
        return Err(Trouble::new(Reason::Truncated).into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::testing::Seen;
    use super::*;

    fn member(name: &str, content: &str) -> String {
        let filler = if content.len() % 2 == 1 { "\n" } else { "" };
        format!(
            "{name:<16}{:<32}{:<10}`\n{content}{filler}",
            "0",
            content.len()
        )
    }

    fn archive() -> String {
        let bsd = member("#1/12", "a long name\0second");
        format!("!<arch>\n{}{bsd}", member("first.txt/", "first"))
    }

    #[test]
    fn files_are_read_with_names_of_both_kinds() {
        let bytes = archive();
        assert!(is_ar(bytes.as_bytes()));
        let seen = Seen::of_stream(open, bytes.as_bytes());
        assert_eq!(seen.names(), ["first.txt", "a long name"]);
        assert_eq!(seen.content("first.txt"), b"first");
        assert_eq!(seen.content("a long name"), b"second");
        assert_eq!(seen.reasons(), []);
    }

    #[test]
    fn a_cut_archive_is_told_unless_whole_files_remain() {
        let bytes = archive();
        let whole = 8 + HEADER + 5;
        for cut in 8..bytes.len() {
            let seen = Seen::of_stream(open, bytes.as_bytes().get(..cut).unwrap());
            let is_whole = cut == 8 || cut == whole || cut == whole + 1;
            assert_eq!(seen.reasons().is_empty(), is_whole, "{cut}");
        }
    }
}
