//! Every operation of the storage services, with what a token needs for it.
//!
//! The tables lie in one file for each service. A row stands for one request as Azure documents it;
//! where more is needed to overwrite than to create, each is a row of its own. Facts come from the
//! operation tables of "Create an account SAS" and the permission tables of "Create a service SAS" and
//! "Create a user delegation SAS"; the source of a row is the page of the operation itself.

pub(crate) mod answer;
mod blob;
mod datalake;
mod file;
mod never;
mod queue;
mod table;

use crate::params::Service;
use crate::report::{Goal, OperationService};

/// One request, and what a token needs to send it.
#[derive(Debug)]
pub(crate) struct OperationSpec {
    /// `service/name`, stable.
    pub(crate) id: &'static str,
    /// As Azure's documents call it, with what sets the row apart.
    pub(crate) name: &'static str,
    pub(crate) service: OperationService,
    pub(crate) method: &'static str,
    /// Path and query. `{container}`, `{blob}`, … stand for names, the rest in braces for values that
    /// only the sender knows.
    pub(crate) path: &'static str,
    /// Headers that it does not work without, or that make it this row and no other.
    pub(crate) headers: &'static [&'static str],
    /// Whether it carries a body.
    pub(crate) has_body: bool,
    pub(crate) goal: Goal,
    /// The outcomes that it can stand behind.
    pub(crate) outcomes: &'static [&'static str],
    /// The letter of `srt` that an account SAS needs: `*` for any, `?` where no source settles it.
    pub(crate) resource_type: char,
    /// What an account SAS needs; see [`Need::read`].
    pub(crate) account: &'static str,
    /// The values of `sr` that reach it (`q` and `t` stand for queue and table tokens), separated by
    /// spaces. One with a `?` is not settled.
    pub(crate) scopes: &'static str,
    /// What a service or user delegation SAS needs; see [`Need::read`].
    pub(crate) scoped: &'static str,
    /// What else there is to know, in a sentence.
    pub(crate) note: &'static str,
    pub(crate) source: &'static str,
}

/// What a token must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// No token of the family can do it.
    Never,
    /// Nothing: anyone may, without a token.
    Nothing,
    /// Any one letter, but not in a user delegation SAS.
    AnyLetter,
    /// Some letter; no source settles which.
    Unsettled,
    /// Some letter that changes something; no source settles which.
    UnsettledChange,
    /// One of these is enough.
    Letters(Vec<Alternative>),
}

/// Letters that are enough together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Alternative {
    /// With `&` between them where there are several.
    pub(crate) letters: &'static str,
    /// The service version from which on they are enough; before it they are not.
    pub(crate) from: &'static str,
    /// False where no source settles that they are enough.
    pub(crate) is_settled: bool,
}

impl OperationSpec {
    /// The service whose tokens reach it; `None` for the account itself.
    pub(crate) fn storage_service(&self) -> Option<Service> {
        match self.service {
            OperationService::Blob | OperationService::Dfs => Some(Service::Blob),
            OperationService::Queue => Some(Service::Queue),
            OperationService::Table => Some(Service::Table),
            OperationService::File => Some(Service::File),
            OperationService::Account => None,
        }
    }
}

impl Need {
    /// Reads a cell of the tables: `never`, `nothing`, `any`, `unsettled`, `unsettled change`, or
    /// alternatives as in `a&u|w|d@2017-07-29|c?`. After `@` stands the version from which on an
    /// alternative counts; `?` marks one that no source settles.
    pub(crate) fn read(cell: &'static str) -> Self {
        match cell {
            "never" => Self::Never,
            "nothing" => Self::Nothing,
            "any" => Self::AnyLetter,
            "unsettled" => Self::Unsettled,
            "unsettled change" => Self::UnsettledChange,
            letters => Self::Letters(letters.split('|').map(Alternative::read).collect()),
        }
    }
}

impl Alternative {
    fn read(text: &'static str) -> Self {
        let (text, is_settled) = match text.strip_suffix('?') {
            Some(text) => (text, false),
            None => (text, true),
        };
        let (letters, from) = text.split_once('@').unwrap_or((text, ""));
        Self {
            letters,
            from,
            is_settled,
        }
    }
}

/// Makes a table of rows as they stand in the files of the services:
/// id, name, request, headers and body, goal, outcomes; resource type and need of an account SAS;
/// scopes and need of the others; source; note.
macro_rules! operations {
    ($service:ident: $(
        $id:literal $name:literal $method:ident $path:literal $([$($header:literal)*])? $($body:ident)? =>
        $goal:ident [$($outcome:literal)*];
        account $resource_type:literal $account:literal;
        scoped $scopes:literal $scoped:literal;
        $source:literal $($note:literal)?;
    )*) => {
        pub(super) const ROWS: &[super::OperationSpec] = &[$(super::OperationSpec {
            id: $id,
            name: $name,
            service: crate::report::OperationService::$service,
            method: stringify!($method),
            path: $path,
            headers: &[$($($header),*)?],
            has_body: false $(|| !stringify!($body).is_empty())?,
            goal: crate::report::Goal::$goal,
            outcomes: &[$($outcome),*],
            resource_type: $resource_type,
            account: $account,
            scopes: $scopes,
            scoped: $scoped,
            note: concat!("" $(, $note)?),
            source: $source,
        },)*];
    };
}
pub(crate) use operations;

/// Every table, in the order in which operations are told.
pub(crate) const TABLES: &[&[OperationSpec]] = &[
    blob::ROWS,
    datalake::ROWS,
    queue::ROWS,
    table::ROWS,
    file::ROWS,
    never::ROWS,
];

/// Lists every operation.
pub(crate) fn all() -> impl Iterator<Item = &'static OperationSpec> {
    TABLES.iter().copied().flatten()
}
