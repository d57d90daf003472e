//! What a token allows: to what, by which letters, when, and from where.

pub(crate) mod effective;
pub(crate) mod network;
#[cfg(feature = "full")]
pub(crate) mod operations;
pub(crate) mod outcomes;
pub(crate) mod scope;
pub(crate) mod time;
pub(crate) mod window;
