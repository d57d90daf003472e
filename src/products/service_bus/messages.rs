//! What is said of messaging tokens and keys.

use crate::products::messages::Table;

/// Every sentence: its id and its template, sorted by id.
pub(super) const MESSAGES: Table = &[
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
