//! Who used a link: its fingerprint, and ready queries for the four tables in which Azure Monitor
//! keeps the requests to a storage account.
//!
//! Only our own words, a fingerprint, a date and a name that Azure could have given an account get
//! into a query.

use super::build::Studied;
use super::{LogQuery, Message, QueryAim, Usage, is_account_name};
use crate::params::hosts::{HostForm, HostReading};
use crate::params::{Family, Service};
use crate::token::signature;
use chrono::{DateTime, Days, SecondsFormat, Utc};

/// The table of each service's requests. All have the same columns.
const TABLES: [(Service, &str, &str); 4] = [
    (
        Service::Blob,
        "StorageBlobLogs",
        "https://learn.microsoft.com/azure/azure-monitor/reference/tables/storagebloblogs",
    ),
    (
        Service::File,
        "StorageFileLogs",
        "https://learn.microsoft.com/azure/azure-monitor/reference/tables/storagefilelogs",
    ),
    (
        Service::Queue,
        "StorageQueueLogs",
        "https://learn.microsoft.com/azure/azure-monitor/reference/tables/storagequeuelogs",
    ),
    (
        Service::Table,
        "StorageTableLogs",
        "https://learn.microsoft.com/azure/azure-monitor/reference/tables/storagetablelogs",
    ),
];

/// How far back to look for a link that states no start.
const LOOK_BACK: Days = Days::new(90);

/// What people are told, sorted by id.
const MESSAGES: &[(&str, &str)] = &[
    (
        "usage/blind",
        "This copy has no whole signature, so its own requests cannot be told apart. The query lists every link that was used, each by its fingerprint.",
    ),
    (
        "usage/caller",
        "The network address and the name of the program are the best clues to who used it. Azure records no name for whoever holds a link.",
    ),
    (
        "usage/caller-user",
        "The network address and the name of the program tell from where it was used, and with what.",
    ),
    (
        "usage/delegation",
        "No account key signed this link, so no key needs to be replaced. By Microsoft's documents, RequesterObjectId then names the user or app that signed it.",
    ),
    (
        "usage/delegation-fingerprint",
        "Microsoft describes the fingerprint for links signed with an account key. That it is made the same way for this kind is likely, not certain.",
    ),
    (
        "usage/key",
        "SignedBy tells which account key signed the link: by Microsoft's documents it is key1 or key2. That is the key to replace if the link must be stopped.",
    ),
    (
        "usage/key-ended",
        "SignedBy tells which account key signed the link: by Microsoft's documents it is key1 or key2.",
    ),
    (
        "usage/key-policy",
        "SignedBy tells which account key signed the link: by Microsoft's documents it is key1 or key2. It only has to be replaced if the link must be stopped and its policy cannot be deleted.",
    ),
    (
        "usage/no-logs",
        "Azure keeps these records only from the day that someone switched them on (a diagnostic setting), and not for ever. So no hit is no proof that nobody used the link.",
    ),
    (
        "usage/no-start",
        "The link states no start, so the queries look back 90 days. Look back further if it may be older.",
    ),
    (
        "usage/no-start-ended",
        "The link states no start, so the queries look at the 90 days before its end. Look back further if it may be older.",
    ),
    (
        "usage/status",
        "Statuses tell how Azure answered. 403 means that it refused the request.",
    ),
    (
        "usage/user",
        "No account key signed this link, so no key needs to be replaced. Only one signed-in user may use it. That RequesterObjectId then names this user is likely, not certain.",
    ),
];

fn message(id: &'static str) -> Message {
    Message::of(MESSAGES, id, &[])
}

/// Lists every template of this module, for those who measure or translate them.
#[cfg(feature = "reference")]
pub(crate) fn templates() -> impl Iterator<Item = (String, &'static str)> {
    MESSAGES
        .iter()
        .map(|(id, template)| ((*id).to_owned(), *template))
}

/// Tells how to find out who used a token; nothing where its owner has no such records: for what
/// points at no Azure account, and for managed disks, whose account is Azure's own.
pub(super) fn usage(studied: &Studied<'_>) -> Option<Usage> {
    let token = studied.token;
    let reading = token.link.as_ref().map(|link| &link.reading);
    let is_elsewhere = token.is_managed_disk()
        || reading.is_some_and(|reading| reading.form == HostForm::Emulator)
        || reading.is_some_and(HostReading::is_closed);
    if is_elsewhere {
        return None;
    }
    let fingerprint = token.value("sig").and_then(signature::fingerprint);
    Some(Usage {
        queries: queries(studied, fingerprint.as_deref()),
        tells: tells(studied, fingerprint.is_some()),
        fingerprint,
    })
}

