//! Names the lines of the string-to-sign that Azure shows, and puts ours beside them.

use super::signed::Signed;
use crate::params::{Family, Service, versions};
use crate::report::is_guid;
use crate::signature::Context;
use crate::signature::layouts::{self, Layout};
use crate::signature::text::StringToSign;
use crate::token::Token;

/// A string-to-sign, line by line.
#[derive(Clone, Debug, Default)]
pub(super) struct Compared {
    pub(super) kind: SignedKind,
    pub(super) lines: Vec<Line>,
    pub(super) breaks_lost: bool,
    /// Whether empty lines at the end got lost.
    pub(super) end_lost: bool,
    /// How many lines are known on both sides and equal.
    pub(super) equal: usize,
}

/// What Azure signed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum SignedKind {
    /// The parameters of a link, in a known layout.
    Link(&'static Layout),
    /// The parameters of a link, in an order that cannot be told.
    #[default]
    Unknown,
    /// The headers of a request: no link was looked at.
    Header,
}

/// One line.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// As in [`Layout::fields`]; empty for a line that has no name.
    pub(super) name: &'static str,
    pub(super) server: Option<String>,
    pub(super) ours: Option<String>,
}

impl Line {
    pub(super) fn is_same(&self) -> bool {
        matches!((&self.server, &self.ours), (Some(server), Some(ours)) if is_equal(server, ours))
    }

    pub(super) fn differs(&self) -> bool {
        self.server.is_some() && self.ours.is_some() && !self.is_same()
    }
}

/// Blanks at the ends are a tool's.
fn is_equal(server: &str, ours: &str) -> bool {
    server == ours || server.trim() == ours.trim()
}

impl Compared {
    /// The first line that differs.
    pub(super) fn first_difference(&self) -> Option<&Line> {
        self.lines.iter().find(|line| line.differs())
    }

    /// Whether all that can be compared is equal, and that is most of it.
    pub(super) fn is_same(&self) -> bool {
        self.equal > 3 && self.first_difference().is_none()
    }

    pub(super) fn server(&self, name: &str) -> Option<&str> {
        self.lines
            .iter()
            .find(|line| line.name == name)?
            .server
            .as_deref()
    }

    /// How many fields Azure signed.
    pub(super) fn field_count(&self) -> usize {
        match self.kind {
            // The account SAS has no field behind its last line feed.
            SignedKind::Link(layout) => layout.names().filter(|name| *name != "end").count(),
            _ => self.lines.len(),
        }
    }

    pub(super) fn is_header(&self) -> bool {
        matches!(self.kind, SignedKind::Header)
    }

    fn counted(mut self) -> Self {
        self.equal = self.lines.iter().filter(|line| line.is_same()).count();
        self
    }
}

const VERBS: [&str; 9] = [
    "GET", "PUT", "HEAD", "POST", "DELETE", "PATCH", "OPTIONS", "MERGE", "LIST",
];

/// Compares what Azure signed with what a link stands for, if there is one.
pub(super) fn compare(signed: &Signed, token: Option<&Token>) -> Compared {
    let words = words(signed);
    if words
        .first()
        .is_some_and(|first| VERBS.contains(&first.as_str()))
    {
        return Compared {
            kind: SignedKind::Header,
            lines: headers(signed),
            breaks_lost: signed.breaks_lost,
            ..Compared::default()
        };
    }
    let ours = token.and_then(|token| StringToSign::of(token, &Context::default()));
    if signed.breaks_lost {
        return align(&words, ours.as_ref()).counted();
    }
    let Some(layout) = layout_of(signed, ours.as_ref()) else {
        return Compared {
            kind: SignedKind::Unknown,
            lines: unnamed(signed),
            ..Compared::default()
        };
    };
    side_by_side(signed, layout, ours.as_ref(), token).counted()
}

/// The words of a string-to-sign whose line breaks were lost; else its lines.
fn words(signed: &Signed) -> Vec<String> {
    if signed.breaks_lost {
        let whole = signed.lines.first().map(String::as_str).unwrap_or_default();
        return whole.split_whitespace().map(str::to_owned).collect();
    }
    signed.lines.clone()
}

