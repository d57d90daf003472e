//! Commands that are ready to run.
//!
//! Names come from the link, which is attacker text. One is filled in only when it matches the
//! grammar that Azure has for it, all of whose characters are harmless inside single quotes in both
//! shells; else a placeholder stands there, and a warning says so. Nothing else of the input gets
//! into a command.

use super::messages::message;
use super::{Command, Message, Shell};
use crate::access::scope::Scope;
use crate::params::Service;
use crate::token::{Token, redact};

/// A name for a command, or what stands in its place.
struct Name {
    text: String,
    warning: Option<Message>,
}

/// The names that commands need.
pub(crate) struct Names {
    account: Name,
    container: Name,
    policy: Name,
    signer: Name,
    service: Service,
    /// For accounts outside the public cloud: the cloud to sign in to.
    cloud: Option<Message>,
}

impl Names {
    /// Names for what concerns an account as a whole.
    #[cfg(feature = "full")]
    pub(crate) fn of_account(account: Option<&str>, cloud: Option<&str>) -> Self {
        let cloud = cloud
            .filter(|cloud| *cloud != "Azure")
            .map(|cloud| message("command/cloud", &[("cloud", cloud)]));
        let absent = |placeholder| name(None, is_account_name, placeholder, Message::default);
        Self {
            account: name(account, is_account_name, "ACCOUNT", || {
                message("command/account-placeholder", &[])
            }),
            container: absent("CONTAINER"),
            policy: absent("POLICY"),
            signer: absent("OBJECT_ID"),
            service: Service::Blob,
            cloud,
        }
    }

    pub(super) fn of(token: &Token, scope: &Scope) -> Self {
        let service = token.kind.service().unwrap_or(Service::Blob);
        let what = service.container();
        let cloud = token
            .link
            .as_ref()
            .and_then(|link| link.reading.cloud)
            .filter(|cloud| *cloud != "Azure");
        let cloud = cloud.map(|cloud| message("command/cloud", &[("cloud", cloud)]));
        let is_container: fn(&str) -> bool = if service == Service::Table {
            is_table_name
        } else {
            is_container_name
        };
        Self {
            account: name(scope.account.as_deref(), is_account_name, "ACCOUNT", || {
                message("command/account-placeholder", &[])
            }),
            container: name(
                scope.container.as_deref(),
                is_container,
                "CONTAINER",
                || message("command/container-placeholder", &[("what", what)]),
            ),
            policy: name(token.value("si"), is_policy_name, "POLICY", || {
                message("command/policy-placeholder", &[])
            }),
            signer: name(token.value("skoid"), is_guid, "OBJECT_ID", || {
                message("command/object-placeholder", &[])
            }),
            service,
            cloud,
        }
    }
}

fn name(
    value: Option<&str>,
    fits: fn(&str) -> bool,
    placeholder: &str,
    warning: impl Fn() -> Message,
) -> Name {
    match value.filter(|value| fits(value) && redact::text(value) == *value) {
        Some(value) => Name {
            text: value.to_owned(),
            warning: None,
        },
        None => Name {
            text: placeholder.to_owned(),
            warning: Some(warning()),
        },
    }
}

/// 3 to 24 lower-case letters and digits.
pub(crate) fn is_account_name(text: &str) -> bool {
    (3..=24).contains(&text.len())
        && text
            .bytes()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
}

/// 3 to 63 lower-case letters, digits and single hyphens; or one of the system's containers.
pub(crate) fn is_container_name(text: &str) -> bool {
    if matches!(text, "$root" | "$web" | "$logs" | "$blobchangefeed") {
        return true;
    }
    let is_letter = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit();
    (3..=63).contains(&text.len())
        && text
            .bytes()
            .all(|letter| is_letter(letter) || letter == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
}

/// 3 to 63 letters and digits, a letter first.
pub(crate) fn is_table_name(text: &str) -> bool {
    (3..=63).contains(&text.len())
        && text.bytes().all(|letter| letter.is_ascii_alphanumeric())
        && text.starts_with(|letter: char| letter.is_ascii_alphabetic())
}

/// Azure takes any 64 characters; only those that no shell minds are filled in.
fn is_policy_name(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.starts_with(|letter: char| letter.is_ascii_alphanumeric())
        && text.bytes().all(|letter| {
            letter.is_ascii_alphanumeric()
                || matches!(letter, b'-' | b'_' | b'.' | b'=' | b'+' | b'/')
        })
}

/// 8-4-4-4-12 hex digits.
pub(crate) fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, letter)| match at {
            8 | 13 | 18 | 23 => letter == b'-',
            _ => letter.is_ascii_hexdigit(),
        })
}

/// Makes a pair of commands and the warnings for what must be filled in.
fn pair(cli: String, power_shell: String, names: &Names, used: &[&Name]) -> Vec<Command> {
    let command = |shell: Shell, text: String| {
        let asks = |word: &str, id: &'static str| text.contains(word).then(|| message(id, &[]));
        let warnings = names
            .cloud
            .iter()
            .cloned()
            .chain(asks("RESOURCE_GROUP", "command/resource-group"))
            .chain(asks("SUBSCRIPTION", "command/subscription"))
            .chain(used.iter().filter_map(|name| name.warning.clone()))
            .collect();
        Command {
            shell,
            text,
            warnings,
        }
    };
    vec![
        command(Shell::AzureCli, cli),
        command(Shell::PowerShell, power_shell),
    ]
}

