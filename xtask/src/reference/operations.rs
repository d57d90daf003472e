//! The page of the requests: what a link needs for each.

use super::Book;
use super::layout::{Page, Place, source};
use super::markdown::Markdown;
use maud::{Markup, PreEscaped, html};
use sas_lens::reference::{Needed, Request, Requests, Way};
use sas_lens::report::Goal;

const PLACE: Place = Place::Top;

/// What an attacker sends requests for: in a word, and in a sentence.
const GOALS: [(Goal, &str, &str); 6] = [
    (
        Goal::ReadEverything,
        "Read",
        "Learn what is stored: names, properties and content.",
    ),
    (
        Goal::PlantFiles,
        "Plant",
        "Put or change content: malware, false data, forged messages.",
    ),
    (Goal::Destroy, "Destroy", "Lose data, or make it unusable."),
    (
        Goal::HideTraces,
        "Hide",
        "Lose what would tell of it or undo it: logs, older versions, rules that keep data from being deleted.",
    ),
    (
        Goal::ExtendAccess,
        "Extend",
        "Gain more, or keep others out: rights, owners, locks, keys.",
    ),
    (Goal::Other, "Other", "None of these."),
];

pub(super) fn page(book: &Book) -> Page {
    let markdown = markdown(book);
    let main = html! {
        div.head {
            h1.head__title { "Requests" }
            p.head__lead { "Everything that can be asked of Azure Storage, request by request, and what a link must hold for it. The page of a checked link answers each of these for that link." }
        }
        nav.index aria-label="Services" { ul.index__list {
            @for service in &book.services {
                li { a.index__link href={ "#" (anchor(service)) } { (service.title) } }
            }
        } }
        section.section {
            h2.section__title { "How to read it" }
            div.section__body {
                p { "An account SAS needs the service in " (markdown.code("ss")) ", the resource type in " (markdown.code("srt")) " and the letters in " (markdown.code("sp")) ". Other links need the letters, and " (markdown.code("sr")) " must reach the thing." }
                p { "Where several ways are enough, they stand with " em { "or" } " between them. A version beside a way says from which " (markdown.code("sv")) " on it counts; before it, that way is refused." }
                p { "Names in angle brackets are for the sender to fill in. What is in square brackets is for links to a directory only." }
                p { "What no public source settles is marked " em { "not settled" } ". What a user delegation SAS may do ends where the rights of its signer end." }
            }
        }
        section.section {
            h2.section__title { "What an attacker wants" }
            div.section__body { dl.pairs { @for (_, name, about) in GOALS { dt { (name) } dd { (about) } } } }
        }
        @for service in &book.services { (section(book, service)) }
    };
    Page {
        path: "operations.html".to_owned(),
        place: PLACE,
        title: "Requests, and what a link needs for each".to_owned(),
        description: "Every request to Azure Storage: the permissions, resource types and scopes that a shared access signature needs for it.".to_owned(),
        main,
    }
}

fn markdown(book: &Book) -> Markdown<'_> {
    Markdown {
        topics: &book.topics,
        place: PLACE,
    }
}

/// The anchor of a service.
pub(super) fn anchor(service: &Requests) -> String {
    format!("requests-{}", service.id)
}

/// The requests to one service.
pub(super) fn section(book: &Book, service: &Requests) -> Markup {
    html! {
        section.topic #(anchor(service)) {
            h2.topic__title { (service.title) }
            p.topic__about { (service.about) }
            table.sheet.sheet--grants role="table" aria-label={ "Requests: " (service.title) } {
                thead role="rowgroup" { tr role="row" {
                    @for title in ["Request", "How it is sent", "Good for", "In an account SAS", "In other links", "Since version", "Source"] {
                        th role="columnheader" scope="col" { (title) }
                    }
                } }
                tbody role="rowgroup" { @for request in &service.requests { (row(markdown(book), request)) } }
            }
        }
    }
}

fn row(markdown: Markdown<'_>, request: &Request) -> Markup {
    html! {
        tr role="row" #(request.id.replace('/', "-")) {
            th role="rowheader" scope="row" { (request.name) }
            td role="cell" {
                code translate="no" { (request.method) " " (breakable(&request.path)) }
                @if let Some(note) = request.note { br; (note) }
            }
            td role="cell" data-label="Good for" { (goal(request.goal)) }
            td role="cell" data-label="In an account SAS" {
                @if request.account == Needed::AnyLetter { "any letter" } @else { (needed(&request.account)) }
                @if let Some(letter) = request.resource_type {
                    ", " (markdown.code("srt")) " with " code translate="no" { (letter) }
                }
            }
            td role="cell" data-label="In other links" {
                (needed(&request.scoped))
                @if !request.scopes.is_empty() && request.scoped != Needed::Nothing { " " (scopes(request)) }
            }
            td role="cell" data-label="Since version" { (since(request)) }
            td role="cell" data-label="Source" { (source(request.source)) }
        }
    }
}

/// Lets a path break before each of its parts.
fn breakable(path: &str) -> Markup {
    let pieces = path.split_inclusive(['/', '?', '&', '=']);
    html! { @for piece in pieces { (piece) (PreEscaped("<wbr>")) } }
}

fn since(request: &Request) -> &'static str {
    let is_possible = |needed: &Needed| !matches!(needed, Needed::Never | Needed::Nothing);
    match request.since {
        Some(version) => version,
        None if is_possible(&request.account) || is_possible(&request.scoped) => "the first",
        None => "–",
    }
}

fn goal(goal: Goal) -> &'static str {
    let mut goals = GOALS.iter();
    goals
        .find(|(known, ..)| *known == goal)
        .map_or("", |(_, name, _)| name)
}

fn needed(needed: &Needed) -> Markup {
    html! {
        @match needed {
            Needed::Never => "never",
            Needed::Nothing => "needs no link",
            Needed::AnyLetter => "any letter, but not in a user delegation SAS",
            Needed::Unsettled => "not settled",
            Needed::Letters(ways) => @for (at, one) in ways.iter().enumerate() {
                @if at > 0 { " or " } (way(one))
            }
        }
    }
}

fn way(way: &Way) -> Markup {
    html! {
        @for (at, letter) in way.letters.iter().enumerate() {
            @if at > 0 { " and " }
            a href=(PLACE.letter(*letter)) { code translate="no" { (letter) } }
        }
        @if let Some(version) = way.from { " (from " (version) " on)" }
        @if !way.is_settled { " (not settled)" }
    }
}

/// The links that reach it.
fn scopes(request: &Request) -> Markup {
    html! {
        @match request.scopes.as_slice() {
            [("q", _)] => "for the queue",
            [("t", _)] => "for the table",
            scopes => { "for " @for (value, is_settled) in scopes {
                a href={ "parameters.html#sr-" (value) } { code translate="no" { "sr=" (value) } }
                @if !is_settled { " (not settled)" } " "
            } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_are_told_with_their_version_and_doubt() {
        let letters = |letters: &str, from, is_settled| Way {
            letters: letters.chars().collect(),
            from,
            is_settled,
        };
        let shown = needed(&Needed::Letters(vec![
            letters("au", None, true),
            letters("c", Some("2026-04-06"), false),
        ]));
        let text =
            regex::Regex::new("<[^>]*>").map(|tag| tag.replace_all(&shown.0, "").into_owned());
        assert_eq!(
            text.ok().as_deref(),
            Some("a and u or c (from 2026-04-06 on) (not settled)")
        );
    }
}
