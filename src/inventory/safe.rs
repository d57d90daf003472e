//! Makes every text safe that enters the list, whoever hands it over: a scan, or a file that somebody
//! sent. Nothing leaves the list that did not come through here.

use crate::token::display;
use crate::token::redact::{self, REDACTED};
use std::fmt::Write;

/// The longest text, in characters, that is kept.
const LONGEST: usize = 1200;

/// How often a text is read again until it stays as it is.
const MOST_PASSES: usize = 4;

/// Returns a piece of somebody's input as it may be shown: a name, a value. What is safe already
/// stays as it is, so that a list that was written and read again is the same list.
pub(super) fn input(text: &str) -> String {
    settled(text, redact::text)
}

/// Returns the path of a file as it may be shown.
pub(super) fn path(text: &str) -> String {
    settled(text, redact::path)
}

/// Returns a sentence as it may be shown. A word with a colon behind it is no name of a secret there,
/// so each word is looked at alone.
pub(super) fn prose(text: &str) -> String {
    settled(text, |text| {
        text.split(' ')
            .map(redact::text)
            .collect::<Vec<_>>()
            .join(" ")
    })
}

fn settled(text: &str, redact: fn(&str) -> String) -> String {
    let mut safe = pass(text, redact);
    if safe == text {
        return safe;
    }
    for _ in 0..MOST_PASSES {
        let next = pass(&safe, redact);
        if next == safe {
            return safe;
        }
        safe = next;
    }
    REDACTED.to_owned()
}

fn pass(text: &str, redact: fn(&str) -> String) -> String {
    // First: half a secret looks like none. Longer texts lose their end before, at a word.
    let is_long = text.len() > LONGEST * 8;
    let safe = if is_long {
        display::shown_within(text, LONGEST)
    } else {
        redact(text)
    };
    let mut out = String::with_capacity(safe.len());
    for letter in safe.chars() {
        if display::is_hazardous(letter) {
            let _ = write!(out, "⟨U+{:04X}⟩", u32::from(letter));
        } else {
            out.push(letter);
        }
    }
    if let Some((cut, _)) = out.char_indices().nth(LONGEST) {
        let end = out
            .char_indices()
            .nth(LONGEST - 1)
            .map_or(cut, |(at, _)| at);
        out.truncate(end);
        out.push('…');
    }
    out
}

/// Returns hex digits of one of the lengths, or nothing.
pub(super) fn hex(text: &str, lengths: &[usize]) -> Option<String> {
    let is_hex = text.bytes().all(|digit| digit.is_ascii_hexdigit());
    (lengths.contains(&text.len()) && is_hex).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_secret_goes_and_the_words_around_it_stay() {
        let planted = format!(
            "a/sig={}/b",
            "bm90LWEtcmVhbC1zaWduYXR1cmUtb25seS1hLWRlbW8%3D"
        );
        assert!(!input(&planted).contains("bm90"));
        assert_eq!(prose("The token: it is whole."), "The token: it is whole.");
        let told = prose("The value bm90LWEtcmVhbC1zaWduYXR1cmUtb25seS1hLWRlbW8= stands there.");
        assert_eq!(told, "The value [redacted] stands there.");
    }

    proptest! {
        #[test]
        fn what_is_safe_stays_as_it_is(text in r"[ -~é\u{202E}\n]{0,300}", times in 1_usize..60) {
            let text = text.repeat(times);
            let once = input(&text);
            prop_assert_eq!(&input(&once), &once);
            prop_assert!(once.chars().count() <= LONGEST);
            let once = prose(&text);
            prop_assert_eq!(&prose(&once), &once);
        }
    }
}
