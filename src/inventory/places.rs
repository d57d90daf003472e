//! The places of tokens, kept small: a list may have a million of them.

use super::safe;
use crate::report::{History, Place};
use chrono::DateTime;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

/// More paths inside each other than any scan opens.
const MOST_INNER: usize = 64;

/// Places that are pushed out of a full list leave their texts behind: so many bytes, and no more.
const MOST_BYTES: usize = 512 * 1024 * 1024;

/// What a text costs beside its bytes.
const COST: usize = 64;

/// Between the texts of a list that is kept as one; no safe text has it.
const BREAK: char = '\0';

/// So many digits of a commit tell it from any other of its repository.
const SHORT_COMMIT: usize = 12;

/// The lengths of the hex digits of SHA-1 and SHA-256.
const OBJECT_LENGTHS: &[usize] = &[40, 64];

/// A text of the pool. The first one is the empty text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Name(u32);

/// Texts that come up again and again, each kept once.
#[derive(Debug)]
pub(super) struct Pool {
    texts: Vec<Arc<str>>,
    known: BTreeMap<Arc<str>, u32>,
    bytes: usize,
}

impl Pool {
    pub(super) fn new() -> Self {
        let empty: Arc<str> = "".into();
        Self {
            texts: vec![empty.clone()],
            known: BTreeMap::from([(empty, 0)]),
            bytes: 0,
        }
    }

    fn keep(&mut self, text: &str) -> Name {
        if let Some(at) = self.known.get(text) {
            return Name(*at);
        }
        // Bounded as places are, and by bytes.
        let at = u32::try_from(self.texts.len()).unwrap_or(0);
        let text: Arc<str> = text.into();
        self.bytes = self.bytes.saturating_add(text.len() + COST);
        self.texts.push(text.clone());
        self.known.insert(text, at);
        Name(at)
    }

    fn keep_list(&mut self, texts: &[String]) -> Name {
        self.keep(&joined(texts))
    }

    /// Whether no more texts should be kept.
    pub(super) fn is_full(&self) -> bool {
        self.bytes >= MOST_BYTES
    }

    pub(super) fn text(&self, name: Name) -> &str {
        usize::try_from(name.0)
            .ok()
            .and_then(|at| self.texts.get(at))
            .map_or("", |text| &**text)
    }

    fn list(&self, name: Name) -> Vec<String> {
        match self.text(name) {
            "" => Vec::new(),
            text => text.split(BREAK).map(str::to_owned).collect(),
        }
    }

    /// Whether each text of the pool is one of those.
    pub(super) fn which(&self, is_one: impl Fn(&str) -> bool) -> Vec<bool> {
        self.texts.iter().map(|text| is_one(text)).collect()
    }
}

/// Puts a list of paths or names into one safe text.
fn joined(texts: &[String]) -> String {
    let safe: Vec<String> = texts
        .iter()
        .take(MOST_INNER)
        .map(|text| safe::path(text))
        .collect();
    safe.join("\0")
}

/// What places are ordered by: a file that is there comes before what only a history holds.
pub(super) type Order<'a> = (bool, &'a str, &'a str, u64, u64);

/// A place that is not kept yet, as far as places are ordered by it; safe to show.
#[derive(Clone, Debug)]
pub(super) struct SafePlace {
    is_past: bool,
    file: String,
    inner: String,
    line: u64,
    offset: u64,
}

impl SafePlace {
    pub(super) fn of(place: &Place) -> Self {
        Self {
            is_past: place.history.is_some(),
            file: safe::path(&place.file),
            inner: joined(&place.inner),
            line: place.line.unwrap_or(0),
            offset: place.offset,
        }
    }

    pub(super) fn order(&self) -> Order<'_> {
        (
            self.is_past,
            &self.file,
            &self.inner,
            self.line,
            self.offset,
        )
    }
}

/// One place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    file: Name,
    inner: Name,
    carriers: Name,
    history: Option<Past>,
    /// 0 where there is none.
    line: u64,
    column: u64,
    offset: u64,
}

/// Where in a history it stands.
#[derive(Clone, Copy, Debug)]
struct Past {
    object: Name,
    commit: Name,
    path: Name,
    author_date: Name,
    in_head: Option<bool>,
}

