//! Whether a key made a signature, and if not, why not.
//!
//! [`sign`] makes the signature of a storage link as Azure's own libraries do. Everything happens
//! here: a key is used, wiped, and part of no result.

mod canon;
mod context;
mod key;
mod layouts;
pub(crate) mod mac;
mod sign;
pub(crate) mod text;

pub use context::Context;
pub use key::Key;
pub use sign::{SignError, sign};
