//! The WebAssembly boundary: convert, call, convert. The only room that names `wasm_bindgen` and
//! `js_sys`; `web_sys` stays in `wasm/files.rs`.

#[cfg(feature = "scan")]
pub mod files;

use crate::{Options, Policy, report::Report, report::Survey};
use chrono::DateTime;
use serde::{Deserialize, Serialize};
use std::panic::PanicHookInfo;
use wasm_bindgen::prelude::*;

/// What a caller may ask for; unknown keys are refused.
#[derive(Default, Deserialize, tsify::Tsify)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct AnalyzeOptions {
    /// An organisation's own limits.
    #[tsify(optional)]
    policy: Policy,
    /// Leaves secrets as they stand. Off unless a person asked.
    #[tsify(optional)]
    reveal: bool,
}

/// Runs once, when the module is loaded.
#[wasm_bindgen(start)]
fn start() {
    if cfg!(debug_assertions) {
        console_error_panic_hook::set_once();
    } else {
        std::panic::set_hook(Box::new(report_place_only));
    }
}

/// Says where a panic happened and never why: the message can hold the input.
fn report_place_only(info: &PanicHookInfo<'_>) {
    let place = info.location().map_or_else(
        || "unknown place".to_owned(),
        |at| format!("{}:{}", at.file(), at.line()),
    );
    wasm_bindgen::throw_str(&format!("sas-lens failed at {place}"));
}

/// Reads a text and explains every signature in it.
#[wasm_bindgen(unchecked_return_type = "Report")]
pub fn analyze(
    text: &str,
    #[wasm_bindgen(js_name = nowMillis)] now_millis: f64,
    #[wasm_bindgen(unchecked_optional_param_type = "AnalyzeOptions")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let (options, reveal) = read_options(now_millis, options)?;
    let report: Report = if reveal {
        crate::analyze_revealed(text, &options)
    } else {
        crate::analyze(text, &options)
    };
    to_js(&report)
}

/// Reads a text and lists its signatures, most dangerous first.
#[wasm_bindgen(unchecked_return_type = "Survey")]
pub fn survey(
    text: &str,
    #[wasm_bindgen(js_name = nowMillis)] now_millis: f64,
    #[wasm_bindgen(unchecked_optional_param_type = "AnalyzeOptions")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let (options, _) = read_options(now_millis, options)?;
    let survey: Survey = crate::survey(text, &options);
    to_js(&survey)
}

/// Returns the version of the crate.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

fn read_options(now_millis: f64, options: JsValue) -> Result<(Options, bool), JsValue> {
    #[expect(clippy::cast_possible_truncation, reason = "checked by chrono's range")]
    let now = DateTime::from_timestamp_millis(now_millis as i64)
        .ok_or_else(|| js_sys::RangeError::new("nowMillis is not a date"))?;
    let asked: AnalyzeOptions = if options.is_undefined() || options.is_null() {
        AnalyzeOptions::default()
    } else {
        refuse_unknown_keys(&options, "options", &["policy", "reveal"])?;
        let policy = js_sys::Reflect::get(&options, &"policy".into())?;
        refuse_unknown_keys(&policy, "options.policy", &["severities"])?;
        serde_wasm_bindgen::from_value(options)
            .map_err(|error| js_sys::TypeError::new(&format!("options: {error}")))?
    };
    Ok((
        Options {
            now,
            policy: asked.policy,
        },
        asked.reveal,
    ))
}

/// Refuses what a slip of the pen would lose: reading a struct asks for its own fields only.
fn refuse_unknown_keys(object: &JsValue, place: &str, known: &[&str]) -> Result<(), JsValue> {
    let Some(object) = object.dyn_ref::<js_sys::Object>() else {
        return Ok(());
    };
    let keys = js_sys::Object::keys(object);
    let unknown = keys
        .iter()
        .filter_map(|key| key.as_string())
        .find(|key| !known.contains(&key.as_str()));
    match unknown {
        Some(key) => Err(js_sys::TypeError::new(&format!("{place}: unknown key {key}")).into()),
        None => Ok(()),
    }
}

fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(|error| js_sys::Error::new(&error.to_string()).into())
}
