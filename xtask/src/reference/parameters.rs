//! The page of the parameters, the values of `sr` and the service versions.

use super::Book;
use super::layout::{Page, Place, source};
use super::markdown::Markdown;
use maud::{Markup, html};
use sas_lens::reference::{Parameter, resources, versions};

const PLACE: Place = Place::Top;

/// The kinds of links: name, what signs it, and what that means.
const KINDS: [(&str, &str); 3] = [
    (
        "Account SAS",
        "Signed with one of the two keys of a storage account, for whole services of it. The widest kind: it reaches everything in those services. It cannot be stopped alone.",
    ),
    (
        "Service SAS",
        "Signed with an account key too, but for one container, file share, queue, table or item. It can be tied to terms on the server (a stored access policy), which the owner can delete.",
    ),
    (
        "User delegation SAS",
        "Signed in the name of a user or app in the owner’s Microsoft Entra directory, with a key that lives for seven days at most. The kind that Microsoft advises.",
    ),
];

pub(super) fn page(book: &Book) -> Page {
    let markdown = Markdown {
        topics: &book.topics,
        place: PLACE,
    };
    let main = html! {
        div.head {
            h1.head__title { "Parameters" }
            p.head__lead { "A shared access link is a web address with terms in it. They stand behind the question mark, as pairs of a short name and a value. Azure calls such a set of terms a shared access signature, in short SAS." }
        }
        nav.index aria-label="All parameters" { ul.index__list {
            @for parameter in sorted(book) {
                li { a.index__link href={ "#" (parameter.key) } title=(parameter.title) { code translate="no" { (parameter.key) } } }
            }
        } }
        section.section #kinds {
            h2.section__title { "Kinds of links" }
            div.section__body {
                p { "Who signed a link, and with which key, decides what it can open and how it can be stopped." }
                dl.pairs { @for (name, about) in KINDS { dt { (name) } dd { (about) } } }
            }
        }
        @for topic in &book.topics {
            section.topic #(topic.id) {
                h2.topic__title { (topic.title) }
                p.topic__about { (topic.about) }
                @for parameter in &topic.parameters { (entry(book, markdown, parameter)) }
            }
        }
        section.topic #values-of-sr {
            h2.topic__title { "Values of " (markdown.code("sr")) }
            p.topic__about { "What a link for one thing was signed for, and the permissions that may stand beside it, in the order in which they are written." }
            (values())
        }
        section.topic #service-versions {
            h2.topic__title { "Service versions" }
            p.topic__about { "The versions that " (markdown.code("sv")) " can name, newest first, with what each brought for links. Where documents and Microsoft’s own libraries differ, the earlier version is given." }
            (history(book))
        }
    };
    Page {
        path: "parameters.html".to_owned(),
        place: PLACE,
        title: "Parameters of a shared access link".to_owned(),
        description: "Every parameter of an Azure storage shared access signature: what it does, its values, and since when.".to_owned(),
        main,
    }
}

fn sorted(book: &Book) -> Vec<&Parameter> {
    let mut all: Vec<&Parameter> = book
        .topics
        .iter()
        .flat_map(|topic| &topic.parameters)
        .collect();
    all.sort_by_key(|parameter| parameter.key);
    all
}

/// One parameter.
pub(super) fn entry(book: &Book, markdown: Markdown<'_>, parameter: &Parameter) -> Markup {
    let rules: Vec<_> = book.rules_about(parameter.key).collect();
    html! {
        article.term #(parameter.key) {
            h3.term__name { code translate="no" { (parameter.key) } " " span.term__title { (parameter.title) } }
            div.term__body {
                p { (markdown.inline(parameter.about)) }
                dl.facts {
                    div { dt { "Value" } dd { (markdown.inline(parameter.shape)) } }
                    div { dt { "Signed" } dd { (signed(parameter)) } }
                    div { dt { "Services" } dd { (services(parameter)) } }
                    @if let Some(since) = parameter.since { div { dt { "Since version" } dd { (since) } } }
                    div { dt { "Source" } dd { (source(parameter.source)) } }
                }
                @if !rules.is_empty() {
                    details.rules {
                        summary { "Rules about it (" (rules.len()) ")" }
                        ul.plain { @for rule in rules { li { a href=(PLACE.rule(rule.id)) { (rule.title) } } } }
                    }
                }
            }
        }
    }
}

