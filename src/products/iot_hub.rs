//! IoT Hub and the Device Provisioning Service: tokens and connection strings.
//!
//! A token is signed with the key of a policy, which it then names, or with the key of one device.
//! What the policies allow that come with a hub is published; another policy's rights are kept on the
//! server.
//!
//! Sources: <https://learn.microsoft.com/azure/iot-hub/iot-hub-dev-guide-sas>,
//! <https://learn.microsoft.com/azure/iot-dps/how-to-control-access>

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
    steps: stop::to_stop,
    messages: messages::MESSAGES,
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
    let pairs = connection_string::moved(&items.pairs, items.range.start);
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
