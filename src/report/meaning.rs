//! What each parameter's value means, in one sentence about this value.

use super::message::{self, Message};
use super::sentence::capital;
use crate::access::effective::Effective;
use crate::access::network::{self, Addresses};
use crate::access::outcomes::join;
use crate::access::scope::{Rows, Scope};
use crate::access::time::{self, DateForm};
use crate::access::window::Window;
use crate::params::grants::{self, Target};
use crate::params::table::Shape;
use crate::params::{Family, Service, resources, versions};
use crate::token::{Param, Token};

/// The sentences, by parameter or by case, sorted.
const MEANINGS: &[(&str, &str)] = &[
    (
        "action",
        "Part of the request, not of the signature: what a Data Lake request does.",
    ),
    (
        "address-nobody",
        "This range ends before it starts, so it should match no address. What Azure does with it is not documented.",
    ),
    (
        "address-one",
        "Only requests from the address {value} are accepted.",
    ),
    (
        "address-private",
        "Only requests from {value} are accepted. That is inside a private network: no request from the internet comes from there.",
    ),
    (
        "address-range",
        "Only requests from one of these {count} addresses are accepted.",
    ),
    (
        "address-unread",
        "This is {what}. Azure documents only one IPv4 address, or two joined by a hyphen.",
    ),
    (
        "api-version",
        "Which version of Azure's interface the request speaks. It is not signed and changes no rights.",
    ),
    (
        "date-unread",
        "This cannot be read as a date. Azure expects a form such as 2030-01-31T12:00:00Z.",
    ),
    (
        "empty",
        "It is present but empty, which Azure takes as an error.",
    ),
    ("epk", "Rows up to the partition key {value}, inclusive."),
    (
        "erk",
        "In the last partition, rows up to the row key {value}, inclusive.",
    ),
    ("expiry", "It stops working at this moment, {relative}."),
    (
        "expiry-day",
        "It stops working at the very start of this day (00:00 UTC), {relative}.",
    ),
    (
        "expiry-early",
        "It says it ends at this moment, but it stops earlier: when the key that signed it ends.",
    ),
    ("expiry-over", "Its time ended at this moment, {relative}."),
    (
        "guid-unread",
        "This is not a valid id: Azure uses 32 hex digits in five groups.",
    ),
    (
        "internal",
        "An internal parameter of Azure's own; it should never be in a link given to anyone.",
    ),
    (
        "key-expiry",
        "The key that signed it ends at this moment, {relative}. The link cannot outlive it.",
    ),
    (
        "key-start",
        "The key that signed it works from this moment, {relative}.",
    ),
    ("letters-none", "None of its letters has a meaning here."),
    (
        "lumped",
        "These {count} parameters were counted and not explained one by one: their names are unknown, or came up many times.",
    ),
    (
        "not-in-force",
        "Azure does not sign or heed this parameter in a link of this kind and version. It changes nothing.",
    ),
    ("number-unread", "This is not a whole number."),
    ("permissions", "It allows to {verbs}."),
    (
        "permissions-none",
        "These letters allow nothing on what the link points at.",
    ),
    (
        "permissions-policy",
        "These are its permissions; the stored policy must not name any.",
    ),
    (
        "protocol-both",
        "It may be used over HTTPS and over plain, unencrypted HTTP.",
    ),
    (
        "protocol-https",
        "It may be used over encrypted HTTPS only.",
    ),
    (
        "protocol-unread",
        "This is not a value that Azure documents: only https, or https,http.",
    ),
    (
        "request",
        "Part of the request, not of the signature. It gives no rights.",
    ),
    (
        "resource-unread",
        "This is not a value that Azure documents for what a link opens.",
    ),
    (
        "rscc",
        "Azure answers with this Cache-Control header, whatever is stored.",
    ),
    (
        "rscd",
        "Azure answers with this Content-Disposition header: how a browser names or shows the download.",
    ),
    (
        "rsce",
        "Azure answers with this Content-Encoding header, whatever is stored.",
    ),
    (
        "rscl",
        "Azure answers with this Content-Language header, whatever is stored.",
    ),
    (
        "rsct",
        "Azure answers with this content type, whatever is stored: a browser shows the data as {value}.",
    ),
    (
        "saoid",
        "The user {value} counts as allowed. The files' own access rights are not checked for that user.",
    ),
    (
        "scid",
        "An id that Azure copies into its logs, to match the use of this link to its issue.",
    ),
    ("sdd", "The directory is {levels} below the container."),
    (
        "sdd-root",
        "The directory is the container itself, with everything in it.",
    ),
    (
        "sduoid",
        "Only this Microsoft Entra user may use the link, and must be signed in.",
    ),
    ("services", "It works on {list}."),
    (
        "ses",
        "What is written through it is encrypted with this encryption scope.",
    ),
    (
        "si",
        "What the link does not say is set on the server, in the stored access policy of this name. It can be changed or deleted there.",
    ),
    (
        "sig",
        "The signature. Azure works it out anew with the key and refuses the link if it differs. It is a secret: with the rest of the link, it opens what the link opens.",
    ),
    (
        "sig-damaged",
        "The signature. It does not have the form of a genuine one, so Azure should refuse the link.",
    ),
    (
        "sig-removed",
        "The signature was taken out of this text, so this copy of the link does not work.",
    ),
    (
        "skdutid",
        "The tenant (organisation) of the one user who may use the link.",
    ),
    (
        "skoid",
        "The user or app (Microsoft Entra identity) that fetched the key which signed it. The link can never do more than its signer may.",
    ),
    ("sks", "The key that signed it was issued for {list}."),
    (
        "sktid",
        "The tenant (organisation) of the identity that signed it.",
    ),
    (
        "skv",
        "The service version under which the key that signed it was issued.",
    ),
    (
        "snapshot",
        "The snapshot (saved earlier state) that the link points at.",
    ),
    ("spk", "Rows from the partition key {value} on, inclusive."),
    (
        "srh",
        "The request must carry these headers with values that were agreed on and are not in the link.",
    ),
    (
        "srk",
        "In the first partition, rows from the row key {value} on, inclusive.",
    ),
    (
        "srq",
        "The request must carry these query parameters with values that were agreed on and are not in the link.",
    ),
    ("start", "It works from this moment on, {relative}."),
    (
        "start-future",
        "It does not work before this moment, {relative}.",
    ),
    (
        "start-late",
        "It says it starts at this moment, but it works only later: when the key that signed it starts.",
    ),
    (
        "suoid",
        "The user {value}, for whom the files' own access rights are checked.",
    ),
    (
        "sv",
        "The version of Azure's rules by which the signature is read.",
    ),
    (
        "sv-unknown",
        "This is no version that Azure has published so far.",
    ),
    ("tn", "It opens the table {value}."),
    ("types", "It works on: {list}."),
    (
        "unknown",
        "Azure has no SAS parameter of this name. It is not part of the signature.",
    ),
    (
        "versionid",
        "The older version of the blob that the link points at.",
    ),
];

