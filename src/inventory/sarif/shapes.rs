//! The parts of SARIF 2.1.0 that an export uses.
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Log {
    #[serde(rename = "$schema")]
    pub(super) schema: &'static str,
    pub(super) version: &'static str,
    pub(super) runs: [Run; 1],
}

#[derive(Serialize)]
pub(super) struct Run {
    pub(super) tool: Tool,
    pub(super) invocations: [Invocation; 1],
    pub(super) results: Vec<SarifResult>,
}

#[derive(Serialize)]
pub(super) struct Tool {
    pub(super) driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Driver {
    pub(super) name: &'static str,
    pub(super) semantic_version: &'static str,
    pub(super) rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rule {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) short_description: Text,
    pub(super) full_description: Text,
    pub(super) help: Text,
    pub(super) properties: RuleProperties,
}

#[derive(Serialize)]
pub(super) struct RuleProperties {
    pub(super) tags: [&'static str; 4],
    pub(super) precision: &'static str,
    #[serde(rename = "security-severity")]
    pub(super) security_severity: &'static str,
}

#[derive(Serialize)]
pub(super) struct Text {
    pub(super) text: String,
}

impl Text {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation {
    pub(super) execution_successful: bool,
    pub(super) tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
pub(super) struct Notification {
    pub(super) descriptor: Reference,
    pub(super) level: &'static str,
    pub(super) message: Text,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) locations: Vec<NotificationLocation>,
}

impl Notification {
    /// The size of its texts, in bytes.
    pub(super) fn weight(&self) -> usize {
        let addresses = self.locations.iter();
        let addresses = addresses.map(|place| place.physical_location.artifact_location.uri.len());
        self.message.text.len() + addresses.sum::<usize>()
    }
}

#[derive(Serialize)]
pub(super) struct Reference {
    pub(super) id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NotificationLocation {
    pub(super) physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SarifResult {
    pub(super) rule_id: String,
    pub(super) rule_index: usize,
    pub(super) level: &'static str,
    pub(super) message: Text,
    pub(super) locations: Vec<Location>,
    pub(super) partial_fingerprints: Fingerprints,
    pub(super) properties: ResultProperties,
}

impl SarifResult {
    /// The size of its texts, in bytes.
    pub(super) fn weight(&self) -> usize {
        let properties = &self.properties;
        let optional = [&properties.account, &properties.authentication_hash];
        self.message.text.len()
            + self.partial_fingerprints.token.len()
            + properties
                .broken_limits
                .iter()
                .map(String::len)
                .sum::<usize>()
            + optional
                .into_iter()
                .flatten()
                .map(String::len)
                .sum::<usize>()
            + self.locations.iter().map(Location::weight).sum::<usize>()
    }
}

#[derive(Serialize)]
pub(super) struct Fingerprints {
    #[serde(rename = "sasLensToken/v1")]
    pub(super) token: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ResultProperties {
    #[serde(rename = "security-severity")]
    pub(super) security_severity: &'static str,
    pub(super) certainty: String,
    pub(super) state: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ends: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) account: Option<String>,
    /// Under the name that it has in the logs of storage accounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) authentication_hash: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) broken_limits: Vec<String>,
    pub(super) place_count: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "as SARIF names it")]
pub(super) struct Location {
    pub(super) physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) logical_locations: Vec<LogicalLocation>,
    pub(super) properties: LocationProperties,
}

impl Location {
    fn weight(&self) -> usize {
        let names = self.logical_locations.iter();
        let names = names.map(|place| place.fully_qualified_name.len());
        let properties = &self.properties;
        let wrapped = properties.wrapped_in.iter().map(String::len);
        self.physical_location.artifact_location.uri.len()
            + names.sum::<usize>()
            + wrapped.sum::<usize>()
            + properties.commit.as_ref().map_or(0, String::len)
            // The numbers.
            + 16
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LocationProperties {
    /// SARIF counts columns in characters, which a scan of bytes does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) column_in_bytes: Option<u64>,
    pub(super) offset_in_bytes: u64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) wrapped_in: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) commit: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PhysicalLocation {
    pub(super) artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) region: Option<Region>,
}

#[derive(Serialize)]
pub(super) struct ArtifactLocation {
    pub(super) uri: String,
}

/// A line, or an offset in bytes.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region {
    #[serde(skip_serializing_if = "Option::is_none")]
    start_line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_offset: Option<u64>,
}

impl Region {
    pub(super) fn line(line: u64) -> Self {
        Self {
            start_line: Some(line),
            byte_offset: None,
        }
    }

    pub(super) fn bytes(offset: u64) -> Self {
        Self {
            start_line: None,
            byte_offset: Some(offset),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LogicalLocation {
    pub(super) fully_qualified_name: String,
    pub(super) kind: &'static str,
}
