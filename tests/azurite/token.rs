//! Tokens of every family: what stands in them, how they are signed, and the link that holds them.

use super::server::Service;
use super::sign::{ACCOUNT, Key};
use crate::util::encode;
use chrono::{DateTime, Duration, SecondsFormat, Utc};
use std::fmt;

/// The version of tokens that are not about versions: new enough for every letter.
pub(crate) const VERSION: &str = "2024-11-04";

/// What a token is signed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// The account: `ss` and `srt`.
    Account {
        services: &'static str,
        types: &'static str,
    },
    /// A resource, signed with the account's key.
    Service(Resource),
    /// A resource, signed with a user delegation key.
    UserDelegation(Resource),
}

/// The resource of a service or user delegation token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Resource {
    Container,
    Directory,
    Blob,
    Snapshot,
    Queue,
    Table,
}

impl Resource {
    /// The value of `sr`; queues and tables have none.
    fn sr(self) -> Option<&'static str> {
        match self {
            Self::Container => Some("c"),
            Self::Directory => Some("d"),
            Self::Blob => Some("b"),
            Self::Snapshot => Some("bs"),
            Self::Queue | Self::Table => None,
        }
    }
}

/// A token, before it is signed for a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) family: Family,
    /// `sp`.
    pub(crate) letters: String,
    /// `sv`.
    pub(crate) version: &'static str,
    /// Whether it is signed for the place beside the one that the request is about.
    pub(crate) elsewhere: bool,
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.family {
            Family::Account { services, types } => write!(f, "account ss={services} srt={types}")?,
            Family::Service(resource) => write!(f, "service {resource:?}")?,
            Family::UserDelegation(resource) => write!(f, "delegation {resource:?}")?,
        }
        if self.elsewhere {
            write!(f, " elsewhere")?;
        }
        write!(f, " sp={} sv={}", self.letters, self.version)
    }
}

/// What a request is about, and so what a token is signed for.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) service: Service,
    /// A container, queue or table.
    pub(crate) container: String,
    /// A blob in it; empty for queues and tables.
    pub(crate) blob: String,
    /// The snapshot of the blob that the request is about.
    pub(crate) snapshot: Option<String>,
}

impl Place {
    /// Returns the path to a resource, as it is signed.
    fn path(&self, resource: Resource) -> String {
        let blob = self.blob.as_str();
        let below = match resource {
            Resource::Blob | Resource::Snapshot => blob,
            Resource::Directory => blob.split('/').next().unwrap_or_default(),
            Resource::Container | Resource::Queue | Resource::Table => "",
        };
        if below.is_empty() {
            format!("/{}", self.container)
        } else {
            format!("/{}/{below}", self.container)
        }
    }

    /// Returns the place beside this one: another blob, or another container.
    fn beside(&self, resource: Resource) -> Self {
        let mut other = self.clone();
        match resource {
            Resource::Blob | Resource::Snapshot => other.blob.push_str("-other"),
            Resource::Table => other.container.push_str("other"),
            Resource::Container | Resource::Directory | Resource::Queue => {
                other.container.push_str("-other");
            }
        }
        other
    }
}

/// The keys and the time that tokens are signed with.
pub(crate) struct Signer {
    account: Key,
    delegation: DelegationKey,
    now: DateTime<Utc>,
}

