//! What is answered, asked for and advised; and that no key is shown.

use super::support::*;
use crate::util::{self, now, signed_as};
use chrono::Days;
use sas_lens::signature::{Context, Key, NeedKind, SignatureAnswer, SignatureCheck, check, sign};

#[test]
fn the_key_that_fits_is_named_with_how_to_replace_it() {
    let link = sign(CONTAINER, &Key::new("x", KEY), &Context::default()).unwrap();
    let other = util::fake_key().replace('A', "B");
    let keys = [Key::new("key1", &other), Key::new("key2", KEY)];
    let found = check(&link, &keys, &Context::default().at(now())).unwrap();
    assert_eq!(
        (found.answer, found.key.as_deref()),
        (SignatureAnswer::Genuine, Some("key2"))
    );
    assert!(
        found.advice[0]
            .text
            .contains("replace (regenerate) the key key2")
    );
    let later = now().checked_add_days(Days::new(4000)).unwrap();
    let found = check(&link, &keys, &Context::default().at(later)).unwrap();
    assert!(has(&found.advice, "signature/advice-ended") && found.advice.len() == 1);
}

#[test]
fn both_keys_of_a_list_are_tried() {
    let link = sign(CONTAINER, &Key::new("x", KEY), &Context::default()).unwrap();
    let list = format!(
        r#"[{{"keyName": "key1", "permissions": "FULL", "value": "{}"}},
            {{"keyName": "key2", "permissions": "FULL", "value": "{KEY}"}}]"#,
        util::fake_key().replace('A', "B")
    );
    let keys = Key::read_all("pasted", &list);
    let found = check(&link, &keys, &Context::default()).unwrap();
    assert_eq!(
        (found.answer, found.key.as_deref()),
        (SignatureAnswer::Genuine, Some("key2"))
    );
}

#[test]
fn what_stops_the_link_depends_on_how_it_was_made() {
    let link = sign(
        DELEGATED,
        &Key::new("x", DELEGATION_KEY),
        &Context::default(),
    )
    .unwrap();
    let found = checked(&link, DELEGATION_KEY);
    assert!(has(&found.advice, "signature/advice-revoke"));
    let policy = CONTAINER
        .replace("&sp=rl", "&si=readers")
        .replace("&se=2030-01-02T03%3A04%3A05Z", "");
    let link = sign(&policy, &Key::new("x", KEY), &Context::default()).unwrap();
    let found = checked(&link, KEY);
    assert_eq!(found.answer, SignatureAnswer::Genuine);
    assert!(
        has(&found.advice, "signature/advice-policy")
            && has(&found.advice, "signature/advice-regenerate")
    );
    // The policy stops more than this link, and fewer than the key.
    assert!(
        found.advice[0]
            .text
            .contains("Every link that names this policy")
    );
}

/// Nobody can tell whether a link works whose key was not given.
#[test]
fn what_may_be_behind_a_signature_is_not_told_as_certain() {
    let found = checked(&signed_as(CONTAINER, "something else", KEY), KEY);
    let causes = |found: &SignatureCheck| found.advice.last().unwrap().clone();
    assert_eq!(causes(&found).id, "signature/advice-causes");
    assert!(causes(&found).text.contains("the link may work"));
    let found = checked(
        &signed_as(DELEGATED, "something else", DELEGATION_KEY),
        DELEGATION_KEY,
    );
    assert_eq!(causes(&found).id, "signature/advice-causes-delegation");
    assert!(causes(&found).text.contains("the link may still work"));
    assert!(!causes(&found).text.contains("replaced"));
}

#[test]
fn the_emulators_key_is_tried_by_itself() {
    let link = "http://127.0.0.1:10000/devstoreaccount1/photos/a.txt\
        ?sv=2022-11-02&se=2030-01-02T03%3A04%3A05Z&sr=b&sp=r";
    let link = sign(link, &Key::emulator(), &Context::default()).unwrap();
    let found = check(&link, &[], &Context::default()).unwrap();
    assert_eq!(found.answer, SignatureAnswer::Genuine);
    assert_eq!(found.message.id, "signature/genuine-emulator");
    assert!(has(&found.advice, "signature/advice-emulator"));
    let none = check(
        &sign(CONTAINER, &Key::emulator(), &Context::default()).unwrap(),
        &[],
        &Context::default(),
    );
    assert_eq!(none.unwrap().answer, SignatureAnswer::NeedsMore);
}

