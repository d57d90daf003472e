//! The disagreements that are understood: `tests/corpus/azurite.json`.

use super::case::{Case, Theirs};
use sas_lens::report::Answer;
use serde::Deserialize;

/// One disagreement: which cases it is about, why there is one, and who follows the documents.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// A short name for the summary.
    pub(crate) name: String,
    /// Operations, or single requests of them; one that ends with `*` stands for all that begin so.
    operations: Vec<String>,
    /// How tokens begin, as they are shown: `account`, `service Blob`, ….
    tokens: Vec<String>,
    /// Letters that the token must have.
    #[serde(default)]
    has: String,
    /// Letters that it must not have.
    #[serde(default)]
    lacks: String,
    /// The version from which on it holds.
    #[serde(default)]
    from: String,
    /// The version before which it holds.
    before: Option<String>,
    /// Our answer and Azurite's, in all the forms that the disagreement takes.
    answers: Vec<(Ours, Spoken)>,
    pub(crate) reason: String,
    pub(crate) follows: Follows,
    pub(crate) source: String,
}

/// Our answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Ours {
    Allowed,
    Denied,
    /// Whatever it is, as Azurite's is no answer.
    Any,
}

/// Azurite's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Spoken {
    Yes,
    No,
    NotRead,
    Fails,
}

/// Who says what Microsoft's documents say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Follows {
    SasLens,
    Azurite,
    /// The documents do not say it, or not clearly.
    Unsettled,
}

#[derive(Deserialize)]
struct File {
    rows: Vec<Row>,
}

/// Reads the file.
pub(crate) fn rows() -> Vec<Row> {
    let file: File = serde_json::from_str(&crate::util::read("azurite.json")).unwrap();
    file.rows
}

impl Row {
    /// Whether this is the disagreement that a case shows.
    pub(crate) fn explains(&self, case: &Case) -> bool {
        let shown = case.token.to_string();
        let letters = &case.token.letters;
        let version = case.token.version;
        self.operations.iter().any(|id| match id.strip_suffix('*') {
            Some(start) => case.id.starts_with(start),
            None => case.id == id || case.trial == id,
        }) && self.tokens.iter().any(|start| shown.starts_with(start))
            && self.has.chars().all(|letter| letters.contains(letter))
            && !self.lacks.chars().any(|letter| letters.contains(letter))
            && version >= self.from.as_str()
            && self.before.as_deref().is_none_or(|before| version < before)
            && self.answers(case)
    }

    fn answers(&self, case: &Case) -> bool {
        self.answers.iter().any(|(ours, theirs)| {
            let is_ours = match ours {
                Ours::Allowed => case.ours == Answer::Allowed,
                Ours::Denied => case.ours == Answer::Denied,
                Ours::Any => true,
            };
            let theirs = match theirs {
                Spoken::Yes => Theirs::Yes,
                Spoken::No => Theirs::No,
                Spoken::NotRead => Theirs::NotRead,
                Spoken::Fails => Theirs::Fails,
            };
            is_ours && case.theirs == theirs
        })
    }
}
