//! What somebody needs a link for: the tasks, each with the permissions that it takes.

use crate::access::{network, time};
use crate::params::Service;
use crate::plain::{At, Plain, Refusal};
use crate::report::{is_account_name, shape};
use chrono::{DateTime, Duration, Utc};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

shape! {
    /// What a link is needed for.
    pub enum Task {
        /// Read one file.
        ReadFile,
        /// List and read the files of a folder, a container or a share.
        ReadFolder,
        /// Upload files that do not exist yet.
        UploadNew,
        /// Upload files, replacing those of the same name.
        UploadReplace,
        /// Delete one file.
        DeleteFile,
        /// List, read, write and delete in a folder, a container or a share.
        ManageFolder,
        /// Put messages into a queue.
        SendMessages,
        /// Look at messages without taking them.
        PeekMessages,
        /// Take messages, read them and delete them.
        ProcessMessages,
        /// Read rows of a table.
        ReadRows,
        /// Add rows to a table.
        AddRows,
        /// Add rows to a table, and change those that exist.
        WriteRows,
        /// Delete rows of a table.
        DeleteRows,
    }
}

/// What a task is done on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// One file, which must be named.
    File,
    /// A folder, or the whole container or share.
    Folder,
    /// A file that is named, or else a folder.
    Either,
    /// A queue or a table.
    Whole,
}

/// One task on one service.
#[derive(Debug)]
pub(super) struct TaskSpec {
    pub(super) task: Task,
    pub(super) service: Service,
    pub(super) ground: Ground,
    /// The fewest permissions that do, in the order that Azure wants.
    pub(super) letters: &'static str,
    pub(super) title: &'static str,
    /// The requests that the task consists of, by their ids: each letter is there for one of them.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "for readers of the table, and its test")
    )]
    pub(super) operations: &'static [&'static str],
}

macro_rules! tasks {
    ($($task:ident $service:ident $ground:ident $letters:literal [$($operation:literal)*] $title:literal;)*) => {
        /// Every task, by service. The source of the permissions is the table of requests.
        pub(super) const TASKS: &[TaskSpec] = &[$(TaskSpec {
            task: Task::$task,
            service: Service::$service,
            ground: Ground::$ground,
            letters: $letters,
            title: $title,
            operations: &[$($operation),*],
        },)*];
    };
}

tasks! {
    ReadFile Blob File "r" ["blob/get-blob"] "Read one file";
    ReadFolder Blob Folder "rl" ["blob/list-blobs" "blob/get-blob"] "List and read files";
    UploadNew Blob Either "c" ["blob/put-blob-new"] "Upload new files";
    UploadReplace Blob Either "w" ["blob/put-blob-new" "blob/put-blob-overwrite" "blob/put-block"] "Upload files and replace old ones";
    DeleteFile Blob File "d" ["blob/delete-blob"] "Delete one file";
    ManageFolder Blob Folder "rwdl" ["blob/list-blobs" "blob/get-blob" "blob/put-blob-overwrite" "blob/delete-blob"] "List, read, write and delete files";
    ReadFile File File "r" ["file/get-file"] "Read one file";
    ReadFolder File Folder "rl" ["file/list-directories-and-files" "file/get-file"] "List and read files";
    UploadNew File Either "w" ["file/create-file-new" "file/put-range"] "Upload new files";
    UploadReplace File Either "w" ["file/create-file-overwrite" "file/put-range"] "Upload files and replace old ones";
    DeleteFile File File "d" ["file/delete-file"] "Delete one file";
    ManageFolder File Folder "rwdl" ["file/list-directories-and-files" "file/get-file" "file/create-file-overwrite" "file/put-range" "file/delete-file"] "List, read, write and delete files";
    SendMessages Queue Whole "a" ["queue/put-message"] "Send messages";
    PeekMessages Queue Whole "r" ["queue/peek-messages"] "Look at messages without taking them";
    ProcessMessages Queue Whole "p" ["queue/get-messages" "queue/delete-message"] "Take messages and delete them";
    ReadRows Table Whole "r" ["table/query-entities"] "Read rows";
    AddRows Table Whole "a" ["table/insert-entity"] "Add rows";
    WriteRows Table Whole "au" ["table/insert-entity" "table/insert-or-replace-entity" "table/update-entity"] "Add and change rows";
    DeleteRows Table Whole "d" ["table/delete-entity"] "Delete rows";
}

/// What a link is needed for, where and until when. What is left out is taken from the link.
///
/// ```
/// use sas_lens::{Need, Task};
///
/// let need: Need = serde_json::from_str(r#"{ "task": "read-file", "hours": 24 }"#)?;
/// assert_eq!(need, Need::hours(Task::ReadFile, 24));
/// let refused = serde_json::from_str::<Need>(r#"{ "task": "read-file" }"#).unwrap_err();
/// assert!(refused.to_string().starts_with("need: either hours or until"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Need {
    /// What to do.
    pub task: Task,
    /// The storage account, when the link does not name it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub account: Option<String>,
    /// The container, share, queue or table, when it is another one than the link's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub container: Option<String>,
    /// The file or folder below it, when it is another one than the link's. Empty for all of the
    /// container. Where both can be meant, a folder ends in `/`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub path: Option<String>,
    /// For how many hours, from now on; this or `until`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub hours: Option<u32>,
    /// Until when, as Azure writes dates: `2026-06-05` or `2026-06-05T17:00:00Z`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub until: Option<String>,
    /// The IPv4 address that the caller has, or a range of two joined by `-`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub addresses: Option<String>,
    /// The one partition of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub partition: Option<String>,
}

