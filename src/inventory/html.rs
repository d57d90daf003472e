//! The list as one HTML file for people: no script, nothing fetched, from any disk.

use super::closing::counted;
use super::export::Chosen;
use super::{Kept, kinds};
use crate::access::time::say_day;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// How many tokens are written out: browsers get slow beyond.
const MOST_ROWS: usize = 10_000;

/// How many places of one token are written out.
const MOST_PLACES: usize = 10;

/// The style. Colours are those of the browser, so that light, dark and high contrast all work.
const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem}\
table{border-collapse:collapse;width:100%;margin:1.5rem 0}\
caption{font-weight:bold;text-align:start;padding:.5rem 0}\
main{overflow-x:auto}\
th,td{border:1px solid GrayText;padding:.4rem .6rem;text-align:start;vertical-align:top}\
td{overflow-wrap:break-word}td:last-child{min-width:14rem;overflow-wrap:anywhere}\
ul{margin:0;padding-inline-start:1.2rem}\
@media print{body{margin:0;max-width:none}main{overflow:visible}thead{display:table-header-group}tr{break-inside:avoid}}";

pub(super) fn write(chosen: &Chosen<'_>, left_out: &mut Vec<String>) -> String {
    let inventory = chosen.inventory;
    let hash = STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>Signatures and keys of Azure that were found</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>Signatures and keys of Azure that were found</h1>\n<p>"
    );
    for sentence in chosen.closing() {
        let _ = writeln!(out, "{}", escaped(&sentence));
    }
    let _ = writeln!(out, "</p>\n<p>As of {}.</p>", inventory.now_text());
    if !chosen.order.is_empty() {
        table(
            &mut out,
            "What was found, worst first",
            &[
                "Level",
                "What the holder can do",
                "Kind",
                "Account",
                "Ends",
                "Places",
            ],
        );
        for entry in chosen.entries().take(MOST_ROWS) {
            row(&mut out, chosen, entry);
        }
        out.push_str("</tbody>\n</table>\n");
    }
    if let Some(rest) = chosen.rest(MOST_ROWS) {
        let _ = writeln!(out, "<p>{rest}</p>");
        left_out.push(rest);
    }
    if !inventory.not_read.is_empty() {
        table(&mut out, "Not read", &["Path", "Why"]);
        for not_read in &inventory.not_read {
            let (path, text) = (escaped(&not_read.path), escaped(&not_read.text));
            let _ = writeln!(out, "<tr><td>{path}</td><td>{text}</td></tr>");
        }
        out.push_str("</tbody>\n</table>\n");
    }
    let version = env!("CARGO_PKG_VERSION");
    let _ = writeln!(
        out,
        "<p>Made by sas-lens {version}. Signatures and keys are left out.</p>\n</main>\n</body>\n</html>"
    );
    out
}

/// Begins a table.
fn table(out: &mut String, caption: &str, head: &[&str]) {
    let _ = writeln!(out, "<table>\n<caption>{caption}</caption>\n<thead><tr>");
    for cell in head {
        let _ = writeln!(out, "<th scope=\"col\">{cell}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
}

fn row(out: &mut String, chosen: &Chosen<'_>, entry: &Kept) {
    let _ = write!(
        out,
        "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td><ul>",
        entry.title(),
        escaped(&entry.told()),
        kinds::spec(entry.kind).words,
        escaped(entry.account.as_deref().unwrap_or_default()),
        entry.ends_at().map(say_day).unwrap_or_default(),
    );
    let places = entry.places.iter().take(MOST_PLACES);
    let written = super::whole(places.len());
    for place in places {
        let pool = &chosen.inventory.pool;
        let past = place
            .say_past(pool)
            .map_or_else(String::new, |past| format!(" ({past})"));
        let _ = write!(out, "<li>{}{past}</li>", escaped(&place.say(pool)));
    }
    let rest = entry.place_count.saturating_sub(written);
    if rest > 0 {
        let rest = counted(rest.into(), "more place", "more places");
        let _ = write!(out, "<li>and {rest}</li>");
    }
    out.push_str("</ul></td></tr>\n");
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(letter),
        }
    }
    out
}
