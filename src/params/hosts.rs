//! The hosts of Azure Storage: clouds, endpoints and their variants.

/// A cloud, known by the end of its hosts.
#[derive(Debug)]
pub(crate) struct Cloud {
    pub(crate) suffix: &'static str,
    pub(crate) name: &'static str,
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "for readers of the table, and its test")
    )]
    pub(crate) source: &'static str,
}

const ENDPOINTS: &str = "https://learn.microsoft.com/azure/storage/common/storage-account-overview#storage-account-endpoints";
const CHINA: &str = "https://learn.microsoft.com/azure/china/resources-developer-guide";
const GOVERNMENT: &str =
    "https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure";
const GERMANY: &str =
    "https://learn.microsoft.com/previous-versions/azure/germany/germany-developer-guide";

/// The clouds whose storage hosts are published.
pub(crate) const CLOUDS: &[Cloud] = &[
    Cloud {
        suffix: "core.windows.net",
        name: "Azure",
        source: ENDPOINTS,
    },
    Cloud {
        suffix: "core.chinacloudapi.cn",
        name: "Azure China",
        source: CHINA,
    },
    Cloud {
        suffix: "core.usgovcloudapi.net",
        name: "Azure US Government",
        source: GOVERNMENT,
    },
    Cloud {
        suffix: "core.cloudapi.de",
        name: "Azure Germany (closed in October 2021)",
        source: GERMANY,
    },
    Cloud {
        suffix: "storage.azure.net",
        name: "Azure",
        source: ENDPOINTS,
    },
];

/// The first labels after the account.
pub(crate) const HOST_SERVICES: &[&str] = &["blob", "dfs", "file", "queue", "table", "web"];

/// Names and ports under which the emulator is reached.
const EMULATOR_NAMES: &[&str] = &[
    "127.0.0.1",
    "localhost",
    "[::1]",
    "host.docker.internal",
    "azurite",
];
pub(crate) const EMULATOR_PORTS: &[(u16, &str)] =
    &[(10000, "blob"), (10001, "queue"), (10002, "table")];

/// The form of a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HostForm {
    Standard,
    Secondary,
    Routing,
    DnsZone,
    Website,
    PrivateLink,
    ManagedDisk,
    Emulator,
    PathStyle,
    Custom,
}

impl HostForm {
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Secondary => "secondary",
            Self::Routing => "routing",
            Self::DnsZone => "dns-zone",
            Self::Website => "website",
            Self::PrivateLink => "private-link",
            Self::ManagedDisk => "managed-disk",
            Self::Emulator => "emulator",
            Self::PathStyle => "path-style",
            Self::Custom => "custom",
        }
    }

    /// Whether the account is the first segment of the path.
    pub(crate) fn is_path_style(self) -> bool {
        matches!(self, Self::Emulator | Self::PathStyle)
    }
}

/// What a host says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HostReading {
    pub(crate) form: HostForm,
    pub(crate) cloud: Option<&'static str>,
    pub(crate) service: Option<&'static str>,
    pub(crate) account: Option<String>,
}

impl HostReading {
    /// Whether it belongs to a cloud that no longer exists.
    pub(crate) fn is_closed(&self) -> bool {
        self.cloud.is_some_and(|cloud| cloud.contains("closed"))
    }
}

/// Reads a host, in any case, with its port.
pub(crate) fn read(host: &str, port: Option<u16>) -> HostReading {
    if let Some(reading) = read_storage(host, port) {
        return reading;
    }
    let host = host.to_ascii_lowercase();
    let host = host.strip_suffix('.').unwrap_or(&host);
    let is_address =
        url::Host::parse(host).is_ok_and(|parsed| !matches!(parsed, url::Host::Domain(_)));
    let form = if is_address {
        HostForm::PathStyle
    } else {
        HostForm::Custom
    };
    HostReading {
        form,
        cloud: None,
        service: None,
        account: None,
    }
}

/// Reads a host that ends as Azure Storage hosts do, or is the emulator's.
pub(crate) fn read_storage(host: &str, port: Option<u16>) -> Option<HostReading> {
    let host = host.to_ascii_lowercase();
    let host = host.strip_suffix('.').unwrap_or(&host);
    read_emulator(host, port).or_else(|| {
        CLOUDS.iter().find_map(|cloud| {
            let labels = host.strip_suffix(cloud.suffix)?.strip_suffix('.')?;
            read_labels(labels, cloud)
        })
    })
}

