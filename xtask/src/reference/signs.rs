//! The signs that go with words: taken from the page itself, so that each is drawn once.

use anyhow::{Context, Result};
use maud::{Markup, PreEscaped};
use regex::Regex;
use sas_lens::report::{Level, Severity};
use std::{collections::BTreeMap, fs, path::Path};

/// The levels as the page's templates and style sheets name them.
const LEVELS: [Level; 6] = [
    Level::Severe,
    Level::Elevated,
    Level::Unknown,
    Level::Unreadable,
    Level::Contained,
    Level::Spent,
];

/// What was taken from the page.
pub(super) struct Signs {
    shapes: BTreeMap<&'static str, String>,
    meter: String,
    /// The mark beside the name.
    pub(super) mark: PreEscaped<String>,
    /// The `<link>` of the icon.
    pub(super) icon: PreEscaped<String>,
}

impl Signs {
    /// Takes the signs from the page's document.
    ///
    /// # Errors
    ///
    /// When one is not where it was; the message says which.
    pub(super) fn read(path: &Path) -> Result<Self> {
        let html =
            fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        Self::find(&html).with_context(|| format!("the signs in {}", path.display()))
    }

    fn find(html: &str) -> Result<Self> {
        let find = |pattern: &str| -> Result<String> {
            let found = Regex::new(pattern)?.captures(html);
            let group = found.and_then(|found| Some(found.get(1)?.as_str().to_owned()));
            group.with_context(|| format!("nothing fits {pattern}"))
        };
        let template = |id: &str| find(&format!(r#"<template id="{id}">\s*(<svg.*?</svg>)"#));
        let shapes: Result<_> = LEVELS
            .into_iter()
            .map(|level| {
                Ok((
                    level_id(level),
                    template(&format!("shape-{}", level_id(level)))?,
                ))
            })
            .collect();
        Ok(Self {
            shapes: shapes?,
            meter: template("meter")?,
            mark: PreEscaped(find(r#"(<svg class="masthead__mark".*?</svg>)"#)?),
            icon: PreEscaped(find(r#"(<link rel="icon"[^>]*>)"#)?),
        })
    }

    /// Returns the outline of a level.
    pub(super) fn shape(&self, level: Level) -> Markup {
        let shape = self.shapes.get(level_id(level));
        PreEscaped(shape.cloned().unwrap_or_default())
    }

    /// Returns the bars of a severity; their state comes from `data-severity` around them.
    pub(super) fn meter(&self) -> Markup {
        PreEscaped(self.meter.clone())
    }
}

/// Returns a level's name in addresses and style sheets.
pub(super) const fn level_id(level: Level) -> &'static str {
    match level {
        Level::Severe => "severe",
        Level::Elevated => "elevated",
        Level::Unknown => "unknown",
        Level::Unreadable => "unreadable",
        Level::Contained => "contained",
        Level::Spent => "spent",
    }
}

/// Every severity, worst first: its name in style sheets, and the word on the page.
pub(super) const SEVERITIES: [(Severity, &str, &str); 6] = [
    (Severity::Critical, "critical", "Critical"),
    (Severity::High, "high", "High"),
    (Severity::Medium, "medium", "Medium"),
    (Severity::Low, "low", "Low"),
    (Severity::Info, "info", "To know"),
    (Severity::Good, "good", "Good"),
];

/// Returns a severity's place, the worst first.
pub(super) fn order(wanted: Severity) -> Option<usize> {
    SEVERITIES
        .iter()
        .position(|(severity, ..)| *severity == wanted)
}

/// Returns a severity's name in style sheets, and the word on the page.
pub(super) fn severity(wanted: Severity) -> (&'static str, &'static str) {
    SEVERITIES
        .into_iter()
        .find(|(severity, ..)| *severity == wanted)
        .map_or(("info", "To know"), |(_, id, word)| (id, word))
}
