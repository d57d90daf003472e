//! IoT Hub and the Device Provisioning Service: tokens and connection strings.
//!
//! A token is signed with the key of a policy, which it then names, or with the key of one device.
//! What the policies allow that come with a hub is published; another policy's rights are kept on the
//! server.
//!
//! Sources: <https://learn.microsoft.com/azure/iot-hub/iot-hub-dev-guide-sas>,
//! <https://learn.microsoft.com/azure/iot-dps/how-to-control-access>

use super::connection_string::Items;
use super::hosts::{self, HostOf};
use super::lex::{self, Address};
use super::life::{End, Life};
use super::messages::{Table, say};
use super::reading::{Facts, Grants, Meaning, Reading, outcome};
use super::resource_token as token;
use super::steps::{self, Setting, Slot, is_label, is_name, step};
use super::{Decode, Family, FieldSpec, Piece, Product};
use crate::report::{
    Action, Harm, Impact, Kind, Message, Outcome, Resource, Revocability, Standing,
};
use crate::token::display::{short_name, shown};
use chrono::{DateTime, Utc};

const SAS: &str = "https://learn.microsoft.com/azure/iot-hub/iot-hub-dev-guide-sas";
const STRING: &str =
    "https://learn.microsoft.com/azure/iot-hub/iot-hub-dev-guide-sas#create-a-sas-token";
const DPS: &str = "https://learn.microsoft.com/azure/iot-dps/how-to-control-access";

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
    "skn" "Policy" false SAS;
    "HostName" "Hub" false STRING;
    "DeviceId" "Device" false STRING;
    "ModuleId" "Module" false STRING;
    "SharedAccessKeyName" "Policy" false STRING;
    "SharedAccessKey" "Key" true STRING;
    "GatewayHostName" "Gateway" false STRING;
    "x509" "Certificate" false STRING;
}

/// What a policy allows that comes with a hub or a provisioning service.
struct PolicySpec {
    name: &'static str,
    of: HostOf,
    /// Follows "can"; `{hub}` is filled in.
    what: &'static str,
    /// What else they can do, in a sentence.
    also: &'static str,
    impact: Impact,
    may_do_everything: bool,
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "for readers of the table, and its test")
    )]
    source: &'static str,
}

macro_rules! policies {
    ($($name:literal $of:ident $impact:ident $all:literal $source:ident $what:literal $also:literal;)*) => {
        const POLICIES: &[PolicySpec] = &[$(PolicySpec {
            name: $name,
            of: HostOf::$of,
            what: $what,
            also: $also,
            impact: Impact::$impact,
            may_do_everything: $all,
            source: $source,
        },)*];
    };
}

policies! {
    "device" IotHub Broad false SAS "act as any device of {hub}" " They can send messages as it and receive what is sent to it.";
    "iothubowner" IotHub Account true SAS "do everything with {hub}" " They can control its devices, read what these send, and add or delete devices.";
    "provisioningserviceowner" Provisioning Account true DPS "do everything with {hub}" " They can decide which devices join which hub.";
    "registryRead" IotHub Broad false SAS "read the list of all devices of {hub}" "";
    "registryReadWrite" IotHub Account false SAS "read, add, change and delete all devices of {hub}" "";
    "service" IotHub Broad false SAS "send commands to all devices of {hub} and read what they send" "";
}

pub(super) static FAMILY: Family = Family {
    id: "iot_hub",
    read,
    study,
    steps: to_stop,
    messages: MESSAGES,
};

fn read(piece: &Piece<'_>) -> Option<Product> {
    read_token(piece).or_else(|| read_string(piece))
}

/// The word in the address of a device that asks to be provisioned.
const REGISTRATIONS: &str = "registrations";

fn read_token(piece: &Piece<'_>) -> Option<Product> {
    let found = token::find(piece)?;
    let kind = match found.host() {
        Some(HostOf::IotHub) => Kind::IotHub,
        Some(HostOf::Provisioning) => Kind::IotProvisioning,
        None if found.address.step_after(REGISTRATIONS).is_some() => Kind::IotProvisioning,
        _ => return None,
    };
    let product = Product::new(&FAMILY, kind, piece, found.range).with_pairs(
        &found.pairs,
        FIELDS,
        Decode::Percent,
    );
    Some(product)
}

