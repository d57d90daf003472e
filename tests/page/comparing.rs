//! A second link beside the first: what it adds and takes away.

use super::support::{Page, Result, visit};
use crate::util::{encode, fake_signature, fill};
use serde_json::json;

const FIRST: &str = "https://contosoexample.blob.core.windows.net/photos?sv=2022-11-02&sr=c&sp=rwl\
    &se=2099-01-01&sig={sig}";
const SECOND: &str = "https://contosoexample.blob.core.windows.net/photos?sv=2022-11-02&sr=c&sp=rld\
    &se=2026-07-01&sig={sig}";

const FIELD: &str = "[data-tool=\"compare\"] textarea";

async fn open(page: &Page) -> Result {
    page.show_verdict(&fill(FIRST, &fake_signature())).await?;
    page.press_on("[data-tool=\"compare\"] > summary").await?;
    page.wait_until(&format!("document.querySelector('{FIELD}')"))
        .await?;
    page.press_on(FIELD).await
}

async fn lists(page: &Page) -> Result<Vec<(String, String)>> {
    let script = "
        return [...document.querySelectorAll('[data-tool=\"compare\"] h5')]
          .map((title) => [title.textContent, title.nextElementSibling.textContent]);";
    Ok(serde_json::from_value(page.js(script, &[]).await?)?)
}

#[test]
fn what_a_second_link_adds_and_takes_away_is_told_at_once() -> Result {
    visit(async |page| {
        open(page).await?;
        page.paste_by_keys(&fill(SECOND, &fake_signature())).await?;
        page.wait_until("document.querySelector('[data-tool=\"compare\"] .table')")
            .await?;
        let lists = lists(page).await?;
        let told = |title: &str| {
            let mut found = lists.iter().filter(|(head, _)| head == title);
            found
                .next()
                .map(|(_, text)| text.clone())
                .unwrap_or_default()
        };
        assert!(
            told("What the second link adds").contains("Delete blobs"),
            "{lists:?}"
        );
        let gone = told("What the second link takes away");
        assert!(gone.contains("Overwrite blobs"), "{lists:?}");
        assert!(!gone.contains("Read blobs"), "{lists:?}");
        let parts = page.text_of("[data-tool=\"compare\"] tbody").await?;
        assert!(parts.contains("rwl") && parts.contains("rld"), "{parts}");
        // The first link is still there, and the focus stays where the field was.
        assert!(page.text_of(".verdict__sentence").await?.contains("2099"));
        let focused = page
            .js("return document.activeElement.textContent;", &[])
            .await?;
        assert_eq!(focused, "Another link…");
        page.assert_quiet_console().await
    })
}

#[test]
fn the_second_link_is_masked_like_the_first() -> Result {
    visit(async |page| {
        open(page).await?;
        page.paste_by_keys(&fill(SECOND, &fake_signature())).await?;
        page.wait_until("document.querySelector('[data-tool=\"compare\"] .link__text')")
            .await?;
        let holds = "
            const fields = [...document.querySelectorAll('[data-tool=\"compare\"] textarea')].map(({ value }) => value);
            return (document.querySelector('[data-tool=\"compare\"]').outerHTML + fields).includes(args[0]);";
        let secret = encode(&fake_signature());
        assert_eq!(
            page.js(holds, &[secret.clone().into()]).await?,
            json!(false)
        );
        page.click("[data-tool=\"compare\"] [data-part=\"reveal\"]")
            .await?;
        assert_eq!(page.js(holds, &[secret.into()]).await?, json!(true));
        Ok(())
    })
}

#[test]
fn a_text_without_a_link_is_said_to_hold_none() -> Result {
    visit(async |page| {
        open(page).await?;
        page.paste_by_keys("no link here").await?;
        page.wait_until("document.querySelector('[data-tool=\"compare\"] .desk__answer')")
            .await?;
        let told = page
            .text_of("[data-tool=\"compare\"] .desk__answer")
            .await?;
        assert!(told.contains("No signature"), "{told}");
        Ok(())
    })
}
