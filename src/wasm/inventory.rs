//! `Inventory`: the list of what scans found, kept on this side and asked row by row.

use super::{options, to_js};
use crate::Refusal;
use crate::inventory::{self, Query};
use crate::plain::{At, Plain};
use crate::report::Batch;
use wasm_bindgen::prelude::*;

/// The list of what scans found.
#[wasm_bindgen]
pub struct Inventory(inventory::Inventory);

#[wasm_bindgen]
impl Inventory {
    /// Returns an empty list that speaks about a moment.
    #[wasm_bindgen(constructor)]
    pub fn new(#[wasm_bindgen(js_name = nowMillis)] now_millis: f64) -> Result<Self, JsValue> {
        let now = options::moment(now_millis)?;
        Ok(Self(inventory::Inventory::new(now)))
    }

    /// Opens a list that was exported as JSON. It has no token's own text.
    pub fn read(json: &str) -> Result<Self, JsValue> {
        inventory::Inventory::read(json)
            .map(Self)
            .map_err(|refusal| options::refused(&refusal.to_string()))
    }

    /// Adds a batch, as the scan's side writes it.
    pub fn add(&mut self, json: &str) -> Result<(), JsValue> {
        // What the parser says may quote the batch, secrets and all.
        let batch: Batch = serde_json::from_str(json).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            options::refused(&format!(
                "batch: line {line}, column {column}: not as agreed"
            ))
        })?;
        self.0.add_batch(batch);
        Ok(())
    }

    /// Returns the rows that were asked for.
    #[wasm_bindgen(unchecked_return_type = "Rows")]
    pub fn rows(
        &mut self,
        #[wasm_bindgen(unchecked_optional_param_type = "Query")] query: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let query = read_query(query)?;
        to_js(&self.0.rows(&query.unwrap_or_default()))
    }

    /// Returns one token with some of its places; nothing for an id that is not in the list.
    #[wasm_bindgen(unchecked_return_type = "Entry | undefined")]
    pub fn entry(&self, id: &str, from: u32, count: u32) -> Result<JsValue, JsValue> {
        self.0
            .entry(id, from, count)
            .map_or(Ok(JsValue::UNDEFINED), |entry| to_js(&entry))
    }

    /// Returns the token's own text, signature and all, to be analyzed.
    pub fn text(&self, id: &str) -> Option<String> {
        self.0.text(id).map(str::to_owned)
    }

    /// Returns the list in numbers, and its closing line.
    #[wasm_bindgen(unchecked_return_type = "Summary")]
    pub fn summary(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.summary())
    }

    /// Returns what was not read, some of it, from one on.
    #[wasm_bindgen(js_name = notRead, unchecked_return_type = "NotRead[]")]
    pub fn not_read(&self, from: usize, count: usize) -> Result<JsValue, JsValue> {
        let list = self.0.not_read().iter().skip(from).take(count);
        to_js(&list.collect::<Vec<_>>())
    }

    /// Writes the entries that a filter lets through, or all of them.
    #[wasm_bindgen(unchecked_return_type = "Export")]
    pub fn export(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Format")] format: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Query")] query: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let format = options::plain(format, 0)?;
        let format = inventory::named(At::root(&format, "format")).map_err(refusal)?;
        let query = read_query(query)?;
        to_js(&self.0.export(format, query.as_ref()))
    }
}

/// Reads a question; nothing where there is none.
fn read_query(query: &JsValue) -> Result<Option<Query>, JsValue> {
    let plain = options::plain(query, 0)?;
    if matches!(plain, Plain::Nothing) {
        return Ok(None);
    }
    Query::read(At::root(&plain, "query"))
        .map(Some)
        .map_err(refusal)
}

#[expect(clippy::needless_pass_by_value, reason = "as `map_err` hands it over")]
fn refusal(refusal: Refusal) -> JsValue {
    options::refused(&refusal.to_string())
}
