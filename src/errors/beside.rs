//! Chooses the link that an answer is about.

use super::compare::{self, Line, SignedKind};
use super::explain::Beside;
use super::find::{self, Answer};
use super::signed::Signed;
use super::times;
use crate::report::TokenReport;
use crate::token::Token;

/// A storage link: its index in the report, what was read, and what is reported.
pub(crate) type Link<'a> = (usize, &'a Token, &'a TokenReport);

/// The link that an answer is about, if it can be told.
#[derive(Default)]
pub(super) struct Choice<'a> {
    pub(super) beside: Option<Beside<'a>>,
    /// Whether it was chosen among several.
    pub(super) is_chosen: bool,
    /// Whether nothing but its place speaks for it, among several.
    pub(super) is_guess: bool,
    /// Whether the only link there is cannot be the one.
    pub(super) is_other: bool,
}

/// More links than these are not compared one by one.
const MOST_CANDIDATES: usize = 10;

/// How far in front of an answer the request stands that it belongs to.
const NEAR: usize = 4000;

/// Chooses the link that was refused: the one whose values stand in the answer; else the only one;
/// else the one that stands right in front of it, or inside it.
pub(super) fn choose<'a>(
    text: &str,
    answer: &Answer,
    signed: Option<&Signed>,
    links: &[Link<'a>],
) -> Choice<'a> {
    let distance = |token: &Token| {
        let (start, end) = (token.stretch.0 as usize, token.stretch.1 as usize);
        let ahead = start.saturating_sub(answer.range.end);
        ahead.max(answer.range.start.saturating_sub(end))
    };
    let mut near: Vec<(usize, &Token)> = links
        .iter()
        .map(|(index, token, _)| (*index, *token))
        .collect();
    if near.len() > MOST_CANDIDATES {
        near.sort_by_key(|(index, token)| (distance(token), *index));
        near.truncate(MOST_CANDIDATES);
        near.sort_by_key(|(index, _)| *index);
    }
    let fits: Vec<(usize, &Token, Fit)> = near
        .into_iter()
        .map(|(index, token)| (index, token, fit(text, answer, signed, token)))
        .collect();
    let beside = |index: usize| {
        let (_, token, report) = links.iter().find(|(known, ..)| *known == index)?;
        Some(Beside {
            index,
            token,
            report,
        })
    };
    let best = fits
        .iter()
        .filter_map(|(index, token, fit)| match fit {
            Fit::Equal(count) => Some((*count, *index, *token)),
            _ => None,
        })
        .max_by_key(|(count, index, _)| (*count, std::cmp::Reverse(*index)));
    if let Some((_, index, _)) = best {
        return Choice {
            beside: beside(index),
            is_chosen: fits.len() > 1,
            is_guess: false,
            is_other: false,
        };
    }
    let possible: Vec<&(usize, &Token, Fit)> = fits
        .iter()
        .filter(|(_, _, fit)| !matches!(fit, Fit::Other))
        .collect();
    match possible.as_slice() {
        [] => Choice {
            is_other: !fits.is_empty(),
            ..Choice::default()
        },
        [(index, ..)] => Choice {
            beside: beside(*index),
            is_chosen: fits.len() > 1,
            is_guess: fits.len() > 1,
            is_other: false,
        },
        several => {
            let is_request = |token: &Token| {
                let end = token.stretch.1 as usize;
                end <= answer.range.end && end + NEAR >= answer.range.start
            };
            // Two links in front of it: a copy has a source and a target.
            let mut requests = several.iter().filter(|(_, token, _)| is_request(token));
            let last = requests.next_back();
            let is_alone = requests.next_back().is_none_or(|(_, earlier, _)| {
                last.is_some_and(|(_, token, _)| {
                    token.stretch.0 as usize > earlier.stretch.1 as usize + NEAR / 4
                })
            });
            Choice {
                beside: last
                    .filter(|_| is_alone)
                    .and_then(|(index, ..)| beside(*index)),
                is_chosen: true,
                is_guess: true,
                is_other: false,
            }
        }
    }
}

/// How well a link fits what an answer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// So many values are the same.
    Equal(usize),
    /// The answer says nothing that could be compared.
    Unknown,
    /// It is another link.
    Other,
}

/// Whether a line is the same on both sides, or the same moment written in two ways.
fn is_near(line: &Line) -> bool {
    let moment = |text: &Option<String>| text.as_deref().and_then(times::parse);
    line.is_same() || (moment(&line.server).is_some() && moment(&line.server) == moment(&line.ours))
}

fn fit(text: &str, answer: &Answer, signed: Option<&Signed>, token: &Token) -> Fit {
    if let Some(signed) = signed {
        let compared = compare::compare(signed, Some(token));
        if compared.is_header() || matches!(compared.kind, SignedKind::Unknown) {
            return Fit::Unknown;
        }
        // Values that most links share prove nothing.
        let is_telling = |line: &&Line| {
            let filled = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
            !matches!(line.name, "" | "sv" | "spr" | "sr" | "sks" | "skv")
                && (filled(&line.server) || filled(&line.ours))
        };
        let is_moved = |line: &Line| !is_near(line) && line.differs();
        let telling = || compared.lines.iter().filter(is_telling);
        let same = telling().filter(|line| is_near(line)).count();
        let different = telling().filter(|line| is_moved(line)).count();
        return if same == 0 || (different > 1 && different >= same) {
            Fit::Other
        } else {
            Fit::Equal(compared.equal)
        };
    }
    // The times of a delegation key are not the link's own.
    let is_key = answer
        .detail
        .is_some_and(|detail| detail.id == "key-time-frame");
    let (start, expiry) = if is_key { ("skt", "ske") } else { ("st", "se") };
    let said = |name: &str| {
        let range = find::value(&answer.values, name)?;
        times::parse(text.get(range)?).map(|moment| moment.timestamp())
    };
    let own = |key: &str| {
        token
            .value(key)
            .and_then(times::parse)
            .map(|moment| moment.timestamp())
    };
    let pairs = [
        said("expiry").zip(own(expiry)),
        // Without a start in the link, Azure shows the moment of the request.
        said("start").zip(own(start)),
    ];
    let same = pairs
        .iter()
        .flatten()
        .filter(|(one, other)| one == other)
        .count();
    let known = pairs.iter().flatten().count();
    match (known, same) {
        (0, _) => Fit::Unknown,
        (known, same) if same == known => Fit::Equal(same),
        _ => Fit::Other,
    }
}
