//! The shapes of an answer, as they are serialised.

use crate::report::{Message, shape};
use serde::{Deserialize, Serialize};

shape! {
    /// Whether the keys made a signature, and what follows from that.
    pub struct SignatureCheck {
        /// The answer in one word.
        pub answer: SignatureAnswer,
        /// The answer in a sentence or two.
        pub message: Message,
        /// The label of the key that made the signature.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub key: Option<String>,
        /// What was done differently from what Azure expects.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub variant: Option<SignatureVariant>,
        /// What to do, or to know.
        pub advice: Vec<Message>,
        /// What Azure computes the signature from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub string_to_sign: Option<SignedText>,
        /// What has to be given before the check can be made, or made in full.
        pub needs: Vec<SignatureNeed>,
    }
}

shape! {
    /// Whether one of the keys made a signature.
    pub enum SignatureAnswer {
        /// A key made it, for the link as it stands.
        Genuine,
        /// A key made it, for something else than the link as it stands.
        GenuineWithMistake,
        /// None of the keys made it.
        NotTheseKeys,
        /// Something is missing.
        NeedsMore,
        /// No key can tell.
        CannotBeChecked,
    }
}

shape! {
    /// A mistake that explains a signature.
    pub struct SignatureVariant {
        /// Its stable name.
        pub id: String,
        /// What was done.
        pub message: Message,
        /// How to do it right.
        pub fix: Message,
    }
}

shape! {
    /// The string-to-sign.
    pub struct SignedText {
        /// The name of the layout: the kind of link, and the version it came with.
        pub layout: String,
        /// The fields in their order. Their values, joined with line feeds, are what is signed.
        pub fields: Vec<SignedField>,
    }
}

shape! {
    /// One field of the string-to-sign; the empty ones count too.
    pub struct SignedField {
        /// The field in words.
        pub name: String,
        /// The parameter that it repeats.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub key: Option<String>,
        /// Its value as it may be shown. Absent while something is missing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub value: Option<String>,
    }
}

shape! {
    /// Something that the link does not say.
    pub struct SignatureNeed {
        /// What it is.
        pub kind: NeedKind,
        /// The name of the header or parameter, or the label of the key.
        pub name: String,
        /// What to give.
        pub message: Message,
    }
}

shape! {
    /// What kind of thing is missing.
    pub enum NeedKind {
        /// The name of the storage account.
        Account,
        /// The path of what is signed.
        Path,
        /// The value of a request header.
        Header,
        /// The value of a query parameter.
        Query,
        /// A key that can be read.
        Key,
    }
}
