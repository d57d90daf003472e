//! Markdown to HTML, with every parameter in code linked to its entry.

use super::layout::Place;
use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{Event, Options, Parser, html::push_html};
use sas_lens::reference::Topic;

/// Turns Markdown into HTML for one place of the reference.
#[derive(Clone, Copy)]
pub(super) struct Markdown<'a> {
    pub(super) topics: &'a [Topic],
    pub(super) place: Place,
}

impl Markdown<'_> {
    /// Renders paragraphs. HTML in the text is shown, not used.
    pub(super) fn blocks(self, text: &str) -> Markup {
        let events =
            Parser::new_ext(text, Options::ENABLE_SMART_PUNCTUATION).map(|event| match event {
                Event::Code(code) => Event::InlineHtml(self.code(&code).0.into()),
                Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
                other => other,
            });
        let mut out = String::with_capacity(text.len() * 2);
        push_html(&mut out, events);
        PreEscaped(out)
    }

    /// Renders a sentence without a paragraph around it.
    pub(super) fn inline(self, text: &str) -> Markup {
        let mut parts = text.split('`').enumerate();
        html! {
            @for (at, part) in parts.by_ref() {
                @if at % 2 == 1 { (self.code(part)) } @else { (part) }
            }
        }
    }

    /// Renders code: a parameter, or the text of a link with parameters in it.
    pub(super) fn code(self, code: &str) -> Markup {
        html! { code translate="no" {
            @if self.is_key(code) { (self.key(code)) } @else { (self.link_text(code)) }
        } }
    }

    /// Renders a parameter's name as a link to its entry.
    pub(super) fn key(self, key: &str) -> Markup {
        html! { a href=(self.place.parameter(key)) { (key) } }
    }

    /// Links the names in the text of a link, which stand before an equals sign.
    fn link_text(self, code: &str) -> Markup {
        let pairs = code.split_inclusive(['?', '&', ' ']);
        html! {
            @for pair in pairs {
                @match pair.split_once('=') {
                    Some((name, value)) if self.is_key(name) => { (self.key(name)) "=" (value) }
                    _ => (pair)
                }
            }
        }
    }

    fn is_key(self, text: &str) -> bool {
        let mut all = self.topics.iter().flat_map(|topic| &topic.parameters);
        all.any(|parameter| parameter.key == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> String {
        let topics = sas_lens::reference::topics();
        let place = Place::Rule;
        Markdown {
            topics: &topics,
            place,
        }
        .blocks(text)
        .0
    }

    #[test]
    fn html_in_the_text_is_shown_and_not_used() {
        assert_eq!(
            blocks("a <b>c</b> `<script>` & d"),
            "<p>a &lt;b&gt;c&lt;/b&gt; <code translate=\"no\">&lt;script&gt;</code> &amp; d</p>\n"
        );
        assert!(!blocks("<img src=x onerror=alert(1)>\n\n<script>\n").contains("<script"));
    }

    #[test]
    fn parameters_in_code_become_links() {
        let link = |key| format!("<a href=\"../parameters.html#{key}\">{key}</a>");
        assert!(blocks("`se`").contains(&link("se")));
        let example = blocks("`?sv=1&sip=<x>&unknown=2`");
        assert!(example.contains(&format!(
            "?{}=1&amp;{}=&lt;x&gt;&amp;unknown=2",
            link("sv"),
            link("sip")
        )));
    }
}