impl Spot {
    /// Keeps a place; its texts are made safe.
    pub(super) fn keep(place: &Place, safe: &SafePlace, pool: &mut Pool) -> Self {
        let history = place.history.as_ref().map(|history| Past {
            object: pool.keep(&safe::hex(&history.object, OBJECT_LENGTHS).unwrap_or_default()),
            commit: keep_hex(history.commit.as_deref(), pool),
            path: pool.keep(&safe::path(history.path.as_deref().unwrap_or_default())),
            author_date: keep_date(history.author_date.as_deref(), pool),
            in_head: history.in_head,
        });
        Self {
            file: pool.keep(&safe.file),
            inner: pool.keep(&safe.inner),
            carriers: pool.keep_list(&place.carriers),
            history,
            line: safe.line,
            column: place.column.unwrap_or(0),
            offset: place.offset,
        }
    }

    pub(super) fn to_place(self, pool: &Pool) -> Place {
        let given = |name| Some(pool.text(name).to_owned()).filter(|text| !text.is_empty());
        Place {
            file: pool.text(self.file).to_owned(),
            inner: pool.list(self.inner),
            line: Some(self.line).filter(|line| *line > 0),
            column: Some(self.column).filter(|column| *column > 0),
            offset: self.offset,
            carriers: pool.list(self.carriers),
            history: self.history.map(|past| History {
                object: pool.text(past.object).to_owned(),
                commit: given(past.commit),
                path: given(past.path),
                author_date: given(past.author_date),
                in_head: past.in_head,
            }),
        }
    }

    /// The place in short: `file!inner:line`.
    pub(super) fn say(self, pool: &Pool) -> String {
        let mut text = self.path(pool);
        if self.line > 0 {
            let _ = write!(text, ":{}", self.line);
        }
        text
    }

    /// What a repository's history says of it, in words.
    pub(super) fn say_past(self, pool: &Pool) -> Option<String> {
        let past = self.history?;
        let words = match past.in_head {
            Some(true) => "in the Git history and in the files of today",
            Some(false) => "not in the files of today, but in the Git history",
            None => "in the Git history",
        };
        let commit = pool.text(past.commit);
        Some(match commit.get(..SHORT_COMMIT).unwrap_or(commit) {
            "" => words.to_owned(),
            short => format!("{words}, first in commit {short}"),
        })
    }

    /// The path: `file!inner`; what has no inner path but one in a history gets that.
    pub(super) fn path(self, pool: &Pool) -> String {
        let mut text = pool.text(self.file).to_owned();
        let past = self.history.map_or("", |past| pool.text(past.path));
        let inner = match pool.text(self.inner) {
            "" => past,
            inner => inner,
        };
        if !inner.is_empty() {
            text.push('!');
            text.push_str(&inner.replace(BREAK, "!"));
        }
        text
    }

    pub(super) fn order(self, pool: &Pool) -> Order<'_> {
        (
            self.is_past(),
            pool.text(self.file),
            pool.text(self.inner),
            self.line,
            self.offset,
        )
    }

    /// Whether it is one of the texts that were picked.
    pub(super) fn is_in(self, picked: &[bool]) -> bool {
        let past = self.history.map(|past| [past.path, past.commit]);
        let [path, commit] = past.unwrap_or_default();
        [self.file, self.inner, path, commit]
            .into_iter()
            .any(|name| {
                usize::try_from(name.0)
                    .ok()
                    .and_then(|at| picked.get(at))
                    .is_some_and(|is_picked| *is_picked)
            })
    }

    pub(super) fn is_past(self) -> bool {
        self.history.is_some()
    }

    pub(super) fn in_head(self) -> Option<bool> {
        self.history.and_then(|past| past.in_head)
    }
}

fn keep_hex(text: Option<&str>, pool: &mut Pool) -> Name {
    let hex = text.and_then(|text| safe::hex(text, OBJECT_LENGTHS));
    pool.keep(&hex.unwrap_or_default())
}

/// A date is kept as it is written, with its author's offset, if it is one.
fn keep_date(text: Option<&str>, pool: &mut Pool) -> Name {
    let date = text.filter(|text| text.len() < 64 && DateTime::parse_from_rfc3339(text).is_ok());
    pool.keep(date.unwrap_or_default())
}
