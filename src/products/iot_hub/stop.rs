//! How to stop IoT tokens and keys.

use super::Place;
use crate::products::Product;
use crate::products::hosts::HostOf;
use crate::products::messages::say;
use crate::products::steps::{self, Setting, Slot, is_label, is_name, step};
use crate::report::{Action, Command};

pub(super) fn to_stop(product: &Product, lead: &str) -> Vec<Action> {
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

fn disable_enrolment(registration: &str, setting: &Setting) -> Vec<Command> {
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
