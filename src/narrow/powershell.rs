//! The commands of Azure PowerShell (module Az.Storage).

use super::issue::Issue;
use super::names::Names;
use super::proposal::Method;
use crate::params::Service;
use crate::params::resources::Level;
use crate::report::messages::message as common;
use crate::report::{Command, Shell};

/// Writes the commands that make a link; none for a folder with a stored access policy, for which
/// Az.Storage has no command.
pub(super) fn write(issue: &Issue<'_>, names: &Names) -> Option<Command> {
    let is_delegated = issue.method == Method::UserDelegation;
    let is_folder = issue.target.level == Level::Directory;
    if is_folder && !is_delegated {
        return None;
    }
    let account = &names.account;
    let mut lines = Vec::new();
    let mut warnings = names.warnings.clone();
    if is_delegated {
        let environment = match issue.target.cloud {
            Some("Azure China") => " -Environment AzureChinaCloud",
            Some("Azure US Government") => " -Environment AzureUSGovernment",
            _ => "",
        };
        lines.push(format!(
            "$ctx = New-AzStorageContext -StorageAccountName '{account}' -UseConnectedAccount{environment}"
        ));
    } else {
        lines.push(format!(
            "$ctx = (Get-AzStorageAccount -ResourceGroupName RESOURCE_GROUP -Name '{account}').Context"
        ));
        warnings.push(common("command/resource-group", &[]));
        lines.push(policy(issue, names));
    }
    lines.push(format!(
        "$end = ([DateTimeOffset]'{}').UtcDateTime",
        issue.end_text()
    ));
    lines.push(generate(issue, names));
    Some(Command {
        shell: Shell::PowerShell,
        text: lines.join("\n"),
        warnings,
    })
}

fn policy(issue: &Issue<'_>, names: &Names) -> String {
    let (noun, parameter) = match issue.target.spec.service {
        Service::Blob => ("Container", "-Container"),
        Service::File => ("Share", "-ShareName"),
        Service::Queue => ("Queue", "-Queue"),
        Service::Table => ("Table", "-Table"),
    };
    format!(
        "New-AzStorage{noun}StoredAccessPolicy {parameter} '{}' -Policy '{}' -Permission {} -Context $ctx",
        names.container,
        issue.policy,
        issue.letters()
    )
}

fn generate(issue: &Issue<'_>, names: &Names) -> String {
    let Names {
        container,
        path,
        partition,
        ..
    } = names;
    let is_folder = issue.target.level == Level::Directory;
    let (cmdlet, place) = match (issue.target.spec.service, issue.target.level) {
        (Service::Blob, Level::Item) => (
            "StorageBlobSASToken",
            format!("-Container '{container}' -Blob '{path}'"),
        ),
        (Service::Blob, Level::Directory) => (
            "DataLakeGen2SasToken",
            format!("-FileSystem '{container}' -Path '{path}'"),
        ),
        (Service::Blob, _) => ("StorageContainerSASToken", format!("-Name '{container}'")),
        (Service::File, Level::Item) => (
            "StorageFileSASToken",
            format!("-ShareName '{container}' -Path '{path}'"),
        ),
        (Service::File, _) => ("StorageShareSASToken", format!("-ShareName '{container}'")),
        (Service::Queue, _) => ("StorageQueueSASToken", format!("-Name '{container}'")),
        (Service::Table, _) => ("StorageTableSASToken", format!("-Name '{container}'")),
    };
    let mut words = vec![format!("New-Az{cmdlet} {place}")];
    if issue.partition.is_some() {
        words.push(format!(
            "-StartPartitionKey '{partition}' -EndPartitionKey '{partition}'"
        ));
    }
    words.push(match issue.method {
        Method::UserDelegation => format!("-Permission {}", issue.letters()),
        Method::StoredPolicy => format!("-Policy '{}'", issue.policy),
    });
    // The command for folders has another word for the same.
    let https = if is_folder { "Https" } else { "HttpsOnly" };
    words.push(format!("-ExpiryTime $end -Protocol {https}"));
    let addresses = issue.addresses;
    words.extend(addresses.map(|addresses| format!("-IPAddressOrRange '{addresses}'")));
    words.push("-FullUri -Context $ctx".to_owned());
    words.join(" ")
}
