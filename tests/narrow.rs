//! From a link and a need, the least link: what it allows, what it is judged to be, and the commands.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod util;

use proptest::prelude::*;
use sas_lens::report::{Level, Shell};
use sas_lens::{Direction, Method, Need, Options, Policy, Proposal, Task, narrow, tasks};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A link that gives away a lot, and the service it is for.
struct Given {
    name: &'static str,
    link: &'static str,
    tasks: &'static [Task],
}

const FILES: &[Task] = &[
    Task::ReadFile,
    Task::ReadFolder,
    Task::UploadNew,
    Task::UploadReplace,
    Task::DeleteFile,
    Task::ManageFolder,
];

const GIVEN: &[Given] = &[
    Given {
        name: "account",
        link: "https://contosoexample.blob.core.windows.net/?sv=2022-11-02&ss=b&srt=sco&sp=rwdlac&se=2051-10-06T07:09:59Z&sig={sig}",
        tasks: FILES,
    },
    Given {
        name: "container",
        link: "https://contosoexample.blob.core.windows.net/photos?sv=2022-11-02&sr=c&sp=racwdl&se=2030-01-01T00:00:00Z&sig={sig}",
        tasks: FILES,
    },
    Given {
        name: "container of another cloud, in a DNS zone",
        link: "https://contosoexample.z07.blob.core.chinacloudapi.cn/photos?sv=2022-11-02&sr=c&sp=racwdl&se=2030-01-01T00:00:00Z&sig={sig}",
        tasks: FILES,
    },
    Given {
        name: "directory",
        link: "https://contosoexample.dfs.core.windows.net/photos/2026?sv=2022-11-02&sr=d&sdd=1&sp=racwdl&se=2030-01-01T00:00:00Z&sig={sig}",
        tasks: FILES,
    },
    Given {
        name: "share",
        link: "https://contosoexample.file.core.windows.net/photos?sv=2022-11-02&sr=s&sp=rcwdl&se=2030-01-01T00:00:00Z&sig={sig}",
        tasks: FILES,
    },
    Given {
        name: "queue",
        link: "https://contosoexample.queue.core.windows.net/orders?sv=2022-11-02&sp=raup&se=2030-01-01T00:00:00Z&sig={sig}",
        tasks: &[
            Task::SendMessages,
            Task::PeekMessages,
            Task::ProcessMessages,
        ],
    },
    Given {
        name: "table",
        link: "https://contosoexample.table.core.windows.net/People?sv=2022-11-02&tn=people&sp=raud&se=2030-01-01T00:00:00Z&sig={sig}",
        tasks: &[
            Task::ReadRows,
            Task::AddRows,
            Task::WriteRows,
            Task::DeleteRows,
        ],
    },
];

fn propose(link: &str, need: &Need) -> Proposal {
    propose_under(link, need, Policy::default())
}

fn propose_under(link: &str, need: &Need, policy: Policy) -> Proposal {
    let text = util::fill(link, &util::fake_signature());
    let options = Options {
        now: util::now(),
        policy,
    };
    narrow(&text, need, &options)
}

/// A need in a place that lies within every given link.
fn need(task: Task, hours: u32) -> Need {
    let path = match task {
        Task::ReadFile | Task::DeleteFile => Some("2026/a.txt".to_owned()),
        Task::ReadFolder | Task::ManageFolder => Some("2026".to_owned()),
        _ => None,
    };
    let container = FILES.contains(&task).then(|| "photos".to_owned());
    Need {
        container,
        path,
        ..Need::hours(task, hours)
    }
}

fn ids(messages: &[sas_lens::report::Message]) -> BTreeSet<&str> {
    messages.iter().map(|message| message.id.as_str()).collect()
}

fn value<'a>(proposal: &'a Proposal, key: &str) -> Option<&'a str> {
    let param = proposal.params.iter().find(|param| param.key == key);
    param.map(|param| param.value.as_str())
}

/// What changes or deletes many things at once counts as more than contained, however short.
fn is_broad(task: Task, proposal: &Proposal) -> bool {
    let is_many = value(proposal, "sr") != Some("b") && value(proposal, "sr") != Some("f");
    matches!(
        task,
        Task::ManageFolder | Task::ProcessMessages | Task::WriteRows | Task::DeleteRows
    ) || (is_many
        && (task == Task::UploadReplace || (task == Task::UploadNew && is_share(proposal))))
}

