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

const FILE: &str = "https://contosoexample.blob.core.windows.net/photos/a.txt?sv=2022-11-02&sr=b\
    &sp=rw&se=2099-01-01&sig={sig}";

/// Writes into the field of a label, as its reader would.
async fn fill_in(page: &Page, label: &str, value: &str) -> Result {
    let script = "
        const label = [...document.querySelectorAll('[data-tool=\"narrow\"] label')]
          .find(({ textContent }) => textContent === args[0]);
        const field = document.getElementById(label.htmlFor);
        field.value = args[1];
        field.dispatchEvent(new Event('input', { bubbles: true }));
        return field.closest('.field').hidden;";
    let is_hidden = page.js(script, &[label.into(), value.into()]).await?;
    assert_eq!(is_hidden, false, "{label} is hidden");
    Ok(())
}

const DAY: &str = "Until the end of which day?";
const COUNT: &str = "How many?";

#[test]
fn what_is_needed_until_a_day_ends_with_that_day() -> Result {
    visit(async |page| {
        open(page, &fill(FILE, &fake_signature())).await?;
        choose(page, 0, "Read one file").await?;
        choose(page, 1, "until the end of a day").await?;
        fill_in(page, DAY, "2026-06-05").await?;
        let end = "return new Date(2026, 5, 6).toISOString().slice(0, 16);";
        let end = page.js(end, &[]).await?;
        let end = end.as_str().ok_or("no end")?;
        let hint = page
            .text_of(&format!("{TOOL} .field:not([hidden]) .field__hint"))
            .await?;
        assert!(hint.contains(&end[11..]) && hint.contains("2026"), "{hint}");
        assert!(hint.contains("UTC"), "{hint}");
        page.press_on(PROPOSE).await?;
        let told = outcome_with(page, "Contained").await?;
        assert!(told.contains(&format!("--expiry {end}:00Z")), "{told}");
        // A whole container until Friday: a link that is contained ends sooner, which is said.
        open(page, &fill(LINK, &fake_signature())).await?;
        choose(page, 0, "List and read files").await?;
        choose(page, 1, "until the end of a day").await?;
        fill_in(page, DAY, "2026-06-05").await?;
        page.press_on(PROPOSE).await?;
        let told = outcome_with(page, "Make a new one each time").await?;
        assert!(told.contains("Contained"), "{told}");
        page.assert_quiet_console().await
    })
}

#[test]
fn any_number_of_hours_or_days_will_do() -> Result {
    visit(async |page| {
        open(page, &fill(FILE, &fake_signature())).await?;
        choose(page, 0, "Read one file").await?;
        choose(page, 1, "another number of hours").await?;
        fill_in(page, COUNT, "5").await?;
        page.press_on(PROPOSE).await?;
        outcome_with(page, "--expiry 2026-06-01T17:00:00Z").await?;
        choose(page, 1, "another number of days").await?;
        fill_in(page, COUNT, "3").await?;
        page.press_on(PROPOSE).await?;
        outcome_with(page, "--expiry 2026-06-04T12:00:00Z").await?;
        Ok(())
    })
}

#[test]
fn a_time_that_cannot_be_is_refused_in_words() -> Result {
    visit(async |page| {
        open(page, &fill(FILE, &fake_signature())).await?;
        choose(page, 0, "Read one file").await?;
        for (choice, label, value, words) in [
            ("until the end of a day", DAY, "", "Give a whole date"),
            (
                "until the end of a day",
                DAY,
                "2026-05-31",
                "That day is over",
            ),
            (
                "until the end of a day",
                DAY,
                "2046-01-01",
                "within the next 10 years",
            ),
            (
                "another number of hours",
                COUNT,
                "",
                "Give a whole number of hours",
            ),
            (
                "another number of hours",
                COUNT,
                "1.5",
                "Give a whole number of hours",
            ),
            ("another number of days", COUNT, "0", "from 1 to 3,652"),
        ] {
            choose(page, 1, choice).await?;
            fill_in(page, label, value).await?;
            page.press_on(PROPOSE).await?;
            outcome_with(page, words).await?;
            let active = "return document.activeElement.labels?.[0]?.textContent ?? '';";
            assert_eq!(page.js(active, &[]).await?, label, "{value}");
            let told =
                format!("document.querySelector('[role=status]').textContent.includes('{words}')");
            page.wait_until(&told).await?;
        }
        // Then it goes on.
        choose(page, 1, "until the end of a day").await?;
        fill_in(page, DAY, "2026-06-01").await?;
        page.press_on(PROPOSE).await?;
        outcome_with(page, "Contained").await?;
        page.assert_quiet_console().await
    })
}
