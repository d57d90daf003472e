//! The list as Markdown, for a ticket or a wiki.
//!
//! Renderers disagree about escapes. What starts an address or a name, and every value, stands in a
//! code span, where markup has no meaning; a bar cannot be escaped in a table's code, so another sign
//! stands for it.

use super::closing::counted;
use super::export::Chosen;
use super::kinds;
use crate::access::time::say_day;
use std::fmt::Write;

/// How many tokens are written out: a ticket takes no more.
const MOST_ROWS: usize = 1_000;

/// How many things that were not read are named.
const MOST_NOT_READ: usize = 200;

pub(super) fn write(chosen: &Chosen<'_>, left_out: &mut Vec<String>) -> String {
    let inventory = chosen.inventory;
    let mut out = String::from("# Signatures and keys of Azure, worst first\n\n");
    for sentence in chosen.closing() {
        let _ = writeln!(out, "{}", plain(&sentence));
    }
    let _ = writeln!(out, "\nAs of {}.", inventory.now_text());
    if !chosen.order.is_empty() {
        out.push_str("\n| Level | Kind | What the holder can do | Account | Ends | Place |\n");
        out.push_str("| --- | --- | --- | --- | --- | --- |\n");
    }
    for entry in chosen.entries().take(MOST_ROWS) {
        let first = entry.places.first();
        let place = first.map_or_else(String::new, |place| code(&place.say(&inventory.pool)));
        let past = first
            .and_then(|place| place.say_past(&inventory.pool))
            .map_or_else(String::new, |past| format!(" ({past})"));
        let more = match entry.place_count.saturating_sub(1) {
            0 => String::new(),
            more => format!(" and {}", counted(more.into(), "more place", "more places")),
        };
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {place}{past}{more} |",
            entry.title(),
            kinds::spec(entry.kind).words,
            plain(&entry.told()),
            entry.account.as_deref().map_or_else(String::new, code),
            entry.ends_at().map(say_day).unwrap_or_default(),
        );
    }
    if let Some(rest) = chosen.rest(MOST_ROWS) {
        let _ = writeln!(out, "\n{rest}");
        left_out.push(rest);
    }
    if !inventory.not_read.is_empty() {
        out.push_str("\n## Not read\n\n");
    }
    for not_read in inventory.not_read.iter().take(MOST_NOT_READ) {
        let _ = writeln!(out, "- {}: {}", code(&not_read.path), plain(&not_read.text));
    }
    let rest = inventory.not_read.len().saturating_sub(MOST_NOT_READ);
    if rest > 0 {
        let rest = format!(
            "{} more that were not read are left out.",
            super::closing::grouped(whole(rest))
        );
        let _ = writeln!(out, "\n{rest}");
        left_out.push(rest);
    }
    let version = env!("CARGO_PKG_VERSION");
    let _ = writeln!(
        out,
        "\nMade by sas-lens {version}. Signatures and keys are left out."
    );
    out
}

fn whole(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// What starts an address, a name to notify or a number to link, however it is capitalised.
const STARTS: &[&str] = &["://", "www.", "mailto:", "xmpp:", "@", "#"];

/// A sentence that may quote a link: nothing in it is markup.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let start = STARTS.iter().find_map(|start| {
            rest.get(..start.len())
                .filter(|head| head.eq_ignore_ascii_case(start))
        });
        if let Some(start) = start {
            let _ = write!(out, "`{start}`");
            rest = rest.get(start.len()..).unwrap_or_default();
            continue;
        }
        match letter {
            '&' => out.push_str("&amp;"),
            '|' => out.push('¦'),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '~' | '!' => {
                out.push('\\');
                out.push(letter);
            }
            _ => out.push(letter),
        }
        rest = rest.get(letter.len_utf8()..).unwrap_or_default();
    }
    out
}

/// A value as code that no backtick in it can end.
fn code(text: &str) -> String {
    if text.is_empty() {
        return "`(empty)`".to_owned();
    }
    let shown = text.replace('|', "¦");
    let longest = shown
        .split(|letter| letter != '`')
        .map(str::len)
        .max()
        .unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let gap = if longest > 0 { " " } else { "" };
    format!("{fence}{gap}{shown}{gap}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_sentence_is_markup() {
        let text = plain("<b> @all #1 HTTPS://x.example a|b [c](d) WWW.e");
        assert_eq!(
            text,
            "\\<b\\> `@`all `#`1 HTTPS`://`x.example a¦b \\[c\\](d) `WWW.`e"
        );
    }

    #[test]
    fn no_backtick_ends_a_value() {
        assert_eq!(code("a``b|c"), "``` a``b¦c ```");
    }
}
