//! The canonicalized resource: the path of the signed thing, as it is signed.
//!
//! Source: <https://learn.microsoft.com/rest/api/storageservices/create-service-sas#specify-the-signature>

use crate::access::scope;
use crate::params::resources::{self, Level};
use crate::params::{Family, Service};
use crate::token::{Token, percent};

/// From this version on the service's name stands before the account.
const WITH_SERVICE_SINCE: &str = "2015-02-21";

/// What a service or user delegation SAS is signed for. Names are decoded, and as exact as the link:
/// unlike those of a report, nothing in them is hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) service: Service,
    /// The value of `sr`, or what stands for it where there is none.
    pub(crate) level: Level,
    pub(crate) account: Option<String>,
    /// The container, share, queue or table.
    pub(crate) container: Option<String>,
    /// What the link names below the container, whole.
    pub(crate) below: Vec<String>,
    /// How many segments of `below` are signed, for a directory.
    pub(crate) depth: Option<usize>,
    /// The path below the container with its backslashes, where `below` has slashes in their place.
    backslashed: Option<String>,
}

impl Target {
    /// Reads the target of a token. `account` and `path`, where given, stand in place of what the
    /// link says.
    pub(crate) fn of(token: &Token, account: Option<&str>, path: Option<&str>) -> Option<Self> {
        let service = token.kind.service()?;
        if token.family() == Family::Unknown {
            return None;
        }
        let level = match (service, token.value("sr").and_then(resources::find)) {
            (Service::Queue | Service::Table, _) => Level::Container,
            (_, Some(spec)) => spec.level,
            // `sr` is mandatory here; without it, everything the link names is taken.
            (_, None) => Level::Item,
        };
        let (named, segments) = match path {
            Some(path) => (None, split(path)),
            None => segments_of(token),
        };
        let account = account
            .map(str::to_owned)
            .or(named)
            .or_else(|| token.link.as_ref()?.account.clone())
            .map(primary)
            .filter(|name| !name.is_empty());
        let is_website = token
            .link
            .as_ref()
            .is_some_and(|link| link.reading.service == Some("web"));
        let (container, below) = divide(service, level, segments, is_website && path.is_none());
        let (below, backslashed) = if service == Service::Blob {
            // Microsoft's .NET library signs a backslash in a blob's name as a slash. What Azure
            // makes of it is not documented.
            let path = below.join("/");
            let below = split_all(&path.replace('\\', "/"));
            (below, Some(path).filter(|path| path.contains('\\')))
        } else {
            (below, None)
        };
        Some(Self {
            service,
            level,
            account,
            container: match service {
                Service::Table => token.value("tn").map(str::to_owned).or(container),
                _ => container,
            },
            below,
            depth: (level == Level::Directory)
                .then(|| scope::depth(token))
                .flatten(),
            backslashed,
        })
    }

    /// The same target with the backslashes of its path as they are.
    pub(crate) fn with_backslashes(&self) -> Option<Self> {
        let path = self.backslashed.as_deref()?;
        Some(Self {
            below: split_all(path),
            backslashed: None,
            ..self.clone()
        })
    }

    /// Whether backslashes are signed as slashes.
    pub(crate) fn has_backslash(&self) -> bool {
        self.with_backslashes()
            .is_some_and(|other| other.signed_path() != self.signed_path())
    }

    /// Returns the path below the container that is signed: none for a container.
    pub(crate) fn signed_path(&self) -> String {
        let segments = match (self.level, self.depth) {
            (Level::Container | Level::Account, _) => &[],
            (Level::Directory, Some(depth)) => self.below.get(..depth).unwrap_or(&self.below),
            _ => self.below.as_slice(),
        };
        segments.join("/")
    }

    /// Whether the link names what is signed.
    pub(crate) fn is_named(&self) -> bool {
        self.container.is_some() && (self.level != Level::Item || !self.signed_path().is_empty())
    }

