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
use sas_lens::signature::{Context, Key, NeedKind, SignatureAnswer, SignatureCheck, check};
use sas_lens::{Direction, Options, Side, analyze, analyze_revealed, compare, survey};
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

/// The invented key of the vectors, and another one.
const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const OTHER_KEY: &str = "HwECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

/// Tokens made with the published formulas and that key.
const VECTORS: [&str; 5] = [
    "SharedAccessSignature sr=sb%3A%2F%2Fcontoso.servicebus.windows.net%2Forders&sig=gpMju6cyAlSbQhlDBQqHvFDlY%2B%2Fu78KOldXw9Q0pPJk%3D&se=1893553445&skn=SendRule",
    "SharedAccessSignature sr=https%3A%2F%2Fcontosonh.servicebus.windows.net%2Fhub1&sig=pbuW6Q6Iz9Gxim%2BdIuVWPUqme5WB2FZ9%2Bv%2B%2FPn14AvY%3D&se=1893553445&skn=DefaultFullSharedAccessSignature",
    "SharedAccessSignature sr=contosohub.azure-devices.net%2Fdevices%2Fdevice1&sig=pRGhuNOWBpHaeKJ7VyUuMpT%2Fah0aPHr9z4Rqdzt2mCs%3D&se=1893553445",
    "r=https%3A%2F%2Ftopic1.westus2-1.eventgrid.azure.net%2Fapi%2Fevents%3FapiVersion%3D2018-01-01&e=1%2F2%2F2030%203%3A04%3A05%20AM&s=9OAp%2B4zxMKSen46S8YkDea5A1ezIOkTG8Zm8hkA4MMM%3D",
    "SharedAccessSignature uid=integration&ex=2030-01-02T03:04:00.0000000Z&sn=Yw+8GbuEkWDj8pVdpBfptOTZ7FvGNCJ5rBm5YssNXcA6ReRBheC19Kcq8e0wdbtF/+U/u1WV2l9YmjPKQPeT2A==",
];

fn check_with(text: &str, keys: &[(&str, &str)], context: &Context) -> SignatureCheck {
    let keys: Vec<Key> = keys
        .iter()
        .map(|(label, text)| Key::new(*label, text))
        .collect();
    check(text, &keys, context).unwrap()
}

#[test]
fn the_key_that_made_a_signature_is_told() {
    let context = Context::default().at(util::now());
    for text in VECTORS {
        let both = [("first", OTHER_KEY), ("second", KEY)];
        let found = check_with(text, &both, &context);
        assert_eq!(found.answer, SignatureAnswer::Genuine, "{text}: {found:#?}");
        assert_eq!(found.key.as_deref(), Some("second"));
        let told: Vec<&str> = found.advice.iter().map(|told| told.text.as_str()).collect();
        assert!(
            told.iter()
                .any(|told| told.contains("replace (regenerate) the key second")),
            "{told:?}"
        );
        assert!(
            found
                .string_to_sign
                .is_some_and(|signed| signed.fields.iter().all(|field| field.value.is_some()))
        );

        let found = check_with(text, &both[..1], &context);
        assert_eq!(found.answer, SignatureAnswer::NotTheseKeys);
        assert!(found.key.is_none() && found.variant.is_none());

        let none = check_with(text, &[], &context);
        assert_eq!(none.answer, SignatureAnswer::NeedsMore);
        assert_eq!((none.needs.len(), none.needs[0].kind), (1, NeedKind::Key));

        let changed = text
            .replace("1893553445", "1893553446")
            .replace("2030", "2031");
        assert_eq!(
            check_with(&changed, &both, &context).answer,
            SignatureAnswer::NotTheseKeys
        );

        let later = Context::default().at(at("2035-01-01T00:00:00Z"));
        let over = check_with(text, &both, &later);
        assert_eq!(over.advice.last().unwrap().id, "signature/product-ended");

        let line = format!("Authorization: {text}\nContent-Type: text/plain");
        assert_eq!(
            check_with(&line, &both, &context).answer,
            SignatureAnswer::Genuine,
            "{line}"
        );
    }
}

