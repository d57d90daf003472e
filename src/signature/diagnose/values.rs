//! Mistakes in the values of parameters.

use super::{Attempt, Case};
use crate::access::time;
use crate::params::table;
use crate::token::percent;
use chrono::{DateTime, SecondsFormat, Timelike, Utc};

/// Fields without which there is no link of the kind.
const MANDATORY: &[&str] = &["account", "canonical", "end", "srt", "ss", "sv"];

/// Fields that the link has and the signature may not.
pub(super) fn left_out(case: &Case<'_>) -> Vec<Attempt> {
    let optional: Vec<&str> = case
        .expected
        .fields
        .iter()
        .filter(|field| {
            field
                .value
                .as_deref()
                .is_some_and(|value| !value.is_empty())
        })
        .map(|field| field.name)
        .filter(|name| !MANDATORY.contains(name))
        .collect();
    let mut attempts: Vec<Attempt> = optional
        .iter()
        .filter_map(|name| case.with(name, "", say(name)))
        .collect();
    // Several at once: what an editor of links would add, and all the headers of the response.
    let headers = ["rscc", "rscd", "rsce", "rscl", "rsct"];
    for group in [&["sip", "spr"][..], &["st", "sip", "spr"], &headers] {
        let names: Vec<&str> = group
            .iter()
            .copied()
            .filter(|name| optional.contains(name))
            .collect();
        let mut fields = case.expected.clone();
        for name in &names {
            if let Some(value) = fields.field_mut(name) {
                value.clear();
            }
        }
        if names.len() > 1 {
            attempts.extend(Attempt::of(&fields, names.join(", ")));
        }
    }
    attempts
}

fn say(name: &str) -> String {
    table::find(name).map_or_else(
        || name.to_owned(),
        |spec| format!("{} ({name})", spec.title),
    )
}

pub(super) fn protocol(case: &Case<'_>) -> Vec<Attempt> {
    ["https", "https,http", "http,https", "http"]
        .into_iter()
        .filter_map(|value| case.with("spr", value, value))
        .collect()
}

pub(super) fn encoded(case: &Case<'_>) -> Vec<Attempt> {
    let raw = |key: &str, _: &str| case.raw(key).map(str::to_owned);
    let component = |_: &str, value: &str| Some(encode_component(value));
    let mut attempts = case.each_and_all(&case.params(), raw);
    attempts.extend(case.each_and_all(&case.params(), component));
    attempts
}

/// Encodes as `encodeURIComponent` of JavaScript does.
pub(super) fn encode_component(value: &str) -> String {
    const PLAIN: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'_')
        .remove(b'.')
        .remove(b'!')
        .remove(b'~')
        .remove(b'*')
        .remove(b'\'')
        .remove(b'(')
        .remove(b')');
    percent_encoding::utf8_percent_encode(value, PLAIN).to_string()
}

pub(super) fn decoded_twice(case: &Case<'_>) -> Vec<Attempt> {
    case.each_and_all(&case.params(), |_, value| {
        percent::has_escape(value).then(|| percent::decode(value).into_owned())
    })
}

/// Only where the link has a plus sign as it is: many servers read it as a blank.
pub(super) fn plus_as_blank(case: &Case<'_>) -> Vec<Attempt> {
    case.each_and_all(&case.params(), |key, _| {
        let raw = case.raw(key)?.replace('+', " ");
        Some(percent::decode(&raw).into_owned())
    })
}

pub(super) fn swapped(case: &Case<'_>) -> Vec<Attempt> {
    let mut attempts = case.each_and_all(&case.params(), |_, value| Some(value.replace(' ', "+")));
    attempts.extend(case.each_and_all(&case.params(), |_, value| Some(value.replace('+', " "))));
    attempts
}

/// The ways in which tools write one moment: what stands between the day and the hour, whether there
/// are seconds, and what follows.
const DATE_FORMS: &[(&str, bool, &str)] = &[
    ("T", true, "Z"),
    ("T", false, "Z"),
    ("T", true, ".0000000Z"),
    ("T", true, ".000Z"),
    ("T", true, "+00:00"),
    ("T", true, ""),
    (" ", true, ""),
];

/// Writes a moment in every form that can express it.
fn written(moment: DateTime<Utc>) -> Vec<Option<String>> {
    // The first sixteen letters are the day, `T`, hours and minutes; the format is fixed.
    let whole = moment.to_rfc3339_opts(SecondsFormat::Secs, true);
    let day = whole.split('T').next().unwrap_or_default();
    let minutes = whole.get(day.len() + 1..day.len() + 6).unwrap_or_default();
    let seconds = whole.get(day.len() + 6..day.len() + 9).unwrap_or_default();
    let mut forms: Vec<Option<String>> = DATE_FORMS
        .iter()
        .map(|(between, has_seconds, end)| {
            let seconds = if *has_seconds { seconds } else { "" };
            (*has_seconds || moment.second() == 0)
                .then(|| format!("{day}{between}{minutes}{seconds}{end}"))
        })
        .collect();
    forms.push((moment.num_seconds_from_midnight() == 0).then(|| day.to_owned()));
    forms
}

pub(super) fn date_form(case: &Case<'_>) -> Vec<Attempt> {
    let form = |text: &str, at: usize| {
        let moment = time::parse(text)?.instant;
        written(moment).get(at).cloned().flatten()
    };
    let mut attempts = Vec::new();
    for at in 0..=DATE_FORMS.len() {
        let changed = case.each_and_all(&["st", "se", "skt", "ske"], |_, value| form(value, at));
        for mut attempt in changed {
            let expiry = case.expected.field("se").unwrap_or_default();
            if let Some(example) = form(expiry, at) {
                attempt.what = format!("{}, such as {example}", attempt.what);
            }
            attempts.push(attempt);
        }
    }
    attempts
}

/// Required headers and parameters: without their values, or not signed at all.
pub(super) fn required(case: &Case<'_>) -> Vec<Attempt> {
    let names = |key: &str| case.token.value(key).unwrap_or_default();
    let (headers, queries) = (names("srh"), names("srq"));
    if headers.is_empty() && queries.is_empty() {
        return Vec::new();
    }
    let both = |header: String, query: String, what: &str| {
        let mut fields = case.expected.clone();
        *fields.field_mut("headers")? = header;
        *fields.field_mut("queries")? = query;
        Attempt::of(&fields, what)
    };
    let trimmed = |name: &str| {
        let value = case.expected.field(name).unwrap_or_default();
        value.trim_matches('\n').to_owned()
    };
    [
        both(String::new(), String::new(), "none of them was signed"),
        both(
            headers.to_owned(),
            queries.to_owned(),
            "only their names were signed",
        ),
        both(
            trimmed("headers"),
            trimmed("queries"),
            "the line breaks around them were left out",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}
