//! Reads a caller's options: plain objects in, or a refusal that names the place.

#[cfg(any(feature = "exports", not(feature = "full")))]
use crate::Refusal;
use crate::plain::{At, Plain};
use crate::{Options, Policy};
use chrono::{DateTime, Utc};
use wasm_bindgen::prelude::*;

/// What a caller may ask for; unknown keys are refused.
#[cfg(any(feature = "exports", not(feature = "full")))]
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
#[cfg(any(feature = "exports", not(feature = "full")))]
pub(super) struct Asked {
    pub(super) options: Options,
    pub(super) reveal: bool,
}

/// Reads the arguments that every question has.
#[cfg(any(feature = "exports", not(feature = "full")))]
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

/// How a scan is made; unknown keys are refused.
#[cfg(feature = "scan")]
#[derive(tsify::Tsify)]
#[expect(dead_code, reason = "only its type is used: it is read key by key")]
struct ScanSettings {
    /// An organisation's own limits.
    #[tsify(optional)]
    policy: Policy,
    /// How far to go; see the library's `Limits`.
    #[tsify(optional, type = "Record<string, number>")]
    limits: (),
}

/// Reads the settings of a scan.
#[cfg(feature = "scan")]
pub(super) fn read_scan(
    now_millis: f64,
    settings: &JsValue,
) -> Result<crate::scan::ScanOptions, JsValue> {
    let mut options = crate::scan::ScanOptions::new(Options::at(moment(now_millis)?));
    let plain = plain(settings, 0)?;
    let at = At::root(&plain, "settings");
    if !at.is_nothing() {
        at.each_key(&mut |key, at| match key {
            "policy" => {
                options.analyze.policy = Policy::read(at)?;
                Ok(())
            }
            "limits" => options.limits.read(at),
            _ => Err(at.unknown()),
        })
        .map_err(|refusal| refused(&refusal.to_string()))?;
    }
    Ok(options)
}

/// Reads a moment as JavaScript counts it.
pub(super) fn moment(now_millis: f64) -> Result<DateTime<Utc>, JsValue> {
    #[expect(clippy::cast_possible_truncation, reason = "checked by chrono's range")]
    let now = DateTime::from_timestamp_millis(now_millis as i64);
    now.ok_or_else(|| js_sys::RangeError::new("nowMillis is not a date").into())
}

/// Reads the arguments of a question whose answer never shows a secret.
#[cfg(feature = "exports")]
pub(super) fn read_redacted(now_millis: f64, options: &JsValue) -> Result<Options, JsValue> {
    let asked = read(now_millis, options)?;
    if asked.reveal {
        return Err(refused("options.reveal: this answer shows no secrets"));
    }
    Ok(asked.options)
}

/// Reads options key by key, see [`crate::plain`].
#[cfg(any(feature = "exports", not(feature = "full")))]
fn read_asked(options: &JsValue) -> Result<AnalyzeOptions, JsValue> {
    let mut asked = AnalyzeOptions::default();
    let plain = plain(options, 0)?;
    let at = At::root(&plain, "options");
    if !at.is_nothing() {
        at.each_key(&mut |key, at| asked.set(key, at))
            .map_err(|refusal| refused(&refusal.to_string()))?;
    }
    Ok(asked)
}

#[cfg(any(feature = "exports", not(feature = "full")))]
impl AnalyzeOptions {
    fn set(&mut self, key: &str, at: At<'_>) -> Result<(), Refusal> {
        match key {
            "policy" => self.policy = Policy::read(at)?,
            "reveal" => self.reveal = at.truth()?,
            _ => return Err(at.unknown()),
        }
        Ok(())
    }
}

/// No setting lies deeper; an object that holds itself would have no end.
const DEEPEST: usize = 8;

/// Takes a JavaScript value over; a key that holds undefined counts as absent.
pub(super) fn plain(value: &JsValue, depth: usize) -> Result<Plain, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(Plain::Nothing);
    }
    if let Some(text) = value.as_string() {
        return Ok(Plain::Text(text));
    }
    if let Some(number) = value.as_f64() {
        return Ok(Plain::Number(number));
    }
    if let Some(truth) = value.as_bool() {
        return Ok(Plain::Truth(truth));
    }
    let Some(object) = value
        .dyn_ref::<js_sys::Object>()
        .filter(|_| depth < DEEPEST && !value.is_function())
    else {
        return Ok(Plain::Other);
    };
    if js_sys::Array::is_array(object) {
        let mut entries = Vec::new();
        for entry in js_sys::Object::values(object) {
            entries.push(plain(&entry, depth + 1)?);
        }
        return Ok(Plain::List(entries));
    }
    let entries = keys_of(object)?
        .into_iter()
        .map(|(key, value)| Ok((key, plain(&value, depth + 1)?)));
    Ok(Plain::Object(entries.collect::<Result<_, JsValue>>()?))
}

/// The keys of an object and what they hold; nothing where there is no object.
#[cfg(feature = "exports")]
pub(super) fn entries(object: &JsValue, place: &str) -> Result<Vec<(String, JsValue)>, JsValue> {
    if object.is_undefined() || object.is_null() {
        return Ok(Vec::new());
    }
    let object = object
        .dyn_ref::<js_sys::Object>()
        .ok_or_else(|| refused(&format!("{place}: not an object")))?;
    keys_of(object)
}

/// What is undefined counts as absent.
fn keys_of(object: &js_sys::Object) -> Result<Vec<(String, JsValue)>, JsValue> {
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
