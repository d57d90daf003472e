//! Builds the report from what was found.

use super::message::Message;
use super::messages::message;
use super::segments::{self, Part, Places};
use super::verdict::{self, Judged};
use super::{
    Finding, Impact, Kind, Level, Note, Repair, Report, SCHEMA_VERSION, Skipped, Survey, SurveyRow,
    TokenReport, Tool,
};
use super::{allowed, findings, params, resource, sentence, validity};
use crate::access::effective::Effective;
use crate::access::outcomes;
use crate::access::scope::Scope;
use crate::access::window::Window;
use crate::analyze::Options;
#[cfg(feature = "full")]
use crate::products::Product;
use crate::repair::mapped::{Mapped, to_u32};
use crate::repair::{Found, Undone, undo};
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

/// Everything worked out about one token.
pub(super) struct Studied<'a> {
    pub(super) token: &'a Token,
    pub(super) scope: Scope,
    pub(super) window: Window,
    pub(super) effective: Effective,
    pub(super) outcomes: Vec<outcomes::Outcome>,
    pub(super) findings: Vec<findings::Placed>,
}

impl<'a> Studied<'a> {
    fn new(token: &'a Token, options: &Options) -> Self {
        let scope = Scope::of(token);
        let window = Window::of(token, options.now);
        let effective = Effective::of(token, &scope);
        let outcomes = outcomes::of(&effective);
        let context = Context {
            token,
            scope: &scope,
            window: &window,
            effective: &effective,
        };
        let findings = findings::of(&context, &options.policy);
        Self {
            token,
            scope,
            window,
            effective,
            outcomes,
            findings,
        }
    }

    fn judged(&self) -> Judged<'_> {
        Judged::new(
            self.token,
            &self.scope,
            &self.window,
            (&self.effective, &self.outcomes),
            &self.findings,
        )
    }
}

/// What was found in a text, of whatever kind.
pub(super) enum Item<'a> {
    Storage(&'a Token),
    #[cfg(feature = "full")]
    Product(&'a Product),
}

impl Item<'_> {
    pub(super) fn mapped(&self) -> &Mapped {
        match self {
            Self::Storage(token) => &token.mapped,
            #[cfg(feature = "full")]
            Self::Product(product) => &product.mapped,
        }
    }

    pub(super) fn stretch(&self) -> (u32, u32) {
        match self {
            Self::Storage(token) => token.stretch,
            #[cfg(feature = "full")]
            Self::Product(product) => product.stretch,
        }
    }

    pub(super) fn parts(&self) -> Vec<Part> {
        match self {
            Self::Storage(token) => segments::parts(token),
            #[cfg(feature = "full")]
            Self::Product(product) => super::products::parts(product),
        }
    }
}

/// Lists what was found, in the order of the input.
fn items(found: &Found) -> Vec<Item<'_>> {
    let tokens = found.tokens.iter().map(Item::Storage);
    #[cfg(feature = "full")]
    let items = {
        let products = found.products.iter().map(Item::Product);
        let mut items: Vec<Item<'_>> = tokens.chain(products).collect();
        items.sort_by_key(Item::stretch);
        items
    };
    #[cfg(not(feature = "full"))]
    let items = tokens.collect();
    items
}

/// Builds the full report.
pub(crate) fn report(text: &str, found: &Found, options: &Options, secrets: Secrets) -> Report {
    let places = Places::new(text);
    let items = items(found);
    let tokens: Vec<TokenReport> = items
        .iter()
        .map(|item| match item {
            Item::Storage(token) => token_report(&Studied::new(token, options), &places, secrets),
            #[cfg(feature = "full")]
            Item::Product(product) => {
                super::products::token_report(product, options, &places, secrets)
            }
        })
        .collect();
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
        skipped: skipped(text, found, &places),
        notes: notes(found, &places),
        segments: segments::partition(&places, &items),
        tokens,
    }
}

/// Builds the short list.
pub(crate) fn survey(text: &str, found: &Found, options: &Options) -> Survey {
    let places = Places::new(text);
    let (ranks, mut rows): (Vec<Rank>, Vec<Option<SurveyRow>>) = items(found)
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
        skipped: skipped(text, found, &places),
        notes: notes(found, &places),
    }
}

fn survey_row(
    index: u32,
    token: &Token,
    options: &Options,
    places: &Places<'_>,
) -> (Rank, SurveyRow) {
    let studied = Studied::new(token, options);
    let judged = studied.judged();
    let level = verdict::rate(token, &judged).level;
    let row = SurveyRow {
        index,
        level,
        title: verdict::title(level).to_owned(),
        sentence: sentence::consequence(token, &judged).text,
        kind: token.kind,
        state: judged.state,
        account: studied.scope.account.as_deref().map(display::shown),
        location: location(token, places),
    };
    let end = studied.window.end().map(|end| end.timestamp());
    ((level, judged.impact, Reverse(end)), row)
}

/// What orders tokens: level, then impact, then the longest life.
pub(super) type Rank = (Level, Impact, Reverse<Option<i64>>);

/// Lists tokens by their ranks, those of equal rank in their own order.
fn ranking(ranks: &[Rank]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..to_u32(ranks.len())).collect();
    order.sort_unstable_by_key(|index| (ranks.get(*index as usize), *index));
    order
}

fn token_report(studied: &Studied<'_>, places: &Places<'_>, secrets: Secrets) -> TokenReport {
    let token = studied.token;
    let judged = studied.judged();
    let (state, verdict) = (judged.state, verdict::judge(token, &judged));
    let findings: Vec<Finding> = studied
        .findings
        .iter()
        .map(|placed| placed.report(token, places))
        .collect();
    TokenReport {
        kind: token.kind,
        kind_meaning: kind_meaning(token.kind),
        resource: resource::of(token, &studied.scope),
        params: params::of(studied, &findings, places, secrets),
        state,
        validity: validity::of(studied),
        access: allowed::of(studied, &judged),
        findings,
        fingerprint: token.value("sig").and_then(token::signature::fingerprint),
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
    found
        .too_long
        .iter()
        .map(too_long)
        .chain(found.tokens.iter().filter_map(lumped))
        .collect()
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
