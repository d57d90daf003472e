//! # What it finds
//!
//! A parameter that came later than the token's `sv`.
//!
//! # Why it matters
//!
//! A version signs and heeds only the parameters that it knows. A later one looks like a limit and is
//! none: anyone can remove it. Medium, because someone may rely on it.
//!
//! # Example
//!
//! `?sv=2022-11-02&sduoid=…`: binding to a user came with 2025-07-05.
//!
//! # What to do
//!
//! Issue the link with a newer `sv`.
//!
//! # Sources
//!
//! The fields of "Create a user delegation SAS" and the versions from which they are signed.

use super::{Context, Hit, Place, Rule};
use crate::params::versions;
use crate::report::{Confidence, Severity};

/// Parameters that other rules judge by version. No version signs `sdd`: it belongs to `sr=d`.
const NAMED_ELSEWHERE: [&str; 9] = [
    "rscc", "rscd", "rsce", "rscl", "rsct", "sdd", "ses", "sip", "spr",
];

pub(crate) static RULE: Rule = Rule {
    id: "parameter-newer-than-version",
    title: "Limit that its version does not know",
    severity: Severity::Medium,
    confidence: Confidence::Likely,
    refuses: false,
    message: "{field} came with version {since}. The link names the older version {version}, which does not sign it, so it limits nothing.",
    remedy: "Issue the link with sv={since} or newer.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas"],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let version = context.token.version();
    // Times and ids of the key came with the kind itself; another rule judges that.
    let is_key_field = |key: &str| key.starts_with("sk") && key != "skdutid";
    let params = context.token.params.iter().enumerate();
    params
        .filter(|_| versions::is_well_formed(version))
        .filter_map(|(at, param)| {
            let spec = param
                .spec
                .filter(|spec| spec.is_signed_field() && version < spec.since)?;
            let is_other = NAMED_ELSEWHERE.contains(&spec.key) || is_key_field(spec.key);
            let fits = context.is_delegation() && spec.families.delegation
                || context.is_service() && spec.families.service;
            let hit = Hit::at(Place::Param(at))
                .with("field", spec.say())
                .with("since", spec.since)
                .with("version", version);
            (fits && !is_other && !param.is_repeat).then_some(hit)
        })
        .collect()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&sr=c&sp=rl&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2022-11-02&sduoid=eeeeeeee-0000-0000-0000-000000000004&sig={sig}",
        "?sv=2025-07-05&sr=b&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2022-11-02&srh=x-ms-foo&sig={sig}",
    ],
    silent: &[
        "?sv=2025-07-05&sr=c&sp=rl&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2022-11-02&sduoid=eeeeeeee-0000-0000-0000-000000000004&sig={sig}",
        // The depth of a directory is signed in no version; that of `sr=d` is judged.
        "https://contosoexample.dfs.core.windows.net/c/d/f?sv=2019-12-12&sr=d&sdd=1&sp=rl&se=2026-06-02T00:00:00Z&sig={sig}",
        // An encryption scope is judged by a rule of its own.
        "?sv=2020-10-02&sr=c&sp=rl&se=2026-06-02T00:00:00Z&ses=scope&sig={sig}",
    ],
};
