//! The one sentence of consequence: who can do what, to what, until when.

use super::message::Message;
use super::messages::message;
use super::verdict::Judged;
use crate::access::network::{self, Addresses};
use crate::access::outcomes::{Outcome, join};
use crate::access::scope::Scope;
use crate::access::time;
use crate::access::window::Window;
use crate::params::Service;
use crate::params::resources::Level as ScopeLevel;
use crate::report::{Impact, State};
use crate::token::Token;
use chrono::Duration;

/// A lesser thing to say when the great ones do not cover it.
struct Extra {
    outcome: &'static str,
    phrase: &'static str,
    /// Outcomes that say more; with one of them this is left out.
    covered_by: &'static [&'static str],
}

const MAIN: [&str; 4] = ["read-data", "replace-data", "change-data", "delete-data"];

/// Lesser things, worst first; two of them are said at most.
const EXTRAS: &[Extra] = &[
    Extra {
        outcome: "delete-containers",
        phrase: "delete whole {things}",
        covered_by: &["delete-data"],
    },
    Extra {
        outcome: "consume-messages",
        phrase: "take messages away",
        covered_by: &["delete-data"],
    },
    Extra {
        outcome: "destroy-recovery-copies",
        phrase: "delete older versions",
        covered_by: &["delete-data"],
    },
    Extra {
        outcome: "change-rights",
        phrase: "change who may open files",
        covered_by: &[],
    },
    Extra {
        outcome: "change-legal-holds",
        phrase: "lift rules that keep data from being deleted",
        covered_by: &["delete-data"],
    },
    Extra {
        outcome: "add-data",
        phrase: "add new {things}",
        covered_by: &["replace-data"],
    },
    Extra {
        outcome: "move-data",
        phrase: "move and rename {things}",
        covered_by: &["replace-data", "delete-data"],
    },
    Extra {
        outcome: "change-settings",
        phrase: "change account-wide settings",
        covered_by: &["replace-data", "delete-data"],
    },
    Extra {
        outcome: "change-tags",
        phrase: "change the tags of {things}",
        covered_by: &["replace-data"],
    },
    Extra {
        outcome: "create-containers",
        phrase: "create {things}",
        covered_by: &["add-data", "delete-containers"],
    },
    Extra {
        outcome: "change-container-metadata",
        phrase: "change the metadata of {things}",
        covered_by: &["replace-data", "create-containers"],
    },
    Extra {
        outcome: "list-items",
        phrase: "list the names of all {things}",
        covered_by: &["read-data", "replace-data", "delete-data"],
    },
    Extra {
        outcome: "list-containers",
        phrase: "list all {things}",
        covered_by: &["read-data", "list-items", "replace-data", "delete-data"],
    },
    Extra {
        outcome: "list-tables",
        phrase: "list all tables",
        covered_by: &["read-data", "list-items", "list-containers"],
    },
    Extra {
        outcome: "find-by-tags",
        phrase: "find {things} by their tags",
        covered_by: &["read-data", "list-items"],
    },
    Extra {
        outcome: "find-by-tags-anywhere",
        phrase: "find {things} by their tags",
        covered_by: &["read-data", "list-items", "find-by-tags"],
    },
    Extra {
        outcome: "read-properties",
        phrase: "read the properties of {things}",
        covered_by: &MAIN,
    },
    Extra {
        outcome: "read-settings",
        phrase: "read account-wide settings",
        covered_by: &[
            "read-data",
            "replace-data",
            "delete-data",
            "read-properties",
        ],
    },
    Extra {
        outcome: "read-access-lists",
        phrase: "read system properties",
        covered_by: &["read-data"],
    },
];

/// Says what the holder can do: "read and change everything in the container photos of …".
pub(super) fn what(outcomes: &[Outcome], scope: &Scope) -> String {
    let has = |id: &str| outcomes.iter().any(|outcome| outcome.spec.id == id);
    let main = main_clause(outcomes, scope);
    let extras: Vec<String> = EXTRAS
        .iter()
        .filter(|extra| !extra.covered_by.iter().any(|id| has(id)))
        .filter_map(|extra| {
            let outcome = outcomes
                .iter()
                .find(|outcome| outcome.spec.id == extra.outcome)?;
            Some(extra.phrase.replace("{things}", &outcome.things(scope)))
        })
        .take(2)
        .collect();
    let extras: Vec<&str> = extras.iter().map(String::as_str).collect();
    match (main, extras.as_slice()) {
        (Some(main), []) => main,
        (Some(main), extras) if scope.level == ScopeLevel::Item => {
            format!("{main}, and {}", join(extras))
        }
        (Some(main), extras) => format!("{main}, and {} there", join(extras)),
        (None, []) => format!("use lesser rights on {}", scope.say()),
        (None, extras) => format!("{} in {}", join(extras), scope.say()),
    }
}

