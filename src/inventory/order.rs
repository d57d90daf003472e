//! Which entries a question is about, and in which order. Both are kept until the list or the
//! question changes.

use super::places::Spot;
use super::{Filter, Inventory, Kept, Query, Sort, kinds};
use crate::report::State;
use std::cmp::Ordering;

/// The answer to the last question.
#[derive(Debug, Default)]
pub(super) struct Order {
    asked: Option<Asked>,
    entries: Vec<usize>,
    /// In which texts of the pool the text that was asked for stands.
    picked: Vec<bool>,
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

    /// The place of an entry that answers the question best.
    pub(super) fn place_of(&self, entry: &Kept) -> Option<Spot> {
        let places = || entry.places.iter().copied();
        places()
            .find(|place| place.is_in(&self.picked))
            .or_else(|| places().next())
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
        let sieve = Sieve::new(self, &query.filter);
        self.order.entries = self.sifted(query, &sieve);
        self.order.picked = sieve.picked;
        self.order.asked = Some(asked);
        #[cfg(test)]
        {
            self.order.times += 1;
        }
    }

    /// Works the order out.
    pub(super) fn sorted(&self, query: &Query) -> Vec<usize> {
        self.sifted(query, &Sieve::new(self, &query.filter))
    }

    fn sifted(&self, query: &Query, sieve: &Sieve<'_>) -> Vec<usize> {
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
            let apart = |entry| stands_apart(query.sort, entry);
            apart(one)
                .cmp(&apart(other))
                .then(order)
                .then_with(|| self.worst_first(one, other))
        });
        kept.into_iter().map(|(at, _)| at).collect()
    }

    fn compare(&self, sort: Sort, one: &Kept, other: &Kept) -> Ordering {
        match sort {
            Sort::Ends => ends(one).cmp(&ends(other)),
            Sort::Account => lower(one.account.as_deref()).cmp(lower(other.account.as_deref())),
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
        (one.is_redacted(), one.level, one.impact)
            .cmp(&(other.is_redacted(), other.level, other.impact))
            .then_with(|| ends(other).cmp(&ends(one)))
            .then_with(|| self.by_place(one, other))
            .then_with(|| one.id.cmp(&other.id))
    }

    fn by_place(&self, one: &Kept, other: &Kept) -> Ordering {
        let key = |entry: &Kept| entry.places.first().map(|place| place.order(&self.pool));
        key(one).cmp(&key(other))
    }
}

/// Whether an entry comes last in either direction: it has nothing that could be sorted, or is over.
fn stands_apart(sort: Sort, entry: &Kept) -> bool {
    match sort {
        Sort::Ends => entry.state == State::Expired,
        Sort::Account => entry.account.is_none(),
        _ => false,
    }
}

/// The letters of a name in lower case; asked for at every comparison, so nothing is kept.
fn lower(name: Option<&str>) -> impl Iterator<Item = char> {
    name.unwrap_or_default()
        .chars()
        .flat_map(char::to_lowercase)
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
            // The middle of a commit's name says nothing, and a few digits fit many.
            let is_named =
                |commit: &str| text.len() >= SHORTEST_COMMIT && commit.starts_with(&text);
            inventory.pool.which(|name| {
                if is_commit(name) {
                    is_named(name)
                } else {
                    holds(name, &text)
                }
            })
        };
        Self {
            filter,
            text,
            picked,
        }
    }

    fn lets_through(&self, entry: &Kept) -> bool {
        let filter = self.filter;
        let has_level = allows(&filter.levels, &entry.level);
        has_level
            && (filter.levels.is_empty() || !entry.is_redacted())
            && (!filter.breaks_limits || !entry.broken_limits.is_empty())
            && allows(&filter.kinds, &entry.kind)
            && allows(&filter.certainty, &entry.certainty)
            && (self.text.is_empty() || self.finds(entry))
    }

    fn finds(&self, entry: &Kept) -> bool {
        let texts = entry.account.iter().chain([&entry.sentence]);
        let kind = kinds::spec(entry.kind).words;
        let values = entry.params.iter().map(|param| &param.value);
        entry.places.iter().any(|place| place.is_in(&self.picked))
            || texts.chain(values).any(|text| holds(text, &self.text))
            || holds(kind, &self.text)
    }
}

