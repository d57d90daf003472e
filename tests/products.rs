//! Keys, tokens and links of Azure's other products: recognised, judged, told how to stop, and not
//! taken from what only looks like them.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod util;

use chrono::{DateTime, Utc};
use sas_lens::report::{Kind, Level, Report, State, TokenReport};
use sas_lens::{Options, analyze, analyze_revealed, survey};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
struct Case {
    name: String,
    family: String,
    input: String,
    now: Option<String>,
    /// Nothing for what must not be taken for a token.
    kind: Option<Kind>,
    level: Option<Level>,
    state: Option<State>,
    /// Words of the verdict's sentence.
    #[serde(default)]
    says: Vec<String>,
    /// Words of the actions or their commands.
    #[serde(default)]
    does: Vec<String>,
    /// The rules that find something, all of them.
    #[serde(default)]
    finds: Vec<String>,
    repairs: Option<Vec<String>>,
    #[serde(default)]
    params: BTreeMap<String, String>,
    #[serde(default)]
    notes: Vec<String>,
    source: String,
}

impl Case {
    fn text(&self) -> String {
        util::fill(&self.input, &util::fake_signature())
    }

    fn options(&self) -> Options {
        let now = self.now.as_ref().map_or_else(util::now, |now| at(now));
        Options::at(now)
    }

    fn report(&self) -> Report {
        analyze(&self.text(), &self.options())
    }
}

fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

fn cases() -> Vec<Case> {
    serde_json::from_str(&util::read("products.json")).unwrap()
}

/// Says what is not as a case expects it.
fn faults(case: &Case, report: &Report) -> Vec<String> {
    let mut faults = Vec::new();
    let notes: Vec<&str> = report.notes.iter().map(|note| note.kind.as_str()).collect();
    if notes != case.notes {
        faults.push(format!("notes {notes:?}"));
    }
    let kinds: Vec<Kind> = report.tokens.iter().map(|token| token.kind).collect();
    let expected: Vec<Kind> = case.kind.into_iter().collect();
    if kinds != expected {
        faults.push(format!("kinds {kinds:?}"));
        return faults;
    }
    let Some(token) = report.tokens.first() else {
        return faults;
    };
    if (Some(token.verdict.level), Some(token.state)) != (case.level, case.state) {
        faults.push(format!("{:?} and {:?}", token.verdict.level, token.state));
    }
    let sentence = &token.verdict.sentence.text;
    for words in case.says.iter().filter(|words| !sentence.contains(*words)) {
        faults.push(format!("“{words}” not in “{sentence}”"));
    }
    let told = actions(token);
    for words in case.does.iter().filter(|words| !told.contains(*words)) {
        faults.push(format!("no action says “{words}”:\n{told}"));
    }
    let found: BTreeSet<&str> = token
        .findings
        .iter()
        .map(|finding| finding.rule.as_str())
        .collect();
    if found != case.finds.iter().map(String::as_str).collect() {
        faults.push(format!("finds {found:?}"));
    }
    let repairs: Vec<&str> = token
        .repairs
        .iter()
        .map(|repair| repair.kind.as_str())
        .collect();
    if repairs != case.repairs.clone().unwrap_or_default() {
        faults.push(format!("repairs {repairs:?}"));
    }
    for (name, value) in &case.params {
        let param = token.params.iter().find(|param| param.name == *name);
        if param.map(|param| &param.value) != Some(value) {
            faults.push(format!("{name} is {:?}", param.map(|param| &param.value)));
        }
    }
    faults
}

/// Every action with its commands and their warnings.
fn actions(token: &TokenReport) -> String {
    let mut lines = Vec::new();
    for action in &token.verdict.actions {
        lines.push(action.message.text.as_str());
        for command in &action.commands {
            lines.push(&command.text);
            lines.extend(command.warnings.iter().map(|warning| warning.text.as_str()));
        }
    }
    lines.join("\n")
}

