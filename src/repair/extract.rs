//! Cuts the link, or the bare query, out of a mended stretch.

use super::Undone;
use super::mapped::Mapped;
use super::marks::{self, find_ignore_case, known_name_at};
use crate::params::{Service, hosts};
use crate::token::signature;
use std::ops::Range;

/// The link or query, and what a connection string says beside it.
pub(super) struct Extracted {
    pub(super) mapped: Mapped,
    /// The endpoint of a connection string.
    pub(super) endpoint: Option<String>,
}

/// Cuts a stretch where a second link starts in it; a connection string stays whole.
pub(super) fn pieces(mapped: &Mapped) -> Vec<Range<usize>> {
    let text = mapped.as_str();
    if is_connection_string(text) {
        return std::iter::once(0..text.len()).collect();
    }
    let mut starts: Vec<usize> = text
        .match_indices("://")
        .filter_map(|(at, _)| scheme_start(text, at))
        .filter(|start| *start > 0 && !is_resource_value(text, *start))
        .collect();
    starts.dedup();
    let mut ranges = Vec::new();
    let mut from = 0;
    for start in starts.into_iter().chain([text.len()]) {
        if start > from {
            ranges.push(from..start);
        }
        from = start;
    }
    ranges
}

/// Whether an address is the `sr` or `r` of another service's token, rather than a link of its own.
fn is_resource_value(text: &str, start: usize) -> bool {
    text.get(..start).is_some_and(|before| {
        ["sr=", "?r=", "&r=", " r="]
            .iter()
            .any(|name| before.ends_with(name))
            || before == "r="
    })
}

/// Where `http` or `https` before `://` starts.
fn scheme_start(text: &str, at: usize) -> Option<usize> {
    ["https", "http"].iter().find_map(|scheme| {
        let start = at.checked_sub(scheme.len())?;
        text.get(start..at)
            .filter(|found| found.eq_ignore_ascii_case(scheme))
            .map(|_| start)
    })
}

fn is_connection_string(text: &str) -> bool {
    has_item(text, "sharedaccesssignature") || has_item(text, "accountkey")
}

/// The sign between a name and its value, plain and as JSON and addresses escape it.
const EQUALS: [&str; 3] = ["=", "\\u003d", "%3d"];

fn has_item(text: &str, name: &str) -> bool {
    let mut rest = text;
    while let Some(at) = find_ignore_case(rest, name) {
        rest = rest.get(at + name.len()..).unwrap_or_default();
        if EQUALS
            .iter()
            .any(|sign| marks::starts_with_ignore_case(rest, sign))
        {
            return true;
        }
    }
    false
}

/// Whether a text holds a link to a storage host.
pub(crate) fn names_storage_host(text: &str) -> bool {
    let start = marks::find(text, "://").map_or(0, |at| at + 3);
    let Some(behind) = text.get(start..) else {
        return false;
    };
    let end = behind
        .find(['/', '?', '#', '&', '\\', '%'])
        .unwrap_or(behind.len());
    let authority = behind.get(..end).unwrap_or_default();
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let (name, port) = host.rsplit_once(':').unwrap_or((host, ""));
    hosts::read_storage(name, port.parse().ok()).is_some()
}

/// Cuts out the link or query.
pub(super) fn link_or_query(mapped: &Mapped, undone: &mut Undone) -> Extracted {
    let text = mapped.as_str();
    if let Some(extracted) = from_connection_string(mapped, undone) {
        return extracted;
    }
    let start = link_start(text).unwrap_or_else(|| query_start(text));
    let prefix = text.get(..start).unwrap_or_default();
    if prefix.len() > 1 {
        undone.unwrapped("text-before");
    }
    let end = link_end(text, start);
    Extracted {
        mapped: mapped.slice(start..end),
        endpoint: None,
    }
}

/// Where the link starts: at its scheme, or at a storage host without one.
fn link_start(text: &str) -> Option<usize> {
    if let Some(at) = marks::find(text, "://") {
        return scheme_start(text, at).or(Some(0));
    }
    let suffix = hosts::CLOUDS
        .iter()
        .find_map(|cloud| find_ignore_case(text, cloud.suffix))?;
    let before = text.get(..suffix)?;
    let is_host = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-');
    // A host in a value, behind `?`, is not this link's.
    if before.contains('?') {
        return None;
    }
    Some(
        before.len()
            - before
                .chars()
                .rev()
                .take_while(|letter| is_host(*letter))
                .count(),
    )
}

