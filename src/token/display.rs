//! Makes input safe and short enough to be shown: bounded, redacted, without characters that hide
//! or reorder text.

use super::redact;
use std::fmt::Write;

/// The longest excerpt of input, in characters, that a report carries.
pub(crate) const LONGEST_EXCERPT: usize = 400;

/// Returns a piece of input as it may be shown to people.
pub(crate) fn shown(text: &str) -> String {
    shown_within(text, LONGEST_EXCERPT)
}

/// Returns a text as it may be shown to people, with a bound of its own.
pub(crate) fn shown_within(text: &str, limit: usize) -> String {
    bounded(&redact::text(head(text, limit)), text, limit)
}

/// Returns a piece of input as it may be shown to someone who asked for its secrets.
pub(crate) fn shown_revealed(text: &str) -> String {
    bounded(text, text, LONGEST_EXCERPT)
}

/// Returns the path of a file as it may be shown to people.
#[cfg(feature = "scan")]
pub(crate) fn shown_path(path: &str, limit: usize) -> String {
    bounded(&redact::path(head(path, limit)), path, limit)
}

/// The longest name, in characters, that stands in a sentence as it is.
const LONGEST_NAME: usize = 60;

/// How much of each end of a longer name stays.
const NAME_END: usize = 29;

/// Returns a name for a sentence: of a long one the beginning and the end, cut at slashes where there
/// are any. What comes after it in the sentence must not be pushed out of sight.
pub(crate) fn short_name(name: &str) -> String {
    let is_short = |text: &str| text.chars().nth(LONGEST_NAME).is_none();
    if is_short(name) {
        return name.to_owned();
    }
    // First: half a secret looks like none.
    let safe = redact::text(name);
    if is_short(&safe) {
        return safe;
    }
    let border = |at: Option<(usize, char)>| at.map_or(0, |(at, _)| at);
    let head = safe
        .get(..border(safe.char_indices().nth(NAME_END)))
        .unwrap_or_default();
    let tail = safe
        .get(border(safe.char_indices().nth_back(NAME_END - 1))..)
        .unwrap_or_default();
    let head = head
        .rfind('/')
        .and_then(|at| head.get(..=at))
        .unwrap_or(head);
    let tail = tail.find('/').and_then(|at| tail.get(at..)).unwrap_or(tail);
    format!("{head}…{tail}")
}

/// Makes hazardous characters visible, cuts at the limit, and tells how long the whole is.
fn bounded(text: &str, whole: &str, limit: usize) -> String {
    let mut out = String::with_capacity(text.len().min(limit * 4));
    for character in text.chars().take(limit) {
        if is_hazardous(character) {
            let _ = write!(out, "⟨U+{:04X}⟩", u32::from(character));
        } else {
            out.push(character);
        }
    }
    if whole.len() > limit {
        let total = whole.chars().count();
        if total > limit {
            let _ = write!(out, "… ({total} characters)");
        }
    }
    out
}

/// Cuts a text to a length from which the limit remains after redaction.
fn head(text: &str, limit: usize) -> &str {
    let Some(cut) = text.get(..text.floor_char_boundary(limit * 8)) else {
        return text;
    };
    if cut.len() == text.len() {
        return text;
    }
    // Half a word could be half a secret, which looks like none; one endless word is none.
    let is_inner =
        |letter: char| !letter.is_whitespace() && !matches!(letter, ';' | ',' | '&' | '"');
    let whole_words = cut.trim_end_matches(is_inner);
    if whole_words.is_empty() {
        cut
    } else {
        whole_words
    }
}

/// Whether a character hides, reorders or breaks the text around it.
pub(crate) fn is_hazardous(character: char) -> bool {
    character.is_control()
        || is_invisible(character)
        || matches!(character, '\u{2028}' | '\u{2029}')
}

/// Whether a character has no width or changes the writing direction.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{E0000}'..='\u{E007F}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direction_marks_become_visible() {
        assert_eq!(shown("a\u{202E}b\n"), "a⟨U+202E⟩b⟨U+000A⟩");
    }

    #[test]
    fn a_long_name_loses_its_middle() {
        let path = format!("2026/q1/{}/summary.pdf", "é".repeat(900));
        assert_eq!(short_name(&path), "2026/q1/…/summary.pdf");
        let name = format!("{}😀{}", "é".repeat(60), "ü".repeat(60));
        let short = short_name(&name);
        assert_eq!(short, format!("{}…{}", "é".repeat(29), "ü".repeat(29)));
        assert_eq!(short_name(&"é".repeat(60)), "é".repeat(60));
    }

    #[test]
    fn a_shortened_name_shows_no_half_of_a_secret() {
        let secret = "cRbIx5hHSaui2mPzbshp1xKy4GdrisBX1S4Zi+OnEVU=";
        let name = format!("{secret}/{}", "folder/".repeat(20));
        assert!(!short_name(&name).contains("cRbIx5"));
    }

    #[test]
    fn a_megabyte_is_cut_and_counted() {
        let text = shown(&"é ".repeat(500_000));
        assert!(text.ends_with("… (1000000 characters)"));
        assert!(text.chars().count() < LONGEST_EXCERPT + 40);
    }
}
