//! An organisation's own limits, which the rules read.

mod read;

use crate::params::Family;
use crate::plain::{At, Plain, Refusal};
use crate::report::Severity;
use serde::Serialize;
use serde::de::{Deserialize, Deserializer, Error};
use std::collections::BTreeMap;

/// Rules that speak only when an organisation has set a limit, and what it takes to break one.
pub(crate) const LIMIT_RULES: &[&str] = &[
    "family-not-allowed",
    "lives-longer-than-allowed",
    "outside-required-addresses",
    "permission-forbidden",
    "unknown-account",
];

/// An organisation's own limits: one object, the same for the page, the library and its tools. The
/// default sets none.
///
/// Every key may be left out. Unknown keys and values of the wrong type are refused, with the place.
/// The shape is in `policy.schema.json`.
///
/// ```
/// use sas_lens::Policy;
///
/// let policy: Policy = serde_json::from_str(r#"{
///     "longestLifeHours": 168,
///     "forbiddenPermissions": "xyi",
///     "byFamily": { "service": { "longestLifeHours": 1 } },
///     "allowedFamilies": ["user-delegation", "service"],
///     "requiredAddressRanges": ["203.0.113.0/24", "198.51.100.7"],
///     "knownAccounts": ["contosoexample"],
///     "severities": { "plain-http-allowed": "high" }
/// }"#)?;
/// let refused = serde_json::from_str::<Policy>(r#"{ "longestLife": 7 }"#).unwrap_err();
/// assert!(refused.to_string().starts_with("policy.longestLife: no such setting"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(
        description = "An organisation's own limits for shared access signatures. Every key may be left out.",
        transform = read::allow_schema_key
    )
)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Policy {
    /// The longest life of a link, from its start to its end, in hours. A week is 168.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    #[cfg_attr(feature = "schema", schemars(with = "u32", range(min = 1, max = read::MOST_HOURS)))]
    longest_life_hours: Option<u32>,
    /// Permission letters that no link may have, such as `dxy`. A letter counts for every service:
    /// `p` is about access rights of blobs as well as about messages of queues.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    #[cfg_attr(feature = "schema", schemars(regex(pattern = read::LETTERS_PATTERN)))]
    forbidden_permissions: String,
    /// Limits for one kind of link, in place of the general ones.
    #[serde(skip_serializing_if = "ByFamily::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    by_family: ByFamily,
    /// The kinds of links that may be used; without it, all of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    allowed_families: Vec<PolicyFamily>,
    /// Addresses that a link must be limited to: its own address or range must lie inside one of
    /// these. Each is an IPv4 address, a range of two joined by `-`, or a block such as
    /// `203.0.113.0/24`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    #[cfg_attr(feature = "schema", schemars(length(min = 1), inner(regex(pattern = read::RANGE_PATTERN))))]
    required_address_ranges: Vec<String>,
    /// The organisation's storage accounts. A link to any other is reported.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    #[cfg_attr(feature = "schema", schemars(length(min = 1), inner(regex(pattern = read::ACCOUNT_PATTERN))))]
    known_accounts: Vec<String>,
    /// The severity of a rule's findings, by rule id, in place of the rule's own.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(
        target_arch = "wasm32",
        tsify(optional, type = "Record<string, Severity>")
    )]
    #[cfg_attr(feature = "schema", schemars(schema_with = "read::severities_schema"))]
    severities: BTreeMap<String, Severity>,
}

/// The kinds of links that limits are set for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
enum PolicyFamily {
    /// Signed with an account key, for the account.
    Account,
    /// Signed with an account key, for one container or item.
    Service,
    /// Signed in the name of a Microsoft Entra user or app.
    UserDelegation,
}

/// Limits that differ from the general ones, by kind of link.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
struct ByFamily {
    /// For account SAS.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    #[cfg_attr(feature = "schema", schemars(with = "FamilyLimits"))]
    account: Option<FamilyLimits>,
    /// For service SAS.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    #[cfg_attr(feature = "schema", schemars(with = "FamilyLimits"))]
    service: Option<FamilyLimits>,
    /// For user delegation SAS.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    #[cfg_attr(feature = "schema", schemars(with = "FamilyLimits"))]
    user_delegation: Option<FamilyLimits>,
}

