//! The page of one rule.

use super::layout::{Page, Place, source};
use super::markdown::Markdown;
use super::signs::severity;
use super::{Book, Entry};
use maud::{Markup, html};
use sas_lens::reference::Rule;
use sas_lens::report::Confidence;
use std::cmp::Reverse;

/// How many related rules a page names.
const RELATED: usize = 6;

/// Returns the page of the rule at an index.
pub(super) fn page(book: &Book, at: usize) -> Option<Page> {
    let place = Place::Rule;
    let Entry { rule, prose, keys } = book.rules.get(at)?;
    let markdown = Markdown {
        topics: &book.topics,
        place,
    };
    let related = related(book, at);
    let main = html! {
        div.head {
            p.head__kind { a href=(place.page("index.html#rules")) { "Rules" } }
            h1.head__title { (rule.title) }
            (facts(book, rule))
        }
        (section("What it finds", &markdown.blocks(&prose.finds)))
        (section("Why it matters", &markdown.blocks(&prose.matters)))
        (section("Example", &html! { div.example { (markdown.blocks(&prose.example)) } }))
        (section("What to do", &markdown.blocks(&prose.remedy)))
        (section("What a report says", &html! {
            div.quote {
                p { (slots(rule.message)) }
                @if !rule.remedy.is_empty() { p { strong { "What helps: " } (slots(rule.remedy)) } }
            }
            @if rule.message.contains('{') || rule.remedy.contains('{') {
                p.note { "Words in frames are filled in from the link." }
            }
        }))
        (section("Sources", &html! {
            (markdown.blocks(&prose.sources))
            ul.plain { @for address in rule.sources { li { (source(address)) } } }
        }))
        @if !keys.is_empty() {
            (section("Parameters", &html! {
                ul.terms { @for parameter in book.topics.iter().flat_map(|topic| &topic.parameters) {
                    @if keys.contains(&parameter.key) {
                        li { (markdown.code(parameter.key)) " " (parameter.title) }
                    }
                } }
            }))
        }
        @if !related.is_empty() {
            (section("Related rules", &html! {
                ul.plain { @for rule in related { li { a href=(place.rule(rule.id)) { (rule.title) } } } }
            }))
        }
        (neighbours(book, at))
    };
    Some(Page {
        path: format!("rules/{}.html", rule.id),
        place,
        title: rule.title.to_owned(),
        description: format!(
            "A rule of sas-lens: {}. What it finds, why it matters and what to do.",
            rule.title
        ),
        main,
    })
}

/// A part of the page, its heading beside it where there is room.
fn section(title: &str, body: &Markup) -> Markup {
    html! { section.section { h2.section__title { (title) } div.section__body { (body) } } }
}

/// How bad, how sure, and what Azure does.
fn facts(book: &Book, rule: &Rule) -> Markup {
    let (id, word) = severity(rule.severity);
    let confidence = match rule.confidence {
        Confidence::Certain => "Certain: it stands in the link.",
        Confidence::Likely => "Likely: something that the link does not say could change it.",
        Confidence::Possible => "Possible: sources differ, or the link does not tell.",
    };
    html! {
        p.head__facts {
            span.severity data-severity=(id) { (book.signs.meter()) (word) }
            span { (confidence) }
            @if rule.refuses { span { "Azure should refuse such a link." } }
        }
        p.head__id { "Rule " code translate="no" { (rule.id) } }
    }
}

/// Marks the places of a template that a link fills.
fn slots(template: &str) -> Markup {
    let mut parts = template.split('{');
    html! {
        (parts.next().unwrap_or_default())
        @for part in parts {
            @if let Some((name, text)) = part.split_once('}') { var.slot { (name) } (text) }
        }
    }
}

/// Returns the rules that share the most parameters with one, relative to all that the two are
/// about.
fn related(book: &Book, at: usize) -> Vec<&Rule> {
    let Some(own) = book.rules.get(at) else {
        return Vec::new();
    };
    let mut near: Vec<(usize, &Rule)> = book
        .rules
        .iter()
        .filter(|other| other.rule.id != own.rule.id)
        .filter_map(|other| Some((likeness(&own.keys, &other.keys)?, &other.rule)))
        .collect();
    // The sort is stable: what is equally near keeps its order, the worst first.
    near.sort_by_key(|(likeness, _)| Reverse(*likeness));
    near.into_iter()
        .take(RELATED)
        .map(|(_, rule)| rule)
        .collect()
}

/// Returns how much two sets of keys have in common, from 1 to 100; none when too little.
fn likeness(own: &[&str], other: &[&str]) -> Option<usize> {
    let shared = own.iter().filter(|key| other.contains(key)).count();
    let all = own.len() + other.len() - shared;
    let percent = (shared * 100).checked_div(all)?;
    (percent >= 40).then_some(percent)
}

/// Links to the rules before and after this one.
fn neighbours(book: &Book, at: usize) -> Markup {
    let before = at.checked_sub(1).and_then(|at| book.rules.get(at));
    let after = book.rules.get(at + 1);
    let link = |entry: &Entry, rel: &str, word: &str| {
        html! { a.neighbour href=(Place::Rule.rule(entry.rule.id)) rel=(rel) {
            span.neighbour__word { (word) } " " (entry.rule.title)
        } }
    };
    html! { nav.neighbours aria-label="Rules before and after" {
        @if let Some(entry) = before { (link(entry, "prev", "Previous")) }
        @if let Some(entry) = after { (link(entry, "next", "Next")) }
    } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_show_their_slots_and_escape_the_rest() {
        assert_eq!(
            slots("A life of {life}, < {end}.").0,
            "A life of <var class=\"slot\">life</var>, &lt; <var class=\"slot\">end</var>."
        );
    }

    #[test]
    fn rules_about_the_same_parameters_are_related() {
        assert_eq!(likeness(&["sip"], &["sip"]), Some(100));
        assert_eq!(likeness(&["sip", "se"], &["sip"]), Some(50));
        assert_eq!(likeness(&["sip"], &["se"]), None);
        assert_eq!(likeness(&[], &[]), None);
    }
}
