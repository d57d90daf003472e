//! Runs the rules and turns their hits into findings.

use super::message::Message;
use super::segments::Places;
use super::{Confidence, Finding, Severity, Span};
use crate::policy::{LIMIT_RULES, Policy};
use crate::repair::mapped::to_u32;
use crate::rules::{Context, Hit, Place, RULES, Rule};
use crate::token::Token;

/// A hit, with its rule and the severity that counts.
pub(super) struct Placed {
    rule: &'static Rule,
    hit: Hit,
    severity: Severity,
    pub(super) refuses: bool,
    pub(super) title: &'static str,
}

/// Runs every rule on a token; the worst findings first.
pub(super) fn of(context: &Context<'_>, policy: &Policy) -> Vec<Placed> {
    // Each is put in its place: a sort would cost the page more than it saves here.
    let mut ranked: Vec<Placed> = Vec::with_capacity(16);
    for rule in RULES {
        for hit in bounded((rule.check)(context)) {
            let placed = place(rule, hit, policy);
            let at = ranked.partition_point(|other| other.severity <= placed.severity);
            ranked.insert(at, placed);
        }
    }
    ranked
}

/// The organisation's own limits that are broken, as far as that is more than possible: the id and the
/// title of each rule, once.
#[cfg(feature = "scan")]
pub(super) fn broken_limits(findings: &[Placed]) -> Vec<(&'static str, &'static str)> {
    let mut broken = Vec::new();
    for placed in findings {
        let limit = (placed.rule.id, placed.rule.title);
        let is_broken = placed.is_limit() && placed.confidence() != Confidence::Possible;
        if is_broken && !broken.contains(&limit) {
            broken.push(limit);
        }
    }
    broken
}

/// The most findings of one rule. A hostile link can hold thousands of unknown parameters; the last
/// finding then points at all the others.
const MOST_HITS: usize = 20;

fn bounded(mut hits: Vec<Hit>) -> Vec<Hit> {
    let rest = hits.split_off(hits.len().min(MOST_HITS));
    if let Some(last) = hits.last_mut() {
        last.places
            .extend(rest.into_iter().flat_map(|hit| hit.places));
    }
    hits
}

fn place(rule: &'static Rule, hit: Hit, policy: &Policy) -> Placed {
    let severity = policy
        .severity_of(rule.id)
        .or(hit.severity)
        .unwrap_or(rule.severity);
    Placed {
        rule,
        hit,
        severity,
        refuses: rule.refuses,
        title: rule.title,
    }
}

impl Placed {
    pub(super) fn report(&self, token: &Token, places: &Places<'_>) -> Finding {
        let args: Vec<(&str, &str)> = self
            .hit
            .args
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let params = self.hit.places.iter().filter_map(|place| match place {
            Place::Param(index) => Some(to_u32(*index)),
            _ => None,
        });
        Finding {
            rule: self.rule.id.to_owned(),
            severity: self.severity,
            confidence: self.confidence(),
            title: self.rule.title.to_owned(),
            message: Message::render(format!("rule/{}", self.rule.id), self.rule.message, &args),
            remedy: Message::render(
                format!("rule/{}/remedy", self.rule.id),
                self.rule.remedy,
                &args,
            ),
            spans: self
                .hit
                .places
                .iter()
                .map(|place| span(*place, token, places))
                .collect(),
            params: params.collect(),
            sources: self
                .rule
                .sources
                .iter()
                .map(|source| (*source).to_owned())
                .collect(),
        }
    }

    /// The fault in a few words, to follow a colon: "incomplete, it lacks sig (signature)".
    pub(super) fn phrase(&self) -> String {
        // No title of a rule that refuses a token holds a name; a test of the registry says so.
        let title = self.rule.title.to_ascii_lowercase();
        match self.hit.args.iter().find(|(name, _)| *name == "names") {
            Some((_, names)) => format!("{title}, it lacks {names}"),
            None => title,
        }
    }

    /// Whether it is certain or likely, and of high or critical severity.
    pub(super) fn is_high(&self) -> bool {
        self.severity <= Severity::High && self.confidence() != Confidence::Possible
    }

    /// Whether it breaks a limit that the organisation set.
    pub(super) fn is_limit(&self) -> bool {
        LIMIT_RULES.contains(&self.rule.id)
    }

    fn confidence(&self) -> Confidence {
        self.hit.confidence.unwrap_or(self.rule.confidence)
    }
}

fn span(place: Place, token: &Token, places: &Places<'_>) -> Span {
    let whole = 0..token.mapped.as_str().len();
    let link = token.link.as_ref().filter(|link| link.is_in_text);
    let range = match place {
        Place::Param(index) => token.params.get(index).map(|param| param.range.clone()),
        Place::Scheme => link.map(|link| link.scheme_range.clone()),
        Place::Host => link.map(|link| link.host_range.clone()),
        Place::Path => link.map(|link| link.path_range.clone()),
        Place::Whole => None,
    };
    let (start, end) = token
        .mapped
        .origin(range.filter(|range| !range.is_empty()).unwrap_or(whole));
    places.span(start, end)
}
