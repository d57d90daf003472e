//! From a link and a need, the least link that serves it, and the commands that make it.
//!
//! A proposal is fed back through the analysis: it is judged like any other link, and compared with
//! the given one. How long it may live is chosen by the verdict's own table.

mod cli;
mod issue;
mod messages;
mod names;
mod needs;
mod powershell;
mod proposal;
mod reasons;
mod target;

pub use needs::{Need, Task};
pub use proposal::{Fallback, Method, Proposal, ProposedParam, TaskAbout};

#[cfg(feature = "reference")]
pub(crate) use messages::templates;

use crate::access::outcomes;
use crate::compare::{self, Direction, Facts};
use crate::params::Service;
use crate::report::{Command, Level, TokenReport};
use crate::{Options, analyze};
use chrono::{DateTime, Datelike, Duration, Utc};
use issue::{Issue, Permissions};
use messages::message;
use names::Names;
use needs::{Ground, TASKS};
use target::{NoTarget, Target};

/// The tools that commands are written for, each in a file of its own.
const TOOLS: &[Tool] = &[cli::write, powershell::write];

/// Writes the commands of one tool; nothing where it has none for such a link.
type Tool = fn(&Issue<'_>, &Names) -> Option<Command>;

/// A user delegation key, and so a link that it signs, lives for seven days at most.
///
/// Source: <https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas>
const LONGEST_DELEGATION: Duration = Duration::days(7);

/// The lives that are tried when the wanted one is too long to be contained.
const SHORTER: [Duration; 3] = [Duration::days(7), Duration::days(1), Duration::hours(1)];

/// What nothing makes contained lives for a day at most.
const OTHERWISE: Duration = Duration::days(1);

/// Proposes the least link that serves a need. Of several links in a text the most dangerous counts.
///
/// ```
/// use chrono::{TimeZone, Utc};
/// use sas_lens::{Need, Options, Task, narrow};
///
/// let link = "https://contosoexample.blob.core.windows.net/photos/a.jpg?sv=2022-11-02&ss=b&srt=sco\
///     &sp=rwdl&se=2030-01-01T00:00:00Z&sig=bm90LWEtcmVhbC1zaWduYXR1cmUtanVzdC1hLWRlbW8%3D";
/// let now = Utc.with_ymd_and_hms(2026, 6, 1, 12, 0, 0).unwrap();
/// let need = Need {
///     container: Some("photos".to_owned()),
///     path: Some("a.jpg".to_owned()),
///     ..Need::hours(Task::ReadFile, 24)
/// };
/// let proposal = narrow(link, &need, &Options::at(now));
/// assert!(proposal.contained);
/// assert!(proposal.commands[0].text.contains("--permissions r "));
/// ```
pub fn narrow(text: &str, need: &Need, options: &Options) -> Proposal {
    let none = |id, args: &[(&str, &str)], asks| Proposal::none(need, message(id, args), asks);
    let found = compare::find(text);
    let Some(given) = Facts::of(&found, text, options) else {
        return none("narrow/no-link", &[], Vec::new());
    };
    let target = match Target::of(&given, need) {
        Ok(target) => target,
        Err(NoTarget::Nowhere) => return none("narrow/nowhere", &[], Vec::new()),
        Err(NoTarget::Asks(asks)) => {
            let what: Vec<&str> = asks.iter().map(|key| say_asked(key)).collect();
            let what = outcomes::join(&what);
            return none("narrow/asks", &[("what", &what)], asks);
        }
    };
    let Some(wanted) = need.end(options.now).filter(|end| *end > options.now) else {
        return none("narrow/no-end", &[], vec!["until"]);
    };
    let issue = Issue {
        method: method(&target, wanted - options.now),
        end: wanted,
        addresses: need.addresses.as_deref(),
        partition: need
            .partition
            .as_deref()
            .filter(|_| target.spec.service == Service::Table),
        policy: format!(
            "{}-{}{:02}{:02}",
            needs::id(target.spec.task),
            wanted.year(),
            wanted.month(),
            wanted.day()
        ),
        target: &target,
    };
    let issue = with_life(&issue, options);
    propose(text, &given, &issue, wanted, options)
}

/// Lists what a link can be needed for, by the services that the link opens; everything when the text
/// holds no link.
///
/// ```
/// use chrono::{TimeZone, Utc};
/// use sas_lens::{Options, Task, tasks};
///
/// let now = Utc.with_ymd_and_hms(2026, 6, 1, 12, 0, 0).unwrap();
/// let queue = "https://contosoexample.queue.core.windows.net/q?sv=2022-11-02&sp=rp\
///     &se=2030-01-01T00:00:00Z&sig=bm90LWEtcmVhbC1zaWduYXR1cmUtanVzdC1hLWRlbW8%3D";
/// let tasks = tasks(queue, &Options::at(now));
/// assert!(tasks.iter().any(|about| about.task == Task::PeekMessages));
/// assert!(tasks.iter().all(|about| about.task != Task::ReadFile));
/// ```
pub fn tasks(text: &str, options: &Options) -> Vec<TaskAbout> {
    let found = compare::find(text);
    let services = Facts::of(&found, text, options)
        .map(|given| given.token.services())
        .unwrap_or_default();
    let mut tasks: Vec<TaskAbout> = Vec::new();
    for spec in TASKS {
        let is_reached = services.is_empty() || services.contains(&spec.service);
        if !is_reached || tasks.iter().any(|about| about.task == spec.task) {
            continue;
        }
        let mut takes = vec!["account", "container", "addresses"];
        if spec.ground != Ground::Whole {
            takes.push("path");
        }
        if spec.service == Service::Table {
            takes.push("partition");
        }
        tasks.push(TaskAbout {
            task: spec.task,
            title: spec.title.to_owned(),
            takes: takes.into_iter().map(str::to_owned).collect(),
        });
    }
    tasks
}

/// The title of a task.
fn title(task: Task) -> &'static str {
    let spec = TASKS.iter().find(|spec| spec.task == task);
    spec.map_or("", |spec| spec.title)
}

