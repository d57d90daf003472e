//! The parameters of a token, each explained.

use super::build::{Secrets, Studied};
use super::meaning::Meanings;
use super::segments::Places;
use super::{Finding, Letter, Param, Severity, Standing, validity};
use crate::access::time;
use crate::params::table::{ParamSpec, Shape};
use crate::repair::mapped::to_u32;
use crate::token::{self, display, redact};

pub(super) fn of(
    studied: &Studied<'_>,
    findings: &[Finding],
    places: &Places<'_>,
    secrets: Secrets,
) -> Vec<Param> {
    let meanings = Meanings {
        token: studied.token,
        scope: &studied.scope,
        window: &studied.window,
        effective: &studied.effective,
    };
    studied
        .token
        .params
        .iter()
        .enumerate()
        .map(|(index, param)| {
            let standing = standing(findings, to_u32(index), studied);
            self::param(studied, param, &meanings, standing, places, secrets)
        })
        .collect()
}

fn param(
    studied: &Studied<'_>,
    param: &token::Param,
    meanings: &Meanings<'_>,
    standing: Standing,
    places: &Places<'_>,
    secrets: Secrets,
) -> Param {
    let text = studied.token.mapped.as_str();
    let raw = text.get(param.value.clone()).unwrap_or_default();
    let decoded = param.decoded.expose();
    let shown = Shown::of(raw, decoded, param.is_secret(), secrets);
    let name_redacted = secrets == Secrets::Redacted && param.has_secret_name();
    let span = |range: std::ops::Range<usize>| {
        let (start, end) = studied.token.mapped.origin(range);
        places.span(start, end)
    };
    let title = match param.spec {
        Some(spec) => spec.title,
        None if param.lumped > 0 => "More parameters",
        None => "Not a SAS parameter",
    };
    let name = if param.lumped > 0 {
        "…".to_owned()
    } else {
        show(&param.written, secrets)
    };
    Param {
        name,
        key: param.key().map(str::to_owned),
        title: title.to_owned(),
        source: param.spec.map(|spec| spec.source.to_owned()),
        raw: shown.raw,
        value: shown.value,
        redacted: name_redacted || shown.is_redacted,
        name_redacted,
        meaning: meanings.of(param),
        standing,
        letters: letters(studied, param, meanings, places),
        moment: param
            .spec
            .filter(|spec| spec.shape == Shape::Date)
            .and_then(|_| time::parse(decoded))
            .map(|date| validity::moment(date.instant, studied.window.now)),
        span: span(param.range.clone()),
        value_span: span(param.value.clone()),
    }
}

/// A value as the report shows it.
pub(super) struct Shown {
    pub(super) raw: String,
    pub(super) value: String,
    /// Whether a secret is hidden in it.
    pub(super) is_redacted: bool,
}

impl Shown {
    /// Shows a value as written and as decoded, unless it is a secret as a whole.
    pub(super) fn of(raw: &str, decoded: &str, is_secret: bool, secrets: Secrets) -> Self {
        let is_hiding = secrets == Secrets::Redacted;
        let is_secret = is_hiding && is_secret && !decoded.is_empty();
        let show_value = |value: &str| {
            if is_secret {
                redact::REDACTED.to_owned()
            } else {
                show(value, secrets)
            }
        };
        Self {
            raw: show_value(raw),
            value: show_value(decoded),
            is_redacted: is_secret
                || (is_hiding && (redact::finds_secret(decoded) || redact::finds_secret(raw))),
        }
    }
}

/// Shows a piece of input.
pub(super) fn show(text: &str, secrets: Secrets) -> String {
    match secrets {
        Secrets::Revealed => display::shown_revealed(text),
        Secrets::Redacted => display::shown(text),
    }
}

/// More letters than there are permissions make no sense to explain one by one.
const MOST_LETTERS: usize = 32;

fn letters(
    studied: &Studied<'_>,
    param: &token::Param,
    meanings: &Meanings<'_>,
    places: &Places<'_>,
) -> Vec<Letter> {
    let is_explained = |spec: &&ParamSpec| spec.shape == Shape::Letters && !param.holds_secret();
    let Some(spec) = param.spec.filter(is_explained) else {
        return Vec::new();
    };
    let raw = studied
        .token
        .mapped
        .as_str()
        .get(param.value.clone())
        .unwrap_or_default();
    let is_plain = raw == param.decoded.expose();
    param
        .decoded
        .expose()
        .char_indices()
        .take(MOST_LETTERS)
        .map(|(at, letter)| {
            let (name, meaning, effective) = meanings.letter(spec.key, letter);
            let start = param.value.start + at;
            let range = if is_plain {
                start..start + letter.len_utf8()
            } else {
                param.value.clone()
            };
            let (start, end) = studied.token.mapped.origin(range);
            Letter {
                letter: display::shown(&letter.to_string()),
                name,
                meaning,
                effective,
                span: places.span(start, end),
            }
        })
        .collect()
}

