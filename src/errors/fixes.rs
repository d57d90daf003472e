//! What to do about an answer, and what is worth noticing beside it: sentences that several
//! explanations share.

/// Every instruction, sorted by id.
pub(crate) const FIXES: &[(&str, &str)] = &[
    (
        "add-letter",
        "Issue the link again with the permission that is needed: {needed}.",
    ),
    (
        "add-letters",
        "Issue the link again with the permission for what you do: r to read, l to list, c or w to upload, d to delete, t for tags.",
    ),
    (
        "add-terms",
        "Issue the link again with an expiry (se) and permissions (sp), or with a rule on the server that holds them (si).",
    ),
    (
        "add-write",
        "Issue the link again with the permission w, or upload under a new name.",
    ),
    (
        "allow-keys",
        "Or ask the account's owner to allow account keys again. That opens it to every link that was signed with one.",
    ),
    ("ask-owner", "Ask the account's owner."),
    (
        "check-key",
        "Check the signature with the account's keys. That tells whether one of them made it.",
    ),
    (
        "check-names",
        "Check the names in the address, capitals and small letters too.",
    ),
    (
        "check-time",
        "Compare the link's times with the clock of the computer that made it.",
    ),
    (
        "copy-again",
        "Copy the whole link again from where it was issued, and use it unchanged.",
    ),
    (
        "dates-seconds",
        "Issue links with dates down to the second and a Z at the end, such as 2027-01-01T10:00:00Z.",
    ),
    (
        "decode-once",
        "Take one layer of percent-encoding off: write %2B where the link has %252B.",
    ),
    (
        "delegated-link",
        "Use a link that is signed in the name of a user or app, without an account key (user delegation SAS).",
    ),
    (
        "drop-empty",
        "Issue the link again without the empty parameter, or with its value.",
    ),
    (
        "emulator-log",
        "Start the emulator with a debug log, and compare the text to sign in it with the link.",
    ),
    (
        "encode-plus",
        "Write %2B in place of each space or + in the signature (sig).",
    ),
    (
        "get-body",
        "Show the whole answer. With curl, add -i to the command. In a program, print the whole text of the exception.",
    ),
    (
        "header-key",
        "If the account key is meant to sign the request, check that key: it may have been replaced.",
    ),
    ("https", "Use the address with https:// in front."),
    (
        "key-again",
        "Fetch a new delegation key, the short-lived key that signs such links, and issue the link again.",
    ),
    (
        "key-back",
        "Ask for the short-lived signing key (delegation key) with a start some minutes in the past, or try again in a moment.",
    ),
    (
        "level-account",
        "To list containers, use a link for the whole account (account SAS).",
    ),
    (
        "level-account-all",
        "Ask for a link for the whole account (account SAS), or use only what is in the container.",
    ),
    (
        "level-address",
        "Use the link with the address of exactly what it was signed for.",
    ),
    (
        "local-time",
        "Convert local times to UTC before you write a Z behind them.",
    ),
    (
        "look-up-code",
        "Look the code up in Microsoft's list of storage error codes.",
    ),
    (
        "network",
        "Look at the account's network settings: firewall, private endpoint, public access from the internet.",
    ),
    (
        "new-link",
        "Ask for a new link, or issue one with a later expiry.",
    ),
    (
        "new-link-key",
        "Ask for a new link, signed with a key that the account has now.",
    ),
    (
        "newer-version",
        "Issue the link with a newer service version (sv): current libraries and tools write one.",
    ),
    (
        "no-address-in-region",
        "Callers inside the same Azure region come with a private address: leave sip out for those.",
    ),
    (
        "no-policy-by-link",
        "To read or change access policies, sign in or use an account key.",
    ),
    (
        "one-mark",
        "Write one ? only, in front of the first parameter, and & between the others. The path stands before the ?.",
    ),
    (
        "order",
        "Issue the link again with the permissions in Azure's order. Changing sp in the link itself breaks its signature.",
    ),
    (
        "paste-answer",
        "Paste all of that here, with the link beside it.",
    ),
    (
        "paste-link",
        "Paste the link beside the answer: then both can be compared, field by field.",
    ),
    (
        "paste-whole",
        "Paste the whole answer. Behind \"AuthenticationErrorDetail\" it says what Azure found.",
    ),
    (
        "policy-look",
        "Look up the rule on the server (stored access policy): whether it exists under that very name, and what it sets. A new one takes up to 30 seconds.",
    ),
    (
        "policy-once",
        "State start, expiry and permissions each in one place only: in the link, or in the rule on the server (stored access policy).",
    ),
    (
        "public-address",
        "Issue the link with the address that Azure sees: the public one, not the one that the computer shows.",
    ),
    (
        "quote-shell",
        "Put the link in quotes on a command line. In a Windows batch file, write %% for each %.",
    ),
    (
        "remove-header",
        "Send one of the two only: the link, or the Authorization header.",
    ),
    (
        "restype",
        "Add &restype=container&comp=list to the address. The link needs the permission to list (l) for that.",
    ),
    (
        "role-data",
        "Give the signer a role for data: \"Storage Blob Data Reader\" to read, \"Storage Blob Data Contributor\" to write. Owner and Contributor are none.",
    ),
    (
        "role-delegator",
        "\"Storage Blob Delegator\" alone is not enough: it lets the signer fetch the signing key, and opens no data.",
    ),
    (
        "role-wait",
        "Check that the role covers this container, and wait some minutes after a change.",
    ),
    (
        "scope",
        "Issue the link with the encryption scope (ses) that the container wants, or without one.",
    ),
    (
        "ses-line",
        "If you build the text to sign yourself: Azure's has {lines} fields here. Since version 2020-12-06 one of them is for ses, also when that is empty.",
    ),
    (
        "set-clock",
        "Let the computer that makes links set its clock from the network.",
    ),
    ("sign-in", "Sign in or use an account key for that."),
    (
        "sign-path",
        "Sign the path as it is: decoded, in the same case, without a slash at its end.",
    ),
    (
        "srt",
        "Issue the link again with srt=sco, or with the type that is needed: s for the service, c for containers, o for what is in them.",
    ),
    (
        "ss",
        "Issue the link again with the letter of that service in ss: b for files in containers (blobs), f for file shares, q for queues, t for tables.",
    ),
    (
        "start-back",
        "Issue links without a start, or with a start 15 minutes in the past.",
    ),
    ("update-tool", "Use a current version of the tool."),
];

