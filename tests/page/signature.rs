//! The signature desk: tells whether a signature is genuine and which key made it, and keeps no key.

use super::support::{Page, Result, visit};
use crate::util::{fake_key, read};
use serde_json::{Value, json};

/// The value of the delegation key of the vectors, which is invented like all of them.
const DELEGATION_KEY: &str = "//79/Pv6+fj39vX08/Lx8O/u7ezr6uno5+bl5OPi4eA=";

const FIELDS: &str = "[data-tool=\"signature\"] input";
const CHECK: &str = "[data-tool=\"signature\"] .button--main";
const ANSWER: &str = "[data-tool=\"signature\"] .desk__answer";

/// The link of a vector.
fn link(name: &str) -> Result<String> {
    let vectors = read("vectors.jsonl");
    let mut vectors = vectors
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let vector = vectors
        .find(|vector| vector["name"] == name)
        .ok_or_else(|| format!("no vector {name}"))?;
    let text = |key: &str| vector[key].as_str().unwrap_or_default().to_owned();
    let (service, path, query) = (text("service"), text("path"), text("query"));
    Ok(format!(
        "https://sastestacct.{service}.core.windows.net{path}?{query}"
    ))
}

/// Pastes a link and opens the desk.
async fn open(page: &Page, link: &str) -> Result {
    page.show_verdict(link).await?;
    page.press_on("[data-tool=\"signature\"] > summary").await?;
    page.wait_until("document.querySelector('[data-tool=\"signature\"] .signed')")
        .await
}

/// Types into one of the fields, as a person does: by pasting.
async fn give(page: &Page, place: usize, text: &str) -> Result {
    let focus = "document.querySelectorAll(args[0])[args[1]].focus();";
    page.js(focus, &[FIELDS.into(), place.into()]).await?;
    page.paste_by_keys(text).await
}

/// Asks, and returns what was answered.
async fn check(page: &Page) -> Result<String> {
    page.js(
        "document.querySelector(args[0])?.remove();",
        &[ANSWER.into()],
    )
    .await?;
    page.press_on(CHECK).await?;
    page.wait_until(&format!("document.querySelector('{ANSWER}')"))
        .await?;
    page.text_of(ANSWER).await
}

async fn values(page: &Page) -> Result<Value> {
    let script =
        "return [...document.querySelectorAll(args[0])].map(({ value }) => value).join('|');";
    page.js(script, &[FIELDS.into()]).await
}

#[test]
fn a_genuine_signature_is_told_with_the_key_that_made_it() -> Result {
    let link = link("blob-service-container-2022-11-02")?;
    visit(async |page| {
        open(page, &link).await?;
        give(page, 1, &fake_key()).await?;
        let answer = check(page).await?;
        assert!(answer.contains("Genuine, made with key2"), "{answer}");
        assert!(answer.contains("replace (regenerate)"), "{answer}");
        page.wait_until("document.querySelector('[role=status]').textContent.includes('Genuine')")
            .await?;
        page.assert_quiet_console().await
    })
}

#[test]
fn what_was_signed_is_seen_line_by_line_with_the_empty_ones() -> Result {
    let link = link("blob-service-container-2022-11-02")?;
    visit(async |page| {
        open(page, &link).await?;
        let script = "
            return [...document.querySelectorAll('.signed tbody tr')]
              .map((row) => [...row.cells].map((cell) => cell.textContent));";
        let rows: Vec<[String; 3]> = serde_json::from_value(page.js(script, &[]).await?)?;
        assert_eq!(rows.len(), 16);
        let expected = |place: usize, line: &str, value: &str| {
            let [number, _, shown] = &rows[place];
            assert_eq!((number.as_str(), shown.as_str()), (line, value));
        };
        expected(0, "1", "rl");
        expected(1, "2", "empty line");
        expected(3, "4", "/blob/sastestacct/photos");
        expected(15, "16", "empty line");
        assert!(rows[0][1].contains("sp"), "{rows:?}");
        Ok(())
    })
}

#[test]
fn a_mistake_of_the_signer_is_named_and_another_key_is_not_taken_for_it() -> Result {
    let genuine = link("blob-service-container-2022-11-02")?;
    visit(async |page| {
        open(page, &genuine.replace("sp=rl", "sp=lr")).await?;
        give(page, 0, &fake_key()).await?;
        let answer = check(page).await?;
        assert!(answer.contains("Made with key1, but not"), "{answer}");
        assert!(answer.contains("another order: rl"), "{answer}");

        open(page, &genuine).await?;
        give(page, 0, &fake_key().replace("AAEC", "AQEC")).await?;
        let answer = check(page).await?;
        assert!(answer.contains("Not made with this key"), "{answer}");
        assert!(answer.contains("The account has two keys"), "{answer}");

        for (at, letters) in ["AQEC", "AgEC"].into_iter().enumerate() {
            give(page, at, &fake_key().replace("AAEC", letters)).await?;
        }
        let answer = check(page).await?;
        assert!(answer.contains("Not made with these keys"), "{answer}");

        let pasted = format!("AccountName=fabrikam;AccountKey={}", fake_key());
        give(page, 0, &pasted).await?;
        let answer = check(page).await?;
        assert!(
            answer.contains("given as the key of another account"),
            "{answer}"
        );
        assert!(!answer.contains("Genuine"), "{answer}");
        Ok(())
    })
}

