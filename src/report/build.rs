//! Builds the report from what was found.

use super::message::Message;
use super::messages::message;
#[cfg(feature = "full")]
use super::operations;
use super::segments::{self, Places};
use super::verdict::{self, Judged};
use super::{
    Finding, Impact, Kind, Level, Note, Repair, Report, SCHEMA_VERSION, Skipped, State, Survey,
    SurveyRow, TokenReport, Tool, Usage,
};
use super::{allowed, findings, params, resource, sentence, validity};
use crate::access::effective::Effective;
use crate::access::outcomes;
use crate::access::scope::Scope;
use crate::access::window::Window;
use crate::analyze::Options;
use crate::policy::Policy;
use crate::repair::mapped::to_u32;
use crate::repair::{Found, Item, Undone, undo};
use crate::rules::Context;
use crate::token::{self, Token, display};
use chrono::SecondsFormat;
use std::cmp::Reverse;

/// Whether the values of parameters are shown as they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Secrets {
    Redacted,
    Revealed,
}

/// The tokens of one report whose operations are listed. Each takes some 100 KB, which is much more
/// than all the rest; who has many links reads about one at a time.
#[cfg(feature = "full")]
const MOST_WITH_OPERATIONS: usize = 100;

/// Everything worked out about one token.
pub(super) struct Studied<'a> {
    pub(super) token: &'a Token,
    pub(super) scope: Scope,
    pub(super) window: Window,
    pub(super) effective: Effective,
    pub(super) outcomes: Vec<outcomes::Outcome>,
    pub(super) findings: Vec<findings::Placed>,
    pub(super) policy: &'a Policy,
}

/// What every list says of a token.
pub(super) struct Ruled {
    pub(super) level: Level,
    pub(super) title: String,
    pub(super) sentence: String,
    pub(super) state: State,
    pub(super) impact: Impact,
    pub(super) account: Option<String>,
    /// When it ends, in seconds since 1970.
    pub(super) ends: Option<i64>,
    /// The organisation's own limits that it breaks: the id and the title of each rule.
    #[cfg(feature = "scan")]
    pub(super) broken_limits: Vec<(&'static str, &'static str)>,
}

impl Ruled {
    pub(super) fn rank(&self) -> Rank {
        (self.level, self.impact, Reverse(self.ends))
    }
}

impl<'a> Studied<'a> {
    pub(super) fn new(token: &'a Token, options: &'a Options) -> Self {
        let scope = Scope::of(token);
        let window = Window::of(token, options.now);
        let effective = Effective::of(token, &scope);
        let outcomes = outcomes::of(&effective);
        let context = Context {
            token,
            scope: &scope,
            window: &window,
            effective: &effective,
            policy: &options.policy,
        };
        let findings = findings::of(&context, &options.policy);
        Self {
            token,
            scope,
            window,
            effective,
            outcomes,
            findings,
            policy: &options.policy,
        }
    }

    /// Says in short how it is judged.
    pub(super) fn ruled(&self) -> Ruled {
        let judged = self.judged();
        let level = verdict::rate(self.token, &judged).level;
        Ruled {
            level,
            title: verdict::title(level).to_owned(),
            sentence: sentence::consequence(self.token, &judged).text,
            state: judged.state,
            impact: judged.impact,
            account: self.scope.account.as_deref().map(display::shown),
            ends: self.window.end().map(|end| end.timestamp()),
            #[cfg(feature = "scan")]
            broken_limits: findings::broken_limits(&self.findings),
        }
    }

    fn judged(&self) -> Judged<'_> {
        Judged::new(
            self.token,
            &self.scope,
            &self.window,
            (&self.effective, &self.outcomes),
            &self.findings,
            self.policy,
        )
    }
}

