//! The link and its table are one: every character of the input has a stretch, every stretch a row,
//! and pointing, focus and arrow keys on either side mark the other.

use super::support::{Page, Result, visit};
use crate::util::{encode, fake_signature, paste_cases};
use fantoccini::key::Key;
use serde_json::{Value, json};

fn link() -> String {
    format!(
        "curl \"https://contosoexample.blob.core.windows.net/reports/2026/q1.csv?sv=2022-11-02&sr=b&sp=rw\
         &se=2027-01-01T00:00:00Z&spr=https,http&sig={}#note\" -o q1.csv",
        encode(&fake_signature())
    )
}

/// What is wrong with the mapping of the shown link, one line each.
const GAPS: &str = "
    const length = args[0];
    const faults = [];
    const stretches = [...document.querySelectorAll('.anatomy .segment')];
    let at = 0;
    for (const { dataset, textContent } of stretches) {
      if (Number(dataset.start) !== at) faults.push(`gap at ${at}`);
      if (Number(dataset.end) <= Number(dataset.start)) faults.push(`empty at ${at}`);
      if (textContent === '') faults.push(`nothing shown at ${at}`);
      at = Number(dataset.end);
    }
    if (at !== length) faults.push(`ends at ${at} and not at ${length}`);
    const keys = (selector) => new Set([...document.querySelectorAll(selector)].map(({ dataset }) => dataset.key));
    const [left, right] = [keys('.anatomy .segment'), keys('.param')];
    for (const key of left) if (!right.has(key)) faults.push(`no row for ${key}`);
    for (const key of right) if (!left.has(key)) faults.push(`no stretch for ${key}`);
    return faults;";

#[test]
fn every_character_of_every_single_link_of_the_corpus_has_its_stretch_and_row() -> Result {
    let cases = paste_cases();
    visit(async |page| {
        let mut seen = 0;
        for case in &cases {
            if case.input.trim().is_empty() || case.input.len() > 4000 {
                continue;
            }
            page.js(
                "document.querySelector('[data-part=\"clear\"]').click()",
                &[],
            )
            .await?;
            page.paste(&case.input).await?;
            page.wait_until("!document.querySelector('[data-part=\"result\"]').hidden")
                .await
                .map_err(|error| format!("{}: {error}", case.name))?;
            let shown = page
                .js("return document.querySelector('.anatomy') !== null;", &[])
                .await?;
            if shown != true {
                continue;
            }
            seen += 1;
            // The field turns CRLF into LF, as every browser does.
            let units = page
                .js(
                    "return document.querySelector('textarea').value.length;",
                    &[],
                )
                .await?;
            let faults = page.js(GAPS, &[units]).await?;
            assert_eq!(faults, json!([]), "{}", case.name);
        }
        assert!(seen > 100, "{seen}");
        Ok(())
    })
}

/// The keys that are marked on each side.
const MARKED: &str = "
    const keys = (selector) => [...document.querySelectorAll(selector)].map(({ dataset }) => dataset.key);
    return [keys('.anatomy .segment[data-marked]'), keys('.param[data-marked]')];";

#[test]
fn pointing_at_either_side_marks_the_other() -> Result {
    visit(async |page| {
        page.show_verdict(&link()).await?;
        for side in ["segment", "param"] {
            let keys = page
                .js(
                    "return [...document.querySelectorAll(`.anatomy .${args[0]}`)].map(({ dataset }) => dataset.key);",
                    &[side.into()],
                )
                .await?;
            for key in keys.as_array().into_iter().flatten() {
                let script = "
                    document.querySelector(`.anatomy .${args[0]}[data-key=\"${args[1]}\"]`)
                      .dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));";
                page.js(script, &[side.into(), key.clone()]).await?;
                let marked = page.js(MARKED, &[]).await?;
                let [left, right] = [&marked[0], &marked[1]];
                for side in [left, right] {
                    let side = side.as_array().cloned().unwrap_or_default();
                    assert!(
                        !side.is_empty() && side.iter().all(|marked| marked == key),
                        "{marked}"
                    );
                }
            }
        }
        Ok(())
    })
}

async fn focused(page: &Page) -> Result<Value> {
    page.js(
        "const { activeElement } = document;
         return [activeElement.className, activeElement.closest('[data-key]')?.dataset.key ?? ''];",
        &[],
    )
    .await
}

