//! What requests need to find in Azurite before they are sent: containers, blobs, leases, messages.

use super::client::{Client, Request, Response};
use super::server::Service;
use super::token::Place;

/// A request, and what it is about.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) request: Request,
    pub(crate) place: Place,
}

/// What one trial has to itself in Azurite, so that trials do not disturb each other.
pub(crate) struct World<'a> {
    client: &'a Client,
    /// A token that may do everything that a token can.
    token: &'a str,
    name: String,
    count: u32,
}

/// A lease that a request renews, changes, breaks or releases.
pub(crate) const LEASE: &str = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
/// The lease that it becomes.
pub(crate) const NEXT_LEASE: &str = "ffffffff-bbbb-4ccc-8ddd-eeeeeeeeeeee";
/// The size of a page, and of every page blob here.
const PAGE: &str = "512";

impl<'a> World<'a> {
    /// The name is letters and digits, as everything here is named after it.
    pub(crate) fn new(client: &'a Client, token: &'a str, name: String) -> Self {
        Self {
            client,
            token,
            name,
            count: 0,
        }
    }

    /// Sends a request that must work.
    pub(crate) fn prepare(&self, request: &Request) -> Response {
        let response = self.client.send(request, self.token);
        let worked = (200..300).contains(&response.status);
        assert!(worked, "{request:?}: {response:?}");
        response
    }

    /// Returns the address of a request inside a request, with a token of its own.
    pub(crate) fn address(&self, request: &Request) -> String {
        self.client.address(request, self.token)
    }

    /// Names something that is not there yet.
    pub(crate) fn absent(&mut self, service: Service) -> Place {
        self.count += 1;
        Place {
            service,
            container: format!("{}n{}", self.name, self.count),
            blob: String::new(),
            snapshot: None,
        }
    }

    /// Makes a container.
    pub(crate) fn container(&mut self) -> Place {
        let place = self.absent(Service::Blob);
        self.prepare(&at_container(&place, "PUT"));
        place
    }

    /// Names a blob that is not there yet, in a container that is.
    pub(crate) fn absent_blob(&mut self) -> Place {
        let mut place = self.container();
        // Below a directory, for the tokens of directories.
        place.blob = format!("d/b{}", self.count);
        place
    }

    /// Makes a block blob.
    pub(crate) fn block_blob(&mut self) -> Place {
        let place = self.absent_blob();
        self.prepare(&put_block_blob(&place));
        place
    }

    /// Makes a page blob.
    pub(crate) fn page_blob(&mut self) -> Place {
        let place = self.absent_blob();
        self.prepare(&put_page_blob(&place));
        place
    }

    /// Makes an append blob.
    pub(crate) fn append_blob(&mut self) -> Place {
        let place = self.absent_blob();
        self.prepare(&put_append_blob(&place));
        place
    }

    /// Makes a snapshot of a new block blob.
    pub(crate) fn snapshot(&mut self) -> Place {
        let mut place = self.block_blob();
        let taken = self.prepare(&at_blob(&place, "PUT").query("comp", "snapshot"));
        place.snapshot = Some(taken.header("x-ms-snapshot").to_owned());
        place
    }

    /// Leases what a place names.
    pub(crate) fn leased(&self, place: Place) -> Place {
        let request = lease(&place, "acquire")
            .header("x-ms-lease-duration", "-1")
            .header("x-ms-proposed-lease-id", LEASE);
        self.prepare(&request);
        place
    }

    /// Makes a queue.
    pub(crate) fn queue(&mut self) -> Place {
        let place = self.absent(Service::Queue);
        self.prepare(&at_queue(&place, "PUT"));
        place
    }

    /// Makes a table.
    pub(crate) fn table(&mut self) -> Place {
        let place = self.absent(Service::Table);
        self.prepare(&create_table(&place));
        place
    }

    /// Makes a table with one entity.
    pub(crate) fn entity(&mut self) -> Place {
        let place = self.table();
        self.prepare(&insert_entity(&place));
        place
    }
}

/// Starts a request about a container.
pub(crate) fn at_container(place: &Place, method: &'static str) -> Request {
    Request::new(Service::Blob, method, format!("/{}", place.container))
        .query("restype", "container")
}

/// Starts a request about a blob, or the snapshot of one.
pub(crate) fn at_blob(place: &Place, method: &'static str) -> Request {
    let path = format!("/{}/{}", place.container, place.blob);
    let request = Request::new(Service::Blob, method, path);
    match &place.snapshot {
        Some(time) => request.query("snapshot", time),
        None => request,
    }
}

pub(crate) fn put_block_blob(place: &Place) -> Request {
    at_blob(place, "PUT")
        .header("x-ms-blob-type", "BlockBlob")
        .body("text")
}

pub(crate) fn put_page_blob(place: &Place) -> Request {
    at_blob(place, "PUT")
        .header("x-ms-blob-type", "PageBlob")
        .header("x-ms-blob-content-length", PAGE)
}

pub(crate) fn put_append_blob(place: &Place) -> Request {
    at_blob(place, "PUT").header("x-ms-blob-type", "AppendBlob")
}

/// Starts a request about the lease of a container or blob.
pub(crate) fn lease(place: &Place, action: &'static str) -> Request {
    let request = if place.blob.is_empty() {
        at_container(place, "PUT")
    } else {
        at_blob(place, "PUT")
    };
    request
        .query("comp", "lease")
        .header("x-ms-lease-action", action)
}

/// Starts a request about a queue.
pub(crate) fn at_queue(place: &Place, method: &'static str) -> Request {
    Request::new(Service::Queue, method, format!("/{}", place.container))
}

/// Starts a request about the messages of a queue.
pub(crate) fn at_messages(place: &Place, method: &'static str) -> Request {
    Request::new(
        Service::Queue,
        method,
        format!("/{}/messages", place.container),
    )
}

/// A message, as it is put into a queue.
pub(crate) const MESSAGE: &str = "<QueueMessage><MessageText>dGV4dA==</MessageText></QueueMessage>";

/// Starts a request about a table, its entities, or the list of tables.
pub(crate) fn at_table(path: impl Into<String>, method: &'static str) -> Request {
    Request::new(Service::Table, method, path).header("accept", "application/json")
}

pub(crate) fn create_table(place: &Place) -> Request {
    json(at_table("/Tables", "POST")).body(format!(r#"{{"TableName":"{}"}}"#, place.container))
}

pub(crate) fn insert_entity(place: &Place) -> Request {
    json(at_table(format!("/{}", place.container), "POST")).body(ENTITY)
}

/// Starts a request about the one entity of a table.
pub(crate) fn at_entity(place: &Place, method: &'static str) -> Request {
    let path = format!("/{}(PartitionKey='p',RowKey='r')", place.container);
    json(at_table(path, method))
}

/// An entity.
pub(crate) const ENTITY: &str = r#"{"PartitionKey":"p","RowKey":"r","Text":"text"}"#;

fn json(request: Request) -> Request {
    request.header("content-type", "application/json")
}