fn is_share(proposal: &Proposal) -> bool {
    matches!(value(proposal, "sr"), Some("s" | "f"))
}

#[test]
fn proposals_come_out_contained_and_narrower() {
    let mut seen = 0;
    for given in GIVEN {
        for task in given.tasks {
            for hours in [1, 24, 96, 168] {
                let proposal = propose(given.link, &need(*task, hours));
                let why = format!("{} {task:?} {hours}: {proposal:#?}", given.name);
                let verdict = proposal.verdict.as_ref().unwrap_or_else(|| panic!("{why}"));
                let comparison = proposal.comparison.as_ref().unwrap();
                assert_eq!(comparison.direction, Direction::Narrower, "{why}");
                assert!(comparison.adds.is_empty(), "{why}");
                let operations = comparison.operations.as_ref().unwrap();
                assert!(operations.gained.is_empty(), "{why}");
                let reached = match proposal.method.unwrap() {
                    Method::UserDelegation => verdict.level,
                    Method::StoredPolicy => {
                        // The policy on the server holds the permissions.
                        assert_eq!(verdict.level, Level::Unknown, "{why}");
                        assert!(!proposal.contained, "{why}");
                        proposal.level_with_policy.unwrap()
                    }
                };
                if is_broad(*task, &proposal) {
                    assert_eq!(reached, Level::Elevated, "{why}");
                    assert!(!proposal.contained, "{why}");
                    assert!(
                        ids(&proposal.warnings).contains("narrow/not-contained"),
                        "{why}"
                    );
                } else {
                    assert_eq!(reached, Level::Contained, "{why}");
                    assert!(
                        !ids(&proposal.warnings).contains("narrow/not-contained"),
                        "{why}"
                    );
                    assert_eq!(
                        proposal.contained,
                        proposal.method == Some(Method::UserDelegation),
                        "{why}"
                    );
                }
                seen += 1;
            }
        }
    }
    assert_eq!(seen, (5 * 6 + 3 + 4) * 4);
}

#[test]
fn blobs_need_no_account_key_and_others_have_a_policy() {
    for given in GIVEN {
        for task in given.tasks {
            let proposal = propose(given.link, &need(*task, 24));
            let is_blob = FILES.contains(task) && given.name != "share";
            let expected = if is_blob {
                Method::UserDelegation
            } else {
                Method::StoredPolicy
            };
            assert_eq!(proposal.method, Some(expected), "{} {task:?}", given.name);
            assert_eq!(proposal.fallback.is_some(), is_blob);
            assert_eq!(value(&proposal, "si").is_some(), !is_blob);
            assert_eq!(value(&proposal, "spr"), Some("https"));
        }
    }
}

#[test]
fn permissions_are_the_fewest_that_do() {
    let expected = [
        (Task::ReadFile, "r", "r"),
        (Task::ReadFolder, "rl", "rl"),
        // A new blob takes `c`; in Azure Files its content takes `w`.
        (Task::UploadNew, "c", "w"),
        (Task::UploadReplace, "w", "w"),
        (Task::DeleteFile, "d", "d"),
        (Task::ManageFolder, "rwdl", "rwdl"),
    ];
    for (task, blob, file) in expected {
        let proposal = propose(GIVEN[1].link, &need(task, 1));
        assert_eq!(value(&proposal, "sp"), Some(blob));
        let text = &proposal.commands[0].text;
        assert!(text.contains(&format!("--permissions {blob} ")), "{text}");
        let text = &proposal.commands[1].text;
        assert!(text.contains(&format!("-Permission {blob} ")), "{text}");
        let proposal = propose(GIVEN[4].link, &need(task, 1));
        let policy = proposal.commands[0].text.lines().next().unwrap().to_owned();
        assert!(
            policy.ends_with(&format!("--permissions {file}")),
            "{policy}"
        );
    }
    for (link, task, letters) in [
        (GIVEN[5].link, Task::SendMessages, "a"),
        (GIVEN[5].link, Task::PeekMessages, "r"),
        (GIVEN[5].link, Task::ProcessMessages, "p"),
        (GIVEN[6].link, Task::ReadRows, "r"),
        (GIVEN[6].link, Task::AddRows, "a"),
        (GIVEN[6].link, Task::WriteRows, "au"),
        (GIVEN[6].link, Task::DeleteRows, "d"),
    ] {
        let proposal = propose(link, &need(task, 1));
        let policy = proposal.commands[0].text.lines().next().unwrap().to_owned();
        assert!(
            policy.ends_with(&format!("--permissions {letters}")),
            "{policy}"
        );
        assert_eq!(value(&proposal, "sp"), None);
    }
}

