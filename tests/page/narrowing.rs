//! Asking for less: a need is chosen, and the least link that serves it is proposed, as commands.

use super::support::{Page, Result, visit};
use crate::util::{fake_signature, fill};

const LINK: &str = "https://contosoexample.blob.core.windows.net/photos?sv=2022-11-02&sr=c\
    &sp=racwdl&se=2099-01-01&sig={sig}";

const TOOL: &str = "[data-tool=\"narrow\"]";
const PROPOSE: &str = "[data-tool=\"narrow\"] .button--main";

async fn open(page: &Page, link: &str) -> Result {
    page.show_verdict(link).await?;
    page.press_on(&format!("{TOOL} > summary")).await?;
    page.wait_until(&format!("document.querySelector('{PROPOSE}')"))
        .await
}

/// Chooses by the words that are shown.
async fn choose(page: &Page, place: usize, title: &str) -> Result {
    let script = "
        const select = document.querySelectorAll('[data-tool=\"narrow\"] select')[args[0]];
        select.value = [...select.options].find(({ text }) => text === args[1]).value;
        select.dispatchEvent(new Event('change', { bubbles: true }));";
    page.js(script, &[place.into(), title.into()]).await?;
    Ok(())
}

async fn outcome_with(page: &Page, word: &str) -> Result<String> {
    page.wait_until(&format!(
        "document.querySelector('{TOOL} .desk__outcome').textContent.includes('{word}')"
    ))
    .await?;
    page.text_of(&format!("{TOOL} .desk__outcome")).await
}

#[test]
fn the_smallest_link_for_a_need_comes_as_commands() -> Result {
    visit(async |page| {
        open(page, &fill(LINK, &fake_signature())).await?;
        choose(page, 0, "List and read files").await?;
        choose(page, 1, "one hour").await?;
        page.press_on(PROPOSE).await?;
        let told = outcome_with(page, "Contained").await?;
        let commands = "return [...document.querySelectorAll('[data-tool=\"narrow\"] pre')].map((pre) => pre.textContent);";
        let commands: Vec<String> = serde_json::from_value(page.js(commands, &[]).await?)?;
        let cli = commands
            .iter()
            .find(|command| command.starts_with("az storage container generate-sas"))
            .ok_or_else(|| format!("no command makes it: {commands:?}"))?;
        for part in [
            "'contosoexample'",
            "'photos'",
            "--permissions rl",
            "--https-only",
            "--as-user",
            "2026-06-01T13:00:00Z",
        ] {
            assert!(cli.contains(part), "{part}: {cli}");
        }
        assert!(
            told.contains("Delete blobs"),
            "nothing is taken away: {told}"
        );
        page.wait_until(
            "document.querySelector('[role=status]').textContent.includes('List and read files')",
        )
        .await?;
        page.assert_quiet_console().await
    })
}

#[test]
fn what_the_need_does_not_say_is_asked_for() -> Result {
    visit(async |page| {
        open(page, &fill(LINK, &fake_signature())).await?;
        choose(page, 0, "Read one file").await?;
        page.press_on(PROPOSE).await?;
        outcome_with(page, "Name the file").await?;
        let label = "return document.activeElement.labels[0].textContent;";
        assert_eq!(page.js(label, &[]).await?, "File or folder in it");
        page.paste_by_keys("2026/a.jpg").await?;
        page.press(&[fantoccini::key::Key::Enter.into()]).await?;
        let told = outcome_with(page, "Contained").await?;
        assert!(told.contains("the file 2026/a.jpg"), "{told}");
        // The link that is shown is still the same.
        assert!(page.text_of(".verdict__sentence").await?.contains("2099"));
        Ok(())
    })
}

#[test]
fn what_cannot_be_read_is_refused_with_its_place() -> Result {
    visit(async |page| {
        open(page, &fill(LINK, &fake_signature())).await?;
        choose(page, 0, "List and read files").await?;
        page.press_on(&format!("{TOOL} .more > summary")).await?;
        let fill_in = "
            const label = [...document.querySelectorAll('[data-tool=\"narrow\"] label')]
              .find(({ textContent }) => textContent === 'Address of who will use it');
            document.getElementById(label.htmlFor).value = 'nonsense';";
        page.js(fill_in, &[]).await?;
        page.press_on(PROPOSE).await?;
        let told = outcome_with(page, "addresses").await?;
        assert!(told.contains("IPv4"), "{told}");
        // The worker goes on after a refusal.
        page.js(&fill_in.replace("nonsense", "203.0.113.7"), &[])
            .await?;
        page.press_on(PROPOSE).await?;
        let told = outcome_with(page, "Contained").await?;
        assert!(told.contains("203.0.113.7"), "{told}");
        page.assert_quiet_console().await
    })
}
