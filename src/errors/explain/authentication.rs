//! Why Azure did not accept a signature.

use super::{Case, Told};
use crate::access::time::{say_moment, say_span};
use crate::errors::compare::Compared;
use crate::errors::details::DetailSpec;
use crate::errors::times::{self, Ahead};
use crate::params::table;
use crate::report::State;
use crate::token::percent;
use chrono::Duration;

/// What undoes damage that copying does.
const COPY_REPAIRS: &[&str] = &[
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
fn by_damage(case: &Case<'_>) -> Option<Told> {
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

/// Whether the link was out of its time on Azure's clock.
fn by_clock(case: &Case<'_>) -> Option<Told> {
    let server = case.server_time()?;
    let window = |key: &str| case.param(key).and_then(times::parse);
    if let Some(expiry) = window("se").filter(|expiry| *expiry <= server) {
        return Some(
            Told::surely("expired")
                .with("expiry", say_moment(expiry))
                .with("current", say_moment(server))
                .with("late", say_span(expiry, server)),
        );
    }
    let start = window("st").filter(|start| *start > server)?;
    Some(ahead(case, start, server, true))
}

fn mismatch(case: &Case<'_>) -> Told {
    if let Some(compared) = case.compared {
        if compared.is_header() {
            return Told::surely("header");
        }
        if is_root(compared) {
            return match case.beside {
                Some(_) => Told::surely("container-as-file"),
                None => Told::likely("container-as-file").also(&["another-path"]),
            };
        }
    }
    if let Some(told) = by_damage(case) {
        return told;
    }
    let told = case.compared.and_then(|compared| by_text(case, compared));
    let mut told = told.unwrap_or_else(|| without_text(case));
    if case.beside.is_none() {
        told.first.push("paste-link");
    }
    // Whoever left out the line for `ses` sees it by counting.
    let is_open = matches!(told.explanation, "mismatch" | "mismatch-key");
    let fields = case.compared.map(Compared::field_count);
    if let Some(fields) = fields.filter(|_| is_open && has_scope_line(case)) {
        told.last.push("ses-line");
        told = told.with("lines", fields.to_string());
    }
    told
}

/// Whether Azure signed in a layout with a line for `ses`.
fn has_scope_line(case: &Case<'_>) -> bool {
    case.compared
        .is_some_and(|compared| !compared.breaks_lost && compared.server("ses").is_some())
}

/// Whether Azure looked for a file in the container that has no name in addresses.
fn is_root(compared: &Compared) -> bool {
    compared
        .server("canonical")
        .is_some_and(|path| path.trim_end().ends_with("/$root"))
}

/// Explains a mismatch by the text that Azure signed.
fn by_text(case: &Case<'_>, compared: &Compared) -> Option<Told> {
    if let Some(line) = compared.first_difference() {
        let server = line.server.clone().unwrap_or_default();
        let ours = line.ours.clone().unwrap_or_default();
        let quoted = |text: &str| match text.trim() {
            "" => "nothing".to_owned(),
            text => format!("\"{text}\""),
        };
        let is_date = matches!(line.name, "st" | "se" | "skt" | "ske");
        let is_same_moment = times::parse(&server)
            .zip(times::parse(&ours))
            .is_some_and(|(one, other)| one == other);
        return Some(match line.name {
            "canonical" => Told::likely("mismatch-path")
                .with("server", quoted(&server))
                .with("ours", quoted(&ours)),
            _ if is_date && is_same_moment => Told::surely("date-rewritten")
                .with("server", quoted(&server))
                .with("ours", quoted(&ours)),
            name => Told::surely("mismatch-field")
                .with("field", title(name))
                .with("server", quoted(&server))
                .with("ours", quoted(&ours)),
        });
    }
    let path = compared.server("canonical").unwrap_or_default();
    if let Some(oddity) = oddity(path) {
        return Some(
            Told::likely("mismatch-path-odd")
                .with("server", format!("\"{}\"", path.trim()))
                .with("oddity", oddity)
                .also(&["wrong-key"]),
        );
    }
    if !compared.is_same() {
        return None;
    }
    let mut told = Told::likely("mismatch-key").also(&["another-path", "cut-short"]);
    if case.has_rule("literal-plus-in-signature") {
        told.also.insert(0, "plus-became-space");
    }
    if has_scope_line(case) {
        told.also.push("another-layout");
    }
    if case.param("si").is_some() {
        told.also.push("policy-mistake");
    }
    if case.has_rule("time-without-seconds") {
        told.also.push("date-rewritten");
    }
    Some(told)
}

/// Names a field with its key: "Expiry (se)".
fn title(name: &str) -> String {
    match (table::find(name), crate::signature::layouts::made(name)) {
        (Some(spec), _) => spec.say(),
        (None, Some(made)) => made.title.to_owned(),
        (None, None) => "a line that the link does not have".to_owned(),
    }
}

/// What is odd about a path that somebody signed.
fn oddity(path: &str) -> Option<&'static str> {
    let path = path.trim();
    if !path.starts_with('/') {
        return None;
    }
    // The root directory of a container is signed with its slash.
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    if percent::has_escape(path) {
        Some("still holds an escape such as %20")
    } else if path.contains("//") {
        Some("holds two slashes in a row")
    } else if path.ends_with('/') && parts.len() > 4 {
        Some("ends in a slash")
    } else {
        None
    }
}

/// A mismatch of which the text that Azure signed is not shown, or cannot be compared.
fn without_text(case: &Case<'_>) -> Told {
    if case.has_rule("container-link-opens-nothing") && case.compared.is_none() {
        return Told::likely("container-as-file").also(&["wrong-key"]);
    }
    if case.has_rule("literal-plus-in-signature") {
        return Told::likely("plus-in-danger").also(&["wrong-key", "another-path"]);
    }
    let mut told = Told::likely("mismatch").also(&["wrong-key", "another-path"]);
    if case.has_rule("time-without-seconds") {
        told.also.push("date-rewritten");
    }
    if case.has_repair(COPY_REPAIRS) {
        told.also.push("copy-damage");
    }
    if case.param("si").is_some() {
        told.also.push("policy-mistake");
    }
    told
}

fn window(case: &Case<'_>) -> Told {
    let (start, expiry, current) = (
        case.moment("start"),
        case.moment("expiry"),
        case.server_time(),
    );
    match (start, expiry, current) {
        (_, Some(expiry), Some(current)) if expiry <= current => Told::surely("expired")
            .with("expiry", say_moment(expiry))
            .with("current", say_moment(current))
            .with("late", say_span(expiry, current)),
        (Some(start), _, Some(current)) if current < start => ahead(case, start, current, true),
        _ => by_clock(case)
            .unwrap_or_else(|| Told::likely("outside-window").also(&["starts-in-future"])),
    }
}

fn not_yet(case: &Case<'_>) -> Told {
    let start = case.param("st").and_then(times::parse);
    match start.zip(case.server_time()) {
        Some((start, server)) if server < start => ahead(case, start, server, true),
        _ => Told::surely("not-yet-valid"),
    }
}

/// A start that lies ahead of Azure's clock.
fn ahead(
    case: &Case<'_>,
    start: chrono::DateTime<chrono::Utc>,
    current: chrono::DateTime<chrono::Utc>,
    is_certain: bool,
) -> Told {
    // A day alone, or a stated offset, is no local time.
    let written = case.param("st").unwrap_or("Z");
    let explanation = match times::ahead(start - current) {
        Ahead::Little => "not-yet-valid-skew",
        Ahead::Hours if written.ends_with(['Z', 'z']) => "not-yet-valid-hours",
        Ahead::Hours | Ahead::Other => "not-yet-valid-known",
    };
    Told {
        is_certain,
        ..Told::likely(explanation)
    }
    .with("start", say_moment(start))
    .with("current", say_moment(current))
    .with("early", say_span(current, start))
}

fn key_window(case: &Case<'_>) -> Told {
    let (start, expiry, current) = (
        case.moment("start"),
        case.moment("expiry"),
        case.server_time(),
    );
    match (start, expiry, current) {
        (_, Some(expiry), Some(current)) if expiry <= current => Told::surely("key-ended")
            .with("expiry", say_moment(expiry))
            .with("current", say_moment(current)),
        (Some(start), _, Some(current)) if current < start => Told::surely("key-not-yet")
            .with("start", say_moment(start))
            .with("current", say_moment(current))
            .with("early", say_span(current, start)),
        _ => Told::surely("outside-key-window"),
    }
}

/// The expiry lies before the start; without a start in the link, Azure takes now.
fn reversed(case: &Case<'_>) -> Told {
    let (Some(start), Some(expiry)) = (case.moment("start"), case.moment("expiry")) else {
        return Told::likely("ends-before-it-starts-plain").also(&["expired"]);
    };
    let has_start = case.beside.map(|beside| beside.token.has("st"));
    let is_now = case
        .moment("time")
        .map(|time| (time - start).abs() <= Duration::minutes(1));
    let expired = |is_certain: bool| Told {
        is_certain,
        ..Told::likely("expired-without-start")
            .with("expiry", say_moment(expiry))
            .with("start", say_moment(start))
    };
    match (has_start, is_now) {
        (Some(false), _) | (None, Some(true)) => expired(true),
        (Some(true), _) | (None, Some(false)) => Told::surely("ends-before-it-starts")
            .with("expiry", say_moment(expiry))
            .with("start", say_moment(start)),
        (None, None) => expired(false),
    }
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
