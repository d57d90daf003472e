//! Keys: read from what people paste, used, and wiped.

use super::mac::Sha256Mac;
use crate::repair::marks;
use crate::token::signature::LENIENT;
use crate::token::{display, percent};
use base64::Engine;
use std::fmt;
use zeroize::Zeroizing;

/// The account of the storage emulator, and its key: a public constant.
///
/// Source: <https://learn.microsoft.com/azure/storage/common/storage-use-azurite#well-known-storage-account-and-key>
pub(crate) const EMULATOR_ACCOUNT: &str = "devstoreaccount1";
const EMULATOR_KEY: &str =
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/// The label of the emulator's key.
pub(crate) const EMULATOR: &str = "emulator";

/// Bytes of an account key.
pub(crate) const ACCOUNT_KEY_BYTES: usize = 64;
/// Bytes of a user delegation key.
pub(crate) const DELEGATION_KEY_BYTES: usize = 32;

/// A key to check or make signatures with, under the name that its owner knows it by.
///
/// Its bytes are wiped from memory when it is dropped; `Debug` shows the label alone.
///
/// ```
/// use sas_lens::signature::Key;
///
/// let key = Key::new("key1", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
/// assert_eq!(format!("{key:?}"), "Key(key1)");
/// ```
pub struct Key {
    label: String,
    text: Zeroizing<String>,
    /// `None` when the text is not Base64.
    bytes: Option<Zeroizing<Vec<u8>>>,
    pub(crate) issue: Option<Issue>,
    account: Option<String>,
    /// Whether it was percent-encoded, as a value of a link is.
    was_encoded: bool,
}

/// What the answer to "Get User Delegation Key" says about its key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Issue {
    /// The parameters of a token that repeat it, with their values.
    pub(crate) params: Vec<(&'static str, String)>,
}

/// The elements of the answer, and the parameters that repeat them.
///
/// Source: <https://learn.microsoft.com/rest/api/storageservices/get-user-delegation-key>
const ISSUE: &[(&str, &str)] = &[
    ("SignedExpiry", "ske"),
    ("SignedOid", "skoid"),
    ("SignedService", "sks"),
    ("SignedStart", "skt"),
    ("SignedTid", "sktid"),
    ("SignedVersion", "skv"),
];

impl Key {
    /// Reads a key: its Base64 text, or a connection string or the XML of a user delegation key that
    /// holds it. What cannot be read as a key is told when it is used.
    pub fn new(label: impl Into<String>, value: &str) -> Self {
        let is_xml = value.contains("UserDelegationKey>");
        let text = if is_xml {
            element(value, "Value").unwrap_or_default()
        } else {
            from_connection_string(value, "accountkey=")
                .or_else(|| from_connection_string(value, "sharedaccesskey="))
                .unwrap_or(value)
        };
        let written = Zeroizing::new(unwrap(text).to_owned());
        let plain = decode(&written)
            .is_none()
            .then(|| percent_decoded(&written));
        let plain = plain.flatten();
        let was_encoded = plain.is_some();
        let text = plain.unwrap_or(written);
        Self {
            label: display::shown(&label.into()),
            bytes: decode(&text),
            text,
            was_encoded,
            account: from_connection_string(value, "accountname=").map(str::to_owned),
            issue: is_xml.then(|| Issue {
                params: ISSUE
                    .iter()
                    .filter_map(|(name, key)| Some((*key, element(value, name)?.trim().to_owned())))
                    .collect(),
            }),
        }
    }

    /// Reads every key of what was pasted: those of the answer of `az storage account keys list`, each
    /// under the name that it has there. Whatever else is pasted is one key, under the given label.
    ///
    /// ```
    /// use sas_lens::signature::Key;
    ///
    /// let answer = r#"[{ "keyName": "key1", "value": "AAEC" }, { "keyName": "key2", "value": "AwQF" }]"#;
    /// let keys = Key::read_all("pasted", answer);
    /// assert_eq!(format!("{keys:?}"), "[Key(key1), Key(key2)]");
    /// ```
    pub fn read_all(label: impl Into<String>, pasted: &str) -> Vec<Self> {
        let keys: Vec<Self> = pasted.split('{').filter_map(listed).collect();
        if keys.is_empty() {
            return vec![Self::new(label, pasted)];
        }
        keys
    }

    /// Returns the published key of the storage emulator's account `devstoreaccount1`.
    pub fn emulator() -> Self {
        Self::new(EMULATOR, EMULATOR_KEY)
    }

    /// Returns the name that its owner knows it by.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The account that a connection string named beside it.
    pub(crate) fn account(&self) -> Option<&str> {
        self.account.as_deref()
    }

    /// Whether it was percent-encoded, and was decoded first.
    pub(crate) fn was_encoded(&self) -> bool {
        self.was_encoded
    }

    /// The key as Azure Storage uses it.
    pub(crate) fn bytes(&self) -> Option<&[u8]> {
        self.bytes.as_deref().map(Vec::as_slice)
    }

