//! The page on paper: all of the answer, and no signature.

use super::support::{Page, Result, fake_link, visit};
use base64::{Engine, engine::general_purpose::STANDARD};
use lopdf::Document;
use sas_lens::Options;
use sas_lens::scan::{Collected, Hit, ScanOptions, scan_source};
use serde_json::json;
use std::io::Cursor;

/// As `www/examples.js` spells the signature of its examples.
const SIGNATURE: &str = "not-a-real-signature-for-show-32";

#[test]
fn a_printed_answer_is_whole_and_holds_no_signature() -> Result {
    let signature = STANDARD.encode(SIGNATURE);
    let signature = signature.trim_end_matches('=');
    visit(async |page| {
        page.show_example("incident-2021").await?;
        let text = printed(page).await?;
        for part in [
            "Severe",
            "robustnessws4285631339",
            "What to do now",
            "rwdlacupitfx",
            "What the link cannot tell",
        ] {
            let part = part.replace(' ', "");
            assert!(text.contains(&part), "{part} is not on paper: {text}");
        }
        assert!(!text.contains(signature), "printed unasked");
        // Paper outlives the screen: what was shown there is hidden for printing.
        page.click("[data-part=\"reveal\"]").await?;
        assert!(
            page.text_of(".segments").await?.contains(signature),
            "not shown when asked"
        );
        assert!(!printed(page).await?.contains(signature), "printed");
        // The text of the file is read well enough to find it, were it there.
        page.js(
            "document.querySelector('.verdict__sentence').textContent = args[0];",
            &[signature.into()],
        )
        .await?;
        assert!(printed(page).await?.contains(signature), "not read");
        Ok(())
    })
}

#[test]
fn a_link_on_paper_is_found_in_the_printed_file() -> Result {
    visit(async |page| {
        let link = fake_link("a");
        let script = "
            const line = Object.assign(document.createElement('p'), { textContent: args[0], style: 'font: 9px serif' });
            document.body.replaceChildren(line);";
        page.js(script, &[json!(link)]).await?;
        let now = chrono::DateTime::from_timestamp(1_780_315_200, 0).unwrap_or_default();
        let options = ScanOptions::new(Options::at(now));
        let mut seen = Collected::default();
        let file = &mut Cursor::new(file(page).await?);
        scan_source(file, "printed.pdf", &options, &mut seen);
        let found: Vec<_> = seen.hits.iter().map(Hit::reveal).collect();
        assert_eq!(found, [link]);
        assert_eq!(seen.not_read, []);
        Ok(())
    })
}

/// Prints the page to a PDF file.
async fn file(page: &Page) -> Result<Vec<u8>> {
    let answer = page.devtools("Page.printToPDF", json!({})).await?;
    let data = answer["data"].as_str().unwrap_or_default();
    Ok(STANDARD.decode(data).map_err(|error| error.to_string())?)
}

/// Prints the page and returns the file's text without blanks, which lines break up.
async fn printed(page: &Page) -> Result<String> {
    let document = Document::load_mem(&file(page).await?)?;
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let text = document.extract_text(&pages)?;
    Ok(text.split_whitespace().collect())
}