/// Replaces one of the account's two keys.
pub(crate) fn rotate_key(names: &Names, key: &str) -> Vec<Command> {
    let account = &names.account.text;
    pair(
        format!("az storage account keys renew -g RESOURCE_GROUP -n '{account}' --key {key}"),
        format!(
            "New-AzStorageAccountKey -ResourceGroupName RESOURCE_GROUP -Name '{account}' -KeyName {key}"
        ),
        names,
        &[&names.account],
    )
}

pub(crate) fn disable_shared_key(names: &Names) -> Vec<Command> {
    let account = &names.account.text;
    pair(
        format!(
            "az storage account update -g RESOURCE_GROUP -n '{account}' --allow-shared-key-access false"
        ),
        format!(
            "Set-AzStorageAccount -ResourceGroupName RESOURCE_GROUP -Name '{account}' -AllowSharedKeyAccess $false"
        ),
        names,
        &[&names.account],
    )
}

/// The words for a service's containers in both tools.
fn container_words(service: Service) -> (&'static str, &'static str, &'static str, &'static str) {
    match service {
        Service::Blob => ("container", "-c", "Container", "-Container"),
        Service::File => ("share", "-s", "Share", "-ShareName"),
        Service::Queue => ("queue", "-q", "Queue", "-Queue"),
        Service::Table => ("table", "-t", "Table", "-Table"),
    }
}

fn storage_context(account: &str) -> String {
    format!(
        "$ctx = (Get-AzStorageAccount -ResourceGroupName RESOURCE_GROUP -Name '{account}').Context"
    )
}

pub(super) fn delete_policy(names: &Names) -> Vec<Command> {
    let (account, container, policy) = (
        &names.account.text,
        &names.container.text,
        &names.policy.text,
    );
    let (noun, flag, cmdlet, parameter) = container_words(names.service);
    pair(
        format!(
            "az storage {noun} policy delete {flag} '{container}' -n '{policy}' --account-name '{account}'"
        ),
        format!(
            "{}\nRemove-AzStorage{cmdlet}StoredAccessPolicy {parameter} '{container}' -Policy '{policy}' -Context $ctx",
            storage_context(account)
        ),
        names,
        &[&names.account, &names.container, &names.policy],
    )
}

pub(super) fn list_policies(names: &Names) -> Vec<Command> {
    let (account, container) = (&names.account.text, &names.container.text);
    let (noun, flag, cmdlet, parameter) = container_words(names.service);
    pair(
        format!(
            "az storage {noun} policy list {flag} '{container}' --account-name '{account}' --auth-mode key"
        ),
        format!(
            "{}\nGet-AzStorage{cmdlet}StoredAccessPolicy {parameter} '{container}' -Context $ctx",
            storage_context(account)
        ),
        names,
        &[&names.account, &names.container],
    )
}

pub(super) fn revoke_delegation_keys(names: &Names) -> Vec<Command> {
    let account = &names.account.text;
    pair(
        format!("az storage account revoke-delegation-keys -g RESOURCE_GROUP -n '{account}'"),
        format!(
            "Revoke-AzStorageAccountUserDelegationKeys -ResourceGroupName RESOURCE_GROUP -StorageAccountName '{account}'"
        ),
        names,
        &[&names.account],
    )
}

pub(super) fn remove_role(names: &Names) -> Vec<Command> {
    let (account, signer) = (&names.account.text, &names.signer.text);
    let scope = format!(
        "/subscriptions/SUBSCRIPTION/resourceGroups/RESOURCE_GROUP/providers/Microsoft.Storage/storageAccounts/{account}"
    );
    pair(
        format!("az role assignment delete --assignee '{signer}' --scope '{scope}'"),
        format!(
            "Get-AzRoleAssignment -ObjectId '{signer}' -Scope '{scope}' |
  Where-Object Scope -eq '{scope}' | Remove-AzRoleAssignment"
        ),
        names,
        &[&names.account, &names.signer],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_azure_allows_are_filled_in() {
        assert!(
            is_account_name("contosoexample")
                && !is_account_name("a'; rm -rf ~")
                && !is_account_name("Ab1")
        );
        assert!(is_container_name("$web") && is_container_name("a-b-c"));
        for bad in ["$(x)", "a--b", "-ab", "a’b", "a\nb", "a\u{202E}b", "ab"] {
            assert!(!is_container_name(bad), "{bad:?}");
        }
        assert!(
            is_policy_name("readers-2026.v1=")
                && !is_policy_name("-x")
                && !is_policy_name("a'b")
                && !is_policy_name("a\u{2019}b")
        );
        assert!(is_table_name("Employees") && !is_table_name("1a"));
        assert!(
            is_guid("11111111-2222-3333-4444-555555555555")
                && !is_guid("11111111-2222-3333-4444-55555555555g")
        );
    }
}