/// `HostName=…;SharedAccessKeyName=…;SharedAccessKey=…`, or with `DeviceId`.
fn read_string(piece: &Piece<'_>) -> Option<Product> {
    let items = Items::find(piece)?;
    items.value("HostName")?;
    items
        .value("SharedAccessKey")
        .filter(|key| lex::is_key_like(key))?;
    let pairs = items.pairs_from(items.range.start, &items.pairs);
    let product = Product::new(&FAMILY, Kind::IotConnectionString, piece, items.range).with_pairs(
        &pairs,
        FIELDS,
        Decode::No,
    );
    Some(product)
}

/// What a token or string points at.
struct Place {
    address: Address,
    of: HostOf,
    cloud: Option<&'static str>,
    device: Option<String>,
    module: Option<String>,
    /// The device that asks to be provisioned.
    registration: Option<String>,
    policy: Option<String>,
}

impl Place {
    fn of(product: &Product) -> Self {
        let written = product.value("sr").or_else(|| product.value("HostName"));
        let address = Address::read(written.unwrap_or_default());
        let spec = hosts::find(&address.host);
        let step = |name: &str| address.step_after(name).map(str::to_owned);
        let item = |key: &str| product.value(key).map(str::to_owned);
        let registration = step(REGISTRATIONS);
        let policy = item("skn").or_else(|| item("SharedAccessKeyName"));
        Self {
            of: match spec.map(|spec| spec.of) {
                Some(HostOf::Provisioning) => HostOf::Provisioning,
                _ if registration.is_some() => HostOf::Provisioning,
                _ => HostOf::IotHub,
            },
            cloud: spec.map(|spec| spec.cloud),
            device: item("DeviceId").or_else(|| step("devices")),
            module: item("ModuleId").or_else(|| step("modules")),
            // The word that devices write there is no policy's name.
            policy: policy.filter(|name| registration.is_none() || name != "registration"),
            registration,
            address,
        }
    }

    fn hub(&self) -> Option<&str> {
        self.cloud.and(self.address.name())
    }

    fn say_hub(&self) -> String {
        let what = match self.of {
            HostOf::Provisioning => "the provisioning service",
            _ => "the IoT hub",
        };
        match (self.hub(), &self.registration) {
            (Some(name), _) => format!("{what} {}", short_name(name)),
            // The first part of the address is the service's id, not its name.
            (None, Some(_)) => format!("{what} with the id {}", short_name(&self.address.host)),
            (None, None) => format!("{what} at {}", short_name(&self.address.host)),
        }
    }

    fn say_device(&self) -> Option<String> {
        let device = short_name(self.device.as_deref()?);
        Some(match self.module.as_deref() {
            Some(module) => format!("the module {} of the device {device}", short_name(module)),
            None => format!("the device {device}"),
        })
    }

    fn known_policy(&self) -> Option<&'static PolicySpec> {
        let name = self.policy.as_deref()?;
        POLICIES
            .iter()
            .find(|policy| policy.of == self.of && policy.name.eq_ignore_ascii_case(name))
    }

    fn say(&self) -> String {
        match (self.say_device(), &self.registration) {
            (Some(device), _) => format!("{device} in {}", self.say_hub()),
            (None, Some(device)) => {
                format!("the device {} in {}", short_name(device), self.say_hub())
            }
            (None, None) => self.say_hub(),
        }
    }
}

