//! # What it finds
//!
//! A signature (`sig`) that holds a bare `+` in the text of the link.
//!
//! # Why it matters
//!
//! Azure reads a `+` as a plus, but many programs read it as a space, and then the signature no
//! longer fits. Low, because the link works as it stands, in some tools and not in others; about half
//! of all signatures hold a plus, so such failures come and go.
//!
//! # Example
//!
//! `&sig=…a+b…` instead of `&sig=…a%2Bb…`
//!
//! # What to do
//!
//! Write `%2B` for each `+`.
//!
//! # Sources
//!
//! Public reports, from users of papermill and of the Java library among others.

use super::{Context, Hit, Rule};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "literal-plus-in-signature",
    title: "Bare plus sign in the signature",
    severity: Severity::Low,
    confidence: Confidence::Likely,
    refuses: false,
    message: "Its signature (sig) holds a bare + sign. Some tools turn that into a space, and then Azure refuses the link.",
    remedy: "Write %2B in place of each + in the signature.",
    sources: &[
        "https://github.com/nteract/papermill/issues/447",
        "https://github.com/Azure/azure-sdk-for-java/issues/6844",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let token = context.token;
    let written = token
        .param("sig")
        .and_then(|param| token.mapped.as_str().get(param.value.clone()));
    if !written.is_some_and(|text| text.contains('+')) {
        return Vec::new();
    }
    Hit::on(token, &["sig"]).alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig=bm90LWEtcmVhbC1zaWduYXR1cmUtanVzdC1hLWR+ZW8%3D",
        "?sv=2022-11-02&ss=b&srt=o&sp=r&se=2027-01-01T00:00:00Z&sig=bm90LWEtcmVhbC1zaWduYXR1cmUt+nVzdC1h+WRlbW8=",
    ],
    silent: &[
        // Encoded, as it should be.
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig=bm90LWEtcmVhbC1zaWduYXR1cmUtanVzdC1hLWR%2BZW8%3D",
        // A plus elsewhere harms no signature.
        "https://contosoexample.blob.core.windows.net/c/a+b?sv=2022-11-02&sr=b&sp=r&se=2027-01-01T00:00:00Z&rscd=a+b&sig={sig}",
    ],
};
