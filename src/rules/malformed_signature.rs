//! # What it finds
//!
//! A signature (`sig`) that is not what every signature is: 44 characters of Base64, which stand for
//! 32 bytes.
//!
//! # Why it matters
//!
//! Azure refuses the link. Medium, because the usual cause is damage on the way (a paste cut
//! short, or run into the next word), so that the undamaged link may be open to whoever has it: the
//! rest must still be judged. It would be lower if damage made the original harmless.
//!
//! # Example
//!
//! A `sig` of 30 characters: the end of the link was lost.
//!
//! # What to do
//!
//! Copy the link again from where it was issued.
//!
//! # Sources
//!
//! "Create a service SAS", "Specify the signature"; public reports of the error "Signature fields not
//! well formed".

use super::{Context, Hit, Rule};
use crate::report::{Confidence, Severity};
use crate::token::signature;

/// The length of the Base64 of 32 bytes, its final `=` included.
const LENGTH: usize = 44;

pub(crate) static RULE: Rule = Rule {
    id: "malformed-signature",
    title: "Damaged signature",
    severity: Severity::Medium,
    confidence: Confidence::Certain,
    refuses: true,
    message: "Its signature (sig) {what}. Azure should refuse the link as it stands.",
    remedy: "Copy the whole link again from where it was issued. If it is the same there, ask for a new one.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
        "https://github.com/nteract/papermill/issues/447",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let signature = context
        .token
        .value("sig")
        .filter(|value| !signature::is_removed(value));
    match signature.and_then(find_damage) {
        Some(what) => Hit::on(context.token, &["sig"]).with("what", what).alone(),
        None => Vec::new(),
    }
}

/// Says what is wrong with a signature, without a character of it.
fn find_damage(signature: &str) -> Option<String> {
    if signature::is_whole(signature) {
        return None;
    }
    let length = signature.chars().count();
    let body = signature.trim_end_matches('=');
    if !body.bytes().all(is_base64) {
        return Some("holds characters that cannot be part of one".to_owned());
    }
    match length {
        LENGTH => Some("has the right length but does not stand for 32 bytes".to_owned()),
        43 if body.len() == length => Some("lacks the = at its end".to_owned()),
        0..LENGTH => Some(format!(
            "has only {length} of {LENGTH} characters; its end was probably cut off"
        )),
        _ => Some(format!(
            "has {length} characters instead of {LENGTH}; something was probably added to it"
        )),
    }
}

fn is_base64(letter: u8) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, b'+' | b'/')
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        // Too short.
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig=ZmFrZS1mYWtlLWZha2U",
        // Without its padding.
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig=bm90LWEtcmVhbC1zaWduYXR1cmUtanVzdC1hLWRlbW8",
        // The alphabet of URL-safe Base64 is another one.
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig=bm90LWEtcmVhbC1zaWduYXR1cmUtanVzdC1hLWRlb_8%3D",
        // Too long.
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig=bm90LWEtcmVhbC1zaWduYXR1cmUtanVzdC1hLWRlbW8tdG9vLWxvbmc%3D",
    ],
    silent: &[
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        // Plus and slash belong to Base64.
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig=bm90LWEtcmVhbC1zaWduYXR1cmUtanVzdC1hLWR%2B%2Fbw%3D",
        // Bits that no genuine one has set at its end, which Base64 leaves aside.
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig=bm90LWEtcmVhbC1zaWduYXR1cmUtanVzdC1hLWRlbW9%3D",
        // Taken out on purpose, which is another matter.
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig=REDACTED",
    ],
};
