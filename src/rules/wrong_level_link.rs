//! # What it finds
//!
//! A signature for one blob or file on an address that names none, or that asks for a whole
//! container; a signature for a container or file share on an address that names none.
//!
//! # Why it matters
//!
//! The service refuses such requests ("The specified signed resource is not allowed for the this
//! resource level"). Medium, because the link fails as it stands. The signature may still be good for
//! the item it was made for, so nothing is safe because of it.
//!
//! # Example
//!
//! `https://contosoexample.blob.core.windows.net/c?restype=container&comp=list&sr=b&…`
//!
//! # What to do
//!
//! Use the address of what was signed, or issue a link for the container.
//!
//! # Sources
//!
//! "Create a service SAS"; a public report from users of the .NET library.

use super::{Context, Hit, Place, Rule};
use crate::params::Service;
use crate::params::resources::Level;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "wrong-level-link",
    title: "Address does not fit the signature",
    severity: Severity::Medium,
    confidence: Confidence::Likely,
    refuses: false,
    message: "It is signed for {resource}, but its address {fault}. Azure refuses such a request.",
    remedy: "Use the full address of what was signed, or issue a link for the whole container or share.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
        "https://github.com/Azure/azure-sdk-for-net/issues/18108",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let token = context.token;
    let link = token.link.as_ref().filter(|link| link.is_in_text);
    let (Some(link), Some(spec)) = (link, context.scope.spec) else {
        return Vec::new();
    };
    let asks_for_container = token
        .value("restype")
        .is_some_and(|target| target.eq_ignore_ascii_case("container"));
    // `//index.html`: a shell took `$web` out.
    let is_unnamed = link.segments.first().is_none_or(String::is_empty);
    let fault = match (spec.service, spec.level) {
        (Service::Blob, Level::Item) if asks_for_container => {
            "asks for a container (restype=container)"
        }
        (Service::Blob, Level::Item) if is_unnamed => "names no blob",
        (Service::File, Level::Item) if link.segments.len() < 2 => "names no file",
        // The address of a website stands for its container.
        (Service::Blob, _) if is_unnamed && link.reading.service != Some("web") => {
            "names no container"
        }
        (Service::File, _) if is_unnamed => "names no file share",
        _ => return Vec::new(),
    };
    let mut hit = Hit::on(token, &["sr"]);
    hit.places.push(Place::Path);
    hit.with("resource", spec.title)
        .with("fault", fault)
        .alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "https://contosoexample.blob.core.windows.net/c?restype=container&comp=list&sv=2022-11-02&sr=b&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        "https://contosoexample.blob.core.windows.net/?sv=2022-11-02&sr=b&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        "https://contosoexample.file.core.windows.net/share?sv=2022-11-02&sr=f&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        "https://contosoexample.blob.core.windows.net/?comp=list&sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        // A shell took `$web` out of the path.
        "https://contosoexample.blob.core.windows.net//index.html?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        "https://contosoexample.blob.core.windows.net/c/b?sv=2022-11-02&sr=b&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        // One name alone is a blob of the root container.
        "https://contosoexample.blob.core.windows.net/index.html?sv=2022-11-02&sr=b&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
        // A container token may list.
        "https://contosoexample.blob.core.windows.net/c?restype=container&comp=list&sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        // A website's address stands for its container.
        "https://contosoexample.z13.web.core.windows.net/?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        // Without an address nothing can be wrong with it.
        "?sv=2022-11-02&sr=f&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
