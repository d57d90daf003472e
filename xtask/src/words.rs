//! Whether people can read what the tool says: the reading grade of every sentence, and its manner.
//!
//! Every sentence is measured as it is read: the reports on the corpora of the tests and on the
//! examples of the rules are made, and their sentences collected; templates that none of them shows
//! are filled with plain words; the page's own texts are read from `www/`. What is a name or code
//! counts as one short word, see [`prose`].
//!
//! Three limits:
//!
//! - A group of sentences has the grade [`MOST_FOR_A_GROUP`] at most: the promise of the project.
//! - One message has the grade [`MOST_FOR_A_MESSAGE`] at most. The grade is made for passages; over a
//!   single sentence one long word moves it by a whole year, and the words that Azure's own portal
//!   uses ("permission", "delegation") are long. So one message may be harder than its group,
//!   but not by more than school ends with; and messages of fewer than [`FEWEST_WORDS`] words are
//!   judged in their group alone.
//! - A sentence has fewer than [`MOST_WORDS`] words.
//!
//! And [`tone`]: no shouting, no blame, no word of the trade without its meaning.

mod prose;
mod texts;
mod tone;

use crate::project::Project;
use anyhow::{Result, bail};
use prose::Counts;
use std::collections::{BTreeMap, BTreeSet};
use texts::{Text, Texts};

const MOST_FOR_A_GROUP: f64 = 8.0;
const MOST_FOR_A_MESSAGE: f64 = 12.0;
const FEWEST_WORDS: u32 = 12;
const MOST_WORDS: u32 = 30;

/// How many of the hardest messages are shown.
const SHOWN: usize = 5;

/// Groups of texts, by the start of their ids.
const GROUPS: &[(&str, &[&str])] = &[
    ("verdict sentences", &["sentence/"]),
    ("actions", &["action/", "command/"]),
    ("reasons", &["reason/"]),
    ("findings", &["rule/"]),
    (
        "outcomes and limits",
        &["access/", "outcome/", "limit/", "near/"],
    ),
    ("operations", &["operation/"]),
    ("letters", &["letter/", "grant/"]),
    (
        "meanings",
        &["kind/", "meaning/", "param/", "resource/", "validity/"],
    ),
    ("signatures", &["signature/"]),
    ("unknowns", &["unknown/"]),
    ("comparisons", &["compare/"]),
    ("who used it", &["usage/"]),
    ("proposals", &["narrow/"]),
    ("lists", &["inventory/", "inventory-remedy/"]),
    ("repairs and notes", &["note/", "repair/", "skipped/"]),
    ("answers of Azure", &["error/"]),
    (
        "what to do about answers",
        &["error-fix/", "error-remark/", "mistake/"],
    ),
    ("page", &["page/"]),
];

/// Messages that may be harder, each with the reason.
const EXCEPTIONS: &[(&str, &str)] = &[];

/// Measures every text, prints a table and fails over a limit.
///
/// # Errors
///
/// When a text is too hard or ill-mannered; all of them are printed.
pub(crate) fn check(project: &Project) -> Result<()> {
    let texts = Texts::collect(project)?;
    let mut faults = Vec::new();
    println!(
        "{:<24}{:>10}{:>18}{:>8}",
        "words", "sentences", "words/sentence", "grade"
    );
    let mut total = Counts::default();
    for (name, counts) in groups(&texts) {
        print_row(name, counts);
        total += counts;
        if counts.grade() > MOST_FOR_A_GROUP {
            faults.push(format!("{name}: grade {:.1}", counts.grade()));
        }
    }
    print_row("all", total);
    let mut measured: Vec<(f64, Counts, &Text)> = texts
        .all
        .iter()
        .map(|text| (text, Counts::of(&text.text)))
        .filter(|(_, counts)| counts.words >= FEWEST_WORDS)
        .map(|(text, counts)| (counts.grade(), counts, text))
        .collect();
    measured.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut shown = BTreeSet::new();
    let hardest = measured
        .iter()
        .filter(|(_, _, text)| shown.insert(&text.id));
    for (grade, _, text) in hardest.take(SHOWN) {
        println!("  {grade:>4.1}  {}: {}", text.id, text.text);
    }
    faults.extend(measured.iter().filter_map(|(grade, counts, text)| {
        let is_excepted = EXCEPTIONS.iter().any(|(id, _)| *id == text.id);
        let is_hard = *grade > MOST_FOR_A_MESSAGE && !is_excepted;
        (is_hard || counts.longest >= MOST_WORDS).then(|| {
            format!(
                "grade {grade:.1}, up to {} words in a sentence: {}: {}",
                counts.longest, text.id, text.text
            )
        })
    }));
    faults.extend(ill_mannered(&texts));
    if faults.is_empty() {
        return Ok(());
    }
    bail!(
        "{} texts are hard to read:\n  {}",
        faults.len(),
        faults.join("\n  ")
    )
}

fn print_row(name: &str, counts: Counts) {
    println!(
        "{name:<24}{:>10}{:>18.1}{:>8.1}",
        counts.sentences,
        counts.words_per_sentence(),
        counts.grade()
    );
}

/// Counts each group.
fn groups(texts: &Texts) -> Vec<(&'static str, Counts)> {
    GROUPS
        .iter()
        .map(|(name, starts)| {
            let mut counts = Counts::default();
            for text in &texts.all {
                if starts.iter().any(|start| text.id.starts_with(start)) {
                    counts += Counts::of(&text.text);
                }
            }
            (*name, counts)
        })
        .collect()
}

/// Says which texts shout, blame or leave a word unexplained.
fn ill_mannered(texts: &Texts) -> Vec<String> {
    let mut faults: Vec<String> = texts
        .all
        .iter()
        .flat_map(|text| {
            tone::faults(text)
                .into_iter()
                .map(move |fault| format!("{fault}: {}: {}", text.id, text.text))
        })
        .collect();
    let mut unexplained = BTreeMap::new();
    for read in &texts.read_in_order {
        for (text, word) in tone::unexplained(read) {
            unexplained
                .entry((word, text.id.as_str()))
                .or_insert_with(|| text.text.as_str());
        }
    }
    faults.extend(
        unexplained
            .into_iter()
            .map(|((word, id), text)| format!("\"{word}\" without its meaning: {id}: {text}")),
    );
    faults
}
