//! What the holder of a token can do, in plain outcomes, worst first.

use super::effective::{Effective, Held};
use super::scope::Scope;
use crate::params::Service;
use crate::params::grants::{Grant, Target};
use crate::params::resources::Level;
use crate::report::{Goal, Harm};

/// How much an outcome weighs in the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    /// Data, settings or rights are changed or destroyed.
    Change,
    /// Something is added.
    Add,
    /// Data is read.
    Read,
    /// Tags or metadata are changed.
    Minor,
    /// Names and properties are read.
    List,
}

/// One outcome: which grants bring it about.
#[derive(Debug)]
pub(crate) struct OutcomeSpec {
    pub(crate) id: &'static str,
    pub(crate) harm: Harm,
    /// What an attacker would use it for.
    pub(crate) goal: Goal,
    pub(crate) weight: Weight,
    /// Any one of these letters is enough.
    letters: &'static str,
    target: Target,
    /// The services it can happen on, as letters of `ss`.
    services: &'static str,
    /// The sentence; `{things}`, `{where}` and `{services}` are filled in.
    template: &'static str,
}

impl OutcomeSpec {
    /// Whether a grant is enough to bring it about.
    pub(crate) fn comes_from(&self, grant: &Grant) -> bool {
        self.letters.contains(grant.letter)
            && self.target == grant.target
            && self.services.contains(grant.service.letter())
    }
}

macro_rules! outcomes {
    ($($id:literal $harm:ident $goal:ident $weight:ident $letters:literal $target:ident $services:literal $template:literal;)*) => {
        /// Every outcome, worst first.
        pub(crate) const OUTCOMES: &[OutcomeSpec] = &[$(OutcomeSpec {
            id: $id,
            harm: Harm::$harm,
            goal: Goal::$goal,
            weight: Weight::$weight,
            letters: $letters,
            target: Target::$target,
            services: $services,
            template: $template,
        },)*];
    };
}

outcomes! {
    "delete-containers" Destroy Destroy Change "d" Container "bfqt" "Delete whole {things} {where}, with everything in them.";
    "delete-data" Destroy Destroy Change "d" Object "bfqt" "Delete {things} {where}.";
    "delete-versions" Destroy HideTraces Change "x" Object "b" "Delete older versions of {things} {where}, from which data could have been restored.";
    "purge-deleted" Destroy HideTraces Change "y" Object "b" "Wipe deleted snapshots and versions {where} for good, if the account allows that. They could still have been restored.";
    "consume-messages" Destroy Destroy Change "p" Object "q" "Read, take and delete messages {where}, so that whoever should get them never does.";
    "replace-data" Change PlantFiles Change "w" Object "bf" "Overwrite {things} {where}. That can bring malware, false data, or encryption for ransom.";
    "change-data" Change PlantFiles Change "u" Object "qt" "Change {things} {where}.";
    "change-settings" Change HideTraces Change "w" Service "bfqt" "Change account-wide settings of {services}, such as logging and which websites may use it.";
    "change-legal-holds" Change HideTraces Change "i" Object "b" "Set or remove the rules that keep data from being deleted {where}.";
    "change-rights" Change ExtendAccess Change "p" Object "b" "Change who may open files {where}. This needs an account with real folders.";
    "change-owners" Change ExtendAccess Change "o" Object "b" "Change who owns files {where}. This needs an account with real folders.";
    "move-data" Change Destroy Change "m" Object "b" "Move and rename {things} {where}. This needs an account with real folders.";
    "append-data" Change PlantFiles Change "a" Object "b" "Add to the end of {things} {where}. This needs append blobs.";
    "change-container-metadata" Change Other Minor "w" Container "bfq" "Change the metadata of {things} {where}.";
    "change-tags" Change Other Minor "t" Object "b" "Read and change the labels (index tags) of {things} {where}.";
    "add-data" Add PlantFiles Add "cw" Object "bf" "Add new {things} {where}, at the owner's cost.";
    "add-entries" Add PlantFiles Add "a" Object "qt" "Add {things} {where}, at the owner's cost.";
    "create-containers" Add PlantFiles Add "cw" Container "bfqt" "Create {things} {where}.";
    "read-data" Read ReadEverything Read "r" Object "bfqt" "Read {things} {where}.";
    "list-containers" List ReadEverything List "l" Service "bfq" "List all {things} {where}.";
    "list-tables" List ReadEverything List "l" Container "t" "List all tables {where}.";
    "list-items" List ReadEverything List "l" Container "bf" "List the names of {things} {where}.";
    "find-by-tags" List ReadEverything List "f" Container "b" "Find {things} by their labels (index tags), one container at a time, {where}.";
    "find-by-tags-anywhere" List ReadEverything List "f" Object "b" "Find {things} by their labels (index tags), across all containers, {where}.";
    "read-properties" List ReadEverything List "r" Container "bfq" "Read the properties of {things} {where}.";
    "read-settings" List ReadEverything List "r" Service "bfqt" "Read account-wide settings of {services}.";
    "read-access-lists" List ReadEverything List "e" Object "b" "Read system properties {where}, and access rights if the account has real folders.";
}

