//! The names in requests: as the link has them, and placeholders in `<…>` for the rest.

use super::request::{name, path};
use crate::access::scope::{self, Scope};
use crate::params::Family;
use crate::params::resources::Level;
use crate::token::link::Link;
use crate::token::{Token, percent};

/// The names that a link gives, encoded.
pub(super) struct Names {
    level: Level,
    /// The container, share, queue or table.
    container: Option<String>,
    /// The item below it; for a directory, one within it.
    item: Option<String>,
    /// The directory that the token is for.
    directory: Option<String>,
}

impl Names {
    pub(super) fn of(token: &Token, scope: &Scope) -> Self {
        let segments: &[String] = token.link.as_ref().map_or(&[], |link| &link.segments);
        // Every path of a website is one of its container.
        let is_website = is_website(token.link.as_ref());
        let container = match (&scope.container, segments) {
            (Some(container), _) => Some(container.as_str()),
            (None, _) if is_website => Some("$web"),
            (None, [first, ..]) if token.family() == Family::Account => {
                Some(first.split('(').next().unwrap_or(first))
            }
            (None, _) => None,
        };
        let below = if is_website {
            segments
        } else {
            segments.get(1..).unwrap_or_default()
        };
        let item = match (scope.level, &scope.path) {
            (Level::Item, Some(path)) => {
                let is_whole = token
                    .link
                    .as_ref()
                    .is_none_or(|link| !ends_in_slash(token, link));
                Some(if is_whole {
                    path.clone()
                } else {
                    format!("{path}/")
                })
            }
            // The directory itself is no item, and what is above it is out of reach.
            (Level::Directory, _)
                if scope::depth(token).is_none_or(|depth| below.len() <= depth) =>
            {
                None
            }
            (_, _) if !below.is_empty() => Some(below.join("/")),
            _ => None,
        };
        let directory = scope
            .path
            .as_deref()
            .filter(|_| scope.level == Level::Directory);
        Self {
            level: scope.level,
            container: container.and_then(name),
            item: item.as_deref().and_then(path),
            directory: directory.and_then(path),
        }
    }

    /// Whether the token covers one item.
    pub(super) fn is_item(&self) -> bool {
        self.level == Level::Item
    }

    /// Fills in a template: `{new-…}` stands for a name that is free, `{place}` for an item or the
    /// directory, `{elsewhere}` for where something is moved to, `{here}` for where the token itself
    /// points. What is in square brackets is for directories only. `is_own` says whether the names of
    /// the link are those of the template's service.
    pub(super) fn fill(&self, template: &str, is_own: bool) -> String {
        let template = self.chosen(template);
        let mut filled = String::new();
        let mut rest = template.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((word, tail)) = after.split_once('}') else {
                break;
            };
            rest = tail;
            filled.push_str(&if is_own {
                self.say(word)
            } else {
                placeholder(word)
            });
        }
        filled.push_str(rest);
        filled
    }

    /// Keeps what is in square brackets, or leaves it out.
    fn chosen(&self, template: &str) -> String {
        match template
            .split_once('[')
            .map(|(before, rest)| (before, rest.split_once(']')))
        {
            Some((before, Some((optional, after)))) if self.level == Level::Directory => {
                format!("{before}{optional}{after}")
            }
            Some((before, Some((_, after)))) => format!("{before}{after}"),
            _ => template.to_owned(),
        }
    }

    fn say(&self, word: &str) -> String {
        let known = match word {
            "here" => return self.here(),
            "container" | "share" | "queue" | "table" => self.container.as_ref(),
            "directory" => self.directory.as_ref(),
            "blob" | "path" | "file" => self.item.as_ref(),
            "place" => self.item.as_ref().or(self.directory.as_ref()),
            // Such a token reaches no other name.
            "new-blob" | "new-path" | "new-file" if self.is_item() => self.item.as_ref(),
            _ => None,
        };
        match (known, word) {
            (Some(known), _) => known.clone(),
            (
                None,
                "blob" | "path" | "file" | "place" | "new-blob" | "new-path" | "new-file"
                | "elsewhere",
            ) if self.level == Level::Directory => {
                format!("{}/{}", self.say("directory"), placeholder(word))
            }
            (None, _) => placeholder(word),
        }
    }

    /// The path at which the token points.
    fn here(&self) -> String {
        let container = self.say("container");
        match self.level {
            Level::Account => "/".to_owned(),
            Level::Container => format!("/{container}"),
            Level::Item => format!("/{container}/{}", self.say("blob")),
            Level::Directory => format!("/{container}/{}", self.say("directory")),
        }
    }
}

fn placeholder(word: &str) -> String {
    match word {
        "here" => "/".to_owned(),
        "place" => "<path>".to_owned(),
        "elsewhere" => "<new-path>".to_owned(),
        word => format!("<{word}>"),
    }
}

fn is_website(link: Option<&Link>) -> bool {
    link.is_some_and(|link| link.reading.service == Some("web"))
}

/// Whether the path of a link ends in a slash that belongs to the item's name.
fn ends_in_slash(token: &Token, link: &Link) -> bool {
    let path = token.mapped.as_str().get(link.path_range.clone());
    link.is_in_text
        && link.segments.len() > usize::from(!is_website(Some(link)))
        && path.is_some_and(|path| percent::decode(path).ends_with('/'))
}
