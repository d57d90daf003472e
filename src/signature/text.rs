//! The string-to-sign: the text whose keyed hash is the signature, field by field.

use super::canon::Target;
use super::context::Context;
use super::layouts::{self, Layout};
use crate::params::table;
use crate::token::{Token, percent};
use std::fmt;

/// One line of the string-to-sign, or several where required headers are signed.
#[derive(Clone)]
pub(crate) struct Field {
    /// The key of a parameter, or the name of what is made: see [`layouts::MADE`].
    pub(crate) name: &'static str,
    /// `None` while something is missing that the link does not say.
    pub(crate) value: Option<String>,
}

impl Field {
    /// The field in words.
    pub(crate) fn title(&self) -> &'static str {
        match layouts::made(self.name) {
            Some(made) => made.title,
            None => table::find(self.name).map_or(self.name, |spec| spec.title),
        }
    }

    /// The parameter that it is, if it is one.
    pub(crate) fn key(&self) -> Option<&'static str> {
        layouts::made(self.name).is_none().then_some(self.name)
    }
}

/// The fields of a token in the order of a layout. Joined with line feeds they are the text that is
/// signed.
#[derive(Clone)]
pub(crate) struct StringToSign {
    pub(crate) layout: &'static Layout,
    pub(crate) fields: Vec<Field>,
    /// What has to be known before the text can be written.
    pub(crate) missing: Vec<Missing>,
}

/// Something that the text of the link does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    Account,
    Path,
    Header(String),
    Query(String),
}

impl StringToSign {
    /// Writes the fields of a token as its version wants them; `None` when no layout is published
    /// for its kind and version.
    pub(crate) fn of(token: &Token, context: &Context) -> Option<Self> {
        let layout = layouts::find(token.family(), token.kind.service(), token.version())?;
        Some(Self::with(token, context, layout))
    }

    /// Writes them in a layout of one's choice.
    pub(crate) fn with(token: &Token, context: &Context, layout: &'static Layout) -> Self {
        let mut missing = Vec::new();
        let fields = layout
            .names()
            .map(|name| Field {
                name,
                value: value_of(name, token, context, &mut missing),
            })
            .collect();
        Self {
            layout,
            fields,
            missing,
        }
    }

    /// The whole text, once nothing is missing.
    pub(crate) fn text(&self) -> Option<String> {
        let values: Option<Vec<&str>> = self
            .fields
            .iter()
            .map(|field| field.value.as_deref())
            .collect();
        values.map(|values| values.join("\n"))
    }

    /// The value of a field, for those who change it.
    pub(crate) fn field_mut(&mut self, name: &str) -> Option<&mut String> {
        self.fields
            .iter_mut()
            .find(|field| field.name == name)?
            .value
            .as_mut()
    }

    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|field| field.name == name)?
            .value
            .as_deref()
    }
}

impl fmt::Debug for StringToSign {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Values are the input's, and may hold anything.
        write!(formatter, "StringToSign({})", self.layout.id)
    }
}

fn value_of(
    name: &str,
    token: &Token,
    context: &Context,
    missing: &mut Vec<Missing>,
) -> Option<String> {
    let target = || Target::of(token, context.account.as_deref(), context.path.as_deref());
    match name {
        "account" => {
            let link = || token.link.as_ref().and_then(|link| link.account.clone());
            let account = context.account.clone().or_else(link);
            if account.is_none() {
                missing.push(Missing::Account);
            }
            account.map(super::canon::primary)
        }
        "canonical" => {
            let target = target()?;
            if target.account.is_none() {
                missing.push(Missing::Account);
            }
            if !target.is_named() {
                missing.push(Missing::Path);
            }
            target.canonical(token.version())
        }
        "time" => {
            let name = match token.value("sr") {
                Some("bs") => "snapshot",
                Some("bv") => "versionid",
                _ => return Some(String::new()),
            };
            let given = token.value(name).map(str::to_owned);
            let value = given.or_else(|| context.query_value(name).map(str::to_owned));
            if value.is_none() {
                missing.push(Missing::Query(name.to_owned()));
            }
            value
        }
        "headers" => required(token.value("srh"), |header| {
            let Some(value) = context.header_value(header) else {
                missing.push(Missing::Header(header.to_owned()));
                return None;
            };
            Some(format!("{header}:{value}\n"))
        }),
        "queries" => required(token.value("srq"), |query| {
            let Some(value) = context.query_value(query).or_else(|| written(token, query)) else {
                missing.push(Missing::Query(query.to_owned()));
                return None;
            };
            Some(format!("\n{query}:{value}"))
        }),
        "end" => Some(String::new()),
        key => Some(token.value(key).unwrap_or_default().to_owned()),
    }
}

/// Joins what each name of a list becomes. All are looked at, so that everything missing is named.
fn required(list: Option<&str>, mut each: impl FnMut(&str) -> Option<String>) -> Option<String> {
    let Some(list) = list else {
        return Some(String::new());
    };
    let parts: Vec<Option<String>> = list
        .split(',')
        .map(|name| {
            // Microsoft's Python library encodes the names; the text has them plain.
            each(&percent::decode(name))
        })
        .collect();
    parts.into_iter().collect()
}

/// The value of a parameter of the link by the name it is written with.
fn written<'a>(token: &'a Token, name: &str) -> Option<&'a str> {
    token
        .params
        .iter()
        .find(|param| param.lumped == 0 && param.written == name)
        .map(|param| param.decoded.expose())
}
