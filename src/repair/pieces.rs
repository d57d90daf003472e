//! Puts together what source code tears apart: `"…&si" + "g=…"`, lines that go on behind a mark,
//! parameters that stand as keys and values of an object, and text with markup or colours in it.
//!
//! A try, for text in which nothing whole was found as it stands.

use super::marks;
use crate::params::table;

/// Text that was put together, and where its bytes came from.
pub(crate) struct Joined {
    pub(crate) text: String,
    /// For each piece: where it starts in the text, and where it came from.
    pieces: Vec<(usize, usize)>,
}

impl Joined {
    fn new(capacity: usize) -> Self {
        Self {
            text: String::with_capacity(capacity),
            pieces: Vec::new(),
        }
    }

    fn push(&mut self, piece: &str, origin: usize) {
        self.pieces.push((self.text.len(), origin));
        self.text.push_str(piece);
    }

    /// Returns where a byte came from.
    pub(crate) fn origin(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|(start, _)| *start <= at);
        let piece = index
            .checked_sub(1)
            .and_then(|index| self.pieces.get(index));
        piece.map_or(0, |(start, origin)| origin + (at - start))
    }
}

/// Returns the ways to put a text together, as far as it looks torn.
pub(crate) fn joined(text: &str) -> Vec<Joined> {
    [strings(text), object(text), markup(text)]
        .into_iter()
        .flatten()
        .collect()
}

const QUOTES: [char; 3] = ['"', '\'', '`'];

