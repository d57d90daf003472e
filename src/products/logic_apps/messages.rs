//! What is said of callback links.

use crate::products::messages::Table;

/// Every sentence: its id and its template, sorted by id.
pub(super) const MESSAGES: Table = &[
    (
        "action/logic-power",
        "If it belongs to a flow of Power Automate, turn the flow off there. These flows have such addresses too.",
    ),
    (
        "action/logic-renew",
        "{lead}: replace the workflow's access key (in the portal: Access keys, Regenerate). All its callback links that the old key signed stop at once. Give the new link to those who need it.",
    ),
    (
        "action/logic-runs",
        "Find out who used it: look through the workflow's list of runs for those that you do not know.",
    ),
    (
        "action/logic-second",
        "If the secondary key signed it, replace that one. The link does not tell which it was.",
    ),
    (
        "action/logic-sign-in",
        "Or let the trigger refuse such links: have it ask for a sign-in, and switch off its signed links.",
    ),
    (
        "action/logic-smaller",
        "Give out links with an end, limit the addresses that may call the trigger, or have callers sign in.",
    ),
    (
        "action/power-again",
        "How to get a new link for a flow is not documented for certain. Delete its trigger, add it anew, save, and check that the old link is dead.",
    ),
    (
        "action/power-off",
        "{lead}: turn the flow off in Power Automate. While it is off, the link starts nothing.",
    ),
    (
        "kind/logic-apps",
        "A callback link of Azure Logic Apps or Power Automate: whoever calls it starts a workflow, or reads what one gave out.",
    ),
    (
        "kind/power-automate",
        "A callback link of Power Automate: whoever calls it starts a flow, or reads what one gave out.",
    ),
    (
        "meaning/logic-api",
        "Which version of the interface answers. It allows nothing by itself.",
    ),
    ("meaning/logic-begins", "It works from {start}."),
    (
        "meaning/logic-input",
        "Not a part of the signature. The workflow may take it as input.",
    ),
    (
        "meaning/logic-item",
        "It lets its holder read one stored item, such as an agreement or a schema.",
    ),
    (
        "meaning/logic-run",
        "It lets its holder read what one run of the workflow took in or gave out.",
    ),
    (
        "meaning/logic-start",
        "It lets its holder start the workflow by its trigger {name}. Other triggers stay closed.",
    ),
    (
        "meaning/logic-version",
        "The version of this kind of signature. A storage link would have a date here.",
    ),
    ("outcome/logic-read", "Read data of {place}."),
    (
        "outcome/logic-start",
        "Start {place} with any input, as often as they like, at the owner's cost.",
    ),
    (
        "reason/stop-logic-apps",
        "It can be stopped by a new access key for that one workflow, which ends its other callback links too.",
    ),
    (
        "resource/logic-host",
        "The host is not one of Azure's own for workflows: a gateway or a custom domain may stand in front.",
    ),
    (
        "unknown/logic-does",
        "What the workflow does when it is started.",
    ),
    (
        "unknown/logic-genuine",
        "Whether the signature is genuine. How it is made is not published, and the key never leaves Azure.",
    ),
    (
        "unknown/logic-limits",
        "Whether the trigger limits who may call it, by address or by sign-in.",
    ),
    (
        "unknown/logic-replaced",
        "Whether the workflow's key has been replaced since, and whether the workflow is switched on.",
    ),
    (
        "validity/logic-apps",
        "It states no end: it works until the workflow's key is replaced.",
    ),
];
