//! The check of tokens of Azure's other products.

mod messages;

use super::check::{answer, show, unanswerable};
use super::context::Context;
use super::diagnose::Mistake;
use super::key::Key;
use super::model::{
    NeedKind, SignatureAnswer, SignatureCheck, SignatureNeed, SignedField, SignedText,
};
use crate::products::Product;
use crate::products::verify::{self, Checked, Line, Reason, Request, Variant};
use crate::report::{Kind, Message};
use chrono::DateTime;
use messages::message;

/// Lists every template of this room, for those who measure or translate them.
#[cfg(feature = "reference")]
pub(super) fn templates() -> impl Iterator<Item = (String, &'static str)> {
    messages::templates().chain(MISTAKES.iter().flat_map(|mistake| mistake.templates()))
}

/// The header that is signed with a request to Cosmos DB.
const DATE_HEADER: &str = "x-ms-date";

/// What a product's signature is checked against.
struct Question<'a> {
    product: &'a Product,
    context: &'a Context,
    given: &'a [Key],
    /// Those that can be used.
    keys: Vec<&'a Key>,
    thing: &'static str,
    is_over: bool,
}

/// Checks which of the keys made the signature of a product.
pub(super) fn check(product: &Product, given: &[Key], context: &Context) -> SignatureCheck {
    // What is read here does not depend on the moment, but for its being over.
    let reading = product.study(context.now.unwrap_or(DateTime::UNIX_EPOCH));
    let thing = [("thing", reading.thing)];
    if let Some(reason) = verify::impossible(product) {
        return unanswerable(message(impossible(reason), &thing));
    }
    if reading.has_bad_signature() {
        return unanswerable(message("signature/product-damaged", &thing));
    }
    let needs_bytes = !verify::signs_with_text(product.kind);
    let is_usable = |key: &&Key| !key.text().is_empty() && (!needs_bytes || key.bytes().is_some());
    let question = Question {
        product,
        context,
        given,
        keys: given.iter().filter(is_usable).collect(),
        thing: reading.thing,
        is_over: context.now.is_some() && reading.is_over(),
    };
    if product.kind == Kind::CosmosMasterToken {
        return question.of_request();
    }
    question.of_token()
}

fn impossible(reason: Reason) -> &'static str {
    match reason {
        Reason::LogicApps => "signature/product-logic-apps",
        Reason::Maps => "signature/product-maps",
        Reason::CosmosResource => "signature/product-resource-token",
        Reason::SignIn => "signature/product-sign-in",
        Reason::Key => "signature/product-key",
    }
}

/// The mistake that a variant is, if it is one.
fn mistake(variant: Variant) -> Option<&'static Mistake> {
    match variant {
        Variant::HexCase => Some(&ESCAPE_CASE),
        Variant::LowerCase => Some(&ADDRESS_CASE),
        Variant::Slash => Some(&ADDRESS_SLASH),
        Variant::KeyAsText => Some(&KEY_AS_TEXT),
        Variant::KeyAsBytes => Some(&KEY_AS_BYTES),
        Variant::GroupKey => None,
    }
}

/// The mistakes that people make with such tokens.
#[cfg(feature = "reference")]
static MISTAKES: [&Mistake; 5] = [
    &ADDRESS_CASE,
    &ADDRESS_SLASH,
    &ESCAPE_CASE,
    &KEY_AS_BYTES,
    &KEY_AS_TEXT,
];

static ADDRESS_CASE: Mistake = Mistake {
    id: "address-case",
    message: "The address was signed in lower case. The token has it in another case.",
    fix: "Write the address in the token just as it is signed.",
};

static ADDRESS_SLASH: Mistake = Mistake {
    id: "address-slash",
    message: "The address was signed with one slash more or less at its end.",
    fix: "Write the address in the token just as it is signed.",
};

static ESCAPE_CASE: Mistake = Mistake {
    id: "escape-case",
    message: "The escapes of the address were signed in the other case, as %2f for %2F.",
    fix: "Encode the address once, and put that very text in both places.",
};

