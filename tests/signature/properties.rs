//! What holds for any link, text and key.

use super::support::*;
use proptest::prelude::*;
use sas_lens::signature::{Context, Key, SignatureAnswer, check, sign};

/// A value as it may stand in a query.
fn value() -> impl Strategy<Value = String> {
    proptest::string::string_regex("([a-zA-Z0-9._~-]|%[2-7][0-9A-F]|%C3%A9|\\+){1,12}").unwrap()
}

/// The fields of a link to a file, and where each stands in it.
fn link() -> impl Strategy<Value = (String, Vec<String>)> {
    proptest::collection::vec(value(), 6).prop_map(|values| {
        let [path, policy, disposition, kind, scope, last] = values.as_slice() else {
            unreachable!("six values were asked for")
        };
        let link = format!(
            "https://contosoexample.blob.core.windows.net/c/{path}/x?sv=2022-11-02&sr=b\
             &sp=r&se=2030-01-02T03%3A04%3A05Z&si={policy}&rscd={disposition}&rsct={kind}\
             &ses={scope}&rscl={last}"
        );
        (link, values)
    })
}

/// A search for mistakes takes a while in a build for tests.
fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig {
        cases: default.cases.min(2_000),
        failure_persistence: None,
        ..default
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_signed_is_genuine_and_nothing_else_is(
        (link, values) in link(),
        which in 0..6_usize,
        other in value(),
    ) {
        let key = || Key::new("key1", KEY);
        let signed = sign(&link, &key(), &Context::default()).unwrap();
        let found = check(&signed, &[key()], &Context::default()).unwrap();
        prop_assert_eq!(found.answer, SignatureAnswer::Genuine, "{}", signed);
        // Another value in one of the fields.
        let start = ["/c/", "&si=", "&rscd=", "&rsct=", "&ses=", "&rscl="][which];
        let old = format!("{start}{}", values[which]);
        let decode = |text: &str| {
            percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
        };
        // A backslash in a path is signed as a slash.
        let plain = |text: &str| decode(text).replace('\\', "/");
        prop_assume!(plain(&other) != plain(&values[which]));
        let changed = signed.replacen(&old, &format!("{start}{other}"), 1);
        let found = check(&changed, &[key()], &Context::default()).unwrap();
        prop_assert_ne!(found.answer, SignatureAnswer::Genuine, "{}", changed);
    }

    #[test]
    fn any_text_and_any_key_have_an_answer(
        text in ".{0,200}",
        key in ".{0,100}",
        query in "(sv|sr|sp|se|sig|ss|srt|tn|sks|srh|srq|sdd|si)(=[^&]{0,20})?(&(sv|sr|sp|se|sig|ss|srt|tn|sks|srh|srq|sdd|si)(=[^&]{0,20})?){0,12}",
    ) {
        for text in [
            text.clone(),
            format!("https://contosoexample.blob.core.windows.net/{text}?{query}"),
            format!("https://127.0.0.1:10000/{text}?sv=2026-10-06&sig=x&{query}"),
            query.clone(),
        ] {
            let mut keys = Key::read_all(key.as_str(), &key);
            keys.push(Key::new("key2", KEY));
            let _ = check(&text, &keys, &Context::default());
            let _ = check(&text, &keys, &Context::default().account(&key).path(&query));
            let _ = sign(&text, &keys[0], &Context::default());
        }
    }

    /// However it is pasted, whatever is asked, and whether or not it fits.
    #[test]
    fn no_answer_holds_a_key(
        bytes in proptest::collection::vec(any::<u8>(), 64),
        is_delegation in any::<bool>(),
        cut in 20..88_usize,
        broken in "[!-~]{0,2}",
        carrier in 0..6_usize,
        which in 0..4_usize,
        fits in any::<bool>(),
        reveals in any::<bool>(),
    ) {
        use base64::Engine;
        let length = if is_delegation { 32 } else { 64 };
        let whole = base64::engine::general_purpose::STANDARD.encode(&bytes[..length]);
        // A part of a key, or one with a letter too many, is as secret.
        let text = format!("{}{broken}", &whole[..cut.min(whole.len())]);
        let pasted = match carrier {
            0 => text.clone(),
            1 => format!("DefaultEndpointsProtocol=https;AccountName=fabrikam;AccountKey={text};EndpointSuffix=core.windows.net"),
            2 => format!("<UserDelegationKey><SignedOid>1</SignedOid><Value>{text}</Value></UserDelegationKey>"),
            3 => format!(r#"[{{"keyName": "key1", "value": "{text}"}}]"#),
            4 => format!(" '{text}'\n"),
            _ => format!("{{\"value\": \"{text}\""),
        };
        let link = [CONTAINER, FILE, ACCOUNT, DELEGATED][which];
        let signer = if fits { whole.as_str() } else { KEY };
        let signed = sign(link, &Key::new("key1", signer), &Context::default()).unwrap();
        let keys = Key::read_all("key1", &pasted);
        let mut context = Context::default().at(crate::util::now());
        if reveals {
            context = context.revealed();
        }
        let found = check(&signed, &keys, &context).unwrap();
        let refused = sign(link, &keys[0], &context).err();
        let shown = format!(
            "{}{found:?}{keys:?}{refused:?}{}",
            serde_json::to_string(&found).unwrap(),
            refused.as_ref().map(ToString::to_string).unwrap_or_default(),
        );
        for start in 0..text.len().saturating_sub(12) {
            prop_assert!(!shown.contains(&text[start..start + 12]), "{text} in {shown}");
        }
    }
}