fn say_asked(key: &str) -> &'static str {
    match key {
        "account" => "the storage account",
        "container" => "the container, file share, queue or table",
        _ => "the file",
    }
}

/// Without an account key wherever that is settled.
fn method(target: &Target, life: Duration) -> Method {
    if target.spec.service == Service::Blob && life <= LONGEST_DELEGATION {
        Method::UserDelegation
    } else {
        Method::StoredPolicy
    }
}

/// Gives a link the longest life, up to what is wanted, with which it is contained.
fn with_life<'a>(wanted: &Issue<'a>, options: &Options) -> Issue<'a> {
    let ending = |end: DateTime<Utc>| Issue {
        end,
        ..wanted.clone()
    };
    let after = |life: Duration| options.now + life;
    let week = wanted.end.min(after(LONGEST_DELEGATION));
    let shorter = SHORTER.map(after).into_iter().filter(|end| *end < week);
    let lives: Vec<DateTime<Utc>> = std::iter::once(week).chain(shorter).collect();
    lives
        .into_iter()
        .map(ending)
        .find(|issue| {
            let link = issue.link(options.now, Permissions::Shown);
            judged(&link, options).is_some_and(|token| token.verdict.level == Level::Contained)
        })
        .unwrap_or_else(|| ending(wanted.end.min(after(OTHERWISE))))
}

/// Analyses a proposed link.
fn judged(link: &str, options: &Options) -> Option<TokenReport> {
    let mut report = analyze(link, options);
    (report.tokens.len() == 1).then(|| report.tokens.remove(0))
}

fn propose(
    text: &str,
    given: &Facts<'_>,
    issue: &Issue<'_>,
    wanted: DateTime<Utc>,
    options: &Options,
) -> Proposal {
    let task = issue.target.spec.task;
    let link = issue.link(options.now, Permissions::AsWritten);
    let shown = issue.link(options.now, Permissions::Shown);
    let (Some(written), Some(together)) = (judged(&link, options), judged(&shown, options)) else {
        // No name that can be written into a link makes two of it.
        return Proposal::none(
            &Need::hours(task, 1),
            message("narrow/nowhere", &[]),
            Vec::new(),
        );
    };
    let comparison = compare::compare(text, &shown, options);
    let is_less = matches!(comparison.direction, Direction::Same | Direction::Narrower);
    let has_policy = issue.method == Method::StoredPolicy;
    let warnings = reasons::warnings(given, issue, &together, &comparison);
    Proposal {
        title: issue.target.spec.title.to_owned(),
        problem: None,
        asks: Vec::new(),
        method: Some(issue.method),
        sentence: Some(together.verdict.sentence.clone()),
        why: reasons::why(issue, wanted, &together, options),
        params: params(&written, issue),
        commands: commands(issue),
        fallback: fallback(issue, options),
        contained: written.verdict.level == Level::Contained && is_less,
        level_with_policy: has_policy.then_some(together.verdict.level),
        verdict: Some(crate::report::Verdict {
            // There is no link yet that could be stopped.
            actions: Vec::new(),
            ..written.verdict
        }),
        comparison: Some(comparison),
        warnings,
    }
}

