//! Event Grid: tokens that publish events to a topic or a domain.
//!
//! The signed text is the token itself up to its signature. It can publish, and nothing else.
//!
//! Source: <https://learn.microsoft.com/azure/event-grid/authenticate-with-access-keys-shared-access-signatures>

mod messages;

use super::hosts::{self, HostOf};
use super::lex::{self, Address};
use super::life::{End, Life};
use super::messages::say;
use super::reading::{Facts, Grants, Meaning, Reading, outcome};
use super::resource_token::{end_message, signature_meaning};
use super::steps::{self, Setting, Slot, is_label, step};
use super::{Decode, Family, FieldSpec, Piece, Product};
use crate::access::time;
use crate::report::{Action, Harm, Impact, Kind, Resource, Revocability, Standing};
use crate::token::display::{short_name, shown};
use crate::token::percent;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

const SAS: &str = "https://learn.microsoft.com/azure/event-grid/authenticate-with-access-keys-shared-access-signatures";

const FIELDS: &[FieldSpec] = &[
    FieldSpec {
        key: "r",
        title: "Topic or domain",
        is_secret: false,
        source: SAS,
    },
    FieldSpec {
        key: "e",
        title: "Expiry",
        is_secret: false,
        source: SAS,
    },
    FieldSpec {
        key: "s",
        title: "Signature",
        is_secret: true,
        source: SAS,
    },
];

pub(super) static FAMILY: Family = Family {
    id: "event_grid",
    read,
    study,
    steps: to_stop,
    messages: messages::MESSAGES,
};

/// Exactly `r`, `e` and `s`: an address, a date, and the Base64 of 32 bytes. On Event Grid's own hosts
/// a damaged date or signature will do.
fn read(piece: &Piece<'_>) -> Option<Product> {
    let start = lex::name_starts(piece.text, "r=").next()?;
    let end = lex::token_end(piece.text, start);
    let token = piece.text.get(start..end)?;
    let pairs = lex::pairs(token, 0..token.len(), '&');
    let [resource, expiry, signature] = pairs.as_slice() else {
        return None;
    };
    let part = |range: &std::ops::Range<usize>| token.get(range.clone()).unwrap_or_default();
    if (
        part(&resource.name),
        part(&expiry.name),
        part(&signature.name),
    ) != ("r", "e", "s")
    {
        return None;
    }
    let address = percent::decode(part(&resource.value));
    let is_address = ["https://", "http://"]
        .iter()
        .any(|scheme| address.starts_with(scheme));
    let is_own = is_own_host(&Address::read(&address));
    let is_dated = parse_date(&percent::decode(part(&expiry.value))).is_some();
    let is_signed = lex::is_base64_of(&percent::decode(part(&signature.value)), 32);
    (is_address && (is_own || (is_dated && is_signed))).then(|| {
        Product::new(&FAMILY, Kind::EventGrid, piece, start..end).with_pairs(
            &pairs,
            FIELDS,
            Decode::Percent,
        )
    })
}

fn is_own_host(address: &Address) -> bool {
    hosts::find(&address.host).is_some_and(|spec| spec.of == HostOf::EventGrid)
}

/// A date as the token writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Written {
    at: DateTime<Utc>,
    /// The same with day and month swapped, where that is another day.
    swapped: Option<DateTime<Utc>>,
}

/// Reads an expiry: `1/2/2030 3:04:05 AM`, as .NET writes dates for Americans, or the forms of ISO
/// 8601, with a blank or a `T`.
fn parse_date(text: &str) -> Option<Written> {
    let text = text.trim();
    // .NET writes blanks as plus signs.
    read_date(text).or_else(|| read_date(&text.replace('+', " ")))
}

