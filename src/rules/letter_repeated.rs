//! # What it finds
//!
//! A letter that stands twice in the permissions (`sp`), the services (`ss`) or the resource types
//! (`srt`).
//!
//! # Why it matters
//!
//! Azure refuses a repeated letter, in every kind of link. Medium, because the link opens nothing,
//! and the mistake comes from the code that put the letters together, so that it will be made again.
//!
//! # Example
//!
//! `&sp=rwr`
//!
//! # What to do
//!
//! Write each letter once.
//!
//! # Sources
//!
//! "Create an account SAS" and "Create a service SAS".

use super::{Context, Hit, Rule};
use crate::access::outcomes;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "letter-repeated",
    title: "Letter given twice",
    severity: Severity::Medium,
    confidence: Confidence::Certain,
    refuses: true,
    message: "{field} names {letters} more than once. Azure accepts each letter only once and refuses the link.",
    remedy: "Issue the link again with each letter written once.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-account-sas",
        "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for key in ["sp", "srt", "ss"] {
        let Some(param) = context.token.param(key) else {
            continue;
        };
        let repeated = find_repeated(param.decoded.expose());
        if !repeated.is_empty() {
            let title = param.spec.map_or(key, |spec| spec.title);
            let letters: Vec<&str> = repeated.iter().map(String::as_str).collect();
            hits.push(
                Hit::on(context.token, &[key])
                    .with("field", format!("{title} ({key})"))
                    .with("letters", outcomes::join(&letters)),
            );
        }
    }
    hits
}

fn find_repeated(letters: &str) -> Vec<String> {
    let mut seen = String::new();
    let mut repeated: Vec<String> = Vec::new();
    for letter in letters.chars() {
        let said = letter.to_string();
        if !seen.contains(letter) {
            seen.push(letter);
        } else if !repeated.contains(&said) {
            repeated.push(said);
        }
    }
    repeated
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&sr=c&sp=rwr&se=2027-01-01T00:00:00Z&sig={sig}",
        "?sv=2022-11-02&ss=bb&srt=sco&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
        "?sv=2022-11-02&ss=b&srt=oo&sp=rl&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
    silent: &[
        // The same letter in two parameters means two things.
        "?sv=2022-11-02&ss=bfqt&srt=sco&sp=rwdlacupiytfx&se=2027-01-01T00:00:00Z&sig={sig}",
        // The case of letters counts: R is another fault.
        "?sv=2022-11-02&sr=c&sp=rR&se=2027-01-01T00:00:00Z&sig={sig}",
    ],
};
