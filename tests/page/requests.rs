//! The requests behind what a link allows: told under each outcome, and all of them in a list that
//! can be filtered, without the signature.

use super::support::{Page, Result, visit};
use crate::util::{encode, fake_signature, fill};
use serde_json::json;

const CONTAINER: &str = "https://contosoexample.blob.core.windows.net/photos?sv=2022-11-02&sr=c\
    &sp=rd&se=2099-01-01&spr=https&sig={sig}";

fn link() -> String {
    fill(CONTAINER, &fake_signature())
}

const OPEN_ALL: &str =
    "for (const fold of document.querySelectorAll('.detail details')) fold.open = true;";

/// Opens everything, and what that brings, until nothing new comes.
async fn open_everything(page: &Page) -> Result {
    page.wait_until("document.querySelector('[data-outcome]')")
        .await?;
    for _ in 0..3 {
        page.js(OPEN_ALL, &[]).await?;
        page.wait_until("document.querySelector('.request, .requests + *') || true")
            .await?;
        page.js("await new Promise((later) => setTimeout(later, 50));", &[])
            .await?;
    }
    page.wait_until("document.querySelector('.request')").await
}

#[test]
fn behind_each_outcome_stand_its_requests_with_this_links_path() -> Result {
    visit(async |page| {
        page.show_verdict(&link()).await?;
        page.press_on("[data-outcome=\"delete-data\"] > summary")
            .await?;
        let line = "[data-outcome=\"delete-data\"] .request__line";
        page.wait_until(&format!("document.querySelector('{line}')"))
            .await?;
        let script = "
            return [...document.querySelectorAll('[data-outcome=\"delete-data\"] .request')].map((request) => [
              request.querySelector('.request__line').textContent,
              request.querySelector('pre').textContent,
            ]);";
        let requests: Vec<[String; 2]> = serde_json::from_value(page.js(script, &[]).await?)?;
        let [_, curl] = requests
            .iter()
            .find(|[line, _]| line == "DELETE /photos/<blob>")
            .ok_or_else(|| format!("no request deletes a blob: {requests:?}"))?;
        let start = "curl -X DELETE 'https://contosoexample.blob.core.windows.net/photos/<blob>?";
        assert!(curl.starts_with(start), "{curl}");
        assert!(curl.contains("sig=<signature>"), "{curl}");
        // What the letters do not allow stands behind nothing.
        let writes = page.text_of("[data-part=\"goals\"]").await?;
        assert!(!writes.contains("Put Blob"), "{writes}");
        page.assert_quiet_console().await
    })
}

#[test]
fn no_line_that_can_be_copied_holds_the_signature() -> Result {
    visit(async |page| {
        page.show_verdict(&link()).await?;
        open_everything(page).await?;
        let script = "return [...document.querySelectorAll('pre')].map((pre) => pre.textContent);";
        let lines: Vec<String> = serde_json::from_value(page.js(script, &[]).await?)?;
        assert!(lines.iter().filter(|line| line.contains("curl")).count() > 10);
        for secret in [fake_signature(), encode(&fake_signature())] {
            assert!(!lines.iter().any(|line| line.contains(&secret)));
            let shown = "return document.documentElement.outerHTML.includes(args[0]);";
            assert_eq!(page.js(shown, &[secret.into()]).await?, json!(false));
        }
        Ok(())
    })
}

