//! Builds the report from what was found.

use super::meaning::Meanings;
use super::message::Message;
use super::messages::message;
use super::segments::{self, Places};
use super::verdict::{self, Judged};
use super::{
    Access, Finding, Kind, Letter, Moment, Note, Outcome, Param, Repair, Report, SCHEMA_VERSION,
    Severity, Skipped, Standing, Survey, SurveyRow, TokenReport, Tool, Validity, Verdict,
};
use super::{findings, resource};
use crate::access::effective::Effective;
use crate::access::network::{self, Addresses};
use crate::access::outcomes;
use crate::access::scope::Scope;
use crate::access::time::{self, WrittenDate};
use crate::access::window::Window;
use crate::analyze::Options;
use crate::params::table::{ParamSpec, Shape};
use crate::params::{Family, Service};
use crate::repair::mapped::to_u32;
use crate::repair::{Found, undo};
use crate::rules::Context;
use crate::token::{self, Token, display, redact};
use chrono::{DateTime, SecondsFormat, Utc};

/// Whether the values of parameters are shown as they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Secrets {
    Redacted,
    Revealed,
}

/// Everything worked out about one token.
struct Studied<'a> {
    token: &'a Token,
    scope: Scope,
    window: Window,
    effective: Effective,
    outcomes: Vec<outcomes::Outcome>,
    findings: Vec<findings::Placed>,
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

    fn judge(&self) -> (super::State, Verdict) {
        let refusals: Vec<&str> = self
            .findings
            .iter()
            .filter(|placed| placed.refuses)
            .map(|placed| placed.title)
            .collect();
        let judged = Judged::new(
            self.token,
            &self.scope,
            &self.window,
            &self.outcomes,
            self.effective.is_unknown,
            &refusals,
        );
        (judged.state, verdict::judge(self.token, &judged))
    }
}

/// Builds the full report.
pub(crate) fn report(text: &str, found: &Found, options: &Options, secrets: Secrets) -> Report {
    let places = Places::new(text);
    let tokens: Vec<TokenReport> = found
        .tokens
        .iter()
        .map(|token| token_report(&Studied::new(token, options), &places, secrets))
        .collect();
    let mut ranking: Vec<usize> = (0..tokens.len()).collect();
    ranking.sort_by_key(|index| {
        tokens
            .get(*index)
            .map(|token| rank(&token.verdict, token.validity.end.as_ref()))
    });
    Report {
        schema: SCHEMA_VERSION,
        tool: Tool {
            name: "sas-lens".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        now: options.now.to_rfc3339_opts(SecondsFormat::Secs, true),
        ranking: ranking.into_iter().map(to_u32).collect(),
        skipped: skipped(text, found, &places),
        notes: notes(found, &places),
        segments: segments::partition(&places, &found.tokens),
        tokens,
    }
}

/// Builds the short list.
pub(crate) fn survey(text: &str, found: &Found, options: &Options) -> Survey {
    let places = Places::new(text);
    let mut rows: Vec<_> = found
        .tokens
        .iter()
        .enumerate()
        .map(|(index, token)| {
            let studied = Studied::new(token, options);
            let (state, verdict) = studied.judge();
            let end = studied.window.end();
            let key = (verdict.level, verdict.impact, std::cmp::Reverse(end));
            let row = SurveyRow {
                index: to_u32(index),
                level: verdict.level,
                title: verdict.title,
                sentence: verdict.sentence.text,
                kind: token.kind,
                state,
                account: studied.scope.account.as_deref().map(display::shown),
                location: location(token, &places),
            };
            (key, row)
        })
        .collect();
    rows.sort_by(|(one, _), (other, _)| one.cmp(other));
    Survey {
        schema: SCHEMA_VERSION,
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        skipped: skipped(text, found, &places),
        notes: notes(found, &places),
    }
}

/// Orders tokens: level, then impact, then the longest life.
fn rank(verdict: &Verdict, end: Option<&Moment>) -> impl Ord + use<> {
    (
        verdict.level,
        verdict.impact,
        std::cmp::Reverse(end.map(|end| end.epoch_seconds)),
    )
}

fn token_report(studied: &Studied<'_>, places: &Places<'_>, secrets: Secrets) -> TokenReport {
    let token = studied.token;
    let (state, verdict) = studied.judge();
    let findings: Vec<Finding> = studied
        .findings
        .iter()
        .map(|placed| placed.report(token, places))
        .collect();
    TokenReport {
        kind: token.kind,
        kind_meaning: kind_meaning(token.kind),
        resource: resource::of(token, &studied.scope),
        params: params(studied, &findings, places, secrets),
        state,
        validity: validity(studied),
        access: access(studied),
        findings,
        fingerprint: token.value("sig").and_then(token::signature::fingerprint),
        location: location(token, places),
        carriers: token
            .undone
            .carriers
            .iter()
            .map(|carrier| (*carrier).to_owned())
            .collect(),
        repairs: repairs(token),
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
            Kind::StorageUnknown => "kind/storage-unknown",
        },
        &[],
    )
}

