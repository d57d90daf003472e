//! Logic Apps and Power Automate: callback links.
//!
//! They borrow the names of storage links: `sp`, `sv`, `se`, `sig`. What tells them is `sv=1.0`, and a
//! path in `sp`. How they are signed is not published, and the key never leaves the service, so the
//! signature cannot be checked by anyone else.
//!
//! Source: <https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app>

mod messages;

use super::hosts::{self, HostOf};
use super::lex::{self, Address};
use super::life::{End, Life};
use super::messages::say;
use super::reading::{Facts, Grants, Meaning, Reading, outcome};
use super::resource_token::{end_message, signature_meaning};
use super::steps::{self, Setting, Slot, is_label, is_name, step};
use super::{Decode, Family, FieldSpec, Piece, Product};
use crate::access::time;
use crate::repair::marks;
use crate::report::{Action, Harm, Impact, Kind, Resource, Revocability, Standing};
use crate::token::display::{short_name, shown};
use crate::token::{percent, redact};
use chrono::{DateTime, Utc};
use std::ops::Range;

const SECURING: &str =
    "https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app";
const ENDPOINT: &str = "https://learn.microsoft.com/azure/logic-apps/logic-apps-http-endpoint";

macro_rules! fields {
    ($($key:literal $title:literal $is_secret:literal $source:ident;)*) => {
        const FIELDS: &[FieldSpec] = &[$(FieldSpec {
            key: $key,
            title: $title,
            is_secret: $is_secret,
            source: $source,
        },)*];
    };
}

fields! {
    "api-version" "Version of the interface" false ENDPOINT;
    "se" "Expiry" false SECURING;
    "st" "Start" false SECURING;
    "sp" "What it may do" false ENDPOINT;
    "sv" "Version of the signature" false ENDPOINT;
    "sig" "Signature" true ENDPOINT;
}

pub(super) static FAMILY: Family = Family {
    id: "logic_apps",
    read,
    study,
    steps: to_stop,
    messages: messages::MESSAGES,
};

/// The signature's version; storage links have a date there.
const VERSION: &str = "1.0";

/// A link, or its query alone, whose `sp` is a path and whose `sv` is 1.0.
fn read(piece: &Piece<'_>) -> Option<Product> {
    let range = link_range(piece.text)?;
    let text = piece.text.get(range.clone())?;
    let query = text.find('?').map_or(0, |at| at + 1);
    let pairs = lex::pairs(text, query..text.len(), '&');
    let value = |name: &str| {
        let pair = pairs
            .iter()
            .find(|pair| text.get(pair.name.clone()) == Some(name))?;
        Some(percent::decode(text.get(pair.value.clone())?))
    };
    let permission = value("sp")?;
    value("sig").filter(|sig| !sig.is_empty())?;
    let is_path = permission.starts_with('/')
        && (permission.ends_with("/run") || permission.ends_with("/read"));
    let is_version = value("sv").is_some_and(|version| version == VERSION);
    (is_path && is_version).then(|| {
        Product::new(&FAMILY, Kind::LogicApps, piece, range).with_pairs(
            &pairs,
            FIELDS,
            Decode::Percent,
        )
    })
}

/// Where the link lies: from its scheme, or from its first parameter when there is none.
fn link_range(text: &str) -> Option<Range<usize>> {
    if marks::find_ignore_case(text, "sig=").is_none() || marks::find(text, "sp=").is_none() {
        return None;
    }
    let start = match marks::find(text, "://") {
        Some(at) => {
            let scheme = text
                .get(..at)?
                .bytes()
                .rev()
                .take_while(u8::is_ascii_alphabetic)
                .count();
            at - scheme
        }
        None => ["api-version=", "sp=", "sv=", "sig=", "se="]
            .iter()
            .filter_map(|name| lex::name_starts(text, name).next())
            .min()?,
    };
    Some(start..lex::token_end(text, start))
}

/// What `sp` lets its holder do.
#[derive(Debug, PartialEq, Eq)]
enum Right {
    /// Start the workflow by the trigger of this name.
    Start(String),
    /// Read what one run gave out.
    ReadRun,
    /// Read a stored agreement, schema or the like.
    ReadItem,
}

impl Right {
    fn of(permission: &str) -> Self {
        let mut steps = permission.split('/').filter(|step| !step.is_empty());
        match (steps.next(), steps.next()) {
            (Some("triggers"), Some(trigger)) if permission.ends_with("/run") => {
                Self::Start(trigger.to_owned())
            }
            (Some("runs"), _) => Self::ReadRun,
            _ => Self::ReadItem,
        }
    }
}