/// The first lines of what an Authorization header signs, for blobs, files and queues.
/// Source: <https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key>
const HEADERS: [&str; 12] = [
    "Method",
    "Content-Encoding",
    "Content-Language",
    "Content-Length",
    "Content-MD5",
    "Content-Type",
    "Date",
    "If-Modified-Since",
    "If-Match",
    "If-None-Match",
    "If-Unmodified-Since",
    "Range",
];

/// The lines of an Authorization header's text.
fn headers(signed: &Signed) -> Vec<Line> {
    let mut lines = unnamed(signed);
    let is_usual = signed
        .lines
        .get(HEADERS.len())
        .is_some_and(|line| line.starts_with("x-ms-"));
    if is_usual {
        for (line, name) in lines.iter_mut().zip(HEADERS) {
            line.name = name;
        }
    }
    lines
}

fn unnamed(signed: &Signed) -> Vec<Line> {
    let line = |server: &String| Line {
        server: Some(server.clone()),
        ..Line::default()
    };
    signed.lines.iter().map(line).collect()
}

/// Tells in which layout Azure signed: by the letters, paths and ids at their places, and by the
/// version among the lines.
fn layout_of(signed: &Signed, ours: Option<&StringToSign>) -> Option<&'static Layout> {
    let line = |at: usize| {
        signed
            .lines
            .get(at)
            .map(|line| line.trim())
            .unwrap_or_default()
    };
    let is_set = |text: &str, letters: &str| {
        !text.is_empty() && text.chars().all(|letter| letters.contains(letter))
    };
    let (family, services): (Family, &[Option<Service>]) =
        if is_set(line(2), "bfqt") && is_set(line(3), "sco") {
            (Family::Account, &[None])
        } else if !line(3).starts_with('/') {
            return None;
        } else {
            let family = if is_guid(line(4)) {
                Family::UserDelegation
            } else {
                Family::Service
            };
            (family, services_of(line(3)))
        };
    let preferred = ours.map(|ours| ours.layout);
    let is_filled = |line: &String| !line.trim().is_empty();
    let filled = signed
        .lines
        .iter()
        .rposition(is_filled)
        .map_or(0, |at| at + 1);
    let fits = |layout: &&'static Layout| {
        let at = layout.names().position(|name| name == "sv");
        let version = at.map(line).unwrap_or_default();
        let is_known = match at {
            Some(_) => versions::is_well_formed(version),
            None => filled <= layout.names().count(),
        };
        let same = layouts::find(layout.family, layout.service, version);
        is_known && same.is_some_and(|found| found.id == layout.id)
    };
    let candidates = || {
        services
            .iter()
            .flat_map(|service| layouts::of_kind(family, *service))
            .filter(fits)
    };
    candidates()
        .find(|layout| preferred.is_some_and(|ours| ours.id == layout.id))
        .or_else(|| candidates().last())
}

/// The services that sign a path which begins so.
fn services_of(path: &str) -> &'static [Option<Service>] {
    const EVERY: &[Option<Service>] = &[
        Some(Service::File),
        Some(Service::Queue),
        Some(Service::Table),
        Some(Service::Blob),
    ];
    match path.split('/').nth(1) {
        Some("blob") => &[Some(Service::Blob)],
        Some("file") => &[Some(Service::File)],
        Some("queue") => &[Some(Service::Queue)],
        Some("table") => &[Some(Service::Table)],
        _ => EVERY,
    }
}