fn location(token: &Token, places: &Places<'_>) -> super::Location {
    let (start, end) = token.mapped.origin(0..token.mapped.as_str().len());
    places.location(start, end)
}

fn params(
    studied: &Studied<'_>,
    findings: &[Finding],
    places: &Places<'_>,
    secrets: Secrets,
) -> Vec<Param> {
    let meanings = Meanings {
        token: studied.token,
        window: &studied.window,
        effective: &studied.effective,
    };
    studied
        .token
        .params
        .iter()
        .enumerate()
        .map(|(index, param)| {
            let standing = standing(findings, to_u32(index), studied);
            self::param(studied, param, &meanings, standing, places, secrets)
        })
        .collect()
}

fn param(
    studied: &Studied<'_>,
    param: &token::Param,
    meanings: &Meanings<'_>,
    standing: Standing,
    places: &Places<'_>,
    secrets: Secrets,
) -> Param {
    let text = studied.token.mapped.as_str();
    let raw = text.get(param.value.clone()).unwrap_or_default();
    let decoded = param.decoded.expose();
    let is_redacted = param.is_secret() && secrets == Secrets::Redacted && !decoded.is_empty();
    let show = |value: &str| match secrets {
        _ if is_redacted => redact::REDACTED.to_owned(),
        Secrets::Revealed => display::shown_revealed(value, value),
        Secrets::Redacted => display::shown(value),
    };
    let span = |range: std::ops::Range<usize>| {
        let (start, end) = studied.token.mapped.origin(range);
        places.span(start, end)
    };
    let title = match param.spec {
        Some(spec) => spec.title,
        None => "Not a SAS parameter",
    };
    Param {
        name: display::shown(&param.written),
        key: param.key().map(str::to_owned),
        title: title.to_owned(),
        raw: show(raw),
        value: show(decoded),
        redacted: is_redacted,
        meaning: meanings.of(param),
        standing,
        letters: letters(studied, param, meanings, places),
        moment: param
            .spec
            .filter(|spec| spec.shape == Shape::Date)
            .and_then(|_| time::parse(decoded))
            .map(|date| moment(date.instant, studied.window.now)),
        span: span(param.range.clone()),
        value_span: span(param.value.clone()),
    }
}

/// More letters than there are permissions make no sense to explain one by one.
const MOST_LETTERS: usize = 32;

fn letters(
    studied: &Studied<'_>,
    param: &token::Param,
    meanings: &Meanings<'_>,
    places: &Places<'_>,
) -> Vec<Letter> {
    let is_explained = |spec: &&ParamSpec| spec.shape == Shape::Letters && !param.is_secret();
    let Some(spec) = param.spec.filter(is_explained) else {
        return Vec::new();
    };
    let raw = studied
        .token
        .mapped
        .as_str()
        .get(param.value.clone())
        .unwrap_or_default();
    let is_plain = raw == param.decoded.expose();
    param
        .decoded
        .expose()
        .char_indices()
        .take(MOST_LETTERS)
        .map(|(at, letter)| {
            let (name, meaning, effective) = meanings.letter(spec.key, letter);
            let start = param.value.start + at;
            let range = if is_plain {
                start..start + letter.len_utf8()
            } else {
                param.value.clone()
            };
            let (start, end) = studied.token.mapped.origin(range);
            Letter {
                letter: display::shown(&letter.to_string()),
                name,
                meaning,
                effective,
                span: places.span(start, end),
            }
        })
        .collect()
}

