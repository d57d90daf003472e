//! # What it finds
//!
//! A token or key of a rule, policy or user that may do everything by default: Service Bus and Event
//! Hubs have `RootManageSharedAccessKey`, a notification hub has `DefaultFullSharedAccessSignature`,
//! an IoT hub has `iothubowner`, a provisioning service `provisioningserviceowner`, and API
//! Management has the user `integration`.
//!
//! # Why it matters
//!
//! These come with the service and may change and delete all of it. They are meant for its owner, not
//! for apps or devices. High, and likely rather than certain: what a rule may do is kept on the
//! server, where its owner may have narrowed it.
//!
//! # Example
//!
//! `SharedAccessSignature sr=sb%3A%2F%2Fcontoso.servicebus.windows.net%2F&sig=…&se=1893553445&skn=RootManageSharedAccessKey`
//!
//! # What to do
//!
//! Make a rule of its own for each app, with only the right that it needs: to send, to receive, or to
//! connect one device.
//!
//! # Sources
//!
//! "Service Bus access control with shared access signatures"; "Control access to IoT Hub".

use super::{Context, Hit, Rule, Told};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    told: Told {
        id: "rule-may-do-everything",
        title: "Made with an owner's rights",
        severity: Severity::High,
        confidence: Confidence::Likely,
        refuses: false,
        message: "Its key belongs to {name}, which may do everything unless its owner has narrowed it. That is meant for the owner of the service, not for apps or devices.",
        remedy: "Make a rule or policy of its own for each app, with only the right that it needs.",
        sources: &[
            "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas",
            "https://learn.microsoft.com/azure/iot-hub/iot-hub-dev-guide-sas",
        ],
    },
    check,
};

fn check(context: &Context<'_>) -> Option<Hit> {
    let (name, key) = context.reading.facts.all_powerful.clone()?;
    Some(Hit::of(&RULE, Some(key)).with("name", name))
}

#[cfg(test)]
pub(super) const FIRES: &[&str] = &[
    "SharedAccessSignature sr=sb%3A%2F%2Fcontoso.servicebus.windows.net%2F&sig={sig}&se=1893553445&skn=RootManageSharedAccessKey",
    "HostName=contosohub.azure-devices.net;SharedAccessKeyName=iothubowner;SharedAccessKey={key32}",
    "SharedAccessSignature uid=integration&ex=2026-06-20T03:04:00.0000000Z&sn={key64}",
];

#[cfg(test)]
pub(super) const SILENT: &[&str] = &[
    "SharedAccessSignature sr=sb%3A%2F%2Fcontoso.servicebus.windows.net%2F&sig={sig}&se=1893553445&skn=SendRule",
    // A name that only holds it.
    "SharedAccessSignature sr=sb%3A%2F%2Fcontoso.servicebus.windows.net%2F&sig={sig}&se=1893553445&skn=NotRootManageSharedAccessKey",
    // A device's own key.
    "HostName=contosohub.azure-devices.net;DeviceId=d1;SharedAccessKey={key32}",
];