/// Where a bare query starts: at its first known parameter, or at unknown ones joined to it by `&`.
fn query_start(text: &str) -> usize {
    let Some(known) =
        marks::name_starts(text).find(|at| text.get(*at..).and_then(known_name_at).is_some())
    else {
        return 0;
    };
    let mut start = known;
    while let Some(before) = text
        .get(..start)
        .and_then(|before| before.strip_suffix('&'))
    {
        let piece_start = before
            .rfind(['&', '?', ';', ',', ' '])
            .map_or(0, |at| at + 1);
        let piece = before.get(piece_start..).unwrap_or_default();
        if !piece.contains('=') || piece.contains("==") || piece.contains('/') {
            break;
        }
        start = piece_start;
    }
    let has_mark = text
        .get(..start)
        .is_some_and(|before| before.ends_with(['?', '&']));
    if has_mark { start - 1 } else { start }
}

/// Where the link ends: at a quote or bracket that unescaping brought out, before punctuation that
/// closes a sentence or a bracket around it, and before what cannot be part of a signature that
/// stands last.
fn link_end(text: &str, start: usize) -> usize {
    let stop = start + first_terminator(text.get(start..).unwrap_or_default());
    let mut end = signature_end(text.get(..stop).unwrap_or(text), start).unwrap_or(stop);
    if let Some(at) = text
        .get(start..end)
        .and_then(|link| marks::find(link, "__;"))
    {
        end = start + at;
    }
    let link = text.get(start..end).unwrap_or_default();
    if ends_in_mask(link) {
        return end;
    }
    let count = |bracket: char| link.matches(bracket).count();
    let mut open = [(')', count(')'), count('(')), (']', count(']'), count('['))];
    let mut marks = link.matches('?').count();
    for last in link.chars().rev() {
        let bracket = open.iter_mut().find(|(closing, ..)| *closing == last);
        let is_loose = match (last, bracket) {
            (_, Some((_, closed, opened))) if *closed > *opened => {
                *closed -= 1;
                true
            }
            ('?', _) if marks > 1 => {
                marks -= 1;
                true
            }
            _ => matches!(
                last,
                '.' | ',' | ';' | ':' | '!' | '\'' | '*' | '_' | '~' | '\\' | '`' | '^'
            ),
        };
        if !is_loose {
            break;
        }
        end -= last.len_utf8();
    }
    end
}

/// Where the first terminator stands that does not belong to something such as `sig=<signature>`.
fn first_terminator(link: &str) -> usize {
    let mut in_placeholder = false;
    let query = link.find('?').unwrap_or(usize::MAX);
    // Beyond ASCII, only letters are written into a query as they are, and what masks a signature.
    let is_foreign = |letter: char| {
        !letter.is_ascii() && !letter.is_alphanumeric() && !matches!(letter, '…' | '•')
    };
    let stops = |letter: char| marks::is_terminator(letter) || is_foreign(letter);
    for (at, letter) in link.match_indices(stops) {
        if at < query && letter.starts_with(is_foreign) && !letter.starts_with(marks::is_terminator)
        {
            continue;
        }
        let is_closing = matches!(letter, ">" | "}");
        let before = link.get(..at).unwrap_or_default();
        let opens = matches!(letter, "<" | "{") && marks::is_before_placeholder(before.as_bytes());
        let behind = link.get(at + letter.len()..).unwrap_or_default();
        match (in_placeholder, opens, is_closing) {
            (_, true, _) => in_placeholder = true,
            // `}}` closes at its second sign.
            (true, _, true) => in_placeholder = behind.starts_with(letter),
            _ => return at,
        }
    }
    link.len()
}

/// Whether the text ends in something put in place of a signature, such as `sig=***` or `sig=ab***`.
fn ends_in_mask(text: &str) -> bool {
    let Some((name, value)) = text.rsplit_once('=') else {
        return false;
    };
    let is_masked = |letter| matches!(letter, '*' | '.' | '_' | '…' | '•');
    let is_cut = name.ends_with("sig") && MASKS.iter().any(|mask| value.ends_with(mask));
    !value.is_empty() && (value.chars().all(is_masked) || is_cut)
}