/// What a link points at.
struct Place {
    address: Address,
    of: Option<HostOf>,
    cloud: Option<&'static str>,
    /// The workflow's id or, where an app holds it, its name.
    workflow: Option<String>,
    right: Right,
}

impl Place {
    fn of(product: &Product) -> Self {
        let link = product.link.as_ref();
        let address = link
            .map(|_| Address::read(product.mapped.as_str()))
            .unwrap_or_default();
        let spec = hosts::find(&address.host);
        let of = spec.map(|spec| spec.of);
        let name = if of == Some(HostOf::AppService) {
            "api"
        } else {
            "workflows"
        };
        Self {
            workflow: address.step_after(name).map(str::to_owned),
            of,
            cloud: spec.map(|spec| spec.cloud),
            right: Right::of(&redact::text(product.value("sp").unwrap_or_default())),
            address,
        }
    }

    fn is_power(&self) -> bool {
        self.of == Some(HostOf::PowerPlatform)
    }

    fn say(&self) -> String {
        match (&self.workflow, self.of) {
            (Some(name), Some(HostOf::AppService)) => format!(
                "the workflow {} of the app {}",
                short_name(name),
                short_name(self.address.name().unwrap_or_default())
            ),
            (Some(id), Some(HostOf::PowerPlatform)) => format!("the flow {}", short_name(id)),
            (Some(id), _) => format!("the workflow {}", short_name(id)),
            (None, _) => "one workflow".to_owned(),
        }
    }
}

fn life(product: &Product, now: DateTime<Utc>) -> Life {
    let date = |key: &str| {
        product
            .value(key)
            .and_then(time::parse)
            .map(|date| date.instant)
    };
    let end = match (product.field("se").is_some(), date("se")) {
        (_, Some(end)) => End::At(end),
        (true, None) => End::Unreadable,
        (false, None) => End::Never,
    };
    Life {
        now,
        start: date("st"),
        end,
    }
}

fn has_whole_signature(product: &Product) -> bool {
    product
        .value("sig")
        .and_then(|sig| lex::base64_url(sig).or_else(|| lex::base64(sig)))
        .is_some_and(|bytes| bytes.len() == 32)
}

fn study(product: &Product, now: DateTime<Utc>) -> Reading {
    let place = Place::of(product);
    let spot = place.say();
    let (what, more, impact) = match &place.right {
        Right::Start(_) => (
            format!("start {spot}"),
            " What that does is up to the workflow. They can send it any input they like.",
            Impact::Bounded,
        ),
        Right::ReadRun => (
            format!("read what one run of {spot} gave out"),
            "",
            Impact::Item,
        ),
        Right::ReadItem => (format!("read one stored item of {spot}"), "", Impact::Item),
    };
    let args = [("place", spot.as_str())];
    let starts = matches!(place.right, Right::Start(_));
    Reading {
        thing: "link",
        kind_meaning: say(
            if place.is_power() {
                "kind/power-automate"
            } else {
                "kind/logic-apps"
            },
            &[],
        ),
        resource: Resource {
            level: if starts { "trigger" } else { "item" }.to_owned(),
            covers: shown(&spot),
            service: Some(
                if place.is_power() {
                    "power-automate"
                } else {
                    "logic-apps"
                }
                .to_owned(),
            ),
            cloud: place.cloud.map(str::to_owned),
            host: Some(shown(&place.address.host)).filter(|host| !host.is_empty()),
            path: Some(shown(&place.address.path)).filter(|path| !path.is_empty()),
            remarks: match place.of {
                Some(_) => Vec::new(),
                None => vec![say("resource/logic-host", &[])],
            },
            ..Resource::default()
        },
        meanings: product
            .fields
            .iter()
            .map(|field| meaning(product, field.spec.key, &place, now))
            .collect(),
        life: life(product, now),
        until: "until someone replaces the workflow's key",
        ends: say("validity/logic-apps", &[]),
        grants: Grants::Known {
            what,
            more: more.to_owned(),
            impact,
        },
        outcomes: vec![if starts {
            outcome(
                "start-workflow",
                Harm::Change,
                say("outcome/logic-start", &args),
                true,
            )
        } else {
            outcome(
                "read-output",
                Harm::Read,
                say("outcome/logic-read", &args),
                true,
            )
        }],
        limits: Vec::new(),
        revocability: Revocability::Policy,
        stops: say("reason/stop-logic-apps", &[]),
        owner: spot.clone(),
        after: vec![
            say("action/logic-runs", &[]),
            say("action/logic-smaller", &[]),
        ],
        unknowns: [
            "unknown/logic-does",
            "unknown/logic-limits",
            "unknown/product-holders",
            "unknown/logic-genuine",
            "unknown/logic-replaced",
        ]
        .into_iter()
        .map(|id| say(id, &[]))
        .collect(),
        facts: Facts {
            expiry_key: product.field("se").map(|_| "se"),
            bad_signature: (!has_whole_signature(product)).then_some("sig"),
            ..Facts::default()
        },
    }
}

