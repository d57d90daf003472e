//! Requests that are ready to be tried, made from a link: address, headers, and a command.
//!
//! Everything of the link is attacker text. Names and values are percent-encoded, so that nothing is
//! left that a shell or a terminal minds; what is too long, or holds a secret, becomes a placeholder
//! in `<…>`. The signature always does.

use super::super::Request;
use super::host::Hosts;
use crate::access::operations::OperationSpec;
use crate::access::scope::Scope;
use crate::params::resources::Level;
use crate::params::{Family, versions};
use crate::token::{Token, redact};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What is escaped in paths and values: all but what RFC 3986 calls unreserved, and the `$` that the
/// names of system containers start with.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'$');

/// In values, also `:` and `,`, which dates and lists are full of, stay.
const ESCAPED_IN_VALUES: &AsciiSet = &ESCAPED.remove(b':').remove(b',');

/// The longest path below a container, in characters. Azure takes no longer one for a blob.
const LONGEST_PATH: usize = 1024;

/// The longest value and name, in characters.
const LONGEST_VALUE: usize = 256;

/// The version of requests for tokens of older ones, so that all operations exist. What the token
/// allows follows its own version all the same.
const REQUEST_VERSION: &str = "2023-11-03";

/// The most headers or parameters that a token can ask for beside itself.
const MOST_AGREED: usize = 16;

/// Makes requests with one token.
pub(super) struct Requests<'a> {
    token: &'a Token,
    hosts: Hosts<'a>,
    /// The container, share, queue or table, encoded.
    container: Option<String>,
    /// The item or directory below it, encoded.
    path: Option<String>,
    /// The directory that the token is for.
    directory: Option<String>,
    /// Where the token itself points.
    here: String,
    /// The parameters of the signature.
    query: String,
    /// Headers that every request carries.
    headers: Vec<String>,
}

impl<'a> Requests<'a> {
    pub(super) fn new(token: &'a Token, scope: &Scope) -> Self {
        let (container, path) = names(token, scope);
        let directory = scope
            .path
            .as_deref()
            .filter(|_| scope.level == Level::Directory)
            .and_then(path_of);
        let here = match scope.level {
            Level::Account => "/".to_owned(),
            Level::Container => format!("/{}", or_placeholder(container.as_ref(), "container")),
            Level::Item | Level::Directory => format!(
                "/{}/{}",
                or_placeholder(container.as_ref(), "container"),
                or_placeholder(directory.as_ref().or(path.as_ref()), "blob")
            ),
        };
        Self {
            token,
            hosts: Hosts { token },
            container,
            path,
            directory,
            here,
            query: signed_query(token),
            headers: headers(token),
        }
    }

    /// Makes the request of an operation.
    pub(super) fn of(&self, operation: &OperationSpec) -> Request {
        let path = self.path(operation);
        let address = self.hosts.address(operation);
        let separator = if path.contains('?') { '&' } else { '?' };
        let mut url = format!("{address}{path}");
        if operation.scoped != "nothing" {
            url.push(separator);
            url.push_str(&self.query);
        }
        let mut curl = match operation.method {
            "GET" => "curl".to_owned(),
            "HEAD" => "curl --head".to_owned(),
            method => format!("curl -X {method}"),
        };
        let mut add = |option: &str, text: &str| {
            curl.push_str(option);
            curl.push_str(&quoted(text));
        };
        add(" ", &url);
        for header in &self.headers {
            add(" -H ", header);
        }
        for header in operation.headers.iter().filter(|one| self.fits(one)) {
            add(" -H ", &shown_placeholders(header));
        }
        if operation.has_body {
            add(" --data-binary ", "@<file>");
        } else if matches!(operation.method, "PUT" | "POST" | "PATCH") {
            // Without it Azure does not take the request.
            add(" -H ", "Content-Length: 0");
        }
        Request {
            method: operation.method.to_owned(),
            path,
            curl,
        }
    }

    /// Whether a header makes sense here: snapshots have no snapshots of their own.
    fn fits(&self, header: &str) -> bool {
        !(self.token.value("sr") == Some("bs") && header.starts_with("x-ms-delete-snapshots"))
    }

    /// Path and query of an operation, with the names of the link filled in.
    fn path(&self, operation: &OperationSpec) -> String {
        // Names are known only for the service that the link itself points at.
        let is_own = self.hosts.is_own(operation.service);
        let own = |name: &'_ Option<String>| name.clone().filter(|_| is_own);
        let mut path = String::new();
        let mut rest = operation.path;
        while let Some((before, after)) = rest.split_once('{') {
            path.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                break;
            };
            rest = tail;
            let filled = match name {
                "here" => Some(self.here.clone()),
                "container" | "share" | "queue" | "table" => own(&self.container),
                "blob" | "path" | "file" => own(&self.path),
                "directory" => own(&self.directory),
                _ => None,
            };
            path.push_str(&filled.unwrap_or_else(|| format!("<{name}>")));
        }
        path.push_str(rest);
        self.with_moment(path)
    }

    /// Names the snapshot or version that the token is for. It is no part of the signature, and the
    /// request points at it.
    fn with_moment(&self, path: String) -> String {
        let key = match self.token.value("sr") {
            Some("bs") => "snapshot",
            Some("bv") => "versionid",
            _ => return path,
        };
        let moment = format!("{key}={}", value(self.token, key));
        if path.contains("versionid=<version>") {
            return path.replace("versionid=<version>", &moment);
        }
        let separator = if path.contains('?') { '&' } else { '?' };
        format!("{path}{separator}{moment}")
    }
}

