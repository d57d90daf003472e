//! The check: which of the keys made a signature.

use super::context::Context;
use super::diagnose::{self, Case, Hit};
use super::key::{self, Key};
use super::layouts;
use super::messages::message;
use super::model::{
    NeedKind, SignatureAnswer, SignatureCheck, SignatureVariant, SignedField, SignedText,
};
use super::text::StringToSign;
use super::{advice, mac, needs, products};
use crate::analyze::within_limit;
use crate::params::Family;
use crate::repair::{self, Item};
use crate::report::{Kind, Message};
use crate::token::{Token, display, signature};
use base64::Engine;

/// Checks which of the keys made a signature of a text, and if none did as Azure expects, which known
/// mistake explains it. The key of the storage emulator is tried by itself where it can fit.
///
/// Returns `None` when the text holds no such token.
///
/// ```
/// use sas_lens::signature::{Context, Key, SignatureAnswer, check, sign};
///
/// let link = "https://contosoexample.blob.core.windows.net/photos\
///     ?sv=2022-11-02&se=2030-01-02T03%3A04%3A05Z&sr=c&sp=rl";
/// let text = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v\
///     MDEyMzQ1Njc4OTo7PD0+Pw==";
/// let keys = [Key::new("key1", text)];
/// let signed = sign(link, &keys[0], &Context::default())?;
///
/// let found = check(&signed, &keys, &Context::default()).unwrap();
/// assert_eq!(found.answer, SignatureAnswer::Genuine);
/// assert_eq!(found.key.as_deref(), Some("key1"));
///
/// let changed = signed.replace("sp=rl", "sp=rwl");
/// let found = check(&changed, &keys, &Context::default()).unwrap();
/// assert_eq!(found.variant.unwrap().id, "letters-changed");
/// # Ok::<(), sas_lens::signature::SignError>(())
/// ```
pub fn check(text: &str, keys: &[Key], context: &Context) -> Option<SignatureCheck> {
    let found = repair::find_tokens(within_limit(text));
    let mut check = match found.items().get(context.token)? {
        Item::Storage(token) => check_token(token, keys, context),
        Item::Product(product) => products::check(product, keys, context),
    };
    if keys.iter().any(Key::was_encoded) {
        check
            .advice
            .push(message("signature/advice-key-encoded", &[]));
    }
    Some(check)
}

/// Checks one link of Azure Storage.
fn check_token(token: &Token, keys: &[Key], context: &Context) -> SignatureCheck {
    match token.kind {
        Kind::StorageUnknown => unanswerable(message("signature/unknown-kind", &[])),
        Kind::StorageUserDelegationTable => {
            unanswerable(message("signature/table-delegation", &[]))
        }
        _ => storage(token, keys, context),
    }
}

/// An answer that no key changes.
pub(super) fn unanswerable(message: Message) -> SignatureCheck {
    answer(SignatureAnswer::CannotBeChecked, message)
}

pub(super) fn answer(answer: SignatureAnswer, message: Message) -> SignatureCheck {
    SignatureCheck {
        answer,
        message,
        key: None,
        variant: None,
        advice: Vec::new(),
        string_to_sign: None,
        needs: Vec::new(),
    }
}

/// What a storage signature is checked against.
pub(super) struct Question<'a> {
    pub(super) token: &'a Token,
    pub(super) context: &'a Context,
    /// All keys that were given.
    pub(super) given: &'a [Key],
    /// Those that can be used, and the emulator's where it may fit.
    pub(super) keys: Vec<&'a Key>,
    pub(super) expected: StringToSign,
    /// Whether the layout of `expected` is the one of the token's version; otherwise there is none.
    pub(super) has_layout: bool,
}

fn storage(token: &Token, given: &[Key], context: &Context) -> SignatureCheck {
    let (family, service) = (token.family(), token.kind.service());
    let own = layouts::find(family, service, token.version());
    let Some(layout) = own.or_else(|| layouts::of_kind(family, service).next()) else {
        return unanswerable(no_layout(token));
    };
    let context = &needs::completed(token, given, context);
    let emulator = Key::emulator();
    let question = Question {
        token,
        context,
        given,
        keys: needs::usable(token, given, context, &emulator),
        expected: StringToSign::with(token, context, layout),
        has_layout: own.is_some(),
    };
    let mut check = question.answer();
    if question.has_layout {
        check.string_to_sign = Some(shown(&question.expected, context.reveals));
    }
    check
}

fn no_layout(token: &Token) -> Message {
    message("signature/no-layout", &[("version", token.version())])
}

/// The fields as they may be shown.
fn shown(signed: &StringToSign, reveals: bool) -> SignedText {
    SignedText {
        layout: signed.layout.id.to_owned(),
        fields: signed
            .fields
            .iter()
            .map(|field| SignedField {
                name: field.title().to_owned(),
                key: field.key().map(str::to_owned),
                value: field.value.as_deref().map(|value| show(value, reveals)),
            })
            .collect(),
    }
}

/// A value as it may be shown.
pub(super) fn show(value: &str, reveals: bool) -> String {
    let show = if reveals {
        display::shown_revealed
    } else {
        display::shown
    };
    // Required headers hold line breaks, which are no hazard here.
    let lines: Vec<String> = value.split('\n').map(show).collect();
    lines.join("\n")
}