/// Sentences that are others where a token covers one item: the outcome, the only scope it is meant
/// for, if any, and the sentence.
const ON_ITEMS: [(&str, Option<&str>, &str); 5] = [
    (
        "delete-versions",
        Some("version"),
        "Delete {things} {where}, from which data could have been restored.",
    ),
    ("purge-deleted", Some("snapshot"), PURGE_COPY),
    ("purge-deleted", Some("version"), PURGE_COPY),
    (
        "purge-deleted",
        None,
        "Wipe deleted snapshots and versions of {things} {where} for good, if the account allows that. They could still have been restored.",
    ),
    (
        "add-data",
        None,
        "Create {things} {where}, at the owner's cost.",
    ),
];
const PURGE_COPY: &str = "Wipe {things} {where} once deleted, if the account allows that.";

/// What the settings of Azure Files are: it has no logging among them.
const FILE_SETTINGS: &str =
    "Change account-wide settings of {services}, such as which websites may use it.";
/// What is read of the one thing that a token covers.
const OWN_PROPERTIES: &str = "Read the properties of {place}.";

/// Lists every template, for those who measure or translate them.
#[cfg(feature = "reference")]
pub(crate) fn templates() -> impl Iterator<Item = (String, &'static str)> {
    OUTCOMES
        .iter()
        .map(|spec| (spec.id, spec.template))
        .chain(ON_ITEMS.map(|(id, _, template)| (id, template)))
        .chain([
            ("change-settings", FILE_SETTINGS),
            ("read-properties", OWN_PROPERTIES),
        ])
        .map(|(id, template)| (format!("outcome/{id}"), template))
}

/// An outcome that a token has.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    pub(crate) spec: &'static OutcomeSpec,
    pub(crate) letters: String,
    pub(crate) services: Vec<Service>,
    pub(crate) is_certain: bool,
}

impl Outcome {
    /// Its sentence; `{things}`, `{where}`, `{place}` and `{services}` are to be filled in.
    pub(crate) fn template(&self, scope: &Scope) -> &'static str {
        match self.spec.id {
            "change-settings" if self.services == [Service::File] => return FILE_SETTINGS,
            "read-properties" if scope.level != Level::Account => return OWN_PROPERTIES,
            _ => {}
        }
        ON_ITEMS
            .iter()
            .filter(|_| scope.level == Level::Item)
            .find(|(id, only, _)| *id == self.spec.id && only.is_none_or(|only| only == scope.id))
            .map_or(self.spec.template, |(_, _, template)| template)
    }

    /// What it acts on, in words: "blobs and files", "this file".
    pub(crate) fn things(&self, scope: &Scope) -> String {
        let is_container = self.spec.target == Target::Container
            && !matches!(self.spec.id, "list-items" | "find-by-tags");
        let names_containers = is_container || self.spec.id == "list-containers";
        if names_containers && scope.level != Level::Account {
            let noun = |service: &Service| service.container();
            return format!(
                "the {}",
                join(&self.services.iter().map(noun).collect::<Vec<_>>())
            );
        }
        if scope.level == Level::Item {
            return scope.this_item().to_owned();
        }
        let noun = |service: &Service| {
            if names_containers {
                service.containers()
            } else {
                service.items()
            }
        };
        join(&self.services.iter().map(noun).collect::<Vec<_>>())
    }
}

/// Computes the outcomes of a token.
pub(crate) fn of(effective: &Effective) -> Vec<Outcome> {
    OUTCOMES
        .iter()
        .filter_map(|spec| outcome(spec, &effective.held))
        .collect()
}

/// The worst that one of these grants is good for; the first outcome that one brings about.
pub(crate) fn worst(held: &[&Held]) -> Option<Harm> {
    OUTCOMES
        .iter()
        .find(|spec| held.iter().any(|held| spec.comes_from(held.grant)))
        .map(|spec| spec.harm)
}

fn outcome(spec: &'static OutcomeSpec, held: &[Held]) -> Option<Outcome> {
    let matching: Vec<&Held> = held
        .iter()
        .filter(|held| spec.comes_from(held.grant))
        .collect();
    if matching.is_empty() {
        return None;
    }
    let mut services: Vec<Service> = matching.iter().map(|held| held.grant.service).collect();
    services.dedup();
    let letters = spec
        .letters
        .chars()
        .filter(|letter| matching.iter().any(|held| held.grant.letter == *letter))
        .collect();
    let is_certain = matching.iter().any(|held| held.is_certain);
    Some(Outcome {
        spec,
        letters,
        services,
        is_certain,
    })
}

/// Joins words as a sentence does: "a, b and c".
pub(crate) fn join(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::grants::GRANTS;

    #[test]
    fn outcomes_stand_worst_first() {
        assert!(OUTCOMES.is_sorted_by_key(|spec| spec.harm));
    }

    /// The page groups outcomes by their goals, and shows the operations behind each.
    #[cfg(feature = "full")]
    #[test]
    fn an_outcome_has_the_goal_of_an_operation_behind_it() {
        for spec in OUTCOMES {
            let behind: Vec<_> = crate::access::operations::all()
                .filter(|operation| operation.outcomes.contains(&spec.id))
                .map(|operation| operation.goal)
                .collect();
            assert!(
                behind.is_empty() || behind.contains(&spec.goal),
                "{}: {behind:?}",
                spec.id
            );
        }
    }

    #[test]
    fn every_grant_leads_to_an_outcome() {
        for grant in GRANTS {
            let held = [Held {
                grant,
                is_certain: true,
            }];
            assert!(
                OUTCOMES.iter().any(|spec| outcome(spec, &held).is_some()),
                "{grant:?}"
            );
        }
    }
}