/// The sentences about one letter of a parameter. One id has several texts, since the reason differs.
const LETTER: &str = "It works on {title}.";
const LETTER_UNKNOWN: &str = "Azure has no such letter here.";
pub(crate) const PERMISSION: &str = "{does}.";
const PERMISSION_UNKNOWN: &str = "Azure has no such permission.";
const PERMISSION_IDLE: &str = "It has no effect with these services and resource types.";
const PERMISSION_NO_USE: &str = "It has no effect on what the link points at.";
const PERMISSION_UNTOLD: &str =
    "What it does cannot be told, since the link does not say what it opens.";
const PERMISSION_NO_ROW: &str = "No row lies in the link's range.";
const PERMISSION_REFUSED: &str =
    "Azure does not allow this permission for what the link points at.";

/// Lists every template of this module, for those who measure or translate them.
#[cfg(feature = "reference")]
pub(crate) fn templates() -> impl Iterator<Item = (String, &'static str)> {
    let letters = [
        ("letter/on", LETTER),
        ("letter/unknown", LETTER_UNKNOWN),
        ("letter/permission", PERMISSION),
        ("letter/no-effect", PERMISSION_UNKNOWN),
        ("letter/no-effect", PERMISSION_IDLE),
        ("letter/no-effect", PERMISSION_NO_USE),
        ("letter/no-effect", PERMISSION_UNTOLD),
        ("letter/no-effect", PERMISSION_NO_ROW),
        ("letter/no-effect", PERMISSION_REFUSED),
    ];
    let meanings = MEANINGS
        .iter()
        .map(|(id, text)| (format!("meaning/{id}"), *text));
    let resources = resources::RESOURCES
        .iter()
        .map(|spec| (format!("meaning/sr-{}", spec.value), spec.meaning));
    letters
        .into_iter()
        .map(|(id, text)| (id.to_owned(), text))
        .chain(meanings)
        .chain(resources)
}

