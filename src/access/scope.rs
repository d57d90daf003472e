//! What a token covers: the account, one container, a directory, one item.

use crate::params::resources::{self, Level, ResourceSpec};
use crate::params::{Family, Service};
use crate::token::Token;

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
}

impl Scope {
    pub(crate) fn of(token: &Token) -> Self {
        let account = token.link.as_ref().and_then(|link| link.account.clone());
        let spec = resource_of(token);
        let segments: &[String] = token.link.as_ref().map_or(&[], |link| &link.segments);
        let Some(spec) = spec else {
            let (level, id) = (Level::Account, "account");
            let is_account = token.family() == Family::Account;
            let id = if is_account { id } else { "unknown" };
            return Self {
                level,
                id,
                spec: None,
                account,
                container: None,
                path: None,
            };
        };
        let (container, path) = names(token, spec, segments);
        Self {
            level: spec.level,
            id: spec.id,
            spec: Some(spec),
            account,
            container,
            path,
        }
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

    /// Says what is covered, to follow "in", "of" or "everything in".
    pub(crate) fn say(&self) -> String {
        let account = match &self.account {
            Some(name) => format!("the storage account {name}"),
            None => "the storage account".to_owned(),
        };
        let Some(spec) = self.spec else {
            return account;
        };
        let container = match &self.container {
            Some(name) => format!("the {} {name} of {account}", spec.service.container()),
            None => format!("one {} of {account}", spec.service.container()),
        };
        match (spec.level, &self.path) {
            (Level::Item | Level::Directory, Some(path)) => {
                format!("{} {path} in {container}", spec.noun)
            }
            (Level::Item | Level::Directory, None) => format!("{} in {container}", spec.title),
            _ => container,
        }
    }
}

/// Finds the row of `sr` that applies.
fn resource_of(token: &Token) -> Option<&'static ResourceSpec> {
    if token.family() == Family::Account {
        return None;
    }
    if let Some(spec) = token.value("sr").and_then(resources::find) {
        return Some(spec);
    }
    match token.kind.service() {
        Some(Service::Queue) => Some(&resources::QUEUE),
        Some(Service::Table) => Some(&resources::TABLE),
        _ => None,
    }
}

fn names(
    token: &Token,
    spec: &ResourceSpec,
    segments: &[String],
) -> (Option<String>, Option<String>) {
    if spec.service == Service::Table {
        let from_path = segments
            .first()
            .map(|segment| segment.split('(').next().unwrap_or(segment).to_owned());
        return (token.value("tn").map(str::to_owned).or(from_path), None);
    }
    let first = segments.first().cloned();
    let below = |count: usize| {
        let kept: Vec<&str> = segments
            .iter()
            .skip(1)
            .take(count)
            .map(String::as_str)
            .collect();
        (!kept.is_empty()).then(|| kept.join("/"))
    };
    match spec.level {
        // A single segment is a blob of the container `$root`.
        Level::Item if spec.service == Service::Blob && segments.len() == 1 => {
            (Some("$root".to_owned()), first)
        }
        Level::Item => (first, below(usize::MAX)),
        Level::Directory => (first, below(depth(token).unwrap_or(usize::MAX))),
        Level::Container | Level::Account => (first, None),
    }
}

/// The number of path segments that `sdd` gives a directory.
pub(crate) fn depth(token: &Token) -> Option<usize> {
    token.value("sdd").and_then(|value| value.parse().ok())
}
