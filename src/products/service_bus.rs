//! Service Bus, Event Hubs, Relay and Notification Hubs: tokens and connection strings.
//!
//! The four share hosts, tokens and rules. What a token allows is kept in the rule that it names, on
//! the server; only the rules that come with a namespace or a hub have names that tell.
//!
//! Sources: <https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas>,
//! <https://learn.microsoft.com/azure/event-hubs/authorize-access-shared-access-signature>,
//! <https://learn.microsoft.com/azure/notification-hubs/notification-hubs-push-notification-security>

use super::connection_string::Items;
use super::hosts::{self, HostOf};
use super::lex::{self, Address};
use super::life::{End, Life};
use super::messages::{Table, say};
use super::reading::{Facts, Grants, Meaning, Reading, outcome};
use super::resource_token as token;
use super::steps::{self, Setting, Slot, is_label, is_name, is_path, step};
use super::{Decode, Family, FieldSpec, Piece, Product};
use crate::report::{
    Action, Harm, Impact, Kind, Message, Outcome, Resource, Revocability, Standing,
};
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
    steps: to_stop,
    messages: MESSAGES,
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
    let pairs = items.pairs_from(start, &items.pairs);
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
    ServiceBus,
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
        Service::ServiceBus
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
        Service::ServiceBus => "service-bus",
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

/// The names that the commands need.
struct Names {
    namespace: Slot,
    rule: Slot,
    entity: Slot,
    setting: Setting,
}

fn to_stop(product: &Product, lead: &str) -> Vec<Action> {
    let place = Place::of(product);
    let rule = rule_name(product).unwrap_or("on the server");
    let names = Names {
        namespace: Slot::of(
            place.namespace(),
            is_label,
            "NAMESPACE_NAME",
            "the namespace's name",
        ),
        rule: Slot::of(rule_name(product), is_name, "RULE_NAME", "the rule's name"),
        entity: Slot::of(
            place.top(),
            is_path,
            "ENTITY_NAME",
            "the name of the queue, topic or hub",
        ),
        setting: Setting::of(place.cloud),
    };
    let is_root = rule_of(product).is_some_and(|known| !known.is_of_hub);
    let args = [("lead", lead), ("rule", rule)];
    let first = match product.kind {
        Kind::ServiceBusConnectionString => say("action/bus-renew-key", &args),
        _ => say("action/bus-renew", &args),
    };
    let has_own_rules = place.entity.is_some() && !is_root;
    let mut actions = Vec::new();
    match place.service {
        Service::NotificationHubs => {
            actions.push(step(first, hub_keys(&names, "PrimaryKey")));
            actions.push(step(
                say("action/bus-second", &[]),
                hub_keys(&names, "SecondaryKey"),
            ));
            return actions;
        }
        Service::EventHubs => {
            actions.push(step(first, event_hub_keys(&names, "PrimaryKey", false)))
        }
        Service::Relay => actions.push(step(first, relay_keys(&names, "PrimaryKey"))),
        Service::ServiceBus | Service::Unknown => {
            actions.push(step(first, bus_keys(&names, "PrimaryKey", false)));
        }
    }
    let second = say("action/bus-second", &[]);
    actions.push(match place.service {
        Service::EventHubs => step(second, event_hub_keys(&names, "SecondaryKey", false)),
        Service::Relay => step(second, relay_keys(&names, "SecondaryKey")),
        _ => step(second, bus_keys(&names, "SecondaryKey", false)),
    });
    let entity = [("entity", place.top().unwrap_or_default())];
    if has_own_rules && matches!(place.service, Service::ServiceBus | Service::Unknown) {
        actions.push(step(
            say("action/bus-own-rule", &entity),
            bus_keys(&names, "PrimaryKey", true),
        ));
    }
    if place.service == Service::Unknown {
        actions.push(step(
            say("action/bus-event-hubs", &[]),
            event_hub_keys(&names, "PrimaryKey", false),
        ));
    }
    if has_own_rules && matches!(place.service, Service::EventHubs | Service::Unknown) {
        actions.push(step(
            say("action/hubs-own-rule", &entity),
            event_hub_keys(&names, "PrimaryKey", true),
        ));
    }
    actions.push(match place.service {
        Service::EventHubs => step(
            say("action/bus-local", &[]),
            switch_off(&names, "eventhubs", "EventHub"),
        ),
        Service::Relay => steps::plain(say("action/bus-local", &[])),
        _ => step(
            say("action/bus-local", &[]),
            switch_off(&names, "servicebus", "ServiceBus"),
        ),
    });
    actions
}