#[test]
fn keys_are_read_from_what_they_are_pasted_in() {
    let string = format!(
        "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=SendRule;SharedAccessKey={KEY}"
    );
    let found = check_with(VECTORS[0], &[("string", &string)], &Context::default());
    assert_eq!(found.answer, SignatureAnswer::Genuine);
    // Messaging takes any text for a key; the others take Base64 only.
    let found = check_with(VECTORS[0], &[("words", "not base64!")], &Context::default());
    assert_eq!(found.answer, SignatureAnswer::NotTheseKeys);
    let found = check_with(VECTORS[2], &[("words", "not base64!")], &Context::default());
    assert_eq!(found.answer, SignatureAnswer::NeedsMore);
    assert_eq!(found.needs[0].name, "words");
}

#[test]
fn another_spelling_of_the_address_is_told() {
    let text = VECTORS[0]
        .replace("%3A%2F%2F", "%3a%2f%2f")
        .replace("%2Forders", "%2forders");
    let found = check_with(&text, &[("key", KEY)], &Context::default());
    assert_eq!(found.answer, SignatureAnswer::GenuineWithMistake);
    assert_eq!(found.variant.unwrap().id, "escape-case");
}

/// The token and the key are those of Microsoft's documents.
///
/// Source: <https://learn.microsoft.com/rest/api/cosmos-db/access-control-on-cosmosdb-resources>
#[test]
fn a_cosmos_token_is_checked_with_its_request() {
    let text =
        "type%3dmaster%26ver%3d1.0%26sig%3dc09PEVJrgp2uQRkr934kFbTqhByc7TVr3OHyqlu%2bc%2bc%3d";
    let key =
        "dsZQi3KtZmCv1ljt3VNWNm7sQUF1y5rJfC6kv5JiwvW0EndXdDku/dkKBp8/ufDToSxLzR4y+O/0H/t4bQtVNw==";
    let found = check_with(text, &[("key", key)], &Context::default());
    assert_eq!(found.answer, SignatureAnswer::NeedsMore);
    let needs: Vec<NeedKind> = found.needs.iter().map(|need| need.kind).collect();
    assert_eq!(needs, [NeedKind::Path, NeedKind::Header]);
    let request = Context::default()
        .path("dbs/ToDoList")
        .header("x-ms-date", "Thu, 27 Apr 2017 00:51:12 GMT");
    let found = check_with(text, &[("key", key)], &request);
    assert_eq!(found.answer, SignatureAnswer::Genuine, "{found:#?}");
    assert!(found.message.text.contains("method get"));
    let other = request.clone().path("dbs/Other");
    assert_eq!(
        check_with(text, &[("key", key)], &other).answer,
        SignatureAnswer::NotTheseKeys
    );
    assert_eq!(
        check_with(text, &[("key", KEY)], &request).answer,
        SignatureAnswer::NotTheseKeys
    );
}

#[test]
fn what_cannot_be_checked_says_why() {
    let reasons: BTreeMap<String, BTreeSet<Kind>> = cases()
        .iter()
        .filter(|case| case.kind.is_some())
        .filter_map(|case| {
            let found = check(&case.text(), &[Key::new("key", KEY)], &Context::default())?;
            (found.answer == SignatureAnswer::CannotBeChecked)
                .then(|| (found.message.id, case.kind.unwrap()))
        })
        .fold(BTreeMap::new(), |mut all, (id, kind)| {
            all.entry(id).or_default().insert(kind);
            all
        });
    let of = |id: &str| reasons.get(&format!("signature/product-{id}")).unwrap();
    assert!(of("logic-apps").contains(&Kind::LogicApps));
    assert!(of("maps").contains(&Kind::AzureMaps));
    assert!(of("resource-token").contains(&Kind::CosmosResourceToken));
    assert!(of("sign-in").contains(&Kind::CosmosEntraToken));
    assert!(of("damaged").contains(&Kind::ServiceBus));
    for kind in [
        Kind::FunctionKey,
        Kind::StorageAccountKey,
        Kind::ServiceBusConnectionString,
        Kind::AzureKey,
    ] {
        assert!(of("key").contains(&kind), "{kind:?}");
    }
}

#[test]
fn no_check_shows_a_secret() {
    for case in cases() {
        let Some(found) = check(&case.text(), &[Key::new("key", KEY)], &Context::default()) else {
            continue;
        };
        let shown = format!("{found:?}{}", serde_json::to_string(&found).unwrap());
        for secret in secrets(&case) {
            assert!(!shown.contains(&secret), "{}: {secret}", case.name);
        }
        assert!(!shown.contains(KEY));
    }
}

