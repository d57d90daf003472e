//! A link that comes behind the # of the page's address is read, and gone from there before anything
//! is painted.

use super::support::{Page, Result, visit};
use crate::util::{encode, fake_signature};
use serde_json::json;

fn link(container: &str) -> String {
    format!(
        "https://contosoexample.blob.core.windows.net/{container}?sv=2022-11-02&sr=c&sp=r&se=2099-01-01&sig={}",
        encode(&fake_signature())
    )
}

async fn sentence(page: &Page) -> Result<String> {
    page.wait_until("document.querySelector('[data-part=\"verdict\"]')")
        .await?;
    let text = page
        .js(
            "return document.querySelector('.verdict__sentence').textContent;",
            &[],
        )
        .await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

/// Notes what the address said when the page was first painted.
const WATCH: &str = "
    requestAnimationFrame(() => { globalThis.firstFrame = location.href; });
    document.addEventListener('readystatechange', () => { globalThis.atReady ??= location.href; });";

#[test]
fn a_link_in_the_fragment_is_read_and_taken_out_before_first_paint() -> Result {
    visit(async |page| {
        page.devtools(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": WATCH }),
        )
        .await?;
        // Another document first: the same address with another fragment would not load anew.
        page.client.goto("about:blank").await?;
        let address = page.site.url().to_owned();
        page.client
            .goto(&format!("{address}#{}", link("canary")))
            .await?;
        assert!(sentence(page).await?.contains("container canary"));
        let seen = page
            .js(
                "return [location.href, globalThis.firstFrame, globalThis.atReady, document.referrer, document.title];",
                &[],
            )
            .await?;
        assert!(!seen.to_string().contains("canary"), "{seen}");
        assert!(!seen.to_string().contains("sig="), "{seen}");
        let said = page
            .js("return document.querySelector('.given').textContent;", &[])
            .await?;
        assert!(
            said.as_str().is_some_and(|text| text.contains("history")),
            "{said}"
        );
        // The session's history has the bare address too.
        let history = page
            .devtools("Page.getNavigationHistory", json!({}))
            .await?;
        // The driver's navigation counts as typed, and the browser keeps what was typed to itself.
        let entries: Vec<&str> = history["entries"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|entry| entry["url"].as_str())
            .collect();
        assert!(entries.contains(&address.as_str()), "{entries:?}");
        assert!(
            !entries.iter().any(|entry| entry.contains("canary")),
            "{entries:?}"
        );
        page.assert_quiet_console().await
    })
}

#[test]
fn a_link_put_behind_the_address_of_the_open_page_is_read_too() -> Result {
    visit(async |page| {
        page.paste(&link("first")).await?;
        assert!(sentence(page).await?.contains("container first"));
        page.js("location.hash = args[0];", &[link("second").into()])
            .await?;
        page.wait_until(
            "document.querySelector('.verdict__sentence')?.textContent.includes('second')",
        )
        .await?;
        assert_eq!(page.js("return location.hash;", &[]).await?, json!(""));
        let history = page
            .devtools("Page.getNavigationHistory", json!({}))
            .await?;
        let urls: Vec<&serde_json::Value> = history["entries"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|entry| &entry["url"])
            .collect();
        assert!(
            !urls.is_empty() && !json!(urls).to_string().contains("second"),
            "{urls:?}"
        );
        Ok(())
    })
}

#[test]
fn other_pages_cannot_ask_for_it_twice_and_a_plain_anchor_stays() -> Result {
    visit(async |page| {
        page.js("location.hash = 'text-hint';", &[]).await?;
        assert_eq!(page.js("return location.hash;", &[]).await?, "#text-hint");
        assert_eq!(page.js("return globalThis.handedOver();", &[]).await?, "");
        page.client.goto("about:blank").await?;
        page.client
            .goto(&format!("{}#{}", page.site.url(), link("canary")))
            .await?;
        sentence(page).await?;
        assert_eq!(page.js("return globalThis.handedOver();", &[]).await?, "");
        Ok(())
    })
}

#[test]
fn no_link_of_the_page_carries_what_was_pasted() -> Result {
    visit(async |page| {
        page.paste(&link("canary")).await?;
        sentence(page).await?;
        let addresses = page
            .js(
                "return [...document.querySelectorAll('[href], [src], [action]')].map((element) =>
                   element.getAttribute('href') ?? element.getAttribute('src') ?? element.getAttribute('action'));",
                &[],
            )
            .await?;
        let all = addresses.to_string();
        assert!(all.contains("reference/rules/"), "{all}");
        for secret in ["canary", "contosoexample", "sig="] {
            assert!(!all.contains(secret), "{all}");
        }
        Ok(())
    })
}
