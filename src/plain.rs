//! Plain data as a caller wrote it: JSON, or a JavaScript object. It is read key by key, so that the
//! page and the library refuse the same things with the same words, and name the place.

use crate::token::display;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A value without a meaning yet.
#[derive(Clone, Debug)]
pub(crate) enum Plain {
    /// `null`, or what JavaScript leaves undefined.
    Nothing,
    Truth(bool),
    Number(f64),
    Text(String),
    List(Vec<Plain>),
    /// In the order of the input; a key may come up twice.
    Object(Vec<(String, Plain)>),
    /// What has no place in JSON, such as a function; or what lies deeper than any setting.
    #[cfg_attr(
        not(target_arch = "wasm32"),
        expect(dead_code, reason = "only JavaScript has such values")
    )]
    Other,
}

/// Why a caller's settings were refused, and where: each place that is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// A place and its problem each.
    faults: Vec<String>,
    /// How many more there are.
    more: usize,
}

/// The most places that are told.
const MOST_FAULTS: usize = 20;

impl Refusal {
    /// Adds what one place was refused for.
    fn add(&mut self, taken: Result<(), Self>) {
        let Err(other) = taken else { return };
        for fault in other.faults {
            if self.faults.len() < MOST_FAULTS {
                self.faults.push(fault);
            } else {
                self.more += 1;
            }
        }
        self.more += other.more;
    }

    /// Nothing was wrong unless something was added.
    fn unless_empty(self) -> Result<(), Self> {
        if self.faults.is_empty() {
            Ok(())
        } else {
            Err(self)
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.faults.join("; "))?;
        if self.more > 0 {
            write!(formatter, "; and {} more", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}

/// The longest name of a key that a refusal shows.
const LONGEST_KEY: usize = 60;

/// A value and its place, such as `policy.severities.expired`. The place is put into words only for
/// a refusal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At<'a> {
    value: &'a Plain,
    step: Step<'a>,
    outer: Option<&'a At<'a>>,
}

/// How to get from the outer place to this one.
#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

impl<'a> At<'a> {
    pub(crate) fn root(value: &'a Plain, name: &'a str) -> Self {
        Self {
            value,
            step: Step::Key(name),
            outer: None,
        }
    }

    /// The place in words.
    fn place(&self) -> String {
        let outer = self.outer.map(At::place);
        match (outer, self.step) {
            (None, Step::Key(name)) => name.to_owned(),
            (outer, Step::Key(key)) => {
                let key = display::shown_within(key, LONGEST_KEY);
                format!("{}.{key}", outer.unwrap_or_default())
            }
            (outer, Step::Index(at)) => format!("{}[{at}]", outer.unwrap_or_default()),
        }
    }

    /// Refuses what stands here.
    pub(crate) fn refuse(&self, problem: &'static str) -> Refusal {
        Refusal {
            faults: vec![format!("{}: {problem}", self.place())],
            more: 0,
        }
    }

    /// Refuses a key that is not known.
    pub(crate) fn unknown(&self) -> Refusal {
        self.refuse("no such setting")
    }

    #[cfg_attr(
        not(target_arch = "wasm32"),
        expect(dead_code, reason = "for the options of the page")
    )]
    pub(crate) fn is_nothing(&self) -> bool {
        matches!(self.value, Plain::Nothing)
    }

    /// Takes each key of an object and what it holds, also behind one that is refused.
    pub(crate) fn each_key(
        &self,
        take: &mut dyn FnMut(&str, At<'_>) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let Plain::Object(entries) = self.value else {
            return Err(self.refuse("not an object"));
        };
        let mut refused = Refusal::default();
        for (index, (key, value)) in entries.iter().enumerate() {
            let here = At {
                value,
                step: Step::Key(key),
                outer: Some(self),
            };
            let is_known = entries.iter().take(index).any(|(known, _)| known == key);
            refused.add(if is_known {
                Err(here.refuse("given twice"))
            } else {
                take(key, here)
            });
        }
        refused.unless_empty()
    }

    /// Takes each entry of a list that is not empty.
    pub(crate) fn each_entry(
        &self,
        take: &mut dyn FnMut(At<'_>) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let Plain::List(entries) = self.value else {
            return Err(self.refuse("not a list"));
        };
        if entries.is_empty() {
            return Err(self.refuse("an empty list; leave it out instead"));
        }
        let mut refused = Refusal::default();
        for (index, value) in entries.iter().enumerate() {
            refused.add(take(At {
                value,
                step: Step::Index(index),
                outer: Some(self),
            }));
        }
        refused.unless_empty()
    }

    pub(crate) fn text(&self) -> Result<&'a str, Refusal> {
        match self.value {
            Plain::Text(text) => Ok(text),
            _ => Err(self.refuse("not a text")),
        }
    }

    #[cfg_attr(
        not(any(
            feature = "exports",
            all(target_arch = "wasm32", not(feature = "scan"))
        )),
        expect(dead_code, reason = "for the options of the page")
    )]
    pub(crate) fn truth(&self) -> Result<bool, Refusal> {
        match self.value {
            Plain::Truth(truth) => Ok(*truth),
            _ => Err(self.refuse("neither true nor false")),
        }
    }

    /// A whole number from 1 to a limit.
    pub(crate) fn count(&self, most: u32) -> Result<u32, Refusal> {
        self.within(1, most)
    }

    /// A whole number from 0 to a limit.
    #[cfg(feature = "exports")]
    pub(crate) fn index(&self, most: u32) -> Result<u32, Refusal> {
        self.within(0, most)
    }

    fn within(&self, least: u32, most: u32) -> Result<u32, Refusal> {
        let Plain::Number(number) = *self.value else {
            return Err(self.refuse("not a number"));
        };
        let range = f64::from(least)..=f64::from(most);
        if number.fract().abs() < f64::EPSILON && range.contains(&number) {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "it is whole, and within the range"
            )]
            let count = number as u32;
            return Ok(count);
        }
        Err(self.refuse("not a whole number in the allowed range"))
    }
}

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PlainVisitor)
    }
}

struct PlainVisitor;

impl<'de> Visitor<'de> for PlainVisitor {
    type Value = Plain;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("plain data")
    }

    fn visit_unit<E>(self) -> Result<Plain, E> {
        Ok(Plain::Nothing)
    }

    fn visit_none<E>(self) -> Result<Plain, E> {
        Ok(Plain::Nothing)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Plain, D::Error> {
        Plain::deserialize(deserializer)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Plain, E> {
        Ok(Plain::Truth(truth))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "no setting is as large; JavaScript reads it the same way"
    )]
    fn visit_i64<E>(self, number: i64) -> Result<Plain, E> {
        Ok(Plain::Number(number as f64))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "no setting is as large; JavaScript reads it the same way"
    )]
    fn visit_u64<E>(self, number: u64) -> Result<Plain, E> {
        Ok(Plain::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Plain, E> {
        Ok(Plain::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Plain, E> {
        Ok(Plain::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Plain, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = list.next_element()? {
            entries.push(entry);
        }
        Ok(Plain::List(entries))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Plain, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Plain::Object(entries))
    }
}
