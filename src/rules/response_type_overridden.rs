//! # What it finds
//!
//! A link that makes Azure answer with a content type that browsers run or render (`rsct` is HTML,
//! SVG, XML or JavaScript), or with a file name of the link's choice (`rscd`).
//!
//! # Why it matters
//!
//! The link, not the stored file, then decides what a browser does: a harmless upload opens as a web
//! page on a trusted host, or is saved as `invoice.exe`. Low, because both have honest uses, most of
//! all the file name. It would be worse where strangers can upload the file.
//!
//! # Example
//!
//! `&rsct=text%2Fhtml`
//!
//! # What to do
//!
//! Check that the type and name are what the reader of the link should get.
//!
//! # Sources
//!
//! "Create a service SAS" (fields that override response headers).

use super::{Context, Hit, Rule};
use crate::access::outcomes::join;
use crate::params::Service;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "response-type-overridden",
    title: "Link decides how a browser treats the file",
    severity: Severity::Low,
    confidence: Confidence::Certain,
    refuses: false,
    message: "The link makes Azure {what}, whatever is stored. A browser then treats the file as the link says.",
    remedy: "Check that this is what readers of the link should get. If strangers can upload the file, take the override out.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-service-sas"],
    check,
};

/// Content types that a browser renders as a page or runs; those that end with `xml` count too.
const ACTIVE_TYPES: &[&str] = &[
    "application/ecmascript",
    "application/javascript",
    "application/x-javascript",
    "text/ecmascript",
    "text/html",
    "text/javascript",
];

fn check(context: &Context<'_>) -> Vec<Hit> {
    // Only these two services know the override, and only in tokens for one container or item.
    if !matches!(
        context.token.kind.service(),
        Some(Service::Blob | Service::File)
    ) {
        return Vec::new();
    }
    let typed = context.token.value("rsct").filter(|value| is_active(value));
    let named = context
        .token
        .value("rscd")
        .filter(|value| names_file(value));
    let what: Vec<String> = [
        typed.map(|value| format!("send the file as {value}")),
        named.map(|value| format!("have it saved under a name of the link's choice ({value})")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let keys: &[&str] = match (typed, named) {
        (None, None) => return Vec::new(),
        (Some(_), None) => &["rsct"],
        (None, Some(_)) => &["rscd"],
        (Some(_), Some(_)) => &["rsct", "rscd"],
    };
    let what: Vec<&str> = what.iter().map(String::as_str).collect();
    Hit::on(context.token, keys)
        .with("what", join(&what))
        .alone()
}

fn is_active(content_type: &str) -> bool {
    let name = content_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    ACTIVE_TYPES.contains(&name.as_str()) || name.ends_with("xml")
}

fn names_file(disposition: &str) -> bool {
    disposition.split(';').any(|part| {
        part.trim_start()
            .to_ascii_lowercase()
            .starts_with("filename")
    })
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "https://contosoexample.blob.core.windows.net/c/a.txt?sv=2022-11-02&sr=b&sp=r&se=2027-01-01T00:00:00Z&rsct=text%2Fhtml%3B%20charset%3Dutf-8&sig={sig}",
        "https://contosoexample.blob.core.windows.net/c/a?sv=2022-11-02&sr=b&sp=r&se=2027-01-01T00:00:00Z&rsct=image%2Fsvg%2Bxml&sig={sig}",
        "https://contosoexample.file.core.windows.net/s/a?sv=2022-11-02&sr=f&sp=r&se=2027-01-01T00:00:00Z&rscd=attachment%3B%20filename%3Dinvoice.exe&sig={sig}",
    ],
    silent: &[
        // A Word file, not XML.
        "https://contosoexample.blob.core.windows.net/c/a?sv=2022-11-02&sr=b&sp=r&se=2027-01-01T00:00:00Z&rsct=application%2Fvnd.openxmlformats-officedocument.wordprocessingml.document&sig={sig}",
        // PostScript is no script for a browser.
        "https://contosoexample.blob.core.windows.net/c/a?sv=2022-11-02&sr=b&sp=r&se=2027-01-01T00:00:00Z&rsct=application%2Fpostscript&sig={sig}",
        // A download under the file's own name.
        "https://contosoexample.blob.core.windows.net/c/a?sv=2022-11-02&sr=b&sp=r&se=2027-01-01T00:00:00Z&rscd=attachment&sig={sig}",
        // An account SAS knows no overrides.
        "?sv=2022-11-02&ss=b&srt=o&sp=r&se=2027-01-01T00:00:00Z&rsct=text%2Fhtml&sig={sig}",
    ],
};
