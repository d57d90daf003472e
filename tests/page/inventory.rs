//! The list of what stands in files: long, steady, usable by keys, saved without secrets, opened again.

use super::support::{Files, Page, Result, fake_link, fake_signature_of, is_full, visit};
use crate::util::encode;
use fantoccini::key::Key;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A log in which each line holds another link.
fn log(count: usize) -> String {
    let lines = (0..count).map(|at| format!("{at} {}\n", fake_link(&format!("c{at}"))));
    lines.collect()
}

/// Scans files with so many links, none of them twice.
async fn scan_links(page: &Page, files: &Files, count: usize) -> Result {
    // Two files: a single small one would be read as a text.
    let paths = [
        files.write("links.log", &log(count))?,
        files.write("other.txt", "nothing in here")?,
    ];
    page.choose("file", &paths).await?;
    page.scan_ended().await
}

/// The place in the list of the row that has the focus, and how many there are.
async fn focused(page: &Page) -> Result<(String, String)> {
    let script = "
        await new Promise((later) => setTimeout(later, 50));
        const item = document.activeElement.closest('[role=listitem]');
        return [item?.getAttribute('aria-posinset') ?? '', item?.getAttribute('aria-setsize') ?? ''];";
    Ok(serde_json::from_value(page.js(script, &[]).await?)?)
}

#[test]
fn however_long_the_list_is_only_what_is_in_view_is_on_the_page() -> Result {
    visit(async |page| {
        let files = Files::new()?;
        let count = if is_full() { 50_000 } else { 3000 };
        scan_links(page, &files, count).await?;
        let script = "
            const box = document.querySelector('.finds__box');
            const most = [];
            for (const share of [0, 0.5, 1]) {
              box.scrollTop = share * box.scrollHeight;
              await new Promise((later) => setTimeout(later, 400));
              most.push(document.querySelectorAll('.find').length);
            }
            const inView = [...document.querySelectorAll('.find')].filter((row) => {
              const [mine, its] = [row.getBoundingClientRect(), box.getBoundingClientRect()];
              return mine.bottom > its.top + 1 && mine.top < its.bottom - 1;
            });
            const last = inView.at(-1);
            return [Math.max(...most), last.getAttribute('aria-posinset'), inView.every((row) => row.textContent.includes('contosoexample'))];";
        let (most, last, is_filled): (usize, String, bool) =
            serde_json::from_value(page.js(script, &[]).await?)?;
        assert!(most < 60, "{most} rows are on the page");
        assert_eq!(last, count.to_string());
        assert!(is_filled, "rows in view are empty");
        page.assert_quiet_console().await
    })
}

#[test]
fn keys_go_through_the_list_into_a_find_and_back() -> Result {
    visit(async |page| {
        let files = Files::new()?;
        scan_links(page, &files, 400).await?;
        page.js(
            "document.querySelector('.find__row[tabindex=\"0\"]').focus();",
            &[],
        )
        .await?;
        let all = "400".to_owned();
        for (key, place) in [
            (Key::Down, "2"),
            (Key::Down, "3"),
            (Key::Up, "2"),
            (Key::End, "400"),
            (Key::Home, "1"),
        ] {
            page.press(&[key.into()]).await?;
            assert_eq!(focused(page).await?, (place.to_owned(), all.clone()));
        }
        page.press(&[Key::PageDown.into()]).await?;
        let (place, _) = focused(page).await?;
        assert!(place.parse::<usize>()? > 2, "{place}");
        page.press(&[Key::Enter.into()]).await?;
        page.wait_until("document.activeElement.matches('[data-part=\"place\"]')")
            .await?;
        page.press(&[Key::Escape.into()]).await?;
        assert_eq!(focused(page).await?, (place, all));
        page.assert_quiet_console().await
    })
}

