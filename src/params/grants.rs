//! What each permission letter allows, by service and target.
//!
//! Source of every row: the permission and operation tables of "Create an account SAS", "Create a
//! service SAS" and "Create a user delegation SAS"; `since` is the earlier date where the documents
//! and Microsoft's SDKs differ, so that nothing is called impossible that may work.

use super::Service;
pub(crate) use crate::report::Target;

impl Target {
    /// Every target, the widest first.
    pub(crate) const ALL: [Self; 3] = [Self::Service, Self::Container, Self::Object];

    /// Its letter in `srt`.
    pub(crate) fn letter(self) -> char {
        match self {
            Self::Service => 's',
            Self::Container => 'c',
            Self::Object => 'o',
        }
    }
}

/// One letter, on one target of one service.
#[derive(Debug)]
pub(crate) struct Grant {
    pub(crate) letter: char,
    pub(crate) service: Service,
    pub(crate) target: Target,
    /// What it allows, to follow "the holder can".
    pub(crate) does: &'static str,
    /// Whether a document settles that it works in an account SAS. For the rest none does, or only
    /// the emulator's source.
    pub(crate) is_sure_in_account: bool,
    /// The values of `sr` it works with in a service or user delegation SAS (`q` and `t` stand for
    /// queue and table tokens), separated by spaces.
    pub(crate) scoped: &'static str,
    pub(crate) since: &'static str,
    /// Whether it is a later use of an older letter, so that a token of an older version does not have
    /// it. What a letter does in versions older than itself is not settled.
    pub(crate) is_refused_before: bool,
    #[cfg_attr(
        not(any(test, feature = "reference")),
        expect(dead_code, reason = "for readers of the table, and its test")
    )]
    pub(crate) source: &'static str,
}

const ACCOUNT_SAS: &str = "https://learn.microsoft.com/rest/api/storageservices/create-account-sas";
const SERVICE_SAS: &str = "https://learn.microsoft.com/rest/api/storageservices/create-service-sas";
const DELEGATION_SAS: &str =
    "https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas";
const VERSION_2026_04_06: &str =
    "https://learn.microsoft.com/rest/api/storageservices/version-2026-04-06";

macro_rules! grants {
    ($($letter:literal $service:ident $target:ident $account:literal $scoped:literal $since:literal $source:ident $does:literal $($later:ident)?;)*) => {
        /// Every grant, by service, then letter.
        pub(crate) const GRANTS: &[Grant] = &[$(Grant {
            letter: $letter,
            service: Service::$service,
            target: Target::$target,
            does: $does,
            is_sure_in_account: $account,
            scoped: $scoped,
            since: $since,
            is_refused_before: false $(|| !stringify!($later).is_empty())?,
            source: $source,
        },)*];
    };
}

