//! What all pages share: head, masthead, navigation and footer.

use super::signs::Signs;
use crate::headers;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// Where a page lies in the reference, from which its addresses follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In the reference's own folder.
    Top,
    /// In the folder of the rules.
    Rule,
}

impl Place {
    /// Leads from the page to the reference's folder.
    fn up(self) -> &'static str {
        match self {
            Self::Top => "",
            Self::Rule => "../",
        }
    }

    /// Returns the address of a page of the reference.
    pub(super) fn page(self, path: &str) -> String {
        format!("{}{path}", self.up())
    }

    /// Returns the address of a file of the site.
    fn site(self, path: &str) -> String {
        format!("{}../{path}", self.up())
    }

    /// Returns the address of a parameter's entry.
    pub(super) fn parameter(self, key: &str) -> String {
        self.page(&format!("parameters.html#{key}"))
    }

    /// Returns the address of a permission letter's entry.
    pub(super) fn letter(self, letter: char) -> String {
        self.page(&format!("permissions.html#{letter}"))
    }

    /// Returns the address of a rule's page.
    pub(super) fn rule(self, id: &str) -> String {
        self.page(&format!("rules/{id}.html"))
    }
}

/// One page.
pub(super) struct Page {
    /// Its path in the reference's folder.
    pub(super) path: String,
    pub(super) place: Place,
    pub(super) title: String,
    /// One sentence for those who see only that.
    pub(super) description: String,
    /// What stands between masthead and footer.
    pub(super) main: Markup,
}

/// The main pages, as the navigation names them.
const NAVIGATION: [(&str, &str); 5] = [
    ("index.html", "Overview"),
    ("verdict.html", "Verdict"),
    ("parameters.html", "Parameters"),
    ("permissions.html", "Permissions"),
    ("operations.html", "Requests"),
];

/// Puts pages into their documents.
pub(super) struct Layout<'a> {
    signs: &'a Signs,
    policy: String,
}

impl<'a> Layout<'a> {
    pub(super) fn new(signs: &'a Signs) -> Self {
        Self {
            signs,
            policy: headers::meta_policy(),
        }
    }

    /// Returns a whole document.
    pub(super) fn document(&self, page: &Page) -> Markup {
        let place = page.place;
        let has_search = page.path == "index.html";
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta http-equiv="Content-Security-Policy" content=(self.policy);
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="referrer" content="no-referrer";
                    meta name="color-scheme" content="light dark";
                    title { (page.title) " · sas-lens" }
                    meta name="description" content=(page.description);
                    (self.signs.icon)
                    link rel="stylesheet" href=(place.site("roles.css"));
                    link rel="stylesheet" href=(place.page("reference.css"));
                    @if has_search { script src=(place.page("search.js")) defer {} }
                }
                body {
                    a.skip href="#main" { "Skip to the text" }
                    header.masthead {
                        a.masthead__name href=(place.site("index.html")) { (self.signs.mark) "sas-lens" }
                        nav.navigation aria-label="Main" {
                            ul.navigation__list {
                                li { a.navigation__link href=(place.site("index.html")) { "Check a link" } }
                                @for (path, title) in NAVIGATION {
                                    li { a.navigation__link href=(place.page(path))
                                        aria-current=[(page.path == path).then_some("page")] { (title) } }
                                }
                            }
                        }
                    }
                    main.page #main tabindex="-1" { (page.main) }
                    footer.footer {
                        div.footer__text {
                            p { "Made from the tables and rules that the page itself uses, so the two always agree. Nothing here is fetched from elsewhere: these pages also work offline." }
                            p { "A token is what stands behind the question mark of a link. The holder is whoever has the link, the owner whoever owns the storage account that it opens." }
                            p { "Facts come from Microsoft’s public documents and libraries, named beside each. What they leave open is marked. Azure and Microsoft Entra are names of Microsoft, which has no part in this tool." }
                        }
                    }
                }
            }
        }
    }
}

/// Renders a source: a link for an address, words otherwise.
pub(super) fn source(text: &str) -> Markup {
    let Some(address) = text.strip_prefix("https://") else {
        return html! { (text) };
    };
    html! { a.source href=(text) rel="noopener noreferrer" { (breakable(&shortened(address))) } }
}

/// Shortens an address to its host and last name, as the page does.
fn shortened(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let names: Vec<&str> = path.split('/').filter(|name| !name.is_empty()).collect();
    match names.as_slice() {
        [] => String::new(),
        [host] => (*host).to_owned(),
        [host, last] => format!("{host}/{last}"),
        // Pages of a project's issues have numbers for names.
        ["github.com", owner, repository, .., last] => {
            format!("github.com/{owner}/{repository} #{last}")
        }
        [host, .., last] => format!("{host}/…/{last}"),
    }
}

/// Lets a long word break after its hyphens and slashes.
fn breakable(text: &str) -> Markup {
    let pieces = text.split_inclusive('/');
    html! { @for piece in pieces { (piece) (PreEscaped("<wbr>")) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_relative_to_the_page() {
        assert_eq!(Place::Top.parameter("se"), "parameters.html#se");
        assert_eq!(Place::Rule.letter('r'), "../permissions.html#r");
        assert_eq!(Place::Rule.site("roles.css"), "../../roles.css");
    }

    #[test]
    fn sources_are_shortened_and_words_stay_words() {
        let shown = |text| source(text).0.replace("<wbr>", "");
        assert_eq!(
            shown("https://learn.microsoft.com/rest/api/create-account-sas#x"),
            "<a class=\"source\" href=\"https://learn.microsoft.com/rest/api/create-account-sas#x\" \
             rel=\"noopener noreferrer\">learn.microsoft.com/…/create-account-sas</a>"
        );
        assert!(shown("https://github.com/a/b/issues/7").contains(">github.com/a/b #7<"));
        assert_eq!(shown("Microsoft's emulator"), "Microsoft's emulator");
    }
}
