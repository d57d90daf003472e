//! # What it finds
//!
//! A permission letter that is younger than the service version (`sv`) of the token.
//!
//! # Why it matters
//!
//! Sources do not settle whether Azure refuses such a link, ignores the letter or honours it; even
//! the dates differ between documents and libraries. Low, because the letter is counted as held here,
//! so nothing is missed.
//!
//! # Example
//!
//! `?sv=2018-11-09&sr=c&sp=rt&…`: tags (`t`) came with 2019-12-12.
//!
//! # What to do
//!
//! Issue the link with a version that knows the letter.
//!
//! # Sources
//!
//! The permission tables of "Create a service SAS" and "Create a user delegation SAS".

use super::{Context, Hit, Rule};
use crate::access::outcomes;
use crate::params::versions;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "newer-letter-than-version",
    title: "Permission newer than the version",
    severity: Severity::Low,
    confidence: Confidence::Possible,
    refuses: false,
    message: "Its service version (sv) is {version}, which is older than some of its permissions: {letters}. Whether Azure then refuses the link is not documented; here they count as held.",
    remedy: "Issue the link again with a later version, or without these permissions.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
        "https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let token = context.token;
    let Some(version) = token
        .value("sv")
        .filter(|version| versions::is_well_formed(version))
    else {
        return Vec::new();
    };
    let mut newer: Vec<(char, &str)> = Vec::new();
    for grant in context
        .effective
        .held
        .iter()
        .map(|held| held.grant)
        .filter(|grant| grant.since > version)
    {
        match newer.iter_mut().find(|(letter, _)| *letter == grant.letter) {
            Some((_, since)) => *since = grant.since.max(since),
            None => newer.push((grant.letter, grant.since)),
        }
    }
    if newer.is_empty() {
        return Vec::new();
    }
    let letters: Vec<String> = newer
        .iter()
        .map(|(letter, since)| format!("{letter} (since {since})"))
        .collect();
    let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
    Hit::on(token, &["sp", "sv"])
        .with("version", version)
        .with("letters", outcomes::join(&letters))
        .alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2018-11-09&sr=c&sp=rt&se=2027-01-01T00:00:00Z&sig={sig}",
        "?sv=2018-03-28&ss=b&srt=o&sp=rxi&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        // Find by tags in a container (f) is not sure in an account SAS, and no newer for that.
        "?sv=2020-08-04&ss=bfqt&srt=sco&sp=rwdlacupitfx&se=2027-01-01T00:00:00Z&sig={sig}",
        // What writing does to a snapshot is not documented, and w is as old as can be.
        "https://contosoexample.blob.core.windows.net/c/b?sv=2022-11-02&sr=bs&sp=rw&se=2027-01-01T00:00:00Z&snapshot=2026-01-01T00:00:00.0000000Z&sig={sig}",
        // The version in which tags came.
        "?sv=2019-12-12&sr=c&sp=rt&se=2027-01-01T00:00:00Z&sig={sig}",
        // The letter has no effect here, whatever the version.
        "?sv=2018-03-28&ss=q&srt=o&sp=rt&se=2027-01-01T00:00:00Z&sig={sig}",
        // Without a version the oldest rules hold; other rules say so.
        "?sr=c&sp=rt&se=2026-06-01T13:00:00Z&sig={sig}",
    ],
};