/// What is worth noticing beside a cause, sorted by id.
pub(crate) const REMARKS: &[(&str, &str)] = &[
    (
        "clock-behind",
        "Azure's clock said {server}. That is {span} later than this computer's clock, so that one is probably wrong.",
    ),
    (
        "expired-since",
        "The answer came while the link was still valid. It has expired since, on {expiry}.",
    ),
    (
        "end-lost",
        "Empty lines at the end of the text to sign got lost in copying. Here they count as empty.",
    ),
    (
        "line-breaks-lost",
        "The line breaks of the text to sign were lost on the way, so empty fields cannot be seen. Copy the answer's source text for a full comparison.",
    ),
    (
        "emulator-only",
        "This sentence is known from Microsoft's old storage emulator. Azure itself may mean something else by it.",
    ),
    (
        "nearest-link",
        "It was compared with the link that fits it best.",
    ),
    (
        "other-link",
        "The times in the answer are not those of the link beside it. It was probably given for another link.",
    ),
    (
        "times-passed",
        "Azure seems to look at the times before it checks the signature, so those were not the fault.",
    ),
    (
        "values-agreed",
        "The link needs header or parameter values that were agreed on. They were signed as well, and the link does not show them.",
    ),
];

/// Finds a sentence by its id.
pub(super) fn find(table: &[(&'static str, &'static str)], id: &str) -> Option<&'static str> {
    table
        .iter()
        .find(|(known, _)| *known == id)
        .map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixes_are_sorted_and_unique() {
        assert!(FIXES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
