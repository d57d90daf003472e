//! What each kind of token is called in a list, and how a token of it is stopped.

use crate::report::Kind;

/// How a token of a kind is stopped, as far as its kind alone tells.
///
/// Sources: the steps of each kind in `report::actions` and `products`.
const ACCOUNT: &str = "Take it out of the file, and out of the history where the file has one. Then stop it: replace the account key that signed it.";
const SERVICE: &str = "Take it out of the file, and out of the history where the file has one. Then stop it: replace the account key that signed it, or delete the stored access policy where it names one.";
const DELEGATED: &str = "Take it out of the file, and out of the history where the file has one. Then stop it: revoke the account's user delegation keys.";
const STORAGE_KEY: &str = "Take it out of the file, and out of the history where the file has one. Then replace the key, for whoever has it can sign links of any kind.";
const KEY: &str =
    "Take it out of the file, and out of the history where the file has one. Then replace the key.";
const OTHER: &str = "Take it out of the file, and out of the history where the file has one. Then replace the key that it was made with.";
const LISTED: &str = "Take it out of the file, and out of the history where the file has one. Then stop it: sas-lens lists the steps for each one.";

/// One kind.
pub(super) struct KindSpec {
    kind: Kind,
    /// In words.
    pub(super) words: &'static str,
    /// What to do about it.
    pub(super) remedy: &'static str,
}

const fn row(kind: Kind, words: &'static str, remedy: &'static str) -> KindSpec {
    KindSpec {
        kind,
        words,
        remedy,
    }
}

/// Every kind, in the order of [`Kind`]. The words are those of the report on one token.
const KINDS: &[KindSpec] = &[
    row(Kind::StorageAccount, "Account SAS", ACCOUNT),
    row(Kind::StorageServiceBlob, "Service SAS for blobs", SERVICE),
    row(
        Kind::StorageServiceFile,
        "Service SAS for Azure Files",
        SERVICE,
    ),
    row(
        Kind::StorageServiceQueue,
        "Service SAS for a queue",
        SERVICE,
    ),
    row(
        Kind::StorageServiceTable,
        "Service SAS for a table",
        SERVICE,
    ),
    row(
        Kind::StorageUserDelegationBlob,
        "User delegation SAS for blobs",
        DELEGATED,
    ),
    row(
        Kind::StorageUserDelegationFile,
        "User delegation SAS for Azure Files",
        DELEGATED,
    ),
    row(
        Kind::StorageUserDelegationQueue,
        "User delegation SAS for a queue",
        DELEGATED,
    ),
    row(
        Kind::StorageUserDelegationTable,
        "User delegation SAS for a table",
        DELEGATED,
    ),
    row(Kind::StorageUnknown, "Storage SAS of no known kind", LISTED),
    row(
        Kind::StorageConnectionString,
        "Storage connection string with a key",
        STORAGE_KEY,
    ),
    row(Kind::StorageAccountKey, "Storage account key", STORAGE_KEY),
    row(Kind::ServiceBus, "Service Bus or Event Hubs token", OTHER),
    row(Kind::NotificationHubs, "Notification Hubs token", OTHER),
    row(
        Kind::ServiceBusConnectionString,
        "Service Bus or Event Hubs connection string",
        KEY,
    ),
    row(Kind::IotHub, "IoT Hub token", OTHER),
    row(Kind::IotProvisioning, "IoT provisioning token", OTHER),
    row(Kind::IotConnectionString, "IoT connection string", KEY),
    row(Kind::EventGrid, "Event Grid token", OTHER),
    row(Kind::LogicApps, "Logic Apps callback link", OTHER),
    row(Kind::ApiManagement, "API Management token", OTHER),
    row(
        Kind::CosmosMasterToken,
        "Cosmos DB token signed with a key",
        OTHER,
    ),
    row(
        Kind::CosmosResourceToken,
        "Cosmos DB resource token",
        LISTED,
    ),
    row(Kind::CosmosEntraToken, "Cosmos DB sign-in token", LISTED),
    row(
        Kind::CosmosConnectionString,
        "Cosmos DB connection string",
        KEY,
    ),
    row(Kind::AzureMaps, "Azure Maps token", LISTED),
    row(Kind::FunctionKey, "Azure Functions key", KEY),
    row(Kind::AzureKey, "Key of an Azure product", KEY),
];

/// The kind in words, and what to do about it.
pub(super) fn spec(kind: Kind) -> &'static KindSpec {
    const FALLBACK: KindSpec = row(Kind::AzureKey, "Token", LISTED);
    KINDS
        .iter()
        .find(|row| row.kind == kind)
        .unwrap_or(&FALLBACK)
}

/// Every kind that has words.
#[cfg(test)]
pub(super) fn all() -> impl Iterator<Item = Kind> {
    KINDS.iter().map(|row| row.kind)
}

/// Lists what this table says, for those who measure or translate it.
#[cfg(feature = "reference")]
pub(super) fn templates() -> impl Iterator<Item = (String, &'static str)> {
    [
        ("inventory-remedy/account", ACCOUNT),
        ("inventory-remedy/service", SERVICE),
        ("inventory-remedy/storage-key", STORAGE_KEY),
        ("inventory-remedy/listed", LISTED),
        ("inventory-remedy/delegated", DELEGATED),
        ("inventory-remedy/key", KEY),
        ("inventory-remedy/other", OTHER),
    ]
    .into_iter()
    .map(|(id, text)| (id.to_owned(), text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_row_and_they_stand_in_order() {
        assert!(all().collect::<Vec<_>>().is_sorted());
        assert_eq!(all().count(), Kind::AzureKey as usize + 1);
    }
}
