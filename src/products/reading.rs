//! What a family says of one product, and the verdict made of it.

use super::life::{End, Life};
use super::messages::{capital, say};
use super::rules::{self, Hit};
use super::{Family, Product};
use crate::access::time;
use crate::policy::Policy;
use crate::report::{
    Access, Action, Exposure, Finding, Goal, Harm, Impact, Level, Message, Outcome, Resource,
    Revocability, Severity, Standing, State, Validity, Verdict, verdict,
};
use chrono::{DateTime, Utc};

/// What one field means.
#[derive(Debug)]
pub(crate) struct Meaning {
    pub(crate) message: Message,
    pub(crate) standing: Standing,
    /// For times: the moment.
    pub(crate) moment: Option<DateTime<Utc>>,
}

impl Meaning {
    pub(super) fn ok(message: Message) -> Self {
        Self {
            message,
            standing: Standing::Ok,
            moment: None,
        }
    }

    pub(super) fn of(message: Message, standing: Standing) -> Self {
        Self {
            message,
            standing,
            moment: None,
        }
    }

    pub(super) fn at(mut self, moment: DateTime<Utc>) -> Self {
        self.moment = Some(moment);
        self
    }
}

/// What the holder can do.
#[derive(Debug)]
pub(crate) enum Grants {
    /// Known, at least in its usual form: a phrase to follow "can".
    Known {
        what: String,
        /// A sentence to follow the verdict's, with its blank, or nothing.
        more: String,
        impact: Impact,
    },
    /// A rule, permission or role on the server says it. Both are whole phrases: what to follow
    /// "can", and a sentence that names the place.
    OnServer { what: String, more: String },
    /// Nothing in Azure; the sentence that says so.
    Nothing(Message),
}

/// Everything a family says of a product.
#[derive(Debug)]
pub(crate) struct Reading {
    /// What people call it: "token", "link", "key", "connection string".
    pub(crate) thing: &'static str,
    pub(crate) kind_meaning: Message,
    pub(crate) resource: Resource,
    /// One for each field.
    pub(crate) meanings: Vec<Meaning>,
    pub(super) life: Life,
    /// What ends it, where no moment does: a phrase to follow what the holder can do, and a sentence.
    pub(super) until: &'static str,
    pub(super) ends: Message,
    pub(super) grants: Grants,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) limits: Vec<Message>,
    pub(super) revocability: Revocability,
    /// The same in a sentence.
    pub(super) stops: Message,
    /// Whose it is: "the namespace contoso".
    pub(super) owner: String,
    /// What to do beside stopping it.
    pub(super) after: Vec<Message>,
    pub(super) unknowns: Vec<Message>,
    pub(super) facts: Facts,
}

impl Reading {
    /// When it works.
    pub(crate) fn validity(&self) -> Validity {
        self.life.report(&self.ends)
    }

    /// The moment it ends, if there is one.
    pub(crate) fn end(&self) -> Option<DateTime<Utc>> {
        self.life.end()
    }

    /// Whether it works no more.
    pub(crate) fn is_over(&self) -> bool {
        self.life.state() == State::Expired
    }

    /// Whether what stands for its signature is none.
    pub(crate) fn has_bad_signature(&self) -> bool {
        self.facts.bad_signature.is_some()
    }

    /// Whether it opens anything in Azure.
    pub(super) fn is_of_use(&self) -> bool {
        !matches!(self.grants, Grants::Nothing(_))
    }
}

