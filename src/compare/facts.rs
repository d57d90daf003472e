//! What is known about one of two links.

use super::place::Place;
use crate::Options;
use crate::access::effective::Effective;
use crate::access::outcomes::{self, Outcome};
use crate::access::scope::{Rows, Scope};
use crate::access::window::Window;
use crate::params::Family;
use crate::repair::{self, Found, Item};
use crate::report::{Level, State, TokenReport, build};
use crate::token::Token;

/// One link, read.
pub(crate) struct Facts<'a> {
    pub(crate) token: &'a Token,
    pub(crate) report: TokenReport,
    pub(crate) place: Place,
    pub(crate) scope: Scope,
    pub(crate) window: Window,
    pub(crate) effective: Effective,
    pub(crate) outcomes: Vec<Outcome>,
    /// How many links to Azure Storage the text holds.
    pub(crate) count: usize,
}

/// Finds the links of a text.
pub(crate) fn find(text: &str) -> Found {
    repair::find_tokens(crate::analyze::within_limit(text))
}

impl<'a> Facts<'a> {
    /// Reads the most dangerous link to Azure Storage of a text.
    pub(crate) fn of(found: &'a Found, text: &str, options: &Options) -> Option<Self> {
        let report = build::report(text, found, options, build::Secrets::Redacted);
        let items = found.items();
        let mut links = report.ranking.iter().filter_map(|index| {
            let index = usize::try_from(*index).ok()?;
            match items.get(index)? {
                Item::Storage(token) => Some((index, *token)),
                Item::Product(_) => None,
            }
        });
        let (worst, token) = links.next()?;
        let count = found.tokens.len();
        let report = report.tokens.into_iter().nth(worst)?;
        let scope = Scope::of(token);
        let effective = Effective::of(token, &scope);
        Some(Self {
            token,
            report,
            place: Place::of(token, &scope),
            window: Window::of(token, options.now),
            outcomes: outcomes::of(&effective),
            scope,
            effective,
            count,
        })
    }

    /// Whether it is too damaged to say what it opens, or until when.
    pub(crate) fn is_unreadable(&self) -> bool {
        let has_no_end = self.window.end().is_none() && !self.window.has_policy;
        self.report.verdict.level == Level::Unreadable
            || self.token.family() == Family::Unknown
            || has_no_end
    }

    /// Whether it works at no moment from now on, or has no effect at any.
    pub(crate) fn opens_nothing(&self) -> bool {
        let has_no_rights = self.effective.held.is_empty() && !self.effective.is_unknown;
        self.window.is_over()
            || self.window.is_never()
            || self.scope.rows == Rows::None
            || has_no_rights
    }

    /// Whether a stored access policy holds its permissions or its end.
    pub(crate) fn is_hidden(&self) -> bool {
        self.effective.is_unknown || (self.window.has_policy && self.window.end().is_none())
    }

    /// Whether Azure should refuse it as written.
    pub(crate) fn is_refused(&self) -> bool {
        self.report.state == State::Malformed && !self.window.is_never()
    }

    /// The stored access policy that it depends on.
    pub(crate) fn policy(&self) -> Option<&str> {
        self.token.in_force("si")
    }
}

/// Whether two links depend on one and the same stored access policy, whatever that says.
pub(crate) fn share_policy(first: &Facts<'_>, second: &Facts<'_>) -> bool {
    use super::place;
    first.policy().is_some()
        && first.policy() == second.policy()
        && place::have_one_container(&first.place, &second.place)
}
