//! # What it finds
//!
//! A token that can write, create or delete in the container `$web`, which Azure serves as a public
//! website.
//!
//! # Why it matters
//!
//! What stands in that container is what visitors see: the holder can put up false pages or scripts,
//! or take the site down. High when the link names `$web`. An account SAS for blobs reaches every
//! container, but the link does not say whether the account has a website, so it is medium and only
//! possible there. Reading alone does no harm, since the site is public.
//!
//! # Example
//!
//! `https://contosoexample.blob.core.windows.net/$web?sr=c&sp=rwl&…`
//!
//! # What to do
//!
//! Keep write access to the site for its deployment, by user delegation SAS.
//!
//! # Sources
//!
//! "Static website hosting in Azure Storage".

use super::{Context, Hit, Rule};
use crate::access::outcomes::join;
use crate::params::Service;
use crate::params::grants::Target;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "website-can-be-defaced",
    title: "Can change a public website",
    severity: Severity::High,
    confidence: Confidence::Likely,
    refuses: false,
    message: "It can {can} files {where}. So its holder can change what visitors of that website see.",
    remedy: "Take write and delete access to $web out of links that you give away. Publish the site from a pipeline that signs in.",
    sources: &["https://learn.microsoft.com/azure/storage/blobs/storage-blob-static-website"],
    check,
};

const WEBSITE: &str = "$web";
const NAMED: &str = "in $web, the container that Azure serves as a public website";
const REACHED: &str = "in all containers, also in $web if the account serves a public website";

fn check(context: &Context<'_>) -> Vec<Hit> {
    let verbs: Vec<&str> = [('w', "replace"), ('c', "add"), ('d', "delete")]
        .into_iter()
        .filter(|(letter, _)| changes_blobs(context, *letter))
        .map(|(_, verb)| verb)
        .collect();
    if verbs.is_empty() {
        return Vec::new();
    }
    let hit = Hit::on(context.token, &["sp", "sr", "ss"]).with("can", join(&verbs));
    if names_website(context) {
        hit.with("where", NAMED).alone()
    } else if context.is_account() {
        hit.with("where", REACHED)
            .severity(Severity::Medium)
            .confidence(Confidence::Possible)
            .alone()
    } else {
        Vec::new()
    }
}

fn changes_blobs(context: &Context<'_>, letter: char) -> bool {
    context.effective.held.iter().any(|held| {
        let grant = held.grant;
        grant.letter == letter && grant.service == Service::Blob && grant.target == Target::Object
    })
}

/// Whether the link leads into `$web`; the path of an account SAS is not signed, but shows as well
/// that the container exists.
fn names_website(context: &Context<'_>) -> bool {
    if context.is_account() {
        let link = context.token.link.as_ref();
        return link
            .and_then(|link| link.segments.first())
            .is_some_and(|name| name == WEBSITE);
    }
    context.scope.container.as_deref() == Some(WEBSITE)
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "https://contosoexample.blob.core.windows.net/$web?sv=2022-11-02&sr=c&sp=rwl&se=2027-01-01T00:00:00Z&sig={sig}",
        "https://contosoexample.blob.core.windows.net/%24web/index.html?sv=2022-11-02&sr=b&sp=d&se=2027-01-01T00:00:00Z&sig={sig}",
        // Whether the account has a website is not in the link.
        "?sv=2022-11-02&ss=bf&srt=o&sp=rc&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        // The site is public: reading it takes no link.
        "https://contosoexample.blob.core.windows.net/$web?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        // Another container, with the name in its path.
        "https://contosoexample.blob.core.windows.net/c/$web/a?sv=2022-11-02&sr=b&sp=rw&se=2027-01-01T00:00:00Z&sig={sig}",
        // An account SAS, for files only.
        "?sv=2022-11-02&ss=f&srt=sco&sp=rwdl&se=2027-01-01T00:00:00Z&sig={sig}",
        // Without `o` in `srt` no single file can be changed.
        "?sv=2022-11-02&ss=b&srt=sc&sp=rwl&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
