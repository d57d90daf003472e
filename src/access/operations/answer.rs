//! Whether a token may do an operation: its letters, met with family, services, types, scope and
//! version.

use super::{Alternative, Need, OperationSpec, all};
use crate::access::effective::{self, Doubt, doubt};
use crate::access::scope::{Rows, Scope};
use crate::params::grants::{self, Target};
use crate::params::hosts::HostForm;
use crate::params::{Family, Service};
use crate::report::{Answer, OperationService};
use crate::token::Token;

/// Letters that only read.
const READING: &str = "rlf";

/// What decides where a token is older than what it opens.
const OLDER_RESOURCE: &[&str] = &["sv", "sr"];

/// The parameters that limit a table token to some rows.
const ROW_LIMITS: [&str; 4] = ["spk", "srk", "epk", "erk"];

/// An answer, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ruling {
    pub(crate) answer: Answer,
    pub(crate) why: Why,
    /// The keys of parameters, or `family`.
    pub(crate) decided_by: Vec<&'static str>,
}

/// Why an operation is allowed, denied or neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// The token holds letters that are enough.
    Held(Alternative),
    /// Any letter is enough.
    AnyLetter,
    /// It needs no token.
    NeedsNothing,
    /// No token of any kind can do it.
    NoKind,
    /// Only an account SAS can do it.
    AccountOnly,
    /// A user delegation SAS cannot do it.
    NotDelegated,
    /// `ss` leaves its service out.
    Service,
    /// `srt` leaves this resource type out.
    Type(char),
    /// It is outside of what the token was signed for.
    Scope,
    /// The token covers no row.
    NoRow,
    /// Letters are missing.
    Letters,
    /// Which letters it needs is not known; these only read, and it changes something.
    OnlyReads,
    /// The letters are enough in later versions only.
    Version(Alternative),
    /// A stored access policy holds the letters.
    Policy,
    /// No source says which letters it needs.
    Unsettled,
    /// No source says whether the letters that the token holds are enough, here.
    UnsettledLetters(Alternative),
    /// What a letter does in such a token is not settled.
    Doubtful(Alternative, char, Doubt),
    /// The version is older than the kind of thing that the token opens.
    OlderResource(&'static str),
    /// Any letter is enough, but no source settles that those of the token count.
    UnsettledAny,
    /// The token does not say what it would have to, under this key.
    Unreadable(&'static str),
}

/// What the letters of a token come to.
enum Letters {
    Enough(Why),
    Open(Why, &'static [&'static str]),
    Short(Why, &'static str),
}

/// Whether an operation is within what a token covers.
#[derive(Default)]
struct Place {
    /// What stands in the way, each with the keys that say so.
    hurdles: Vec<(Why, Vec<&'static str>)>,
    /// The key that would have to say more.
    unreadable: Option<&'static str>,
    /// Whether no source settles that the scope includes it.
    is_open: bool,
}

/// A token that is asked.
pub(crate) struct Holder<'a> {
    token: &'a Token,
    scope: &'a Scope,
    letters: &'a str,
    has_policy: bool,
}

impl<'a> Holder<'a> {
    pub(crate) fn new(token: &'a Token, scope: &'a Scope) -> Self {
        let letters = token.value("sp").unwrap_or_default();
        Self {
            token,
            scope,
            letters,
            has_policy: letters.is_empty() && token.in_force("si").is_some(),
        }
    }

    /// Lists the operations of the services that the token concerns: all of them for an account SAS,
    /// also those that `ss` leaves out; none when its kind is not known.
    pub(crate) fn operations(&self) -> impl Iterator<Item = &'static OperationSpec> + use<> {
        let family = self.token.family();
        let own = self.token.kind.service();
        // The account of a managed disk is Azure's own, and has no Data Lake. The emulator has neither
        // that nor file shares.
        let is_disk = self.token.is_managed_disk();
        let link = self.token.link.as_ref();
        let is_emulator = link.is_some_and(|link| link.reading.form == HostForm::Emulator);
        let is_missing = move |service| match service {
            OperationService::Dfs => is_disk || is_emulator,
            OperationService::File => is_emulator,
            _ => false,
        };
        all().filter(move |operation| {
            let is_told = match family {
                Family::Account => true,
                Family::Service | Family::UserDelegation => operation
                    .storage_service()
                    .is_none_or(|service| Some(service) == own),
                Family::Unknown => false,
            };
            is_told && !is_missing(operation.service)
        })
    }

    /// What the token needs for an operation, by its family.
    pub(crate) fn need(&self, operation: &OperationSpec) -> Need {
        Need::read(if self.token.family() == Family::Account {
            operation.account
        } else {
            operation.scoped
        })
    }

    /// Answers whether the token may do an operation.
    pub(crate) fn ask(&self, operation: &OperationSpec) -> Ruling {
        let need = self.need(operation);
        match need {
            Need::Never if operation.is_never_possible() => return denied(Why::NoKind, "family"),
            Need::Never => return denied(Why::AccountOnly, "family"),
            Need::Nothing => return ruling(Answer::Allowed, Why::NeedsNothing, Vec::new()),
            Need::AnyLetter if self.token.family() == Family::UserDelegation => {
                return denied(Why::NotDelegated, "family");
            }
            _ => {}
        }
        let mut place = self.place(operation);
        let letters = self.letters(operation, &need, place.is_open);
        if let Letters::Short(why, key) = letters {
            place.hurdles.push((why, vec![key]));
        }
        if let Some((first, _)) = place.hurdles.first() {
            let keys = place.hurdles.iter().flat_map(|(_, keys)| keys).copied();
            return ruling(Answer::Denied, *first, keys.collect());
        }
        if let Some(key) = place.unreadable {
            return ruling(Answer::Unknown, Why::Unreadable(key), vec![key]);
        }
        match letters {
            Letters::Enough(why) => ruling(Answer::Allowed, why, vec!["sp"]),
            Letters::Open(why, keys) => ruling(Answer::Unknown, why, keys.to_vec()),
            Letters::Short(why, key) => denied(why, key),
        }
    }

    /// Whether the operation is within what the token covers.
    fn place(&self, operation: &OperationSpec) -> Place {
        if self.token.family() == Family::Account {
            return self.place_in_account(operation);
        }
        let mut place = Place::default();
        let value = self.scope.grant_value();
        if value.is_empty() {
            place.unreadable = Some("sr");
            return place;
        }
        let is_in = |scope: &str| scope == value;
        let mut scopes = operation.scopes.split(' ');
        match scopes.find(|scope| is_in(scope.trim_end_matches('?'))) {
            None => place.hurdles.push((Why::Scope, vec!["sr"])),
            Some(scope) => place.is_open = !is_in(scope),
        }
        if self.scope.rows == Rows::None {
            let in_force = |key: &&str| self.token.in_force(key).is_some();
            let keys = ROW_LIMITS.into_iter().filter(in_force).collect();
            place.hurdles.push((Why::NoRow, keys));
        }
        place
    }

    fn place_in_account(&self, operation: &OperationSpec) -> Place {
        let mut place = Place::default();
        match (self.token.value("ss"), operation.storage_service()) {
            _ if self.token.services().is_empty() => place.unreadable = Some("ss"),
            (Some(named), Some(service)) if !named.contains(service.letter()) => {
                place.hurdles.push((Why::Service, vec!["ss"]));
            }
            _ => {}
        }
        let needed = operation.resource_type;
        match self.token.value("srt") {
            Some(named) if Target::ALL.iter().any(|one| named.contains(one.letter())) => {
                let is_open = matches!(needed, '*' | '?');
                if !is_open && !named.contains(needed) {
                    place.hurdles.push((Why::Type(needed), vec!["srt"]));
                }
            }
            _ => place.unreadable = place.unreadable.or(Some("srt")),
        }
        place
    }

    /// Whether the letters are enough.
    fn letters(&self, operation: &OperationSpec, need: &Need, is_open: bool) -> Letters {
        if self.has_policy {
            return Letters::Open(Why::Policy, &["si"]);
        }
        let is_known = |letter: char| grants::letter_name(letter, None).is_some();
        if !self.letters.chars().any(is_known) {
            return Letters::Open(Why::Unreadable("sp"), &["sp"]);
        }
        match need {
            Need::Letters(alternatives) => self.choose(operation, alternatives, is_open),
            Need::UnsettledChange if !self.letters.chars().any(changes) => {
                Letters::Open(Why::OnlyReads, &[])
            }
            Need::Unsettled | Need::UnsettledChange => Letters::Open(Why::Unsettled, &[]),
            Need::Never | Need::Nothing | Need::AnyLetter => self.any_letter(),
        }
    }

    /// Whether the token has a letter that counts where any one is enough.
    fn any_letter(&self) -> Letters {
        if let Some(since) = effective::newer_resource(self.token, self.scope) {
            return Letters::Open(Why::OlderResource(since), OLDER_RESOURCE);
        }
        if effective::has_any_letter(self.token) {
            Letters::Enough(Why::AnyLetter)
        } else {
            Letters::Open(Why::UnsettledAny, &["sp"])
        }
    }

    /// Finds the alternative that says most for the operation.
    fn choose(
        &self,
        operation: &OperationSpec,
        alternatives: &[Alternative],
        is_open: bool,
    ) -> Letters {
        let held = |letter: char| self.letters.contains(letter);
        let held = alternatives.iter().filter(|one| one.chars().all(held));
        let (in_force, later): (Vec<&Alternative>, Vec<&Alternative>) =
            held.partition(|alternative| alternative.is_in_force(self.token));
        let ways = in_force.into_iter().map(|alternative| {
            if !alternative.is_settled || is_open {
                let keys: &[&str] = if is_open { &["sr"] } else { &[] };
                return Letters::Open(Why::UnsettledLetters(*alternative), keys);
            }
            match self.doubt(operation, *alternative) {
                None => Letters::Enough(Why::Held(*alternative)),
                Some((_, Doubt::OlderResource(since))) => {
                    Letters::Open(Why::OlderResource(since), OLDER_RESOURCE)
                }
                Some((letter, doubt)) => {
                    let keys: &[&str] = match doubt {
                        Doubt::Older(_) | Doubt::OlderResource(_) => &["sv"],
                        Doubt::Frozen | Doubt::OtherEnd => &["sr"],
                        Doubt::Preview => &["family"],
                    };
                    Letters::Open(Why::Doubtful(*alternative, letter, doubt), keys)
                }
            }
        });
        let mut first_open = None;
        for way in ways {
            match way {
                Letters::Enough(_) => return way,
                _ => first_open = first_open.or(Some(way)),
            }
        }
        first_open.unwrap_or(match later.first() {
            Some(later) => Letters::Short(Why::Version(**later), "sv"),
            None => Letters::Short(Why::Letters, "sp"),
        })
    }

    /// What speaks against being sure of letters that are enough by the documents.
    fn doubt(&self, operation: &OperationSpec, alternative: Alternative) -> Option<(char, Doubt)> {
        let service = operation.storage_service()?;
        alternative.chars().find_map(|letter| {
            let since = since(letter, service, operation.resource_type);
            let doubt = doubt(letter, service, since, self.token, self.scope)?;
            Some((letter, doubt))
        })
    }
}