static KEY_AS_BYTES: Mistake = Mistake {
    id: "key-as-bytes",
    message: "The key was decoded before it signed. Here its text itself signs.",
    fix: "Sign with the text of the key as it stands in the portal, not decoded.",
};

static KEY_AS_TEXT: Mistake = Mistake {
    id: "key-as-text",
    message: "The text of the key signed. Here the bytes sign that it stands for.",
    fix: "Decode the key from Base64 before you sign with it.",
};

impl Question<'_> {
    /// Checks a token that holds all that was signed.
    fn of_token(&self) -> SignatureCheck {
        let lines = verify::lines(self.product);
        if lines.is_empty() {
            let thing = [("thing", self.thing)];
            return unanswerable(message("signature/product-incomplete", &thing));
        }
        let needs = self.needs();
        let signed = Some(self.signed(&lines));
        if self.keys.is_empty() {
            return SignatureCheck {
                needs,
                string_to_sign: signed,
                ..self.needs_more()
            };
        }
        let found = || {
            self.keys
                .iter()
                .filter_map(|key| match verify::check(self.product, key) {
                    Checked::Genuine(variant) => Some((*key, variant)),
                    _ => None,
                })
        };
        let check = found()
            .find(|(_, variant)| variant.is_none())
            .or_else(|| found().next())
            .map_or_else(
                || self.refuted(),
                |(key, variant)| self.genuine(key, variant),
            );
        SignatureCheck {
            needs,
            string_to_sign: signed,
            ..check
        }
    }

    /// Checks a token that was signed for one request, of which nothing stands in it.
    fn of_request(&self) -> SignatureCheck {
        let mut needs = self.needs();
        let date = self.context.header_value(DATE_HEADER);
        let path = self.context.path.as_deref();
        let mut need = |kind, name: &str, message| {
            needs.push(SignatureNeed {
                kind,
                name: name.to_owned(),
                message,
            });
        };
        if path.is_none() {
            let args = [("example", "dbs/orders/colls/items/docs")];
            let told = message("signature/product-need-path", &args);
            need(NeedKind::Path, "", told);
        }
        if date.is_none() {
            let told = message("signature/product-need-date", &[]);
            need(NeedKind::Header, DATE_HEADER, told);
        }
        let (Some(path), Some(date)) = (path, date) else {
            return SignatureCheck {
                needs,
                ..self.needs_more()
            };
        };
        let requests: Vec<Request> = Request::all(path, date).collect();
        // Until a key tells the method, it reads.
        let usual = requests.first().map(verify::lines_of_request);
        let signed = usual.map(|lines| self.signed(&lines));
        if self.keys.is_empty() {
            return SignatureCheck {
                needs,
                string_to_sign: signed,
                ..self.needs_more()
            };
        }
        let fits = |key: &Key, request: &Request| {
            verify::check_request(self.product, key, request) == Checked::Genuine(None)
        };
        for key in &self.keys {
            if let Some(request) = requests.iter().find(|request| fits(key, request)) {
                let args = [("key", key.label()), ("verb", request.verb)];
                return SignatureCheck {
                    key: Some(key.label().to_owned()),
                    advice: self.stop(key),
                    needs,
                    string_to_sign: Some(self.signed(&verify::lines_of_request(request))),
                    ..answer(
                        SignatureAnswer::Genuine,
                        message("signature/product-genuine-request", &args),
                    )
                };
            }
        }
        SignatureCheck {
            needs,
            string_to_sign: signed,
            ..self.refuted()
        }
    }

    fn needs_more(&self) -> SignatureCheck {
        let thing = [("thing", self.thing)];
        answer(
            SignatureAnswer::NeedsMore,
            message("signature/product-needs-more", &thing),
        )
    }

    /// What is missing of keys.
    fn needs(&self) -> Vec<SignatureNeed> {
        let is_used = |given: &Key| self.keys.iter().any(|key| std::ptr::eq(*key, given));
        let mut needs: Vec<SignatureNeed> = self
            .given
            .iter()
            .filter(|key| !is_used(key))
            .map(|key| SignatureNeed {
                kind: NeedKind::Key,
                name: key.label().to_owned(),
                message: message("signature/product-unreadable-key", &[("key", key.label())]),
            })
            .collect();
        if self.given.is_empty() {
            needs.push(SignatureNeed {
                kind: NeedKind::Key,
                name: String::new(),
                message: self.need_key(),
            });
        }
        needs
    }

    fn need_key(&self) -> Message {
        let rule = self.product.value("skn");
        match (self.product.kind, rule) {
            (Kind::CosmosMasterToken, _) => message("signature/product-need-key-account", &[]),
            (Kind::EventGrid, _) => message("signature/product-need-key-topic", &[]),
            (Kind::ApiManagement, _) => message("signature/product-need-key-management", &[]),
            (_, Some(rule)) => message("signature/product-need-key-rule", &[("rule", rule)]),
            _ => message("signature/product-need-key-device", &[]),
        }
    }

    fn genuine(&self, key: &Key, variant: Option<Variant>) -> SignatureCheck {
        let args = [("key", key.label()), ("thing", self.thing)];
        let (kind, id, advice) = match variant {
            None => (
                SignatureAnswer::Genuine,
                "signature/product-genuine",
                self.stop(key),
            ),
            Some(Variant::GroupKey) => (
                SignatureAnswer::Genuine,
                "signature/product-genuine-group",
                self.stop_device(),
            ),
            Some(Variant::KeyAsText | Variant::KeyAsBytes) => (
                SignatureAnswer::GenuineWithMistake,
                "signature/product-mistake",
                vec![message("signature/product-original", &[])],
            ),
            Some(Variant::HexCase | Variant::LowerCase | Variant::Slash) => (
                SignatureAnswer::GenuineWithMistake,
                "signature/product-mistake-address",
                self.stop(key),
            ),
        };
        SignatureCheck {
            key: Some(key.label().to_owned()),
            variant: variant.and_then(mistake).map(|mistake| mistake.told("")),
            advice,
            ..answer(kind, message(id, &args))
        }
    }

    /// How to stop what a known key signed.
    fn stop(&self, key: &Key) -> Vec<Message> {
        let args = [("key", key.label()), ("thing", self.thing)];
        let stop = if self.is_over {
            "signature/product-ended"
        } else {
            "signature/product-stop"
        };
        let mut advice = self.repaired();
        advice.push(message(stop, &args));
        advice
    }

    /// The same where the key of a whole group was given.
    fn stop_device(&self) -> Vec<Message> {
        let stop = if self.is_over {
            "signature/product-ended"
        } else {
            "signature/product-group"
        };
        let mut advice = self.repaired();
        advice.push(message(stop, &[("thing", self.thing)]));
        advice
    }

    fn repaired(&self) -> Vec<Message> {
        let is_repaired = !self.product.undone.repairs.is_empty();
        is_repaired
            .then(|| message("signature/product-repaired", &[]))
            .into_iter()
            .collect()
    }

    fn refuted(&self) -> SignatureCheck {
        let labels: Vec<&str> = self.keys.iter().map(|key| key.label()).collect();
        let mut advice = Vec::new();
        let message_of = if let [label] = labels.as_slice() {
            advice.push(message("signature/product-other-key", &[]));
            message("signature/product-not-this-key", &[("key", label)])
        } else {
            let keys = labels.join(", ");
            message("signature/product-not-these-keys", &[("keys", &keys)])
        };
        advice.push(message(
            "signature/product-causes",
            &[("thing", self.thing)],
        ));
        SignatureCheck {
            advice,
            ..answer(SignatureAnswer::NotTheseKeys, message_of)
        }
    }

    /// The lines as they may be shown.
    fn signed(&self, lines: &[Line]) -> SignedText {
        SignedText {
            layout: self.product.family.id.replace('_', "-"),
            fields: lines
                .iter()
                .map(|(name, key, value)| SignedField {
                    name: (*name).to_owned(),
                    key: key.map(str::to_owned),
                    value: Some(show(value, self.context.reveals)),
                })
                .collect(),
        }
    }
}