#[test]
fn the_commands_of_a_file() {
    let need = Need {
        addresses: Some("203.0.113.7".to_owned()),
        ..need(Task::ReadFile, 24)
    };
    let proposal = propose(GIVEN[0].link, &need);
    assert_eq!(proposal.commands[0].shell, Shell::AzureCli);
    assert_eq!(
        proposal.commands[0].text,
        "az storage blob generate-sas --account-name 'contosoexample' -c 'photos' -n '2026/a.txt' --permissions r --expiry 2026-06-02T12:00:00Z --https-only --ip 203.0.113.7 --as-user --auth-mode login --full-uri -o tsv"
    );
    assert_eq!(
        proposal.commands[1].text,
        "$ctx = New-AzStorageContext -StorageAccountName 'contosoexample' -UseConnectedAccount\n\
         $end = ([DateTimeOffset]'2026-06-02T12:00:00Z').UtcDateTime\n\
         New-AzStorageBlobSASToken -Container 'photos' -Blob '2026/a.txt' -Permission r -ExpiryTime $end -Protocol HttpsOnly -IPAddressOrRange '203.0.113.7' -FullUri -Context $ctx"
    );
    let fallback = proposal.fallback.unwrap();
    assert_eq!(
        fallback.commands[0].text,
        "az storage container policy create --account-name 'contosoexample' -c 'photos' -n 'read-file-20260602' --permissions r\n\
         az storage blob generate-sas --account-name 'contosoexample' -c 'photos' -n '2026/a.txt' --policy-name 'read-file-20260602' --expiry 2026-06-02T12:00:00Z --https-only --ip 203.0.113.7 --full-uri -o tsv"
    );
    assert_eq!(
        fallback.commands[1].text,
        "$ctx = (Get-AzStorageAccount -ResourceGroupName RESOURCE_GROUP -Name 'contosoexample').Context\n\
         New-AzStorageContainerStoredAccessPolicy -Container 'photos' -Policy 'read-file-20260602' -Permission r -Context $ctx\n\
         $end = ([DateTimeOffset]'2026-06-02T12:00:00Z').UtcDateTime\n\
         New-AzStorageBlobSASToken -Container 'photos' -Blob '2026/a.txt' -Policy 'read-file-20260602' -ExpiryTime $end -Protocol HttpsOnly -IPAddressOrRange '203.0.113.7' -FullUri -Context $ctx"
    );
    assert_eq!(
        proposal.sentence.unwrap().text,
        "Anyone with this link at the network address 203.0.113.7 can read the file 2026/a.txt in the container photos of the storage account contosoexample until 2 June 2026, 12:00 UTC. The link never allows more than its signer may do."
    );
}

