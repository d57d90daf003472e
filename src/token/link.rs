//! The part of a link before its query: scheme, host, path.

use super::{percent, redact};
use crate::params::hosts::{self, HostReading};
use crate::repair::marks;
use std::ops::Range;

/// Scheme, host and path, with their places in the token's text.
pub(crate) struct Link {
    /// `https`, in lower case; empty for a link pasted without it.
    pub(crate) scheme: String,
    /// `https://`.
    pub(crate) scheme_range: Range<usize>,
    /// `user:password@`, or the container of a `wasbs` address with its `@`; mostly empty.
    pub(crate) user_range: Range<usize>,
    /// The host and port.
    pub(crate) host_range: Range<usize>,
    pub(crate) path_range: Range<usize>,
    pub(crate) host: String,
    pub(crate) reading: HostReading,
    /// The segments of the path, percent-decoded, without the account of a path-style host.
    pub(crate) segments: Vec<String>,
    /// The account, from the host or, for path-style hosts, from the path.
    pub(crate) account: Option<String>,
    /// False for the endpoint of a connection string: its text stands elsewhere.
    pub(crate) is_in_text: bool,
}

impl Link {
    /// Where the query starts: behind the `?`, or at the end of the text.
    pub(crate) fn query_start(&self, text: &str) -> usize {
        let at = self.path_range.end;
        if text.as_bytes().get(at) == Some(&b'?') {
            at + 1
        } else {
            at
        }
    }

    /// Whether what stands before the `@` is a container, as in `wasbs://container@account…`, and not
    /// somebody's name and password.
    pub(crate) fn names_container(&self) -> bool {
        names_container(&self.scheme)
    }

    /// Whether it is written with plain, unencrypted `http`.
    pub(crate) fn is_plain_http(&self) -> bool {
        self.scheme == "http"
    }
}

/// Reads the front of a link; `None` for a bare token.
pub(crate) fn parse(text: &str) -> Option<Link> {
    let (scheme, host_start) = match marks::find(text, "://") {
        Some(at) if is_scheme(text.get(..at)?) => (text.get(..at)?.to_ascii_lowercase(), at + 3),
        _ => (String::new(), 0),
    };
    let after_scheme = text.get(host_start..)?;
    let authority_end = host_start + authority_length(after_scheme);
    let authority = text.get(host_start..authority_end)?;
    if scheme.is_empty() && !hosts::is_storage_host(split_port(authority).0) {
        return None;
    }
    let rest = text.get(authority_end..)?;
    let path_end = authority_end + rest.find(['?', '#']).unwrap_or(rest.len());
    let path = text.get(authority_end..path_end)?;
    Some(build(
        scheme,
        authority,
        path,
        host_start,
        authority_end,
        path_end,
        true,
    ))
}

/// How long the host is, with what stands before it. A password can hold a slash, which must end no
/// host: then its rest would be shown as a path.
fn authority_length(text: &str) -> usize {
    let end_from = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        rest.find(['/', '?', '#', '\\'])
            .map_or(text.len(), |length| from + length)
    };
    let end = end_from(0);
    let has_no_port = |authority: &str| {
        let port = authority.rsplit_once(':').map(|(_, port)| port);
        port.is_some_and(|port| !port.bytes().all(|digit| digit.is_ascii_digit()))
    };
    let query = text.find(['?', '#']).unwrap_or(text.len());
    let rest = text.get(end..query).unwrap_or_default();
    let Some(at) = rest.rfind('@').map(|at| end + at) else {
        return end;
    };
    let host = text.get(at + 1..end_from(at)).unwrap_or_default();
    let is_password =
        text.get(..end).is_some_and(has_no_port) || hosts::is_storage_host(split_port(host).0);
    if is_password { end_from(at) } else { end }
}

/// Reads the endpoint of a connection string.
pub(crate) fn from_endpoint(endpoint: &str) -> Option<Link> {
    let mut link = parse(endpoint)?;
    link.is_in_text = false;
    Some(link)
}

