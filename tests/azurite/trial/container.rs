//! Requests about the blob service as a whole and about containers.

use super::Control::{Bearer, ContainerToken, Nothing, SharedKey};
use super::{PROPERTIES, Query, STATS, Trial, kept, open_to_websites, preflight, spent, with};
use crate::azurite::client::Request;
use crate::azurite::server::Service;
use crate::azurite::token::Place;
use crate::azurite::world::{Ask, LEASE, NEXT_LEASE, World, at_blob, at_container, lease};

#[rustfmt::skip]
pub(crate) const TRIALS: &[Trial] = &[
    kept("blob/list-containers", &[200], |world| service(world, "GET", &[("comp", "list"), ("maxresults", "1")])),
    kept("blob/get-blob-service-properties", &[200], |world| service(world, "GET", PROPERTIES)),
    kept("blob/set-blob-service-properties", &[202], set_service_properties),
    kept("blob/get-blob-service-stats", &[200], get_service_stats),
    kept("blob/get-account-information", &[200], get_account_information),
    with("blob/get-user-delegation-key", &[200], Bearer, get_user_delegation_key),
    kept("blob/find-blobs-by-tags", &[200], |world| service(world, "GET", FIND)),
    kept("blob/batch", &[202], batch_in_account),
    with("blob/preflight", &[200], Nothing, preflight_request),
    spent("blob/create-container", &[201], create_container),
    kept("blob/get-container-properties", &[200], |world| container(world, "HEAD", &[])),
    kept("blob/get-container-metadata", &[200], |world| container(world, "HEAD", METADATA)),
    kept("blob/set-container-metadata", &[200], |world| container(world, "PUT", METADATA)),
    spent("blob/lease-container acquire", &[201], acquire_lease),
    kept("blob/lease-container renew", &[200], |world| leased(world, "renew")),
    spent("blob/lease-container change", &[200], change_lease),
    spent("blob/lease-container release", &[200], |world| leased(world, "release")),
    spent("blob/lease-container-break", &[202], |world| leased(world, "break")),
    spent("blob/delete-container", &[202], |world| container(world, "DELETE", &[])),
    with("blob/get-container-acl", &[200], SharedKey, |world| container(world, "GET", ACL)),
    with("blob/set-container-acl", &[200], SharedKey, |world| container(world, "PUT", ACL)),
    kept("blob/list-blobs flat", &[200], |world| container(world, "GET", LIST)),
    kept("blob/list-blobs by folder", &[200], |world| container(world, "GET", LIST_BY_FOLDER)),
    kept("blob/find-blobs-by-tags-container", &[200], |world| container(world, "GET", FIND)),
    with("blob/batch-container", &[202], ContainerToken, batch_in_container),
];

const METADATA: Query = &[("comp", "metadata")];
const ACL: Query = &[("comp", "acl")];
const LIST: Query = &[("comp", "list")];
const LIST_BY_FOLDER: Query = &[("comp", "list"), ("delimiter", "%2F")];
/// `"a"='b'`.
const FIND: Query = &[("comp", "blobs"), ("where", "%22a%22%3D%27b%27")];

/// A request about the service. Tokens of resources are signed for a blob somewhere in it.
fn service(world: &mut World, method: &'static str, query: Query) -> Ask {
    Ask {
        request: Request::new(Service::Blob, method, "/").queries(query),
        place: world.block_blob(),
    }
}

/// A request about a container. Tokens of blobs are signed for one in it.
fn container(world: &mut World, method: &'static str, query: Query) -> Ask {
    let place = world.block_blob();
    Ask {
        request: at_container(&place, method).queries(query),
        place,
    }
}

fn set_service_properties(world: &mut World) -> Ask {
    let mut ask = service(world, "PUT", PROPERTIES);
    ask.request = open_to_websites(Service::Blob);
    ask
}

fn get_service_stats(world: &mut World) -> Ask {
    let mut ask = service(world, "GET", STATS);
    ask.request = ask.request.secondary();
    ask
}

/// Any path will do, by the documents; Azurite goes by the blob, container or service in it.
fn get_account_information(world: &mut World) -> Ask {
    let place = world.block_blob();
    let path = format!("/{}/{}", place.container, place.blob);
    let query = &[("restype", "account"), ("comp", "properties")];
    Ask {
        request: Request::new(Service::Blob, "GET", path).queries(query),
        place,
    }
}

fn get_user_delegation_key(world: &mut World) -> Ask {
    Ask {
        request: delegation_key("2026-06-01T00:00:00Z", "2026-06-02T00:00:00Z"),
        place: world.block_blob(),
    }
}

/// Asks for a user delegation key.
pub(crate) fn delegation_key(start: &str, expiry: &str) -> Request {
    Request::new(Service::Blob, "POST", "/")
        .query("restype", "service")
        .query("comp", "userdelegationkey")
        .body(format!(
            "<KeyInfo><Start>{start}</Start><Expiry>{expiry}</Expiry></KeyInfo>"
        ))
}

fn create_container(world: &mut World) -> Ask {
    let place = world.absent(Service::Blob);
    below(at_container(&place, "PUT"), place)
}

fn acquire_lease(world: &mut World) -> Ask {
    let place = world.container();
    let request = lease(&place, "acquire").header("x-ms-lease-duration", "-1");
    below(request, place)
}

fn leased(world: &mut World, action: &'static str) -> Ask {
    let place = world.container();
    let place = world.leased(place);
    let request = lease(&place, action).header("x-ms-lease-id", LEASE);
    below(request, place)
}

fn change_lease(world: &mut World) -> Ask {
    let mut ask = leased(world, "change");
    ask.request = ask.request.header("x-ms-proposed-lease-id", NEXT_LEASE);
    ask
}

/// Names a blob for the tokens of blobs; it need not be there.
fn below(request: Request, mut place: Place) -> Ask {
    "d/b".clone_into(&mut place.blob);
    Ask { request, place }
}

fn preflight_request(world: &mut World) -> Ask {
    let place = world.block_blob();
    Ask {
        request: preflight(at_blob(&place, "OPTIONS")),
        place,
    }
}

/// A batch whose one request has its own token, so that the answer is about the batch alone.
fn batch(world: &World, request: Request, place: Place) -> Ask {
    let inner = world.address(&at_blob(&place, "DELETE"));
    // Behind `https://127.0.0.1:12345`.
    let target: String = inner.splitn(4, '/').skip(3).collect();
    let body = [
        "--batch",
        "Content-Type: application/http",
        "Content-Transfer-Encoding: binary",
        "Content-ID: 0",
        "",
        &format!("DELETE /{target} HTTP/1.1"),
        "",
        "",
        "--batch--",
    ]
    .join("\r\n");
    let request = request
        .query("comp", "batch")
        .header("content-type", "multipart/mixed; boundary=batch")
        .body(body);
    Ask { request, place }
}

fn batch_in_account(world: &mut World) -> Ask {
    let place = world.block_blob();
    batch(world, Request::new(Service::Blob, "POST", "/"), place)
}

fn batch_in_container(world: &mut World) -> Ask {
    let place = world.block_blob();
    batch(world, at_container(&place, "POST"), place)
}
