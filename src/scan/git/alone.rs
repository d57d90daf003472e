//! Packs, bundles and objects that lie somewhere without their repository.

use super::fault::Fault;
use super::files::{Alone, Files};
use super::gather::{Gather, Pack};
use super::hash::{Hash, Id};
use super::refs::Starts;
use super::search;
use super::store::{Entry, NONE, Store, Stored, read_loose_header};
use super::take::{Found, Take};
use crate::report::Reason;
use crate::scan::Limits;
use crate::scan::ReadSeek;
use crate::scan::walk::{Input, Leave};
use flate2::bufread::ZlibDecoder;
use std::io::{BufRead, Cursor, Read};

/// The longest header of a bundle.
const LONGEST_HEADER: u64 = 16 << 20;

/// What bundles begin with.
///
/// Source: <https://git-scm.com/docs/gitformat-bundle>
const BUNDLES: &[&[u8]] = &[b"# v2 git bundle\n", b"# v3 git bundle\n"];

/// Whether bytes are the beginning of a bundle.
pub(crate) fn is_bundle(head: &[u8]) -> bool {
    BUNDLES.iter().any(|known| head.starts_with(known))
}

/// Whether bytes are the beginning of an object in a file of its own.
pub(crate) fn is_loose_object(head: &[u8]) -> bool {
    // The usual window of 32 KB, and what the two bytes must be divisible by.
    let &[0x78, second, ..] = head else {
        return false;
    };
    (0x7800 + u16::from(second)).is_multiple_of(31)
        && read_loose_header(&mut ZlibDecoder::new(head)).is_ok()
}

/// Reads a pack without its repository.
pub(crate) fn read_pack(
    source: &mut dyn ReadSeek,
    limits: &Limits,
    take: &mut dyn Take,
) -> Result<(), Leave> {
    let mut alone = Alone(source);
    let store = Store::new(Files::new(&mut alone), Hash::Sha1, limits);
    pack(store, 0, &Starts::default(), limits, take)
}

/// Reads a bundle: a list of branches, and a pack.
pub(crate) fn read_bundle(
    source: &mut dyn ReadSeek,
    limits: &Limits,
    take: &mut dyn Take,
) -> Result<(), Leave> {
    let mut alone = Alone(source);
    let mut files = Files::new(&mut alone);
    let mut header = Vec::new();
    let mut lines = files.at(0, 0).take(LONGEST_HEADER);
    let mut starts = Starts::default();
    let mut hash = Hash::Sha1;
    let is_whole = loop {
        let begins = header.len();
        match lines.read_until(b'\n', &mut header) {
            Ok(0) | Err(_) => break false,
            Ok(_) => {}
        }
        let line = header.get(begins..).unwrap_or_default().trim_ascii();
        if line.is_empty() {
            break true;
        }
        if line == b"@object-format=sha256" {
            hash = Hash::Sha256;
        }
        let words = line.iter().position(|byte| *byte == b' ');
        if let Some((id, name)) = words.and_then(|at| line.split_at_checked(at))
            && let Some(id) = Id::from_hex(id)
        {
            starts.named.push(id);
            if name.trim_ascii() == b"HEAD" {
                starts.head = Some(id);
            }
        }
    };
    let begins = header.len() as u64;
    let found = Found {
        object: "header".to_owned(),
        ..Found::default()
    };
    take.content(&found, Input::Seekable(&mut Cursor::new(header)))?;
    if !is_whole {
        let text = "The list at its beginning has no end; what comes after was not read.";
        take.not_read(&Found::default(), Reason::Damaged, text);
        return Ok(());
    }
    pack(
        Store::new(files, hash, limits),
        begins,
        &starts,
        limits,
        take,
    )
}

fn pack(
    mut store: Store<'_>,
    begins: u64,
    starts: &Starts,
    limits: &Limits,
    take: &mut dyn Take,
) -> Result<(), Leave> {
    let mut gather = Gather::new(&mut store, take, limits.held_bytes);
    gather.pack(Pack {
        file: 0,
        begins,
        index: None,
    })?;
    gather.settle()?;
    search::search(&mut store, starts, limits.held_bytes, true, take)
}

/// Reads an object that lies in a file of its own, without its repository.
pub(crate) fn read_loose_object(
    source: &mut dyn ReadSeek,
    limits: &Limits,
    take: &mut dyn Take,
) -> Result<(), Leave> {
    let mut alone = Alone(source);
    let mut store = Store::new(Files::new(&mut alone), Hash::Sha1, limits);
    match loose(&mut store, take) {
        Ok(()) => search::search(
            &mut store,
            &Starts::default(),
            limits.held_bytes,
            true,
            take,
        ),
        Err(Fault::Leave(leave)) => Err(leave),
        Err(fault) => {
            let (reason, text) = fault.told();
            take.not_read(&Found::default(), reason, text);
            Ok(())
        }
    }
}

fn loose(store: &mut Store<'_>, take: &mut dyn Take) -> Result<(), Fault> {
    let (kind, size) = read_loose_header(&mut ZlibDecoder::new(store.files.at(0, 0)))?;
    let entry = Entry {
        at: 0,
        size,
        file: 0,
        base: NONE,
        stored: Stored::Loose,
        kind: Some(kind),
        is_base: false,
        is_done: false,
    };
    let id = store.hash_of(&entry, take);
    if let Err(Fault::Leave(leave)) = id {
        return Err(leave.into());
    }
    // A damaged one has none; what there is of it is read all the same.
    store.push(entry, id.ok().as_ref().map(Id::bytes));
    store.sort();
    Ok(())
}
