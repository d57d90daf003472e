//! What is said about the signatures of other products.

use crate::report::{Message, message};

/// Every sentence: its id and its template, sorted by id.
const MESSAGES: &[(&str, &str)] = &[
    (
        "signature/product-causes",
        "Either the key that signed it was replaced since, and the {thing} no longer works. Or the {thing} was changed after it was signed, or belongs elsewhere.",
    ),
    (
        "signature/product-damaged",
        "Its signature is not whole, or was taken out. Only the whole {thing} can be checked.",
    ),
    (
        "signature/product-ended",
        "The {thing} has ended. No key has to be replaced because of it.",
    ),
    (
        "signature/product-genuine",
        "The key {key} made this signature, for the {thing} as it stands.",
    ),
    (
        "signature/product-genuine-group",
        "The group's key {key} makes the key of this device, and that one made this signature.",
    ),
    (
        "signature/product-genuine-request",
        "The key {key} made this signature, for this path and date, and the method {verb}.",
    ),
    (
        "signature/product-group",
        "To stop this device alone, switch it off where it is enrolled. A new key for the group cuts off all its devices.",
    ),
    (
        "signature/product-incomplete",
        "A part that was signed is missing. Only the whole {thing} can be checked.",
    ),
    (
        "signature/product-key",
        "A {thing} has no signature, so there is nothing to check. Compare it with the keys in the portal to see whether it still works.",
    ),
    (
        "signature/product-logic-apps",
        "How such links are signed is not published, and the key never leaves Azure. So no key can tell whether it is genuine.",
    ),
    (
        "signature/product-maps",
        "How Azure Maps signs such tokens is not published. So no key can tell whether it is genuine.",
    ),
    (
        "signature/product-mistake",
        "The key {key} made this signature, but not in the way that Azure expects. Azure should refuse the {thing}.",
    ),
    (
        "signature/product-mistake-address",
        "The key {key} made this signature, for the same address in another spelling. Whether Azure takes the {thing} is not documented.",
    ),
    (
        "signature/product-need-date",
        "Give the header x-ms-date of the request that carried it. It was signed too.",
    ),
    (
        "signature/product-need-key-account",
        "Give a key of the Cosmos DB account to check with.",
    ),
    (
        "signature/product-need-key-device",
        "Give a key to check with: the device's own, or that of the group it is enrolled in.",
    ),
    (
        "signature/product-need-key-management",
        "Give a key of the management interface to check with: primary or secondary.",
    ),
    (
        "signature/product-need-key-rule",
        "Give a key to check with: the primary or secondary key of the rule {rule}.",
    ),
    (
        "signature/product-need-key-topic",
        "Give a key of the topic to check with: key1 or key2.",
    ),
    (
        "signature/product-need-path",
        "Give the path of the request that carried it, such as {example}.",
    ),
    (
        "signature/product-needs-more",
        "The signature cannot be checked yet: something is missing that the {thing} does not say.",
    ),
    (
        "signature/product-not-these-keys",
        "None of the keys given ({keys}) made this signature.",
    ),
    (
        "signature/product-not-this-key",
        "The key {key} did not make this signature.",
    ),
    (
        "signature/product-original",
        "Once signed as Azure expects, it works. So keep the key safe, and look where it was used.",
    ),
    (
        "signature/product-other-key",
        "Such keys come in pairs. Check the other one as well.",
    ),
    (
        "signature/product-repaired",
        "It was mended before the check. As pasted, Azure may refuse it.",
    ),
    (
        "signature/product-resource-token",
        "Cosmos DB makes such tokens itself, and how is not published. So no key can tell whether it is genuine.",
    ),
    (
        "signature/product-sign-in",
        "It holds a sign-in token of Microsoft Entra. No key of the account signed that.",
    ),
    (
        "signature/product-stop",
        "To stop the {thing}, replace (regenerate) the key {key}. All else that uses {key} stops too, so move apps to the other key first.",
    ),
    (
        "signature/product-unreadable-key",
        "What was given as {key} cannot be read as a key. Copy it once more from the portal.",
    ),
];

/// Lists every template of this file, for those who measure or translate them.
#[cfg(feature = "reference")]
pub(crate) fn templates() -> impl Iterator<Item = (String, &'static str)> {
    MESSAGES
        .iter()
        .map(|(id, template)| ((*id).to_owned(), *template))
}

/// Renders a sentence of the table with those arguments that it has.
pub(super) fn message(id: &'static str, args: &[(&str, &str)]) -> Message {
    Message::render_used(id, message::template(MESSAGES, id), args)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_unique() {
        assert!(MESSAGES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