/// What the rules look at beside the life.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    /// The field that holds the expiry.
    pub(super) expiry_key: Option<&'static str>,
    /// Whether it is a key, which signs or opens without end.
    pub(super) is_key: bool,
    /// A rule, policy or user that may do everything, and the field that names it.
    pub(super) all_powerful: Option<(String, &'static str)>,
    /// How the product's own limit on lives is said, and the limit.
    pub(super) longest: Option<(&'static str, chrono::Duration)>,
    /// A date that can be read in two ways, the second one, and the field.
    pub(super) second_reading: Option<(DateTime<Utc>, &'static str)>,
    /// Since when the product does not take it any more.
    pub(super) retired: Option<DateTime<Utc>>,
    /// The signature's field, when what it holds is no signature.
    pub(super) bad_signature: Option<&'static str>,
}

/// Everything that the report says of a product.
pub(crate) struct Judged {
    pub(crate) reading: Reading,
    pub(crate) state: State,
    pub(crate) verdict: Verdict,
    pub(crate) access: Access,
    pub(crate) hits: Vec<Hit>,
}

/// Judges a product.
pub(crate) fn judge(product: &Product, now: DateTime<Utc>, policy: &Policy) -> Judged {
    let reading = product.study(now);
    let hits = rules::check(product, &reading, policy);
    let why = why(&hits);
    let state = state(&reading, why.as_deref());
    let impact = match &reading.grants {
        Grants::Known { impact, .. } => *impact,
        Grants::OnServer { .. } => Impact::Unknown,
        Grants::Nothing(_) => Impact::Nothing,
    };
    let exposure = reading.life.exposure();
    let level = level(&reading, &hits, state, impact, exposure);
    let verdict = Verdict {
        level,
        title: verdict::title(level).to_owned(),
        sentence: sentence(&reading, state, why.as_deref()),
        impact,
        exposure,
        revocability: reading.revocability,
        reasons: reasons(&reading, &hits, (impact, exposure, level), why.as_deref()),
        actions: actions(product, &reading, level),
        unknowns: reading.unknowns.clone(),
    };
    let access = Access {
        summary: summary(&reading, state),
        outcomes: reading.outcomes.clone(),
        limits: reading.limits.clone(),
        near_misses: Vec::new(),
        cells: Vec::new(),
        operations: Vec::new(),
    };
    Judged {
        reading,
        state,
        verdict,
        access,
        hits,
    }
}

/// Why Azure should refuse it as written, in a phrase.
fn why(hits: &[Hit]) -> Option<String> {
    hits.iter()
        .find(|hit| hit.rule.refuses)
        .map(|hit| hit.rule.title.to_ascii_lowercase())
}

fn state(reading: &Reading, why: Option<&str>) -> State {
    match reading.life.state() {
        State::Expired => State::Expired,
        _ if why.is_some() => State::Malformed,
        state => state,
    }
}

/// Looks the level up in the table that storage links have.
fn level(
    reading: &Reading,
    hits: &[Hit],
    state: State,
    impact: Impact,
    exposure: Exposure,
) -> Level {
    if matches!(reading.grants, Grants::Nothing(_)) || reading.life.is_never() {
        return Level::Contained;
    }
    if state == State::Expired {
        return Level::Spent;
    }
    if reading.life.end == End::Unreadable {
        return Level::Unreadable;
    }
    if impact == Impact::Unknown || exposure == Exposure::Unknown {
        return Level::Unknown;
    }
    let level = verdict::of_table(impact, exposure, reading.revocability);
    if level == Level::Contained && hits.iter().any(Hit::is_high) {
        Level::Elevated
    } else {
        level
    }
}

fn who(reading: &Reading) -> String {
    format!("anyone with this {}", reading.thing)
}

/// The one sentence of consequence.
fn sentence(reading: &Reading, state: State, why: Option<&str>) -> Message {
    let (who, thing) = (who(reading), reading.thing);
    let (what, more) = match &reading.grants {
        Grants::Nothing(sentence) => return sentence.clone(),
        Grants::Known { what, more, .. } | Grants::OnServer { what, more } => {
            (what.as_str(), more.as_str())
        }
    };
    let life = &reading.life;
    if life.is_never() {
        return say("sentence/product-never", &[("thing", thing)]);
    }
    let until = life.say_until(reading.until);
    match (state, why) {
        _ if life.end == End::Unreadable => say(
            "sentence/product-undated",
            &[
                ("thing", thing),
                ("who", &who),
                ("what", what),
                ("more", more),
            ],
        ),
        (State::Expired, _) => {
            let end = life.end().map(time::say_moment).unwrap_or_default();
            say(
                "sentence/product-expired",
                &[
                    ("thing", thing),
                    ("end", &end),
                    ("who", &who),
                    ("what", what),
                ],
            )
        }
        (State::Malformed, Some(why)) => say(
            "sentence/product-malformed",
            &[
                ("thing", thing),
                ("why", why),
                ("who", &who),
                ("what", what),
                ("until", &until),
                ("more", more),
            ],
        ),
        (State::NotYetValid, _) => {
            let start = life.coming_start().map(time::say_moment);
            say(
                "sentence/product-future",
                &[
                    ("start", start.as_deref().unwrap_or_default()),
                    ("who", &who),
                    ("what", what),
                    ("until", &until),
                    ("more", more),
                ],
            )
        }
        _ => say(
            "sentence/product",
            &[
                ("who", &capital(&who)),
                ("what", what),
                ("until", &until),
                ("more", more),
            ],
        ),
    }
}

fn summary(reading: &Reading, state: State) -> Message {
    let (Grants::Known { what, more, .. } | Grants::OnServer { what, more }) = &reading.grants
    else {
        return say("access/product-nothing", &[]);
    };
    let args = [("what", what.as_str()), ("more", more.as_str())];
    match state {
        State::Expired => say("access/product-past", &args[..1]),
        State::Malformed => say("access/product-malformed", &args),
        _ => say("access/product", &args),
    }
}

fn reasons(
    reading: &Reading,
    hits: &[Hit],
    (impact, exposure, level): (Impact, Exposure, Level),
    why: Option<&str>,
) -> Vec<Message> {
    if impact == Impact::Nothing {
        return vec![say("reason/product-nothing", &[])];
    }
    if reading.life.is_never() {
        return vec![crate::report::messages::message("reason/never", &[])];
    }
    let allowed = match &reading.grants {
        Grants::Known { what, .. } => {
            verdict::impact_by(what.trim_end_matches(','), impact, reading.life.is_over())
        }
        Grants::OnServer { .. } | Grants::Nothing(_) => say("reason/product-unknown", &[]),
    };
    let mut reasons = vec![allowed, reading.life.reason(exposure)];
    if level != Level::Spent {
        reasons.push(reading.stops.clone());
    }
    if level == Level::Elevated
        && verdict::of_table(impact, exposure, reading.revocability) == Level::Contained
        && let Some(hit) = hits.iter().find(|hit| hit.is_high())
    {
        let title = [("title", hit.rule.title)];
        reasons.push(crate::report::messages::message(
            "reason/high-finding",
            &title,
        ));
    }
    if let Some(why) = why.filter(|_| level != Level::Spent) {
        reasons.push(say("reason/product-malformed", &[("why", why)]));
    }
    reasons
}

/// How an action to stop it begins: when it is urgent, and when it is not.
const NOW: &str = "Stop it now";
const SOONER: &str = "To stop it sooner";

fn actions(product: &Product, reading: &Reading, level: Level) -> Vec<Action> {
    let Family { steps, .. } = product.family;
    let end = reading.life.end().map(time::say_moment).unwrap_or_default();
    let plain = |message: Message| Action {
        message,
        commands: Vec::new(),
    };
    match level {
        Level::Spent => vec![plain(say("action/product-expired", &[("end", &end)]))],
        Level::Contained if !matches!(reading.grants, Grants::Known { .. }) => {
            let thing = [("thing", reading.thing)];
            vec![plain(say("action/product-nothing", &thing))]
        }
        Level::Contained => {
            let keep = crate::report::messages::message("action/keep", &[("end", &end)]);
            let mut actions = vec![plain(keep)];
            actions.extend(steps(product, SOONER));
            actions
        }
        _ => {
            let mut actions = steps(product, NOW);
            let owner = [("owner", reading.owner.as_str())];
            // Behind the ways to replace either of two keys, in front of lesser measures.
            let place = if reading.revocability == Revocability::KeyOnly {
                2
            } else {
                1
            };
            let place = place.min(actions.len());
            actions.insert(place, plain(say("action/product-owner", &owner)));
            actions.extend(reading.after.iter().cloned().map(plain));
            actions
        }
    }
}

/// One thing that the holder can do.
pub(super) fn outcome(id: &'static str, harm: Harm, message: Message, certain: bool) -> Outcome {
    Outcome {
        id: id.to_owned(),
        harm,
        goal: goal(id, harm),
        message,
        letters: String::new(),
        services: Vec::new(),
        certain,
    }
}

/// What an attacker would use an outcome for. Most tell by their harm.
fn goal(id: &str, harm: Harm) -> Goal {
    match (id, harm) {
        ("make-links" | "manage-apis" | "manage-app" | "register-device", _) => Goal::ExtendAccess,
        (
            "call-functions" | "control-devices" | "start-workflow" | "use-maps" | "use-service",
            _,
        ) => Goal::Other,
        (_, Harm::Destroy) => Goal::Destroy,
        (_, Harm::Change | Harm::Add) => Goal::PlantFiles,
        (_, Harm::Read | Harm::List) => Goal::ReadEverything,
    }
}

/// A field stands as badly as the worst finding about it, or as its own meaning says.
pub(crate) fn standing(own: Standing, findings: &[Finding], hits: &[Hit], index: u32) -> Standing {
    findings
        .iter()
        .zip(hits)
        .filter(|(finding, _)| finding.params.first() == Some(&index))
        .map(|(finding, hit)| match finding.severity {
            _ if hit.rule.refuses => Standing::Invalid,
            Severity::Critical | Severity::High | Severity::Medium => Standing::Warning,
            Severity::Low | Severity::Info => Standing::Note,
            Severity::Good => Standing::Ok,
        })
        .chain([own])
        .max()
        .unwrap_or(own)
}