    /// Writes it as it is signed in a version; `None` when a name is missing.
    pub(crate) fn canonical(&self, version: &str) -> Option<String> {
        if !self.is_named() {
            return None;
        }
        let account = self.account.as_deref()?;
        let mut container = self.container.clone()?;
        if self.service == Service::Table {
            // Table names are ASCII, and Azure does not tell their case apart.
            container.make_ascii_lowercase();
        }
        let service = if version < WITH_SERVICE_SINCE {
            String::new()
        } else {
            format!("/{}", self.service.id())
        };
        let path = self.signed_path();
        let separator = if path.is_empty() && self.depth != Some(0) {
            ""
        } else {
            // Microsoft's Python library and Hadoop sign the root directory with its slash.
            "/"
        };
        Some(format!("{service}/{account}/{container}{separator}{path}"))
    }
}

/// The account whose secondary copy a name is. Account names cannot hold a `-`.
pub(super) fn primary(mut account: String) -> String {
    if let Some(name) = account.strip_suffix("-secondary") {
        account.truncate(name.len());
    }
    account
}

/// The account of a path-style host and the segments of the path, exact.
fn segments_of(token: &Token) -> (Option<String>, Vec<String>) {
    let Some(link) = &token.link else {
        return (None, Vec::new());
    };
    if !link.is_in_text {
        return (None, link.segments.clone());
    }
    let text = token.mapped.as_str();
    let raw = text.get(link.path_range.clone()).unwrap_or_default();
    // Decoded first: some libraries write the slashes of a name as %2F.
    let mut segments = split(&percent::decode(raw));
    if link.names_container() {
        let user = text.get(link.user_range.clone()).unwrap_or_default();
        segments.insert(0, user.trim_end_matches('@').to_owned());
    }
    let is_path_style = link.reading.form.is_path_style() && !segments.is_empty();
    let account = is_path_style.then(|| segments.remove(0));
    (account, segments)
}

/// The segments of a decoded path.
fn split(path: &str) -> Vec<String> {
    split_all(path.strip_prefix('/').unwrap_or(path))
}

fn split_all(path: &str) -> Vec<String> {
    if path.is_empty() {
        return Vec::new();
    }
    path.split('/').map(str::to_owned).collect()
}

