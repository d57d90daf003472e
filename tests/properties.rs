//! What holds for any text: no panic, a complete partition, nothing secret in the report.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod util;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use sas_lens::report::{Report, Segment, SegmentKind, Span};
use sas_lens::{Options, analyze, survey};
use util::{encode, now, paste_cases};

/// Pieces that links, their wrappings and their enemies are made of.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ]
}

const PIECES: &[&str] = &[
    "https://contosoexample.blob.core.windows.net/c/b",
    "http://",
    "?",
    "??",
    "&",
    "&amp;",
    "\\u0026",
    "%26",
    "=",
    "=3D",
    "=\n",
    "\n",
    " ",
    "+",
    "%2",
    "%252B",
    "\u{AD}",
    "\u{202E}",
    "é",
    "𝄞",
    "'",
    "\"",
    "(",
    ")",
    "<",
    "|",
    "\\",
    "^",
    "`",
    ";",
    "#",
    "sv=2022-11-02",
    "sig=",
    "SIG=",
    "se=2027-01-31T12:00:00Z",
    "sp=rwdl",
    "sr=c",
    "ss=bfqt",
    "srt=sco",
    "si=policy",
    "sdd=9",
    "sip=1.2.3.4",
    "SharedAccessSignature=",
    "AccountKey=",
    "url=https%3A%2F%2F",
    "QmxvYkVuZHBvaW50",
    "skoid=",
    "spk=a",
    "tn=t",
    // Of other products.
    "SharedAccessSignature ",
    "sr=sb%3A%2F%2Fcontoso.servicebus.windows.net%2Forders",
    "se=1893553445",
    "skn=RootManageSharedAccessKey",
    "Endpoint=sb://contoso.servicebus.windows.net/;",
    "HostName=contosohub.azure-devices.net;",
    "SharedAccessKey=",
    "AccountEndpoint=https://contosodb.documents.azure.com:443/;",
    "r=https%3A%2F%2Ftopic1.westus2-1.eventgrid.azure.net",
    "e=1%2F2%2F2030%203%3A04%3A05%20AM",
    "s=",
    "sp=%2Ftriggers%2Fmanual%2Frun",
    "sv=1.0",
    "uid=integration",
    "ex=2030-01-02T03:04:00.0000000Z",
    "sn=",
    "integration&203001020304&",
    "type%3Dresource%26ver%3D1.0%26sig%3D",
    "type=master&ver=1.0&",
    "jwt-sas eyJhbGciOiJub25lIn0.eyJzdWIiOiJub2JvZHkifQ.",
    "https://contosoapp.azurewebsites.net/api/f?code=",
    "x-functions-key: ",
    "Ocp-Apim-Subscription-Key: ",
    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw==",
    "NotARealKey0MadeForTestsOnly0NotA+ASbBNotAR=",
    "%3D",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..40).prop_map(|pieces| pieces.concat())
}

/// Every span of a report lies on character borders, and says the same in both counts.
fn check_span(text: &str, span: Span) -> Result<(), TestCaseError> {
    let piece = text.get(span.byte_start as usize..span.byte_end as usize);
    prop_assert!(piece.is_some(), "{span:?} is not on character borders");
    let units = piece.map_or(0, |piece| piece.encode_utf16().count());
    prop_assert_eq!(units, (span.utf16_end - span.utf16_start) as usize);
    let before = text
        .get(..span.byte_start as usize)
        .map_or(0, |before| before.encode_utf16().count());
    prop_assert_eq!(before, span.utf16_start as usize);
    Ok(())
}

