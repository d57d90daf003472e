//! Which operation a refused request was: from its method and address, as far as they stand beside
//! the answer.

use super::find::Answer;
use crate::access::operations::{self, OperationSpec};
use crate::repair::marks::{find_ignore_case, starts_with_ignore_case};
use crate::report::OperationService;
use crate::token::Token;

/// The parameters by which operations differ.
const TELLING: [&str; 8] = [
    "action",
    "comp",
    "deletetype",
    "peekonly",
    "recursive",
    "resource",
    "restype",
    "versionid",
];

/// Lists the operations that the request beside an answer can have been: those of the host's service
/// with its method, path and parameters. None when the text does not tell.
pub(super) fn tried(text: &str, answer: &Answer, token: &Token) -> Vec<&'static OperationSpec> {
    let Some(service) = service_of(token) else {
        return Vec::new();
    };
    let method = method(text, answer, token);
    let fits = |method: Option<&str>| {
        let is_it = move |operation: &&'static OperationSpec| {
            operation.service == service
                && method.is_none_or(|method| operation.method == method)
                && has_parameters(operation, token)
                && has_path(operation, token)
        };
        operations::all().filter(is_it).collect::<Vec<_>>()
    };
    let mut found = fits(method);
    if found.is_empty() && method == Some("HEAD") {
        found = fits(Some("GET"));
    }
    // Without a method, a parameter must tell what kind of request it was.
    let is_told = method.is_some() || TELLING.iter().any(|name| token.has(name));
    if is_told { found } else { Vec::new() }
}

/// The service that a link's host belongs to.
fn service_of(token: &Token) -> Option<OperationService> {
    match token.link.as_ref()?.reading.service? {
        "blob" => Some(OperationService::Blob),
        "dfs" => Some(OperationService::Dfs),
        "file" => Some(OperationService::File),
        "queue" => Some(OperationService::Queue),
        "table" => Some(OperationService::Table),
        _ => None,
    }
}

fn has_parameters(operation: &OperationSpec, token: &Token) -> bool {
    let query = operation
        .path
        .split_once('?')
        .map_or("", |(_, query)| query);
    let wanted = |name: &str| {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.into_iter().find(|(known, _)| *known == name)
    };
    TELLING.iter().all(|name| {
        let given = token.value(name);
        match wanted(name) {
            Some((_, value)) if value.starts_with('{') => given.is_some(),
            Some((_, value)) => given.is_some_and(|given| given.eq_ignore_ascii_case(value)),
            None => given.is_none(),
        }
    })
}

/// Whether a link's path has the form of an operation's.
fn has_path(operation: &OperationSpec, token: &Token) -> bool {
    let Some(link) = &token.link else {
        return false;
    };
    let path = operation.path.split('?').next().unwrap_or_default();
    let Some(path) = path.strip_prefix('/') else {
        return false;
    };
    let wanted: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let takes_rest = matches!(
        wanted.last(),
        Some(&("{blob}" | "{path}" | "{file}" | "{directory}"))
    );
    let given = &link.segments;
    let has_length = given.len() == wanted.len() || (takes_rest && given.len() > wanted.len());
    has_length
        && wanted.iter().zip(given).all(|(wanted, given)| {
            if !wanted.starts_with('{') {
                return wanted.eq_ignore_ascii_case(given);
            }
            // `{table}()` and `{table}(PartitionKey=…)`: what stands behind the name.
            let behind = wanted.split_once('}').map_or("", |(_, behind)| behind);
            let form = behind.split('{').next().unwrap_or_default();
            let own = given
                .find('(')
                .and_then(|at| given.get(at..))
                .unwrap_or_default();
            own.starts_with(form) && own.is_empty() == form.is_empty()
        })
}

const METHODS: [&str; 7] = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "MERGE"];

/// How far from the link a method is looked for.
const NEAR: usize = 2000;

/// Finds the method: in front of the link, or as a property of the request that an SDK prints.
fn method(text: &str, answer: &Answer, token: &Token) -> Option<&'static str> {
    let start = token.stretch.0 as usize;
    let from = text.floor_char_boundary(start.saturating_sub(80));
    let before = text.get(from..start)?;
    let line = before.rsplit(['\n', ';', '|']).next().unwrap_or(before);
    let by_word = METHODS.into_iter().find(|method| {
        line.split(|letter: char| !letter.is_ascii_alphabetic())
            .any(|word| word == *method)
    });
    by_word.or_else(|| {
        let from = start.min(answer.range.start).saturating_sub(NEAR);
        let to = (start.max(answer.range.end) + NEAR).min(text.len());
        let around = text.get(text.floor_char_boundary(from)..text.floor_char_boundary(to))?;
        let at = find_ignore_case(around, "method")? + "method".len();
        let value = around
            .get(at..)?
            .trim_start_matches(['"', '\\', '\'', ':', ' ', '=']);
        METHODS
            .into_iter()
            .find(|method| starts_with_ignore_case(value, method))
    })
}
