//! The reference: static pages about rules, verdict, parameters and permissions, made from the
//! crate's tables and from the docs of its rules.
//!
//! Everything links by relative addresses, so that the pages also work when they are opened from
//! disk, and each carries the content policy of the site.

mod layout;
mod markdown;
mod operations;
mod overview;
mod parameters;
mod permissions;
mod prose;
mod rule;
mod signs;
mod synonyms;
mod verdict;
mod words;

use crate::project::Project;
use anyhow::{Context, Result};
use layout::{Layout, Page};
use prose::Prose;
use sas_lens::reference::{Letter, Requests, Rule, Topic, letters, requests, rules, topics};
use signs::Signs;
use std::{fs, path::Path};

/// The folder of the site that the pages lie in.
pub(crate) const FOLDER: &str = "reference";

/// A rule with its prose.
struct Entry {
    rule: Rule,
    prose: Prose,
    /// The parameters it is about.
    keys: Vec<&'static str>,
}

/// All that the pages are made from.
struct Book {
    /// The worst first, then by title.
    rules: Vec<Entry>,
    topics: Vec<Topic>,
    letters: Vec<Letter>,
    services: Vec<Requests>,
    /// The prose of the verdict's table.
    verdict: String,
    signs: Signs,
}

/// Writes every page into the site.
///
/// # Errors
///
/// When a rule's docs lack a heading or text below it; the message names the file.
pub(crate) fn write(project: &Project, site: &Path) -> Result<()> {
    let book = Book::read(project)?;
    let layout = Layout::new(&book.signs);
    let folder = site.join(FOLDER);
    fs::create_dir_all(folder.join("rules"))?;
    for page in book.pages()? {
        let path = folder.join(&page.path);
        fs::write(&path, layout.document(&page).into_string())
            .with_context(|| format!("writing {}", path.display()))?;
    }
    Ok(())
}

impl Book {
    fn read(project: &Project) -> Result<Self> {
        let topics = topics();
        let source = project.root.join("src");
        let read = |rule: Rule| -> Result<Entry> {
            let prose = Prose::read(&source.join(rule.folder).join(rule.file_name()))?;
            let keys = if rule.is_about_links() {
                prose.keys(&topics)
            } else {
                Vec::new()
            };
            Ok(Entry { rule, prose, keys })
        };
        let mut rules = rules().map(read).collect::<Result<Vec<_>>>()?;
        rules.sort_by_key(|entry| (signs::order(entry.rule.severity), entry.rule.title));
        Ok(Self {
            rules,
            topics,
            letters: letters(),
            services: requests(),
            verdict: prose::after_table(&source.join("report/verdict.rs"))?,
            signs: Signs::read(&project.www().join("index.html"))?,
        })
    }

    fn pages(&self) -> Result<Vec<Page>> {
        let mut pages: Vec<Page> = (0..self.rules.len())
            .filter_map(|at| rule::page(self, at))
            .collect();
        let parts = [
            verdict::page(self),
            parameters::page(self),
            permissions::page(self),
            operations::page(self),
        ];
        pages.extend(parts);
        // Last, because it carries the words of all others.
        pages.push(overview::page(self, &pages)?);
        Ok(pages)
    }

    /// Returns the rules that are about a parameter.
    fn rules_about<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a Rule> {
        self.rules
            .iter()
            .filter(move |entry| entry.keys.contains(&key))
            .map(|entry| &entry.rule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html;
    use regex::Regex;
    use std::collections::BTreeSet;

    fn book() -> Result<Book> {
        Book::read(&Project::find()?)
    }

    #[test]
    fn every_page_carries_the_policy_and_loads_only_our_files() -> Result<()> {
        let book = book()?;
        let layout = Layout::new(&book.signs);
        for page in book.pages()? {
            let document = html::read(&layout.document(&page).into_string())?;
            assert_eq!(document.policies, [crate::headers::meta_policy()]);
            for file in document.files {
                let ours = ["roles.css", "reference.css", "search.js"];
                let is_ours = ours.iter().any(|name| file.ends_with(name));
                assert!(is_ours || file.starts_with("data:image/svg+xml,"), "{file}");
            }
        }
        Ok(())
    }

    #[test]
    fn no_page_has_inline_script_or_style() -> Result<()> {
        let inline = Regex::new(r"<style|\sstyle=|\son[a-z]+=|<script>|javascript:")?;
        let book = book()?;
        let layout = Layout::new(&book.signs);
        for page in book.pages()? {
            let text = layout.document(&page).into_string();
            assert!(!inline.is_match(&text), "{}", page.path);
        }
        Ok(())
    }

    #[test]
    fn no_page_names_an_anchor_twice() -> Result<()> {
        let anchor = Regex::new(r#"\sid="([^"]+)""#)?;
        for page in book()?.pages()? {
            let mut seen = BTreeSet::new();
            for found in anchor.captures_iter(&page.main.0) {
                assert!(
                    seen.insert(found[1].to_owned()),
                    "{}: {}",
                    page.path,
                    &found[1]
                );
            }
        }
        Ok(())
    }

    #[test]
    fn findings_and_parameters_can_be_linked_to() -> Result<()> {
        let pages = book()?.pages()?;
        let has = |path: &str, anchor: &str| {
            let text = format!(r#" id="{anchor}""#);
            pages
                .iter()
                .any(|page| page.path == path && page.main.0.contains(&text))
        };
        for level in [
            "severe",
            "elevated",
            "unknown",
            "unreadable",
            "contained",
            "spent",
        ] {
            assert!(has("verdict.html", level), "{level}");
        }
        for letter in sas_lens::reference::letters() {
            assert!(has("permissions.html", &letter.letter.to_string()));
        }
        for request in requests().iter().flat_map(|service| &service.requests) {
            let anchor = request.id.replace('/', "-");
            assert!(has("operations.html", &anchor), "{anchor}");
        }
        for parameter in topics().iter().flat_map(|topic| &topic.parameters) {
            assert!(has("parameters.html", parameter.key), "{}", parameter.key);
        }
        for rule in rules() {
            let path = format!("rules/{}.html", rule.id);
            assert!(pages.iter().any(|page| page.path == path), "{path}");
        }
        Ok(())
    }
}
