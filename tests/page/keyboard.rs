//! The whole task by keyboard alone.

use super::support::{Page, Result, visit};
use fantoccini::key::Key;

/// Presses Tab until what has the focus matches a selector.
async fn tab_to(page: &Page, selector: &str) -> Result {
    for _ in 0..80 {
        page.press(&[Key::Tab.into()]).await?;
        let found = page
            .js(
                "return document.activeElement.matches(args[0]);",
                &[selector.into()],
            )
            .await?;
        if found == true {
            let is_seen = page
                .js("const box = document.activeElement.getBoundingClientRect(); return box.height > 0 && box.bottom > 0 && box.top < innerHeight;", &[])
                .await?;
            assert_eq!(is_seen, true, "{selector} has the focus and is not seen");
            return Ok(());
        }
    }
    Err(format!("no Tab leads to {selector}").into())
}

#[test]
fn an_example_is_chosen_read_and_left_by_keys() -> Result {
    visit(async |page| {
        tab_to(page, "[data-example='incident-2021']").await?;
        page.verdict_after(async |page| page.press(&[Key::Enter.into()]).await)
            .await?;
        tab_to(page, ".commands__summary").await?;
        page.press(&[Key::Enter.into()]).await?;
        tab_to(page, "[data-copy]").await?;
        tab_to(
            page,
            "[data-part='edit'], [data-part='reveal'], [data-example='policy']",
        )
        .await?;
        page.assert_quiet_console().await
    })
}

#[test]
fn enter_checks_what_was_typed_and_tab_leaves_the_field() -> Result {
    visit(async |page| {
        tab_to(page, "textarea").await?;
        page.press(&[Key::Tab.into()]).await?;
        let stuck = page
            .js("return document.activeElement.matches('textarea');", &[])
            .await?;
        assert_eq!(stuck, false, "the field is a trap");
        page.press(&[Key::Shift.into(), Key::Tab.into()]).await?;
        for letter in "https://contosoexample.blob.core.windows.net/c/b".chars() {
            page.press(&[letter]).await?;
        }
        page.verdict_after(async |page| page.press(&[Key::Enter.into()]).await)
            .await?;
        let text = page.text_of("[data-part=\"result\"]").await?;
        assert!(text.contains("without a signature"), "{text}");
        Ok(())
    })
}
