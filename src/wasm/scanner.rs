//! `Scanner`: takes bytes as they come, for callers that have no `File`.

use super::options;
use super::scan::batch_json;
use crate::report::{Batch, BatchHit};
use crate::scan::{self, Hit};
use wasm_bindgen::prelude::*;

/// Finds tokens in one stream of bytes, handed over in pieces of any size.
#[wasm_bindgen]
pub struct Scanner(scan::Scanner<'static>);

#[wasm_bindgen]
impl Scanner {
    /// Returns a scanner. `path` is what places show; see `scanFile` for the rest.
    #[wasm_bindgen(constructor)]
    pub fn new(
        path: &str,
        #[wasm_bindgen(js_name = nowMillis)] now_millis: f64,
        #[wasm_bindgen(unchecked_optional_param_type = "ScanSettings")] settings: &JsValue,
    ) -> Result<Self, JsValue> {
        let options = options::read_scan(now_millis, settings)?;
        Ok(Self(scan::Scanner::named(path, options)))
    }

    /// Takes the next bytes; returns what was found by them, as a batch of JSON.
    pub fn push(&mut self, bytes: &[u8]) -> String {
        json(self.0.push(bytes))
    }

    /// Ends the stream; returns what was found at its end, as a batch of JSON.
    pub fn finish(self) -> String {
        json(self.0.finish())
    }
}

fn json(hits: Vec<Hit>) -> String {
    batch_json(&Batch {
        hits: hits.into_iter().map(BatchHit::from).collect(),
        ..Batch::default()
    })
}
