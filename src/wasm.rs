//! The WebAssembly boundary: convert, call, convert. The only room that names `wasm_bindgen` and
//! `js_sys`; `web_sys` stays in `wasm/files.rs`.

#[cfg(feature = "exports")]
pub mod compare;
#[cfg(feature = "full")]
pub mod files;
#[cfg(feature = "exports")]
pub mod inventory;
#[cfg(feature = "exports")]
pub mod narrow;
mod options;
#[cfg(feature = "scan")]
pub mod scan;
#[cfg(feature = "scan")]
pub mod scanner;
#[cfg(feature = "exports")]
pub mod signature;
#[cfg(any(feature = "exports", not(feature = "full")))]
pub mod text;

#[cfg(any(feature = "exports", not(feature = "full")))]
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

/// Returns the version of the crate.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

#[cfg(any(feature = "exports", not(feature = "full")))]
fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(|error| js_sys::Error::new(&error.to_string()).into())
}