#[test]
fn the_commands_of_the_other_places() {
    let texts = |given: usize, need: &Need| -> Vec<String> {
        let proposal = propose(GIVEN[given].link, need);
        let commands = proposal.commands.iter();
        commands.map(|command| command.text.clone()).collect()
    };
    let last = |text: &str| text.lines().last().unwrap().to_owned();
    let folder = texts(3, &need(Task::ReadFolder, 24));
    assert_eq!(
        folder[0],
        "az storage fs directory generate-sas --account-name 'contosoexample' -f 'photos' -n '2026' --permissions rl --expiry 2026-06-02T12:00:00Z --https-only --as-user --auth-mode login --full-uri -o tsv"
    );
    assert_eq!(
        last(&folder[1]),
        "New-AzDataLakeGen2SasToken -FileSystem 'photos' -Path '2026' -Permission rl -ExpiryTime $end -Protocol Https -FullUri -Context $ctx"
    );
    let container = texts(1, &Need::hours(Task::ReadFolder, 24));
    assert_eq!(
        container[0],
        "az storage container generate-sas --account-name 'contosoexample' -n 'photos' --permissions rl --expiry 2026-06-02T12:00:00Z --https-only --as-user --auth-mode login -o tsv"
    );
    assert_eq!(
        last(&container[1]),
        "New-AzStorageContainerSASToken -Name 'photos' -Permission rl -ExpiryTime $end -Protocol HttpsOnly -FullUri -Context $ctx"
    );
    let file = texts(4, &need(Task::ReadFile, 24));
    assert_eq!(
        file[0],
        "az storage share policy create --account-name 'contosoexample' -s 'photos' -n 'read-file-20260602' --permissions r\naz storage file generate-sas --account-name 'contosoexample' -s 'photos' -p '2026/a.txt' --policy-name 'read-file-20260602' --expiry 2026-06-02T12:00:00Z --https-only -o tsv"
    );
    assert_eq!(
        last(&file[1]),
        "New-AzStorageFileSASToken -ShareName 'photos' -Path '2026/a.txt' -Policy 'read-file-20260602' -ExpiryTime $end -Protocol HttpsOnly -FullUri -Context $ctx"
    );
    let share = texts(4, &need(Task::ReadFolder, 24));
    assert_eq!(
        last(&share[0]),
        "az storage share generate-sas --account-name 'contosoexample' -n 'photos' --policy-name 'read-folder-20260602' --expiry 2026-06-02T12:00:00Z --https-only -o tsv"
    );
    assert_eq!(
        last(&share[1]),
        "New-AzStorageShareSASToken -ShareName 'photos' -Policy 'read-folder-20260602' -ExpiryTime $end -Protocol HttpsOnly -FullUri -Context $ctx"
    );
    let queue = texts(5, &need(Task::SendMessages, 24));
    assert_eq!(
        queue[0],
        "az storage queue policy create --account-name 'contosoexample' -q 'orders' -n 'send-messages-20260602' --permissions a\naz storage queue generate-sas --account-name 'contosoexample' -n 'orders' --policy-name 'send-messages-20260602' --expiry 2026-06-02T12:00:00Z --https-only -o tsv"
    );
    assert_eq!(
        last(&queue[1]),
        "New-AzStorageQueueSASToken -Name 'orders' -Policy 'send-messages-20260602' -ExpiryTime $end -Protocol HttpsOnly -FullUri -Context $ctx"
    );
    let rows = Need {
        partition: Some("Sales".to_owned()),
        ..need(Task::ReadRows, 24)
    };
    let table = texts(6, &rows);
    assert_eq!(
        table[0],
        "az storage table policy create --account-name 'contosoexample' -t 'people' -n 'read-rows-20260602' --permissions r\naz storage table generate-sas --account-name 'contosoexample' -n 'people' --start-pk 'Sales' --end-pk 'Sales' --policy-name 'read-rows-20260602' --expiry 2026-06-02T12:00:00Z --https-only -o tsv"
    );
    assert_eq!(
        last(&table[1]),
        "New-AzStorageTableSASToken -Name 'people' -StartPartitionKey 'Sales' -EndPartitionKey 'Sales' -Policy 'read-rows-20260602' -ExpiryTime $end -Protocol HttpsOnly -FullUri -Context $ctx"
    );
    let china = texts(2, &need(Task::ReadFile, 24));
    assert!(
        china[1].contains("-UseConnectedAccount -Environment AzureChinaCloud"),
        "{}",
        china[1]
    );
    // What prints the query alone says where it goes.
    let proposal = propose(GIVEN[1].link, &Need::hours(Task::ReadFolder, 24));
    let append = &proposal.commands[0].warnings[0].text;
    assert!(
        append.ends_with("https://contosoexample.blob.core.windows.net/photos"),
        "{append}"
    );
}

