//! Nothing of a visit is left: not in storage, address, title or history, not when the page is left
//! and come back to.

use super::support::{Page, Result, visit};
use crate::util::{encode, fake_signature};

fn link() -> String {
    format!(
        "https://contosoexample.blob.core.windows.net/canary?sv=2022-11-02&sr=c&sp=r&se=2099-01-01&sig={}",
        encode(&fake_signature())
    )
}

/// Everything in which a page can leave something behind.
const RESIDUE: &str = "
    const databases = (await indexedDB.databases?.()) ?? [];
    const caches = (await globalThis.caches?.keys?.()) ?? [];
    return JSON.stringify({
      address: location.href, title: document.title, state: history.state, name: window.name,
      local: { ...localStorage }, session: { ...sessionStorage }, cookie: document.cookie, databases, caches,
      fields: [...document.querySelectorAll('textarea, input')].map((field) => field.value),
    });";

async fn residue(page: &Page) -> Result<String> {
    Ok(page
        .js(RESIDUE, &[])
        .await?
        .as_str()
        .unwrap_or_default()
        .to_owned())
}

#[test]
fn a_paste_leaves_nothing_in_storage_address_title_or_history() -> Result {
    visit(async |page| {
        let entries = page.js("return history.length;", &[]).await?;
        page.show_verdict(&link()).await?;
        let left = residue(page).await?;
        // The field itself holds the text while the page is open, so that it can be edited.
        let (outside, _) = left.split_once("\"fields\"").unwrap_or((&left, ""));
        assert!(
            !outside.contains("canary") && !outside.contains(&fake_signature()[..20]),
            "{outside}"
        );
        assert_eq!(page.js("return history.length;", &[]).await?, entries);
        Ok(())
    })
}

#[test]
fn leaving_the_page_clears_it() -> Result {
    visit(async |page| {
        for come_back in ["reload", "back"] {
            page.show_verdict(&link()).await?;
            if come_back == "reload" {
                page.client.refresh().await?;
            } else {
                page.client.goto("about:blank").await?;
                page.client.back().await?;
            }
            page.wait_until("document.querySelector('textarea')")
                .await?;
            let left = residue(page).await?;
            assert!(!left.contains("canary"), "after {come_back}: {left}");
            let shown = page
                .js("return document.body.textContent.includes('canary');", &[])
                .await?;
            assert_eq!(shown, false, "after {come_back}");
        }
        Ok(())
    })
}

#[test]
fn the_field_keeps_browsers_from_remembering_it() -> Result {
    visit(async |page| {
        let script = "
            const field = document.querySelector('textarea');
            return ['spellcheck', 'autocomplete', 'autocapitalize', 'autocorrect', 'translate', 'writingsuggestions']
              .map((name) => `${name}=${field.getAttribute(name)}`);";
        let attributes = page.js(script, &[]).await?;
        assert_eq!(
            attributes,
            serde_json::json!([
                "spellcheck=false",
                "autocomplete=off",
                "autocapitalize=off",
                "autocorrect=off",
                "translate=no",
                "writingsuggestions=false"
            ])
        );
        Ok(())
    })
}
