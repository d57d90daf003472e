//! `checkSignature`: reads keys from a caller, wipes them, and checks.

use super::options::{self, entries, refused};
use super::to_js;
use crate::signature::{Context, Key};
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

/// What a check is made with; unknown keys are refused.
#[derive(tsify::Tsify)]
#[expect(dead_code, reason = "only its type is used: it is read key by key")]
struct SignatureOptions {
    /// Which token of the text, as an index of its report. The first without it.
    #[tsify(optional)]
    token: u32,
    /// The keys, each under the name that its owner knows it by.
    keys: Vec<SignatureKey>,
    /// The storage account, where the host does not tell it.
    #[tsify(optional)]
    account: String,
    /// The container and what is below it, not percent-encoded, where the link has no path.
    #[tsify(optional)]
    path: String,
    /// The values of the headers that the token requires, by name.
    #[tsify(optional, type = "Record<string, string>")]
    headers: (),
    /// The values of the query parameters that the token requires, by name.
    #[tsify(optional, type = "Record<string, string>")]
    query: (),
    /// Leaves secret-looking values in the string-to-sign. Off unless a person asked.
    #[tsify(optional)]
    reveal: bool,
}

/// A key and its name.
#[derive(tsify::Tsify)]
#[expect(dead_code, reason = "only its type is used: it is read key by key")]
struct SignatureKey {
    /// `key1`, `key2` or any other name. Keys of a pasted list have their own names.
    label: String,
    /// The key as it was pasted, alone or in what Azure shows it in. Bytes are those of its UTF-8 text; they are overwritten with zeros.
    #[tsify(type = "string | Uint8Array")]
    value: (),
}

/// Checks which of the keys made a signature.
#[wasm_bindgen(js_name = checkSignature, unchecked_return_type = "SignatureCheck")]
pub fn check_signature(
    text: &str,
    #[wasm_bindgen(js_name = nowMillis)] now_millis: f64,
    #[wasm_bindgen(unchecked_param_type = "SignatureOptions")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let (keys, context) = read(options)?;
    let context = context.at(options::moment(now_millis)?);
    let check = crate::signature::check(text, &keys, &context)
        .ok_or_else(|| js_sys::RangeError::new("options.token: the text has no such token"))?;
    to_js(&check)
}

fn read(options: &JsValue) -> Result<(Vec<Key>, Context), JsValue> {
    let mut keys = Vec::new();
    let mut context = Context::default();
    for (name, value) in entries(options, "options")? {
        let place = format!("options.{name}");
        match name.as_str() {
            "keys" => keys = read_keys(&value)?,
            "token" => context = context.token(read_index(&value, &place)?),
            "account" => context = context.account(read_text(&value, &place)?),
            "path" => context = context.path(read_text(&value, &place)?),
            "headers" => {
                for (header, value) in read_texts(&value, &place)? {
                    context = context.header(header, value);
                }
            }
            "query" => {
                for (query, value) in read_texts(&value, &place)? {
                    context = context.query(query, value);
                }
            }
            "reveal" => {
                let reveal = value
                    .as_bool()
                    .ok_or_else(|| refused("options.reveal: neither true nor false"))?;
                if reveal {
                    context = context.revealed();
                }
            }
            _ => return Err(refused(&format!("options: unknown key {name}"))),
        }
    }
    Ok((keys, context))
}

fn read_keys(list: &JsValue) -> Result<Vec<Key>, JsValue> {
    let list = list
        .dyn_ref::<js_sys::Array>()
        .ok_or_else(|| refused("options.keys: not a list"))?;
    let mut keys = Vec::new();
    for (at, item) in list.iter().enumerate() {
        let place = format!("options.keys[{at}]");
        let (mut label, mut value) = (String::new(), None);
        for (name, item) in entries(&item, &place)? {
            match name.as_str() {
                "label" => label = read_text(&item, &format!("{place}.label"))?,
                "value" => value = Some(read_secret(&item, &format!("{place}.value"))?),
                _ => return Err(refused(&format!("{place}: unknown key {name}"))),
            }
        }
        let value = value.ok_or_else(|| refused(&format!("{place}: no value")))?;
        keys.extend(Key::read_all(label, &value));
    }
    Ok(keys)
}

/// Reads a key's text. Of what stays with the caller, bytes can be wiped, and are.
fn read_secret(value: &JsValue, place: &str) -> Result<Zeroizing<String>, JsValue> {
    if let Some(bytes) = value.dyn_ref::<js_sys::Uint8Array>() {
        let copy = Zeroizing::new(bytes.to_vec());
        bytes.fill(0, 0, bytes.length());
        return Ok(Zeroizing::new(String::from_utf8_lossy(&copy).into_owned()));
    }
    read_text(value, place).map(Zeroizing::new)
}

fn read_text(value: &JsValue, place: &str) -> Result<String, JsValue> {
    value
        .as_string()
        .ok_or_else(|| refused(&format!("{place}: not a text")))
}

fn read_texts(value: &JsValue, place: &str) -> Result<Vec<(String, String)>, JsValue> {
    entries(value, place)?
        .into_iter()
        .map(|(name, value)| {
            let text = read_text(&value, &format!("{place}.{name}"))?;
            Ok((name, text))
        })
        .collect()
}

fn read_index(value: &JsValue, place: &str) -> Result<usize, JsValue> {
    let index = value
        .as_f64()
        .filter(|index| index.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(index))
        .ok_or_else(|| refused(&format!("{place}: not an index")))?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number within range"
    )]
    Ok(index as usize)
}
