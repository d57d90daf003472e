//! What the holder of a token can do, in plain outcomes, worst first.

use super::effective::{Effective, Held};
use super::scope::Scope;
use crate::params::Service;
use crate::params::grants::Target;
use crate::params::resources::Level;
use crate::report::Harm;

/// One outcome: which grants bring it about.
#[derive(Debug)]
pub(crate) struct OutcomeSpec {
    pub(crate) id: &'static str,
    pub(crate) harm: Harm,
    /// Any one of these letters is enough.
    letters: &'static str,
    target: Target,
    /// The services it can happen on, as letters of `ss`.
    services: &'static str,
    /// The sentence; `{things}`, `{where}` and `{services}` are filled in.
    pub(crate) template: &'static str,
}

macro_rules! outcomes {
    ($($id:literal $harm:ident $letters:literal $target:ident $services:literal $template:literal;)*) => {
        /// Every outcome, worst first.
        pub(crate) const OUTCOMES: &[OutcomeSpec] = &[$(OutcomeSpec {
            id: $id,
            harm: Harm::$harm,
            letters: $letters,
            target: Target::$target,
            services: $services,
            template: $template,
        },)*];
    };
}

outcomes! {
    "delete-containers" Destroy "d" Container "bfqt" "Delete whole {things} {where}, with everything in them.";
    "delete-data" Destroy "d" Object "bfqt" "Delete {things} {where}.";
    "destroy-recovery-copies" Destroy "xy" Object "b" "Delete older versions or snapshots {where}, so that data cannot be restored from them.";
    "consume-messages" Destroy "p" Object "q" "Take and delete messages {where}, so that whoever should get them never does.";
    "replace-data" Change "w" Object "bf" "Overwrite {things} {where}: with malware, with false data, or encrypted for ransom.";
    "change-data" Change "u" Object "qt" "Change {things} {where}.";
    "change-settings" Change "w" Service "bfqt" "Change account-wide settings of {services}, such as logging and which websites may use it.";
    "change-legal-holds" Change "i" Object "b" "Set or remove the rules that keep data from being deleted {where}.";
    "change-rights" Change "op" Object "b" "Change who owns or may open files {where}, if the account has a hierarchical namespace.";
    "move-data" Change "m" Object "b" "Move and rename {things} {where}, if the account has a hierarchical namespace.";
    "change-container-metadata" Change "w" Container "bfq" "Change the metadata of {things} {where}.";
    "change-tags" Change "t" Object "b" "Read and change the index tags of {things} {where}.";
    "add-data" Add "acw" Object "bfqt" "Add {things} {where}, at the owner's cost.";
    "create-containers" Add "cw" Container "bfqt" "Create {things} {where}.";
    "read-data" Read "r" Object "bfqt" "Read {things} {where}.";
    "list-containers" List "l" Service "bfq" "List all {things} {where}.";
    "list-tables" List "l" Container "t" "List all tables {where}.";
    "list-items" List "l" Container "bf" "List the names of {things} {where}.";
    "find-by-tags" List "f" Container "b" "Find {things} of one container by their index tags {where}.";
    "find-by-tags-anywhere" List "f" Object "b" "Find {things} by their index tags across all containers {where}.";
    "read-properties" List "r" Container "bfq" "Read the properties of {things} {where}.";
    "read-settings" List "r" Service "bfqt" "Read account-wide settings of {services}.";
    "read-access-lists" List "e" Object "b" "Read system properties and access control lists {where}.";
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
    /// What it acts on, in words.
    pub(crate) fn things(&self, scope: &Scope) -> String {
        if scope.level == Level::Item {
            return match self.services.first() {
                Some(Service::File) => "this file".to_owned(),
                _ => "this blob".to_owned(),
            };
        }
        let names_containers = self.spec.target == Target::Container
            && self.spec.harm != Harm::List
            || matches!(self.spec.id, "list-containers" | "read-properties");
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

fn outcome(spec: &'static OutcomeSpec, held: &[Held]) -> Option<Outcome> {
    let matching: Vec<&Held> = held
        .iter()
        .filter(|held| {
            spec.letters.contains(held.grant.letter)
                && spec.target == held.grant.target
                && spec.services.contains(held.grant.service.letter())
        })
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