fn tells(studied: &Studied<'_>, has_fingerprint: bool) -> Vec<Message> {
    let token = studied.token;
    let is_over = studied.window.is_over();
    let is_delegated = token.family() == Family::UserDelegation;
    let has_user = is_delegated && token.in_force("sduoid").is_some();
    let has_start = studied.window.begin().is_some();
    let key = match token.family() {
        Family::Account | Family::Service if is_over => Some("usage/key-ended"),
        Family::Service if token.in_force("si").is_some() => Some("usage/key-policy"),
        Family::Account | Family::Service => Some("usage/key"),
        Family::UserDelegation | Family::Unknown => None,
    };
    let rows = [
        (!has_fingerprint, "usage/blind"),
        (key.is_some(), key.unwrap_or_default()),
        (is_delegated && !has_user, "usage/delegation"),
        (has_user, "usage/user"),
        (
            is_delegated && has_fingerprint,
            "usage/delegation-fingerprint",
        ),
        (!has_user, "usage/caller"),
        (has_user, "usage/caller-user"),
        (true, "usage/status"),
        (true, "usage/no-logs"),
        (!has_start && !is_over, "usage/no-start"),
        (!has_start && is_over, "usage/no-start-ended"),
    ];
    rows.into_iter()
        .filter(|(applies, _)| *applies)
        .map(|(_, id)| message(id))
        .collect()
}

fn queries(studied: &Studied<'_>, fingerprint: Option<&str>) -> Vec<LogQuery> {
    let token = studied.token;
    let reached = token.services();
    let filter = filter(studied);
    let mut queries = Vec::new();
    if let Some(fingerprint) = fingerprint {
        let uses = |(service, table, _): &(Service, &str, &str), is_reached: bool| LogQuery {
            table: (*table).to_owned(),
            title: if is_reached {
                format!("Who used this link on {}", service.title())
            } else {
                format!(
                    "Who tried it on {}, which it does not open",
                    service.title()
                )
            },
            aim: QueryAim::ThisLink,
            reached: is_reached,
            text: this_link(table, &filter, fingerprint),
        };
        let is_reached = |row: &&(Service, _, _)| reached.is_empty() || reached.contains(&row.0);
        let (first, then): (Vec<_>, Vec<_>) = TABLES.iter().partition(is_reached);
        queries.extend(first.into_iter().map(|row| uses(row, true)));
        queries.extend(then.into_iter().map(|row| uses(row, false)));
    }
    queries.push(LogQuery {
        table: "all".to_owned(),
        title: "Every link that was used on the account".to_owned(),
        aim: QueryAim::AnyLink,
        reached: true,
        text: any_link(&filter),
    });
    queries
}

/// The time in which the token works, as far as it has gone by, and the account.
fn filter(studied: &Studied<'_>) -> String {
    let window = &studied.window;
    let time = match (window.begin(), window.end().filter(|_| window.is_over())) {
        (Some(begin), Some(end)) if begin < end => between(begin, end),
        (Some(begin), _) => format!("TimeGenerated >= datetime({})", written(begin)),
        (None, Some(end)) => {
            // Only the very first dates of the calendar have no 90 days before them.
            let begin = end.checked_sub_days(LOOK_BACK).unwrap_or(end);
            between(begin, end)
        }
        (None, None) => "TimeGenerated > ago(90d)".to_owned(),
    };
    let account = studied.scope.account.as_deref();
    match account.filter(|account| is_account_name(account)) {
        Some(account) => format!("| where {time}\n| where AccountName == \"{account}\""),
        None => format!("| where {time}"),
    }
}

fn between(begin: DateTime<Utc>, end: DateTime<Utc>) -> String {
    format!(
        "TimeGenerated between (datetime({}) .. datetime({}))",
        written(begin),
        written(end)
    )
}

fn written(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// The kind of authentication is not asked for: the fingerprint says enough, and the documents name
/// the kinds in more than one way.
fn this_link(table: &str, filter: &str, fingerprint: &str) -> String {
    format!(
        "{table}\n{filter}\n\
         | where AuthenticationHash has \"{fingerprint}\"\n\
         | extend SignedBy = extract(\"^([^(]+)\", 1, AuthenticationHash)\n\
         | extend Caller = replace_regex(CallerIpAddress, \":[0-9]+$\", \"\")\n\
         | summarize Requests = count(), First = min(TimeGenerated), Last = max(TimeGenerated), \
         Operations = make_set(OperationName), Statuses = make_set(StatusCode) \
         by Caller, UserAgentHeader, SignedBy, RequesterObjectId\n\
         | order by Requests desc"
    )
}

fn any_link(filter: &str) -> String {
    let tables: Vec<&str> = TABLES.iter().map(|(_, table, _)| *table).collect();
    format!(
        "union isfuzzy=true {}\n{filter}\n\
         | where AuthenticationType contains \"SAS\"\n\
         | extend Caller = replace_regex(CallerIpAddress, \":[0-9]+$\", \"\")\n\
         | summarize Requests = count(), First = min(TimeGenerated), Last = max(TimeGenerated), \
         Callers = dcount(Caller), Operations = make_set(OperationName) \
         by AuthenticationHash, AuthenticationType, Type\n\
         | order by Requests desc",
        tables.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted_and_complete() {
        assert!(MESSAGES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(TABLES.iter().all(|(.., source)| !source.is_empty()));
        assert!(
            Service::ALL
                .iter()
                .all(|service| TABLES.iter().any(|row| row.0 == *service))
        );
    }
}
