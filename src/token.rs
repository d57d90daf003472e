//! One signature, taken apart: the link's parts and every parameter, with their places.

pub(crate) mod display;
pub(crate) mod family;
pub(crate) mod foreign;
pub(crate) mod link;
pub(crate) mod percent;
pub(crate) mod redact;
pub(crate) mod secret;
pub(crate) mod signature;

use crate::params::hosts::HostForm;
use crate::params::table::{self, ParamSpec};
use crate::params::{Family, Service, versions};
use crate::repair::Undone;
use crate::repair::mapped::Mapped;
use crate::report::Kind;
use link::Link;
use secret::SecretText;
use std::ops::Range;

/// One `name=value` of the query.
#[derive(Debug)]
pub(crate) struct Param {
    /// The documented parameter it was read as.
    pub(crate) spec: Option<&'static ParamSpec>,
    /// Name, `=` and value, in the token's text.
    pub(crate) range: Range<usize>,
    pub(crate) name: Range<usize>,
    pub(crate) value: Range<usize>,
    /// The name, percent-decoded.
    pub(crate) written: String,
    /// The value, percent-decoded once.
    pub(crate) decoded: SecretText,
    /// Whether the same parameter stands earlier in the query.
    pub(crate) is_repeat: bool,
    /// How many parameters this one stands for when they are not told apart; 0 for an ordinary one.
    pub(crate) lumped: usize,
}

impl Param {
    pub(crate) fn key(&self) -> Option<&'static str> {
        self.spec.map(|spec| spec.key)
    }

    /// What makes two parameters the same: the key, or the name of an unknown one.
    fn id(&self) -> &str {
        self.key().unwrap_or(&self.written)
    }

    /// Whether the name must not be shown unless asked for: what should be a value stands in it.
    pub(crate) fn has_secret_name(&self) -> bool {
        redact::finds_secret(&self.written)
    }

    /// Whether the value as a whole must not be shown unless asked for.
    pub(crate) fn is_secret(&self) -> bool {
        // Nobody looked at what those hold.
        self.lumped > 0
            || redact::is_secret_name(last_word(&self.written))
            || redact::is_secret_name(&self.written)
            || self.key() == Some("sig")
            || redact::is_secret_value(self.decoded.expose())
            || (self.spec.is_none() && redact::is_opaque_value(self.decoded.expose()))
    }

    /// Whether a secret stands somewhere in the name or the value: behind a `;`, say.
    pub(crate) fn holds_secret(&self) -> bool {
        self.is_secret() || self.has_secret_name() || redact::finds_secret(self.decoded.expose())
    }
}

/// A signature, taken apart.
pub(crate) struct Token {
    /// The link or query after repairs.
    pub(crate) mapped: Mapped,
    pub(crate) link: Option<Link>,
    pub(crate) params: Vec<Param>,
    /// `#` and what follows.
    pub(crate) fragment: Option<Range<usize>>,
    pub(crate) kind: Kind,
    /// The input bytes of the stretch it was cut from, wrapping included.
    pub(crate) stretch: (u32, u32),
    /// What was undone to get here.
    pub(crate) undone: Undone,
}

impl Token {
    /// Takes a repaired link or query apart. `endpoint` is the host that a connection string names
    /// beside the signature.
    pub(crate) fn parse(
        mapped: Mapped,
        endpoint: Option<&str>,
        stretch: (u32, u32),
        undone: Undone,
    ) -> Self {
        let text = mapped.as_str();
        let mut link = link::parse(text);
        let query_start = link
            .as_ref()
            .map_or_else(|| bare_query_start(text), |link| link.query_start(text));
        let query_end = text
            .get(query_start..)
            .and_then(|query| query.find('#'))
            .map_or(text.len(), |at| query_start + at);
        let fragment = (query_end < text.len()).then_some(query_end..text.len());
        let params = parse_query(text, query_start..query_end);
        if link.is_none() {
            link = endpoint.and_then(link::from_endpoint);
        }
        let kind = family::classify(&params, link.as_ref());
        Self {
            mapped,
            link,
            params,
            fragment,
            kind,
            stretch,
            undone,
        }
    }