impl OperationSpec {
    /// Whether no token of any kind can do it.
    pub(crate) fn is_never_possible(&self) -> bool {
        self.account == "never" && self.scoped == "never"
    }
}

impl Alternative {
    pub(crate) fn chars(self) -> impl Iterator<Item = char> {
        self.letters.chars().filter(|letter| *letter != '&')
    }

    /// Whether it counts under the rules that govern a token.
    pub(crate) fn is_in_force(self, token: &Token) -> bool {
        token.rules() >= self.from
    }
}

/// The version that brought a letter for a service, and for a target where that is known.
pub(crate) fn since(letter: char, service: Service, resource_type: char) -> &'static str {
    grants::GRANTS
        .iter()
        .filter(|grant| grant.letter == letter && grant.service == service)
        .filter(|grant| !grant.is_refused_before)
        .filter(|grant| "*?".contains(resource_type) || grant.target.letter() == resource_type)
        .map(|grant| grant.since)
        .min()
        .unwrap_or_default()
}

/// Whether a letter is one that is good for more than reading.
fn changes(letter: char) -> bool {
    grants::letter_name(letter, None).is_some() && !READING.contains(letter)
}

fn denied(why: Why, key: &'static str) -> Ruling {
    ruling(Answer::Denied, why, vec![key])
}

fn ruling(answer: Answer, why: Why, decided_by: Vec<&'static str>) -> Ruling {
    Ruling {
        answer,
        why,
        decided_by,
    }
}