fn read_date(text: &str) -> Option<Written> {
    let iso = text.replacen(' ', "T", 1);
    let iso = iso.split_once('.').map_or(iso.as_str(), |(whole, _)| whole);
    if let Some(date) = time::parse(text).or_else(|| time::parse(iso)) {
        return Some(Written {
            at: date.instant,
            swapped: None,
        });
    }
    let (date, clock) = text.split_once(' ')?;
    let mut numbers = date.split('/').map(number);
    let (first, second, year) = (numbers.next()??, numbers.next()??, numbers.next()??);
    if numbers.next().is_some() || year < 1000 {
        return None;
    }
    let time = parse_clock(clock)?;
    let day = |month: u32, day: u32| {
        let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
        Some(date.and_time(time).and_utc())
    };
    let at = day(first, second)?;
    Some(Written {
        at,
        swapped: day(second, first).filter(|other| *other != at),
    })
}

fn parse_clock(text: &str) -> Option<NaiveTime> {
    let (clock, half) = match text.split_once([' ', '\u{202F}', '\u{A0}']) {
        Some((clock, half)) => (clock, Some(half.to_ascii_lowercase())),
        None => (text, None),
    };
    let mut numbers = clock.split(':').map(number);
    let (hour, minute) = (numbers.next()??, numbers.next()??);
    let second = numbers.next().unwrap_or(Some(0))?;
    let hour = match half.as_deref() {
        None => hour,
        Some("am") if (1..=12).contains(&hour) => hour % 12,
        Some("pm") if (1..=12).contains(&hour) => hour % 12 + 12,
        Some(_) => return None,
    };
    NaiveTime::from_hms_opt(hour, minute, second)
}