/// What stands in place of the rest of a signature, or of its middle.
const MASKS: [&str; 4] = ["***", "...", "…", "•••"];

/// The length of such a mask at the start of a text, with the letters behind it.
fn mask_length(rest: &str, is_letter: impl Fn(char) -> bool) -> usize {
    if !MASKS.iter().any(|mask| rest.starts_with(mask)) {
        return 0;
    }
    let behind = rest.trim_start_matches(['*', '.', '…', '•']);
    rest.len() - behind.trim_start_matches(is_letter).len()
}

/// The end of a signature that is the last parameter.
fn signature_end(text: &str, start: usize) -> Option<usize> {
    let link = text.get(start..)?;
    let at = marks::last_signature(link)?;
    let value = start + at + link.get(at..)?.find('=')? + 1;
    let rest = text.get(value..)?;
    if rest.contains('&') {
        return None;
    }
    let is_letter = |letter: char| {
        letter.is_ascii_alphanumeric() || matches!(letter, '+' | '/' | '=' | '%' | '-' | '_' | '#')
    };
    if !rest.starts_with(is_letter) {
        return None;
    }
    let end = rest.find(|letter| !is_letter(letter)).unwrap_or(rest.len());
    if end < signature::LETTERS {
        let mask = mask_length(rest.get(end..)?, is_letter);
        if mask > 0 {
            return Some(value + end + mask);
        }
    }
    Some(value + padding_end(rest).map_or(end, |padding| padding.min(end)))
}

/// Where a signature ends that shows its end: behind `=` or `%3D`, one or two of them.
fn padding_end(value: &str) -> Option<usize> {
    let width = |at: usize| {
        let rest = value.get(at..).unwrap_or_default();
        if rest.starts_with('=') {
            1
        } else if marks::starts_with_ignore_case(rest, "%3d") {
            3
        } else {
            0
        }
    };
    let start = (0..value.len().min(200)).find(|at| width(*at) > 0)?;
    let first = start + width(start);
    Some(first + width(first))
}

/// The endpoints of a connection string, most useful first, each with its letter of `ss`.
const ENDPOINTS: [(&str, char); 4] = [
    ("blobendpoint=", 'b'),
    ("fileendpoint=", 'f'),
    ("queueendpoint=", 'q'),
    ("tableendpoint=", 't'),
];

/// Picks the endpoint of a service that the signature is for.
fn endpoint_of(text: &str, query: &str) -> Option<String> {
    let services = query
        .split('&')
        .find_map(|piece| piece.strip_prefix("ss="))
        .unwrap_or("bfqt");
    let fits = |letter: char| services.contains(letter);
    ENDPOINTS
        .iter()
        .filter(|(_, letter)| fits(*letter))
        .find_map(|(name, _)| endpoint_value(text, name))
        .or_else(|| endpoint_of_name(text, services))
        .or_else(|| {
            ENDPOINTS
                .iter()
                .find_map(|(name, _)| endpoint_value(text, name))
        })
}

fn from_connection_string(mapped: &Mapped, undone: &mut Undone) -> Option<Extracted> {
    let text = mapped.as_str();
    let name = "sharedaccesssignature=";
    let at = find_ignore_case(text, name)?;
    let start = at + name.len();
    let value = text.get(start..)?;
    let end = start + value.find(';').unwrap_or(value.len());
    if at > 0 || end < text.len() {
        undone.unwrapped("connection-string");
    }
    let query = mapped.slice(start..link_end(text.get(..end)?, start));
    let endpoint = endpoint_of(text, query.as_str());
    Some(Extracted {
        mapped: query,
        endpoint,
    })
}

fn endpoint_value(text: &str, name: &str) -> Option<String> {
    let start = find_ignore_case(text, name)? + name.len();
    let value = text.get(start..)?.split(';').next()?;
    (!value.is_empty()).then(|| value.to_owned())
}

/// `AccountName=…` beside a signature stands for the account's public endpoints.
fn endpoint_of_name(text: &str, services: &str) -> Option<String> {
    let account = endpoint_value(text, "accountname=")?;
    let suffix =
        endpoint_value(text, "endpointsuffix=").unwrap_or_else(|| "core.windows.net".to_owned());
    let service = services.chars().find_map(Service::from_letter)?.id();
    Some(format!("https://{account}.{service}.{suffix}/"))
}
