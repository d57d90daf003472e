//! Keys that carry a mark: Azure has put four fixed letters into its newer keys, by product.
//!
//! Older keys have none, so that its absence proves nothing. Storage account keys and Functions keys
//! have families of their own, which ask this table too.
//!
//! Source: <https://github.com/microsoft/security-utilities/blob/main/GeneratedRegexPatterns/PreciselyClassifiedSecurityKeys.json>

use super::lex;
use super::life::{End, Life};
use super::messages::{Table, say};
use super::reading::{Facts, Grants, Meaning, Reading, outcome};
use super::steps::{Setting, Slot, is_name, plain, step};
use super::{Family, FieldSpec, Piece, Product};
use crate::report::{Action, Harm, Impact, Kind, Resource, Revocability, Standing};
use crate::token::display::shown;
use chrono::{DateTime, Utc};

const SECURITY: &str = "https://github.com/microsoft/security-utilities/blob/main/GeneratedRegexPatterns/PreciselyClassifiedSecurityKeys.json";
const DEVOPS: &str =
    "https://learn.microsoft.com/purview/sit-defn-azure-devops-personal-access-token";
const EVENT_GRID: &str = "https://learn.microsoft.com/azure/event-grid/authenticate-with-access-keys-shared-access-signatures";
const SERVICES: &str = "https://learn.microsoft.com/azure/ai-services/authentication";

/// How a marked key is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// 64 bytes: 76 letters, the mark, five more, one of `AQgw`, `==`.
    Long,
    /// 32 bytes: 33 letters, the mark, one of `A` to `P`, five more, `=`.
    Short,
    /// 42 letters, the mark, one of `A` to `D`, five more.
    Plain,
    /// 44 letters of Base64 for addresses, the mark, five more, one of `AQgw`, `==`.
    Functions,
    /// 52 letters and digits, `JQQJ9`, a date and a place, the mark, a checksum.
    Annotated,
}

impl Layout {
    const ALL: [Self; 5] = [
        Self::Long,
        Self::Short,
        Self::Plain,
        Self::Functions,
        Self::Annotated,
    ];

    pub(super) fn length(self) -> usize {
        match self {
            Self::Long => 88,
            Self::Short => 44,
            Self::Plain => 52,
            Self::Functions => 56,
            Self::Annotated => 84,
        }
    }

    /// Where the mark stands.
    fn mark_at(self) -> usize {
        match self {
            Self::Long | Self::Annotated => 76,
            Self::Short => 33,
            Self::Plain => 42,
            Self::Functions => 44,
        }
    }

    /// The letters of a key of this layout that tell its product.
    fn mark(self, key: &str) -> Option<&str> {
        if key.len() != self.length() || !key.is_ascii() {
            return None;
        }
        let at = self.mark_at();
        let letter = |at: usize| key.as_bytes().get(at).copied().unwrap_or_default();
        let body = key.trim_end_matches('=');
        let all = |is: fn(u8) -> bool| body.bytes().all(is);
        let is_base64 =
            |letter: u8| letter.is_ascii_alphanumeric() || matches!(letter, b'+' | b'/');
        let is_url = |letter: u8| letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_');
        let fits = match self {
            Self::Long => all(is_base64) && body.len() == 86 && b"AQgw".contains(&letter(85)),
            Self::Short => {
                all(is_base64)
                    && body.len() == 43
                    && letter(37).is_ascii_uppercase()
                    && letter(37) <= b'P'
            }
            Self::Plain => {
                all(is_base64) && body.len() == 52 && (b'A'..=b'D').contains(&letter(46))
            }
            Self::Functions => all(is_url) && body.len() == 54 && b"AQgw".contains(&letter(53)),
            Self::Annotated => {
                all(|letter| letter.is_ascii_alphanumeric())
                    && key.get(52..57) == Some("JQQJ9")
                    && b"9DH".contains(&letter(57))
                    && (b'A'..=b'L').contains(&letter(59))
                    && letter(76).is_ascii_alphabetic()
            }
        };
        key.get(at..at + 4).filter(|_| fits)
    }
}