/// Whether a host ends as Azure Storage hosts do.
pub(crate) fn is_storage_host(host: &str) -> bool {
    read_storage(host, None).is_some()
}

fn read_emulator(host: &str, port: Option<u16>) -> Option<HostReading> {
    let by_port = port.and_then(|port| EMULATOR_PORTS.iter().find(|(known, _)| *known == port));
    let by_name = EMULATOR_NAMES.contains(&host);
    if !by_name || (by_port.is_none() && host != "azurite" && port.is_none()) {
        return None;
    }
    Some(HostReading {
        form: HostForm::Emulator,
        cloud: None,
        service: by_port.map(|(_, service)| *service),
        account: None,
    })
}

/// Reads what stands before the cloud's suffix: `account.blob`, `account.z01.blob`,
/// `account.privatelink.blob`, `account.z13.web`.
fn read_labels(labels: &str, cloud: &Cloud) -> Option<HostReading> {
    let mut labels: Vec<&str> = labels.split('.').collect();
    let last = labels.pop()?;
    let service = HOST_SERVICES.iter().copied().find(|known| *known == last)?;
    let first = *labels.first()?;
    let middle = labels.get(1..).unwrap_or_default();
    let is_zone = |label: &str| matches!(label.as_bytes(), [b'z', a, b] if a.is_ascii_digit() && b.is_ascii_digit());
    let mut form = match middle {
        [] => HostForm::Standard,
        [label] if *label == "privatelink" => HostForm::PrivateLink,
        [label] if is_zone(label) && service == "web" => HostForm::Website,
        [label] if is_zone(label) => HostForm::DnsZone,
        _ => return None,
    };
    let mut account = first;
    if first.starts_with("md-") {
        form = HostForm::ManagedDisk;
    } else if let Some(name) = first.strip_suffix("-secondary") {
        (form, account) = (HostForm::Secondary, name);
    } else if let Some(name) = first
        .strip_suffix("-internetrouting")
        .or_else(|| first.strip_suffix("-microsoftrouting"))
    {
        (form, account) = (HostForm::Routing, name);
    } else if service == "web" && form == HostForm::Standard {
        form = HostForm::Website;
    }
    Some(HostReading {
        form,
        cloud: Some(cloud.name),
        service: Some(service),
        account: (!account.is_empty()).then(|| account.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_host(host: &str, form: HostForm, service: &str, account: &str) {
        let reading = read(host, None);
        assert_eq!(
            (reading.form, reading.service, reading.account.as_deref()),
            (form, Some(service), Some(account)),
            "{host}"
        );
    }

    #[test]
    fn every_form_of_host_gives_its_account() {
        assert_host(
            "Contoso.blob.core.windows.net",
            HostForm::Standard,
            "blob",
            "contoso",
        );
        assert_host(
            "contoso-secondary.table.core.chinacloudapi.cn",
            HostForm::Secondary,
            "table",
            "contoso",
        );
        assert_host(
            "contoso-microsoftrouting.dfs.core.usgovcloudapi.net",
            HostForm::Routing,
            "dfs",
            "contoso",
        );
        assert_host(
            "contoso.z07.queue.storage.azure.net",
            HostForm::DnsZone,
            "queue",
            "contoso",
        );
        assert_host(
            "contoso.z13.web.core.windows.net",
            HostForm::Website,
            "web",
            "contoso",
        );
        assert_host(
            "contoso.privatelink.file.core.windows.net",
            HostForm::PrivateLink,
            "file",
            "contoso",
        );
        assert_host(
            "md-abc123.z12.blob.storage.azure.net",
            HostForm::ManagedDisk,
            "blob",
            "md-abc123",
        );
    }

    #[test]
    fn other_hosts_name_no_account() {
        assert_eq!(read("files.contoso.example", None).form, HostForm::Custom);
        assert_eq!(read("127.0.0.1", Some(10001)).service, Some("queue"));
        assert_eq!(read("10.0.0.4", None).form, HostForm::PathStyle);
        assert_eq!(
            read("contoso.blob.core.windows.net.evil.example", None).form,
            HostForm::Custom
        );
    }

    #[test]
    fn every_cloud_has_a_source() {
        assert!(CLOUDS.iter().all(|cloud| !cloud.source.is_empty()));
    }
}