/// Makes the meaning of a parameter.
pub(super) struct Meanings<'a> {
    pub(super) token: &'a Token,
    pub(super) scope: &'a Scope,
    pub(super) window: &'a Window,
    pub(super) effective: &'a Effective,
}

fn say(id: &str, args: &[(&str, &str)]) -> Message {
    let template = message::template(MEANINGS, id);
    Message::render(format!("meaning/{id}"), template, args)
}

impl Meanings<'_> {
    pub(super) fn of(&self, param: &Param) -> Message {
        let value = param.decoded.expose();
        let Some(spec) = param.spec else {
            return match param.lumped {
                0 => say("unknown", &[]),
                count => say("lumped", &[("count", &count.to_string())]),
            };
        };
        if !spec.is_signed_field() {
            return match spec.key {
                "sep" | "sk" => say("internal", &[]),
                key @ ("api-version" | "snapshot" | "versionid" | "action") => say(key, &[]),
                _ => say("request", &[]),
            };
        }
        if value.is_empty() {
            return say("empty", &[]);
        }
        // Before it is asked whether it counts: a version that is none makes everything uncertain.
        if spec.key == "sv" && !versions::is_known(value) {
            return say("sv-unknown", &[]);
        }
        // A signature is one even where nothing else can be read.
        if !matches!(spec.shape, Shape::Signature) && self.is_idle(spec.key) {
            return say("not-in-force", &[]);
        }
        match spec.shape {
            Shape::Date => self.date(spec.key, value),
            Shape::Letters => self.letters(spec.key, value),
            Shape::Address => address(value),
            Shape::Protocol => protocol(value),
            Shape::Signature => signature(value),
            Shape::Resource => resource(value),
            Shape::Guid if !super::commands::is_guid(value) => say("guid-unread", &[]),
            Shape::Number => number(value),
            _ => say(spec.key, &[("value", value)]),
        }
    }

    /// Whether a parameter is not heeded in a token of a known kind.
    fn is_idle(&self, key: &str) -> bool {
        let is_known = self.token.family() != Family::Unknown && !self.token.services().is_empty();
        is_known && self.token.in_force(key).is_none()
    }

    fn date(&self, key: &str, value: &str) -> Message {
        let Some(date) = time::parse(value) else {
            return say("date-unread", &[]);
        };
        let relative = time::say_relative(date.instant, self.window.now);
        let is_past = date.instant <= self.window.now;
        let ends_early = key == "se" && self.window.end().is_some_and(|end| end < date.instant);
        let starts_late = key == "st"
            && self
                .window
                .begin()
                .is_some_and(|begin| begin > date.instant);
        let id = match key {
            _ if ends_early => "expiry-early",
            _ if starts_late => "start-late",
            "se" if is_past => "expiry-over",
            "se" if date.form == DateForm::Day => "expiry-day",
            "se" => "expiry",
            "st" if is_past => "start",
            "st" => "start-future",
            "skt" => "key-start",
            _ => "key-expiry",
        };
        let args = [("relative", relative.as_str())];
        say(
            id,
            if ends_early || starts_late {
                &[]
            } else {
                &args
            },
        )
    }

    fn letters(&self, key: &str, value: &str) -> Message {
        let mut titles: Vec<&str> = match key {
            "ss" | "sks" => value
                .chars()
                .filter_map(Service::from_letter)
                .map(Service::title)
                .collect(),
            "srt" => value.chars().filter_map(type_title).collect(),
            _ => return self.permissions(value),
        };
        titles.dedup();
        if titles.is_empty() {
            return say("letters-none", &[]);
        }
        let id = match key {
            "ss" => "services",
            "srt" => "types",
            _ => "sks",
        };
        // The titles of the types are lists themselves.
        let list = match key {
            "srt" => titles.join("; "),
            _ => join(&titles),
        };
        say(id, &[("list", &list)])
    }

    fn permissions(&self, value: &str) -> Message {
        let mut names: Vec<&str> = value
            .chars()
            .filter(|letter| self.effective.has_letter(*letter))
            .filter_map(|letter| grants::letter_verb(letter, self.token.kind.service()))
            .collect();
        names.dedup();
        if names.is_empty() {
            return say("permissions-none", &[]);
        }
        say("permissions", &[("verbs", &join(&names))])
    }

    /// What one letter of `sp`, `ss`, `srt` or `sks` means; its name, and whether it has an effect.
    pub(super) fn letter(&self, key: &str, letter: char) -> (String, Message, bool) {
        let known = |title: Option<&str>| {
            let name = title.unwrap_or("unknown").to_owned();
            let message = match title {
                Some(title) => Message::render("letter/on", LETTER, &[("title", title)]),
                None => Message::render("letter/unknown", LETTER_UNKNOWN, &[]),
            };
            (name, message, title.is_some())
        };
        match key {
            "ss" | "sks" => known(Service::from_letter(letter).map(Service::title)),
            "srt" => known(type_title(letter)),
            _ => self.permission(letter),
        }
    }

    /// Whether what it was signed for takes this permission.
    fn is_taken(&self, letter: char) -> bool {
        self.scope
            .spec
            .is_some_and(|spec| spec.letters.contains(letter))
    }

    fn permission(&self, letter: char) -> (String, Message, bool) {
        let name = grants::letter_name(letter, self.token.kind.service())
            .unwrap_or("unknown")
            .to_owned();
        let phrases = self.effective.phrases(letter);
        if phrases.is_empty() {
            let template = match self.token.family() {
                Family::Account if name != "unknown" => PERMISSION_IDLE,
                _ if name == "unknown" => PERMISSION_UNKNOWN,
                _ if self.scope.spec.is_none() => PERMISSION_UNTOLD,
                _ if !self.is_taken(letter) => PERMISSION_REFUSED,
                _ if self.scope.rows == Rows::None => PERMISSION_NO_ROW,
                _ => PERMISSION_NO_USE,
            };
            return (
                name,
                Message::render("letter/no-effect", template, &[]),
                false,
            );
        }
        let phrases: Vec<String> = phrases.into_iter().map(capital).collect();
        let text = phrases.join(". ");
        (
            name,
            Message::render("letter/permission", PERMISSION, &[("does", &text)]),
            true,
        )
    }
}

