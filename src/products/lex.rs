//! Small readers that several families share: pairs, addresses, Base64, runs of letters.

use crate::token::{percent, redact};
use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::engine::{DecodePaddingMode, Engine};
use std::ops::Range;

/// From here on, pairs of unknown names are counted instead of told apart.
const MOST_PAIRS: usize = 1000;

/// The names that tell one product from another: they are kept among any number of others.
const TELLING: &[&str] = &[
    "AccountEndpoint",
    "AccountKey",
    "Endpoint",
    "HostName",
    "SharedAccessKey",
    "code",
    "e",
    "ex",
    "r",
    "s",
    "se",
    "sig",
    "skn",
    "sn",
    "sp",
    "sr",
    "sv",
    "type",
    "uid",
    "ver",
];

/// One `name=value`, by its places in the text.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) name: Range<usize>,
    /// At the end of the name when there is no sign.
    pub(super) value: Range<usize>,
    /// How many pairs this one stands for when they are not told apart; 0 for an ordinary one.
    pub(super) lumped: usize,
}

/// Splits a range at a separator, and each piece at its first `=`.
pub(super) fn pairs(text: &str, range: Range<usize>, separator: char) -> Vec<Pair> {
    let mut found: Vec<Pair> = Vec::new();
    let mut start = range.start;
    for piece in text.get(range).unwrap_or_default().split(separator) {
        let end = start + piece.len();
        let name = piece.find('=').map_or(end, |at| start + at);
        let is_telling = || {
            TELLING
                .iter()
                .any(|known| text.get(start..name) == Some(known))
        };
        if piece.is_empty() {
            // Two separators in a row.
        } else if found.len() < MOST_PAIRS || (found.len() < 2 * MOST_PAIRS && is_telling()) {
            found.push(Pair {
                name: start..name,
                value: (name + 1).min(end)..end,
                lumped: 0,
            });
        } else if let Some(last) = found.last_mut().filter(|last| last.lumped > 0) {
            last.value.end = end;
            last.lumped += 1;
        } else {
            found.push(Pair {
                name: start..start,
                value: start..end,
                lumped: 1,
            });
        }
        start = end + separator.len_utf8();
    }
    found
}

/// Whether a character cannot be part of a token's text, in whatever text it stands.
fn ends_token(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '"' | '\'' | '<' | '>' | '`' | '|' | '{' | '}')
}

/// Where a token that starts at a place ends: before a quote, a blank, or the mark that ends the
/// sentence around it.
pub(super) fn token_end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let stop = rest.find(ends_token).unwrap_or(rest.len());
    let token = rest.get(..stop).unwrap_or_default();
    let bare = token.trim_end_matches(['.', ',', ';', ':', ')', ']', '!', '\\']);
    let behind = token.get(bare.len()..).unwrap_or_default();
    let mask = if behind.starts_with(MASK) && ends_in_start_of_signature(bare) {
        MASK.len()
    } else {
        0
    };
    start + bare.len() + mask
}

/// What stands in place of the rest of a signature.
const MASK: &str = "...";

/// A signature is longer.
const SHORTEST_SIGNATURE: usize = 40;

/// Whether a token ends in a signature of which only the first letters are there.
fn ends_in_start_of_signature(token: &str) -> bool {
    let last = token.rsplit(['&', '?', ' ']).next().unwrap_or_default();
    last.split_once('=').is_some_and(|(name, value)| {
        matches!(name, "s" | "sig" | "sn") && value.len() < SHORTEST_SIGNATURE
    })
}

/// The places where a name may start: at the start, or behind what no name holds.
pub(super) fn name_starts(text: &str, name: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    memchr::memmem::find_iter(bytes, name.as_bytes()).filter(move |at| {
        at.checked_sub(1)
            .and_then(|before| bytes.get(before))
            .is_none_or(|before| !before.is_ascii_alphanumeric() && !matches!(before, b'-' | b'_'))
    })
}

/// Reads Base64 as Azure's libraries do: padding and the bits left over at the end do not matter.
const STANDARD: GeneralPurpose = lenient(&alphabet::STANDARD);
const URL_SAFE: GeneralPurpose = lenient(&alphabet::URL_SAFE);

const fn lenient(letters: &alphabet::Alphabet) -> GeneralPurpose {
    GeneralPurpose::new(
        letters,
        GeneralPurposeConfig::new()
            .with_decode_allow_trailing_bits(true)
            .with_decode_padding_mode(DecodePaddingMode::Indifferent),
    )
}

/// Decodes Base64 of the usual letters.
pub(super) fn base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// Decodes Base64 of the letters that addresses may hold.
pub(super) fn base64_url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE.decode(text).ok()
}

/// Whether a text is the Base64 of so many bytes.
pub(super) fn is_base64_of(text: &str, count: usize) -> bool {
    text.len() <= count * 2 && base64(text).is_some_and(|bytes| bytes.len() == count)
}

/// Whether a value has the length and letters of a key, rather than those of a placeholder.
pub(super) fn is_key_like(value: &str) -> bool {
    (40..=128).contains(&value.len())
        && value.bytes().all(|letter| {
            letter.is_ascii_alphanumeric() || matches!(letter, b'+' | b'/' | b'=' | b'-' | b'_')
        })
        && value.bytes().any(|letter| letter.is_ascii_alphabetic())
        && !is_filler(value)
}