fn check_spans(text: &str, report: &Report) -> Result<(), TestCaseError> {
    let mut at = 0;
    for segment in &report.segments {
        prop_assert_eq!(segment.span.byte_start, at);
        check_span(text, segment.span)?;
        at = segment.span.byte_end;
    }
    prop_assert_eq!(at as usize, text.len());
    for token in &report.tokens {
        check_span(text, token.location.span)?;
        for param in &token.params {
            check_span(text, param.span)?;
            check_span(text, param.value_span)?;
            for letter in &param.letters {
                check_span(text, letter.span)?;
            }
        }
        for finding in &token.findings {
            prop_assert!(!finding.spans.is_empty());
            for span in &finding.spans {
                check_span(text, *span)?;
            }
        }
    }
    for note in &report.notes {
        check_span(text, note.span)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_a_report_whose_spans_cover_it(text in text()) {
        let report = analyze(&text, &Options::at(now()));
        check_spans(&text, &report)?;
        prop_assert_eq!(report.ranking.len(), report.tokens.len());
        let rows = survey(&text, &Options::at(now())).rows;
        prop_assert_eq!(rows.len(), report.tokens.len());
        for (row, ranked) in rows.iter().zip(&report.ranking) {
            let token = &report.tokens[*ranked as usize];
            prop_assert_eq!((row.index, row.level, &row.sentence), (*ranked, token.verdict.level, &token.verdict.sentence.text));
        }
    }

    #[test]
    fn any_bytes_give_a_report(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let text = String::from_utf8_lossy(&bytes);
        check_spans(&text, &analyze(&text, &Options::at(now())))?;
    }

    #[test]
    fn damage_to_a_real_case_never_panics(index in any::<prop::sample::Index>(), cut in any::<prop::sample::Index>(), extra in piece()) {
        let cases = paste_cases();
        let text = &cases[index.index(cases.len())].input;
        let at = text.floor_char_boundary(cut.index(text.len() + 1));
        let (head, tail) = text.split_at(at);
        let damaged = format!("{head}{extra}{tail}");
        check_spans(&damaged, &analyze(&damaged, &Options::at(now())))?;
        check_spans(head, &analyze(head, &Options::at(now())))?;
    }

    #[test]
    fn a_planted_secret_is_never_shown(
        bytes in any::<[u8; 32]>(),
        long in any::<bool>(),
        place in prop::sample::select(PLACES),
        layers in 0..3_u8,
    ) {
        let secret = if long { STANDARD.encode([bytes, bytes].concat()) } else { STANDARD.encode(bytes) };
        let mut form = secret.clone();
        for _ in 0..layers {
            form = encode(&form);
        }
        let text = place.replace("{}", &form);
        let report = analyze(&text, &Options::at(now()));
        let open = unmasked(&text, &report);
        let shown = format!("{}{report:?}{open}", serde_json::to_string(&report).unwrap());
        for form in [&secret, &form] {
            prop_assert!(!shown.contains(form.trim_end_matches('=')), "shown in {place}");
            prop_assert!(!shown.contains(form.get(..30).unwrap()), "shown in part in {place}");
        }
    }
}

/// The names and values of which a report does not say that they hide a secret: they may be shown as
/// they stand in the text.
fn unmasked(text: &str, report: &Report) -> String {
    let param = |segment: &Segment| {
        let token = report.tokens.get(segment.token? as usize)?;
        token.params.get(segment.param? as usize)
    };
    let is_open = |segment: &&Segment| match segment.kind {
        SegmentKind::Name => param(segment).is_some_and(|param| !param.name_redacted),
        SegmentKind::Value => param(segment).is_some_and(|param| !param.redacted),
        SegmentKind::Separator => true,
        _ => false,
    };
    report
        .segments
        .iter()
        .filter(is_open)
        .filter_map(|segment| {
            text.get(segment.span.byte_start as usize..segment.span.byte_end as usize)
        })
        .collect()
}

/// Places in which a secret has been seen, and some where it should never be.
const PLACES: &[&str] = &[
    "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2027-01-31&sig={}",
    "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2027-01-31&SIG={}",
    "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2027-01-31&sgi={}",
    "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2027-01-31&sigg={}&sig=x",
    "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se={}&sig=x",
    "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr={}&sp=r&se=2027-01-31&sig=x",
    "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp={}&se=2027-01-31&sig=x",
    "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&si={}&sig=x",
    "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2027-01-31&sip={}&sig=x",
    "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2027-01-31&foo={}&sig=x",
    "https://contosoexample.blob.core.windows.net/c/{}?sv=2022-11-02&sr=b&sp=r&se=2027-01-31&sig=x",
    "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2027-01-31&{}=1&sig=x",
    "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2027-01-31;sig={}",
    "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r;sig={}&se=2027-01-31",
    "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2027-01-31&sig:{}",
    "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2027-01-31&sig{}",
    "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2027-01-31&foo;sig={}",
    "https://user:{}@contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2027-01-31&sig=x",
    "https://{}.example/c?sv=2022-11-02&sr=c&sp=r&se=2027-01-31&sig=x",
    "DefaultEndpointsProtocol=https;AccountName=contosoexample;AccountKey={};EndpointSuffix=core.windows.net",
    "BlobEndpoint=https://contosoexample.blob.core.windows.net/;AccountKey={};SharedAccessSignature=sv=2022-11-02&ss=b&srt=o&sp=r&se=2027-01-31&sig=x",
    "https://b.s3.amazonaws.com/k?X-Amz-Signature={}",
    "{}",
    "key: {}",
    "SharedAccessSignature sr=sb%3A%2F%2Fcontoso.servicebus.windows.net%2Forders&sig={}&se=1893553445&skn=r",
    "SharedAccessSignature sr=sb%3A%2F%2Fcontoso.servicebus.windows.net%2Forders&sig=x&se=1893553445&skn={}",
    "SharedAccessSignature sr=sb%3A%2F%2Fcontoso.servicebus.windows.net%2F{}&sig=x&se=1893553445&skn=r",
    "SharedAccessSignature sr=sb%3A%2F%2F{}.servicebus.windows.net%2Fq&sig=x&se=1893553445&skn=r",
    "SharedAccessSignature sr=contosohub.azure-devices.net%2Fdevices%2F{}&sig=x&se=1893553445",
    "SharedAccessSignature sr=contosohub.azure-devices.net%2Fdevices%2Fd1&sig={}&se={}",
    "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Send;SharedAccessKey={}",
    "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName={};SharedAccessKey={};EntityPath={}",
    "HostName=contosohub.azure-devices.net;DeviceId={};SharedAccessKey={}",
    "AccountEndpoint=https://contosodb.documents.azure.com:443/;AccountKey={};Database={}",
    "SharedAccessSignature uid={}&ex=2030-01-02T03:04:00.0000000Z&sn={}",
    "SharedAccessSignature integration&203001020304&{}",
    "r=https%3A%2F%2Ftopic1.westus2-1.eventgrid.azure.net%2F{}&e=1%2F2%2F2030%203%3A04%3A05%20AM&s={}",
    "https://prod-01.westeurope.logic.azure.com/workflows/{}/triggers/manual/paths/invoke?sp=%2Ftriggers%2F{}%2Frun&sv=1.0&sig={}&x={}",
    "https://contosoapp.azurewebsites.net/api/{}?code={}&clientId={}",
    "x-functions-key: {}",
    "aeg-sas-key: {}",
    "type%3Dresource%26ver%3D1.0%26sig%3D{}",
    "type=master&ver=1.0&sig={}",
    "az storage blob list --account-key {}",
];
