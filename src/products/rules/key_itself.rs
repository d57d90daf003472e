//! # What it finds
//!
//! A key of an Azure service itself, alone or in a connection string, and not a link or token that
//! was made with one.
//!
//! # Why it matters
//!
//! A key has no end. Most keys also sign new tokens, with any end their holder likes, and Azure keeps
//! no list of those. So it is worse than any link. Critical, because the only way to stop it is to
//! replace the key, and because everything that was made with it falls with it. High for a key that
//! opens little and can be replaced alone: of one device, or of one function.
//!
//! # Example
//!
//! `AccountName=contosoexample;AccountKey=…`
//!
//! # What to do
//!
//! Replace the key now, and find out how it got out. Let apps sign in with an identity of their own
//! (managed identity) instead of a key, and switch keys off where nothing needs them.
//!
//! # Sources
//!
//! "Manage storage account access keys"; "Prevent Shared Key authorization"; "Service Bus access
//! control with shared access signatures".

use super::{Context, Hit, Rule, Told};
use crate::report::{Confidence, Revocability, Severity};

pub(crate) static RULE: Rule = Rule {
    told: Told {
        id: "key-itself",
        title: "This is the key itself",
        severity: Severity::Critical,
        confidence: Confidence::Certain,
        refuses: false,
        message: "It is not a link or token made with a key, but a key. It has no end, and whatever it may do, its holder may do for as long as the key is in use.",
        remedy: "Replace the key now. Then let apps sign in with an identity of their own instead of a key.",
        sources: &[
            "https://learn.microsoft.com/azure/storage/common/storage-account-keys-manage",
            "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas",
        ],
    },
    check,
};

fn check(context: &Context<'_>) -> Option<Hit> {
    let facts = &context.reading.facts;
    let key = context
        .product
        .fields
        .iter()
        .find(|field| field.spec.is_secret)
        .map(|field| field.spec.key);
    let hit = Hit::of(&RULE, key);
    let is_alone = context.reading.revocability == Revocability::Policy;
    let hit = if is_alone && facts.all_powerful.is_none() {
        hit.severity(Severity::High)
    } else {
        hit
    };
    facts.is_key.then_some(hit)
}

#[cfg(test)]
pub(super) const FIRES: &[&str] = &[
    "AccountName=contosoexample;AccountKey={key64};EndpointSuffix=core.windows.net",
    "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Send;SharedAccessKey={key32}",
    "https://contosoapp.azurewebsites.net/api/Orders?code=abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXAzFu12345A==",
];

#[cfg(test)]
pub(super) const SILENT: &[&str] = &[
    // Made with a key.
    "SharedAccessSignature sr=contosohub.azure-devices.net%2Fdevices%2Fd1&sig={sig}&se=1893553445",
    "https://prod-01.westeurope.logic.azure.com/workflows/0123456789abcdef0123456789abcdef/triggers/manual/paths/invoke?api-version=2016-10-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=not-a-real-signature-made-for-tests-only-0123",
    // The emulator's key is published.
    "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;BlobEndpoint=http://127.0.0.1:10000/devstoreaccount1;",
];
