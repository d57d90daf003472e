//! A sentence for people: a message id, named arguments, and the text made of both.
//!
//! Renderers show `text`; translations start from `id` and `args`.

use crate::token::display;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The longest argument, in characters: our own words on a wide token take more than an excerpt.
const LONGEST_ARGUMENT: usize = 1200;

/// A sentence, with the id and arguments it was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// The template's stable name.
    pub id: String,
    /// The values put into the template.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, string>"))]
    pub args: BTreeMap<String, String>,
    /// The sentence.
    pub text: String,
}

/// Arguments that are one name each, which may be long.
const NAMES: &[&str] = &["container", "host", "name", "policy", "signer", "user"];

impl Message {
    /// Fills a template. Arguments may be attacker text: each is bounded, redacted and stripped of
    /// characters that hide or reorder text, here and nowhere else.
    pub(crate) fn render(id: impl Into<String>, template: &str, args: &[(&str, &str)]) -> Self {
        // Inserted one by one: collecting would bring a sort into the page for two or three entries.
        let mut named = BTreeMap::new();
        for (name, value) in args {
            let shown = if NAMES.contains(name) {
                display::shown_within(&display::short_name(value), LONGEST_ARGUMENT)
            } else {
                display::shown_within(value, LONGEST_ARGUMENT)
            };
            named.insert((*name).to_owned(), shown);
        }
        let args = named;
        let mut text = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                break;
            };
            debug_assert!(args.contains_key(name), "no argument {name} for {template}");
            text.push_str(args.get(name).map_or("", String::as_str));
            rest = tail;
        }
        text.push_str(rest);
        Self {
            id: id.into(),
            args,
            text,
        }
    }

    /// Renders a sentence of a table.
    pub(crate) fn of(table: &Table, id: &'static str, args: &[(&str, &str)]) -> Self {
        Self::render(id, template(table, id), args)
    }

    /// Fills a template with those arguments that it has.
    #[cfg(feature = "full")]
    pub(crate) fn render_used(id: &'static str, template: &str, args: &[(&str, &str)]) -> Self {
        let used: Vec<(&str, &str)> = args
            .iter()
            .filter(|(name, _)| template.contains(&format!("{{{name}}}")))
            .copied()
            .collect();
        Self::render(id, template, &used)
    }
}

/// Sentences: their ids and templates, sorted by id.
pub(crate) type Table = [(&'static str, &'static str)];

/// Returns the template of an id.
pub(crate) fn template(table: &Table, id: &str) -> &'static str {
    let found = table
        .binary_search_by(|(known, _)| (*known).cmp(id))
        .ok()
        .and_then(|at| table.get(at))
        .map_or("", |(_, template)| *template);
    debug_assert!(!found.is_empty(), "no message {id}");
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_filled_in_and_made_safe() {
        let message = Message::render("m", "a {x} b {y}.", &[("x", "1\u{202E}"), ("y", "{x}")]);
        assert_eq!(message.text, "a 1⟨U+202E⟩ b {x}.");
    }
}