/// A parameter stands as badly as the worst finding about it.
fn standing(findings: &[Finding], index: u32, studied: &Studied<'_>) -> Standing {
    findings
        .iter()
        .zip(&studied.findings)
        .filter(|(finding, _)| finding.params.first() == Some(&index))
        .map(|(finding, placed)| match finding.severity {
            _ if placed.refuses => Standing::Invalid,
            Severity::Critical | Severity::High | Severity::Medium => Standing::Warning,
            Severity::Low | Severity::Info => Standing::Note,
            Severity::Good => Standing::Ok,
        })
        .max()
        .unwrap_or(Standing::Ok)
}

fn moment(instant: DateTime<Utc>, now: DateTime<Utc>) -> Moment {
    Moment {
        utc: instant.to_rfc3339_opts(SecondsFormat::AutoSi, true),
        text: time::say_moment(instant),
        relative: time::say_relative(instant, now),
        epoch_seconds: instant.timestamp(),
    }
}

fn validity(studied: &Studied<'_>) -> Validity {
    let window = &studied.window;
    let at = |date: Option<WrittenDate>| date.map(|date| moment(date.instant, window.now));
    let life = window.life().and_then(|life| {
        let from = window.start.map_or(window.now, |date| date.instant);
        window
            .end()
            .map(|end| (time::say_span(from, end), life.num_seconds()))
    });
    Validity {
        start: at(window.start),
        end: window.end().map(|end| moment(end, window.now)),
        key_start: at(window.key_start),
        key_end: at(window.key_expiry),
        life: life.as_ref().map(|(text, _)| text.clone()),
        life_seconds: life.map(|(_, seconds)| seconds),
        summary: validity_summary(studied),
    }
}

fn validity_summary(studied: &Studied<'_>) -> Message {
    let window = &studied.window;
    let policy = studied.token.value("si").unwrap_or_default();
    let Some(end) = window.end() else {
        return if window.has_policy {
            message("validity/policy", &[("policy", policy)])
        } else {
            message("validity/missing", &[])
        };
    };
    let end_text = time::say_moment(end);
    if let Some(expiry) = window.expiry.filter(|expiry| expiry.instant > end) {
        let expiry = time::say_moment(expiry.instant);
        return message(
            "validity/key-ends-first",
            &[("expiry", &expiry), ("end", &end_text)],
        );
    }
    match window.start {
        Some(start) => {
            let life = time::say_span(start.instant, end);
            let start = time::say_moment(start.instant);
            message(
                "validity/window",
                &[("start", &start), ("end", &end_text), ("life", &life)],
            )
        }
        None => message("validity/always", &[("end", &end_text)]),
    }
}

fn access(studied: &Studied<'_>) -> Access {
    let token = studied.token;
    let outcomes = studied
        .outcomes
        .iter()
        .map(|outcome| outcome_report(outcome, &studied.scope))
        .collect();
    let summary = if token.family() == Family::Unknown {
        message("access/unreadable", &[("why", "its kind cannot be told")])
    } else if studied.effective.is_unknown {
        message(
            "access/unknown",
            &[("policy", token.value("si").unwrap_or_default())],
        )
    } else if !token.has("sp") {
        message("access/unreadable", &[("why", "it names no permissions")])
    } else if studied.outcomes.is_empty() {
        let id = if token.family() == Family::Account {
            "access/nothing-account"
        } else {
            "access/nothing"
        };
        message(id, &[])
    } else {
        let what = super::sentence::what(&studied.outcomes, &studied.scope);
        message("access/summary", &[("what", &what)])
    };
    Access {
        summary,
        outcomes,
        limits: limits(studied),
        near_misses: near_misses(studied),
    }
}

