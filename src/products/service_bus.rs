//! Service Bus, Event Hubs, Relay and Notification Hubs: tokens and connection strings.
//!
//! The four share hosts, tokens and rules. What a token allows is kept in the rule that it names, on
//! the server; only the rules that come with a namespace or a hub have names that tell.
//!
//! Sources: <https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas>,
//! <https://learn.microsoft.com/azure/event-hubs/authorize-access-shared-access-signature>,
//! <https://learn.microsoft.com/azure/notification-hubs/notification-hubs-push-notification-security>

mod messages;
mod stop;

use super::connection_string::{self, Items};
use super::hosts::{self, HostOf};
use super::lex::{self, Address};
use super::life::{End, Life};
use super::messages::say;
use super::reading::{Facts, Grants, Meaning, Reading, outcome};
use super::resource_token as token;
use super::{Decode, Family, FieldSpec, Piece, Product};
use crate::report::{Harm, Impact, Kind, Message, Outcome, Resource, Revocability, Standing};
use crate::token::display::{short_name, shown};
use crate::token::redact;
use chrono::{DateTime, Utc};

const SAS: &str = "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas";
const STRING: &str = "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-dotnet-get-started-with-queues#get-the-connection-string";
const PUSH: &str = "https://learn.microsoft.com/azure/notification-hubs/notification-hubs-push-notification-security";

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
    "sr" "What it is for" false SAS;
    "sig" "Signature" true SAS;
    "se" "Expiry" false SAS;
    "skn" "Rule (policy)" false SAS;
    "Endpoint" "Namespace" false STRING;
    "SharedAccessKeyName" "Rule (policy)" false STRING;
    "SharedAccessKey" "Key" true STRING;
    "EntityPath" "Queue, topic or hub" false STRING;
    "OperationTimeout" "Time limit of requests" false STRING;
    "TransportType" "Way of sending" false STRING;
    "UseDevelopmentEmulator" "Emulator" false STRING;
}

/// What the rules do that come with a namespace or a hub.
struct RuleSpec {
    name: &'static str,
    is_of_hub: bool,
    /// Follows "can"; `{where}` is filled in.
    what: &'static str,
    /// What else they can do, in a sentence, for a namespace and for one queue, topic or hub.
    also: &'static str,
    also_in_one: &'static str,
    impact: Impact,
    impact_in_one: Impact,
    may_do_everything: bool,
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "for readers of the table, and its test")
    )]
    source: &'static str,
}

const RULES: &[RuleSpec] = &[
    RuleSpec {
        name: "DefaultFullSharedAccessSignature",
        is_of_hub: true,
        what: "send notifications to every device of {where}",
        also: " They can also read and delete the devices' entries.",
        also_in_one: " They can also read and delete the devices' entries.",
        impact: Impact::Broad,
        impact_in_one: Impact::Broad,
        may_do_everything: true,
        source: PUSH,
    },
    RuleSpec {
        name: "DefaultListenSharedAccessSignature",
        is_of_hub: true,
        what: "enter devices for notifications in {where}",
        also: " They can also change or remove single entries.",
        also_in_one: " They can also change or remove single entries.",
        impact: Impact::Bounded,
        impact_in_one: Impact::Bounded,
        may_do_everything: false,
        source: PUSH,
    },
    RuleSpec {
        name: "RootManageSharedAccessKey",
        is_of_hub: false,
        what: "send and receive all messages of {where}",
        also: " They can also create, change and delete its queues, topics and hubs.",
        also_in_one: " They can also change or delete it.",
        impact: Impact::Account,
        impact_in_one: Impact::Broad,
        may_do_everything: true,
        source: SAS,
    },
];

pub(super) static FAMILY: Family = Family {
    id: "service_bus",
    read,
    study,
    steps: stop::to_stop,
    messages: messages::MESSAGES,
};

fn read(piece: &Piece<'_>) -> Option<Product> {
    read_token(piece).or_else(|| read_string(piece))
}

