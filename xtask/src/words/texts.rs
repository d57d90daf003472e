//! What people read: every sentence of the reports on a corpus of links, the templates that none of
//! those reports shows, and the texts of the page.

use super::prose;
use crate::{html, project::Project};
use anyhow::{Context, Result, anyhow};
use chrono::{DateTime, Utc};
use regex::Regex;
use sas_lens::report::{Message, Report, ServerError, TokenReport};
use sas_lens::{Options, Policy, analyze, words};
use serde_json::Value;
use std::{collections::BTreeSet, fs, path::Path};

/// Base64 of 32 bytes that spell what it is.
const FAKE_SIGNATURE: &str = "bm90LWEtcmVhbC1zaWduYXR1cmUtanVzdC1hLWRlbW8%3D";

/// Keys of 32 and 64 bytes, the same way.
const FAKE_KEY: &str = "bm90LWEtcmVhbC1zaWduYXR1cmUtanVzdC1hLWRlbW8=";
const FAKE_LONG_KEY: &str =
    "bm90LWEtcmVhbC1rZXktanVzdC1hLWRlbW8tb2Ytc2l4dHktZm91ci1ieXRlcy1mb3ItdGVzdHMtb25seS0wMA==";

/// The moment that rule examples speak about, as in their tests.
const NOON: &str = "2026-06-01T12:00:00Z";

/// A text that people read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Text {
    /// The message id, or the file of the page.
    pub(super) id: String,
    /// As it is read, but with [short words](prose::without_names) for names.
    pub(super) text: String,
}

/// Everything that people read.
pub(super) struct Texts {
    /// Without repeats.
    pub(super) all: BTreeSet<Text>,
    /// For each token of the corpus, what is read of it, in the order of the page. What is read
    /// together, as a finding is, stands in one text.
    pub(super) read_in_order: Vec<Vec<Text>>,
}

impl Texts {
    /// Reads the corpus, the templates and the page.
    pub(super) fn collect(project: &Project) -> Result<Self> {
        let mut texts = Self {
            all: BTreeSet::new(),
            read_in_order: Vec::new(),
        };
        for (input, options) in corpus(project)? {
            texts.add_report(&analyze(&input, &options));
        }
        let rendered: BTreeSet<String> = texts.all.iter().map(|text| text.id.clone()).collect();
        for template in words::templates() {
            if !rendered.contains(&template.id) {
                texts.add(&template.id, &with_examples(&template.text), &[]);
            }
        }
        for (file, text) in page(project)? {
            texts.add(&format!("page/{file}"), &text, &[]);
        }
        Ok(texts)
    }

    fn add(&mut self, id: &str, text: &str, names: &[String]) {
        self.all.insert(Text {
            id: id.to_owned(),
            text: prose::without_names(text, names),
        });
    }

    fn add_error(&mut self, error: &ServerError) {
        let messages = std::iter::once(&error.cause)
            .chain(&error.fixes)
            .chain(&error.alternatives)
            .chain(&error.remarks);
        let mut read = Vec::new();
        for message in messages {
            let argument = |name: &&str| message.args.get(*name).cloned();
            let mut names: Vec<String> = ANSWER_NAMING.iter().filter_map(argument).collect();
            names.retain(|name| name.len() > 2);
            self.add(&message.id, &message.text, &names);
            read.push(Text {
                id: message.id.clone(),
                text: prose::without_names(&message.text, &names),
            });
        }
        self.read_in_order.push(read);
    }

    fn add_report(&mut self, report: &Report) {
        for token in &report.tokens {
            let names = names(token);
            let read = in_order(token);
            for (id, text) in read.iter().flatten() {
                self.add(id, text, &names);
            }
            let together = |texts: &Vec<(String, String)>| Text {
                id: texts.first().map(|(id, _)| id.clone()).unwrap_or_default(),
                text: prose::without_names(
                    &texts
                        .iter()
                        .map(|(_, text)| text.as_str())
                        .collect::<Vec<_>>()
                        .join(" "),
                    &names,
                ),
            };
            self.read_in_order.push(read.iter().map(together).collect());
        }
        for error in &report.server_errors {
            self.add_error(error);
        }
        for note in &report.notes {
            self.add(&note.message.id, &note.message.text, &[]);
        }
        for skipped in &report.skipped {
            self.add(&skipped.message.id, &skipped.message.text, &[]);
        }
    }
}

/// Parameters whose values stand in sentences, and are no words.
const NAMING: &[&str] = &[
    "epk", "erk", "rscc", "rscd", "rsce", "rscl", "rsct", "saoid", "scid", "sduoid", "ses", "si",
    "sip", "skdutid", "skoid", "sktid", "sp", "spk", "srh", "srk", "srq", "suoid", "tn",
];

/// Arguments of sentences about answers that stand for what the input holds.
const ANSWER_NAMING: &[&str] = &[
    "allowed", "code", "from", "host", "name", "ours", "policy", "server", "signer", "value",
    "what",
];

