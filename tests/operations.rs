//! The requests behind a link: what each needs, that the sentences agree with them, and how they are
//! written.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod util;

mod operations {
    mod agreement;
    mod answers;
    mod hostile;
    mod limits;
    mod requests;
    mod support;
    mod targets;
    mod versions;
}
