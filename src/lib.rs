//! Shows what an Azure shared access signature (SAS) gives away.
//!
//! [`analyze`] takes whatever people paste (a link, a bare token, a connection string, a log line, a
//! paragraph with five links in it) and *now*, and returns a [`report::Report`]: every parameter
//! decoded and explained, what the holder can do, to what, until when and from where, how risky
//! that is, and how to stop it.
//!
//! The crate is pure: text and a moment in, a report out. It reads no clock, opens no connection and
//! stores nothing. Signatures and keys are replaced in every report; [`analyze_revealed`] is the one
//! explicit way around that.
//!
//! ```
//! use sas_lens::{Options, analyze, report::Level};
//! use chrono::{TimeZone, Utc};
//!
//! let link = "https://contosoexample.blob.core.windows.net/?sv=2020-08-04&ss=bfqt&srt=sco\
//!     &sp=rwdlacupitfx&se=2051-10-06T07:09:59Z&st=2021-10-05T23:09:59Z&spr=https,http\
//!     &sig=bm90LWEtcmVhbC1zaWduYXR1cmUtb25seS1hLWRlbW8%3D";
//! let now = Utc.with_ymd_and_hms(2023, 6, 22, 0, 0, 0).unwrap();
//! let report = analyze(link, &Options::at(now));
//!
//! let token = &report.tokens[0];
//! assert_eq!(token.verdict.level, Level::Severe);
//! assert!(token.verdict.sentence.text.contains("6 October 2051"));
//! assert!(!format!("{report:?}").contains("bm90LWEtcmVhbC1zaWduYXR1cmU"));
//! ```
//!
//! Whether a signature is genuine only a key tells: [`signature::check`] asks the keys it is given.
//!
//! It does not talk to Azure, or know whether a key was rotated, a stored policy deleted or a firewall
//! closed; the report lists what it cannot know.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        reason = "a test may panic"
    )
)]

mod access;
mod analyze;
#[cfg(feature = "full")]
mod compare;
#[cfg(feature = "full")]
mod errors;
#[cfg(feature = "exports")]
pub mod inventory;
#[cfg(feature = "full")]
mod narrow;
mod params;
mod plain;
mod policy;
#[cfg(feature = "full")]
mod products;
#[cfg(feature = "reference")]
pub mod reference;
mod repair;
pub mod report;
mod rules;
#[cfg(feature = "scan")]
pub mod scan;
#[cfg(feature = "full")]
pub mod signature;
mod token;
#[cfg(target_arch = "wasm32")]
#[doc(hidden)]
pub mod wasm;
#[cfg(feature = "reference")]
pub mod words;

pub use analyze::{Options, analyze, analyze_revealed, survey};
#[cfg(feature = "full")]
pub use compare::{Comparison, Direction, OperationChanges, ParamChange, Side, compare};
#[cfg(feature = "full")]
pub use narrow::{Fallback, Method, Need, Proposal, ProposedParam, Task, TaskAbout, narrow, tasks};
pub use plain::Refusal;
pub use policy::Policy;

/// Compiles the README's example.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