/// A parameter stands as badly as the worst finding about it.
fn standing(findings: &[Finding], index: u32, studied: &Studied<'_>) -> Standing {
    findings
        .iter()
        .zip(&studied.findings)
        .filter(|(finding, _)| finding.params.first() == Some(&index))
        .map(|(finding, placed)| match finding.severity {
            _ if placed.refuses => Standing::Invalid,
            Severity::Critical | Severity::High | Severity::Medium => Standing::Warning,
            Severity::Low | Severity::Info => Standing::Note,
            Severity::Good => Standing::Ok,
        })
        .max()
        .unwrap_or(Standing::Ok)
}

#[cfg(test)]
mod tests {
    use crate::report::{Report, SegmentKind};
    use crate::{Options, analyze, analyze_revealed};
    use chrono::{TimeZone, Utc};

    const SECRET: &str = "bm90LWEtcmVhbC1zaWduYXR1cmUtanVzdC1hLWRlbW8=";

    fn options() -> Options {
        Options::at(Utc.with_ymd_and_hms(2026, 6, 1, 12, 0, 0).unwrap())
    }

    fn report(query: &str) -> Report {
        let text = format!("https://contosoexample.blob.core.windows.net/c/b?{query}");
        analyze(&text, &options())
    }

    #[test]
    fn junk_hides_neither_rights_nor_signature() {
        let junk = "&junk=v".repeat(3_000);
        for query in [
            format!("sv=2022-11-02&sr=b&sp=r&se=2027-01-01T00:00:00Z{junk}&sig={SECRET}"),
            format!("sig={SECRET}{junk}&sv=2022-11-02&sr=b&se=2027-01-01T00:00:00Z&sp=rwd"),
        ] {
            let report = report(&query);
            let token = &report.tokens[0];
            let of = |key: &str| {
                let found = token
                    .params
                    .iter()
                    .find(|param| param.key.as_deref() == Some(key));
                found.unwrap()
            };
            assert!(of("sig").redacted);
            let can_delete = token
                .access
                .outcomes
                .iter()
                .any(|outcome| outcome.id == "delete-data");
            assert_eq!(can_delete, of("sp").value == "rwd");
            let said: Vec<&str> = report
                .skipped
                .iter()
                .map(|skipped| skipped.message.text.as_str())
                .collect();
            assert_eq!(said.len(), 1, "{said:?}");
            let lumped = token.params.iter().find(|param| param.name == "…").unwrap();
            assert!(lumped.redacted && lumped.value == "[redacted]");
            assert!(
                lumped
                    .meaning
                    .text
                    .contains(said[0].split(' ').next().unwrap())
            );
        }
    }

    #[test]
    fn a_secret_in_the_wrong_place_is_marked() {
        let all = "sv=2022-11-02&sr=b&sp=r";
        for (query, index, in_name) in [
            (format!("{all}&se=2030-01-01;sig={SECRET}"), 3, false),
            (
                format!("{all}&se=2030-01-01T00:00:00Z%3Bsig%3Dshort&sig=x"),
                3,
                false,
            ),
            (
                format!("{all}&se=2030-01-01T00:00:00Z&sig:{SECRET}"),
                4,
                true,
            ),
            (
                format!("{all}&se=2030-01-01T00:00:00Z&sig{SECRET}"),
                4,
                true,
            ),
            (
                format!("sv=2022-11-02&sr=b&se=2030-01-01T00:00:00Z&sp=r;sig={SECRET}"),
                3,
                false,
            ),
            (
                format!("{all}&se=2030-01-01T00:00:00Z&{};sig=short", "x".repeat(90)),
                4,
                false,
            ),
        ] {
            let report = report(&query);
            let param = &report.tokens[0].params[index];
            assert!(param.redacted, "{query}: {param:?}");
            assert_eq!(param.name_redacted, in_name, "{query}");
            assert!(
                param.letters.is_empty() && !format!("{param:?}").contains("short"),
                "{query}"
            );
            let text = format!("https://contosoexample.blob.core.windows.net/c/b?{query}");
            let revealed = analyze_revealed(&text, &options());
            let revealed = &revealed.tokens[0].params[index];
            assert!(!revealed.redacted && !revealed.name_redacted);
            assert!(
                !format!("{}{}", revealed.name, revealed.value).contains("[redacted]"),
                "{query}"
            );
        }
        let plain = report(&format!("{all}&se=2030-01-01T00:00:00Z&sig=x"));
        let marks: Vec<bool> = plain.tokens[0]
            .params
            .iter()
            .map(|param| param.redacted)
            .collect();
        assert_eq!(marks, [false, false, false, false, true]);
    }