#[test]
fn what_a_link_is_bound_to_is_asked_for() -> Result {
    let link = link("blob-ud-srh-srq-2026-04-06")?;
    visit(async |page| {
        open(page, &link).await?;
        page.wait_until(&format!(
            "document.querySelectorAll('{FIELDS}').length === 5"
        ))
        .await?;
        let labels = page
            .js("return [...document.querySelectorAll('[data-tool=\"signature\"] .field__label')].map((label) => label.textContent);", &[])
            .await?;
        let expected = [
            "delegation key",
            "Header x-ms-foo",
            "Header x-ms-bar",
            "Query parameter alpha",
            "Query parameter beta",
        ];
        assert_eq!(labels, json!(expected));
        give(page, 0, DELEGATION_KEY).await?;
        let answer = check(page).await?;
        assert!(!answer.contains("Genuine"), "{answer}");
        for (place, text) in ["one", "two", "1", "2"].iter().enumerate() {
            give(page, place + 1, text).await?;
        }
        give(page, 0, DELEGATION_KEY).await?;
        let answer = check(page).await?;
        assert!(answer.contains("Genuine, made with"), "{answer}");
        // What is no secret stays, to be mended.
        assert_eq!(values(page).await?, "|one|two|1|2");
        Ok(())
    })
}

/// Counts the workers that start and end, and looks at what they are handed.
const WATCH_WORKERS: &str = "
    window.ended = 0;
    window.handed = [];
    const { terminate, postMessage } = Worker.prototype;
    Worker.prototype.terminate = function () { window.ended += 1; return terminate.call(this); };
    Worker.prototype.postMessage = function (message, ...rest) {
      postMessage.call(this, message, ...rest);
      for (const { value } of message.keys ?? []) window.handed.push([value.constructor.name, value.byteLength]);
    };";

/// Everything of a page that could still hold a text.
const EVERYWHERE: &str = "
    const fields = [...document.querySelectorAll('input, textarea')].map(({ value }) => value);
    return JSON.stringify([
      document.documentElement.outerHTML, fields, { ...localStorage }, { ...sessionStorage }, document.cookie,
      location.href, history.state, document.title, window.name, getSelection().toString(),
      performance.getEntriesByType('resource').map(({ name }) => name),
    ]);";

#[test]
fn a_key_is_nowhere_once_it_was_used() -> Result {
    let link = link("blob-service-container-2022-11-02")?;
    visit(async |page| {
        open(page, &link).await?;
        page.js(WATCH_WORKERS, &[]).await?;
        give(page, 0, &fake_key()).await?;
        let before = page.js(EVERYWHERE, &[]).await?.to_string();
        assert!(before.contains(&fake_key()), "the look around is blind");
        check(page).await?;
        assert_eq!(values(page).await?, "|");
        let after = page.js(EVERYWHERE, &[]).await?.to_string();
        assert!(!after.contains(&fake_key()[..16]));
        // Handed over and not copied: of the bytes nothing is left on this side; and the worker ended.
        let handed = page
            .js("return [window.handed, window.ended];", &[])
            .await?;
        assert_eq!(handed, json!([[["Uint8Array", 0]], 1]));
        page.assert_quiet_console().await
    })
}

#[test]
fn a_key_that_was_typed_is_gone_with_the_next_text() -> Result {
    let link = link("blob-service-container-2022-11-02")?;
    visit(async |page| {
        for way in ["another text", "clear", "leave"] {
            open(page, &link).await?;
            give(page, 0, &fake_key()).await?;
            // The field itself goes too; something might still hold it.
            page.js(
                "window.kept = document.querySelector(args[0]);",
                &[FIELDS.into()],
            )
            .await?;
            match way {
                "clear" => page.click("[data-part=\"clear\"]").await?,
                "leave" => page
                    .js("dispatchEvent(new Event('pagehide'));", &[])
                    .await
                    .map(drop)?,
                _ => page.show_example("expired").await?,
            }
            let kept = page.js("return window.kept.value;", &[]).await?;
            assert_eq!(kept, "", "after: {way}");
        }
        Ok(())
    })
}

#[test]
fn keys_are_in_no_report_that_is_passed_on() -> Result {
    let link = link("blob-service-container-2022-11-02")?;
    visit(async |page| {
        open(page, &link).await?;
        give(page, 0, &fake_key()).await?;
        check(page).await?;
        give(page, 1, &fake_key()).await?;
        let script = "
            let copied = '';
            Object.defineProperty(navigator, 'clipboard', {
              configurable: true, value: { writeText: async (text) => { copied += text; } },
            });
            for (const button of document.querySelectorAll('.detail button[data-by=copy]')) button.click();
            await new Promise((later) => setTimeout(later, 50));
            return copied;";
        let copied = page.js(script, &[]).await?;
        let copied = copied.as_str().unwrap_or_default();
        assert!(copied.contains("sastestacct"), "nothing was copied");
        assert!(!copied.contains(&fake_key()[..16]), "a key was passed on");
        Ok(())
    })
}

#[test]
fn nothing_keeps_or_shows_what_is_typed_as_a_key() -> Result {
    let link = link("blob-service-container-2022-11-02")?;
    visit(async |page| {
        open(page, &link).await?;
        let script = "
            const field = document.querySelector(args[0]);
            const look = getComputedStyle(field).webkitTextSecurity;
            const names = ['autocomplete', 'spellcheck', 'autocapitalize', 'autocorrect', 'translate', 'writingsuggestions'];
            return {
              isMasked: field.type === 'password' || look === 'disc',
              hasName: field.name !== '' || field.form !== null,
              attributes: names.map((name) => field.getAttribute(name)),
            };";
        let seen = page.js(script, &[FIELDS.into()]).await?;
        assert_eq!(seen["isMasked"], true);
        // A password manager keeps fields of forms, and by their names.
        assert_eq!(seen["hasName"], false);
        let expected = ["off", "false", "off", "off", "no", "false"];
        assert_eq!(seen["attributes"], json!(expected));
        Ok(())
    })
}
