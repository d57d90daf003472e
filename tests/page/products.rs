//! Tokens of other Azure services: only the worker knows them, and they are shown like those of
//! storage.

use super::support::{Result, visit};
use crate::util::{fake_signature, fill, now, read};
use sas_lens::{Options, analyze};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A token for Service Bus and the key of the vectors, which is invented like all of them.
const BUS: &str = "SharedAccessSignature sr=sb%3A%2F%2Fcontoso.servicebus.windows.net%2Forders\
    &sig=gpMju6cyAlSbQhlDBQqHvFDlY%2B%2Fu78KOldXw9Q0pPJk%3D&se=1893553445&skn=SendRule";
const BUS_KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

/// The lines of the result that hold one of some words.
const LINES: &str = r#"
    const word = new RegExp(`\b(?:${args[0]})\b`, 'i');
    return [...document.querySelectorAll('[data-part="result"] *')]
      .filter((shown) => shown.childElementCount === 0 && !(shown instanceof HTMLScriptElement))
      .map((shown) => shown.textContent)
      .filter((line) => word.test(line));"#;

/// One text of the corpus for each kind of token.
fn one_of_each_kind() -> Result<BTreeMap<String, String>> {
    let cases: Vec<Value> = serde_json::from_str(&read("products.json"))?;
    let texts = cases.iter().filter_map(|case| {
        let kind = case["kind"].as_str()?.to_owned();
        Some((kind, fill(case["input"].as_str()?, &fake_signature())))
    });
    Ok(texts.collect())
}

#[test]
fn a_token_of_every_kind_is_shown_as_it_is_judged() -> Result {
    let texts = one_of_each_kind()?;
    assert!(texts.len() > 10);
    visit(async |page| {
        for (kind, text) in &texts {
            let report = analyze(text, &Options::at(now()));
            let token = &report.tokens[report.ranking[0] as usize];
            page.show_verdict(text).await?;
            let head = page.text_of("[data-part=\"verdict\"]").await?;
            assert!(head.contains(&token.verdict.title), "{kind}: {head}");
            let sentence = page.text_of(".verdict__sentence").await?;
            assert_eq!(sentence, token.verdict.sentence.text, "{kind}");
            // No requests are known for them, so none are promised.
            let promised =
                "return document.querySelector('[data-outcome], [data-part=\"every\"]') !== null;";
            assert_eq!(page.js(promised, &[]).await?, json!(false), "{kind}");
            let wrong = match kind.as_str() {
                // Keys sign links, and say so.
                "storage-account-key" | "storage-connection-string" => "the link|signature",
                "logic-apps" => "storage account",
                kind if kind.ends_with("-key") || kind.ends_with("-string") => {
                    "the link|this link|signature"
                }
                _ => "links?|storage account",
            };
            let wrong = page.js(LINES, &[wrong.into()]).await?;
            assert_eq!(wrong, json!([]), "{kind}");
            let holds = "return document.body.textContent.includes(args[0]);";
            let shown = page.js(holds, &[fake_signature().into()]).await?;
            assert_eq!(shown, json!(false), "{kind}");
        }
        page.assert_quiet_console().await
    })
}

#[test]
fn beside_a_link_to_storage_both_are_listed() -> Result {
    let link = "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=rl&se=2099-01-01\
                &sig=bm90LWEtcmVhbC1zaWduYXR1cmUtb25seS1hLWRlbW8%3D";
    visit(async |page| {
        page.show_verdict(&format!("{link}\n{BUS}")).await?;
        page.wait_until("document.querySelectorAll('.row').length === 2")
            .await?;
        let rows = page.text_of(".ranking").await?;
        assert!(
            rows.contains("container c") && rows.contains("contoso"),
            "{rows}"
        );
        Ok(())
    })
}

#[test]
fn their_signatures_are_checked_too() -> Result {
    visit(async |page| {
        page.show_verdict(BUS).await?;
        page.press_on("[data-tool=\"signature\"] > summary").await?;
        page.wait_until("document.querySelector('[data-tool=\"signature\"] .signed')")
            .await?;
        let asked = page
            .text_of("[data-tool=\"signature\"] .desk__text")
            .await?;
        assert!(asked.contains("rule SendRule"), "{asked}");
        page.press_on("[data-tool=\"signature\"] .field:nth-child(2) input")
            .await?;
        page.paste_by_keys(BUS_KEY).await?;
        page.press_on("[data-tool=\"signature\"] .button--main")
            .await?;
        page.wait_until("document.querySelector('[data-tool=\"signature\"] .desk__answer')")
            .await?;
        let answer = page
            .text_of("[data-tool=\"signature\"] .desk__answer")
            .await?;
        assert!(
            answer.contains("Genuine, made with secondary key"),
            "{answer}"
        );
        page.assert_quiet_console().await
    })
}

#[test]
fn where_no_key_can_tell_the_desk_says_why() -> Result {
    let texts = one_of_each_kind()?;
    visit(async |page| {
        page.show_verdict(&texts["logic-apps"]).await?;
        page.press_on("[data-tool=\"signature\"] > summary").await?;
        page.wait_until("document.querySelector('[data-tool=\"signature\"] .desk__answer')")
            .await?;
        let answer = page.text_of("[data-tool=\"signature\"]").await?;
        assert!(answer.contains("No key can tell"), "{answer}");
        let fields = "return document.querySelectorAll('[data-tool=\"signature\"] input').length;";
        assert_eq!(page.js(fields, &[]).await?, 0);
        Ok(())
    })
}

#[test]
fn a_key_is_called_a_key() -> Result {
    let texts = one_of_each_kind()?;
    let label = "return document.querySelector('[data-part=\"reveal\"]').textContent;";
    visit(async |page| {
        for (kind, word) in [
            ("storage-account-key", "key"),
            ("service-bus-connection-string", "key"),
            ("function-key", "key"),
            ("service-bus", "signature"),
        ] {
            page.show_verdict(&texts[kind]).await?;
            let shown = page.js(label, &[]).await?;
            assert_eq!(shown, format!("Show {word}"), "{kind}");
            page.press_on("[data-part=\"reveal\"]").await?;
            let shown = page.js(label, &[]).await?;
            assert_eq!(shown, format!("Hide {word}"), "{kind}");
        }
        Ok(())
    })
}

#[test]
fn the_place_is_told_without_words_of_storage() -> Result {
    let texts = one_of_each_kind()?;
    let row = "return document.querySelector(`tr[data-key=\"${args[0]}\"] .param__meaning`)?.textContent.trim() ?? '';";
    visit(async |page| {
        page.show_verdict(&texts["logic-apps"]).await?;
        let address = page.js(row, &["address".into()]).await?;
        assert_eq!(address, "The host that takes the request.");
        let path = page.js(row, &["path".into()]).await?;
        let path = path.as_str().unwrap_or_default();
        assert!(path.starts_with("It is for "), "{path}");
        let link = "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=rl\
            &se=2099-01-01&sig={sig}";
        page.show_verdict(&fill(link, &fake_signature())).await?;
        let address = page.js(row, &["address".into()]).await?;
        assert_eq!(address, "It belongs to the storage account contosoexample.");
        Ok(())
    })
}
