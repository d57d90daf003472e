//! The objects of a repository by number: where each is stored, what it builds on, and its bytes.

use super::delta;
use super::fault::Fault;
use super::files::{Bytes, Files};
use super::hash::{Hash, Id};
use super::object::Kind;
use super::pack::{self, Exact};
use super::recent::Recent;
use super::take::{Found, Take};
use crate::report::{History, Reason};
use crate::scan::Limits;
use crate::scan::walk::Leave;
use flate2::bufread::ZlibDecoder;
use std::io::{BufRead, Read};
use std::rc::Rc;

/// The number that stands for no object.
pub(super) const NONE: u32 = u32::MAX;

/// The longest that stands before the content of a loose object: a kind and a size.
const LONGEST_LOOSE_HEADER: usize = 32;

/// Bytes that are hashed at a time.
const PIECE: usize = 32 << 10;

const CYCLE: Fault = Fault::Damaged("It builds on itself through other objects.");

/// How an object is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stored {
    /// In a file of its own.
    Loose,
    /// In a pack, as it is.
    Whole,
    /// In a pack, as changes to another object.
    Changes,
}

/// One stored object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// Where its packed bytes begin in its file.
    pub(super) at: u64,
    /// Bytes of what is packed.
    pub(super) size: u64,
    pub(super) file: u32,
    /// The object it builds on.
    pub(super) base: u32,
    pub(super) stored: Stored,
    /// Absent as long as it is not known, and where what it builds on is not there.
    pub(super) kind: Option<Kind>,
    /// Whether others build on it.
    pub(super) is_base: bool,
    /// Whether nothing more is wanted of it: it was read, or told.
    pub(super) is_done: bool,
}

/// The objects of a repository.
pub(super) struct Store<'f> {
    pub(super) files: Files<'f>,
    pub(super) hash: Hash,
    pub(super) entries: Vec<Entry>,
    /// The id of each entry, one after the other; zeros where it is not known.
    ids: Vec<u8>,
    /// The entries whose ids are known, by them.
    by_id: Vec<u32>,
    recent: Recent<u32>,
    /// The most bytes of an object that is put together in memory.
    pub(super) largest: u64,
    work: u64,
    most_work: u64,
}

