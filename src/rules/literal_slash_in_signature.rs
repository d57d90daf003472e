//! # What it finds
//!
//! A signature (`sig`) that holds a bare `/` in the text of the link.
//!
//! # Why it matters
//!
//! A bare `/` is allowed there and Azure takes it; the Azure CLI has written links like that. Some
//! tools take it for the border between two folders, and then the link breaks. Information only,
//! because the link works as it stands.
//!
//! # Example
//!
//! `&sig=…a/b…` instead of `&sig=…a%2Fb…`
//!
//! # What to do
//!
//! If a tool stumbles over it, write `%2F` for each `/`.
//!
//! # Sources
//!
//! A public report from users of the Azure CLI.

use super::{Context, Hit, Rule};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "literal-slash-in-signature",
    title: "Bare slash in the signature",
    severity: Severity::Info,
    confidence: Confidence::Possible,
    refuses: false,
    message: "Its signature (sig) holds a bare / sign. Azure takes it as it is, but some tools stumble over it.",
    remedy: "If a tool fails with the link, write %2F in place of each / in the signature.",
    sources: &["https://github.com/Azure/azure-cli/issues/12291"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let token = context.token;
    let written = token
        .param("sig")
        .and_then(|param| token.mapped.as_str().get(param.value.clone()));
    if !written.is_some_and(|text| text.contains('/')) {
        return Vec::new();
    }
    Hit::on(token, &["sig"]).alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig=bm90LWEtcmVhbC1zaWduYXR1cmUtanVzdC1hLWR/ZW8%3D",
        "?sv=2022-11-02&ss=b&srt=o&sp=r&se=2027-01-01T00:00:00Z&sig=bm90LWEtcmVhbC1zaWduYXR1cmUt/nVzdC1h/WRlbW8=",
    ],
    silent: &[
        // Encoded.
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig=bm90LWEtcmVhbC1zaWduYXR1cmUtanVzdC1hLWR%2FZW8%3D",
        // A slash elsewhere.
        "https://contosoexample.blob.core.windows.net/c/a/b?sv=2022-11-02&sr=b&sp=r&se=2027-01-01T00:00:00Z&rsct=text/plain&sig={sig}",
    ],
};
