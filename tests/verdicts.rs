//! The verdict's level and its one sentence, for the fixed points and for links that once got a wrong
//! one. Each sentence was read by people against Azure's documents.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod util;

use chrono::DateTime;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sas_lens::report::{Level, State, TokenReport};
use sas_lens::{Options, Policy, analyze};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Case {
    name: String,
    now: String,
    input: String,
    level: Level,
    state: State,
    sentence: String,
    /// What else the report says, somewhere.
    #[serde(default)]
    says: Vec<String>,
}

fn cases() -> Vec<Case> {
    serde_json::from_str(&util::read("verdicts.json")).unwrap()
}

impl Case {
    fn read(&self) -> TokenReport {
        let now = DateTime::parse_from_rfc3339(&self.now).unwrap().to_utc();
        let text = util::fill(&self.input, &util::fake_signature());
        let mut report = analyze(&text, &Options::at(now));
        assert_eq!(report.tokens.len(), 1, "{}", self.name);
        report.tokens.remove(0)
    }
}

#[test]
fn every_link_gets_its_level_and_sentence() {
    for case in cases() {
        let token = case.read();
        assert_eq!(token.verdict.sentence.text, case.sentence, "{}", case.name);
        assert_eq!(
            (token.verdict.level, token.state),
            (case.level, case.state),
            "{}",
            case.name
        );
    }
}

#[test]
fn the_rest_of_the_report_agrees() {
    for case in cases() {
        let report = serde_json::to_value(case.read()).unwrap();
        let texts = texts(&report);
        for sentence in &case.says {
            assert!(
                texts.contains(&sentence.as_str()),
                "{}: {sentence}",
                case.name
            );
        }
    }
}

/// Collects every rendered message.
fn texts(report: &Value) -> Vec<&str> {
    match report {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, field)| match field {
                Value::String(text) if name == "text" => vec![text.as_str()],
                field => texts(field),
            })
            .collect(),
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn the_fixed_points_hold() {
    let level = |name: &str| {
        cases()
            .into_iter()
            .find(|case| case.name == name)
            .unwrap()
            .read()
            .verdict
            .level
    };
    assert_eq!(level("2021 incident"), Level::Severe);
    assert_eq!(level("2020 incident alive"), Level::Severe);
    assert_eq!(level("ud one blob hour"), Level::Contained);
    assert_eq!(level("policy only"), Level::Unknown);
    assert_eq!(level("2020 incident"), Level::Spent);
}

#[test]
fn nothing_that_the_server_decides_is_contained() {
    for case in cases() {
        let token = case.read();
        let is_hidden = token.params.iter().any(|param| param.name == "si")
            && !(token.params.iter().any(|param| param.name == "sp")
                && token.params.iter().any(|param| param.name == "se"));
        assert!(
            !is_hidden || token.verdict.level != Level::Contained,
            "{}",
            case.name
        );
    }
}

#[test]
fn commands_hold_only_names_that_azure_allows() {
    let hostile = [
        "a'; rm -rf ~; '",
        "a\u{2019}; calc; \u{2018}",
        "$(id)",
        "a\nb",
        "a\u{202E}b",
        "-rf",
        "a`id`",
        "a\"b",
        "ＡＣＣＴ",
    ];
    for name in hostile {
        let encoded = utf8_percent_encode(name, NON_ALPHANUMERIC).to_string();
        for link in [
            format!(
                "https://contosoexample.blob.core.windows.net/{encoded}?sv=2022-11-02&sr=c&si={encoded}&sig={{sig}}"
            ),
            format!(
                "http://127.0.0.1:10000/{encoded}/c?sv=2022-11-02&sr=c&sp=rwdl&se=2051-01-01&sig={{sig}}"
            ),
            format!(
                "https://10.0.0.4/{encoded}/c?sv=2022-11-02&sr=c&sp=rwdl&se=2051-01-01&sig={{sig}}"
            ),
            format!(
                "?sv=2025-07-05&sr=c&sp=rwdl&se=2026-06-04T10:00:00Z&skoid={encoded}&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&sks=b&sig={{sig}}"
            ),
        ] {
            let text = util::fill(&link, &util::fake_signature());
            let report = analyze(&text, &Options::at(util::now()));
            for action in report
                .tokens
                .iter()
                .flat_map(|token| &token.verdict.actions)
            {
                for command in &action.commands {
                    assert!(command.text.is_ascii(), "{}", command.text);
                    assert!(
                        !command.text.contains(name) && !command.text.contains("rm -rf"),
                        "{}",
                        command.text
                    );
                    assert!(!command.warnings.is_empty(), "{}", command.text);
                }
            }
        }
    }
}

/// To replace both keys when one would do stops much more than the link.
#[test]
fn which_key_signed_can_be_found_out_where_there_is_a_signature() {
    let step = |link: &str| {
        let text = util::fill(link, &util::fake_signature());
        let report = analyze(&text, &Options::at(util::now()));
        let mut actions = report.tokens[0].verdict.actions.iter();
        let step = actions.find(|action| action.message.id == "action/key-second");
        step.unwrap().message.text.clone()
    };
    let link = "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=rwd&se=2036-06-01T12:30:00Z&sig={sig}";
    let tool = "key2 as well. Given both keys, this tool can tell: check the signature.";
    for link in [link, &link.replace("sr=c&", "sr=c&si=readers&")] {
        assert!(step(link).ends_with(tool), "{}", step(link));
    }
    let removed = step(&link.replace("{sig}", "REDACTED"));
    assert!(removed.ends_with("key2 as well."), "{removed}");
}

#[test]
fn a_policy_replaces_severities() {
    let text = util::fill(
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2026-06-01T12:30:00Z&spr=https&sig={sig}",
        &util::fake_signature(),
    );
    let plain = analyze(&text, &Options::at(util::now()));
    assert_eq!(plain.tokens[0].verdict.level, Level::Contained);
    let policy = Policy::from_severities([("any-network-address", "high")]).unwrap();
    let strict = analyze(
        &text,
        &Options {
            now: util::now(),
            policy,
        },
    );
    assert_eq!(strict.tokens[0].findings[0].rule, "any-network-address");
    assert_eq!(strict.tokens[0].verdict.level, Level::Elevated);
}
