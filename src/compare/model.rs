//! The shape of a comparison, as it is serialised.

use crate::report::{Message, Outcome, shape};
use serde::{Deserialize, Serialize};

shape! {
    /// What the second of two links adds and takes away.
    pub struct Comparison {
        /// The texts that hold no link; with any, there is nothing else here but a sentence.
        pub missing: Vec<Side>,
        /// How the second compares with the first.
        pub direction: Direction,
        /// The same in one sentence.
        pub sentence: Message,
        /// What the second allows and the first does not, worst first. Each in its own place: to read
        /// another container is an addition.
        pub adds: Vec<Outcome>,
        /// What the first allows and the second does not.
        pub removes: Vec<Outcome>,
        /// What the second allows and the first allows as well, as far as the second reaches.
        pub keeps: Vec<Outcome>,
        /// The requests that the second link allows and the first denies, and the other way round, by
        /// their ids and whatever the place. What one of them leaves open is in neither list.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub operations: Option<OperationChanges>,
        /// How place, time, network, protocol, holder and the ways to stop it differ.
        pub limits: Vec<Message>,
        /// The parameters that differ.
        pub params: Vec<ParamChange>,
        /// What was taken for granted, and what the links do not say.
        pub notes: Vec<Message>,
    }
}

shape! {
    /// The requests in which two links differ.
    pub struct OperationChanges {
        /// Allowed by the second link, denied by the first.
        pub gained: Vec<String>,
        /// Allowed by the first link, denied by the second.
        pub lost: Vec<String>,
    }
}

shape! {
    /// One of two texts.
    pub enum Side {
        /// The first.
        First,
        /// The second.
        Second,
    }
}

shape! {
    /// How the second of two links compares with the first.
    pub enum Direction {
        /// Both open the same, for the same time and people.
        Same,
        /// It opens less, and nothing more.
        Narrower,
        /// It opens all of the first, and more.
        Wider,
        /// Each opens something that the other does not.
        Different,
        /// The links do not say enough.
        CannotTell,
    }
}

shape! {
    /// A parameter that differs.
    pub struct ParamChange {
        /// The documented name, or the name as written; secrets are replaced.
        pub key: String,
        /// The parameter in words.
        pub title: String,
        /// Its value in the first link; absent when it is not there, or secret.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub before: Option<String>,
        /// Its value in the second link; the same.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub after: Option<String>,
        /// What the change is, in one sentence.
        pub change: Message,
    }
}
