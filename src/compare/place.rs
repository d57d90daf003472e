//! Where a link works: account, container, directory, item, rows; and whether one place lies within
//! another.

use super::answer::{Answer, Both};
use crate::access::scope::Scope;
use crate::params::Service;
use crate::params::hosts::HostForm;
use crate::params::resources::Level;
use crate::token::Token;

/// What a link is about.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    owner: Owner,
    level: Level,
    service: Option<Service>,
    container: Option<String>,
    /// The directory or item below the container.
    path: Option<String>,
    /// Which state of an item: its snapshot or version, when it is for one.
    state: State,
    /// The limits of a table: lower and upper, as partition and row.
    rows: (Lower, Upper),
}

/// Whose storage it is, as far as the link says.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Owner {
    /// An account of a cloud. Accounts of a DNS zone are named with it, since their names are unique
    /// there alone.
    Account {
        name: String,
        cloud: &'static str,
        zone: Option<String>,
    },
    /// A host that does not tell the account behind it, with the account in its path, if any.
    Host(String),
    Unknown,
}

/// Which state of an item a link is for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    /// The item as it is.
    Current,
    /// A snapshot or version, with its time when the link names it.
    Past(&'static str, Option<String>),
}

/// The lowest row, inclusive: partition, then row.
type Lower = (String, String);

/// The highest row, inclusive: partition, then row; nothing is above all.
type Upper = Option<(String, Option<String>)>;

impl Place {
    pub(crate) fn of(token: &Token, scope: &Scope) -> Self {
        let value = |key: &str| token.in_force(key).unwrap_or_default().to_owned();
        let has_row_limits = scope
            .spec
            .is_some_and(|spec| spec.service == Service::Table);
        let upper = token
            .in_force("epk")
            .filter(|_| has_row_limits)
            .map(|partition| {
                let row = token.in_force("erk").map(str::to_owned);
                (partition.to_owned(), row)
            });
        let lower = if has_row_limits {
            (value("spk"), value("srk"))
        } else {
            (String::new(), String::new())
        };
        let time = |key: &str| token.value(key).map(str::to_owned);
        let level = if has_row_limits {
            // One row is a part of its table like any other.
            Level::Container
        } else {
            scope.level
        };
        Self {
            owner: Owner::of(token),
            level,
            service: scope.spec.map(|spec| spec.service),
            container: scope.container.clone(),
            path: scope.path.clone(),
            state: match scope.grant_value() {
                "bs" => State::Past("snapshot", time("snapshot")),
                "bv" => State::Past("version", time("versionid")),
                _ => State::Current,
            },
            rows: (lower, upper),
        }
    }

    fn has_same_service(&self, other: &Self) -> bool {
        self.service == other.service
    }

    /// Whether the other lies within this one, once both are in one account.
    fn holds(&self, other: &Self) -> Answer {
        if self.level == Level::Account {
            return Answer::Yes;
        }
        if other.level == Level::Account || !self.has_same_service(other) {
            return Answer::No;
        }
        let container = self.has_container_of(other);
        let below = match self.level {
            Level::Account | Level::Container => Answer::from(self.rows_hold(other)),
            Level::Directory if other.level == Level::Container => Answer::No,
            Level::Directory => match (&self.path, &other.path) {
                (Some(_), Some(_)) if other.state != State::Current => Answer::Unknown,
                (Some(directory), Some(path)) => Answer::from(lies_below(path, directory)),
                _ => Answer::Unknown,
            },
            Level::Item if other.level != Level::Item => Answer::No,
            Level::Item => match (&self.path, &other.path) {
                (Some(own), Some(path)) if !self.is_same_path(own, path) => Answer::No,
                (None, Some(_)) | (Some(_), None) => Answer::Unknown,
                _ => self.state_holds(other),
            },
        };
        container.min(below)
    }

    fn has_container_of(&self, other: &Self) -> Answer {
        match (&self.container, &other.container) {
            (Some(own), Some(container)) if self.service == Some(Service::Table) => {
                Answer::from(own.eq_ignore_ascii_case(container))
            }
            (Some(own), Some(container)) => Answer::from(own == container),
            // Two bare tokens: taken to be for one container, see `is_assumed`.
            (None, None) => Answer::Yes,
            _ => Answer::Unknown,
        }
    }