fn bus_keys(names: &Names, key: &str, in_queue: bool) -> Vec<crate::report::Command> {
    let (namespace, rule) = (&names.namespace.text, &names.rule.text);
    let (scope, cli_entity, ps_entity) = if in_queue {
        let queue = &names.entity.text;
        (
            "queue",
            format!(" --queue-name '{queue}'"),
            format!(" -QueueName '{queue}'"),
        )
    } else {
        ("namespace", String::new(), String::new())
    };
    names.setting.commands(
        &format!(
            "az servicebus {scope} authorization-rule keys renew -g RESOURCE_GROUP --namespace-name '{namespace}'{cli_entity} -n '{rule}' --key {key}"
        ),
        &format!(
            "New-AzServiceBusKey -ResourceGroupName RESOURCE_GROUP -NamespaceName '{namespace}'{ps_entity} -Name '{rule}' -KeyType {key}"
        ),
        &[&names.namespace, &names.rule, &names.entity],
    )
}

fn event_hub_keys(names: &Names, key: &str, in_hub: bool) -> Vec<crate::report::Command> {
    let (namespace, rule) = (&names.namespace.text, &names.rule.text);
    let (scope, cli_entity, ps_entity) = if in_hub {
        let hub = &names.entity.text;
        (
            "eventhub",
            format!(" --eventhub-name '{hub}'"),
            format!(" -EventHubName '{hub}'"),
        )
    } else {
        ("namespace", String::new(), String::new())
    };
    names.setting.commands(
        &format!(
            "az eventhubs {scope} authorization-rule keys renew -g RESOURCE_GROUP --namespace-name '{namespace}'{cli_entity} -n '{rule}' --key {key}"
        ),
        &format!(
            "New-AzEventHubKey -ResourceGroupName RESOURCE_GROUP -NamespaceName '{namespace}'{ps_entity} -Name '{rule}' -KeyType {key}"
        ),
        &[&names.namespace, &names.rule, &names.entity],
    )
}

fn relay_keys(names: &Names, key: &str) -> Vec<crate::report::Command> {
    let (namespace, rule) = (&names.namespace.text, &names.rule.text);
    names.setting.commands(
        &format!(
            "az relay namespace authorization-rule keys renew -g RESOURCE_GROUP --namespace-name '{namespace}' -n '{rule}' --key {key}"
        ),
        "",
        &[&names.namespace, &names.rule],
    )
}

fn hub_keys(names: &Names, key: &str) -> Vec<crate::report::Command> {
    let (namespace, rule, hub) = (&names.namespace.text, &names.rule.text, &names.entity.text);
    names.setting.commands(
        &format!(
            "az notification-hub authorization-rule regenerate-keys -g RESOURCE_GROUP --namespace-name '{namespace}' --notification-hub-name '{hub}' -n '{rule}' --policy-key {key}"
        ),
        &format!(
            "New-AzNotificationHubKey -ResourceGroup RESOURCE_GROUP -Namespace '{namespace}' -NotificationHub '{hub}' -AuthorizationRule '{rule}' -PolicyKey {key}"
        ),
        &[&names.namespace, &names.rule, &names.entity],
    )
}

fn switch_off(names: &Names, group: &str, noun: &str) -> Vec<crate::report::Command> {
    let namespace = &names.namespace.text;
    names.setting.commands(
        &format!("az {group} namespace update -g RESOURCE_GROUP -n '{namespace}' --disable-local-auth true"),
        &format!("Set-Az{noun}Namespace -ResourceGroupName RESOURCE_GROUP -Name '{namespace}' -DisableLocalAuth"),
        &[&names.namespace],
    )
}

