//! Explains what Azure answered: finds error texts in whatever was pasted, and says why Azure
//! refused and what to do.
//!
//! `marks` and `find` find an answer, `signed` and `compare` read the string-to-sign in it,
//! `beside` chooses the link that it is about, `explain` says what it means. What Azure writes,
//! what it means and what to do are tables.

mod bare;
mod beside;
mod codes;
mod compare;
mod details;
mod escapes;
mod explain;
mod find;
mod fixes;
mod marks;
mod mistakes;
mod pattern;
mod read;
mod request;
mod sentences;
mod signed;
mod tell;
mod times;
mod unread;

pub(crate) use tell::errors;
pub(crate) use unread::listed;

/// Lists every template, for those who measure or translate them.
#[cfg(feature = "reference")]
pub(crate) fn templates() -> impl Iterator<Item = (String, &'static str)> {
    let explanations = sentences::EXPLANATIONS.iter().flat_map(|row| {
        [
            (format!("error/{}", row.id), row.cause),
            (format!("error/{}/title", row.id), row.title),
        ]
    });
    let named = |group: &'static str, table: &'static [(&'static str, &'static str)]| {
        table
            .iter()
            .map(move |(id, text)| (format!("{group}/{id}"), *text))
    };
    let maybe = mistakes::MISTAKES
        .iter()
        .map(|spec| (format!("mistake/{}", spec.id), spec.maybe));
    explanations
        .chain(named("error-fix", fixes::FIXES))
        .chain(named("error-remark", fixes::REMARKS))
        .chain(maybe)
        .chain([
            ("skipped/answer".to_owned(), unread::LISTED),
            ("skipped/answers".to_owned(), unread::REST),
            ("skipped/signed-text".to_owned(), unread::SIGNED),
        ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use std::collections::BTreeSet;

    #[derive(Deserialize)]
    struct File {
        cases: Vec<Case>,
    }

    /// What these tests look at of the corpus of answers; `tests/errors.rs` checks the rest.
    #[derive(Deserialize)]
    struct Case {
        input: String,
        errors: Vec<Expected>,
        #[serde(default)]
        rules: Vec<String>,
        #[serde(default)]
        repairs: Vec<String>,
        #[serde(default)]
        says: Vec<String>,
        #[serde(default)]
        mistakes: Vec<u8>,
    }

    #[derive(Deserialize)]
    struct Expected {
        code: Option<String>,
        mistake: Option<String>,
    }

    fn cases() -> Vec<Case> {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/errors.json");
        let text = std::fs::read_to_string(path).unwrap();
        let mut cases = serde_json::from_str::<File>(&text).unwrap().cases;
        // The placeholders for a signature, as the corpora's own tests fill them.
        let encode = |text: &str| {
            text.replace('%', "%25")
                .replace('+', "%2B")
                .replace('/', "%2F")
        };
        let raw = "not+a+real/signature/made+for+sas+tests+onA=";
        let once = encode(raw);
        for case in &mut cases {
            case.input = case
                .input
                .replace("{rawsig}", raw)
                .replace("{spacesig}", &once.replace("%2B", " "))
                .replace("{sig20}", &once.replace("%2B", "%20"))
                .replace("{sig2}", &encode(&once))
                .replace("{sig}", &once);
        }
        cases
    }

    #[test]
    fn every_code_has_a_case() {
        let cases = cases();
        let told: BTreeSet<&str> = cases
            .iter()
            .flat_map(|case| &case.errors)
            .filter_map(|error| error.code.as_deref())
            .collect();
        for spec in codes::CODES {
            assert!(told.contains(spec.code), "{}", spec.code);
        }
    }

    #[test]
    fn every_detail_has_a_case() {
        let cases = cases();
        let found: BTreeSet<&str> = cases
            .iter()
            .flat_map(|case| find::answers(&case.input))
            .filter_map(|answer| answer.detail.map(|detail| detail.id))
            .collect();
        for spec in details::DETAILS {
            assert!(found.contains(spec.id), "{}", spec.id);
        }
    }

    /// Mistakes that Azure answers nothing of their own to, or an answer of which every tool has its
    /// own.
    const WITHOUT_ANSWER: [&str; 2] = ["another-layout", "slash-in-signature"];

    #[test]
    fn every_mistake_has_cases_with_and_without_an_answer() {
        let cases = cases();
        for spec in mistakes::MISTAKES {
            let of_it = || {
                cases
                    .iter()
                    .filter(|case| case.mistakes.contains(&spec.number))
            };
            let is_explained = of_it().any(|case| {
                let is_it = |error: &Expected| error.mistake.as_deref() == Some(spec.id);
                case.errors.iter().any(is_it)
            });
            let needs_answer = !WITHOUT_ANSWER.contains(&spec.id);
            assert!(
                is_explained || !needs_answer,
                "{} is not explained",
                spec.id
            );
            let is_told = of_it().any(|case| {
                let tells = |id: &String| spec.told_by.split(' ').any(|known| known == id);
                case.errors.is_empty()
                    && (case.rules.iter().chain(&case.repairs).any(tells) || !case.says.is_empty())
            });
            assert!(
                is_told || spec.told_by.is_empty(),
                "{} is not told",
                spec.id
            );
        }
    }

    #[test]
    fn every_explanation_has_a_case() {
        let now = chrono::DateTime::parse_from_rfc3339("2026-06-01T12:00:00Z").unwrap();
        let options = crate::Options::at(now.to_utc());
        let mut told = BTreeSet::new();
        for case in cases() {
            for error in crate::analyze(&case.input, &options).server_errors {
                told.insert(error.cause.id);
            }
        }
        let is_untold = |id: &&str| !told.contains(&format!("error/{id}"));
        let ids = sentences::EXPLANATIONS.iter().map(|row| row.id);
        assert_eq!(ids.filter(is_untold).collect::<Vec<_>>(), [""; 0]);
    }
}
