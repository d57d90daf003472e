//! Where in the history each object stands: the first commit that holds it, its path there, and
//! whether the checked-out commit still has it. One walk, in which each tree is read once.

use super::commits::Commits;
use super::fault::Fault;
use super::names::{Names, may_hold_token};
use super::object::{Kind, TreeEntries};
use super::store::{NONE, Store};
use super::take::{Found, Take};
use crate::report::{History, Reason};
use crate::scan::walk::Leave;
use std::rc::Rc;

/// Bytes that are held for each object.
const BYTES_FOR_OBJECT: u64 = 13;

/// The longest path in the history, in bytes.
const LONGEST_PATH: usize = 4_096;

/// Where every object stands, by their numbers.
#[derive(Default)]
pub(super) struct Places {
    spots: Vec<Spot>,
    in_head: Vec<bool>,
    /// Whether every tree of the checked-out commit was read.
    is_head_whole: bool,
    names: Names,
    /// Whether a tree names an object that is not here.
    pub(super) is_cut: bool,
}

/// Where one object was seen first.
#[derive(Clone, Copy)]
struct Spot {
    commit: u32,
    /// The tree that names it; its own spot says where that stands.
    tree: u32,
    name: u32,
}

const NOWHERE: Spot = Spot {
    commit: NONE,
    tree: NONE,
    name: NONE,
};

impl Places {
    /// Walks through all commits from the oldest. `head` is the one that is checked out.
    pub(super) fn of(
        store: &mut Store<'_>,
        commits: &Commits,
        head: Option<usize>,
        held: u64,
        take: &mut dyn Take,
    ) -> Result<Self, Leave> {
        let mut places = Self::default();
        if u64::from(store.count()).saturating_mul(BYTES_FOR_OBJECT) > held {
            told_without(take);
            return Ok(places);
        }
        places.spots = vec![NOWHERE; store.entries.len()];
        places.in_head = vec![false; store.entries.len()];
        if let Some(head) = head {
            places.is_head_whole = true;
            places.mark_head(store, commits.tree(head), held, take)?;
        }
        for number in commits.oldest_first() {
            places.walk(store, commits, number, held, take)?;
            if places.names.bytes() > held {
                told_without(take);
                break;
            }
        }
        Ok(places)
    }

    /// Whether an object was met on the walk.
    pub(super) fn is_known(&self, object: u32) -> bool {
        self.spot(object).commit != NONE
    }

    fn spot(&self, object: u32) -> Spot {
        let at = usize::try_from(object).unwrap_or(usize::MAX);
        self.spots.get(at).copied().unwrap_or(NOWHERE)
    }

    /// Marks everything that the checked-out commit has.
    fn mark_head(
        &mut self,
        store: &mut Store<'_>,
        root: u32,
        held: u64,
        take: &mut dyn Take,
    ) -> Result<(), Leave> {
        let mut trees = vec![root];
        self.mark(root);
        while let Some(tree) = trees.pop() {
            if self.names.bytes() > held {
                self.is_head_whole = false;
                return Ok(());
            }
            // What cannot be read is told on the walk through all commits.
            let Some(content) = read(store, tree, take)? else {
                self.is_head_whole = false;
                continue;
            };
            let mut entries = TreeEntries::new(&content, store.hash.length());
            for entry in entries.by_ref() {
                self.names.mark(entry.name);
                match store.find(entry.id) {
                    Some(object) => {
                        if self.mark(object) && store.kind(object) == Some(Kind::Tree) {
                            trees.push(object);
                        }
                    }
                    None => self.is_head_whole &= !entry.is_tree(),
                }
            }
            self.is_head_whole &= entries.is_whole();
        }
        Ok(())
    }

    /// Marks an object as one that the checked-out commit has; returns whether it was not.
    fn mark(&mut self, object: u32) -> bool {
        let at = usize::try_from(object).unwrap_or(usize::MAX);
        self.in_head
            .get_mut(at)
            .is_some_and(|mark| !std::mem::replace(mark, true))
    }

    /// Notes where an object stands, unless it is known; returns whether it was not.
    fn note(&mut self, object: u32, spot: Spot) -> bool {
        let at = usize::try_from(object).unwrap_or(usize::MAX);
        match self.spots.get_mut(at) {
            Some(own) if own.commit == NONE => {
                *own = spot;
                true
            }
            _ => false,
        }
    }