/// Builds the full report.
pub(crate) fn report(text: &str, found: &Found, options: &Options, secrets: Secrets) -> Report {
    let places = Places::new(text);
    let items = found.items();
    let mut links = 0..;
    #[cfg_attr(
        not(feature = "full"),
        expect(unused_mut, reason = "answers change verdicts")
    )]
    let mut tokens: Vec<TokenReport> = items
        .iter()
        .map(|item| match item {
            Item::Storage(token) => {
                let index = links.next().unwrap_or_default();
                token_report(&Studied::new(token, options), &places, secrets, index)
            }
            #[cfg(feature = "full")]
            Item::Product(product) => {
                super::products::token_report(product, options, &places, secrets)
            }
        })
        .collect();
    #[cfg(feature = "full")]
    let (server_errors, more) = {
        let links: Vec<(usize, &Token, &TokenReport)> = items
            .iter()
            .zip(&tokens)
            .enumerate()
            .filter_map(|(index, (item, report))| match item {
                Item::Storage(token) => Some((index, *token, report)),
                Item::Product(_) => None,
            })
            .collect();
        let answers = crate::errors::errors(text, &links, options.now, &places);
        for index in answers.refused {
            if let (Some(Item::Storage(token)), Some(report)) =
                (items.get(index), tokens.get_mut(index))
            {
                let studied = Studied::new(token, options);
                super::refused::temper(&mut report.verdict, token, &studied.judged());
            }
        }
        (answers.told, answers.skipped)
    };
    #[cfg(not(feature = "full"))]
    let (server_errors, more) = (Vec::new(), Vec::new());
    let ranks: Vec<Rank> = tokens
        .iter()
        .map(|token| {
            let end = token.validity.end.as_ref().map(|end| end.epoch_seconds);
            (token.verdict.level, token.verdict.impact, Reverse(end))
        })
        .collect();
    Report {
        schema: SCHEMA_VERSION,
        tool: Tool {
            name: "sas-lens".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        now: options.now.to_rfc3339_opts(SecondsFormat::Secs, true),
        ranking: ranking(&ranks),
        skipped: {
            let mut skipped = skipped(text, found, &places);
            #[cfg(feature = "full")]
            skipped.extend(operations_skipped(found, &places));
            skipped.extend(more);
            skipped
        },
        notes: notes(found, &places),
        segments: segments::partition(&places, &items),
        tokens,
        server_errors,
    }
}

/// Builds the short list.
pub(crate) fn survey(text: &str, found: &Found, options: &Options) -> Survey {
    let places = Places::new(text);
    let (ranks, mut rows): (Vec<Rank>, Vec<Option<SurveyRow>>) = found
        .items()
        .iter()
        .zip(0..)
        .map(|(item, index)| {
            let (rank, row) = match item {
                Item::Storage(token) => survey_row(index, token, options, &places),
                #[cfg(feature = "full")]
                Item::Product(product) => {
                    super::products::survey_row(index, product, options, &places)
                }
            };
            (rank, Some(row))
        })
        .unzip();
    Survey {
        schema: SCHEMA_VERSION,
        rows: ranking(&ranks)
            .into_iter()
            .filter_map(|index| rows.get_mut(index as usize)?.take())
            .collect(),
        skipped: {
            #[cfg_attr(
                not(feature = "full"),
                expect(unused_mut, reason = "answers are added to it")
            )]
            let mut skipped = skipped(text, found, &places);
            #[cfg(feature = "full")]
            skipped.extend(crate::errors::listed(text, &places));
            skipped
        },
        notes: notes(found, &places),
    }
}

fn survey_row(
    index: u32,
    token: &Token,
    options: &Options,
    places: &Places<'_>,
) -> (Rank, SurveyRow) {
    let ruled = Studied::new(token, options).ruled();
    ranked(index, token.kind, ruled, location(token, places))
}

/// Puts what is said of a token into the short list.
pub(super) fn ranked(
    index: u32,
    kind: Kind,
    ruled: Ruled,
    location: super::Location,
) -> (Rank, SurveyRow) {
    let rank = ruled.rank();
    let row = SurveyRow {
        index,
        level: ruled.level,
        title: ruled.title,
        sentence: ruled.sentence,
        kind,
        state: ruled.state,
        account: ruled.account,
        location,
    };
    (rank, row)
}

/// What orders tokens: level, then impact, then the longest life.
pub(super) type Rank = (Level, Impact, Reverse<Option<i64>>);

/// Lists tokens by their ranks, those of equal rank in their own order.
fn ranking(ranks: &[Rank]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..to_u32(ranks.len())).collect();
    order.sort_unstable_by_key(|index| (ranks.get(*index as usize), *index));
    order
}

fn token_report(
    studied: &Studied<'_>,
    places: &Places<'_>,
    secrets: Secrets,
    index: usize,
) -> TokenReport {
    let token = studied.token;
    let judged = studied.judged();
    let (state, verdict) = (judged.state, verdict::judge(token, &judged));
    let findings: Vec<Finding> = studied
        .findings
        .iter()
        .map(|placed| placed.report(token, places))
        .collect();
    #[cfg_attr(
        not(feature = "full"),
        expect(unused_mut, reason = "operations are added to it")
    )]
    let mut access = allowed::of(studied, &judged);
    #[cfg(feature = "full")]
    if index < MOST_WITH_OPERATIONS {
        access.operations = operations::of(studied, &access.outcomes);
    }
    TokenReport {
        kind: token.kind,
        kind_meaning: kind_meaning(token.kind),
        resource: resource::of(token, &studied.scope),
        params: params::of(studied, &findings, places, secrets),
        state,
        validity: validity::of(studied),
        access,
        findings,
        fingerprint: token.value("sig").and_then(token::signature::fingerprint),
        usage: usage(studied, index),
        location: location(token, places),
        carriers: token
            .undone
            .carriers
            .iter()
            .map(|carrier| (*carrier).to_owned())
            .collect(),
        repairs: repairs(&token.undone),
        verdict,
    }
}