impl<'f> Store<'f> {
    pub(super) fn new(files: Files<'f>, hash: Hash, limits: &Limits) -> Self {
        Self {
            files,
            hash,
            entries: Vec::new(),
            ids: Vec::new(),
            by_id: Vec::new(),
            recent: Recent::new(limits.held_bytes / 2),
            largest: limits.held_bytes / 4,
            work: 0,
            most_work: limits.expanded_bytes.saturating_mul(4),
        }
    }

    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(NONE)
    }

    pub(super) fn push(&mut self, entry: Entry, id: Option<&[u8]>) {
        let length = self.hash.length();
        match id.filter(|id| id.len() == length) {
            Some(id) => self.ids.extend_from_slice(id),
            None => self.ids.resize(self.ids.len() + length, 0),
        }
        self.entries.push(entry);
    }

    pub(super) fn entry(&self, number: u32) -> Option<&Entry> {
        self.entries.get(usize::try_from(number).ok()?)
    }

    pub(super) fn entry_mut(&mut self, number: u32) -> Option<&mut Entry> {
        self.entries.get_mut(usize::try_from(number).ok()?)
    }

    pub(super) fn kind(&self, number: u32) -> Option<Kind> {
        self.entry(number)?.kind
    }

    /// Marks that nothing more is wanted of an object.
    pub(super) fn done(&mut self, number: u32) {
        if let Some(entry) = self.entry_mut(number) {
            entry.is_done = true;
        }
    }

    /// An object's id; absent where it is not known.
    pub(super) fn id(&self, number: u32) -> Option<Id> {
        let id = Id::new(id_of(&self.ids, self.hash.length(), number));
        (!id.is_null()).then_some(id)
    }

    pub(super) fn set_id(&mut self, number: u32, id: Id) {
        let length = self.hash.length();
        let from = usize::try_from(number)
            .unwrap_or(usize::MAX)
            .saturating_mul(length);
        if let Some(own) = self.ids.get_mut(from..from.saturating_add(length)) {
            for (own, new) in own.iter_mut().zip(id.bytes()) {
                *own = *new;
            }
        }
    }

    /// Sorts the objects by their ids. Later copies of one are done already.
    pub(super) fn sort(&mut self) {
        let (ids, length) = (&self.ids, self.hash.length());
        let mut by_id: Vec<u32> = (0..self.count())
            .filter(|number| id_of(ids, length, *number).iter().any(|byte| *byte != 0))
            .collect();
        by_id.sort_unstable_by(|a, b| {
            let ids = id_of(ids, length, *a).cmp(id_of(ids, length, *b));
            ids.then(a.cmp(b))
        });
        self.by_id = by_id;
        let mut copies = Vec::new();
        for pair in self.by_id.windows(2) {
            if let [first, second] = pair
                && id_of(ids, length, *first) == id_of(ids, length, *second)
            {
                copies.push(*second);
            }
        }
        for copy in copies {
            self.done(copy);
        }
    }

    /// Finds the object with an id.
    pub(super) fn find(&self, id: &[u8]) -> Option<u32> {
        let length = self.hash.length();
        let at = self
            .by_id
            .partition_point(|own| id_of(&self.ids, length, *own) < id);
        let number = *self.by_id.get(at)?;
        (id_of(&self.ids, length, number) == id).then_some(number)
    }

    /// Finds the next copy of an object.
    pub(super) fn copy_of(&self, number: u32) -> Option<u32> {
        let id = id_of(&self.ids, self.hash.length(), number);
        let at = self.by_id.partition_point(|own| {
            let order = id_of(&self.ids, self.hash.length(), *own).cmp(id);
            order.then(own.cmp(&number)).is_le()
        });
        let next = *self.by_id.get(at)?;
        (id_of(&self.ids, self.hash.length(), next) == id).then_some(next)
    }

    /// The object's bytes, put together in memory.
    pub(super) fn read(&mut self, number: u32, take: &mut dyn Take) -> Result<Rc<[u8]>, Fault> {
        let mut chain = Vec::new();
        let mut next = number;
        let mut bytes = loop {
            if let Some(bytes) = self.recent.get(next) {
                break bytes;
            }
            let entry = *self.entry(next).ok_or(Fault::NoBase)?;
            if entry.size > self.largest {
                return Err(Fault::TooLarge);
            }
            if entry.stored != Stored::Changes {
                break self.whole(next, &entry, take)?;
            }
            chain.push((next, entry));
            if chain.len() > self.entries.len() {
                return Err(CYCLE);
            }
            next = entry.base;
        };
        while let Some((number, entry)) = chain.pop() {
            let changes = self.packed(&entry, take)?;
            let made = delta::apply(&bytes, &changes, self.largest)?;
            self.worked(made.len() as u64, take)?;
            bytes = Rc::from(made);
            if entry.is_base {
                self.recent.put(number, &bytes);
            }
        }
        Ok(bytes)
    }

    /// The bytes of an object, or of a copy of it if that cannot be read.
    pub(super) fn read_any(&mut self, number: u32, take: &mut dyn Take) -> Result<Rc<[u8]>, Fault> {
        let mut result = self.read(number, take);
        let mut copy = number;
        while let Err(fault) = &result {
            if matches!(fault, Fault::Leave(_)) {
                break;
            }
            let Some(next) = self.copy_of(copy) else {
                break;
            };
            copy = next;
            match self.read(copy, take) {
                Ok(bytes) => result = Ok(bytes),
                Err(Fault::Leave(leave)) => result = Err(leave.into()),
                // What is wrong with the first is told.
                Err(_) => {}
            }
        }
        result
    }

    fn whole(
        &mut self,
        number: u32,
        entry: &Entry,
        take: &mut dyn Take,
    ) -> Result<Rc<[u8]>, Fault> {
        let bytes = Rc::from(self.packed(entry, take)?);
        if entry.is_base {
            self.recent.put(number, &bytes);
        }
        Ok(bytes)
    }

    /// What is packed for an entry, unpacked: the object, or changes to another one.
    fn packed(&mut self, entry: &Entry, take: &mut dyn Take) -> Result<Vec<u8>, Fault> {
        let mut bytes = Vec::new();
        self.stream(entry)?.read_to_end(&mut bytes)?;
        self.worked(bytes.len() as u64, take)?;
        Ok(bytes)
    }

    /// The id of an object that is stored as it is.
    pub(super) fn hash_of(&mut self, entry: &Entry, take: &mut dyn Take) -> Result<Id, Fault> {
        let kind = entry.kind.ok_or(Fault::NoBase)?;
        let mut hasher = self.hash.hasher(kind.name(), entry.size);
        let mut packed = self.stream(entry)?;
        let mut buffer = vec![0; PIECE];
        loop {
            let count = packed.read(&mut buffer)?;
            if count == 0 {
                return Ok(hasher.finish());
            }
            hasher.update(buffer.get(..count).unwrap_or_default());
            take.worked(count as u64)?;
        }
    }

    /// Reads what is packed for an entry from front to back.
    pub(super) fn stream(&mut self, entry: &Entry) -> Result<Packed<'_, 'f>, Fault> {
        let mut unpacked = ZlibDecoder::new(self.files.at(entry.file, entry.at));
        if entry.stored == Stored::Loose {
            read_loose_header(&mut unpacked)?;
        }
        Ok(Exact::new(unpacked, entry.size))
    }

    /// Where an object is stored, and what it is called.
    pub(super) fn found(&self, number: u32) -> Found {
        let Some(entry) = self.entry(number) else {
            return Found::default();
        };
        let id = self.id(number);
        let kind = entry.kind.map_or("object", Kind::name);
        Found {
            file: self.files.path(entry.file).to_owned(),
            object: match &id {
                Some(id) => format!("{kind} {}", id.short()),
                None => format!("{kind} at byte {}", entry.at),
            },
            history: id.map(|id| History {
                object: id.to_string(),
                ..History::default()
            }),
        }
    }

    /// Counts work, and asks whether it goes on.
    pub(super) fn worked(&mut self, bytes: u64, take: &mut dyn Take) -> Result<(), Leave> {
        self.work = self.work.saturating_add(bytes);
        if self.work > self.most_work {
            take.not_read(
                &Found::default(),
                Reason::ExpandsTooMuch,
                "Its objects expand to more than the limit; what comes after was not read.",
            );
            return Err(Leave::File);
        }
        take.worked(bytes)
    }
}

