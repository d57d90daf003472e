//! Repositories that git made: what stands in them is found, with where it stands.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

#[path = "util/git.rs"]
mod git;

mod scan_git {
    mod alone;
    mod history;
    mod nested;
    mod support;
    mod trouble;
}