/// The limits of one kind of link.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct FamilyLimits {
    /// In place of the general limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    #[cfg_attr(feature = "schema", schemars(with = "u32", range(min = 1, max = read::MOST_HOURS)))]
    longest_life_hours: Option<u32>,
    /// In place of the general letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    #[cfg_attr(feature = "schema", schemars(with = "String", regex(pattern = read::LETTERS_PATTERN)))]
    forbidden_permissions: Option<String>,
}

impl ByFamily {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn of(&self, family: Family) -> Option<&FamilyLimits> {
        match family {
            Family::Account => self.account.as_ref(),
            Family::Service => self.service.as_ref(),
            Family::UserDelegation => self.user_delegation.as_ref(),
            Family::Unknown => None,
        }
    }
}

/// The ids of the rules for other products, sorted: known in either build, although the page's first
/// build holds none of these rules.
pub(crate) const PRODUCT_RULES: [&str; 7] = [
    "date-order-unclear",
    "interface-retired",
    "key-itself",
    "longer-than-allowed",
    "no-expiry",
    "rule-may-do-everything",
    "signature-not-whole",
];

impl Policy {
    /// Makes a policy that replaces severities, given as in a report: `critical`, `high`, `medium`,
    /// `low`, `info` or `good`.
    ///
    /// # Errors
    ///
    /// When a rule id or a severity does not exist; the error names the place.
    pub fn from_severities<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Refusal> {
        let severities = pairs
            .into_iter()
            .map(|(rule, severity)| (rule.to_owned(), Plain::Text(severity.to_owned())));
        let severities = Plain::Object(severities.collect());
        let policy = Plain::Object(vec![("severities".to_owned(), severities)]);
        Self::read(At::root(&policy, "policy"))
    }

    pub(crate) fn severity_of(&self, rule_id: &str) -> Option<Severity> {
        self.severities.get(rule_id).copied()
    }

    pub(crate) fn longest_life_hours(&self, family: Family) -> Option<u32> {
        let own = self.by_family.of(family);
        own.and_then(|limits| limits.longest_life_hours)
            .or(self.longest_life_hours)
    }

    /// The letters that a kind of link may not have; empty when all are allowed.
    pub(crate) fn forbidden_permissions(&self, family: Family) -> &str {
        let own = self.by_family.of(family);
        own.and_then(|limits| limits.forbidden_permissions.as_deref())
            .unwrap_or(&self.forbidden_permissions)
    }

    /// Whether a kind of link may be used; unknown where the kind is, and no kind is excluded.
    pub(crate) fn allows_family(&self, family: Family) -> Option<bool> {
        let family = match family {
            _ if self.allowed_families.is_empty() => return Some(true),
            Family::Account => PolicyFamily::Account,
            Family::Service => PolicyFamily::Service,
            Family::UserDelegation => PolicyFamily::UserDelegation,
            Family::Unknown => return None,
        };
        Some(self.allowed_families.contains(&family))
    }

    pub(crate) fn required_address_ranges(&self) -> &[String] {
        &self.required_address_ranges
    }

    /// Whether an account is one of the organisation's; unknown when it has not named any.
    pub(crate) fn knows_account(&self, account: &str) -> Option<bool> {
        (!self.known_accounts.is_empty()).then(|| {
            self.known_accounts
                .iter()
                .any(|known| known.eq_ignore_ascii_case(account))
        })
    }

    pub(crate) fn names_accounts(&self) -> bool {
        !self.known_accounts.is_empty()
    }
}

impl<'de> Deserialize<'de> for Policy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let plain = Plain::deserialize(deserializer)?;
        Self::read(At::root(&plain, "policy")).map_err(D::Error::custom)
    }
}