#[test]
fn lives_are_as_long_as_is_contained() {
    let end = |task: Task, hours: u32| {
        let proposal = propose(GIVEN[1].link, &need(task, hours));
        (
            value(&proposal, "se").unwrap().to_owned(),
            ids(&proposal.why)
                .into_iter()
                .find(|id| id.starts_with("narrow/end"))
                .unwrap()
                .to_owned(),
        )
    };
    let is = |end: &str, id: &str| (end.to_owned(), format!("narrow/{id}"));
    // One file may be read for a week.
    assert_eq!(end(Task::ReadFile, 100), is("2026-06-05T16:00:00Z", "end"));
    assert_eq!(end(Task::ReadFile, 168), is("2026-06-08T12:00:00Z", "end"));
    // Many files for a day, then again.
    assert_eq!(end(Task::ReadFolder, 20), is("2026-06-02T08:00:00Z", "end"));
    assert_eq!(
        end(Task::ReadFolder, 100),
        is("2026-06-02T12:00:00Z", "end-shorter")
    );
    // With one known caller for a week.
    let known = Need {
        addresses: Some("203.0.113.7".to_owned()),
        ..need(Task::ReadFolder, 100)
    };
    let proposal = propose(GIVEN[1].link, &known);
    assert_eq!(value(&proposal, "se"), Some("2026-06-05T16:00:00Z"));
    assert!(proposal.contained);
}

#[test]
fn what_lasts_longer_than_a_week_has_a_policy() {
    let proposal = propose(
        GIVEN[1].link,
        &Need {
            path: Some("a.txt".to_owned()),
            ..Need::until(Task::ReadFile, "2026-09-01")
        },
    );
    assert_eq!(proposal.method, Some(Method::StoredPolicy));
    // Each link lives for a week all the same.
    assert_eq!(value(&proposal, "se"), Some("2026-06-08T12:00:00Z"));
    let why = ids(&proposal.why);
    assert!(
        why.contains("narrow/policy-week") && why.contains("narrow/end-week"),
        "{why:?}"
    );
    assert_eq!(proposal.verdict.unwrap().level, Level::Unknown);
    assert_eq!(proposal.level_with_policy, Some(Level::Contained));
    let fallback = proposal.fallback.unwrap();
    assert_eq!(fallback.why.id, "narrow/fallback-delegation");
    assert!(fallback.commands[0].text.contains("--as-user"));
    // PowerShell has no command for a folder with a policy.
    let folder = Need {
        path: Some("2026".to_owned()),
        ..Need::until(Task::ReadFolder, "2026-09-01")
    };
    let proposal = propose(GIVEN[1].link, &folder);
    let shells: Vec<Shell> = proposal
        .commands
        .iter()
        .map(|command| command.shell)
        .collect();
    assert_eq!(shells, [Shell::AzureCli]);
}

#[test]
fn what_goes_beyond_the_given_link_is_said() {
    let reader = "https://contosoexample.blob.core.windows.net/photos?sv=2022-11-02&sr=c&sp=rl&se=2026-06-01T18:00:00Z&spr=https&sig={sig}";
    let upload = propose(reader, &need(Task::UploadNew, 1));
    assert!(!upload.contained && upload.verdict.unwrap().level == Level::Contained);
    assert!(ids(&upload.warnings).contains("narrow/beyond"));
    assert_eq!(upload.comparison.unwrap().adds[0].id, "add-data");
    let longer = propose(reader, &need(Task::ReadFile, 24));
    assert!(!longer.contained);
    assert!(ids(&longer.warnings).contains("narrow/outlives"));
    let elsewhere = propose(
        reader,
        &Need {
            container: Some("invoices".to_owned()),
            ..need(Task::ReadFile, 1)
        },
    );
    assert!(!elsewhere.contained && ids(&elsewhere.warnings).contains("narrow/beyond"));
    // What the server decides cannot be compared.
    let hidden = "https://contosoexample.blob.core.windows.net/photos?sv=2022-11-02&sr=c&si=readers&sig={sig}";
    let proposal = propose(hidden, &need(Task::ReadFile, 1));
    assert!(!proposal.contained && ids(&proposal.warnings).contains("narrow/cannot-tell"));
}

