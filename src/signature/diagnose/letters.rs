//! Mistakes in the permissions: their order, and letters that came or went.

use super::{Attempt, Case};

/// The orders in which documents and libraries write the letters.
const ORDERS: &[&str] = &[
    // Microsoft's documents, then its JavaScript and Python libraries, the portal, the alphabet.
    "racwdxltmeopyif",
    "racwdxltmeiyfop",
    "racwdxyltfmeiop",
    "rwdxftlacupiymeo",
    "rwdxylacupftimeo",
    "rwdlacupiytfxmeo",
    "raud",
    "raup",
    "abcdefghijklmnopqrstuvwxyz",
];

/// Every letter that a permission has.
const LETTERS: &str = "racwdxltmeopyifu";

/// Up to this many letters every order is tried.
const MOST_PERMUTED: usize = 5;

/// Up to this many letters every selection of them is tried.
const MOST_SELECTED: usize = 8;

/// Tokens with more letters than there are have no sense worth a search.
const MOST_LETTERS: usize = 20;

/// The letters, if there are any and not too many.
fn letters(case: &Case<'_>) -> Option<Vec<char>> {
    let letters: Vec<char> = case.expected.field("sp")?.chars().collect();
    (!letters.is_empty() && letters.len() <= MOST_LETTERS).then_some(letters)
}

fn attempts(case: &Case<'_>, values: impl IntoIterator<Item = String>) -> Vec<Attempt> {
    values
        .into_iter()
        .filter_map(|value| case.with("sp", &value, value.clone()))
        .collect()
}

pub(super) fn reordered(case: &Case<'_>) -> Vec<Attempt> {
    let Some(letters) = letters(case) else {
        return Vec::new();
    };
    if letters.len() <= MOST_PERMUTED {
        return attempts(case, permutations(&letters));
    }
    let mut reversed = letters.clone();
    reversed.reverse();
    let ordered = ORDERS.iter().map(|order| in_order(&letters, order));
    attempts(case, ordered.chain([reversed.into_iter().collect()]))
}

/// Writes letters in an order, those that it does not know at the end. Picked rather than sorted: a sort
/// would add to the module what all the rest of this search takes.
fn in_order(letters: &[char], order: &str) -> String {
    let known = order
        .chars()
        .flat_map(|known| letters.iter().filter(move |one| **one == known));
    let unknown = letters.iter().filter(|one| !order.contains(**one));
    known.chain(unknown).collect()
}

/// Every order of a few letters.
fn permutations(letters: &[char]) -> Vec<String> {
    let mut all = vec![String::new()];
    for letter in letters {
        all = all
            .iter()
            .flat_map(|text| {
                (0..=text.chars().count()).map(move |at| {
                    let mut longer: Vec<char> = text.chars().collect();
                    longer.insert(at, *letter);
                    longer.into_iter().collect()
                })
            })
            .collect();
    }
    all
}

/// Letters that were added since, one that was taken away, one that was replaced.
pub(super) fn changed(case: &Case<'_>) -> Vec<Attempt> {
    let Some(letters) = letters(case) else {
        return Vec::new();
    };
    let without = |at: usize| -> Vec<char> {
        let mut fewer = letters.clone();
        fewer.remove(at);
        fewer
    };
    let mut values: Vec<String> = if letters.len() <= MOST_SELECTED {
        selections(&letters)
    } else {
        (0..letters.len())
            .map(|at| without(at).into_iter().collect())
            .collect()
    };
    let bases = std::iter::once(letters.clone()).chain((0..letters.len()).map(without));
    for base in bases {
        for letter in LETTERS.chars() {
            if letters.contains(&letter) {
                continue;
            }
            let mut more = base.clone();
            more.push(letter);
            let mut forms: Vec<String> = ORDERS
                .iter()
                .take(3)
                .map(|order| in_order(&more, order))
                .collect();
            forms.push(more.into_iter().collect());
            forms.dedup();
            values.extend(forms);
        }
    }
    attempts(case, values)
}

/// Every selection of some letters in their order, the empty one and the whole left out.
fn selections(letters: &[char]) -> Vec<String> {
    (1..(1_usize << letters.len()) - 1)
        .map(|chosen| {
            letters
                .iter()
                .enumerate()
                .filter(|(at, _)| chosen & (1 << at) != 0)
                .map(|(_, letter)| *letter)
                .collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_letters_have_every_order_and_selection() {
        assert_eq!(permutations(&['a', 'b', 'c']).len(), 6);
        assert_eq!(
            selections(&['r', 'w', 'l']),
            ["r", "w", "rw", "l", "rl", "wl"]
        );
        assert_eq!(in_order(&['d', 'l', 'r', 'w'], ORDERS[0]), "rwdl");
    }
}
