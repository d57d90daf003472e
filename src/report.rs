//! The versioned report: the one contract that every renderer, the page and the library share.
//!
//! The types are plain data. They are frozen with the first release; until then `schema` is 1 and
//! fields may still be refined.

pub(crate) mod actions;
pub(crate) mod allowed;
pub(crate) mod build;
pub(crate) mod commands;
pub(crate) mod findings;
pub(crate) mod meaning;
pub(crate) mod message;
pub(crate) mod messages;
pub(crate) mod model;
#[cfg(feature = "full")]
pub(crate) mod operations;
pub(crate) mod params;
#[cfg(feature = "full")]
pub(crate) mod products;
#[cfg(feature = "full")]
pub(crate) mod queries;
#[cfg(feature = "full")]
pub(crate) mod refused;
pub(crate) mod resource;
#[cfg(feature = "scan")]
pub(crate) mod scanned;
pub(crate) mod segments;
pub(crate) mod sentence;
pub(crate) mod unknowns;
pub(crate) mod validity;
pub(crate) mod verdict;

pub(crate) use commands::{is_account_name, is_guid};
#[cfg(feature = "full")]
pub(crate) use commands::{is_container_name, is_table_name};
pub use message::Message;
#[cfg(feature = "full")]
pub(crate) use model::shape;
pub use model::*;