fn number(text: &str) -> Option<u32> {
    let is_number =
        (1..=4).contains(&text.len()) && text.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

fn expiry(product: &Product) -> Option<Written> {
    product.value("e").and_then(parse_date)
}

/// What a token points at.
struct Place {
    address: Address,
    is_own: bool,
}

impl Place {
    fn of(product: &Product) -> Self {
        let address = Address::read(product.value("r").unwrap_or_default());
        Self {
            is_own: is_own_host(&address),
            address,
        }
    }

    fn name(&self) -> Option<&str> {
        self.address.name().filter(|_| self.is_own)
    }

    fn say(&self) -> String {
        match self.name() {
            Some(name) => format!("the Event Grid topic or domain {}", short_name(name)),
            None => format!("the Event Grid topic at {}", short_name(&self.address.host)),
        }
    }
}

fn study(product: &Product, now: DateTime<Utc>) -> Reading {
    let place = Place::of(product);
    let written = expiry(product);
    let life = match written {
        Some(written) => Life::until(written.at, now),
        None => Life::of(End::Unreadable, now),
    };
    let is_whole = product
        .value("s")
        .is_some_and(|value| lex::is_base64_of(value, 32));
    let spot = place.say();
    let args = [("place", spot.as_str())];
    let spec = hosts::find(&place.address.host);
    Reading {
        thing: "token",
        kind_meaning: say("kind/event-grid", &[]),
        resource: Resource {
            level: "topic".to_owned(),
            covers: shown(&spot),
            service: Some("event-grid".to_owned()),
            cloud: spec.map(|spec| spec.cloud.to_owned()),
            host: Some(shown(&place.address.host)).filter(|host| !host.is_empty()),
            path: Some(shown(&place.address.path)).filter(|path| !path.is_empty()),
            ..Resource::default()
        },
        meanings: product
            .fields
            .iter()
            .map(|field| match field.spec.key {
                "r" => Meaning::ok(say("meaning/event-grid-topic", &args)),
                "s" => signature_meaning(is_whole, "token", "32"),
                "e" => match written {
                    Some(written) => Meaning::ok(end_message(written.at, now)).at(written.at),
                    None => Meaning::of(say("meaning/time-unread", &[]), Standing::Invalid),
                },
                _ => Meaning::of(
                    say("meaning/not-documented", &[("thing", "token")]),
                    Standing::Note,
                ),
            })
            .collect(),
        life,
        until: "",
        ends: say("validity/event-grid", &[]),
        grants: Grants::Known {
            what: format!("send events to {spot}"),
            more: " They can neither read events nor change settings.".to_owned(),
            impact: Impact::Bounded,
        },
        outcomes: vec![outcome(
            "publish-events",
            Harm::Add,
            say("outcome/event-grid-publish", &args),
            true,
        )],
        limits: vec![say("limit/no-start", &[])],
        revocability: Revocability::KeyOnly,
        stops: say("reason/stop-event-grid", &[]),
        owner: spot.clone(),
        after: vec![
            say("action/product-logs", &[("owner", &spot)]),
            say("action/event-grid-smaller", &[]),
        ],
        unknowns: [
            "unknown/product-holders",
            "unknown/product-genuine",
            "unknown/event-grid-key",
            "unknown/event-grid-handlers",
            "unknown/product-network",
        ]
        .into_iter()
        .map(|id| say(id, &[]))
        .collect(),
        facts: Facts {
            expiry_key: Some("e"),
            second_reading: written
                .and_then(|written| written.swapped)
                .map(|other| (other, "e")),
            bad_signature: (!is_whole).then_some("s"),
            ..Facts::default()
        },
    }
}

fn to_stop(product: &Product, lead: &str) -> Vec<Action> {
    let place = Place::of(product);
    let spec = hosts::find(&place.address.host);
    let name = Slot::of(place.name(), is_label, "TOPIC_NAME", "the topic's name");
    let setting = Setting::of(spec.map(|spec| spec.cloud));
    let renew = |noun: &str, cmdlet: &str, key: &str| {
        let name_text = &name.text;
        setting.commands(
            &format!("az eventgrid {noun} key regenerate -g RESOURCE_GROUP -n '{name_text}' --key-name {key}"),
            &format!(
                "New-AzEventGrid{cmdlet}Key -ResourceGroupName RESOURCE_GROUP -{cmdlet}Name '{name_text}' -KeyName {key}"
            ),
            &[&name],
        )
    };
    vec![
        step(
            say("action/event-grid-renew", &[("lead", lead)]),
            renew("topic", "Topic", "key1"),
        ),
        step(
            say("action/event-grid-second", &[]),
            renew("topic", "Topic", "key2"),
        ),
        step(
            say("action/event-grid-domain", &[]),
            renew("domain", "Domain", "key1"),
        ),
        steps::plain(say("action/event-grid-local", &[])),
    ]
}

/// The text that was signed: the token up to its signature, as it is written.
pub(super) fn string_to_sign(product: &Product) -> Option<String> {
    let signature = product.field("s")?;
    let before = product.mapped.as_str().get(..signature.range.start)?;
    Some(before.strip_suffix('&').unwrap_or(before).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    #[test]
    fn dates_are_read_in_every_form_that_clients_write() {
        let read = |text: &str| parse_date(text).map(|date| (date.at, date.swapped.is_some()));
        let moment = at("2030-01-02T03:04:05Z");
        assert_eq!(read("1/2/2030 3:04:05 AM"), Some((moment, true)));
        assert_eq!(read("1/2/2030+3:04:05+AM"), Some((moment, true)));
        assert_eq!(read("2030-01-02T05:04:05+02:00"), Some((moment, false)));
        assert_eq!(read("2030-01-02 03:04:05"), Some((moment, false)));
        assert_eq!(read("2030-01-02 03:04:05.123456"), Some((moment, false)));
        assert_eq!(read("2030-01-02T03:04:05Z"), Some((moment, false)));
        assert_eq!(
            read("12/31/2029 12:00:00 AM"),
            Some((at("2029-12-31T00:00:00Z"), false))
        );
        assert_eq!(
            read("12/31/2029 12:30:00 PM"),
            Some((at("2029-12-31T12:30:00Z"), false))
        );
        for text in [
            "",
            "tomorrow",
            "13/1/2030 3:04:05 AM",
            "1/2/30 3:04",
            "1/2/2030 13:04:05 PM",
            "1893553445",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
