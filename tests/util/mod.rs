//! What several test binaries share: the corpus, and the moment that tests speak about.

#![allow(dead_code, reason = "each test binary uses a part of this")]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeZone, Utc};
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// Noon of 1 June 2026.
pub(crate) fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 6, 1, 12, 0, 0).unwrap()
}

/// One pasted text and what must be read from it.
#[derive(Deserialize)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) input: String,
    pub(crate) tokens: Vec<ExpectedToken>,
    pub(crate) notes: Vec<String>,
    pub(crate) source: String,
}

#[derive(Deserialize)]
pub(crate) struct ExpectedToken {
    pub(crate) kind: String,
    pub(crate) account: Option<String>,
    pub(crate) container: Option<String>,
    pub(crate) params: BTreeMap<String, String>,
    pub(crate) repairs: Vec<String>,
    pub(crate) carriers: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct PasteFile {
    sig: String,
    cases: Vec<Case>,
}

/// An invented account key: the bytes 0 to 63.
pub(crate) fn fake_key() -> String {
    STANDARD.encode((0..64).collect::<Vec<u8>>())
}

/// The signature that `{sig}` stands for: the Base64 of 32 bytes, and plainly no real one.
pub(crate) fn fake_signature() -> String {
    paste_file().sig
}

/// The corpus of pasted texts, with every placeholder filled in.
pub(crate) fn paste_cases() -> Vec<Case> {
    let file = paste_file();
    let mut cases = file.cases;
    for case in &mut cases {
        case.input = fill(&case.input, &file.sig);
        for token in &mut case.tokens {
            for value in token.params.values_mut() {
                *value = value.replace("{sig}", &file.sig);
            }
        }
    }
    cases
}

fn paste_file() -> PasteFile {
    serde_json::from_str(&read("paste.json")).unwrap()
}

/// Reads a file of the corpus.
pub(crate) fn read(name: &str) -> String {
    std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/corpus")
            .join(name),
    )
    .unwrap()
}

/// Percent-encodes what a signature holds.
pub(crate) fn encode(text: &str) -> String {
    text.replace('%', "%25")
        .replace('+', "%2B")
        .replace('/', "%2F")
        .replace('=', "%3D")
}

/// Fills in the placeholders: a signature in the forms that damage gives it.
pub(crate) fn fill(text: &str, sig: &str) -> String {
    let once = encode(sig);
    let broken = once.split_at(20);
    let filled = text
        .replace("{sig/break}", &format!("{}\n{}", broken.0, broken.1))
        .replace("{sig20}", &once.replace("%2B", "%20"))
        .replace("{spacesig}", &once.replace("%2B", " "))
        .replace("{batchsig}", &once.replace('%', "%%"))
        .replace("{ppsig}", &once.replace('%', "-25"))
        .replace("{sig3}", &encode(&encode(&once)))
        .replace("{sig2}", &encode(&once))
        .replace("{rawsig}", sig)
        .replace("{sig}", &once)
        .replace("{key}", &fake_key());
    match filled.strip_prefix("base64:") {
        Some(rest) => STANDARD.encode(rest),
        None => filled,
    }
}

/// Puts the signature of any text behind a link, in place of the one it has: what a signer with a
/// mistake would make.
pub(crate) fn signed_as(link: &str, text: &str, key: &str) -> String {
    signed_with(link, text, &STANDARD.decode(key).unwrap())
}

/// The same with a key of any bytes.
pub(crate) fn signed_with(link: &str, text: &str, key: &[u8]) -> String {
    let mut mac: Hmac<sha2::Sha256> = Hmac::new_from_slice(key).unwrap();
    mac.update(text.as_bytes());
    let signature = encode(&STANDARD.encode(mac.finalize().into_bytes()));
    let link = link.split_once("&sig=").map_or(link, |(rest, _)| rest);
    format!("{link}&sig={signature}")
}
