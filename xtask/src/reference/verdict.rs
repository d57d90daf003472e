//! The page of the verdict: levels, table, and what else counts.

use super::Book;
use super::layout::{Page, Place};
use super::markdown::Markdown;
use super::signs::level_id;
use maud::{Markup, html};
use sas_lens::reference::{Row, columns, levels, rows};
use sas_lens::report::{Impact, Level};

pub(super) fn page(book: &Book) -> Page {
    let place = Place::Top;
    let markdown = Markdown {
        topics: &book.topics,
        place,
    };
    let rows = rows();
    let main = html! {
        div.head {
            h1.head__title { "How the verdict is made" }
            p.head__lead { "The verdict answers one question: how much harm can be done with this link, if it is in the wrong hands? Three things decide it: how much the link opens, for how long it still works, and how it can be stopped. The level is looked up in one table. There are no points and no grades." }
        }
        section.section {
            h2.section__title { "The levels" }
            div.section__body { ul.levels { @for level in levels() {
                li.level #(level_id(level.level)) data-level=(level_id(level.level)) {
                    h3.level__title { (book.signs.shape(level.level)) (level.title) }
                    p { (level.about) " " strong { (level.asks) } }
                }
            } } }
        }
        section.section.section--wide {
            h2.section__title #table-title { "The table" }
            div.section__body {
                p { "Find the row by what the link opens and how it can be stopped, then the column by the time for which it still works." }
                (table(book, &rows))
            }
        }
        section.section {
            h2.section__title { "How much it opens" }
            div.section__body { dl.pairs { @for row in rows.iter().filter(|row| row.is_key_only) {
                dt { (impact_title(row.impact)) }
                dd { (row.impact_meaning) }
            } } }
        }
        section.section {
            h2.section__title { "How it can be stopped" }
            div.section__body { dl.pairs { @for row in rows.iter().take(2) {
                dt { (way_title(row)) }
                @for way in row.ways_to_stop() { dd { (way) } }
            } } }
        }
        section.section {
            h2.section__title { "What else counts" }
            div.section__body { (markdown.blocks(&book.verdict)) }
        }
    };
    Page {
        path: "verdict.html".to_owned(),
        place,
        title: "How the verdict is made".to_owned(),
        description:
            "The levels of sas-lens, the one table they are looked up in, and what else counts."
                .to_owned(),
        main,
    }
}

fn table(book: &Book, rows: &[Row]) -> Markup {
    let columns = columns();
    html! {
        div.scroller tabindex="0" role="region" aria-labelledby="table-title" {
            table.verdicts {
                thead {
                    tr {
                        th scope="col" rowspan="2" { "It opens" }
                        th scope="col" rowspan="2" { "It can be stopped" }
                        th scope="colgroup" colspan=(columns.len()) { "It still works for" }
                    }
                    tr { @for column in columns { th scope="col" { (column.title) } } }
                }
                @for pair in rows.chunk_by(|one, next| one.impact == next.impact) {
                    tbody { @for (at, row) in pair.iter().enumerate() {
                        tr {
                            @if at == 0 { th scope="rowgroup" rowspan=(pair.len()) { (impact_title(row.impact)) } }
                            th.verdicts__way scope="row" { (way_title(row)) }
                            @for level in row.levels { (cell(book, level)) }
                        }
                    } }
                }
            }
        }
    }
}

fn cell(book: &Book, level: Level) -> Markup {
    let title = levels()
        .find(|about| about.level == level)
        .map_or("", |about| about.title);
    html! {
        td data-level=(level_id(level)) {
            a.verdicts__level href={ "#" (level_id(level)) } { (book.signs.shape(level)) (title) }
        }
    }
}

fn impact_title(impact: Impact) -> &'static str {
    match impact {
        Impact::Account => "The account",
        Impact::Broad => "Much (broad)",
        Impact::Bounded => "Some (bounded)",
        Impact::Item => "One item",
        Impact::Nothing => "Nothing",
        Impact::Unknown => "Not known",
    }
}

fn way_title(row: &Row) -> &'static str {
    if row.is_key_only {
        "Only by the key"
    } else {
        "By itself"
    }
}
