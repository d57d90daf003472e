//! Tokens of every family: what stands in them, how they are signed, and the link that holds them.

use super::server::Service;
use super::sign::ACCOUNT;
use crate::util::encode;
use chrono::{DateTime, Duration, SecondsFormat, Utc};
use sas_lens::signature::{Context, Key, sign};
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
    /// The account as such, for account tokens.
    pub(crate) fn account() -> Self {
        Self {
            service: Service::Blob,
            container: String::new(),
            blob: String::new(),
            snapshot: None,
        }
    }

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
    /// `skoid` to `skv`.
    pub(crate) fields: [Field; 6],
}

/// A parameter and its value.
type Field = (&'static str, String);

/// The parameter that names a snapshot, in links and in requests.
const SNAPSHOT: &str = "snapshot";

impl Signer {
    pub(crate) fn new(delegation: DelegationKey, now: DateTime<Utc>) -> Self {
        Self {
            account: Key::emulator(),
            delegation,
            now,
        }
    }

    /// Returns the moment that the tests speak about.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Returns the signed link to a place or the one beside it, as its owner would hand it out.
    pub(crate) fn link(&self, token: &Token, place: &Place) -> String {
        let scope = token.scope(place);
        let mut query = self.fields(token, &scope);
        let path = match token.resource() {
            Some(resource) => scope.path(resource),
            None => String::new(),
        };
        if let (Some(Resource::Snapshot), Some(time)) = (token.resource(), &scope.snapshot) {
            query.push((SNAPSHOT, time.clone()));
        }
        let query: Vec<_> = query
            .iter()
            .map(|(name, value)| format!("{name}={}", encode(value)))
            .collect();
        let link = format!(
            "https://{ACCOUNT}.{}.core.windows.net{path}?{}",
            place.service.word(),
            query.join("&")
        );
        let key = match token.family {
            Family::UserDelegation(_) => &self.delegation.key,
            _ => &self.account,
        };
        sign(&link, key, &Context::default()).unwrap()
    }

    /// Returns what a request carries of the link. It names its snapshot itself.
    pub(crate) fn query(&self, token: &Token, place: &Place) -> String {
        let link = self.link(token, place);
        let (_, query) = link.split_once('?').unwrap();
        let carried = query
            .split('&')
            .filter(|piece| !piece.starts_with(SNAPSHOT));
        carried.collect::<Vec<_>>().join("&")
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
    /// Returns the same token in another version.
    pub(crate) fn at(self, version: &'static str) -> Self {
        Self { version, ..self }
    }

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
}
