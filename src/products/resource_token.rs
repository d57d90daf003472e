//! The form that messaging and IoT tokens share: a resource address, a signature, an expiry in
//! seconds, and the name of a rule.
//!
//! Which of the two families a token belongs to shows in the host of its address; both sign the
//! address as it is written in the token, a line break, and the expiry.
//!
//! Source: <https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas>

use super::hosts::{self, HostOf};
use super::lex::{self, Address, Pair};
use super::life::{self, End, Life};
use super::messages::say;
use super::reading::Meaning;
use super::{Piece, Product};
use crate::access::time;
use crate::report::{Message, Standing};
use crate::token::percent;
use chrono::{DateTime, Utc};
use std::ops::Range;

/// A token of this form in a piece.
pub(super) struct Found {
    pub(super) range: Range<usize>,
    /// Moved to a text that starts where the token does.
    pub(super) pairs: Vec<Pair>,
    /// The decoded address.
    pub(super) address: Address,
}

impl Found {
    pub(super) fn host(&self) -> Option<HostOf> {
        hosts::find(&self.address.host).map(|spec| spec.of)
    }
}

/// The word in front of such a token in a header.
const PREFIX: &str = "sharedaccesssignature";

/// Finds a token of this form: its address, its signature, and an expiry that counts seconds or the
/// name of a rule. The word in front of it, or a host of Azure's, makes up for a damaged expiry.
pub(super) fn find(piece: &Piece<'_>) -> Option<Found> {
    let text = piece.text;
    let start = ["sr=", "sig=", "se=", "skn="]
        .iter()
        .filter_map(|name| lex::name_starts(text, name).next())
        .min()?;
    let end = lex::token_end(text, start);
    let token = text.get(start..end)?;
    let pairs = lex::pairs(token, 0..token.len(), '&');
    let raw = |name: &str| {
        let pair = pairs
            .iter()
            .find(|pair| token.get(pair.name.clone()) == Some(name))?;
        token
            .get(pair.value.clone())
            .filter(|value| !value.is_empty())
    };
    let resource = raw("sr")?;
    let address = Address::read(&percent::decode(resource));
    raw("sig")?;
    if raw("sv").is_some() {
        return None;
    }
    let counts_seconds = raw("se").is_some_and(|value| life::from_epoch(value).is_some());
    let is_named = piece.follows(PREFIX)
        || text
            .get(..start)
            .is_some_and(|before| before.to_ascii_lowercase().contains(PREFIX));
    let is_azure = hosts::find(&address.host).is_some();
    // `sr=b` is no address.
    let is_address = address.host.len() > 2 && resource.len() > 5;
    let is_token = is_address && (counts_seconds || raw("skn").is_some() || is_named || is_azure);
    is_token.then_some(Found {
        range: start..end,
        pairs,
        address,
    })
}

/// When such a token works.
pub(super) fn life(product: &Product, now: DateTime<Utc>) -> Life {
    match product.value("se").and_then(life::from_epoch) {
        Some(end) => Life::until(end, now),
        None => Life::of(End::Unreadable, now),
    }
}

/// What the expiry means.
pub(super) fn expiry_meaning(product: &Product, now: DateTime<Utc>) -> Meaning {
    match product.value("se").and_then(life::from_epoch) {
        Some(end) => Meaning::ok(end_message(end, now)).at(end),
        None => Meaning::of(say("meaning/time-unread", &[]), Standing::Invalid),
    }
}

/// Says an expiry.
pub(super) fn end_message(end: DateTime<Utc>, now: DateTime<Utc>) -> Message {
    say(
        "meaning/time-end",
        &[
            ("end", &time::say_moment(end)),
            ("relative", &time::say_relative(end, now)),
        ],
    )
}

/// What a signature of so many bytes means.
pub(super) fn signature_meaning(is_whole: bool, thing: &str, bytes: &str) -> Meaning {
    if is_whole {
        Meaning::ok(say("meaning/signature", &[("thing", thing)]))
    } else {
        Meaning::of(
            say("meaning/signature-damaged", &[("bytes", bytes)]),
            Standing::Invalid,
        )
    }
}

/// Whether the signature stands for 32 bytes.
pub(super) fn has_whole_signature(product: &Product) -> bool {
    product
        .value("sig")
        .is_some_and(|value| lex::is_base64_of(value, 32))
}