/// The names in a token that come from the input, the longest first.
fn names(token: &TokenReport) -> Vec<String> {
    let resource = &token.resource;
    let places = [
        &resource.account,
        &resource.container,
        &resource.path,
        &resource.host,
    ];
    let values = token
        .params
        .iter()
        .filter(|param| {
            param
                .key
                .as_deref()
                .is_some_and(|key| NAMING.contains(&key))
        })
        .map(|param| &param.value);
    let mut names: Vec<String> = places
        .into_iter()
        .flatten()
        .chain(values)
        .filter(|name| name.len() > 2)
        .cloned()
        .collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
}

/// What is read of a token, from the top of the page down.
fn in_order(token: &TokenReport) -> Vec<Vec<(String, String)>> {
    let one = |message: &Message| vec![(message.id.clone(), message.text.clone())];
    let verdict = &token.verdict;
    let mut read = vec![one(&verdict.sentence)];
    read.extend(token.repairs.iter().map(|repair| one(&repair.message)));
    for action in &verdict.actions {
        let mut texts = one(&action.message);
        for command in &action.commands {
            texts.extend(command.warnings.iter().flat_map(one));
        }
        read.push(texts);
    }
    read.extend(verdict.reasons.iter().map(one));
    for finding in &token.findings {
        let mut texts = vec![(
            format!("rule/{}/title", finding.rule),
            finding.title.clone(),
        )];
        texts.extend(one(&finding.message));
        texts.extend(one(&finding.remedy));
        read.push(texts);
    }
    read.push(one(&token.kind_meaning));
    for param in &token.params {
        read.push(one(&param.meaning));
        read.extend(param.letters.iter().map(|letter| one(&letter.meaning)));
    }
    read.extend(token.resource.remarks.iter().map(one));
    let access = &token.access;
    read.push(one(&access.summary));
    read.extend(access.outcomes.iter().map(|outcome| one(&outcome.message)));
    read.extend(access.limits.iter().chain(&access.near_misses).map(one));
    for operation in &access.operations {
        read.push(one(&operation.reason));
        read.extend(operation.note.iter().map(one));
    }
    read.push(one(&token.validity.summary));
    read.extend(verdict.unknowns.iter().map(one));
    let usage = token.usage.iter();
    read.extend(usage.flat_map(|usage| usage.tells.iter().map(one)));
    read
}

/// The links of the tests: the corpora, and the examples on which the rules fire.
fn corpus(project: &Project) -> Result<Vec<(String, Options)>> {
    let noon = moment(NOON)?;
    let mut corpus = Vec::new();
    for case in json(project, "verdicts.json")?
        .as_array()
        .into_iter()
        .flatten()
    {
        let text = |key: &str| case.get(key).and_then(Value::as_str).unwrap_or_default();
        let options = Options::at(moment(text("now"))?);
        corpus.push((signed(text("input")), options));
    }
    let pasted = json(project, "paste.json")?;
    let cases = pasted.get("cases").and_then(Value::as_array);
    for case in cases.into_iter().flatten() {
        let input = case
            .get("input")
            .and_then(Value::as_str)
            .unwrap_or_default();
        corpus.push((signed(input), Options::at(noon)));
    }
    let products = json(project, "products.json")?;
    for case in products.as_array().into_iter().flatten() {
        let text = |key: &str| case.get(key).and_then(Value::as_str);
        let now = text("now").map_or(Ok(noon), moment)?;
        let input = signed(text("input").unwrap_or_default());
        corpus.push((input, Options::at(now)));
    }
    for example in product_examples(project)? {
        corpus.push((signed(&example), Options::at(noon)));
    }
    let answers = json(project, "errors.json")?;
    let cases = answers.get("cases").and_then(Value::as_array);
    for case in cases.into_iter().flatten() {
        let input = case
            .get("input")
            .and_then(Value::as_str)
            .unwrap_or_default();
        corpus.push((signed(input), Options::at(noon)));
    }
    for example in rule_examples(project)? {
        let (policy, link) = split_policy(&example)?;
        corpus.push((signed(link), Options { now: noon, policy }));
    }
    Ok(corpus)
}

/// Takes an organisation's policy off the front of an example.
fn split_policy(example: &str) -> Result<(Policy, &str)> {
    if !example.starts_with("{\"") {
        return Ok((Policy::default(), example));
    }
    let mut values = serde_json::Deserializer::from_str(example).into_iter();
    let policy = values.next().transpose()?.unwrap_or_default();
    let link = example.get(values.byte_offset()..).unwrap_or_default();
    Ok((policy, link.trim_start()))
}

