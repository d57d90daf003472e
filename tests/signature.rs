//! Checking signatures with keys.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod util;

mod signature {
    mod answers;
    mod mistakes;
    mod properties;
    mod support;
}