/// So many digits name a commit, as Git takes them.
const SHORTEST_COMMIT: usize = 4;

/// Whether a text is the whole name of an object, and no path that holds one.
fn is_commit(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|digit| digit.is_ascii_hexdigit())
}

fn allows<T: PartialEq>(list: &[T], value: &T) -> bool {
    list.is_empty() || list.contains(value)
}

fn holds(text: &str, lower_case: &str) -> bool {
    text.to_lowercase().contains(lower_case)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Certainty, History, HitParam, HitRow, Impact, Kind, Level, Place, State};
    use chrono::DateTime;

    fn row(number: u32) -> HitRow {
        HitRow {
            id: format!("{number:032x}"),
            kind: Kind::StorageAccount,
            level: if number.is_multiple_of(2) {
                Level::Severe
            } else {
                Level::Contained
            },
            title: String::new(),
            sentence: "Whoever has it can read.".to_owned(),
            state: State::Live,
            impact: Impact::Item,
            ends: Some(i64::from(number)),
            account: Some(format!("contosoexample{}", number % 7)),
            certainty: Certainty::Certain,
            because: Vec::new(),
            fingerprint: None,
            broken_limits: Vec::new(),
            params: vec![HitParam {
                name: "sp".to_owned(),
                value: "r".to_owned(),
            }],
            place: Place {
                file: format!("folder/{}.log", number % 100),
                line: Some(number.into()),
                ..Place::default()
            },
        }
    }

    fn filled(count: u32) -> Inventory {
        let mut inventory = Inventory::new(DateTime::UNIX_EPOCH);
        for number in 0..count {
            inventory.add_hit(row(number), String::new());
        }
        inventory
    }

    #[test]
    fn fifty_thousand_entries_are_sorted_once_for_all_pages_of_a_question() {
        let mut inventory = filled(50_000);
        let mut query = Query {
            count: 50,
            ..Query::default()
        };
        for page in 0..100 {
            query.from = page * 50;
            let rows = inventory.rows(&query);
            assert_eq!((rows.total, rows.rows.len()), (50_000, 50));
        }
        assert_eq!(inventory.order.times, 1);
        query.filter.text = "FOLDER/7.LOG".to_owned();
        assert_eq!(inventory.rows(&query).matching, 500);
        assert_eq!(inventory.rows(&query).matching, 500);
        assert_eq!(inventory.order.times, 2);
        inventory.add_hit(row(50_007), String::new());
        assert_eq!(inventory.rows(&query).matching, 501);
        assert_eq!(inventory.order.times, 3);
    }

    #[test]
    fn a_path_is_kept_once_for_all_that_stand_in_it() {
        let inventory = filled(5_000);
        assert_eq!(inventory.pool.which(|_| true).len(), 101);
    }

    #[test]
    fn of_two_rows_of_one_token_the_worse_is_shown_whichever_came_first() {
        let both = |numbers: [u32; 2]| {
            let mut inventory = Inventory::new(DateTime::UNIX_EPOCH);
            for number in numbers {
                let row = HitRow {
                    id: "0".repeat(32),
                    ..row(number)
                };
                inventory.add_hit(row, number.to_string());
            }
            let query = Query {
                count: 1,
                ..Query::default()
            };
            let shown = inventory.rows(&query).rows.remove(0);
            let text = inventory.text(&shown.id).unwrap().to_owned();
            (shown.level, shown.places, text)
        };
        let worst = (Level::Severe, 2, "2".to_owned());
        assert_eq!(both([2, 3]), worst);
        assert_eq!(both([3, 2]), worst);
    }

    #[test]
    fn what_is_over_or_without_its_signature_comes_last() {
        let mut inventory = Inventory::new(DateTime::UNIX_EPOCH);
        let over = HitRow {
            state: State::Expired,
            ..row(2)
        };
        let copy = HitRow {
            certainty: Certainty::Redacted,
            ..row(4)
        };
        for row in [over, copy, row(6), row(7)] {
            inventory.add_hit(row, String::new());
        }
        let mut shown = |sort, descending, levels: &[Level]| -> Vec<u32> {
            let filter = Filter {
                levels: levels.to_vec(),
                ..Filter::default()
            };
            let query = Query {
                sort,
                descending,
                filter,
                count: 10,
                ..Query::default()
            };
            let rows = inventory.rows(&query).rows.into_iter();
            rows.map(|row| u32::from_str_radix(&row.id, 16).unwrap())
                .collect()
        };
        assert_eq!(shown(Sort::Ends, false, &[]), [4, 6, 7, 2]);
        assert_eq!(shown(Sort::Ends, true, &[]), [7, 6, 4, 2]);
        assert_eq!(shown(Sort::Level, false, &[]), [6, 2, 7, 4]);
        assert_eq!(shown(Sort::Level, false, &[Level::Severe]), [6, 2]);
    }

    #[test]
    fn the_list_is_the_same_whichever_place_was_found_first() {
        let at = |file: &str, commit: &str| HitRow {
            place: Place {
                file: file.to_owned(),
                history: (!commit.is_empty()).then(|| History {
                    commit: Some(commit.repeat(20)),
                    ..History::default()
                }),
                ..Place::default()
            },
            ..row(1)
        };
        let rows = [at("a/.git", "cd"), at("b.txt", ""), at("c.txt", "")];
        let filled = |order: [usize; 3]| {
            let mut inventory = Inventory::new(DateTime::UNIX_EPOCH);
            for index in order {
                inventory.add_hit(rows[index].clone(), String::new());
            }
            inventory
        };
        let mut one = filled([0, 1, 2]);
        let json = |inventory: &Inventory| inventory.export(crate::inventory::Format::Json, None);
        assert_eq!(json(&one), json(&filled([2, 0, 1])));
        let mut place = |text: &str| {
            let filter = Filter {
                text: text.to_owned(),
                ..Filter::default()
            };
            let query = Query {
                filter,
                count: 1,
                ..Query::default()
            };
            one.rows(&query).rows[0].place.clone()
        };
        assert_eq!(place(""), "b.txt");
        // The place that was searched for is the one that is shown.
        assert_eq!(place("C.TXT"), "c.txt");
        assert_eq!(place("cdcdcd"), "a/.git");
    }

    #[test]
    fn of_too_many_places_the_first_ones_are_kept_and_nothing_of_the_others() {
        let most = u32::try_from(crate::inventory::MOST_PLACES).unwrap();
        let place = |number: u32| HitRow {
            place: Place {
                file: "all.zip".to_owned(),
                inner: vec![format!("{number:06}.env")],
                ..Place::default()
            },
            ..row(1)
        };
        let filled = |numbers: &mut dyn Iterator<Item = u32>| {
            let mut inventory = Inventory::new(DateTime::UNIX_EPOCH);
            for number in numbers {
                inventory.add_hit(place(number), String::new());
            }
            inventory
        };
        let [one, other] = [
            filled(&mut (0..most + 100)),
            filled(&mut (0..most + 100).rev()),
        ];
        let entry = |inventory: &Inventory| inventory.entry(&row(1).id, 0, u32::MAX).unwrap();
        assert_eq!(entry(&one), entry(&other));
        assert_eq!(entry(&one).place_count, most + 100);
        assert_eq!(entry(&one).listed_places, most);
        // The empty one, the archive, and what lies in it.
        assert_eq!(
            one.pool.which(|_| true).len(),
            crate::inventory::MOST_PLACES + 2
        );
    }

    #[test]
    fn each_order_is_what_it_says() {
        let mut inventory = filled(20);
        let mut first = |sort, descending| {
            let query = Query {
                sort,
                descending,
                count: 1,
                ..Query::default()
            };
            inventory.rows(&query).rows[0].id.clone()
        };
        let id = |number: u32| format!("{number:032x}");
        assert_eq!(first(Sort::Level, false), id(18));
        assert_eq!(first(Sort::Level, true), id(1));
        assert_eq!(first(Sort::Ends, false), id(0));
        assert_eq!(first(Sort::Ends, true), id(19));
        assert_eq!(first(Sort::Account, false), id(14));
        assert_eq!(first(Sort::File, false), id(0));
        assert_eq!(first(Sort::Found, true), id(19));
    }
}
