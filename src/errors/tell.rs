//! Turns answers into the part of the report that explains them.

use super::beside::{Choice, Link, choose};
use super::compare::{self, Compared, Line, SignedKind};
use super::details::Seen;
use super::explain::{self, Case, Told};
use super::find::{self, Answer};
use super::fixes::{self, FIXES, REMARKS};
use super::sentences::{self, Explanation, Signature};
use super::signed::{self, Signed};
use super::{bare, mistakes, read, times, unread};
use crate::access::time::say_moment;
use crate::params::table;
use crate::repair::mapped::to_u32;
use crate::report::segments::Places;
use crate::report::{ComparedField, ComparedText, Message, ServerError, Skipped, State};
use crate::signature::layouts;
use crate::token::display;
use chrono::{DateTime, Utc};

/// More answers than these are counted, not explained: a log repeats them.
const MOST_ERRORS: usize = 20;

/// The rest of a log's answers.
/// What is told about the answers in a text.
pub(crate) struct Answers {
    pub(crate) told: Vec<ServerError>,
    /// Those that were too many, and what was too large.
    pub(crate) skipped: Vec<Skipped>,
    /// The links that Azure did not accept as they were pasted, by their index in the report.
    pub(crate) refused: Vec<usize>,
}

/// Explains the answers in a text.
pub(crate) fn errors(
    text: &str,
    links: &[Link<'_>],
    now: DateTime<Utc>,
    places: &Places<'_>,
) -> Answers {
    let answers: Vec<Answer> = find::answers(text)
        .into_iter()
        .filter(|answer| is_answer(text, answer, !links.is_empty()))
        .collect();
    let (kept, rest) = answers.split_at(answers.len().min(MOST_ERRORS));
    let mut told = Vec::new();
    let mut signatures: Vec<(usize, Signature)> = Vec::new();
    let rest = rest
        .first()
        .map(|first| unread::rest(rest.len(), first.range.clone(), places));
    let mut skipped: Vec<Skipped> = rest.into_iter().collect();
    for answer in kept {
        let place = find::value(&answer.values, "signed");
        let too_large = place
            .as_ref()
            .and_then(|range| signed::too_large(text, range.start));
        let signed = match &too_large {
            Some(_) => None,
            None => place.map(|range| signed::read(text, range.start)),
        };
        let is_read = too_large.is_none();
        let (error, signature) = error(text, answer, signed.as_ref(), links, now, places);
        told.push(error);
        signatures.extend(signature.filter(|_| is_read));
        skipped.extend(too_large.map(|range| unread::signed(text, range, places)));
    }
    if answers.is_empty() {
        told.extend(bare::error(text, links, places));
    }
    Answers {
        told,
        skipped,
        refused: refused(&signatures),
    }
}

/// The links that were refused, each once. One that was accepted another time works as it is.
fn refused(signatures: &[(usize, Signature)]) -> Vec<usize> {
    let has = |index: usize, wanted: Signature| signatures.contains(&(index, wanted));
    let mut refused: Vec<usize> = signatures
        .iter()
        .map(|(index, _)| *index)
        .filter(|index| has(*index, Signature::Refused) && !has(*index, Signature::Accepted))
        .collect();
    refused.sort_unstable();
    refused.dedup();
    refused
}

fn span(places: &Places<'_>, answer: &Answer) -> crate::report::Span {
    places.span(to_u32(answer.range.start), to_u32(answer.range.end))
}

/// Whether something is an answer of Azure Storage: words that other services use count beside a
/// storage link, or when they are all that was pasted.
fn is_answer(text: &str, answer: &Answer, has_token: bool) -> bool {
    let is_known = answer.code.is_some() || read::unknown_code(text, answer).is_some();
    let bare = text.trim();
    let is_body = ["<?xml", "<Error"]
        .iter()
        .any(|start| bare.starts_with(start))
        && bare.ends_with("</Error>");
    let is_all = is_body || bare.len() <= answer.range.len() + 8;
    is_known && (answer.is_sure() || has_token || is_all)
}

fn error(
    text: &str,
    answer: &Answer,
    signed: Option<&Signed>,
    links: &[Link<'_>],
    now: DateTime<Utc>,
    places: &Places<'_>,
) -> (ServerError, Option<(usize, Signature)>) {
    let choice = choose(text, answer, signed, links);
    let compared =
        signed.map(|signed| compare::compare(signed, choice.beside.map(|beside| beside.token)));
    let case = Case {
        text,
        answer,
        beside: choice.beside,
        compared: compared.as_ref(),
    };
    let unknown = match answer.code {
        Some(_) => None,
        None => read::unknown_code(text, answer),
    };
    let mut told = explain::explain(&case).unwrap_or_else(|| Told {
        explanation: "unknown",
        args: vec![("code", unknown.map_or("", |(code, _)| code).to_owned())],
        is_certain: true,
        also: Vec::new(),
        first: Vec::new(),
        last: Vec::new(),
    });
    let row = sentences::explanation(told.explanation);
    let signature = row.map_or(Signature::Unsaid, |row| row.signature);
    let is_alone = choice.beside.is_none() && signature == Signature::Refused;
    if is_alone && !told.first.contains(&"paste-link") {
        told.first.insert(0, "paste-link");
    }
    let of_link = choice
        .beside
        .filter(|_| !choice.is_guess)
        .map(|beside| (beside.index, signature));
    let unknown_code = || unknown.map(|(code, _)| display::shown(code));
    let error = ServerError {
        code: answer
            .code
            .map(|spec| spec.code.to_owned())
            .or_else(unknown_code),
        status: read::status(text, answer)
            .or_else(|| answer.code.map(|spec| spec.status))
            .filter(|status| *status > 0),
        form: unknown.map_or(answer.form, |(_, form)| form),
        title: row.map_or("", |row| row.title).to_owned(),
        cause: row.map_or_else(Message::default, |row| cause(row, &told)),
        fixes: row.map_or_else(Vec::new, |row| fixes_of(row, &told)),
        certain: told.is_certain,
        alternatives: alternatives(row, &told),
        remarks: remarks(&case, &choice, now),
        token: choice.beside.map(|beside| to_u32(beside.index)),
        mistake: row
            .map(|row| row.mistake)
            .filter(|mistake| !mistake.is_empty())
            .map(str::to_owned),
        details: read::details(text, answer),
        string_to_sign: compared
            .as_ref()
            .map(|compared| signed_text(compared, choice.beside.is_some())),
        source: source(answer).to_owned(),
        span: span(places, answer),
    };
    (error, of_link)
}

fn source(answer: &Answer) -> &'static str {
    match (answer.detail, answer.code) {
        (Some(detail), _) => detail.source,
        (None, Some(code)) => code.source,
        (None, None) => {
            "https://learn.microsoft.com/rest/api/storageservices/status-and-error-codes2"
        }
    }
}

pub(super) fn cause(row: &'static Explanation, told: &Told) -> Message {
    render(format!("error/{}", row.id), row.cause, &told.args)
}

pub(super) fn fixes_of(row: &'static Explanation, told: &Told) -> Vec<Message> {
    let own = row.fixes.split(' ');
    told.first
        .iter()
        .copied()
        .chain(own)
        .chain(told.last.iter().copied())
        .filter_map(|id| {
            let template = fixes::find(FIXES, id)?;
            Some(render(format!("error-fix/{id}"), template, &told.args))
        })
        .collect()
}

/// Renders a sentence with those arguments that it has a place for.
fn render(id: String, template: &str, args: &[(&'static str, String)]) -> Message {
    let args: Vec<(&str, &str)> = args
        .iter()
        .filter(|(name, _)| template.contains(&format!("{{{name}}}")))
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    Message::render(id, template, &args)
}

fn alternatives(row: Option<&'static Explanation>, told: &Told) -> Vec<Message> {
    let own = row.map_or("", |row| row.mistake);
    told.also
        .iter()
        .filter(|id| **id != own)
        .filter_map(|id| mistakes::find(id))
        .map(|spec| Message::render(format!("mistake/{}", spec.id), spec.maybe, &[]))
        .collect()
}

fn remarks(case: &Case<'_>, choice: &Choice<'_>, now: DateTime<Utc>) -> Vec<Message> {
    let remark = |id: &str, args: &[(&str, &str)]| {
        fixes::find(REMARKS, id)
            .map(|template| Message::render(format!("error-remark/{id}"), template, args))
    };
    let server = case.server_time();
    let clock = server.and_then(|server| {
        let span = times::behind(server, now)?;
        remark(
            "clock-behind",
            &[("server", &say_moment(server)), ("span", &span)],
        )
    });
    let expired = choice.beside.and_then(|beside| {
        let end = beside.report.validity.end.as_ref()?;
        let was_live = server.is_some_and(|server| server.timestamp() < end.epoch_seconds);
        let is_over = beside.report.state == State::Expired;
        (was_live && is_over).then(|| remark("expired-since", &[("expiry", &end.text)]))?
    });
    let is_mismatch = case
        .answer
        .detail
        .is_some_and(|detail| detail.explanation == "mismatch");
    let is_link = case.compared.is_some_and(|compared| !compared.is_header());
    let breaks_lost = case.compared.is_some_and(|compared| compared.breaks_lost);
    let end_lost = case.compared.is_some_and(|compared| compared.end_lost);
    let needs_values = case.beside.is_some_and(|beside| {
        beside.token.in_force("srh").is_some() || beside.token.in_force("srq").is_some()
    });
    let is_emulator = case
        .answer
        .detail
        .is_some_and(|detail| detail.seen == Seen::Emulator);
    let plain = [
        (choice.is_other, "other-link"),
        (choice.is_chosen && choice.beside.is_some(), "nearest-link"),
        (breaks_lost, "line-breaks-lost"),
        (end_lost, "end-lost"),
        (is_mismatch && is_link, "times-passed"),
        (is_mismatch && needs_values, "values-agreed"),
        (is_emulator, "emulator-only"),
    ];
    clock
        .into_iter()
        .chain(expired)
        .chain(
            plain
                .into_iter()
                .filter(|(applies, _)| *applies)
                .filter_map(|(_, id)| remark(id, &[])),
        )
        .collect()
}

fn signed_text(compared: &Compared, has_link: bool) -> ComparedText {
    let (layout, is_link) = match compared.kind {
        SignedKind::Link(layout) => (layout.id, true),
        SignedKind::Header => ("header", false),
        SignedKind::Unknown => ("unknown", false),
    };
    let field = |(at, line): (usize, &Line)| {
        let is_param = table::find(line.name).is_some() && layouts::made(line.name).is_none();
        let shown = |text: &Option<String>| text.as_deref().map(display::shown);
        ComparedField {
            name: match (layouts::made(line.name), table::find(line.name)) {
                (Some(made), _) => made.title.to_owned(),
                (None, Some(spec)) => spec.title.to_owned(),
                (None, None) if line.name.is_empty() => format!("Line {}", at + 1),
                (None, None) => line.name.to_owned(),
            },
            key: is_param.then(|| line.name.to_owned()),
            server: shown(&line.server),
            ours: shown(&line.ours),
            same: line.is_same(),
        }
    };
    ComparedText {
        layout: layout.to_owned(),
        line_breaks_lost: compared.breaks_lost,
        same: (has_link && is_link).then(|| compared.is_same()),
        fields: compared.lines.iter().enumerate().map(field).collect(),
    }
}