#[test]
fn what_is_missing_is_asked_for() {
    let link = "https://files.contoso.example/photos?sv=2022-11-02&se=2030-01-02T03%3A04%3A05Z&sr=c&sp=r&sig=";
    let context = Context::default().account(" https://contosoexample.blob.core.windows.net/");
    let key = || [Key::new("key1", KEY)];
    let link = sign(link, &key()[0], &context).unwrap();
    let found = check(&link, &key(), &Context::default()).unwrap();
    assert_eq!(found.answer, SignatureAnswer::NeedsMore);
    assert_eq!(found.needs[0].kind, NeedKind::Account);
    let field = |found: &SignatureCheck| {
        let signed = found.string_to_sign.as_ref().unwrap();
        signed
            .fields
            .iter()
            .find(|field| field.key.is_none())
            .unwrap()
            .clone()
    };
    assert_eq!(field(&found).value, None);
    let found = check(&link, &key(), &context).unwrap();
    assert_eq!(found.answer, SignatureAnswer::Genuine);
    assert_eq!(
        field(&found).value.as_deref(),
        Some("/blob/contosoexample/photos")
    );
    // A connection string names the account as well.
    let pasted =
        format!("AccountName=contosoexample;AccountKey={KEY};EndpointSuffix=core.windows.net");
    let found = check(&link, &[Key::new("key1", &pasted)], &Context::default()).unwrap();
    assert_eq!(found.answer, SignatureAnswer::Genuine);
}

#[test]
fn required_headers_parameters_and_versions_are_asked_for() {
    let link =
        DELEGATED.replace("sv=2022-11-02", "sv=2026-04-06") + "&srh=x-ms-a,x-ms-b&srq=prefix";
    let link = link.replace("sr=b&", "sr=bs&");
    let context = Context::default()
        .header("X-MS-A", "1")
        .header("x-ms-b", "2")
        .query("snapshot", "2024-05-06T07:08:09.1234567Z")
        .query("prefix", "x y");
    let key = || [Key::new("delegation", DELEGATION_KEY)];
    let signed = sign(&link, &key()[0], &context).unwrap();
    let found = check(&signed, &key(), &Context::default()).unwrap();
    let names: Vec<(NeedKind, &str)> = found
        .needs
        .iter()
        .map(|need| (need.kind, need.name.as_str()))
        .collect();
    assert_eq!(
        names,
        [
            (NeedKind::Query, "snapshot"),
            (NeedKind::Header, "x-ms-a"),
            (NeedKind::Header, "x-ms-b"),
            (NeedKind::Query, "prefix"),
        ]
    );
    assert_eq!(
        check(&signed, &key(), &context).unwrap().answer,
        SignatureAnswer::Genuine
    );
    // What the link itself carries is not asked for.
    let whole = format!("{signed}&snapshot=2024-05-06T07:08:09.1234567Z&prefix=x%20y");
    let rest = Context::default()
        .header("x-ms-a", "1")
        .header("x-ms-b", "2");
    assert_eq!(
        check(&whole, &key(), &rest).unwrap().answer,
        SignatureAnswer::Genuine
    );
    // The storage emulator signs none of it.
    let text = DELEGATED_TEXT
        .replace(
            "2022-11-02\nb\n\n",
            "2026-04-06\nbs\n2024-05-06T07:08:09.1234567Z\n",
        )
        .replace("2022-11-02\n\n\n\n\n", "2022-11-02\n\n\n\n\n\n\n")
        .replace("67Z\n\n", "67Z\n\n\n\n");
    let found = check(&signed_as(&link, &text, DELEGATION_KEY), &key(), &context).unwrap();
    assert_eq!(found.variant.unwrap().id, "required-values-not-signed");
}

#[test]
fn a_bare_token_needs_its_account_and_path() {
    let link = sign(FILE, &Key::new("x", KEY), &Context::default()).unwrap();
    let (_, query) = link.split_once('?').unwrap();
    let key = [Key::new("key1", KEY)];
    let found = check(query, &key, &Context::default()).unwrap();
    let kinds: Vec<NeedKind> = found.needs.iter().map(|need| need.kind).collect();
    assert_eq!(kinds, [NeedKind::Account, NeedKind::Path]);
    let context = Context::default()
        .account("contosoexample")
        .path("photos/2024/a b+c.txt");
    assert_eq!(
        check(query, &key, &context).unwrap().answer,
        SignatureAnswer::Genuine
    );
}