/// Tells the container from what is below it.
fn divide(
    service: Service,
    level: Level,
    mut segments: Vec<String>,
    is_website: bool,
) -> (Option<String>, Vec<String>) {
    if is_website {
        return (Some("$web".to_owned()), segments);
    }
    if service == Service::Table {
        // `Employees(PartitionKey='a',RowKey='b')`
        if let Some(first) = segments.first_mut() {
            let end = first.find('(').unwrap_or(first.len());
            first.truncate(end);
        }
    }
    // A single segment is a blob of the container `$root`.
    if service == Service::Blob && level == Level::Item && segments.len() == 1 {
        return (Some("$root".to_owned()), segments);
    }
    if segments.is_empty() {
        return (None, segments);
    }
    let container = segments.remove(0);
    (Some(container).filter(|name| !name.is_empty()), segments)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repair::Undone;
    use crate::repair::mapped::Mapped;

    const HOST: &str = "https://acct.blob.core.windows.net";

    fn target(link: &str) -> Target {
        let mapped = Mapped::identity(link, 0);
        let token = Token::parse(mapped, None, (0, 0), Undone::default());
        Target::of(&token, None, None).unwrap()
    }

    #[track_caller]
    fn assert_canonical(link: &str, expected: &str) {
        let link = link.replace("{host}", HOST);
        let version = if link.contains("sv=2014") {
            "2014-02-14"
        } else {
            "2022-11-02"
        };
        assert_eq!(
            target(&link).canonical(version).as_deref(),
            Some(expected),
            "{link}"
        );
    }

    #[test]
    fn the_resource_decides_how_much_of_the_path_is_signed() {
        assert_canonical(
            "{host}/c/a/b.txt?sv=2022-11-02&sr=b&sig=x",
            "/blob/acct/c/a/b.txt",
        );
        assert_canonical("{host}/c/a/b.txt?sv=2022-11-02&sr=c&sig=x", "/blob/acct/c");
        assert_canonical("{host}/c/?sv=2022-11-02&sr=c&sig=x", "/blob/acct/c");
        assert_canonical(
            "{host}/c/a/b/f?sv=2022-11-02&sr=d&sdd=2&sig=x",
            "/blob/acct/c/a/b",
        );
        assert_canonical(
            "{host}/c/a/b?sv=2022-11-02&sr=d&sdd=0&sig=x",
            "/blob/acct/c/",
        );
        assert_canonical(
            "{host}/c/a/b.txt?sv=2014-02-14&sr=b&sig=x",
            "/acct/c/a/b.txt",
        );
    }

    #[test]
    fn names_are_decoded_once_and_kept_exact() {
        assert_canonical(
            "{host}/c/%C3%A9+1%2B1%252F%20x?sv=2022-11-02&sr=b&sig=x",
            "/blob/acct/c/é+1+1%2F x",
        );
        assert_canonical(
            "{host}/c/a//b/?sv=2022-11-02&sr=b&sig=x",
            "/blob/acct/c/a//b/",
        );
        assert_canonical(
            "{host}/c/a%2Fb%5Cf?sv=2022-11-02&sr=d&sdd=2&sig=x",
            "/blob/acct/c/a/b",
        );
        // What a report would hide is signed as it is.
        let name = "cRbIx5hHSaui2mPzbshp1xKy4GdrisBX1S4ZiaOnEVU";
        assert_canonical(
            &format!("{{host}}/c/{name}?sv=2022-11-02&sr=b&sig=x"),
            &format!("/blob/acct/c/{name}"),
        );
    }

    #[test]
    fn every_form_of_host_leads_to_the_account() {
        let query = "sv=2022-11-02&sr=b&sig=x";
        for host in [
            "acct.dfs.core.windows.net/c",
            "acct-secondary.blob.core.windows.net/c",
            "127.0.0.1:10000/acct/c",
            "127.0.0.1:10000/acct-secondary/c",
        ] {
            assert_canonical(&format!("https://{host}/b?{query}"), "/blob/acct/c/b");
        }
        assert_canonical(
            &format!("abfss://c@acct.dfs.core.windows.net/b?{query}"),
            "/blob/acct/c/b",
        );
        assert_canonical(&format!("{{host}}/b?{query}"), "/blob/acct/$root/b");
        assert_canonical(
            &format!("https://acct.z13.web.core.windows.net/b?{query}"),
            "/blob/acct/$web/b",
        );
        assert_canonical(
            &format!("https://acct-secondary.z13.web.core.windows.net/b?{query}"),
            "/blob/acct/$web/b",
        );
    }

    #[test]
    fn other_services_sign_their_own_names() {
        assert_canonical(
            "https://acct.table.core.windows.net/Employees(PartitionKey='a',RowKey='b')?sv=2022-11-02&tn=Employees&sig=x",
            "/table/acct/employees",
        );
        assert_canonical(
            "https://acct.queue.core.windows.net/orders/messages?sv=2022-11-02&sig=x",
            "/queue/acct/orders",
        );
        assert_canonical(
            "https://acct.file.core.windows.net/s/d/f?sv=2022-11-02&sr=f&sig=x",
            "/file/acct/s/d/f",
        );
        assert_canonical(
            "https://acct.file.core.windows.net/s/d/f?sv=2022-11-02&sr=s&sig=x",
            "/file/acct/s",
        );
    }

    #[test]
    fn what_is_not_named_is_not_guessed() {
        assert!(
            target("sv=2022-11-02&sr=b&sig=x")
                .canonical("2022-11-02")
                .is_none()
        );
        let custom = target("https://files.contoso.example/c/b?sv=2022-11-02&sr=b&sig=x");
        assert!(custom.canonical("2022-11-02").is_none());
        let share = target("https://acct.file.core.windows.net/s?sv=2022-11-02&sr=f&sig=x");
        assert!(share.canonical("2022-11-02").is_none());
    }
}
