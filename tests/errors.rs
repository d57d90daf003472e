//! The corpus of Azure's answers: each is recognised, explained and set beside its link; and what
//! holds for any text: no panic, nothing secret in an explanation, linear time.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod util;

use chrono::DateTime;
use proptest::prelude::*;
use sas_lens::report::{ErrorForm, Message, Report, ServerError};
use sas_lens::{Options, analyze, analyze_revealed};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// A pasted text, and what must be said about it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    input: String,
    /// How many links are found.
    tokens: usize,
    errors: Vec<Expected>,
    /// Rules of the ordinary report, which tells these without an answer.
    #[serde(default)]
    rules: Vec<String>,
    #[serde(default)]
    repairs: Vec<String>,
    /// What the ordinary report says somewhere.
    #[serde(default)]
    says: Vec<String>,
    #[serde(default)]
    now: Option<String>,
    /// Rows of the list of mistakes that the case stands for; checked inside the crate.
    #[serde(default, rename = "mistakes")]
    _mistakes: Vec<u8>,
    /// The tool that wrote the text.
    #[serde(default)]
    tool: Option<String>,
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    code: Option<String>,
    status: Option<u16>,
    form: ErrorForm,
    certain: bool,
    #[serde(default)]
    mistake: Option<String>,
    #[serde(default)]
    token: Option<u32>,
    /// What the cause says.
    #[serde(default)]
    cause: Vec<String>,
    /// All fixes, alternatives and remarks, by their ids.
    #[serde(default)]
    fixes: Option<Vec<String>>,
    #[serde(default)]
    alternatives: Option<Vec<String>>,
    #[serde(default)]
    remarks: Option<Vec<String>>,
    #[serde(default)]
    details: BTreeMap<String, String>,
    #[serde(default)]
    layout: Option<String>,
    #[serde(default)]
    lost: Option<bool>,
    #[serde(default)]
    same: Option<bool>,
    /// What Azure signed and what the link stands for, by key or name.
    #[serde(default)]
    fields: BTreeMap<String, (Option<String>, Option<String>)>,
}

#[derive(Deserialize)]
struct File {
    cases: Vec<Case>,
}

static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let mut file: File = serde_json::from_str(&util::read("errors.json")).unwrap();
    let signature = util::fake_signature();
    for case in &mut file.cases {
        case.input = util::fill(&case.input, &signature);
    }
    file.cases
});

impl Case {
    fn options(&self) -> Options {
        let now = self.now.as_ref().map_or_else(util::now, |now| {
            DateTime::parse_from_rfc3339(now).unwrap().to_utc()
        });
        Options::at(now)
    }

    fn read(&self) -> Report {
        analyze(&self.input, &self.options())
    }
}

/// The last part of each message's id.
fn ids(messages: &[Message]) -> Vec<&str> {
    messages
        .iter()
        .map(|message| message.id.rsplit('/').next().unwrap_or_default())
        .collect()
}

