//! The 60 signatures that Microsoft's own SDKs made: each is read field by field as it was made, and
//! its string-to-sign and signature are made again.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod util;

use percent_encoding::percent_decode_str;
use sas_lens::report::{Kind, State, TokenReport};
use sas_lens::signature::{Context, Key, SignatureAnswer, SignatureCheck, check, sign};
use sas_lens::{Options, analyze, analyze_revealed};
use serde::Deserialize;
use std::collections::BTreeMap;
use util::now;

#[derive(Deserialize)]
struct Vector {
    name: String,
    service: String,
    key: String,
    path: String,
    query: String,
    sig: String,
    sts: String,
    snapshot: Option<String>,
    versionid: Option<String>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default, rename = "queryParams")]
    queries: BTreeMap<String, String>,
}

/// The keys of the vectors, under the names that the vectors give them.
const ACCOUNT_KEY: &str =
    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw==";
const DELEGATION_KEY: &str = "//79/Pv6+fj39vX08/Lx8O/u7ezr6uno5+bl5OPi4eA=";

fn vectors() -> Vec<Vector> {
    util::read("vectors.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

impl Vector {
    fn link(&self) -> String {
        let host = match self.service.as_str() {
            "account" => "blob",
            service => service,
        };
        let path: String = self
            .path
            .split('/')
            .map(util::encode)
            .collect::<Vec<_>>()
            .join("/")
            .replace(' ', "%20");
        let target = [("snapshot", &self.snapshot), ("versionid", &self.versionid)]
            .into_iter()
            .filter_map(|(name, value)| value.as_ref().map(|value| format!("&{name}={value}")))
            .collect::<String>();
        format!(
            "https://sastestacct.{host}.core.windows.net{path}?{}{target}",
            self.query
        )
    }

    fn kind(&self) -> Kind {
        match (self.service.as_str(), self.key.as_str()) {
            ("account", _) => Kind::StorageAccount,
            ("blob", "udk") => Kind::StorageUserDelegationBlob,
            ("file", "udk") => Kind::StorageUserDelegationFile,
            ("queue", "udk") => Kind::StorageUserDelegationQueue,
            ("blob", _) => Kind::StorageServiceBlob,
            ("file", _) => Kind::StorageServiceFile,
            ("queue", _) => Kind::StorageServiceQueue,
            _ => Kind::StorageServiceTable,
        }
    }

    fn params(&self) -> BTreeMap<String, String> {
        self.query
            .split('&')
            .filter_map(|piece| piece.split_once('='))
            .map(|(name, value)| {
                (
                    name.to_owned(),
                    percent_decode_str(value)
                        .decode_utf8()
                        .unwrap()
                        .into_owned(),
                )
            })
            .collect()
    }

    fn right_key(&self) -> Key {
        match self.key.as_str() {
            "udk" => Key::new("udk", DELEGATION_KEY),
            _ => Key::new("account", ACCOUNT_KEY),
        }
    }

    fn context(&self) -> Context {
        let mut context = Context::default().revealed();
        for (name, value) in &self.headers {
            context = context.header(name, value);
        }
        for (name, value) in &self.queries {
            context = context.query(name, value);
        }
        context
    }

    /// Checks a link in place of the vector's own.
    fn check(&self, link: &str, key: Key) -> SignatureCheck {
        check(link, &[key], &self.context()).unwrap()
    }

    fn read(&self) -> TokenReport {
        let mut report = analyze_revealed(&self.link(), &Options::at(now()));
        assert_eq!(report.tokens.len(), 1, "{}", self.name);
        report.tokens.remove(0)
    }
}

#[test]
fn there_are_sixty_vectors() {
    assert_eq!(vectors().len(), 60);
}

#[test]
fn every_vector_is_read_field_by_field() {
    for vector in vectors() {
        let token = vector.read();
        assert_eq!(token.kind, vector.kind(), "{}", vector.name);
        assert_eq!(
            token.resource.account.as_deref(),
            Some("sastestacct"),
            "{}",
            vector.name
        );
        let mut params = vector.params();
        let signature = params.get("sig").cloned();
        assert_eq!(
            signature.as_deref(),
            Some(vector.sig.as_str()),
            "{}",
            vector.name
        );
        for param in token
            .params
            .iter()
            .filter(|param| params.contains_key(&param.name))
        {
            assert_eq!(
                Some(&param.value),
                params.get(&param.name),
                "{}: {}",
                vector.name,
                param.name
            );
            assert!(
                param.key.is_some() && !param.meaning.text.is_empty(),
                "{}: {}",
                vector.name,
                param.name
            );
        }
        for param in &token.params {
            params.remove(&param.name);
        }
        assert!(params.is_empty(), "{}: not read: {params:?}", vector.name);
        assert!(
            token.fingerprint.is_some() && token.repairs.is_empty(),
            "{}",
            vector.name
        );
    }
}

#[test]
fn what_the_sdks_signed_is_what_the_report_names() {
    for vector in vectors() {
        let token = vector.read();
        // The signed path, as the SDK wrote it: /service/account/container/path.
        let Some(canonical) = vector
            .sts
            .lines()
            .find(|line| line.starts_with('/') && line.contains("sastestacct"))
        else {
            assert_eq!(token.kind, Kind::StorageAccount, "{}", vector.name);
            continue;
        };
        let (_, signed) = canonical.split_once("/sastestacct/").unwrap();
        let container = token.resource.container.clone().unwrap_or_default();
        let named = match token.resource.path.clone() {
            Some(path) => format!("{container}/{path}"),
            None => container,
        };
        let is_table = token.kind == Kind::StorageServiceTable;
        assert_eq!(
            if is_table {
                named.to_lowercase()
            } else {
                named
            },
            signed,
            "{}",
            vector.name
        );
    }
}

#[test]
fn no_vector_is_called_malformed() {
    for vector in vectors() {
        let token = vector.read();
        // The user delegation vectors carry a start before their key's start, on purpose.
        let ends_in_2030 = token
            .validity
            .end
            .as_ref()
            .is_some_and(|end| end.utc.starts_with("2030-01-02"));
        let is_policy = token.state == State::SetByPolicy;
        assert!(
            ends_in_2030 || is_policy,
            "{}: {:?}",
            vector.name,
            token.validity.end
        );
        assert_ne!(
            token.state,
            State::Malformed,
            "{}: {:?}",
            vector.name,
            token.findings
        );
    }
}

#[test]
fn every_string_to_sign_and_signature_is_made_again() {
    for vector in vectors() {
        let found = vector.check(&vector.link(), vector.right_key());
        assert_eq!(
            found.answer,
            SignatureAnswer::Genuine,
            "{}: {found:?}",
            vector.name
        );
        assert_eq!(
            found.key.as_deref(),
            Some(vector.key.as_str()),
            "{}",
            vector.name
        );
        let signed = found.string_to_sign.unwrap();
        let values: Vec<String> = signed
            .fields
            .into_iter()
            .map(|field| field.value.unwrap())
            .collect();
        assert_eq!(values.join("\n"), vector.sts, "{}", vector.name);
    }
}

#[test]
fn every_vector_is_signed_again_to_the_letter() {
    for vector in vectors() {
        let signed = sign(&vector.link(), &vector.right_key(), &vector.context()).unwrap();
        let signature = format!("&sig={}", util::encode(&vector.sig));
        assert!(signed.ends_with(&signature), "{}: {signed}", vector.name);
    }
}

#[test]
fn another_key_fits_no_vector() {
    let other = "c2Fz".repeat(21) + "bGVucw==";
    for vector in vectors() {
        let found = vector.check(&vector.link(), Key::new("key1", &other));
        assert_eq!(
            found.answer,
            SignatureAnswer::NotTheseKeys,
            "{}: {found:?}",
            vector.name
        );
        assert!(
            found.key.is_none() && found.variant.is_none(),
            "{}",
            vector.name
        );
    }
}

#[test]
fn another_path_fits_only_where_it_is_not_signed() {
    for vector in vectors() {
        let host = vector.link().find(".net/").unwrap() + ".net/".len();
        let query = vector.link().find('?').unwrap();
        if query == host {
            // An account SAS: any path and any service will do.
            let link = vector.link().replace(".blob.", ".queue.");
            let link = link.replacen("net/?", "net/any/path?", 1);
            let found = vector.check(&link, vector.right_key());
            assert_eq!(found.answer, SignatureAnswer::Genuine, "{}", vector.name);
            continue;
        }
        // One letter more in the last segment, and one segment more.
        let mut changed = vector.link();
        changed.insert(query, 'x');
        let mut deeper = vector.link();
        deeper.insert_str(query, "/x");
        let params = vector.params();
        let is_below = matches!(params.get("sr").map(String::as_str), Some("c" | "s" | "d"))
            || matches!(vector.service.as_str(), "queue" | "table");
        let is_named = vector.service == "table";
        for (link, fits) in [(changed, is_named), (deeper, is_below)] {
            let found = vector.check(&link, vector.right_key());
            if fits {
                assert_eq!(
                    found.answer,
                    SignatureAnswer::Genuine,
                    "{}: {link}",
                    vector.name
                );
            } else {
                assert_ne!(
                    found.answer,
                    SignatureAnswer::Genuine,
                    "{}: {link}",
                    vector.name
                );
            }
        }
    }
}

#[test]
fn what_is_damaged_on_the_way_is_mended_and_verifies() {
    for vector in vectors() {
        let link = vector.link();
        let signature = util::encode(&vector.sig);
        let damages = [
            link.replace(&signature, &signature.replace("%2B", " ")),
            link.replace(&signature, &signature.replace('%', "%25")),
            link.replace('&', "&amp;"),
            link.replacen('?', "??", 1),
        ];
        for damaged in damages {
            let found = vector.check(&damaged, vector.right_key());
            assert_eq!(
                found.answer,
                SignatureAnswer::Genuine,
                "{}: {damaged}",
                vector.name
            );
            let says_so = found
                .advice
                .iter()
                .any(|advice| advice.id == "signature/advice-repaired");
            assert_eq!(says_so, damaged != link, "{}: {damaged}", vector.name);
        }
    }
}

/// Source: made with the text of the vector `account-2022-11-02` up to but without its last line
/// break.
#[test]
fn an_account_link_without_the_last_line_break_is_not_genuine() {
    let vectors = vectors();
    let vector = vectors
        .iter()
        .find(|vector| vector.name == "account-2022-11-02")
        .unwrap();
    let found = util::signed_as(
        &vector.link(),
        &vector.sts[..vector.sts.len() - 1],
        ACCOUNT_KEY,
    );
    let found = vector.check(&found, vector.right_key());
    assert_eq!(found.answer, SignatureAnswer::GenuineWithMistake);
    let message = found.variant.unwrap().message.text;
    assert!(
        message.contains("without the line break at the end"),
        "{message}"
    );
}

/// Source: made by the legacy JavaScript library azure-storage 0.4.4.
#[test]
fn a_table_name_that_was_not_lowered_is_told() {
    let link = "https://sastestacct.table.core.windows.net/Employees?st=2024-12-31T23%3A59%3A59Z\
        &se=2030-01-02T03%3A04%3A05Z&sp=ra&spk=Jeff&epk=Jeff&sv=2014-02-14&tn=Employees\
        &sig=CK6Y0BxQMijDt%2BPD0BUk6nDBcTlkdZUE2s9b5k7IEIw%3D";
    let key = Key::new("key1", ACCOUNT_KEY);
    let found = check(link, &[key], &Context::default()).unwrap();
    assert_eq!(found.answer, SignatureAnswer::GenuineWithMistake);
    let variant = found.variant.unwrap();
    assert_eq!(variant.id, "table-name-case");
    assert!(
        variant
            .message
            .text
            .contains("did not write the table's name in small letters")
    );
}

#[test]
fn the_hash_in_the_logs_is_that_of_the_decoded_signature() {
    let vectors = vectors();
    let vector = vectors
        .iter()
        .find(|vector| vector.name == "blob-service-container-2022-11-02")
        .unwrap();
    let report = analyze(&vector.link(), &Options::at(now()));
    assert_eq!(
        report.tokens[0].fingerprint.as_deref(),
        Some("7774E7A6DA5CF84B85695FA0A96BBC0E48E257997C94DF8F1DCDF98933E909B5")
    );
}

/// The forms in which an answer shows what Azure signed.
fn answers(signed: &str) -> [(&'static str, String); 3] {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let xml = |signed: &str| {
        format!(
            "<Error><Code>AuthenticationFailed</Code><AuthenticationErrorDetail>Signature did not match. \
             String to sign used was {}</AuthenticationErrorDetail></Error>",
            escape(signed)
        )
    };
    let detail = format!("Signature did not match. String to sign used was {signed}");
    let json =
        serde_json::json!({ "code": "AuthenticationFailed", "authenticationErrorDetail": detail });
    let browser: Vec<&str> = signed.split_whitespace().collect();
    [
        ("XML", xml(signed)),
        ("JSON", json.to_string()),
        ("browser", xml(&format!("{} ", browser.join(" ")))),
    ]
}

#[test]
fn what_azure_shows_is_what_the_link_stands_for() {
    for vector in vectors() {
        for (form, answer) in answers(&vector.sts) {
            let text = format!("{answer}\n{}", vector.link());
            let report = analyze(&text, &Options::at(now()));
            let name = format!("{} as {form}", vector.name);
            assert_eq!(report.server_errors.len(), 1, "{name}");
            let error = &report.server_errors[0];
            let signed = error.string_to_sign.as_ref().unwrap();
            assert_eq!(error.token, Some(0), "{name}");
            assert_eq!(signed.same, Some(true), "{name}: {:#?}", signed.fields);
            assert_eq!(error.mistake.as_deref(), Some("wrong-key"), "{name}");
            assert_eq!(signed.line_breaks_lost, form == "browser", "{name}");
            // All but the lines whose values the link does not hold.
            if form == "XML" {
                let is_agreed = |name: &str| {
                    name.starts_with("Required request headers")
                        || name.starts_with("Required query")
                };
                let unequal = signed
                    .fields
                    .iter()
                    .filter(|field| !field.same && !is_agreed(&field.name));
                assert_eq!(unequal.count(), 0, "{name}: {:#?}", signed.fields);
            }
        }
    }
}

#[test]
fn a_line_that_differs_is_named() {
    for vector in vectors() {
        let lines: Vec<&str> = vector.sts.split('\n').collect();
        for at in 0..lines.len() {
            let line = lines[at];
            // The path and letters tell the layout, the version its lines; dates tell the link.
            let is_plain = line.starts_with("https") || line.contains('.') || line.len() == 1;
            if !is_plain || line.starts_with('/') || line.parse::<u32>().is_ok() || at < 4 {
                continue;
            }
            let mut changed: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            changed[at] = format!("{line}x");
            for (form, answer) in answers(&changed.join("\n")) {
                let text = format!("{answer}\n{}", vector.link());
                let report = analyze(&text, &Options::at(now()));
                let error = &report.server_errors[0];
                let signed = error.string_to_sign.as_ref().unwrap();
                let name = format!("{} line {at} as {form}", vector.name);
                assert_eq!(signed.same, Some(false), "{name}: {:#?}", signed.fields);
                let differs: Vec<&str> = signed
                    .fields
                    .iter()
                    .filter(|field| field.server.is_some() && field.ours.is_some() && !field.same)
                    .map(|field| field.server.as_deref().unwrap())
                    .collect();
                assert_eq!(differs.len(), 1, "{name}: {:#?}", signed.fields);
                let mut words = differs[0].split(' ');
                assert!(words.any(|word| word.ends_with('x')), "{name}: {differs:?}");
            }
        }
    }
}
