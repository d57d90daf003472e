//! What a scan of files found: tokens and their places, and what was not read.

use super::{Impact, Kind, Level, Message, State};
use serde::{Deserialize, Serialize};

shape! {
    /// One token at one place. Secrets are redacted in every text of it.
    pub struct HitRow {
        /// The same for the same token wherever it stands: 32 lower-case hex digits.
        pub id: String,
        /// Which kind of token it is.
        pub kind: Kind,
        /// The verdict's level.
        pub level: Level,
        /// The level in words.
        pub title: String,
        /// The verdict's sentence.
        pub sentence: String,
        /// Whether it works now.
        pub state: State,
        /// How much it opens.
        pub impact: Impact,
        /// When it stops working, in seconds since 1970, UTC; absent when the token does not say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub ends: Option<i64>,
        /// The account or namespace, when the token names it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub account: Option<String>,
        /// How certain it is that this is a token that was issued.
        pub certainty: Certainty,
        /// What speaks for that certainty, the strongest argument first.
        pub because: Vec<Message>,
        /// Upper-case hex SHA-256 of the decoded signature, the value that storage logs carry.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub fingerprint: Option<String>,
        /// Which of the organisation's own limits it breaks: the titles of their rules.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub broken_limits: Vec<Message>,
        /// The parameters in their order, secrets replaced.
        pub params: Vec<HitParam>,
        /// Where it stands.
        pub place: Place,
    }
}

shape! {
    /// One parameter of a token.
    pub struct HitParam {
        /// Its name as documented, else as written.
        pub name: String,
        /// Its decoded value; a secret is replaced.
        pub value: String,
    }
}

shape! {
    /// How certain it is that a find is a token that was issued.
    pub enum Certainty {
        /// The signature is whole and the parameters beside it are those of its kind.
        Certain,
        /// Something is missing or damaged that an issued token has.
        Likely,
        /// The signature was taken out: the copy opens nothing, what it names may.
        Redacted,
    }
}

shape! {
    /// Where a token stands.
    #[derive(Default)]
    pub struct Place {
        /// The path of the file, as it was given; safe to show.
        pub file: String,
        /// The paths inside it, outermost first: `["backup.tar", "etc/app.env"]`; safe to show.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub inner: Vec<String>,
        /// The line in the innermost file, from 1; absent where there are no lines.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub line: Option<u64>,
        /// The column in bytes, from 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub column: Option<u64>,
        /// The offset in the innermost file, in bytes, from 0.
        pub offset: u64,
        /// What the token is wrapped in, outermost first: `base64`, `percent`, …
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub carriers: Vec<String>,
        /// Where it stands in a repository's history.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub history: Option<History>,
    }
}

shape! {
    /// Where in a Git repository's history something stands, as far as its objects tell.
    #[derive(Default)]
    pub struct History {
        /// The object that holds it: 40 or 64 hex digits.
        pub object: String,
        /// The first commit known to hold it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub commit: Option<String>,
        /// Its path in that commit; safe to show.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub path: Option<String>,
        /// When that commit was written by its author, RFC 3339 with the author's offset.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub author_date: Option<String>,
        /// Whether the checked-out commit still has it; absent when that could not be worked out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub in_head: Option<bool>,
    }
}

shape! {
    /// Something that was not read, or not to its end.
    pub struct NotRead {
        /// The file, with `!` before each path inside it; safe to show.
        pub path: String,
        /// Why.
        pub reason: Reason,
        /// The same in a sentence.
        pub text: String,
    }
}

shape! {
    /// Why something was not read, or not to its end.
    pub enum Reason {
        /// Containers lie deeper in each other than the limit.
        TooDeep,
        /// More entries than the limit.
        TooManyEntries,
        /// It expands to more bytes than the limit, or than its packed size can honestly hold.
        ExpandsTooMuch,
        /// It has to be held in memory to be opened, and is larger than the limit.
        TooLargeToHold,
        /// It is encrypted.
        Encrypted,
        /// It ends before it should.
        Truncated,
        /// Its structure contradicts itself.
        Damaged,
        /// It is packed by a method that is not read here.
        UnknownMethod,
        /// It took longer than the limit.
        TookTooLong,
        /// The system or the browser refused to read it.
        Unreadable,
        /// It lies in a folder that was not given with it.
        Elsewhere,
        /// It is no longer where it was.
        Vanished,
        /// A stretch without a break is longer than the limit.
        TooLong,
        /// The scan was stopped before it.
        Stopped,
        /// Reading it failed through a fault of this program.
        Fault,
        /// So many others like it were named already that the rest are counted only.
        Unlisted,
    }
}

shape! {
    /// What was looked at.
    #[derive(Copy, Default)]
    pub struct Looked {
        /// Files that were given and read.
        pub files: u64,
        /// Their bytes.
        pub bytes: u64,
        /// Files and objects inside them.
        pub entries: u64,
        /// Their bytes, unpacked.
        pub expanded_bytes: u64,
        /// How many things were not read, also those that are not listed one by one.
        pub not_read: u64,
    }
}