    /// The key as some other products, and careless signers, use it: its text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn mac(&self) -> Option<Sha256Mac> {
        self.bytes().map(Sha256Mac::new)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Key({})", self.label)
    }
}

/// Takes off blanks and quotes.
fn unwrap(text: &str) -> &str {
    text.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, '"' | '\'' | '`'))
}

/// The key that a percent-encoded text stands for, if it is one.
fn percent_decoded(text: &str) -> Option<Zeroizing<String>> {
    if !percent::has_escape(text) {
        return None;
    }
    let plain = Zeroizing::new(percent::decode(text).into_owned());
    decode(&plain).is_some().then_some(plain)
}

/// Decodes without leaving a copy that is not wiped.
fn decode(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(vec![0; text.len()]);
    let length = LENIENT.decode_slice(text, &mut bytes).ok()?;
    bytes.truncate(length);
    (length > 0).then_some(bytes)
}

/// The key of one object of a list of keys.
///
/// Source: <https://learn.microsoft.com/cli/azure/storage/account/keys#az-storage-account-keys-list>
fn listed(object: &str) -> Option<Key> {
    let object = object.split('}').next()?;
    Some(Key::new(
        member(object, "keyName")?,
        member(object, "value")?,
    ))
}

/// The text of a member of a JSON object; names of keys and Base64 have nothing that is escaped.
fn member<'a>(object: &'a str, name: &str) -> Option<&'a str> {
    let quoted = format!("\"{name}\"");
    let start = object.find(&quoted)? + quoted.len();
    let value = object.get(start..)?.trim_start().strip_prefix(':')?;
    value.trim_start().strip_prefix('"')?.split('"').next()
}

/// The text of an XML element; Base64, dates and GUIDs need no unescaping.
fn element<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let open = format!("<{name}>");
    let start = xml.find(&open)? + open.len();
    xml.get(start..)?.split('<').next()
}

/// The value of an item of a connection string.
fn from_connection_string<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let start = marks::find_ignore_case(text, name)? + name.len();
    text.get(start..)?.split(';').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    #[test]
    fn a_key_is_taken_out_of_what_it_was_pasted_in() {
        let xml = format!(
            "<?xml version=\"1.0\"?><UserDelegationKey><SignedOid>1</SignedOid><Value>{TEXT}</Value></UserDelegationKey>"
        );
        for pasted in [
            TEXT.to_owned(),
            format!("  \"{TEXT}\"\n"),
            format!(
                "DefaultEndpointsProtocol=https;AccountName=a;AccountKey={TEXT};EndpointSuffix=x"
            ),
            format!(
                "Endpoint=sb://h.servicebus.windows.net/;SharedAccessKeyName=R;SharedAccessKey={TEXT};EntityPath=q"
            ),
            xml.clone(),
        ] {
            let key = Key::new("key1", &pasted);
            assert_eq!(key.bytes().map(<[u8]>::len), Some(32), "{pasted}");
        }
        let issue = Key::new("key", &xml).issue.unwrap();
        assert_eq!(issue.params, [("skoid", "1".to_owned())]);
    }

    #[test]
    fn a_list_of_keys_gives_each_under_its_name() {
        let list = format!(
            "[\n  {{\n    \"creationTime\": \"2024-01-02T03:04:05.123456+00:00\",\n    \
             \"keyName\": \"key1\",\n    \"permissions\": \"FULL\",\n    \"value\": \"{TEXT}\"\n  }},\n  \
             {{\"value\":\"{}\",\"keyName\":\"key2\"}}\n]",
            TEXT.to_ascii_lowercase()
        );
        for pasted in [list.clone(), format!("{{\"keys\": {list}}}")] {
            let keys = Key::read_all("key1", &pasted);
            let read: Vec<(&str, &str)> =
                keys.iter().map(|key| (key.label(), key.text())).collect();
            let second = TEXT.to_ascii_lowercase();
            assert_eq!(read, [("key1", TEXT), ("key2", second.as_str())]);
        }
        // A list cut short in its second key still gives the first; anything else is one key.
        let cut = list.find("{\"value").map(|at| &list[..at + 4]).unwrap();
        assert_eq!(Key::read_all("pasted", cut)[0].label(), "key1");
        for pasted in [
            TEXT,
            "",
            "{",
            "{\"keyName\":1,\"value\":2}",
            "{\"keyName\": \"key1\"}",
        ] {
            let keys = Key::read_all("pasted", pasted);
            assert_eq!((keys.len(), keys[0].label()), (1, "pasted"), "{pasted}");
        }
    }

    #[test]
    fn a_key_shows_its_label_alone() {
        let key = Key::new(TEXT, TEXT);
        let shown = format!("{key:?} {}", key.label());
        assert!(!shown.contains("AAECAw"), "{shown}");
    }

    #[test]
    fn the_emulators_key_has_the_length_of_account_keys() {
        let key = Key::emulator();
        assert_eq!(key.bytes().map(<[u8]>::len), Some(ACCOUNT_KEY_BYTES));
        assert_eq!(DELEGATION_KEY_BYTES * 2, ACCOUNT_KEY_BYTES);
    }
}
