//! Commands that stop something, with its names filled in.
//!
//! As for storage links: names come from attacker text, so one is filled in only when all of its
//! characters are harmless inside single quotes in both shells; else a placeholder stands there, and
//! a warning says so. Placeholders hold a `_`, which no name of Azure's that is filled in begins with.

use super::messages::say;
use crate::report::messages::message;
use crate::report::{Action, Command, Message, Shell};
use crate::token::redact;

/// A name for a command, or what stands in its place.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) text: String,
    warning: Option<Message>,
}

impl Slot {
    /// Takes a name if it is safe; else the placeholder, with a warning that tells what it stands
    /// for.
    pub(super) fn of(value: Option<&str>, fits: fn(&str) -> bool, word: &str, what: &str) -> Self {
        match value.filter(|value| fits(value) && redact::text(value) == *value) {
            Some(value) => Self {
                text: value.to_owned(),
                warning: None,
            },
            None => Self {
                text: word.to_owned(),
                warning: Some(say(
                    "command/placeholder",
                    &[("what", what), ("word", word)],
                )),
            },
        }
    }
}

/// A host's first label: lower-case letters, digits and hyphens.
pub(super) fn is_label(text: &str) -> bool {
    (2..=63).contains(&text.len())
        && text
            .bytes()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// A name of letters, digits and the signs that no shell minds.
pub(super) fn is_name(text: &str) -> bool {
    (1..=128).contains(&text.len())
        && text.starts_with(|letter: char| letter.is_ascii_alphanumeric())
        && text
            .bytes()
            .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_' | b'.'))
}

/// Such names, joined by slashes.
pub(super) fn is_path(text: &str) -> bool {
    text.len() <= 260 && text.split('/').all(is_name)
}

/// What a command is for, beside its text.
#[derive(Clone, Debug, Default)]
pub(super) struct Setting {
    /// The cloud to sign in to, outside the public one.
    pub(super) cloud: Option<&'static str>,
    /// Whether it needs the extension for IoT.
    pub(super) needs_extension: bool,
}

impl Setting {
    pub(super) fn of(cloud: Option<&'static str>) -> Self {
        Self {
            cloud,
            needs_extension: false,
        }
    }

    pub(super) fn with_extension(mut self) -> Self {
        self.needs_extension = true;
        self
    }

    /// Makes the commands of one step; an empty text is left out.
    pub(super) fn commands(&self, cli: &str, power_shell: &str, slots: &[&Slot]) -> Vec<Command> {
        [(Shell::AzureCli, cli), (Shell::PowerShell, power_shell)]
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(shell, text)| Command {
                shell,
                text: text.to_owned(),
                warnings: self.warnings(shell, text, slots),
            })
            .collect()
    }

    fn warnings(&self, shell: Shell, text: &str, slots: &[&Slot]) -> Vec<Message> {
        let cloud = self
            .cloud
            .filter(|cloud| *cloud != "Azure")
            .map(|cloud| say("command/cloud-of-product", &[("cloud", cloud)]));
        let extension = (self.needs_extension && shell == Shell::AzureCli)
            .then(|| say("command/extension", &[]));
        let asks = |word: &str| text.contains(word);
        cloud
            .into_iter()
            .chain(extension)
            .chain(asks("RESOURCE_GROUP").then(|| say("command/group-of-product", &[])))
            .chain(asks("SUBSCRIPTION").then(|| message("command/subscription", &[])))
            .chain(
                slots
                    .iter()
                    .filter(|slot| asks(&slot.text))
                    .filter_map(|slot| slot.warning.clone()),
            )
            .collect()
    }
}

/// A step without a command.
pub(super) fn plain(message: Message) -> Action {
    Action {
        message,
        commands: Vec::new(),
    }
}

/// A step with its commands.
pub(super) fn step(message: Message, commands: Vec<Command>) -> Action {
    Action { message, commands }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_names_are_filled_in() {
        assert!(is_label("contoso-ns") && is_name("Send.Rule_1") && is_path("a/b"));
        for bad in [
            "a'b",
            "$(id)",
            "-rf",
            "a b",
            "a\u{2019}",
            "a`id`",
            "",
            "a;b",
            "a\nb",
            "a\"b",
        ] {
            assert!(!is_label(bad) && !is_name(bad) && !is_path(bad), "{bad:?}");
        }
        let slot = Slot::of(Some("a'b"), is_name, "RULE_NAME", "the rule's name");
        assert_eq!(slot.text, "RULE_NAME");
        let setting = Setting::default();
        let commands = setting.commands("az x -n 'RULE_NAME' -g RESOURCE_GROUP", "", &[&slot]);
        assert_eq!((commands.len(), commands[0].warnings.len()), (1, 2));
    }
}
