//! # What it finds
//!
//! A permission letter in a service or user delegation SAS that its resource does not have, such as
//! list (`l`) on a single blob.
//!
//! # Why it matters
//!
//! Azure refuses the whole link, not only the letter. Medium, because it opens nothing and whoever
//! issued it meant something else, perhaps the whole container. An account SAS is left alone: there,
//! Azure ignores letters that have no use.
//!
//! # Example
//!
//! `&sr=b&sp=rl`
//!
//! # What to do
//!
//! Leave the letter out, or issue the link for the resource that has it.
//!
//! # Sources
//!
//! The permission tables of "Create a service SAS" and "Create a user delegation SAS".

use super::{Context, Hit, Rule};
use crate::access::outcomes;
use crate::params::grants;
use crate::report::{Confidence, Kind, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "letter-not-allowed-here",
    title: "Permission that does not exist here",
    severity: Severity::Medium,
    confidence: Confidence::Certain,
    refuses: true,
    message: "It is made for {resource} and asks for permissions (sp) that do not exist there: {letters}. Azure refuses such a link.",
    remedy: "Issue the link again without {letters}, or for a resource that has it.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
        "https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let token = context.token;
    let (Some(spec), Some(letters)) = (context.scope.spec, token.value("sp")) else {
        return Vec::new();
    };
    // What a table's user delegation SAS takes is not published.
    if token.kind == Kind::StorageUserDelegationTable {
        return Vec::new();
    }
    let mut wrong: Vec<String> = Vec::new();
    for letter in letters
        .chars()
        .filter(|letter| !spec.letters.contains(*letter))
    {
        let said = match grants::letter_name(letter, Some(spec.service)) {
            Some(name) => format!("{letter} ({name})"),
            None => letter.to_string(),
        };
        if !wrong.contains(&said) {
            wrong.push(said);
        }
    }
    if wrong.is_empty() {
        return Vec::new();
    }
    let wrong: Vec<&str> = wrong.iter().map(String::as_str).collect();
    Hit::on(token, &["sp", "sr"])
        .with("resource", spec.title)
        .with("letters", outcomes::join(&wrong))
        .alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "https://contosoexample.blob.core.windows.net/c/b?sv=2022-11-02&sr=b&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        "?sv=2022-11-02&tn=orders&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        "?sv=2022-11-02&sr=c&sp=R&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        // A container can be listed.
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        // An account SAS ignores letters without use: messages cannot be listed.
        "?sv=2022-11-02&ss=q&srt=o&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        // Taking messages (p) exists for queues, setting access lists (p) for blobs.
        "?sv=2025-07-05&sp=rp&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=q&skv=2025-07-05&sig={sig}",
    ],
};