fn study(product: &Product, now: DateTime<Utc>) -> Reading {
    let place = Place::of(product);
    let is_key = product.kind == Kind::IotConnectionString;
    let life = if is_key {
        Life::of(End::Never, now)
    } else {
        token::life(product, now)
    };
    let is_own_key = place.policy.is_none();
    let (revocability, stops) = if is_own_key {
        (Revocability::Policy, say("reason/stop-device", &[]))
    } else {
        (Revocability::KeyOnly, say("reason/stop-iot-policy", &[]))
    };
    let all_powerful = place
        .known_policy()
        .filter(|policy| policy.may_do_everything)
        .map(|policy| {
            let key = if is_key { "SharedAccessKeyName" } else { "skn" };
            (format!("the policy {}", policy.name), key)
        });
    Reading {
        thing: if is_key { "connection string" } else { "token" },
        kind_meaning: say(kind_meaning(product.kind), &[]),
        resource: resource(&place),
        meanings: product
            .fields
            .iter()
            .map(|field| meaning(product, field.spec.key, &place, now))
            .collect(),
        life,
        until: "until that key is replaced",
        ends: say("validity/iot-key", &[]),
        grants: grants(&place, is_key),
        outcomes: outcomes(&place),
        limits: if is_key {
            Vec::new()
        } else {
            vec![say("limit/no-start", &[])]
        },
        revocability,
        stops,
        owner: place.say_hub(),
        after: vec![
            say("action/product-logs", &[("owner", &place.say_hub())]),
            say("action/iot-smaller", &[]),
        ],
        unknowns: unknowns(&place, is_key),
        facts: Facts {
            is_key,
            expiry_key: (!is_key).then_some("se"),
            all_powerful,
            bad_signature: (!is_key && !token::has_whole_signature(product)).then_some("sig"),
            ..Facts::default()
        },
    }
}

fn kind_meaning(kind: Kind) -> &'static str {
    match kind {
        Kind::IotConnectionString => "kind/iot-connection-string",
        Kind::IotProvisioning => "kind/iot-provisioning",
        _ => "kind/iot-hub",
    }
}

fn resource(place: &Place) -> Resource {
    let is_device = place.device.is_some() || place.registration.is_some();
    let service = match place.of {
        HostOf::Provisioning => "iot-provisioning",
        _ => "iot-hub",
    };
    Resource {
        level: if is_device { "device" } else { "hub" }.to_owned(),
        covers: shown(&place.say()),
        service: Some(service.to_owned()),
        cloud: place.cloud.map(str::to_owned),
        host: Some(shown(&place.address.host)).filter(|_| place.cloud.is_some()),
        path: Some(shown(&place.address.path)).filter(|path| !path.is_empty()),
        ..Resource::default()
    }
}

fn meaning(product: &Product, key: &str, place: &Place, now: DateTime<Utc>) -> Meaning {
    let plain = |id: &'static str| Meaning::ok(say(id, &[("place", &place.say())]));
    match key {
        "sr" => plain("meaning/iot-resource"),
        "HostName" => plain("meaning/iot-host"),
        "DeviceId" | "ModuleId" => plain("meaning/iot-device"),
        "sig" => token::signature_meaning(token::has_whole_signature(product), "token", "32"),
        "se" => token::expiry_meaning(product, now),
        "skn" | "SharedAccessKeyName" => policy_meaning(product, key, place),
        "SharedAccessKey" => Meaning::of(say("meaning/key-hidden", &[]), Standing::Warning),
        "GatewayHostName" | "x509" => plain("meaning/iot-setting"),
        _ => Meaning::of(
            say("meaning/not-documented", &[("thing", "token")]),
            Standing::Note,
        ),
    }
}

fn policy_meaning(product: &Product, key: &str, place: &Place) -> Meaning {
    let Some(name) = place.policy.as_deref() else {
        return Meaning::ok(say("meaning/iot-registration", &[]));
    };
    let args = [("policy", name)];
    match place.known_policy() {
        Some(policy) if policy.may_do_everything => {
            Meaning::of(say("meaning/iot-policy-all", &args), Standing::Warning)
        }
        Some(_) => Meaning::ok(say("meaning/iot-policy-known", &args)),
        None if product.value(key).is_some() => Meaning::ok(say("meaning/iot-policy", &args)),
        None => Meaning::ok(say("meaning/iot-registration", &[])),
    }
}

