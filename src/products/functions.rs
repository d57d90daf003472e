//! Azure Functions: keys, in the address of a function, in a header, or alone.
//!
//! A key has no end and no signature. It opens one function, all functions of an app or, as the master
//! key, the app's own management.
//!
//! Source: <https://learn.microsoft.com/azure/azure-functions/function-keys-how-to>

mod messages;

use super::hosts::{self, HostOf};
use super::lex::{self, Address};
use super::life::{End, Life};
use super::marked_key::{self, Layout};
use super::messages::say;
use super::reading::{Facts, Grants, Meaning, Reading, outcome};
use super::steps::{Setting, Slot, is_label, is_name, step};
use super::{Decode, Family, FieldSpec, Piece, Product};
use crate::repair::marks;
use crate::report::{Action, Harm, Impact, Kind, Resource, Revocability, Standing};
use crate::token::display::{short_name, shown};
use crate::token::percent;
use chrono::{DateTime, Utc};

const KEYS: &str = "https://learn.microsoft.com/azure/azure-functions/function-keys-how-to";

const FIELDS: &[FieldSpec] = &[
    FieldSpec {
        key: "code",
        title: "Key",
        is_secret: true,
        source: KEYS,
    },
    FieldSpec {
        key: "clientId",
        title: "Name of the key",
        is_secret: false,
        source: KEYS,
    },
];

/// The key in a header, or alone.
static KEY: FieldSpec = FieldSpec {
    key: "x-functions-key",
    title: "Key",
    is_secret: true,
    source: KEYS,
};

/// The name of the key that may manage the app.
const MASTER: &str = "_master";

/// The header that carries a key.
const HEADER: &str = "x-functions-key";

pub(super) static FAMILY: Family = Family {
    id: "functions",
    read,
    study,
    steps: to_stop,
    messages: messages::MESSAGES,
};

fn read(piece: &Piece<'_>) -> Option<Product> {
    read_link(piece).or_else(|| read_key(piece))
}

/// `https://<app>.azurewebsites.net/api/<function>?code=…`. A sign-in comes back with a `code` too, and
/// then with a `state`.
fn read_link(piece: &Piece<'_>) -> Option<Product> {
    let text = piece.text;
    let scheme = marks::find(text, "://")?;
    let length = text
        .get(..scheme)?
        .bytes()
        .rev()
        .take_while(u8::is_ascii_alphabetic)
        .count();
    let start = scheme - length;
    let end = lex::token_end(text, start);
    let link = text.get(start..end)?;
    let query = link.find('?')? + 1;
    let pairs = lex::pairs(link, query..link.len(), '&');
    let value = |name: &str| {
        let pair = pairs
            .iter()
            .find(|pair| link.get(pair.name.clone()) == Some(name))?;
        Some(percent::decode(link.get(pair.value.clone())?))
    };
    let code = value("code")?;
    let is_sign_in = ["state", "session_state", "client_info"]
        .iter()
        .any(|name| value(name).is_some());
    let address = Address::read(link);
    let is_marked = marked_key::has_mark(&code, Layout::Functions);
    let is_app = matches!(
        hosts::find(&address.host).map(|spec| spec.of),
        Some(HostOf::AppService | HostOf::ApiManagement)
    );
    let is_path = !address.path.is_empty() && !address.path.starts_with('.');
    let is_key = lex::is_key_like(&code) && (is_marked || (is_app && is_path));
    (is_key && !is_sign_in).then(|| {
        Product::new(&FAMILY, Kind::FunctionKey, piece, start..end).with_pairs(
            &pairs,
            FIELDS,
            Decode::Percent,
        )
    })
}

/// A key behind the name of its header, or one with the mark of newer keys.
fn read_key(piece: &Piece<'_>) -> Option<Product> {
    let text = piece.text;
    let is_named = piece.follows(HEADER) || marks::find_ignore_case(text, HEADER).is_some();
    let is_key = |range: &std::ops::Range<usize>| {
        let key = text.get(range.clone()).unwrap_or_default();
        marked_key::has_mark(key, Layout::Functions) || (is_named && lex::is_key_like(key))
    };
    let range = lex::key_runs(text).into_iter().find(is_key)?;
    let length = range.len();
    Some(Product::new(&FAMILY, Kind::FunctionKey, piece, range).with_value(&KEY, 0..length))
}

/// What a key opens, as far as its address says.
struct Place {
    address: Address,
    app: Option<String>,
    cloud: Option<&'static str>,
    function: Option<String>,
    is_master: bool,
    is_system: bool,
    key_name: Option<String>,
}

impl Place {
    fn of(product: &Product) -> Self {
        let address = if product.link.is_some() {
            Address::read(product.mapped.as_str())
        } else {
            Address::default()
        };
        let spec = hosts::find(&address.host);
        let key_name = product.value("clientId").map(str::to_owned);
        let is_app = spec.is_some_and(|spec| spec.of == HostOf::AppService);
        Self {
            app: address.name().filter(|_| is_app).map(str::to_owned),
            cloud: spec.map(|spec| spec.cloud),
            function: address.step_after("api").map(str::to_owned),
            is_master: key_name.as_deref() == Some(MASTER) || address.path.starts_with("admin/"),
            is_system: address.path.starts_with("runtime/webhooks/"),
            key_name,
            address,
        }
    }