#[test]
fn a_find_is_explained_in_full_with_the_places_where_it_stands() -> Result {
    visit(async |page| {
        let files = Files::new()?;
        let mut paths = Vec::new();
        for at in 0..60 {
            paths.push(files.write(
                &format!("{at}.env"),
                &format!("\nURL={}\n", fake_link("same")),
            )?);
        }
        page.choose("file", &paths).await?;
        page.scan_ended().await?;
        assert_eq!(page.text_of(".ranking__title").await?, "1 secret found");
        let row = page.text_of(".find__row").await?;
        assert!(row.contains("and 59 more places"), "{row}");
        page.click(".find__row").await?;
        page.wait_until(
            "document.querySelector('.standing') && document.querySelector('.detail .params')",
        )
        .await?;
        let count = "return document.querySelectorAll('.place').length;";
        assert_eq!(page.js(count, &[]).await?, 50);
        page.click(".standing__places button").await?;
        page.wait_until("document.querySelectorAll('.place').length === 60")
            .await?;
        let place = page.text_of(".place__line").await?;
        assert!(place.ends_with(".env:2"), "{place}");
        // The signature is hidden until it is asked for.
        let whole = "return document.documentElement.outerHTML.includes(args[0]);";
        assert_eq!(
            page.js(whole, &[encode(&fake_signature_of("same")).into()])
                .await?,
            false
        );
        page.assert_quiet_console().await
    })
}

#[test]
fn the_list_is_narrowed_and_sorted() -> Result {
    visit(async |page| {
        let files = Files::new()?;
        scan_links(page, &files, 120).await?;
        let search = "
            const field = document.querySelector('.filters input');
            field.value = args[0];
            field.dispatchEvent(new Event('input', { bubbles: true }));";
        page.js(search, &["c17".into()]).await?;
        page.wait_until("document.querySelector('.ranking__text').textContent !== ''")
            .await?;
        let shown = page.text_of(".ranking__body > .ranking__text").await?;
        assert_eq!(shown, "1 of them is listed.");
        page.js(search, &["".into()]).await?;
        page.wait_until("document.querySelector('.find')?.getAttribute('aria-setsize') === '120'")
            .await?;
        let by = "
            const order = document.querySelector('.filters select');
            order.value = 'file';
            order.dispatchEvent(new Event('change', { bubbles: true }));";
        page.js(by, &[]).await?;
        page.wait_until("document.querySelector('.find__place')?.textContent.includes(':1')")
            .await
    })
}

#[test]
fn a_copy_without_its_signature_is_listed_last_and_counts_as_no_secret() -> Result {
    visit(async |page| {
        let files = Files::new()?;
        let whole = fake_link("whole");
        let other = fake_link("other");
        let (start, _) = other.split_once("sig=").ok_or("no signature")?;
        let taken_out = format!("{start}sig=REDACTED");
        let paths = [
            files.write("a.txt", &taken_out)?,
            files.write("b.txt", &whole)?,
        ];
        page.choose("file", &paths).await?;
        page.scan_ended().await?;
        assert_eq!(page.text_of(".ranking__title").await?, "1 secret found");
        let closing = page.text_of(".closing").await?;
        let told = "Found 1 secret in 1 place. 1 copy in 1 place had the signature taken out";
        assert!(closing.contains(told), "{closing}");
        let rows: Vec<String> = serde_json::from_value(page.js(ROWS, &[]).await?)?;
        assert!(rows[1].contains("Taken out"), "{rows:?}");
        page.click(".find:last-child .find__row").await?;
        page.wait_until("document.querySelector('.standing')")
            .await?;
        let detail = page.text_of("[data-part=\"result-detail\"]").await?;
        assert!(detail.contains("so it opens nothing"), "{detail}");
        page.assert_quiet_console().await
    })
}

#[test]
fn a_saved_list_that_was_cut_off_is_told_as_one() -> Result {
    visit(async |page| {
        let files = Files::new()?;
        scan_links(page, &files, 6).await?;
        let saved = page.js(SAVE_ALL, &[]).await?;
        let json = saved["json"].as_str().ok_or("no JSON was saved")?;
        let half = json.get(..json.len() / 2).ok_or("no half")?;
        let path = files.write("list.json", half)?;
        page.choose("file", &[path]).await?;
        page.wait_until(
            "document.body.textContent.includes('This begins like a list that was saved here')",
        )
        .await?;
        let told = page.text_of("[data-part=\"result\"]").await?;
        assert!(
            told.contains("cannot be opened as a list: line 1"),
            "{told}"
        );
        page.assert_quiet_console().await
    })
}

