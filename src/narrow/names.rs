//! Names as they may stand in a command. They come from the link or from whoever asks, so only what
//! no shell minds inside single quotes is filled in; else a placeholder stands there, and a warning
//! says so.

use super::issue::Issue;
use super::messages::message;
use crate::params::Service;
use crate::report::messages::message as common;
use crate::report::{Message, is_account_name, is_container_name, is_table_name};
use crate::token::redact;

/// The names of one link.
pub(super) struct Names {
    pub(super) account: String,
    pub(super) container: String,
    pub(super) path: String,
    pub(super) partition: String,
    /// What must be filled in by hand.
    pub(super) warnings: Vec<Message>,
}

impl Names {
    pub(super) fn of(issue: &Issue<'_>) -> Self {
        let target = issue.target;
        let service = target.spec.service;
        let mut warnings = Vec::new();
        warnings.extend(
            target
                .cloud
                .map(|cloud| common("command/cloud", &[("cloud", cloud)])),
        );
        let mut name = |value: &str, is_fit: bool, placeholder: &str, warning: Message| {
            if is_fit && redact::text(value) == value {
                return value.to_owned();
            }
            warnings.push(warning);
            placeholder.to_owned()
        };
        let is_container = if service == Service::Table {
            is_table_name(&target.container)
        } else {
            is_container_name(&target.container)
        };
        let path = target.path.as_deref().unwrap_or_default();
        let partition = issue.partition.unwrap_or_default();
        Self {
            account: name(
                &target.account,
                is_account_name(&target.account),
                "ACCOUNT",
                common("command/account-placeholder", &[]),
            ),
            container: name(
                &target.container,
                is_container,
                "CONTAINER",
                common(
                    "command/container-placeholder",
                    &[("what", service.container())],
                ),
            ),
            path: name(
                path,
                path.is_empty() || is_harmless(path),
                "PATH",
                message("narrow/path-placeholder", &[]),
            ),
            partition: name(
                partition,
                partition.is_empty() || is_harmless(partition),
                "PARTITION",
                message("narrow/partition-placeholder", &[]),
            ),
            warnings,
        }
    }
}

/// Whether a name holds nothing that a shell or a tool could take for its own: no quote, no variable,
/// and at the start neither the dash of an option nor the `@` by which Azure CLI reads a file.
fn is_harmless(name: &str) -> bool {
    let is_plain = |letter: char| is_letter(letter) || " -_./=+,@~()".contains(letter);
    let is_start = |letter: char| is_letter(letter) || "_.".contains(letter);
    name.chars().all(is_plain) && name.starts_with(is_start)
}

/// A letter or a digit, of any script whose letters stand in the order in which they are written:
/// others would be shown beside a path's slashes in another order.
fn is_letter(letter: char) -> bool {
    let is_turned = matches!(letter, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}');
    letter.is_alphanumeric() && !is_turned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_names_are_filled_in() {
        for name in [
            "a.txt",
            "2026/may/report (final).pdf",
            "a@b",
            "x=1,y~z",
            "_index/.well-known",
            "\u{DC}bung/\u{6587}\u{4EF6}.txt",
        ] {
            assert!(is_harmless(name), "{name}");
        }
        for name in [
            "a'b",
            "a\u{2019}b",
            "$(id)",
            "a`b",
            "-rf",
            "@/etc/passwd",
            "a\"b",
            "a\nb",
            // A mark of its own, and letters that run the other way.
            "u\u{308}.txt",
            "\u{5D0}/\u{5D1}",
            "a;b",
            "a|b",
            "a&b",
            "a%b",
            " a",
            "/a",
        ] {
            assert!(!is_harmless(name), "{name}");
        }
    }
}