fn json(project: &Project, name: &str) -> Result<Value> {
    let path = project.tests().join("corpus").join(name);
    Ok(serde_json::from_str(&read(&path)?)?)
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

fn moment(text: &str) -> Result<DateTime<Utc>> {
    let moment = DateTime::parse_from_rfc3339(text);
    Ok(moment.map_err(|error| anyhow!("{text}: {error}"))?.to_utc())
}

/// Puts a signature in place of every placeholder for one; in which form does not matter here.
fn signed(text: &str) -> String {
    let placeholder = Regex::new(r"\{[a-z0-9/]*sig[a-z0-9/]*\}");
    let signed = placeholder.map_or_else(
        |_| text.to_owned(),
        |placeholder| placeholder.replace_all(text, FAKE_SIGNATURE).into_owned(),
    );
    signed
        .replace("{key64}", FAKE_LONG_KEY)
        .replace("{key}", FAKE_LONG_KEY)
        .replace("{key32}", FAKE_KEY)
}

/// The links in the rules' own tests on which they fire. They are no part of the library, so they
/// are read from its sources.
fn rule_examples(project: &Project) -> Result<Vec<String>> {
    let list = Regex::new(r"(?s)fires: &\[(.*?)\n    \],")?;
    let literal = Regex::new(r#"(?m)^ *"((?:[^"\\]|\\.)*)",?$"#)?;
    let mut examples = Vec::new();
    for entry in fs::read_dir(project.root.join("src/rules"))? {
        let source = read(&entry?.path())?;
        for found in list.captures_iter(&source).filter_map(|found| found.get(1)) {
            let texts = literal
                .captures_iter(found.as_str())
                .filter_map(|text| text.get(1));
            examples.extend(texts.map(|text| text.as_str().replace("\\\"", "\"")));
        }
    }
    Ok(examples)
}

/// The same for the rules of other products.
fn product_examples(project: &Project) -> Result<Vec<String>> {
    let list = Regex::new(r"(?s)FIRES: &\[&str\] = &\[(.*?)\];")?;
    let literal = Regex::new(r#""((?:[^"\\]|\\.)*)""#)?;
    let mut examples = Vec::new();
    for entry in fs::read_dir(project.root.join("src/products/rules"))? {
        let source = read(&entry?.path())?;
        for found in list.captures_iter(&source).filter_map(|found| found.get(1)) {
            let texts = literal
                .captures_iter(found.as_str())
                .filter_map(|text| text.get(1));
            examples.extend(texts.map(|text| text.as_str().to_owned()));
        }
    }
    Ok(examples)
}

/// Fills a template that no report of the corpus shows.
fn with_examples(template: &str) -> String {
    let arguments = Regex::new(r"\{(\w+)\}");
    let example = |found: &regex::Captures<'_>| match found.get(1).map_or("", |name| name.as_str())
    {
        "places" => "two places".to_owned(),
        "count" => "three".to_owned(),
        "things" => "files".to_owned(),
        "where" => "in the storage account".to_owned(),
        "relative" | "ago" => "two days ago".to_owned(),
        // A name or a value.
        _ => "it".to_owned(),
    };
    arguments.map_or_else(
        |_| template.to_owned(),
        |arguments| arguments.replace_all(template, example).into_owned(),
    )
}

/// The texts of the page: what its document shows, and the strings of its modules that read as
/// prose. Each with the file it stands in.
fn page(project: &Project) -> Result<Vec<(String, String)>> {
    let www = project.www();
    let mut texts = Vec::new();
    for text in html::read_texts(&read(&www.join("index.html"))?)? {
        texts.push(("index.html".to_owned(), text));
    }
    for folder in [
        www.clone(),
        www.join("view"),
        www.join("desk"),
        www.join("scan"),
    ] {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "js") {
                let file = path
                    .strip_prefix(&www)
                    .unwrap_or(&path)
                    .display()
                    .to_string();
                let prose = prose_strings(&read(&path)?)?;
                texts.extend(prose.into_iter().map(|text| (file.clone(), text)));
            }
        }
    }
    Ok(texts)
}

/// The string literals of a module that start like a sentence and hold three words or more.
fn prose_strings(module: &str) -> Result<Vec<String>> {
    let comments = Regex::new(r"(?ms)/\*.*?\*/|^\s*//.*?$")?;
    let literals = Regex::new(r"'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`")?;
    let insertion = Regex::new(r"\$\{[^}]*\}")?;
    let code = comments.replace_all(module, "");
    let texts = literals
        .captures_iter(&code)
        .filter_map(|found| found.get(1).or_else(|| found.get(2)))
        .map(|text| insertion.replace_all(text.as_str(), "it").into_owned())
        .filter(|text| {
            text.starts_with(char::is_uppercase) && text.split_whitespace().count() >= 3
        });
    Ok(texts.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_told_from_code() -> Result<()> {
        let module = "/* It's a comment. */\nconst a = 'is-a-class b c';\n// Not 'This one here' \n\
             say(`Only the first of ${count(files)} was read.`, 'Back');";
        assert_eq!(prose_strings(module)?, ["Only the first of it was read."]);
        Ok(())
    }
}
