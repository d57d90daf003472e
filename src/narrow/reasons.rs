//! Why a proposed link is as it is, and what to heed before using it.

use super::LONGEST_DELEGATION;
use super::issue::Issue;
use super::messages::message;
use super::needs::Task;
use super::proposal::Method;
use crate::Options;
use crate::access::{outcomes, time};
use crate::compare::{self, Direction, Facts};
use crate::params::resources::Level as Extent;
use crate::params::{Service, grants};
use crate::report::{Level, Message, TokenReport};
use chrono::{DateTime, Utc};

/// Why the link is as it is.
pub(super) fn why(
    issue: &Issue<'_>,
    wanted: DateTime<Utc>,
    together: &TokenReport,
    options: &Options,
) -> Vec<Message> {
    let service = issue.target.spec.service;
    let names: Vec<String> = issue
        .letters()
        .chars()
        .filter_map(|letter| {
            let name = grants::letter_name(letter, Some(service))?;
            Some(format!("{name} ({letter})"))
        })
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let end = time::say_moment(issue.end);
    let wanted_text = time::say_moment(wanted);
    let ends = [("end", end.as_str()), ("wanted", wanted_text.as_str())];
    let [only_end, _] = ends;
    let mut why = vec![
        message("narrow/letters", &[("names", &outcomes::join(&names))]),
        message("narrow/place", &[("place", &together.resource.covers)]),
        match () {
            () if issue.end == wanted => message("narrow/end", &[only_end]),
            () if issue.end == options.now + LONGEST_DELEGATION => {
                message("narrow/end-week", &ends)
            }
            () => message("narrow/end-shorter", &ends),
        },
        message("narrow/https", &[]),
    ];
    why.extend(
        issue
            .addresses
            .map(|addresses| message("narrow/addresses", &[("addresses", addresses)])),
    );
    match issue.method {
        Method::UserDelegation => why.push(message("narrow/delegation", &[])),
        Method::StoredPolicy => {
            why.push(match service {
                Service::Blob => message("narrow/policy-week", &[]),
                Service::Table => message("narrow/policy-table", &[]),
                Service::File | Service::Queue => {
                    message("narrow/policy-preview", &[("service", service.title())])
                }
            });
            why.push(message("narrow/policy-form", &[]));
        }
    }
    why
}

/// What to heed before using it.
pub(super) fn warnings(
    given: &Facts<'_>,
    issue: &Issue<'_>,
    together: &TokenReport,
    comparison: &compare::Comparison,
) -> Vec<Message> {
    let target = issue.target;
    let (service, task) = (target.spec.service, target.spec.task);
    let mut said = Vec::new();
    let verdict = &together.verdict;
    if verdict.level != Level::Contained {
        let level = verdict.title.to_ascii_lowercase();
        let reason = verdict.reasons.first().map(|reason| reason.text.as_str());
        said.push(message(
            "narrow/not-contained",
            &[("level", &level), ("reason", reason.unwrap_or_default())],
        ));
    } else if issue.method == Method::StoredPolicy {
        let level = verdict.title.to_ascii_lowercase();
        said.push(message("narrow/policy-hidden", &[("level", &level)]));
    }
    // What an organisation has against it.
    let is_limit = |reason: &&Message| reason.id.starts_with("reason/limit");
    said.extend(verdict.reasons.iter().filter(is_limit).cloned());
    match comparison.direction {
        Direction::Same | Direction::Narrower => {}
        Direction::Wider | Direction::Different => said.push(message("narrow/beyond", &[])),
        Direction::CannotTell => {
            said.push(message("narrow/cannot-tell", &[]));
            said.push(comparison.sentence.clone());
        }
    }
    if let Some(end) = given.window.end().filter(|end| *end < issue.end) {
        said.push(message(
            "narrow/outlives",
            &[("end", &time::say_moment(end))],
        ));
    }
    if issue.method == Method::UserDelegation {
        let only_reads = issue.letters().chars().all(|letter| "rl".contains(letter));
        let role = if only_reads {
            "Storage Blob Data Reader"
        } else {
            "Storage Blob Data Contributor"
        };
        said.push(message("narrow/role", &[("role", role)]));
    } else {
        said.push(message("narrow/policy-once", &[]));
    }
    if target.level == Extent::Directory && !target.has_real_folders {
        said.push(message("narrow/real-folders", &[]));
    }
    match (service, task) {
        (Service::Blob, Task::UploadNew) => said.push(message("narrow/blocks", &[])),
        (Service::File, Task::UploadNew) => said.push(message("narrow/file-upload", &[])),
        _ => {}
    }
    if service == Service::File && target.is_folder_wanted {
        said.push(message("narrow/folder", &[]));
    }
    if issue.addresses.is_none() {
        said.push(message("narrow/any-address", &[]));
    }
    said
}