fn commands(issue: &Issue<'_>) -> Vec<Command> {
    TOOLS
        .iter()
        .filter_map(|write| write(issue, &Names::of(issue)))
        .collect()
}

/// The other way to make a link for blobs.
fn fallback(issue: &Issue<'_>, options: &Options) -> Option<Fallback> {
    if issue.target.spec.service != Service::Blob {
        return None;
    }
    let (id, method) = match issue.method {
        Method::UserDelegation => ("narrow/fallback-policy", Method::StoredPolicy),
        Method::StoredPolicy => ("narrow/fallback-delegation", Method::UserDelegation),
    };
    let other = Issue {
        method,
        end: issue.end.min(options.now + LONGEST_DELEGATION),
        ..issue.clone()
    };
    Some(Fallback {
        why: message(id, &[]),
        commands: commands(&other),
    })
}

fn params(written: &TokenReport, issue: &Issue<'_>) -> Vec<ProposedParam> {
    // What the tools choose by themselves is no term of the link.
    let chosen = [
        "sr", "sdd", "tn", "spk", "epk", "si", "sp", "se", "spr", "sip",
    ];
    let is_named = |key: &str| match key {
        "sp" => issue.method == Method::UserDelegation,
        key => chosen.contains(&key),
    };
    written
        .params
        .iter()
        .filter_map(|param| {
            let key = param.key.as_deref().filter(|key| is_named(key))?;
            Some(ProposedParam {
                key: key.to_owned(),
                value: param.value.clone(),
                meaning: param.meaning.clone(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::resources::Level as Extent;
    use crate::report::Answer;
    use chrono::TimeZone;

    /// With its permissions a link does all of a task; without any one of them it does not.
    #[test]
    fn permissions_are_enough_and_none_is_too_many() {
        let options = Options::at(Utc.with_ymd_and_hms(2026, 6, 1, 12, 0, 0).unwrap());
        for spec in TASKS {
            let level = match spec.ground {
                Ground::File => Extent::Item,
                Ground::Folder | Ground::Either | Ground::Whole => Extent::Container,
            };
            let target = Target {
                spec,
                account: "contosoexample".to_owned(),
                container: "photos".to_owned(),
                path: (level == Extent::Item).then(|| "a.txt".to_owned()),
                level,
                host: format!("contosoexample.{}.core.windows.net", spec.service.id()),
                cloud: None,
                is_folder_wanted: false,
                has_real_folders: false,
            };
            let issue = Issue {
                target: &target,
                method: method(&target, Duration::hours(1)),
                end: options.now + Duration::hours(1),
                addresses: None,
                partition: None,
                policy: "policy".to_owned(),
            };
            let link = issue.link(options.now, Permissions::Shown);
            let does_all = |letters: &str| {
                let own = format!("&sp={}&", spec.letters);
                assert!(link.contains(&own));
                let token = judged(&link.replace(&own, &format!("&sp={letters}&")), &options);
                let operations = token.unwrap().access.operations;
                spec.operations.iter().all(|id| {
                    let found = operations.iter().find(|one| one.id == *id);
                    found.unwrap().answer == Answer::Allowed
                })
            };
            assert!(does_all(spec.letters), "{spec:?}");
            for letter in spec.letters.chars() {
                let fewer = spec.letters.replace(letter, "");
                assert!(
                    fewer.is_empty() || !does_all(&fewer),
                    "{spec:?} without {letter}"
                );
            }
        }
    }
}
