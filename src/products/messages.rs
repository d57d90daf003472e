//! The sentences that several families share, and the look-up in those of all.

use super::FAMILIES;
use crate::report::Message;

pub(super) use crate::report::sentence::capital;

/// Sentences: the id and the template of each.
pub(super) type Table = &'static [(&'static str, &'static str)];

/// What belongs to no one family.
const SHARED: Table = &[
    ("access/product", "The holder can {what}.{more}"),
    (
        "access/product-malformed",
        "Once mended, the holder can {what}.{more}",
    ),
    ("access/product-nothing", "It opens nothing in Azure."),
    ("access/product-past", "The holder could {what}."),
    (
        "action/product-expired",
        "Nothing to stop: it no longer works. If it was public before {end}, look through the logs of that time, if any were kept.",
    ),
    (
        "action/product-logs",
        "Find out who used it. Look through the logs of {owner} for requests that you do not know. There are such logs only if they were switched on before.",
    ),
    (
        "action/product-nothing",
        "Nothing needs to be stopped: this {thing} opens nothing in Azure.",
    ),
    (
        "action/product-owner",
        "If {owner} is not yours, tell its owner now. Only they can stop this.",
    ),
    (
        "command/cloud-of-product",
        "It is in {cloud}. First sign in to that cloud (az cloud set, or Connect-AzAccount -Environment).",
    ),
    (
        "command/extension",
        "This needs the extension azure-iot of the Azure CLI: az extension add --name azure-iot.",
    ),
    (
        "command/group-of-product",
        "Put the name of the resource group that it belongs to in place of RESOURCE_GROUP.",
    ),
    (
        "command/placeholder",
        "The text does not give {what}, or not in a form that is safe in a command. Put the real one in place of {word}.",
    ),
    (
        "limit/no-start",
        "It has no start: it works from the moment it is made.",
    ),
    (
        "meaning/key-hidden",
        "The key itself. Whoever has it needs nothing else. It is hidden here.",
    ),
    (
        "meaning/not-documented",
        "This name is not documented for such a {thing}. It is left aside.",
    ),
    (
        "meaning/signature",
        "The signature: the proof that a key made this {thing}. It is hidden here.",
    ),
    (
        "meaning/signature-damaged",
        "This is not a whole signature: it should stand for {bytes} bytes. Azure should refuse it.",
    ),
    ("meaning/time-end", "It stops working on {end}, {relative}."),
    (
        "meaning/time-unread",
        "This is not a time in a form that is documented here.",
    ),
    (
        "reason/exposure-never",
        "It has no end: it works until someone stops it.",
    ),
    (
        "reason/product-malformed",
        "As written, Azure should refuse it ({why}). The level says what it would open if it were mended or accepted.",
    ),
    ("reason/product-nothing", "It opens nothing in Azure."),
    (
        "reason/product-unknown",
        "What it allows does not stand in it.",
    ),
    ("sentence/product", "{who} can {what} {until}.{more}"),
    (
        "sentence/product-expired",
        "This {thing} stopped working on {end}. Until then, {who} could {what}.",
    ),
    (
        "sentence/product-future",
        "From {start}, {who} can {what} {until}.{more}",
    ),
    (
        "sentence/product-malformed",
        "As it stands, Azure should refuse this {thing}: {why}. Once mended, {who} can {what} {until}.{more}",
    ),
    (
        "sentence/product-never",
        "This {thing} never works: it ends before it starts, or at the same moment.",
    ),
    (
        "sentence/product-undated",
        "As it stands, Azure should refuse this {thing}: it has no expiry that can be read. Once mended, {who} can {what}.{more}",
    ),
    (
        "unknown/product-genuine",
        "Whether the signature is genuine. Only the key tells.",
    ),
    (
        "unknown/product-holders",
        "Who has it, and who has used it. Azure keeps no list of who holds a key or a token.",
    ),
    (
        "unknown/product-key-replaced",
        "Whether the key has been replaced since.",
    ),
    (
        "unknown/product-network",
        "Whether a firewall or a private network keeps the holder out.",
    ),
];

/// Every sentence of this module.
fn tables() -> impl Iterator<Item = Table> {
    std::iter::once(SHARED)
        .chain(FAMILIES.iter().map(|family| family.messages))
        .chain([super::note::MESSAGES])
}

/// Lists every template, for those who measure or translate them.
#[cfg(feature = "reference")]
pub(crate) fn templates() -> impl Iterator<Item = (String, &'static str)> {
    tables()
        .flatten()
        .map(|(id, template)| ((*id).to_owned(), *template))
}

/// Renders a sentence of one of the tables.
pub(super) fn say(id: &'static str, args: &[(&str, &str)]) -> Message {
    let template = tables()
        .flatten()
        .find(|(known, _)| *known == id)
        .map_or("", |(_, template)| *template);
    debug_assert!(!template.is_empty(), "no message {id}");
    Message::render_used(id, template, args)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_table_is_sorted_and_no_id_stands_twice() {
        let mut seen = BTreeSet::new();
        for table in tables() {
            for pair in table.windows(2) {
                assert!(pair[0].0 < pair[1].0, "{} before {}", pair[0].0, pair[1].0);
            }
            for (id, template) in table {
                assert!(seen.insert(*id), "{id} stands twice");
                assert!(template.ends_with(['.', '}']), "{id}: {template}");
            }
        }
    }
}