fn grants(place: &Place, is_key: bool) -> Grants {
    let also = if is_key {
        " The key also makes new tokens, with any end."
    } else {
        ""
    };
    let known = |what: String, more: String, impact| Grants::Known { what, more, impact };
    if let Some(device) = &place.registration {
        let what = format!(
            "register as the device {} with {}",
            short_name(device),
            place.say_hub()
        );
        let more = format!(" Then they can join a hub as that device.{also}");
        return known(what, more, Impact::Bounded);
    }
    let device = place
        .say_device()
        .map(|device| format!("act as {device} in {}", place.say_hub()));
    let as_device = " They can send messages as it and receive what is sent to it.";
    match (&place.policy, place.known_policy(), device) {
        (None, _, Some(what)) => known(what, format!("{as_device}{also}"), Impact::Bounded),
        (Some(_), Some(policy), device) => {
            let (what, more, impact) = match device {
                // Bound to one device's address, a policy reaches no further.
                Some(what) => (what, as_device, Impact::Bounded),
                None => (
                    policy.what.replace("{hub}", &place.say_hub()),
                    policy.also,
                    policy.impact,
                ),
            };
            let usual = format!(
                "{more} That is what the policy {} allows unless its owner changed it.{also}",
                policy.name
            );
            known(what, usual, impact)
        }
        (policy, None, _) => {
            let rule = match policy {
                Some(name) => format!("the policy {}", short_name(name)),
                None => "a policy on the server".to_owned(),
            };
            let what = format!("do what {rule} allows on {}", place.say());
            let more = format!(" What it allows is kept on the server.{also}");
            if is_key {
                known(what, more, Impact::Broad)
            } else {
                Grants::OnServer { what, more }
            }
        }
        // A known policy always has a name.
        (None, Some(_), None) => Grants::OnServer {
            what: format!("use {}", place.say()),
            more: String::new(),
        },
    }
}

fn outcomes(place: &Place) -> Vec<Outcome> {
    let spot = place.say();
    let args = [("place", spot.as_str())];
    let one = |id: &'static str, harm, message: &'static str, certain| {
        outcome(id, harm, say(message, &args), certain)
    };
    if place.registration.is_some() {
        return vec![one(
            "register-device",
            Harm::Add,
            "outcome/iot-register",
            true,
        )];
    }
    let as_device = |certain| {
        [
            one("send-as-device", Harm::Add, "outcome/iot-send", certain),
            one(
                "receive-as-device",
                Harm::Read,
                "outcome/iot-receive",
                certain,
            ),
        ]
    };
    let policy = place.known_policy();
    let is = |names: &[&str]| policy.is_some_and(|policy| names.contains(&policy.name));
    if place.device.is_some() {
        return as_device(place.policy.is_none() || is(&["device", "iothubowner"])).to_vec();
    }
    let is_open = policy.is_none();
    let certain = !is_open;
    let mut outcomes = Vec::new();
    if is_open
        || is(&[
            "iothubowner",
            "provisioningserviceowner",
            "registryReadWrite",
        ])
    {
        outcomes.push(one(
            "change-devices",
            Harm::Destroy,
            "outcome/iot-devices",
            certain,
        ));
    }
    if is_open || is(&["iothubowner", "service"]) {
        outcomes.push(one(
            "control-devices",
            Harm::Change,
            "outcome/iot-control",
            certain,
        ));
    }
    if is_open || is(&["iothubowner", "device"]) {
        outcomes.extend(as_device(certain));
    }
    if is_open || is(&["iothubowner", "registryRead", "registryReadWrite"]) {
        outcomes.push(one("list-devices", Harm::Read, "outcome/iot-list", certain));
    }
    outcomes
}

fn unknowns(place: &Place, is_key: bool) -> Vec<Message> {
    let rows = [
        (
            place.policy.is_some() && place.known_policy().is_none(),
            "unknown/iot-rights",
        ),
        (place.known_policy().is_some(), "unknown/iot-rights-changed"),
        (place.policy.is_none(), "unknown/iot-enabled"),
        (true, "unknown/product-holders"),
        (!is_key, "unknown/product-genuine"),
        (true, "unknown/product-key-replaced"),
        (true, "unknown/product-network"),
    ];
    rows.into_iter()
        .filter(|(applies, _)| *applies)
        .map(|(_, id)| say(id, &[]))
        .collect()
}

