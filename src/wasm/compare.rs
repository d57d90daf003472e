//! Two links side by side.

use super::{options, to_js};
use wasm_bindgen::prelude::*;

/// Compares the links of two texts: what the second adds and takes away.
#[wasm_bindgen(unchecked_return_type = "Comparison")]
pub fn compare(
    first: &str,
    second: &str,
    #[wasm_bindgen(js_name = nowMillis)] now_millis: f64,
    #[wasm_bindgen(unchecked_optional_param_type = "AnalyzeOptions")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let asked = options::read_redacted(now_millis, options)?;
    to_js(&crate::compare(first, second, &asked))
}
