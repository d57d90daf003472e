//! What is said about a signature and its keys; the mistakes have their own table.

use crate::report::{Message, message};

/// Every sentence: its id and its template, sorted by id.
const MESSAGES: &[(&str, &str)] = &[
    (
        "signature/advice-account",
        "The keys given belong to the account {given}. The link is for the account {name}.",
    ),
    (
        "signature/advice-account-used",
        "This key was given as the one of the account {given}. The link is for the account {name}. A key belongs to one account: if this one is not of {name}, Azure refuses the link.",
    ),
    (
        "signature/advice-backslash",
        "A backslash of the link's path was signed as a slash, as Microsoft's library for C# does. What Azure makes of a backslash is not documented.",
    ),
    (
        "signature/advice-causes",
        "Another key may have signed it. If that is still one of the account's two keys, the link may work. If it was replaced since, the link should no longer work. Or the link was changed after it was signed, belongs elsewhere, or was signed wrongly.",
    ),
    (
        "signature/advice-causes-delegation",
        "Another delegation key (a short-lived key) may have signed it: one of another signer, or for other times. Then the link may still work. Or the account's delegation keys were revoked since. Or the link was changed after it was signed, belongs elsewhere, or was signed wrongly.",
    ),
    (
        "signature/advice-emulator",
        "Anyone can sign links with that key. They open nothing in Azure.",
    ),
    (
        "signature/advice-ended",
        "The link has ended. No key has to be replaced because of it.",
    ),
    (
        "signature/advice-issue",
        "The delegation key given is not the one that the link names: its {title} is {given}, the link has {expected}.",
    ),
    (
        "signature/advice-key-encoded",
        "A key was given percent-encoded, as in a link, with %3D for =. It was decoded first.",
    ),
    (
        "signature/advice-length",
        "What was given as {key} has {length} characters. {expected}",
    ),
    (
        "signature/advice-old-version",
        "How links of so old a version were signed is less well known than for newer ones, so this answer is less sure as well.",
    ),
    (
        "signature/advice-original",
        "The link as it was signed may still be about, and work.",
    ),
    (
        "signature/advice-other-key",
        "The account has two keys. Check the other one as well.",
    ),
    (
        "signature/advice-policy",
        "The link can be stopped without replacing a key: delete the rule on the server, the stored access policy {policy}. Every link that names this policy stops within about 30 seconds.",
    ),
    (
        "signature/advice-regenerate",
        "To stop the link, replace (regenerate) the key {key}. All else that uses {key} stops too, so move apps to the other key first.",
    ),
    (
        "signature/advice-repaired",
        "The link was mended before the check. As pasted, Azure may refuse it.",
    ),
    (
        "signature/advice-revoke",
        "To stop the link, revoke the account's delegation keys (short-lived keys). All links that were made with such keys stop too.",
    ),
    (
        "signature/advice-secondary",
        "The link goes to the second copy of the account (secondary), and was signed with the account's plain name. For links, Microsoft does not document whether that is the right name there.",
    ),
    (
        "signature/damaged",
        "The key {key} made this signature, but the signature was damaged since. Azure refuses the link like this.",
    ),
    (
        "signature/expected-account",
        "An account key has 88 characters and ends in ==.",
    ),
    (
        "signature/expected-delegation",
        "A delegation key (a short-lived key) has 44 characters and ends in =.",
    ),
    (
        "signature/genuine",
        "The key {key} made this signature, for the link as it stands.",
    ),
    (
        "signature/genuine-emulator",
        "The public key of the storage emulator made this signature, for the link as it stands.",
    ),
    (
        "signature/genuine-other-account",
        "The key {key} made this signature, for the link as it stands. But it was given as the key of another account.",
    ),
    (
        "signature/mistake",
        "The key {key} made this signature, but not for the link as it stands. Azure should refuse the link.",
    ),
    (
        "signature/mistake-uncertain",
        "The key {key} made this signature, in a form that is not the usual one. Whether Azure takes the link is not documented.",
    ),
    (
        "signature/need-account",
        "Give the name of the storage account. The link does not tell it.",
    ),
    (
        "signature/need-header",
        "Give the value of the request header {name}. The link only works together with it, so it was signed too.",
    ),
    ("signature/need-key", "Give a key to check with. {expected}"),
    (
        "signature/need-path",
        "Give the path that the link is for, such as {example}. The text does not hold it.",
    ),
    (
        "signature/need-query",
        "Give the value of the query parameter {name}. It was signed too.",
    ),
    (
        "signature/needs-more",
        "The signature cannot be checked yet: something is missing that the link does not say.",
    ),
    (
        "signature/no-layout",
        "Azure has no such link in the version {version}: how one would be signed is not published.",
    ),
    (
        "signature/no-signature",
        "The link has no signature, so there is nothing to check.",
    ),
    (
        "signature/no-usable-key",
        "The signature was not checked: what was given is no key that can sign it.",
    ),
    (
        "signature/not-these-keys",
        "None of the keys given ({keys}) made this signature, and no known mistake explains it.",
    ),
    (
        "signature/not-these-keys-unsearched",
        "None of the keys given made this signature. Mistakes were not searched for: the link is too long, or there are too many keys.",
    ),
    (
        "signature/not-this-key",
        "The key {key} did not make this signature, and no known mistake explains it.",
    ),
    (
        "signature/not-this-key-damaged",
        "The signature is damaged, and the rest of it does not show that the given keys made it. Paste the whole link.",
    ),
    (
        "signature/removed",
        "The signature was taken out of the link, so there is nothing to check. Only the whole link can be checked.",
    ),
    (
        "signature/table-delegation",
        "How links of this kind are signed is not published. So no key can tell whether it is genuine.",
    ),
    (
        "signature/unknown-kind",
        "Which kind of link this is cannot be told, so it is not known what was signed.",
    ),
    (
        "signature/unreadable-key",
        "What was given as {key} cannot be read as a key. {expected}",
    ),
];

/// Lists every template, for those who measure or translate them.
#[cfg(feature = "reference")]
pub(crate) fn templates() -> impl Iterator<Item = (String, &'static str)> {
    MESSAGES
        .iter()
        .map(|(id, template)| ((*id).to_owned(), *template))
}

/// Renders a sentence of the table.
pub(super) fn message(id: &'static str, args: &[(&str, &str)]) -> Message {
    Message::render(id, template(id), args)
}

/// The words of a sentence that has no arguments.
pub(super) fn template(id: &'static str) -> &'static str {
    message::template(MESSAGES, id)
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
