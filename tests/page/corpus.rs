//! The corpus of pasted texts, read in the browser by the page's own build and by the worker's: the
//! same report, to the letter, as the same code gives natively.

use super::support::{Result, visit};
use crate::util::{Case, now, paste_cases, read};
use sas_lens::report::Kind;
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

/// Reads every text with the worker's build, in the worker.
const READ_ALL_IN_WORKER: &str = "
    const { call } = await import('./desk-client.js');
    const [texts, now] = args;
    const reports = [];
    for (const text of texts) {
      reports.push({
        redacted: await call('analyze', [text, now]),
        revealed: await call('analyze', [text, now, { reveal: true }]),
        survey: await call('survey', [text, now]),
      });
    }
    return JSON.stringify(reports);";

#[test]
fn the_worker_reads_the_corpus_as_the_native_build_does() -> Result {
    compare_with_native(READ_ALL_IN_WORKER, |_| true, |report| report)
}

#[test]
fn the_page_reads_the_corpus_as_the_native_build_does_but_for_what_only_that_knows() -> Result {
    compare_with_native(READ_ALL, is_of_storage, as_the_page_reads_it)
}

/// Whether the page's own build reads the same tokens: it knows those of other products and keys by
/// name only, and asks the worker for more.
fn is_of_storage(case: &Case) -> bool {
    let report = analyze(&case.input, &Options::at(now()));
    let kinds: Vec<String> = report
        .tokens
        .iter()
        .map(|token| token_kind(token.kind))
        .collect();
    kinds.iter().all(|kind| {
        let storage = ["storage-service-", "storage-user-delegation-"];
        storage.iter().any(|start| kind.starts_with(start))
            || ["storage-account", "storage-unknown"].contains(&kind.as_str())
    })
}

/// The name of a kind in a report.
fn token_kind(kind: Kind) -> String {
    json!(kind).as_str().unwrap_or_default().to_owned()
}

/// Reads the texts in the browser and compares each answer with the native one.
fn compare_with_native(
    script: &str,
    is_included: fn(&Case) -> bool,
    expected: fn(Value) -> Value,
) -> Result {
    let mut cases = paste_cases();
    let all = cases.len();
    cases.retain(is_included);
    assert!(cases.len() * 2 > all, "most texts are left out");
    let options = Options::at(now());
    visit(async |page| {
        let texts: Vec<&str> = cases.iter().map(|case| case.input.as_str()).collect();
        let answer = page
            .js(script, &[json!(texts), json!(now().timestamp_millis())])
            .await?;
        let reports: Vec<Value> = serde_json::from_str(answer.as_str().unwrap_or_default())?;
        assert_eq!(reports.len(), cases.len());
        for (case, report) in cases.iter().zip(&reports) {
            let text = case.input.as_str();
            let native = [
                ("redacted", json!(analyze(text, &options))),
                ("revealed", json!(analyze_revealed(text, &options))),
                ("survey", json!(survey(text, &options))),
            ];
            for (how, native) in native {
                let found = difference(&report[how], &expected(native), how);
                assert_eq!(found, None, "{}", case.name);
            }
        }
        Ok(())
    })
}

/// What only the full build works out, which the page asks its worker for; places in the report.
const ONLY_FULL: &[&str] = &[
    "/serverErrors",
    "/tokens/*/usage",
    "/tokens/*/access/operations",
];

/// Leaves out what the page's build does not know.
fn as_the_page_reads_it(mut report: Value) -> Value {
    for place in ONLY_FULL {
        leave_out(&mut report, place);
    }
    report
}

fn leave_out(value: &mut Value, place: &str) {
    let (name, rest) = place[1..].split_at(place[1..].find('/').unwrap_or(place.len() - 1));
    match (value, rest) {
        (Value::Array(items), rest) if name == "*" => {
            for item in items {
                leave_out(item, rest);
            }
        }
        (Value::Object(map), "") => drop(map.remove(name)),
        (Value::Object(map), rest) => {
            if let Some(inner) = map.get_mut(name) {
                leave_out(inner, rest);
            }
        }
        _ => {}
    }
}

/// Tells the first place where two values differ; whole reports would fill the screen.
fn difference(left: &Value, right: &Value, place: &str) -> Option<String> {
    match (left, right) {
        (Value::Object(a), Value::Object(b)) => {
            let keys: std::collections::BTreeSet<_> = a.keys().chain(b.keys()).collect();
            keys.into_iter().find_map(|key| {
                let at = format!("{place}.{key}");
                difference(
                    a.get(key).unwrap_or(&Value::Null),
                    b.get(key).unwrap_or(&Value::Null),
                    &at,
                )
            })
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let mut pairs = a.iter().zip(b).enumerate();
            pairs.find_map(|(at, (a, b))| difference(a, b, &format!("{place}[{at}]")))
        }
        _ if left == right => None,
        _ => {
            let short = |value: &Value| value.to_string().chars().take(200).collect::<String>();
            Some(format!(
                "{place}: {}, natively {}",
                short(left),
                short(right)
            ))
        }
    }
}

/// Without this, the tests above might compare nothing.
#[test]
fn a_difference_is_seen_wherever_it_is() {
    let report = json!({ "tokens": [{ "access": { "operations": [1], "letters": "r" } }] });
    let mut other = report.clone();
    other["tokens"][0]["access"]["letters"] = json!("w");
    let found = difference(&report, &other, "x");
    let expected = "x.tokens[0].access.letters: \"r\", natively \"w\"";
    assert_eq!(found.as_deref(), Some(expected));
    assert_eq!(difference(&report, &report.clone(), "x"), None);
    let page = as_the_page_reads_it(report);
    assert_eq!(
        page,
        json!({ "tokens": [{ "access": { "letters": "r" } }] })
    );
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
