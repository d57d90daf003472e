//! Which entries a question is about, and in which order. Both are kept until the list or the
//! question changes.

use super::places::Spot;
use super::{Filter, Inventory, Kept, Query, Sort, kinds};
use std::cmp::Ordering;

/// The answer to the last question.
#[derive(Debug, Default)]
pub(super) struct Order {
    asked: Option<Asked>,
    entries: Vec<usize>,
    /// How often it was worked out.
    #[cfg(test)]
    pub(super) times: usize,
}

/// What the answer depends on.
#[derive(Debug, PartialEq)]
struct Asked {
    revision: u64,
    sort: Sort,
    descending: bool,
    filter: Filter,
}

impl Order {
    /// Indices of entries, in their order.
    pub(super) fn entries(&self) -> &[usize] {
        &self.entries
    }
}

impl Inventory {
    /// Brings the order up to date.
    pub(super) fn sort(&mut self, query: &Query) {
        let asked = Asked {
            revision: self.revision,
            sort: query.sort,
            descending: query.descending,
            filter: query.filter.clone(),
        };
        if self.order.asked.as_ref() == Some(&asked) {
            return;
        }
        self.order.entries = self.sorted(query);
        self.order.asked = Some(asked);
        #[cfg(test)]
        {
            self.order.times += 1;
        }
    }

    /// Works the order out.
    pub(super) fn sorted(&self, query: &Query) -> Vec<usize> {
        let sieve = Sieve::new(self, &query.filter);
        let mut kept: Vec<(usize, &Kept)> = self
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| sieve.lets_through(entry))
            .collect();
        kept.sort_unstable_by(|(at, one), (other_at, other)| {
            let order = match query.sort {
                Sort::Found => at.cmp(other_at),
                sort => self.compare(sort, one, other),
            };
            let order = if query.descending {
                order.reverse()
            } else {
                order
            };
            order.then_with(|| self.worst_first(one, other))
        });
        kept.into_iter().map(|(at, _)| at).collect()
    }

    fn compare(&self, sort: Sort, one: &Kept, other: &Kept) -> Ordering {
        match sort {
            Sort::Ends => ends(one).cmp(&ends(other)),
            Sort::Account => {
                let key = |entry: &Kept| entry.account.as_ref().map(|name| name.to_lowercase());
                let (one, other) = (key(one), key(other));
                one.is_none()
                    .cmp(&other.is_none())
                    .then_with(|| one.cmp(&other))
            }
            Sort::Kind => kinds::spec(one.kind)
                .words
                .cmp(kinds::spec(other.kind).words),
            Sort::Places => one.place_count.cmp(&other.place_count),
            Sort::File => self.by_place(one, other),
            Sort::Level | Sort::Found => self.worst_first(one, other),
        }
    }

    /// The level, how much it opens, how long it works; then the place, and the id, so that no two
    /// entries are equal.
    fn worst_first(&self, one: &Kept, other: &Kept) -> Ordering {
        (one.level, one.impact)
            .cmp(&(other.level, other.impact))
            .then_with(|| ends(other).cmp(&ends(one)))
            .then_with(|| self.by_place(one, other))
            .then_with(|| one.id.cmp(&other.id))
    }

    fn by_place(&self, one: &Kept, other: &Kept) -> Ordering {
        let key = |entry: &Kept| entry.places.first().map(|place| self.place_key(*place));
        key(one).cmp(&key(other))
    }

    fn place_key(&self, place: Spot) -> (&str, &str, u64, u64) {
        let Spot {
            file,
            inner,
            line,
            offset,
            ..
        } = place;
        (self.pool.text(file), self.pool.text(inner), line, offset)
    }
}

/// What does not say when it ends is taken to end last.
fn ends(entry: &Kept) -> i64 {
    entry.ends.unwrap_or(i64::MAX)
}

/// A filter, made ready: each path is looked at once, however many tokens stand in it.
struct Sieve<'a> {
    filter: &'a Filter,
    text: String,
    picked: Vec<bool>,
}

impl<'a> Sieve<'a> {
    fn new(inventory: &Inventory, filter: &'a Filter) -> Self {
        let text = filter.text.trim().to_lowercase();
        let picked = if text.is_empty() {
            Vec::new()
        } else {
            inventory.pool.which(|name| holds(name, &text))
        };
        Self {
            filter,
            text,
            picked,
        }
    }

    fn lets_through(&self, entry: &Kept) -> bool {
        let filter = self.filter;
        allows(&filter.levels, entry.level)
            && allows(&filter.kinds, entry.kind)
            && allows(&filter.certainty, entry.certainty)
            && (self.text.is_empty() || self.finds(entry))
    }

    fn finds(&self, entry: &Kept) -> bool {
        let texts = entry.account.iter().chain([&entry.sentence]);
        let values = entry.params.iter().map(|param| &param.value);
        entry.places.iter().any(|place| place.is_in(&self.picked))
            || texts.chain(values).any(|text| holds(text, &self.text))
    }
}

fn allows<T: PartialEq>(list: &[T], value: T) -> bool {
    list.is_empty() || list.contains(&value)
}

fn holds(text: &str, lower_case: &str) -> bool {
    text.to_lowercase().contains(lower_case)
}
