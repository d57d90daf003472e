//! Counts sentences, words and syllables, and gives the Flesch-Kincaid grade: the years of school
//! that a text asks for.
//!
//! What nobody reads as prose counts as one short word: dates, names of accounts, containers and
//! files, host names, addresses, ids, values and everything else that is not made of letters. What
//! is written in capitals is read letter by letter. Syllables come from the CMU Pronouncing
//! Dictionary, and for words it does not know from the estimate of the same crate.

use regex::Regex;
use std::{ops::AddAssign, sync::LazyLock};

/// The one short word that stands for a name, a date or code.
const SHORT_WORD: &str = "it";

static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}(?:, \d\d:\d\d(?::\d\d)? UTC)?").ok()
});

static QUOTED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("\"[^\"]*\"").ok());

/// What was counted in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) sentences: u32,
    pub(super) words: u32,
    pub(super) syllables: u32,
    /// The words of the longest sentence.
    pub(super) longest: u32,
}

impl Counts {
    /// Counts a text in which names have been replaced, see [`without_names`].
    pub(super) fn of(text: &str) -> Self {
        let mut counts = Self::default();
        for sentence in sentences(text) {
            let mut words = 0;
            for word in sentence.split_whitespace().filter_map(word) {
                words += 1;
                counts.syllables += syllables(word);
            }
            if words > 0 {
                counts.sentences += 1;
                counts.words += words;
                counts.longest = counts.longest.max(words);
            }
        }
        counts
    }

    /// The mean length of a sentence, in words.
    pub(super) fn words_per_sentence(self) -> f64 {
        f64::from(self.words) / f64::from(self.sentences.max(1))
    }

    /// The Flesch-Kincaid grade.
    pub(super) fn grade(self) -> f64 {
        let syllables_per_word = f64::from(self.syllables) / f64::from(self.words.max(1));
        0.39 * self.words_per_sentence() + 11.8 * syllables_per_word - 15.59
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.sentences += other.sentences;
        self.words += other.words;
        self.syllables += other.syllables;
        self.longest = self.longest.max(other.longest);
    }
}

/// Replaces the given names, dates and quoted values by one short word each.
pub(super) fn without_names(text: &str, names: &[String]) -> String {
    let mut text = text.to_owned();
    for pattern in [&*DATE, &*QUOTED].into_iter().flatten() {
        text = pattern.replace_all(&text, SHORT_WORD).into_owned();
    }
    for name in names {
        text = replace_whole(&text, name);
    }
    text
}

/// Replaces a name where it is not a part of a longer word.
fn replace_whole(text: &str, name: &str) -> String {
    let is_part = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(name) {
        let is_whole = !is_part(before.chars().next_back()) && !is_part(after.chars().next());
        replaced.push_str(before);
        replaced.push_str(if is_whole { SHORT_WORD } else { name });
        rest = after;
    }
    replaced + rest
}

/// Splits a text after each full stop, question mark and exclamation mark that a space follows.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut rest = text;
    while let Some(at) = end_of_sentence(rest) {
        let (sentence, after) = rest.split_at(at);
        sentences.push(sentence);
        rest = after;
    }
    sentences.push(rest);
    sentences
}

fn end_of_sentence(text: &str) -> Option<usize> {
    text.match_indices(' ')
        .map(|(at, _)| at)
        .find(|at| {
            text.get(..*at)
                .is_some_and(|before| before.ends_with(['.', '?', '!', '…']))
        })
        .map(|at| at + 1)
}

/// Takes the punctuation off a word; nothing is left of a dash.
fn word(written: &str) -> Option<&str> {
    let word = written.trim_matches(|letter: char| !letter.is_alphanumeric());
    (!word.is_empty()).then_some(word)
}

fn syllables(word: &str) -> u32 {
    let is_spelt_out = word.len() > 1 && word.chars().all(char::is_uppercase);
    if is_spelt_out {
        return number(word.len());
    }
    // Among them are "don't" and "user's".
    if let Some(known) = syllarust::try_count_syllables(&word.replace('’', "'")) {
        return number(known);
    }
    let is_prose = |letter: char| letter.is_alphabetic() || matches!(letter, '-' | '’' | '\'');
    if !word.chars().all(is_prose) {
        return 1;
    }
    let parts: Vec<&str> = word.split(['-', '’', '\'']).collect();
    match parts.as_slice() {
        [only] => number(syllarust::count_syllables(only)),
        // The "s" of a word that the dictionary does not know.
        [owner, "s"] => syllables(owner),
        parts if parts.len() > 1 && parts.iter().all(|part| !part.is_empty()) => {
            parts.iter().map(|part| syllables(part)).sum()
        }
        _ => 1,
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_those_of_a_dictionary() {
        for (word, count) in [
            ("link", 1),
            ("can", 1),
            ("delete", 2),
            ("anyone", 3),
            ("account", 2),
            ("container", 3),
            ("everything", 3),
            ("signature", 3),
            ("regenerate", 4),
            ("Azure", 2),
            ("permission", 3),
            ("user's", 2),
            ("signed-in", 2),
            ("SAS", 3),
            ("HTTPS", 5),
            // Not made of letters.
            ("sp=rl", 1),
            ("2015-04-05", 1),
        ] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    #[test]
    fn names_and_dates_are_one_short_word() {
        let names = ["photos".to_owned()];
        assert_eq!(
            without_names(
                "Read photos until 6 October 2051, 07:09 UTC, not myphotos, as \"a b\".",
                &names
            ),
            "Read it until it, not myphotos, as it."
        );
    }

    #[test]
    fn the_grade_is_the_published_formula() {
        // 2 sentences, 10 words, 10 syllables: 0.39 * 5 + 11.8 * 1 - 15.59.
        let counts = Counts::of("The cat sat on the mat. The dog ran fast.");
        assert_eq!(
            (counts.sentences, counts.words, counts.syllables),
            (2, 10, 10)
        );
        assert_eq!(counts.longest, 6);
        assert!((counts.grade() - -1.84).abs() < 1e-9);
    }

    #[test]
    fn a_full_stop_within_a_word_ends_nothing() {
        assert_eq!(
            sentences("See a.txt now. Then stop."),
            ["See a.txt now. ", "Then stop."]
        );
    }
}
