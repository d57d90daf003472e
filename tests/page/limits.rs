//! An organisation's own limits: given by hand or brought along by the site, refused with the place
//! that is wrong, and kept in memory only.

use super::support::{Files, Page, Result, fake_link, visit};
use serde_json::json;

const FIELD: &str = "[data-part=\"own-limits\"] textarea";
const USE: &str = "[data-part=\"own-limits\"] .button--main";

async fn open(page: &Page) -> Result {
    page.desk_arrived().await?;
    page.press_on("[data-part=\"own-limits\"] > summary").await
}

async fn give(page: &Page, text: &str) -> Result {
    page.js(
        "document.querySelector(args[0]).value = args[1];",
        &[FIELD.into(), text.into()],
    )
    .await?;
    page.press_on(USE).await
}

async fn titles(page: &Page) -> Result<String> {
    let script = "return [...document.querySelectorAll('.finding__title')].map((title) => title.textContent).join('; ');";
    Ok(page
        .js(script, &[])
        .await?
        .as_str()
        .unwrap_or_default()
        .to_owned())
}

#[test]
fn limits_are_judged_by_at_once_and_can_be_taken_away() -> Result {
    visit(async |page| {
        page.show_example("incident-2021").await?;
        assert!(!titles(page).await?.contains("Lives longer than is allowed"));
        open(page).await?;
        give(page, "{ \"longestLifeHours\": 168 }").await?;
        page.wait_until("document.body.textContent.includes('Lives longer than is allowed')")
            .await?;
        // What was judged again is as full as before.
        page.js("document.querySelector('[data-outcome]').open = true;", &[])
            .await?;
        page.wait_until("document.querySelector('.request')")
            .await?;
        let summary = page.text_of("[data-part=\"own-limits\"] > summary").await?;
        assert!(summary.contains("in force"), "{summary}");
        // The next link too, and one that the worker reads.
        page.show_example("incident-2020").await?;
        assert!(titles(page).await?.contains("Lives longer than is allowed"));
        page.js(
            "[...document.querySelectorAll('[data-part=\"own-limits\"] button')].at(-1).click();",
            &[],
        )
        .await?;
        page.wait_until("!document.body.textContent.includes('Lives longer than is allowed')")
            .await?;
        page.assert_quiet_console().await
    })
}

#[test]
fn of_files_it_is_said_that_limits_have_changed_and_they_can_be_read_again() -> Result {
    visit(async |page| {
        let files = Files::new()?;
        for name in ["a", "b"] {
            files.write(&format!("logs/{name}.log"), &fake_link(name))?;
        }
        page.drop_paths(&[files.path("logs")]).await?;
        page.scan_ended().await?;
        open(page).await?;
        give(page, "{ \"knownAccounts\": [\"other\"] }").await?;
        let remark = "document.querySelector('.scan__remark')";
        page.wait_until(&format!("{remark}.checkVisibility()"))
            .await?;
        page.press_on(".scan__remark button").await?;
        page.wait_until(&format!(
            "document.querySelector('.scan[data-over]') && !{remark}.checkVisibility()"
        ))
        .await?;
        page.click(".find__row").await?;
        page.wait_until("document.body.textContent.includes('account that is not known')")
            .await?;
        page.assert_quiet_console().await
    })
}

#[test]
fn wrong_limits_are_refused_with_their_place_and_change_nothing() -> Result {
    visit(async |page| {
        page.show_example("incident-2021").await?;
        open(page).await?;
        for (text, place) in [
            ("{ \"longestLife\": 7 }", "policy.longestLife"),
            (
                "{ \"severities\": { \"nope\": \"high\" } }",
                "policy.severities.nope",
            ),
            (
                "{ \"longestLifeHours\": \"week\" }",
                "policy.longestLifeHours",
            ),
            ("{ \"longestLifeHours\": 168 ", "line 1, column 27"),
            ("{\n  \"longestLifeHours\": 168,,\n}", "line 2, column 27"),
            ("{\n\"longestLifeHours\":\n  week}", "line 3, column 3"),
            (
                "{ \"longestLife\": 7, \"allowedFamilies\": [\"servcie\"] }",
                "policy.allowedFamilies[0]",
            ),
            ("[]", "policy"),
        ] {
            give(page, text).await?;
            page.wait_until(&format!(
                "document.querySelector('.desk__problem')?.textContent.includes('{place}')"
            ))
            .await?;
            page.wait_until(
                "document.querySelector('[role=status]').textContent.includes('not taken')",
            )
            .await?;
            let is_invalid = page
                .js(
                    "return document.querySelector(args[0]).getAttribute('aria-invalid');",
                    &[FIELD.into()],
                )
                .await?;
            assert_eq!(is_invalid, "true");
            assert!(!titles(page).await?.contains("Lives longer than is allowed"));
        }
        page.assert_quiet_console().await
    })
}

#[test]
fn a_list_in_the_worker_is_judged_by_them_too() -> Result {
    visit(async |page| {
        let link = "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=rl&se=2099-01-01&\
                    sig=bm90LWEtcmVhbC1zaWduYXR1cmUtb25seS1hLWRlbW8%3D";
        open(page).await?;
        give(page, "{ \"knownAccounts\": [\"other\"] }").await?;
        page.wait_until(
            "document.querySelector('[data-part=\"limits-state\"]').textContent !== ''",
        )
        .await?;
        page.js("document.activeElement.blur();", &[]).await?;
        page.paste(&vec![link; 700].join("\n")).await?;
        page.wait_until(
            "document.querySelector('.ranking') && document.querySelector('.finding__title')",
        )
        .await?;
        assert!(titles(page).await?.contains("account that is not known"));
        // The text is in the worker alone, which judges it again.
        page.js(
            "[...document.querySelectorAll('[data-part=\"own-limits\"] button')].at(-1).click();",
            &[],
        )
        .await?;
        page.wait_until("document.querySelector('.ranking') && !document.body.textContent.includes('account that is not known')")
            .await?;
        let rows = page.text_of(".ranking__title").await?;
        assert!(rows.contains("700"), "{rows}");
        page.assert_quiet_console().await
    })
}

