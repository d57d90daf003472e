//! Mistakes in the lines: too many, too few, or joined in another way.

use super::{Attempt, Case};
use crate::params::versions::VERSIONS;
use crate::signature::canon::Target;
use crate::signature::layouts::{self, Layout};
use crate::signature::text::StringToSign;

pub(super) fn line_break_at_end(case: &Case<'_>) -> Vec<Attempt> {
    let Some(text) = case.expected.text() else {
        return Vec::new();
    };
    let mut attempts = vec![Attempt::new(
        format!("{text}\n"),
        "one line break too many at its end",
    )];
    let ends = case.expected.field("end").is_some();
    if let Some(shorter) = text.strip_suffix('\n').filter(|_| ends) {
        attempts.push(Attempt::new(shorter.to_owned(), "no line break at its end"));
    }
    attempts
}

/// The same values in the lines of other versions, also with a line break more or less at the end.
pub(super) fn other_version(case: &Case<'_>) -> Vec<Attempt> {
    layouts::of_kind(case.token.family(), case.token.kind.service())
        .filter(|layout| !case.has_layout || layout.id != case.expected.layout.id)
        .flat_map(|layout| {
            let mut what = difference(case.expected.layout, layout);
            let is_end = case.expected.field("ses") == Some("") && what == "without the line ses";
            if is_end && case.expected.field("end").is_some() {
                // The empty line is the last one: nobody can tell the two apart.
                what.push_str(", or without the line break at the end");
            }
            in_layout(case, layout, &what)
        })
        .collect()
}

/// The values of a token in the lines of another kind.
pub(super) fn other_kind(case: &Case<'_>) -> Vec<Attempt> {
    let own = case.expected.layout;
    layouts::LAYOUTS
        .iter()
        .filter(|layout| layout.family != own.family || layout.service != own.service)
        .flat_map(|layout| in_layout(case, layout, layout.id))
        .collect()
}

fn in_layout(case: &Case<'_>, layout: &'static Layout, what: &str) -> Vec<Attempt> {
    let Some(text) = StringToSign::with(case.token, case.context, layout).text() else {
        return Vec::new();
    };
    let toggled = match text.strip_suffix('\n') {
        Some(shorter) if layout.names().any(|name| name == "end") => shorter.to_owned(),
        _ => format!("{text}\n"),
    };
    vec![Attempt::new(text, what), Attempt::new(toggled, what)]
}

/// Says which lines a layout lacks and which it has beyond those that are expected.
fn difference(expected: &Layout, other: &Layout) -> String {
    let lines = |one: &Layout, than: &Layout| -> Vec<&'static str> {
        one.names()
            .filter(|name| !than.names().any(|known| known == *name))
            .collect()
    };
    let (lacks, adds) = (lines(expected, other), lines(other, expected));
    let say = |verb: &str, names: &[&str]| match names {
        [] => None,
        [name] => Some(format!("{verb} the line {name}")),
        names => Some(format!("{verb} the lines {}", names.join(", "))),
    };
    let parts: Vec<String> = [say("without", &lacks), say("with", &adds)]
        .into_iter()
        .flatten()
        .collect();
    if parts.is_empty() {
        return format!("those of {}", other.since);
    }
    parts.join(" and ")
}

pub(super) fn empty_lines_dropped(case: &Case<'_>) -> Vec<Attempt> {
    let values: Vec<&str> = case
        .expected
        .fields
        .iter()
        .filter_map(|field| field.value.as_deref())
        .filter(|value| !value.is_empty())
        .collect();
    let text = values.join("\n");
    vec![
        Attempt::new(format!("{text}\n"), ""),
        Attempt::new(text, ""),
    ]
}

pub(super) fn line_break_form(case: &Case<'_>) -> Vec<Attempt> {
    const FORMS: &[(&str, &str)] = &[
        ("\r\n", "two characters (carriage return and line feed)"),
        ("\\n", "a backslash and the letter n"),
        ("\r", "a carriage return"),
        (" ", "blanks"),
        ("", "nothing between them"),
        ("%0A", "the letters %0A"),
    ];
    let Some(text) = case.expected.text() else {
        return Vec::new();
    };
    FORMS
        .iter()
        .map(|(form, what)| Attempt::new(text.replace('\n', form), *what))
        .collect()
}

/// Other versions, each in its own lines.
pub(super) fn version_changed(case: &Case<'_>) -> Vec<Attempt> {
    VERSIONS
        .iter()
        .filter(|version| **version != case.token.version())
        .filter_map(|version| {
            let layout = layouts::find(case.token.family(), case.token.kind.service(), version)?;
            let mut fields = StringToSign::with(case.token, case.context, layout);
            (*version).clone_into(fields.field_mut("sv")?);
            let target = Target::of(
                case.token,
                case.context.account.as_deref(),
                case.context.path.as_deref(),
            );
            if let Some(path) = target.and_then(|target| target.canonical(version)) {
                *fields.field_mut("canonical")? = path;
            }
            Attempt::of(&fields, *version)
        })
        .collect()
}
