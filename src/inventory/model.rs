//! The shapes in which the list is asked and answers.

use crate::report::{
    Certainty, HitParam, Impact, Kind, Level, Looked, Message, Place, Reason, State, shape,
};
use serde::{Deserialize, Serialize};

shape! {
    /// Which rows a list shows.
    #[derive(Default)]
    pub struct Query {
        /// What the rows are sorted by.
        #[serde(default)]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub sort: Sort,
        /// The other way round.
        #[serde(default)]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub descending: bool,
        /// Which entries count.
        #[serde(default)]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub filter: Filter,
        /// The first row, from 0.
        #[serde(default)]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub from: u32,
        /// How many rows at most. An export takes all of them.
        #[serde(default)]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub count: u32,
    }
}

shape! {
    /// What rows are sorted by. What is equal stands in the order of `level`.
    #[derive(Default)]
    pub enum Sort {
        /// Worst first: the level, how much it opens, how long it works; then the place. What had its
        /// signature taken out comes last.
        #[default]
        Level,
        /// What ends first; what is over comes last, whichever way round.
        Ends,
        /// The account's name; what has none comes last, whichever way round.
        Account,
        /// The kind in words.
        Kind,
        /// In how many places it stands.
        Places,
        /// The first place.
        File,
        /// In the order in which they were found.
        Found,
    }
}

shape! {
    /// Which entries count. An empty list is no condition.
    #[derive(Default)]
    pub struct Filter {
        /// The levels. A copy whose signature was taken out has none of them.
        #[serde(default)]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub levels: Vec<Level>,
        /// The kinds.
        #[serde(default)]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub kinds: Vec<Kind>,
        /// How certain a find is.
        #[serde(default)]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub certainty: Vec<Certainty>,
        /// Only what breaks a limit of the organisation.
        #[serde(default)]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub breaks_limits: bool,
        /// What stands in the account, the kind, the sentence, a path, a commit or a value; capitals do not matter.
        #[serde(default)]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub text: String,
    }
}

shape! {
    /// The rows that were asked for.
    pub struct Rows {
        /// How many entries the list has.
        pub total: u32,
        /// How many of them had their signature taken out.
        pub redacted: u32,
        /// In how many places all of them stand.
        pub places: u64,
        /// How many of them match the filter.
        pub matching: u32,
        /// The rows from the first one asked for.
        pub rows: Vec<EntryRow>,
    }
}

shape! {
    /// One token, as a list shows it.
    pub struct EntryRow {
        /// The token's id.
        pub id: String,
        /// The verdict's level.
        pub level: Level,
        /// The level in words.
        pub title: String,
        /// The verdict's sentence.
        pub sentence: String,
        /// Which kind of token it is.
        pub kind: Kind,
        /// The kind in words.
        pub kind_words: String,
        /// The account or namespace, when the token names it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub account: Option<String>,
        /// When it stops working, in seconds since 1970, UTC.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub ends: Option<i64>,
        /// The same for people.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub ends_words: Option<String>,
        /// Whether it works now.
        pub state: State,
        /// How certain it is that this is a token that was issued.
        pub certainty: Certainty,
        /// How many of the organisation's own limits it breaks.
        pub broken_limits: u32,
        /// A place, `file!inner:line`: the first one in which the text of the filter stands, else the
        /// first of all.
        pub place: String,
        /// In how many places it stands.
        pub places: u32,
        /// Whether the checked-out commit still has it; absent when it stands in no history, or that
        /// is not known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub in_head: Option<bool>,
        /// Whether it stands in a repository's history.
        pub in_history: bool,
    }
}

shape! {
    /// One token with its places, as a page of details shows it and as the JSON export holds it.
    pub struct Entry {
        /// The token's id: 32 lower-case hex digits.
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
        /// When it stops working, in seconds since 1970, UTC.
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
        /// Upper-case hex SHA-256 of the decoded signature.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub fingerprint: Option<String>,
        /// Which of the organisation's own limits it breaks: the titles of their rules.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub broken_limits: Vec<Message>,
        /// The parameters in their order, secrets replaced.
        pub params: Vec<HitParam>,
        /// In how many places it stands.
        pub place_count: u32,
        /// How many of them are listed; the others were counted only.
        pub listed_places: u32,
        /// The places that were asked for; in an export all that are listed.
        pub places: Vec<Place>,
    }
}

shape! {
    /// How many things were not read for one reason.
    #[derive(Copy)]
    pub struct ReasonCount {
        /// The reason.
        pub reason: Reason,
        /// How many.
        pub count: u64,
    }
}

shape! {
    /// How many tokens have one level.
    pub struct LevelCount {
        /// The level.
        pub level: Level,
        /// The level in words.
        pub title: String,
        /// How many.
        pub count: u32,
    }
}

shape! {
    /// How many tokens are as certain.
    #[derive(Copy)]
    pub struct CertaintyCount {
        /// How certain.
        pub certainty: Certainty,
        /// How many.
        pub count: u32,
    }
}

shape! {
    /// The list in numbers, and its closing line.
    pub struct Summary {
        /// The moment the list speaks about, for people.
        pub as_of: String,
        /// How many tokens were found, each counted once, those with their signature taken out among them.
        pub tokens: u32,
        /// In how many places.
        pub places: u64,
        /// How many of the tokens break a limit of the organisation.
        pub breaking_limits: u32,
        /// How many finds are counted only, because the list was full.
        pub unlisted: u64,
        /// The tokens by level, worst first; levels without any are left out. Those whose signature was
        /// taken out are not among them.
        pub levels: Vec<LevelCount>,
        /// The tokens by certainty; what has none is left out.
        pub certainty: Vec<CertaintyCount>,
        /// How many things were not read.
        pub not_read: u64,
        /// The same by reason, the most common first.
        pub reasons: Vec<ReasonCount>,
        /// What was looked at.
        pub looked: Looked,
        /// What was found, what was looked at, what was not and why: the closing line, sentence by
        /// sentence.
        pub closing: Vec<Message>,
    }
}