    /// Returns the first parameter of a key.
    pub(crate) fn param(&self, key: &str) -> Option<&Param> {
        self.params.iter().find(|param| param.key() == Some(key))
    }

    /// Returns the decoded value of a key; an empty value counts as absent.
    pub(crate) fn value(&self, key: &str) -> Option<&str> {
        self.param(key)
            .map(|param| param.decoded.expose())
            .filter(|value| !value.is_empty())
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    /// Returns the value of a key only if Azure heeds it in a token of this kind and version: what
    /// is not signed limits nothing, however much it looks like a limit.
    pub(crate) fn in_force(&self, key: &str) -> Option<&str> {
        let value = self.value(key)?;
        let spec = table::find(key)?;
        let belongs = match self.family() {
            Family::Account => spec.families.account,
            Family::Service => spec.families.service,
            Family::UserDelegation => spec.families.delegation,
            Family::Unknown => false,
        };
        let fits = self
            .services()
            .iter()
            .any(|service| spec.services.contains(service.letter()));
        (belongs && fits && self.rules() >= spec.since).then_some(value)
    }

    /// Whether only HTTPS is accepted.
    pub(crate) fn is_https_only(&self) -> bool {
        self.in_force("spr") == Some("https")
    }

    /// Whether it is the export or import link of a managed disk.
    pub(crate) fn is_managed_disk(&self) -> bool {
        self.link
            .as_ref()
            .is_some_and(|link| link.reading.form == HostForm::ManagedDisk)
    }

    pub(crate) fn family(&self) -> Family {
        self.kind.family()
    }

    /// The services it reaches: those of `ss`, or the one of its kind.
    pub(crate) fn services(&self) -> Vec<Service> {
        if self.family() == Family::Account {
            let letters = self.value("ss").unwrap_or_default();
            return Service::ALL
                .into_iter()
                .filter(|service| letters.contains(service.letter()))
                .collect();
        }
        self.kind.service().into_iter().collect()
    }

    /// The version that it names.
    pub(crate) fn version(&self) -> &str {
        self.value("sv").unwrap_or_default()
    }

    /// The version that governs what it allows; tokens without one follow the oldest rules.
    pub(crate) fn rules(&self) -> &str {
        Some(self.version())
            .filter(|version| versions::is_well_formed(version))
            .unwrap_or_default()
    }
}

/// Skips the `?` or `&` that a bare token may start with.
fn bare_query_start(text: &str) -> usize {
    text.len() - text.trim_start_matches(['?', '&']).len()
}

/// From here on, parameters of unknown names are counted instead of told apart.
const MOST_PARAMS: usize = 1000;

/// From here on, a documented parameter that comes up this often is counted like an unknown one.
const MOST_REPEATS: usize = 8;

/// Reads the parameters. Junk cannot push the documented ones out, nor can it take more than linear
/// time.
fn parse_query(text: &str, range: Range<usize>) -> Vec<Param> {
    let mut params: Vec<Param> = Vec::new();
    let mut counts: Vec<Count> = Vec::new();
    let query = text.get(range.clone()).unwrap_or_default();
    let mut start = range.start;
    for piece in query.split('&') {
        let end = start + piece.len();
        if piece.is_empty() {
            // Two separators in a row.
        } else if is_told_apart(piece, params.len(), &mut counts) {
            let mut param = parse_param(piece, start);
            param.is_repeat = params.iter().any(|earlier| earlier.id() == param.id());
            params.push(param);
        } else if let Some(last) = params.last_mut().filter(|last| last.lumped > 0) {
            last.range.end = end;
            last.value.end = end;
            last.lumped += 1;
        } else {
            params.push(Param {
                spec: None,
                range: start..end,
                name: start..start,
                value: start..end,
                written: String::new(),
                decoded: SecretText::new(String::new()),
                is_repeat: false,
                lumped: 1,
            });
        }
        start = end + 1;
    }
    for param in params.iter_mut().filter(|param| param.lumped > 0) {
        let raw = text.get(param.value.clone()).unwrap_or_default();
        param.decoded = SecretText::new(percent::decode(raw).into_owned());
    }
    params
}

/// How often a documented parameter has been kept.
struct Count {
    key: &'static str,
    /// Slips are counted by themselves, so that they cannot use up what the parameter may take.
    is_slip: bool,
    kept: usize,
}

/// Whether a parameter is kept as one of its own, and counts it when it is.
fn is_told_apart(piece: &str, kept: usize, counts: &mut Vec<Count>) -> bool {
    let name = piece.split_once('=').map_or(piece, |(name, _)| name);
    let name = percent::decode(name);
    let exact = table::find_any_case(&name);
    let is_slip = exact.is_none();
    let Some(spec) = exact.or_else(|| table::find_similar(&name)) else {
        return kept < MOST_PARAMS;
    };
    let same = |count: &&mut Count| count.key == spec.key && count.is_slip == is_slip;
    let Some(count) = counts.iter_mut().find(same) else {
        counts.push(Count {
            key: spec.key,
            is_slip,
            kept: 1,
        });
        return true;
    };
    let is_kept = kept < MOST_PARAMS || count.kept < MOST_REPEATS;
    count.kept += usize::from(is_kept);
    is_kept
}

/// The end of a name, from the last character that no name has.
fn last_word(name: &str) -> &str {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    name.rsplit(|letter| !is_part(letter))
        .next()
        .unwrap_or(name)
}

fn parse_param(piece: &str, start: usize) -> Param {
    let end = start + piece.len();
    let (name, value_start) = match piece.find('=') {
        Some(at) => (start..start + at, start + at + 1),
        None => (start..end, end),
    };
    let written = percent::decode(piece.get(..name.len()).unwrap_or_default()).into_owned();
    let spec = table::find_any_case(&written);
    let decoded =
        percent::decode(piece.get(value_start - start..).unwrap_or_default()).into_owned();
    Param {
        spec,
        range: start..end,
        name,
        value: value_start..end,
        written,
        decoded: SecretText::new(decoded),
        is_repeat: false,
        lumped: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Vec<Param> {
        parse_query(text, 0..text.len())
    }

    fn keys(params: &[Param]) -> Vec<&str> {
        params.iter().filter_map(Param::key).collect()
    }

    #[test]
    fn junk_does_not_push_documented_parameters_out() {
        let junk = "&junk=v".repeat(5_000);
        let params = parse(&format!("sv=1{junk}&SE=2&sgi=3&x=y&z&sp=rwd"));
        assert_eq!(keys(&params), ["sv", "se", "sp"]);
        assert!(params.iter().any(|param| param.written == "sgi"));
        let lumped: Vec<usize> = params
            .iter()
            .map(|param| param.lumped)
            .filter(|count| *count > 0)
            .collect();
        assert_eq!(lumped, [5_000 - (MOST_PARAMS - 1), 2]);
        assert!(
            params
                .iter()
                .all(|param| param.lumped == 0 || param.is_secret())
        );
    }

    #[test]
    fn slips_leave_room_for_what_they_resemble() {
        let params = parse(&format!("{}&sig=x", "&ssig=v".repeat(5_000)));
        assert_eq!(keys(&params), ["sig"]);
    }

    #[test]
    fn repeats_and_slips_without_end_are_counted() {
        let text = "&sp=r&sgi=x&a=b".repeat(100_000);
        let params = parse(&text);
        assert!(params.len() < 2 * MOST_PARAMS, "{}", params.len());
        let told = params.iter().filter(|param| param.lumped == 0).count();
        let lumped: usize = params.iter().map(|param| param.lumped).sum();
        assert_eq!(told + lumped, 300_000);
    }
}