#[test]
fn names_come_from_the_link_or_are_asked_for() {
    let file = "https://contosoexample.blob.core.windows.net/photos/2026/a%20b.txt?sv=2022-11-02&sr=b&sp=rw&se=2030-01-01T00:00:00Z&sig={sig}";
    let proposal = propose(file, &Need::hours(Task::ReadFile, 1));
    assert!(proposal.contained, "{proposal:#?}");
    assert!(
        proposal.commands[0]
            .text
            .contains("-c 'photos' -n '2026/a b.txt'")
    );
    let directory = propose(GIVEN[3].link, &Need::hours(Task::ReadFolder, 1));
    assert_eq!(value(&directory, "sdd"), Some("1"));
    assert!(!ids(&directory.warnings).contains("narrow/real-folders"));
    let elsewhere = propose(GIVEN[1].link, &need(Task::ReadFolder, 1));
    assert!(ids(&elsewhere.warnings).contains("narrow/real-folders"));
    for (path, resource) in [("2026/", "d"), ("2026/new.txt", "b"), ("", "c")] {
        let upload = Need {
            path: Some(path.to_owned()),
            ..Need::hours(Task::UploadNew, 1)
        };
        let proposal = propose(GIVEN[1].link, &upload);
        assert_eq!(value(&proposal, "sr"), Some(resource));
        assert!(proposal.contained, "{path}");
    }
    let upload = Need {
        path: Some("2026/".to_owned()),
        ..Need::hours(Task::UploadNew, 1)
    };
    let proposal = propose(GIVEN[4].link, &upload);
    assert_eq!(value(&proposal, "sr"), Some("s"));
    assert!(ids(&proposal.warnings).contains("narrow/folder"));
    for (link, need, asks) in [
        (GIVEN[1].link, Need::hours(Task::ReadFile, 1), vec!["path"]),
        (
            GIVEN[0].link,
            Need::hours(Task::ReadFile, 1),
            vec!["container", "path"],
        ),
        (
            GIVEN[0].link,
            Need::hours(Task::ReadFolder, 1),
            vec!["container"],
        ),
        (
            "?sv=2022-11-02&sr=c&sp=rl&se=2030-01-01T00:00:00Z&sig={sig}",
            Need::hours(Task::ReadFolder, 1),
            vec!["account", "container"],
        ),
        // The container of a blob link is no queue.
        (
            GIVEN[1].link,
            Need::hours(Task::PeekMessages, 1),
            vec!["container"],
        ),
        // A link to a file in one container says nothing of files in another.
        (
            file,
            Need {
                container: Some("invoices".to_owned()),
                ..Need::hours(Task::ReadFile, 1)
            },
            vec!["path"],
        ),
    ] {
        let proposal = propose(link, &need);
        assert_eq!(proposal.asks, asks, "{need:?}");
        assert_eq!(proposal.problem.unwrap().id, "narrow/asks");
        assert!(proposal.commands.is_empty() && !proposal.contained);
    }
    let named = Need {
        account: Some("contosoexample".to_owned()),
        container: Some("photos".to_owned()),
        ..Need::hours(Task::ReadFolder, 1)
    };
    let bare = propose(
        "?sv=2022-11-02&sr=c&sp=rl&se=2030-01-01T00:00:00Z&sig={sig}",
        &named,
    );
    // Whether the bare link is for this container, it does not say.
    assert!(bare.commands[0].text.contains("'contosoexample'") && !bare.contained);
    assert!(ids(&bare.warnings).contains("narrow/cannot-tell"));
}

#[test]
fn what_points_nowhere_gets_no_proposal() {
    for (link, id) in [
        ("no link", "narrow/no-link"),
        (
            "http://127.0.0.1:10000/devstoreaccount1/c?sv=2022-11-02&sr=c&sp=rl&se=2030-01-01T00:00:00Z&sig={sig}",
            "narrow/nowhere",
        ),
        (
            "https://contosoexample.blob.core.cloudapi.de/c?sv=2022-11-02&sr=c&sp=rl&se=2030-01-01T00:00:00Z&sig={sig}",
            "narrow/nowhere",
        ),
    ] {
        let proposal = propose(link, &Need::hours(Task::ReadFolder, 1));
        assert_eq!(proposal.problem.unwrap().id, id);
    }
    let past = Need::until(Task::ReadFolder, "2026-06-01");
    assert_eq!(
        propose(GIVEN[1].link, &past).problem.unwrap().id,
        "narrow/no-end"
    );
}

