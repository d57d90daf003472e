//! What a scan hands to the list of finds in one go.

use super::{HitRow, Looked, NotRead};
use serde::{Deserialize, Serialize};
use std::fmt;

shape! {
    /// What was found since the last batch.
    #[derive(Default)]
    pub struct Batch {
        /// Tokens at their places.
        #[serde(default)]
        pub hits: Vec<BatchHit>,
        /// What was not read.
        #[serde(default)]
        pub not_read: Vec<NotRead>,
        /// What was looked at since the last batch that said so.
        #[serde(default)]
        pub looked: Option<Looked>,
    }
}

/// One token at one place, with its own text. `Debug` does not show the text.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BatchHit {
    /// What is safe to show.
    pub row: HitRow,
    /// The token as [`crate::analyze`] takes it, signature and all.
    pub text: String,
}

impl fmt::Debug for BatchHit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?} [{} bytes]", self.row, self.text.len())
    }
}
