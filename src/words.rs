//! Every template of a sentence that people read, for tools that measure or translate them.
//!
//! Behind the feature `reference`: never part of the page.

use crate::access::outcomes;
use crate::params::grants::GRANTS;
use crate::params::table::PARAMS;
use crate::repair::undo::REPAIRS;
#[cfg(feature = "full")]
use crate::report::operations;
use crate::report::{meaning, messages};
use crate::rules::RULES;
use crate::token::foreign;

/// A sentence, or a few, with `{…}` where arguments are filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The message id that reports carry; titles and phrases, which have none there, end in their
    /// own name.
    pub id: String,
    /// The text.
    pub text: String,
}

/// Lists every template. Ids are not unique: a letter without effect is explained in several ways.
pub fn templates() -> Vec<Template> {
    let rules = RULES.iter().flat_map(|rule| {
        [
            (format!("rule/{}", rule.id), rule.message),
            (format!("rule/{}/remedy", rule.id), rule.remedy),
            (format!("rule/{}/title", rule.id), rule.title),
        ]
    });
    let repairs = REPAIRS
        .iter()
        .map(|spec| (format!("repair/{}", spec.kind), spec.message));
    let notes = foreign::FOREIGN
        .iter()
        .chain([&foreign::BARE_SECRET])
        .chain(other_notes())
        .flat_map(|spec| {
            [
                (format!("note/{}", spec.kind), spec.message),
                (format!("note/{}/title", spec.kind), spec.title),
            ]
        });
    let params = PARAMS
        .iter()
        .map(|spec| (format!("param/{}/title", spec.key), spec.title));
    let grants = GRANTS.iter().map(|grant| Template {
        id: format!(
            "grant/{}-{}-{}",
            grant.service.id(),
            grant.target.letter(),
            grant.letter
        ),
        text: meaning::PERMISSION.replace("{does}", grant.does),
    });
    #[cfg(feature = "full")]
    let operations = operations::templates().chain(crate::signature::templates());
    #[cfg(not(feature = "full"))]
    let operations = std::iter::empty();
    messages::templates()
        .chain(operations)
        .chain(of_the_full_core())
        .chain(meaning::templates())
        .chain(rules)
        .chain(outcomes::templates())
        .chain(repairs)
        .chain(notes)
        .chain(params)
        .map(|(id, text)| Template {
            id,
            text: text.to_owned(),
        })
        .chain(grants)
        .collect()
}

#[cfg(feature = "full")]
fn other_notes() -> [&'static foreign::ForeignSpec; 2] {
    use crate::products::note;
    [&note::SIGN_IN, &note::API_KEY]
}

#[cfg(not(feature = "full"))]
fn other_notes() -> [&'static foreign::ForeignSpec; 0] {
    []
}

/// What only the full core says.
fn of_the_full_core() -> Vec<(String, &'static str)> {
    #[cfg(feature = "full")]
    return crate::report::queries::templates()
        .chain(of_products())
        .collect();
    #[cfg(not(feature = "full"))]
    Vec::new()
}

/// The sentences of other products, and what their rules say.
#[cfg(feature = "full")]
fn of_products() -> impl Iterator<Item = (String, &'static str)> {
    use crate::products::{messages, rules};
    let rules = rules::RULES.iter().flat_map(|rule| {
        let told = rule.told;
        [
            (format!("rule/{}", told.id), told.message),
            (format!("rule/{}/remedy", told.id), told.remedy),
            (format!("rule/{}/title", told.id), told.title),
        ]
    });
    messages::templates().chain(rules)
}