/// A mark, and what its keys open.
#[derive(Debug)]
pub(super) struct MarkSpec {
    layout: Layout,
    mark: &'static str,
    /// The service's name in a report.
    service: &'static str,
    /// Whose key it is, to follow "a key of".
    of: &'static str,
    /// What its holder can do at least; follows "can".
    what: &'static str,
    impact: Impact,
    /// Replaces the key; `RESOURCE_NAME` is to be filled in. Empty where there is no one command.
    cli: &'static str,
    power_shell: &'static str,
    #[cfg_attr(not(test), expect(dead_code, reason = "for those who check the row"))]
    source: &'static str,
}

macro_rules! marks {
    ($($layout:ident $mark:literal $service:literal $impact:ident $source:ident $of:literal $what:literal $cli:literal $power_shell:literal;)*) => {
        /// Every mark, by layout.
        const MARKS: &[MarkSpec] = &[$(MarkSpec {
            layout: Layout::$layout,
            mark: $mark,
            service: $service,
            of: $of,
            what: $what,
            impact: Impact::$impact,
            cli: $cli,
            power_shell: $power_shell,
            source: $source,
        },)*];
    };
}

marks! {
    Long "+ABa" "batch" Account SECURITY "an Azure Batch account" "run any program on the machines of an Azure Batch account" "az batch account keys renew -g RESOURCE_GROUP -n 'RESOURCE_NAME' --key-name primary" "New-AzBatchAccountKey -ResourceGroupName RESOURCE_GROUP -AccountName 'RESOURCE_NAME' -KeyType Primary";
    Long "+AMC" "machine-learning" Bounded SECURITY "a web service of Machine Learning Studio (classic)" "call a web service of Machine Learning Studio (classic)" "" "";
    Long "+ASt" "storage" Account SECURITY "a storage account" "read, change and delete everything in a storage account" "" "";
    Long "ACDb" "cosmos" Broad SECURITY "a Cosmos DB account" "read all data of a Cosmos DB account, and perhaps change and delete it," "az cosmosdb keys regenerate -g RESOURCE_GROUP -n 'RESOURCE_NAME' --key-kind primary" "New-AzCosmosDBAccountKey -ResourceGroupName RESOURCE_GROUP -Name 'RESOURCE_NAME' -KeyKind primary";
    Long "APIM" "api-management" Bounded SECURITY "an API Management service: for calling its interfaces, for a gateway, for its settings or for its stored files" "call interfaces of an API Management service, or perhaps manage it," "" "";
    Short "+AEh" "event-hubs" Broad SECURITY "an Event Hubs namespace" "do what one rule of an Event Hubs namespace allows" "az eventhubs namespace authorization-rule keys renew -g RESOURCE_GROUP --namespace-name 'RESOURCE_NAME' -n RULE_NAME --key PrimaryKey" "New-AzEventHubKey -ResourceGroupName RESOURCE_GROUP -NamespaceName 'RESOURCE_NAME' -Name RULE_NAME -KeyType PrimaryKey";
    Short "+ARm" "relay" Broad SECURITY "a Relay namespace" "do what one rule of a Relay namespace allows" "az relay namespace authorization-rule keys renew -g RESOURCE_GROUP --namespace-name 'RESOURCE_NAME' -n RULE_NAME --key PrimaryKey" "";
    Short "+ASb" "service-bus" Broad SECURITY "a Service Bus namespace" "do what one rule of a Service Bus namespace allows" "az servicebus namespace authorization-rule keys renew -g RESOURCE_GROUP --namespace-name 'RESOURCE_NAME' -n RULE_NAME --key PrimaryKey" "New-AzServiceBusKey -ResourceGroupName RESOURCE_GROUP -NamespaceName 'RESOURCE_NAME' -Name RULE_NAME -KeyType PrimaryKey";
    Short "AIoT" "iot-hub" Bounded SECURITY "an IoT hub, a provisioning service or one device" "act as one device of an IoT hub, or do what a policy of the hub allows," "" "";
    Short "AZEG" "event-grid" Bounded SECURITY "an Event Grid topic or domain" "send events to an Event Grid topic or domain" "az eventgrid topic key regenerate -g RESOURCE_GROUP -n 'RESOURCE_NAME' --key-name key1" "New-AzEventGridTopicKey -ResourceGroupName RESOURCE_GROUP -TopicName 'RESOURCE_NAME' -KeyName key1";
    Short "AzCa" "redis" Account SECURITY "an Azure Cache for Redis" "read, change and delete everything in an Azure Cache for Redis" "az redis regenerate-keys -g RESOURCE_GROUP -n 'RESOURCE_NAME' --key-type Primary" "New-AzRedisCacheKey -ResourceGroupName RESOURCE_GROUP -Name 'RESOURCE_NAME' -KeyType Primary";
    Plain "+ACR" "container-registry" Broad SECURITY "a container registry" "fetch programs (container images) from a container registry, and perhaps replace them," "az acr credential renew -g RESOURCE_GROUP -n 'RESOURCE_NAME' --password-name password" "Update-AzContainerRegistryCredential -ResourceGroupName RESOURCE_GROUP -Name 'RESOURCE_NAME' -PasswordName password";
    Plain "AzSe" "search" Broad SECURITY "an Azure AI Search service" "search all of an Azure AI Search service, and perhaps change it," "az search admin-key renew -g RESOURCE_GROUP --service-name 'RESOURCE_NAME' --key-kind primary" "New-AzSearchAdminKey -ResourceGroupName RESOURCE_GROUP -ServiceName 'RESOURCE_NAME' -KeyKind Primary";
    Functions "AzFu" "functions" Bounded SECURITY "an Azure Functions app" "call functions of an Azure Functions app" "" "";
    Annotated "ACOG" "ai-services" Bounded SERVICES "an Azure AI service" "use an Azure AI service at the owner's cost" "az cognitiveservices account keys regenerate -g RESOURCE_GROUP -n 'RESOURCE_NAME' --key-name key1" "New-AzCognitiveServicesAccountKey -ResourceGroupName RESOURCE_GROUP -Name 'RESOURCE_NAME' -KeyName Key1";
    Annotated "AZDO" "devops" Broad DEVOPS "an Azure DevOps user (a personal access token)" "do in Azure DevOps what its user allowed it to do" "" "";
    Annotated "AZEG" "event-grid" Bounded SECURITY "an Event Grid topic or domain" "send events to an Event Grid topic or domain" "az eventgrid topic key regenerate -g RESOURCE_GROUP -n 'RESOURCE_NAME' --key-name key1" "New-AzEventGridTopicKey -ResourceGroupName RESOURCE_GROUP -TopicName 'RESOURCE_NAME' -KeyName key1";
    Annotated "AZMP" "maps" Bounded SECURITY "an Azure Maps account" "use an Azure Maps account at the owner's cost" "az maps account keys renew -g RESOURCE_GROUP -n 'RESOURCE_NAME' --key primary" "New-AzMapsAccountKey -ResourceGroupName RESOURCE_GROUP -Name 'RESOURCE_NAME' -KeyType primary";
}