fn signed(parameter: &Parameter) -> String {
    match parameter.kinds.as_slice() {
        [] => "no, part of the request".to_owned(),
        [_, _, _] => "yes, in every kind of link".to_owned(),
        ["account SAS"] => "yes, in an account SAS".to_owned(),
        kinds => format!("yes, in a {}", kinds.join(" or a ")),
    }
}

fn services(parameter: &Parameter) -> String {
    if parameter.services.len() == 4 {
        "all".to_owned()
    } else {
        parameter.services.join(", ")
    }
}

fn values() -> Markup {
    html! {
        table.sheet.sheet--values role="table" aria-label="Values" {
            thead role="rowgroup" { tr role="row" {
                @for title in ["Value", "What the link opens", "Permissions", "Since version", "Source"] {
                    th role="columnheader" scope="col" { (title) }
                }
            } }
            tbody role="rowgroup" { @for resource in resources() {
                tr role="row" #{ "sr-" (resource.value) } {
                    th role="rowheader" scope="row" { code translate="no" { (resource.value) } " " (resource.title) }
                    td role="cell" data-label="Opens" { (resource.meaning) }
                    td role="cell" data-label="Permissions" { code.letters translate="no" {
                        @for letter in resource.letters.chars() { a href=(PLACE.letter(letter)) { (letter) } }
                    } }
                    td role="cell" data-label="Since version" { (resource.since.unwrap_or("the first")) }
                    td role="cell" data-label="Source" { (source(resource.source)) }
                }
            } }
        }
    }
}

/// What each version brought, then the versions of which the tables say nothing.
fn history(book: &Book) -> Markup {
    let (told, silent): (Vec<_>, Vec<_>) = versions()
        .iter()
        .rev()
        .map(|version| (*version, News::of(book, version)))
        .partition(|(_, news)| !news.is_empty());
    html! {
        dl.history { @for (version, News { parameters, letters, values }) in told {
            div { dt { (version) } dd {
                @for key in parameters { a href=(PLACE.parameter(key)) { code translate="no" { (key) } } " " }
                @for value in values { a href={ "#sr-" (value) } { code translate="no" { "sr=" (value) } } " " }
                @for (letter, services) in letters {
                    span {
                        "permission " a href=(PLACE.letter(letter)) { code translate="no" { (letter) } }
                        " for " (services.join(", "))
                    } " "
                }
            } }
        } }
        p.topic__about {
            "The other published versions:"
            @for (version, _) in silent { " " span.whole { (version) } }
        }
    }
}

/// What a version brought.
struct News {
    parameters: Vec<&'static str>,
    /// Each letter, with the services for which it was new.
    letters: Vec<(char, Vec<&'static str>)>,
    values: Vec<&'static str>,
}

impl News {
    fn of(book: &Book, version: &str) -> Self {
        let parameters = sorted(book)
            .into_iter()
            .filter(|parameter| parameter.is_signed && parameter.since == Some(version))
            .map(|parameter| parameter.key);
        let letters = book.letters.iter().map(|letter| {
            let grants = letter.meanings.iter().flat_map(|meaning| &meaning.grants);
            let new = grants.filter(|grant| grant.since == Some(version));
            let mut services: Vec<_> = new.map(|grant| grant.service).collect();
            services.dedup();
            (letter.letter, services)
        });
        let values = resources().filter(|resource| resource.since == Some(version));
        Self {
            parameters: parameters.collect(),
            letters: letters
                .filter(|(_, services)| !services.is_empty())
                .collect(),
            values: values.map(|resource| resource.value).collect(),
        }
    }

    fn is_empty(&self) -> bool {
        self.parameters.is_empty() && self.letters.is_empty() && self.values.is_empty()
    }
}