#[test]
fn keys_that_cannot_be_read_are_named_and_never_shown() {
    let link = sign(CONTAINER, &Key::new("x", KEY), &Context::default()).unwrap();
    let broken = format!("{}!", &KEY[..40]);
    let found = check(
        &link,
        &[Key::new("key1", &broken), Key::new("key2", "")],
        &Context::default(),
    )
    .unwrap();
    assert_eq!(found.answer, SignatureAnswer::NeedsMore);
    let names: Vec<&str> = found.needs.iter().map(|need| need.name.as_str()).collect();
    assert_eq!(names, ["key1", "key2"]);
    assert!(found.needs[0].message.text.contains("88 characters"));
    // With one that can be read there is an answer, and the other is still named.
    let found = check(
        &link,
        &[Key::new("key1", &broken), Key::new("key2", KEY)],
        &Context::default(),
    )
    .unwrap();
    assert_eq!(
        (found.answer, found.needs.len()),
        (SignatureAnswer::Genuine, 1)
    );
}

#[test]
fn keys_of_another_kind_account_or_time_are_told_apart() {
    let link = sign(CONTAINER, &Key::new("x", KEY), &Context::default()).unwrap();
    let found = checked(&link, DELEGATION_KEY);
    assert_eq!(found.answer, SignatureAnswer::NotTheseKeys);
    let message = &found.advice[0];
    assert_eq!(message.id, "signature/advice-length");
    assert!(message.text.contains("44 characters"), "{}", message.text);
    let pasted = format!(
        "AccountName=fabrikam;AccountKey={}",
        util::fake_key().replace('A', "B")
    );
    assert!(has(
        &checked(&link, &pasted).advice,
        "signature/advice-account"
    ));
    let other = util::fake_key().replace('A', "B");
    assert!(has(
        &checked(&link, &other).advice,
        "signature/advice-other-key"
    ));
    let xml = format!(
        "<UserDelegationKey><SignedOid>11111111-2222-3333-4444-555555555555</SignedOid>\
         <SignedExpiry>2026-06-07T00:00:00Z</SignedExpiry><Value>{}</Value></UserDelegationKey>",
        DELEGATION_KEY.replace('7', "8")
    );
    let link = sign(
        DELEGATED,
        &Key::new("x", DELEGATION_KEY),
        &Context::default(),
    )
    .unwrap();
    let found = checked(&link, &xml);
    let message = &found.advice[0].text;
    assert!(
        message.contains("2026-06-07T00:00:00Z") && message.contains("2026-06-05"),
        "{message}"
    );
}

/// A key fits, but it may be the key of another account than Azure asks for.
#[test]
fn a_key_given_with_another_accounts_name_is_not_plainly_genuine() {
    let link = sign(CONTAINER, &Key::new("x", KEY), &Context::default()).unwrap();
    let pasted = |name: &str| format!("AccountName={name};AccountKey={KEY};EndpointSuffix=x");
    let found = checked(&link, &pasted("fabrikam"));
    assert_eq!(found.answer, SignatureAnswer::Genuine);
    assert_eq!(found.message.id, "signature/genuine-other-account");
    let told = &found.advice[0];
    assert_eq!(told.id, "signature/advice-account-used");
    assert!(told.text.contains("fabrikam") && told.text.contains("contosoexample"));
    // A changed link says it as well.
    let found = checked(&link.replace("sp=rl", "sp=rwl"), &pasted("fabrikam"));
    assert!(has(&found.advice, "signature/advice-account-used"));
    for name in ["contosoexample", "ContosoExample"] {
        let found = checked(&link, &pasted(name));
        assert_eq!(found.message.id, "signature/genuine", "{name}");
        assert!(!has(&found.advice, "signature/advice-account-used"));
    }
    let second = link.replace("contosoexample.", "contosoexample-secondary.");
    let found = checked(&second, &pasted("contosoexample"));
    assert_eq!(found.message.id, "signature/genuine");
}

#[test]
fn a_percent_encoded_key_is_decoded_and_that_is_said_once() {
    let link = sign(CONTAINER, &Key::new("x", KEY), &Context::default()).unwrap();
    let encoded = util::encode(KEY);
    assert!(encoded.ends_with("%3D%3D"));
    let said = |found: &SignatureCheck| {
        let is_it =
            |message: &&sas_lens::report::Message| message.id == "signature/advice-key-encoded";
        found.advice.iter().filter(is_it).count()
    };
    for pasted in [
        encoded.clone(),
        encoded.replace("%3D", "%3d"),
        format!("AccountName=contosoexample;AccountKey={encoded};EndpointSuffix=x"),
    ] {
        let keys = [Key::new("key1", &pasted), Key::new("key2", &pasted)];
        let found = check(&link, &keys, &Context::default().at(now())).unwrap();
        assert_eq!(found.answer, SignatureAnswer::Genuine);
        assert_eq!(said(&found), 1);
    }
    assert_eq!(said(&checked(&link, KEY)), 0);
    // Decoded or not, it is no key.
    let found = checked(&link, "%2%3D");
    assert_eq!(found.answer, SignatureAnswer::NeedsMore);
    assert_eq!(said(&found), 0);
}