/// Stands for an annotated key whose mark is in no row.
static OTHER: MarkSpec = MarkSpec {
    layout: Layout::Annotated,
    mark: "",
    service: "azure",
    of: "an Azure service that its mark does not name here",
    what: "use one Azure service as its owner may",
    impact: Impact::Bounded,
    cli: "",
    power_shell: "",
    source: SECURITY,
};

/// Looks a key up by its mark.
pub(super) fn find(key: &str) -> Option<&'static MarkSpec> {
    let (layout, mark) = Layout::ALL
        .into_iter()
        .find_map(|layout| layout.mark(key).map(|mark| (layout, mark)))?;
    MARKS
        .iter()
        .find(|spec| spec.layout == layout && spec.mark == mark)
        .or_else(|| (layout == Layout::Annotated).then_some(&OTHER))
}

/// Whether a key has the mark of a layout that only one product has.
pub(super) fn has_mark(key: &str, layout: Layout) -> bool {
    find(key).is_some_and(|spec| spec.layout == layout)
}

/// Whether a key has the mark of a storage account.
pub(super) fn is_storage(key: &str) -> bool {
    find(key).is_some_and(|spec| spec.service == "storage")
}

static KEY: FieldSpec = FieldSpec {
    key: "key",
    title: "Key",
    is_secret: true,
    source: SECURITY,
};

