//! Runs every rule's own examples, each with only that rule enabled, and checks the registry.

use super::{Context, EXAMPLES, RULES, Rule};
use crate::access::effective::Effective;
use crate::access::scope::Scope;
use crate::access::window::Window;
use crate::policy::{LIMIT_RULES, Policy};
use crate::token::Token;
use chrono::{DateTime, TimeZone, Utc};
use std::fs;
use std::path::Path;

/// Links and bare tokens on which a rule fires, and near misses on which it stays silent. `{sig}`
/// stands for a signature of the right form; now is noon of 1 June 2026. An organisation's policy, as
/// JSON, may stand in front of a link.
pub(super) struct Examples {
    pub(super) fires: &'static [&'static str],
    pub(super) silent: &'static [&'static str],
}

const FAKE_SIGNATURE: &str = "bm90LWEtcmVhbC1zaWduYXR1cmUtanVzdC1hLWRlbW8%3D";

const HEADINGS: [&str; 5] = [
    "# What it finds",
    "# Why it matters",
    "# Example",
    "# What to do",
    "# Sources",
];

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 6, 1, 12, 0, 0).unwrap()
}

fn parse(example: &str) -> Token {
    let text = example.replace("{sig}", FAKE_SIGNATURE);
    let mut found = crate::repair::find_tokens(&text);
    assert_eq!(found.tokens.len(), 1, "one token expected in {example}");
    found.tokens.remove(0)
}

/// Takes the policy off an example.
fn split_policy(example: &str) -> (Policy, &str) {
    if !example.starts_with('{') {
        return (Policy::default(), example);
    }
    let mut values = serde_json::Deserializer::from_str(example).into_iter();
    let policy = values.next().unwrap().unwrap();
    (policy, example[values.byte_offset()..].trim_start())
}

/// Returns how often a rule fires, and checks that every hit fills the rule's sentences.
#[track_caller]
fn count_hits(rule: &Rule, example: &str) -> usize {
    let (policy, link) = split_policy(example);
    count_hits_under(rule, link, &policy)
}

#[track_caller]
fn count_hits_under(rule: &Rule, link: &str, policy: &Policy) -> usize {
    let token = parse(link);
    let scope = Scope::of(&token);
    let window = Window::of(&token, now());
    let effective = Effective::of(&token, &scope);
    let context = Context {
        token: &token,
        scope: &scope,
        window: &window,
        effective: &effective,
        policy,
    };
    let hits = (rule.check)(&context);
    for hit in &hits {
        let mut text = format!("{} {}", rule.message, rule.remedy);
        for (name, _) in &hit.args {
            text = text.replace(&format!("{{{name}}}"), "");
        }
        assert!(
            !text.contains('{'),
            "{}: an argument is missing: {text}",
            rule.id
        );
        assert!(!hit.places.is_empty());
    }
    hits.len()
}

#[test]
fn rules_fire_on_their_examples_and_stay_silent_on_near_misses() {
    for (rule, examples) in EXAMPLES {
        assert!(
            examples.fires.len() >= 2 && examples.silent.len() >= 2,
            "{}: two of each",
            rule.id
        );
        for example in examples.fires {
            assert!(
                count_hits(rule, example) > 0,
                "{} is silent on {example}",
                rule.id
            );
        }
        for example in examples.silent {
            assert_eq!(
                count_hits(rule, example),
                0,
                "{} fires on {example}",
                rule.id
            );
        }
    }
}

/// Without a policy nothing is against it; and only the rules that are listed as such need one.
#[test]
fn rules_about_limits_need_a_policy() {
    for (rule, examples) in EXAMPLES {
        let with_policy: Vec<&str> = examples
            .fires
            .iter()
            .map(|example| split_policy(example).1)
            .zip(examples.fires)
            .filter(|(link, example)| link != *example)
            .map(|(link, _)| link)
            .collect();
        let is_listed = LIMIT_RULES.contains(&rule.id) || rule.id == "limits-not-checkable";
        let expected = if is_listed { examples.fires.len() } else { 0 };
        assert_eq!(with_policy.len(), expected, "{}", rule.id);
        for link in with_policy {
            let hits = count_hits_under(rule, link, &Policy::default());
            assert_eq!(hits, 0, "{} fires without a policy on {link}", rule.id);
        }
    }
    assert!(
        LIMIT_RULES
            .iter()
            .all(|id| RULES.iter().any(|rule| rule.id == *id))
    );
}

#[test]
fn the_registry_is_sorted_and_complete() {
    assert!(RULES.windows(2).all(|pair| pair[0].id < pair[1].id));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let mut files: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            entry
                .unwrap()
                .file_name()
                .into_string()
                .unwrap()
                .replace(".rs", "")
                .replace('_', "-")
        })
        .filter(|name| name != "hit" && name != "testing")
        .collect();
    files.sort();
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(ids, files);
}

/// They are quoted in small letters.
#[test]
fn titles_of_refusing_rules_hold_no_name() {
    for rule in RULES.iter().filter(|rule| rule.refuses) {
        let after_first = rule.title.chars().skip(1);
        assert!(
            !after_first.into_iter().any(char::is_uppercase),
            "{}",
            rule.id
        );
    }
}

#[test]
fn every_rule_is_documented_and_sourced() {
    for rule in RULES {
        assert!(!rule.sources.is_empty(), "{} has no source", rule.id);
        assert!(
            rule.message.ends_with('.') && rule.remedy.ends_with('.'),
            "{}",
            rule.id
        );
        let file = format!(
            "{}/src/rules/{}.rs",
            env!("CARGO_MANIFEST_DIR"),
            rule.id.replace('-', "_")
        );
        let text = fs::read_to_string(file).unwrap();
        for heading in HEADINGS {
            assert!(
                text.contains(&format!("//! {heading}\n")),
                "{}: no heading {heading}",
                rule.id
            );
        }
    }
}
