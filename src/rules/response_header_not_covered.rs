//! # What it finds
//!
//! A parameter that overrides a response header (`rscc`, `rscd`, `rsce`, `rscl`, `rsct`) in a token
//! that does not sign it: an account SAS, a queue or table token, or a version that is too old.
//!
//! # Why it matters
//!
//! What is not signed can be changed by anyone who has the link, and Azure may ignore it or refuse
//! the link: which of the two is not documented. Low, because at worst a download keeps its stored
//! headers; it is not safe to rely on the override.
//!
//! # Example
//!
//! `?ss=b&srt=o&sp=r&rscd=attachment&…`
//!
//! # What to do
//!
//! Issue a service or user delegation SAS for the blob or file.
//!
//! # Sources
//!
//! "Create a service SAS", "Override response headers".

use super::{Context, Hit, Rule};
use crate::access::outcomes;
use crate::params::{Service, versions};
use crate::report::{Confidence, Severity};

/// The overriding parameters.
const OVERRIDES: [&str; 5] = ["rscc", "rscd", "rsce", "rscl", "rsct"];

/// The first versions that sign them.
/// Source: <https://learn.microsoft.com/rest/api/storageservices/create-service-sas>
const SINCE: [(Service, &str); 2] = [(Service::Blob, "2013-08-15"), (Service::File, "2015-02-21")];

pub(crate) static RULE: Rule = Rule {
    id: "response-header-not-covered",
    title: "Header override that is not signed",
    severity: Severity::Low,
    confidence: Confidence::Possible,
    refuses: false,
    message: "It overrides headers of the answer ({names}), but {why}. Azure may ignore the override or refuse the link.",
    remedy: "Issue a service SAS or user delegation SAS of a current version for the blob or file, or leave {names} out.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-service-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let names: Vec<&str> = OVERRIDES
        .into_iter()
        .filter(|key| context.token.param(key).is_some())
        .collect();
    match find_reason(context).filter(|_| !names.is_empty()) {
        Some(why) => Hit::on(context.token, &names)
            .with("names", outcomes::join(&names))
            .with("why", why)
            .alone(),
        None => Vec::new(),
    }
}

fn find_reason(context: &Context<'_>) -> Option<String> {
    if context.is_account() {
        return Some("an account SAS does not sign them".to_owned());
    }
    let service = context.token.kind.service()?;
    let Some((_, since)) = SINCE.iter().find(|(known, _)| *known == service) else {
        return Some(format!(
            "a token for {} does not sign them",
            service.title()
        ));
    };
    let version = context.token.value("sv").unwrap_or_default();
    let is_too_old = version < *since && (version.is_empty() || versions::is_well_formed(version));
    is_too_old.then(|| format!("only tokens of version {since} or later sign them"))
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&ss=b&srt=o&sp=r&se=2027-01-01T00:00:00Z&rscd=attachment&sig={sig}",
        "?sv=2012-02-12&sr=b&sp=r&se=2027-01-01T00:00:00Z&rsct=text/plain&sig={sig}",
        "?sv=2022-11-02&tn=orders&sp=r&se=2027-01-01T00:00:00Z&rscc=no-cache&sig={sig}",
    ],
    silent: &[
        "?sv=2022-11-02&sr=b&sp=r&se=2027-01-01T00:00:00Z&rscd=attachment&sig={sig}",
        // The first version that signs them, for files.
        "?sv=2015-02-21&sr=f&sp=r&se=2027-01-01T00:00:00Z&rsct=text/plain&sig={sig}",
        // Nothing is overridden.
        "?sv=2012-02-12&sr=b&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
