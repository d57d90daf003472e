//! The operations that Azurite is not asked about, each with the reason.

use super::client::Request;
use super::token::{Place, Token};
use super::tokens;
use super::world::{Ask, World, at_blob, at_container};

/// Operations without a judge.
pub(crate) struct Unjudged {
    /// An id; one that ends with `*` stands for all that begin so.
    pub(crate) id: &'static str,
    pub(crate) reason: &'static str,
    /// What shows it: a request that Azurite breaks off at, or takes for another.
    pub(crate) proof: Option<Proof>,
}

/// A request with a token that has every letter, and what Azurite answers.
pub(crate) struct Proof {
    pub(crate) make: fn(&mut World) -> Ask,
    pub(crate) status: u16,
}

/// What Azurite answers where it breaks off.
const NO_RULE_STATUS: u16 = 500;
/// Azurite knows the request, but not what a token needs for it.
const NO_RULE: &str = "it breaks off, as it has no rule for tokens";
/// Azurite does not know that part of the request which makes it another operation.
const TAKEN_FOR_ANOTHER: &str = "it takes the request for another";

#[rustfmt::skip]
pub(crate) const UNJUDGED: &[Unjudged] = &[
    elsewhere("account/*", "accounts are managed through another host"),
    elsewhere("dfs/*", "it has no hierarchical namespace and no such host"),
    elsewhere("file/*", "it has no file service"),
    broken_off("blob/restore-container", |world| container(world, |place| at_container(place, "PUT").query("comp", "undelete").header("x-ms-deleted-container-name", "gone").header("x-ms-deleted-container-version", "1"))),
    taken("blob/rename-container", 409, |world| container(world, |place| at_container(place, "PUT").query("comp", "rename").header("x-ms-source-container-name", "source"))),
    broken_off("blob/put-blob-from-url-new", from_url),
    broken_off("blob/put-blob-from-url-overwrite", from_url),
    taken("blob/delete-blob-version", 202, |world| blob(world, |place| at_blob(place, "DELETE").query("versionid", "2026-01-01T00:00:00.0000000Z"))),
    taken("blob/delete-blob-permanently", 202, |world| blob(world, |place| at_blob(place, "DELETE").query("deletetype", "permanent"))),
    broken_off("blob/query-blob-contents", |world| blob(world, |place| comp(place, "POST", "query").body("<QueryRequest></QueryRequest>"))),
    broken_off("blob/set-blob-expiry", |world| blob(world, |place| comp(place, "PUT", "expiry").header("x-ms-expiry-option", "NeverExpire"))),
    broken_off("blob/set-blob-immutability-policy", |world| blob(world, |place| comp(place, "PUT", "immutabilityPolicies").header("x-ms-immutability-policy-until-date", "Mon, 01 Jun 2026 12:00:00 GMT"))),
    broken_off("blob/delete-blob-immutability-policy", |world| blob(world, |place| comp(place, "DELETE", "immutabilityPolicies"))),
    broken_off("blob/set-blob-legal-hold", |world| blob(world, |place| comp(place, "PUT", "legalhold").header("x-ms-legal-hold", "false"))),
    broken_off("blob/put-page-from-url", page_from_url),
    broken_off("blob/append-block-from-url", append_from_url),
    broken_off("blob/append-blob-seal", |world| { let place = world.append_blob(); Ask { request: comp(&place, "PUT", "seal"), place } }),
];

const fn elsewhere(id: &'static str, reason: &'static str) -> Unjudged {
    Unjudged {
        id,
        reason,
        proof: None,
    }
}

const fn broken_off(id: &'static str, make: fn(&mut World) -> Ask) -> Unjudged {
    Unjudged {
        id,
        reason: NO_RULE,
        proof: Some(Proof {
            make,
            status: NO_RULE_STATUS,
        }),
    }
}

const fn taken(id: &'static str, status: u16, make: fn(&mut World) -> Ask) -> Unjudged {
    Unjudged {
        id,
        reason: TAKEN_FOR_ANOTHER,
        proof: Some(Proof { make, status }),
    }
}

impl Proof {
    /// Returns the tokens that show it. What is taken for another request is only sent with the one
    /// that may do everything.
    pub(crate) fn tokens(&self) -> Vec<Token> {
        let mut tokens = vec![tokens::full_account()];
        if self.status == NO_RULE_STATUS {
            tokens.push(tokens::full_container());
        }
        tokens
    }
}

impl Unjudged {
    /// Whether an operation is meant.
    pub(crate) fn is(&self, id: &str) -> bool {
        match self.id.strip_suffix('*') {
            Some(start) => id.starts_with(start),
            None => id == self.id,
        }
    }
}

fn comp(place: &Place, method: &'static str, comp: &'static str) -> Request {
    at_blob(place, method).query("comp", comp)
}

fn container(world: &mut World, request: fn(&Place) -> Request) -> Ask {
    let place = world.container();
    Ask {
        request: request(&place),
        place,
    }
}

fn blob(world: &mut World, request: fn(&Place) -> Request) -> Ask {
    let place = world.block_blob();
    Ask {
        request: request(&place),
        place,
    }
}

fn from_url(world: &mut World) -> Ask {
    let source = world.block_blob();
    let place = world.absent_blob();
    let request = at_blob(&place, "PUT").header("x-ms-blob-type", "BlockBlob");
    copying(world, request, &source, place)
}

fn page_from_url(world: &mut World) -> Ask {
    let source = world.page_blob();
    let place = world.page_blob();
    let request = comp(&place, "PUT", "page")
        .header("x-ms-page-write", "update")
        .header("x-ms-range", "bytes=0-511")
        .header("x-ms-source-range", "bytes=0-511");
    copying(world, request, &source, place)
}

fn append_from_url(world: &mut World) -> Ask {
    let source = world.block_blob();
    let place = world.append_blob();
    let request = comp(&place, "PUT", "appendblock");
    copying(world, request, &source, place)
}

fn copying(world: &World, request: Request, source: &Place, place: Place) -> Ask {
    let source = world.address(&at_blob(source, "GET"));
    Ask {
        request: request.header("x-ms-copy-source", source),
        place,
    }
}
