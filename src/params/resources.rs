//! The values of `sr`: what a service or user delegation SAS is signed for.

use super::Service;

/// How much a token covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// One blob, file, snapshot or version.
    Item,
    /// A directory and everything below it.
    Directory,
    /// A container, share, queue or table.
    Container,
    /// The whole account, as far as its services and types say.
    Account,
}

/// One value of `sr`.
#[derive(Debug)]
pub(crate) struct ResourceSpec {
    pub(crate) value: &'static str,
    /// The level's name in a report.
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    /// What stands before its name in a sentence.
    pub(crate) noun: &'static str,
    pub(crate) service: Service,
    pub(crate) level: Level,
    /// The permission letters that may stand in `sp`, in the order Azure wants for those whose
    /// order it checks.
    pub(crate) letters: &'static str,
    /// The first version that knows the value, the earlier where sources differ.
    pub(crate) since: &'static str,
    /// What it covers, in one sentence.
    pub(crate) meaning: &'static str,
    #[cfg_attr(
        not(any(test, feature = "reference")),
        expect(dead_code, reason = "for readers of the table, and its test")
    )]
    pub(crate) source: &'static str,
}

const SERVICE_SAS: &str = "https://learn.microsoft.com/rest/api/storageservices/create-service-sas";
const DELEGATION_SAS: &str =
    "https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas";

/// The version from which on `d` also works in accounts without a hierarchical namespace.
///
/// Source: the changelogs of Microsoft's storage SDKs of 2026.
pub(crate) const FLAT_DIRECTORIES: &str = "2026-06-06";

/// Every value of `sr`, sorted.
pub(crate) const RESOURCES: &[ResourceSpec] = &[
    ResourceSpec {
        value: "b",
        id: "blob",
        title: "one file (blob)",
        noun: "the file",
        service: Service::Blob,
        level: Level::Item,
        letters: "racwdxytmeopi",
        since: "",
        meaning: "It opens one file (blob) as it is now. It reads none of its snapshots or older versions, but with the permission for it (d or x) it can delete them.",
        source: SERVICE_SAS,
    },
    ResourceSpec {
        value: "bs",
        id: "snapshot",
        title: "one snapshot of a file (blob)",
        noun: "one snapshot of the file",
        service: Service::Blob,
        level: Level::Item,
        letters: "racwdxytmeopi",
        since: "2018-11-09",
        meaning: "It opens one snapshot (a saved earlier state) of a file (blob), not the file itself.",
        source: SERVICE_SAS,
    },
    ResourceSpec {
        value: "bv",
        id: "version",
        title: "one version of a file (blob)",
        noun: "one version of the file",
        service: Service::Blob,
        level: Level::Item,
        letters: "racwdxytmeopi",
        since: "2018-11-09",
        meaning: "It opens one older version of a file (blob), not the file itself.",
        source: SERVICE_SAS,
    },
    ResourceSpec {
        value: "c",
        id: "container",
        title: "a whole container",
        noun: "the container",
        service: Service::Blob,
        level: Level::Container,
        letters: "racwdxyltfmeopi",
        since: "",
        meaning: "It opens every file (blob) in one container, now and in the future.",
        source: SERVICE_SAS,
    },
    ResourceSpec {
        value: "d",
        id: "directory",
        title: "a directory",
        noun: "the directory",
        service: Service::Blob,
        level: Level::Directory,
        letters: "racwdlmeop",
        since: "2020-02-10",
        meaning: "It opens one directory and everything below it.",
        source: SERVICE_SAS,
    },
    ResourceSpec {
        value: "f",
        id: "file",
        title: "one file",
        noun: "the file",
        service: Service::File,
        level: Level::Item,
        letters: "rcwd",
        since: "2015-02-21",
        meaning: "It opens one file of a file share.",
        source: SERVICE_SAS,
    },
    ResourceSpec {
        value: "q",
        id: "queue",
        title: "a queue",
        noun: "the queue",
        service: Service::Queue,
        level: Level::Container,
        letters: "raup",
        since: "2025-07-05",
        meaning: "It opens one queue. Only Microsoft's JavaScript library writes this value.",
        source: DELEGATION_SAS,
    },
    ResourceSpec {
        value: "s",
        id: "share",
        title: "a whole file share",
        noun: "the file share",
        service: Service::File,
        level: Level::Container,
        letters: "rcwdl",
        since: "2015-02-21",
        meaning: "It opens every file of one file share.",
        source: SERVICE_SAS,
    },
];

/// What a queue token without `sr` covers.
pub(crate) const QUEUE: ResourceSpec = ResourceSpec {
    value: "",
    id: "queue",
    title: "a queue",
    noun: "the queue",
    service: Service::Queue,
    level: Level::Container,
    letters: "raup",
    since: "",
    meaning: "It opens one queue.",
    source: SERVICE_SAS,
};

/// What a table token, which has no `sr`, covers.
pub(crate) const TABLE: ResourceSpec = ResourceSpec {
    value: "",
    id: "table",
    title: "a table",
    noun: "the table",
    service: Service::Table,
    level: Level::Container,
    letters: "raud",
    since: "",
    meaning: "It opens one table, or the part of it that the partition and row limits leave.",
    source: SERVICE_SAS,
};

/// Finds a value of `sr`.
pub(crate) fn find(value: &str) -> Option<&'static ResourceSpec> {
    RESOURCES
        .binary_search_by(|spec| spec.value.cmp(value))
        .ok()
        .and_then(|at| RESOURCES.get(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_unique_and_sourced() {
        assert!(
            RESOURCES
                .windows(2)
                .all(|pair| pair[0].value < pair[1].value)
        );
        assert!(RESOURCES.iter().all(|spec| !spec.source.is_empty()));
    }
}