fn check_error(error: &ServerError, expected: &Expected, problem: &mut dyn FnMut(String)) {
    let mut differ = |what: &str, found: String, wanted: String| {
        if found != wanted {
            problem(format!("{what} {found}, expected {wanted}"));
        }
    };
    let text = |value: &dyn std::fmt::Debug| format!("{value:?}");
    differ("code", text(&error.code), text(&expected.code));
    differ("status", text(&error.status), text(&expected.status));
    differ("form", text(&error.form), text(&expected.form));
    differ("certain", text(&error.certain), text(&expected.certain));
    differ("mistake", text(&error.mistake), text(&expected.mistake));
    differ("token", text(&error.token), text(&expected.token));
    let lists = [
        ("fixes", &error.fixes, &expected.fixes),
        ("alternatives", &error.alternatives, &expected.alternatives),
        ("remarks", &error.remarks, &expected.remarks),
    ];
    for (what, found, wanted) in lists {
        if let Some(wanted) = wanted {
            differ(what, text(&ids(found)), text(wanted));
        }
    }
    for (name, value) in &expected.details {
        let found = error.details.iter().find(|detail| detail.name == *name);
        let found = found.map(|detail| &detail.value);
        differ(name, text(&found), text(&Some(value)));
    }
    let signed = error.string_to_sign.as_ref();
    if let Some(layout) = &expected.layout {
        differ(
            "layout",
            text(&signed.map(|signed| &signed.layout)),
            text(&Some(layout)),
        );
    }
    if let Some(lost) = expected.lost {
        let found = signed.map(|signed| signed.line_breaks_lost);
        differ("lost line breaks", text(&found), text(&Some(lost)));
    }
    if let Some(same) = expected.same {
        let found = signed.and_then(|signed| signed.same);
        differ("same", text(&found), text(&Some(same)));
    }
    for (key, (server, ours)) in &expected.fields {
        let field = signed.and_then(|signed| {
            let is_it = |name: &str| {
                name == key
                    || (key == "canonical" && name.starts_with("Signed path"))
                    || (key == "account" && name == "Account")
                    || (key == "end" && name == "Line break at the end")
                    || (key == "headers" && name.starts_with("Required request headers"))
            };
            signed
                .fields
                .iter()
                .find(|field| field.key.as_ref() == Some(key) || is_it(&field.name))
        });
        // Line breaks within a value are made visible.
        let visible =
            |text: &Option<String>| text.as_ref().map(|text| text.replace('\n', "⟨U+000A⟩"));
        let found = field.map(|field| (&field.server, &field.ours));
        differ(
            key,
            text(&found),
            text(&Some((&visible(server), &visible(ours)))),
        );
        if let Some(field) = field {
            differ(
                key,
                text(&field.same),
                text(&(server.is_some() && server == ours)),
            );
        }
    }
    for words in &expected.cause {
        if !error.cause.text.contains(words.as_str()) {
            problem(format!("cause {:?} lacks {words:?}", error.cause.text));
        }
    }
    if error.title.is_empty() || error.fixes.is_empty() || error.source.is_empty() {
        problem("no title, fix or source".to_owned());
    }
}

#[test]
fn every_answer_is_explained_as_it_says() {
    let mut problems = Vec::new();
    for case in CASES.iter() {
        let report = case.read();
        let mut problem = |text: String| problems.push(format!("{}: {text}", case.name));
        if report.tokens.len() != case.tokens {
            problem(format!(
                "{} links, expected {}",
                report.tokens.len(),
                case.tokens
            ));
        }
        let codes: Vec<&Option<String>> = report
            .server_errors
            .iter()
            .map(|error| &error.code)
            .collect();
        if codes.len() != case.errors.len() {
            problem(format!("{codes:?}, expected {} answers", case.errors.len()));
            continue;
        }
        for (error, expected) in report.server_errors.iter().zip(&case.errors) {
            check_error(error, expected, &mut problem);
        }
        let token = report.tokens.first();
        for rule in &case.rules {
            let found = token
                .is_some_and(|token| token.findings.iter().any(|finding| finding.rule == *rule));
            if !found {
                problem(format!("rule {rule} is silent"));
            }
        }
        for kind in &case.repairs {
            let found =
                token.is_some_and(|token| token.repairs.iter().any(|repair| repair.kind == *kind));
            if !found {
                problem(format!("no repair {kind}"));
            }
        }
        let all = serde_json::to_string(&report).unwrap();
        for words in &case.says {
            if !all.contains(words.as_str()) {
                problem(format!("does not say {words:?}"));
            }
        }
    }
    assert!(
        problems.is_empty(),
        "{} problems:\n{}",
        problems.len(),
        problems.join("\n")
    );
}

/// Every tool and library that prints answers in its own way.
const TOOLS: [&str; 18] = [
    ".NET",
    "AzCopy",
    "Azure CLI",
    "Data Lake",
    "Go",
    "HTML",
    "Java",
    "JavaScript",
    "Python",
    "Storage Explorer",
    "Table Storage",
    "Terraform",
    "XML",
    "XML in one line",
    "browser",
    "curl",
    "escaped JSON",
    "header",
];

#[test]
fn every_tool_has_a_case() {
    let mut tools: Vec<&str> = CASES
        .iter()
        .filter_map(|case| case.tool.as_deref())
        .collect();
    tools.sort_unstable();
    assert_eq!(tools, TOOLS);
}

#[test]
fn an_answer_stands_where_its_span_says() {
    for case in CASES.iter() {
        for error in case.read().server_errors {
            let span = error.span;
            let text = &case.input[span.byte_start as usize..span.byte_end as usize];
            let units = text.encode_utf16().count();
            assert_eq!(
                units,
                (span.utf16_end - span.utf16_start) as usize,
                "{}",
                case.name
            );
            assert!(!text.is_empty(), "{}", case.name);
        }
    }
}

/// The text of everything said about answers.
fn said(report: &Report) -> String {
    format!(
        "{}{:?}",
        serde_json::to_string(&report.server_errors).unwrap(),
        report.server_errors
    )
}

