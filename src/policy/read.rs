//! Reads a policy key by key. A derived reader asks for its own fields only, loses the place of what
//! it refuses, and its errors bring the printing of floating-point numbers into the page, 6 KB.

use super::{ByFamily, FamilyLimits, Policy, PolicyFamily};
use crate::access::network;
use crate::params::grants;
use crate::plain::{At, Refusal};
use crate::report::{Severity, is_account_name};
use crate::rules::RULES;

/// Ten thousand years: longer than any date that a link can write.
pub(super) const MOST_HOURS: u32 = 87_660_000;

impl Policy {
    /// Reads a policy, or says what is wrong with it and where.
    pub(crate) fn read(at: At<'_>) -> Result<Self, Refusal> {
        let mut policy = Self::default();
        at.each_key(&mut |key, at| policy.set(key, at))?;
        Ok(policy)
    }

    fn set(&mut self, key: &str, at: At<'_>) -> Result<(), Refusal> {
        match key {
            "longestLifeHours" => self.longest_life_hours = Some(at.count(MOST_HOURS)?),
            "forbiddenPermissions" => self.forbidden_permissions = letters(at)?,
            "byFamily" => return at.each_key(&mut |key, at| self.by_family.set(key, at)),
            "allowedFamilies" => {
                return at.each_entry(&mut |at| {
                    self.allowed_families.push(family(at)?);
                    Ok(())
                });
            }
            "requiredAddressRanges" => {
                let problem = "not an IPv4 address, a range of two, or a block";
                return texts(at, is_range, problem, &mut self.required_address_ranges);
            }
            "knownAccounts" => {
                let problem = "not the name of a storage account";
                return texts(at, is_account_name, problem, &mut self.known_accounts);
            }
            "severities" => {
                return at.each_key(&mut |rule, at| {
                    self.severities.insert(rule.to_owned(), severity(rule, at)?);
                    Ok(())
                });
            }
            // For editors.
            "$schema" => {
                at.text()?;
            }
            _ => return Err(at.unknown()),
        }
        Ok(())
    }
}

impl ByFamily {
    fn set(&mut self, key: &str, at: At<'_>) -> Result<(), Refusal> {
        let limits = match key {
            "account" => &mut self.account,
            "service" => &mut self.service,
            "user-delegation" => &mut self.user_delegation,
            _ => return Err(at.unknown()),
        };
        let limits = limits.insert(FamilyLimits::default());
        at.each_key(&mut |key, at| {
            match key {
                "longestLifeHours" => limits.longest_life_hours = Some(at.count(MOST_HOURS)?),
                "forbiddenPermissions" => limits.forbidden_permissions = Some(letters(at)?),
                _ => return Err(at.unknown()),
            }
            Ok(())
        })
    }
}

/// Reads a list of texts of one form.
fn texts(
    at: At<'_>,
    fits: fn(&str) -> bool,
    problem: &'static str,
    read: &mut Vec<String>,
) -> Result<(), Refusal> {
    at.each_entry(&mut |at| {
        let text = at.text()?;
        if !fits(text) {
            return Err(at.refuse(problem));
        }
        read.push(text.to_owned());
        Ok(())
    })
}

fn is_range(text: &str) -> bool {
    network::parse_block(text).is_some_and(|range| !range.is_reversed())
}

/// Every rule that a policy can name.
fn rule_ids() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.id).chain(super::PRODUCT_RULES)
}

fn severity(rule: &str, at: At<'_>) -> Result<Severity, Refusal> {
    if !rule_ids().any(|known| known == rule) {
        return Err(at.refuse("no such rule"));
    }
    Severity::from_name(at.text()?).ok_or_else(|| at.refuse("no such severity"))
}

fn letters(at: At<'_>) -> Result<String, Refusal> {
    let text = at.text()?;
    let is_known = |letter| grants::letter_name(letter, None).is_some();
    if text.is_empty() || !text.chars().all(is_known) {
        return Err(at.refuse("not made of permission letters"));
    }
    Ok(text.to_owned())
}

fn family(at: At<'_>) -> Result<PolicyFamily, Refusal> {
    match at.text()? {
        "account" => Ok(PolicyFamily::Account),
        "service" => Ok(PolicyFamily::Service),
        "user-delegation" => Ok(PolicyFamily::UserDelegation),
        _ => Err(at.refuse("none of account, service and user-delegation")),
    }
}

/// The patterns of the published schema: what the reader above takes.
#[cfg(feature = "schema")]
pub(super) const LETTERS_PATTERN: &str = "^[acdefilmoprtuwxy]+$";
#[cfg(feature = "schema")]
pub(super) const ACCOUNT_PATTERN: &str = "^[a-z0-9]{3,24}$";
#[cfg(feature = "schema")]
pub(super) const RANGE_PATTERN: &str = r"^\d{1,3}(\.\d{1,3}){3}(/\d{1,2}|-\d{1,3}(\.\d{1,3}){3})?$";

/// Names every rule, so that an editor can offer them.
#[cfg(feature = "schema")]
pub(super) fn severities_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
    let rules: Vec<&str> = rule_ids().collect();
    schemars::json_schema!({
        "type": "object",
        "propertyNames": { "enum": rules },
        "additionalProperties": generator.subschema_for::<Severity>(),
    })
}

/// Lets a file name its schema, as editors like it.
#[cfg(feature = "schema")]
pub(super) fn allow_schema_key(schema: &mut schemars::Schema) {
    if let Some(properties) = schema
        .get_mut("properties")
        .and_then(|properties| properties.as_object_mut())
    {
        properties.insert(
            "$schema".to_owned(),
            schemars::json_schema!({
                "description": "The address of this schema, for editors.",
                "type": "string",
            })
            .into(),
        );
    }
}

#[cfg(all(test, feature = "schema"))]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_the_schema_are_those_of_the_table() {
        let letters: String = grants::LETTERS.iter().map(|(letter, ..)| letter).collect();
        assert_eq!(LETTERS_PATTERN, format!("^[{letters}]+$"));
    }
}
