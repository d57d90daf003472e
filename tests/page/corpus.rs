//! The corpus of pasted texts, read by the page's own build in the browser: the same report, to the
//! letter, as the same code gives natively.

use super::support::{Result, visit};
use crate::util::{now, paste_cases, read};
use sas_lens::report::Report;
use sas_lens::{Options, analyze, analyze_revealed, survey};
use serde_json::{Value, json};

/// Reads every text with the build that the page loads, without the page.
const READ_ALL: &str = "
    const { initSync, analyze, survey } = await import('./pkg/sas_lens.js');
    const wasm = await fetch('./pkg/sas_lens_bg.wasm');
    initSync({ module: await wasm.arrayBuffer() });
    const [texts, now] = args;
    return JSON.stringify(texts.map((text) => ({
      redacted: analyze(text, now),
      revealed: analyze(text, now, { reveal: true }),
      survey: survey(text, now),
    })));";

#[test]
fn the_browser_reads_the_corpus_as_the_native_build_does() -> Result {
    let cases = paste_cases();
    let options = Options::at(now());
    visit(async |page| {
        let texts: Vec<&str> = cases.iter().map(|case| case.input.as_str()).collect();
        let answer = page
            .js(READ_ALL, &[json!(texts), json!(now().timestamp_millis())])
            .await?;
        let reports: Vec<Value> = serde_json::from_str(answer.as_str().unwrap_or_default())?;
        assert_eq!(reports.len(), cases.len());
        for (case, report) in cases.iter().zip(&reports) {
            let text = case.input.as_str();
            assert_eq!(
                report["redacted"],
                as_the_page_reads_it(&analyze(text, &options)),
                "{}",
                case.name
            );
            assert_eq!(
                report["revealed"],
                as_the_page_reads_it(&analyze_revealed(text, &options)),
                "{}",
                case.name
            );
            assert_eq!(
                report["survey"],
                json!(survey(text, &options)),
                "{}",
                case.name
            );
        }
        Ok(())
    })
}

/// What only the full build works out, which the page asks its worker for.
const ONLY_FULL: &[&str] = &["usage"];

fn as_the_page_reads_it(report: &Report) -> Value {
    let mut report = json!(report);
    let tokens = report["tokens"].as_array_mut();
    for token in tokens
        .into_iter()
        .flatten()
        .filter_map(Value::as_object_mut)
    {
        token.retain(|key, _| !ONLY_FULL.contains(&key.as_str()));
    }
    report
}

#[test]
fn options_that_do_not_exist_are_refused() -> Result {
    visit(async |page| {
        let script = "
            const { initSync, analyze } = await import('./pkg/sas_lens.js');
            const wasm = await fetch('./pkg/sas_lens_bg.wasm');
            initSync({ module: await wasm.arrayBuffer() });
            try { analyze('', 0, args[0]); } catch (error) { return String(error); }
            return 'accepted';";
        let unknown_key = page.js(script, &[json!({ "revael": true })]).await?;
        assert!(
            unknown_key
                .as_str()
                .is_some_and(|text| text.contains("revael")),
            "{unknown_key}"
        );
        let unknown_rule = page
            .js(
                script,
                &[json!({ "policy": { "severities": { "nope": "high" } } })],
            )
            .await?;
        assert!(
            unknown_rule
                .as_str()
                .is_some_and(|text| text.contains("severities.nope")),
            "{unknown_rule}"
        );
        Ok(())
    })
}

#[test]
fn the_browser_refuses_the_same_policies() -> Result {
    let cases: Vec<Value> = serde_json::from_str(&read("policies.json"))?;
    visit(async |page| {
        let script = "
            const { initSync, analyze } = await import('./pkg/sas_lens.js');
            const wasm = await fetch('./pkg/sas_lens_bg.wasm');
            initSync({ module: await wasm.arrayBuffer() });
            return args[0].map((policy) => {
              try { analyze('', 0, { policy }); } catch (error) { return String(error); }
              return 'accepted';
            });";
        let policies: Vec<&Value> = cases.iter().map(|case| &case["policy"]).collect();
        let answers = page.js(script, &[json!(policies)]).await?;
        let expected: Vec<String> = cases
            .iter()
            .map(|case| case["refusal"].as_str().unwrap_or_default())
            .map(|refusal| format!("TypeError: options.{refusal}"))
            .collect();
        assert_eq!(answers, json!(expected));
        let odd = "
            const { initSync, analyze } = await import('./pkg/sas_lens.js');
            const wasm = await fetch('./pkg/sas_lens_bg.wasm');
            initSync({ module: await wasm.arrayBuffer() });
            const circle = {};
            circle.byFamily = circle;
            return [circle, () => {}, { severities: { expired: Symbol('x') } }].map((policy) => {
              try { analyze('', 0, { policy }); } catch (error) { return String(error); }
              return 'accepted';
            });";
        assert_eq!(
            page.js(odd, &[]).await?,
            json!([
                "TypeError: options.policy.byFamily.byFamily: no such setting",
                "TypeError: options.policy: not an object",
                "TypeError: options.policy.severities.expired: not a text",
            ])
        );
        Ok(())
    })
}
