//! The least link that serves a need.

use super::{options, to_js};
use crate::Need;
use crate::plain::At;
use wasm_bindgen::prelude::*;

/// Proposes the least link that serves a need, with the commands that make it.
#[wasm_bindgen(unchecked_return_type = "Proposal")]
pub fn narrow(
    text: &str,
    #[wasm_bindgen(js_name = nowMillis)] now_millis: f64,
    #[wasm_bindgen(unchecked_param_type = "Need")] need: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "AnalyzeOptions")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let asked = options::read_redacted(now_millis, options)?;
    let need = options::plain(need, 0)?;
    let need = Need::read(At::root(&need, "need"))
        .map_err(|refusal| options::refused(&refusal.to_string()))?;
    to_js(&crate::narrow(text, &need, &asked))
}

/// Lists what the link of a text can be needed for.
#[wasm_bindgen(js_name = narrowTasks, unchecked_return_type = "TaskAbout[]")]
pub fn narrow_tasks(
    text: &str,
    #[wasm_bindgen(js_name = nowMillis)] now_millis: f64,
    #[wasm_bindgen(unchecked_optional_param_type = "AnalyzeOptions")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let asked = options::read_redacted(now_millis, options)?;
    to_js(&crate::tasks(text, &asked))
}
