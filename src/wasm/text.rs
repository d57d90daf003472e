//! The questions about one text that every page asks.

use super::{options, to_js};
use crate::report::{Report, Survey};
use wasm_bindgen::prelude::*;

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
