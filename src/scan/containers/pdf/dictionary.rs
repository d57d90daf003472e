//! The dictionary before a stream of a PDF file, as far as it says how the stream is packed.

/// What a dictionary says.
pub(super) struct Dictionary {
    /// The object's number as the file gives it: `12 0 obj`; empty when there is none.
    pub(super) name: String,
    /// How the stream was packed, the last step first.
    pub(super) filters: Vec<String>,
    /// How many bytes it has, where that stands there itself.
    pub(super) length: Option<u32>,
    /// Whether rows of bytes were replaced by their differences before they were packed.
    pub(super) has_predictor: bool,
    /// Whether nothing but numbers or a picture can stand in it.
    pub(super) is_binary: bool,
}

impl Dictionary {
    /// Reads what stands before a stream.
    pub(super) fn before(bytes: &[u8]) -> Self {
        // The last object that begins before it.
        let begins = memchr::memmem::rfind(bytes, b" obj").unwrap_or_default();
        let (before, text) = bytes.split_at_checked(begins).unwrap_or((b"", bytes));
        Self {
            name: object_name(before),
            filters: names(text, b"/Filter"),
            length: number(text, b"/Length"),
            has_predictor: number(text, b"/Predictor").is_some_and(|kind| kind > 1),
            is_binary: ["/XRef", "/Image"]
                .iter()
                .any(|word| memchr::memmem::find(text, word.as_bytes()).is_some()),
        }
    }
}

/// The two numbers at the end of what stands before ` obj`.
fn object_name(before: &[u8]) -> String {
    let digits = |text: &[u8]| {
        text.iter()
            .rev()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let second = digits(before);
    let front = before.get(..before.len() - second).unwrap_or_default();
    let first = digits(front.strip_suffix(b" ").unwrap_or_default());
    if first == 0 || second == 0 || first + second > 20 {
        return "stream".to_owned();
    }
    let at = before.len() - second - 1 - first;
    let numbers = before.get(at..).unwrap_or_default();
    format!("{} obj", String::from_utf8_lossy(numbers))
}

/// What stands behind a key: one not followed by a letter.
fn value<'t>(text: &'t [u8], key: &[u8]) -> Option<&'t [u8]> {
    memchr::memmem::find_iter(text, key).find_map(|at| {
        let behind = text.get(at + key.len()..)?;
        let is_whole = !behind.first()?.is_ascii_alphanumeric();
        is_whole.then(|| behind.trim_ascii_start())
    })
}

/// A name, or those of an array.
fn names(text: &[u8], key: &[u8]) -> Vec<String> {
    let Some(value) = value(text, key) else {
        return Vec::new();
    };
    let (list, most) = match value.strip_prefix(b"[") {
        Some(rest) => (rest.split(|byte| *byte == b']').next(), 8),
        None => (Some(value), 1),
    };
    let pieces = list.unwrap_or_default().split(|byte| *byte == b'/').skip(1);
    let name = |piece: &[u8]| {
        let length = piece
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .count();
        String::from_utf8_lossy(piece.get(..length).unwrap_or_default()).into_owned()
    };
    pieces.take(most).map(name).collect()
}

/// A number that stands there itself: not `12 0 R`, which names another object.
fn number(text: &[u8], key: &[u8]) -> Option<u32> {
    let value = value(text, key)?;
    let length = value
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let (digits, behind) = value.split_at_checked(length)?;
    let behind = behind.trim_ascii_start();
    let second = behind
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let is_reference = second > 0
        && behind
            .get(second..)
            .is_some_and(|rest| rest.trim_ascii_start().starts_with(b"R"));
    if is_reference {
        return None;
    }
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_read() {
        let of = |text: &str| Dictionary::before(text.as_bytes());
        let one = of("endobj\n12 0 obj\n<</Filter/FlateDecode/Length 42>>\n");
        assert_eq!(one.name, "12 0 obj");
        assert_eq!(one.filters, ["FlateDecode"]);
        assert_eq!(one.length, Some(42));
        let two = of(
            "7 0 obj <</Length 9 0 R /Filter [ /ASCII85Decode /FlateDecode ] /DecodeParms <</Predictor 12>> >>",
        );
        assert_eq!(two.filters, ["ASCII85Decode", "FlateDecode"]);
        assert_eq!((two.length, two.has_predictor), (None, true));
        assert!(of("").filters.is_empty());
    }
}
