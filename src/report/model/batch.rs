//! What a scanner hands over at a time, to whoever keeps the list.

use super::{HitRow, Looked, NotRead};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Some of what a scan found. It holds secrets: it goes from the scanner to the list, and nowhere else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Batch {
    /// The tokens.
    pub hits: Vec<BatchHit>,
    /// What was not read.
    pub not_read: Vec<NotRead>,
    /// What was looked at, with the last batch of a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub looked: Option<Looked>,
}

/// One token at one place, with the text it was read from.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchHit {
    /// What is safe to show.
    pub row: HitRow,
    /// The token's own text, signature and all.
    pub text: String,
}

impl fmt::Debug for BatchHit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("BatchHit")
            .field("row", &self.row)
            .finish_non_exhaustive()
    }
}