/// The unpacked bytes of an entry.
pub(super) type Packed<'s, 'f> = Exact<ZlibDecoder<Bytes<'s, 'f>>>;

fn id_of(ids: &[u8], length: usize, number: u32) -> &[u8] {
    let from = usize::try_from(number)
        .unwrap_or(usize::MAX)
        .saturating_mul(length);
    ids.get(from..from.saturating_add(length))
        .unwrap_or_default()
}

/// Reads what stands before a loose object's content: its kind and its size.
pub(super) fn read_loose_header(source: &mut impl Read) -> Result<(Kind, u64), Fault> {
    const WRONG: Fault = Fault::Damaged("It does not begin with a kind of object and a size.");
    let mut head = Vec::new();
    loop {
        let mut one = [0];
        source.read_exact(&mut one)?;
        match one {
            [0] => break,
            _ if head.len() >= LONGEST_LOOSE_HEADER => return Err(WRONG),
            [byte] => head.push(byte),
        }
    }
    let blank = head.iter().position(|byte| *byte == b' ').ok_or(WRONG)?;
    let (name, size) = head.split_at_checked(blank).ok_or(WRONG)?;
    let kind = Kind::from_name(name).ok_or(WRONG)?;
    let digits = std::str::from_utf8(size.trim_ascii()).map_err(|_| WRONG)?;
    let size = digits.parse().map_err(|_| WRONG)?;
    Ok((kind, size))
}

/// Passes over a packed object; returns its bytes' id when it is whole, and where it ends.
pub(super) fn pass_over(
    source: Bytes<'_, '_>,
    prefix: &pack::Prefix,
    hash: Hash,
    take: &mut dyn Take,
) -> Result<(Option<Id>, u64), Fault> {
    let mut hasher = match prefix.base {
        pack::Base::Whole(kind) => Some(hash.hasher(kind.name(), prefix.size)),
        _ => None,
    };
    let mut unpacked = Exact::new(ZlibDecoder::new(source), prefix.size);
    let mut buffer = vec![0; PIECE];
    loop {
        let count = unpacked.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        let piece = buffer.get(..count).unwrap_or_default();
        if let Some(hasher) = &mut hasher {
            hasher.update(piece);
        }
        take.worked(count as u64)?;
    }
    let mut source = unpacked.into_inner().into_inner();
    // What ends with the file is whole.
    let _ = source.fill_buf()?;
    Ok((hasher.map(super::hash::Hasher::finish), source.position()))
}