fn read_token(piece: &Piece<'_>) -> Option<Product> {
    let found = token::find(piece)?;
    if matches!(found.host(), Some(host) if host != HostOf::Messaging)
        || found.address.path.contains("registrations/")
    {
        return None;
    }
    let product = Product::new(&FAMILY, Kind::ServiceBus, piece, found.range).with_pairs(
        &found.pairs,
        FIELDS,
        Decode::Percent,
    );
    let kind = if rule_of(&product).is_some_and(|rule| rule.is_of_hub) {
        Kind::NotificationHubs
    } else {
        Kind::ServiceBus
    };
    Some(Product { kind, ..product })
}

/// `Endpoint=sb://…;SharedAccessKeyName=…;SharedAccessKey=…`.
fn read_string(piece: &Piece<'_>) -> Option<Product> {
    let items = Items::find(piece)?;
    let endpoint = items.value("Endpoint")?;
    let is_messaging = endpoint
        .get(..5)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("sb://"))
        || hosts::find(&Address::read(endpoint).host).map(|spec| spec.of)
            == Some(HostOf::Messaging);
    let is_key = items.value("SharedAccessKey").is_some_and(lex::is_key_like);
    if !is_messaging || !is_key {
        return None;
    }
    let start = items.range.start;
    let pairs = connection_string::moved(&items.pairs, start);
    let product = Product::new(
        &FAMILY,
        Kind::ServiceBusConnectionString,
        piece,
        items.range,
    )
    .with_pairs(&pairs, FIELDS, Decode::No);
    Some(product)
}

/// The name of the rule that a product names.
fn rule_name(product: &Product) -> Option<&str> {
    product
        .value("skn")
        .or_else(|| product.value("SharedAccessKeyName"))
}

fn rule_of(product: &Product) -> Option<&'static RuleSpec> {
    let name = rule_name(product)?;
    RULES
        .iter()
        .find(|rule| rule.name.eq_ignore_ascii_case(name))
}

/// Which of the four products it is, as far as it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Service {
    Unknown,
    Queues,
    EventHubs,
    Relay,
    NotificationHubs,
}

/// What a token or string points at.
struct Place {
    address: Address,
    entity: Option<String>,
    cloud: Option<&'static str>,
    service: Service,
    is_emulator: bool,
}

impl Place {
    fn of(product: &Product) -> Self {
        let written = product.value("sr").or_else(|| product.value("Endpoint"));
        let address = Address::read(written.unwrap_or_default());
        let entity = product
            .value("EntityPath")
            .or(Some(address.path.as_str()))
            .map(|path| redact::text(path.trim_matches('/')))
            .filter(|path| !path.is_empty());
        let is_emulator = matches!(address.host.as_str(), "localhost" | "127.0.0.1" | "[")
            || product
                .value("UseDevelopmentEmulator")
                .is_some_and(|value| value.eq_ignore_ascii_case("true"));
        Self {
            cloud: hosts::find(&address.host).map(|spec| spec.cloud),
            service: service_of(product, entity.as_deref().unwrap_or_default()),
            address,
            entity,
            is_emulator,
        }
    }

    fn namespace(&self) -> Option<&str> {
        self.cloud.and(self.address.name())
    }

    fn say_namespace(&self) -> String {
        match self.namespace() {
            Some(name) => format!("the namespace {}", short_name(name)),
            None => format!("the namespace at {}", short_name(&self.address.host)),
        }
    }

    /// The first step of the entity's path: what has rules of its own.
    fn top(&self) -> Option<&str> {
        self.entity.as_deref()?.split('/').next()
    }

    fn say(&self) -> String {
        match &self.entity {
            Some(entity) => format!("{} in {}", short_name(entity), self.say_namespace()),
            None => self.say_namespace(),
        }
    }
}

/// The marks in a path or a key by which the four are told apart.
fn service_of(product: &Product, entity: &str) -> Service {
    if rule_of(product).is_some_and(|rule| rule.is_of_hub) {
        return Service::NotificationHubs;
    }
    let key = product.value("SharedAccessKey").unwrap_or_default();
    let path = entity.to_ascii_lowercase();
    let has = |mark: &str| path.contains(mark);
    if key.contains("+AEh")
        || ["/consumergroups/", "/publishers/", "/partitions/"]
            .into_iter()
            .any(has)
    {
        Service::EventHubs
    } else if key.contains("+ASb")
        || ["/subscriptions/", "/$deadletterqueue"]
            .into_iter()
            .any(has)
    {
        Service::Queues
    } else if key.contains("+ARm") || path.starts_with("$hc/") {
        Service::Relay
    } else {
        Service::Unknown
    }
}