/// A user delegation key and what tokens say about it.
pub(crate) struct DelegationKey {
    pub(crate) key: Key,
    /// `skoid` to `skv`, in the order in which they are signed.
    pub(crate) fields: [(&'static str, String); 6],
}

/// A place in what is signed that is no parameter of the link.
const RESOURCE: &str = "(canonicalized resource)";
/// The `snapshot` of the request.
const TIME: &str = "snapshot";
/// The headers that a token sets in answers.
const RESPONSE: [&str; 5] = ["rscc", "rscd", "rsce", "rscl", "rsct"];

/// A parameter and its value.
type Field = (&'static str, String);

impl Signer {
    pub(crate) fn new(delegation: DelegationKey, now: DateTime<Utc>) -> Self {
        Self {
            account: Key::account(),
            delegation,
            now,
        }
    }

    /// Returns the moment that the tests speak about.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Returns the query of a token, signed for a place or the one beside it.
    pub(crate) fn query(&self, token: &Token, place: &Place) -> String {
        let scope = token.scope(place);
        let mut fields = self.fields(token, &scope);
        let key = match token.family {
            Family::UserDelegation(_) => &self.delegation.key,
            _ => &self.account,
        };
        let signature = key.sign(&string_to_sign(token, &scope, &fields));
        fields.push(("sig", signature));
        fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encode(value)))
            .collect::<Vec<_>>()
            .join("&")
    }

    /// Returns the link to what the token is signed for, as its owner would hand it out.
    pub(crate) fn link(&self, token: &Token, place: &Place) -> String {
        let scope = token.scope(place);
        let mut query = self.query(token, place);
        if let Some(time) = token.snapshot(&scope) {
            query.push_str(&format!("&{TIME}={}", encode(time)));
        }
        let path = match token.resource() {
            Some(resource) => scope.path(resource),
            None => String::new(),
        };
        let service = place.service.word();
        format!("https://{ACCOUNT}.{service}.core.windows.net{path}?{query}")
    }

    /// Returns the parameters, without the signature.
    fn fields(&self, token: &Token, scope: &Place) -> Vec<Field> {
        let mut fields = vec![("sv", token.version.to_owned())];
        if let Family::Account { services, types } = token.family {
            fields.push(("ss", services.to_owned()));
            fields.push(("srt", types.to_owned()));
        }
        if let Some(sr) = token.resource().and_then(Resource::sr) {
            fields.push(("sr", sr.to_owned()));
        }
        if token.resource() == Some(Resource::Directory) {
            fields.push(("sdd", "1".to_owned()));
        }
        if token.resource() == Some(Resource::Table) {
            fields.push(("tn", scope.container.clone()));
        }
        if matches!(token.family, Family::UserDelegation(_)) {
            fields.extend(self.delegation.fields.iter().cloned());
        }
        let expiry = self.now + Duration::days(1);
        fields.push(("se", expiry.to_rfc3339_opts(SecondsFormat::Secs, true)));
        fields.push(("spr", "https".to_owned()));
        fields.push(("sp", token.letters.clone()));
        fields
    }
}

impl Token {
    /// Returns the resource, of tokens that have one.
    pub(crate) fn resource(&self) -> Option<Resource> {
        match self.family {
            Family::Account { .. } => None,
            Family::Service(resource) | Family::UserDelegation(resource) => Some(resource),
        }
    }

    fn scope(&self, place: &Place) -> Place {
        match self.resource() {
            Some(resource) if self.elsewhere => place.beside(resource),
            _ => place.clone(),
        }
    }

    fn snapshot<'a>(&self, scope: &'a Place) -> Option<&'a str> {
        match self.resource() {
            Some(Resource::Snapshot) => scope.snapshot.as_deref(),
            _ => None,
        }
    }
}

/// Joins the lines that are signed; a parameter that is missing is an empty line.
fn string_to_sign(token: &Token, scope: &Place, fields: &[Field]) -> String {
    let value = |name: &str| match name {
        RESOURCE => {
            let path = token.resource().map(|resource| scope.path(resource));
            let service = scope.service.word();
            format!("/{service}/{ACCOUNT}{}", path.unwrap_or_default())
        }
        TIME => token.snapshot(scope).unwrap_or_default().to_owned(),
        _ => fields
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.clone())
            .unwrap_or_default(),
    };
    let mut lines: Vec<String> = layout(token).into_iter().map(value).collect();
    if token.resource().is_none() {
        lines.insert(0, ACCOUNT.to_owned());
        lines.push(String::new());
    }
    lines.join("\n")
}

/// The lines of what is signed, by family and version.
/// <https://learn.microsoft.com/rest/api/storageservices/create-account-sas>
/// <https://learn.microsoft.com/rest/api/storageservices/create-service-sas>
/// <https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas>
fn layout(token: &Token) -> Vec<&'static str> {
    let since = |version: &str, names: &[&'static str]| {
        let is_new_enough = token.version >= version;
        names
            .iter()
            .copied()
            .filter(move |_| is_new_enough)
            .collect::<Vec<_>>()
    };
    let parts: Vec<Vec<&'static str>> = match token.family {
        Family::Account { .. } => vec![
            vec!["sp", "ss", "srt", "st", "se", "sip", "spr", "sv"],
            since("2020-12-06", &["ses"]),
        ],
        Family::Service(Resource::Queue) => {
            vec![vec!["sp", "st", "se", RESOURCE, "si", "sip", "spr", "sv"]]
        }
        Family::Service(Resource::Table) => vec![
            vec!["sp", "st", "se", RESOURCE, "si", "sip", "spr", "sv"],
            vec!["spk", "srk", "epk", "erk"],
        ],
        Family::Service(_) => vec![
            vec!["sp", "st", "se", RESOURCE, "si", "sip", "spr", "sv"],
            since("2018-11-09", &["sr", TIME]),
            since("2020-12-06", &["ses"]),
            RESPONSE.to_vec(),
        ],
        Family::UserDelegation(_) => vec![
            vec!["sp", "st", "se", RESOURCE],
            vec!["skoid", "sktid", "skt", "ske", "sks", "skv"],
            since("2020-02-10", &["saoid", "suoid", "scid"]),
            since("2025-07-05", &["skdutid", "sduoid"]),
            vec!["sip", "spr", "sv", "sr", TIME],
            since("2020-12-06", &["ses"]),
            // The values that `srh` and `srq` ask for.
            since("2026-04-06", &["(headers)", "(queries)"]),
            RESPONSE.to_vec(),
        ],
    };
    parts.concat()
}
