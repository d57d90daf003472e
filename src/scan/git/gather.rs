//! Gathers a repository's objects: from packs with an index and without, and from files of their
//! own; then works out what each is and what it builds on.

use super::fault::Fault;
use super::hash::Id;
use super::index::{self, Index};
use super::pack::{self, Base, Prefix};
use super::store::{Entry, NONE, Store, Stored, pass_over, read_loose_header};
use super::take::{Found, Take};
use crate::report::{History, Reason};
use crate::scan::walk::Leave;
use flate2::bufread::ZlibDecoder;
use std::io::Read;
use std::ops::Range;

/// The most objects, for each byte that may be held.
const BYTES_FOR_OBJECT: u64 = 8;

/// Where a pack stands.
#[derive(Clone, Copy)]
pub(super) struct Pack {
    pub(super) file: u32,
    /// Where it begins in its file.
    pub(super) begins: u64,
    pub(super) index: Option<u32>,
}

/// What gathers objects into a store.
pub(super) struct Gather<'g, 'f> {
    pub(super) store: &'g mut Store<'f>,
    pub(super) take: &'g mut dyn Take,
    /// Objects that build on one that is known by its id only.
    pub(super) named: Vec<(u32, Id)>,
    /// The objects of packs without an index.
    unnamed: Vec<Range<u32>>,
    most: u64,
}

impl<'g, 'f> Gather<'g, 'f> {
    pub(super) fn new(store: &'g mut Store<'f>, take: &'g mut dyn Take, held: u64) -> Self {
        Self {
            store,
            take,
            named: Vec::new(),
            unnamed: Vec::new(),
            most: (held / BYTES_FOR_OBJECT).min(u64::from(NONE)),
        }
    }

