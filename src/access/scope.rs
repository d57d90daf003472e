//! What a token covers: the account, one container, a directory, one item.

use crate::params::resources::{self, Level, ResourceSpec};
use crate::params::{Family, Service};
use crate::token::Token;
use crate::token::display::short_name;

/// What the signature covers, named as far as the link names it.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    pub(crate) level: Level,
    /// The level's name in a report.
    pub(crate) id: &'static str,
    pub(crate) spec: Option<&'static ResourceSpec>,
    pub(crate) account: Option<String>,
    /// The container, share, queue or table.
    pub(crate) container: Option<String>,
    /// The item or directory below it.
    pub(crate) path: Option<String>,
    /// Which rows of a table.
    pub(crate) rows: Rows,
    /// What [`Scope::say`] says.
    said: String,
}

/// Which rows of a table a token covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rows {
    /// All of them; also for what is no table.
    All,
    /// Those within the limits.
    Some,
    Partition,
    One,
    /// The limits leave none.
    None,
}

impl Scope {
    pub(crate) fn of(token: &Token) -> Self {
        let scope = Self::read(token);
        Self {
            said: scope.describe(),
            ..scope
        }
    }

    fn read(token: &Token) -> Self {
        let account = token.link.as_ref().and_then(|link| link.account.clone());
        let Some(spec) = resource_of(token) else {
            let id = if token.family() == Family::Account {
                "account"
            } else {
                "unknown"
            };
            let level = Level::Account;
            return Self {
                level,
                id,
                spec: None,
                account,
                container: None,
                path: None,
                rows: Rows::All,
                said: String::new(),
            };
        };
        let (container, path) = names(token, spec);
        let rows = rows_of(token);
        let level = match (spec.level, rows) {
            // A directory of depth 0 is the container itself.
            (Level::Directory, _) if depth(token) == Some(0) => Level::Container,
            (_, Rows::One) => Level::Item,
            (level, _) => level,
        };
        Self {
            level,
            id: spec.id,
            spec: Some(spec),
            account,
            container,
            path,
            rows,
            said: String::new(),
        }
    }

    /// Whether the token says what it is signed for.
    pub(crate) fn is_told(&self, token: &Token) -> bool {
        token.family() == Family::Account || self.spec.is_some()
    }

    /// The value of `sr`, or the letter that stands for it in the grants table.
    pub(crate) fn grant_value(&self) -> &'static str {
        match self.spec {
            Some(spec) if spec.value.is_empty() => match spec.service {
                Service::Queue => "q",
                _ => "t",
            },
            Some(spec) => spec.value,
            None => "",
        }
    }

    /// Says what is covered, to follow "in", "of" or "everything in". Long names lose their middle.
    pub(crate) fn say(&self) -> String {
        self.said.clone()
    }

    fn describe(&self) -> String {
        let short = |name: &Option<String>| name.as_deref().map(short_name);
        let account = match short(&self.account) {
            Some(name) => format!("the storage account {name}"),
            None => "the storage account".to_owned(),
        };
        let Some(spec) = self.spec else {
            return account;
        };
        let container = match short(&self.container) {
            Some(name) => format!("the {} {name} of {account}", spec.service.container()),
            None => format!("one {} of {account}", spec.service.container()),
        };
        match (self.level, short(&self.path)) {
            _ if spec.service == Service::Table => match self.rows {
                Rows::All => container,
                Rows::Some => format!("some rows of {container}"),
                Rows::Partition => format!("one partition of {container}"),
                Rows::One => format!("one row of {container}"),
                Rows::None => format!("no row of {container}"),
            },
            (Level::Item | Level::Directory, Some(path)) => {
                format!("{} {path} in {container}", spec.noun)
            }
            (Level::Item | Level::Directory, None) => format!("{} in {container}", spec.title),
            _ => container,
        }
    }

    /// What one item is called when it is the whole scope: "this file".
    pub(crate) fn this_item(&self) -> &'static str {
        match self.spec.map(|spec| spec.id) {
            Some("snapshot") => "this snapshot",
            Some("version") => "this version",
            Some("table") => "this row",
            _ => "this file",
        }
    }
}

/// Reads the limits of a table token. All comparisons are ordinal and inclusive.
///
/// Source: <https://learn.microsoft.com/rest/api/storageservices/create-service-sas>
fn rows_of(token: &Token) -> Rows {
    let [first, first_row, last, last_row] =
        ["spk", "srk", "epk", "erk"].map(|key| token.in_force(key));
    match (first, last) {
        (None, None) => Rows::All,
        (Some(first), Some(last)) if first > last => Rows::None,
        (Some(first), Some(last)) if first == last => match (first_row, last_row) {
            (Some(one), Some(other)) if one > other => Rows::None,
            (Some(one), Some(other)) if one == other => Rows::One,
            (None, None) => Rows::Partition,
            _ => Rows::Some,
        },
        _ => Rows::Some,
    }
}

/// Finds the row of `sr` that applies.
fn resource_of(token: &Token) -> Option<&'static ResourceSpec> {
    if token.family() == Family::Account {
        return None;
    }
    // The table that it names decides what it is signed for, whatever `sr` beside it says.
    if token.kind.service() == Some(Service::Table) {
        return Some(&resources::TABLE);
    }
    if let Some(spec) = token.value("sr").and_then(resources::find) {
        return Some(spec);
    }
    match token.kind.service() {
        Some(Service::Queue) => Some(&resources::QUEUE),
        _ => None,
    }
}

fn names(token: &Token, spec: &ResourceSpec) -> (Option<String>, Option<String>) {
    let link = token.link.as_ref();
    let segments: &[String] = link.map_or(&[], |link| &link.segments);
    if spec.service == Service::Table {
        let from_path = segments
            .first()
            .map(|segment| segment.split('(').next().unwrap_or(segment).to_owned());
        return (token.value("tn").map(str::to_owned).or(from_path), None);
    }
    // A static website shows the container `$web`.
    let is_website = link.is_some_and(|link| link.reading.service == Some("web"));
    let (container, below) = match segments {
        _ if is_website => (Some("$web".to_owned()), segments),
        // A single segment is a blob of the container `$root`.
        [_] if spec.level == Level::Item && spec.service == Service::Blob => {
            (Some("$root".to_owned()), segments)
        }
        [first, below @ ..] => (Some(first.clone()), below),
        [] => (None, segments),
    };
    let path = match spec.level {
        Level::Item => Some(below),
        // A path that is too short does not name the directory.
        Level::Directory => depth(token).map_or(Some(below), |depth| below.get(..depth)),
        Level::Container | Level::Account => None,
    };
    (
        container.filter(|name| !name.is_empty()),
        path.filter(|path| !path.is_empty())
            .map(|path| path.join("/")),
    )
}

/// The number of path segments that `sdd` gives a directory.
pub(crate) fn depth(token: &Token) -> Option<usize> {
    token.value("sdd").and_then(|value| value.parse().ok())
}
