//! What Azure answered, explained: the shapes of that part of the report.

use super::Span;
use crate::report::Message;
use serde::{Deserialize, Serialize};

shape! {
    /// One answer with which Azure Storage refused a request: pasted alone, or with the link.
    ///
    /// ```
    /// use chrono::{TimeZone, Utc};
    /// use sas_lens::{Options, analyze};
    ///
    /// let answer = "<Error><Code>AuthenticationFailed</Code>\
    ///     <AuthenticationErrorDetail>Signature not valid in the specified time frame: \
    ///     Start [Mon, 01 Jun 2026 09:00:00 GMT] - Expiry [Mon, 01 Jun 2026 10:00:00 GMT] - \
    ///     Current [Mon, 01 Jun 2026 12:30:00 GMT]</AuthenticationErrorDetail></Error>";
    /// let now = Utc.with_ymd_and_hms(2026, 6, 1, 13, 0, 0).unwrap();
    /// let error = &analyze(answer, &Options::at(now)).server_errors[0];
    ///
    /// assert_eq!(error.mistake.as_deref(), Some("expired"));
    /// assert!(error.certain && error.cause.text.contains("2 hours 30 minutes too late"));
    /// ```
    pub struct ServerError {
        /// The error code, as Azure writes it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub code: Option<String>,
        /// The HTTP status: the one in the text, else the one that Azure documents for the code.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub status: Option<u16>,
        /// How the answer was written.
        pub form: ErrorForm,
        /// The fault in a few words.
        pub title: String,
        /// Why Azure refused, in one or a few sentences.
        pub cause: Message,
        /// What to do, as instructions, the most useful first.
        pub fixes: Vec<Message>,
        /// Whether the text, and the link beside it, prove the cause.
        pub certain: bool,
        /// What else it may be, where the cause is not proven.
        pub alternatives: Vec<Message>,
        /// What else is worth noticing: clocks, another link, lost line breaks.
        pub remarks: Vec<Message>,
        /// The token that was refused, an index into `tokens`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub token: Option<u32>,
        /// The mistake behind it, a stable name such as `plus-became-space`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub mistake: Option<String>,
        /// What the answer says beside the code; secrets are replaced.
        pub details: Vec<ErrorDetail>,
        /// What Azure signed, field by field beside what the link stands for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub string_to_sign: Option<ComparedText>,
        /// Where the meaning of the answer is documented, or where it was seen.
        pub source: String,
        /// Where the answer stands.
        pub span: Span,
    }
}

shape! {
    /// How an answer is written.
    pub enum ErrorForm {
        /// The XML of Blob Storage, Azure Files and Queue Storage.
        Xml,
        /// The JSON of Table Storage and of Data Lake.
        Json,
        /// The lines of a tool or library.
        Text,
    }
}

shape! {
    /// One thing that an answer says.
    pub struct ErrorDetail {
        /// Such as `RequestId` or `Expiry`.
        pub name: String,
        /// As written; secrets are replaced.
        pub value: String,
    }
}

shape! {
    /// A string-to-sign, field by field.
    pub struct ComparedText {
        /// The layout's name, such as `blob-2020-12-06`; `header` for the text of an Authorization
        /// header; `unknown`.
        pub layout: String,
        /// Whether the line breaks were lost on the way: empty fields cannot be seen then.
        pub line_breaks_lost: bool,
        /// Whether everything that can be compared is equal. Absent without a link to compare with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub same: Option<bool>,
        /// In the order in which Azure signs them.
        pub fields: Vec<ComparedField>,
    }
}

shape! {
    /// One field of a string-to-sign.
    pub struct ComparedField {
        /// The field in words.
        pub name: String,
        /// The parameter that it is, such as `se`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub key: Option<String>,
        /// What Azure signed; secrets are replaced.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub server: Option<String>,
        /// What the link stands for; secrets are replaced.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub ours: Option<String>,
        /// Whether both are known and equal.
        pub same: bool,
    }
}
