//! Microsoft's own libraries as judges: they make thousands of tokens, and every one must be read, put
//! together and signed as they did. `cargo xtask test` sets up what these tests need.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod util;

use sas_lens::scan::{Hit, ScanOptions, Scanner};
use sas_lens::signature::{Context, Key, SignatureAnswer, check};
use sas_lens::{Options, analyze_revealed};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::Path;
use std::process::Command;
use util::now;

/// A token, and what went into it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Made {
    name: String,
    kind: String,
    link: String,
    key: String,
    params: BTreeMap<String, String>,
    /// Where the library tells it.
    #[serde(default)]
    string_to_sign: Option<String>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    queries: BTreeMap<String, String>,
    /// A mistake that the library makes, and Azure refuses.
    #[serde(default)]
    mistake: Option<String>,
}

/// The number of tokens that each library makes: all that was asked for, or fewer.
const FULL: [usize; 2] = [3_600, 1_800];
const REDUCED: [usize; 2] = [1_000, 500];

/// Each run makes the same tokens.
const SEED: &str = "20260601";

fn counts() -> [usize; 2] {
    if env::var_os("SAS_LENS_FULL").is_some() {
        FULL
    } else {
        REDUCED
    }
}

fn made(program: &str, script: &str, count: usize) -> Vec<Made> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/sdk")
        .join(script);
    let output = Command::new(program)
        .arg(path)
        .args([&count.to_string(), SEED])
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{script}: {errors}");
    let lines = String::from_utf8(output.stdout).unwrap();
    let tokens: Vec<Made> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(tokens.len(), count);
    tokens
}

impl Made {
    /// What differs from what the library made; nothing if all is well. Names the layout.
    fn judge(&self, layouts: &mut BTreeSet<String>) -> Result<(), String> {
        let report = analyze_revealed(&self.link, &Options::at(now()));
        let [token] = report.tokens.as_slice() else {
            return Err(format!("{} tokens were read", report.tokens.len()));
        };
        let kind = serde_json::to_value(token.kind).unwrap();
        if kind != self.kind.as_str() {
            return Err(format!("read as {kind}"));
        }
        if !token.repairs.is_empty() || !token.carriers.is_empty() {
            return Err(format!("mended: {:?}", token.repairs));
        }
        let mut read: BTreeMap<&str, &str> = token
            .params
            .iter()
            .map(|param| (param.name.as_str(), param.value.as_str()))
            .collect();
        if read.len() != token.params.len() || read.remove("sig").is_none() {
            return Err("a parameter comes twice, or the signature is missing".to_owned());
        }
        let wanted: BTreeMap<&str, &str> = self
            .params
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        if read != wanted {
            return Err(format!("read {read:?}\nnot {wanted:?}"));
        }
        self.judge_signature(layouts)
    }

    fn judge_signature(&self, layouts: &mut BTreeSet<String>) -> Result<(), String> {
        let mut context = Context::default().revealed();
        for (name, value) in &self.headers {
            context = context.header(name, value);
        }
        for (name, value) in &self.queries {
            context = context.query(name, value);
        }
        let found = check(&self.link, &[Key::new("key", &self.key)], &context).unwrap();
        let signed = found.string_to_sign.clone().unwrap();
        layouts.insert(signed.layout);
        if let Some(mistake) = &self.mistake {
            let id = found.variant.map(|variant| variant.id);
            return if id.as_ref() == Some(mistake) {
                Ok(())
            } else {
                Err(format!("{mistake} was told as {id:?}"))
            };
        }
        let values: Vec<String> = signed
            .fields
            .into_iter()
            .map(|field| field.value.unwrap_or_default())
            .collect();
        let text = values.join("\n");
        if let Some(wanted) = self
            .string_to_sign
            .as_ref()
            .filter(|wanted| **wanted != text)
        {
            return Err(format!("signs {text:?}\nnot {wanted:?}"));
        }
        if found.answer != SignatureAnswer::Genuine {
            return Err(format!("{:?}: {}", found.answer, found.message.text));
        }
        Ok(())
    }
}

fn judge(tokens: &[Made]) -> BTreeSet<String> {
    let mut layouts = BTreeSet::new();
    let faults: Vec<String> = tokens
        .iter()
        .filter_map(|token| {
            let fault = token.judge(&mut layouts).err()?;
            Some(format!("{}: {fault}\n  {}", token.name, token.link))
        })
        .collect();
    let shown: Vec<&str> = faults.iter().take(10).map(String::as_str).collect();
    assert!(
        faults.is_empty(),
        "{} of {} differ:\n{}",
        faults.len(),
        tokens.len(),
        shown.join("\n")
    );
    judge_scan(tokens);
    layouts
}

/// Every token is found in a log of them all, in its line, as what it is, and nothing else is.
fn judge_scan(tokens: &[Made]) {
    let options = ScanOptions::new(Options::at(now()));
    let mut scanner = Scanner::new(&options);
    let mut found: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    let mut take = |hits: Vec<Hit>| {
        for hit in hits {
            let kind = serde_json::to_value(hit.row.kind).unwrap();
            let kind = kind.as_str().unwrap().to_owned();
            found
                .entry(hit.row.place.line.unwrap())
                .or_default()
                .push(kind);
        }
    };
    for token in tokens {
        take(scanner.push(format!("2026-06-01 12:00:00 GET {}\n", token.link).as_bytes()));
    }
    take(scanner.finish());
    for (token, line) in tokens.iter().zip(1..) {
        let kinds = found.remove(&line).unwrap_or_default();
        assert_eq!(
            kinds,
            [token.kind.as_str()],
            "{}: {}",
            token.name,
            token.link
        );
    }
    assert!(found.is_empty());
}

/// Every layout that today's libraries write; the older ones are in `vectors.jsonl`.
const LAYOUTS: &[&str] = &[
    "account-2015-04-05",
    "account-2020-12-06",
    "blob-2015-04-05",
    "blob-2018-11-09",
    "blob-2020-12-06",
    "blob-user-delegation-2018-11-09",
    "blob-user-delegation-2020-02-10",
    "blob-user-delegation-2020-12-06",
    "blob-user-delegation-2025-07-05",
    "blob-user-delegation-2026-04-06",
    "file-2015-04-05",
    "file-user-delegation-2025-07-05",
    "queue-2015-04-05",
    "queue-user-delegation-2025-07-05",
    "table-2015-04-05",
];

#[test]
fn every_token_of_the_javascript_libraries_is_read_and_signed_alike() {
    let [count, _] = counts();
    let layouts = judge(&made("node", "tokens.mjs", count));
    assert_eq!(layouts.iter().collect::<Vec<_>>(), LAYOUTS);
}

#[test]
fn every_token_of_the_python_libraries_is_read_and_signed_alike() {
    let [_, count] = counts();
    let python = env::var("SAS_LENS_PYTHON").unwrap();
    let layouts = judge(&made(&python, "tokens.py", count));
    // The Python libraries write the newest layout of each kind; for tables an old version.
    let newest = [
        "account-2015-04-05",
        "account-2020-12-06",
        "blob-2020-12-06",
        "blob-user-delegation-2026-04-06",
        "file-2015-04-05",
        "file-user-delegation-2025-07-05",
        "queue-2015-04-05",
        "queue-user-delegation-2025-07-05",
        "table-2015-04-05",
    ];
    assert_eq!(layouts.iter().collect::<Vec<_>>(), newest);
}
