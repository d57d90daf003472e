//! What comes after the first verdict: asked for before a text is read or not at all, added without
//! moving anything, and done without where it does not come.

use super::support::{Page, Result, visit};
use crate::util::{encode, fake_signature};
use serde_json::json;

fn link() -> String {
    format!(
        "https://contosoexample.blob.core.windows.net/canary?sv=2022-11-02&sr=c&sp=r&se=2099-01-01&sig={}",
        encode(&fake_signature())
    )
}

/// Notes when a text of the reader's is first given to the core, and lets the page never be idle.
const WATCH: &str = "
    const { charCodeAt } = String.prototype;
    String.prototype.charCodeAt = function (place) {
      // What goes into WebAssembly is copied character by character.
      if (this.includes('canary')) globalThis.readAt ??= performance.now();
      return charCodeAt.call(this, place);
    };
    globalThis.requestIdleCallback = () => 0;";

/// Waits until nothing more arrives; returns when the text was read, and every request after that.
const AFTER_READING: &str = "
    await new Promise((later) => setTimeout(later, 1500));
    const requests = performance.getEntriesByType('resource');
    return [
      globalThis.readAt ?? 0,
      requests.filter(({ startTime }) => startTime > globalThis.readAt).map(({ name }) => name),
      requests.map(({ name }) => name).filter((name) => name.includes('/desk/') || name.includes('_bg.wasm')).length,
    ];";

async fn watch(page: &Page) -> Result {
    page.devtools(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": WATCH }),
    )
    .await?;
    page.client.goto("about:blank").await?;
    Ok(())
}

async fn assert_asked_before_reading(page: &Page) -> Result {
    page.wait_until("document.querySelector('[data-part=\"verdict\"]')")
        .await?;
    let (read_at, late, later): (f64, Vec<String>, usize) =
        serde_json::from_value(page.js(AFTER_READING, &[]).await?)?;
    assert!(read_at > 0.0, "nothing was read");
    assert_eq!(late, [""; 0], "requested after the text was read");
    assert!(later > 10, "only {later} files of the desk were asked for");
    // And it arrives, and adds what it knows.
    page.js("document.querySelector('[data-outcome]').open = true;", &[])
        .await?;
    page.wait_until("document.querySelector('.request')")
        .await?;
    page.assert_quiet_console().await
}

#[test]
fn a_link_in_the_address_is_read_only_after_everything_was_asked_for() -> Result {
    visit(async |page| {
        watch(page).await?;
        let address = format!("{}#{}", page.site.url(), link());
        page.client.goto(&address).await?;
        assert_asked_before_reading(page).await
    })
}

#[test]
fn a_paste_before_the_page_was_ever_idle_is_too() -> Result {
    visit(async |page| {
        watch(page).await?;
        page.open_anew().await?;
        page.paste(&link()).await?;
        assert_asked_before_reading(page).await
    })
}

/// Lets some files not arrive.
async fn open_without(page: &Page, files: &[&str]) -> Result {
    page.devtools("Network.setBlockedURLs", json!({ "urls": files }))
        .await?;
    page.open_anew().await
}

#[test]
fn without_the_desk_the_first_verdict_stands_and_the_rest_says_so() -> Result {
    visit(async |page| {
        open_without(page, &["*/desk_bg.wasm"]).await?;
        page.show_verdict(&link()).await?;
        assert!(page.text_of(".verdict__sentence").await?.contains("canary"));
        page.js(
            "for (const fold of document.querySelectorAll('.detail details')) fold.open = true;",
            &[],
        )
        .await?;
        for fold in [
            "[data-outcome]",
            "[data-part=\"every\"]",
            "[data-tool=\"signature\"]",
        ] {
            let told = page.text_of(&format!("{fold} .late")).await?;
            assert!(told.contains("reload the page"), "{fold}: {told}");
        }
        page.show_verdict("nothing to see here").await?;
        assert!(
            page.text_of("[data-part=\"verdict\"]")
                .await?
                .contains("No signature")
        );
        Ok(())
    })
}

#[test]
fn without_the_desk_the_first_verdict_stands_too() -> Result {
    visit(async |page| {
        open_without(page, &["*/desk/operations.js"]).await?;
        page.show_verdict(&link()).await?;
        assert!(page.text_of(".verdict__sentence").await?.contains("canary"));
        Ok(())
    })
}

#[test]
fn a_worker_that_never_answers_is_not_waited_for() -> Result {
    visit(async |page| {
        page.js("Worker.prototype.postMessage = () => {};", &[])
            .await?;
        page.verdict_after(async |page| page.paste("nothing to see here").await)
            .await?;
        assert!(
            page.text_of("[data-part=\"verdict\"]")
                .await?
                .contains("No signature")
        );
        page.verdict_after(async |page| page.paste(&link()).await)
            .await?;
        assert!(page.text_of(".verdict__sentence").await?.contains("canary"));
        Ok(())
    })
}

#[test]
fn the_same_worker_answers_one_text_after_another() -> Result {
    visit(async |page| {
        page.js(
            "window.ended = 0;
             const { terminate } = Worker.prototype;
             Worker.prototype.terminate = function () { window.ended += 1; return terminate.call(this); };",
            &[],
        )
        .await?;
        for _ in 0..3 {
            page.js("document.activeElement.blur();", &[]).await?;
            page.verdict_after(async |page| page.paste(&link()).await)
                .await?;
            page.js("document.querySelector('[data-outcome]').open = true;", &[])
                .await?;
            page.wait_until("document.querySelector('.request')")
                .await?;
        }
        assert_eq!(page.js("return window.ended;", &[]).await?, 0);
        // It ends with what it was given.
        page.click("[data-part=\"clear\"]").await?;
        assert_eq!(page.js("return window.ended;", &[]).await?, 1);
        Ok(())
    })
}
