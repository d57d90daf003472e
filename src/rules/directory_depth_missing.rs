//! # What it finds
//!
//! A directory SAS (`sr=d`) whose directory depth (`sdd`) is absent or not a whole number.
//!
//! # Why it matters
//!
//! The depth says how many folders of the path belong to the directory. Without it Azure cannot tell
//! which directory was signed and refuses the link. Medium, because the link opens nothing, and it is
//! hard to see why.
//!
//! # Example
//!
//! `https://contosoexample.dfs.core.windows.net/fs/reports?sr=d&sp=rl&…` without `sdd`.
//!
//! # What to do
//!
//! Issue the link with the depth: the number of folders below the container.
//!
//! # Sources
//!
//! "Create a service SAS", "Specify the directory depth".

use super::{Context, Hit, Rule};
use crate::access::scope;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "directory-depth-missing",
    title: "Directory without its depth",
    severity: Severity::Medium,
    confidence: Confidence::Certain,
    refuses: true,
    message: "It is made for a directory, but its directory depth (sdd) {fault}. Azure refuses it, because it cannot tell which directory is meant.",
    remedy: "Issue the link again with sdd set to the number of folders below the container, such as sdd=2 for reports/2026.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
        "https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let token = context.token;
    if context.is_account() || token.value("sr") != Some("d") {
        return Vec::new();
    }
    if token.param("sdd").is_none() {
        return Hit::on(token, &["sr"]).with("fault", "is missing").alone();
    }
    let is_number = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
    match token.value("sdd") {
        Some(depth) if !is_number(depth) || scope::depth(token).is_none() => {
            Hit::on(token, &["sdd", "sr"])
                .with("fault", "is not a whole number")
                .alone()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "https://contosoexample.dfs.core.windows.net/fs/reports?sv=2022-11-02&sr=d&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        "?sv=2022-11-02&sr=d&sdd=-1&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        "?sv=2025-07-05&sr=d&sdd=two&sp=rl&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&sig={sig}",
    ],
    silent: &[
        "?sv=2022-11-02&sr=d&sdd=1&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        // Depth 0 is the root of the container.
        "?sv=2022-11-02&sr=d&sdd=0&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        // A container has no depth.
        "?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
