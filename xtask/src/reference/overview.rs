//! The overview: what a link looks like, and every entry of the reference, with a search box.

use super::layout::{Page, Place};
use super::markdown::Markdown;
use super::signs::{SEVERITIES, level_id};
use super::{Book, operations, parameters, permissions, synonyms, words};
use anyhow::Result;
use maud::{Markup, html};
use sas_lens::reference::levels;

const PLACE: Place = Place::Top;

/// A careful link, piece by piece.
const EXAMPLE: &str = "https://contosoexample.blob.core.windows.net/photos?sv=2022-11-02&sr=c&sp=rl&st=2027-06-01T08:00:00Z&se=2027-06-01T12:00:00Z&spr=https&sig=…";

/// The example in words, in its order.
const READING: &str = "Until noon of 1 June 2027 (`se`), whoever has this link can read (`r`) and list (`l`, both in `sp`) everything in the container `photos` (`sr`), over encrypted connections only (`spr`). The signature (`sig`) makes it work: it was computed from all the rest with a secret key.";

/// One line of the overview.
struct Line {
    href: String,
    /// What its search finds first: a key, a letter or an id.
    id: String,
    title: String,
    kind: &'static str,
    /// The distinct words of its short form.
    summary: String,
    /// The distinct words of what it leads to.
    words: String,
}

pub(super) fn page(book: &Book, pages: &[Page]) -> Result<Page> {
    let markdown = Markdown {
        topics: &book.topics,
        place: PLACE,
    };
    let main = html! {
        div.head {
            h1.head__title { "Reference" }
            p.head__lead { "What each part of an Azure shared access link means, what each permission allows, and how this tool judges a link. You need not know Azure to read it." }
        }
        (search())
        div.catalogue data-part="catalogue" {
            section.section {
                h2.section__title { "What a link looks like" }
                div.section__body {
                    p.specimen { (markdown.code(EXAMPLE)) }
                    p { (markdown.inline(READING)) " Whoever has a copy needs no password and no account." }
                    p { "Azure calls the part after the question mark a token, or SAS token." }
                }
            }
            (verdict(book)?)
            (rules(book, pages, markdown)?)
            (all_parameters(book, markdown)?)
            (letters(book)?)
            (requests(book)?)
        }
    };
    Ok(Page {
        path: "index.html".to_owned(),
        place: PLACE,
        title: "Reference".to_owned(),
        description: "Rules, verdict, parameters, permissions and requests of Azure storage shared access links, explained.".to_owned(),
        main,
    })
}

/// Shown by its script: without one, the whole list stands.
fn search() -> Markup {
    html! {
        search.search data-part="search" hidden {
            label.search__label for="query" { "Search the reference" }
            div.search__row {
                input.search__box #query type="search" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="query-hint";
                p.search__hint #query-hint { kbd { "/" } " to search, arrows to move, " kbd { "Enter" } " for the first" }
            }
            p.search__status role="status" data-part="status" {}
            ol.hits data-part="hits" hidden {}
        }
    }
}

fn verdict(book: &Book) -> Result<Markup> {
    let lines: Result<Vec<_>> = levels()
        .map(|level| {
            let id = level_id(level.level);
            let line = Line {
                href: format!("verdict.html#{id}"),
                id: id.to_owned(),
                title: level.title.to_owned(),
                kind: "Level",
                summary: words::of(&html! { (level.about) }.0)?,
                words: words::of(&html! { (level.asks) }.0)?,
            };
            Ok(line.render(&html! { span data-level=(id) { (book.signs.shape(level.level)) } }))
        })
        .collect();
    let lines = lines?;
    Ok(html! { section.section {
        (heading("Verdict", "verdict.html", "The table and its reasons"))
        div.section__body { ul.lines.lines--narrow { @for line in lines { (line) } } }
    } })
}