#[test]
fn every_request_is_listed_with_its_answer_and_the_list_can_be_filtered() -> Result {
    visit(async |page| {
        page.show_verdict(&link()).await?;
        page.press_on("[data-part=\"every\"] > summary").await?;
        page.wait_until("document.querySelector('.operation__answer')")
            .await?;
        let shown = "
            const rows = [...document.querySelectorAll('.operations tbody tr')];
            const seen = rows.filter((row) => row.checkVisibility());
            const answers = [...new Set(seen.map(({ dataset }) => dataset.answer))].sort();
            return [rows.length, seen.length, answers, document.querySelector('.every__count').textContent];";
        let (all, seen, answers, count): (usize, usize, Vec<String>, String) =
            serde_json::from_value(page.js(shown, &[]).await?)?;
        assert!(all > 50 && seen == all, "{seen} of {all}");
        assert_eq!(count, format!("{all} of {all} requests"));
        assert!(answers.contains(&"allowed".to_owned()) && answers.contains(&"denied".to_owned()));

        page.press_on("input[name=\"desk-answer\"][value=\"denied\"]")
            .await?;
        let (_, denied, answers, _): (usize, usize, Vec<String>, String) =
            serde_json::from_value(page.js(shown, &[]).await?)?;
        assert_eq!(answers, ["denied"]);
        assert!(denied < all);

        page.press_on(".every input[type=\"search\"]").await?;
        page.paste_by_keys("put blob").await?;
        let (_, named, _, count): (usize, usize, Vec<String>, String) =
            serde_json::from_value(page.js(shown, &[]).await?)?;
        assert!(named > 0 && named < denied, "{named} of {denied}");
        assert_eq!(count, format!("{named} of {all} requests"));
        let why = page
            .text_of(".operations tr:not([hidden]) > td:last-child")
            .await?;
        assert!(why.contains("needs"), "{why}");
        // What was pasted into the filter did not replace the link.
        assert!(page.text_of(".verdict__sentence").await?.contains("photos"));
        page.wait_until(&format!(
            "document.querySelector('[role=status]').textContent === '{named} request{} shown'",
            if named == 1 { "" } else { "s" }
        ))
        .await?;
        page.assert_quiet_console().await
    })
}

#[test]
fn where_a_policy_decides_nothing_is_called_allowed() -> Result {
    visit(async |page| {
        page.show_example("policy").await?;
        page.press_on("[data-part=\"every\"] > summary").await?;
        page.wait_until("document.querySelector('.operation__answer')")
            .await?;
        let script = "
            return [...document.querySelectorAll('.operation__answer')].map((cell) => cell.textContent.trim());";
        let answers: Vec<String> = serde_json::from_value(page.js(script, &[]).await?)?;
        assert!(answers.iter().any(|answer| answer.contains("Not known")));
        let allowed = answers.iter().filter(|answer| answer.contains("Allowed"));
        // Anyone may ask for the permissions of a browser beforehand, with or without a link.
        assert!(allowed.count() <= 5, "{answers:?}");
        Ok(())
    })
}

#[test]
fn its_use_can_be_looked_for_by_fingerprint() -> Result {
    visit(async |page| {
        page.show_verdict(&link()).await?;
        page.press_on("[data-tool=\"usage\"] > summary").await?;
        page.wait_until("document.querySelector('[data-tool=\"usage\"] pre')")
            .await?;
        let fingerprint = page.text_of("[data-part=\"fingerprint\"]").await?;
        let query = page.text_of("[data-tool=\"usage\"] pre").await?;
        assert_eq!(fingerprint.len(), 64);
        assert!(query.starts_with("StorageBlobLogs"), "{query}");
        assert!(query.contains(&fingerprint), "{query}");
        assert!(query.contains("contosoexample"), "{query}");
        Ok(())
    })
}

#[test]
fn of_many_links_each_has_its_requests() -> Result {
    let links: Vec<String> = (0..30)
        .map(|number| link().replace("photos", &format!("photos{number}")))
        .collect();
    visit(async |page| {
        page.show_verdict(&links.join("\n")).await?;
        for place in [0, 17] {
            page.click(&format!("[data-place=\"{place}\"]")).await?;
            page.wait_until(&format!(
                "document.querySelector('.detail__place').textContent === 'Number {} of 30'",
                place + 1
            ))
            .await?;
            page.press_on("[data-outcome=\"delete-data\"] > summary")
                .await?;
            page.wait_until("document.querySelector('.request__line')")
                .await?;
            let told = page.text_of("[data-outcome=\"delete-data\"]").await?;
            let sentence = page.text_of(".verdict__sentence").await?;
            let name = sentence
                .split_whitespace()
                .find(|word| word.starts_with("photos"))
                .ok_or("no container is named")?;
            assert!(told.contains(&format!("/{name}/<blob>")), "{name}: {told}");
        }
        page.assert_quiet_console().await
    })
}
