//! The sentences of proposals.

use crate::report::Message;

/// Every sentence: its id and its template, sorted by id.
const MESSAGES: &[(&str, &str)] = &[
    (
        "narrow/addresses",
        "It works only from the network address, or the range, that the caller has: {addresses}.",
    ),
    (
        "narrow/any-address",
        "If the caller has a fixed network address, add it. Then a copy of the link is useless elsewhere.",
    ),
    (
        "narrow/append",
        "It prints the query only. Put it after this address and a question mark: {address}",
    ),
    (
        "narrow/asks",
        "The link does not say enough for a proposal. Name {what}.",
    ),
    (
        "narrow/beyond",
        "It allows something that the given link does not. Check that it is meant to.",
    ),
    (
        "narrow/blocks",
        "Large files are uploaded in pieces. Tools that sign with a service version before 2026-04-06 need the permission write (w) for that, which also allows to replace files.",
    ),
    (
        "narrow/cannot-tell",
        "Whether it opens less than the given link cannot be told.",
    ),
    (
        "narrow/delegation",
        "It is signed in the name of whoever runs the command (user delegation SAS), not with an account key. So it can be stopped without replacing a key.",
    ),
    ("narrow/end", "It ends when the need does, on {end}."),
    (
        "narrow/end-shorter",
        "It ends on {end}, before the need does. One that lives longer would not count as contained. Make a new one each time, until {wanted}.",
    ),
    (
        "narrow/end-week",
        "It ends on {end}, before the need does, so that a lost copy is soon worthless. Make a new one each time, until {wanted}.",
    ),
    (
        "narrow/fallback-delegation",
        "If a new link each week will do, none needs an account key (user delegation SAS).",
    ),
    (
        "narrow/fallback-policy",
        "If nobody may sign in the way that this takes, use an account key and a stored access policy, a rule on the server that can stop the link.",
    ),
    (
        "narrow/file-upload",
        "In Azure Files, writing what is in a new file takes the permission write (w). That also allows to replace files.",
    ),
    (
        "narrow/folder",
        "Azure Files has no link for one folder, so it opens the whole file share.",
    ),
    (
        "narrow/https",
        "It works over HTTPS only, so that nobody on the way can read or copy it.",
    ),
    (
        "narrow/letters",
        "It allows what the task takes and nothing else: {names}.",
    ),
    (
        "narrow/no-end",
        "The end of the need has passed, or cannot be read. Choose a later one.",
    ),
    (
        "narrow/no-link",
        "The text holds no link with a shared access signature to start from.",
    ),
    (
        "narrow/not-contained",
        "Even so it counts as {level}, since nothing smaller serves this need. {reason}",
    ),
    (
        "narrow/nowhere",
        "What this link points at is no storage account of yours, so there is nothing to make a link for.",
    ),
    (
        "narrow/outlives",
        "It ends later than the given link, which ends on {end}.",
    ),
    (
        "narrow/partition-placeholder",
        "The name of the partition is not shown here: it holds characters that are not safe in a command, or looks like a secret. Put the real name in place of PARTITION.",
    ),
    (
        "narrow/path-placeholder",
        "The name of the file or folder is not shown here: it holds characters that are not safe in a command, or looks like a secret. Put the real name in place of PATH.",
    ),
    ("narrow/place", "It opens {place} and nothing beside it."),
    (
        "narrow/policy-form",
        "A stored access policy (a rule on the server) holds its permissions. Delete the policy to stop every link that names it, within about 30 seconds.",
    ),
    (
        "narrow/policy-hidden",
        "Whoever sees only the link cannot tell what it allows: the policy says it. With the policy as proposed, it counts as {level}.",
    ),
    (
        "narrow/policy-once",
        "Run the line that creates the policy once. A container, file share, queue or table can have five policies at most.",
    ),
    (
        "narrow/policy-preview",
        "For {service}, links without an account key (user delegation SAS) are still a preview. So an account key signs it, and a policy can stop it.",
    ),
    (
        "narrow/policy-table",
        "For tables, no tool makes links without an account key yet. So an account key signs it, and a policy can stop it.",
    ),
    (
        "narrow/policy-week",
        "A link without an account key (user delegation SAS) lives for seven days at most. So an account key signs this one, and a policy can stop it.",
    ),
    (
        "narrow/real-folders",
        "A link for one folder works in accounts with real folders (a hierarchical namespace). In others the smallest link is for the whole container.",
    ),
    (
        "narrow/role",
        "Whoever runs the command needs a role such as {role} on the storage account. The link never allows more than that role.",
    ),
];

/// Renders a sentence of the table.
pub(super) fn message(id: &'static str, args: &[(&str, &str)]) -> Message {
    Message::of(MESSAGES, id, args)
}

/// Lists every template of this room, and the titles of the tasks, for those who measure or
/// translate them.
#[cfg(feature = "reference")]
pub(crate) fn templates() -> impl Iterator<Item = (String, &'static str)> {
    let titles = super::needs::TASKS.iter().map(|spec| {
        let id = super::needs::id(spec.task);
        (format!("narrow/{id}/title"), spec.title)
    });
    MESSAGES
        .iter()
        .map(|(id, template)| ((*id).to_owned(), *template))
        .chain(titles)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_unique() {
        for pair in MESSAGES.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{} {}", pair[0].0, pair[1].0);
        }
    }
}
