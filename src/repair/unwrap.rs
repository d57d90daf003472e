//! Takes a link out of what was wrapped around the whole of it: redirects, Base64.

use super::mapped::Mapped;
use super::marks::{self, find_ignore_case};
use super::{extract, proofpoint};
use crate::token::percent;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use std::ops::Range;

/// Percent-decodes a range once.
pub(crate) fn percent_decoded(mapped: &Mapped, range: Range<usize>) -> Mapped {
    let text = mapped.as_str();
    let mut output = Mapped::with_capacity(range.len());
    let mut at = range.start;
    while at < range.end {
        let (length, width) = decoded_character(text, at, range.end);
        if length == 0 {
            break;
        }
        let piece = text.get(at..at + length).unwrap_or_default();
        if width == 0 {
            output.push_range(mapped, at..at + length);
        } else {
            output.push_replacement(&percent::decode(piece), mapped, at..at + length);
        }
        at += length;
    }
    output
}

/// The bytes of text that make the next character, and how many escapes are in them.
fn decoded_character(text: &str, at: usize, end: usize) -> (usize, usize) {
    let Some(rest) = text.get(at..end) else {
        return (0, 0);
    };
    let Some(first) = rest
        .strip_prefix('%')
        .and_then(|digits| percent::hex_pair(digits.as_bytes()))
    else {
        return (rest.chars().next().map_or(0, char::len_utf8), 0);
    };
    let wanted = match first {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => 1,
    };
    let mut escapes = 1;
    while escapes < wanted {
        let next = rest
            .get(escapes * 3..)
            .and_then(|next| next.strip_prefix('%'));
        if !next
            .and_then(|digits| percent::hex_pair(digits.as_bytes()))
            .is_some_and(|byte| (0x80..0xC0).contains(&byte))
        {
            break;
        }
        escapes += 1;
    }
    (escapes * 3, escapes)
}

/// `https://redirect.example/?url=https%3A%2F%2F…`: Outlook SafeLinks and its like; Proofpoint's
/// own encoding.
pub(super) fn redirect(mapped: &Mapped) -> Option<(Mapped, u32)> {
    let text = mapped.as_str();
    let scheme_end = marks::find(text, "://")? + 3;
    // A link to storage is the link that counts, whatever address stands in its path or query.
    if extract::names_storage_host(text) {
        return None;
    }
    if let Some(inner) = proofpoint::version_2(mapped) {
        return Some((inner, 1));
    }
    let behind = text.get(scheme_end..)?;
    let encoded_link = ["https%3a%2f%2f", "http%3a%2f%2f"]
        .iter()
        .filter_map(|needle| find_ignore_case(behind, needle))
        .min();
    let start = match encoded_link {
        Some(at) => scheme_end + at,
        None => encoded_query(text)?,
    };
    let end = text
        .get(start..)?
        .find(['&', '#'])
        .map_or(text.len(), |length| start + length);
    let inner = percent_decoded(mapped, start..end);
    let is_wanted = marks::is_token(inner.as_str())
        || extract::names_storage_host(inner.as_str())
        || find_ignore_case(inner.as_str(), "%3a%2f%2f").is_some()
        || crate::token::foreign::is_other_signature(inner.as_str());
    is_wanted.then_some((inner, 1))
}

/// Where a value starts that holds a whole encoded query: `?sas=%3Fsv%3D…%26sig%3D…`.
fn encoded_query(text: &str) -> Option<usize> {
    let query = text.find('?')? + 1;
    let values = text
        .get(query..)?
        .match_indices('=')
        .map(|(at, _)| query + at + 1);
    let is_query = |start: usize| {
        let value = text
            .get(start..)
            .and_then(|rest| rest.split('&').next())
            .unwrap_or_default();
        let encoded = value
            .strip_prefix("%3F")
            .or_else(|| value.strip_prefix("%3f"))
            .unwrap_or(value);
        find_ignore_case(encoded, "%26").is_some() && marks::known_name_at(encoded).is_some()
    };
    values.take(64).find(|start| is_query(*start))
}

/// The Base64 of "DefaultEndpointsProtocol" and of "BlobEndpoint".
const BASE64_STARTS: [&str; 2] = ["RGVmYXVsdEVuZHBvaW50c1Byb3RvY29s", "QmxvYkVuZHBvaW50"];

/// A connection string in Base64, as Kubernetes secrets keep it.
pub(super) fn base64(mapped: &Mapped) -> Option<(Mapped, u32)> {
    let text = mapped.as_str();
    let start = BASE64_STARTS
        .iter()
        .find_map(|needle| marks::find(text, needle))?;
    let is_letter =
        |letter: u8| letter.is_ascii_alphanumeric() || matches!(letter, b'+' | b'/' | b'=');
    let length = text
        .get(start..)?
        .bytes()
        .take_while(|letter| is_letter(*letter))
        .count();
    let encoded = text.get(start..start + length)?;
    let bytes = STANDARD
        .decode(encoded)
        .or_else(|_| STANDARD_NO_PAD.decode(encoded.trim_end_matches('=')))
        .ok()?;
    let decoded = String::from_utf8(bytes).ok()?;
    let mut output = Mapped::with_capacity(decoded.len());
    for (at, character) in decoded.char_indices() {
        // Each byte stands in the group of four characters that encodes it; the start moves with
        // the byte, so that no two bytes claim the same first character.
        let group = start + at / 3 * 4;
        let (first, _) = mapped.origin(group + at % 3..group + at % 3 + 1);
        let (_, last) = mapped.origin(group..(group + 4).min(start + length));
        output.push(character, (first, last));
    }
    Some((output, 1))
}
