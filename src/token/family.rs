//! Tells which kind of signature a set of parameters is.

use super::Param;
use super::link::Link;
use crate::params::{Family, Service, resources};
use crate::report::Kind;

/// The parameters that only a user delegation SAS carries.
pub(crate) const DELEGATION_KEYS: [&str; 6] = ["ske", "skoid", "sks", "skt", "sktid", "skv"];

/// Applies the documented tests in order; the first that fits decides.
pub(crate) fn classify(params: &[Param], link: Option<&Link>) -> Kind {
    let has = |key: &str| params.iter().any(|param| param.key() == Some(key));
    let value = |key: &str| {
        params
            .iter()
            .find(|param| param.key() == Some(key))
            .map(|param| param.decoded.expose())
    };
    if has("ss") || has("srt") {
        return Kind::StorageAccount;
    }
    let by_resource = value("sr")
        .and_then(resources::find)
        .map(|spec| spec.service);
    if DELEGATION_KEYS.iter().any(|key| has(key)) {
        let service = by_resource
            .or_else(|| {
                value("sks")
                    .and_then(|letters| letters.chars().next())
                    .and_then(Service::from_letter)
            })
            .or_else(|| host_service(link))
            .unwrap_or(Service::Blob);
        return Kind::new(Family::UserDelegation, service);
    }
    if has("tn") {
        return Kind::StorageServiceTable;
    }
    if let Some(service) = by_resource {
        return Kind::new(Family::Service, service);
    }
    match host_service(link) {
        // On blob and file hosts `sr` is mandatory: such a token is damaged, and still theirs.
        Some(service) => Kind::new(Family::Service, service),
        None if !has("sr") && has("sig") && is_queue_like(value("sp"), has("se"), has("si")) => {
            Kind::StorageServiceQueue
        }
        None => Kind::StorageUnknown,
    }
}

/// Queue tokens have no `sr`. Without a host to tell, only letters that blobs and files do not take
/// tell one from a token that lost it.
fn is_queue_like(permissions: Option<&str>, has_expiry: bool, has_policy: bool) -> bool {
    permissions.is_some_and(|letters| {
        letters
            .chars()
            .all(|letter| resources::QUEUE.letters.contains(letter))
            && letters.contains(['p', 'u'])
            && (has_expiry || has_policy)
    })
}

/// The service that the host belongs to.
pub(crate) fn host_service(link: Option<&Link>) -> Option<Service> {
    match link?.reading.service? {
        "blob" | "dfs" => Some(Service::Blob),
        "file" => Some(Service::File),
        "queue" => Some(Service::Queue),
        "table" => Some(Service::Table),
        _ => None,
    }
}