fn outcome_report(outcome: &outcomes::Outcome, scope: &Scope) -> Outcome {
    let services: Vec<&str> = outcome
        .services
        .iter()
        .map(|service| service.title())
        .collect();
    let place = match scope.level {
        crate::params::resources::Level::Item => format!("({})", scope.say()),
        _ => format!("in {}", scope.say()),
    };
    let args = [
        ("things", outcome.things(scope)),
        ("where", place),
        ("services", outcomes::join(&services)),
    ];
    let used: Vec<(&str, &str)> = args
        .iter()
        .filter(|(name, _)| outcome.spec.template.contains(&format!("{{{name}}}")))
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    Outcome {
        id: outcome.spec.id.to_owned(),
        harm: outcome.spec.harm,
        message: Message::render(
            format!("outcome/{}", outcome.spec.id),
            outcome.spec.template,
            &used,
        ),
        letters: outcome.letters.clone(),
        services: outcome
            .services
            .iter()
            .copied()
            .map(Service::id)
            .map(str::to_owned)
            .collect(),
        certain: outcome.is_certain,
    }
}

/// What narrows a token, whatever it allows.
fn limits(studied: &Studied<'_>) -> Vec<Message> {
    let token = studied.token;
    let mut limits = Vec::new();
    if let Some(address) = token.value("sip") {
        let addresses = network::parse(address);
        let count = addresses.count();
        limits.push(match (addresses, count) {
            (Addresses::Undocumented(_), _) => {
                message("limit/address-unread", &[("address", address)])
            }
            (_, Some(0)) => message("limit/address-nobody", &[("address", address)]),
            (_, Some(1)) => message("limit/address", &[("address", address)]),
            (_, count) => {
                let count = count.unwrap_or_default().to_string();
                message(
                    "limit/addresses",
                    &[("count", &count), ("address", address)],
                )
            }
        });
    }
    if token.value("spr") == Some("https") {
        limits.push(message("limit/https", &[]));
    }
    if let Some(user) = token.value("sduoid") {
        limits.push(message("limit/user", &[("user", user)]));
    }
    if let Some(user) = token.value("suoid") {
        limits.push(message("limit/acl-user", &[("user", user)]));
    }
    if token.has("srh") || token.has("srq") {
        limits.push(message("limit/headers", &[]));
    }
    if token.family() == Family::UserDelegation {
        limits.push(message(
            "limit/role",
            &[("signer", token.value("skoid").unwrap_or("(not named)"))],
        ));
    }
    if ["spk", "srk", "epk", "erk"]
        .iter()
        .any(|key| token.has(key))
    {
        limits.push(message("limit/rows", &[]));
    }
    if let Some(scope) = token.value("ses") {
        limits.push(message("limit/encryption", &[("scope", scope)]));
    }
    limits
}

/// Letters that are held and have no effect.
fn near_misses(studied: &Studied<'_>) -> Vec<Message> {
    let token = studied.token;
    let value = token.value("sp").unwrap_or_default();
    // More letters than there are is no set of permissions, and may be a secret in the wrong place.
    if studied.effective.is_unknown || value.len() > MOST_LETTERS {
        return Vec::new();
    }
    let idle: String = value
        .chars()
        .filter(|letter| !studied.effective.has_letter(*letter))
        .collect();
    if idle.is_empty() {
        return Vec::new();
    }
    let undocumented: String = idle
        .chars()
        .filter(|letter| matches!(letter, 'm' | 'e' | 'o'))
        .collect();
    let mut misses = vec![message("near/no-effect", &[("letters", &idle)])];
    if token.family() == Family::Account && !undocumented.is_empty() {
        misses.push(message(
            "near/account-letters",
            &[("letters", &undocumented)],
        ));
    }
    misses
}

fn repairs(token: &Token) -> Vec<Repair> {
    token
        .undone
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
    found.too_long.iter().map(too_long).collect()
}

fn notes(found: &Found, places: &Places<'_>) -> Vec<Note> {
    found
        .foreign
        .iter()
        .map(|foreign| Note {
            kind: foreign.spec.kind.to_owned(),
            title: foreign.spec.title.to_owned(),
            message: Message::render(
                format!("note/{}", foreign.spec.kind),
                foreign.spec.message,
                &[],
            ),
            severity: foreign.spec.severity,
            span: places.span(to_u32(foreign.range.start), to_u32(foreign.range.end)),
        })
        .collect()
}