#[test]
fn no_explanation_shows_a_secret() {
    let secret = util::fake_signature();
    for case in CASES.iter() {
        for report in [case.read(), analyze_revealed(&case.input, &case.options())] {
            let said = said(&report);
            for form in [secret.clone(), util::encode(&secret)] {
                assert!(!said.contains(form.get(..24).unwrap()), "{}", case.name);
            }
        }
    }
}

#[test]
fn markup_and_direction_marks_stay_text() {
    let text = "<Error><Code>AuthenticationFailed</Code><AuthenticationErrorDetail>Signature did not match. \
        String to sign used was r\n\n2026-06-30T12:00:00Z\n/blob/a/c/\u{202E}<script>alert(1)</script>\u{0}\n\n\nhttps\n2022-11-02\nb\n\n\n\n\n\n\n</AuthenticationErrorDetail></Error>";
    let report = analyze(text, &Options::at(util::now()));
    let signed = report.server_errors[0].string_to_sign.as_ref().unwrap();
    let path = signed.fields[3].server.as_deref();
    assert_eq!(
        path,
        Some("/blob/a/c/⟨U+202E⟩<script>alert(1)</script>⟨U+0000⟩")
    );
}

#[test]
fn a_log_of_answers_is_counted_not_cut() {
    let answer = |at: usize| {
        format!(
            "ERROR CODE: AuthorizationFailure\nRequestId:{at:08}-d01e-004d-4cbe-aaccf8000000\nTime:2026-06-01T11:00:00Z\n"
        )
    };
    let text: String = (0..1000).map(answer).collect();
    let report = analyze(&text, &Options::at(util::now()));
    assert_eq!(report.server_errors.len(), 20);
    let skipped = &report.skipped[0].message;
    assert_eq!(
        (skipped.id.as_str(), skipped.args["count"].as_str()),
        ("skipped/answers", "980")
    );
}

const SIGNED: &str = "r\n\n2027-01-31T00:00:00Z\n/blob/contosoexample/c/a.txt\n\n\n\n2022-11-02\nb";

/// A link of which the text to sign is [`SIGNED`], with seven empty lines behind.
fn link(account: &str) -> String {
    let signature = util::encode(&util::fake_signature());
    format!(
        "https://{account}.blob.core.windows.net/c/a.txt?sv=2022-11-02&sr=b&sp=r&se=2027-01-31T00:00:00Z&sig={signature}"
    )
}

fn refusal(detail: &str) -> String {
    format!(
        "<Error><Code>AuthenticationFailed</Code><Message>Server failed to authenticate the request.</Message><AuthenticationErrorDetail>{detail}</AuthenticationErrorDetail></Error>"
    )
}

fn mismatch(signed: &str) -> String {
    refusal(&format!(
        "Signature did not match. String to sign used was {signed}"
    ))
}

fn read(text: &str) -> Report {
    analyze(text, &Options::at(util::now()))
}

#[test]
fn a_refused_link_is_judged_under_a_condition_and_never_calmer() {
    let own = link("contosoexample");
    let alone = read(&own);
    for answer in [
        mismatch(&format!("{SIGNED}\n\n\n\n\n\n\n")),
        refusal("Signature fields not well formed."),
        refusal("Signature did not match"),
    ] {
        let both = read(&format!("{answer}\n{own}"));
        assert_eq!(both.server_errors[0].token, Some(0), "{answer}");
        let (verdict, before) = (&both.tokens[0].verdict, &alone.tokens[0].verdict);
        assert_eq!(verdict.level, before.level);
        let said = &verdict.sentence.text;
        assert!(
            said.starts_with("Azure refused this link as pasted. If accepted, anyone"),
            "{said}"
        );
        assert!(said.contains("could read the file a.txt"), "{said}");
        assert_eq!(verdict.actions[0].message.id, "action/find-intact");
        assert!(
            verdict.actions[1]
                .message
                .text
                .starts_with("If others may have")
        );
        assert_eq!(verdict.actions.len(), before.actions.len() + 1);
        assert!(
            verdict
                .reasons
                .iter()
                .any(|reason| reason.id == "reason/refused")
        );
    }
}