#[test]
fn every_case_is_read_as_it_says() {
    let problems: Vec<String> = cases()
        .iter()
        .flat_map(|case| {
            faults(case, &case.report())
                .into_iter()
                .map(|fault| {
                    format!(
                        "{}, {}: {fault}\n    {}",
                        case.family,
                        case.name,
                        case.text()
                    )
                })
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(
        problems.is_empty(),
        "{} problems:\n{}",
        problems.len(),
        problems.join("\n")
    );
}

#[test]
fn every_family_has_three_cases_and_a_near_miss() {
    let cases = cases();
    let families: BTreeSet<&str> = cases.iter().map(|case| case.family.as_str()).collect();
    assert_eq!(families.len(), 10);
    for family in families {
        let (hits, misses): (Vec<&Case>, Vec<&Case>) = cases
            .iter()
            .filter(|case| case.family == family)
            .partition(|case| case.kind.is_some());
        assert!(hits.len() >= 3 && !misses.is_empty(), "{family}");
        assert!(cases.iter().all(|case| !case.source.is_empty()));
    }
}

#[test]
fn every_field_and_finding_is_explained_and_sourced() {
    for case in cases() {
        for token in case.report().tokens {
            assert!(!token.params.is_empty(), "{}", case.name);
            for param in &token.params {
                assert!(
                    !param.meaning.text.is_empty() && !param.title.is_empty(),
                    "{}",
                    case.name
                );
                assert_eq!(
                    param.key.is_some(),
                    param.source.is_some(),
                    "{}: {}",
                    case.name,
                    param.name
                );
            }
            for finding in &token.findings {
                assert!(!finding.sources.is_empty() && !finding.spans.is_empty());
                assert!(
                    !finding.message.text.contains('{'),
                    "{}",
                    finding.message.text
                );
            }
            assert!(!token.verdict.actions.is_empty() && !token.verdict.reasons.is_empty());
            assert!(!token.verdict.unknowns.is_empty() && token.fingerprint.is_none());
        }
    }
}

/// What the invented secrets of the cases hold.
const MARKS: &[&str] = &["NotARealKey", "bm90LWEt", "eyJ", "TSkDBPvx", "Eby8vdM0"];

/// The secrets of a case.
fn secrets(case: &Case) -> Vec<String> {
    let text = case.text();
    let is_letter =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '/' | '_');
    let mut secrets: Vec<String> = text
        .split(|letter| !is_letter(letter))
        .filter(|word| MARKS.iter().any(|mark| word.contains(mark)))
        .map(str::to_owned)
        .collect();
    secrets.extend([util::fake_signature(), util::fake_key()]);
    secrets
}

#[test]
fn no_report_shows_a_secret_unless_asked_for() {
    for case in cases().iter().filter(|case| case.kind.is_some()) {
        let report = case.report();
        let shown = format!("{}{report:?}", serde_json::to_string(&report).unwrap());
        for secret in secrets(case) {
            for form in [
                secret.clone(),
                util::encode(&secret),
                util::encode(&util::encode(&secret)),
            ] {
                for piece in [
                    &form[..24.min(form.len())],
                    &form[form.len().saturating_sub(24)..],
                ] {
                    assert!(!shown.contains(piece), "{}: {piece} is shown", case.name);
                }
            }
        }
        let revealed = analyze_revealed(&case.text(), &case.options());
        let hidden = |report: &Report| {
            report
                .tokens
                .iter()
                .flat_map(|token| &token.params)
                .filter(|param| param.redacted)
                .count()
        };
        assert!(hidden(&report) > 0, "{}: nothing is hidden", case.name);
        assert_eq!(hidden(&revealed), 0, "{}", case.name);
    }
}

#[test]
fn every_character_belongs_to_one_segment() {
    for case in cases() {
        let text = case.text();
        let report = case.report();
        let mut at = 0;
        for segment in &report.segments {
            assert_eq!(segment.span.byte_start, at, "{}", case.name);
            at = segment.span.byte_end;
            if let (Some(token), Some(param)) = (segment.token, segment.param) {
                let params = &report.tokens[token as usize].params;
                assert!((param as usize) < params.len(), "{}", case.name);
            }
        }
        assert_eq!(at as usize, text.len(), "{}", case.name);
    }
}

#[test]
fn the_short_list_says_the_same() {
    for case in cases() {
        let (report, list) = (case.report(), survey(&case.text(), &case.options()));
        assert_eq!(list.rows.len(), report.tokens.len(), "{}", case.name);
        for (row, token) in list.rows.iter().zip(&report.tokens) {
            assert_eq!(
                (row.level, row.kind, row.state),
                (token.verdict.level, token.kind, token.state)
            );
            assert_eq!(row.sentence, token.verdict.sentence.text);
        }
    }
}

#[test]
fn a_key_and_a_link_together_are_both_told() {
    let text = util::fill(
        "BlobEndpoint=https://contosoexample.blob.core.windows.net/;SharedAccessSignature=sv=2022-11-02&sr=c&sp=rl&se=2027-01-31T12%3A00%3A00Z&sig={sig};AccountKey={key}",
        &util::fake_signature(),
    );
    let report = analyze(&text, &Options::at(util::now()));
    let kinds: Vec<Kind> = report.tokens.iter().map(|token| token.kind).collect();
    assert_eq!(
        kinds,
        [Kind::StorageServiceBlob, Kind::StorageConnectionString]
    );
    // The key is the worse of the two.
    assert_eq!(report.ranking, [1, 0]);
    for token in &report.tokens {
        assert_eq!(token.resource.account.as_deref(), Some("contosoexample"));
    }
}

#[test]
fn commands_hold_only_harmless_names() {
    for name in [
        "a'; rm -rf ~; '",
        "$(id)",
        "a`id`",
        "a\u{202E}b",
        "-rf",
        "a\"b",
    ] {
        let encoded = util::encode(name)
            .replace('\'', "%27")
            .replace(' ', "%20")
            .replace('"', "%22");
        for text in [
            format!(
                "SharedAccessSignature sr=sb%3A%2F%2Fcontoso.servicebus.windows.net%2F{encoded}&sig={{sig}}&se=1893553445&skn={encoded}"
            ),
            format!(
                "SharedAccessSignature sr=contosohub.azure-devices.net%2Fdevices%2F{encoded}&sig={{sig}}&se=1893553445&skn={encoded}"
            ),
            format!(
                "https://contosoapp.azurewebsites.net/api/{encoded}?code=NotARealKey0MadeForTestsOnly0NotARealKey0MadeAzFuNotARg==&clientId={encoded}"
            ),
        ] {
            let text = util::fill(&text, &util::fake_signature());
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
                    assert!(!command.text.contains("$("), "{}", command.text);
                }
            }
        }
    }
}