#[test]
fn what_no_key_can_tell_is_said() {
    for (link, id) in [
        (
            "https://contosoexample.table.core.windows.net/t?sv=2026-04-06&tn=t&sks=t&skoid=x&se=2030-01-01&sp=r&sig=x",
            "signature/table-delegation",
        ),
        (
            "https://contosoexample.queue.core.windows.net/q?sv=2022-11-02&sks=q&skoid=x&se=2030-01-01&sp=r&sig=c2FzbGVuc3Nhc2xlbnNzYXNsZW5zc2FzbGVuc3Nhc2w%3D",
            "signature/no-layout",
        ),
        (
            "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&se=2030-01-01&sp=r&sig=REDACTED",
            "signature/removed",
        ),
        (
            "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&se=2030-01-01&sp=r",
            "signature/no-signature",
        ),
        (
            "sv=2022-11-02&sr=bfs&si=x&se=2030-01-01&sp=r&sig=x",
            "signature/unknown-kind",
        ),
    ] {
        let found = checked(link, KEY);
        assert_eq!(found.message.id, id, "{link}");
        assert_eq!(found.answer, SignatureAnswer::CannotBeChecked);
    }
    assert!(check("no link at all", &[], &Context::default()).is_none());
    let two = format!("{CONTAINER}&sig=x {ACCOUNT}&sig=y");
    assert!(check(&two, &[], &Context::default().token(1)).is_some());
    assert!(check(&two, &[], &Context::default().token(2)).is_none());
}

/// Only a version that libraries write can be relied on fully.
#[test]
fn an_answer_on_a_very_old_link_is_called_less_sure() {
    let link = "https://contosoexample.blob.core.windows.net/photos?st=2026-06-01T12%3A00%3A00Z\
        &se=2026-06-01T12%3A30%3A00Z&sr=c&sp=r";
    let text = "r\n2026-06-01T12:00:00Z\n2026-06-01T12:30:00Z\n/contosoexample/photos\n";
    let found = checked(&signed_as(link, text, KEY), KEY);
    assert_eq!(found.answer, SignatureAnswer::Genuine);
    let found = checked(&signed_as(link, "something else", KEY), KEY);
    assert!(has(&found.advice, "signature/advice-old-version"));
    let found = checked(&signed_as(CONTAINER, "something else", KEY), KEY);
    assert!(!has(&found.advice, "signature/advice-old-version"));
}

#[test]
fn no_answer_holds_a_key_or_a_signature() {
    let cases = [
        signed_as(FILE, FILE_TEXT, KEY),
        signed_as(FILE, &FILE_TEXT.replace("https", ""), KEY),
        signed_as(FILE, "something else", KEY),
        format!("{FILE}&sig=c2FzbGVucw"),
        // A key where a value belongs.
        signed_as(
            &FILE.replace("rscd=attachment", &format!("rscd={}", util::encode(KEY))),
            "x",
            KEY,
        ),
    ];
    for link in cases {
        let signature = link.split_once("&sig=").unwrap().1.to_owned();
        for key in [KEY, &KEY[..50], &format!("AccountKey={KEY}")] {
            let keys = [Key::new("key1", key), Key::new(KEY, KEY)];
            let found = check(&link, &keys, &Context::default()).unwrap();
            let shown = format!(
                "{}{found:?}{keys:?}",
                serde_json::to_string(&found).unwrap()
            );
            assert!(
                !shown.contains("AAECAwQF") && !shown.contains(&signature[..8]),
                "{shown}"
            );
        }
    }
}

/// However long a link is, an answer comes soon: no search without end.
#[test]
fn a_very_long_link_is_checked_without_a_search() {
    let link = FILE.replace("2024", &"2024%2B/".repeat(30_000));
    let start = std::time::Instant::now();
    let found = checked(&signed_as(&link, "something else", KEY), KEY);
    assert_eq!(found.message.id, "signature/not-these-keys-unsearched");
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    let genuine = sign(&link, &Key::new("key1", KEY), &Context::default()).unwrap();
    assert_eq!(checked(&genuine, KEY).answer, SignatureAnswer::Genuine);
}