fn to_stop(product: &Product, lead: &str) -> Vec<Action> {
    let place = Place::of(product);
    let hub = Slot::of(place.hub(), is_label, "HUB_NAME", "the hub's name");
    let setting = Setting::of(place.cloud);
    let policy = place.policy.as_deref();
    let args = [("lead", lead), ("policy", policy.unwrap_or_default())];
    match (place.of, policy, &place.registration) {
        (HostOf::Provisioning, _, Some(registration)) => {
            vec![
                step(
                    say("action/dps-enrolment", &args),
                    disable_enrolment(registration, &setting),
                ),
                steps::plain(say("action/dps-group", &[])),
            ]
        }
        (HostOf::Provisioning, ..) => vec![steps::plain(say("action/dps-policy", &args))],
        (_, Some(name), _) => {
            let slot = Slot::of(Some(name), is_name, "POLICY_NAME", "the policy's name");
            let renew = |which: &str| {
                let (hub_name, policy) = (&hub.text, &slot.text);
                setting.commands(
                    &format!("az iot hub policy renew-key --hub-name '{hub_name}' -n '{policy}' --rk {which}"),
                    &format!("New-AzIotHubKey -ResourceGroupName RESOURCE_GROUP -Name '{hub_name}' -KeyName '{policy}' -RenewKey {which}"),
                    &[&hub, &slot],
                )
            };
            vec![
                step(say("action/iot-renew", &args), renew("primary")),
                step(say("action/iot-second", &[]), renew("secondary")),
            ]
        }
        (_, None, _) => device_steps(&place, &hub, &setting, lead),
    }
}

fn disable_enrolment(registration: &str, setting: &Setting) -> Vec<crate::report::Command> {
    let slot = Slot::of(
        Some(registration),
        is_name,
        "ENROLMENT_ID",
        "the enrolment's id",
    );
    let service = Slot::of(
        None,
        is_label,
        "DPS_NAME",
        "the provisioning service's name",
    );
    setting.clone().with_extension().commands(
        &format!(
            "az iot dps enrollment update -g RESOURCE_GROUP --dps-name '{}' --enrollment-id '{}' --provisioning-status disabled",
            service.text, slot.text
        ),
        "",
        &[&slot, &service],
    )
}

fn device_steps(place: &Place, hub: &Slot, setting: &Setting, lead: &str) -> Vec<Action> {
    let device = Slot::of(
        place.device.as_deref(),
        is_name,
        "DEVICE_ID",
        "the device's id",
    );
    let module = place
        .module
        .as_deref()
        .map(|name| Slot::of(Some(name), is_name, "MODULE_ID", "the module's id"));
    let (group, option) = match &module {
        Some(module) => ("module-identity", format!(" -m '{}'", module.text)),
        None => ("device-identity", String::new()),
    };
    let slots: Vec<&Slot> = [Some(hub), Some(&device), module.as_ref()]
        .into_iter()
        .flatten()
        .collect();
    let setting = setting.clone().with_extension();
    let (hub_name, id) = (&hub.text, &device.text);
    let disable = setting.commands(
        &format!("az iot hub device-identity update -n '{hub_name}' -d '{id}' --set status=disabled"),
        &format!(
            "Set-AzIotHubDevice -ResourceGroupName RESOURCE_GROUP -IotHubName '{hub_name}' -DeviceId '{id}' -Status Disabled"
        ),
        &[hub, &device],
    );
    let renew = |which: &str| {
        setting.commands(
            &format!("az iot hub {group} renew-key -n '{hub_name}' -d '{id}'{option} --kt {which}"),
            "",
            &slots,
        )
    };
    vec![
        step(say("action/iot-disable", &[("lead", lead)]), disable),
        step(say("action/iot-device-key", &[]), renew("primary")),
        step(say("action/iot-device-second", &[]), renew("secondary")),
    ]
}

const MESSAGES: Table = &[
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_policy_is_sorted_and_sourced() {
        let names: Vec<String> = POLICIES
            .iter()
            .map(|policy| policy.name.to_ascii_lowercase())
            .collect();
        assert!(names.is_sorted());
        assert!(
            POLICIES.iter().all(
                |policy| policy.source.starts_with("https://") && policy.what.contains("{hub}")
            )
        );
    }
}
