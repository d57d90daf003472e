//! Whether a text shouts, blames, or uses a word of the trade without its meaning beside it.

use super::texts::Text;

/// What may stand in capitals: short forms that have no other, and the placeholders of commands.
const CAPITALS: &[&str] = &[
    "ACCOUNT",
    "AI",
    "API",
    "AWS",
    "CDN",
    "CIDR",
    "CLI",
    "CONTAINER",
    "DNS",
    "DB",
    "GB",
    "GUID",
    "HTML",
    "HTTP",
    "HTTPS",
    "ID",
    "IP",
    "JSON",
    "JWT",
    "KB",
    "MB",
    "PARTITION",
    "PATH",
    "POLICY",
    "SAS",
    "SUBSCRIPTION",
    "TB",
    "URL",
    "US",
    "UTC",
    "XML",
];

/// Phrases that blame the reader, talk down or frighten.
const BLAME: &[&str] = &[
    "you should have",
    "you must",
    "you failed",
    "your fault",
    "your mistake",
    "failed to",
    "invalid user",
    "illegal",
    "obviously",
    "of course",
    "simply",
    "careless",
    "stupid",
    "fatal",
    "catastroph",
    "warning:",
    "danger",
];

/// A word of the trade, and the phrases that give its meaning. One of them must stand in the first
/// text with the word that a reader of a report meets; the verdict and the first action come first
/// of all, so there they always stand.
struct Term {
    word: &'static str,
    meanings: &'static [&'static str],
}

const TERMS: &[Term] = &[
    Term {
        word: "blob",
        meanings: &["(blob"],
    },
    Term {
        word: "cidr",
        meanings: &["block of addresses"],
    },
    Term {
        word: "delegation key",
        meanings: &["short-lived key"],
    },
    Term {
        word: "entra",
        meanings: &["signed-in", "signed in", "sign-in", "user or app"],
    },
    Term {
        word: "hierarchical namespace",
        meanings: &["real folders"],
    },
    Term {
        word: "index tag",
        meanings: &["label"],
    },
    Term {
        word: "legal hold",
        meanings: &["being deleted"],
    },
    Term {
        word: "regenerate",
        meanings: &["replace"],
    },
    Term {
        word: "resource logs",
        meanings: &["record of"],
    },
    Term {
        word: "sas",
        meanings: &["link", "shared access signature"],
    },
    Term {
        word: "soft delete",
        meanings: &["restore", "brought back"],
    },
    Term {
        word: "stored access policy",
        meanings: &["on the server", "rule"],
    },
    Term {
        word: "tenant",
        meanings: &["organisation"],
    },
    Term {
        word: "user delegation",
        meanings: &["without an account key", "in the name of", "short-lived"],
    },
];

/// Words of the trade that have no place in a message at all: there is a plain way to say it.
const NEVER: &[&str] = &[
    "access control list",
    "acl",
    "cors",
    "hmac",
    "oauth",
    "rbac",
    "sdk",
];

/// Says what is wrong with the manner of a text.
pub(super) fn faults(text: &Text) -> Vec<String> {
    let lower = text.text.to_lowercase();
    let mut faults: Vec<String> = text
        .text
        .split(|letter: char| !(letter.is_alphanumeric() || letter == '_'))
        .filter(|word| is_shouted(word))
        .map(|word| format!("shouts {word}"))
        .collect();
    if text.text.contains("! ") || text.text.ends_with('!') {
        faults.push("has an exclamation mark".to_owned());
    }
    faults.extend(
        BLAME
            .iter()
            .filter(|phrase| lower.contains(*phrase))
            .map(|phrase| format!("says \"{phrase}\"")),
    );
    faults.extend(
        NEVER
            .iter()
            .filter(|word| has_word(&lower, word))
            .map(|word| format!("says \"{word}\" instead of what it means")),
    );
    faults
}

fn is_shouted(word: &str) -> bool {
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    letters > 1
        && word
            .chars()
            .all(|letter| letter.is_uppercase() || letter == '_')
        && !word.contains('_')
        && !CAPITALS.contains(&word)
}

/// The name of a product that holds a word of the trade.
const PRODUCT: &str = "blob storage";

/// Finds the words of the trade that a reader of these texts, in order, meets without their
/// meaning. Each comes with the text it was first met in.
pub(super) fn unexplained(read: &[Text]) -> Vec<(&Text, &'static str)> {
    TERMS
        .iter()
        .filter_map(|term| {
            let (first, lower) = read
                .iter()
                .map(|text| (text, text.text.to_lowercase().replace(PRODUCT, "")))
                .find(|(_, lower)| has_word(lower, term.word))?;
            let is_explained = term.meanings.iter().any(|meaning| lower.contains(meaning));
            (!is_explained).then_some((first, term.word))
        })
        .collect()
}

/// Whether a word, or its plural, stands in a text.
fn has_word(lower: &str, word: &str) -> bool {
    lower.match_indices(word).any(|(at, _)| {
        let before = lower
            .get(..at)
            .and_then(|before| before.chars().next_back());
        let after = lower.get(at + word.len()..).unwrap_or_default();
        let after = after.strip_prefix('s').unwrap_or(after).chars().next();
        let is_part = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        !is_part(before) && !is_part(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Text {
        Text {
            id: "x".to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn shouting_blame_and_bare_jargon_are_found() {
        assert_eq!(
            faults(&text("Use HTTPS and %!x with sp=RW_X.")),
            [] as [&str; 0]
        );
        assert_eq!(
            faults(&text("STOP now!")),
            ["shouts STOP", "has an exclamation mark"]
        );
        assert_eq!(faults(&text("You must use OAuth.")).len(), 2);
    }

    #[test]
    fn a_term_is_explained_where_it_is_first_met() {
        let bare = [
            text("Replace it."),
            text("It has a hierarchical namespace."),
        ];
        assert_eq!(unexplained(&bare).len(), 1);
        let told = [
            text("It has real folders (a hierarchical namespace)."),
            text("It has a hierarchical namespace."),
        ];
        assert!(unexplained(&told).is_empty());
    }
}