    /// Adds the objects of a pack.
    pub(super) fn pack(&mut self, pack: Pack) -> Result<(), Leave> {
        let result = match self.index(pack) {
            Ok(index) => self.indexed(pack, &index),
            Err(Fault::Leave(leave)) => return Err(leave),
            // Without one, or with one for another pack, its objects tell all that it says.
            Err(_) => self.unindexed(pack),
        };
        match result {
            Err(Fault::Leave(leave)) => Err(leave),
            Err(fault) => {
                let (reason, text) = fault.told();
                self.tell(pack.file, reason, text);
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }

    /// Reads a pack's index, if it is the one of this pack.
    fn index(&mut self, pack: Pack) -> Result<Index, Fault> {
        let files = &mut self.store.files;
        let file = pack.index.ok_or(Fault::NoBase)?;
        let claimed = pack::read_header(&mut files.at(pack.file, pack.begins))?;
        let index = index::read(files, file, self.store.hash, claimed)?;
        let length = self.store.hash.length();
        let end = files.length(pack.file)?.saturating_sub(length as u64);
        let mut checksum = Vec::new();
        files
            .at(pack.file, end)
            .take(length as u64)
            .read_to_end(&mut checksum)?;
        if index.pack == Id::new(&checksum) {
            Ok(index)
        } else {
            Err(Fault::Damaged(
                "The pack is not the one that its index is for.",
            ))
        }
    }

    /// Adds the objects of a pack by its index.
    fn indexed(&mut self, pack: Pack, index: &Index) -> Result<(), Fault> {
        let length = self.store.hash.length();
        let mut ordered: Vec<_> = index
            .offsets
            .iter()
            .zip(index.ids.chunks_exact(length))
            .collect();
        ordered.sort_unstable();
        ordered.dedup_by_key(|(offset, _)| *offset);
        let first = self.store.count();
        let mut begins = Vec::with_capacity(ordered.len());
        for (offset, id) in ordered {
            if self.is_full(pack.file) {
                break;
            }
            let begin = pack.begins.saturating_add(*offset);
            begins.push(begin);
            if let Err(fault) = self.indexed_object(pack, begin, id, first, &begins) {
                let (reason, text) = fault.told();
                let found = self.found(pack.file, Some(Id::new(id)), begin);
                self.take.not_read(&found, reason, text);
                let mut lost = entry_of(pack.file, begin, 0, Stored::Changes);
                lost.is_done = true;
                self.store.push(lost, Some(id));
            }
            self.worked()?;
        }
        Ok(())
    }

    fn indexed_object(
        &mut self,
        pack: Pack,
        begin: u64,
        id: &[u8],
        first: u32,
        begins: &[u64],
    ) -> Result<(), Fault> {
        let mut source = self.store.files.at(pack.file, begin);
        let prefix = pack::read_prefix(&mut source, self.store.hash)?;
        let at = source.position();
        self.add(
            pack.file,
            at,
            &prefix,
            Some(id),
            before(&prefix, begin, first, begins),
        );
        Ok(())
    }

    /// Adds the objects of a pack by passing over them one after the other.
    fn unindexed(&mut self, pack: Pack) -> Result<(), Fault> {
        let length = self.store.files.length(pack.file)?;
        let hash = self.store.hash;
        let claimed = pack::read_header(&mut self.store.files.at(pack.file, pack.begins))?;
        let first = self.store.count();
        let mut begins = Vec::new();
        let mut begin = pack.begins + pack::HEADER;
        for _ in 0..claimed {
            if self.is_full(pack.file) {
                begin = length;
                break;
            }
            begins.push(begin);
            match self.next_object(pack, begin, first, &begins) {
                Ok(end) => begin = end,
                Err(Fault::Leave(leave)) => return Err(leave.into()),
                Err(fault) => {
                    let left = length.saturating_sub(begin);
                    let (reason, _) = fault.told();
                    let text = format!(
                        "It has no index that fits, and cannot be followed from byte {begin} on: \
                         the last {left} of its {length} bytes were not read."
                    );
                    self.tell(pack.file, reason, &text);
                    begin = length;
                    break;
                }
            }
        }
        self.unnamed.push(first..self.store.count());
        let behind = length
            .saturating_sub(begin)
            .saturating_sub(hash.length() as u64);
        if behind > 0 {
            let text = format!("The {behind} bytes behind its last object were not read.");
            self.tell(pack.file, Reason::Damaged, &text);
        }
        Ok(())
    }

    fn next_object(
        &mut self,
        pack: Pack,
        begin: u64,
        first: u32,
        begins: &[u64],
    ) -> Result<u64, Fault> {
        let hash = self.store.hash;
        let mut source = self.store.files.at(pack.file, begin);
        let prefix = pack::read_prefix(&mut source, hash)?;
        let at = source.position();
        let (id, end) = pass_over(source, &prefix, hash, self.take)?;
        let id = id.as_ref().map(Id::bytes);
        self.add(
            pack.file,
            at,
            &prefix,
            id,
            before(&prefix, begin, first, begins),
        );
        Ok(end)
    }

    fn add(&mut self, file: u32, at: u64, prefix: &Prefix, id: Option<&[u8]>, base: u32) {
        let mut entry = entry_of(file, at, prefix.size, Stored::Changes);
        entry.base = base;
        match prefix.base {
            Base::Whole(kind) => (entry.stored, entry.kind) = (Stored::Whole, Some(kind)),
            Base::Before(_) => {}
            Base::Named(id) => self.named.push((self.store.count(), id)),
        }
        self.store.push(entry, id);
    }

    /// Adds an object in a file of its own.
    pub(super) fn loose(&mut self, file: u32, id: Id) -> Result<(), Leave> {
        if self.is_full(file) {
            return Ok(());
        }
        let mut source = ZlibDecoder::new(self.store.files.at(file, 0));
        match read_loose_header(&mut source) {
            Ok((kind, size)) => {
                let mut entry = entry_of(file, 0, size, Stored::Loose);
                entry.kind = Some(kind);
                self.store.push(entry, Some(id.bytes()));
            }
            Err(fault) => {
                let (reason, text) = fault.told();
                let found = self.found(file, Some(id), 0);
                self.take.not_read(&found, reason, text);
            }
        }
        self.worked()
    }

    /// Works out what each object is and what it builds on.
    pub(super) fn settle(mut self) -> Result<(), Leave> {
        self.store.sort();
        for range in std::mem::take(&mut self.unnamed) {
            super::identify::identify(self.store, &mut self.named, range, self.take)?;
            self.store.sort();
        }
        for (number, id) in std::mem::take(&mut self.named) {
            if let Some(base) = self.store.find(id.bytes())
                && let Some(entry) = self.store.entry_mut(number)
            {
                entry.base = base;
            }
        }
        kinds(self.store);
        Ok(())
    }

    fn found(&self, file: u32, id: Option<Id>, begin: u64) -> Found {
        Found {
            file: self.store.files.path(file).to_owned(),
            object: match id {
                Some(id) => format!("object {}", id.short()),
                None => format!("object at byte {begin}"),
            },
            history: id.map(|id| History {
                object: id.to_string(),
                ..History::default()
            }),
        }
    }

    fn tell(&mut self, file: u32, reason: Reason, text: &str) {
        let found = Found {
            file: self.store.files.path(file).to_owned(),
            ..Found::default()
        };
        self.take.not_read(&found, reason, text);
    }

    /// Whether there is no room for another object; told then.
    fn is_full(&mut self, file: u32) -> bool {
        let is_full = u64::from(self.store.count()) >= self.most;
        if is_full {
            let text = "The repository has more objects than can be held in memory; those of this \
                        file from here on were not read.";
            self.tell(file, Reason::TooLargeToHold, text);
        }
        is_full
    }

    /// Tells what was read since it was told last.
    fn worked(&mut self) -> Result<(), Leave> {
        let read = std::mem::take(&mut self.store.files.read);
        if read > 0 {
            self.take.worked(read)
        } else {
            Ok(())
        }
    }
}

fn entry_of(file: u32, at: u64, size: u64, stored: Stored) -> Entry {
    Entry {
        at,
        size,
        file,
        base: NONE,
        stored,
        kind: None,
        is_base: false,
        is_done: false,
    }
}

/// The number of the object that another one, by its distance, builds on.
fn before(prefix: &Prefix, begin: u64, first: u32, begins: &[u64]) -> u32 {
    let Base::Before(distance) = prefix.base else {
        return NONE;
    };
    let at = begin.checked_sub(distance).filter(|at| *at < begin);
    at.and_then(|at| begins.binary_search(&at).ok())
        .and_then(|at| u32::try_from(at).ok())
        .and_then(|at| first.checked_add(at))
        .unwrap_or(NONE)
}

/// Works out the kind of every object that is stored as changes: that of what it builds on in the
/// end. Objects that build on themselves are cut loose.
fn kinds(store: &mut Store<'_>) {
    let mut seen_by = vec![NONE; store.entries.len()];
    for number in 0..store.count() {
        let mut path = Vec::new();
        let mut next = number;
        let kind = loop {
            let Some(entry) = store.entry(next).copied() else {
                break None;
            };
            let Some(seen) = usize::try_from(next)
                .ok()
                .and_then(|at| seen_by.get_mut(at))
            else {
                break None;
            };
            if *seen == number {
                if let Some(entry) = store.entry_mut(next) {
                    entry.base = NONE;
                }
                break None;
            }
            if entry.kind.is_some() || *seen != NONE {
                break entry.kind;
            }
            *seen = number;
            path.push(next);
            next = entry.base;
        };
        for number in path {
            if let Some(entry) = store.entry_mut(number) {
                entry.kind = kind;
            }
        }
    }
    for number in 0..store.count() {
        let base = store.entry(number).map_or(NONE, |entry| entry.base);
        if let Some(entry) = store.entry_mut(base) {
            entry.is_base = true;
        }
    }
}