fn number(value: &str) -> Message {
    match value.parse::<u32>() {
        Ok(0) => say("sdd-root", &[]),
        Ok(1) => say("sdd", &[("levels", "one level")]),
        Ok(depth) => say("sdd", &[("levels", &format!("{depth} levels"))]),
        Err(_) => say("number-unread", &[]),
    }
}

fn type_title(letter: char) -> Option<&'static str> {
    [
        (
            Target::Service,
            "whole services (settings and lists of containers)",
        ),
        (
            Target::Container,
            "containers, shares, queues and tables as such",
        ),
        (Target::Object, "blobs, files, messages and rows"),
    ]
    .into_iter()
    .find(|(target, _)| target.letter() == letter)
    .map(|(_, title)| title)
}

fn address(value: &str) -> Message {
    let addresses = network::parse(value);
    match addresses {
        Addresses::Undocumented(what) => say("address-unread", &[("what", what.title())]),
        _ if addresses.is_reversed() => say("address-nobody", &[]),
        _ if addresses.is_private() => say("address-private", &[("value", value)]),
        Addresses::Range { .. } => match addresses.count() {
            Some(1) => say("address-one", &[("value", value)]),
            count => say(
                "address-range",
                &[("count", &count.unwrap_or_default().to_string())],
            ),
        },
    }
}

fn protocol(value: &str) -> Message {
    match value {
        "https" => say("protocol-https", &[]),
        "https,http" | "http,https" => say("protocol-both", &[]),
        _ => say("protocol-unread", &[]),
    }
}

fn resource(value: &str) -> Message {
    match resources::find(value) {
        Some(spec) => Message::render(format!("meaning/sr-{value}"), spec.meaning, &[]),
        None => say("resource-unread", &[]),
    }
}

fn signature(value: &str) -> Message {
    if crate::token::signature::is_removed(value) {
        return say("sig-removed", &[]);
    }
    if crate::token::signature::is_whole(value) {
        say("sig", &[])
    } else {
        say("sig-damaged", &[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::table::PARAMS;

    #[test]
    fn the_table_is_sorted_and_unique() {
        for pair in MEANINGS.windows(2) {
            assert!(
                pair[0].0 < pair[1].0,
                "{} stands before {}",
                pair[0].0,
                pair[1].0
            );
        }
    }

    #[test]
    fn every_signed_parameter_of_free_form_has_a_meaning() {
        for spec in PARAMS.iter().filter(|spec| spec.is_signed_field()) {
            if matches!(
                spec.shape,
                Shape::Text | Shape::Guid | Shape::Number | Shape::Names | Shape::Version
            ) {
                assert!(
                    MEANINGS.iter().any(|(id, _)| *id == spec.key),
                    "{}",
                    spec.key
                );
            }
        }
    }
}
