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
    let method = method(text, answer, token);
    let mut found = sent(method, token);
    if found.is_empty() && method == Some("HEAD") {
        found = sent(Some("GET"), token);
    }
    // Without a method, a parameter must tell what kind of request it was.
    let is_told = method.is_some() || TELLING.iter().any(|name| given(token, name).is_some());
    if is_told { found } else { Vec::new() }
}

/// Lists the operations that a method and a link can have been.
fn sent(method: Option<&str>, token: &Token) -> Vec<&'static OperationSpec> {
    let Some(service) = service_of(token) else {
        return Vec::new();
    };
    let is_it = |operation: &&'static OperationSpec| {
        operation.service == service
            && method.is_none_or(|method| operation.method == method)
            && forms(operation.path)
                .iter()
                .any(|form| has_parameters(form, token) && has_path(form, token))
    };
    operations::all().filter(is_it).collect()
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

/// The forms of an operation's address: without what stands in square brackets, and with it.
fn forms(template: &str) -> [String; 2] {
    let (before, rest) = template.split_once('[').unwrap_or((template, ""));
    let (optional, after) = rest.split_once(']').unwrap_or(("", rest));
    [
        format!("{before}{after}"),
        format!("{before}{optional}{after}"),
    ]
}

/// The value of a parameter, whether the table knows its name or not.
fn given<'t>(token: &'t Token, name: &str) -> Option<&'t str> {
    let mut same = token
        .params
        .iter()
        .filter(|param| param.written.eq_ignore_ascii_case(name));
    let value = same.next()?.decoded.expose();
    (!value.is_empty()).then_some(value)
}

fn has_parameters(form: &str, token: &Token) -> bool {
    let query = form.split_once('?').map_or("", |(_, query)| query);
    let wanted = |name: &str| {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.into_iter().find(|(known, _)| *known == name)
    };
    TELLING.iter().all(|name| {
        let given = given(token, name);
        match wanted(name) {
            Some((_, value)) if value.starts_with('{') => given.is_some(),
            Some((_, value)) => given.is_some_and(|given| given.eq_ignore_ascii_case(value)),
            None => given.is_none(),
        }
    })
}

/// Whether a link's path has the form of an operation's.
fn has_path(form: &str, token: &Token) -> bool {
    let Some(link) = &token.link else {
        return false;
    };
    let path = form.split('?').next().unwrap_or_default();
    let Some(path) = path.strip_prefix('/') else {
        return path == "{here}";
    };
    let wanted: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    // Names below a container or share can hold slashes.
    let takes_rest = wanted.len() == 2
        && wanted
            .last()
            .is_some_and(|last| last.starts_with('{') && last.ends_with('}'));
    let given = &link.segments;
    let has_length = given.len() == wanted.len() || (takes_rest && given.len() > wanted.len());
    has_length
        && wanted
            .iter()
            .zip(given)
            .all(|(wanted, given)| has_part(wanted, given))
}

/// Whether a part of a path has the form of an operation's, as in `{table}(PartitionKey='{key}')`.
fn has_part(form: &str, given: &str) -> bool {
    // The name of a table ends where its keys start; other names can hold anything.
    if form == "{table}" && given.contains('(') {
        return false;
    }
    let mut literals = form
        .split('{')
        .map(|piece| piece.split_once('}').map_or(piece, |(_, literal)| literal));
    let first = literals.next().unwrap_or_default();
    if form == first {
        return form.eq_ignore_ascii_case(given);
    }
    if !starts_with_ignore_case(given, first) {
        return false;
    }
    let mut rest = given.get(first.len()..).unwrap_or_default();
    for literal in literals {
        let Some(at) = rest.find(literal) else {
            return false;
        };
        rest = rest.get(at + literal.len()..).unwrap_or_default();
    }
    true
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repair::Undone;
    use crate::repair::mapped::Mapped;

    /// An address as it is sent: a name in place of each pair of braces.
    fn filled(form: &str) -> String {
        let mut parts = form.split('{');
        let first = parts.next().unwrap().to_owned();
        parts.fold(first, |filled, part| {
            format!("{filled}a{}", part.split_once('}').unwrap().1)
        })
    }

    #[test]
    fn every_operation_is_found_by_its_request() {
        for operation in operations::all() {
            let service = match operation.service {
                OperationService::Blob => "blob",
                OperationService::Dfs => "dfs",
                OperationService::File => "file",
                OperationService::Queue => "queue",
                OperationService::Table => "table",
                OperationService::Account => continue,
            };
            for form in forms(operation.path) {
                let path = filled(&form.replace("{here}", "/a"));
                let sign = if path.contains('?') { '&' } else { '?' };
                let link = format!(
                    "https://contosoexample.{service}.core.windows.net{path}{sign}sv=2022-11-02&sig=a"
                );
                let token =
                    Token::parse(Mapped::identity(&link, 0), None, (0, 0), Undone::default());
                let found = sent(Some(operation.method), &token);
                assert!(
                    found.iter().any(|found| found.id == operation.id),
                    "{} {link}",
                    operation.id
                );
            }
        }
    }
}
