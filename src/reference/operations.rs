//! The requests to the storage services, with what a link needs for each.

use super::given;
use crate::access::operations::{self, Need, OperationSpec, answer};
use crate::params::Service;
use crate::report::{Goal, OperationService};

/// The requests to one service.
#[derive(Clone, Debug)]
pub struct Requests {
    /// The service as ids begin with it, such as `blob`.
    pub id: &'static str,
    /// The service's name.
    pub title: &'static str,
    /// What it is, in a sentence.
    pub about: &'static str,
    /// Every request, in the order of the table.
    pub requests: Vec<Request>,
}

/// One request.
#[derive(Clone, Debug)]
pub struct Request {
    /// A stable name, such as `blob/put-blob-overwrite`.
    pub id: &'static str,
    /// As Azure's documents call it.
    pub name: &'static str,
    /// The HTTP method, or the protocol of a mount.
    pub method: &'static str,
    /// Path and query, with `<…>` for names and values, and `[…]` for what is for directories only.
    pub path: String,
    /// What an attacker would send it for.
    pub goal: Goal,
    /// The letter of `srt` that an account SAS needs; `None` for any, and where no source settles it.
    pub resource_type: Option<char>,
    /// What an account SAS needs.
    pub account: Needed,
    /// What a service or user delegation SAS needs.
    pub scoped: Needed,
    /// The values of `sr` that reach it, each with whether that is settled; `q` and `t` stand for
    /// queue and table links.
    pub scopes: Vec<(&'static str, bool)>,
    /// The service version from which on its letters are documented, where that is not the first.
    pub since: Option<&'static str>,
    /// What else there is to know, in a sentence.
    pub note: Option<&'static str>,
    /// Where it is documented.
    pub source: &'static str,
}

/// What a link must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Needed {
    /// No link of the kind can do it.
    Never,
    /// Nothing: anyone may, without a link.
    Nothing,
    /// Any one letter, but not in a user delegation SAS.
    AnyLetter,
    /// No source says which letters.
    Unsettled,
    /// One of these is enough.
    Letters(Vec<Way>),
}

/// Letters that are enough together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The letters.
    pub letters: Vec<char>,
    /// The service version from which on they are enough, where they were not always.
    pub from: Option<&'static str>,
    /// False where no source settles that they are enough.
    pub is_settled: bool,
}

/// The services in the order of the tables: id, name, and what it is.
const SERVICES: [(OperationService, &str, &str, &str); 6] = [
    (
        OperationService::Blob,
        "blob",
        "Blob Storage",
        "Files of any kind, called blobs, in containers.",
    ),
    (
        OperationService::Dfs,
        "dfs",
        "Data Lake Storage",
        "The same data behind another host, as paths in real folders. Links for blobs work there too.",
    ),
    (
        OperationService::Queue,
        "queue",
        "Queue Storage",
        "Short messages that programs leave for each other.",
    ),
    (
        OperationService::Table,
        "table",
        "Table Storage",
        "Rows of data, called entities.",
    ),
    (
        OperationService::File,
        "file",
        "Azure Files",
        "Files and directories in file shares.",
    ),
    (
        OperationService::Account,
        "account",
        "The account itself",
        "Managing the account goes through Azure’s management service, which takes no shared access links at all.",
    ),
];

/// Returns every request, by service.
///
/// ```
/// let services = sas_lens::reference::requests();
/// let blob = services.iter().find(|service| service.id == "blob").unwrap();
/// let put = blob.requests.iter().find(|request| request.id == "blob/put-blob-overwrite").unwrap();
/// assert_eq!((put.method, put.path.as_str()), ("PUT", "/<container>/<blob>"));
/// ```
pub fn requests() -> Vec<Requests> {
    let of = |service: OperationService| {
        operations::all()
            .filter(|operation| operation.service == service)
            .map(request)
            .collect()
    };
    let services = SERVICES.into_iter();
    services
        .map(|(service, id, title, about)| Requests {
            id,
            title,
            about,
            requests: of(service),
        })
        .collect()
}

fn request(operation: &'static OperationSpec) -> Request {
    let path = operation
        .path
        .replace("{here}", "/")
        .replace("{place}", "{path}")
        .replace("{elsewhere}", "{new-path}");
    Request {
        id: operation.id,
        name: operation.name,
        method: operation.method,
        path: path.replace('{', "<").replace('}', ">"),
        goal: operation.goal,
        resource_type: Some(operation.resource_type).filter(char::is_ascii_alphabetic),
        account: needed(operation.account),
        scoped: needed(operation.scoped),
        scopes: operation
            .scopes
            .split_whitespace()
            .map(|scope| match scope.strip_suffix('?') {
                Some(scope) => (scope, false),
                None => (scope, true),
            })
            .collect(),
        since: since(operation).and_then(given),
        note: given(operation.note),
        source: operation.source,
    }
}

fn needed(cell: &'static str) -> Needed {
    match Need::read(cell) {
        Need::Never => Needed::Never,
        Need::Nothing => Needed::Nothing,
        Need::AnyLetter => Needed::AnyLetter,
        Need::Unsettled | Need::UnsettledChange => Needed::Unsettled,
        Need::Letters(alternatives) => Needed::Letters(
            alternatives
                .into_iter()
                .map(|one| Way {
                    letters: one.chars().collect(),
                    from: given(one.from),
                    is_settled: one.is_settled,
                })
                .collect(),
        ),
    }
}

/// The first version with letters that are enough.
fn since(operation: &OperationSpec) -> Option<&'static str> {
    let service: Service = operation.storage_service()?;
    let cells = [operation.account, operation.scoped].into_iter();
    let ways = cells.flat_map(|cell| match Need::read(cell) {
        Need::Letters(alternatives) => alternatives,
        _ => Vec::new(),
    });
    ways.map(|one| {
        let letters = one.chars();
        let since = letters.map(|letter| answer::since(letter, service, operation.resource_type));
        since.fold(one.from, Ord::max)
    })
    .min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_request_is_lost() {
        let told: usize = requests()
            .iter()
            .map(|service| service.requests.len())
            .sum();
        assert_eq!(told, operations::all().count());
    }

    #[test]
    fn a_request_is_as_old_as_its_oldest_letters() {
        let services = requests();
        let since = |id: &str| {
            let mut all = services.iter().flat_map(|service| &service.requests);
            all.find(|request| request.id == id).unwrap().since
        };
        assert_eq!(since("blob/get-blob"), None);
        assert_eq!(since("blob/get-blob-tags"), Some("2019-12-12"));
        // Write was always enough.
        assert_eq!(since("blob/put-block"), None);
        assert_eq!(since("dfs/set-owner"), Some("2020-02-10"));
        assert_eq!(since("account/list-keys"), None);
    }
}
