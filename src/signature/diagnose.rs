//! Why a signature does not fit: the known mistakes, each tried until one explains it.
//!
//! A keyed hash fits by accident less than once in 10^70 tries, so whatever fits is what was done.

mod attempts;
mod damage;
mod layout;
mod letters;
mod path;
mod values;

use super::context::Context;
use super::key::Key;
use super::mac::{self, Sha256Mac};
use super::model::SignatureVariant;
use super::text::StringToSign;
use crate::report::Message;
use crate::token::Token;
use attempts::{Attempt, Way};
pub(super) use damage::damage;

/// What a search starts from.
pub(super) struct Case<'a> {
    pub(super) token: &'a Token,
    pub(super) context: &'a Context,
    /// The fields as Azure expects them.
    pub(super) expected: &'a StringToSign,
    /// Whether the layout of `expected` is the one of the token's version; otherwise there is none.
    pub(super) has_layout: bool,
}

/// A mistake in words.
pub(super) struct Mistake {
    pub(super) id: &'static str,
    /// What was done. `{what}` is what the attempt says about itself.
    pub(super) message: &'static str,
    pub(super) fix: &'static str,
}

impl Mistake {
    /// Tells it, with what is particular to this time.
    pub(super) fn told(&self, what: &str) -> SignatureVariant {
        let args = [("what", what)];
        let args: &[(&str, &str)] = if self.message.contains("{what}") {
            &args
        } else {
            &[]
        };
        SignatureVariant {
            id: self.id.to_owned(),
            message: Message::render(format!("signature/mistake/{}", self.id), self.message, args),
            fix: Message::render(format!("signature/mistake/{}/fix", self.id), self.fix, &[]),
        }
    }

