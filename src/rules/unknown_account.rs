//! # What it finds
//!
//! A link to a storage account that is not one of the organisation's. This rule speaks only when it
//! has named its accounts (`knownAccounts`).
//!
//! # Why it matters
//!
//! Such a link opens somebody else's data, or carries the organisation's own data away. Nobody in the
//! organisation can stop it. Medium, because partners share links too; the organisation can choose
//! another severity. The account of a managed disk's link is Azure's own, so there it is only
//! possible that something is wrong.
//!
//! # Example
//!
//! `https://fabrikamexample.blob.core.windows.net/…`, where only `contosoexample` is known
//!
//! # What to do
//!
//! Ask whoever sent it whose account it is, and tell its owner if the link should not be where it is.
//!
//! # Sources
//!
//! The organisation's own limits; the host of the link, as "Storage account overview" describes it.

use super::{Context, Hit, Place, Rule};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "unknown-account",
    title: "Opens an account that is not known",
    severity: Severity::Medium,
    confidence: Confidence::Certain,
    refuses: false,
    message: "The storage account {name} is not one of those that your organisation has named as its own.",
    remedy: "Find out whose account it is. Only its owner can stop this link.",
    sources: &[
        "https://learn.microsoft.com/azure/storage/common/storage-account-overview#storage-account-endpoints",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let Some(account) = context.scope.account.as_deref() else {
        return Vec::new();
    };
    if context.policy.knows_account(account) != Some(false) {
        return Vec::new();
    }
    let hit = Hit::at(Place::Host).with("name", account);
    if context.token.is_managed_disk() {
        hit.confidence(Confidence::Possible).alone()
    } else {
        hit.alone()
    }
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "{\"knownAccounts\": [\"contosoexample\"]} https://fabrikamexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2026-06-02T00:00:00Z&sig={sig}",
        // It only begins like the known one.
        "{\"knownAccounts\": [\"contoso\"]} https://contosoexample.queue.core.windows.net/q?sv=2022-11-02&sp=p&se=2026-06-02T00:00:00Z&sig={sig}",
    ],
    silent: &[
        "{\"knownAccounts\": [\"fabrikamexample\", \"contosoexample\"]} https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2026-06-02T00:00:00Z&sig={sig}",
        // Its read-only copy is the same account.
        "{\"knownAccounts\": [\"contosoexample\"]} https://ContosoExample-secondary.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2026-06-02T00:00:00Z&sig={sig}",
        // No host, or one that does not tell; another rule says that it cannot be known.
        "{\"knownAccounts\": [\"contosoexample\"]} ?sv=2022-11-02&sr=c&sp=r&se=2026-06-02T00:00:00Z&sig={sig}",
        "{\"knownAccounts\": [\"contosoexample\"]} https://files.contoso.example/c?sv=2022-11-02&sr=c&sp=r&se=2026-06-02T00:00:00Z&sig={sig}",
        // No account is named.
        "{\"longestLifeHours\": 48} https://fabrikamexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2026-06-02T00:00:00Z&sig={sig}",
    ],
};
