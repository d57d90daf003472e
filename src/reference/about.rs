//! What the tables have no room for: a sentence for people who have never seen Azure.

use crate::report::Level;

/// Some parameters, and what they have in common.
pub(super) struct TopicSpec {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) about: &'static str,
    /// Each key with what it does; the most usual first. Code stands in backticks.
    pub(super) parameters: &'static [(&'static str, &'static str)],
}

/// Every topic, in the order of a reader's questions.
pub(super) const TOPICS: &[TopicSpec] = &[
    TopicSpec {
        id: "about-scope",
        title: "What the link opens",
        about: "A link for the whole account names services and kinds of things. Other links name one container (a top folder), file share, directory, file, queue or table.",
        parameters: &[
            (
                "ss",
                "The storage services that a link for the whole account works on: `b` for Blob Storage, `f` for Azure Files, `q` for queues, `t` for tables. Its presence makes the link an account SAS.",
            ),
            (
                "srt",
                "The kinds of things that a link for the whole account works on: `s` for the services themselves, `c` for containers, `o` for what is in them. A permission counts only where it meets the kind of thing it needs.",
            ),
            (
                "sr",
                "What a link for one thing was signed for, such as `b` for one stored file or `c` for a whole container. Links for queues and tables do not need it.",
            ),
            (
                "sdd",
                "How many folders of the path belong to the directory that was signed. Only with `sr=d`.",
            ),
            ("tn", "The table that the link opens."),
            (
                "spk",
                "The first partition (group of rows) of the table that the link opens. Without it there is no lower limit.",
            ),
            (
                "srk",
                "The first row, within the first partition. Only together with `spk`.",
            ),
            (
                "epk",
                "The last partition (group of rows) of the table that the link opens. Without it there is no upper limit.",
            ),
            (
                "erk",
                "The last row, within the last partition. Only together with `epk`.",
            ),
        ],
    },
    TopicSpec {
        id: "about-rights",
        title: "What it allows",
        about: "Either the link itself says what its holder may do, or it refers to terms that are kept on the server.",
        parameters: &[
            (
                "sp",
                "The permissions, one letter for each, such as `r` for read and `d` for delete. What each letter allows depends on what the link opens.",
            ),
            (
                "si",
                "The name of a stored access policy: terms that are kept on the server. Permissions, start and expiry may stand there instead of in the link. The owner can change them there, or delete the policy. Deleting it stops the link within about 30 seconds.",
            ),
        ],
    },
    TopicSpec {
        id: "about-limits",
        title: "When, from where and how it works",
        about: "These limits are signed: nobody can take them out of a link without breaking it. One that is missing sets no limit, unless a stored policy, the key that signed it or the account does.",
        parameters: &[
            (
                "se",
                "The moment from which the link no longer works. A day without a time means the very start of that day, 00:00 UTC. The only limit that a link must have, here or in a stored policy.",
            ),
            (
                "st",
                "The moment from which the link works. Without it, it works as soon as it is issued, unless a stored policy or the key that signed it starts later.",
            ),
            (
                "sip",
                "The network address, or the range of addresses, that requests must come from. Without it the link works from anywhere, unless the account's firewall stops it.",
            ),
            (
                "spr",
                "Whether requests must be encrypted: `https` says so. Without it, plain HTTP is allowed too, where the account itself allows that.",
            ),
        ],
    },
    TopicSpec {
        id: "about-signer",
        title: "Who signed it",
        about: "A user delegation SAS is signed with a key that a user or app of the owner's Microsoft Entra directory (the company's user accounts) fetched for seven days at most. These parameters come from that key. Other links are signed with a key of the storage account and do not say who signed them.",
        parameters: &[
            (
                "skoid",
                "The identity (user or app) that fetched the key. The link can never do more than that identity may.",
            ),
            (
                "sktid",
                "The tenant (organisation) that the identity belongs to.",
            ),
            ("skt", "The moment from which the key works."),
            (
                "ske",
                "The moment at which the key ends. The link ends then at the latest, whatever `se` says.",
            ),
            (
                "sks",
                "The service that the key is for: `b` for Blob Storage, `f` for Azure Files, `q` for queues.",
            ),
            ("skv", "The service version with which the key was issued."),
        ],
    },
    TopicSpec {
        id: "about-holder",
        title: "Who may use it",
        about: "Most links work for whoever holds them. Some user delegation SAS ask for more than the link, or are checked for one user.",
        parameters: &[
            (
                "sduoid",
                "The one Microsoft Entra user who may use the link, and who must be signed in. A copy is useless to anyone else.",
            ),
            (
                "skdutid",
                "The tenant (organisation) of that user, where it is another one than the signer's.",
            ),
            (
                "srh",
                "Request headers that must be sent. Their values were agreed on, are signed, and do not stand in the link.",
            ),
            (
                "srq",
                "Query parameters that must be sent. Their values were agreed on, are signed, and do not stand in the link.",
            ),
            (
                "suoid",
                "A user for whom Azure checks the files' own access rights, on top of what the link allows. Only for accounts with real folders (a hierarchical namespace).",
            ),
            (
                "saoid",
                "A user whom the signer declares to be allowed: the files' own access rights are not checked. Not together with `suoid`.",
            ),
            (
                "scid",
                "An id that Azure copies into its logs, so that the use of the link can be matched with its issue.",
            ),
        ],
    },
    TopicSpec {
        id: "about-signature",
        title: "The signature",
        about: "The signature is computed from all signed parameters and a secret key. Change one of them and it no longer fits.",
        parameters: &[
            (
                "sig",
                "The signature, and the secret of the link: who has it together with the rest can do what the link allows. Azure computes it anew and refuses the link if it differs.",
            ),
            (
                "sv",
                "The version of Azure's rules by which the link is read and signed. It decides which other parameters count.",
            ),
        ],
    },
    TopicSpec {
        id: "about-answers",
        title: "How Azure answers and stores",
        about: "With these, the link and not the stored file decides how a browser treats a download, or how Azure encrypts an upload.",
        parameters: &[
            (
                "rsct",
                "The content type that Azure answers with, whatever is stored. It decides whether a browser shows the data as a page, a picture or text.",
            ),
            (
                "rscd",
                "How a browser names a download, and whether it shows or saves it.",
            ),
            (
                "rscc",
                "How long browsers and proxies may keep a copy of the answer.",
            ),
            ("rsce", "How the data is said to be compressed or encoded."),
            ("rscl", "The language that the data is said to be in."),
            (
                "ses",
                "The encryption scope (a named key) with which Azure encrypts what is written through the link.",
            ),
        ],
    },
    TopicSpec {
        id: "about-request",
        title: "Parts of the request, not of the signature",
        about: "These often stand in the same address. They say what one request does, give no rights, and anyone can change them. The two that pick a snapshot or a version matter for links that were signed for just that one.",
        parameters: &[
            (
                "restype",
                "Whether a request is about a container or the service rather than a file.",
            ),
            (
                "comp",
                "Which part of a thing a request is about, such as its list of contents (`list`) or its metadata.",
            ),
            (
                "prefix",
                "Shows only names that begin with this text when a container is listed.",
            ),
            (
                "delimiter",
                "The character that separates folders when a container is listed.",
            ),
            ("marker", "Where the next page of a list begins."),
            (
                "maxresults",
                "How many entries a page of a list has at most.",
            ),
            (
                "include",
                "What else a list shows, such as metadata or older versions.",
            ),
            (
                "snapshot",
                "The snapshot (saved earlier state) of a blob or share that a request is about. Signed where the link is for a snapshot, `sr=bs`.",
            ),
            (
                "versionid",
                "The older version of a blob that a request is about. Signed where the link is for a version, `sr=bv`.",
            ),
            (
                "blockid",
                "The block (piece of a file) that a request uploads.",
            ),
            ("timeout", "How many seconds a request may take."),
            (
                "api-version",
                "The version of Azure's interface that a request speaks. It changes no rights.",
            ),
            ("action", "What a request to Data Lake Storage does."),
            (
                "resource",
                "Whether a request to Data Lake Storage is about a file, a directory or a file system (container).",
            ),
            (
                "directory",
                "The directory that a request to Data Lake Storage lists.",
            ),
            (
                "recursive",
                "Whether a list in Data Lake Storage goes down into subfolders.",
            ),
        ],
    },
    TopicSpec {
        id: "about-internal",
        title: "Internal to Azure",
        about: "Known only from Microsoft's retired storage emulator (a stand-in for Azure on a developer's own computer). No link given to anyone should have them.",
        parameters: &[
            (
                "sep",
                "Extra permissions, such as passing the rules of the account's firewall.",
            ),
            ("sk", "The name of the key that signed the link."),
        ],
    },
];