#[test]
fn a_refused_request_leaves_the_verdict_as_it_is() {
    let own = link("contosoexample");
    let alone = read(&own);
    let accepted = "<Error><Code>AuthorizationPermissionMismatch</Code></Error>";
    let refused = mismatch(&format!("{SIGNED}\n\n\n\n\n\n\n"));
    for answer in [
        accepted.to_owned(),
        "<Error><Code>AuthorizationSourceIPMismatch</Code></Error>".to_owned(),
        "<Error><Code>AuthorizationFailure</Code></Error>".to_owned(),
        refusal(
            "Signature not valid in the specified time frame: Start [Fri, 01 Jan 2027 00:00:00 GMT] - Expiry [Sun, 31 Jan 2027 00:00:00 GMT] - Current [Mon, 01 Jun 2026 12:00:00 GMT]",
        ),
        // Another path was asked for: this link may be good.
        mismatch(&format!(
            "{}\n\n\n\n\n\n\n",
            SIGNED.replace("a.txt", "b.txt")
        )),
        // It was accepted once.
        format!("{refused}\n{}\n{accepted}", "-".repeat(4000)),
    ] {
        let both = read(&format!("{own}\n{answer}"));
        assert!(!both.server_errors.is_empty(), "{answer}");
        assert_eq!(both.tokens[0].verdict, alone.tokens[0].verdict, "{answer}");
    }
}

#[test]
fn only_the_link_that_was_refused_is_doubted() {
    let answer = mismatch(&format!("{SIGNED}\n\n\n\n\n\n\n"));
    let report = read(&format!(
        "{}\n{}\n{answer}",
        link("contosoexample"),
        link("fabrikamexample")
    ));
    let ids: Vec<&str> = report
        .tokens
        .iter()
        .map(|token| token.verdict.sentence.id.as_str())
        .collect();
    assert_eq!(ids, ["sentence/refused", "sentence/holder"]);
}

#[test]
fn empty_lines_lost_at_the_end_are_taken_as_empty_and_said_once() {
    let own = link("contosoexample");
    for lost in 0..=7 {
        let answer = mismatch(&format!("{SIGNED}{}", "\n".repeat(7 - lost)));
        let report = read(&format!("{answer}\n{own}"));
        let error = &report.server_errors[0];
        let signed = error.string_to_sign.as_ref().unwrap();
        assert_eq!((signed.same, signed.fields.len()), (Some(true), 16));
        assert!(signed.fields.iter().all(|field| field.same), "{lost} lost");
        let said = ids(&error.remarks)
            .iter()
            .filter(|id| **id == "end-lost")
            .count();
        assert_eq!(said, usize::from(lost > 0));
    }
    // A field that only the link has is no lost line.
    let answer = mismatch(SIGNED);
    let report = read(&format!(
        "{answer}\n{}",
        own.replace("&sig", "&rsct=text%2Fplain&sig")
    ));
    let signed = report.server_errors[0].string_to_sign.as_ref().unwrap();
    assert_eq!(signed.same, Some(false));
}

#[test]
fn what_is_too_large_is_told_with_its_size_and_the_limit() {
    for (signed, size, lines) in [
        ("x".repeat(1 << 20), "1048576", "1"),
        ("x\n".repeat(200_000), "400000", "200001"),
        ("x\\n".repeat(200_000), "600000", "200001"),
        ("x\n".repeat(60), "120", "61"),
    ] {
        let report = read(&mismatch(&signed));
        assert_eq!(report.server_errors.len(), 1);
        assert_eq!(report.server_errors[0].string_to_sign, None);
        let skipped = &report.skipped[0].message;
        assert_eq!(skipped.id, "skipped/signed-text");
        let told = ["lines", "limit", "most"].map(|name| skipped.args[name].as_str());
        assert_eq!(told, [lines, "16384", "60"]);
        // The blank in front counts.
        assert_eq!(
            skipped.args["size"],
            (size.parse::<usize>().unwrap() + 1).to_string()
        );
    }
    let report = read(&mismatch(&format!("{SIGNED}\n\n\n\n\n\n\n")));
    assert!(report.skipped.is_empty());
}

#[test]
fn a_long_answer_is_read_and_a_listed_one_is_told() {
    let long = format!(
        "<Error><Code>AuthenticationFailed</Code><Message>{}</Message></Error>",
        "x ".repeat(50_000)
    );
    assert_eq!(read(&long).server_errors.len(), 1);
    let options = Options::at(util::now());
    for text in [mismatch(SIGNED), mismatch(&"x".repeat(2 << 20))] {
        let skipped = sas_lens::survey(&text, &options).skipped;
        assert_eq!(skipped[0].message.id, "skipped/answer");
        assert_eq!(skipped[0].message.args["size"], text.len().to_string());
    }
    let prose = "The error code is explained in the manual. ".repeat(100);
    assert!(sas_lens::survey(&prose, &options).skipped.is_empty());
}

