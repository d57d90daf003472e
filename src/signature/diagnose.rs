//! Why a signature does not fit: the known mistakes, each tried until one explains it.
//!
//! A keyed hash fits by accident less than once in 10^70 tries, so whatever fits is what was done.

mod attempts;
mod damage;
mod layout;
mod letters;
mod path;
mod table;
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
use table::VARIANTS;

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
        let tests = concat!(
            include_str!("../../tests/signature/mistakes.rs"),
            include_str!("../../tests/signature/answers.rs")
        );
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
