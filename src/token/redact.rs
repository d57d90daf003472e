//! Replaces secrets in text: signatures, account keys, bearer tokens, whatever stands under a
//! secret-like name. Used for every piece of input that enters a report.

use super::percent;

/// What stands in place of a secret.
pub(crate) const REDACTED: &str = "[redacted]";

/// Names whose values are secrets, in lower case without `-`, `_` and `.`. Sorted.
/// `sig` and what could be a slip of it are handled by [`is_secret_name`].
const SECRET_NAMES: &[&str] = &[
    "accesskey",
    "accesstoken",
    "accountkey",
    "apikey",
    "authtoken",
    "clientsecret",
    "code",
    "connectionstring",
    "idtoken",
    "jwt",
    "pass",
    "passwd",
    "password",
    "primarykey",
    "pw",
    "pwd",
    "refreshtoken",
    "sas",
    "secondarykey",
    "secret",
    "secretkey",
    "sessiontoken",
    "sharedaccesskey",
    "sharedsecretkey",
    "signature",
    "sn",
    "storagesas",
    "subscriptionkey",
    "token",
    "xamzcredential",
    "xamzsecuritytoken",
    "xamzsignature",
    "xfunctionskey",
    "xgoogcredential",
    "xgoogsignature",
];

/// Lengths of the unpadded Base64 of 32 and 64 bytes.
const SECRET_LENGTHS: [usize; 2] = [43, 86];

/// Words that make any name that holds them a secret's.
const SECRET_WORDS: &[&str] = &[
    "accesskey",
    "apikey",
    "assertion",
    "authkey",
    "authoriz",
    "bearer",
    "cookie",
    "credential",
    "hmac",
    "otp",
    "passphrase",
    "passw",
    "privatekey",
    "samlresponse",
    "sastoken",
    "secret",
    "session",
    "signature",
];

/// Whether a parameter of this name holds a secret, however it is spelled.
pub(crate) fn is_secret_name(name: &str) -> bool {
    if name.len() > 64 {
        return false;
    }
    let plain: String = percent::decode(name)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    let bare = plain.strip_prefix("amp").unwrap_or(&plain);
    if crate::params::table::find(bare).is_some_and(|spec| spec.key != "sig") {
        return false;
    }
    SECRET_NAMES.binary_search(&bare).is_ok()
        || SECRET_WORDS.iter().any(|word| bare.contains(word))
        || (["token", "key"].iter().any(|end| bare.ends_with(end))
            && !matches!(bare, "partitionkey" | "rowkey"))
        || looks_like_sig(bare)
}

/// `sig` itself, or one slip away from it, or a longer name built on it.
fn looks_like_sig(name: &str) -> bool {
    let is_slip = name.len() == 3
        && name
            .bytes()
            .zip(b"sig".iter())
            .filter(|(one, other)| one != *other)
            .count()
            == 1;
    is_slip
        || name.ends_with("sig")
        || (name.starts_with("sig") && !name.starts_with("signed"))
        || matches!(
            name,
            "sig" | "sgi" | "gis" | "isg" | "igs" | "gsi" | "siig" | "sg"
        )
}

/// Whether a value is, once decoded, the Base64 of 32 or 64 bytes.
pub(crate) fn is_secret_value(value: &str) -> bool {
    let decoded = percent::decode_fully(value);
    let trimmed = decoded.trim_matches(|letter: char| letter == '=' || letter.is_whitespace());
    let filled = trimmed.replace(' ', "+");
    SECRET_LENGTHS.contains(&filled.len()) && filled.bytes().all(is_base64)
}

/// Whether a text holds what [`text`] would replace.
pub(crate) fn finds_secret(whole: &str) -> bool {
    text(whole) != whole
}

/// Returns the text with every secret in it replaced. An escape counts as what it stands for, so that
/// `a%3D` in front of a secret does not hide it.
pub(crate) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut before: Option<u8> = None;
    while !rest.is_empty() {
        if let Some(length) = secret_length(rest, before) {
            out.push_str(REDACTED);
            rest = rest.get(length..).unwrap_or_default();
            before = Some(b'.');
            continue;
        }
        let word = run_length(rest);
        let step = if word > 0 { word } else { step_length(rest) };
        let (head, tail) = rest.split_at_checked(step).unwrap_or((rest, ""));
        out.push_str(head);
        before = if word > 0 {
            head.bytes().next_back()
        } else {
            percent::unit(head.as_bytes()).0
        };
        rest = tail;
        if word == 0 {
            continue;
        }
        // Most words are no names: the name is looked at only before a sign.
        let sign = sign_length(rest);
        if sign == 0 || !is_secret_name(head) {
            continue;
        }
        let length = rest.get(sign..).map_or(0, value_length);
        if length > 0 {
            out.push_str(rest.get(..sign).unwrap_or_default());
            out.push_str(REDACTED);
            rest = rest.get(sign + length..).unwrap_or_default();
            before = Some(b'.');
        }
    }
    out
}

