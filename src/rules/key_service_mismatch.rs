//! # What it finds
//!
//! A user delegation SAS whose key was issued for another service: `sks` does not fit.
//!
//! # Why it matters
//!
//! A delegation key is issued for one service. With another the signature does not hold. Medium,
//! because it does no harm and needs a new link.
//!
//! # Example
//!
//! `&sr=c&sks=q`: a key for queues, a link to a blob container.
//!
//! # What to do
//!
//! Sign the link with a delegation key of the same service.
//!
//! # Sources
//!
//! "Create a user delegation SAS", field `signedKeyService`.

use super::{Context, Hit, Rule};
use crate::params::Service;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "key-service-mismatch",
    title: "Key of another service",
    severity: Severity::Medium,
    confidence: Confidence::Likely,
    refuses: true,
    message: "It opens something of {service}, and the short-lived key that signed it (delegation key) was issued for something else (sks={value}).",
    remedy: "Issue the link anew, with a delegation key for {service}.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let service = context
        .token
        .kind
        .service()
        .filter(|_| context.is_delegation());
    let (Some(service), Some(value)) = (service, context.token.value("sks")) else {
        return Vec::new();
    };
    // What a key for tables is called is not published.
    let fits = value.chars().eq([service.letter()]);
    if fits || service == Service::Table {
        return Vec::new();
    }
    Hit::on(context.token, &["sks", "sr"])
        .with("service", service.title())
        .with("value", value)
        .alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2025-07-05&sr=c&sp=rl&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=q&skv=2022-11-02&sig={sig}",
        "?sv=2025-07-05&sr=f&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
    ],
    silent: &[
        "?sv=2025-07-05&sr=f&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=f&skv=2025-07-05&sig={sig}",
        // Data Lake paths are blobs.
        "https://contosoexample.dfs.core.windows.net/c/d?sv=2022-11-02&sr=d&sdd=1&sp=rl&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2022-11-02&sig={sig}",
    ],
};
