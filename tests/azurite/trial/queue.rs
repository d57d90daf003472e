//! Requests about queues and messages.

use super::Control::{Nothing, SharedKey};
use super::{PROPERTIES, Query, STATS, Trial, kept, open_to_websites, preflight, spent, with};
use crate::azurite::client::Request;
use crate::azurite::server::Service;
use crate::azurite::token::Place;
use crate::azurite::world::{Ask, MESSAGE, World, at_messages, at_queue};
use crate::util::encode;

#[rustfmt::skip]
pub(crate) const TRIALS: &[Trial] = &[
    kept("queue/list-queues", &[200], |world| service(world, "GET", &[("comp", "list")])),
    kept("queue/get-queue-service-properties", &[200], |world| service(world, "GET", PROPERTIES)),
    kept("queue/set-queue-service-properties", &[202], set_service_properties),
    kept("queue/get-queue-service-stats", &[200], get_service_stats),
    spent("queue/create-queue", &[201], create_queue),
    spent("queue/delete-queue", &[204], |world| queue(world, |place| at_queue(place, "DELETE"))),
    kept("queue/get-queue-metadata", &[200], |world| queue(world, |place| metadata(place, "GET"))),
    kept("queue/set-queue-metadata", &[204], |world| queue(world, |place| metadata(place, "PUT"))),
    with("queue/get-queue-acl", &[200], SharedKey, |world| queue(world, |place| acl(place, "GET"))),
    with("queue/set-queue-acl", &[204], SharedKey, |world| queue(world, |place| acl(place, "PUT"))),
    kept("queue/put-message", &[201], |world| queue(world, |place| at_messages(place, "POST").body(MESSAGE))),
    kept("queue/get-messages", &[200], |world| queue(world, |place| at_messages(place, "GET"))),
    kept("queue/peek-messages", &[200], |world| queue(world, |place| at_messages(place, "GET").query("peekonly", "true"))),
    spent("queue/delete-message", &[204], |world| message(world, "DELETE")),
    kept("queue/clear-messages", &[204], |world| queue(world, |place| at_messages(place, "DELETE"))),
    spent("queue/update-message", &[204], update_message),
    with("queue/preflight", &[200], Nothing, |world| queue(world, |place| preflight(at_messages(place, "OPTIONS")))),
];

/// A request about the service. Tokens of queues are signed for one in it.
fn service(world: &mut World, method: &'static str, query: Query) -> Ask {
    let request = Request::new(Service::Queue, method, "/");
    Ask {
        request: request.queries(query),
        place: world.queue(),
    }
}

fn set_service_properties(world: &mut World) -> Ask {
    let mut ask = service(world, "PUT", PROPERTIES);
    ask.request = open_to_websites(Service::Queue);
    ask
}

fn get_service_stats(world: &mut World) -> Ask {
    let mut ask = service(world, "GET", STATS);
    ask.request = ask.request.secondary();
    ask
}

/// A request about a queue.
fn queue(world: &mut World, request: fn(&Place) -> Request) -> Ask {
    let place = world.queue();
    Ask {
        request: request(&place),
        place,
    }
}

fn create_queue(world: &mut World) -> Ask {
    let place = world.absent(Service::Queue);
    Ask {
        request: at_queue(&place, "PUT"),
        place,
    }
}

fn metadata(place: &Place, method: &'static str) -> Request {
    at_queue(place, method).query("comp", "metadata")
}

fn acl(place: &Place, method: &'static str) -> Request {
    at_queue(place, method).query("comp", "acl")
}

/// A request about a message that is in the queue.
fn message(world: &mut World, method: &'static str) -> Ask {
    let place = world.queue();
    let put = world.prepare(&at_messages(&place, "POST").body(MESSAGE));
    let path = format!("/{}/messages/{}", place.container, put.element("MessageId"));
    let receipt = encode(put.element("PopReceipt"));
    Ask {
        request: Request::new(Service::Queue, method, path).query("popreceipt", receipt),
        place,
    }
}

fn update_message(world: &mut World) -> Ask {
    let mut ask = message(world, "PUT");
    ask.request = ask.request.query("visibilitytimeout", "0").body(MESSAGE);
    ask
}
