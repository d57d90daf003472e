//! An organisation's own limits: what is refused, what a link that breaks one is told, and what that
//! does to the verdict.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod util;

use sas_lens::report::{Level, Severity, TokenReport};
use sas_lens::{Options, Policy, analyze};
use serde_json::{Value, json};

/// Policies that are wrong, and what is said of them; the page says the same.
fn refused_policies() -> Vec<Value> {
    serde_json::from_str(&util::read("policies.json")).unwrap()
}

fn policy(value: &Value) -> Policy {
    serde_json::from_value(value.clone()).unwrap()
}

#[track_caller]
fn assert_refused(value: &Value, expected: &str) {
    let refusal = serde_json::from_value::<Policy>(value.clone()).unwrap_err();
    assert_eq!(refusal.to_string(), expected, "{value}");
}

fn read(link: &str, limits: &Value) -> TokenReport {
    let text = util::fill(link, &util::fake_signature());
    let options = Options {
        now: util::now(),
        policy: policy(limits),
    };
    let mut report = analyze(&text, &options);
    assert_eq!(report.tokens.len(), 1, "{link}");
    report.tokens.remove(0)
}

fn reasons(token: &TokenReport) -> Vec<&str> {
    let reasons = &token.verdict.reasons;
    reasons.iter().map(|reason| reason.text.as_str()).collect()
}

fn finding<'a>(token: &'a TokenReport, rule: &str) -> Option<&'a sas_lens::report::Finding> {
    token.findings.iter().find(|finding| finding.rule == rule)
}

/// One file for an hour, HTTPS only: contained, whatever else.
const GOOD: &str = "https://contosoexample.blob.core.windows.net/c/a.txt?sv=2022-11-02&sr=b&sp=r&st=2026-06-01T12:00:00Z&se=2026-06-01T13:00:00Z&spr=https&sig={sig}";

#[test]
fn every_refusal_names_its_place() {
    for case in refused_policies() {
        assert_refused(&case["policy"], case["refusal"].as_str().unwrap());
    }
    let twice = r#"{ "longestLifeHours": 1, "longestLifeHours": 99 }"#;
    let refusal = serde_json::from_str::<Policy>(twice)
        .unwrap_err()
        .to_string();
    assert!(
        refusal.starts_with("policy.longestLifeHours: given twice"),
        "{refusal}"
    );
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let wrong = json!({
        "longestLife": 7,
        "allowedFamilies": ["service", "servcie", "account", 3],
        "byFamily": { "account": { "longestLifeHours": 0, "more": 1 } },
        "knownAccounts": ["contosoexample"],
        "severities": { "nope": "high" },
    });
    let refusal = serde_json::from_value::<Policy>(wrong)
        .unwrap_err()
        .to_string();
    let mut told: Vec<&str> = refusal.split("; ").collect();
    told.sort_unstable();
    assert_eq!(
        told,
        [
            "policy.allowedFamilies[1]: none of account, service and user-delegation",
            "policy.allowedFamilies[3]: not a text",
            "policy.byFamily.account.longestLifeHours: not a whole number in the allowed range",
            "policy.byFamily.account.more: no such setting",
            "policy.longestLife: no such setting",
            "policy.severities.nope: no such rule",
        ]
    );
    let many: serde_json::Map<String, Value> =
        (0..50).map(|at| (format!("x{at}"), json!(1))).collect();
    let refusal = serde_json::from_value::<Policy>(Value::Object(many)).unwrap_err();
    assert!(refusal.to_string().ends_with("; and 30 more"), "{refusal}");
}

#[test]
fn a_refusal_shows_no_secret_and_no_endless_key() {
    let secret = util::fake_signature();
    for key in [secret.clone(), "x".repeat(100_000)] {
        let refusal = serde_json::from_value::<Policy>(json!({ key: 1 })).unwrap_err();
        let text = refusal.to_string();
        assert!(text.len() < 200 && !text.contains(&secret), "{text}");
    }
}

#[test]
fn a_policy_survives_being_written_down() {
    let full = json!({
        "longestLifeHours": 168,
        "forbiddenPermissions": "dxy",
        "byFamily": { "user-delegation": { "longestLifeHours": 24, "forbiddenPermissions": "d" } },
        "allowedFamilies": ["user-delegation", "service", "account"],
        "requiredAddressRanges": ["203.0.113.0/24", "198.51.100.7", "192.0.2.1-192.0.2.9"],
        "knownAccounts": ["contosoexample"],
        "severities": { "any-network-address": "high" },
    });
    assert_eq!(serde_json::to_value(policy(&full)).unwrap(), full);
    assert_eq!(serde_json::to_value(Policy::default()).unwrap(), json!({}));
    let named = json!({ "$schema": "https://example.org/policy.schema.json" });
    assert_eq!(policy(&named), Policy::default());
}

/// The published schema and the reader know the same keys.
#[test]
fn the_schema_knows_what_the_reader_knows() {
    let path = format!("{}/www/policy.schema.json", env!("CARGO_MANIFEST_DIR"));
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let objects = [
        (&schema, vec![]),
        (&schema["$defs"]["ByFamily"], vec!["byFamily"]),
        (
            &schema["$defs"]["FamilyLimits"],
            vec!["byFamily", "account"],
        ),
    ];
    for (object, path) in objects {
        assert_eq!(object["additionalProperties"], json!(false));
        let keys: Vec<&String> = object["properties"].as_object().unwrap().keys().collect();
        assert!(!keys.is_empty());
        for key in keys {
            // Known, and not of this type.
            let mut value = json!({ key: null });
            for outer in path.iter().rev() {
                value = json!({ *outer: value });
            }
            let refusal = serde_json::from_value::<Policy>(value).unwrap_err();
            assert!(!refusal.to_string().contains("no such"), "{refusal}");
        }
    }
}

