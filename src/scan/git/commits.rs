//! The commits of a repository, and the order in which they were made.

use super::hash::Id;
use super::object::{Header, Kind, Moment};
use super::refs::Starts;
use super::store::{NONE, Store};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

/// How many tags may name each other.
const LONGEST_CHAIN: usize = 100;

/// How firmly a commit belongs to the history; the firmer come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// Branches or tags reach it.
    Named,
    /// The logs remember it: it was amended, reset or stashed.
    Remembered,
    /// Nothing leads to it.
    Dangling,
}

/// One commit.
struct Commit {
    /// Its object.
    object: u32,
    tree: u32,
    /// Its parents among all parents.
    parents: Range<usize>,
    authored: Option<Moment>,
    committed: i64,
    standing: Standing,
}

/// All commits.
#[derive(Default)]
pub(super) struct Commits {
    list: Vec<Commit>,
    /// The parents' objects.
    parents: Vec<u32>,
    /// Tags, and what they name.
    tags: Vec<(u32, u32)>,
    /// Whether a commit names a parent or a tree that is not here.
    pub(super) is_cut: bool,
}

impl Commits {
    pub(super) fn add(&mut self, object: u32, header: &Header, store: &Store<'_>) {
        let find = |id: &Id| store.find(id.bytes());
        if store.kind(object) == Some(Kind::Tag) {
            let target = header.object.as_ref().and_then(find).unwrap_or(NONE);
            self.tags.push((object, target));
            return;
        }
        let begin = self.parents.len();
        self.parents.extend(header.parents.iter().filter_map(find));
        let tree = header.tree.as_ref().and_then(find).unwrap_or(NONE);
        self.is_cut |= tree == NONE || self.parents.len() - begin < header.parents.len();
        self.list.push(Commit {
            object,
            tree,
            parents: begin..self.parents.len(),
            authored: header.authored,
            committed: header.committed.map_or(0, |moment| moment.seconds),
            standing: Standing::Dangling,
        });
    }

    /// Sorts the commits by their objects, so that they can be found, and works out which of them
    /// are named and which remembered.
    pub(super) fn settle(&mut self, starts: &Starts, store: &Store<'_>) {
        self.list.sort_unstable_by_key(|commit| commit.object);
        self.tags.sort_unstable();
        self.mark(&starts.named, Standing::Named, store);
        self.mark(&starts.remembered, Standing::Remembered, store);
    }

    fn mark(&mut self, starts: &[Id], standing: Standing, store: &Store<'_>) {
        let found = |id: &Id| self.find(store.find(id.bytes())?);
        let mut left: Vec<usize> = starts.iter().filter_map(found).collect();
        while let Some(number) = left.pop() {
            let Some(commit) = self.list.get_mut(number) else {
                continue;
            };
            if commit.standing <= standing {
                continue;
            }
            commit.standing = standing;
            let parents = commit.parents.clone();
            let parents = self.parents.get(parents).unwrap_or_default();
            left.extend(parents.iter().filter_map(|object| self.find(*object)));
        }
    }

    /// The number of the commit that is an object, or that a tag names.
    pub(super) fn find(&self, mut object: u32) -> Option<usize> {
        for _ in 0..LONGEST_CHAIN {
            if let Ok(at) = self
                .list
                .binary_search_by_key(&object, |commit| commit.object)
            {
                return Some(at);
            }
            let at = self
                .tags
                .binary_search_by_key(&object, |(tag, _)| *tag)
                .ok()?;
            object = self.tags.get(at)?.1;
        }
        None
    }

    pub(super) fn object(&self, number: usize) -> u32 {
        self.list.get(number).map_or(NONE, |commit| commit.object)
    }

    pub(super) fn tree(&self, number: usize) -> u32 {
        self.list.get(number).map_or(NONE, |commit| commit.tree)
    }

    pub(super) fn author_date(&self, number: usize) -> Option<String> {
        self.list.get(number)?.authored?.rfc3339()
    }

    /// The commits in the order in which they were made: parents before children, then by time;
    /// those that are named before all others.
    pub(super) fn oldest_first(&self) -> Vec<usize> {
        let mut children = Vec::new();
        let mut waits_for = vec![0_usize; self.list.len()];
        for ((number, commit), waits) in self.list.iter().enumerate().zip(&mut waits_for) {
            for parent in self.parents.get(commit.parents.clone()).unwrap_or_default() {
                if let Some(parent) = self.find(*parent) {
                    children.push((parent, number));
                    *waits += 1;
                }
            }
        }
        children.sort_unstable();
        let key = |number: usize| {
            let commit = self.list.get(number)?;
            Some(Reverse((commit.standing, commit.committed, number)))
        };
        let free = waits_for
            .iter()
            .enumerate()
            .filter(|(_, waits)| **waits == 0);
        let mut ready: BinaryHeap<_> = free.filter_map(|(number, _)| key(number)).collect();
        let mut ordered = Vec::with_capacity(self.list.len());
        while let Some(Reverse((.., number))) = ready.pop() {
            ordered.push(number);
            let from = children.partition_point(|(parent, _)| *parent < number);
            let own = children.get(from..).unwrap_or_default().iter();
            for (_, child) in own.take_while(|(parent, _)| *parent == number) {
                let Some(waits) = waits_for.get_mut(*child) else {
                    continue;
                };
                *waits -= 1;
                if *waits == 0 {
                    ready.extend(key(*child));
                }
            }
        }
        // Commits that are each other's ancestors: no real history has them.
        let waiting = waits_for
            .iter()
            .enumerate()
            .filter(|(_, waits)| **waits > 0);
        ordered.extend(waiting.map(|(number, _)| number));
        ordered
    }
}
