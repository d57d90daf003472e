//! No link breaks out of its requests, shows a secret in them, or makes them without end.

use super::support::{account, answered, parts, read, requests, scoped, words};
use crate::util;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sas_lens::report::{Answer, TokenReport};
use sas_lens::{Options, analyze};

#[test]
fn every_request_is_one_command_with_a_whole_address() {
    let everything = "ss=bfqt&srt=sco&sp=rwdxylacuptfi";
    for link in [
        account(&format!("sv=2022-11-02&{everything}")),
        format!("?sv=2022-11-02&se=2026-06-04&{everything}"),
        scoped("blob", "sv=2022-11-02&sr=c&sp=racwdxyltfmeopi"),
        scoped("blob", "sv=2022-11-02&sr=d&sdd=1&sp=racwdlmeop"),
        scoped("file", "sv=2022-11-02&sr=s&sp=rcwdl"),
        scoped("queue", "sv=2022-11-02&sp=raup"),
        scoped("table", "sv=2022-11-02&tn=orders&sp=raud"),
    ] {
        let token = read(&link);
        assert!(requests(&token).count() > 5, "{link}");
        for (operation, request) in requests(&token) {
            let id = &operation.id;
            let (address, headers) = parts(request);
            assert!(request.path.starts_with('/'), "{id}");
            assert_eq!(
                request.path.matches('?').count(),
                usize::from(request.path.contains('?'))
            );
            assert_eq!(
                address.as_str().matches('?').count().max(1),
                1,
                "{id}: {address}"
            );
            let names: Vec<String> = address
                .query_pairs()
                .map(|(name, _)| name.into_owned())
                .collect();
            let mut unique = names.clone();
            unique.sort();
            unique.dedup();
            assert_eq!(unique.len(), names.len(), "{id}: {address}");
            let is_open = id.ends_with("/preflight");
            assert_eq!(names.contains(&"sig".to_owned()), !is_open, "{id}");
            assert!(
                headers.iter().all(|header| header.contains(": ")),
                "{id}: {headers:?}"
            );
            let is_sent = ["PUT", "POST", "PATCH"].contains(&request.method.as_str());
            let has_length = headers.iter().any(|header| header == "Content-Length: 0");
            assert!(
                !is_sent || has_length != request.curl.contains("--data-binary"),
                "{id}"
            );
        }
        for denied in answered(&token, Answer::Denied) {
            assert!(denied.request.is_none(), "{}", denied.id);
        }
    }
}

const HOSTILE: [&str; 12] = [
    "a'; rm -rf ~; '",
    "a\u{2019}; calc; \u{2018}",
    "$(id)",
    "`id`",
    "a\nb\r\u{1b}[31m",
    "a\u{202E}b",
    "-rf",
    "a\"b\\",
    "<b>&amp;",
    "{container}",
    "%27%0a",
    "ＡＣＣＴ",
];

#[test]
fn no_name_breaks_out_of_a_command() {
    for name in HOSTILE {
        let encoded = utf8_percent_encode(name, NON_ALPHANUMERIC).to_string();
        for link in [
            format!(
                "https://contosoexample.blob.core.windows.net/{encoded}/x?sv=2022-11-02&sr=c&sp=rwdl&si={encoded}&se=2026-06-04"
            ),
            format!(
                "https://contosoexample.blob.core.windows.net/c/{encoded}?sv=2022-11-02&sr=b&sp=rw&rscd={encoded}&se=2026-06-04"
            ),
            format!(
                "https://{encoded}.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=rw&se=2026-06-04"
            ),
            format!("http://127.0.0.1:10000/{encoded}/c?sv=2022-11-02&sr=c&sp=rwdl&se=2051-01-01"),
            format!("https://10.0.0.4/{encoded}/c?sv=2022-11-02&sr=c&sp=rwdl&se=2051-01-01"),
            format!(
                "https://c.table.core.windows.net/t?sv=2022-11-02&tn={encoded}&sp=raud&se=2051-01-01"
            ),
            format!(
                "?sv=2026-04-06&sr=c&sp=rw&se=2026-06-04&skoid={encoded}&sktid=x&sks=b&srh={encoded}&srq={encoded}"
            ),
            format!("?sv={encoded}&sr=bs&sp=rw&se=2026-06-04&snapshot={encoded}"),
        ] {
            let text = util::fill(&format!("{link}&sig={{sig}}"), &util::fake_signature());
            let report = analyze(&text, &Options::at(util::now()));
            for (_, request) in report.tokens.iter().flat_map(requests) {
                assert!(
                    request
                        .curl
                        .bytes()
                        .all(|byte| (b' '..0x7f).contains(&byte)),
                    "{}",
                    request.curl
                );
                assert!(
                    request
                        .path
                        .bytes()
                        .all(|byte| (b' '..0x7f).contains(&byte)),
                    "{}",
                    request.path
                );
                let options = ["curl", "-X", "-H", "--head", "--data-binary"];
                let words = words(&request.curl);
                for (at, word) in words
                    .iter()
                    .enumerate()
                    .filter(|(_, word)| word.starts_with('-'))
                {
                    assert!(
                        options.contains(&word.as_str()),
                        "{word} at {at} in {}",
                        request.curl
                    );
                }
                assert_eq!(
                    words.iter().filter(|word| word.starts_with("http")).count(),
                    1
                );
            }
        }
    }
}

