//! # What it finds
//!
//! A service version (`sv`) older than the kind of token itself.
//!
//! # Why it matters
//!
//! Account SAS exist since 2015-04-05, user delegation SAS for blobs since 2018-11-09, for queues
//! and files since 2025-07-05. With an older `sv` the service cannot know the kind and refuses the
//! link. Medium, because the link opens nothing and points at a mistake in whatever issued it; it
//! would be lower if the rest of the link were sure to be right.
//!
//! # Example
//!
//! `?sv=2014-02-14&ss=b&srt=o&sp=r&…`: an account SAS one year before there were any.
//!
//! # What to do
//!
//! Issue the link with a version that knows its kind.
//!
//! # Sources
//!
//! "Create an account SAS" and "Create a user delegation SAS".

use super::{Context, Hit, Rule};
use crate::params::versions;
use crate::report::{Confidence, Kind, Severity};

/// The first version of each kind, and the kind in words. A table's user delegation SAS is in
/// preview and its first version is not published.
const OLDEST: &[(Kind, &str, &str)] = &[
    (Kind::StorageAccount, "2015-04-05", "account SAS"),
    (
        Kind::StorageUserDelegationBlob,
        "2018-11-09",
        "user delegation SAS for blobs",
    ),
    (
        Kind::StorageUserDelegationFile,
        "2025-07-05",
        "user delegation SAS for files",
    ),
    (
        Kind::StorageUserDelegationQueue,
        "2025-07-05",
        "user delegation SAS for queues",
    ),
];

pub(crate) static RULE: Rule = Rule {
    id: "version-too-old-for-family",
    title: "Version older than this kind of link",
    severity: Severity::Medium,
    confidence: Confidence::Certain,
    refuses: true,
    message: "Its service version (sv) is {version}, but the {kind} exists only since version {oldest}. Azure refuses the link.",
    remedy: "Issue the link again with sv={oldest} or a later version.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-account-sas",
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
    OLDEST
        .iter()
        .filter(|(kind, oldest, _)| token.kind == *kind && version < *oldest)
        .map(|(_, oldest, kind)| {
            Hit::on(token, &["sv"])
                .with("version", version)
                .with("kind", *kind)
                .with("oldest", *oldest)
        })
        .collect()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2014-02-14&ss=b&srt=o&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        "?sv=2018-03-28&sr=c&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
        "?sv=2022-11-02&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=q&skv=2025-07-05&sig={sig}",
    ],
    silent: &[
        // The very version in which the kind came.
        "?sv=2015-04-05&ss=b&srt=o&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        // Good for blobs, though too old for queues.
        "?sv=2022-11-02&sr=c&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
        // A service SAS is older than both.
        "?sv=2012-02-12&sr=c&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
