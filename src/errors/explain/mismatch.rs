//! Why Azure got another signature than the link has.

use super::authentication::{COPY_REPAIRS, by_damage};
use super::{Case, Told};
use crate::errors::compare::Compared;
use crate::errors::times;
use crate::params::table;
use crate::token::percent;

pub(super) fn mismatch(case: &Case<'_>) -> Told {
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
