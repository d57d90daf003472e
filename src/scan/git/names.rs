//! The names that stand in trees, each held once.

use super::store::NONE;
use std::collections::HashMap;
use std::rc::Rc;

/// Bytes that are held for a name beside its own, roughly.
const BYTES_FOR_NAME: u64 = 80;

/// The shortest name that can hold a token, if letters in it are those of a query.
const SHORTEST: usize = 16;

/// The shortest name that can hold a token in whatever encoding.
const SHORTEST_ENCODED: usize = 60;

/// Names by their numbers.
#[derive(Default)]
pub(super) struct Names {
    numbers: HashMap<Rc<[u8]>, u32>,
    list: Vec<Name>,
    bytes: u64,
}

struct Name {
    text: Rc<[u8]>,
    /// Whether the checked-out commit has it.
    is_marked: bool,
    is_searched: bool,
}

/// Whether a token could stand in a name.
pub(super) fn may_hold_token(name: &[u8]) -> bool {
    name.len() >= SHORTEST_ENCODED
        || name.len() >= SHORTEST && memchr::memchr2(b'=', b'%', name).is_some()
}

impl Names {
    /// Bytes that are held.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    pub(super) fn number(&mut self, name: &[u8]) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = u32::try_from(self.list.len()).unwrap_or(NONE);
        let text: Rc<[u8]> = Rc::from(name);
        self.bytes += BYTES_FOR_NAME + text.len() as u64;
        self.numbers.insert(Rc::clone(&text), number);
        self.list.push(Name {
            text,
            is_marked: false,
            is_searched: false,
        });
        number
    }

    /// Marks a name as one that the checked-out commit has.
    pub(super) fn mark(&mut self, name: &[u8]) {
        let number = self.number(name);
        if let Some(name) = self.get_mut(number) {
            name.is_marked = true;
        }
    }

    pub(super) fn is_marked(&self, number: u32) -> bool {
        self.get(number).is_some_and(|name| name.is_marked)
    }

    /// Whether a name was not asked about before.
    pub(super) fn is_new(&mut self, number: u32) -> bool {
        self.get_mut(number)
            .is_some_and(|name| !std::mem::replace(&mut name.is_searched, true))
    }

    pub(super) fn name(&self, number: u32) -> Option<&[u8]> {
        self.get(number).map(|name| &*name.text)
    }

    fn get(&self, number: u32) -> Option<&Name> {
        self.list.get(usize::try_from(number).ok()?)
    }

    fn get_mut(&mut self, number: u32) -> Option<&mut Name> {
        self.list.get_mut(usize::try_from(number).ok()?)
    }
}