#[test]
fn no_secret_stands_in_a_request() {
    let secret = "cRbIx5hHSaui2mPzbshp1xKy4GdrisBX1S4Zi+OnEVU=";
    let form = util::encode(secret);
    for place in [
        "https://contosoexample.blob.core.windows.net/{}/x?sv=2022-11-02&sr=c&sp=rw&se=2026-06-04&sig={}",
        "https://contosoexample.blob.core.windows.net/c/{}?sv=2022-11-02&sr=b&sp=rw&se=2026-06-04&sig={}",
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=rw&si={}&se=2026-06-04&sig={}",
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=rw&rscd=sig={}&se=2026-06-04&sig={}",
        "https://contosoexample.table.core.windows.net/t?sv=2022-11-02&tn={}&sp=r&se=2026-06-04&sig={}",
        "https://contosoexample.blob.core.windows.net/c?sv=2026-04-06&sr=c&sp=rw&skoid=a&sks=b&srh={}&srq={}&se=2026-06-04&sig={}",
        "https://user:{}@contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=rw&se=2026-06-04&sig={}",
        "http://10.0.0.4/{}/c?sv=2022-11-02&sr=c&sp=rw&se=2026-06-04&sig={}",
    ] {
        let report = analyze(&place.replace("{}", &form), &Options::at(util::now()));
        let shown = serde_json::to_string(&report).unwrap();
        assert!(!shown.contains("cRbIx5"), "{place}");
        let requests: Vec<_> = report.tokens.iter().flat_map(requests).collect();
        assert!(!requests.is_empty(), "{place}");
        for (_, request) in requests
            .iter()
            .filter(|(one, _)| !one.id.ends_with("/preflight"))
        {
            assert!(request.curl.contains("sig=<signature>"), "{}", request.curl);
            assert!(!request.curl.contains("user"), "{}", request.curl);
        }
    }
}

#[test]
fn long_names_make_no_long_commands() {
    let long = "a".repeat(200_000);
    let link = format!(
        "https://contosoexample.blob.core.windows.net/{long}/{long}?sv=2022-11-02&sr=c&sp=rw&si={long}&se=2026-06-04"
    );
    let token = read(&link);
    for (_, request) in requests(&token) {
        assert!(request.curl.len() < 2_000, "{}", request.curl.len());
    }
}

#[test]
fn many_links_do_not_make_a_report_without_end() {
    let link = util::fill(
        &scoped("blob", "sv=2022-11-02&sr=c&sp=rwdl&sig={sig}"),
        &util::fake_signature(),
    );
    let text = format!("{link}\n").repeat(150);
    let report = analyze(&text, &Options::at(util::now()));
    assert_eq!(report.tokens.len(), 150);
    let told = |token: &TokenReport| !token.access.operations.is_empty();
    assert_eq!(
        report.tokens.iter().filter(|token| told(token)).count(),
        100
    );
    // That is said, with the place from which on they are missing.
    let left_out = report
        .skipped
        .iter()
        .find(|one| one.message.id == "skipped/operations")
        .unwrap();
    assert_eq!(
        left_out.span.byte_start,
        report.tokens[100].location.span.byte_start
    );
    assert_eq!(
        left_out.span.byte_end,
        report.tokens[149].location.span.byte_end
    );
    let few = analyze(&format!("{link}\n").repeat(100), &Options::at(util::now()));
    assert!(few.skipped.is_empty());
}