#[cfg(feature = "full")]
fn usage(studied: &Studied<'_>, index: usize) -> Option<Usage> {
    (index < MOST_WITH_OPERATIONS)
        .then(|| super::queries::usage(studied))
        .flatten()
}

#[cfg(not(feature = "full"))]
fn usage(_: &Studied<'_>, _: usize) -> Option<Usage> {
    None
}

fn kind_meaning(kind: Kind) -> Message {
    message(
        match kind {
            Kind::StorageAccount => "kind/storage-account",
            Kind::StorageServiceBlob => "kind/storage-service-blob",
            Kind::StorageServiceFile => "kind/storage-service-file",
            Kind::StorageServiceQueue => "kind/storage-service-queue",
            Kind::StorageServiceTable => "kind/storage-service-table",
            Kind::StorageUserDelegationBlob => "kind/storage-user-delegation-blob",
            Kind::StorageUserDelegationFile => "kind/storage-user-delegation-file",
            Kind::StorageUserDelegationQueue => "kind/storage-user-delegation-queue",
            Kind::StorageUserDelegationTable => "kind/storage-user-delegation-table",
            // Other products say it themselves.
            _ => "kind/storage-unknown",
        },
        &[],
    )
}

fn location(token: &Token, places: &Places<'_>) -> super::Location {
    let (start, end) = token.mapped.origin(0..token.mapped.as_str().len());
    places.location(start, end)
}

pub(super) fn repairs(undone: &Undone) -> Vec<Repair> {
    undone
        .repairs
        .iter()
        .filter_map(|(kind, count)| {
            let spec = undo::find(kind)?;
            let places = if *count == 1 {
                "one place".to_owned()
            } else {
                format!("{count} places")
            };
            let args = [("places", places.as_str())];
            let args: &[(&str, &str)] = if spec.message.contains("{places}") {
                &args
            } else {
                &[]
            };
            Some(Repair {
                kind: spec.kind.to_owned(),
                count: *count,
                message: Message::render(format!("repair/{kind}"), spec.message, args),
            })
        })
        .collect()
}

fn skipped(text: &str, found: &Found, places: &Places<'_>) -> Vec<Skipped> {
    let too_long = |range: &std::ops::Range<usize>| {
        let count = text
            .get(range.clone())
            .map_or(0, |stretch| stretch.chars().count())
            .to_string();
        Skipped {
            message: message("skipped/too-long", &[("count", &count)]),
            span: places.span(to_u32(range.start), to_u32(range.end)),
        }
    };
    let lumped = |token: &Token| {
        let runs = || token.params.iter().filter(|param| param.lumped > 0);
        let (start, end) = token.mapped.origin(runs().next()?.range.clone());
        let count: usize = runs().map(|param| param.lumped).sum();
        Some(Skipped {
            message: message("skipped/parameters", &[("count", &count.to_string())]),
            span: places.span(start, end),
        })
    };
    let skipped = found
        .too_long
        .iter()
        .map(too_long)
        .chain(found.tokens.iter().filter_map(lumped));
    #[cfg(feature = "full")]
    let skipped = skipped.chain(
        found
            .products
            .iter()
            .filter_map(|product| super::products::skipped(product, places)),
    );
    skipped.collect()
}

/// Says from which token on neither operations nor queries are listed.
#[cfg(feature = "full")]
fn operations_skipped(found: &Found, places: &Places<'_>) -> Option<Skipped> {
    let start = |token: &Token| token.mapped.origin(0..token.mapped.as_str().len());
    let (first, _) = start(found.tokens.get(MOST_WITH_OPERATIONS)?);
    let (_, last) = start(found.tokens.last()?);
    Some(Skipped {
        message: operations::left_out(MOST_WITH_OPERATIONS),
        span: places.span(first, last.max(first)),
    })
}

fn notes(found: &Found, places: &Places<'_>) -> Vec<Note> {
    found
        .foreign
        .iter()
        .map(|foreign| {
            let args: Vec<(&str, &str)> = foreign
                .args
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            Note {
                kind: foreign.spec.kind.to_owned(),
                title: foreign.spec.title.to_owned(),
                message: Message::render(
                    format!("note/{}", foreign.spec.kind),
                    foreign.spec.message,
                    &args,
                ),
                severity: foreign.spec.severity,
                span: places.span(to_u32(foreign.range.start), to_u32(foreign.range.end)),
            }
        })
        .collect()
}
