//! The shape of a proposal, as it is serialised.

use super::needs::{Need, Task};
use crate::compare::Comparison;
use crate::report::{Command, Level, Message, Verdict, shape};
use serde::{Deserialize, Serialize};

shape! {
    /// The least link that serves a need, with the commands that make it.
    pub struct Proposal {
        /// What it is for, in a few words.
        pub title: String,
        /// Why nothing can be proposed; then the rest is empty.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub problem: Option<Message>,
        /// The keys of the need that must be filled in for a proposal, such as `path`.
        pub asks: Vec<String>,
        /// How it is signed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub method: Option<Method>,
        /// What its holder could do, in one sentence.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub sentence: Option<Message>,
        /// Why it is as it is.
        pub why: Vec<Message>,
        /// The terms of the link, each explained.
        pub params: Vec<ProposedParam>,
        /// The commands that make it, one for each tool.
        pub commands: Vec<Command>,
        /// Another way, where the first is not possible.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub fallback: Option<Fallback>,
        /// The judgement of the link, made by the same analysis as any other; without actions.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub verdict: Option<Verdict>,
        /// The level of link and stored access policy together, where the policy holds the permissions,
        /// so that the link alone is decided on the server.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub level_with_policy: Option<Level>,
        /// What it adds to the given link, and what it takes away.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub comparison: Option<Comparison>,
        /// Whether the analysis finds the link contained, and no more than the given one.
        pub contained: bool,
        /// What to heed.
        pub warnings: Vec<Message>,
    }
}

shape! {
    /// How a link is signed.
    pub enum Method {
        /// In the name of a Microsoft Entra user or app, without an account key.
        UserDelegation,
        /// With an account key, and a stored access policy that can stop it.
        StoredPolicy,
    }
}

shape! {
    /// One term of a proposed link.
    pub struct ProposedParam {
        /// Its documented name.
        pub key: String,
        /// Its value.
        pub value: String,
        /// What this value means.
        pub meaning: Message,
    }
}

shape! {
    /// Another way to make such a link.
    pub struct Fallback {
        /// When to take it.
        pub why: Message,
        /// The commands.
        pub commands: Vec<Command>,
    }
}

shape! {
    /// One thing that a link can be needed for.
    pub struct TaskAbout {
        /// Its name in a need.
        pub task: Task,
        /// The same in words.
        pub title: String,
        /// The keys of a need that it takes beside the time, such as `path`.
        pub takes: Vec<String>,
    }
}

impl Proposal {
    /// A proposal that could not be made.
    pub(super) fn none(need: &Need, problem: Message, asks: Vec<&str>) -> Self {
        Self {
            title: super::title(need.task).to_owned(),
            problem: Some(problem),
            asks: asks.into_iter().map(str::to_owned).collect(),
            method: None,
            sentence: None,
            why: Vec::new(),
            params: Vec::new(),
            commands: Vec::new(),
            fallback: None,
            verdict: None,
            level_with_policy: None,
            comparison: None,
            contained: false,
            warnings: Vec::new(),
        }
    }
}
