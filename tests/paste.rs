//! The corpus of pasted texts: each is read as it says, its repairs are told, nothing secret gets
//! into the report.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod util;

use sas_lens::report::{Report, SegmentKind};
use sas_lens::{Options, analyze, analyze_revealed};
use util::{Case, now, paste_cases};

#[track_caller]
fn check(case: &Case, problems: &mut Vec<String>) {
    let report = analyze_revealed(&case.input, &Options::at(now()));
    let mut problem = |text: String| {
        problems.push(format!(
            "{}: {text}\n    input: {:?}",
            case.name, case.input
        ));
    };
    let notes: Vec<&str> = report.notes.iter().map(|note| note.kind.as_str()).collect();
    if notes != case.notes {
        problem(format!("notes {notes:?}, expected {:?}", case.notes));
    }
    if report.tokens.len() != case.tokens.len() {
        problem(format!(
            "{} tokens, expected {}",
            report.tokens.len(),
            case.tokens.len()
        ));
        return;
    }
    for (token, expected) in report.tokens.iter().zip(&case.tokens) {
        let kind = serde_json::to_value(token.kind).unwrap();
        if kind != expected.kind.as_str() {
            problem(format!("kind {kind}, expected {}", expected.kind));
        }
        if token.resource.account != expected.account
            || token.resource.container != expected.container
        {
            problem(format!(
                "resource {:?} {:?}",
                token.resource.account, token.resource.container
            ));
        }
        for (key, value) in &expected.params {
            let found = token
                .params
                .iter()
                .find(|param| param.key.as_ref().unwrap_or(&param.name) == key);
            if found.map(|param| &param.value) != Some(value) {
                problem(format!(
                    "{key} is {:?}, expected {value:?}",
                    found.map(|param| &param.value)
                ));
            }
        }
        let repairs: Vec<&str> = token
            .repairs
            .iter()
            .map(|repair| repair.kind.as_str())
            .collect();
        if repairs != expected.repairs {
            problem(format!(
                "repairs {repairs:?}, expected {:?}",
                expected.repairs
            ));
        }
        if expected
            .carriers
            .as_ref()
            .is_some_and(|carriers| *carriers != token.carriers)
        {
            problem(format!("carriers {:?}", token.carriers));
        }
    }
}

#[test]
fn every_pasted_text_is_read_as_it_says() {
    let mut problems = Vec::new();
    let cases = paste_cases();
    for case in &cases {
        check(case, &mut problems);
    }
    assert!(
        problems.is_empty(),
        "{} problems:\n{}",
        problems.len(),
        problems.join("\n")
    );
}

#[test]
fn the_corpus_has_at_least_sixty_repairs() {
    let repairs = paste_cases()
        .iter()
        .filter(|case| case.source.starts_with("Repairs"))
        .count();
    assert!(repairs >= 60, "{repairs}");
}

/// Everything after `[redacted]` was put in place: no signature and no key, in any encoding.
#[track_caller]
fn assert_redacted(case: &Case, report: &Report) {
    let text = serde_json::to_string(report).unwrap();
    let debug = format!("{report:?}");
    for secret in [util::fake_signature(), util::fake_key()] {
        for form in [
            secret.clone(),
            util::encode(&secret),
            util::encode(&util::encode(&secret)),
        ] {
            for piece in [
                form.as_str(),
                form.get(..24).unwrap(),
                form.get(form.len() - 24..).unwrap(),
            ] {
                assert!(
                    !text.contains(piece) && !debug.contains(piece),
                    "{}: a secret is shown",
                    case.name
                );
            }
        }
    }
}

#[test]
fn no_report_shows_a_secret() {
    for case in paste_cases() {
        assert_redacted(&case, &analyze(&case.input, &Options::at(now())));
    }
}

#[test]
fn every_character_belongs_to_one_segment() {
    for case in paste_cases() {
        let report = analyze(&case.input, &Options::at(now()));
        let mut at = (0, 0);
        for segment in &report.segments {
            assert_eq!(
                (segment.span.byte_start, segment.span.utf16_start),
                at,
                "{}",
                case.name
            );
            assert!(
                segment.span.byte_end > segment.span.byte_start,
                "{}",
                case.name
            );
            assert_eq!(
                segment.kind == SegmentKind::Text,
                segment.token.is_none(),
                "{}",
                case.name
            );
            at = (segment.span.byte_end, segment.span.utf16_end);
        }
        let units = case.input.encode_utf16().count();
        assert_eq!(
            at,
            (
                case.input.len().try_into().unwrap(),
                units.try_into().unwrap()
            ),
            "{}",
            case.name
        );
    }
}
