//! Reads a caller's options: plain objects in, or a refusal that names the place.

use crate::{Options, Policy};
use chrono::{DateTime, Utc};
use wasm_bindgen::prelude::*;

/// What a caller may ask for; unknown keys are refused.
#[derive(Default, tsify::Tsify)]
struct AnalyzeOptions {
    /// An organisation's own limits.
    #[tsify(optional)]
    policy: Policy,
    /// Leaves secrets as they stand. Off unless a person asked.
    #[tsify(optional)]
    reveal: bool,
}

/// What a caller asked for.
pub(super) struct Asked {
    pub(super) options: Options,
    pub(super) reveal: bool,
}

/// Reads the arguments that every question has.
pub(super) fn read(now_millis: f64, options: &JsValue) -> Result<Asked, JsValue> {
    let now = moment(now_millis)?;
    let asked = read_asked(options)?;
    Ok(Asked {
        options: Options {
            now,
            policy: asked.policy,
        },
        reveal: asked.reveal,
    })
}

/// Reads a moment as JavaScript counts it.
pub(super) fn moment(now_millis: f64) -> Result<DateTime<Utc>, JsValue> {
    #[expect(clippy::cast_possible_truncation, reason = "checked by chrono's range")]
    let now = DateTime::from_timestamp_millis(now_millis as i64);
    now.ok_or_else(|| js_sys::RangeError::new("nowMillis is not a date").into())
}

/// Reads options key by key. A derived reader asks for its own fields only, so that a slip of the pen
/// is lost; and its errors bring the printing of floating-point numbers into the page, 6 KB.
fn read_asked(options: &JsValue) -> Result<AnalyzeOptions, JsValue> {
    let mut asked = AnalyzeOptions::default();
    for (key, value) in entries(options, "options")? {
        match key.as_str() {
            "policy" => asked.policy = read_policy(&value)?,
            "reveal" => {
                asked.reveal = value
                    .as_bool()
                    .ok_or_else(|| refused("options.reveal: neither true nor false"))?;
            }
            _ => return Err(refused(&format!("options: unknown key {key}"))),
        }
    }
    Ok(asked)
}

fn read_policy(policy: &JsValue) -> Result<Policy, JsValue> {
    let mut severities = Vec::new();
    for (key, value) in entries(policy, "options.policy")? {
        if key != "severities" {
            return Err(refused(&format!("options.policy: unknown key {key}")));
        }
        for (rule, severity) in entries(&value, "options.policy.severities")? {
            severities.push((rule, severity.as_string().unwrap_or_default()));
        }
    }
    let pairs = severities
        .iter()
        .map(|(rule, severity)| (rule.as_str(), severity.as_str()));
    Policy::from_severities(pairs).map_err(|error| refused(&format!("options.policy: {error}")))
}

/// The keys of an object and what they hold; what is undefined counts as absent.
pub(super) fn entries(object: &JsValue, place: &str) -> Result<Vec<(String, JsValue)>, JsValue> {
    if object.is_undefined() || object.is_null() {
        return Ok(Vec::new());
    }
    let object = object
        .dyn_ref::<js_sys::Object>()
        .ok_or_else(|| refused(&format!("{place}: not an object")))?;
    let mut entries = Vec::new();
    for key in js_sys::Object::keys(object) {
        let value = js_sys::Reflect::get(object, &key)?;
        if let Some(key) = key.as_string().filter(|_| !value.is_undefined()) {
            entries.push((key, value));
        }
    }
    Ok(entries)
}

pub(super) fn refused(reason: &str) -> JsValue {
    js_sys::TypeError::new(reason).into()
}
