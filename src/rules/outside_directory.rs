//! # What it finds
//!
//! A directory SAS on a link whose path ends above the directory that was signed.
//!
//! # Why it matters
//!
//! The depth (`sdd`) says how many folders below the container belong to the directory. A shorter
//! path leads outside of it, and there the signature is worth nothing. Medium, because the link
//! fails as it stands; the token may still work for a longer path, so nothing is safe because of it.
//!
//! # Example
//!
//! `https://contosoexample.dfs.core.windows.net/fs/reports?sr=d&sdd=3&…`: one folder of three.
//!
//! # What to do
//!
//! Use the token with the full path of the directory.
//!
//! # Sources
//!
//! Follows from "Specify the directory depth" in "Create a service SAS".

use super::{Context, Hit, Rule};
use crate::access::scope;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "outside-directory",
    title: "Link leads outside its directory",
    severity: Severity::Medium,
    confidence: Confidence::Likely,
    refuses: false,
    message: "It is signed for a directory {depth} below the container (sdd), but its path has only {found} there. Such an address lies outside the directory.",
    remedy: "Use the signature with the full path of the directory or of something in it.",
    sources: &["https://learn.microsoft.com/rest/api/storageservices/create-service-sas"],
    check,
};

/// Parameters of a listing that name a directory outside of the path.
const ELSEWHERE: [&str; 2] = ["directory", "prefix"];

fn check(context: &Context<'_>) -> Vec<Hit> {
    let token = context.token;
    if context.is_account() || token.value("sr") != Some("d") {
        return Vec::new();
    }
    let link = token.link.as_ref().filter(|link| link.is_in_text);
    let (Some(link), Some(depth)) = (link, scope::depth(token)) else {
        return Vec::new();
    };
    let found = link.segments.len().saturating_sub(1);
    if found >= depth || ELSEWHERE.into_iter().any(|key| token.has(key)) {
        return Vec::new();
    }
    Hit::on(token, &["sdd"])
        .with("depth", count(depth))
        .with("found", count(found))
        .alone()
}

fn count(folders: usize) -> String {
    match folders {
        1 => "1 level".to_owned(),
        other => format!("{other} levels"),
    }
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "https://contosoexample.dfs.core.windows.net/fs/reports?sv=2022-11-02&sr=d&sdd=3&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=d&sdd=1&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        // The directory itself.
        "https://contosoexample.blob.core.windows.net/c/reports?sv=2022-11-02&sr=d&sdd=1&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        // The root of the container is a directory too.
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=d&sdd=0&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        // A listing names its directory in the query.
        "https://contosoexample.dfs.core.windows.net/fs?resource=filesystem&directory=a/b&sv=2022-11-02&sr=d&sdd=2&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        // Without a link nobody knows where it will be used.
        "?sv=2022-11-02&sr=d&sdd=3&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