fn rules(book: &Book, pages: &[Page], markdown: Markdown<'_>) -> Result<Markup> {
    let mut groups = Vec::new();
    for (severity, id, word) in SEVERITIES {
        let mut lines = Vec::new();
        for entry in book
            .rules
            .iter()
            .filter(|entry| entry.rule.severity == severity)
        {
            let path = format!("rules/{}.html", entry.rule.id);
            let page = pages.iter().find(|page| page.path == path);
            let line = Line {
                href: path,
                id: entry.rule.id.to_owned(),
                title: entry.rule.title.to_owned(),
                kind: "Rule",
                summary: words::of(&markdown.blocks(&entry.prose.finds).0)?,
                words: words::of(page.map_or("", |page| &page.main.0))?,
            };
            lines.push(line.render(&html! {}));
        }
        groups.push(html! { @if !lines.is_empty() {
            div.group {
                h3.severity data-severity=(id) { (book.signs.meter()) (word) " " span.severity__count { (lines.len()) } }
                ul.lines { @for line in lines { (line) } }
            }
        } });
    }
    Ok(html! { section.section #rules {
        h2.section__title { "Rules" }
        div.section__body { @for group in groups { (group) } }
    } })
}

fn all_parameters(book: &Book, markdown: Markdown<'_>) -> Result<Markup> {
    let mut groups = Vec::new();
    for topic in &book.topics {
        let mut lines = Vec::new();
        for parameter in &topic.parameters {
            let line = Line {
                href: PLACE.parameter(parameter.key),
                id: parameter.key.to_owned(),
                title: parameter.title.to_owned(),
                kind: "Parameter",
                summary: words::of(&markdown.inline(parameter.about).0)?,
                words: words::of(&parameters::entry(book, markdown, parameter).0)?,
            };
            lines.push(line.render(&html! { code translate="no" { (parameter.key) } " " }));
        }
        groups.push(html! { div.group {
            h3.group__title { (topic.title) }
            ul.lines { @for line in lines { (line) } }
        } });
    }
    Ok(html! { section.section {
        (heading("Parameters", "parameters.html", "All on one page"))
        div.section__body { @for group in groups { (group) } }
    } })
}

fn letters(book: &Book) -> Result<Markup> {
    let mut lines = Vec::new();
    for letter in &book.letters {
        let names: Vec<&str> = letter.meanings.iter().map(|meaning| meaning.name).collect();
        let grants = letter.meanings.iter().flat_map(|meaning| &meaning.grants);
        let does: Vec<&str> = grants.map(|grant| grant.does).collect();
        let line = Line {
            href: PLACE.letter(letter.letter),
            id: letter.letter.to_string(),
            title: names.join(", "),
            kind: "Permission",
            summary: words::of(&html! { (does.join(" ")) }.0)?,
            words: words::of(&permissions::entry(book, letter).0)?,
        };
        lines.push(line.render(&html! { code translate="no" { (letter.letter) } " " }));
    }
    Ok(html! { section.section {
        (heading("Permissions", "permissions.html", "All on one page"))
        div.section__body { ul.lines.lines--narrow { @for line in lines { (line) } } }
    } })
}

/// One line for each service: the requests are found by the words inside.
fn requests(book: &Book) -> Result<Markup> {
    let mut lines = Vec::new();
    for service in &book.services {
        let line = Line {
            href: format!("operations.html#{}", operations::anchor(service)),
            id: operations::anchor(service),
            title: service.title.to_owned(),
            kind: "Requests",
            summary: words::of(&html! { (service.about) }.0)?,
            words: words::of(&operations::section(book, service).0)?,
        };
        lines.push(line.render(&html! {}));
    }
    Ok(html! { section.section {
        (heading("Requests", "operations.html", "All on one page"))
        div.section__body { ul.lines.lines--narrow { @for line in lines { (line) } } }
    } })
}

/// A heading with a link to the page that says more.
fn heading(title: &str, href: &str, more: &str) -> Markup {
    html! { div.section__head {
        h2.section__title { (title) }
        a.section__more href=(href) aria-label={ (title) ": " (more) } { (more) }
    } }
}

impl Line {
    /// Renders the line with a sign or code before its title.
    fn render(&self, before: &Markup) -> Markup {
        html! {
            li.line data-entry data-id=(self.id) data-kind=(self.kind)
                data-names=[synonyms::names(&self.id)] data-keys=[synonyms::keys(&self.id)]
                data-summary=(self.summary) data-words=(self.words) {
                a.line__link href=(self.href) { (before) span.line__title { (self.title) } }
            }
        }
    }
}
