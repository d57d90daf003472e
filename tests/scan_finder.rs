//! The finder: every token in a stream of bytes, in every carrier, however the stream is cut; and
//! nothing in text that only looks like one.

#![cfg(feature = "scan")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

#[path = "util/carriers.rs"]
mod carriers;
mod util;

use carriers::{CARRIERS, Carrier};
use sas_lens::report::Certainty;
use sas_lens::scan::{Hit, ScanOptions, Scanner};
use sas_lens::{Options, analyze};
use serde::Deserialize;
use std::collections::BTreeSet;
use util::{fill, now, paste_cases, read};

const SIG: &str = "bm90LWEtcmVhbC1zaWduYXR1cmUtb25seS1hLWRlbW8%3D";

fn options() -> ScanOptions {
    ScanOptions::new(Options::at(now()))
}

fn scan(bytes: &[u8]) -> Vec<Hit> {
    let options = options();
    let mut scanner = Scanner::new(&options);
    let mut hits = scanner.push(bytes);
    hits.extend(scanner.finish());
    hits
}

fn link() -> String {
    format!(
        "https://contosoexample.blob.core.windows.net/photos/a.jpg?sv=2022-11-02&sr=b&sp=rw\
         &se=2027-01-31T12%3A00%3A00Z&spr=https&sig={SIG}"
    )
}

#[derive(Deserialize)]
struct Product {
    name: String,
    input: String,
    kind: Option<String>,
}

fn products() -> Vec<Product> {
    let sig = util::fake_signature();
    let mut products: Vec<Product> = serde_json::from_str(&read("products.json")).unwrap();
    for product in &mut products {
        product.input = fill(&product.input, &sig);
    }
    products
}