grants! {
    'r' Blob Service true "" "" ACCOUNT_SAS "read the settings of Blob Storage";
    'r' Blob Container true "" "" ACCOUNT_SAS "read the properties of containers";
    'r' Blob Object true "b bs bv c d" "" SERVICE_SAS "read blobs: content, properties and metadata";
    'a' Blob Object true "b bs bv c d" "2015-04-05" SERVICE_SAS "add blocks to append blobs";
    'c' Blob Container true "" "" ACCOUNT_SAS "create containers";
    'c' Blob Object true "b bs bv c d" "2015-04-05" SERVICE_SAS "create new blobs, but not overwrite existing ones";
    'c' Blob Object true "b bs bv c d" "2026-04-06" VERSION_2026_04_06 "upload new blobs in parts (blocks)" later;
    'w' Blob Service true "" "" ACCOUNT_SAS "change the settings of Blob Storage, such as logging, its public website, and which other websites may use it";
    'w' Blob Container true "" "" ACCOUNT_SAS "create containers, change their metadata and lock (lease) them";
    'w' Blob Object true "b bs bv c d" "" SERVICE_SAS "create and overwrite blobs, change their properties, and lock (lease) them";
    'd' Blob Container true "" "" ACCOUNT_SAS "delete whole containers";
    'd' Blob Container true "" "2017-07-29" ACCOUNT_SAS "break locks (leases) on containers" later;
    'd' Blob Object true "b bs bv c d" "" SERVICE_SAS "delete blobs";
    'd' Blob Object true "b c d" "2017-07-29" SERVICE_SAS "break locks (leases) on blobs" later;
    'x' Blob Object true "b bv c" "2019-10-10" SERVICE_SAS "delete older versions of blobs";
    'y' Blob Object true "b bs bv c" "2019-10-10" SERVICE_SAS "delete for good the snapshots and versions that were already deleted, where the account allows that";
    'l' Blob Service true "" "" ACCOUNT_SAS "list all containers";
    'l' Blob Container true "c d" "" SERVICE_SAS "list blobs";
    't' Blob Object true "b bs bv c" "2019-12-12" SERVICE_SAS "read and change the labels (index tags) of blobs";
    'f' Blob Container false "c" "2019-12-12" SERVICE_SAS "find blobs of a container by their labels (index tags)";
    'f' Blob Object true "" "2019-12-12" ACCOUNT_SAS "find blobs by their labels (index tags), across all containers";
    'm' Blob Object false "b bs bv c d" "2020-02-10" DELEGATION_SAS "move and rename blobs and directories, if the account has real folders";
    'e' Blob Object false "b bs bv c d" "2020-02-10" DELEGATION_SAS "read system properties, and the files' access rights if the account has real folders";
    'o' Blob Object false "b bs bv c d" "2020-02-10" DELEGATION_SAS "change the owner of files and directories, if the account has real folders";
    'p' Blob Object false "b bs bv c d" "2020-02-10" DELEGATION_SAS "change who may open files and directories, if the account has real folders";
    'i' Blob Object true "b bs bv c" "2020-06-12" SERVICE_SAS "set and lift the rules that keep data from being deleted (retention policies and legal holds)";
    'r' File Service true "" "" ACCOUNT_SAS "read the settings of Azure Files";
    'r' File Container true "" "" ACCOUNT_SAS "read the properties of file shares";
    'r' File Object true "f s" "" SERVICE_SAS "read files: content, properties and metadata";
    'c' File Container true "" "" ACCOUNT_SAS "create file shares and snapshots of them";
    'c' File Object true "f s" "2015-04-05" SERVICE_SAS "create new files, but not overwrite existing ones";
    'w' File Service true "" "" ACCOUNT_SAS "change the settings of Azure Files";
    'w' File Container true "" "" ACCOUNT_SAS "create file shares, snapshot them and change their properties";
    'w' File Object true "f s" "" SERVICE_SAS "create and overwrite files, and change their properties";
    'd' File Container true "" "" ACCOUNT_SAS "delete whole file shares";
    'd' File Object true "f s" "" SERVICE_SAS "delete files";
    'l' File Service true "" "" ACCOUNT_SAS "list all file shares";
    'l' File Container true "s" "" SERVICE_SAS "list directories and files";
    'r' Queue Service true "" "" ACCOUNT_SAS "read the settings of Queue Storage";
    'r' Queue Container true "q" "" SERVICE_SAS "read a queue's metadata and its approximate message count";
    'r' Queue Object true "q" "" SERVICE_SAS "look at messages without taking them";
    'a' Queue Object true "q" "2012-02-12" SERVICE_SAS "put messages into queues";
    'c' Queue Container true "" "" ACCOUNT_SAS "create queues";
    'w' Queue Service true "" "" ACCOUNT_SAS "change the settings of Queue Storage";
    'w' Queue Container true "" "" ACCOUNT_SAS "create queues and change their metadata";
    'd' Queue Container true "" "" ACCOUNT_SAS "delete whole queues";
    'd' Queue Object true "" "" ACCOUNT_SAS "clear all messages of queues";
    'l' Queue Service true "" "" ACCOUNT_SAS "list all queues";
    'u' Queue Object true "q" "2012-02-12" SERVICE_SAS "change messages";
    'p' Queue Object true "q" "2012-02-12" SERVICE_SAS "take messages, read them and delete them";
    'r' Table Service true "" "" ACCOUNT_SAS "read the settings of Table Storage";
    'r' Table Object true "t" "" SERVICE_SAS "read table rows";
    'a' Table Object true "t" "2012-02-12" SERVICE_SAS "add table rows";
    'c' Table Container true "" "" ACCOUNT_SAS "create tables";
    'w' Table Service true "" "" ACCOUNT_SAS "change the settings of Table Storage";
    'w' Table Container true "" "" ACCOUNT_SAS "create tables";
    'd' Table Container true "" "" ACCOUNT_SAS "delete whole tables";
    'd' Table Object true "t" "" SERVICE_SAS "delete table rows";
    'l' Table Container true "" "" ACCOUNT_SAS "list all tables";
    'u' Table Object true "t" "2012-02-12" SERVICE_SAS "change table rows";
}

