//! Whether a key made a signature, and if not, why not.
//!
//! [`check`] tells which of some keys made the signature of a link, or of a token of another product.
//! Where none fits, it tries the mistakes that people and tools make when they sign, and names the one
//! that explains it.
//! [`sign`] makes a signature as Azure's own libraries do. Everything happens here: keys are used,
//! wiped, and part of no result.

mod advice;
pub(crate) mod canon;
mod check;
mod context;
mod diagnose;
mod key;
pub(crate) mod layouts;
pub(crate) mod mac;
mod messages;
mod model;
mod needs;
mod products;
mod sign;
pub(crate) mod text;

pub use check::check;
pub use context::Context;
pub use key::Key;
pub use model::{
    NeedKind, SignatureAnswer, SignatureCheck, SignatureNeed, SignatureVariant, SignedField,
    SignedText,
};
pub use sign::{SignError, sign};

/// Lists every template of this room.
#[cfg(feature = "reference")]
pub(crate) fn templates() -> impl Iterator<Item = (String, &'static str)> {
    messages::templates()
        .chain(diagnose::templates())
        .chain(products::templates())
}
