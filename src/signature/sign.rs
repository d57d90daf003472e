//! Makes signatures: for tests, and for showing what a change of a link would take.

use super::context::Context;
use super::key::Key;
use super::mac;
use super::text::{Missing, StringToSign};
use crate::repair::Undone;
use crate::repair::mapped::Mapped;
use crate::token::{Token, display};
use std::fmt;

/// Signs a storage link or a bare query: returns it with `sig` at its end. A signature that is there
/// already is replaced. Nothing is repaired on the way.
///
/// ```
/// use sas_lens::signature::{Context, Key, sign};
///
/// let link = "https://contosoexample.blob.core.windows.net/photos\
///     ?sv=2022-11-02&se=2030-01-02T03%3A04%3A05Z&sr=c&sp=rl";
/// let key = Key::new("key1", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
/// let signed = sign(link, &key, &Context::default())?;
/// assert!(signed.starts_with(link) && signed.contains("&sig="));
/// # Ok::<(), sas_lens::signature::SignError>(())
/// ```
///
/// # Errors
///
/// When the layout of its kind and version is not published, when something is missing that neither
/// the link nor the context says, or when the key is not Base64.
pub fn sign(link: &str, key: &Key, context: &Context) -> Result<String, SignError> {
    let token = Token::parse(Mapped::identity(link, 0), None, (0, 0), Undone::default());
    let signed = StringToSign::of(&token, context).ok_or(Reason::NoLayout)?;
    let text = signed
        .text()
        .ok_or_else(|| Reason::Missing(signed.missing.clone()))?;
    let mac = key
        .mac()
        .ok_or_else(|| Reason::Key(key.label().to_owned()))?;
    Ok(with_signature(&token, &mac::to_base64(&mac.of(&text))))
}

/// Puts a signature behind the other parameters of a link.
fn with_signature(token: &Token, signature: &str) -> String {
    let text = token.mapped.as_str();
    let start = token
        .params
        .first()
        .map_or(text.len(), |first| first.range.start);
    let mut signed = text.get(..start).unwrap_or_default().to_owned();
    for param in token
        .params
        .iter()
        .filter(|param| param.key() != Some("sig"))
    {
        signed.push_str(text.get(param.range.clone()).unwrap_or_default());
        signed.push('&');
    }
    signed.push_str("sig=");
    for letter in signature.chars() {
        match letter {
            '+' => signed.push_str("%2B"),
            '/' => signed.push_str("%2F"),
            '=' => signed.push_str("%3D"),
            _ => signed.push(letter),
        }
    }
    let fragment = token.fragment.clone().and_then(|range| text.get(range));
    signed.push_str(fragment.unwrap_or_default());
    signed
}

/// Why a link cannot be signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignError(Reason);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Reason {
    NoLayout,
    Missing(Vec<Missing>),
    /// The label of the key.
    Key(String),
}

impl From<Reason> for SignError {
    fn from(reason: Reason) -> Self {
        Self(reason)
    }
}

impl fmt::Display for SignError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::NoLayout => {
                formatter.write_str("no layout is published for this kind of token and its version")
            }
            Reason::Key(label) => write!(formatter, "the key {label} is not Base64"),
            Reason::Missing(missing) => {
                formatter.write_str("the link does not say")?;
                for (at, one) in missing.iter().enumerate() {
                    let separator = if at == 0 { " " } else { ", " };
                    match one {
                        Missing::Account => write!(formatter, "{separator}the account"),
                        Missing::Path => write!(formatter, "{separator}the path"),
                        Missing::Header(name) => {
                            write!(formatter, "{separator}the header {}", display::shown(name))
                        }
                        Missing::Query(name) => {
                            write!(
                                formatter,
                                "{separator}the parameter {}",
                                display::shown(name)
                            )
                        }
                    }?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for SignError {}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    fn message(link: &str, key: &str) -> String {
        let error = sign(link, &Key::new("key1", key), &Context::default()).unwrap_err();
        error.to_string()
    }

    #[test]
    fn an_old_signature_is_replaced_and_the_rest_stays() {
        let link = "https://acct.blob.core.windows.net/c?sig=old&sv=2022-11-02&sr=c&x=1#end";
        let signed = sign(link, &Key::new("key1", KEY), &Context::default()).unwrap();
        let rest = signed
            .strip_prefix("https://acct.blob.core.windows.net/c?sv=2022-11-02&sr=c&x=1&sig=")
            .unwrap();
        assert!(rest.ends_with("%3D#end") && !rest.contains("old"), "{rest}");
    }

    #[test]
    fn each_reason_is_told() {
        let table = "https://acct.table.core.windows.net/t?sv=2026-04-06&tn=t&sks=t&sig=x";
        assert_eq!(
            message(table, KEY),
            "no layout is published for this kind of token and its version"
        );
        assert_eq!(
            message("sv=2026-04-06&sr=bs&sks=b&srh=a,b&srq=q", KEY),
            "the link does not say the account, the path, the parameter snapshot, the header a, the header b, the parameter q"
        );
        let link = "https://acct.blob.core.windows.net/c?sv=2022-11-02&sr=c";
        assert_eq!(message(link, "no key"), "the key key1 is not Base64");
    }
}
