//! What is said of Event Grid tokens.

use crate::products::messages::Table;

/// Every sentence: its id and its template, sorted by id.
pub(super) const MESSAGES: Table = &[
    (
        "action/event-grid-domain",
        "If it is a domain and not a single topic, use this.",
    ),
    (
        "action/event-grid-local",
        "If nothing needs keys any more, switch them off for the topic in the portal (local authentication). That ends every token of this kind.",
    ),
    (
        "action/event-grid-renew",
        "{lead}: replace the topic's key that signed it. First move every app that uses it to the topic's other key. The token does not tell which of the two signed it.",
    ),
    (
        "action/event-grid-second",
        "If key2 signed it, or if you cannot find out: once every app uses the new key1, replace key2 as well.",
    ),
    (
        "action/event-grid-smaller",
        "Give out tokens that end within hours, or let apps sign in with an identity of their own.",
    ),
    (
        "kind/event-grid",
        "A token for Event Grid: it lets its holder send events to a topic, from which they go to all who subscribed.",
    ),
    (
        "meaning/event-grid-topic",
        "It is for {place}: events may be sent there.",
    ),
    (
        "outcome/event-grid-publish",
        "Send events to {place}. All who subscribed get them, and may act on false ones.",
    ),
    (
        "reason/stop-event-grid",
        "It cannot be stopped alone. The topic's key that signed it must be replaced, which stops all apps that use that key.",
    ),
    (
        "unknown/event-grid-handlers",
        "Who receives the events, and what they do with them.",
    ),
    (
        "unknown/event-grid-key",
        "Which of the topic's two keys signed it, and whether that key has been replaced since.",
    ),
    ("validity/event-grid", "It has no readable expiry."),
];