/// Pieces that answers are made of, half of one, and none.
const JUNK: &[&str] = &[
    "Signature did not match. String to sign used was ",
    "Signature did not match. String to sign used was r\n\n/blob/a/c\n",
    "Signature not valid in the specified time frame: Start [",
    "The MAC signature found in the HTTP request '",
    "<Error><Code>AuthenticationFailed</Code>",
    "This request is not authorized to perform this operation using this source IP ",
    "RequestId:be6d5cd8-d01e-004d-4cbe-aaccf8000000 Time:",
    "RequestId:be6d5cd8-d01e-004d-4cbe-aaccf8000000\\nTime:2026-06-01T11:00:00Z",
    "se is mandatory. ",
    "AuthenticationFailed ",
    "\\",
    "\\n",
    "\\\\\\\\n",
    "S ",
    "&amp;",
    "&#x",
    "\"",
    "4",
    "</Auth",
    "code",
];

/// How long a text of so many bytes takes, made of one piece.
fn time(piece: &str, bytes: usize) -> Duration {
    let text = piece.repeat(bytes / piece.len());
    let start = Instant::now();
    let report = analyze(&text, &Options::at(util::now()));
    assert!(report.server_errors.len() <= 20);
    start.elapsed()
}

/// Ten times the text may take forty times as long: that leaves room for a busy machine, and none for
/// a square. The best of three counts.
#[track_caller]
fn assert_linear(piece: &str, bytes: usize) {
    let small = time(piece, bytes).max(Duration::from_millis(20));
    let is_fast = |large: Duration| large < small * 40;
    let large = || time(piece, bytes * 10);
    let is_linear = (0..3).map(|_| large()).any(is_fast);
    assert!(
        is_linear,
        "{piece:?}: {small:?}, then more than forty times that"
    );
}

#[test]
fn half_answers_without_end_take_linear_time() {
    for piece in JUNK {
        for tail in ["", "\n", " x"] {
            assert_linear(&format!("{piece}{tail}"), 20_000);
        }
    }
    assert_linear(&JUNK.concat(), 100_000);
    assert_linear(&JUNK.join("\n"), 100_000);
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(JUNK).prop_map(str::to_owned),
        1 => prop::sample::select(vec!["\n", "'", "[", "]", ".", " GMT]", "GET", "https", "2022-11-02", "/blob/a/c", "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2027-01-31&sig=x"]).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn any_answer_gives_a_report(pieces in prop::collection::vec(piece(), 0..40)) {
        let text = pieces.concat();
        for error in analyze(&text, &Options::at(util::now())).server_errors {
            let span = error.span;
            prop_assert!(text.get(span.byte_start as usize..span.byte_end as usize).is_some());
            prop_assert!(!error.title.is_empty() && !error.cause.text.is_empty());
        }
    }

    #[test]
    fn damage_to_a_real_answer_never_panics(
        index in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
        extra in piece(),
    ) {
        let text = &CASES[index.index(CASES.len())].input;
        let at = text.floor_char_boundary(cut.index(text.len() + 1));
        let (head, tail) = text.split_at(at);
        for damaged in [format!("{head}{extra}{tail}"), head.to_owned(), tail.to_owned()] {
            let _ = analyze(&damaged, &Options::at(util::now()));
        }
    }

    #[test]
    fn a_planted_secret_is_never_shown(
        bytes in any::<[u8; 32]>(),
        index in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
        layers in 0..3_u8,
        name in prop::sample::select(vec!["", "sig=", "&sig=", "AccountKey=", "'", "\n"]),
    ) {
        use base64::Engine;
        let secret = base64::engine::general_purpose::STANDARD.encode(bytes);
        let mut form = secret.clone();
        for _ in 0..layers {
            form = util::encode(&form);
        }
        let text = &CASES[index.index(CASES.len())].input;
        let at = text.floor_char_boundary(cut.index(text.len() + 1));
        let (head, tail) = text.split_at(at);
        // Glued to a letter it would be another word.
        let planted = format!("{head} {name}{form} {tail}");
        let said = said(&analyze(&planted, &Options::at(util::now())));
        for form in [&secret, &form] {
            prop_assert!(!said.contains(form.get(..30).unwrap()), "in {planted}");
        }
    }
}