    /// Walks through what a commit has and no commit before it had.
    fn walk(
        &mut self,
        store: &mut Store<'_>,
        commits: &Commits,
        number: usize,
        held: u64,
        take: &mut dyn Take,
    ) -> Result<(), Leave> {
        let commit = u32::try_from(number).unwrap_or(NONE);
        let root = commits.tree(number);
        if store.kind(root) != Some(Kind::Tree) || !self.note(root, Spot { commit, ..NOWHERE }) {
            return Ok(());
        }
        let mut trees = vec![root];
        while let Some(tree) = trees.pop() {
            if self.names.bytes() > held {
                return Ok(());
            }
            let content = match store.read_any(tree, take) {
                Ok(content) => content,
                Err(Fault::Leave(leave)) => return Err(leave),
                // It is told with all others that were not read.
                Err(_) => {
                    self.forget(tree);
                    continue;
                }
            };
            let mut entries = TreeEntries::new(&content, store.hash.length());
            for entry in entries.by_ref() {
                let name = self.names.number(entry.name);
                let spot = Spot { commit, tree, name };
                if may_hold_token(entry.name) && self.names.is_new(name) {
                    let found = self.found_name(store, commits, spot);
                    take.name(&found, &String::from_utf8_lossy(entry.name))?;
                }
                let Some(object) = store.find(entry.id) else {
                    self.is_cut |= !entry.is_submodule();
                    continue;
                };
                if self.note(object, spot) && store.kind(object) == Some(Kind::Tree) {
                    trees.push(object);
                }
            }
            if !entries.is_whole() {
                let (reason, text) = Fault::Damaged(TREE_ENDS).told();
                take.not_read(&self.found(store, commits, tree), reason, text);
            }
        }
        Ok(())
    }

    fn forget(&mut self, object: u32) {
        let at = usize::try_from(object).unwrap_or(usize::MAX);
        if let Some(own) = self.spots.get_mut(at) {
            own.commit = NONE;
        }
    }

    /// Where an object stands.
    pub(super) fn found(&self, store: &Store<'_>, commits: &Commits, object: u32) -> Found {
        let spot = self.spot(object);
        let mut found = store.found(object);
        if let Some(history) = &mut found.history {
            self.add_commit(history, store, commits, spot);
            let at = usize::try_from(object).unwrap_or(usize::MAX);
            history.in_head = self.in_head_of(self.in_head.get(at).copied());
            history.path = self.path(spot);
        }
        if let Some(path) = found
            .history
            .as_ref()
            .and_then(|history| history.path.clone())
        {
            found.object = path;
        }
        found
    }

    /// Where a name in a tree stands.
    fn found_name(&self, store: &Store<'_>, commits: &Commits, spot: Spot) -> Found {
        let mut found = store.found(spot.tree);
        let path = self.path(spot);
        found.object = path.clone().unwrap_or_default();
        if let Some(history) = &mut found.history {
            self.add_commit(history, store, commits, spot);
            history.in_head = self.in_head_of(Some(self.names.is_marked(spot.name)));
            history.path = path;
        }
        found
    }

    fn in_head_of(&self, mark: Option<bool>) -> Option<bool> {
        mark.filter(|mark| *mark || self.is_head_whole)
    }

    fn add_commit(&self, history: &mut History, store: &Store<'_>, commits: &Commits, spot: Spot) {
        if spot.commit == NONE {
            return;
        }
        let number = usize::try_from(spot.commit).unwrap_or(usize::MAX);
        history.commit = store.id(commits.object(number)).map(|id| id.to_string());
        history.author_date = commits.author_date(number);
    }

    /// The path of a spot; absent for a root.
    fn path(&self, mut spot: Spot) -> Option<String> {
        let mut parts = Vec::new();
        let mut length = 0;
        while spot.name != NONE {
            let name = self.names.name(spot.name)?;
            length += name.len() + 1;
            if length > LONGEST_PATH && !parts.is_empty() {
                parts.push("…".into());
                break;
            }
            parts.push(String::from_utf8_lossy(name));
            spot = self.spot(spot.tree);
        }
        parts.reverse();
        (!parts.is_empty()).then(|| parts.join("/"))
    }
}

/// What is said of a tree that ends in something that is no entry.
pub(super) const TREE_ENDS: &str = "One of its entries is none; those behind it were not read.";

fn read(store: &mut Store<'_>, tree: u32, take: &mut dyn Take) -> Result<Option<Rc<[u8]>>, Leave> {
    match store.read_any(tree, take) {
        Ok(content) => Ok(Some(content)),
        Err(Fault::Leave(leave)) => Err(leave),
        Err(_) => Ok(None),
    }
}

fn told_without(take: &mut dyn Take) {
    take.not_read(
        &Found::default(),
        Reason::TooLargeToHold,
        "Its history is too large to be held in memory: its objects were read, but of some it is not \
         told which commit has them.",
    );
}