    fn say_app(&self) -> String {
        match &self.app {
            Some(app) => format!("the app {}", short_name(app)),
            None if self.address.host.is_empty() => "an Azure Functions app".to_owned(),
            None => format!("the app at {}", short_name(&self.address.host)),
        }
    }
}

fn grants(place: &Place, app: &str) -> Grants {
    let (what, more, impact) = if place.is_master {
        (
            format!("call every function of {app} and manage it"),
            " It is the master key, or it was sent to an address that asks for it.",
            Impact::Account,
        )
    } else if place.is_system {
        (
            format!("send events to {app} as other services do"),
            "",
            Impact::Bounded,
        )
    } else {
        match &place.function {
            Some(function) => (
                format!("call the function {} of {app}", short_name(function)),
                " If it is a key of the whole app, they can call all its functions.",
                Impact::Bounded,
            ),
            None => (
                format!("call functions of {app}"),
                " Whether that is one function or all does not show in a key.",
                Impact::Bounded,
            ),
        }
    };
    Grants::Known {
        what,
        more: more.to_owned(),
        impact,
    }
}

fn meaning(key: &str, place: &Place) -> Meaning {
    match key {
        "code" | "x-functions-key" => {
            Meaning::of(say("meaning/key-hidden", &[]), Standing::Warning)
        }
        "clientId" if place.is_master => {
            Meaning::of(say("meaning/function-master", &[]), Standing::Warning)
        }
        "clientId" => Meaning::ok(say("meaning/function-key-name", &[])),
        _ => Meaning::ok(say("meaning/function-input", &[])),
    }
}

fn study(product: &Product, now: DateTime<Utc>) -> Reading {
    let place = Place::of(product);
    let app = place.say_app();
    let args = [("place", app.as_str())];
    let calls = outcome(
        "call-functions",
        Harm::Change,
        if place.is_system && !place.is_master {
            say("outcome/function-event", &args)
        } else {
            say("outcome/function-call", &args)
        },
        true,
    );
    let manages = outcome(
        "manage-app",
        Harm::Change,
        say("outcome/function-manage", &args),
        place.is_master,
    );
    Reading {
        thing: if product.link.is_some() {
            "link"
        } else {
            "key"
        },
        kind_meaning: say("kind/function-key", &[]),
        resource: Resource {
            level: if place.function.is_some() {
                "function"
            } else {
                "app"
            }
            .to_owned(),
            covers: shown(&app),
            service: Some("functions".to_owned()),
            cloud: place.cloud.map(str::to_owned),
            host: Some(shown(&place.address.host)).filter(|host| !host.is_empty()),
            path: Some(shown(&place.address.path)).filter(|path| !path.is_empty()),
            ..Resource::default()
        },
        meanings: product
            .fields
            .iter()
            .map(|field| meaning(field.spec.key, &place))
            .collect(),
        life: Life::of(End::Never, now),
        until: "until that key is replaced",
        ends: say("validity/function-key", &[]),
        grants: grants(&place, &app),
        outcomes: if place.is_master {
            vec![manages, calls]
        } else {
            vec![calls]
        },
        limits: Vec::new(),
        revocability: Revocability::Policy,
        stops: say("reason/stop-function-key", &[]),
        owner: app.clone(),
        after: vec![
            say("action/product-logs", &[("owner", &app)]),
            say("action/function-smaller", &[]),
        ],
        unknowns: [
            "unknown/function-kind",
            "unknown/function-does",
            "unknown/product-holders",
            "unknown/product-key-replaced",
            "unknown/product-network",
        ]
        .into_iter()
        .map(|id| say(id, &[]))
        .collect(),
        facts: Facts {
            is_key: true,
            all_powerful: place
                .is_master
                .then(|| ("the app itself (its master key)".to_owned(), "clientId")),
            ..Facts::default()
        },
    }
}

fn to_stop(product: &Product, lead: &str) -> Vec<Action> {
    let place = Place::of(product);
    let app = Slot::of(place.app.as_deref(), is_label, "APP_NAME", "the app's name");
    let function = Slot::of(
        place.function.as_deref(),
        is_name,
        "FUNCTION_NAME",
        "the function's name",
    );
    let key = Slot::of(
        place.key_name.as_deref().filter(|_| !place.is_master),
        is_name,
        "KEY_NAME",
        "the key's name, which often is default",
    );
    let setting = Setting::of(place.cloud);
    let (app_name, function_name, key_name) = (&app.text, &function.text, &key.text);
    let master = setting.commands(
        &format!("az functionapp keys set -g RESOURCE_GROUP -n '{app_name}' --key-type masterKey --key-name _master"),
        "",
        &[&app],
    );
    let lead = [("lead", lead)];
    if place.is_master {
        return vec![step(say("action/function-master", &lead), master)];
    }
    let system = if place.is_system {
        "systemKeys"
    } else {
        "functionKeys"
    };
    let of_app = setting.commands(
        &format!("az functionapp keys set -g RESOURCE_GROUP -n '{app_name}' --key-type {system} --key-name '{key_name}'"),
        "",
        &[&app, &key],
    );
    if place.is_system {
        return vec![step(say("action/function-renew-system", &lead), of_app)];
    }
    let of_function = setting.commands(
        &format!(
            "az functionapp function keys set -g RESOURCE_GROUP -n '{app_name}' --function-name '{function_name}' --key-name '{key_name}'"
        ),
        "",
        &[&app, &function, &key],
    );
    vec![
        step(say("action/function-renew", &lead), of_function),
        step(say("action/function-renew-app", &[]), of_app),
    ]
}
