//! What people paste, as they paste it: by keys, anywhere, over an example; one text, many, or a
//! huge one; and the file they drop.

use super::support::{Result, visit};
use crate::util::{fake_signature, fill, paste_cases};
use std::fmt::Write;

const LINK: &str = "https://contosoexample.blob.core.windows.net/backups?sv=2022-11-02&sr=c&sp=rwdl&se=2099-06-30&sig={sig}";

const SENTENCE: &str = ".verdict__sentence";

fn link() -> String {
    fill(LINK, &fake_signature())
}

#[test]
fn a_paste_by_keys_with_nothing_focused_is_read() -> Result {
    visit(async |page| {
        page.js("document.activeElement?.blur()", &[]).await?;
        page.verdict_after(async |page| page.paste_by_keys(&link()).await)
            .await?;
        let sentence = page.text_of(SENTENCE).await?;
        assert!(sentence.contains("everything in the container backups"));
        page.assert_quiet_console().await
    })
}

#[test]
fn a_paste_replaces_an_example_in_one_step() -> Result {
    visit(async |page| {
        page.show_example("incident-2021").await?;
        let sentence = page.text_of(SENTENCE).await?;
        assert!(sentence.contains("robustnessws4285631339"));
        page.verdict_after(async |page| page.paste_by_keys(&link()).await)
            .await?;
        assert!(page.text_of(SENTENCE).await?.contains("backups"));
        let whole = page
            .js(
                "return document.body.textContent.includes('robustnessws4285631339')",
                &[],
            )
            .await?;
        assert_eq!(whole, false, "something of the example is left");
        Ok(())
    })
}

#[test]
fn every_dirty_paste_is_shown_without_a_word_in_the_console() -> Result {
    let cases = paste_cases();
    visit(async |page| {
        for case in cases.iter().filter(|case| case.tokens.len() == 1) {
            page.show_verdict(&case.input).await?;
        }
        page.assert_quiet_console().await
    })
}

#[test]
fn several_links_become_a_list_with_the_worst_first() -> Result {
    let text = fill(
        "https://contosoexample.blob.core.windows.net/one/a.txt?sv=2022-11-02&sr=b&sp=r&se=2020-01-01&sig={sig}\n\
         https://contosoexample.blob.core.windows.net/?sv=2022-11-02&ss=b&srt=sco&sp=rwdl&se=2099-01-01&sig={sig}\n\
         https://contosoexample.blob.core.windows.net/three?sv=2022-11-02&sr=c&si=readers&sig={sig}",
        &fake_signature(),
    );
    visit(async |page| {
        page.show_verdict(&text).await?;
        let levels = page
            .js("return [...document.querySelectorAll('.row__level')].map((row) => row.textContent.trim());", &[])
            .await?;
        assert_eq!(
            levels,
            serde_json::json!(["Severe", "Decided on the server", "Expired"])
        );
        page.js("document.querySelectorAll('.row')[1].click()", &[])
            .await?;
        page.wait_until(
            "document.querySelector('.verdict__sentence')?.textContent.includes('readers')",
        )
        .await?;
        page.assert_quiet_console().await
    })
}

#[test]
fn ten_megabytes_neither_freeze_nor_crash_the_page() -> Result {
    visit(async |page| {
        // 10 MB of prose with three links, made in the page: no driver carries that much well.
        let script = "
            const [link] = args;
            const prose = 'The quick brown fox jumps over the lazy dog. '.repeat(75000);
            const text = [prose, link, prose, link, prose, link].join('\\n');
            let longest = 0;
            const watch = new PerformanceObserver((list) => {
              for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
            });
            watch.observe({ type: 'longtask' });
            const clipboardData = new DataTransfer();
            clipboardData.setData('text/plain', text);
            document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
            while (!document.querySelector('.row')) await new Promise((done) => setTimeout(done, 50));
            const field = document.querySelector('textarea').value.length;
            return { size: text.length, rows: document.querySelectorAll('.row').length, field };";
        let seen = page.js(script, &[link().into()]).await?;
        assert!(
            seen["size"].as_u64().is_some_and(|size| size > 10_000_000),
            "{seen}"
        );
        assert_eq!((&seen["rows"], &seen["field"]), (&3.into(), &0.into()));
        page.assert_quiet_console().await
    })
}

#[test]
fn a_dropped_file_is_read() -> Result {
    let mut text = String::new();
    for number in 0..3 {
        let _ = writeln!(text, "line {number}: {}", link());
    }
    visit(async |page| {
        page.drop_file("links.txt", &text).await?;
        page.wait_until("document.querySelectorAll('.row').length === 3")
            .await?;
        page.assert_quiet_console().await
    })
}

#[test]
fn other_things_are_named() -> Result {
    let cases = paste_cases();
    visit(async |page| {
        for case in cases.iter().filter(|case| case.notes.len() == 1) {
            page.show_verdict(&case.input).await?;
            let text = page.text_of("[data-part=\"result\"]").await?;
            assert!(text.len() > 40, "{}: {text}", case.name);
        }
        page.assert_quiet_console().await
    })
}