fn side_by_side(
    signed: &Signed,
    layout: &'static Layout,
    ours: Option<&StringToSign>,
    token: Option<&Token>,
) -> Compared {
    let mut at = 0;
    let mut lines: Vec<Line> = Vec::new();
    for name in layout.names() {
        let count = line_count(name, token);
        let end = (at + count).min(signed.lines.len());
        let own = signed.lines.get(at..end).unwrap_or_default();
        at += count;
        // Tools and hands cut empty lines off at the end: what is missing there was empty.
        let server = Some(own.join("\n"));
        let field = ours.and_then(|ours| ours.fields.iter().find(|field| field.name == name));
        lines.push(Line {
            name,
            server,
            ours: field.and_then(|field| field.value.clone()),
        });
    }
    let rest = signed.lines.get(at..).unwrap_or_default();
    lines.extend(
        rest.iter()
            .filter(|line| !line.trim().is_empty() || !signed.is_open)
            .map(|line| Line {
                server: Some(line.clone()),
                ..Line::default()
            }),
    );
    let is_named = |name: &str| layout.names().any(|known| known == name);
    let more = ours.into_iter().flat_map(|ours| &ours.fields);
    lines.extend(
        more.filter(|field| !is_named(field.name))
            .map(|field| Line {
                name: field.name,
                server: None,
                ours: field.value.clone(),
            }),
    );
    Compared {
        kind: SignedKind::Link(layout),
        lines,
        end_lost: at > signed.lines.len(),
        ..Compared::default()
    }
}

/// How many lines a field takes: required headers and parameters take one more than there are.
fn line_count(name: &str, token: Option<&Token>) -> usize {
    let key = match name {
        "headers" => "srh",
        "queries" => "srq",
        _ => return 1,
    };
    let list = token.and_then(|token| token.value(key));
    1 + list.map_or(0, |list| list.split(',').count())
}

/// Puts words and our fields together where line breaks, and with them empty fields, were lost.
fn align(words: &[String], ours: Option<&StringToSign>) -> Compared {
    let mut lines = Vec::new();
    let mut at = 0;
    let fields: Vec<(&'static str, Vec<&str>)> = ours
        .into_iter()
        .flat_map(|ours| &ours.fields)
        .filter_map(|field| {
            let parts: Vec<&str> = field.value.as_deref()?.split_whitespace().collect();
            (!parts.is_empty()).then_some((field.name, parts))
        })
        .collect();
    let is_whole = ours.is_some_and(|ours| ours.missing.is_empty());
    let is_here = |parts: &[&str], from: usize| {
        words
            .get(from..from + parts.len())
            .is_some_and(|found| found.iter().eq(parts.iter()))
    };
    for (index, (name, parts)) in fields.iter().enumerate() {
        let same = (at..words.len().min(at + 4)).find(|from| is_here(parts, *from));
        let later = |from: usize| {
            fields
                .iter()
                .skip(index + 1)
                .take(3)
                .any(|(_, parts)| is_here(parts, from))
        };
        // What stands before it is no field of ours, unless a later one starts there.
        let same = same.filter(|from| !(at..*from).any(later));
        let until = match same {
            Some(from) => from,
            None => (at..words.len())
                .find(|from| later(*from))
                .unwrap_or(words.len()),
        };
        let skipped = words.get(at..until).unwrap_or_default();
        let found = if same.is_some() {
            lines.extend(skipped.iter().map(|word| extra(word, is_whole)));
            at = until + parts.len();
            Some(parts.join(" "))
        } else {
            at = until;
            // Nothing there means that Azure signed an empty field: others would show.
            Some(skipped.join(" "))
        };
        lines.push(Line {
            name,
            server: found,
            ours: Some(parts.join(" ")),
        });
    }
    let rest = words.get(at..).unwrap_or_default();
    lines.extend(rest.iter().map(|word| extra(word, is_whole)));
    Compared {
        kind: ours.map_or(SignedKind::Unknown, |ours| SignedKind::Link(ours.layout)),
        lines,
        breaks_lost: true,
        ..Compared::default()
    }
}

/// A word that is no field of ours: there we have an empty one, if all of our fields are known.
fn extra(word: &str, is_whole: bool) -> Line {
    Line {
        name: shape_of(word),
        server: Some(word.to_owned()),
        ours: is_whole.then(String::new),
    }
}

/// The field that a word belongs to by its looks alone.
fn shape_of(word: &str) -> &'static str {
    match word {
        "https" | "https,http" => "spr",
        _ if word.starts_with('/') => "canonical",
        _ => "",
    }
}
