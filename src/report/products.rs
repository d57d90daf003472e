//! Keys, tokens and links of other Azure products, as the report shows them.

use super::build::Secrets;
use super::message::Message;
use super::messages::message;
use super::segments::{Part, Parts, Places};
use super::{Finding, Location, Param, Skipped, SurveyRow, TokenReport, build, params, validity};
use crate::analyze::Options;
use crate::products::Product;
use crate::products::reading::{self, Judged};
use crate::products::rules::Hit;
use crate::repair::mapped::to_u32;
use crate::token::redact;

/// Puts a product into the report.
pub(super) fn token_report(
    product: &Product,
    options: &Options,
    places: &Places<'_>,
    secrets: Secrets,
) -> TokenReport {
    let judged = reading::judge(product, options.now, &options.policy);
    let findings: Vec<Finding> = judged
        .hits
        .iter()
        .map(|hit| finding(hit, product, places))
        .collect();
    let reading = &judged.reading;
    TokenReport {
        kind: product.kind,
        kind_meaning: reading.kind_meaning.clone(),
        resource: reading.resource.clone(),
        params: fields(product, &judged, &findings, options, places, secrets),
        state: judged.state,
        validity: reading.validity(),
        access: judged.access,
        verdict: judged.verdict,
        findings,
        fingerprint: None,
        usage: None,
        location: location(product, places),
        carriers: product
            .undone
            .carriers
            .iter()
            .map(|carrier| (*carrier).to_owned())
            .collect(),
        repairs: build::repairs(&product.undone),
    }
}

/// Puts a product into the short list, with what it is ranked by.
pub(super) fn survey_row(
    index: u32,
    product: &Product,
    options: &Options,
    places: &Places<'_>,
) -> (build::Rank, SurveyRow) {
    let judged = reading::judge(product, options.now, &options.policy);
    build::ranked(
        index,
        product.kind,
        ruled(judged),
        location(product, places),
    )
}

/// Says in short how a product is judged.
pub(super) fn ruled(judged: Judged) -> build::Ruled {
    #[cfg(feature = "scan")]
    let broken_limits = judged
        .hits
        .iter()
        .map(|hit| (hit.rule.id, hit.rule.title))
        .filter(|(id, _)| crate::policy::LIMIT_RULES.contains(id))
        .collect();
    let verdict = judged.verdict;
    build::Ruled {
        level: verdict.level,
        title: verdict.title,
        sentence: verdict.sentence.text,
        state: judged.state,
        impact: verdict.impact,
        ends: judged.reading.end().map(|end| end.timestamp()),
        account: judged.reading.resource.account,
        #[cfg(feature = "scan")]
        broken_limits,
    }
}

/// Says which fields of a product were counted and not told apart.
pub(super) fn skipped(product: &Product, places: &Places<'_>) -> Option<Skipped> {
    let lumped = || product.fields.iter().filter(|field| field.lumped > 0);
    let (start, end) = product.mapped.origin(lumped().next()?.range.clone());
    let count: usize = lumped().map(|field| field.lumped).sum();
    Some(Skipped {
        message: message("skipped/parameters", &[("count", &count.to_string())]),
        span: places.span(start, end),
    })
}

fn location(product: &Product, places: &Places<'_>) -> Location {
    let (start, end) = product.mapped.origin(0..product.mapped.as_str().len());
    places.location(start, end)
}

fn fields(
    product: &Product,
    judged: &Judged,
    findings: &[Finding],
    options: &Options,
    places: &Places<'_>,
    secrets: Secrets,
) -> Vec<Param> {
    let span = |range: std::ops::Range<usize>| {
        let (start, end) = product.mapped.origin(range);
        places.span(start, end)
    };
    product
        .fields
        .iter()
        .zip(&judged.reading.meanings)
        .enumerate()
        .map(|(index, (field, meaning))| {
            let shown = params::Shown::of(
                field.raw.expose(),
                field.decoded.expose(),
                field.is_secret(),
                secrets,
            );
            let name_redacted =
                secrets == Secrets::Redacted && redact::finds_secret(&field.written);
            let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            let own = meaning.standing;
            Param {
                name: params::show(&field.written, secrets),
                key: given(field.spec.key),
                title: field.spec.title.to_owned(),
                source: given(field.spec.source),
                raw: shown.raw,
                value: shown.value,
                redacted: shown.is_redacted || name_redacted,
                name_redacted,
                meaning: meaning.message.clone(),
                standing: reading::standing(own, findings, &judged.hits, to_u32(index)),
                letters: Vec::new(),
                moment: meaning.moment.map(|at| validity::moment(at, options.now)),
                span: span(field.range.clone()),
                value_span: span(field.value.clone()),
            }
        })
        .collect()
}

fn finding(hit: &Hit, product: &Product, places: &Places<'_>) -> Finding {
    let args: Vec<(&str, &str)> = hit
        .args
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let index = hit.key.and_then(|key| {
        product
            .fields
            .iter()
            .position(|field| field.spec.key == key)
    });
    let range = index
        .and_then(|index| product.fields.get(index))
        .map(|field| field.range.clone())
        .filter(|range| !range.is_empty())
        .unwrap_or(0..product.mapped.as_str().len());
    let (start, end) = product.mapped.origin(range);
    let rule = &hit.rule;
    let said = |suffix: &str, template: &str| {
        let used: Vec<(&str, &str)> = args
            .iter()
            .filter(|(name, _)| template.contains(&format!("{{{name}}}")))
            .copied()
            .collect();
        Message::render(format!("rule/{}{suffix}", rule.id), template, &used)
    };
    Finding {
        rule: rule.id.to_owned(),
        severity: hit.severity,
        confidence: rule.confidence,
        title: rule.title.to_owned(),
        message: said("", rule.message),
        remedy: said("/remedy", rule.remedy),
        spans: vec![places.span(start, end)],
        params: index.map(to_u32).into_iter().collect(),
        sources: rule
            .sources
            .iter()
            .map(|source| (*source).to_owned())
            .collect(),
    }
}

/// Lists the parts of a product's text without gaps.
pub(super) fn parts(product: &Product) -> Vec<Part> {
    let mut parts = Parts::default();
    if let Some(link) = &product.link {
        parts.add_link(link);
    }
    for (index, field) in product.fields.iter().enumerate() {
        if !field.is_inside {
            parts.add_param(field.name.clone(), field.value.clone(), index);
        }
    }
    let end = product.mapped.as_str().len();
    parts.finish(end..end)
}