    #[test]
    fn a_password_in_the_address_is_a_segment_of_its_own() {
        let query = "sv=2022-11-02&sr=b&sp=r&se=2030-01-01T00:00:00Z&sig=x";
        let part = |text: &str, wanted: SegmentKind| {
            let segments = analyze(text, &options()).segments;
            let found = segments.iter().find(|segment| segment.kind == wanted)?;
            let span = found.span;
            text.get(span.byte_start as usize..span.byte_end as usize)
                .map(str::to_owned)
        };
        let text =
            format!("https://user:Passw0rd@contosoexample.blob.core.windows.net/c/b?{query}");
        assert_eq!(
            part(&text, SegmentKind::UserInfo).as_deref(),
            Some("user:Passw0rd@")
        );
        assert_eq!(
            part(&text, SegmentKind::Host).as_deref(),
            Some("contosoexample.blob.core.windows.net")
        );
        assert!(!format!("{:?}", analyze(&text, &options())).contains("Passw0rd"));
        // What Spark writes there is a name to be shown.
        let text = format!("wasbs://photos@contosoexample.blob.core.windows.net/b?{query}");
        assert_eq!(part(&text, SegmentKind::UserInfo), None);
        assert_eq!(part(&text, SegmentKind::Path).as_deref(), Some("photos@"));
    }

    #[test]
    fn long_names_do_not_push_the_end_out_of_sight() {
        let path = format!("2026/q1/{}/summary.pdf", "long".repeat(230));
        let query = "sv=2022-11-02&sr=b&sp=r&se=2030-01-01T10:00:00Z&sig=x";
        let text = format!("https://contosoexample.blob.core.windows.net/c/{path}?{query}");
        let report = analyze(&text, &options());
        let token = &report.tokens[0];
        let sentence = &token.verdict.sentence.text;
        assert!(sentence.contains("2026/q1/…/summary.pdf in"), "{sentence}");
        assert!(
            sentence.contains("until") && sentence.len() < 250,
            "{sentence}"
        );
        assert!(token.resource.path.as_ref().unwrap().len() > 400);
        let policy = "p".repeat(300);
        let report = analyze(
            &text.replace("sp=r&se=2030-01-01T10:00:00Z", &format!("si={policy}")),
            &options(),
        );
        let token = &report.tokens[0];
        let texts = [
            &token.verdict.sentence,
            &token.access.summary,
            &token.validity.summary,
        ];
        assert!(
            texts.iter().all(|message| message.text.len() < 300),
            "{texts:?}"
        );
    }

    #[test]
    fn what_is_left_of_an_unknown_life_is_no_life() {
        let life = |times: &str| {
            let report = report(&format!("sv=2022-11-02&sr=b&sp=r&{times}&sig=x"));
            let token = &report.tokens[0];
            let reasons: Vec<String> = token
                .verdict
                .reasons
                .iter()
                .map(|reason| reason.text.clone())
                .collect();
            (token.validity.life_from_now, reasons.join(" "))
        };
        let (from_now, why) = life("se=2026-06-01T12:44:00Z");
        assert!(from_now && why.contains("44 minutes left."), "{why}");
        let (from_now, why) = life("st=2026-06-01T11:00:00Z&se=2026-06-01T12:44:00Z");
        assert!(!from_now && why.contains("44 minutes left."), "{why}");
        let (from_now, why) = life("st=2026-06-01T13:00:00Z&se=2026-06-01T13:44:00Z");
        assert!(!from_now && why.contains("hour: 44 minutes."), "{why}");
        let (from_now, why) = life("se=tomorrow");
        assert!(!from_now && why.contains("or cannot be read"), "{why}");
    }

    #[test]
    fn two_dates_in_an_unusual_form_are_one_finding() {
        let said = |times: &str| {
            let report = report(&format!("sv=2022-11-02&sr=b&sp=r&{times}&sig=x"));
            let findings = &report.tokens[0].findings;
            let found: Vec<_> = findings
                .iter()
                .filter(|finding| finding.rule == "time-without-seconds")
                .collect();
            assert_eq!((found.len(), found[0].params.len()), (1, 2));
            found[0].message.text.split(". ").next().unwrap().to_owned()
        };
        assert_eq!(
            said("st=2026-01-01T10:00Z&se=2027-01-01T10:00Z"),
            "Start (st) and Expiry (se) have no seconds"
        );
        assert_eq!(
            said("st=2026-01-01T10:00Z&se=2027-01-01T10:00:00"),
            "Start (st) has no seconds, and Expiry (se) has no Z at the end"
        );
    }
}