    /// Azure Files does not tell capitals from small letters.
    fn is_same_path(&self, own: &str, path: &str) -> bool {
        if self.service == Some(Service::File) {
            own.eq_ignore_ascii_case(path)
        } else {
            own == path
        }
    }

    /// A link for a file is not for its snapshots and versions, nor the other way round.
    fn state_holds(&self, other: &Self) -> Answer {
        match (&self.state, &other.state) {
            (State::Past(kind, own), State::Past(other_kind, time)) if kind == other_kind => {
                match (own, time) {
                    (Some(own), Some(time)) => Answer::from(own == time),
                    _ => Answer::Unknown,
                }
            }
            (own, state) => Answer::from(own == state),
        }
    }

    fn rows_hold(&self, other: &Self) -> bool {
        let ((lower, upper), (other_lower, other_upper)) = (&self.rows, &other.rows);
        let is_below = match (upper, other_upper) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some((partition, row)), Some((other_partition, other_row))) => {
                partition > other_partition
                    || (partition == other_partition
                        && match (row, other_row) {
                            (None, _) => true,
                            (Some(_), None) => false,
                            (Some(row), Some(other_row)) => row >= other_row,
                        })
            }
        };
        lower <= other_lower && is_below
    }
}

impl Owner {
    fn of(token: &Token) -> Self {
        let Some(link) = &token.link else {
            return Self::Unknown;
        };
        let reading = &link.reading;
        match (&link.account, reading.cloud) {
            (Some(name), Some(cloud)) => Self::Account {
                name: name.to_ascii_lowercase(),
                cloud,
                zone: (reading.form == HostForm::DnsZone)
                    .then(|| link.host.split('.').nth(1).unwrap_or_default().to_owned()),
            },
            // The emulator has one account space, whatever its port and name.
            (Some(name), None) if reading.form == HostForm::Emulator => Self::Account {
                name: name.to_ascii_lowercase(),
                cloud: "emulator",
                zone: None,
            },
            (account, _) => {
                let account = account.as_deref().unwrap_or_default();
                Self::Host(format!("{}/{account}", link.host))
            }
        }
    }

    fn is_same(&self, other: &Self) -> Answer {
        match (self, other) {
            (
                Self::Account { name, cloud, zone },
                Self::Account {
                    name: other_name,
                    cloud: other_cloud,
                    zone: other_zone,
                },
            ) => {
                if name != other_name || cloud != other_cloud {
                    Answer::No
                } else if zone == other_zone {
                    Answer::Yes
                } else {
                    Answer::Unknown
                }
            }
            (Self::Host(one), Self::Host(other)) if one == other => Answer::Yes,
            // Two bare tokens: taken to be for one account, see `is_assumed`.
            (Self::Unknown, Self::Unknown) => Answer::Yes,
            _ => Answer::Unknown,
        }
    }
}

fn lies_below(path: &str, directory: &str) -> bool {
    path.strip_prefix(directory)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether each place lies within the other.
pub(crate) fn compare(first: &Place, second: &Place) -> Both {
    let owner = first.owner.is_same(&second.owner);
    let both = Both::ask(first, second, Place::holds);
    Both {
        second_in_first: owner.min(both.second_in_first),
        first_in_second: owner.min(both.first_in_second),
    }
}

/// Whether a comparison rests on taking two places that are not named for the same one.
pub(crate) fn is_assumed(first: &Place, second: &Place) -> bool {
    let is_unnamed = |place: &Place| place.level != Level::Account && place.container.is_none();
    (first.owner == Owner::Unknown && second.owner == Owner::Unknown)
        || (is_unnamed(first) && is_unnamed(second))
}

/// Whether both are surely about one container, share, queue or table, or parts of it.
pub(crate) fn have_one_container(first: &Place, second: &Place) -> bool {
    first.owner.is_same(&second.owner) == Answer::Yes
        && first.has_same_service(second)
        && first.has_container_of(second) == Answer::Yes
}
