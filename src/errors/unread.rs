//! Says which answers were seen and not read, and how large they are: nothing is left out in silence.

use super::find;
use super::signed;
use crate::repair::mapped::to_u32;
use crate::report::segments::Places;
use crate::report::{Message, Skipped};
use std::ops::Range;

/// A text to sign that is too large.
pub(super) const SIGNED: &str = "The text to sign in an answer of Azure's was seen and not read. It has {size} characters in {lines} lines. At most {limit} bytes in {most} lines are read.";

/// An answer in a text of which only the links are listed.
pub(super) const LISTED: &str = "An answer of Azure's was seen in this text of {size} characters and not read. Answers are read in texts of up to {limit} characters and {links} links. Paste the answer and its link alone.";

/// Answers behind the most that are explained.
pub(super) const REST: &str =
    "{count} more answers of Azure's were found and not explained one by one.";

/// Where answers are read on the page: in a text so long, in UTF-16 units, with so many links.
const READ_MOST: usize = 65_536;
const LINKS_MOST: usize = 20;

/// Above this, in bytes, only the surest words are looked for.
const CLOSELY: usize = 1 << 20;

/// Words that stand in nothing but an answer.
const SURE: [&str; 3] = [
    "AuthenticationErrorDetail",
    "String to sign used was",
    "following string to sign",
];

/// Tells of the first answer in a text that is only listed.
pub(crate) fn listed(text: &str, places: &Places<'_>) -> Option<Skipped> {
    let range = if text.len() <= CLOSELY {
        find::answers(text)
            .into_iter()
            .find(find::Answer::is_sure)
            .map(|answer| answer.range)
    } else {
        let start = |word: &&str| memchr::memmem::find(text.as_bytes(), word.as_bytes());
        SURE.iter()
            .filter_map(|word| start(word).map(|at| at..at + word.len()))
            .min_by_key(|range| range.start)
    }?;
    let size = text.chars().count().to_string();
    let args = [
        ("size", size.as_str()),
        ("limit", &READ_MOST.to_string()),
        ("links", &LINKS_MOST.to_string()),
    ];
    Some(skipped(("skipped/answer", LISTED), &args, range, places))
}

/// Tells of answers that were too many; the range is the first one's.
pub(super) fn rest(count: usize, first: Range<usize>, places: &Places<'_>) -> Skipped {
    let args = [("count", &*count.to_string())];
    skipped(("skipped/answers", REST), &args, first, places)
}

/// Tells of a text to sign that is too large to be read.
pub(super) fn signed(text: &str, range: Range<usize>, places: &Places<'_>) -> Skipped {
    let whole = text.get(range.clone()).unwrap_or_default();
    let args = [
        ("size", whole.chars().count().to_string()),
        ("lines", signed::count_lines(whole).to_string()),
        ("limit", signed::LONGEST.to_string()),
        ("most", signed::MOST_LINES.to_string()),
    ];
    let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
    skipped(("skipped/signed-text", SIGNED), &args, range, places)
}

fn skipped(
    (id, template): (&str, &str),
    args: &[(&str, &str)],
    range: Range<usize>,
    places: &Places<'_>,
) -> Skipped {
    Skipped {
        message: Message::render(id, template, args),
        span: places.span(to_u32(range.start), to_u32(range.end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_are_those_of_the_page() {
        let page = |name: &str| {
            let path = format!("{}/www/{name}", env!("CARGO_MANIFEST_DIR"));
            std::fs::read_to_string(path).unwrap().replace('_', "")
        };
        assert!(page("intake.js").contains(&format!("FIELDMOST = {READ_MOST};")));
        assert!(page("reading.js").contains(&format!("FEWLINKS = {LINKS_MOST};")));
    }
}