fn main_clause(outcomes: &[Outcome], scope: &Scope) -> Option<String> {
    let mut verbs: Vec<&str> = Vec::new();
    let mut services: Vec<Service> = Vec::new();
    for (id, verb) in [
        ("read-data", "read"),
        ("replace-data", "change"),
        ("change-data", "change"),
        ("delete-data", "delete"),
    ] {
        if let Some(outcome) = outcomes.iter().find(|outcome| outcome.spec.id == id) {
            if !verbs.contains(&verb) {
                verbs.push(verb);
            }
            services.extend(&outcome.services);
        }
    }
    if verbs.is_empty() {
        return None;
    }
    services.sort_unstable();
    services.dedup();
    let items: Vec<&str> = services.iter().map(|service| service.items()).collect();
    let object = match scope.level {
        ScopeLevel::Item => scope.say(),
        ScopeLevel::Account if services.len() == Service::ALL.len() => {
            format!("everything in {}", scope.say())
        }
        ScopeLevel::Account => format!("all {} in {}", join(&items), scope.say()),
        _ => format!("everything in {}", scope.say()),
    };
    Some(format!("{} {object}", join(&verbs)))
}

/// Says the sentence of a verdict.
pub(super) fn consequence(token: &Token, judged: &Judged<'_>) -> Message {
    let window = judged.window;
    let scope = judged.scope;
    let what = what(judged.outcomes, scope);
    let who = who(token);
    let until = until(window);
    if judged.is_unreadable {
        return message("sentence/unreadable", &[("why", &judged.why)]);
    }
    if judged.state == State::Expired {
        return expired(judged, &what);
    }
    if judged.impact == Impact::Nothing {
        return message("sentence/nothing", &[]);
    }
    let policy = token.value("si").unwrap_or_default();
    if judged.impact == Impact::Unknown {
        let until = if window.end().is_some() {
            format!(", until {}", until.trim_start_matches("until "))
        } else {
            String::new()
        };
        return message(
            "sentence/policy",
            &[
                ("who", &who),
                ("policy", policy),
                ("scope", &scope.say()),
                ("until", &until),
            ],
        );
    }
    if window.end().is_none() && window.has_policy {
        return message(
            "sentence/policy-expiry",
            &[("who", &who), ("what", &what), ("policy", policy)],
        );
    }
    if let Some(user) = token.value("sduoid") {
        return message(
            "sentence/bound",
            &[
                ("user", user),
                ("they", &format!("they can {what}")),
                ("until", &until),
            ],
        );
    }
    match window
        .begin()
        .filter(|_| judged.state == State::NotYetValid)
    {
        Some(begin) => message(
            "sentence/future",
            &[
                ("start", &time::say_moment(begin)),
                ("who", &who),
                ("what", &what),
                ("until", &until),
            ],
        ),
        None => message(
            "sentence/holder",
            &[("who", &who), ("what", &what), ("until", &until)],
        ),
    }
}

fn expired(judged: &Judged<'_>, what: &str) -> Message {
    let window = judged.window;
    let end = window.end().map(time::say_moment).unwrap_or_default();
    let span = match window
        .start
        .filter(|start| window.end().is_some_and(|end| end > start.instant))
    {
        Some(start) => {
            let span = time::say_span(start.instant, window.end().unwrap_or(start.instant));
            format!("For {span}, from {} on, ", time::say_day(start.instant))
        }
        None => "Until then, ".to_owned(),
    };
    let did = match judged.impact {
        Impact::Nothing => "do nothing with it".to_owned(),
        Impact::Unknown => "do what its stored access policy allowed".to_owned(),
        _ => what.to_owned(),
    };
    message(
        "sentence/expired",
        &[("end", &end), ("span", &span), ("did", &did)],
    )
}

/// Who beside having the link must fulfil something, to follow "Anyone with this link".
fn who(token: &Token) -> String {
    if token.has("srh") || token.has("srq") {
        return " who also sends the agreed headers or query values".to_owned();
    }
    let Some(addresses) = token.value("sip").map(network::parse) else {
        return String::new();
    };
    match (addresses, addresses.count()) {
        (Addresses::Range { first, .. }, Some(1)) => format!(" at the network address {first}"),
        (_, Some(count @ 2..=65_536)) => format!(" at one of {count} network addresses"),
        _ => String::new(),
    }
}

/// Until when, in days; in minutes when it ends soon.
fn until(window: &Window) -> String {
    let Some(end) = window.end() else {
        return "for as long as the server allows".to_owned();
    };
    let is_soon = end - window.now < Duration::days(2) && end > window.now;
    if is_soon {
        format!("until {}", time::say_moment(end))
    } else {
        format!("until {}", time::say_day(end))
    }
}
