//! Every example button, and what must be seen of its answer without scrolling.

use super::support::{Page, Result, visit};

/// The examples: their button, the level, and what the sentence must say.
const EXAMPLES: &[(&str, &str, &str)] = &[
    (
        "incident-2021",
        "Severe",
        "Anyone with this link can read, change and delete everything in the storage account robustnessws4285631339 until 6 October 2051.",
    ),
    (
        "incident-2020",
        "Expired",
        "anyone with this link could read all files (blobs) in the storage account",
    ),
    (
        "well-made",
        "Contained",
        "Anyone with this link can read the file",
    ),
    (
        "policy",
        "Decided on the server",
        "The rule is the stored access policy readers.",
    ),
    ("expired", "Expired", "This link stopped working on"),
    ("damaged", "Severe", "Anyone with this link can"),
];

/// A desktop and a phone.
const SIZES: &[(u32, u32)] = &[(1280, 720), (360, 640)];

async fn show(page: &Page, example: &str) -> Result {
    page.js(
        "document.querySelector(`[data-example=\"${args[0]}\"]`).click()",
        &[example.into()],
    )
    .await?;
    page.wait_until("document.querySelector('[data-part=\"verdict\"]')")
        .await
}

async fn text(page: &Page, selector: &str) -> Result<String> {
    let found = page
        .js(
            "return document.querySelector(args[0])?.textContent ?? '';",
            &[selector.into()],
        )
        .await?;
    Ok(found.as_str().unwrap_or_default().trim().to_owned())
}

#[test]
fn every_example_gets_its_verdict() -> Result {
    visit(async |page| {
        for (example, level, sentence) in EXAMPLES {
            show(page, example).await?;
            assert_eq!(text(page, ".verdict__level").await?, *level, "{example}");
            let shown = text(page, ".verdict__sentence").await?;
            assert!(shown.contains(sentence), "{example}: {shown}");
            page.client.refresh().await?;
        }
        page.assert_quiet_console().await
    })
}

#[test]
fn verdict_consequence_and_first_action_need_no_scrolling() -> Result {
    visit(async |page| {
        for &(width, height) in SIZES {
            page.resize(width, height).await?;
            for (example, ..) in EXAMPLES {
                show(page, example).await?;
                // The page may bring the result into view; it must then stand still.
                let script = "
                    await new Promise((done) => setTimeout(done, 300));
                    return ['.verdict__level', '.verdict__sentence', '.action__text'].filter((selector) => {
                      const box = document.querySelector(selector)?.getBoundingClientRect();
                      return !box || box.top < 0 || box.bottom > innerHeight;
                    });";
                let hidden = page.js(script, &[]).await?;
                page.screenshot(&format!("{example}-{width}")).await?;
                assert_eq!(
                    hidden,
                    serde_json::json!([]),
                    "{example} at {width} by {height}"
                );
                page.client.refresh().await?;
            }
        }
        Ok(())
    })
}

#[test]
fn the_damaged_example_says_what_was_undone() -> Result {
    visit(async |page| {
        show(page, "damaged").await?;
        let repairs = text(page, "[data-part=\"repairs\"]").await?;
        for undone in ["HTML escaping", "plus signs", "Joined lines"] {
            assert!(repairs.contains(undone), "{undone}: {repairs}");
        }
        Ok(())
    })
}
