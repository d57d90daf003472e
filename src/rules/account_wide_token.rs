//! # What it finds
//!
//! An account SAS: a signature for whole services of a storage account.
//!
//! # Why it matters
//!
//! It is close to the account key itself, within the services, resource types and permissions that
//! it names. It does not stop at one container, it has no upper limit of life, and it cannot be
//! tied to a stored access policy. Severity is high for every account SAS; what a given one can
//! destroy is judged by other rules.
//!
//! # Example
//!
//! `?sv=2022-11-02&ss=b&srt=sco&sp=rl&…`: every blob of every container can be listed and read.
//!
//! # What to do
//!
//! Replace it with a user delegation SAS for the one container or blob that is needed.
//!
//! # Sources
//!
//! Microsoft's advice prefers a user delegation SAS, then a service SAS with a stored policy;
//! .NET analyzer rule CA5375 says not to use account SAS.

use super::{Context, Hit, Rule};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "account-wide-token",
    title: "Opens the whole account",
    severity: Severity::High,
    confidence: Confidence::Certain,
    refuses: false,
    message: "This is an account SAS: a link that is not limited to one container or file. It reaches everything of its services in the storage account.",
    remedy: "Give out a link for the one container, file share, queue or table that is needed. For files in containers (blobs), sign it without an account key (user delegation SAS).",
    sources: &[
        "https://learn.microsoft.com/azure/storage/common/storage-sas-overview#best-practices-when-using-sas",
        "https://learn.microsoft.com/dotnet/fundamentals/code-analysis/quality-rules/ca5375",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    if !context.is_account() {
        return Vec::new();
    }
    Hit::on(context.token, &["ss", "srt"]).alone()
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&ss=b&srt=sco&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        "https://contosoexample.queue.core.windows.net/?sv=2022-11-02&ss=q&srt=o&sp=p&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        // A container SAS covers one container only.
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=rwdl&se=2027-01-01T00:00:00Z&sig={sig}",
        // `ss` in the path is no parameter.
        "https://contosoexample.blob.core.windows.net/ss/srt?sv=2022-11-02&sr=b&sp=r&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
