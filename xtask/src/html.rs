//! What a document says about itself: the files it names and its content policy.

use anyhow::{Context, Result};
use lol_html::{RewriteStrSettings, element, rewrite_str, text};
use std::cell::RefCell;

/// What was read from a document.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Document {
    /// The scripts and styles it loads, as written.
    pub(crate) files: Vec<String>,
    /// Its `<meta>` content policies.
    pub(crate) policies: Vec<String>,
}

/// Reads a document.
pub(crate) fn read(html: &str) -> Result<Document> {
    let document = RefCell::new(Document::default());
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("script[src]", |script| {
            document
                .borrow_mut()
                .files
                .extend(script.get_attribute("src"));
            Ok(())
        }))
        .append_element_content_handler(element!("link[href]", |link| {
            if link.get_attribute("rel").is_some_and(|rel| loads(&rel)) {
                document
                    .borrow_mut()
                    .files
                    .extend(link.get_attribute("href"));
            }
            Ok(())
        }))
        .append_element_content_handler(element!("meta[http-equiv]", |meta| {
            if meta
                .get_attribute("http-equiv")
                .is_some_and(|name| is_policy(&name))
            {
                document
                    .borrow_mut()
                    .policies
                    .extend(meta.get_attribute("content"));
            }
            Ok(())
        }));
    rewrite_str(html, settings).context("reading HTML")?;
    Ok(document.into_inner())
}

/// Elements within a line of text.
const INLINE: &[&str] = &["a", "abbr", "code", "em", "kbd", "span", "strong", "time"];

/// Reads what a document shows to people, block by block, with the titles and labels that it gives
/// for assistive technology.
pub(crate) fn read_texts(html: &str) -> Result<Vec<String>> {
    let blocks = RefCell::new(vec![String::new()]);
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("*", |element| {
            let mut blocks = blocks.borrow_mut();
            blocks.extend(element.get_attribute("aria-label"));
            if element.get_attribute("name").as_deref() == Some("description") {
                blocks.extend(element.get_attribute("content"));
            }
            if !INLINE.contains(&element.tag_name().as_str()) {
                blocks.push(String::new());
            }
            Ok(())
        }))
        .append_element_content_handler(text!("title, body", |chunk| {
            if let Some(block) = blocks.borrow_mut().last_mut() {
                block.push_str(chunk.as_str());
            }
            Ok(())
        }));
    rewrite_str(html, settings).context("reading HTML")?;
    let is_text = |block: &String| block.contains(char::is_alphabetic);
    let plain = |block: String| block.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(blocks
        .into_inner()
        .into_iter()
        .map(plain)
        .filter(is_text)
        .collect())
}

/// Tells links that load a file from links that only name one.
fn loads(rel: &str) -> bool {
    let loading = ["stylesheet", "preload", "modulepreload", "icon"];
    rel.split_ascii_whitespace()
        .any(|word| loading.contains(&word.to_ascii_lowercase().as_str()))
}

fn is_policy(name: &str) -> bool {
    name.eq_ignore_ascii_case("content-security-policy")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_policy_are_read() -> Result<()> {
        let html = r#"<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
            <link rel="stylesheet" href="style.css"><link rel="canonical" href="/elsewhere">
            <script type="module" src="main.js"></script><!-- <script src="no.js"></script> -->"#;
        let document = read(html)?;
        assert_eq!(document.files, ["style.css", "main.js"]);
        assert_eq!(document.policies, ["default-src 'none'"]);
        Ok(())
    }

    #[test]
    fn texts_are_read_by_blocks() -> Result<()> {
        let html = "<title>A page</title><body><p>One <em>x</em> <code>se</code>\n two.</p>\
            <template><button aria-label=\"Label\">Go</button></template></body>";
        assert_eq!(
            read_texts(html)?,
            ["A page", "One x se two.", "Label", "Go"]
        );
        Ok(())
    }
}