/// Headers whose value is a key of one product, whatever its form.
const HEADERS: &[(&str, &str, &str)] = &[("aeg-sas-key", "event-grid", EVENT_GRID)];

pub(super) static FAMILY: Family = Family {
    id: "marked_key",
    read,
    study,
    steps: to_stop,
    messages: MESSAGES,
};

fn read(piece: &Piece<'_>) -> Option<Product> {
    let text = piece.text;
    let named = HEADERS.iter().find(|(header, ..)| {
        piece.follows(header) || crate::repair::marks::find_ignore_case(text, header).is_some()
    });
    let spec_of = |key: &str| {
        find(key).or_else(|| {
            let (_, service, _) = named?;
            let spec = MARKS.iter().find(|spec| spec.service == *service)?;
            lex::is_base64_of(key, 32).then_some(spec)
        })
    };
    let (range, spec) = lex::key_runs(text).into_iter().find_map(|range| {
        let spec = spec_of(text.get(range.clone())?)?;
        Some((range, spec))
    })?;
    let length = range.len();
    let product = Product::new(&FAMILY, Kind::AzureKey, piece, range)
        .with_value(&KEY, 0..length)
        .with_around("service", spec.service);
    Some(product)
}

fn spec_of(product: &Product) -> &'static MarkSpec {
    let by_mark = product.value("key").and_then(find);
    let by_header = || {
        let service = product.around("service")?;
        MARKS.iter().find(|spec| spec.service == service)
    };
    by_mark.or_else(by_header).unwrap_or(&OTHER)
}

fn study(product: &Product, now: DateTime<Utc>) -> Reading {
    let spec = spec_of(product);
    let of = [("of", spec.of)];
    Reading {
        thing: "key",
        kind_meaning: say("kind/azure-key", &of),
        resource: Resource {
            level: "service".to_owned(),
            covers: shown(spec.of),
            service: Some(spec.service.to_owned()),
            ..Resource::default()
        },
        meanings: product
            .fields
            .iter()
            .map(|_| Meaning::of(say("meaning/marked-key", &of), Standing::Warning))
            .collect(),
        life: Life::of(End::Never, now),
        until: "until that key is replaced",
        ends: say("validity/marked-key", &[]),
        grants: Grants::Known {
            what: spec.what.to_owned(),
            more: " Which one it belongs to does not stand in the key.".to_owned(),
            impact: spec.impact,
        },
        outcomes: vec![outcome(
            "use-service",
            Harm::Change,
            say(
                "outcome/marked-key",
                &[("what", spec.what.trim_end_matches(','))],
            ),
            !spec.mark.is_empty(),
        )],
        limits: Vec::new(),
        revocability: Revocability::KeyOnly,
        stops: say("reason/stop-marked-key", &[]),
        owner: "it".to_owned(),
        after: vec![say("action/marked-key-smaller", &[])],
        unknowns: [
            "unknown/marked-key-whose",
            "unknown/product-holders",
            "unknown/product-key-replaced",
            "unknown/product-network",
        ]
        .into_iter()
        .map(|id| say(id, &[]))
        .collect(),
        facts: Facts {
            is_key: true,
            ..Facts::default()
        },
    }
}

