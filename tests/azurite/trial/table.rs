//! Requests about tables and entities.

use super::Control::SharedKey;
use super::{PROPERTIES, Query, STATS, Trial, kept, open_to_websites, spent, with};
use crate::azurite::client::Request;
use crate::azurite::server::Service;
use crate::azurite::token::Place;
use crate::azurite::world::{Ask, ENTITY, World, at_entity, at_table, create_table, insert_entity};

#[rustfmt::skip]
pub(crate) const TRIALS: &[Trial] = &[
    kept("table/get-table-service-properties", &[200], |world| service(world, "GET", PROPERTIES)),
    kept("table/set-table-service-properties", &[202], set_service_properties),
    kept("table/get-table-service-stats", &[200], get_service_stats),
    kept("table/query-tables", &[200], |world| table(world, |_| at_table("/Tables", "GET"))),
    spent("table/create-table", &[201], new_table),
    spent("table/delete-table", &[204], |world| table(world, |place| at_table(format!("/Tables('{}')", place.container), "DELETE"))),
    with("table/get-table-acl", &[200], SharedKey, |world| table(world, |place| acl(place, "GET"))),
    with("table/set-table-acl", &[204], SharedKey, |world| table(world, |place| acl(place, "PUT"))),
    kept("table/query-entities all", &[200], |world| entity(world, |place| at_table(format!("/{}()", place.container), "GET"))),
    kept("table/query-entities one", &[200], |world| entity(world, |place| at_entity(place, "GET"))),
    spent("table/insert-entity", &[201], |world| table(world, insert_entity)),
    kept("table/insert-or-merge-entity", &[204], |world| entity(world, |place| at_entity(place, "MERGE").body(ENTITY))),
    kept("table/insert-or-merge-entity patch", &[204], |world| entity(world, |place| at_entity(place, "PATCH").body(ENTITY))),
    kept("table/insert-or-replace-entity", &[204], |world| entity(world, |place| at_entity(place, "PUT").body(ENTITY))),
    kept("table/update-entity", &[204], |world| entity(world, |place| matched(at_entity(place, "PUT")).body(ENTITY))),
    kept("table/merge-entity", &[204], |world| entity(world, |place| matched(at_entity(place, "MERGE")).body(ENTITY))),
    kept("table/merge-entity patch", &[204], |world| entity(world, |place| matched(at_entity(place, "PATCH")).body(ENTITY))),
    spent("table/delete-entity", &[204], |world| entity(world, |place| matched(at_entity(place, "DELETE")))),
    spent("table/batch", &[202], transaction),
];

/// A request about the service. Tokens of tables are signed for one in it.
fn service(world: &mut World, method: &'static str, query: Query) -> Ask {
    Ask {
        request: Request::new(Service::Table, method, "/").queries(query),
        place: world.table(),
    }
}

fn set_service_properties(world: &mut World) -> Ask {
    let mut ask = service(world, "PUT", PROPERTIES);
    ask.request = open_to_websites(Service::Table);
    ask
}

fn get_service_stats(world: &mut World) -> Ask {
    let mut ask = service(world, "GET", STATS);
    ask.request = ask.request.secondary();
    ask
}

/// A request about a table.
fn table(world: &mut World, request: fn(&Place) -> Request) -> Ask {
    let place = world.table();
    Ask {
        request: request(&place),
        place,
    }
}

fn new_table(world: &mut World) -> Ask {
    let place = world.absent(Service::Table);
    Ask {
        request: create_table(&place),
        place,
    }
}

fn acl(place: &Place, method: &'static str) -> Request {
    Request::new(Service::Table, method, format!("/{}", place.container)).query("comp", "acl")
}

/// A request about a table with an entity.
fn entity(world: &mut World, request: fn(&Place) -> Request) -> Ask {
    let place = world.entity();
    Ask {
        request: request(&place),
        place,
    }
}

/// Whatever the entity holds.
fn matched(request: Request) -> Request {
    request.header("if-match", "*")
}

/// A transaction with one request in it, which inserts an entity.
fn transaction(world: &mut World) -> Ask {
    let place = world.table();
    let target = world.address(&at_table(format!("/{}", place.container), "POST"));
    let body = [
        "--batch_1",
        "Content-Type: multipart/mixed; boundary=changeset_1",
        "",
        "--changeset_1",
        "Content-Type: application/http",
        "Content-Transfer-Encoding: binary",
        "",
        &format!("POST {target} HTTP/1.1"),
        "Accept: application/json",
        "Content-Type: application/json",
        "",
        ENTITY,
        "--changeset_1--",
        "--batch_1--",
        "",
    ]
    .join("\r\n");
    let request = Request::new(Service::Table, "POST", "/$batch")
        .header("content-type", "multipart/mixed; boundary=batch_1")
        .body(body);
    Ask { request, place }
}
