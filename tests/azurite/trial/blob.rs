//! Requests about blobs.

use super::Control::ContainerToken;
use super::{Trial, kept, spent, with};
use crate::azurite::client::Request;
use crate::azurite::token::Place;
use crate::azurite::world::{
    Ask, LEASE, NEXT_LEASE, World, at_blob, lease, put_append_blob, put_block_blob, put_page_blob,
};

#[rustfmt::skip]
pub(crate) const TRIALS: &[Trial] = &[
    spent("blob/put-blob-new", &[201], |world| new(world, put_block_blob)),
    spent("blob/put-blob-new page", &[201], |world| new(world, put_page_blob)),
    spent("blob/put-blob-new append", &[201], |world| new(world, put_append_blob)),
    kept("blob/put-blob-overwrite", &[201], |world| block(world, put_block_blob)),
    kept("blob/put-blob-overwrite page", &[201], |world| page(world, put_page_blob)),
    kept("blob/put-blob-overwrite append", &[201], |world| append(world, put_append_blob)),
    kept("blob/get-blob", &[200], |world| block(world, get)),
    kept("blob/get-blob snapshot", &[200], |world| snapshot(world, get)),
    kept("blob/get-blob-properties", &[200], |world| block(world, head)),
    kept("blob/get-blob-properties snapshot", &[200], |world| snapshot(world, head)),
    kept("blob/get-blob-properties-system", &[200], |world| block(world, head)),
    kept("blob/get-blob-metadata", &[200], |world| block(world, |place| comp(place, "HEAD", "metadata"))),
    kept("blob/set-blob-properties", &[200], |world| block(world, |place| comp(place, "PUT", "properties"))),
    kept("blob/set-blob-metadata", &[200], |world| block(world, |place| comp(place, "PUT", "metadata"))),
    kept("blob/get-blob-tags", &[200], |world| block(world, |place| comp(place, "GET", "tags"))),
    kept("blob/set-blob-tags", &[204], |world| block(world, set_tags)),
    spent("blob/put-blob-with-tags-new", &[201], |world| new(world, put_with_tags)),
    kept("blob/put-blob-with-tags-overwrite", &[201], |world| block(world, put_with_tags)),
    spent("blob/delete-blob", &[202], |world| block(world, delete)),
    spent("blob/delete-blob snapshot", &[202], |world| snapshot(world, |place| at_blob(place, "DELETE"))),
    // Not done by Azurite, which says so after it has authorised the request.
    with("blob/undelete-blob", &[501], ContainerToken, |world| block(world, |place| comp(place, "PUT", "undelete"))),
    spent("blob/lease-blob acquire", &[201], |world| block(world, acquire)),
    kept("blob/lease-blob renew", &[200], |world| leased(world, "renew")),
    spent("blob/lease-blob change", &[200], change),
    spent("blob/lease-blob release", &[200], |world| leased(world, "release")),
    spent("blob/lease-blob-break", &[202], |world| leased(world, "break")),
    kept("blob/snapshot-blob", &[201], |world| block(world, |place| comp(place, "PUT", "snapshot"))),
    spent("blob/copy-blob-new", &[202], |world| new_copy(world, copy)),
    kept("blob/copy-blob-overwrite", &[202], |world| copy_over(world, copy)),
    spent("blob/copy-blob-from-url-new", &[202], |world| new_copy(world, copy_at_once)),
    kept("blob/copy-blob-from-url-overwrite", &[202], |world| copy_over(world, copy_at_once)),
    // Not done by Azurite, which says so after it has authorised the request.
    kept("blob/incremental-copy-blob", &[501], |world| new_copy(world, |place| comp(place, "PUT", "incrementalcopy"))),
    // There is nothing to abort: a copy within Azurite is done at once.
    kept("blob/abort-copy-blob", &[409], abort_copy),
    kept("blob/put-block", &[201], |world| block(world, |place| put_block(place).body("text"))),
    with("blob/put-block-from-url", &[201], ContainerToken, |world| copy_over(world, put_block)),
    spent("blob/put-block-list-new", &[201], |world| new(world, put_block_list)),
    kept("blob/put-block-list-overwrite", &[201], |world| block(world, put_block_list)),
    kept("blob/get-block-list", &[200], |world| block(world, |place| comp(place, "GET", "blocklist"))),
    kept("blob/set-blob-tier", &[200], |world| block(world, set_tier)),
    kept("blob/put-page", &[201], |world| page(world, |place| write_page(place, "update").body("x".repeat(512)))),
    kept("blob/clear-page", &[201], |world| page(world, |place| write_page(place, "clear"))),
    kept("blob/get-page-ranges", &[200], |world| page(world, |place| comp(place, "GET", "pagelist"))),
    kept("blob/append-block", &[201], |world| append(world, |place| comp(place, "PUT", "appendblock").body("text"))),
];

