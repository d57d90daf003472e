//! What is said of function keys.

use crate::products::messages::Table;

/// Every sentence: its id and its template, sorted by id.
pub(super) const MESSAGES: Table = &[
    (
        "action/function-master",
        "{lead}: replace the master key of the app (in the portal: App keys). Everything that uses it needs the new one.",
    ),
    (
        "action/function-renew",
        "{lead}: replace this key (in the portal: the function's Function keys). Compare it there to find its name. Only those who use this key need the new one.",
    ),
    (
        "action/function-renew-app",
        "If it is a key of the whole app (in the portal: App keys), use this.",
    ),
    (
        "action/function-renew-system",
        "{lead}: replace this key of the app (in the portal: App keys, System keys). Then give the new one to the service that calls it.",
    ),
    (
        "action/function-smaller",
        "Have callers sign in instead, or put the key into a header: addresses end up in logs and in the history of browsers.",
    ),
    (
        "kind/function-key",
        "A key of an Azure Functions app: whoever sends it along may run the app's code.",
    ),
    (
        "meaning/function-input",
        "Not a part of the key. The function may take it as input.",
    ),
    (
        "meaning/function-key-name",
        "The name that the key has in the app.",
    ),
    (
        "meaning/function-master",
        "The master key, which may also manage the app.",
    ),
    (
        "outcome/function-call",
        "Run the code of {place} with any input, at the owner's cost.",
    ),
    (
        "outcome/function-event",
        "Send events to {place}, which run its code with any input, at the owner's cost.",
    ),
    (
        "outcome/function-manage",
        "Read the keys of {place}, and change how its functions run.",
    ),
    (
        "reason/stop-function-key",
        "It can be stopped by replacing this one key.",
    ),
    (
        "unknown/function-does",
        "What the functions do when they are called.",
    ),
    (
        "unknown/function-kind",
        "Whether it is a key of one function, of the whole app, or the master key.",
    ),
    (
        "validity/function-key",
        "A key has no end: it works until it is replaced.",
    ),
];