const MESSAGES: Table = &[
    (
        "action/bus-event-hubs",
        "If it is a namespace of Event Hubs, use this instead.",
    ),
    (
        "action/bus-local",
        "If nothing needs such keys any more, switch them off for the namespace. That ends every token and key of this kind at once.",
    ),
    (
        "action/bus-own-rule",
        "If the rule belongs to {entity} itself and not to the namespace, use this. For a topic, write topic in place of queue.",
    ),
    (
        "action/bus-renew",
        "{lead}: replace the key of the rule {rule} that signed it. First move every app that uses the rule to its other key. A rule has two keys, and the token does not tell which of them signed it.",
    ),
    (
        "action/bus-renew-key",
        "{lead}: replace the key of the rule {rule}. First move every app that uses this key to the rule's other key. The string does not tell which of the two it is; compare it in the portal.",
    ),
    (
        "action/bus-second",
        "If it was the second key, or if you cannot find out: once every app uses the new first key, replace the second as well.",
    ),
    (
        "action/bus-smaller",
        "Give out less instead: a rule of its own for one queue, topic or hub, with only the right needed, and tokens that end within hours.",
    ),
    (
        "action/hubs-own-rule",
        "If the rule belongs to the event hub {entity} itself, use this.",
    ),
    (
        "kind/notification-hubs",
        "A token for a notification hub, which sends messages to phones and other devices.",
    ),
    (
        "kind/service-bus",
        "A token for Azure messaging: Service Bus, Event Hubs, Relay or Notification Hubs. The four share their hosts, so the host does not tell which.",
    ),
    (
        "kind/service-bus-connection-string",
        "A connection string with a key for Azure messaging: Service Bus, Event Hubs, Relay or Notification Hubs.",
    ),
    (
        "meaning/bus-endpoint",
        "The address of the namespace, the group of queues, topics or hubs that the key belongs to.",
    ),
    (
        "meaning/bus-entity",
        "It is for {place}, and for what lies below it.",
    ),
    (
        "meaning/bus-namespace",
        "It is for {place} and everything in it: a token covers all that lies below its address.",
    ),
    (
        "meaning/bus-rule",
        "The name of the rule {rule} on the server, whose key it is. What the rule allows is kept there. The name is only a hint.",
    ),
    (
        "meaning/bus-rule-all",
        "The rule {rule} comes with the service. It may do everything there, unless its owner changed that.",
    ),
    (
        "meaning/bus-rule-listen",
        "The rule {rule} comes with the service. By default it may only enter devices and change their entries.",
    ),
    (
        "meaning/bus-setting",
        "How the app connects. It has nothing to do with what the key allows.",
    ),
    (
        "outcome/bus-manage",
        "Create, change and delete queues, topics, hubs and their settings: {place}.",
    ),
    (
        "outcome/bus-receive",
        "Receive messages: {place}. In a queue that can take them away from whoever should get them.",
    ),
    (
        "outcome/bus-send",
        "Send messages that look as if they came from the owner: {place}.",
    ),
    (
        "outcome/hub-entries",
        "Add devices that get messages, and change or remove their entries: {place}.",
    ),
    (
        "outcome/hub-send",
        "Send notifications to every device: {place}.",
    ),
    (
        "reason/stop-bus-rule",
        "It cannot be stopped alone. The key of its rule must be replaced, or the rule deleted, which also stops everything else that uses it.",
    ),
    (
        "resource/bus-host",
        "The address is not on one of Azure's own hosts for messaging.",
    ),
    (
        "sentence/bus-emulator",
        "This belongs to an emulator on a development machine. It opens nothing in Azure.",
    ),
    (
        "unknown/bus-key",
        "Which of the rule's two keys signed it, and whether that key has been replaced since.",
    ),
    (
        "unknown/bus-local",
        "Whether the namespace still takes such keys and tokens (local authentication).",
    ),
    (
        "unknown/bus-rights",
        "What the rule allows: to send, to receive, or everything.",
    ),
    (
        "unknown/bus-rights-changed",
        "Whether the rule still has its usual rights.",
    ),
    (
        "unknown/bus-service",
        "Which of the services it is: Service Bus, Event Hubs, Relay or Notification Hubs.",
    ),
    (
        "validity/service-bus-key",
        "A key has no end: it works until it is replaced.",
    ),
];

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
