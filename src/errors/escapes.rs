//! Undoes one layer of escaping, of JSON strings or of XML.

/// Undoes one layer of JSON (and JavaScript, and Python) string escapes.
pub(super) fn undo_json(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let (letter, width) = match after.bytes().next() {
            Some(b'n') => ('\n', 1),
            Some(b'r') => ('\r', 1),
            Some(b't') => ('\t', 1),
            Some(quoted @ (b'"' | b'\'' | b'\\' | b'/')) => (char::from(quoted), 1),
            Some(b'u') => match hex(after.get(1..5)) {
                Some(letter) => (letter, 5),
                None => ('\\', 0),
            },
            _ => ('\\', 0),
        };
        out.push(letter);
        rest = after.get(width..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

fn hex(digits: Option<&str>) -> Option<char> {
    let digits = digits.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

/// The longest reference of XML that is read, `&#x10FFFF;` without its ends.
const LONGEST_REFERENCE: usize = 8;

/// Undoes one layer of XML escapes.
pub(super) fn undo_xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let end = after
            .bytes()
            .take(LONGEST_REFERENCE + 1)
            .position(|byte| byte == b';');
        let referred = end.and_then(|end| Some((reference(after.get(..end)?)?, end + 1)));
        let (letter, width) = referred.unwrap_or(('&', 0));
        out.push(letter);
        rest = after.get(width..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

fn reference(name: &str) -> Option<char> {
    let code = match name {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        _ => name.strip_prefix('#')?,
    };
    let digits = code.strip_prefix(['x', 'X']);
    let number = match digits {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => code.parse(),
    };
    number.ok().and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_layer_is_undone() {
        assert_eq!(undo_json(r"a\nb\\n\u0027\u00e9\"), "a\nb\\n'é\\");
        assert_eq!(undo_xml("a&amp;lt;&#xA;&#39;&nope;&"), "a&lt;\n'&nope;&");
        assert_eq!(undo_xml("&#x110000;&;&#;"), "&#x110000;&;&#;");
    }
}
