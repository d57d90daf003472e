//! The sentences of comparisons.

use crate::report::Message;

/// Every sentence: its id and its template, sorted by id.
const MESSAGES: &[(&str, &str)] = &[
    (
        "compare/at-least",
        "The second link opens all that the first opens. Whether it opens more cannot be told.",
    ),
    (
        "compare/at-most",
        "The second link opens no more than the first. Whether it opens less cannot be told.",
    ),
    (
        "compare/both-over",
        "Neither link opens anything now. They are compared as if they did.",
    ),
    ("compare/date-earlier", "It is {span} earlier."),
    ("compare/date-later", "It is {span} later."),
    (
        "compare/date-same",
        "It is the same moment, written in another way.",
    ),
    (
        "compare/different",
        "Each link opens something that the other does not.",
    ),
    (
        "compare/end-hidden",
        "When it ends is set on the server. The first ends on {before}.",
    ),
    (
        "compare/end-shown",
        "It ends on {after}. When the first ends is set on the server.",
    ),
    (
        "compare/ended",
        "It ended on {after}, and opens nothing now.",
    ),
    (
        "compare/ends-earlier",
        "Its end is {span} earlier: {after}, not {before}.",
    ),
    (
        "compare/ends-later",
        "Its end is {span} later: {after}, not {before}.",
    ),
    (
        "compare/headers",
        "It works only together with values that were agreed on and do not stand in the link.",
    ),
    (
        "compare/http",
        "It works over plain HTTP too, which anyone on the way can read. The first works over HTTPS only.",
    ),
    (
        "compare/https",
        "It works over HTTPS only. The first works over plain HTTP too, which anyone on the way can read.",
    ),
    ("compare/letters", "Gained: {gained}. Lost: {lost}."),
    ("compare/letters-gained", "Gained: {gained}."),
    ("compare/letters-lost", "Lost: {lost}."),
    (
        "compare/letters-order",
        "The same letters, written in another way.",
    ),
    (
        "compare/missing",
        "The {which} text holds no link with a shared access signature. There is nothing to compare.",
    ),
    (
        "compare/missing-storage",
        "The {which} text holds no link to Azure Storage. Keys, and tokens of other services, cannot be compared.",
    ),
    (
        "compare/narrower",
        "The second link opens less than the first, and nothing more.",
    ),
    (
        "compare/network",
        "It works from {after}. The first works from {before}.",
    ),
    (
        "compare/no-headers",
        "It works alone. The first needs values that were agreed on.",
    ),
    (
        "compare/no-role",
        "It no longer depends on what its signer may do. An account key signed it.",
    ),
    (
        "compare/no-user",
        "Anyone who holds it can use it. The first works for one signed-in user only.",
    ),
    (
        "compare/not-ended",
        "It works until {after}. The first ended on {before}.",
    ),
    (
        "compare/on-server",
        "A rule on the server (a stored access policy) decides part of what the {which} link opens. The link does not show it.",
    ),
    (
        "compare/one-signature",
        "Both links carry the same signature, and a signature fits one link alone. So at most one of the two is genuine, and Azure should refuse the other.",
    ),
    (
        "compare/other-signer",
        "Somebody else signed it. Neither link allows more than its own signer may do.",
    ),
    (
        "compare/other-user",
        "It works for another user, once signed in: {user}.",
    ),
    ("compare/param-added", "Only the second link has it."),
    ("compare/param-changed", "Its value is another one."),
    ("compare/param-removed", "Only the first link has it."),
    (
        "compare/param-signature",
        "Another signature. It is made from all signed parameters and the key.",
    ),
    (
        "compare/place-assumed",
        "The texts do not name what the links are for. Both are taken to be for the same account, and the same place in it.",
    ),
    (
        "compare/place-narrower",
        "It opens less: {after}, which is a part of {before}.",
    ),
    (
        "compare/place-other",
        "It opens another place: {after}, not {before}.",
    ),
    (
        "compare/place-unknown",
        "Whether both links are for the same place cannot be told. The first is for {before}, the second for {after}.",
    ),
    (
        "compare/place-wider",
        "It opens more: {after}, of which {before} is a part.",
    ),
    (
        "compare/refused",
        "As written, Azure should refuse the {which} link. It is compared as it would be if it were mended.",
    ),
    (
        "compare/role",
        "It never allows more than its signer may do. An account key signed the first.",
    ),
    (
        "compare/same",
        "Both links open the same, for the same time. They say it in different ways.",
    ),
    ("compare/same-link", "Both texts hold the same link."),
    (
        "compare/same-signature-differs",
        "Both links open the same, for the same time. Only the signature differs.",
    ),
    (
        "compare/several",
        "The {which} text holds {count} links. The worst of them is compared.",
    ),
    (
        "compare/something-less",
        "The first link opens something that the second does not. Whether the second opens more elsewhere cannot be told.",
    ),
    (
        "compare/something-more",
        "The second link opens something that the first does not. Whether it opens all of the rest as well cannot be told.",
    ),
    (
        "compare/start-hidden",
        "When it starts may be set on the server.",
    ),
    (
        "compare/start-shown",
        "When the first starts may be set on the server.",
    ),
    (
        "compare/starts-at-once",
        "It works at once. The first starts on {before}.",
    ),
    (
        "compare/starts-earlier",
        "It starts earlier: on {after}, not on {before}.",
    ),
    (
        "compare/starts-later",
        "It starts later: on {after}, not on {before}.",
    ),
    (
        "compare/starts-then",
        "It starts on {after}. The first works at once.",
    ),
    (
        "compare/stops-alone",
        "It can be stopped without replacing an account key. The first cannot.",
    ),
    (
        "compare/stops-by-key",
        "It can be stopped only by replacing an account key. The first can be stopped without.",
    ),
    (
        "compare/unreadable",
        "The {which} link is too damaged or incomplete to be compared.",
    ),
    (
        "compare/unsure",
        "Whether the second link opens more or less than the first cannot be told.",
    ),
    (
        "compare/user",
        "Only the Microsoft Entra user {user}, signed in, can use it.",
    ),
    (
        "compare/wider",
        "The second link opens all that the first opens, and more.",
    ),
];

/// Renders a sentence of the table.
pub(super) fn message(id: &'static str, args: &[(&str, &str)]) -> Message {
    Message::of(MESSAGES, id, args)
}

/// Lists every template of this room, for those who measure or translate them.
#[cfg(feature = "reference")]
pub(crate) fn templates() -> impl Iterator<Item = (String, &'static str)> {
    MESSAGES
        .iter()
        .map(|(id, template)| ((*id).to_owned(), *template))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_unique() {
        assert!(MESSAGES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