fn build(
    scheme: String,
    authority: &str,
    path: &str,
    host_start: usize,
    host_end: usize,
    path_end: usize,
    is_in_text: bool,
) -> Link {
    let (user, bare) = authority.rsplit_once('@').unwrap_or(("", authority));
    let (name, port) = split_port(bare);
    let decoded_name = percent::decode(name);
    let reading = hosts::read(&decoded_name, port);
    // Decoded first: some libraries write the slashes of a name as %2F.
    let mut segments: Vec<String> = percent::decode(path)
        .split('/')
        .skip(1)
        .map(str::to_owned)
        .collect();
    if segments.last().is_some_and(String::is_empty) {
        segments.pop();
    }
    if bare.len() < authority.len() && names_container(&scheme) {
        segments.insert(0, user.to_owned());
    }
    hide_secrets(&mut segments);
    let mut account = reading.account.clone();
    if reading.form.is_path_style() && !segments.is_empty() {
        let name = segments.remove(0);
        // The emulator names its second copy there.
        let primary = name.strip_suffix("-secondary").unwrap_or(&name);
        account = Some(primary.to_owned());
    }
    Link {
        scheme,
        scheme_range: 0..host_start,
        user_range: host_start..host_end - bare.len(),
        host_range: host_end - bare.len()..host_end,
        path_range: host_end..path_end,
        host: bare.to_ascii_lowercase(),
        reading,
        segments,
        account,
        is_in_text,
    }
}

/// Whether addresses of a scheme are written as Spark and Hadoop do: `wasbs://container@account…`.
fn names_container(scheme: &str) -> bool {
    matches!(scheme, "wasb" | "wasbs" | "abfs" | "abfss")
}

/// A secret can hold `/`, so that its halves look harmless: the path is looked at as a whole.
fn hide_secrets(segments: &mut Vec<String>) {
    let joined = segments.join("/");
    let redacted = redact::text(&joined);
    if redacted != joined {
        *segments = redacted.split('/').map(str::to_owned).collect();
    }
}

fn is_scheme(text: &str) -> bool {
    !text.is_empty()
        && text.len() < 12
        && text
            .bytes()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == b'+')
}

/// Splits a host from its port.
pub(crate) fn split_port(authority: &str) -> (&str, Option<u16>) {
    match authority.rsplit_once(':') {
        Some((host, port))
            if !port.is_empty() && port.bytes().all(|digit| digit.is_ascii_digit()) =>
        {
            (host, port.parse().ok())
        }
        _ => (authority, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_decoded_once() {
        let link = parse("https://contoso.blob.core.windows.net/c/a%20b%252Fc+d.txt?sv=1").unwrap();
        assert_eq!(link.segments, ["c", "a b%2Fc+d.txt"]);
        assert_eq!(link.account.as_deref(), Some("contoso"));
    }

    #[test]
    fn an_encoded_slash_divides_a_path_too() {
        let link = parse("https://contoso.blob.core.windows.net/c/a%2Fb.txt?sv=1").unwrap();
        assert_eq!(link.segments, ["c", "a", "b.txt"]);
    }

    #[test]
    fn the_emulator_names_its_account_in_the_path() {
        let link = parse("http://127.0.0.1:10000/devstoreaccount1/c/b?sv=1").unwrap();
        assert_eq!(link.account.as_deref(), Some("devstoreaccount1"));
        assert_eq!(link.segments, ["c", "b"]);
        let copy = parse("http://127.0.0.1:10000/devstoreaccount1-secondary/c/b?sv=1").unwrap();
        assert_eq!(copy.account.as_deref(), Some("devstoreaccount1"));
    }

    #[test]
    fn a_slash_in_a_password_ends_no_host() {
        for user in ["user:a/b=@", "user:1/b=@", "user:a/b/c@"] {
            let text = format!("https://{user}contoso.blob.core.windows.net/c/b?sv=1");
            let link = parse(&text).unwrap();
            assert_eq!(&text[link.user_range], user);
            assert_eq!(link.segments, ["c", "b"]);
        }
        let link = parse("https://contoso.blob.core.windows.net/c/a@b.example?sv=1").unwrap();
        assert_eq!(link.segments, ["c", "a@b.example"]);
    }

    #[test]
    fn a_password_is_no_part_of_the_host() {
        let text = "https://user:pass@contoso.blob.core.windows.net/c/b";
        let link = parse(text).unwrap();
        assert_eq!(&text[link.user_range], "user:pass@");
        assert_eq!(&text[link.host_range], "contoso.blob.core.windows.net");
    }

    #[test]
    fn a_bare_query_is_no_link() {
        assert!(parse("sv=2020-08-04&sig=abc").is_none());
    }
}