impl Question<'_> {
    fn answer(&self) -> SignatureCheck {
        let Some(signature) = self.token.value("sig") else {
            return unanswerable(message("signature/no-signature", &[]));
        };
        if signature::is_removed(signature) {
            return unanswerable(message("signature/removed", &[]));
        }
        let needs = needs::of(self);
        let text = self.expected.text().filter(|_| !self.keys.is_empty());
        let Some(text) = text else {
            let lacks_keys_only = needs.iter().all(|need| need.kind == NeedKind::Key);
            let id = if lacks_keys_only && !self.given.is_empty() {
                "signature/no-usable-key"
            } else {
                "signature/needs-more"
            };
            return SignatureCheck {
                needs,
                ..answer(SignatureAnswer::NeedsMore, message(id, &[]))
            };
        };
        let check = self
            .genuine(signature, &text)
            .or_else(|| self.mistaken(signature, &text))
            .unwrap_or_else(|| self.refuted(signature, &text));
        SignatureCheck { needs, ..check }
    }

    /// The key that made the signature as Azure expects it.
    fn genuine(&self, signature: &str, text: &str) -> Option<SignatureCheck> {
        let bytes = bytes_of(signature).filter(|_| self.has_layout)?;
        let fits = |key: &&&Key| key.mac().is_some_and(|mac| mac.of(text) == bytes);
        let key = *self.keys.iter().find(fits)?;
        let is_account_key = key
            .bytes()
            .is_some_and(|bytes| bytes.len() == key::ACCOUNT_KEY_BYTES);
        if self.token.family() == Family::UserDelegation && is_account_key {
            return Some(self.with_mistake(key, diagnose::ACCOUNT_KEY.told(""), true));
        }
        let args = [("key", key.label())];
        let (id, args): (_, &[(&str, &str)]) = if key.label() == key::EMULATOR {
            ("signature/genuine-emulator", &[])
        } else if advice::other_account(self, key).is_some() {
            ("signature/genuine-other-account", &args)
        } else {
            ("signature/genuine", &args)
        };
        let mut advice = advice::doubts(self);
        advice.extend(advice::genuine(self, key));
        Some(SignatureCheck {
            key: Some(key.label().to_owned()),
            advice,
            ..answer(SignatureAnswer::Genuine, message(id, args))
        })
    }

    /// The key that made it, and the mistake that was made on the way.
    fn mistaken(&self, signature: &str, text: &str) -> Option<SignatureCheck> {
        if let Some(bytes) = bytes_of(signature) {
            let case = Case {
                token: self.token,
                context: self.context,
                expected: &self.expected,
                has_layout: self.has_layout,
            };
            if let Some(hit) = diagnose::search(&case, &self.keys, &bytes) {
                return Some(self.found(&hit));
            }
        }
        let bytes = decoded(signature);
        self.keys
            .iter()
            .filter(|_| self.has_layout)
            .find_map(|key| {
                if diagnose::is_sha512(key, text, &bytes) {
                    return Some(self.with_mistake(key, diagnose::SHA512.told(""), true));
                }
                let right = mac::to_base64(&key.mac()?.of(text));
                let damage = diagnose::damage(signature, &right)?;
                let args = [("key", key.label())];
                Some(SignatureCheck {
                    key: Some(key.label().to_owned()),
                    variant: Some(damage.told("")),
                    advice: advice::original(self, key),
                    ..answer(
                        SignatureAnswer::GenuineWithMistake,
                        message("signature/damaged", &args),
                    )
                })
            })
    }

    fn found(&self, hit: &Hit<'_>) -> SignatureCheck {
        let told = hit.variant.mistake.told(&hit.what);
        let mut check = self.with_mistake(hit.key, told, hit.variant.is_refused);
        if hit.variant.leaves_original {
            check.advice = advice::original(self, hit.key);
        }
        check
    }

    fn with_mistake(
        &self,
        key: &Key,
        variant: SignatureVariant,
        is_refused: bool,
    ) -> SignatureCheck {
        let id = if is_refused {
            "signature/mistake"
        } else {
            "signature/mistake-uncertain"
        };
        SignatureCheck {
            key: Some(key.label().to_owned()),
            variant: Some(variant),
            advice: if is_refused {
                Vec::new()
            } else {
                advice::genuine(self, key)
            },
            ..answer(
                SignatureAnswer::GenuineWithMistake,
                message(id, &[("key", key.label())]),
            )
        }
    }

    /// The answer when nothing explains the signature.
    fn refuted(&self, signature: &str, text: &str) -> SignatureCheck {
        if !self.has_layout {
            return unanswerable(no_layout(self.token));
        }
        let labels: Vec<&str> = self.keys.iter().map(|key| key.label()).collect();
        let joined = labels.join(", ");
        let keys = [("keys", joined.as_str())];
        let message = if !signature::is_whole(signature) {
            message("signature/not-this-key-damaged", &[])
        } else if !diagnose::can_search(text, &self.keys) {
            message("signature/not-these-keys-unsearched", &[])
        } else if let [label] = labels.as_slice() {
            message("signature/not-this-key", &[("key", label)])
        } else {
            message("signature/not-these-keys", &keys)
        };
        SignatureCheck {
            advice: advice::refuted(self),
            ..answer(SignatureAnswer::NotTheseKeys, message)
        }
    }
}

/// The bytes of a whole signature.
fn bytes_of(signature: &str) -> Option<[u8; 32]> {
    decoded(signature).try_into().ok()
}

fn decoded(signature: &str) -> Vec<u8> {
    signature::LENIENT.decode(signature).unwrap_or_default()
}
