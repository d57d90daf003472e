//! The list as SARIF 2.1.0, within what GitHub's code scanning takes.
//!
//! A result is a token: it is gone when it is gone from each of its places, which is what SARIF means
//! by several locations of one result (3.27.12). A rule is a kind of token, so that a token keeps its
//! rule when its verdict changes with time. What lies inside an archive has no address that tools
//! could open: the address is the archive's, and the logical location says the rest.

mod shapes;

use super::closing::{counted, grouped, words};
use super::export::{self, Chosen};
use super::places::Spot;
use super::{Kept, kinds};
use crate::report::{Kind, Level, NotRead, Place};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use shapes::{
    ArtifactLocation, Driver, Fingerprints, Invocation, Location, LocationProperties, Log,
    LogicalLocation, Notification, NotificationLocation, PhysicalLocation, Reference, Region,
    ResultProperties, Rule, RuleProperties, Run, SarifResult, Text, Tool,
};

/// Results of one run that GitHub takes.
/// <https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning>
const MOST_RESULTS: usize = 25_000;

/// Locations that are written for one result. GitHub shows the first one.
const MOST_LOCATIONS: usize = 10;

/// Things that were not read and are named.
const MOST_NOTIFICATIONS: usize = 1_000;

/// GitHub takes 10 MB, packed with gzip. Eight bits of text hold no more than some six and a half that
/// cannot be packed, so texts of this size, together with what is the same in each result, stay below.
const MOST_TEXT: usize = 10_000_000;

/// What a result costs beside its texts.
const RESULT_COST: usize = 60;

/// The longest message, in characters.
const LONGEST_MESSAGE: usize = 1_000;

/// How dangerous each level counts as: SARIF's level, and GitHub's score out of ten, which calls more
/// than 9 critical, 7 and more high, 4 and more medium.
const LEVELS: &[(Level, &str, &str)] = &[
    (Level::Severe, "error", "9.5"),
    (Level::Elevated, "warning", "7.5"),
    (Level::Unknown, "warning", "5.5"),
    (Level::Unreadable, "note", "3.0"),
    (Level::Contained, "note", "2.0"),
    (Level::Spent, "note", "1.0"),
];

pub(super) fn write(chosen: &Chosen<'_>, left_out: &mut Vec<String>) -> String {
    let inventory = chosen.inventory;
    let mut budget = MOST_TEXT;
    let mut told: Vec<Notification> = inventory
        .not_read
        .iter()
        .take(MOST_NOTIFICATIONS)
        .map(notification)
        .collect();
    for notification in &told {
        budget = budget.saturating_sub(notification.weight());
    }
    let mut rules: Vec<(Kind, Level)> = Vec::new();
    let mut results = Vec::new();
    for entry in chosen.entries().take(MOST_RESULTS) {
        let rule_index = rule_of(entry, &mut rules);
        let result = result(chosen, entry, rule_index);
        let Some(rest) = budget.checked_sub(result.weight() + RESULT_COST) else {
            break;
        };
        budget = rest;
        results.push(result);
    }
    let not_named = inventory.not_read.len().saturating_sub(told.len());
    if not_named > 0 {
        let count = grouped(u64::try_from(not_named).unwrap_or(u64::MAX));
        left_out.push(format!(
            "{count} more that were not read are not named here."
        ));
    }
    left_out.extend(chosen.rest(results.len()));
    let remarks = left_out
        .iter()
        .map(|text| remark("left-out", "warning", text));
    told.extend(remarks);
    let closing = chosen.closing().join(" ");
    told.push(remark("summary", "note", &closing));
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "sas-lens",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: rules
                        .iter()
                        .map(|(kind, level)| rule(*kind, *level))
                        .collect(),
                },
            },
            invocations: [Invocation {
                execution_successful: true,
                tool_execution_notifications: told,
            }],
            results,
        }],
    };
    serde_json::to_string(&log).unwrap_or_default()
}

/// The index of an entry's rule. Entries come worst first, so the first one of a kind says how
/// dangerous the rule is.
fn rule_of(entry: &Kept, rules: &mut Vec<(Kind, Level)>) -> usize {
    let known = rules.iter().position(|(kind, _)| *kind == entry.kind);
    known.unwrap_or_else(|| {
        rules.push((entry.kind, weight_of(entry)));
        rules.len() - 1
    })
}

fn rule(kind: Kind, worst: Level) -> Rule {
    let spec = kinds::spec(kind);
    Rule {
        id: export::name(&kind),
        name: export::name(&kind),
        short_description: Text::new(spec.words),
        full_description: Text::new(format!(
            "{}: whoever can read the file can use it, as long as it works.",
            spec.words
        )),
        help: Text::new(spec.remedy),
        properties: RuleProperties {
            tags: ["security", "azure", "secret", "external/cwe/cwe-798"],
            precision: "very-high",
            security_severity: severity(worst).1,
        },
    }
}

/// The level that counts: a copy without its signature opens nothing.
fn weight_of(entry: &Kept) -> Level {
    if entry.is_redacted() {
        Level::Spent
    } else {
        entry.level
    }
}

/// SARIF's level and GitHub's score.
fn severity(level: Level) -> (&'static str, &'static str) {
    LEVELS
        .iter()
        .find(|(known, ..)| *known == level)
        .map_or(("warning", "5.5"), |(_, level, score)| (*level, *score))
}

