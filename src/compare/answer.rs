//! Whether one set of requests lies within another: yes, no, or not to be told.

/// An answer; the lesser of two holds for both together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Answer {
    No,
    Unknown,
    Yes,
}

impl From<bool> for Answer {
    fn from(is_so: bool) -> Self {
        if is_so { Self::Yes } else { Self::No }
    }
}

/// The answers in both directions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Both {
    pub(crate) second_in_first: Answer,
    pub(crate) first_in_second: Answer,
}

impl Both {
    pub(crate) const SAME: Self = Self {
        second_in_first: Answer::Yes,
        first_in_second: Answer::Yes,
    };
    pub(crate) const UNKNOWN: Self = Self {
        second_in_first: Answer::Unknown,
        first_in_second: Answer::Unknown,
    };
    pub(crate) const APART: Self = Self {
        second_in_first: Answer::No,
        first_in_second: Answer::No,
    };

    /// Asks in both directions whether the one holds the other.
    pub(crate) fn ask<T: ?Sized>(first: &T, second: &T, holds: impl Fn(&T, &T) -> Answer) -> Self {
        Self {
            second_in_first: holds(first, second),
            first_in_second: holds(second, first),
        }
    }

    /// What holds in every dimension.
    pub(crate) fn all(dimensions: impl IntoIterator<Item = Self>) -> Self {
        dimensions.into_iter().fold(Self::SAME, |all, one| Self {
            second_in_first: all.second_in_first.min(one.second_in_first),
            first_in_second: all.first_in_second.min(one.first_in_second),
        })
    }

    /// A limit that only one of two has, or both: whoever has it lies within whoever does not.
    pub(crate) fn of_limit<T>(
        first: Option<T>,
        second: Option<T>,
        both: impl Fn(T, T) -> Self,
    ) -> Self {
        match (first, second) {
            (None, None) => Self::SAME,
            (None, Some(_)) => Self {
                second_in_first: Answer::Yes,
                first_in_second: Answer::No,
            },
            (Some(_), None) => Self {
                second_in_first: Answer::No,
                first_in_second: Answer::Yes,
            },
            (Some(first), Some(second)) => both(first, second),
        }
    }
}