#[test]
fn only_links_to_storage_are_compared() {
    let link = util::fill(
        "https://contosoexample.blob.core.windows.net/photos?sv=2022-11-02&sr=c&sp=rl&se=2026-06-02T00:00:00Z&sig={sig}",
        &util::fake_signature(),
    );
    let options = Options::at(util::now());
    let comparison = compare(&link, VECTORS[0], &options);
    assert_eq!(comparison.missing, [Side::Second]);
    assert_eq!(comparison.sentence.id, "compare/missing-storage");
    // A worse token of another product does not stand in the way.
    let both = format!("{}\n{link}", VECTORS[1]);
    let comparison = compare(&both, &link, &options);
    assert_eq!(comparison.direction, Direction::Same);
    let reversed = compare(&link, &format!("{link}\n{}", VECTORS[1]), &options);
    assert_eq!(reversed.direction, Direction::Same);
    assert!(
        reversed
            .notes
            .iter()
            .all(|note| note.id != "compare/several")
    );
}
#[test]
fn no_reason_names_what_a_token_does_not_allow() {
    let verbs = [
        "read", "change", "delete", "send", "receive", "start", "search",
    ];
    let mut named = 0;
    for case in cases() {
        let report = case.report();
        let Some(token) = report.tokens.first() else {
            continue;
        };
        let [reason, ..] = token.verdict.reasons.as_slice() else {
            panic!("{}: no reason", case.name);
        };
        if reason.id != "reason/impact" {
            continue;
        }
        assert!(!reason.text.contains(",."), "{}", reason.text);
        let words = |text: &str| -> BTreeSet<String> {
            let words = text.split(|letter: char| !letter.is_alphabetic());
            words.map(str::to_lowercase).collect()
        };
        let outcomes = &token.access.outcomes;
        let held: BTreeSet<String> = outcomes
            .iter()
            .flat_map(|outcome| words(&outcome.message.text))
            .collect();
        let said = &reason.args["what"];
        for verb in verbs.iter().filter(|verb| words(said).contains(**verb)) {
            named += 1;
            assert!(held.contains(*verb), "{}: {verb}: {said}", case.name);
        }
    }
    assert!(named > 20, "{named}");
}

#[test]
fn what_is_told_of_a_long_life_fits_what_it_is() {
    for (input, rule) in [
        (
            "SharedAccessSignature sr=contosohub.azure-devices.net%2Fdevices%2Fdevice1&sig={sig}&se=1893553445",
            "lives-over-a-year",
        ),
        (
            "SharedAccessSignature sr=contosohub.azure-devices.net%2Fdevices%2Fdevice1&sig={sig}&se=2893553445",
            "lives-over-ten-years",
        ),
    ] {
        let text = util::fill(input, &util::fake_signature());
        let report = analyze(&text, &Options::at(util::now()));
        let told = report.tokens[0]
            .findings
            .iter()
            .find(|finding| finding.rule == rule);
        let told = told.unwrap_or_else(|| panic!("{input}"));
        let said = format!("{} {}", told.message.text, told.remedy.text);
        assert!(!said.contains("link"), "{said}");
    }
}

/// Every sentence of a report.
fn sentences(report: &serde_json::Value, found: &mut Vec<String>) {
    match report {
        serde_json::Value::Object(fields) => {
            found.extend(
                fields
                    .get("text")
                    .and_then(|text| Some(text.as_str()?.to_owned())),
            );
            for field in fields.values() {
                sentences(field, found);
            }
        }
        serde_json::Value::Array(items) => {
            for item in items {
                sentences(item, found);
            }
        }
        _ => {}
    }
}

#[test]
fn what_is_no_link_is_not_called_one() {
    // What they open signs or makes links, and says so; or they come as links.
    let speak_of_links = [
        Kind::StorageAccountKey,
        Kind::StorageConnectionString,
        Kind::LogicApps,
        Kind::FunctionKey,
    ];
    let mut seen = BTreeSet::new();
    for case in cases() {
        let Some(kind) = case.kind.filter(|kind| !speak_of_links.contains(kind)) else {
            continue;
        };
        seen.insert(format!("{kind:?}"));
        let report = serde_json::to_value(case.report()).unwrap();
        let mut found = Vec::new();
        sentences(&report["tokens"], &mut found);
        sentences(&report["skipped"], &mut found);
        for sentence in &found {
            let mut words = sentence.split(|letter: char| !letter.is_alphabetic());
            assert!(
                !words.any(|word| matches!(word, "link" | "links"))
                    || sentence.starts_with("It is not a link or token"),
                "{}: {sentence}",
                case.name
            );
        }
    }
    assert!(seen.len() > 12, "{seen:?}");
}
