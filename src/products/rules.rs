//! The rules for other products: one file each, and the one registry.
//!
//! As for storage links, adding a rule touches two files: its own, and this one. Two rules about long
//! lives, and the one about the organisation's accounts, are those of storage links, with other sources
//! or another remedy.

use super::Product;
use super::lex::Address;
use super::reading::Reading;
use crate::access::time;
use crate::params::hosts;
use crate::policy::Policy;
use crate::report::{Confidence, Kind, Severity};
use chrono::{Datelike, Duration};

mod date_order_unclear;
mod interface_retired;
mod key_itself;
mod longer_than_allowed;
mod no_expiry;
mod rule_may_do_everything;
mod signature_not_whole;

/// What a rule may look at.
pub(super) struct Context<'a> {
    pub(super) product: &'a Product,
    pub(super) reading: &'a Reading,
}

/// One rule. Its `//!` docs carry the headings that those of storage links have.
pub(crate) struct Rule {
    pub(crate) told: Told,
    /// Pure: looks, and says where.
    check: fn(&Context<'_>) -> Option<Hit>,
}

/// What a rule says of itself; the fields are those of [`crate::rules::Rule`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Told {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) severity: Severity,
    pub(crate) confidence: Confidence,
    pub(crate) refuses: bool,
    pub(crate) message: &'static str,
    pub(crate) remedy: &'static str,
    pub(crate) sources: &'static [&'static str],
}

/// One hit of a rule.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    pub(crate) rule: Told,
    /// The key of the field it is about; the whole when there is none.
    pub(crate) key: Option<&'static str>,
    pub(crate) args: Vec<(&'static str, String)>,
    pub(crate) severity: Severity,
}

impl Hit {
    fn of(rule: &Rule, key: Option<&'static str>) -> Self {
        Self {
            rule: rule.told,
            key,
            args: Vec::new(),
            severity: rule.told.severity,
        }
    }

    fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Whether it is certain or likely, and of high or critical severity.
    pub(super) fn is_high(&self) -> bool {
        self.severity <= Severity::High && self.rule.confidence != Confidence::Possible
    }
}

macro_rules! registry {
    ($($module:ident,)*) => {
        /// Every rule, sorted by id.
        pub(crate) const RULES: &[&Rule] = &[$(&$module::RULE,)*];

        #[cfg(test)]
        const EXAMPLES: &[(&Rule, &[&str], &[&str])] = &[$((
            &$module::RULE,
            $module::FIRES,
            $module::SILENT,
        ),)*];
    };
}

registry! {
    date_order_unclear,
    interface_retired,
    key_itself,
    longer_than_allowed,
    no_expiry,
    rule_may_do_everything,
    signature_not_whole,
}

/// Runs every rule on a product; the worst findings first.
pub(super) fn check(product: &Product, reading: &Reading, policy: &Policy) -> Vec<Hit> {
    let context = Context { product, reading };
    let mut hits: Vec<Hit> = RULES
        .iter()
        .filter_map(|rule| (rule.check)(&context))
        .chain(long_life(&context))
        .chain(unknown_account(&context, policy))
        .collect();
    for hit in &mut hits {
        if let Some(severity) = policy.severity_of(hit.rule.id) {
            hit.severity = severity;
        }
    }
    hits.sort_by_key(|hit| hit.severity);
    hits
}

/// What a long life rests on, for tokens that no account key signed.
const LONG_LIVES: &[&str] = &[
    "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas#best-practices-when-using-sas",
    "https://learn.microsoft.com/azure/storage/common/storage-sas-overview#best-practices-when-using-sas",
];

/// The two storage rules about lives of more than a year, for tokens that state an end.
fn long_life(context: &Context<'_>) -> Option<Hit> {
    let life = &context.reading.life;
    let (span, end) = life.span().zip(life.end())?;
    let id = match span {
        _ if life.is_over() => return None,
        _ if end.year() >= 2050 || span > Duration::days(3_653) => "lives-over-ten-years",
        _ if span > Duration::days(365) => "lives-over-a-year",
        _ => return None,
    };
    let told = Told {
        sources: LONG_LIVES,
        ..of_links(id)?
    };
    let counted = if life.start.is_none() {
        " from now (it states no start)"
    } else {
        ""
    };
    let key = context.reading.facts.expiry_key;
    Some(Hit {
        rule: told,
        key,
        args: vec![
            ("life", time::say_span(life.start.unwrap_or(life.now), end)),
            ("counted", counted.to_owned()),
            ("end", time::say_day(end)),
        ],
        severity: told.severity,
    })
}

/// The storage rule about accounts that are not the organisation's, for the keys of storage accounts.
fn unknown_account(context: &Context<'_>, policy: &Policy) -> Option<Hit> {
    let Context { product, reading } = context;
    // A table of Cosmos DB is named in the same form.
    let is_of_storage = product
        .fields
        .iter()
        .filter(|field| field.spec.key.ends_with("Endpoint"))
        .all(|field| {
            let host = Address::read(field.decoded.expose()).host;
            hosts::read_storage(&host, None).is_some()
        });
    let account = reading.resource.account.as_deref();
    let account = account.filter(|_| {
        product.kind == Kind::StorageConnectionString && is_of_storage && reading.is_of_use()
    })?;
    if policy.knows_account(account) != Some(false) {
        return None;
    }
    let told = Told {
        remedy: "Find out whose account it is. Only its owner can replace this key.",
        ..of_links("unknown-account")?
    };
    Some(Hit {
        rule: told,
        key: None,
        args: vec![("name", account.to_owned())],
        severity: told.severity,
    })
}

