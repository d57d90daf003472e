//! The page of the permission letters.

use super::Book;
use super::layout::{Page, Place, source};
use super::markdown::Markdown;
use maud::{Markup, html};
use sas_lens::reference::{Grant, Letter, Meaning};
use sas_lens::report::Harm;

const PLACE: Place = Place::Top;

/// The services, and what is in them.
const SERVICES: [(&str, &str); 4] = [
    (
        "Blob Storage",
        "Files of any kind, called blobs, in containers (top folders). Data Lake Storage is the same with real folders.",
    ),
    (
        "Azure Files",
        "Files and directories in file shares, as on a company’s network drive.",
    ),
    (
        "Queue Storage",
        "Short messages that programs leave for each other, in queues.",
    ),
    ("Table Storage", "Rows of data, in tables."),
];

/// What a letter can act on: the letter of `srt`, what it is called, and what it means.
const TARGETS: [(char, &str, &str); 3] = [
    (
        's',
        "the service",
        "The service itself: its settings, and the list of its containers.",
    ),
    (
        'c',
        "containers",
        "Containers, file shares, queues and tables as such, and the list of what is in them.",
    ),
    (
        'o',
        "contents",
        "What is in them: blobs, files, messages and rows.",
    ),
];

/// The kinds of harm, the worst first.
const HARMS: [(Harm, &str); 5] = [
    (
        Harm::Destroy,
        "Data, or the copies from which it could be restored, is lost.",
    ),
    (
        Harm::Change,
        "Data, settings or rights are not what their owner left there.",
    ),
    (
        Harm::Add,
        "Data appears that the owner did not put there and pays for.",
    ),
    (Harm::Read, "Others learn what is in the data."),
    (Harm::List, "Others learn names, properties and settings."),
];

pub(super) fn page(book: &Book) -> Page {
    let markdown = Markdown {
        topics: &book.topics,
        place: PLACE,
    };
    let main = html! {
        div.head {
            h1.head__title { "Permissions" }
            p.head__lead { "The letters of " (markdown.code("sp")) " say what the holder of a link may do: one letter, one permission. What a letter allows depends on the service and on the thing that it meets there." }
        }
        section.section.section--wide {
            h2.section__title { "At a glance" }
            div.section__body { (glance(book)) }
        }
        section.section {
            h2.section__title { "What a letter meets" }
            div.section__body {
                p { "A link for the whole account (an " a href="parameters.html#kinds" { "account SAS" } ") must also name the kind of thing, in " (markdown.code("srt")) ". Other links say in " (markdown.code("sr")) " what they open." }
                dl.pairs { @for (letter, name, about) in TARGETS {
                    dt { code translate="no" { (letter) } " " (name) } dd { (about) }
                } }
            }
        }
        section.section {
            h2.section__title { "The services" }
            div.section__body { dl.pairs { @for (name, about) in SERVICES { dt { (name) } dd { (about) } } } }
        }
        section.section {
            h2.section__title { "Kinds of harm" }
            div.section__body { dl.pairs { @for (kind, about) in HARMS { dt { (harm(Some(kind))) } dd { (about) } } } }
        }
        @for letter in &book.letters { (entry(book, letter)) }
        section.section {
            h2.section__title { "What no link can do" }
            div.section__body { p { "No shared access link, of any kind and with any letters, can read or change stored access policies, make a container public, fetch a delegation key, or touch the account itself: its keys, its firewall, its roles." } }
        }
    };
    Page {
        path: "permissions.html".to_owned(),
        place: PLACE,
        title: "Permissions of a shared access link".to_owned(),
        description: "Every permission letter of an Azure storage shared access signature: what its holder can do, where, and since when.".to_owned(),
        main,
    }
}

/// Which letters have a meaning for which service.
fn glance(book: &Book) -> Markup {
    html! {
        table.glance {
            caption { "Which letters mean something where: for " code translate="no" { "s" } " the service, " code translate="no" { "c" } " containers, " code translate="no" { "o" } " their contents." }
            thead { tr {
                th scope="col" { "Letter" }
                @for (service, _) in SERVICES { th scope="col" { (short(service)) } }
            } }
            tbody { @for letter in &book.letters { tr {
                th scope="row" { a href={ "#" (letter.letter) } { code translate="no" { (letter.letter) } " " span.glance__name { (names(letter)) } } }
                @for (service, _) in SERVICES { td { (targets(letter, service)) } }
            } } }
        }
    }
}

