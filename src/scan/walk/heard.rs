//! Remembers what was found in a part of a container, which can hold the same once more in another
//! form: what a person sees once is told once.

use std::collections::BTreeSet;
use std::rc::Rc;

/// The ids of some tokens.
pub(super) type Ids = Rc<BTreeSet<String>>;

/// The most that is remembered of one part.
const MOST: usize = 1_000;

/// What was found lately, and what is not told again.
#[derive(Default)]
pub(super) struct Heard {
    found: BTreeSet<String>,
    known: Vec<Ids>,
}

impl Heard {
    /// Whether a token is to be told. It is remembered as found.
    pub(super) fn is_new(&mut self, id: &str) -> bool {
        if self.known.iter().any(|known| known.contains(id)) {
            return false;
        }
        if self.found.len() < MOST {
            self.found.insert(id.to_owned());
        }
        true
    }

    /// Takes what was found since the last time, and starts anew.
    pub(super) fn take(&mut self) -> Ids {
        Rc::new(std::mem::take(&mut self.found))
    }

    /// Sets what is not told again; returns what it was before.
    pub(super) fn set_known(&mut self, known: Vec<Ids>) -> Vec<Ids> {
        std::mem::replace(&mut self.known, known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_not_new() {
        let mut heard = Heard::default();
        assert!(heard.is_new("a") && heard.is_new("a"));
        let found = heard.take();
        let before = heard.set_known(vec![found]);
        assert!(!heard.is_new("a") && heard.is_new("b"));
        heard.set_known(before);
        assert!(heard.is_new("a"));
    }
}
