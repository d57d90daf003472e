//! What is no token of a family and is still worth a word: sign-in tokens, and keys for calling an
//! interface.

use super::Piece;
use super::jwt::{self, Jwt};
use super::messages::Table;
use crate::access::time;
use crate::repair::{Foreign, marks};
use crate::report::Severity;
use crate::token::foreign::ForeignSpec;
use serde_json::Value;

/// A sign-in token of Microsoft Entra.
pub(crate) static SIGN_IN: ForeignSpec = ForeignSpec::told(
    "sign-in-token",
    "Microsoft Entra sign-in token",
    Severity::Medium,
    "This is a sign-in token of Microsoft Entra, not a shared access signature. By what it says, it is for {audience}, was given to {app}, and allows {rights}. Its time runs until {end}. Whoever has it can act in that name until then. What it says was not checked.",
);

/// A key for calling an interface.
pub(crate) static API_KEY: ForeignSpec = ForeignSpec::told(
    "api-subscription-key",
    "Key for calling an interface",
    Severity::High,
    "This is a subscription key, for API Management, Azure Maps or an Azure AI service. It is no signature: it has no end, and allows what the interface allows. If it leaked, replace it (regenerate) in the portal, under subscriptions or keys.",
);

/// The name that stands for the emulator's account and key.
/// Source: <https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string>
pub(crate) static EMULATOR: ForeignSpec = ForeignSpec::told(
    "emulator-shortcut",
    "Connection to a storage emulator",
    Severity::Info,
    "This is no secret. It stands for the storage emulator on a development machine, with an account name and key that Microsoft publishes. It opens nothing in Azure.",
);

/// How it is written.
const SHORTCUT: &str = "usedevelopmentstorage=true";

/// All say themselves in their own tables.
pub(super) const MESSAGES: Table = &[];

/// The name of the header and parameter that carries such a key, without what stands before it.
const API_KEY_NAME: &str = "subscription-key";

/// The digits of such a key at least.
const SHORTEST_API_KEY: usize = 32;

/// A cheap look.
pub(super) fn may_stand_in(chunk: &str) -> bool {
    [API_KEY_NAME, SHORTCUT]
        .iter()
        .any(|name| marks::find_ignore_case(chunk, name).is_some())
}

/// Names a piece that is worth a note.
pub(super) fn read(piece: &Piece<'_>) -> Option<Foreign> {
    read_sign_in(piece)
        .or_else(|| read_api_key(piece))
        .or_else(|| read_emulator(piece))
}

fn read_emulator(piece: &Piece<'_>) -> Option<Foreign> {
    let at = marks::find_ignore_case(piece.text, SHORTCUT)?;
    let (start, end) = piece.mapped.origin(at..at + SHORTCUT.len());
    Some(Foreign {
        spec: &EMULATOR,
        range: start as usize..end as usize,
        args: Vec::new(),
    })
}

fn read_sign_in(piece: &Piece<'_>) -> Option<Foreign> {
    let jwt = Jwt::find(piece.text).filter(Jwt::is_entra)?;
    let (start, end) = piece.mapped.origin(jwt.range.clone());
    let unnamed = || "somebody that it does not name".to_owned();
    let app = jwt
        .text("app_displayname")
        .or_else(|| jwt.text("appid"))
        .or_else(|| jwt.text("azp"))
        .map_or_else(unnamed, str::to_owned);
    let until = jwt.moment("exp").map_or_else(
        || "a moment that it does not state".to_owned(),
        time::say_moment,
    );
    Some(Foreign {
        spec: &SIGN_IN,
        range: start as usize..end as usize,
        args: vec![
            (
                "audience",
                jwt.text("aud").map_or_else(unnamed, str::to_owned),
            ),
            ("app", app),
            ("rights", rights(&jwt)),
            ("end", until),
        ],
    })
}

/// What the token says that it allows: scopes or roles.
fn rights(jwt: &Jwt) -> String {
    let roles = || match jwt.claims.get("roles")? {
        Value::Array(roles) => {
            let names: Vec<String> = roles.iter().take(8).map(jwt::say).collect();
            Some(names.join(", "))
        }
        _ => None,
    };
    jwt.text("scp")
        .map(str::to_owned)
        .or_else(roles)
        .unwrap_or_else(|| "what its owner's roles allow".to_owned())
}

/// `Ocp-Apim-Subscription-Key: …` or `?subscription-key=…`, with a value that can be a key.
fn read_api_key(piece: &Piece<'_>) -> Option<Foreign> {
    let at = marks::find_ignore_case(piece.text, API_KEY_NAME)? + API_KEY_NAME.len();
    let rest = piece.text.get(at..)?;
    let is_sign = |letter: char| matches!(letter, ':' | '=' | '"' | '\'' | ' ' | '\\');
    let inside = rest.trim_start_matches(is_sign);
    let is_signed = inside.len() < rest.len();
    let value = if inside.is_empty() {
        let is_next = is_signed || piece.after.starts_with(['"', '\'', ':', '=']);
        is_next.then(|| piece.after.trim_start_matches(is_sign))?
    } else {
        Some(inside).filter(|_| is_signed)?
    };
    let length = value.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let key = value.get(..length)?;
    let has_digits = key.bytes().any(|letter| letter.is_ascii_digit());
    if !(SHORTEST_API_KEY..=84).contains(&length) || !has_digits {
        return None;
    }
    let (start, end) = piece.mapped.origin(0..piece.text.len());
    Some(Foreign {
        spec: &API_KEY,
        range: start as usize..end as usize,
        args: Vec::new(),
    })
}
