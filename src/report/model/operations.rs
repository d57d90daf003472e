//! The shapes of operations: requests to the storage services, each allowed or denied.

use super::super::message::Message;
use serde::{Deserialize, Serialize};

shape! {
    /// One request to a storage service, and whether the holder may send it.
    pub struct Operation {
        /// A stable name, such as `blob/put-blob-overwrite`.
        pub id: String,
        /// As Azure's documents call it.
        pub name: String,
        /// The service that it is sent to.
        pub service: OperationService,
        /// What an attacker would send it for.
        pub goal: Goal,
        /// The ids of the outcomes of this token that it stands behind.
        pub outcomes: Vec<String>,
        /// Whether the holder may send it.
        pub answer: Answer,
        /// Why, in a sentence or two.
        pub reason: Message,
        /// What decided it: the keys of parameters, or `family` for the kind of signature. Where
        /// several parameters stand in the way, all of them.
        pub decided_by: Vec<String>,
        /// The permission letters that it needs in a token of this kind: alternatives with `|`
        /// between them, `&` between letters that are needed together. `any` for any one letter.
        /// Empty where no token of this kind can do it, none is needed, or no source says which.
        pub letters: String,
        /// What else there is to know about it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub note: Option<Message>,
        /// How to try it; absent for what is denied.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub request: Option<Request>,
        /// Where it is documented.
        pub source: String,
    }
}

shape! {
    /// The services as requests reach them.
    pub enum OperationService {
        /// Blob Storage.
        Blob,
        /// Data Lake Storage: the same data behind another host.
        Dfs,
        /// Queue Storage.
        Queue,
        /// Table Storage.
        Table,
        /// Azure Files.
        File,
        /// The account itself, which is managed elsewhere and which no token reaches.
        Account,
    }
}

shape! {
    /// What an attacker would use an operation for.
    pub enum Goal {
        /// Learn what is stored: names, properties and content.
        ReadEverything,
        /// Put or change content: malware, false data, forged messages.
        PlantFiles,
        /// Lose data, or make it unusable.
        Destroy,
        /// Lose what would tell of it or undo it: logs, older versions, retention.
        HideTraces,
        /// Gain more, or keep others out: rights, owners, locks, keys.
        ExtendAccess,
        /// None of these.
        Other,
    }
}

shape! {
    /// Whether a request is allowed.
    pub enum Answer {
        /// By all that the link says, and for as long as it works.
        Allowed,
        /// Not by this link.
        Denied,
        /// The server decides, or no source settles it.
        Unknown,
    }
}

shape! {
    /// A request ready to be tried, with `<…>` for what the link does not say. The signature is never
    /// in it: `<signature>` stands in its place.
    pub struct Request {
        /// The HTTP method.
        pub method: String,
        /// Path and query, without the parameters of the signature.
        pub path: String,
        /// A command for a POSIX shell.
        pub curl: String,
    }
}
