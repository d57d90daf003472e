//! Reading files inside the worker; the only file that names `web_sys`.

use super::{options, to_js};
use wasm_bindgen::prelude::*;
use web_sys::{File, FileReaderSync};

/// Reads a file as text and lists its signatures, most dangerous first. Works in a worker only.
#[wasm_bindgen(js_name = surveyFile, unchecked_return_type = "Survey")]
pub fn survey_file(
    file: &File,
    #[wasm_bindgen(js_name = nowMillis)] now_millis: f64,
    #[wasm_bindgen(unchecked_optional_param_type = "AnalyzeOptions")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let asked = options::read(now_millis, options)?;
    to_js(&crate::survey(&read_text(file)?, &asked.options))
}

/// Reads a file as text, UTF-8 or UTF-16 with a mark; what is neither becomes U+FFFD.
#[wasm_bindgen(js_name = readText)]
pub fn read_text(file: &File) -> Result<String, JsValue> {
    FileReaderSync::new()?.read_as_text(file)
}
