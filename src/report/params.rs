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
    let is_redacted = param.is_secret() && secrets == Secrets::Redacted && !decoded.is_empty();
    let show = |value: &str| match secrets {
        _ if is_redacted => redact::REDACTED.to_owned(),
        Secrets::Revealed => display::shown_revealed(value),
        Secrets::Redacted => display::shown(value),
    };
    let span = |range: std::ops::Range<usize>| {
        let (start, end) = studied.token.mapped.origin(range);
        places.span(start, end)
    };
    let title = match param.spec {
        Some(spec) => spec.title,
        None => "Not a SAS parameter",
    };
    Param {
        name: display::shown(&param.written),
        key: param.key().map(str::to_owned),
        title: title.to_owned(),
        source: param.spec.map(|spec| spec.source.to_owned()),
        raw: show(raw),
        value: show(decoded),
        redacted: is_redacted,
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

/// More letters than there are permissions make no sense to explain one by one.
const MOST_LETTERS: usize = 32;

fn letters(
    studied: &Studied<'_>,
    param: &token::Param,
    meanings: &Meanings<'_>,
    places: &Places<'_>,
) -> Vec<Letter> {
    let is_explained = |spec: &&ParamSpec| spec.shape == Shape::Letters && !param.is_secret();
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
