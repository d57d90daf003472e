//! Requests that are ready to be tried, made from a link: address, headers, and a command.
//!
//! Everything of the link is attacker text. Names and values are percent-encoded, so that nothing is
//! left that a shell or a terminal minds; what is too long, or holds a secret, becomes a placeholder
//! in `<…>`. The signature always does.

use super::super::Request;
use super::host::Hosts;
use super::names::Names;
use crate::access::operations::OperationSpec;
use crate::access::scope::Scope;
use crate::params::versions;
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

/// What authorizes a request outside of what the token covers.
const ANOTHER_LINK: &str = "<parameters-of-another-link>&sig=<its-signature>";

/// The most headers or parameters that a token can ask for beside itself.
const MOST_AGREED: usize = 16;

/// Makes requests with one token.
pub(super) struct Requests<'a> {
    token: &'a Token,
    hosts: Hosts<'a>,
    names: Names,
    /// The parameters of the signature.
    query: String,
    /// Headers that every request carries.
    headers: Vec<String>,
}

impl<'a> Requests<'a> {
    pub(super) fn new(token: &'a Token, scope: &Scope) -> Self {
        Self {
            token,
            hosts: Hosts { token },
            names: Names::of(token, scope),
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
            url.push_str(if self.leads_away(operation) {
                ANOTHER_LINK
            } else {
                &self.query
            });
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
            let header = header
                .replace("{host}", &address)
                .replace("{link}", &self.query);
            add(" -H ", &self.filled(&header, operation));
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

    /// Whether a request goes to a place outside of what the token covers, as a move from the one
    /// item does.
    fn leads_away(&self, operation: &OperationSpec) -> bool {
        self.names.is_item() && operation.path.contains("{elsewhere}")
    }

    /// Whether a header makes sense here: snapshots and versions have no snapshots of their own.
    fn fits(&self, header: &str) -> bool {
        !(matches!(self.token.value("sr"), Some("bs" | "bv"))
            && header.starts_with("x-ms-delete-snapshots"))
    }

    /// Path and query of an operation, with the names of the link filled in.
    fn path(&self, operation: &OperationSpec) -> String {
        let path = self.filled(operation.path, operation);
        if self.leads_away(operation) {
            return path;
        }
        self.with_moment(path)
    }

    fn filled(&self, template: &str, operation: &OperationSpec) -> String {
        // Names are known only for the service that the link itself points at.
        let is_own = self.hosts.is_own(operation.service);
        self.names.fill(template, is_own)
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

/// Encodes a name, unless it is too long to be one, holds a secret, or would lead elsewhere.
pub(super) fn name(text: &str) -> Option<String> {
    (is_safe(text, LONGEST_VALUE) && !is_step(text)).then(|| encoded(text, ESCAPED))
}

/// Encodes a path, unless it is too long to be one, holds a secret, or would lead elsewhere.
pub(super) fn path(text: &str) -> Option<String> {
    let is_plain = is_safe(text, LONGEST_PATH) && !text.split('/').any(is_step);
    let segments = text.split('/').map(|segment| encoded(segment, ESCAPED));
    is_plain.then(|| segments.collect::<Vec<_>>().join("/"))
}

/// Whether a segment is one that clients take for a step up, or for none, however it is encoded.
fn is_step(segment: &str) -> bool {
    matches!(segment, "." | "..")
}

/// Whether a text is short enough, and shows no secret, nor the place where one was, nor one of
/// bytes that are no text.
fn is_safe(text: &str, longest: usize) -> bool {
    !text.is_empty()
        && text.chars().nth(longest).is_none()
        && !text.contains(redact::REDACTED)
        && !text.contains(char::REPLACEMENT_CHARACTER)
        && !redact::finds_secret(text)
}

fn encoded(text: &str, escaped: &'static AsciiSet) -> String {
    utf8_percent_encode(text, escaped).to_string()
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

/// Quotes a text for a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
