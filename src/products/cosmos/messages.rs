//! What is said of Cosmos DB tokens and keys.

use crate::products::messages::Table;

/// Every sentence: its id and its template, sorted by id.
pub(super) const MESSAGES: Table = &[
    (
        "action/cosmos-permission",
        "{lead}: delete the permission that it was made from, or the Cosmos DB user who holds it. An app that hands out such tokens does that; there is no button for it in the portal.",
    ),
    (
        "action/cosmos-read-only",
        "It may be one of the two keys that only read. Then replace that one: primaryReadonly or secondaryReadonly.",
    ),
    (
        "action/cosmos-renew",
        "{lead}: replace this key. First move every app that uses it to the account's secondary key. Compare it in the portal, under Keys, to see which it is.",
    ),
    (
        "action/cosmos-renew-master",
        "{lead}: replace the account key that signed it. First move every app that uses it to the account's secondary key. One such token dies by itself within minutes, but its key signs others.",
    ),
    (
        "action/cosmos-renew-too",
        "If you cannot find the permission: replace the account's primary key. First move every app that uses it to the other key.",
    ),
    (
        "action/cosmos-role",
        "{lead}: take away the user's or app's role in the Cosmos DB account, or revoke its sign-in in Microsoft Entra ID.",
    ),
    (
        "action/cosmos-second",
        "If it was the secondary key: once every app uses the new primary key, replace that one as well.",
    ),
    (
        "action/cosmos-smaller",
        "Let apps sign in with an identity of their own and a role, and switch account keys off.",
    ),
    (
        "kind/cosmos-connection-string",
        "A connection string with an account key for Cosmos DB, a database service.",
    ),
    (
        "kind/cosmos-entra-token",
        "A sign-in token (Microsoft Entra) for a user or app, in the form that Cosmos DB takes.",
    ),
    (
        "kind/cosmos-master-token",
        "A Cosmos DB token that an account key signed, for one request within minutes.",
    ),
    (
        "kind/cosmos-resource-token",
        "A Cosmos DB resource token: it opens what one permission on the server names, for some hours at most.",
    ),
    (
        "limit/cosmos-request",
        "Only for one request, sent within about 15 minutes of the time that was signed with it.",
    ),
    ("meaning/cosmos-endpoint", "The address of the account."),
    (
        "meaning/cosmos-entra",
        "A sign-in token of Microsoft Entra stands in the place of a signature, for a signed-in user or app.",
    ),
    (
        "meaning/cosmos-master",
        "An account key signed one request. The token is of no use for another.",
    ),
    (
        "meaning/cosmos-opaque",
        "A part that only Cosmos DB can read. It is hidden here.",
    ),
    (
        "meaning/cosmos-resource",
        "It was made by a permission on the server, for one resource.",
    ),
    ("meaning/cosmos-version", "The version of the token's form."),
    (
        "outcome/cosmos-change",
        "Change and delete items of {place}, if it may do more than read.",
    ),
    ("outcome/cosmos-read", "Read items of {place}."),
    (
        "reason/stop-cosmos-key",
        "It cannot be stopped alone. The account key must be replaced, which stops all apps that use that key.",
    ),
    (
        "reason/stop-cosmos-permission",
        "It can be stopped by deleting the permission that it was made from.",
    ),
    (
        "reason/stop-cosmos-role",
        "It can be stopped by taking away the role of the user or app that signed in.",
    ),
    (
        "sentence/cosmos-emulator",
        "This belongs to the Cosmos DB emulator on a development machine. It opens nothing in Azure.",
    ),
    (
        "unknown/cosmos-account",
        "Which Cosmos DB account it belongs to.",
    ),
    (
        "unknown/cosmos-genuine",
        "Whether the signature is genuine. To check it takes the key, and what was asked for and when.",
    ),
    (
        "unknown/cosmos-opaque",
        "When it ends, and whether it is genuine: only Cosmos DB can read that part.",
    ),
    (
        "unknown/cosmos-permission",
        "Which container, partition or item the permission names, and whether it allows changes.",
    ),
    (
        "unknown/cosmos-read-only",
        "Whether it is one of the account's keys for reading only.",
    ),
    (
        "unknown/cosmos-request",
        "Which request it was signed for, and when.",
    ),
    ("unknown/cosmos-roles", "Which roles the user or app has."),
    (
        "validity/cosmos-entra",
        "Its end cannot be read here. Sign-in tokens work for about an hour, as a rule.",
    ),
    (
        "validity/cosmos-key",
        "A key has no end: it works until it is replaced.",
    ),
    (
        "validity/cosmos-master",
        "It works for about 15 minutes around the time that was signed with it. That time does not stand in it.",
    ),
    (
        "validity/cosmos-resource",
        "Its end does not show in it. By default it works for an hour. Microsoft's documents differ on the most that can be set: five hours, or a day.",
    ),
];