fn to_stop(product: &Product, lead: &str) -> Vec<Action> {
    let spec = spec_of(product);
    let args = [("lead", lead), ("of", spec.of)];
    let whose = plain(say("action/marked-key-whose", &[]));
    if spec.service == "devops" {
        return vec![plain(say("action/marked-key-devops", &args)), whose];
    }
    if spec.cli.is_empty() {
        return vec![plain(say("action/marked-key-portal", &args)), whose];
    }
    let resource = Slot::of(None, is_name, "RESOURCE_NAME", "the name of the service");
    let rule = Slot::of(None, is_name, "RULE_NAME", "the name of the rule");
    let setting = Setting::default();
    let commands = setting.commands(spec.cli, spec.power_shell, &[&resource, &rule]);
    vec![step(say("action/marked-key-renew", &args), commands), whose]
}

const MESSAGES: Table = &[
    (
        "action/marked-key-devops",
        "{lead}: its user revokes it in Azure DevOps, under User settings, Personal access tokens. An administrator can revoke the tokens of others.",
    ),
    (
        "action/marked-key-portal",
        "{lead}: replace the key in the Azure portal, under the keys or access policies of {of}. First move every app that uses it to another key.",
    ),
    (
        "action/marked-key-renew",
        "{lead}: replace the key. First move every app that uses it to the other key. This is for the first of two keys; compare it in the portal to see which it is.",
    ),
    (
        "action/marked-key-smaller",
        "Let apps sign in with an identity of their own (managed identity) in place of keys.",
    ),
    (
        "action/marked-key-whose",
        "Find out whose it is: look at the place where it was found, or compare it with the keys in the portal.",
    ),
    ("kind/azure-key", "A key of {of}."),
    (
        "meaning/marked-key",
        "The key itself: by its form and mark it is a key of {of}. It is hidden here.",
    ),
    ("outcome/marked-key", "They can {what}."),
    (
        "reason/stop-marked-key",
        "It can only be stopped by replacing the key, which also stops everything else that uses it.",
    ),
    (
        "unknown/marked-key-whose",
        "Which account, service or device it belongs to.",
    ),
    (
        "validity/marked-key",
        "A key has no end: it works until it is replaced.",
    ),
];

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// An invented key of a layout, plainly no real one.
    pub(super) fn example(layout: Layout, mark: &str) -> String {
        let filler = "NotARealKey0MadeForTestsOnly0".repeat(4);
        let body = |count: usize| filler[..count].to_owned();
        match layout {
            Layout::Long => format!("{}{mark}{}Q==", body(76), body(5)),
            Layout::Short => format!("{}{mark}B{}=", body(33), body(5)),
            Layout::Plain => format!("{}{mark}C{}", body(42), body(5)),
            Layout::Functions => format!("{}{mark}{}g==", body(44), body(5)),
            Layout::Annotated => format!("{}JQQJ99BA{}{mark}{}", body(52), body(16), body(4)),
        }
    }

    #[test]
    fn every_mark_is_known_again_and_a_changed_one_is_not() {
        let mut seen = BTreeSet::new();
        for spec in MARKS {
            assert!(seen.insert((spec.layout as u8, spec.mark)), "{}", spec.mark);
            assert!(spec.source.starts_with("https://"));
            let key = example(spec.layout, spec.mark);
            assert_eq!(key.len(), spec.layout.length());
            assert_eq!(find(&key).map(|found| found.mark), Some(spec.mark), "{key}");
            let at = spec.layout.mark_at();
            let changed = format!("{}0000{}", &key[..at], &key[at + 4..]);
            let is_other = find(&changed).is_none_or(|found| found.mark != spec.mark);
            assert!(is_other, "{changed}");
            assert!(find(&key[1..]).is_none());
        }
    }
}