    /// Its sentences.
    #[cfg(feature = "reference")]
    pub(super) fn templates(&self) -> [(String, &'static str); 2] {
        [
            (format!("signature/mistake/{}", self.id), self.message),
            (format!("signature/mistake/{}/fix", self.id), self.fix),
        ]
    }
}

/// A mistake that leads to another text than the one Azure expects.
pub(super) struct Variant {
    pub(super) mistake: Mistake,
    /// Whether Azure is known to refuse the result.
    pub(super) is_refused: bool,
    /// Whether the link may have been changed after it was signed, so that another one works.
    pub(super) leaves_original: bool,
    /// The texts that the mistake can lead to.
    attempts: fn(&Case<'_>) -> Vec<Attempt>,
}

/// The right text, and a key of the wrong kind.
pub(super) const ACCOUNT_KEY: Mistake = Mistake {
    id: "account-key-used",
    message: "It names a delegation key (a short-lived key) as the one that signed it, but an account key was used.",
    fix: "Sign such a link with the delegation key that Azure gave out for it. Or make an ordinary link with the account key.",
};

/// The right text, and another hash.
pub(super) const SHA512: Mistake = Mistake {
    id: "other-hash",
    message: "The signature was made with another hash: sha512.",
    fix: "Use the hash sha256.",
};

/// Every mistake, the likelier first. A text that two of them lead to is told as the first.
pub(super) const VARIANTS: &[Variant] = &[
    Variant {
        mistake: Mistake {
            id: "other-version-lines",
            message: "It was signed with the lines of another version: {what}.",
            fix: "Sign the lines that the version in sv asks for, the empty ones too. They are listed here. Or let one of Microsoft's libraries make the link.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: layout::other_version,
    },
    Variant {
        mistake: Mistake {
            id: "line-break-at-end",
            message: "The text that was signed has {what}.",
            fix: "End the text with a line break for an account link, and without one for every other. Many shells add one by themselves.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: layout::line_break_at_end,
    },
    Variant {
        mistake: Mistake {
            id: "empty-lines-dropped",
            message: "Empty lines were left out of the text that was signed.",
            fix: "Keep a line for every field, also for the empty ones.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: layout::empty_lines_dropped,
    },
    Variant {
        mistake: Mistake {
            id: "line-break-form",
            message: "The lines of the text that was signed were joined with {what}.",
            fix: "Join the lines with a single line feed (the character 10).",
        },
        is_refused: true,
        leaves_original: false,
        attempts: layout::line_break_form,
    },
    Variant {
        mistake: Mistake {
            id: "table-name-case",
            message: "It was made by a client that did not write the table's name in small letters before signing.",
            fix: "Sign the table's name in small letters. Old versions of Microsoft's JavaScript library did not; newer ones do.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: path::table_name_case,
    },
    Variant {
        mistake: Mistake {
            id: "directory-slash",
            message: "It was signed for the directory {what}.",
            fix: "Sign the directory as it is listed here. Most of Microsoft's libraries do.",
        },
        is_refused: false,
        leaves_original: false,
        attempts: path::directory_slash,
    },
    Variant {
        mistake: Mistake {
            id: "trailing-slash",
            message: "It was signed for the path {what}. A slash at the end makes another path.",
            fix: "Sign the path exactly as it stands in the link.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: path::trailing_slash,
    },
    Variant {
        mistake: Mistake {
            id: "other-level",
            message: "It was signed for {what}, which is not what the link says it opens.",
            fix: "Sign the path of what sr names: the container for c, the whole path of the file for b.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: path::other_level,
    },
    Variant {
        mistake: Mistake {
            id: "path-form",
            message: "The path was signed in another form: {what}.",
            fix: "Sign the path as it is listed here: service, account, container, then the path.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: path::other_form,
    },
    Variant {
        mistake: Mistake {
            id: "path-encoded",
            message: "The path was signed percent-encoded.",
            fix: "Sign the decoded path. Encode it only in the link.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: path::encoded,
    },
    Variant {
        mistake: Mistake {
            id: "path-decoded-twice",
            message: "The path was decoded twice before it was signed.",
            fix: "Decode the path once. A name may really hold a % sign.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: path::decoded_twice,
    },
    Variant {
        mistake: Mistake {
            id: "path-plus",
            message: "In the path, plus signs and blanks were mixed up before signing.",
            fix: "In a path, + is a plus sign and a blank is %20. Sign the name as it is.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: path::plus,
    },
    Variant {
        mistake: Mistake {
            id: "path-case",
            message: "The path was signed in other letters: {what}.",
            fix: "Sign the name with its capital and small letters as they are. Azure tells them apart.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: path::letter_case,
    },
    Variant {
        mistake: Mistake {
            id: "account-name",
            message: "It was signed for the account name {what}.",
            fix: "Sign the plain name of the account in small letters, without an ending such as -secondary.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: path::account_name,
    },
    Variant {
        mistake: Mistake {
            id: "resource-swapped",
            message: "It was signed for sr={what}. The link says something else.",
            fix: "Write the same value of sr into the link that was signed, or make a new link.",
        },
        is_refused: true,
        leaves_original: true,
        attempts: path::resource_swapped,
    },
    Variant {
        mistake: Mistake {
            id: "field-not-signed",
            message: "It was made without {what}. That was added to the link later, or left out when it was signed.",
            fix: "Make a new link with every field signed. A signed link cannot be edited.",
        },
        is_refused: true,
        leaves_original: true,
        attempts: values::left_out,
    },
    Variant {
        mistake: Mistake {
            id: "protocol-changed",
            message: "It was signed with other protocols than the link has: spr={what}.",
            fix: "Sign the protocols as they stand in the link, or make a new link.",
        },
        is_refused: true,
        leaves_original: true,
        attempts: values::protocol,
    },
    Variant {
        mistake: Mistake {
            id: "values-encoded",
            message: "Values were signed percent-encoded: {what}.",
            fix: "Sign the decoded values. Encode them only in the link.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: values::encoded,
    },
    Variant {
        mistake: Mistake {
            id: "values-decoded-twice",
            message: "Values were decoded twice before they were signed: {what}.",
            fix: "Decode values once. They may really hold a % sign.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: values::decoded_twice,
    },
    Variant {
        mistake: Mistake {
            id: "plus-read-as-blank",
            message: "A plus sign of the link was signed as a blank: {what}.",
            fix: "Write a blank as %20 and a plus sign as %2B in the link, so that nobody can mix them up.",
        },
        is_refused: false,
        leaves_original: false,
        attempts: values::plus_as_blank,
    },
    Variant {
        mistake: Mistake {
            id: "blank-and-plus-swapped",
            message: "Blanks and plus signs were mixed up before signing: {what}.",
            fix: "Sign the values with their blanks and plus signs as they are. Write them as %20 and %2B in the link.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: values::swapped,
    },
    Variant {
        mistake: Mistake {
            id: "date-form",
            message: "A date was signed in another form: {what}. Some tools rewrite dates.",
            fix: "Write dates with seconds and a Z, and the same way in the link and in the signed text.",
        },
        is_refused: true,
        leaves_original: true,
        attempts: values::date_form,
    },
    Variant {
        mistake: Mistake {
            id: "letters-order",
            message: "It was signed for the same permissions in another order: {what}.",
            fix: "Keep the letters of sp in the order that was signed, which for most links is racwdl.",
        },
        is_refused: true,
        leaves_original: true,
        attempts: letters::reordered,
    },
    Variant {
        mistake: Mistake {
            id: "letters-changed",
            message: "It was signed for other permissions than the link has: sp={what}.",
            fix: "Make a new link with the permissions that are wanted. A signed link cannot be edited.",
        },
        is_refused: true,
        leaves_original: true,
        attempts: letters::changed,
    },
    Variant {
        mistake: Mistake {
            id: "version-changed",
            message: "It was signed for another version than the link has: sv={what}.",
            fix: "Put the version back that was signed, or make a new link.",
        },
        is_refused: true,
        leaves_original: true,
        attempts: layout::version_changed,
    },
    Variant {
        mistake: Mistake {
            id: "required-values-not-signed",
            message: "The link names required headers or parameters, and {what}.",
            fix: "Sign each required header and parameter with its name and its value.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: values::required,
    },
    Variant {
        mistake: Mistake {
            id: "lines-of-another-kind",
            message: "It was signed with the lines of another kind of link: {what}.",
            fix: "Sign the lines that are listed here. Or let one of Microsoft's libraries make the link.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: layout::other_kind,
    },
    Variant {
        mistake: Mistake {
            id: "key-not-decoded",
            message: "The key's text was used as it is.",
            fix: "Decode the key from Base64 first. The bytes that come out are the key.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: attempts::key_text,
    },
];

/// What a search found.
pub(super) struct Hit<'a> {
    pub(super) key: &'a Key,
    pub(super) variant: &'static Variant,
    pub(super) what: String,
}

/// The most that is searched, in bytes of text times keys. The path of a blob has 1,024 characters at
/// most, so this is far more than a link and the two keys of its account.
const MOST_WORK: usize = 64 << 10;

/// Whether a search of a text with some keys ends soon.
pub(super) fn can_search(text: &str, keys: &[&Key]) -> bool {
    text.len().saturating_mul(keys.len()) <= MOST_WORK
}

/// Tries every mistake with every key.
pub(super) fn search<'a>(case: &Case<'_>, keys: &[&'a Key], signature: &[u8]) -> Option<Hit<'a>> {
    let expected = case.expected.text()?;
    if !can_search(&expected, keys) {
        return None;
    }
    let macs: Vec<(&Key, Option<Sha256Mac>, Sha256Mac)> = keys
        .iter()
        .map(|key| (*key, key.mac(), Sha256Mac::new(key.text().as_bytes())))
        .collect();
    for variant in VARIANTS {
        for attempt in (variant.attempts)(case) {
            if attempt.text == expected && attempt.way == Way::Usual && case.has_layout {
                continue;
            }
            for (key, decoded, text) in &macs {
                let mac = match attempt.way {
                    Way::Usual => decoded.as_ref(),
                    Way::KeyText => Some(text),
                };
                if mac.is_some_and(|mac| mac.of(&attempt.text) == signature) {
                    return Some(Hit {
                        key,
                        variant,
                        what: attempt.what,
                    });
                }
            }
        }
    }
    None
}

/// Whether a signature is one of SHA-512 over the text.
pub(super) fn is_sha512(key: &Key, text: &str, signature: &[u8]) -> bool {
    key.bytes()
        .is_some_and(|bytes| mac::sha512(bytes, text) == signature)
}

/// Lists every template, for those who measure or translate them.
#[cfg(feature = "reference")]
pub(super) fn templates() -> impl Iterator<Item = (String, &'static str)> {
    mistakes().flat_map(Mistake::templates)
}

#[cfg(any(test, feature = "reference"))]
fn mistakes() -> impl Iterator<Item = &'static Mistake> {
    VARIANTS
        .iter()
        .map(|variant| &variant.mistake)
        .chain(damage::DAMAGES.iter().map(|damage| &damage.mistake))
        .chain([&ACCOUNT_KEY, &SHA512])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repair;
    use std::collections::BTreeSet;

    #[test]
    fn every_mistake_is_unique_and_has_a_test() {
        let tests = include_str!("../../tests/signature.rs");
        let mut ids = BTreeSet::new();
        for mistake in mistakes() {
            assert!(ids.insert(mistake.id), "{}", mistake.id);
            assert!(
                tests.contains(&format!("\"{}\"", mistake.id)),
                "{}",
                mistake.id
            );
            assert!(!mistake.fix.contains('{') && !mistake.fix.is_empty());
        }
    }

    /// The most that one key costs: a link with everything in it.
    #[test]
    fn a_search_has_an_end() {
        let link = format!(
            "https://acct.blob.core.windows.net/c/{}?sv=2026-10-06&sp=racwdxltmeopyif&sr=d&sdd=3\
             &st=2026-01-01T00:00:00Z&se=2026-01-02T00:00:00Z&sip=1.2.3.4&spr=https&ses=s\
             &skoid=a&sktid=b&skt=2026-01-01T00:00:00Z&ske=2026-01-02T00:00:00Z&sks=b\
             &skv=2026-10-06&saoid=c&suoid=d&scid=e&skdutid=f&sduoid=g&rscc=a+b%2520c\
             &rscd=a+b%2520c&rsce=a+b%2520c&rscl=a+b%2520c&rsct=a+b%2520c&sig=x",
            "a+b%20c%2520/".repeat(100)
        );
        let found = repair::find_tokens(&link);
        let token = &found.tokens[0];
        let context = Context::default();
        let expected = StringToSign::of(token, &context).unwrap();
        let case = Case {
            token,
            context: &context,
            expected: &expected,
            has_layout: true,
        };
        let counts: Vec<(&str, usize)> = VARIANTS
            .iter()
            .map(|variant| (variant.mistake.id, (variant.attempts)(&case).len()))
            .collect();
        let total: usize = counts.iter().map(|(_, count)| count).sum();
        assert!(total < 2_000, "{total}: {counts:?}");
    }
}