/// Ten years.
const MOST_HOURS: u32 = 87_660;

/// Azure's own limit for the name of a blob, in characters.
const LONGEST_NAME: usize = 1024;

impl Need {
    /// Needs something for some hours, in the link's own place.
    pub fn hours(task: Task, hours: u32) -> Self {
        Self {
            hours: Some(hours),
            ..Self::empty(task)
        }
    }

    /// Needs something until a moment, written as Azure writes dates, in the link's own place.
    pub fn until(task: Task, until: impl Into<String>) -> Self {
        Self {
            until: Some(until.into()),
            ..Self::empty(task)
        }
    }

    fn empty(task: Task) -> Self {
        Self {
            task,
            account: None,
            container: None,
            path: None,
            hours: None,
            until: None,
            addresses: None,
            partition: None,
        }
    }

    /// Until when it is needed; nothing when that cannot be read.
    pub(super) fn end(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match (self.hours, &self.until) {
            (Some(hours), None) => now.checked_add_signed(Duration::hours(i64::from(hours))),
            (None, Some(until)) => time::parse(until).map(|date| date.instant),
            _ => None,
        }
    }

    /// Reads a need, or says what is wrong with it and where.
    pub(crate) fn read(at: At<'_>) -> Result<Self, Refusal> {
        let mut need = Self::empty(Task::ReadFile);
        let mut has_task = false;
        at.each_key(&mut |key, at| {
            match key {
                "task" => {
                    need.task = task(at)?;
                    has_task = true;
                }
                "account" => {
                    let problem = "not the name of a storage account";
                    need.account = Some(text(at, is_account_name, problem)?);
                }
                "container" => need.container = Some(text(at, is_name, NO_NAME)?),
                "path" => {
                    need.path = Some(text(at, |path| path.is_empty() || is_name(path), NO_NAME)?);
                }
                "partition" => need.partition = Some(text(at, is_name, NO_NAME)?),
                "hours" => need.hours = Some(at.count(MOST_HOURS)?),
                "until" => {
                    need.until = Some(text(at, |text| time::parse(text).is_some(), "not a date")?);
                }
                "addresses" => {
                    let problem = "not an IPv4 address or a range of two";
                    need.addresses = Some(text(at, is_range, problem)?);
                }
                _ => return Err(at.unknown()),
            }
            Ok(())
        })?;
        if !has_task {
            return Err(at.refuse("no task"));
        }
        if need.hours.is_some() == need.until.is_some() {
            return Err(at.refuse("either hours or until, and not both"));
        }
        Ok(need)
    }
}

const NO_NAME: &str = "not a name of 1 to 1024 characters";

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().nth(LONGEST_NAME).is_none()
}

fn is_range(text: &str) -> bool {
    network::parse(text).count().is_some_and(|count| count > 0)
}

fn text(at: At<'_>, fits: fn(&str) -> bool, problem: &'static str) -> Result<String, Refusal> {
    let text = at.text()?;
    if fits(text) {
        Ok(text.to_owned())
    } else {
        Err(at.refuse(problem))
    }
}

fn task(at: At<'_>) -> Result<Task, Refusal> {
    let name = at.text()?;
    TASKS
        .iter()
        .map(|spec| spec.task)
        .find(|task| id(*task) == name)
        .ok_or_else(|| at.refuse("no such task"))
}

/// The name of a task in a need.
pub(super) fn id(task: Task) -> &'static str {
    match task {
        Task::ReadFile => "read-file",
        Task::ReadFolder => "read-folder",
        Task::UploadNew => "upload-new",
        Task::UploadReplace => "upload-replace",
        Task::DeleteFile => "delete-file",
        Task::ManageFolder => "manage-folder",
        Task::SendMessages => "send-messages",
        Task::PeekMessages => "peek-messages",
        Task::ProcessMessages => "process-messages",
        Task::ReadRows => "read-rows",
        Task::AddRows => "add-rows",
        Task::WriteRows => "write-rows",
        Task::DeleteRows => "delete-rows",
    }
}

impl<'de> Deserialize<'de> for Need {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let plain = Plain::deserialize(deserializer)?;
        Self::read(At::root(&plain, "need")).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::resources::RESOURCES;

    #[test]
    fn letters_stand_in_the_order_that_azure_wants() {
        for spec in TASKS {
            let order = RESOURCES
                .iter()
                .filter(|row| row.service == spec.service)
                .map(|row| row.letters)
                .max_by_key(|letters| letters.len())
                .unwrap_or("raud");
            let places = spec
                .letters
                .chars()
                .map(|letter| order.find(letter).unwrap());
            assert!(places.is_sorted(), "{spec:?} {order}");
        }
    }

    #[test]
    fn ids_are_the_serialised_names() {
        for spec in TASKS {
            assert_eq!(serde_json::to_value(spec.task).unwrap(), id(spec.task));
        }
    }
}