/// Returns the path of a file with every secret in it replaced. Folders in a row can have the letters
/// and the length of a secret, so each name is looked at alone, unless a sign says that the path holds
/// a query or an escape.
#[cfg(any(feature = "exports", feature = "scan"))]
pub(crate) fn path(path: &str) -> String {
    if path.contains(['=', '%', '&', ';']) {
        return text(path);
    }
    let mut out = String::with_capacity(path.len());
    for name in path.split_inclusive(['/', '\\', '!']) {
        let separator = name.len() - usize::from(name.ends_with(['/', '\\', '!']));
        let (name, separator) = name.split_at_checked(separator).unwrap_or((name, ""));
        out.push_str(&text(name));
        out.push_str(separator);
    }
    out
}

/// The length of one escape or one character.
fn step_length(text: &str) -> usize {
    let (_, width) = percent::unit(text.as_bytes());
    if width > 1 {
        width
    } else {
        text.chars().next().map_or(1, char::len_utf8)
    }
}

/// The length of the `=` or `:` behind a name, with the quotes and blanks around it, encoded or not:
/// `=`, `: "`, `%22%3A%22`.
fn sign_length(text: &str) -> usize {
    let before = filler_length(text);
    let (sign, width) = percent::unit(text.as_bytes().get(before..).unwrap_or_default());
    if !matches!(sign, Some(b'=' | b':')) {
        return 0;
    }
    let sign = before + width;
    sign + text.get(sign..).map_or(0, filler_length)
}

/// The length of up to four quotes, blanks and backslashes.
fn filler_length(text: &str) -> usize {
    let mut at = 0;
    for _ in 0..4 {
        let (letter, width) = percent::unit(text.as_bytes().get(at..).unwrap_or_default());
        if !matches!(letter, Some(b'"' | b'\'' | b' ' | b'\\')) {
            break;
        }
        at += width;
    }
    at
}

/// The length of a value: up to what separates it from the next one.
fn value_length(text: &str) -> usize {
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (letter, width) = percent::unit(rest.as_bytes());
        let ends = letter.is_some_and(|letter| {
            matches!(
                letter,
                b'&' | b';' | b',' | b'"' | b'\'' | b'<' | b'>' | b' ' | b'\t' | b'\n' | b'\r'
            )
        });
        if ends {
            break;
        }
        at += if width > 1 { width } else { step_length(rest) };
    }
    at
}

/// The length of the secret that `text` starts with, if it starts with one.
fn secret_length(text: &str, before: Option<u8>) -> Option<usize> {
    if before.is_some_and(|letter| letter.is_ascii_alphanumeric()) {
        return None;
    }
    let length = jwt_length(text)
        .or_else(|| base64_secret_length(text))
        .or_else(|| glued_length(text))
        .or_else(|| opaque_length(text))?;
    // What follows a dot belongs to it: the parts of a token of any kind.
    let rest = text
        .get(length..)
        .filter(|rest| rest.starts_with('.'))
        .unwrap_or_default();
    let is_part =
        |letter: &u8| letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_' | b'.');
    Some(length + rest.bytes().take_while(is_part).count())
}

/// A signature that lost the sign behind its name: `sigcRbIx5…`.
fn glued_length(text: &str) -> Option<usize> {
    let (name, rest) = text.split_at_checked("sig".len())?;
    if !name.eq_ignore_ascii_case("sig") {
        return None;
    }
    Some(name.len() + base64_secret_length(rest)?)
}

/// The shortest word that is taken for a piece of a secret: part of a torn or cut signature.
const SHORTEST_OPAQUE: usize = 28;

