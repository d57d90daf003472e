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

/// The words by which a reason names what a link allows, each with the outcomes it can stand for.
const ABILITIES: &[(&str, &[&str])] = &[
    (
        "read",
        &[
            "change-tags",
            "consume-messages",
            "read-access-lists",
            "read-data",
            "read-properties",
            "read-settings",
        ],
    ),
    (
        "change",
        &[
            "change-container-metadata",
            "change-data",
            "change-owners",
            "change-rights",
            "change-settings",
            "change-tags",
            "replace-data",
        ],
    ),
    (
        "delete",
        &[
            "consume-messages",
            "delete-containers",
            "delete-data",
            "delete-versions",
        ],
    ),
    ("wipe", &["purge-deleted"]),
    ("lift", &["change-legal-holds"]),
    ("move", &["move-data"]),
    ("rename", &["move-data"]),
    ("create", &["add-data", "create-containers"]),
    ("add", &["add-data", "add-entries", "append-data"]),
    ("list", &["list-containers", "list-items", "list-tables"]),
    ("find", &["find-by-tags", "find-by-tags-anywhere"]),
    ("settings", &["change-settings", "read-settings"]),
    ("metadata", &["change-container-metadata"]),
    (
        "labels",
        &["change-tags", "find-by-tags", "find-by-tags-anywhere"],
    ),
    ("owns", &["change-owners"]),
    ("open", &["change-rights"]),
    ("versions", &["delete-versions", "purge-deleted"]),
];

/// Checks that the reason for the impact names something, and nothing that the link does not allow.
fn check_impact_reason(token: &TokenReport, link: &str) {
    let [reason, ..] = token.verdict.reasons.as_slice() else {
        panic!("no reason: {link}");
    };
    if reason.id != "reason/impact" {
        return;
    }
    let outcomes = &token.access.outcomes;
    let said = &reason.args["what"];
    let words: Vec<&str> = said.split(|letter: char| !letter.is_alphabetic()).collect();
    let mut named = 0;
    for (word, ids) in ABILITIES {
        if words.contains(word) {
            named += 1;
            assert!(
                outcomes
                    .iter()
                    .any(|outcome| ids.contains(&outcome.id.as_str())),
                "{link} has no outcome of “{word}”: {said}"
            );
        }
    }
    assert!(named > 0, "{link}: {said}");
}

#[test]
fn no_reason_names_what_the_link_does_not_allow() {
    const PLACES: &[&str] = &[
        "blob.core.windows.net/photos?sr=c",
        "blob.core.windows.net/photos/day/one?sr=d&sdd=2",
        "blob.core.windows.net/photos/one.txt?sr=b",
        "blob.core.windows.net/photos/one.txt?sr=bv",
        "blob.core.windows.net/photos/one.txt?sr=bs",
        "file.core.windows.net/photos?sr=s",
        "file.core.windows.net/photos/one.txt?sr=f",
        "queue.core.windows.net/photos?",
        "table.core.windows.net/photos?tn=photos",
        "table.core.windows.net/photos?tn=photos&spk=a&epk=b",
    ];
    let mut places: Vec<String> = PLACES.iter().map(|place| (*place).to_owned()).collect();
    for services in ["b", "f", "q", "t", "bfqt"] {
        for types in ["s", "c", "o", "sc", "so", "co", "sco"] {
            places.push(format!("blob.core.windows.net/?ss={services}&srt={types}"));
        }
    }
    let letters: Vec<char> = "racwdxyltmeopifu".chars().collect();
    let mut named = 0;
    for place in &places {
        for (at, first) in letters.iter().enumerate() {
            for second in [first, &letters[(at + 5) % letters.len()]] {
                let end = if at % 2 == 0 {
                    "2026-06-08"
                } else {
                    "2026-05-01"
                };
                let link = format!(
                    "https://contosoexample.{place}&sv=2025-07-05&sp={first}{second}&se={end}&sig={}",
                    util::encode(&util::fake_signature())
                );
                let report = analyze(&link, &Options::at(util::now()));
                let token = &report.tokens[0];
                check_impact_reason(token, &link);
                named += usize::from(token.verdict.reasons[0].id == "reason/impact");
            }
        }
    }
    assert!(named > 500, "{named}");
    for case in cases() {
        check_impact_reason(&case.read(), &case.name);
    }
}

#[test]
fn the_reason_tells_the_weightiest_and_no_more() {
    let told = |query: &str| {
        let link = format!(
            "https://contosoexample.blob.core.windows.net/photos?sv=2025-07-05&se=2026-06-08&{query}&sig={}",
            util::encode(&util::fake_signature())
        );
        let report = analyze(&link, &Options::at(util::now()));
        report.tokens[0].verdict.reasons[0].text.clone()
    };
    assert_eq!(
        told("sr=c&sp=rl"),
        "It can read everything in the container photos of the storage account contosoexample. \
         That counts as bounded impact."
    );
    // Reading weighs less than deleting, so it is no reason.
    assert_eq!(
        told("sr=c&sp=rld"),
        "It can delete everything in the container photos of the storage account contosoexample. \
         That counts as broad impact."
    );
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
