//! The crate's own tables as plain data, for the reference pages that `cargo xtask build` writes.
//!
//! Nothing here decides anything: each function reads a table that the report is made from, so the
//! pages cannot say something else than the code does. Only what a table has no room for, a
//! sentence for people who have never seen Azure, is added here.
//!
//! ```
//! let rule = sas_lens::reference::rules()
//!     .find(|rule| rule.id == "lives-over-a-year")
//!     .unwrap();
//! assert_eq!(rule.file_name(), "lives_over_a_year.rs");
//! assert!(!rule.sources.is_empty());
//! ```

mod about;
mod letters;
#[cfg(feature = "full")]
mod operations;
mod parameters;
mod resources;
mod rules;
mod verdict;

pub use letters::{Grant, Letter, Meaning, letters};
#[cfg(feature = "full")]
pub use operations::{Needed, Request, Requests, Way, requests};
pub use parameters::{Parameter, Topic, topics};
pub use resources::{Resource, resources, versions};
pub use rules::{Rule, rules};
pub use verdict::{Column, LevelAbout, Row, columns, levels, rows};

use crate::params::Service;

/// Names the services that a text of letters of `ss` stands for.
fn services(letters: &str) -> Vec<&'static str> {
    letters
        .chars()
        .filter_map(Service::from_letter)
        .map(Service::title)
        .collect()
}

/// Takes an empty cell of a table for what it means.
fn given(cell: &'static str) -> Option<&'static str> {
    (!cell.is_empty()).then_some(cell)
}