#[test]
fn a_list_of_files_says_which_finds_are_against_them() -> Result {
    visit(async |page| {
        open(page).await?;
        give(page, "{ \"knownAccounts\": [\"fabrikamexample\"] }").await?;
        page.wait_until(
            "document.querySelector('[data-part=\"limits-state\"]').textContent !== ''",
        )
        .await?;
        let files = Files::new()?;
        let own = fake_link("own").replace("contosoexample", "fabrikamexample");
        let key = format!("{}bm90LQ==", "bm90LWEtcmVhbC1r".repeat(5));
        let string = format!(
            "DefaultEndpointsProtocol=https;AccountName=contosoexample;AccountKey={key};EndpointSuffix=core.windows.net"
        );
        let paths = [
            files.write("own.env", &own)?,
            files.write(
                "other.env",
                &format!("A={}\nB=\"{string}\"\n", fake_link("other")),
            )?,
        ];
        page.choose("file", &paths).await?;
        page.scan_ended().await?;
        let closing = page.text_of(".closing").await?;
        assert!(
            closing.contains("Found 3 secrets") && closing.contains("limits: 2."),
            "{closing}"
        );
        let select = "
            const field = [...document.querySelectorAll('.filters select')].at(-1);
            field.value = 'broken';
            field.dispatchEvent(new Event('change', { bubbles: true }));";
        page.js(select, &[]).await?;
        page.wait_until("document.querySelector('.find')?.getAttribute('aria-setsize') === '2'")
            .await?;
        let rows = page.text_of(".finds").await?;
        assert!(
            rows.contains("against the limits") && !rows.contains("own.env"),
            "{rows}"
        );
        page.assert_quiet_console().await
    })
}

#[test]
fn a_file_that_is_dropped_there_is_taken_for_limits() -> Result {
    visit(async |page| {
        page.show_example("incident-2021").await?;
        open(page).await?;
        let script = "
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([args[1]], 'policy.json', { type: 'application/json' }));
            for (const type of ['dragover', 'drop']) {
              const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
              document.querySelector(args[0]).dispatchEvent(event);
              if (!event.defaultPrevented) return 'the browser would open it';
            }
            return document.querySelector('[data-part=\"drop\"]').hidden;";
        let text = "{ \"longestLifeHours\": 168 }";
        let is_over = page.js(script, &[FIELD.into(), text.into()]).await?;
        assert_eq!(is_over, true);
        page.wait_until("document.body.textContent.includes('Lives longer than is allowed')")
            .await?;
        // It was not read for links.
        assert!(
            page.text_of(".verdict__sentence")
                .await?
                .contains("robustness")
        );
        page.assert_quiet_console().await
    })
}

/// Lets the site come with other limits. `args[0]` is what its file says.
async fn hosted(page: &Page, text: &str) -> Result {
    let script = format!(
        "const {{ fetch: real }} = globalThis;
         globalThis.fetch = (address, ...rest) =>
           String(address).endsWith('/policy.json') ? Promise.resolve(new Response({})) : real(address, ...rest);",
        json!(text)
    );
    page.devtools(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": script }),
    )
    .await?;
    page.open_anew().await
}

#[test]
fn the_limits_of_the_site_are_in_force_from_the_first_text() -> Result {
    visit(async |page| {
        hosted(
            page,
            "{ \"$schema\": \"policy.schema.json\", \"longestLifeHours\": 168 }",
        )
        .await?;
        page.show_example("incident-2021").await?;
        assert!(titles(page).await?.contains("Lives longer than is allowed"));
        page.desk_arrived().await?;
        let shown = page
            .js(
                "return document.querySelector(args[0]).value;",
                &[FIELD.into()],
            )
            .await?;
        assert!(
            shown.as_str().is_some_and(|text| text.contains("168")),
            "{shown}"
        );
        Ok(())
    })
}

#[test]
fn limits_of_the_site_that_are_wrong_are_told_to_the_reader() -> Result {
    visit(async |page| {
        hosted(page, "{ \"longestLife\": 168 }").await?;
        page.wait_until("document.querySelector('[data-part=\"refusal\"]').checkVisibility()")
            .await?;
        let told = page.text_of("[data-part=\"refusal\"]").await?;
        assert!(told.contains("policy.longestLife"), "{told}");
        page.show_example("incident-2021").await?;
        assert!(page.text_of(".verdict__sentence").await?.contains("Anyone"));
        Ok(())
    })
}

#[test]
fn nothing_of_them_is_left_after_a_reload() -> Result {
    visit(async |page| {
        open(page).await?;
        give(page, "{ \"knownAccounts\": [\"canaryaccount\"] }").await?;
        page.wait_until(
            "document.querySelector('[data-part=\"limits-state\"]').textContent !== ''",
        )
        .await?;
        page.client.refresh().await?;
        page.desk_arrived().await?;
        let left = page
            .js("return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, document.querySelector(args[0]).value]);", &[FIELD.into()])
            .await?;
        assert!(!left.to_string().contains("canaryaccount"), "{left}");
        Ok(())
    })
}
