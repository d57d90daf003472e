//! # What it finds
//!
//! A signature (`sig`) that someone took out on purpose: `REDACTED`, `xxx`, `<signature>` and the
//! like.
//!
//! # Why it matters
//!
//! Such a link opens nothing. Information only: it is the right way to show a link to others, and all
//! the rest can be judged as if the signature were there. Whether the full link is known to anyone
//! cannot be told.
//!
//! # Example
//!
//! `&sig=REDACTED`
//!
//! # What to do
//!
//! Nothing for this copy; judge the original by what is found in the rest.
//!
//! # Sources
//!
//! "Create a service SAS", "Specify the signature", for what a signature looks like.

use super::{Context, Hit, Rule};
use crate::report::{Confidence, Severity};
use crate::token::signature;

pub(crate) static RULE: Rule = Rule {
    id: "signature-removed",
    title: "Signature taken out",
    severity: Severity::Info,
    confidence: Confidence::Likely,
    refuses: true,
    message: "A placeholder stands where the signature (sig) was, it seems on purpose. This copy opens nothing. The rest is judged as if the signature were there.",
    remedy: "Check whether the full link was shared anywhere, and judge it by the other findings.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-service-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    if !context
        .token
        .value("sig")
        .is_some_and(signature::is_removed)
    {
        return Vec::new();
    }
    Hit::on(context.token, &["sig"]).alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig=REDACTED",
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig=-REDACTED-",
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig=xxxxxxxx",
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig=%3Csignature%3E",
        "?sv=2022-11-02&ss=b&srt=o&sp=r&se=2027-01-01T00:00:00Z&sig=%2A%2A%2A",
        "?sv=2022-11-02&ss=b&srt=o&sp=r&se=2027-01-01T00:00:00Z&sig=bm90LW%E2%80%A6",
    ],
    silent: &[
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        // Cut short by accident.
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig=ZmFrZS1mYWtlLWZha2U",
        // Removed without a trace; another rule says that it is missing.
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig=",
    ],
};
