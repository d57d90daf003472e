//! How to stop messaging tokens and keys.

use super::{Place, Service, rule_name, rule_of};
use crate::products::Product;
use crate::products::messages::say;
use crate::products::steps::{self, Setting, Slot, is_label, is_name, is_path, step};
use crate::report::{Action, Command, Kind};

/// The names that the commands need.
struct Names {
    namespace: Slot,
    rule: Slot,
    entity: Slot,
    setting: Setting,
}

pub(super) fn to_stop(product: &Product, lead: &str) -> Vec<Action> {
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
            actions.push(step(first, event_hub_keys(&names, "PrimaryKey", false)));
        }
        Service::Relay => actions.push(step(first, relay_keys(&names, "PrimaryKey"))),
        Service::Queues | Service::Unknown => {
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
    if has_own_rules && matches!(place.service, Service::Queues | Service::Unknown) {
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

fn bus_keys(names: &Names, key: &str, in_queue: bool) -> Vec<Command> {
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

fn event_hub_keys(names: &Names, key: &str, in_hub: bool) -> Vec<Command> {
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

fn relay_keys(names: &Names, key: &str) -> Vec<Command> {
    let (namespace, rule) = (&names.namespace.text, &names.rule.text);
    names.setting.commands(
        &format!(
            "az relay namespace authorization-rule keys renew -g RESOURCE_GROUP --namespace-name '{namespace}' -n '{rule}' --key {key}"
        ),
        "",
        &[&names.namespace, &names.rule],
    )
}

fn hub_keys(names: &Names, key: &str) -> Vec<Command> {
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

fn switch_off(names: &Names, group: &str, noun: &str) -> Vec<Command> {
    let namespace = &names.namespace.text;
    names.setting.commands(
        &format!("az {group} namespace update -g RESOURCE_GROUP -n '{namespace}' --disable-local-auth true"),
        &format!("Set-Az{noun}Namespace -ResourceGroupName RESOURCE_GROUP -Name '{namespace}' -DisableLocalAuth"),
        &[&names.namespace],
    )
}
