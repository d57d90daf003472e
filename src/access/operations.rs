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
    /// Path and query. `{container}`, `{blob}`, `{new-blob}`, … stand for names, the rest in braces
    /// for values that only the sender knows. What is in square brackets is for directories only.
    pub(crate) path: &'static str,
    /// Headers that it does not work without, or that make it this row and no other. `{link}` stands
    /// for the token, `{host}` for scheme and host.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::outcomes::OUTCOMES;
    use crate::params::grants::{self, GRANTS};
    use crate::params::resources::{RESOURCES, TABLE};
    use crate::params::versions;
    use std::collections::BTreeSet;

    /// The rows of the documents' tables, section by section: the first and the last operation, how
    /// many rows the documents have, and how many more operations there are. One more for each
    /// further request that shares a row ("Get / Set Queue ACL"), and one more where the letters to
    /// create and to overwrite differ.
    const SECTIONS: &[(&str, &str, usize, usize)] = &[
        ("blob/list-containers", "blob/preflight", 9, 0),
        // Properties and metadata; get and set the access list.
        ("blob/create-container", "blob/rename-container", 12, 2),
        // Put Blob From URL, properties by `e` alone, set properties and metadata, get and set tags,
        // with tags (new or overwrite), two ways to copy (each new or overwrite), two ways to put a
        // block, the block list (new or overwrite), two for immutability, three for pages, two to
        // append.
        ("blob/put-blob-new", "blob/append-blob-seal", 31, 14),
        // Create (new or overwrite), append and flush, rights of one path or of all below, delete of
        // one path or of all below.
        ("dfs/list-filesystems", "dfs/delete-recursive", 19, 4),
        // Get and set the access list.
        ("queue/list-queues", "queue/preflight", 16, 1),
        // Get and set properties, get and set the access list, insert or merge and insert or replace.
        ("table/get-table-service-properties", "table/batch", 13, 3),
        // Get and set properties; properties, metadata and stats of a share; set two of them; get and
        // set the access list; create and get permissions; two each to read and to set of
        // directories; three to read and two to set of files; three for ranges; copy (new or
        // overwrite); two for handles; two to rename.
        ("file/list-shares", "file/lease-file", 28, 16),
        // Mounting, by either protocol.
        ("file/mount-smb", "file/mount-nfs", 1, 1),
        // The keys can be read and replaced.
        (
            "account/list-keys",
            "account/set-container-immutability-policy",
            7,
            1,
        ),
    ];

    #[test]
    fn every_row_of_the_documents_is_there() {
        let ids: Vec<&str> = all().map(|operation| operation.id).collect();
        let at = |wanted: &str| ids.iter().position(|id| *id == wanted).unwrap();
        let mut next = 0;
        for (first, last, rows, further) in SECTIONS {
            assert_eq!(at(first), next, "{first}");
            next = at(last) + 1;
            assert_eq!(next - at(first), rows + further, "from {first} to {last}");
        }
        assert_eq!(next, ids.len());
    }

    #[test]
    fn ids_are_unique_and_begin_with_the_service() {
        let ids: BTreeSet<&str> = all().map(|operation| operation.id).collect();
        assert_eq!(ids.len(), all().count());
        for operation in all() {
            let (service, name) = operation.id.split_once('/').unwrap();
            let expected = format!("{:?}", operation.service).to_ascii_lowercase();
            assert_eq!(service, expected, "{}", operation.id);
            let is_kebab = |letter: char| letter.is_ascii_lowercase() || letter == '-';
            assert!(name.chars().all(is_kebab), "{name}");
        }
    }

    #[test]
    fn every_row_has_a_known_method_a_path_and_a_source() {
        let methods = [
            "DELETE", "GET", "HEAD", "MERGE", "OPTIONS", "PATCH", "POST", "PUT", "SMB", "NFS",
        ];
        for operation in all() {
            let id = operation.id;
            assert!(methods.contains(&operation.method), "{id}");
            assert!(operation.path.starts_with(['/', '{']), "{id}");
            let hosts = ["https://learn.microsoft.com/", "https://github.com/Azure/"];
            assert!(
                hosts.iter().any(|host| operation.source.starts_with(host)),
                "{id}"
            );
            assert!(!operation.source.contains("/en-us/"), "{id}");
            assert!(!operation.name.is_empty(), "{id}");
            let opened = operation.path.matches('{').count();
            assert_eq!(opened, operation.path.matches('}').count(), "{id}");
            for header in operation.headers {
                assert!(
                    header.contains(": ") && !header.contains(['\'', '\n']),
                    "{id}"
                );
            }
        }
    }

    /// The needs of a row, each with whether an account SAS is meant.
    fn needs(operation: &OperationSpec) -> [(Need, bool); 2] {
        [
            (Need::read(operation.account), true),
            (Need::read(operation.scoped), false),
        ]
    }

    #[test]
    fn letters_are_those_of_the_grants_table() {
        for operation in all() {
            for (need, is_account) in needs(operation) {
                let Need::Letters(alternatives) = need else {
                    continue;
                };
                assert!(
                    alternatives
                        .iter()
                        .all(|one| one.from.is_empty() || versions::is_known(one.from))
                );
                let settled = alternatives.iter().filter(|one| one.is_settled);
                for letter in settled.flat_map(|one| one.chars()) {
                    let is_known = GRANTS.iter().any(|grant| {
                        grant.letter == letter
                            && Some(grant.service) == operation.storage_service()
                            && (!is_account || grant.is_sure_in_account)
                            && (operation.resource_type == '?'
                                || grant.target.letter() == operation.resource_type)
                    });
                    assert!(is_known, "{} needs {letter}", operation.id);
                }
                for letter in alternatives.iter().flat_map(|one| one.chars()) {
                    assert!(grants::letter_name(letter, None).is_some(), "{letter}");
                }
            }
        }
    }

    #[test]
    fn changes_of_meaning_are_those_of_the_grants_table() {
        for operation in all() {
            for (need, _) in needs(operation) {
                let Need::Letters(alternatives) = need else {
                    continue;
                };
                for one in alternatives.iter().filter(|one| !one.from.is_empty()) {
                    let is_known = GRANTS.iter().any(|grant| {
                        grant.is_refused_before
                            && grant.since == one.from
                            && one.letters == grant.letter.to_string()
                    });
                    assert!(is_known, "{} {one:?}", operation.id);
                }
            }
        }
    }

    #[test]
    fn scopes_are_known_and_take_the_letters() {
        for operation in all() {
            let id = operation.id;
            let (need, _) = &needs(operation)[1];
            let is_reached = !matches!(need, Need::Never);
            assert_eq!(is_reached, !operation.scopes.is_empty(), "{id}");
            for scope in operation.scopes.split_whitespace() {
                let (value, is_settled) = match scope.strip_suffix('?') {
                    Some(value) => (value, false),
                    None => (scope, true),
                };
                let service = operation.storage_service();
                let mut resources = RESOURCES.iter();
                let resource = match value {
                    "t" => &TABLE,
                    _ => resources.find(|spec| spec.value == value).unwrap(),
                };
                assert_eq!(Some(resource.service), service, "{id}");
                let letters = resource.letters;
                let Need::Letters(alternatives) = need else {
                    continue;
                };
                let mut settled = alternatives
                    .iter()
                    .filter(|one| one.is_settled && is_settled);
                assert!(
                    settled.all(|one| one.chars().all(|letter| letters.contains(letter))),
                    "{id} in {scope}"
                );
            }
        }
    }

    #[test]
    fn a_row_has_a_resource_type_where_an_account_needs_letters() {
        for operation in all() {
            let id = operation.id;
            match Need::read(operation.account) {
                Need::Never => assert_eq!(operation.resource_type, '-', "{id}"),
                Need::Nothing | Need::AnyLetter => assert_eq!(operation.resource_type, '*', "{id}"),
                Need::Unsettled | Need::UnsettledChange => {
                    assert_eq!(operation.resource_type, '?', "{id}");
                }
                Need::Letters(_) => assert!("sco".contains(operation.resource_type), "{id}"),
            }
        }
    }

    #[test]
    fn outcomes_are_known_and_each_has_an_operation() {
        let told: BTreeSet<&str> = all().flat_map(|one| one.outcomes).copied().collect();
        let known: BTreeSet<&str> = OUTCOMES.iter().map(|outcome| outcome.id).collect();
        assert_eq!(told, known);
    }

    #[test]
    fn a_cell_is_read_as_it_is_documented() {
        let alternative = |letters, from, is_settled| Alternative {
            letters,
            from,
            is_settled,
        };
        assert_eq!(
            Need::read("a&u|d@2017-07-29|c@2026-04-06?|x?"),
            Need::Letters(vec![
                alternative("a&u", "", true),
                alternative("d", "2017-07-29", true),
                alternative("c", "2026-04-06", false),
                alternative("x", "", false),
            ])
        );
    }
}
