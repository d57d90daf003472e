//! The query parameters, by what they are about.

use super::{about, given, services};
use crate::params::table::{self, ParamSpec, Shape};

/// What some parameters have in common.
#[derive(Clone, Debug)]
pub struct Topic {
    /// Its name in addresses.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// One or two sentences about it.
    pub about: &'static str,
    /// Its parameters, the most usual first.
    pub parameters: Vec<Parameter>,
}

/// One query parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name in a link.
    pub key: &'static str,
    /// Its name in words.
    pub title: &'static str,
    /// What it does, for someone who has never seen Azure.
    pub about: &'static str,
    /// What a value looks like.
    pub shape: &'static str,
    /// Whether it is part of the signature, so that nobody can change it.
    pub is_signed: bool,
    /// The kinds of link it belongs to; none for what is not signed.
    pub kinds: Vec<&'static str>,
    /// The names of the services it belongs to.
    pub services: Vec<&'static str>,
    /// The service version it came with, where it was not there from the start.
    pub since: Option<&'static str>,
    /// Where the facts come from: an address, or words.
    pub source: &'static str,
}

/// Returns every parameter, by topic.
///
/// ```
/// let topics = sas_lens::reference::topics();
/// let expiry = topics
///     .iter()
///     .flat_map(|topic| &topic.parameters)
///     .find(|parameter| parameter.key == "se")
///     .unwrap();
/// assert_eq!(expiry.title, "Expiry");
/// assert!(expiry.is_signed);
/// ```
pub fn topics() -> Vec<Topic> {
    let topics = about::TOPICS.iter().map(|topic| Topic {
        id: topic.id,
        title: topic.title,
        about: topic.about,
        parameters: topic
            .parameters
            .iter()
            .filter_map(|(key, about)| Some(parameter(table::find(key)?, about)))
            .collect(),
    });
    topics.collect()
}

fn parameter(spec: &ParamSpec, about: &'static str) -> Parameter {
    let kinds = [
        (spec.families.account, "account SAS"),
        (spec.families.service, "service SAS"),
        (spec.families.delegation, "user delegation SAS"),
    ];
    Parameter {
        key: spec.key,
        title: spec.title,
        about,
        shape: shape(spec.shape),
        is_signed: spec.is_signed_field(),
        kinds: kinds
            .into_iter()
            .filter_map(|(belongs, kind)| belongs.then_some(kind))
            .collect(),
        services: services(spec.services),
        since: given(spec.since),
        source: spec.source,
    }
}

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Text => "text",
        Shape::Date => "a date, or a date and time, such as `2027-01-31T12:00:00Z`",
        Shape::Version => "a version, written as a date, such as `2022-11-02`",
        Shape::Guid => "an id of 32 hex digits in five groups (a GUID)",
        Shape::Letters => "letters, in one word",
        Shape::Address => {
            "one IPv4 address, or two with a hyphen between them: `203.0.113.4-203.0.113.9`"
        }
        Shape::Protocol => "`https`, or `https,http`",
        Shape::Signature => "44 characters that stand for 32 bytes (Base64)",
        Shape::Number => "a whole number",
        Shape::Resource => "one of the values below",
        Shape::Names => "names, with commas between them",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::table::PARAMS;

    #[test]
    fn every_parameter_stands_in_one_topic() {
        let mut listed: Vec<&str> = about::TOPICS
            .iter()
            .flat_map(|topic| topic.parameters)
            .map(|(key, _)| *key)
            .collect();
        listed.sort_unstable();
        let known: Vec<&str> = PARAMS.iter().map(|spec| spec.key).collect();
        assert_eq!(listed, known);
    }

    #[test]
    fn topics_hold_either_signed_parameters_or_others() {
        for topic in topics() {
            let first = topic.parameters[0].is_signed;
            assert!(topic.parameters.iter().all(|one| one.is_signed == first));
        }
    }
}
