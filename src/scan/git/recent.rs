//! Keeps what was used most recently, up to a number of bytes.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::rc::Rc;

/// Bytes by a key; those that were not used for longest make room for new ones.
pub(super) struct Recent<K> {
    held: HashMap<K, (Rc<[u8]>, u64)>,
    order: BTreeMap<u64, K>,
    clock: u64,
    bytes: u64,
    most: u64,
}

impl<K: Copy + Eq + Hash> Recent<K> {
    pub(super) fn new(most: u64) -> Self {
        Self {
            held: HashMap::new(),
            order: BTreeMap::new(),
            clock: 0,
            bytes: 0,
            most,
        }
    }

    pub(super) fn get(&mut self, key: K) -> Option<Rc<[u8]>> {
        let (bytes, used) = self.held.get_mut(&key)?;
        self.order.remove(used);
        self.clock += 1;
        *used = self.clock;
        self.order.insert(self.clock, key);
        Some(Rc::clone(bytes))
    }

    /// Keeps bytes, unless they alone are more than there is room for.
    pub(super) fn put(&mut self, key: K, bytes: &Rc<[u8]>) {
        let length = bytes.len() as u64;
        if length > self.most || self.get(key).is_some() {
            return;
        }
        while self.bytes + length > self.most {
            let Some((_, oldest)) = self.order.pop_first() else {
                break;
            };
            if let Some((old, _)) = self.held.remove(&oldest) {
                self.bytes -= old.len() as u64;
            }
        }
        self.clock += 1;
        self.bytes += length;
        self.order.insert(self.clock, key);
        self.held.insert(key, (Rc::clone(bytes), self.clock));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_not_used_for_longest_goes() {
        let mut recent = Recent::new(4);
        let two: Rc<[u8]> = Rc::from(&b"ab"[..]);
        recent.put(1, &two);
        recent.put(2, &two);
        assert!(recent.get(1).is_some());
        recent.put(3, &two);
        assert!(recent.get(1).is_some() && recent.get(2).is_none() && recent.get(3).is_some());
        recent.put(4, &Rc::from(&b"abcde"[..]));
        assert!(recent.get(4).is_none());
    }
}
