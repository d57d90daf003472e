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
            "breaksLimits" => {
                filter.breaks_limits = at.truth()?;
                Ok(())
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::Plain;
    use crate::report::{Certainty, Kind, Level};

    fn read(json: &str) -> Result<Query, String> {
        let plain: Plain = serde_json::from_str(json).unwrap();
        Query::read(At::root(&plain, "query")).map_err(|refusal| refusal.to_string())
    }

    #[test]
    fn a_question_is_read_key_by_key() {
        let query = read(
            r#"{"sort": "ends", "descending": true, "from": 0, "count": 50, "filter": {
                "levels": ["severe"], "kinds": ["iot-hub"], "certainty": ["likely"],
                "breaksLimits": true, "text": "x"}}"#,
        )
        .unwrap();
        assert_eq!(query.sort, super::super::Sort::Ends);
        assert!(query.descending);
        assert_eq!((query.from, query.count), (0, 50));
        assert_eq!(query.filter.levels, [Level::Severe]);
        assert_eq!(query.filter.kinds, [Kind::IotHub]);
        assert_eq!(query.filter.certainty, [Certainty::Likely]);
        assert!(query.filter.breaks_limits);
        assert_eq!(query.filter.text, "x");
    }

    #[test]
    fn what_is_wrong_in_a_question_is_told_with_its_place() {
        let wrong = read(r#"{"sort": "size", "filter": {"levels": ["bad"]}, "x": 1}"#);
        assert_eq!(
            wrong.unwrap_err(),
            "query.sort: no such name; query.filter.levels[0]: no such name; \
             query.x: no such setting"
        );
    }
}