/// Every level, the gravest first: what it says about a link, and what it asks for.
pub(super) const LEVELS: &[(Level, &str, &str)] = &[
    (
        Level::Severe,
        "The link opens so much, or for so long, that a copy in the wrong hands can do great harm.",
        "Stop it now, then find out who used it.",
    ),
    (
        Level::Elevated,
        "The link opens more, or for longer, than most tasks need.",
        "Stop it or give out a smaller one, if it went further than it should.",
    ),
    (
        Level::Unknown,
        "What the link allows, or until when, is kept on the server in a stored access policy. The link alone cannot tell, so it is never called harmless.",
        "Look at the policy.",
    ),
    (
        Level::Unreadable,
        "The link is too damaged or incomplete to judge. The original may still work.",
        "Get the whole link from where it was issued.",
    ),
    (
        Level::Contained,
        "The link cannot overwrite or delete more than one item. It works for a week at most, or only few can use it. Or it opens nothing at all.",
        "Nothing needs to be stopped.",
    ),
    (
        Level::Spent,
        "The link no longer works. It still tells what was open, and until when.",
        "If it was public while it worked, look through the logs of that time.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_is_explained_once() {
        // Fails to compile when a level is added, so that it is added here too.
        let place = |level: &Level| match level {
            Level::Severe => 0,
            Level::Elevated => 1,
            Level::Unknown => 2,
            Level::Unreadable => 3,
            Level::Contained => 4,
            Level::Spent => 5,
        };
        let places: Vec<usize> = LEVELS.iter().map(|(level, ..)| place(level)).collect();
        assert_eq!(places, [0, 1, 2, 3, 4, 5]);
    }
}