/// Container and path, encoded, as far as the link names them.
fn names(token: &Token, scope: &Scope) -> (Option<String>, Option<String>) {
    let segments: &[String] = token.link.as_ref().map_or(&[], |link| &link.segments);
    let container = match (&scope.container, segments) {
        (Some(container), _) => Some(container.as_str()),
        (None, [first, ..]) if token.family() == Family::Account => {
            Some(first.split('(').next().unwrap_or(first))
        }
        (None, _) => None,
    };
    let path = match (&scope.path, scope.level, segments) {
        (Some(path), Level::Item, _) => Some(path.clone()),
        // What the link itself names lies within what it covers.
        (_, _, [_, below @ ..]) if !below.is_empty() => Some(below.join("/")),
        (path, _, _) => path.clone(),
    };
    (container.and_then(name), path.as_deref().and_then(path_of))
}

/// Encodes a path, unless it is too long to be one, or holds a secret.
fn path_of(text: &str) -> Option<String> {
    let segments = text.split('/').map(|segment| encoded(segment, ESCAPED));
    is_safe(text, LONGEST_PATH).then(|| segments.collect::<Vec<_>>().join("/"))
}

/// Encodes a name, unless it is too long to be one, or holds a secret.
pub(super) fn name(text: &str) -> Option<String> {
    is_safe(text, LONGEST_VALUE).then(|| encoded(text, ESCAPED))
}

/// Whether a text is short enough, and shows no secret, nor the place where one was.
fn is_safe(text: &str, longest: usize) -> bool {
    !text.is_empty()
        && text.chars().nth(longest).is_none()
        && !text.contains(redact::REDACTED)
        && !redact::finds_secret(text)
}

fn encoded(text: &str, escaped: &'static AsciiSet) -> String {
    utf8_percent_encode(text, escaped).to_string()
}

fn or_placeholder(name: Option<&String>, what: &str) -> String {
    name.cloned().unwrap_or_else(|| format!("<{what}>"))
}

/// The parameters that the signature was made from, in the order of the link, and a placeholder for
/// the signature.
fn signed_query(token: &Token) -> String {
    let mut pairs: Vec<String> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for param in &token.params {
        let Some(spec) = param.spec.filter(|spec| spec.is_signed_field()) else {
            continue;
        };
        if seen.contains(&spec.key) || param.decoded.expose().is_empty() {
            continue;
        }
        seen.push(spec.key);
        pairs.push(format!("{}={}", spec.key, value(token, spec.key)));
    }
    let agreed = token.in_force("srq").into_iter();
    let names = agreed.flat_map(|names| names.split(',')).filter_map(name);
    pairs.extend(
        names
            .take(MOST_AGREED)
            .map(|name| format!("{name}=<value>")),
    );
    if !seen.contains(&"sig") {
        pairs.push("sig=<signature>".to_owned());
    }
    pairs.join("&")
}

/// The value of a parameter, encoded, or a placeholder.
fn value(token: &Token, key: &str) -> String {
    if key == "sig" {
        return "<signature>".to_owned();
    }
    let value = token
        .param(key)
        .filter(|param| !param.holds_secret())
        .map(|param| param.decoded.expose())
        .filter(|value| is_safe(value, LONGEST_VALUE));
    value.map_or_else(
        || format!("<{key}>"),
        |value| encoded(value, ESCAPED_IN_VALUES),
    )
}

/// The headers that every request with a token carries.
fn headers(token: &Token) -> Vec<String> {
    let version = Some(token.version())
        .filter(|version| versions::is_known(version) && *version > REQUEST_VERSION)
        .unwrap_or(REQUEST_VERSION);
    let mut headers = vec![format!("x-ms-version: {version}")];
    // Only that user may use it, signed in.
    if token.in_force("sduoid").is_some() {
        headers.push("Authorization: Bearer <access-token>".to_owned());
    }
    let is_name = |name: &&str| {
        let is_letter = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'-';
        // One that starts otherwise could be taken for an option.
        name.starts_with(|letter: char| letter.is_ascii_alphanumeric())
            && name.bytes().all(is_letter)
            && is_safe(name, LONGEST_VALUE)
    };
    let agreed = token.in_force("srh").into_iter();
    let names = agreed.flat_map(|names| names.split(',')).filter(is_name);
    headers.extend(
        names
            .take(MOST_AGREED)
            .map(|name| format!("{name}: <value>")),
    );
    headers
}

/// Shows the braces of a template as placeholders.
fn shown_placeholders(template: &str) -> String {
    template.replace('{', "<").replace('}', ">")
}

/// Quotes a text for a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