/// A long word of capitals, small letters and digits: no name that people give.
fn opaque_length(text: &str) -> Option<usize> {
    let length = text
        .bytes()
        .take_while(u8::is_ascii_alphanumeric)
        .take(4096)
        .count();
    let word = text.get(..length)?;
    let has = |is: fn(&u8) -> bool| word.bytes().filter(is).count() > 2;
    let is_mixed =
        has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_digit);
    (length >= SHORTEST_OPAQUE && is_mixed).then_some(length)
}

/// Whether the value of a parameter that nobody knows may be a secret: one long word without a break.
pub(crate) fn is_opaque_value(value: &str) -> bool {
    let is_letter = |letter: u8| is_base64(letter) || letter == b'=';
    value.len() >= SHORTEST_OPAQUE
        && value.bytes().all(is_letter)
        && value.bytes().any(|letter| letter.is_ascii_digit())
        && value.bytes().any(|letter| letter.is_ascii_alphabetic())
}

fn jwt_length(text: &str) -> Option<usize> {
    if !text.starts_with("eyJ") {
        return None;
    }
    let is_jwt =
        |letter: u8| letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_' | b'.');
    let length = text.bytes().take_while(|letter| is_jwt(*letter)).count();
    let dots = text
        .bytes()
        .take(length)
        .filter(|letter| *letter == b'.')
        .count();
    (dots >= 2 && length > 20).then_some(length)
}

/// Longer runs are looked at from each `/` in them: no secret is longer than 88 characters.
const LONGEST_UNITS: usize = 90;

/// A run of Base64 characters, where `%2B`, `%2F` and `%3D` count as the characters they stand for.
/// A path can hold a secret between slashes, so every piece that ends at one is looked at.
fn base64_secret_length(text: &str) -> Option<usize> {
    let mut units = 0;
    let mut at = 0;
    let mut mixed = (false, false);
    let bytes = text.as_bytes();
    loop {
        let (letter, width) = percent::unit(bytes.get(at..).unwrap_or_default());
        let ends = !letter.is_some_and(is_base64);
        if (ends || letter == Some(b'/'))
            && SECRET_LENGTHS.contains(&units)
            && mixed == (true, true)
        {
            return Some(at + padding_length(bytes.get(at..).unwrap_or_default()));
        }
        if ends && units > 43 && letter == Some(b'=') {
            return Some(at + padding_length(bytes.get(at..).unwrap_or_default()));
        }
        let letter = letter.filter(|_| !ends)?;
        mixed.0 |= letter.is_ascii_uppercase();
        mixed.1 |= letter.is_ascii_lowercase();
        units += 1;
        at += width;
        if units > LONGEST_UNITS {
            return None;
        }
    }
}

fn padding_length(bytes: &[u8]) -> usize {
    let mut at = 0;
    for _ in 0..2 {
        let (letter, width) = percent::unit(bytes.get(at..).unwrap_or_default());
        if letter != Some(b'=') {
            break;
        }
        at += width;
    }
    at
}

/// The length of the word that `text` starts with: what [`text`] steps over at once.
fn run_length(text: &str) -> usize {
    text.bytes()
        .take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_'))
        .count()
}

fn is_base64(letter: u8) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, b'+' | b'/' | b'-' | b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "cRbIx5hHSaui2mPzbshp1xKy4GdrisBX1S4Zi+OnEVU=";

    #[test]
    fn the_table_of_names_is_sorted() {
        assert!(SECRET_NAMES.is_sorted());
    }

    #[test]
    fn a_signature_is_replaced_wherever_it_stands() {
        for place in [
            "{}",
            "/c/{}",
            "x={}",
            "\"{}\"",
            "a {} b",
            "sgi={}",
            "blob/{}?x",
            "SIG{}",
        ] {
            let shown = text(&place.replace("{}", SECRET));
            assert!(!shown.contains("cRbIx5hH"), "{shown}");
        }
        assert!(!text(&SECRET.replace('+', "%2B").replace('=', "%3D")).contains("cRbIx"));
    }

    #[test]
    fn values_under_secret_names_are_replaced() {
        assert_eq!(
            text("AccountName=a;AccountKey=short;x=1"),
            "AccountName=a;AccountKey=[redacted];x=1"
        );
        assert_eq!(text("?SIG=abc&se=1"), "?SIG=[redacted]&se=1");
        assert!(is_secret_name("sgi") && is_secret_name("amp;sig") && !is_secret_name("spr"));
    }

    #[test]
    fn ordinary_text_stays() {
        let path = "reports/2024/quarter-one/summary of everything.pdf";
        assert_eq!(text(path), path);
    }
}
