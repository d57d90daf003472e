//! Reads the `//!` docs of a source file, which are the prose of its page.

use anyhow::{Context, Result, ensure};
use regex::Regex;
use sas_lens::reference::Topic;
use std::{fs, path::Path};

/// The headings that the docs of a rule have, in order.
const HEADINGS: [&str; 5] = [
    "What it finds",
    "Why it matters",
    "Example",
    "What to do",
    "Sources",
];

/// What the docs of a rule say, each part as Markdown.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Prose {
    pub(super) finds: String,
    pub(super) matters: String,
    pub(super) example: String,
    pub(super) remedy: String,
    pub(super) sources: String,
}

impl Prose {
    /// Reads a rule's file.
    pub(super) fn read(path: &Path) -> Result<Self> {
        Self::parse(&docs(path)?).with_context(|| format!("the docs of {}", path.display()))
    }

    fn parse(docs: &str) -> Result<Self> {
        let mut sections = docs.split("\n# ").map(|section| {
            let section = section.trim_start_matches("# ");
            let (heading, text) = section.split_once('\n').unwrap_or((section, ""));
            (heading.trim(), text.trim().to_owned())
        });
        let mut next = |heading: &str| {
            let found = sections.next();
            let (is, text) = found.with_context(|| format!("lack the heading “{heading}”"))?;
            ensure!(
                is == heading,
                "have the heading “{is}” where “{heading}” belongs"
            );
            ensure!(!text.is_empty(), "say nothing below “{heading}”");
            Ok(text)
        };
        let [finds, matters, example, remedy, sources] = HEADINGS;
        let prose = Self {
            finds: next(finds)?,
            matters: next(matters)?,
            example: next(example)?,
            remedy: next(remedy)?,
            sources: next(sources)?,
        };
        let rest = sections.next();
        ensure!(rest.is_none(), "have a heading too many: {rest:?}");
        Ok(prose)
    }

    /// Returns the parameters that the rule is about: those its prose names, or else those of its
    /// example.
    pub(super) fn keys(&self, topics: &[Topic]) -> Vec<&'static str> {
        let all = topics.iter().flat_map(|topic| &topic.parameters);
        let named = |texts: &[&String]| -> Vec<&'static str> {
            all.clone()
                .map(|parameter| parameter.key)
                .filter(|key| texts.iter().any(|text| names(text, key)))
                .collect()
        };
        let in_prose = named(&[&self.finds, &self.matters, &self.remedy]);
        if in_prose.is_empty() {
            named(&[&self.example])
        } else {
            in_prose
        }
    }
}

/// Whether a code span of a text holds a key: alone, or with a value.
fn names(text: &str, key: &str) -> bool {
    // Every second part stands between backticks.
    text.split('`').skip(1).step_by(2).any(|code| {
        code == key
            || code
                .split(['?', '&', ' '])
                .any(|pair| pair.split_once('=').is_some_and(|(name, _)| name == key))
    })
}

/// Reads what the docs of a file say after their table.
pub(super) fn after_table(path: &Path) -> Result<String> {
    let docs = docs(path)?;
    let after = Regex::new(r"(?s)^.*\n\|[^\n]*\|\n")?.replace(&docs, "");
    let prose = after.trim();
    ensure!(
        prose.len() < docs.trim().len() && !prose.is_empty(),
        "the docs of {} have no table with text after it",
        path.display()
    );
    Ok(prose.to_owned())
}

/// Returns the docs of a file without their marks.
fn docs(path: &Path) -> Result<String> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let lines = text.lines().map_while(|line| line.strip_prefix("//!"));
    let lines: Vec<&str> = lines
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect();
    Ok(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCS: &str = "# What it finds\n\nA `sip`.\n\n# Why it matters\n\nIt does.\n\n# Example\n\n\
        `?se=1&sip=2`\n\n# What to do\n\nAct.\n\n# Sources\n\nA book.";

    #[test]
    fn sections_are_told_apart() -> Result<()> {
        let prose = Prose::parse(DOCS)?;
        assert_eq!(prose.example, "`?se=1&sip=2`");
        assert_eq!(prose.sources, "A book.");
        Ok(())
    }

    #[test]
    fn missing_headings_and_empty_sections_are_refused() {
        let says = |docs: &str| {
            let error = Prose::parse(docs).err();
            error.map_or_else(String::new, |error| error.to_string())
        };
        let without_example = DOCS.replace("# Example\n\n`?se=1&sip=2`\n\n", "");
        assert_eq!(
            says(&without_example),
            "have the heading “What to do” where “Example” belongs"
        );
        assert_eq!(
            says(&DOCS.replace("It does.\n\n", "")),
            "say nothing below “Why it matters”"
        );
        assert_eq!(
            says(&DOCS.replace("\n\n# Sources\n\nA book.", "")),
            "lack the heading “Sources”"
        );
        assert!(says(&format!("{DOCS}\n\n# More\n\nText.")).starts_with("have a heading too many"));
    }

    #[test]
    fn keys_come_from_the_prose_first() -> Result<()> {
        let topics = sas_lens::reference::topics();
        assert_eq!(Prose::parse(DOCS)?.keys(&topics), ["sip"]);
        let silent = DOCS.replace("A `sip`.", "A thing.");
        assert_eq!(Prose::parse(&silent)?.keys(&topics), ["se", "sip"]);
        Ok(())
    }
}
