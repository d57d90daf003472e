//! Why Azure did not accept a signature.

use super::clock::{by_clock, key_window, not_yet, reversed, window};
use super::mismatch::mismatch;
use super::{Case, Told};
use crate::errors::details::DetailSpec;
use crate::errors::times;
use crate::params::table;
use crate::report::State;

/// What undoes damage that copying does.
pub(super) const COPY_REPAIRS: &[&str] = &[
    "html-escapes",
    "json-escapes",
    "invisible-characters",
    "quoted-printable",
    "line-breaks",
    "blanks",
    "percent-encoded-separators",
];

pub(super) fn by_detail(case: &Case<'_>, detail: &'static DetailSpec) -> Told {
    match detail.explanation {
        "mismatch" => mismatch(case),
        "outside-window" => window(case),
        "outside-key-window" => key_window(case),
        "ends-before-it-starts" => reversed(case),
        "not-well-formed" => malformed(case),
        "not-yet-valid" => not_yet(case),
        "parameter-missing" => missing(case),
        "empty-parameter" => Told::surely("empty-parameter").with("field", field(case)),
        "wrong-level" => match case.beside {
            Some(beside) => Told::surely("wrong-level-known")
                .with("covers", beside.report.resource.covers.clone()),
            None => Told::surely("wrong-level"),
        },
        "policy-missing" => match case.param("si") {
            Some(policy) => Told::surely("policy-missing-named").with("policy", policy),
            None => Told::surely("policy-missing"),
        },
        "version-refused" => Told::likely("version-refused").also(&["shell-damage", "copy-damage"]),
        explanation => Told::surely(explanation),
    }
}

/// Only the code is known.
pub(super) fn without_detail(case: &Case<'_>) -> Told {
    let by_link = by_damage(case).or_else(|| by_clock(case));
    if let Some(told) = by_link {
        return told;
    }
    if case.has_rule("container-link-opens-nothing") {
        return Told::likely("container-as-file").also(&["wrong-key"]);
    }
    let beside = case.beside.filter(|_| case.server_time().is_none());
    let end = beside.and_then(|beside| beside.report.validity.end.as_ref());
    if let (Some(State::Expired), Some(end)) = (beside.map(|beside| beside.report.state), end) {
        return Told::likely("expired-by-now").with("expiry", end.text.clone());
    }
    Told::likely("not-authenticated").also(&[
        "expired",
        "starts-in-future",
        "plus-became-space",
        "wrong-key",
    ])
}

/// Damage of the link that Azure refuses whatever else it holds.
pub(super) fn by_damage(case: &Case<'_>) -> Option<Told> {
    if case.has_repair(&["plus-signs"]) {
        return Some(Told::surely("plus-became-space"));
    }
    if case.has_repair(&["percent-encoded-twice"]) {
        return Some(Told::surely("encoded-twice"));
    }
    if is_path_behind(case) {
        return Some(Told::surely("path-behind"));
    }
    if case.has_rule("malformed-signature") {
        return Some(Told::surely("cut-short").also(&["glued-wrongly"]));
    }
    let letters = case.param("sp").unwrap_or_default();
    if case.has_rule("letters-out-of-order") {
        return Some(
            Told::likely("letters-out-of-order")
                .with("letters", letters)
                .also(&["wrong-key"]),
        );
    }
    None
}

/// Whether the path was put behind the query: a link without one that is followed by a slash.
fn is_path_behind(case: &Case<'_>) -> bool {
    let Some(token) = case.beside.map(|beside| beside.token) else {
        return false;
    };
    let (_, end) = token.mapped.origin(0..token.mapped.as_str().len());
    let ends_in_signature = token
        .params
        .last()
        .is_some_and(|last| last.key() == Some("sig"));
    let is_bare = token
        .link
        .as_ref()
        .is_some_and(|link| link.segments.is_empty());
    let behind = case.text.get(end as usize..).unwrap_or_default();
    is_bare && ends_in_signature && (behind.starts_with('/') || behind.starts_with("%2F"))
}

fn malformed(case: &Case<'_>) -> Told {
    if let Some(told) = by_damage(case).filter(|told| told.is_certain) {
        return told;
    }
    let date = ["st", "se", "skt", "ske"]
        .into_iter()
        .filter_map(|key| case.param(key))
        .find(|value| times::parse(value).is_none());
    if let Some(value) = date {
        let is_batch = ["A", "3A"]
            .iter()
            .any(|left| times::parse(&value.replace(left, ":")).is_some());
        return if is_batch {
            Told::surely("date-damaged")
        } else {
            Told::surely("date-unreadable").with("value", format!("\"{value}\""))
        };
    }
    if case.has_repair(COPY_REPAIRS) {
        return Told::likely("copy-damage").also(&["plus-became-space"]);
    }
    if case.has_rule("literal-plus-in-signature") {
        return Told::likely("plus-in-danger").also(&["cut-short"]);
    }
    Told::likely("not-well-formed").also(&[
        "plus-became-space",
        "cut-short",
        "shell-damage",
        "encoded-twice",
    ])
}

/// The parameter that a sentence names: "se (expiry)".
fn field(case: &Case<'_>) -> String {
    let name = case.said("field").unwrap_or_default().to_ascii_lowercase();
    match table::find(&name) {
        Some(spec) => format!("{name} ({})", lower_first(spec.title)),
        None => name,
    }
}

fn lower_first(title: &str) -> String {
    let mut title = title.to_owned();
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    title
}

/// A parameter that Azure did not find.
fn missing(case: &Case<'_>) -> Told {
    let name = case.said("field").unwrap_or_default().to_ascii_lowercase();
    let of = |told: Told| told.with("field", field(case));
    let Some(beside) = case.beside else {
        let also: &[&str] = match name.as_str() {
            "se" | "sp" => &[
                "terms-missing",
                "shell-damage",
                "copy-damage",
                "glued-wrongly",
            ],
            _ => &["glued-wrongly", "shell-damage", "copy-damage"],
        };
        return of(Told::likely("parameter-missing")).also(also);
    };
    if beside.has_repair(&["question-marks"]) {
        return of(Told::surely("parameter-glued"));
    }
    if beside.has_repair(COPY_REPAIRS) {
        return Told::likely("copy-damage").also(&["glued-wrongly"]);
    }
    if beside.token.has(&name) {
        return of(Told::likely("parameter-lost")).also(&["glued-wrongly", "shell-damage"]);
    }
    let is_cut = !beside.token.has("sig");
    if is_cut {
        return of(Told::likely("parameter-cut")).also(&["copy-damage"]);
    }
    if matches!(name.as_str(), "se" | "sp") && !beside.token.has("si") {
        return of(Told::surely("parameter-not-issued"));
    }
    of(Told::likely("parameter-missing")).also(&["glued-wrongly", "shell-damage"])
}