/// The runs of letters that may be keys, each with its padding, and no longer run around them.
pub(super) fn key_runs(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let is_letter = |at: usize| {
        bytes.get(at).is_some_and(|letter| {
            letter.is_ascii_alphanumeric() || matches!(letter, b'+' | b'/' | b'-' | b'_')
        })
    };
    let mut runs = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !is_letter(at) {
            at += 1;
            continue;
        }
        let start = at;
        while is_letter(at) {
            at += 1;
        }
        let signs = bytes
            .iter()
            .skip(at)
            .take_while(|letter| **letter == b'=')
            .count();
        // What a sign and more letters follow is a name.
        let is_name = signs > 0 && is_letter(at + signs);
        let end = if signs <= 2 && !is_name {
            at + signs
        } else {
            at
        };
        if (SHORTEST_RUN..=LONGEST_RUN).contains(&(end - start)) {
            runs.push(start..end);
        }
        at = end.max(at);
    }
    runs
}

const SHORTEST_RUN: usize = 44;
const LONGEST_RUN: usize = 90;

/// Whether one letter is repeated all through.
fn is_filler(value: &str) -> bool {
    let body = value.trim_end_matches('=').as_bytes();
    body.iter().all(|letter| Some(letter) == body.first())
}

/// The parts of an address, in any scheme or none.
#[derive(Clone, Debug, Default)]
pub(super) struct Address {
    /// Lower case, without the port.
    pub(super) host: String,
    /// What follows, without the slash before and behind it, and without a query. A secret can hold
    /// `/`, so that its halves look harmless: secrets are replaced before anyone takes steps of it.
    pub(super) path: String,
    /// The same as it is, for signing.
    written: String,
}

impl Address {
    pub(super) fn read(text: &str) -> Self {
        let rest = text
            .find("://")
            .map_or(text, |at| text.get(at + 3..).unwrap_or_default());
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let host = authority
            .rsplit_once('@')
            .map_or(authority, |(_, host)| host);
        let host = host.split(':').next().unwrap_or(host).to_ascii_lowercase();
        let path = behind.split(['?', '#']).next().unwrap_or_default();
        let written = percent::decode(path.trim_matches('/')).into_owned();
        Self {
            host,
            path: redact::text(&written),
            written,
        }
    }

    /// The first label of the host.
    pub(super) fn name(&self) -> Option<&str> {
        self.host.split('.').next().filter(|name| !name.is_empty())
    }

    /// The step behind one of a name.
    pub(super) fn step_after(&self, name: &str) -> Option<&str> {
        step_after(&self.path, name)
    }

    /// The same, not to be shown.
    pub(super) fn written_after(&self, name: &str) -> Option<&str> {
        step_after(&self.written, name)
    }
}

fn steps(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|step| !step.is_empty())
}

fn step_after<'a>(path: &'a str, name: &str) -> Option<&'a str> {
    let mut steps = steps(path);
    steps.find(|step| step.eq_ignore_ascii_case(name))?;
    steps.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_in_any_scheme_or_none() {
        let address = Address::read("sb://Contoso.servicebus.windows.net:5671/orders/?x=1");
        assert_eq!(
            (address.host.as_str(), address.path.as_str(), address.name()),
            ("contoso.servicebus.windows.net", "orders", Some("contoso"))
        );
        let address = Address::read("hub.azure-devices.net/devices/d%201/modules/m");
        assert_eq!(address.step_after("devices"), Some("d 1"));
        assert_eq!(address.step_after("modules"), Some("m"));
        assert_eq!(Address::read("").name(), None);
    }

    #[test]
    fn junk_hides_no_pair_that_tells() {
        let text = format!("sr=a{}&sig=b&flag", "&x=1".repeat(5_000));
        let pairs = pairs(&text, 0..text.len(), '&');
        let names: Vec<&str> = pairs.iter().map(|pair| &text[pair.name.clone()]).collect();
        assert!(names.contains(&"sr") && names.contains(&"sig"));
        let lumped: usize = pairs.iter().map(|pair| pair.lumped).sum();
        assert_eq!(
            pairs.iter().filter(|pair| pair.lumped == 0).count() + lumped,
            5_003
        );
        assert_eq!(pairs.last().map(|pair| pair.value.end), Some(text.len()));
        let repeated = "&sig=1".repeat(10_000);
        assert!(super::pairs(&repeated, 0..repeated.len(), '&').len() <= 2 * MOST_PAIRS + 1);
    }

    #[test]
    fn keys_are_told_from_placeholders() {
        assert!(
            is_key_like(&crate::signature::mac::to_base64(&[7; 32]))
                || is_key_like(&crate::signature::mac::to_base64(
                    b"0123456789abcdef0123456789abcdef"
                ))
        );
        for text in [
            "<key>",
            "your-key-here",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        ] {
            assert!(!is_key_like(text), "{text}");
        }
    }

    #[test]
    fn runs_are_whole_words_with_their_padding() {
        let key = format!("{}==", "aB3+".repeat(21) + "xy");
        for text in [
            key.clone(),
            format!("KEY={key}"),
            format!("https://x.example/a.csv;{key};"),
            format!("\"{key}\""),
        ] {
            let runs = key_runs(&text);
            assert_eq!(runs.len(), 1, "{text}");
            assert_eq!(&text[runs[0].clone()], key);
        }
        assert!(key_runs(&format!("x{}", "a".repeat(200))).is_empty());
    }

    #[test]
    fn a_token_ends_before_the_marks_of_its_sentence() {
        assert_eq!(token_end("sr=a&sig=b, and", 0), 10);
        assert_eq!(token_end("(sr=a)", 1), 5);
    }
}