/// Joins string literals, and lines that end in a mark.
fn strings(text: &str) -> Option<Joined> {
    let mut joined = Joined::new(text.len());
    let (mut copied, mut at) = (0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        match seam(rest) {
            Some(length) => {
                joined.push(text.get(copied..at)?, copied);
                at += length;
                copied = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    if copied == 0 {
        return None;
    }
    joined.push(text.get(copied..)?, copied);
    Some(joined)
}

/// The length of what stands between two pieces of one string.
fn seam(rest: &str) -> Option<usize> {
    let first = rest.chars().next()?;
    if matches!(first, '\\' | '`' | '^') {
        // A line that goes on: the mark, the line end, the indentation.
        let behind = rest.get(1..)?;
        let next = behind.trim_start_matches('\r');
        if next.starts_with('\n') {
            return Some(rest.len() - next.trim_start().len());
        }
    }
    if let Some(length) = cell_seam(rest) {
        return Some(length);
    }
    if matches!(first, '\\') && rest.get(1..)?.starts_with(QUOTES) {
        return seam(rest.get(1..)?).map(|length| length + 1);
    }
    if !QUOTES.contains(&first) {
        return None;
    }
    let between = rest.get(1..)?;
    let operators = |letter: char| {
        letter.is_whitespace()
            || matches!(
                letter,
                '+' | '.' | '&' | '_' | ',' | '(' | ')' | '\\' | '~' | '|' | '`' | '^'
            )
    };
    let next = between.trim_start_matches(operators);
    let length = between.len() - next.len();
    let gap = between.get(..length)?;
    // An empty string is no seam, and a list of strings is none.
    let is_list = gap.contains(',') && !gap.contains('+');
    if length == 0 || length > 160 || is_list {
        return None;
    }
    let prefix = next.trim_start_matches(['f', 'r', 'b', 'u', '$', '@', 'L']);
    (next.len() - prefix.len() <= 2 && prefix.starts_with(first))
        .then(|| rest.len() - prefix.len() + 1)
}

/// The length of what stands between two pieces of one string in a notebook, where each line of
/// source is an item of a list: `'\n",` and `"  '`.
fn cell_seam(rest: &str) -> Option<usize> {
    let quote = ["'", "\\\""]
        .into_iter()
        .find(|quote| rest.starts_with(quote))?;
    let behind = rest.get(quote.len()..)?.trim_start_matches([' ', '+']);
    let behind = behind.strip_prefix("\\\\").unwrap_or(behind);
    let item = behind.strip_prefix("\\n\",")?.trim_start();
    let next = item.strip_prefix('"')?.trim_start_matches([' ', '+']);
    let next = next.strip_prefix(['f', 'r', 'b', 'u']).unwrap_or(next);
    Some(rest.len() - next.strip_prefix(quote)?.len())
}

/// Elements between which a text does not go on, in HTML, Word, Excel and OpenDocument.
const BLOCKS: &[&str] = &[
    "br", "c", "dd", "div", "dt", "h", "is", "li", "p", "pre", "row", "si", "tab", "table", "td",
    "th", "tr",
];

/// The longest mark between two pieces of one text: the properties of a run in Word.
const LONGEST_MARKUP: usize = 600;

/// Joins what stands on both sides of markup within a word, and of what colours a terminal.
fn markup(text: &str) -> Option<Joined> {
    let bytes = text.as_bytes();
    let mut joined = Joined::new(text.len());
    let (mut copied, mut at) = (0, 0);
    while let Some(found) = memchr::memchr2(b'<', b'\x1B', bytes.get(at..)?) {
        let start = at + found;
        let mut end = start;
        while let Some(length) = bytes.get(end..).and_then(mark) {
            end += length;
        }
        at = end.max(start + 1);
        let is_free = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
        let is_inside = !is_free(bytes.get(end))
            && !is_free(start.checked_sub(1).and_then(|before| bytes.get(before)));
        if end > start && is_inside {
            joined.push(text.get(copied..start)?, copied);
            copied = end;
        }
    }
    joined.push(text.get(copied..)?, copied);
    (copied > 0).then_some(joined)
}

/// The length of one tag, or of one command to a terminal.
fn mark(rest: &[u8]) -> Option<usize> {
    let near = rest.get(..rest.len().min(LONGEST_MARKUP))?;
    if let Some(command) = near.strip_prefix(b"\x1B[") {
        let digits = command
            .iter()
            .take_while(|byte| matches!(byte, b'0'..=b'?'))
            .count();
        return command.get(digits).map(|_| digits + 3);
    }
    let tag = near.strip_prefix(b"<")?;
    let length = memchr::memchr2(b'>', b'<', tag)?;
    let named = tag.strip_prefix(b"/").unwrap_or(tag);
    let name = named
        .iter()
        .take_while(|byte| byte.is_ascii_alphabetic() || **byte == b':')
        .count();
    let name = std::str::from_utf8(named.get(..name)?).ok()?;
    let name = name.rsplit(':').next()?;
    let is_inline =
        !name.is_empty() && !BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block));
    (tag.get(length) == Some(&b'>') && is_inline).then_some(length + 2)
}

/// Makes a query of the pairs of an object, `{"sv": "2022-11-02", "sig": "…"}`.
fn object(text: &str) -> Option<Joined> {
    let mut joined = Joined::new(text.len() / 2);
    let mut keys: Vec<&str> = Vec::new();
    for start in marks::name_starts(text) {
        let rest = text.get(start..)?;
        let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = rest.get(..length)?;
        let Some(spec) = table::find(name).filter(|_| length <= 5) else {
            continue;
        };
        let behind = rest.get(length..)?;
        let Some((value, at)) = value_behind(behind) else {
            continue;
        };
        if keys.contains(&spec.key) {
            continue;
        }
        keys.push(spec.key);
        if !joined.text.is_empty() {
            joined.push("&", start);
        }
        joined.push(name, start);
        joined.push("=", start + length);
        // What a value of a query cannot hold as it is.
        for (place, letter) in value.char_indices() {
            let place = start + length + at + place;
            match letter {
                '+' => joined.push("%2B", place),
                '&' => joined.push("%26", place),
                _ => joined.push(letter.encode_utf8(&mut [0; 4]), place),
            }
        }
    }
    (keys.len() > 2 && keys.contains(&"sig")).then_some(joined)
}

/// The longest value of a parameter.
const LONGEST_VALUE: usize = 512;

/// The value behind a quoted or bare key, and where it starts.
fn value_behind(behind: &str) -> Option<(&str, usize)> {
    let sign = behind.trim_start_matches(['"', '\'', '\\', ' ']);
    let filler = behind.len() - sign.len();
    // `sv=` without a blank is a query already.
    let after = sign
        .strip_prefix("=>")
        .or_else(|| sign.strip_prefix([':', ',', '=']))?;
    let named = after.trim_start_matches([' ', '"', '\'', '\\', '[', '\r', '\n', '\t']);
    // Lists of pairs: `"name": "sig", "value": "…"`.
    let (named, is_listed) = match named.strip_prefix("value") {
        Some(rest) => (
            rest.trim_start_matches(['"', '\'', '\\', ' ', ':', '=']),
            true,
        ),
        None => (named, false),
    };
    // Pairs, `("sig", "…")`; words in a list are none.
    let is_pair = filler > 0 && after.trim_start_matches(' ').starts_with(['"', '\'']);
    if filler > 4 || (sign.starts_with(',') && !is_listed && !is_pair) {
        return None;
    }
    let near = named.get(..named.floor_char_boundary(LONGEST_VALUE))?;
    let end = near
        .find(|letter: char| {
            letter.is_whitespace() || matches!(letter, '"' | '\'' | ',' | ';' | '}' | '<' | '\\')
        })
        .or((near.len() == named.len()).then_some(near.len()))?;
    // With a `&` in it, it is a query already.
    let is_query = |value: &str| filler == 0 && sign.starts_with('=') && value.contains('&');
    let value = named.get(..end)?;
    (!value.is_empty() && !is_query(value)).then_some((value, behind.len() - named.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_torn_in_source_are_joined_with_their_places() {
        for text in [
            "a = \"?sv=1&si\" + \"g=x\"",
            "a = '?sv=1&si' +\n    'g=x'",
            "a = \"?sv=1&si\"\n  \"g=x\"",
            "a = \"?sv=1&si\" & _\r\n \"g=x\"",
            "a = \"?sv=1&si\\\n   g=x\"",
            "a = \"?sv=1&si\" . \"g=x\"",
            "a = $\"?sv=1&si\" +\n $\"g=x\"",
        ] {
            let joined = strings(text).unwrap();
            assert!(
                joined.text.contains("?sv=1&sig=x"),
                "{text}: {}",
                joined.text
            );
            let at = joined.text.find("g=x").unwrap();
            assert_eq!(joined.origin(at), text.find("g=x").unwrap());
        }
        assert!(strings("[\"a\", \"b\"]").is_none() && strings("x = \"\"").is_none());
    }

    #[test]
    fn markup_within_a_word_is_left_out() {
        for text in [
            "<p>?sv=1&amp;s<wbr>ig=x</p>",
            "<w:t>?sv=1&amp;s</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r><w:t>ig=x</w:t>",
            "\x1B[36m?sv=1&amp;s\x1B[01;31m\x1B[Kig=x\x1B[0m ",
        ] {
            let joined = markup(text).unwrap();
            assert!(joined.text.contains("?sv=1&amp;sig=x"), "{}", joined.text);
            let at = joined.text.find("ig=x").unwrap();
            assert_eq!(joined.origin(at), text.find("ig=x").unwrap());
        }
        for text in [
            "<td>?sv=1&s</td><td>ig=x</td>",
            "<b>?sv=1&s</b> ig=x",
            "a < b",
        ] {
            assert!(markup(text).is_none(), "{text}");
        }
    }

    #[test]
    fn an_object_becomes_a_query() {
        for text in [
            "{\"sv\": \"2022-11-02\", \"se\": \"2030\", \"sig\": \"a+b=\"}",
            "sv: 2022-11-02\nse: '2030'\nsig: a+b=\n",
            "[{\"name\":\"sv\",\"value\":\"2022-11-02\"},{\"name\":\"se\",\"value\":\"2030\"},{\"name\":\"sig\",\"value\":\"a+b=\"}]",
            "['sv' => '2022-11-02', 'se' => '2030', 'sig' => 'a+b=']",
            "p.set(\"sv\",\"2022-11-02\");p.set(\"se\",\"2030\");p.set(\"sig\",\"a+b=\");",
            "{'sv': ['2022-11-02'], 'se': ['2030'], 'sig': ['a+b=']}",
            "sas(sv='2022-11-02', se='2030', sig='a+b=')",
            "sv=2022-11-02\nse=2030\nsig=a+b=\n",
            "[{\n\"key\": \"sv\",\n\t\"value\": \"2022-11-02\"\n},{\"key\": \"se\",\r\n\"value\": \"2030\"},{\"key\": \"sig\",\n\"value\": \"a+b=\"}]",
        ] {
            let joined = object(text).unwrap();
            assert_eq!(joined.text, "sv=2022-11-02&se=2030&sig=a%2Bb=", "{text}");
            assert_eq!(joined.origin(0), text.find("sv").unwrap());
        }
    }
}
