//! What a screen reader says by itself: one short verdict for each text, and nothing while someone
//! types.

use super::support::{Page, Result, visit};
use crate::util::{fake_signature, fill};
use fantoccini::key::Key;
use std::time::Duration;

const LINK: &str = "https://contosoexample.blob.core.windows.net/backups?sv=2022-11-02&sr=c&sp=rwdl\
    &se=2099-06-30&sig={sig}";

/// More would be said within this time of the first words.
const REST: Duration = Duration::from_secs(1);

/// Notes every text that comes up in the live region.
const LISTEN: &str = "
    const region = document.querySelector('[role=\"status\"]');
    window.said = [];
    new MutationObserver(() => {
      const text = region.textContent.trim();
      if (text) said.push(text);
    }).observe(region, { childList: true, characterData: true, subtree: true });";

fn link() -> String {
    fill(LINK, &fake_signature())
}

/// Does something with the page and expects it to say one thing, with a word in it.
async fn says_once(
    page: &Page,
    what: &str,
    word: &str,
    deed: impl AsyncFnOnce(&Page) -> Result,
) -> Result {
    page.js(LISTEN, &[]).await?;
    deed(page).await?;
    page.wait_until("said.length > 0").await?;
    tokio::time::sleep(REST).await;
    let said: Vec<String> = serde_json::from_value(page.js("return said;", &[]).await?)?;
    let [once] = said.as_slice() else {
        return Err(format!("{what} is announced {} times: {said:#?}", said.len()).into());
    };
    assert!(once.contains(word), "{what}: {once}");
    page.open_anew().await
}

#[test]
fn every_way_in_is_announced_once() -> Result {
    visit(async |page| {
        says_once(page, "a paste into the field", "Severe", async |page| {
            page.js("document.querySelector('textarea').focus()", &[])
                .await?;
            page.paste_by_keys(&link()).await
        })
        .await?;
        says_once(page, "a paste elsewhere", "Severe", async |page| {
            page.js("document.activeElement.blur()", &[]).await?;
            page.paste_by_keys(&link()).await
        })
        .await?;
        says_once(page, "an example", "Contained", async |page| {
            page.show_example("well-made").await
        })
        .await?;
        says_once(page, "a list", "3 links found", async |page| {
            page.paste_by_keys(&vec![link(); 3].join("\n")).await
        })
        .await?;
        says_once(
            page,
            "a text without a link",
            "No signature",
            async |page| page.paste_by_keys("nothing").await,
        )
        .await?;
        says_once(page, "a dropped text", "Severe", async |page| {
            page.drop_text(&link()).await
        })
        .await?;
        says_once(page, "a dropped file", "3 links found", async |page| {
            page.drop_file("links.txt", &vec![link(); 3].join("\n"))
                .await
        })
        .await
    })
}

#[test]
fn the_next_text_is_announced_too() -> Result {
    visit(async |page| {
        says_once(page, "the same paste again", "Severe", async |page| {
            page.show_verdict(&link()).await?;
            page.wait_until("said.length > 0").await?;
            page.js("said.length = 0", &[]).await?;
            page.show_verdict(&link()).await
        })
        .await
    })
}

#[test]
fn typing_is_announced_once_it_rests() -> Result {
    visit(async |page| {
        says_once(page, "typing", "without a signature", async |page| {
            page.js("document.querySelector('textarea').focus()", &[])
                .await?;
            for letter in "https://contosoexample.blob.core.windows.net/c/b".chars() {
                page.press(&[letter]).await?;
                let said = page.js("return said.length;", &[]).await?;
                assert_eq!(said, 0, "something is said while someone types");
            }
            page.press(&[Key::Backspace.into()]).await
        })
        .await
    })
}
