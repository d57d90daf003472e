//! The table of sentences that belong to no rule, repair or outcome.

use super::message::Message;

/// Every sentence: its id and its template, sorted by id.
const MESSAGES: &[(&str, &str)] = &[
    (
        "access/nothing",
        "It allows nothing: the permissions, services and resource types never meet.",
    ),
    (
        "access/nothing-account",
        "It allows nothing but to learn the account's type: the permissions, services and resource types never meet.",
    ),
    (
        "access/nothing-perhaps",
        "It allows nothing, or at most to learn the account's type: the permissions, services and resource types never meet.",
    ),
    (
        "access/nothing-rows",
        "It allows nothing: no row lies in its range.",
    ),
    ("access/summary", "The holder can {what}.{more}"),
    (
        "access/summary-malformed",
        "Once mended, the holder can {what}.{more}",
    ),
    (
        "access/summary-never",
        "If it worked, the holder could {what}.",
    ),
    ("access/summary-past", "The holder could {what}.{more}"),
    (
        "access/summary-past-malformed",
        "In working order, it would have let the holder {what}.",
    ),
    (
        "access/unknown",
        "What it allows is set on the server by the stored access policy {policy}, not in the link.",
    ),
    ("access/unreadable", "What it allows cannot be read: {why}."),
    (
        "access/unreadable-scope",
        "What it opens cannot be told. Once mended, it may let the holder {what}.",
    ),
    (
        "action/account-owner",
        "If {account} is not yours, tell its owner now. Only they can stop this link.",
    ),
    (
        "action/account-stranger",
        "Tell the owner of {account} now. Only they can stop this link, and your organisation has not named the account as its own.",
    ),
    (
        "action/check-logs",
        "Find out who used it. If the account keeps a record of its requests (resource logs), search it for the fingerprint shown below.",
    ),
    (
        "action/check-logs-blind",
        "Find out who used it. If the account keeps a record of its requests (resource logs), search it for such links. This copy has no whole signature, so it cannot be told apart there.",
    ),
    (
        "action/delegation-revoke",
        "{lead}: revoke the account's user delegation keys, the short-lived keys that sign such links. That ends every link of this kind (user delegation SAS) to the account.",
    ),
    (
        "action/delegation-role",
        "If only the signer is the problem, taking away the signer's role is enough. That takes some minutes. A role given on one container, or higher up, must be taken away there.",
    ),
    (
        "action/delegation-user",
        "To stop only this user, disable the user's sign-in in Microsoft Entra ID.",
    ),
    (
        "action/disk",
        "{lead}: take back the access to the managed disk or snapshot (in the Azure portal: cancel export). The account is Azure's own, so its keys and policies are not yours to change.",
    ),
    (
        "action/expired",
        "Nothing to stop: it no longer works. If it was public before {end}, look through the account's logs of that time, if it keeps any.",
    ),
    (
        "action/keep",
        "Nothing needs to be stopped now. It ends on {end}.",
    ),
    (
        "action/key-disable",
        "If nothing needs account keys any more, switch them off. That ends every link signed with one.",
    ),
    (
        "action/key-rotate",
        "{lead}: replace the account key that signed it. First move every app that uses that key to the account's other key. Then choose Rotate key in the Azure portal, under the account's Access keys. The link does not tell which of the two signed it.",
    ),
    (
        "action/key-second",
        "If key2 signed it, or if you cannot find out: once every app uses the new key1, replace key2 as well.{check}",
    ),
    (
        "action/nothing",
        "Nothing needs to be stopped: this link opens nothing. If you need access, ask the owner for a new one.",
    ),
    (
        "action/policy-delete",
        "{lead}: delete the rule on the server that it depends on (the stored access policy {policy}). Every link that names that policy stops within about 30 seconds. Never create a policy of that name again: old links would work again.",
    ),
    (
        "action/policy-look",
        "Look up what the policy allows and until when.",
    ),
    (
        "action/replace",
        "Give out a smaller link instead: for one file or container, with only the permissions needed, for hours rather than days. For files in containers (blobs), sign it without an account key (user delegation SAS).",
    ),
    (
        "action/unreadable",
        "Ask whoever sent it for the whole link, or copy it again from where it was issued.",
    ),
    (
        "command/account-placeholder",
        "The link does not give a storage account name that Azure could have. Put the real name in place of ACCOUNT.",
    ),
    (
        "command/cloud",
        "The account is in {cloud}. First sign in to that cloud (az cloud set, or Connect-AzAccount -Environment).",
    ),
    (
        "command/container-placeholder",
        "The link does not give a name that Azure could have for the {what}. Put the real name in place of CONTAINER.",
    ),
    (
        "command/object-placeholder",
        "The link does not give a valid object id for the signer. Put the real one in place of OBJECT_ID.",
    ),
    (
        "command/policy-placeholder",
        "The policy's name is not shown here: it holds characters that are not safe in a command, or looks like a secret. Put the real name in place of POLICY.",
    ),
    (
        "command/resource-group",
        "Put the account's resource group in place of RESOURCE_GROUP.",
    ),
    (
        "command/subscription",
        "Put your subscription's id in place of SUBSCRIPTION.",
    ),
    (
        "kind/storage-account",
        "An account SAS: a link signed with one of the storage account's two keys, for whole services of the account.",
    ),
    (
        "kind/storage-service-blob",
        "A service SAS for Blob Storage: a link signed with an account key, for one container, directory or file (blob).",
    ),
    (
        "kind/storage-service-file",
        "A service SAS for Azure Files: a link signed with an account key, for one file share or file.",
    ),
    (
        "kind/storage-service-queue",
        "A service SAS for a queue: a link signed with an account key.",
    ),
    (
        "kind/storage-service-table",
        "A service SAS for a table: a link signed with an account key.",
    ),
    (
        "kind/storage-unknown",
        "A storage link (SAS) whose kind cannot be told: its parameters fit none of the documented kinds.",
    ),
    (
        "kind/storage-user-delegation-blob",
        "A user delegation SAS for Blob Storage: a link for files (blobs), signed in the name of a user or app, for seven days at most.",
    ),
    (
        "kind/storage-user-delegation-file",
        "A user delegation SAS for Azure Files (in preview): a link signed in the name of a user or app, for seven days at most.",
    ),
    (
        "kind/storage-user-delegation-queue",
        "A user delegation SAS for a queue (in preview): a link signed in the name of a user or app, for seven days at most.",
    ),
    (
        "kind/storage-user-delegation-table",
        "A user delegation SAS for a table. This kind is a preview whose layout is not published, so what is said here of it is uncertain.",
    ),
    (
        "limit/acl-user",
        "The files' own access rights are checked for the user {user} as well.",
    ),
    ("limit/address", "Only from the network address {address}."),
    (
        "limit/address-nobody",
        "The address range {address} ends before it starts. It should match nobody. What Azure does with it is not documented.",
    ),
    (
        "limit/address-unread",
        "The address limit {address} is not in a form that Azure documents. Whether it limits anything is not known.",
    ),
    (
        "limit/addresses",
        "Only from the {count} network addresses {address}.",
    ),
    (
        "limit/encryption",
        "What is written is encrypted with the scope {scope}.",
    ),
    (
        "limit/folders",
        "Only in an account with real folders (a hierarchical namespace).",
    ),
    (
        "limit/headers",
        "Only together with values that were agreed on. The link names their headers or parameters, not the values.",
    ),
    ("limit/https", "Only over HTTPS."),
    (
        "limit/role",
        "Only what its signer, {signer}, may do at the time of use.",
    ),
    (
        "limit/role-unnamed",
        "Only what its signer, who is not named, may do at the time of use.",
    ),
    (
        "limit/rows",
        "Only the rows within the partition and row limits of the link.",
    ),
    (
        "limit/user",
        "Only for the Microsoft Entra user {user}, signed in.",
    ),
    (
        "near/account-letters",
        "Whether these letters do anything in such a link is not documented: {letters}.",
    ),
    (
        "near/no-effect",
        "These permission letters have no effect here: {letters}.",
    ),
    (
        "reason/exposure-beyond",
        "It works for more than a year: {remaining}.",
    ),
    (
        "reason/exposure-day",
        "It works for up to a day: {remaining}.",
    ),
    (
        "reason/exposure-hour",
        "It works for up to an hour: {remaining}.",
    ),
    ("reason/exposure-over", "It no longer works."),
    (
        "reason/exposure-unknown",
        "How long it works is set on the server or cannot be read.",
    ),
    (
        "reason/exposure-week",
        "It works for up to a week: {remaining}.",
    ),
    (
        "reason/exposure-year",
        "It works for up to a year: {remaining}.",
    ),
    (
        "reason/high-finding",
        "One finding alone is too serious to call it contained: {title}.",
    ),
    (
        "reason/http",
        "It may be used over unencrypted HTTP, which counts as one step longer.",
    ),
    (
        "reason/impact",
        "It {can} {what}. That counts as {impact} impact.",
    ),
    ("reason/impact-nothing", "It allows nothing."),
    (
        "reason/impact-unknown",
        "What it allows is set on the server or cannot be read.",
    ),
    (
        "reason/limit",
        "It breaks a limit that your organisation set: {title}.",
    ),
    (
        "reason/limit-high",
        "It breaks a limit that your organisation set, which rules out contained: {title}.",
    ),
    (
        "reason/malformed",
        "As written, Azure should refuse it ({why}). The level says what it would open if it were mended or accepted.",
    ),
    (
        "reason/narrow-network",
        "It is limited to {addresses}, which counts as one step shorter.",
    ),
    ("reason/never", "There is no moment at which it works."),
    (
        "reason/nowhere",
        "What it points at does not exist in Azure.",
    ),
    (
        "reason/revoke-delegation",
        "It can be stopped by revoking the account's short-lived keys (delegation keys) or its signer's role. No account key needs to be replaced.",
    ),
    (
        "reason/revoke-disk",
        "It can be stopped by taking back the access to the disk or snapshot.",
    ),
    (
        "reason/revoke-key-only",
        "It cannot be stopped alone. The account key that signed it must be replaced, or account keys switched off. Either stops everything else that depends on them.",
    ),
    (
        "reason/revoke-policy",
        "It can be stopped by deleting its stored access policy.",
    ),
    (
        "reason/revoke-unknown",
        "How it can be stopped cannot be told.",
    ),
    (
        "reason/user-bound",
        "It works for one signed-in user only, which counts as one step shorter.",
    ),
    (
        "resource/custom-host",
        "The host {host} is not one of Azure Storage's own: a custom domain, a delivery network (CDN) or a proxy. It does not tell which storage account is behind it.",
    ),
    (
        "resource/emulator",
        "This points at the storage emulator on a development machine, not at Azure.",
    ),
    (
        "resource/germany",
        "Azure Germany was closed in October 2021; this host no longer exists.",
    ),
    (
        "resource/managed-disk",
        "This is the export or import link of a managed disk: the account belongs to Azure.",
    ),
    (
        "resource/no-host",
        "The text holds no address, so the storage account is not known.",
    ),
    (
        "resource/path-style",
        "The host {host} is an IP address; the first part of the path is read as the account.",
    ),
    (
        "resource/private-link",
        "This is the internal DNS name of a private endpoint; clients use the public name.",
    ),
    (
        "resource/secondary",
        "This is the read-only secondary copy of the account.",
    ),
    (
        "resource/website",
        "This is the address of a static website, which anyone may read. Whether a SAS has any effect there is not documented.",
    ),
    (
        "sentence/closed-cloud",
        "This link points at Azure Germany, which was closed in October 2021. It opens nothing any more.",
    ),
    (
        "sentence/emulator",
        "This link points at a storage emulator on a development machine. It opens nothing in Azure.",
    ),
    (
        "sentence/expired",
        "This link stopped working on {end}. {span}, {who} could {did}.{more}",
    ),
    (
        "sentence/expired-malformed",
        "This link ended on {end}, and as it stands Azure would not have taken it before either: {why}.",
    ),
    (
        "sentence/future",
        "From {start}, {who} can {what} {until}.{more}",
    ),
    ("sentence/holder", "{who} can {what} {until}.{more}"),
    (
        "sentence/malformed",
        "As it stands, Azure should refuse this link: {why}. Once mended, {who} can {what} {until}.{more}",
    ),
    (
        "sentence/never",
        "This link never works: it ends before it starts, or at the same moment.",
    ),
    (
        "sentence/nothing",
        "This link opens nothing: its permissions never fit what it points at.",
    ),
    (
        "sentence/nothing-rows",
        "This link opens nothing: no row lies in its range.",
    ),
    (
        "sentence/policy",
        "{who} can do what a rule on the server allows for {scope}{when}. The rule is the stored access policy {policy}. The link does not show what it allows.",
    ),
    (
        "sentence/policy-expiry",
        "{who} can {what}, while a rule on the server allows it.{more} The rule is the stored access policy {policy}.",
    ),
    (
        "sentence/policy-expiry-future",
        "From {start}, {who} can {what}, while a rule on the server allows it.{more} The rule is the stored access policy {policy}.",
    ),
    (
        "sentence/unreadable",
        "This looks like a damaged link to Azure Storage: {why}. What it would open cannot be told.",
    ),
    (
        "skipped/parameters",
        "{count} parameters were counted and not explained one by one: their names are unknown, or came up many times. Documented parameters between them were read.",
    ),
    (
        "skipped/too-long",
        "A stretch of {count} characters without a break was not read: no link is that long.",
    ),
    ("unknown/acl", "What the files' own access rights allow."),
    (
        "unknown/firewall",
        "Whether the account's firewall or a private endpoint keeps the holder out.",
    ),
    (
        "unknown/genuine",
        "Whether the signature is genuine. Only the key tells.",
    ),
    (
        "unknown/headers",
        "Which header or query values were agreed on.",
    ),
    (
        "unknown/holders",
        "Who has the link, and who has used it. Azure keeps no list of SAS links.",
    ),
    ("unknown/host", "Which storage account is behind {host}."),
    (
        "unknown/key",
        "Which of the account's two keys signed it, and whether that key has been replaced since.",
    ),
    (
        "unknown/namespace",
        "Whether the account has real folders (a hierarchical namespace). Some permissions only work with them.",
    ),
    (
        "unknown/no-host",
        "Which storage account it belongs to: the text holds no address.",
    ),
    (
        "unknown/policy",
        "Whether the stored access policy {policy} still exists, and what it allows until when.",
    ),
    (
        "unknown/public",
        "Whether the account requires HTTPS, which is the default.",
    ),
    (
        "unknown/revoked",
        "Whether the account's delegation keys have been revoked since.",
    ),
    (
        "unknown/role",
        "What its signer may do. The link never allows more than that.",
    ),
    (
        "unknown/shared-key",
        "Whether the account still accepts links signed with account keys.",
    ),
    (
        "unknown/soft-delete",
        "Whether deleted data could be restored (soft delete, versioning).",
    ),
    (
        "unknown/tenant",
        "Whether the account accepts users of another organisation (tenant). By default it does not.",
    ),
    (
        "validity/always",
        "It works from the moment it is issued until {end}.",
    ),
    (
        "validity/always-past",
        "Its time ran from the moment it was issued until {end}.",
    ),
    (
        "validity/key-ends-first",
        "It says {expiry}, but stops on {end}, when the key that signed it ends.",
    ),
    (
        "validity/key-ends-first-past",
        "It says {expiry}, but it ended on {end}, when the key that signed it ended.",
    ),
    ("validity/missing", "It has no readable expiry."),
    (
        "validity/never",
        "It ends on {end} and starts on {start}, so there is no moment at which it works.",
    ),
    (
        "validity/policy",
        "Its expiry is set on the server by the stored access policy {policy}.",
    ),
    (
        "validity/policy-start",
        "It works until {end} at the latest. The stored access policy {policy} may set a start.",
    ),
    (
        "validity/policy-start-past",
        "Its time ended on {end} at the latest. The stored access policy {policy} may have set a start.",
    ),
    (
        "validity/window",
        "It works from {start} until {end}: {life}.",
    ),
    (
        "validity/window-past",
        "Its time ran from {start} until {end}: {life}.",
    ),
];

/// Lists every template of this module, for those who measure or translate them.
#[cfg(feature = "reference")]
pub(crate) fn templates() -> impl Iterator<Item = (String, &'static str)> {
    MESSAGES
        .iter()
        .map(|(id, template)| ((*id).to_owned(), *template))
}

/// Renders a sentence of the table.
pub(crate) fn message(id: &'static str, args: &[(&str, &str)]) -> Message {
    Message::of(MESSAGES, id, args)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_unique() {
        for pair in MESSAGES.windows(2) {
            assert!(
                pair[0].0 < pair[1].0,
                "{} stands before {}",
                pair[0].0,
                pair[1].0
            );
        }
    }
}
