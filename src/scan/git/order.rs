//! The order in which packed objects are read: each right after the one it builds on, so that
//! nothing is put together twice.

use super::store::{NONE, Store};
use std::ops::Range;

/// Which objects build on which.
pub(super) struct Children {
    /// Each base with what builds on it, sorted.
    pairs: Vec<(u32, u32)>,
}

impl Children {
    pub(super) fn of(store: &Store<'_>, range: Range<u32>) -> Self {
        let mut pairs: Vec<_> = range
            .filter_map(|number| {
                let base = store.entry(number)?.base;
                (base != NONE).then_some((base, number))
            })
            .collect();
        pairs.sort_unstable();
        Self { pairs }
    }

    pub(super) fn of_base(&self, base: u32) -> impl Iterator<Item = u32> + '_ {
        let from = self.pairs.partition_point(|(own, _)| *own < base);
        let pairs = self.pairs.get(from..).unwrap_or_default().iter();
        pairs
            .take_while(move |(own, _)| *own == base)
            .map(|(_, child)| *child)
    }
}

/// Iterates over all objects in that order.
pub(super) struct Order {
    children: Children,
    stack: Vec<u32>,
    next: u32,
    count: u32,
}

impl Order {
    pub(super) fn of(store: &Store<'_>) -> Self {
        Self {
            children: Children::of(store, 0..store.count()),
            stack: Vec::new(),
            next: 0,
            count: store.count(),
        }
    }

    pub(super) fn next(&mut self, store: &Store<'_>) -> Option<u32> {
        let number = loop {
            if let Some(number) = self.stack.pop() {
                break number;
            }
            let number = self.next;
            if number >= self.count {
                return None;
            }
            self.next += 1;
            if store.entry(number)?.base == NONE {
                break number;
            }
        };
        self.stack.extend(self.children.of_base(number));
        Some(number)
    }
}
