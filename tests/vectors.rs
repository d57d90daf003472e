//! The 60 signatures that Microsoft's own SDKs made: each is read field by field as it was made.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod util;

use percent_encoding::percent_decode_str;
use sas_lens::report::{Kind, State, TokenReport};
use sas_lens::{Options, analyze_revealed};
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
}

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