#[test]
fn arrow_keys_walk_both_sides_and_enter_crosses() -> Result {
    visit(async |page| {
        page.show_verdict(&link()).await?;
        page.js("document.querySelector('.anatomy .segment').focus()", &[])
            .await?;
        let order = page
            .js(
                "return [...document.querySelectorAll('.anatomy .segment')].map(({ dataset }) => dataset.key);",
                &[],
            )
            .await?;
        let order = order.as_array().cloned().unwrap_or_default();
        assert!(order.len() > 8, "{order:?}");
        for key in order.iter().skip(1) {
            page.press(&[Key::Right.into()]).await?;
            assert_eq!(focused(page).await?, json!(["segment", key]));
            let marked = page.js(MARKED, &[]).await?;
            assert_eq!(marked[1], json!([key]), "the row is marked as well");
        }
        page.press(&[Key::Home.into()]).await?;
        page.press(&[Key::Enter.into()]).await?;
        assert_eq!(
            focused(page).await?,
            json!(["param__name-button", order[0]])
        );
        let rows = page
            .js(
                "return [...document.querySelectorAll('.param')].map(({ dataset }) => dataset.key);",
                &[],
            )
            .await?;
        page.press(&[Key::Home.into()]).await?;
        for key in rows.as_array().into_iter().flatten().skip(1) {
            page.press(&[Key::Down.into()]).await?;
            assert_eq!(focused(page).await?, json!(["param__name-button", key]));
            let marked = page.js(MARKED, &[]).await?;
            assert!(
                marked[0].as_array().is_some_and(|keys| !keys.is_empty()
                    && keys.iter().all(|marked| marked == key)),
                "{marked}"
            );
        }
        page.press(&[Key::Enter.into()]).await?;
        assert_eq!(focused(page).await?[0], "segment");
        // One stop for Tab on each side, wherever the reader was.
        let stops = page
            .js(
                "return ['.anatomy .segments', '.params tbody'].map((side) =>
                   document.querySelectorAll(`${side} [tabindex=\"0\"]`).length);",
                &[],
            )
            .await?;
        assert_eq!(stops, json!([1, 1]));
        Ok(())
    })
}

#[test]
fn both_sides_can_be_reached_with_tab() -> Result {
    visit(async |page| {
        page.show_verdict(&link()).await?;
        let stops = page
            .js(
                "return ['.anatomy .segments [tabindex=\"0\"]', '.params tbody [tabindex=\"0\"]'].map((stop) =>
                   document.querySelectorAll(stop).length);",
                &[],
            )
            .await?;
        assert_eq!(stops, json!([1, 1]));
        Ok(())
    })
}

#[test]
fn a_finding_marks_the_characters_that_cause_it_and_a_click_goes_there() -> Result {
    visit(async |page| {
        page.show_verdict(&link()).await?;
        let script = "
            const finding = [...document.querySelectorAll('.finding')]
              .find(({ textContent }) => textContent.includes('HTTP'));
            const quote = finding.querySelector('.quote');
            quote.focus();
            const marked = [...document.querySelectorAll('.anatomy .segment[data-marked]')].map(({ textContent }) => textContent);
            quote.click();
            return [finding.querySelector('.quote').textContent, marked, document.activeElement.textContent];";
        let found = page.js(script, &[]).await?;
        assert_eq!(
            found,
            json!(["spr=https,http", ["&spr=https,http"], "&spr=https,http"])
        );
        Ok(())
    })
}

#[test]
fn the_parts_are_told_apart_without_colour() -> Result {
    visit(async |page| {
        page.show_verdict(&link()).await?;
        let lines = "
            const styles = [...document.querySelectorAll('.anatomy .segment')].map((stretch) => {
              const style = getComputedStyle(stretch);
              return [stretch.dataset.group, `${style.textDecorationLine} ${style.textDecorationStyle} ${style.textDecorationThickness}`];
            });
            const forms = new Map(styles.filter(([group]) => group !== 'rest'));
            return [forms.size, new Set(forms.values()).size];";
        for features in [
            json!([]),
            json!([{ "name": "forced-colors", "value": "active" }]),
        ] {
            page.devtools(
                "Emulation.setEmulatedMedia",
                json!({ "features": features }),
            )
            .await?;
            let counts = page.js(lines, &[]).await?;
            assert_eq!(counts[0], counts[1], "{features}");
            assert!(counts[0].as_u64() >= Some(5), "{counts}");
            // What is marked differs in more than colour.
            page.js(
                "document.querySelector('.anatomy .segment').dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))",
                &[],
            )
            .await?;
            let seen = page
                .js(
                    "const style = getComputedStyle(document.querySelector('.anatomy .segment[data-marked]'));
                     return style.boxShadow !== 'none' || style.outlineStyle === 'solid';",
                    &[],
                )
                .await?;
            assert_eq!(seen, true, "{features}");
        }
        Ok(())
    })
}
