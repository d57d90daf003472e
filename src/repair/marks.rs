//! The marks by which a signature is known in running text.

use crate::params::table;
use crate::token::display;

/// Returns the known parameter whose name, in any case, stands at the start of the text and is
/// followed by `=`, also by an encoded one.
pub(crate) fn known_name_at(text: &str) -> Option<&'static str> {
    let length = text
        .bytes()
        .take_while(|letter| letter.is_ascii_alphanumeric() || *letter == b'-')
        .take(12)
        .count();
    let name = text.get(..length)?;
    let rest = text.get(length..)?;
    // Most words are not followed by `=`: the table is asked only for those that are.
    if !rest.starts_with('=') && !starts_with_ignore_case(rest, "%3d") {
        return None;
    }
    let spec = table::find_any_case(name).filter(|spec| spec.is_signed_field())?;
    Some(spec.key)
}

/// The distinct known parameters in a text.
pub(crate) fn known_keys(text: &str) -> Vec<&'static str> {
    let mut seen: Vec<&'static str> = Vec::new();
    for at in name_starts(text) {
        if let Some(key) = text.get(at..).and_then(known_name_at)
            && !seen.contains(&key)
        {
            seen.push(key);
        }
    }
    seen
}

/// Parameters that no other site's queries have in the same sense.
const TELLING: [&str; 7] = ["sr", "ss", "srt", "tn", "si", "skoid", "sktid"];

/// Whether a repaired text is a storage signature, complete or damaged. On a storage host a signature
/// is enough; elsewhere much else has `sp`, `se` or `sig`, so dates and telling names are asked for.
pub(crate) fn is_token(text: &str) -> bool {
    is_token_on(text, super::extract::names_storage_host(text))
}

/// The same, for a text of which it is known whether it names a storage host.
pub(super) fn is_token_on(text: &str, is_storage_host: bool) -> bool {
    let keys = known_keys(text);
    let has = |key: &str| keys.contains(&key);
    let is_telling = TELLING.iter().any(|key| has(key));
    let is_dated = || has_date(text);
    if is_storage_host {
        return has("sig") || (keys.len() > 1 && (is_telling || is_dated()));
    }
    let is_whole = is_telling || has("sig") || (has("sv") && has("sp") && has("se"));
    keys.len() > 1 && is_whole && (has("si") || is_dated())
}

/// Whether a version, start or expiry has a value that begins like a date.
fn has_date(text: &str) -> bool {
    name_starts(text).any(|at| {
        let rest = text.get(at..).unwrap_or_default();
        known_name_at(rest)
            .filter(|key| matches!(*key, "sv" | "se" | "st"))
            .and_then(|key| rest.as_bytes().get(key.len() + 1..)?.first_chunk())
            .is_some_and(|[year @ .., dash]: &[u8; 5]| {
                *dash == b'-' && year.iter().all(u8::is_ascii_digit)
            })
    })
}

/// Where the name of the last signature starts.
pub(super) fn last_signature(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memrchr2_iter(b's', b'S', bytes).find(|at| {
        is_name_start(bytes, *at) && text.get(*at..).and_then(known_name_at) == Some("sig")
    })
}

/// Every place where a parameter name may start.
pub(crate) fn name_starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    (0..bytes.len()).filter(|at| is_name_start(bytes, *at))
}

fn is_name_start(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_alphabetic)
        && (at == 0
            || bytes.get(at - 1).is_some_and(|before| {
                !before.is_ascii_alphanumeric() && !matches!(before, b'_' | b'-' | b'.' | 0x80..)
            }))
}

/// The value of the parameter that the text ends in: its key, and where the value starts.
pub(crate) fn last_param(text: &str) -> Option<(&str, usize)> {
    let start = text.rfind(['?', '&', ';']).map_or(0, |at| at + 1);
    let piece = text.get(start..)?;
    let equals = piece.find('=')?;
    piece.get(..equals).map(|name| (name, start + equals + 1))
}

pub(crate) fn starts_with_ignore_case(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(prefix))
}

/// Finds a short needle. Texts here are short as well, and the standard library's search prepares
/// for long ones on every call.
pub(crate) fn find(text: &str, needle: &str) -> Option<usize> {
    let (haystack, needle) = (text.as_bytes(), needle.as_bytes());
    memchr::memchr_iter(*needle.first()?, haystack).find(|at| {
        haystack
            .get(*at..)
            .is_some_and(|rest| rest.starts_with(needle))
    })
}

/// Finds an ASCII needle, given in lower case, in any case.
pub(crate) fn find_ignore_case(text: &str, needle: &str) -> Option<usize> {
    let (haystack, needle) = (text.as_bytes(), needle.as_bytes());
    let first = *needle.first()?;
    memchr::memchr2_iter(first, first.to_ascii_uppercase(), haystack).find(|at| {
        haystack
            .get(*at..at + needle.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(needle))
    })
}

/// Whether a character ends a link in running text, whatever stands beside it.
pub(crate) fn is_terminator(character: char) -> bool {
    if character.is_ascii() {
        return character == ' ' || character.is_ascii_control() || is_quote(character);
    }
    (character.is_whitespace() || character.is_control() || is_quote(character))
        && !display::is_invisible(character)
}

fn is_quote(character: char) -> bool {
    matches!(
        character,
        '"' | '<'
            | '>'
            | '|'
            | '{'
            | '}'
            | '“'
            | '”'
            | '„'
            | '‘'
            | '’'
            | '‚'
            | '‹'
            | '›'
            | '«'
            | '»'
    )
}

/// Whether a text is quoted-printable: every `=` behind a known name is written `=3D`.
pub(crate) fn is_quoted_printable(text: &str) -> bool {
    let mut seen = false;
    for at in name_starts(text) {
        let rest = text.get(at..).unwrap_or_default();
        let Some(key) = known_name_at(rest) else {
            continue;
        };
        let sign = rest.get(key.len()..).unwrap_or_default();
        // A soft line break can stand right behind a name.
        if !starts_with_ignore_case(sign, "=3d") && sign != "=" {
            return false;
        }
        seen = true;
    }
    seen
}
/// Whether a text ends where a signature starts, or in the first sign of what stands in place of one:
/// a bracket behind it belongs to that, as in `sig=<signature>` or `sig={{sig}}`.
pub(super) fn is_before_placeholder(before: &[u8]) -> bool {
    let name = before.strip_suffix(b"$").or(before.strip_suffix(b"@"));
    name.or(before.strip_suffix(b"{"))
        .unwrap_or(before)
        .ends_with(b"sig=")
}
