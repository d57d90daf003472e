//! Reads a question as a caller wrote it, key by key.

use super::{Filter, Query};
use crate::plain::{At, Refusal};
use serde::de::value::{Error, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};

/// The most rows that are handed over at once.
const MOST_ROWS: u32 = 10_000;

impl Query {
    #[cfg_attr(
        not(any(test, target_arch = "wasm32")),
        expect(dead_code, reason = "for the options of the page")
    )]
    pub(crate) fn read(at: At<'_>) -> Result<Self, Refusal> {
        let mut query = Self::default();
        at.each_key(&mut |key, at| {
            match key {
                "sort" => query.sort = named(at)?,
                "descending" => query.descending = at.truth()?,
                "filter" => query.filter = Filter::read(at)?,
                "from" => query.from = at.index(u32::MAX)?,
                "count" => query.count = at.index(MOST_ROWS)?,
                _ => return Err(at.unknown()),
            }
            Ok(())
        })?;
        Ok(query)
    }
}

impl Filter {
    fn read(at: At<'_>) -> Result<Self, Refusal> {
        let mut filter = Self::default();
        at.each_key(&mut |key, at| match key {
            "levels" => list(at, &mut filter.levels),
            "kinds" => list(at, &mut filter.kinds),
            "certainty" => list(at, &mut filter.certainty),
            "text" => {
                at.text()?.clone_into(&mut filter.text);
                Ok(())
            }
            _ => Err(at.unknown()),
        })?;
        Ok(filter)
    }
}

fn list<T: DeserializeOwned>(at: At<'_>, list: &mut Vec<T>) -> Result<(), Refusal> {
    at.each_entry(&mut |at| {
        list.push(named(at)?);
        Ok(())
    })
}

/// A value by its name in the report, such as `severe`.
pub(crate) fn named<T: DeserializeOwned>(at: At<'_>) -> Result<T, Refusal> {
    let name: StrDeserializer<'_, Error> = at.text()?.into_deserializer();
    T::deserialize(name).map_err(|_| at.refuse("no such name"))
}