type ToRequest = fn(&Place) -> Request;

/// A part of a blob, or something about it.
fn comp(place: &Place, method: &'static str, comp: &'static str) -> Request {
    at_blob(place, method).query("comp", comp)
}

/// A request about a blob that is not there yet.
fn new(world: &mut World, request: ToRequest) -> Ask {
    let place = world.absent_blob();
    Ask {
        request: request(&place),
        place,
    }
}

/// A request about a block blob.
fn block(world: &mut World, request: ToRequest) -> Ask {
    let place = world.block_blob();
    Ask {
        request: request(&place),
        place,
    }
}

/// A request about a page blob.
fn page(world: &mut World, request: ToRequest) -> Ask {
    let place = world.page_blob();
    Ask {
        request: request(&place),
        place,
    }
}

/// A request about an append blob.
fn append(world: &mut World, request: ToRequest) -> Ask {
    let place = world.append_blob();
    Ask {
        request: request(&place),
        place,
    }
}

/// A request about a snapshot.
fn snapshot(world: &mut World, request: ToRequest) -> Ask {
    let place = world.snapshot();
    Ask {
        request: request(&place),
        place,
    }
}

fn get(place: &Place) -> Request {
    at_blob(place, "GET")
}

fn head(place: &Place) -> Request {
    at_blob(place, "HEAD")
}

fn delete(place: &Place) -> Request {
    at_blob(place, "DELETE").header("x-ms-delete-snapshots", "include")
}

fn put_with_tags(place: &Place) -> Request {
    put_block_blob(place).header("x-ms-tags", "a=b")
}

fn set_tags(place: &Place) -> Request {
    comp(place, "PUT", "tags")
        .header("content-type", "application/xml")
        .body("<Tags><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tags>")
}

fn set_tier(place: &Place) -> Request {
    comp(place, "PUT", "tier").header("x-ms-access-tier", "Cool")
}

fn acquire(place: &Place) -> Request {
    lease(place, "acquire").header("x-ms-lease-duration", "-1")
}

fn leased(world: &mut World, action: &'static str) -> Ask {
    let place = world.block_blob();
    let place = world.leased(place);
    Ask {
        request: lease(&place, action).header("x-ms-lease-id", LEASE),
        place,
    }
}

fn change(world: &mut World) -> Ask {
    let mut ask = leased(world, "change");
    ask.request = ask.request.header("x-ms-proposed-lease-id", NEXT_LEASE);
    ask
}

/// Copies a blob to a name that is not there yet.
fn new_copy(world: &mut World, request: ToRequest) -> Ask {
    let source = world.block_blob();
    let place = world.absent_blob();
    copied(world, &source, place, request)
}

/// Copies a blob to one that is there.
fn copy_over(world: &mut World, request: ToRequest) -> Ask {
    let source = world.block_blob();
    let place = world.block_blob();
    copied(world, &source, place, request)
}

/// The source has its own token, so that the answer is about the target alone.
fn copied(world: &mut World, source: &Place, place: Place, request: ToRequest) -> Ask {
    let source = world.address(&at_blob(source, "GET"));
    Ask {
        request: request(&place).header("x-ms-copy-source", source),
        place,
    }
}

fn copy(place: &Place) -> Request {
    at_blob(place, "PUT")
}

fn copy_at_once(place: &Place) -> Request {
    at_blob(place, "PUT").header("x-ms-requires-sync", "true")
}

fn abort_copy(world: &mut World) -> Ask {
    let copied = new_copy(world, copy);
    let answer = world.prepare(&copied.request);
    let request = comp(&copied.place, "PUT", "copy")
        .query("copyid", answer.header("x-ms-copy-id"))
        .header("x-ms-copy-action", "abort");
    Ask {
        request,
        place: copied.place,
    }
}

/// `block` in Base64.
const BLOCK: &str = "YmxvY2s%3D";

fn put_block(place: &Place) -> Request {
    comp(place, "PUT", "block").query("blockid", BLOCK)
}

fn put_block_list(place: &Place) -> Request {
    comp(place, "PUT", "blocklist")
        .header("content-type", "application/xml")
        .body("<BlockList></BlockList>")
}

fn write_page(place: &Place, write: &'static str) -> Request {
    comp(place, "PUT", "page")
        .header("x-ms-page-write", write)
        .header("x-ms-range", "bytes=0-511")
}