fn result(chosen: &Chosen<'_>, entry: &Kept, rule_index: usize) -> SarifResult {
    let (level, security_severity) = severity(weight_of(entry));
    let places: Vec<Location> = entry
        .places
        .iter()
        .take(MOST_LOCATIONS)
        .map(|place| location(chosen, *place))
        .collect();
    let mut message = entry.told_within(LONGEST_MESSAGE);
    let rest = entry.place_count.saturating_sub(super::whole(places.len()));
    if rest > 0 {
        let more = counted(rest.into(), "more place", "more places");
        message = format!("{message} It stands in {more}.");
    }
    SarifResult {
        rule_id: export::name(&entry.kind),
        rule_index,
        level,
        message: Text::new(format!("{}: {}", entry.title(), literal(&message))),
        locations: places,
        partial_fingerprints: Fingerprints {
            token: entry.name(),
        },
        properties: ResultProperties {
            security_severity,
            certainty: export::name(&entry.certainty),
            state: export::name(&entry.state),
            ends: entry.ends,
            account: entry.account.clone(),
            authentication_hash: entry.fingerprint.clone(),
            broken_limits: entry
                .broken_limits
                .iter()
                .map(|(_, title)| (*title).to_owned())
                .collect(),
            place_count: entry.place_count,
        },
    }
}

fn location(chosen: &Chosen<'_>, spot: Spot) -> Location {
    let pool = &chosen.inventory.pool;
    let place = spot.to_place(pool);
    let address = address(&place);
    // The path in a commit is where the file lies, when the address is that.
    let is_inside = place.inner.len() > usize::from(address.is_some());
    let region = match place.line {
        // Lines inside an archive are none of the archive's.
        _ if is_inside => Region::line(1),
        Some(line) => Region::line(line),
        None => Region::bytes(place.offset),
    };
    let logical = LogicalLocation {
        fully_qualified_name: spot.say(pool),
        kind: "resource",
    };
    let has_more = is_inside || place.history.is_some();
    Location {
        physical_location: PhysicalLocation {
            artifact_location: ArtifactLocation {
                uri: uri(&address.unwrap_or_else(|| place.file.clone())),
            },
            region: Some(region),
        },
        logical_locations: if has_more { vec![logical] } else { Vec::new() },
        properties: LocationProperties {
            column_in_bytes: place.column,
            offset_in_bytes: place.offset,
            wrapped_in: place.carriers,
            commit: place.history.and_then(|history| history.commit),
        },
    }
}

/// The path that an object of a repository had in its commit, where the repository's files lie. What
/// stands in a pack alone, in a bundle or in an archive has none: tools open those.
fn address(place: &Place) -> Option<String> {
    let path = place.history.as_ref()?.path.as_deref()?;
    let (repository, _) = place.file.rsplit_once("/objects/")?;
    let folder = match repository.strip_suffix(".git")? {
        folder if folder.is_empty() || folder.ends_with('/') => folder,
        _ => repository,
    };
    let is_its_own = place.inner.first().is_some_and(|inner| inner == path);
    is_its_own.then(|| format!("{}/{path}", folder.trim_end_matches('/')))
}

fn notification(not_read: &NotRead) -> Notification {
    let file = not_read.path.split('!').next().unwrap_or_default();
    Notification {
        locations: vec![NotificationLocation {
            physical_location: PhysicalLocation {
                artifact_location: ArtifactLocation { uri: uri(file) },
                region: None,
            },
        }],
        ..remark(
            &format!("not-read/{}", export::name(&not_read.reason)),
            "warning",
            &format!(
                "Not read ({}): {}: {}",
                words(not_read.reason),
                not_read.path,
                not_read.text
            ),
        )
    }
}

fn remark(id: &str, level: &'static str, text: &str) -> Notification {
    Notification {
        descriptor: Reference { id: id.to_owned() },
        level,
        message: Text::new(literal(text)),
        locations: Vec::new(),
    }
}

/// Brackets and braces begin links and places for arguments in SARIF's messages (3.11); not every
/// viewer knows how they are escaped.
fn literal(text: &str) -> String {
    text.replace(['[', '{'], "(").replace([']', '}'], ")")
}

/// What needs no escape in the path of an address.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A path as an address that is relative to where the scan began.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let relative = path.trim_start_matches("./").trim_start_matches('/');
    if relative.is_empty() {
        return "unnamed".to_owned();
    }
    utf8_percent_encode(relative, PATH).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::History;

    #[test]
    fn what_a_history_holds_has_the_path_that_it_had_there() {
        let at = |file: &str| {
            let path = "deploy/old.ps1".to_owned();
            address(&Place {
                file: file.to_owned(),
                inner: vec![path.clone()],
                history: Some(History {
                    path: Some(path),
                    ..History::default()
                }),
                ..Place::default()
            })
        };
        let told = |path: &str| Some(path.to_owned());
        assert_eq!(at("app/.git/objects/ab/cdef"), told("app/deploy/old.ps1"));
        assert_eq!(at(".git/objects/ab/cdef"), told("/deploy/old.ps1"));
        let bare = at("app.git/objects/pack/pack-1.pack");
        assert_eq!(bare, told("app.git/deploy/old.ps1"));
        // These are opened as they are.
        assert_eq!(at("pack-1.pack"), None);
        assert_eq!(at("app/.git/modules/lib/objects/ab/cdef"), None);
        assert_eq!(address(&Place::default()), None);
    }

    #[test]
    fn a_path_becomes_a_relative_address() {
        assert_eq!(uri("/a b/c#d%.txt"), "a%20b/c%23d%25.txt");
        assert_eq!(uri("C:\\x\\é"), "C%3A/x/%C3%A9");
        assert_eq!(uri("./a"), "a");
    }
}
