//! What is said of storage account keys.

use crate::products::messages::Table;

/// Every sentence: its id and its template, sorted by id.
pub(super) const MESSAGES: Table = &[
    (
        "action/storage-key-breaks",
        "Before you replace a key, look where it is in use. Apps and functions keep it in their settings. So do connections of Data Factory and Logic Apps, mounted file shares, machine diagnostics and backup tools. Every link that it signed stops too.",
    ),
    (
        "action/storage-key-disable",
        "If nothing needs account keys any more, switch them off. That ends both keys and every link signed with one.",
    ),
    (
        "action/storage-key-logs",
        "Find out who used it. If the account keeps a record of its requests (resource logs), look for those signed with an account key, or with links, from addresses that you do not know.",
    ),
    (
        "action/storage-key-rotate",
        "{lead}: replace this key. First move every app that uses it to the account's other key. Then choose Rotate key in the Azure portal, under the account's Access keys. Compare it there to see which of the two it is.",
    ),
    (
        "action/storage-key-second",
        "If it is key2, or if you cannot find out: once every app uses the new key1, replace key2 as well.",
    ),
    (
        "action/storage-key-smaller",
        "Let apps sign in with an identity of their own (managed identity), and give people links for one file or container that end within hours.",
    ),
    (
        "kind/storage-account-key",
        "A storage account key: it opens everything in its account, and signs links to it.",
    ),
    (
        "kind/storage-connection-string",
        "A connection string with a storage account key, which opens everything in its account and signs links to it.",
    ),
    (
        "meaning/storage-account",
        "The storage account that the key belongs to.",
    ),
    (
        "meaning/storage-development",
        "It points at the storage emulator on a development machine.",
    ),
    (
        "meaning/storage-endpoint",
        "Where one of the account's services answers.",
    ),
    (
        "meaning/storage-protocol",
        "Whether apps connect encrypted (https) or not. It does not limit what the key may do.",
    ),
    (
        "meaning/storage-suffix",
        "The end of the account's addresses, which tells the cloud it is in.",
    ),
    (
        "outcome/storage-key-change",
        "Add, overwrite and change all files, messages and rows in {place}. That can bring malware, false data, or encryption for ransom.",
    ),
    (
        "outcome/storage-key-delete",
        "Delete all containers, file shares, queues and tables of {place}, with everything in them.",
    ),
    (
        "outcome/storage-key-links",
        "Make new links (SAS) to anything in {place}, with any rights and any end. Azure keeps no list of them.",
    ),
    (
        "outcome/storage-key-read",
        "Read all files, messages and rows in {place}.",
    ),
    (
        "reason/stop-storage-key",
        "It can only be stopped by replacing the key, or by switching account keys off. Either stops everything else that depends on it.",
    ),
    (
        "sentence/storage-emulator-key",
        "This is the published key of the storage emulator. It opens nothing in Azure.",
    ),
    (
        "unknown/storage-key-is",
        "Whether it really is a storage account key. Keys of Cosmos DB and Batch have the same length.",
    ),
    (
        "unknown/storage-key-links",
        "Which links were made with it. They end only when the key is replaced.",
    ),
    (
        "unknown/storage-key-off",
        "Whether the account still takes its keys.",
    ),
    (
        "unknown/storage-key-which",
        "Which of the account's two keys it is, and whether it has been replaced since.",
    ),
    (
        "validity/storage-key",
        "A key has no end: it works until it is replaced.",
    ),
];
