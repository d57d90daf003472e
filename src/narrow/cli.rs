//! The commands of Azure CLI, as of version 2.91.

use super::issue::Issue;
use super::messages::message;
use super::names::Names;
use super::proposal::Method;
use crate::params::Service;
use crate::params::resources::Level;
use crate::report::{Command, Shell};

/// Writes the command that makes a link; with a stored access policy the one that makes it first.
#[expect(clippy::unnecessary_wraps, reason = "other tools lack some commands")]
pub(super) fn write(issue: &Issue<'_>, names: &Names) -> Option<Command> {
    let mut lines = Vec::new();
    if issue.method == Method::StoredPolicy {
        lines.push(policy(issue, names));
    }
    let (generate, prints_address) = generate(issue, names);
    lines.push(generate);
    let mut warnings = names.warnings.clone();
    if !prints_address {
        let address = issue.address();
        warnings.push(message("narrow/append", &[("address", &address)]));
    }
    Some(Command {
        shell: Shell::AzureCli,
        text: lines.join("\n"),
        warnings,
    })
}

fn policy(issue: &Issue<'_>, names: &Names) -> String {
    let (noun, flag) = match issue.target.spec.service {
        Service::Blob => ("container", "-c"),
        Service::File => ("share", "-s"),
        Service::Queue => ("queue", "-q"),
        Service::Table => ("table", "-t"),
    };
    format!(
        "az storage {noun} policy create --account-name '{}' {flag} '{}' -n '{}' --permissions {}",
        names.account,
        names.container,
        issue.policy,
        issue.letters()
    )
}

/// The command, and whether it prints the whole address and not the query alone.
fn generate(issue: &Issue<'_>, names: &Names) -> (String, bool) {
    let Names {
        account,
        container,
        path,
        partition,
        ..
    } = names;
    let (command, place, prints_address) = match (issue.target.spec.service, issue.target.level) {
        (Service::Blob, Level::Item) => ("blob", format!("-c '{container}' -n '{path}'"), true),
        (Service::Blob, Level::Directory) => (
            "fs directory",
            format!("-f '{container}' -n '{path}'"),
            true,
        ),
        (Service::Blob, _) => ("container", format!("-n '{container}'"), false),
        (Service::File, Level::Item) => ("file", format!("-s '{container}' -p '{path}'"), false),
        (Service::File, _) => ("share", format!("-n '{container}'"), false),
        (Service::Queue, _) => ("queue", format!("-n '{container}'"), false),
        (Service::Table, _) => ("table", format!("-n '{container}'"), false),
    };
    let mut words = vec![
        format!("az storage {command} generate-sas --account-name '{account}'"),
        place,
    ];
    if issue.partition.is_some() {
        words.push(format!("--start-pk '{partition}' --end-pk '{partition}'"));
    }
    words.push(match issue.method {
        Method::UserDelegation => format!("--permissions {}", issue.letters()),
        Method::StoredPolicy => format!("--policy-name '{}'", issue.policy),
    });
    words.push(format!("--expiry {} --https-only", issue.end_text()));
    words.extend(issue.addresses.map(|addresses| format!("--ip {addresses}")));
    if issue.method == Method::UserDelegation {
        words.push("--as-user --auth-mode login".to_owned());
    }
    if prints_address {
        words.push("--full-uri".to_owned());
    }
    words.push("-o tsv".to_owned());
    (words.join(" "), prints_address)
}