#[test]
fn an_organisations_limits_are_kept_or_named() {
    let policy = |value: Value| serde_json::from_value::<Policy>(value).unwrap();
    let hour = policy(json!({ "longestLifeHours": 1 }));
    let proposal = propose_under(GIVEN[1].link, &need(Task::ReadFile, 24), hour);
    assert_eq!(value(&proposal, "se"), Some("2026-06-01T13:00:00Z"));
    assert!(proposal.contained);
    let office = policy(json!({ "requiredAddressRanges": ["203.0.113.0/24"] }));
    let proposal = propose_under(GIVEN[1].link, &need(Task::ReadFile, 1), office.clone());
    assert!(!proposal.contained);
    assert!(
        ids(&proposal.warnings).contains("reason/limit-high"),
        "{:?}",
        proposal.warnings
    );
    let known = Need {
        addresses: Some("203.0.113.7".to_owned()),
        ..need(Task::ReadFile, 1)
    };
    assert!(propose_under(GIVEN[1].link, &known, office).contained);
}

#[test]
fn hostile_names_stay_out_of_commands() {
    for name in [
        "a'; rm -rf ~; '",
        "a\u{2019}; calc; \u{2018}",
        "$(id)",
        "a`id`",
        "a\nb",
        "a\u{202E}b",
        "-rf",
        "@/etc/passwd",
        "a\"b",
    ] {
        for need in [
            Need {
                path: Some(name.to_owned()),
                ..need(Task::ReadFile, 1)
            },
            Need {
                container: Some(name.to_owned()),
                ..need(Task::ReadFile, 1)
            },
        ] {
            let proposal = propose(GIVEN[0].link, &need);
            let fallback = proposal.fallback.as_ref().unwrap();
            for command in proposal.commands.iter().chain(&fallback.commands) {
                assert!(
                    command.text.is_ascii() && !command.text.contains(name),
                    "{}",
                    command.text
                );
                assert!(!command.text.contains("rm -rf"), "{}", command.text);
                let is_warned = ids(&command.warnings)
                    .iter()
                    .any(|id| id.ends_with("-placeholder"));
                assert!(is_warned, "{}", command.text);
            }
        }
    }
    // A secret in a name is no name.
    let secret = util::fake_signature();
    let proposal = propose(
        GIVEN[0].link,
        &Need {
            path: Some(secret.clone()),
            ..need(Task::ReadFile, 1)
        },
    );
    assert!(!serde_json::to_string(&proposal).unwrap().contains(&secret));
}

#[test]
fn needs_are_refused_with_their_place() {
    for (value, expected) in [
        (json!({}), "need: no task"),
        (
            json!({ "task": "read-file" }),
            "need: either hours or until, and not both",
        ),
        (
            json!({ "task": "read-file", "hours": 1, "until": "2026-06-05" }),
            "need: either hours or until, and not both",
        ),
        (
            json!({ "task": "read-it", "hours": 1 }),
            "need.task: no such task",
        ),
        (
            json!({ "task": "read-file", "hours": 0 }),
            "need.hours: not a whole number in the allowed range",
        ),
        (
            json!({ "task": "read-file", "hours": "1" }),
            "need.hours: not a number",
        ),
        (
            json!({ "task": "read-file", "until": "soon" }),
            "need.until: not a date",
        ),
        (
            json!({ "task": "read-file", "hours": 1, "account": "A b" }),
            "need.account: not the name of a storage account",
        ),
        (
            json!({ "task": "read-file", "hours": 1, "container": "" }),
            "need.container: not a name of 1 to 1024 characters",
        ),
        (
            json!({ "task": "read-file", "hours": 1, "addresses": "10.0.0.0/8" }),
            "need.addresses: not an IPv4 address or a range of two",
        ),
        (
            json!({ "task": "read-file", "hours": 1, "adresses": "" }),
            "need.adresses: no such setting",
        ),
    ] {
        let refusal = serde_json::from_value::<Need>(value.clone()).unwrap_err();
        assert_eq!(refusal.to_string(), expected, "{value}");
    }
    let full = json!({ "task": "write-rows", "account": "contosoexample", "container": "People", "until": "2026-06-05T17:00:00Z", "addresses": "203.0.113.7-203.0.113.9", "partition": "Sales" });
    let need: Need = serde_json::from_value(full.clone()).unwrap();
    assert_eq!(serde_json::to_value(need).unwrap(), full);
}