#[test]
fn a_broken_limit_rules_out_contained() {
    assert_eq!(read(GOOD, &json!({})).verdict.level, Level::Contained);
    for (limits, rule) in [
        (
            json!({ "allowedFamilies": ["user-delegation"] }),
            "family-not-allowed",
        ),
        (
            json!({ "forbiddenPermissions": "r" }),
            "permission-forbidden",
        ),
        (
            json!({ "requiredAddressRanges": ["203.0.113.0/24"] }),
            "outside-required-addresses",
        ),
        (
            json!({ "knownAccounts": ["fabrikamexample"], "severities": { "unknown-account": "high" } }),
            "unknown-account",
        ),
    ] {
        let token = read(GOOD, &limits);
        let found = finding(&token, rule).unwrap();
        assert_eq!(found.severity, Severity::High, "{rule}");
        assert_eq!(token.verdict.level, Level::Elevated, "{rule}");
        let expected = format!(
            "It breaks a limit that your organisation set, which rules out contained: {}.",
            found.title
        );
        assert!(
            reasons(&token).contains(&expected.as_str()),
            "{:?}",
            reasons(&token)
        );
    }
}

#[test]
fn a_lesser_limit_is_said_and_leaves_the_level() {
    let limits =
        json!({ "allowedFamilies": ["account"], "severities": { "family-not-allowed": "low" } });
    let token = read(GOOD, &limits);
    assert_eq!(token.verdict.level, Level::Contained);
    assert!(
        reasons(&token).contains(
            &"It breaks a limit that your organisation set: A kind of link that is not allowed."
        ),
        "{:?}",
        reasons(&token)
    );
    assert!(
        !reasons(&token)
            .iter()
            .any(|reason| reason.contains("rules out"))
    );
}

#[test]
fn what_keeps_every_limit_stays_contained() {
    let limits = json!({
        "longestLifeHours": 1,
        "forbiddenPermissions": "wdxyi",
        "allowedFamilies": ["service"],
        "requiredAddressRanges": ["203.0.113.0/24"],
        "knownAccounts": ["contosoexample"],
    });
    let link = GOOD.replace("&spr", "&sip=203.0.113.7&spr");
    let token = read(&link, &limits);
    assert_eq!(token.verdict.level, Level::Contained);
    assert!(
        !reasons(&token)
            .iter()
            .any(|reason| reason.contains("organisation"))
    );
    assert!(finding(&token, "limits-not-checkable").is_none());
}

#[test]
fn what_the_server_decides_is_said_to_be_unchecked() {
    let limits = json!({ "longestLifeHours": 1, "forbiddenPermissions": "d" });
    let link =
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&si=readers&sig={sig}";
    let token = read(link, &limits);
    assert_eq!(token.verdict.level, Level::Unknown);
    let found = finding(&token, "limits-not-checkable").unwrap();
    assert!(
        found
            .message
            .text
            .ends_with("It does not show its permissions and when it ends."),
        "{}",
        found.message.text
    );
    // A limit on what the link does show is still checked.
    let token = read(link, &json!({ "allowedFamilies": ["user-delegation"] }));
    assert_eq!(token.verdict.level, Level::Unknown);
    assert!(finding(&token, "family-not-allowed").is_some());
    assert!(reasons(&token).contains(
        &"It breaks a limit that your organisation set: A kind of link that is not allowed."
    ));
}

#[test]
fn the_limit_of_a_kind_replaces_the_general_one() {
    let day = GOOD.replace("2026-06-01T13:00:00Z", "2026-06-02T12:00:00Z");
    let limits =
        json!({ "longestLifeHours": 168, "byFamily": { "service": { "longestLifeHours": 1 } } });
    let token = read(&day, &limits);
    let found = finding(&token, "lives-longer-than-allowed").unwrap();
    assert_eq!(
        found.message.text,
        "Its life is 24 hours, until 2 June 2026. Your organisation allows 1 hour at most."
    );
    let limits =
        json!({ "longestLifeHours": 1, "byFamily": { "service": { "longestLifeHours": 24 } } });
    assert!(finding(&read(&day, &limits), "lives-longer-than-allowed").is_none());
    let limits =
        json!({ "longestLifeHours": 1, "byFamily": { "account": { "longestLifeHours": 24 } } });
    assert!(finding(&read(&day, &limits), "lives-longer-than-allowed").is_some());
}

#[test]
fn whom_to_tell_follows_the_known_accounts() {
    let link = "https://contosoexample.blob.core.windows.net/?sv=2022-11-02&ss=b&srt=sco&sp=rwdl&se=2030-01-01T00:00:00Z&sig={sig}";
    let tells = |limits: &Value| -> Vec<String> {
        let token = read(link, limits);
        let actions = token
            .verdict
            .actions
            .iter()
            .map(|action| action.message.id.clone());
        actions
            .filter(|id| id.starts_with("action/account-"))
            .collect()
    };
    assert_eq!(tells(&json!({})), ["action/account-owner"]);
    assert_eq!(
        tells(&json!({ "knownAccounts": ["fabrikamexample"] })),
        ["action/account-stranger"]
    );
    assert_eq!(
        tells(&json!({ "knownAccounts": ["contosoexample"] })),
        [] as [&str; 0]
    );
}

#[test]
fn the_policy_of_the_readme_is_one() {
    let path = format!("{}/README.md", env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(path).unwrap();
    let (_, example) = readme.split_once("```json\n").unwrap();
    let (example, _) = example.split_once("```").unwrap();
    assert_ne!(
        serde_json::from_str::<Policy>(example).unwrap(),
        Policy::default()
    );
}