fn study(product: &Product, now: DateTime<Utc>) -> Reading {
    let place = Place::of(product);
    let is_key = product.kind == Kind::ServiceBusConnectionString;
    let thing = if is_key { "connection string" } else { "token" };
    let life = if is_key {
        Life::of(End::Never, now)
    } else {
        token::life(product, now)
    };
    let known = rule_of(product);
    let facts = Facts {
        is_key: is_key && !place.is_emulator,
        expiry_key: (!is_key).then_some("se"),
        all_powerful: known
            .filter(|rule| rule.may_do_everything && !place.is_emulator)
            .map(|rule| {
                let key = if is_key { "SharedAccessKeyName" } else { "skn" };
                (format!("the rule {}", rule.name), key)
            }),
        bad_signature: (!is_key && !token::has_whole_signature(product)).then_some("sig"),
        ..Facts::default()
    };
    Reading {
        thing,
        kind_meaning: say(
            match product.kind {
                Kind::ServiceBusConnectionString => "kind/service-bus-connection-string",
                Kind::NotificationHubs => "kind/notification-hubs",
                _ => "kind/service-bus",
            },
            &[],
        ),
        resource: resource(&place),
        meanings: product
            .fields
            .iter()
            .map(|field| meaning(product, field.spec.key, &place, now))
            .collect(),
        life,
        until: "until that key is replaced",
        ends: say("validity/service-bus-key", &[]),
        grants: grants(product, &place, is_key),
        outcomes: outcomes(known, &place),
        limits: if is_key {
            Vec::new()
        } else {
            vec![say("limit/no-start", &[])]
        },
        revocability: Revocability::KeyOnly,
        stops: say("reason/stop-bus-rule", &[]),
        owner: place.say_namespace(),
        after: vec![
            say("action/product-logs", &[("owner", &place.say_namespace())]),
            say("action/bus-smaller", &[]),
        ],
        unknowns: unknowns(&place, known.is_some(), is_key),
        facts,
    }
}

fn resource(place: &Place) -> Resource {
    let level = match &place.entity {
        Some(_) => "entity",
        None => "namespace",
    };
    let service = match place.service {
        Service::Unknown => "messaging",
        Service::Queues => "service-bus",
        Service::EventHubs => "event-hubs",
        Service::Relay => "relay",
        Service::NotificationHubs => "notification-hubs",
    };
    let below = match &place.entity {
        Some(_) => "and what lies below it",
        None => "and everything in it",
    };
    Resource {
        level: level.to_owned(),
        covers: shown(&format!("{}, {below}", place.say())),
        service: Some(service.to_owned()),
        cloud: place.cloud.map(str::to_owned),
        host: Some(shown(&place.address.host)).filter(|host| !host.is_empty()),
        path: place.entity.as_deref().map(shown),
        remarks: place
            .cloud
            .is_none()
            .then(|| say("resource/bus-host", &[]))
            .into_iter()
            .collect(),
        ..Resource::default()
    }
}

fn meaning(product: &Product, key: &str, place: &Place, now: DateTime<Utc>) -> Meaning {
    let plain = |id: &'static str| Meaning::ok(say(id, &[("place", &place.say())]));
    match key {
        "sr" if place.entity.is_none() => plain("meaning/bus-namespace"),
        "sr" | "EntityPath" => plain("meaning/bus-entity"),
        "Endpoint" => plain("meaning/bus-endpoint"),
        "sig" => token::signature_meaning(token::has_whole_signature(product), "token", "32"),
        "se" => token::expiry_meaning(product, now),
        "skn" | "SharedAccessKeyName" => {
            let name = rule_name(product).unwrap_or_default();
            match rule_of(product) {
                Some(rule) if rule.may_do_everything => {
                    let message = say("meaning/bus-rule-all", &[("rule", name)]);
                    Meaning::of(message, Standing::Warning)
                }
                Some(_) => Meaning::ok(say("meaning/bus-rule-listen", &[("rule", name)])),
                None => Meaning::ok(say("meaning/bus-rule", &[("rule", name)])),
            }
        }
        "SharedAccessKey" => Meaning::of(say("meaning/key-hidden", &[]), Standing::Warning),
        "OperationTimeout" | "TransportType" | "UseDevelopmentEmulator" => {
            plain("meaning/bus-setting")
        }
        _ => Meaning::of(
            say("meaning/not-documented", &[("thing", "token")]),
            Standing::Note,
        ),
    }
}

