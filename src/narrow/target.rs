//! What a proposed link is for: named by the need, else by the given link.

use super::needs::{Ground, Need, TASKS, TaskSpec};
use crate::compare::Facts;
use crate::params::Service;
use crate::params::hosts::{HostForm, HostReading};
use crate::params::resources::Level;
use crate::token::redact;

/// A place that is named in full.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) spec: &'static TaskSpec,
    pub(super) account: String,
    pub(super) container: String,
    /// The file or folder; nothing for all of the container.
    pub(super) path: Option<String>,
    pub(super) level: Level,
    /// Where the service is reached.
    pub(super) host: String,
    /// The cloud, when it is known and not the public one.
    pub(super) cloud: Option<&'static str>,
    /// Whether a folder was asked for of which no link can be made.
    pub(super) is_folder_wanted: bool,
    /// Whether the link shows that the account has real folders.
    pub(super) has_real_folders: bool,
}

/// Why there is no target.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoTarget {
    /// The given link points at no Azure account of the owner's: an emulator, a closed cloud, a
    /// managed disk.
    Nowhere,
    /// Names that neither the link nor the need gives.
    Asks(Vec<&'static str>),
}

impl Target {
    pub(super) fn of(given: &Facts<'_>, need: &Need) -> Result<Self, NoTarget> {
        let reading = given.token.link.as_ref().map(|link| &link.reading);
        let is_nowhere = given.token.is_managed_disk()
            || reading.is_some_and(|reading| reading.form == HostForm::Emulator)
            || reading.is_some_and(HostReading::is_closed);
        if is_nowhere {
            return Err(NoTarget::Nowhere);
        }
        let spec = spec(given, need);
        let service = spec.service;
        // What the link is for, where it is for this service.
        let is_same = given.token.kind.service() == Some(service);
        let from_link = |name: &Option<String>| {
            let is_whole = |name: &&String| is_same && redact::text(name) == **name;
            name.as_ref().filter(is_whole).cloned()
        };
        let account = need.account.clone().or_else(|| {
            let name = given.scope.account.as_deref()?;
            Some(name.to_ascii_lowercase())
        });
        let container = need
            .container
            .clone()
            .or_else(|| from_link(&given.scope.container));
        // A file or folder of the link is one of the need only in the same container.
        let is_own_container = container.is_some() && container == given.scope.container;
        let own_path = from_link(&given.scope.path).filter(|_| is_own_container);
        let own_level = given.scope.level;
        let path = match (spec.ground, &need.path) {
            (Ground::Whole, _) => None,
            (_, Some(path)) => Some(path.trim_matches('/').to_owned()),
            (Ground::Folder, None) => own_path.filter(|_| own_level == Level::Directory),
            (Ground::File, None) => own_path.filter(|_| own_level == Level::Item),
            (Ground::Either, None) => own_path,
        };
        let path = path.filter(|path| !path.is_empty());
        let mut asks = Vec::new();
        for (key, is_named) in [
            ("account", account.is_some()),
            ("container", container.is_some()),
            ("path", path.is_some() || spec.ground != Ground::File),
        ] {
            if !is_named {
                asks.push(key);
            }
        }
        let (Some(account), Some(container), true) = (account, container, asks.is_empty()) else {
            return Err(NoTarget::Asks(asks));
        };
        let level = level(spec, path.is_some(), need, own_level);
        Ok(Self {
            is_folder_wanted: path.is_some() && level == Level::Container,
            spec,
            host: host(given, &account, service),
            account,
            container,
            // Azure Files has no link for one folder.
            path: path.filter(|_| level != Level::Container),
            level,
            cloud: reading
                .and_then(|reading| reading.cloud)
                .filter(|cloud| *cloud != "Azure"),
            has_real_folders: reading.is_some_and(|reading| reading.service == Some("dfs"))
                || own_level == Level::Directory,
        })
    }
}

/// The task on the service of the link; for a link to many services on the one whose host it has, if
/// the task exists there.
fn spec(given: &Facts<'_>, need: &Need) -> &'static TaskSpec {
    let rows = || TASKS.iter().filter(|spec| spec.task == need.task);
    let host = crate::token::family::host_service(given.token.link.as_ref());
    let reached = given.token.services();
    let wanted = given.token.kind.service().or(host);
    rows()
        .find(|spec| Some(spec.service) == wanted && reached.contains(&spec.service))
        .or_else(|| rows().find(|spec| reached.contains(&spec.service)))
        .or_else(|| rows().next())
        .unwrap_or(&FIRST)
}

/// Every task has a row; a test of the table says so.
const FIRST: TaskSpec = TaskSpec {
    task: super::Task::ReadFile,
    service: Service::Blob,
    ground: Ground::File,
    letters: "r",
    title: "Read one file",
    operations: &[],
};

fn level(spec: &TaskSpec, has_path: bool, need: &Need, own_level: Level) -> Level {
    match spec.ground {
        Ground::File => Level::Item,
        Ground::Either if has_path => {
            // A path of the link is what the link is for.
            let is_folder = match &need.path {
                Some(path) => path.ends_with('/'),
                None => own_level == Level::Directory,
            };
            match (is_folder, spec.service) {
                (false, _) => Level::Item,
                (true, Service::Blob) => Level::Directory,
                (true, _) => Level::Container,
            }
        }
        Ground::Folder if has_path && spec.service == Service::Blob => Level::Directory,
        Ground::Folder | Ground::Either | Ground::Whole => Level::Container,
    }
}

/// The host of a service of the account: in the link's own cloud and zone, else in the public cloud.
fn host(given: &Facts<'_>, account: &str, service: Service) -> String {
    let service = service.id();
    let own = || {
        let link = given.token.link.as_ref()?;
        let own_service = link.reading.service?;
        let labels: Vec<&str> = link.host.split('.').collect();
        let at = labels
            .iter()
            .skip(1)
            .position(|label| *label == own_service)?
            + 1;
        let suffix = labels.get(at + 1..)?.join(".");
        let zone = match link.reading.form {
            HostForm::DnsZone => format!("{}.", labels.get(1)?),
            _ => String::new(),
        };
        let suffix = suffix.split(':').next()?;
        Some(format!("{account}.{zone}{service}.{suffix}"))
    };
    own().unwrap_or_else(|| format!("{account}.{service}.core.windows.net"))
}
