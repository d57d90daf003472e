//! The exports of a list: what they look like, that they are valid, bounded and safe, and that a list
//! which is written and opened again is the same list.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod util;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use sas_lens::inventory::{Filter, Format, Inventory, Query};
use sas_lens::report::{
    Certainty, History, HitParam, HitRow, Impact, Kind, Level, Looked, Message, NotRead, Place,
    Reason, State,
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::io::Write;
use std::path::{Path, PathBuf};
use util::now;

const FORMATS: [(Format, &str); 5] = [
    (Format::Json, "json"),
    (Format::Sarif, "sarif"),
    (Format::Csv, "csv"),
    (Format::Markdown, "md"),
    (Format::Html, "html"),
];

fn row(number: u32) -> HitRow {
    HitRow {
        id: format!("{:032x}", u128::from(number) << 64 | 0xfeed),
        kind: Kind::StorageAccount,
        level: Level::Severe,
        title: "Severe".to_owned(),
        sentence: "Whoever has it can read, change and delete everything until 6 October 2051."
            .to_owned(),
        state: State::Live,
        impact: Impact::Account,
        ends: Some(2_580_520_199),
        account: Some("contosoexample".to_owned()),
        certainty: Certainty::Certain,
        because: vec![Message {
            id: "certainty/whole".to_owned(),
            text: "The signature is whole.".to_owned(),
            ..Message::default()
        }],
        fingerprint: Some("0A".repeat(32)),
        broken_limits: Vec::new(),
        params: vec![HitParam {
            name: "sp".to_owned(),
            value: "rwdl".to_owned(),
        }],
        place: Place {
            file: format!("logs/app-{number}.log"),
            line: Some(u64::from(number) + 1),
            column: Some(7),
            offset: 4_000,
            ..Place::default()
        },
    }
}

fn not_read(path: &str, reason: Reason, text: &str) -> NotRead {
    NotRead {
        path: path.to_owned(),
        reason,
        text: text.to_owned(),
    }
}

/// A list with what formats find difficult.
fn small() -> Inventory {
    let mut list = Inventory::new(now());
    let text = || "the token's own text".to_owned();
    list.add_hit(row(1), text());
    let mut inside = row(1);
    inside.place = Place {
        file: "backup/site 2026.tar".to_owned(),
        inner: vec!["etc/app.env".to_owned()],
        line: Some(12),
        offset: 300,
        carriers: vec!["base64".to_owned()],
        ..Place::default()
    };
    list.add_hit(inside, text());
    let mut past = row(2);
    past.level = Level::Unknown;
    past.ends = None;
    past.account = None;
    past.certainty = Certainty::Likely;
    past.broken_limits = vec![Message {
        id: "rule/lives-longer-than-allowed".to_owned(),
        text: "Lives longer than is allowed".to_owned(),
        ..Message::default()
    }];
    "repository".clone_into(&mut past.place.file);
    past.place.history = Some(History {
        object: "ab".repeat(20),
        commit: Some("cd".repeat(20)),
        path: Some("deploy/old.ps1".to_owned()),
        author_date: Some("2024-02-29T12:00:00+01:00".to_owned()),
        in_head: Some(false),
    });
    list.add_hit(past, text());
    let mut hostile = row(3);
    hostile.kind = Kind::IotHub;
    hostile.level = Level::Contained;
    hostile.certainty = Certainty::Redacted;
    hostile.ends = Some(-86_400);
    hostile.account = Some("<b>@all</b> | `code`".to_owned());
    "It opens <img src=x> [here](https://a.example) {0}.".clone_into(&mut hostile.sentence);
    "=HYPERLINK(\"x\")\u{202E},\n.csv".clone_into(&mut hostile.place.file);
    hostile.place.line = None;
    hostile.place.column = None;
    list.add_hit(hostile, text());
    list.add_not_read(&not_read(
        "a.zip!b.docx",
        Reason::Encrypted,
        "It is encrypted, so nothing in it was read.",
    ));
    list.add_not_read(&not_read(
        "-cut.gz",
        Reason::Truncated,
        "It ends before it should.",
    ));
    list.add_looked(Looked {
        files: 12_034,
        bytes: 3_140_000_000,
        entries: 48_221,
        expanded_bytes: 9_000_000_000,
        not_read: 3,
    });
    list
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports")
}

fn exported(list: &Inventory, format: Format) -> String {
    list.export(format, None).text
}

#[test]
fn the_page_has_words_for_everything_that_a_list_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www");
    let schema = std::fs::read_to_string(folder.join("inventory.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let words = std::fs::read_to_string(folder.join("scan/words.js")).unwrap();
    for name in ["Certainty", "Kind", "Level", "Reason"] {
        let all = schema["$defs"][name]["oneOf"].as_array().unwrap();
        for one in all {
            let word = one["const"].as_str().unwrap();
            let is_there =
                words.contains(&format!("'{word}'")) || words.contains(&format!("{word}: "));
            assert!(is_there, "{name} {word} has no words");
        }
    }
}

#[test]
fn a_small_list_looks_as_it_was_accepted() {
    let list = small();
    for (format, end) in FORMATS {
        let version = env!("CARGO_PKG_VERSION");
        let text = exported(&list, format).replace(version, "VERSION");
        let path = folder().join(format!("list.{end}"));
        if std::env::var_os("SAS_LENS_ACCEPT").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let accepted = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(accepted == text, "{} has changed", path.display());
    }
}

#[test]
fn the_closing_line_says_what_was_not_read() {
    let closing = small().summary().closing;
    let text: Vec<&str> = closing.iter().map(|message| &*message.text).collect();
    assert_eq!(
        text.join(" "),
        "Found 2 secrets in 3 places. 1 copy in 1 place had the signature taken out: such a copy \
         opens nothing. Against the organisation\u{2019}s limits: 1. Looked into 12,034 files \
         (3.1 GB) and 48,221 files inside them. 3 were not read, or not to the end: 1 encrypted, \
         1 cut off, 1 not listed one by one."
    );
    let nothing = Inventory::new(now()).summary().closing;
    assert_eq!(nothing[0].text, "No signature was found in what was read.");
    assert_eq!(nothing[1].text, "Nothing was looked into.");
}

#[test]
fn one_token_at_forty_places_is_one_entry_and_the_most_certain_row_counts() {
    let mut list = Inventory::new(now());
    for number in 0..40 {
        let mut hit = row(1);
        hit.place.line = Some(number + 1);
        if number < 20 {
            hit.certainty = Certainty::Likely;
            hit.kind = Kind::StorageUnknown;
        }
        list.add_hit(hit, format!("text {number}"));
    }
    let rows = list.rows(&Query {
        count: 9,
        ..Query::default()
    });
    assert_eq!((rows.total, rows.rows[0].places), (1, 40));
    assert_eq!(rows.rows[0].kind, Kind::StorageAccount);
    assert_eq!(rows.rows[0].place, "logs/app-1.log:1");
    assert_eq!(list.text(&rows.rows[0].id), Some("text 20"));
    let entry = list.entry(&rows.rows[0].id, 38, 10).unwrap();
    assert_eq!(entry.places.len(), 2);
    assert_eq!(entry.places[1].line, Some(40));
}

#[test]
fn places_beyond_the_most_are_counted_and_said() {
    let mut list = Inventory::new(now());
    for _ in 0..10_005 {
        list.add_hit(row(1), String::new());
    }
    let entry = list.entry(&row(1).id, 0, u32::MAX).unwrap();
    assert_eq!((entry.place_count, entry.places.len()), (10_005, 10_000));
    let csv = list.export(Format::Csv, None);
    assert!(csv.text.contains("(5 more places not listed)"));
    assert_eq!(csv.left_out.len(), 1);
    for _ in 0..10_007 {
        list.add_not_read(&not_read("x", Reason::Damaged, "It is damaged."));
    }
    assert_eq!(list.not_read().len(), 10_000);
    assert_eq!(list.summary().reasons[0].count, 10_007);
}

#[test]
fn a_filter_leaves_what_it_names_and_the_export_says_so() {
    let mut list = small();
    let query = Query {
        filter: Filter {
            text: "ETC/APP".to_owned(),
            ..Filter::default()
        },
        count: 10,
        ..Query::default()
    };
    assert_eq!(list.rows(&query).matching, 1);
    let markdown = list.export(Format::Markdown, Some(&query)).text;
    assert!(markdown.contains("Of 3 in the list, a filter left 1 here."));
    assert!(!markdown.contains("repository"));
}

fn validator(schema: &Path) -> jsonschema::Validator {
    // SARIF's schema has a pattern with a bracket that only JavaScript takes as it stands.
    let schema = std::fs::read_to_string(schema).unwrap();
    let schema = schema.replace("{2}]?$", "{2}\\\\]?$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

#[track_caller]
fn assert_valid(validator: &jsonschema::Validator, text: &str) -> Value {
    let value: Value = serde_json::from_str(text).unwrap();
    if let Some(error) = validator.iter_errors(&value).next() {
        panic!("{}: {error}", error.instance_path());
    }
    value
}

#[test]
fn the_exports_for_programs_follow_their_schemas() {
    let sarif = validator(&folder().join("sarif-2.1.0.schema.json"));
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/inventory.schema.json");
    for list in [small(), Inventory::new(now())] {
        assert_valid(&sarif, &exported(&list, Format::Sarif));
        assert_valid(&validator(&own), &exported(&list, Format::Json));
    }
}

fn zipped(text: &str) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap().len()
}

#[test]
fn sixty_thousand_results_are_cut_to_what_github_takes() {
    let mut list = Inventory::new(now());
    for number in 0..60_000 {
        let mut hit = row(number);
        hit.level = if number < 30_000 {
            Level::Contained
        } else {
            Level::Severe
        };
        let hash = Sha256::digest(number.to_be_bytes());
        let halves = hash.chunks(16).filter_map(|half| half.try_into().ok());
        let halves = halves.map(u128::from_be_bytes).collect::<Vec<_>>();
        hit.fingerprint = Some(format!("{:032X}{:032X}", halves[0], halves[1]));
        list.add_hit(hit, String::new());
    }
    let export = list.export(Format::Sarif, None);
    let value: Value = serde_json::from_str(&export.text).unwrap();
    let results = value["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 25_000);
    assert!(results.iter().all(|result| result["level"] == "error"));
    assert!(zipped(&export.text) <= 10_000_000);
    assert_eq!(
        export.left_out,
        ["35,000 more are left out at the end; the JSON has them all."]
    );
    assert!(export.text.contains(&export.left_out[0]));
}

#[test]
fn texts_that_cannot_be_packed_are_cut_before_github_refuses_the_file() {
    let mut list = Inventory::new(now());
    let mut seed = 1_u64;
    for number in 0..4_000 {
        for _ in 0..10 {
            let mut hit = row(number);
            hit.place.file = (0..360)
                .map(|at| {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    let letters = b"abcdefghijklmnopqrstuvwxyz0123456789-_.~";
                    if at % 12 == 11 {
                        '/'
                    } else {
                        char::from(letters[usize::try_from(seed >> 33).unwrap() % letters.len()])
                    }
                })
                .collect();
            list.add_hit(hit, String::new());
        }
    }
    let export = list.export(Format::Sarif, None);
    let packed = zipped(&export.text);
    assert!(packed <= 10_000_000, "{packed}");
    assert_eq!(export.left_out.len(), 1);
}

/// A signature that is plainly none: the Base64 of 32 bytes, percent-encoded.
fn fake_signature() -> String {
    let bytes = b"not-a-real-signature-only-a-demo";
    STANDARD.encode(bytes).replace('=', "%3D")
}

/// The part of it that no encoding changes.
fn core() -> String {
    fake_signature().chars().take(20).collect()
}

#[test]
fn no_export_row_or_debug_text_shows_a_planted_signature() {
    let secret = fake_signature();
    let plain = secret.replace("%3D", "=");
    let mut list = Inventory::new(now());
    for planted in [
        &secret,
        &plain,
        &format!("sig={secret}"),
        &format!("x?sig={plain}&se=1"),
    ] {
        let mut hit = row(u32::try_from(planted.len()).unwrap());
        hit.title.clone_from(planted);
        hit.sentence = format!("It opens {planted} now.");
        hit.account = Some(planted.clone());
        hit.fingerprint = Some(planted.clone());
        hit.because = vec![Message {
            id: planted.clone(),
            args: [(planted.clone(), planted.clone())].into(),
            text: format!("Since {planted} stands there."),
        }];
        hit.params = vec![
            HitParam {
                name: planted.clone(),
                value: planted.clone(),
            },
            HitParam {
                name: "sig".to_owned(),
                value: planted.clone(),
            },
        ];
        hit.place = Place {
            file: format!("folder/{planted}/a.log"),
            inner: vec![planted.clone(), format!("b/{planted}")],
            carriers: vec![planted.clone()],
            history: Some(History {
                object: planted.clone(),
                commit: Some(planted.clone()),
                path: Some(format!("c/{planted}")),
                author_date: Some(planted.clone()),
                in_head: None,
            }),
            ..Place::default()
        };
        list.add_hit(hit, planted.clone());
        list.add_not_read(&not_read(
            &format!("d/{planted}!{planted}"),
            Reason::Damaged,
            &format!("The file {planted} is damaged."),
        ));
    }
    let rows = list.rows(&Query {
        count: 99,
        ..Query::default()
    });
    let mut shown: Vec<String> = FORMATS
        .iter()
        .map(|(format, _)| exported(&list, *format))
        .collect();
    for row in &rows.rows {
        shown.push(format!("{:?}", list.entry(&row.id, 0, 99)));
        assert!(list.text(&row.id).unwrap().contains(&core()));
    }
    shown.push(format!("{rows:?} {list:?} {:?}", list.summary()));
    for text in shown {
        assert!(!text.contains(&core()), "a signature is shown");
    }
}

#[test]
fn no_cell_is_a_formula() {
    let csv = exported(&small(), Format::Csv);
    let csv = csv.strip_prefix('\u{FEFF}').unwrap();
    assert!(csv.ends_with("\r\n") && !csv.replace("\r\n", "").contains('\n'));
    assert!(csv.contains("\"'=HYPERLINK(\"\"x\"\")⟨U+202E⟩,⟨U+000A⟩.csv\""));
    assert!(csv.contains("\"'-cut.gz\""));
    assert!(csv.contains(",1969-12-31T00:00:00Z,"));
}

#[test]
fn the_html_allows_its_own_style_and_nothing_else() {
    let html = exported(&small(), Format::Html);
    let between =
        |start: &str, end: &str| html.split_once(start).unwrap().1.split_once(end).unwrap().0;
    let hash = STANDARD.encode(Sha256::digest(between("<style>", "</style>").as_bytes()));
    let policy = between("Content-Security-Policy\" content=\"", "\"");
    assert!(policy.starts_with(&format!("default-src 'none'; style-src 'sha256-{hash}'")));
    for forbidden in ["<script", "<img", "<b>", " src=\"", " href=", " style="] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn a_list_that_is_opened_again_is_the_same_without_the_texts() {
    let mut list = small();
    let mut again = Inventory::read(&exported(&list, Format::Json)).unwrap();
    for (format, _) in FORMATS {
        assert_eq!(again.export(format, None), list.export(format, None));
    }
    let query = Query {
        count: 99,
        ..Query::default()
    };
    assert_eq!(again.rows(&query), list.rows(&query));
    assert_eq!(again.text(&row(1).id), None);
}

#[test]
fn foreign_and_crafted_files_are_refused_with_the_place() {
    let refused = |json: &str| Inventory::read(json).unwrap_err().to_string();
    let start = "The file cannot be opened as a list: ";
    assert_eq!(
        refused("{}"),
        format!("{start}line 1, column 2: missing field `schema`.")
    );
    let json = exported(&small(), Format::Json);
    assert_eq!(
        refused(&json.replace("{\"schema\":1", "{\"schema\":2")),
        format!("{start}schema: a version that is not known here.")
    );
    assert_eq!(
        refused(&json.replace("\"name\":\"sas-lens\"", "\"name\":\"other\"")),
        format!("{start}tool.name: not a list of sas-lens.")
    );
    let id = &row(1).id;
    assert_eq!(
        refused(&json.replacen(id, "zz", 1)),
        format!("{start}entries[0]: the id is not 32 hex digits.")
    );
    let secret = fake_signature();
    let told = refused(&json.replacen("\"severe\"", &format!("\"{secret}\""), 1));
    assert!(
        told.contains("unknown variant") && !told.contains(&core()),
        "{told}"
    );
}

#[test]
fn a_crafted_file_shows_neither_markup_nor_secrets() {
    let json = exported(&small(), Format::Json).replace(
        "etc/app.env",
        &format!("<script>alert(1)</script>{}", fake_signature()),
    );
    let list = Inventory::read(&json).unwrap();
    for (format, _) in FORMATS {
        let text = exported(&list, format);
        assert!(!text.contains(&core()));
        assert!(format != Format::Html || !text.contains("<script"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_change_of_a_file_makes_opening_it_fail_badly(
        at in any::<prop::sample::Index>(),
        length in 0_usize..40,
        put in "[ -~é\u{202E}\\n\\\\]{0,20}|[0-9\\-]{1,25}|\"[a-z\\-]{0,9}\"|null|\\[\\]|\\{\\}",
    ) {
        let json = exported(&small(), Format::Json);
        let start = json.floor_char_boundary(at.index(json.len()));
        let end = json.floor_char_boundary((start + length).min(json.len()));
        let changed = format!("{}{put}{}", &json[..start], &json[end..]);
        if let Ok(list) = Inventory::read(&changed) {
            let once = exported(&list, Format::Json);
            let again = Inventory::read(&once).unwrap();
            prop_assert_eq!(exported(&again, Format::Json), once);
            for (format, _) in FORMATS {
                exported(&list, format);
            }
        }
    }
}
