//! What is to be issued, and the link it will be: with a dummy for the signature, to be analysed like
//! any other.

use super::proposal::Method;
use super::target::Target;
use crate::params::Service;
use crate::params::resources::Level;
use chrono::{DateTime, SecondsFormat, Utc};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// A link that is to be made.
#[derive(Clone, Debug)]
pub(super) struct Issue<'a> {
    pub(super) target: &'a Target,
    pub(super) method: Method,
    pub(super) end: DateTime<Utc>,
    /// One address, or a range of two.
    pub(super) addresses: Option<&'a str>,
    pub(super) partition: Option<&'a str>,
    /// The name of the stored access policy.
    pub(super) policy: String,
}

/// Where the permissions stand that a link with a stored access policy has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Permissions {
    /// In the link, as far as it goes by itself.
    AsWritten,
    /// Shown with it, to see what link and policy come to together.
    Shown,
}

/// Base64 of 32 bytes that spell what it is.
const DUMMY_SIGNATURE: &str = "bm90LWEtcmVhbC1zaWduYXR1cmUtanVzdC1hLWRlbW8%3D";

/// Stands for whoever will sign.
const DUMMY_SIGNER: &str = "00000000-0000-0000-0000-000000000000";

/// A service version that every tool of today signs with, or a later one; it changes no permission
/// that a task asks for.
const VERSION: &str = "2025-07-05";

/// What stays as it is in a path.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');
const VALUE: &AsciiSet = &PATH.add(b'/');

impl Issue<'_> {
    pub(super) fn letters(&self) -> &'static str {
        self.target.spec.letters
    }

    /// The end, as it stands in a link.
    pub(super) fn end_text(&self) -> String {
        written(self.end)
    }

    /// The value of `sr`; queues and tables have none.
    pub(super) fn resource(&self) -> Option<&'static str> {
        match (self.target.spec.service, self.target.level) {
            (Service::Blob, Level::Item) => Some("b"),
            (Service::Blob, Level::Directory) => Some("d"),
            (Service::Blob, _) => Some("c"),
            (Service::File, Level::Item) => Some("f"),
            (Service::File, _) => Some("s"),
            (Service::Queue | Service::Table, _) => None,
        }
    }

    /// The address without a query.
    pub(super) fn address(&self) -> String {
        let Target {
            host,
            container,
            path,
            ..
        } = self.target;
        let mut address = format!("https://{host}/{}", utf8_percent_encode(container, VALUE));
        if let Some(path) = path {
            address.push('/');
            address.extend(utf8_percent_encode(path, PATH));
        }
        address
    }

    /// The link, as it will be.
    pub(super) fn link(&self, now: DateTime<Utc>, permissions: Permissions) -> String {
        let mut query = vec![("sv", VERSION.to_owned())];
        if let Some(resource) = self.resource() {
            query.push(("sr", resource.to_owned()));
        }
        if self.target.level == Level::Directory {
            let path = self.target.path.as_deref().unwrap_or_default();
            query.push(("sdd", path.split('/').count().to_string()));
        }
        if self.target.spec.service == Service::Table {
            query.push(("tn", self.target.container.clone()));
        }
        if let Some(partition) = self.partition {
            query.push(("spk", partition.to_owned()));
            query.push(("epk", partition.to_owned()));
        }
        let is_delegated = self.method == Method::UserDelegation;
        if !is_delegated {
            query.push(("si", self.policy.clone()));
        }
        if is_delegated || permissions == Permissions::Shown {
            query.push(("sp", self.letters().to_owned()));
        }
        query.push(("se", self.end_text()));
        query.push(("spr", "https".to_owned()));
        if let Some(addresses) = self.addresses {
            query.push(("sip", addresses.to_owned()));
        }
        if is_delegated {
            query.push(("skoid", DUMMY_SIGNER.to_owned()));
            query.push(("sktid", DUMMY_SIGNER.to_owned()));
            query.push(("skt", written(now)));
            query.push(("ske", self.end_text()));
            query.push(("sks", "b".to_owned()));
            query.push(("skv", VERSION.to_owned()));
        }
        let mut link = format!("{}?", self.address());
        for (key, value) in query {
            link.extend([key, "="]);
            link.extend(utf8_percent_encode(&value, VALUE));
            link.push('&');
        }
        link + "sig=" + DUMMY_SIGNATURE
    }
}

fn written(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, true)
}
