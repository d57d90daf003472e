//! The hosts that requests with a token go to: the link's own, or the one of the same account for
//! another service.

use super::super::OperationService;
use super::request::name;
use crate::access::operations::OperationSpec;
use crate::params::hosts::{CLOUDS, EMULATOR_PORTS, HostForm};
use crate::params::{Family, Service};
use crate::token::link::{Link, split_port};
use crate::token::{Token, family, percent, redact};

/// What stands for a host that the link does not tell.
fn unknown(operation: &OperationSpec) -> String {
    let copy = if is_stats(operation) { SECONDARY } else { "" };
    let service = label(operation.service);
    format!("https://<account>{copy}.{service}.core.windows.net")
}

/// What follows the account in the name of the host of its second copy.
const SECONDARY: &str = "-secondary";

/// Finds hosts for the requests with a token.
pub(super) struct Hosts<'a> {
    pub(super) token: &'a Token,
}

impl Hosts<'_> {
    /// Whether the names in the link belong to a service.
    pub(super) fn is_own(&self, service: OperationService) -> bool {
        let of_token = self.token.kind.service();
        let of_link = || family::host_service(self.token.link.as_ref());
        of_token.or_else(of_link) == Some(storage(service))
    }

    /// Scheme and host, and for path-style hosts the account.
    pub(super) fn address(&self, operation: &OperationSpec) -> String {
        let service = operation.service;
        let Some(link) = &self.token.link else {
            return unknown(operation);
        };
        let found = match link.reading.form {
            HostForm::Emulator => self.emulator(link, operation),
            // Which of them leads to the second copy is not known.
            HostForm::PathStyle | HostForm::Custom if is_stats(operation) => None,
            HostForm::PathStyle => self
                .is_behind(service)
                .then(|| format!("{}/{}", plain(link), account(link))),
            HostForm::Custom => self.is_behind(service).then(|| plain(link)),
            _ => cloud_host(link, operation).map(|host| format!("https://{host}")),
        };
        let is_plain = link.reading.cloud.is_some() || is_host(&link.host);
        found
            .filter(|_| is_plain)
            .unwrap_or_else(|| unknown(operation))
    }

    /// Whether a host of somebody's own leads to a service: the one of the token, or blobs.
    fn is_behind(&self, service: OperationService) -> bool {
        let own = match self.token.family() {
            Family::Account => Service::Blob,
            _ => self.token.kind.service().unwrap_or(Service::Blob),
        };
        service != OperationService::Dfs && storage(service) == own
    }

    /// The emulator has a port for each service, and neither Data Lake nor file shares.
    fn emulator(&self, link: &Link, operation: &OperationSpec) -> Option<String> {
        let service = operation.service;
        let mut ports = EMULATOR_PORTS.iter();
        let (port, _) = ports.find(|(_, known)| *known == label(service))?;
        let stats = if is_stats(operation) { SECONDARY } else { "" };
        let account = account(link);
        if link.reading.service.is_some() {
            let (host, _) = split_port(&link.host);
            let scheme = scheme(link);
            return Some(format!("{scheme}://{host}:{port}/{account}{stats}"));
        }
        // A port of somebody's own leads to the service that the token is for.
        self.is_own(service)
            .then(|| format!("{}/{account}{stats}", plain(link)))
    }
}

/// The account of a link, for a path.
fn account(link: &Link) -> String {
    let account = link.account.as_deref().and_then(name);
    account.unwrap_or_else(|| "<account>".to_owned())
}

fn scheme(link: &Link) -> &'static str {
    if link.is_plain_http() {
        "http"
    } else {
        "https"
    }
}

/// The link's own scheme and host.
fn plain(link: &Link) -> String {
    format!("{}://{}", scheme(link), link.host)
}

/// Whether an operation reads the state of the copies of an account, which the secondary host tells.
fn is_stats(operation: &OperationSpec) -> bool {
    operation.path.contains("restype=service&comp=stats")
}

/// Whether the second copy of an account answers an operation. It cannot be written to, and taking
/// messages from a queue changes it; file shares have no such copy.
fn has_copy(operation: &OperationSpec) -> bool {
    matches!(operation.method, "GET" | "HEAD")
        && operation.service != OperationService::File
        && !operation.outcomes.contains(&"consume-messages")
}

/// Finds the host of the same account for another service.
fn cloud_host(link: &Link, operation: &OperationSpec) -> Option<String> {
    let (form, service) = (link.reading.form, link.reading.service);
    let host = percent::decode(&link.host).to_ascii_lowercase();
    let (host, _) = split_port(&host);
    let host = host.strip_suffix('.').unwrap_or(host);
    let (labels, suffix) = CLOUDS.iter().find_map(|cloud| {
        let labels = host.strip_suffix(cloud.suffix)?.strip_suffix('.')?;
        Some((labels, cloud.suffix))
    })?;
    let mut labels = labels.split('.');
    let first = labels.next().filter(|label| is_label(label))?;
    let primary = match form {
        HostForm::Secondary => first.strip_suffix(SECONDARY).unwrap_or(first),
        _ => first,
    };
    let account = match form {
        _ if is_stats(operation) => format!("{primary}{SECONDARY}"),
        HostForm::Secondary if has_copy(operation) => first.to_owned(),
        _ => primary.to_owned(),
    };
    // The zone of a website is its own, except where all hosts of an account share one.
    let has_zone = suffix == "storage.azure.net" || service != Some("web");
    let is_zone = |label: &&str| has_zone && label.len() == 3 && label.starts_with('z');
    let zone = labels.next().filter(is_zone).filter(|zone| is_label(zone));
    let zone = zone.map_or_else(String::new, |zone| format!("{zone}."));
    Some(format!(
        "{account}.{zone}{}.{suffix}",
        label(operation.service)
    ))
}

/// Whether a label of a host is one that hosts can have, and no secret.
fn is_label(label: &str) -> bool {
    let is_letter =
        |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
    (1..=63).contains(&label.len()) && label.bytes().all(is_letter) && !redact::finds_secret(label)
}

/// Whether a host, with its port, is made of nothing but what hosts are made of.
fn is_host(host: &str) -> bool {
    let is_letter = |letter: u8| {
        letter.is_ascii_lowercase()
            || letter.is_ascii_digit()
            || matches!(letter, b'-' | b'.' | b':' | b'[' | b']')
    };
    (1..=255).contains(&host.len()) && host.bytes().all(is_letter) && !redact::finds_secret(host)
}

/// The label of a service's hosts.
fn label(service: OperationService) -> &'static str {
    match service {
        OperationService::Blob | OperationService::Account => "blob",
        OperationService::Dfs => "dfs",
        OperationService::Queue => "queue",
        OperationService::Table => "table",
        OperationService::File => "file",
    }
}

fn storage(service: OperationService) -> Service {
    match service {
        OperationService::Blob | OperationService::Dfs | OperationService::Account => Service::Blob,
        OperationService::Queue => Service::Queue,
        OperationService::Table => Service::Table,
        OperationService::File => Service::File,
    }
}
