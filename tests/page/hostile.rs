//! Attacker text stays text: markup is inert, marks that reorder are made visible, a megabyte is
//! bounded, and a signature stays hidden until asked for.

use super::support::{Result, visit};
use crate::util::{encode, fake_signature, fill};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

const HOSTILE: &[&str] = &[
    "<img src=x onerror=document.title='owned'>",
    "<script>document.title='owned'</script>",
    "\"><svg onload=document.title='owned'>",
    "javascript:document.title='owned'",
    "\u{202E}gpj.exe",
    "a\u{0}b\u{7}c\u{1B}[31m",
    "{{7*7}}${7*7}",
];

#[test]
fn markup_in_values_is_inert() -> Result {
    visit(async |page| {
        let title = page.client.title().await?;
        for value in HOSTILE {
            let encoded = utf8_percent_encode(value, NON_ALPHANUMERIC).to_string();
            for form in [encoded.as_str(), value] {
                let text = fill(
                    &format!(
                        "https://contosoexample.blob.core.windows.net/{form}?sv=2022-11-02&sr=c&sp={form}&si={form}&foo={form}&{form}=1&sip={form}&se=2099-01-01&sig={{sig}}"
                    ),
                    &fake_signature(),
                );
                page.show_verdict(&text).await?;
                let planted = page
                    .js("return document.querySelectorAll('main img, main script, main [onload], main [onerror], main a[href^=\"javascript\"]').length;", &[])
                    .await?;
                assert_eq!(planted, 0, "{value:?}");
                assert_eq!(page.client.title().await?, title, "{value:?}");
            }
        }
        page.assert_quiet_console().await
    })
}

#[test]
fn marks_that_reorder_text_are_made_visible() -> Result {
    visit(async |page| {
        let text = fill(
            "https://contosoexample.blob.core.windows.net/%E2%80%AEgpj.exe?sv=2022-11-02&sr=c&sp=r&si=%E2%80%AEx&se=2099-01-01&sig={sig}",
            &fake_signature(),
        );
        page.show_verdict(&text).await?;
        let shown = page.text_of("[data-part=\"result\"]").await?;
        assert!(shown.contains("⟨U+202E⟩") && !shown.contains('\u{202E}'));
        Ok(())
    })
}

#[test]
fn a_megabyte_in_a_value_is_bounded() -> Result {
    visit(async |page| {
        let link = "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2099-01-01&foo=";
        let signature = encode(&fake_signature());
        let text = format!("{link}{}&sig={signature}", "x".repeat(1_000_000));
        page.show_verdict(&text).await?;
        let size = page
            .js("return document.body.textContent.length;", &[])
            .await?;
        assert!(
            size.as_u64().is_some_and(|size| size < 60_000),
            "{size} characters are shown"
        );
        page.assert_quiet_console().await
    })
}

/// Where a secret may stand beside its own place, with the parameter that holds it.
const ELSEWHERE: &[&str] = &[
    "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2030-01-01;sig={secret}",
    "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2030-01-01&sig{secret}",
    "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2030-01-01&sig:{secret}",
    "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2030-01-01&sig=x&Sig={secret}",
    "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2030-01-01&sgi={secret}",
    "https://user:{secret}@contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2030-01-01&sig=x",
    "https://contosoexample.blob.core.windows.net/c/{secret}?sv=2022-11-02&sr=c&sp=r&se=2030-01-01&sig=x",
    "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2030-01-01&sig=x#{secret}",
    "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2030-01-01{junk}&sig={secret}",
];

#[test]
fn a_secret_is_hidden_wherever_it_stands() -> Result {
    let secret = encode(&fake_signature());
    let junk = "&junk=v".repeat(1200);
    visit(async |page| {
        for form in ELSEWHERE {
            let link = form.replace("{secret}", &secret).replace("{junk}", &junk);
            page.show_verdict(&link).await?;
            // The field holds the text itself, out of sight; nothing else does.
            let script = "
                const copy = document.documentElement.cloneNode(true);
                for (const field of copy.querySelectorAll('textarea')) field.remove();
                return copy.outerHTML;";
            let all = page.js(script, &[]).await?;
            let all = all.as_str().unwrap_or_default();
            assert!(all.contains("contosoexample"), "{form}");
            assert!(!all.contains(&secret[..24]), "{form}");
        }
        Ok(())
    })
}

#[test]
fn the_signature_is_hidden_until_asked_for() -> Result {
    let signature = encode(&fake_signature());
    visit(async |page| {
        let link = format!(
            "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=r&se=2099-01-01&sig={signature}"
        );
        page.show_verdict(&link).await?;
        // What is seen: the text, and fields that are not hidden.
        let seen = "const fields = [...document.querySelectorAll('textarea, input')].filter((field) => field.checkVisibility());
                    return document.body.innerText + fields.map((field) => field.value).join();";
        let before = page.js(seen, &[]).await?;
        assert!(
            !before
                .as_str()
                .is_some_and(|text| text.contains(&signature)),
            "shown unasked"
        );
        page.click("[data-part=\"reveal\"]").await?;
        let after = page.js(seen, &[]).await?;
        assert!(
            after.as_str().is_some_and(|text| text.contains(&signature)),
            "not shown when asked"
        );
        page.click("[data-part=\"reveal\"]").await?;
        let again = page.js(seen, &[]).await?;
        assert!(
            !again.as_str().is_some_and(|text| text.contains(&signature)),
            "not hidden again"
        );
        Ok(())
    })
}
