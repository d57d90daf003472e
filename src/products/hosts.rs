//! The hosts of Azure's other products, by cloud.

/// What answers at a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HostOf {
    /// Service Bus, Event Hubs, Relay and Notification Hubs share their hosts.
    Messaging,
    IotHub,
    Provisioning,
    EventGrid,
    LogicApps,
    PowerPlatform,
    Cosmos,
    AppService,
    ApiManagement,
}

/// Hosts known by their end.
#[derive(Debug)]
pub(super) struct HostSpec {
    pub(super) suffix: &'static str,
    pub(super) of: HostOf,
    pub(super) cloud: &'static str,
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "for readers of the table, and its test")
    )]
    pub(super) source: &'static str,
}

const PUBLIC: &str = "Azure";
const CHINA: &str = "Azure China";
const GOVERNMENT: &str = "Azure US Government";
const GERMANY: &str = "Azure Germany (closed in October 2021)";

const MESSAGING: &str = "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas";
const IOT: &str = "https://learn.microsoft.com/azure/iot-hub/iot-hub-dev-guide-sas";
const PROVISIONING: &str = "https://learn.microsoft.com/azure/iot-dps/how-to-control-access";
const EVENT_GRID: &str = "https://learn.microsoft.com/azure/event-grid/authenticate-with-access-keys-shared-access-signatures";
const LOGIC: &str = "https://learn.microsoft.com/azure/logic-apps/logic-apps-http-endpoint";
const POWER: &str = "https://learn.microsoft.com/power-automate/oauth-authentication";
const COSMOS: &str =
    "https://learn.microsoft.com/rest/api/cosmos-db/access-control-on-cosmosdb-resources";
const FUNCTIONS: &str = "https://learn.microsoft.com/azure/azure-functions/function-keys-how-to";
const APIM: &str = "https://learn.microsoft.com/rest/api/apimanagement/apimanagementrest/azure-api-management-rest-api-authentication";
const IN_CHINA: &str = "https://learn.microsoft.com/azure/china/resources-developer-guide";
const IN_GOVERNMENT: &str =
    "https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure";
const IN_GERMANY: &str =
    "https://learn.microsoft.com/previous-versions/azure/germany/germany-developer-guide";

macro_rules! hosts {
    ($($suffix:literal $of:ident $cloud:ident $source:ident;)*) => {
        /// Every end of a host.
        pub(super) const HOSTS: &[HostSpec] = &[$(HostSpec {
            suffix: $suffix,
            of: HostOf::$of,
            cloud: $cloud,
            source: $source,
        },)*];
    };
}

hosts! {
    ".servicebus.windows.net" Messaging PUBLIC MESSAGING;
    ".servicebus.chinacloudapi.cn" Messaging CHINA IN_CHINA;
    ".servicebus.usgovcloudapi.net" Messaging GOVERNMENT IN_GOVERNMENT;
    ".servicebus.cloudapi.de" Messaging GERMANY IN_GERMANY;
    ".azure-devices.net" IotHub PUBLIC IOT;
    ".azure-devices.cn" IotHub CHINA IN_CHINA;
    ".azure-devices.us" IotHub GOVERNMENT IN_GOVERNMENT;
    ".azure-devices-provisioning.net" Provisioning PUBLIC PROVISIONING;
    ".azure-devices-provisioning.cn" Provisioning CHINA IN_CHINA;
    ".azure-devices-provisioning.us" Provisioning GOVERNMENT IN_GOVERNMENT;
    ".eventgrid.azure.net" EventGrid PUBLIC EVENT_GRID;
    ".eventgrid.azure.cn" EventGrid CHINA IN_CHINA;
    ".eventgrid.azure.us" EventGrid GOVERNMENT IN_GOVERNMENT;
    ".logic.azure.com" LogicApps PUBLIC LOGIC;
    ".logic.azure.cn" LogicApps CHINA IN_CHINA;
    ".logic.azure.us" LogicApps GOVERNMENT IN_GOVERNMENT;
    ".environment.api.powerplatform.com" PowerPlatform PUBLIC POWER;
    ".documents.azure.com" Cosmos PUBLIC COSMOS;
    ".documents.azure.cn" Cosmos CHINA IN_CHINA;
    ".documents.azure.us" Cosmos GOVERNMENT IN_GOVERNMENT;
    ".azurewebsites.net" AppService PUBLIC FUNCTIONS;
    ".chinacloudsites.cn" AppService CHINA IN_CHINA;
    ".azurewebsites.us" AppService GOVERNMENT IN_GOVERNMENT;
    ".azure-api.net" ApiManagement PUBLIC APIM;
    ".azure-api.cn" ApiManagement CHINA IN_CHINA;
    ".azure-api.us" ApiManagement GOVERNMENT IN_GOVERNMENT;
}

/// Looks a host up, in lower case and without its port.
pub(super) fn find(host: &str) -> Option<&'static HostSpec> {
    HOSTS.iter().find(|spec| host.ends_with(spec.suffix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_source_and_an_end_of_its_own() {
        for (at, spec) in HOSTS.iter().enumerate() {
            assert!(spec.source.starts_with("https://learn.microsoft.com/"));
            assert!(spec.suffix.starts_with('.') && !spec.cloud.is_empty());
            assert!(
                HOSTS
                    .iter()
                    .skip(at + 1)
                    .all(|other| other.suffix != spec.suffix),
                "{} stands twice",
                spec.suffix
            );
        }
    }

    #[test]
    fn a_host_is_known_by_its_end_only() {
        assert_eq!(
            find("contoso.servicebus.windows.net").map(|spec| spec.of),
            Some(HostOf::Messaging)
        );
        assert!(find("contoso.servicebus.windows.net.example").is_none());
        assert!(find("servicebus.windows.net").is_none());
    }
}
