//! Tells a run of Base64 that can be a key from all others by its length and what stands in it or
//! in front of it: no word needs to stand beside a key that carries a mark.

use super::base64::Run;

/// Letters of a key, without `=`, and the marks that keys of that length carry.
///
/// Source: microsoft/security-utilities, GeneratedRegexPatterns/PreciselyClassifiedSecurityKeys.json
const MARKS: &[(usize, &[&[u8]])] = &[
    (43, &[b"+ASb", b"+AEh", b"+ARm", b"AIoT", b"AZEG"]),
    (52, &[b"AzSe"]),
    (54, &[b"AzFu"]),
    (84, &[b"JQQJ99"]),
    (86, &[b"+ASt", b"ACDb", b"+ABa", b"APIM"]),
];

/// Letters of an account key.
const ACCOUNT_KEY: usize = 86;

/// Words in front of an account key, in lower case, and how far in front.
const NAMES: &[(&[u8], usize)] = &[(b"key", 24), (b".core.", 160)];

/// Whether a run may be a key.
pub(in crate::scan) fn may_be(run: &Run, bytes: &[u8]) -> bool {
    let letters = run.letters();
    let Some((_, marks)) = MARKS.iter().find(|(length, _)| *length == letters) else {
        return false;
    };
    let text = bytes.get(run.start..run.end).unwrap_or_default();
    // A plus sign can be an escape, as the letters of a mark cannot.
    let is_marked = marks.iter().any(|mark| {
        let bare = mark.strip_prefix(b"+").unwrap_or(mark);
        memchr::memmem::find(text, bare).is_some()
    });
    is_marked || (letters == ACCOUNT_KEY && is_padded(run, bytes) && is_named(run, bytes))
}

fn is_padded(run: &Run, bytes: &[u8]) -> bool {
    let rest = bytes.get(run.end..).unwrap_or_default();
    rest.starts_with(b"==") || rest.starts_with(b"%3D%3D")
}

/// Whether what stands before a run names a key, or nothing stands beside it.
fn is_named(run: &Run, bytes: &[u8]) -> bool {
    let is_named = |(name, reach): &(&[u8], usize)| {
        let from = run.start.saturating_sub(*reach);
        let before = bytes.get(from..run.start).unwrap_or_default();
        memchr::memmem::find(&before.to_ascii_lowercase(), name).is_some()
    };
    is_alone(run, bytes) || NAMES.iter().any(is_named)
}

/// Whether a run with its padding is all there is, as in a file for one secret.
fn is_alone(run: &Run, bytes: &[u8]) -> bool {
    let is_blank = |bytes: Option<&[u8]>| bytes.is_some_and(|bytes| bytes.trim_ascii().is_empty());
    is_blank(bytes.get(..run.start)) && is_blank(bytes.get(run.end + 2..))
}
