//! # What it finds
//!
//! A link to one storage service with a signature for another: a blob token on a queue address, or an
//! account SAS whose services (`ss`) leave out that of the address.
//!
//! # Why it matters
//!
//! Azure answers 403. Medium: the link opens nothing at this address, but the signature may be good
//! at the address of its own service, which anyone can guess. So the token must still be judged by
//! what it opens there.
//!
//! # Example
//!
//! `https://contosoexample.queue.core.windows.net/q?sr=c&…`
//!
//! # What to do
//!
//! Use the address of the right service, or issue a link for this one.
//!
//! # Sources
//!
//! "Create an account SAS"; "SAS error codes" (AuthorizationServiceMismatch).

use super::{Context, Hit, Place, Rule};
use crate::access::outcomes;
use crate::report::{Confidence, Severity};
use crate::token::family;

pub(crate) static RULE: Rule = Rule {
    id: "service-mismatch",
    title: "Signed for another service",
    severity: Severity::Medium,
    confidence: Confidence::Certain,
    refuses: true,
    message: "Its address belongs to {host}, but it is signed for {signed}. Azure refuses it at this address.",
    remedy: "Use it with an address of what it is signed for ({signed}), or issue a link for {host}.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-account-sas",
        "https://learn.microsoft.com/rest/api/storageservices/sas-error-codes",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let token = context.token;
    // A connection string names several endpoints; only an address in the text is meant as one.
    let link = token.link.as_ref().filter(|link| link.is_in_text);
    let services = token.services();
    let Some(host) = family::host_service(link).filter(|host| !services.contains(host)) else {
        return Vec::new();
    };
    if services.is_empty() {
        return Vec::new();
    }
    let signed: Vec<&str> = services.iter().map(|service| service.title()).collect();
    let mut hit = Hit::on(token, &["ss", "sr", "tn", "sks"]);
    hit.places.push(Place::Host);
    hit.with("host", host.title())
        .with("signed", outcomes::join(&signed))
        .alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "https://contosoexample.queue.core.windows.net/q?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        "https://contosoexample.table.core.windows.net/orders?sv=2022-11-02&ss=bq&srt=o&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        "https://contosoexample.blob.core.windows.net/q?sv=2025-07-05&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=q&skv=2025-07-05&sig={sig}",
    ],
    silent: &[
        // Data Lake addresses belong to Blob Storage.
        "https://contosoexample.dfs.core.windows.net/fs?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        "https://contosoexample.table.core.windows.net/orders?sv=2022-11-02&ss=bt&srt=o&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        // The service of an address of one's own is not known.
        "https://files.contosoexample.com/q?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