fn kind(hit: &Hit) -> String {
    serde_json::to_value(hit.row.kind)
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn every_pasted_token_is_found_and_judged_as_the_page_does() {
    let mut problems = Vec::new();
    let mut count = 0;
    for case in paste_cases() {
        let report = analyze(&case.input, &Options::at(now()));
        let hits = scan(case.input.as_bytes());
        count += hits.len();
        for token in &report.tokens {
            let same = hits
                .iter()
                .find(|hit| hit.row.sentence == token.verdict.sentence.text);
            let Some(hit) = same else {
                problems.push(format!("{}: not found: {:?}", case.name, case.input));
                continue;
            };
            let again = analyze(hit.reveal(), &Options::at(now()));
            let agrees = again.tokens.iter().any(|other| {
                other.kind == token.kind
                    && other.verdict.level == token.verdict.level
                    && other.verdict.sentence.text == token.verdict.sentence.text
            });
            if !agrees {
                problems.push(format!(
                    "{}: {:?} is judged otherwise",
                    case.name,
                    hit.reveal()
                ));
            }
        }
        if hits.len() > report.tokens.len() {
            problems.push(format!(
                "{}: {} too many: {hits:#?}",
                case.name,
                hits.len() - report.tokens.len()
            ));
        }
    }
    assert!(
        problems.is_empty(),
        "{} of {count}\n{}",
        problems.len(),
        problems.join("\n")
    );
}

#[test]
fn every_other_product_is_found() {
    let mut problems = Vec::new();
    for product in products() {
        let hits = scan(product.input.as_bytes());
        let Some(wanted) = &product.kind else {
            continue;
        };
        // Everyone knows its key.
        if product.name == "the emulator's key" {
            assert!(hits.is_empty());
            continue;
        }
        if !hits.iter().any(|hit| kind(hit) == *wanted) {
            problems.push(format!("{} ({wanted}): {:?}", product.name, product.input));
            continue;
        }
        for hit in &hits {
            let again = analyze(hit.reveal(), &Options::at(now()));
            if !again.tokens.iter().any(|token| token.kind == hit.row.kind) {
                problems.push(format!(
                    "{}: {:?} is not known again",
                    product.name,
                    hit.reveal()
                ));
            }
        }
    }
    assert!(
        problems.is_empty(),
        "{}\n{}",
        problems.len(),
        problems.join("\n")
    );
}

#[test]
fn every_family_is_found_in_every_carrier() {
    let mut seen = BTreeSet::new();
    let mut problems = Vec::new();
    let all = products()
        .into_iter()
        .filter_map(|product| Some((product.kind?, product.input)));
    let links = std::iter::once(("storage-service-blob".to_owned(), link()));
    for (wanted, input) in links.chain(all) {
        // One of each kind.
        if !seen.insert(wanted.clone()) {
            continue;
        }
        for carrier in CARRIERS {
            let mut bytes = b"before \n".to_vec();
            bytes.extend((carrier.wrap)(input.as_bytes()));
            bytes.extend(b"\nbehind");
            let hits = scan(&bytes);
            let is_found = hits
                .iter()
                .any(|hit| kind(hit) == wanted && names(hit).first() == Some(&plain(carrier.name)));
            if !is_found {
                problems.push(format!(
                    "{wanted} in {}: {hits:?} {}",
                    carrier.name,
                    bytes.escape_ascii()
                ));
            }
        }
    }
    assert!(
        problems.is_empty(),
        "{}\n{}",
        problems.len(),
        problems.join("\n")
    );
}

/// A name; the two alphabets of Base64 differ in two letters, which few texts need.
fn plain(name: &str) -> &str {
    name.trim_end_matches("url")
}

fn names(hit: &Hit) -> Vec<&str> {
    hit.row
        .place
        .carriers
        .iter()
        .map(|name| plain(name))
        .collect()
}

fn nested(outer: &Carrier, inner: &Carrier, text: &str) -> Vec<u8> {
    let inner = (inner.wrap)(format!("link: {text}\n").as_bytes());
    let mut bytes = b"some text <".to_vec();
    bytes.extend((outer.wrap)(&inner));
    bytes.extend(b"> more\n");
    bytes
}

#[test]
fn carriers_in_carriers_are_opened() {
    let mut problems = Vec::new();
    for outer in CARRIERS {
        for inner in CARRIERS {
            // Text of zero bytes is no text.
            if outer.name.starts_with("utf") && inner.name.starts_with("utf") {
                continue;
            }
            let bytes = nested(outer, inner, &link());
            let hits = scan(&bytes);
            let names: Vec<Vec<&str>> = hits.iter().map(|hit| names(hit)).collect();
            if names != [[plain(outer.name), plain(inner.name)]] {
                problems.push(format!("{} {}: {names:?}", outer.name, inner.name));
            } else if hits[0].reveal() != link() {
                problems.push(format!("{} {}: another text", outer.name, inner.name));
            }
        }
    }
    assert!(
        problems.is_empty(),
        "{}\n{}",
        problems.len(),
        problems.join("\n")
    );
}

#[test]
fn the_escapes_of_text_are_carriers_too() {
    for (name, wrap) in [
        (
            "quoted-printable",
            carriers::quoted_printable as fn(&[u8]) -> Vec<u8>,
        ),
        ("json", carriers::json),
        ("html", carriers::html),
        ("percent", carriers::percent),
    ] {
        let text = [b"text=", wrap(link().as_bytes()).as_slice(), b"\n"].concat();
        let hits = scan(&text);
        assert_eq!(hits.len(), 1, "{name}: {hits:?}");
        assert!(
            hits[0]
                .row
                .place
                .carriers
                .iter()
                .any(|carrier| carrier == name),
            "{name}: {hits:?}"
        );
        assert_eq!(hits[0].row.certainty, Certainty::Certain);
        for outer in CARRIERS {
            let bytes = [b"( ", (outer.wrap)(&text).as_slice(), b" )"].concat();
            let hits = scan(&bytes);
            assert_eq!(hits.len(), 1, "{} {name}: {hits:?}", outer.name);
        }
    }
}

/// A text with several tokens and carriers, of some 3 KB.
fn mixed() -> Vec<u8> {
    let mut bytes = b"2026-06-01 12:00:00 INFO start of the log\n".to_vec();
    for (index, carrier) in CARRIERS.iter().enumerate() {
        bytes.extend(format!("line {index}: ").bytes());
        let short = format!(
            "?sv=2022-11-02&sr=c&sp=r{}&se=2027-01-31&sig={SIG}",
            "l".repeat(index % 3)
        );
        bytes.extend((carrier.wrap)(short.as_bytes()));
        bytes.extend(b"\n");
    }
    bytes.extend(link().bytes());
    bytes.extend(b"\n\n");
    bytes.extend(carriers::quoted_printable(link().as_bytes()));
    bytes
}

fn tell(hits: &[Hit]) -> Vec<String> {
    hits.iter()
        .map(|hit| format!("{:?} {:?} {}", hit.row.place, hit.row.certainty, hit.row.id))
        .collect()
}

#[test]
fn how_a_stream_is_cut_changes_nothing() {
    let bytes = mixed();
    let whole = tell(&scan(&bytes));
    assert_eq!(whole.len(), CARRIERS.len() + 2, "{whole:#?}");
    let options = options();
    for cut in (0..bytes.len()).step_by(7) {
        let mut scanner = Scanner::new(&options);
        let mut hits = scanner.push(&bytes[..cut]);
        hits.extend(scanner.push(&bytes[cut..]));
        hits.extend(scanner.finish());
        assert_eq!(tell(&hits), whole, "cut at {cut}");
    }
    let mut scanner = Scanner::new(&options);
    let mut hits = Vec::new();
    for byte in &bytes {
        hits.extend(scanner.push(std::slice::from_ref(byte)));
    }
    hits.extend(scanner.finish());
    assert_eq!(tell(&hits), whole);
}

#[test]
fn cells_change_nothing() {
    let bytes = mixed();
    let alone: Vec<String> = scan(&bytes).iter().map(|hit| hit.row.id.clone()).collect();
    let cell = 256 << 10;
    for step in 0..24 {
        let padding = cell - bytes.len() + step * bytes.len() / 12;
        let mut padded = b"a line of padding\n".repeat(padding / 18 + 1);
        padded.truncate(padding - 1);
        padded.push(b'\n');
        padded.extend(&bytes);
        padded.extend(b"\nmore".repeat(4000));
        let options = options();
        let mut scanner = Scanner::new(&options);
        let mut hits = Vec::new();
        for piece in padded.chunks(10_007) {
            hits.extend(scanner.push(piece));
        }
        hits.extend(scanner.finish());
        let ids: Vec<String> = hits.iter().map(|hit| hit.row.id.clone()).collect();
        assert_eq!(ids, alone, "padding {padding}");
        for hit in &hits {
            let place = &hit.row.place;
            if place.carriers.is_empty() && hit.reveal().starts_with("https") {
                assert!(padded[usize::try_from(place.offset).unwrap()..].starts_with(b"https"));
            }
        }
    }
}

#[test]
fn a_long_run_keeps_its_groups_across_cells() {
    let mut text = Vec::new();
    for index in 0..4000 {
        text.extend(
            format!("row {index} of a table that is no token at all, with a value of {index}\n")
                .bytes(),
        );
        if index % 500 == 499 {
            text.extend(format!("{}\n", link().replace("a.jpg", &format!("{index}.jpg"))).bytes());
        }
    }
    for wrap in [CARRIERS[0].wrap, CARRIERS[1].wrap, CARRIERS[3].wrap] {
        let bytes = [b"x: ", wrap(&text).as_slice()].concat();
        let hits = scan(&bytes);
        assert_eq!(hits.len(), 8);
        assert!(
            hits.windows(2)
                .all(|two| two[0].row.place.offset < two[1].row.place.offset)
        );
    }
}

#[test]
fn places_are_right() {
    let text = format!("first line\r\nsecond \u{e9}: {}\n", link());
    let hits = scan(text.as_bytes());
    let place = &hits[0].row.place;
    assert_eq!(place.offset, text.find("https").unwrap() as u64);
    assert_eq!((place.line, place.column), (Some(2), Some(12)));
    let wide = carriers::wide(text.as_bytes(), 2, true);
    let marked = [b"\xFF\xFE", wide.as_slice()].concat();
    let hits = scan(&marked);
    let place = &hits[0].row.place;
    assert_eq!(
        (place.line, place.carriers.as_slice()),
        (Some(2), ["utf-16le".to_owned()].as_slice())
    );
    assert_eq!(place.column, Some(2 * 10 + 1));
    assert_eq!(
        place.offset,
        2 + 2 * text.chars().position(|letter| letter == 'h').unwrap() as u64
    );
    let hits = scan(&[b"\x01\0\0\x07 ", link().as_bytes(), b"\0\0"].concat());
    assert_eq!(
        (hits[0].row.place.line, hits[0].row.place.column),
        (None, None)
    );
    assert_eq!(hits[0].row.place.offset, 5);
}

#[test]
fn the_same_token_has_the_same_id_everywhere() {
    let link = link();
    let forms = [
        link.clone(),
        link.split_once('?').unwrap().1.to_owned(),
        format!(
            "BlobEndpoint=https://contosoexample.blob.core.windows.net/;SharedAccessSignature={}",
            link.split_once('?').unwrap().1
        ),
        link.replace("%3D", "="),
    ];
    let ids: BTreeSet<String> = forms
        .iter()
        .map(|text| scan(text.as_bytes())[0].row.id.clone())
        .collect();
    assert_eq!(ids.len(), 1);
    assert_eq!(ids.first().unwrap().len(), 32);
    let redacted = [
        link.replace(SIG, "REDACTED"),
        link.replace(SIG, "***"),
        link.replace(SIG, "<signature>"),
        link.replace(SIG, "%7B%7Bsig%7D%7D"),
    ];
    let hits: Vec<Hit> = redacted
        .iter()
        .flat_map(|text| scan(text.as_bytes()))
        .collect();
    assert_eq!(hits.len(), 4, "{hits:#?}");
    assert!(
        hits.iter()
            .all(|hit| hit.row.certainty == Certainty::Redacted && hit.row.id == hits[0].row.id)
    );
    let messaging = |namespace: &str| {
        format!(
            "SharedAccessSignature sr=sb%3A%2F%2F{namespace}.servicebus.windows.net%2Fq&sig=REDACTED&se=1893553445&skn=x"
        )
    };
    let of = |text: &str| scan(text.as_bytes())[0].row.id.clone();
    assert_ne!(of(&messaging("contoso")), of(&messaging("fabrikam")));
    let filler = link.replace(SIG, &format!("{}%3D", "A".repeat(43)));
    assert_eq!(of(&filler), hits[0].row.id);
    // Of two items the copies are two, though all that is signed of them is the same.
    let other = redacted[0].replace(
        "contosoexample.blob.core.windows.net/",
        "contosoexample.blob.core.windows.net/other-",
    );
    assert_ne!(scan(other.as_bytes())[0].row.id, hits[0].row.id);
}

#[test]
fn strings_torn_in_source_are_put_together() {
    let link = link();
    let (first, second) = link.split_at(link.find("g=bm90").unwrap());
    for text in [
        format!("var a = \"{first}\" + \"{second}\";"),
        format!("var a = '{first}' +\n    '{second}';"),
        format!("$a = \"{first}\" . \"{second}\";"),
        format!("a = (\"{first}\"\n     \"{second}\")"),
        format!("a = \"{first}\" & _\r\n    \"{second}\""),
        format!("curl {first}\\\n{second}"),
    ] {
        let hits = scan(text.as_bytes());
        assert_eq!(hits.len(), 1, "{text}: {hits:?}");
        assert_eq!(
            (hits[0].row.certainty, hits[0].reveal()),
            (Certainty::Certain, link.as_str()),
            "{text}"
        );
    }
    let object = format!(
        "{{\"sv\": \"2022-11-02\", \"sr\": \"c\", \"sp\": \"rl\", \"se\": \"2027-01-31T12:00:00Z\", \"sig\": \"{}\"}}",
        SIG.replace("%3D", "=")
    );
    let hits = scan(object.as_bytes());
    assert_eq!((hits.len(), hits[0].row.certainty), (1, Certainty::Certain));
}

#[test]
fn a_link_that_was_wrapped_at_any_column_is_read_whole() {
    let links = [
        link(),
        format!(
            "https://contosoexample.blob.core.windows.net/photos?sv=2022-11-02&sr=c&sp=rl\
             &st=2026-11-01T00:00:00Z&se=2027-06-01T00:00:00Z&spr=https&sig={SIG}"
        ),
    ];
    let mut torn = Vec::new();
    for link in links {
        let ids: Vec<_> = scan(link.as_bytes())
            .into_iter()
            .map(|hit| hit.row.id)
            .collect();
        for (before, behind) in [("", ""), ("The link is ", " and expires next year.")] {
            for column in 32..=130 {
                let text = wrapped(&format!("{before}{link}{behind}"), column);
                let found = scan(text.as_bytes());
                let report = analyze(&text, &Options::at(now()));
                let is_whole = found.len() == 1
                    && found[0].row.id == ids[0]
                    && found[0].row.certainty == Certainty::Certain
                    && found[0].row.account.as_deref() == Some("contosoexample")
                    && report.tokens.len() == 1
                    && report.tokens[0].verdict.sentence.text == found[0].row.sentence;
                if !is_whole {
                    torn.push(text);
                }
            }
        }
    }
    assert!(
        torn.is_empty(),
        "{} of 396:\n{}",
        torn.len(),
        torn.join("\n\n")
    );
}

fn wrapped(text: &str, column: usize) -> String {
    let lines: Vec<_> = text.as_bytes().chunks(column).collect();
    String::from_utf8(lines.join(&b"\n"[..])).unwrap()
}

#[test]
fn a_resource_token_without_its_end_is_no_certain_one() {
    let token = "type=resource&ver=1&sig=TSkDBPvxA5A2AaWYx+Pn9w==;jzIc1WFMSdxC7abcdefgh;";
    let certainty = |text: &str| scan(text.as_bytes())[0].row.certainty;
    assert_eq!(certainty(token), Certainty::Certain);
    for torn in [
        &token[..60],
        &format!("{}\r\n> {}", &token[..60], &token[60..]),
    ] {
        assert_eq!(certainty(torn), Certainty::Likely, "{torn}");
    }
}

#[test]
fn what_stands_in_place_of_a_signature_makes_no_likely_token() {
    let tokens = [
        "SharedAccessSignature sr=sb%3A%2F%2Fcontoso.servicebus.windows.net%2Forders&se=1893553445&skn=SendRule&sig=",
        "https://prod-01.westeurope.logic.azure.com/workflows/0123456789abcdef0123456789abcdef/triggers/manual/paths/invoke?api-version=2016-10-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=",
        "aeg-sas-token: r=https%3A%2F%2Ftopic1.westus2-1.eventgrid.azure.net%2Fapi%2Fevents&e=2026-06-01%2013%3A00%3A00&s=",
        "https://contosoexample.blob.core.windows.net/c/b?sv=2022-11-02&sr=b&sp=r&se=2027-01-31T12%3A00%3A00Z&sig=",
        "DefaultEndpointsProtocol=https;AccountName=contosoexample;AccountKey=",
        "https://contosoapp.azurewebsites.net/api/Orders?code=",
    ];
    let masks = [
        "<%= sig %>",
        "#{sig}",
        "{{sig}}",
        "${sig}",
        "Zm9v...",
        "abc***",
        "***",
        "...",
        "",
    ];
    for token in tokens {
        for mask in masks {
            for hit in scan(format!("{token}{mask} and more\n").as_bytes()) {
                let certainty = hit.row.certainty;
                assert_eq!(certainty, Certainty::Redacted, "{token}{mask}");
            }
        }
    }
}

/// A text in which a token stands, torn or wrapped.
#[derive(Deserialize)]
struct Wrapped {
    name: String,
    input: String,
    /// The same token as it was issued.
    of: String,
    count: usize,
}

#[test]
fn what_people_wrap_and_tear_is_the_token_it_was_once_at_each_place() {
    let cases: Vec<Wrapped> = serde_json::from_str(&read("found.json")).unwrap();
    let tell = |hits: &[Hit]| -> Vec<String> {
        let tell = |hit: &Hit| format!("{} {} {:?}", hit.row.id, kind(hit), hit.row.certainty);
        hits.iter().map(tell).collect()
    };
    let mut problems = Vec::new();
    for case in &cases {
        let alone = tell(&scan(case.of.as_bytes()));
        let wanted: Vec<String> = std::iter::repeat_n(alone, case.count).flatten().collect();
        let found = tell(&scan(case.input.as_bytes()));
        if wanted.is_empty() || found != wanted {
            problems.push(format!("{}: {found:#?} and not {wanted:#?}", case.name));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn what_only_looks_like_a_token_is_none() {
    let key = util::fake_key();
    for text in [
        "https://b.s3.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260101T000000Z&X-Amz-Signature=fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024",
        "https://storage.googleapis.com/b/o?GoogleAccessId=a@b.iam.gserviceaccount.com&Expires=1700000000&Signature=bm90LWEtcmVhbC1zaWduYXR1cmUtb25seS1hLWRlbW8%3D",
        "https://r4.googlevideo.example/videoplayback?expire=1700000000&ei=x&ip=1.2.3.4&id=o-AA&itag=22&source=youtube&sig=0123456789ABCDEF0123456789ABCDEF01234567&sver=3",
        "https://<account>.blob.core.windows.net/<container>?sv=2022-11-02&sr=c&sp=rl&se=<expiry>&sig=<signature>",
        "https://{account}.blob.core.windows.net/{container}?sv=2022-11-02&sp={permissions}&se={expiry}&sig={signature}",
        "?sv=...&se=...&sp=...&sig=...",
        "https://myaccount.blob.core.windows.net/c?{sas}",
        "var sig = sign(data); design=sig; sig=null; if (sig == x) { sig=\"\"; }",
        "gpg --verify file.sig && sig=$(cat file.sig)",
        "<script integrity=\"sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC\">",
        "integrity sha512-bm90LWEtcmVhbC1oYXNoLWJ1dC1vbmUtb2Ytc2l4dHktZm91ci1ieXRlcy1pbi1iYXNlNjQtb25seS1hLWRlbQ==",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4Iiwic2lnIjoieSJ9.c2lnbmF0dXJl",
        "phase=2023 response=200 resv=2022 sv=20 se=2024",
        "AccountKey=<key>;EndpointSuffix=core.windows.net",
        "DefaultEndpointsProtocol=https;AccountName=a;AccountKey={key};",
        "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;",
        "https://contosoexample.azurewebsites.net/api/x?id=3",
    ] {
        let hits = scan(text.as_bytes());
        assert!(hits.is_empty(), "{text}: {hits:#?}");
        for carrier in CARRIERS {
            let hits = scan(&(carrier.wrap)(text.as_bytes()));
            assert!(hits.is_empty(), "{text} in {}: {hits:#?}", carrier.name);
        }
    }
    assert_eq!(
        scan(format!("AccountName=contosoexample;AccountKey={key};").as_bytes()).len(),
        1
    );
}

#[test]
fn random_bytes_hold_no_token() {
    assert!(scan(&random(4 << 20)).is_empty());
}

/// Bytes of xorshift64.
fn random(count: usize) -> Vec<u8> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut bytes = Vec::with_capacity(count);
    while bytes.len() < count {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend(state.to_le_bytes());
    }
    bytes
}

#[test]
fn nothing_that_is_shown_holds_a_signature() {
    let bare = SIG.replace("%3D", "");
    let bytes = [
        mixed(),
        format!(
            "AccountName=contosoexample;AccountKey={};",
            util::fake_key()
        )
        .into_bytes(),
    ]
    .concat();
    for hit in scan(&bytes) {
        for shown in [format!("{hit:?}"), serde_json::to_string(&hit.row).unwrap()] {
            assert!(
                !shown.contains(&bare) && !shown.contains(&util::fake_key()),
                "{:?}",
                hit.row.place
            );
        }
        assert!(!hit.row.because.is_empty());
    }
}

#[test]
fn hostile_bytes_hold_no_token_and_come_to_an_end() {
    for piece in [
        "sig=",
        "sig=\n",
        "sv=20",
        "\"+\"",
        "sig=a\"+\"",
        "s\0i\0g\0",
        "%73%69",
        "A",
        "AAAA\n",
        "{\"sig\":",
        "\\",
        "https://",
        "SharedAccessSignature=",
        "sig=%",
        "H4sI",
        "&#115;&#",
        "sv=2022&se=2030-01-01&sig=x\n",
        "sig=\"a\",\n",
    ] {
        let bytes = piece.as_bytes().repeat((64 << 10) / piece.len());
        assert!(scan(&bytes).is_empty(), "{piece}");
    }
}
