//! The distinct words of a page, by which the search finds what only stands inside it.

use anyhow::Result;
use regex::Regex;
use std::collections::BTreeSet;

/// Tags and character references: not words.
const MARKUP: &str = "<[^>]*>|&[a-z#0-9]+;";

/// Returns the distinct words of some HTML, in lower case, sorted, with spaces between them.
pub(super) fn of(html: &str) -> Result<String> {
    let text = Regex::new(MARKUP)?.replace_all(html, " ").to_lowercase();
    let words: BTreeSet<&str> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.chars().count() > 1)
        .collect();
    Ok(words.into_iter().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_distinct_and_without_markup() -> Result<()> {
        let html = r#"<p class="note">A link &amp; a Link, <b>in</b> lives-over</p>"#;
        assert_eq!(of(html)?, "in link lives over");
        Ok(())
    }
}