/// What a rule for storage links says of itself.
fn of_links(id: &str) -> Option<Told> {
    let rule = crate::rules::RULES.iter().find(|rule| rule.id == id)?;
    Some(Told {
        id: rule.id,
        title: rule.title,
        severity: rule.severity,
        confidence: rule.confidence,
        refuses: rule.refuses,
        message: rule.message,
        remedy: rule.remedy,
        sources: rule.sources,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, Policy, analyze};
    use chrono::{TimeZone, Utc};
    use std::fs;
    use std::path::Path;

    const HEADINGS: [&str; 5] = [
        "# What it finds",
        "# Why it matters",
        "# Example",
        "# What to do",
        "# Sources",
    ];

    /// Fills in what stands for a signature of 32 bytes, a key of 32 and one of 64.
    fn fill(example: &str) -> String {
        let bytes: Vec<u8> = (0..64).collect();
        let short = crate::signature::mac::to_base64(&bytes[..32]);
        let encoded = short
            .replace('+', "%2B")
            .replace('/', "%2F")
            .replace('=', "%3D");
        example
            .replace("{sig}", &encoded)
            .replace("{key32}", &short)
            .replace("{key64}", &crate::signature::mac::to_base64(&bytes))
    }

    fn rules_on(example: &str) -> Vec<String> {
        let now = Utc.with_ymd_and_hms(2026, 6, 1, 12, 0, 0).unwrap();
        let report = analyze(&fill(example), &Options::at(now));
        assert_eq!(report.tokens.len(), 1, "one token expected in {example}");
        report.tokens[0]
            .findings
            .iter()
            .map(|finding| {
                assert!(
                    !finding.message.text.contains('{'),
                    "{}",
                    finding.message.text
                );
                assert!(!finding.spans.is_empty());
                finding.rule.clone()
            })
            .collect()
    }

    #[test]
    fn rules_fire_on_their_examples_and_stay_silent_on_near_misses() {
        for (rule, fires, silent) in EXAMPLES {
            let id = rule.told.id;
            assert!(fires.len() >= 2 && silent.len() >= 2, "{id}: two of each");
            for example in *fires {
                assert!(
                    rules_on(example).iter().any(|found| found == id),
                    "{id} is silent on {example}"
                );
            }
            for example in *silent {
                assert!(
                    !rules_on(example).iter().any(|found| found == id),
                    "{id} fires on {example}"
                );
            }
        }
    }

    #[test]
    fn the_registry_is_sorted_complete_and_documented() {
        assert!(
            RULES
                .windows(2)
                .all(|pair| pair[0].told.id < pair[1].told.id)
        );
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/products/rules");
        let count = fs::read_dir(&folder).unwrap().count();
        assert_eq!(count, RULES.len());
        for rule in RULES {
            let told = &rule.told;
            assert!(
                !told.sources.is_empty()
                    && told.message.ends_with('.')
                    && told.remedy.ends_with('.')
            );
            let after_first = told.title.chars().skip(1);
            assert!(!told.refuses || !after_first.into_iter().any(char::is_uppercase));
            let file = folder.join(format!("{}.rs", told.id.replace('-', "_")));
            let text = fs::read_to_string(file).unwrap();
            for heading in HEADINGS {
                assert!(
                    text.contains(&format!("//! {heading}\n")),
                    "{}: no heading {heading}",
                    told.id
                );
            }
            assert!(crate::rules::RULES.iter().all(|other| other.id != told.id));
        }
    }

    #[test]
    fn keys_of_accounts_that_are_not_known_are_told() {
        let policy: Policy =
            serde_json::from_str(r#"{ "knownAccounts": ["contosoexample"] }"#).unwrap();
        let now = Utc.with_ymd_and_hms(2026, 6, 1, 12, 0, 0).unwrap();
        let options = Options {
            policy,
            ..Options::at(now)
        };
        let is_told = |start: &str| {
            let report = analyze(&fill(&format!("{start};AccountKey={{key64}}")), &options);
            assert_eq!(report.tokens.len(), 1, "{start}");
            let findings = report.tokens[0].findings.iter();
            findings
                .into_iter()
                .any(|finding| finding.rule == "unknown-account")
        };
        assert!(is_told(
            "DefaultEndpointsProtocol=https;AccountName=fabrikamexample"
        ));
        assert!(is_told(
            "AccountName=fabrikamexample;BlobEndpoint=https://fabrikamexample.blob.core.windows.net"
        ));
        assert!(!is_told(
            "DefaultEndpointsProtocol=https;AccountName=ContosoExample"
        ));
        assert!(!is_told(
            "AccountName=devstoreaccount1;BlobEndpoint=http://127.0.0.1:10000/x"
        ));
        assert!(!is_told(
            "AccountName=fabrikamexample;TableEndpoint=https://fabrikamexample.table.cosmos.azure.com:443/"
        ));
    }

    #[test]
    fn a_policy_knows_these_rules_too() {
        for rule in RULES {
            assert!(
                Policy::from_severities([(rule.told.id, "low")]).is_ok(),
                "{}",
                rule.told.id
            );
        }
    }
}