#[test]
fn what_is_read_does_not_move_while_more_is_found() -> Result {
    visit(async |page| {
        let files = Files::new()?;
        let first = files.write("first.txt", &fake_link("first"))?;
        let second = files.write("second.log", &log(50))?;
        // The second file waits until it is let go.
        page.js(
            "const { postMessage } = Worker.prototype;
             window.held = [];
             Worker.prototype.postMessage = function (message, ...rest) {
               const send = () => postMessage.call(this, message, ...rest);
               if (message.kind === 'read' && message.jobs.some(({ path }) => path === 'second.log')) window.held.push(send);
               else send();
             };
             Object.defineProperty(navigator, 'hardwareConcurrency', { value: 2 });",
            &[],
        )
        .await?;
        page.choose("file", &[first, second]).await?;
        page.wait_until("document.querySelector('.find__row[data-id]:not([data-id=\"\"])')")
            .await?;
        page.js("document.querySelector('.find__row').focus();", &[])
            .await?;
        let top = "return document.activeElement.getBoundingClientRect().top;";
        let before = page.js(top, &[]).await?;
        page.js("for (const send of window.held) send();", &[])
            .await?;
        page.wait_until("document.querySelector('.finds__news').textContent.includes('50 new')")
            .await?;
        assert_eq!(page.js(top, &[]).await?, before);
        page.click(".finds__news button").await?;
        page.wait_until("document.querySelector('.find')?.getAttribute('aria-setsize') === '51'")
            .await
    })
}

/// Saves the list in every form and returns what came out, by form.
const SAVE_ALL: &str = "
    const saved = {};
    const { createObjectURL } = URL;
    let blob;
    URL.createObjectURL = (made) => { blob = made; return createObjectURL.call(URL, made); };
    HTMLAnchorElement.prototype.click = function () { saved.name = this.download; };
    for (const button of document.querySelectorAll('[data-export]')) {
      blob = undefined;
      button.click();
      while (!blob) await new Promise((later) => setTimeout(later, 20));
      saved[button.dataset.export] = await blob.text();
    }
    return saved;";

/// What the list says of each find.
const ROWS: &str = "
    return [...document.querySelectorAll('.find')].map((row) => row.textContent);";

#[test]
fn a_list_is_saved_without_secrets_and_opened_again_with_the_same_verdicts() -> Result {
    visit(async |page| {
        let files = Files::new()?;
        scan_links(page, &files, 6).await?;
        let saved = page.js(SAVE_ALL, &[]).await?;
        let saved: BTreeMap<String, String> = serde_json::from_value(saved)?;
        let name = saved["name"].clone();
        assert!(name.starts_with("sas-lens-20"), "{name}");
        for format in ["sarif", "csv", "json", "markdown", "html"] {
            let text = &saved[format];
            assert!(text.contains("contosoexample"), "{format}: {text}");
            let signatures = (0..6).map(|at| fake_signature_of(&format!("c{at}")));
            let parts = signatures.flat_map(|sig| [sig[..16].to_owned(), encode(&sig), sig]);
            for secret in parts {
                assert!(!text.contains(&secret), "the signature is in {format}");
            }
        }
        let sarif: Value = serde_json::from_str(&saved["sarif"])?;
        assert_eq!(sarif["version"], "2.1.0");
        let before = page.js(ROWS, &[]).await?;

        let path = files.write("list.json", &saved["json"])?;
        page.choose("file", &[path]).await?;
        page.wait_until("document.querySelector('.scanning__title')?.textContent.includes('list that was saved')")
            .await?;
        page.scan_ended().await?;
        assert_eq!(page.js(ROWS, &[]).await?, before);
        page.click(".find__row").await?;
        page.wait_until("document.querySelector('.standing')")
            .await?;
        let detail = page.text_of("[data-part=\"result-detail\"]").await?;
        assert!(
            detail.contains("Signatures and keys are not in a saved list"),
            "{detail}"
        );
        page.assert_quiet_console().await
    })
}

#[test]
fn a_list_and_a_find_are_without_accessibility_faults() -> Result {
    visit(async |page| {
        let files = Files::new()?;
        scan_links(page, &files, 40).await?;
        assert_eq!(page.accessibility_faults().await?, [""; 0]);
        page.click(".find__row").await?;
        page.wait_until("document.querySelector('.standing')")
            .await?;
        assert_eq!(page.accessibility_faults().await?, [""; 0]);
        page.resize(360, 640).await?;
        let sideways = "return document.documentElement.scrollWidth > innerWidth;";
        assert_eq!(page.js(sideways, &[]).await?, json!(false));
        Ok(())
    })
}