/// The last or first word of a service's name, which is enough in a narrow column.
fn short(service: &str) -> &str {
    service
        .trim_start_matches("Azure ")
        .trim_end_matches(" Storage")
}

fn names(letter: &Letter) -> String {
    let names: Vec<&str> = letter.meanings.iter().map(|meaning| meaning.name).collect();
    names.join(", ")
}

fn targets(letter: &Letter, service: &str) -> Markup {
    let grants = letter.meanings.iter().flat_map(|meaning| &meaning.grants);
    let found: Vec<char> = grants
        .filter(|grant| grant.service == service)
        .map(|grant| grant.target)
        .collect();
    html! {
        @if found.is_empty() {
            span.quiet { "–" }
        } @else {
            @for (target, ..) in TARGETS {
                span.glance__slot { @if found.contains(&target) { code translate="no" { (target) } " " } }
            }
        }
    }
}

/// One letter.
pub(super) fn entry(book: &Book, letter: &Letter) -> Markup {
    let markdown = Markdown {
        topics: &book.topics,
        place: PLACE,
    };
    html! {
        section.topic #(letter.letter) {
            h2.topic__title { code.topic__letter translate="no" { (letter.letter) } " " (names(letter)) }
            @if letter.meanings.len() > 1 {
                p.topic__about { "This letter means different things in different services." }
            }
            @for meaning in &letter.meanings { (sheet(markdown, letter, meaning)) }
        }
    }
}

fn sheet(markdown: Markdown<'_>, letter: &Letter, meaning: &Meaning) -> Markup {
    html! {
        table.sheet.sheet--grants role="table" aria-label=(meaning.name) {
            @if letter.meanings.len() > 1 {
                caption { strong { (meaning.name) } ": to " (meaning.verb) "." }
            } @else if meaning.verb != meaning.name {
                caption { "To " (meaning.verb) "." }
            }
            thead role="rowgroup" { tr role="row" {
                th role="columnheader" scope="col" { "Where" }
                th role="columnheader" scope="col" { "The holder can" }
                th role="columnheader" scope="col" { "Harm" }
                th role="columnheader" scope="col" { "In an account SAS" }
                th role="columnheader" scope="col" { "In other links" }
                th role="columnheader" scope="col" { "Since version" }
                th role="columnheader" scope="col" { "Source" }
            } }
            tbody role="rowgroup" { @for grant in &meaning.grants {
                tr role="row" {
                    th role="rowheader" scope="row" { (grant.service) ", " (target_name(grant.target)) }
                    td role="cell" { (grant.does) }
                    td role="cell" data-label="Harm" { (harm(grant.harm)) }
                    td role="cell" data-label="In an account SAS" {
                        @if grant.is_sure_in_account {
                            (markdown.code("srt")) " with " code translate="no" { (grant.target) }
                        } @else { "not documented" }
                    }
                    td role="cell" data-label="In other links" { (scoped(grant)) }
                    td role="cell" data-label="Since version" { (grant.since.unwrap_or("the first")) }
                    td role="cell" data-label="Source" { (source(grant.source)) }
                }
            } }
        }
    }
}

fn target_name(letter: char) -> &'static str {
    TARGETS
        .iter()
        .find(|(known, ..)| *known == letter)
        .map_or("", |(_, name, _)| name)
}

/// The harm in a word, as the page says it.
fn harm(harm: Option<Harm>) -> &'static str {
    match harm {
        Some(Harm::Destroy) => "Destroy",
        Some(Harm::Change) => "Change",
        Some(Harm::Add) => "Add",
        Some(Harm::Read) => "Read",
        Some(Harm::List) => "List",
        None => "None",
    }
}

/// The links for one thing in which a letter works.
fn scoped(grant: &Grant) -> Markup {
    html! {
        @match grant.scoped.as_slice() {
            [] => "never",
            ["q"] => "for the queue",
            ["t"] => "for the table",
            values => @for value in values {
                a href={ "parameters.html#sr-" (value) } { code translate="no" { "sr=" (value) } } " "
            }
        }
    }
}
