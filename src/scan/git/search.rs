//! Searches every object once: commits and tags first, which tell where all others stand, then
//! those.

use super::commits::Commits;
use super::fault::Fault;
use super::names::may_hold_token;
use super::object::{Header, Kind, TreeEntries};
use super::order::Order;
use super::places::{Places, TREE_ENDS};
use super::refs::Starts;
use super::store::{Store, Stored};
use super::take::{Found, Take};
use crate::report::Reason;
use crate::scan::walk::{Input, Leave};
use std::io::{self, Cursor, Read};

/// One search through the objects of a store.
pub(super) struct Search<'s, 'f> {
    store: &'s mut Store<'f>,
    take: &'s mut dyn Take,
    commits: Commits,
    places: Places,
}

/// Searches all objects. `is_alone` says that they are all there is, so that nothing is missed of
/// what they name.
pub(super) fn search(
    store: &mut Store<'_>,
    starts: &Starts,
    held: u64,
    is_alone: bool,
    take: &mut dyn Take,
) -> Result<(), Leave> {
    let mut search = Search {
        store,
        take,
        commits: Commits::default(),
        places: Places::default(),
    };
    search.messages()?;
    search.commits.settle(starts, search.store);
    let head = starts.head.and_then(|id| search.store.find(id.bytes()));
    let head = head.and_then(|object| search.commits.find(object));
    search.places = Places::of(search.store, &search.commits, head, held, search.take)?;
    if !is_alone {
        search.tell_cut();
    }
    search.rest()
}

impl Search<'_, '_> {
    /// Searches commits and tags.
    fn messages(&mut self) -> Result<(), Leave> {
        let mut order = Order::of(self.store);
        while let Some(number) = order.next(self.store) {
            let Some(entry) = self.store.entry(number).filter(|entry| !entry.is_done) else {
                continue;
            };
            let Some(kind @ (Kind::Commit | Kind::Tag)) = entry.kind else {
                continue;
            };
            self.store.done(number);
            let mut found = self.store.found(number);
            match self.store.read_any(number, self.take) {
                Ok(content) => {
                    let header = Header::parse(&content);
                    self.commits.add(number, &header, self.store);
                    if let Some(history) = found.history.as_mut().filter(|_| kind == Kind::Commit) {
                        history.commit = Some(history.object.clone());
                        history.author_date = header.authored.and_then(|moment| moment.rfc3339());
                    }
                    self.content(&found, &content)?;
                }
                Err(fault) => self.lost(number, &found, &fault)?,
            }
        }
        Ok(())
    }

    /// Searches everything else.
    fn rest(&mut self) -> Result<(), Leave> {
        let mut order = Order::of(self.store);
        while let Some(number) = order.next(self.store) {
            let Some(entry) = self
                .store
                .entry(number)
                .filter(|entry| !entry.is_done)
                .copied()
            else {
                continue;
            };
            if entry.kind == Some(Kind::Tree) && self.places.is_known(number) {
                continue;
            }
            self.store.done(number);
            let found = self.places.found(self.store, &self.commits, number);
            if entry.stored != Stored::Changes && entry.size > self.store.largest {
                self.stream(number, &found)?;
                continue;
            }
            match self.store.read_any(number, self.take) {
                Ok(content) if entry.kind == Some(Kind::Tree) => self.tree(&found, &content)?,
                Ok(content) => self.content(&found, &content)?,
                Err(fault) => self.lost(number, &found, &fault)?,
            }
        }
        Ok(())
    }

    /// Searches the names of a tree that no commit leads to.
    fn tree(&mut self, found: &Found, content: &[u8]) -> Result<(), Leave> {
        let mut entries = TreeEntries::new(content, self.store.hash.length());
        for entry in entries.by_ref() {
            if may_hold_token(entry.name) {
                let name = String::from_utf8_lossy(entry.name);
                self.take.name(found, &name)?;
            }
        }
        if !entries.is_whole() {
            self.take.not_read(found, Reason::Damaged, TREE_ENDS);
        }
        Ok(())
    }

    fn content(&mut self, found: &Found, content: &[u8]) -> Result<(), Leave> {
        self.take
            .content(found, Input::Seekable(&mut Cursor::new(content)))
    }

    /// Tells that an object was not read, and searches what there is of it.
    fn lost(&mut self, number: u32, found: &Found, fault: &Fault) -> Result<(), Leave> {
        if let Fault::Leave(leave) = fault {
            return Err(*leave);
        }
        let (reason, text) = fault.told();
        self.take.not_read(found, reason, text);
        let Some(entry) = self.store.entry(number).copied() else {
            return Ok(());
        };
        match self.store.stream(&entry) {
            Ok(packed) => self
                .take
                .content(found, Input::Stream(&mut AsFarAsItGoes(packed))),
            Err(_) => Ok(()),
        }
    }

    /// Searches an object that is too large to be held.
    fn stream(&mut self, number: u32, found: &Found) -> Result<(), Leave> {
        let Some(entry) = self.store.entry(number).copied() else {
            return Ok(());
        };
        match self.store.stream(&entry) {
            Ok(mut packed) => self.take.content(found, Input::Stream(&mut packed)),
            Err(fault) => {
                let (reason, text) = fault.told();
                self.take.not_read(found, reason, text);
                Ok(())
            }
        }
    }

    /// Tells that the history names what is not here.
    fn tell_cut(&mut self) {
        if self.commits.is_cut {
            let text = "Some commits name parents or trees that are not here, as in a shallow clone: \
                        what only those hold was not read.";
            self.take
                .not_read(&Found::default(), Reason::Unreadable, text);
        }
        if self.places.is_cut {
            let text = "Some folders of the history name files that are not here, as in a partial \
                        clone: those were not read.";
            self.take
                .not_read(&Found::default(), Reason::Unreadable, text);
        }
    }
}

/// A reader that ends where it fails; the failure is told already.
struct AsFarAsItGoes<R>(R);

impl<R: Read> Read for AsFarAsItGoes<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        Ok(self.0.read(buffer).unwrap_or_default())
    }
}
