//! What a check needs to know beside the link and the keys.

use chrono::{DateTime, Utc};

/// What the link does not say itself. Most links need nothing of it.
///
/// ```
/// use sas_lens::signature::Context;
///
/// let context = Context::default()
///     .account("contosoexample")
///     .path("photos/2024/summer.jpg")
///     .header("x-ms-client-request-id", "42");
/// # let _ = context;
/// ```
#[derive(Clone, Debug, Default)]
pub struct Context {
    pub(crate) token: usize,
    pub(crate) now: Option<DateTime<Utc>>,
    pub(crate) account: Option<String>,
    pub(crate) path: Option<String>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) queries: Vec<(String, String)>,
    pub(crate) reveals: bool,
}

impl Context {
    /// Chooses one of several tokens by its index in a report; the first is 0, and the default.
    #[must_use]
    pub fn token(mut self, index: usize) -> Self {
        self.token = index;
        self
    }

    /// Gives the moment that advice speaks about.
    #[must_use]
    pub fn at(mut self, now: DateTime<Utc>) -> Self {
        self.now = Some(now);
        self
    }

    /// Names the storage account, in place of what the host says. Its host or address will do as well;
    /// an empty name says nothing.
    #[must_use]
    pub fn account(mut self, name: impl AsRef<str>) -> Self {
        let name = name.as_ref().trim();
        let host = name.rsplit_once("://").map_or(name, |(_, host)| host);
        let first = host.split(['.', '/', ':']).next().unwrap_or(host);
        self.account = Some(first.to_ascii_lowercase()).filter(|name| !name.is_empty());
        self
    }

    /// Names the container and what is below it, in place of the link's path. It is not
    /// percent-encoded; an empty path says nothing.
    #[must_use]
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into()).filter(|path| !path.is_empty());
        self
    }

    /// Gives the value of a header that the token requires.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Gives the value of a query parameter that the token requires.
    #[must_use]
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.queries.push((name.into(), value.into()));
        self
    }

    /// Leaves secret-looking values in the string-to-sign as they stand: for someone who asked to see
    /// them.
    #[must_use]
    pub fn revealed(mut self) -> Self {
        self.reveals = true;
        self
    }

    /// Header names have no case.
    pub(crate) fn header_value(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn query_value(&self, name: &str) -> Option<&str> {
        self.queries
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}