fn grants(product: &Product, place: &Place, is_key: bool) -> Grants {
    if place.is_emulator {
        return Grants::Nothing(say("sentence/bus-emulator", &[]));
    }
    let also = if is_key {
        " The key also makes new tokens, with any end."
    } else {
        ""
    };
    let spot = place.say();
    if let Some(rule) = rule_of(product) {
        let (more, impact) = match &place.entity {
            Some(_) => (rule.also_in_one, rule.impact_in_one),
            None => (rule.also, rule.impact),
        };
        return Grants::Known {
            what: rule.what.replace("{where}", &spot),
            more: format!(
                "{more} That is what the rule {} allows unless its owner changed it.{also}",
                rule.name
            ),
            impact,
        };
    }
    let rule = match rule_name(product) {
        Some(name) => format!("the rule {}", short_name(name)),
        None => "a rule on the server".to_owned(),
    };
    let what = format!("do what {rule} allows on {spot}");
    let more = format!(
        " The rule is kept on the server. It can allow to send, to receive, or everything.{also}"
    );
    if !is_key {
        return Grants::OnServer { what, more };
    }
    // Every rule allows to send or to receive, if nothing else.
    let impact = match &place.entity {
        Some(_) => Impact::Bounded,
        None => Impact::Broad,
    };
    Grants::Known { what, more, impact }
}

fn outcomes(known: Option<&RuleSpec>, place: &Place) -> Vec<Outcome> {
    if place.is_emulator {
        return Vec::new();
    }
    let spot = place.say();
    let args = [("place", spot.as_str())];
    let is_hub = known.is_some_and(|rule| rule.is_of_hub);
    let rows: &[(&'static str, Harm, &'static str, bool)] = if is_hub {
        &[
            ("send-notifications", Harm::Add, "outcome/hub-send", true),
            (
                "change-registrations",
                Harm::Change,
                "outcome/hub-entries",
                false,
            ),
        ]
    } else {
        &[
            ("manage-entities", Harm::Destroy, "outcome/bus-manage", true),
            ("send-messages", Harm::Add, "outcome/bus-send", false),
            ("receive-messages", Harm::Read, "outcome/bus-receive", false),
        ]
    };
    rows.iter()
        .filter(|(.., is_of_full)| !is_of_full || known.is_none_or(|rule| rule.may_do_everything))
        .map(|(id, harm, message, _)| outcome(id, *harm, say(message, &args), known.is_some()))
        .collect()
}

fn unknowns(place: &Place, is_known: bool, is_key: bool) -> Vec<Message> {
    let rows = [
        (!is_known, "unknown/bus-rights"),
        (is_known, "unknown/bus-rights-changed"),
        (place.service == Service::Unknown, "unknown/bus-service"),
        (true, "unknown/product-holders"),
        (!is_key, "unknown/product-genuine"),
        (!is_key, "unknown/bus-key"),
        (is_key, "unknown/product-key-replaced"),
        (true, "unknown/bus-local"),
        (true, "unknown/product-network"),
    ];
    rows.into_iter()
        .filter(|(applies, _)| *applies)
        .map(|(_, id)| say(id, &[]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_source_and_fields_have_too() {
        assert!(RULES.windows(2).all(|pair| pair[0].name < pair[1].name));
        assert!(RULES.iter().all(|rule| rule.source.starts_with("https://")));
        assert!(
            FIELDS
                .iter()
                .all(|field| field.source.starts_with("https://"))
        );
        for rule in RULES {
            assert!(rule.what.contains("{where}"));
        }
    }
}
