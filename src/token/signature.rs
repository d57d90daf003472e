//! The form of a signature's text: whole, damaged, or taken out on purpose.

use base64::engine::general_purpose::STANDARD;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};
use base64::{Engine, alphabet};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Bytes of an HMAC-SHA256.
const SIGNATURE_BYTES: usize = 32;

/// Their Base64, without its padding.
pub(crate) const LETTERS: usize = 43;

/// Reads Base64 as Azure's own libraries do: bits that are left over at the end may be set.
pub(crate) const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
);

/// Whether a decoded value is the Base64 of 32 bytes.
pub(crate) fn is_whole(value: &str) -> bool {
    is_signature(&LENIENT, value)
}

fn is_signature(base64: &GeneralPurpose, value: &str) -> bool {
    base64
        .decode(value)
        .is_ok_and(|bytes| bytes.len() == SIGNATURE_BYTES)
}

/// Words, in lower case, that stand in place of a signature. None is likely to be found by chance in
/// a real one.
const WORDS: &[&str] = &[
    "hidden",
    "masked",
    "omitted",
    "placeholder",
    "redact",
    "remove",
    "sanitized",
    "secret",
    "signature",
];

/// What programs write where they had nothing, and what stands for a value in their texts.
const NOTHINGS: &[&str] = &["%s", "fake", "none", "null", "sig", "undefined"];

/// Brackets and marks around a placeholder.
const WRAPS: &[(char, char)] = &[('%', '%'), ('(', ')'), ('<', '>'), ('[', ']'), ('{', '}')];

/// What is put in place of some of the characters.
const GAPS: &[&str] = &["***", "...", "…"];

/// Whether a value was put in place of a signature by someone who did not want to show it. What an
/// encoder can have written never was, whatever words it spells.
pub(crate) fn is_removed(signature: &str) -> bool {
    if is_signature(&STANDARD, signature) {
        return false;
    }
    let lower = signature.to_ascii_lowercase();
    is_filler(&lower)
        || lower.starts_with(['$', '@', '#', '<', '{', '['])
        || NOTHINGS.contains(&lower.as_str())
        || WRAPS
            .iter()
            .any(|(open, close)| lower.starts_with(*open) && lower.ends_with(*close))
        || GAPS.iter().any(|gap| lower.contains(gap))
        || WORDS.iter().any(|word| lower.contains(word))
}

/// Whether one character is repeated all through, as in `xxxx` or `AAAA…A=`.
fn is_filler(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    let Some(first) = body.chars().next() else {
        return false;
    };
    let is_usual = first == 'x' || !first.is_alphanumeric();
    (is_usual || body.len() > 7) && body.chars().all(|character| character == first)
}

/// Returns the SHA-256 of the decoded signature text, upper-case hex: what Azure's storage logs
/// carry for a request that used it.
///
/// Source: <https://learn.microsoft.com/azure/storage/blobs/blob-storage-monitoring-scenarios>
pub(crate) fn fingerprint(value: &str) -> Option<String> {
    if !is_whole(value) {
        return None;
    }
    let digest = Sha256::digest(value.as_bytes());
    let mut hex = String::with_capacity(digest.len() * 2);
    for byte in digest {
        let _ = write!(hex, "{byte:02X}");
    }
    Some(hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_is_the_hash_of_the_decoded_text() {
        assert_eq!(
            fingerprint("cRbIx5hHSaui2mPzbshp1xKy4GdrisBX1S4Zi+OnEVU=").as_deref(),
            Some("7774E7A6DA5CF84B85695FA0A96BBC0E48E257997C94DF8F1DCDF98933E909B5")
        );
    }

    #[test]
    fn removed_signatures_are_told_from_damaged_ones() {
        assert!(
            is_removed("REDACTED")
                && is_removed("***")
                && is_removed("<signature>")
                && is_removed("-REDACTED-")
        );
        assert!(!is_removed("cRbIx5hHSaui2mPzbshp1xKy4Gdris") && !is_removed(""));
    }
}