/// The letters: each with its name in Microsoft's documents, and as a verb.
pub(crate) const LETTERS: &[(char, &str, &str)] = &[
    ('a', "add", "add"),
    ('c', "create", "create"),
    ('d', "delete", "delete"),
    ('e', "execute", "read system properties"),
    ('f', "find by tags", "find by tags"),
    ('i', "immutability", "change retention rules"),
    ('l', "list", "list"),
    ('m', "move", "move"),
    ('o', "ownership", "change owners"),
    ('p', "process", "process messages"),
    ('r', "read", "read"),
    ('t', "tags", "change tags"),
    ('u', "update", "update"),
    ('w', "write", "write"),
    ('x', "delete version", "delete older versions"),
    ('y', "permanent delete", "purge deleted copies"),
];

/// Returns a letter's name, as Microsoft's documents call it.
pub(crate) fn letter_name(letter: char, service: Option<Service>) -> Option<&'static str> {
    letter_row(letter, service).map(|(name, _)| name)
}

/// Returns what a letter allows, in a word or two that follow "to".
pub(crate) fn letter_verb(letter: char, service: Option<Service>) -> Option<&'static str> {
    letter_row(letter, service).map(|(_, verb)| verb)
}

/// The name and the verb of a letter; `p` means something else for blobs than for queues.
fn letter_row(letter: char, service: Option<Service>) -> Option<(&'static str, &'static str)> {
    if letter == 'p' && service == Some(Service::Blob) {
        return Some(("permissions", "change access rights"));
    }
    let row = LETTERS.iter().find(|(known, ..)| *known == letter);
    row.map(|(_, name, verb)| (*name, *verb))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::resources::RESOURCES;

    #[test]
    fn every_grant_has_a_source_and_a_place_to_work() {
        for grant in GRANTS {
            assert!(!grant.source.is_empty() && !grant.does.is_empty());
            assert!(
                grant.is_sure_in_account || !grant.scoped.is_empty(),
                "{grant:?}"
            );
            assert!(letter_name(grant.letter, None).is_some(), "{grant:?}");
        }
    }

    #[test]
    fn scoped_grants_use_only_letters_that_their_resource_takes() {
        for grant in GRANTS {
            for value in grant.scoped.split(' ').filter(|value| !value.is_empty()) {
                let Some(resource) = RESOURCES.iter().find(|spec| spec.value == value) else {
                    assert_eq!(value, "t");
                    continue;
                };
                assert!(resource.letters.contains(grant.letter), "{grant:?} {value}");
            }
        }
    }

    #[test]
    fn every_letter_of_a_resource_has_a_grant() {
        for resource in RESOURCES {
            // A link for a snapshot may carry `x`, but versions are outside of it.
            let is_idle = |letter: &char| (resource.value, *letter) == ("bs", 'x');
            for letter in resource.letters.chars().filter(|letter| !is_idle(letter)) {
                assert!(
                    GRANTS.iter().any(|grant| grant.letter == letter
                        && grant.service == resource.service
                        && grant.scoped.split(' ').any(|value| value == resource.value)),
                    "{letter} for {}",
                    resource.value
                );
            }
        }
    }
}