#[test]
fn tasks_are_those_of_the_services() {
    let options = Options::at(util::now());
    let of = |link: &str| -> Vec<Task> {
        let text = util::fill(link, &util::fake_signature());
        tasks(&text, &options)
            .iter()
            .map(|about| about.task)
            .collect()
    };
    for given in GIVEN {
        assert_eq!(of(given.link), given.tasks, "{}", given.name);
    }
    assert_eq!(of("").len(), 13);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever names a need holds, commands stay one line for each step and quote what they fill in.
    #[test]
    fn any_need_is_answered(
        given in 0..GIVEN.len(),
        task in prop::sample::select(FILES.to_vec()),
        container in prop::option::of(".{1,20}"),
        path in prop::option::of(".{0,40}"),
        hours in 1_u32..2000,
    ) {
        let need = Need { container, path, ..Need::hours(task, hours) };
        let proposal = propose(GIVEN[given].link, &need);
        for command in &proposal.commands {
            // Marks that a shell might take for a quote or a dash are no letters.
            let is_plain = |letter: char| letter.is_ascii() || letter.is_alphanumeric();
            prop_assert!(command.text.chars().all(is_plain), "{}", command.text);
            prop_assert!(command.text.lines().count() <= 4);
            prop_assert_eq!(command.text.matches('\'').count() % 2, 0);
            prop_assert!(!command.text.contains(['`', '"', ';', '\\']));
        }
    }
}
#[test]
fn names_with_blanks_and_foreign_letters_stand_in_every_command() {
    for (host, path, container, name, resource) in [
        (
            "blob",
            "%24web/my%20dir/page%20%C3%BC.html",
            "$web",
            "my dir/page \u{FC}.html",
            "sr=b",
        ),
        (
            "dfs",
            "photos/%C3%9Cbung/a%20b",
            "photos",
            "\u{DC}bung/a b",
            "sr=d&sdd=2",
        ),
    ] {
        let link = format!(
            "https://contosoexample.{host}.core.windows.net/{path}?sv=2022-11-02&{resource}&sp=rl\
             &se=2030-01-01T00:00:00Z&sig={{sig}}"
        );
        let task = match host {
            "dfs" => Task::ReadFolder,
            _ => Task::ReadFile,
        };
        let proposal = propose(&link, &Need::hours(task, 24));
        let fallback = proposal.fallback.as_ref().unwrap();
        let commands: Vec<_> = proposal.commands.iter().chain(&fallback.commands).collect();
        assert!(commands.len() >= 3);
        for command in commands {
            for part in [container, name] {
                assert!(
                    command.text.contains(&format!("'{part}'")),
                    "{}",
                    command.text
                );
            }
            // Whatever has to be replaced is named.
            for word in ["RESOURCE_GROUP", "PATH", "CONTAINER", "ACCOUNT"] {
                let is_told = command
                    .warnings
                    .iter()
                    .any(|warning| warning.text.ends_with(&format!("in place of {word}.")));
                assert_eq!(
                    command.text.contains(word),
                    is_told,
                    "{word}: {}",
                    command.text
                );
            }
        }
    }
    // A quote would end the name.
    let quoted = "https://contosoexample.blob.core.windows.net/photos/it's.txt?sv=2022-11-02&sr=b&sp=r\
                  &se=2030-01-01T00:00:00Z&sig={sig}";
    let proposal = propose(quoted, &Need::hours(Task::ReadFile, 24));
    for command in &proposal.commands {
        assert!(command.text.contains("'PATH'"), "{}", command.text);
        assert!(ids(&command.warnings).contains("narrow/path-placeholder"));
    }
}
