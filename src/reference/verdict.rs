//! The verdict's table and levels.

use super::about;
use crate::report::verdict::{self, revocability_reason};
use crate::report::{Exposure, Impact, Level, Revocability};

/// One row of the verdict table.
#[derive(Clone, Debug)]
pub struct Row {
    /// How much a link opens.
    pub impact: Impact,
    /// What that means, in a sentence.
    pub impact_meaning: &'static str,
    /// Whether only replacing the account key stops the link.
    pub is_key_only: bool,
    /// The level for each of the [`columns`].
    pub levels: [Level; 5],
}

/// One column of the verdict table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// For how long a link still works.
    pub exposure: Exposure,
    /// The same in words.
    pub title: &'static str,
}

/// One level, for people.
#[derive(Clone, Copy, Debug)]
pub struct LevelAbout {
    /// The level.
    pub level: Level,
    /// Its name.
    pub title: &'static str,
    /// What it says about a link.
    pub about: &'static str,
    /// What it asks for.
    pub asks: &'static str,
}

/// Returns the rows of the table, the heaviest first.
///
/// ```
/// use sas_lens::report::Level;
///
/// let rows = sas_lens::reference::rows();
/// assert_eq!(rows[0].levels[4], Level::Severe);
/// ```
pub fn rows() -> Vec<Row> {
    let rows = verdict::rows().map(|(impact, is_key_only, levels)| Row {
        impact,
        impact_meaning: impact_meaning(impact),
        is_key_only,
        levels,
    });
    rows.collect()
}

/// What puts a link into a row; a report says instead what its own link allows.
fn impact_meaning(impact: Impact) -> &'static str {
    match impact {
        Impact::Account => "It can change or destroy data, settings or rights across the account.",
        Impact::Broad => {
            "It can read or add data across the account, or change many items of one place."
        }
        Impact::Bounded => {
            "It can read, list or add in one place, change or delete one item, or see names and change tags across the account."
        }
        Impact::Item => "It can only read one item or its properties.",
        Impact::Nothing => "It allows nothing.",
        Impact::Unknown => "What it allows is set on the server or cannot be read.",
    }
}

/// Returns the columns of the table, the shortest time first.
///
/// ```
/// assert_eq!(sas_lens::reference::columns().map(|column| column.title)[0], "up to an hour");
/// ```
pub fn columns() -> [Column; 5] {
    verdict::COLUMNS.map(|(exposure, _)| Column {
        exposure,
        title: match exposure {
            Exposure::Hour => "up to an hour",
            Exposure::Day => "up to a day",
            Exposure::Week => "up to a week",
            Exposure::Year => "up to a year",
            Exposure::Beyond => "more than a year",
            Exposure::Over => "no more",
            Exposure::Unknown => "a time that is not known",
        },
    })
}

/// Returns every level, the gravest first.
///
/// ```
/// let titles: Vec<&str> = sas_lens::reference::levels().map(|level| level.title).collect();
/// assert_eq!(titles.first(), Some(&"Severe"));
/// ```
pub fn levels() -> impl Iterator<Item = LevelAbout> {
    about::LEVELS.iter().map(|(level, about, asks)| LevelAbout {
        level: *level,
        title: verdict::title(*level),
        about,
        asks,
    })
}

impl Row {
    /// Returns how a link of this row can be stopped, one sentence for each way.
    ///
    /// ```
    /// let rows = sas_lens::reference::rows();
    /// assert_eq!(rows[0].ways_to_stop().len(), 1);
    /// assert_eq!(rows[1].ways_to_stop().len(), 2);
    /// ```
    pub fn ways_to_stop(&self) -> Vec<String> {
        let ways: &[Revocability] = if self.is_key_only {
            &[Revocability::KeyOnly]
        } else {
            &[Revocability::Policy, Revocability::Delegation]
        };
        ways.iter()
            .map(|way| revocability_reason(*way).text)
            .collect()
    }
}
