//! What is said of IoT tokens and keys.

use crate::products::messages::Table;

/// Every sentence: its id and its template, sorted by id.
pub(super) const MESSAGES: Table = &[
    (
        "action/dps-enrolment",
        "{lead}: disable the device's own enrolment (its entry) in the provisioning service, or make a new key for it in the portal.",
    ),
    (
        "action/dps-group",
        "If the device came in through a group, its key is made from the group's key. Then replace the group's keys in the portal, under Manage enrollments. That stops all devices of the group from registering.",
    ),
    (
        "action/dps-policy",
        "{lead}: replace the keys of the policy {policy} in the portal: open the provisioning service and choose Shared access policies. First move every app that uses them to the other key.",
    ),
    (
        "action/iot-device-key",
        "Or replace the device's keys, and give the device the new one. First the primary key.",
    ),
    (
        "action/iot-device-second",
        "Then the secondary key: the device has two, and either opens the hub.",
    ),
    (
        "action/iot-disable",
        "{lead}: disable the device in the hub. It is then cut off, and so is whoever holds its key.",
    ),
    (
        "action/iot-renew",
        "{lead}: replace the key of the policy {policy}. First move every app that uses it to the policy's other key. A policy has two, and nothing here tells which of them it was.",
    ),
    (
        "action/iot-second",
        "If it was the secondary key, or if you cannot find out: once every app uses the new primary key, replace that as well.",
    ),
    (
        "action/iot-smaller",
        "Give out less instead: each device a key of its own, each app a policy with only the right it needs, and tokens that end within hours.",
    ),
    (
        "kind/iot-connection-string",
        "A connection string with a key for an IoT hub, for one of its devices, or for device provisioning.",
    ),
    (
        "kind/iot-hub",
        "A token for an Azure IoT hub, which devices send their messages to.",
    ),
    (
        "kind/iot-provisioning",
        "A token for device provisioning, the service that tells new devices which IoT hub to join.",
    ),
    ("meaning/iot-device", "Whose key it is: {place}."),
    (
        "meaning/iot-host",
        "The address of the service: it leads to {place}.",
    ),
    (
        "meaning/iot-policy",
        "The policy {policy} on the server, whose key it is. What it allows is kept there; the name is only a hint.",
    ),
    (
        "meaning/iot-policy-all",
        "The policy {policy} comes with the service. It may do everything there, unless its owner changed that.",
    ),
    (
        "meaning/iot-policy-known",
        "The policy {policy} comes with the hub. It has its usual rights unless its owner changed them.",
    ),
    (
        "meaning/iot-registration",
        "A fixed word that devices write here. It names no policy: a device's own key signs.",
    ),
    (
        "meaning/iot-resource",
        "It is for {place}, and for what lies below that address.",
    ),
    (
        "meaning/iot-setting",
        "How the device connects. It has nothing to do with what the key allows.",
    ),
    (
        "outcome/iot-control",
        "Send commands to devices, change their settings, and read what they send: {place}.",
    ),
    (
        "outcome/iot-devices",
        "Add, change and delete devices or their entries: {place}.",
    ),
    ("outcome/iot-list", "Read the list of devices: {place}."),
    (
        "outcome/iot-receive",
        "Receive what is sent to the device, so that the device may never get it: {place}.",
    ),
    (
        "outcome/iot-register",
        "Take the device's place when it joins: {place}.",
    ),
    (
        "outcome/iot-send",
        "Send false messages in the name of a device: {place}.",
    ),
    (
        "reason/stop-device",
        "It can be stopped alone: by disabling the one device, or by replacing its keys.",
    ),
    (
        "reason/stop-iot-policy",
        "It cannot be stopped alone. The key of its policy must be replaced, which also stops everything else that uses it.",
    ),
    (
        "unknown/iot-enabled",
        "Whether the device is still there and switched on.",
    ),
    ("unknown/iot-rights", "What the policy allows."),
    (
        "unknown/iot-rights-changed",
        "Whether the policy still has its usual rights.",
    ),
    (
        "validity/iot-key",
        "A key has no end: it works until it is replaced.",
    ),
];
