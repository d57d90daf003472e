//! Every template of a sentence that people read, for tools that measure or translate them.
//!
//! Behind the feature `reference`: never part of the page.

use crate::access::outcomes;
use crate::compare;
use crate::errors;
use crate::narrow;
use crate::params::grants::GRANTS;
use crate::params::table::PARAMS;
use crate::products;
use crate::repair::undo::REPAIRS;
use crate::report::{meaning, messages, operations, queries, refused};
use crate::rules::RULES;
use crate::signature;
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
        .chain([
            &products::note::SIGN_IN,
            &products::note::API_KEY,
            &products::note::EMULATOR,
        ])
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
    messages::templates()
        .chain(operations::templates())
        .chain(queries::templates())
        .chain(refused::templates())
        .chain(signature::templates())
        .chain(compare::templates())
        .chain(narrow::templates())
        .chain(of_lists())
        .chain(of_products())
        .chain(errors::templates())
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

/// The sentences of lists of finds.
#[cfg(feature = "exports")]
fn of_lists() -> impl Iterator<Item = (String, &'static str)> {
    crate::inventory::templates()
}

/// Without the list there are none.
#[cfg(not(feature = "exports"))]
fn of_lists() -> impl Iterator<Item = (String, &'static str)> {
    std::iter::empty()
}

/// The sentences of other products, and what their rules say.
fn of_products() -> impl Iterator<Item = (String, &'static str)> {
    let rules = products::rules::RULES.iter().flat_map(|rule| {
        let told = rule.told;
        [
            (format!("rule/{}", told.id), told.message),
            (format!("rule/{}/remedy", told.id), told.remedy),
            (format!("rule/{}/title", told.id), told.title),
        ]
    });
    products::messages::templates().chain(rules)
}
