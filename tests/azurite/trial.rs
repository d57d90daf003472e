//! How Azurite is asked about each operation, and which answers mean that it would have done it.

pub(crate) mod blob;
pub(crate) mod container;
pub(crate) mod queue;
pub(crate) mod table;

use super::client::Request;
use super::server::Service;
use super::world::{Ask, World};
use Control::AccountToken;
use Upkeep::{Kept, Spent};

/// One operation, as Azurite is asked about it.
pub(crate) struct Trial {
    /// The operation's id in the table; behind a space, which of its requests this is.
    pub(crate) name: &'static str,
    /// The statuses that mean yes. Anything else but a refusal is an error of the test.
    pub(crate) yes: &'static [u16],
    /// What must be allowed to send the request, so that a wrong request is not taken for a refusal.
    pub(crate) control: Control,
    pub(crate) upkeep: Upkeep,
    /// Makes what the request needs, and the request.
    pub(crate) make: Make,
}

/// What can send the request with success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Control {
    /// An account SAS with every letter and type.
    AccountToken,
    /// A service SAS with every letter, for the container.
    ContainerToken,
    /// The account's key; no token can.
    SharedKey,
    /// A signed-in user; no token can.
    Bearer,
    /// Nothing: it needs no token.
    Nothing,
}

/// Whether what was made serves for a second request that is permitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Upkeep {
    /// It is as it was.
    Kept,
    /// It is used up.
    Spent,
}

impl Trial {
    /// Returns the operation's id in the table.
    pub(crate) fn id(&self) -> &'static str {
        self.name.split(' ').next().unwrap_or_default()
    }
}

type Make = fn(&mut World) -> Ask;

/// A request that leaves everything as it was.
const fn kept(name: &'static str, yes: &'static [u16], make: Make) -> Trial {
    Trial {
        name,
        yes,
        control: AccountToken,
        upkeep: Kept,
        make,
    }
}

/// A request that uses up what was made for it.
const fn spent(name: &'static str, yes: &'static [u16], make: Make) -> Trial {
    Trial {
        upkeep: Spent,
        ..kept(name, yes, make)
    }
}

/// A request that leaves everything as it was, and that an account SAS cannot send.
const fn with(name: &'static str, yes: &'static [u16], control: Control, make: Make) -> Trial {
    Trial {
        control,
        ..kept(name, yes, make)
    }
}

/// Parameters of a request.
type Query = &'static [(&'static str, &'static str)];

/// What every service has.
const PROPERTIES: Query = &[("restype", "service"), ("comp", "properties")];
const STATS: Query = &[("restype", "service"), ("comp", "stats")];
/// Properties that let every website ask, which a preflight request needs.
const SERVICE_PROPERTIES: &str = "<StorageServiceProperties><Cors><CorsRule>\
    <AllowedOrigins>*</AllowedOrigins><AllowedMethods>GET</AllowedMethods><AllowedHeaders>*</AllowedHeaders>\
    <ExposedHeaders>*</ExposedHeaders><MaxAgeInSeconds>5</MaxAgeInSeconds></CorsRule></Cors></StorageServiceProperties>";

/// Asks, as a browser does for a website, whether the request may be sent.
fn preflight(request: Request) -> Request {
    request
        .header("origin", "https://contoso.example")
        .header("access-control-request-method", "GET")
}

/// Lets every website ask about a service.
pub(crate) fn open_to_websites(service: Service) -> Request {
    Request::new(service, "PUT", "/")
        .queries(PROPERTIES)
        .body(SERVICE_PROPERTIES)
}

/// Every operation that Azurite can be asked about, in the order of the table.
pub(crate) fn all() -> impl Iterator<Item = &'static Trial> {
    [
        container::TRIALS,
        blob::TRIALS,
        queue::TRIALS,
        table::TRIALS,
    ]
    .into_iter()
    .flatten()
}
