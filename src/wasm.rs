//! The WebAssembly boundary: convert, call, convert. The only room that names `wasm_bindgen` and
//! `js_sys`; `web_sys` stays in `wasm/files.rs`.

#[cfg(feature = "full")]
pub mod compare;
#[cfg(feature = "scan")]
pub mod files;
#[cfg(feature = "exports")]
pub mod inventory;
#[cfg(feature = "full")]
pub mod narrow;
mod options;
#[cfg(feature = "full")]
pub mod signature;

use crate::report::{Report, Survey};
use serde::Serialize;
use std::panic::PanicHookInfo;
use wasm_bindgen::prelude::*;

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
    #[wasm_bindgen(unchecked_optional_param_type = "AnalyzeOptions")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let asked = options::read(now_millis, options)?;
    let options = &asked.options;
    let report: Report = if asked.reveal {
        crate::analyze_revealed(text, options)
    } else {
        crate::analyze(text, options)
    };
    to_js(&report)
}

/// Reads a text and lists its signatures, most dangerous first.
#[wasm_bindgen(unchecked_return_type = "Survey")]
pub fn survey(
    text: &str,
    #[wasm_bindgen(js_name = nowMillis)] now_millis: f64,
    #[wasm_bindgen(unchecked_optional_param_type = "AnalyzeOptions")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let asked = options::read(now_millis, options)?;
    let survey: Survey = crate::survey(text, &asked.options);
    to_js(&survey)
}

/// Returns the version of the crate.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(|error| js_sys::Error::new(&error.to_string()).into())
}
