//! What a run heard: every request with every token, both answers, and what explains where they part.

use super::disagreement::Row;
use super::token::Token;
use sas_lens::report::Answer;

/// What Azurite says to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Theirs {
    /// It does it, or would do it.
    Yes,
    /// It refuses, for what the token lacks.
    No,
    /// It refuses although the token is signed for this: it cannot check its signature.
    NotRead,
    /// It breaks off, as it has no rule for the request.
    Fails,
}

/// One request with one token, and both answers.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) trial: &'static str,
    pub(crate) id: &'static str,
    pub(crate) token: Token,
    pub(crate) ours: Answer,
    pub(crate) theirs: Theirs,
}

impl Case {
    /// Whether the answers are the same; `None` where ours is that nobody can know.
    pub(crate) fn agrees(&self) -> Option<bool> {
        match (self.ours, self.theirs) {
            (Answer::Allowed, Theirs::Yes) | (Answer::Denied, Theirs::No) => Some(true),
            (Answer::Unknown, Theirs::Yes | Theirs::No) => None,
            _ => Some(false),
        }
    }
}

/// What a run came to.
pub(crate) struct Sum<'a> {
    pub(crate) agreed: usize,
    pub(crate) unknown: usize,
    /// The cases that no row explains, or more than one.
    pub(crate) unexplained: Vec<(&'a Case, usize)>,
    /// How many cases each row explains.
    pub(crate) explained: Vec<usize>,
}

/// Sets every disagreement against the rows that explain them.
pub(crate) fn sum<'a>(cases: &'a [Case], rows: &[Row]) -> Sum<'a> {
    let mut sum = Sum {
        agreed: 0,
        unknown: 0,
        unexplained: Vec::new(),
        explained: vec![0; rows.len()],
    };
    for case in cases {
        match case.agrees() {
            Some(true) => sum.agreed += 1,
            None => sum.unknown += 1,
            Some(false) => {
                let explains: Vec<_> = (0..rows.len())
                    .filter(|at| rows[*at].explains(case))
                    .collect();
                match explains.as_slice() {
                    [at] => sum.explained[*at] += 1,
                    several => sum.unexplained.push((case, several.len())),
                }
            }
        }
    }
    sum
}
