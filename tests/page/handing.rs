//! Reports that are passed on: complete, inert, and without a secret.

use super::support::{Result, visit};
use crate::util::{encode, fake_key, fake_signature, fill};
use serde_json::{Value, json};

/// Copies or saves by each button and returns what came out, by format and way.
const HAND_OUT: &str = "
    const out = {};
    const asFile = [];
    const { createObjectURL } = URL;
    URL.createObjectURL = (blob) => { asFile.push(blob); return createObjectURL.call(URL, blob); };
    HTMLAnchorElement.prototype.click = function () { out.name = this.download; };
    let copied = '';
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true, value: { writeText: async (text) => { copied = text; } },
    });
    for (const button of document.querySelector(args[0]).querySelectorAll('.handing button')) {
      copied = '';
      asFile.length = 0;
      button.click();
      await new Promise((later) => setTimeout(later, 20));
      const text = button.dataset.by === 'copy' ? copied : await asFile[0].text();
      out[`${button.dataset.by} ${button.dataset.format}`] = text;
    }
    return out;";

/// Values that would be markup, if Markdown had its way.
const HOSTILE: &str = "https://contosoexample.blob.core.windows.net/c%60%7C%3Cimg%20src%3Dx%3E?sv=2022-11-02&sr=c&sp=rl&si=%60%60a%7Cb%5Bx%5D(https%3A%2F%2Fexample.com)%3Cscript%3E&se=2099-01-01&foo=%40octocat%20%231&%5C%7C%5Bx%5D(https%3A%2F%2Fexample.com)%7C=ftp%3A%2F%2Fexample.com%20www.example.com%20a%40example.com&sig={sig}";

fn assert_no_secret(out: &Value) {
    let all = out.to_string();
    for secret in [
        fake_signature(),
        encode(&fake_signature()),
        fake_signature()[..16].to_owned(),
        fake_key(),
        fake_key()[..16].to_owned(),
    ] {
        assert!(!all.contains(&secret), "a secret is in an export");
    }
}

#[test]
fn one_links_report_is_whole_and_redacted_in_every_form() -> Result {
    visit(async |page| {
        let text = fill(HOSTILE, &fake_signature())
            + "\nAccountKey="
            + &fake_key()
            + ";\nsig="
            + &encode(&fake_signature());
        page.show_verdict(&text).await?;
        // The key is worse and stands first.
        page.click("[data-place=\"1\"]").await?;
        page.wait_until("document.querySelector('.detail .params')?.textContent.includes('rl')")
            .await?;
        // What the reader asked to see stays on the screen.
        page.js(
            "document.querySelector('[data-part=\"reveal\"]').click()",
            &[],
        )
        .await?;
        let out = page.js(HAND_OUT, &[".detail".into()]).await?;
        assert_no_secret(&out);
        assert_eq!(out["copy markdown"], out["download markdown"]);
        let markdown = out["copy markdown"].as_str().unwrap_or_default();
        for part in [
            "## What to do now",
            "## Why",
            "## The link, part by part",
            "| `sp` | `rl` |",
            "AuthenticationHash",
        ] {
            assert!(markdown.contains(part), "{part}: {markdown}");
        }
        assert_eq!(out["copy json"], out["download json"]);
        let report: Value = serde_json::from_str(out["copy json"].as_str().unwrap_or_default())?;
        assert_eq!(report["schema"], 1);
        assert!(report["tokens"][0]["fingerprint"].is_string());
        let name = out["name"].as_str().unwrap_or_default();
        assert!(name.starts_with("sas-lens-report."), "{name}");
        Ok(())
    })
}

#[test]
fn values_have_no_meaning_as_markdown() -> Result {
    visit(async |page| {
        page.show_verdict(&fill(HOSTILE, &fake_signature())).await?;
        let out = page.js(HAND_OUT, &[".detail".into()]).await?;
        let markdown = out["copy markdown"].as_str().unwrap_or_default().to_owned();
        let mut live: Vec<String> = Vec::new();
        for event in
            pulldown_cmark::Parser::new_ext(&markdown, pulldown_cmark::Options::ENABLE_TABLES)
        {
            use pulldown_cmark::{Event, Tag};
            match event {
                Event::Html(html) | Event::InlineHtml(html) => live.push(html.into_string()),
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    live.push(dest_url.into_string());
                }
                // Outside of code, renderers make links and mentions of these by themselves.
                Event::Text(text) => {
                    let starts = ["://", "www.", "@", "mailto:", "#"];
                    live.extend(
                        starts
                            .into_iter()
                            .filter(|start| text.contains(start))
                            .map(|start| format!("{start} in {text}")),
                    );
                }
                _ => {}
            }
        }
        assert!(live.is_empty(), "{live:?}");
        // A bar is a border of the table and nothing else, whatever a renderer makes of escapes.
        let cells = markdown
            .lines()
            .filter(|line| line.starts_with("| "))
            .map(|line| line.matches('|').count())
            .collect::<Vec<_>>();
        assert!(
            cells.len() > 5 && cells.iter().all(|bars| *bars == 4),
            "{markdown}"
        );
        Ok(())
    })
}

#[test]
fn one_link_of_several_is_passed_on_alone() -> Result {
    visit(async |page| {
        let text: Vec<String> = ["apples", "pears", "plums"]
            .map(|name| {
                fill(
                    &format!("https://contosoexample.blob.core.windows.net/{name}?sv=2022-11-02&sr=c&sp=r&se=2099-01-01&sig={{sig}}"),
                    &fake_signature(),
                )
            })
            .into();
        page.show_verdict(&text.join("\n")).await?;
        let out = page.js(HAND_OUT, &[".detail".into()]).await?;
        for form in ["copy json", "copy markdown"] {
            let text = out[form].as_str().unwrap_or_default();
            assert!(text.contains("apples"), "{form}");
            assert!(!text.contains("pears") && !text.contains("plums"), "{form}");
        }
        Ok(())
    })
}

#[test]
fn a_list_is_passed_on_with_all_its_links() -> Result {
    visit(async |page| {
        let one = "https://contosoexample.blob.core.windows.net/c{n}?sv=2022-11-02&sr=c&sp=rl&se=2099-01-01&sig={sig}";
        let text: Vec<String> = (0..150)
            .map(|n| fill(&one.replace("{n}", &n.to_string()), &fake_signature()))
            .collect();
        page.paste(&text.join("\n")).await?;
        page.wait_until("document.querySelector('.ranking')")
            .await?;
        let out = page.js(HAND_OUT, &[".ranking".into()]).await?;
        assert_no_secret(&out);
        let list: Value = serde_json::from_str(out["copy json"].as_str().unwrap_or_default())?;
        assert_eq!(list["rows"].as_array().map(Vec::len), Some(150));
        let markdown = out["copy markdown"].as_str().unwrap_or_default();
        assert_eq!(
            markdown.matches("\n| Elevated").count() + markdown.matches("\n| Severe").count(),
            150,
            "{markdown}"
        );
        assert_eq!(out["copy markdown"], out["download markdown"]);
        assert_eq!(json!(out["copy json"]), out["download json"]);
        Ok(())
    })
}
