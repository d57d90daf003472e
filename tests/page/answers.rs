//! What Azure answers when it refuses a link: pasted alone, or with the link beside it.

use super::support::{Result, visit};
use serde_json::json;

const ALONE: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error>\
    <Code>AuthenticationFailed</Code><Message>Server failed to authenticate the request.\n\
    RequestId:0e2b6e2b-301e-0012-3456-7890ab000000\nTime:2026-06-01T12:00:00.0000000Z</Message>\
    <AuthenticationErrorDetail>Signature did not match. String to sign used was r\n\n\
    2030-01-02T03:04:05Z\n/blob/sastestacct/photos/b.txt\n\n\n\n2022-11-02\nb\n\n\n\n\n\n\n\
    </AuthenticationErrorDetail></Error>";

const LINK: &str = "https://sastestacct.blob.core.windows.net/photos/a.txt?sv=2022-11-02\
    &se=2030-01-02T03%3A04%3A05Z&sr=b&sp=r&sig=cRbIx5hHSaui2mPzbshp1xKy4GdrisBX1S4Zi%2BOnEVU%3D";

const EXPIRED: &str = "<Error><Code>AuthenticationFailed</Code><Message>Server failed to authenticate \
    the request.</Message><AuthenticationErrorDetail>Signature not valid in the specified time frame: \
    Start [Mon, 01 Jan 2024 00:00:00 GMT] - Expiry [Tue, 02 Jan 2024 00:00:00 GMT] - Current \
    [Mon, 01 Jun 2026 12:00:00 GMT]</AuthenticationErrorDetail></Error>";

#[test]
fn an_answer_alone_is_explained_with_what_to_do() -> Result {
    visit(async |page| {
        page.show_verdict(EXPIRED).await?;
        let head = page.text_of("[data-part=\"verdict\"]").await?;
        assert!(head.contains("Expired"), "{head}");
        assert!(head.contains("2 January 2024"), "{head}");
        let fix = page.text_of(".answer .action__text").await?;
        assert!(fix.contains("new link"), "{fix}");
        let said = page.text_of(".answer__details").await?;
        assert!(said.contains("403 AuthenticationFailed"), "{said}");
        // What was said to be nothing before the worker had read it would be wrong.
        assert!(
            !page
                .text_of("[data-part=\"result\"]")
                .await?
                .contains("No signature found")
        );
        page.wait_until("document.querySelector('[role=status]').textContent.includes('Expired')")
            .await?;
        page.assert_quiet_console().await
    })
}

#[test]
fn beside_its_link_what_differs_comes_first() -> Result {
    visit(async |page| {
        page.show_verdict(&format!("{ALONE}\n{LINK}")).await?;
        let head = page.text_of("[data-part=\"verdict\"]").await?;
        assert!(head.contains("another path"), "{head}");
        let rows = "
            return [...document.querySelectorAll('.answer .table')].map((table) =>
              [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent)));";
        let tables: Vec<Vec<Vec<String>>> = serde_json::from_value(page.js(rows, &[]).await?)?;
        let [different, all] = tables.as_slice() else {
            return Err(format!("not two tables: {tables:?}").into());
        };
        let path = [
            "4",
            "Signed path (canonicalized resource)",
            "/blob/sastestacct/photos/b.txt",
            "/blob/sastestacct/photos/a.txt",
            "differs",
        ];
        assert_eq!(json!(different), json!([path]));
        assert_eq!(all.len(), 16);
        assert_eq!(
            all[1],
            ["2", "Start st", "empty line", "empty line", "same"]
        );
        // The link is judged as well, below.
        let sentence = page.text_of(".detail .verdict__sentence").await?;
        assert!(sentence.contains("a.txt"), "{sentence}");
        page.assert_quiet_console().await
    })
}

#[test]
fn a_link_that_azure_refused_is_not_said_to_work() -> Result {
    visit(async |page| {
        let answer = ALONE.replace("b.txt", "a.txt");
        page.show_verdict(&format!("{answer}\n{LINK}")).await?;
        let sentence = page.text_of(".detail .verdict__sentence").await?;
        assert!(
            sentence.starts_with("Azure refused this link as pasted. If accepted"),
            "{sentence}"
        );
        let first = page.text_of(".detail .action__text").await?;
        assert!(first.contains("Find the link as it was issued"), "{first}");
        page.assert_quiet_console().await
    })
}

#[test]
fn an_answer_in_a_text_too_long_for_it_is_told() -> Result {
    visit(async |page| {
        let signed = "x".repeat(1 << 20);
        let answer = ALONE.replace("2022-11-02", &signed);
        page.show_verdict(&answer).await?;
        let shown = page.text_of("[data-part=\"result\"]").await?;
        assert!(shown.contains("was seen in this text"), "{shown}");
        page.assert_quiet_console().await
    })
}

#[test]
fn without_its_link_what_azure_signed_is_shown_alone() -> Result {
    visit(async |page| {
        page.show_verdict(ALONE).await?;
        let heads = page
            .js("return [...document.querySelectorAll('.answer thead th')].map((head) => head.textContent);", &[])
            .await?;
        assert_eq!(heads, json!(["Line", "Field", "Azure read"]));
        Ok(())
    })
}

#[test]
fn an_answer_that_is_typed_is_explained_too() -> Result {
    visit(async |page| {
        let script = "
            const field = document.querySelector('textarea');
            field.focus();
            field.value = args[0];
            field.dispatchEvent(new InputEvent('input', { inputType: 'insertText', bubbles: true }));";
        page.verdict_after(async |page| page.js(script, &[EXPIRED.into()]).await.map(drop))
            .await?;
        assert!(
            page.text_of("[data-part=\"verdict\"]")
                .await?
                .contains("Expired")
        );
        let focused = page
            .js("return document.activeElement.localName;", &[])
            .await?;
        assert_eq!(focused, "textarea");
        Ok(())
    })
}

#[test]
fn an_answer_in_a_longer_text_is_found() -> Result {
    visit(async |page| {
        let prose = "The quick brown fox jumps over the lazy dog.\n".repeat(300);
        page.show_verdict(&format!("{prose}{EXPIRED}\n{prose}"))
            .await?;
        let head = page.text_of("[data-part=\"verdict\"]").await?;
        assert!(head.contains("Expired"), "{head}");
        page.assert_quiet_console().await
    })
}