fn meaning(product: &Product, key: &str, place: &Place, now: DateTime<Utc>) -> Meaning {
    let date = || {
        product
            .value(key)
            .and_then(time::parse)
            .map(|date| date.instant)
    };
    match key {
        "sp" => Meaning::ok(match &place.right {
            Right::Start(trigger) => say("meaning/logic-start", &[("name", trigger)]),
            Right::ReadRun => say("meaning/logic-run", &[]),
            Right::ReadItem => say("meaning/logic-item", &[]),
        }),
        "sv" => Meaning::ok(say("meaning/logic-version", &[])),
        "api-version" => Meaning::ok(say("meaning/logic-api", &[])),
        "sig" => signature_meaning(has_whole_signature(product), "link", "32"),
        "se" => match date() {
            Some(end) => Meaning::ok(end_message(end, now)).at(end),
            None => Meaning::of(say("meaning/time-unread", &[]), Standing::Invalid),
        },
        "st" => match date() {
            Some(start) => {
                let args = [("start", time::say_moment(start))];
                let args = [("start", args[0].1.as_str())];
                Meaning::ok(say("meaning/logic-begins", &args)).at(start)
            }
            None => Meaning::of(say("meaning/time-unread", &[]), Standing::Invalid),
        },
        _ => Meaning::of(say("meaning/logic-input", &[]), Standing::Note),
    }
}

fn to_stop(product: &Product, lead: &str) -> Vec<Action> {
    let place = Place::of(product);
    let lead = [("lead", lead)];
    if place.is_power() {
        return vec![
            steps::plain(say("action/power-off", &lead)),
            steps::plain(say("action/power-again", &[])),
        ];
    }
    let setting = Setting::of(place.cloud);
    let is_in_app = place.of == Some(HostOf::AppService);
    let app = Slot::of(place.address.name(), is_label, "APP_NAME", "the app's name");
    let workflow = Slot::of(
        place.workflow.as_deref().filter(|_| is_in_app),
        is_name,
        "WORKFLOW_NAME",
        "the workflow's name",
    );
    let renew = |key: &str| {
        let base = "/subscriptions/SUBSCRIPTION/resourceGroups/RESOURCE_GROUP/providers";
        let path = if is_in_app {
            format!(
                "{base}/Microsoft.Web/sites/{}/hostruntime/runtime/webhooks/workflow/api/management/workflows/{}/regenerateAccessKey?api-version=2023-12-01",
                app.text, workflow.text
            )
        } else {
            format!(
                "{base}/Microsoft.Logic/workflows/{}/regenerateAccessKey?api-version=2016-06-01",
                workflow.text
            )
        };
        let body = format!("{{\"keyType\":\"{key}\"}}");
        setting.commands(
            &format!("az rest --method post --url '{path}' --body '{body}'"),
            &format!("Invoke-AzRestMethod -Method POST -Path '{path}' -Payload '{body}'"),
            &[&app, &workflow],
        )
    };
    let mut actions = vec![
        step(say("action/logic-renew", &lead), renew("Primary")),
        step(say("action/logic-second", &[]), renew("Secondary")),
    ];
    if !is_in_app {
        actions.push(steps::plain(say("action/logic-power", &[])));
    }
    actions.push(steps::plain(say("action/logic-sign-in", &[])));
    actions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_link_may_do_is_read_from_its_path() {
        assert_eq!(
            Right::of("/triggers/manual/run"),
            Right::Start("manual".to_owned())
        );
        assert_eq!(
            Right::of("/runs/08585/actions/a/contents/b/read"),
            Right::ReadRun
        );
        assert_eq!(Right::of("/agreements/x/read"), Right::ReadItem);
    }
}
