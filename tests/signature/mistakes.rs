//! Every known mistake in making a signature is told by its name.

use super::support::*;
use crate::util::{self, signed_as, signed_with};
use sas_lens::signature::{Context, Key, SignatureAnswer, SignatureCheck, sign};

/// Signs `text` for a link and expects a mistake of that name to be told.
#[track_caller]
fn assert_mistake(id: &str, link: &str, text: &str) -> SignatureCheck {
    let found = checked(&signed_as(link, text, KEY), KEY);
    assert_eq!(
        found.answer,
        SignatureAnswer::GenuineWithMistake,
        "{found:?}"
    );
    assert_eq!(found.key.as_deref(), Some("key1"));
    let variant = found.variant.as_ref().unwrap();
    assert_eq!(variant.id, id, "{}", variant.message.text);
    assert!(!variant.fix.text.is_empty() && !variant.message.text.contains('{'));
    found
}

#[test]
fn the_texts_of_these_tests_are_those_that_azure_expects() {
    for (link, text, key) in [
        (CONTAINER, CONTAINER_TEXT, KEY),
        (FILE, FILE_TEXT, KEY),
        (ACCOUNT, ACCOUNT_TEXT, KEY),
        (DELEGATED, DELEGATED_TEXT, DELEGATION_KEY),
    ] {
        let found = checked(&signed_as(link, text, key), key);
        assert_eq!(found.answer, SignatureAnswer::Genuine, "{link}: {found:?}");
    }
}

#[test]
fn mistakes_in_the_lines_are_told() {
    // The line for the encryption scope, which came with 2020-12-06.
    let short = CONTAINER_TEXT.replacen("\nc\n\n\n", "\nc\n\n", 1);
    let found = assert_mistake("other-version-lines", CONTAINER, &short);
    let message = found.variant.unwrap().message.text;
    assert!(message.contains("without the line ses"), "{message}");
    // For an account link the line is the last one.
    let short = ACCOUNT_TEXT.strip_suffix('\n').unwrap();
    let found = assert_mistake("other-version-lines", ACCOUNT, short);
    let message = found.variant.unwrap().message.text;
    assert!(
        message.contains("ses, or without the line break at the end"),
        "{message}"
    );
    let old = ACCOUNT.replace("2022-11-02", "2019-12-12");
    let text = "contosoexample\nrwl\nb\nco\n\n2030-01-02T03:04:05Z\n\n\n2019-12-12";
    let found = assert_mistake("line-break-at-end", &old, text);
    // Azure refuses it, and no other link was signed: there is nothing to stop.
    assert!(found.advice.is_empty());
    assert_mistake(
        "line-break-at-end",
        CONTAINER,
        &format!("{CONTAINER_TEXT}\n"),
    );
    assert_mistake(
        "empty-lines-dropped",
        FILE,
        &FILE_TEXT
            .replace("\n\n\n\n", "\n")
            .replace("\n\n\n", "")
            .replace("\n\n", "\n"),
    );
    assert_mistake("line-break-form", FILE, &FILE_TEXT.replace('\n', "\r\n"));
    assert_mistake("line-break-form", FILE, &FILE_TEXT.replace('\n', "\\n"));
    let file_lines = "r\n2026-01-01T00:00:00Z\n2030-01-02T03:04:05Z\n\
        /blob/contosoexample/photos/2024/a b+c.txt\n\n198.51.100.10\nhttps\n2022-11-02";
    assert_mistake("lines-of-another-kind", FILE, file_lines);
}

#[test]
fn mistakes_in_the_path_are_told() {
    let path = "/blob/contosoexample/photos/2024/a b+c.txt";
    for (id, other) in [
        (
            "trailing-slash",
            "/blob/contosoexample/photos/2024/a b+c.txt/",
        ),
        ("other-level", "/blob/contosoexample/photos"),
        ("other-level", "/blob/contosoexample/photos/2024"),
        ("path-form", "/contosoexample/photos/2024/a b+c.txt"),
        ("path-form", "/dfs/contosoexample/photos/2024/a b+c.txt"),
        ("path-form", "blob/contosoexample/photos/2024/a b+c.txt"),
        (
            "path-form",
            "/blob/contosoexample/contosoexample/photos/2024/a b+c.txt",
        ),
        ("path-form", "/blob/contosoexample/photos//2024/a b+c.txt"),
        (
            "path-form",
            "https://contosoexample.blob.core.windows.net/photos/2024/a b+c.txt",
        ),
        (
            "path-encoded",
            "/blob/contosoexample/photos/2024/a%20b%2Bc.txt",
        ),
        (
            "path-encoded",
            "/blob/contosoexample/photos/2024/a%20b+c.txt",
        ),
        (
            "path-encoded",
            "/blob/contosoexample/photos/2024/a%20b%2bc.txt",
        ),
        ("path-plus", "/blob/contosoexample/photos/2024/a b c.txt"),
        ("path-plus", "/blob/contosoexample/photos/2024/a+b+c.txt"),
        ("path-case", "/blob/contosoexample/PHOTOS/2024/A B+C.TXT"),
        ("path-case", "/blob/contosoexample/photos/2024/A b+c.txt"),
        (
            "account-secondary",
            "/blob/contosoexample-secondary/photos/2024/a b+c.txt",
        ),
    ] {
        assert_mistake(id, FILE, &FILE_TEXT.replace(path, other));
    }
    let twice = FILE.replace("a%20b%2Bc", "a%2520b%2Bc");
    let found = signed_as(&twice, FILE_TEXT, KEY);
    assert_eq!(
        checked(&found, KEY).variant.unwrap().id,
        "path-decoded-twice"
    );
    assert_mistake(
        "account-name",
        ACCOUNT,
        &ACCOUNT_TEXT.replace("contosoexample", "CONTOSOEXAMPLE"),
    );
    let directory = CONTAINER
        .replace("/photos", "/photos/2024")
        .replace("sr=c", "sr=d&sdd=1");
    let text = CONTAINER_TEXT
        .replace("/photos", "/photos/2024/")
        .replace("\nc\n", "\nd\n");
    let found = assert_mistake("directory-slash", &directory, &text);
    assert_eq!(found.message.id, "signature/mistake-uncertain");
    let table = "https://contosoexample.table.core.windows.net/Orders\
        ?sv=2019-02-02&se=2030-01-02T03%3A04%3A05Z&sp=r&tn=Orders";
    let text = "r\n\n2030-01-02T03:04:05Z\n/table/contosoexample/Orders\n\n\n\n2019-02-02\n\n\n\n";
    assert_mistake("table-name-case", table, text);
}

/// The link's spelling is what changed: the one that was signed still works.
#[test]
fn a_path_in_other_letters_names_the_spelling_that_was_signed() {
    for (asked, signed) in [
        ("PHOTOS/2024", "photos/2024"),
        ("Photos/Summer/A.jpg", "photos/Summer/A.jpg"),
        ("photos/summer/a.jpg", "photos/Summer/a.jpg"),
        ("photos/summer", "PHOTOS/SUMMER"),
    ] {
        let link = FILE.replace("photos/2024/a%20b%2Bc.txt", asked);
        let text = FILE_TEXT.replace("photos/2024/a b+c.txt", signed);
        let found = assert_mistake("path-case", &link, &text);
        let variant = found.variant.unwrap();
        let told = format!("It was signed for {signed}, but the link asks for {asked}.");
        assert!(variant.message.text.starts_with(&told), "{variant:?}");
        assert!(variant.fix.text.contains("the link may still work"));
        assert!(has(&found.advice, "signature/advice-original"));
        assert!(has(&found.advice, "signature/advice-regenerate"));
    }
    // Nobody's link works that was signed with the service in capital letters.
    let text = FILE_TEXT.replace(
        "/blob/contosoexample/photos/2024/a b+c.txt",
        "/BLOB/CONTOSOEXAMPLE/PHOTOS/2024/A B+C.TXT",
    );
    assert_mistake("path-form", FILE, &text);
}

#[test]
fn another_resource_than_was_signed_is_told_with_its_path() {
    let link = |path: &str, resource: &str| {
        CONTAINER
            .replace("/photos", &format!("/{path}"))
            .replace("sr=c", &format!("sr={resource}"))
    };
    let text = |path: &str, resource: &str| {
        CONTAINER_TEXT
            .replace("/photos", &format!("/{path}"))
            .replace("\nc\n", &format!("\n{resource}\n"))
    };
    for (now, signed) in [
        (("photos", "b"), ("photos", "c")),
        (("photos/a.txt", "b"), ("photos", "c")),
        (("photos/2024/a.txt", "b"), ("photos", "c")),
        (("photos/2024/a.txt", "c"), ("photos/2024/a.txt", "b")),
        (("photos/2024/a.txt", "c"), ("photos/2024", "b")),
        (("a.txt", "c"), ("$root/a.txt", "b")),
        (("photos/2024/x/a.txt", "b"), ("photos/2024", "d")),
        (("photos/2024/x/a.txt", "c"), ("photos/2024/x", "d")),
        (("photos/2024/x", "d&sdd=2"), ("photos", "c")),
        (("photos/2024/x", "d&sdd=1"), ("photos/2024/x", "b")),
        (
            ("photos/a.txt", "bs&snapshot=2026-01-01T00:00:00.0000000Z"),
            ("photos/a.txt", "b"),
        ),
    ] {
        let found = assert_mistake(
            "resource-swapped",
            &link(now.0, now.1),
            &text(signed.0, signed.1),
        );
        let told = found.variant.unwrap().message.text;
        let expected = format!("sr={} and the path {}.", signed.1, signed.0);
        assert!(told.contains(&expected), "{told} {expected}");
        assert!(has(&found.advice, "signature/advice-original"));
    }
    // A file share never signs `sr`: only the path tells.
    let share = "https://contosoexample.file.core.windows.net/docs/a.txt\
        ?sv=2022-11-02&se=2030-01-02T03%3A04%3A05Z&sr=f&sp=r";
    let text = "r\n\n2030-01-02T03:04:05Z\n/file/contosoexample/docs\n\n\n\n2022-11-02\n\n\n\n\n";
    let found = assert_mistake("other-level", share, text);
    assert!(found.variant.unwrap().message.text.contains("sr=s"));
    assert!(has(&found.advice, "signature/advice-original"));
}

/// Where no source tells what Azure expects, the answer does not say that it refuses the link.
#[test]
fn what_azure_does_not_document_is_called_uncertain() {
    let path = "/blob/contosoexample/photos/2024/a b+c.txt";
    let backslash = FILE.replace("2024/", "2024%5C");
    let other = FILE_TEXT.replace(path, "/blob/contosoexample/photos/2024\\a b+c.txt");
    let found = assert_mistake("path-backslash", &backslash, &other);
    assert_eq!(found.message.id, "signature/mistake-uncertain");
    // As .NET does it: nothing better is known, and that is said.
    let found = checked(&signed_as(&backslash, FILE_TEXT, KEY), KEY);
    assert_eq!(found.answer, SignatureAnswer::Genuine);
    assert!(has(&found.advice, "signature/advice-backslash"));
    let found = checked(&signed_as(FILE, FILE_TEXT, KEY), KEY);
    assert!(!has(&found.advice, "signature/advice-backslash"));
    // Only what is signed counts.
    let container = backslash.replace("sr=b", "sr=c");
    let text = FILE_TEXT
        .replace(path, "/blob/contosoexample/photos")
        .replace("\nb\n", "\nc\n");
    let found = checked(&signed_as(&container, &text, KEY), KEY);
    assert_eq!(found.answer, SignatureAnswer::Genuine);
    assert!(!has(&found.advice, "signature/advice-backslash"));

    let host = |link: &str| link.replace("contosoexample.", "contosoexample-secondary.");
    let name = |text: &str| text.replace("contosoexample", "contosoexample-secondary");
    for (link, text) in [(FILE, FILE_TEXT), (ACCOUNT, ACCOUNT_TEXT)] {
        for link in [link.to_owned(), host(link)] {
            let found = assert_mistake("account-secondary", &link, &name(text));
            assert_eq!(found.message.id, "signature/mistake-uncertain", "{link}");
        }
        let found = checked(&signed_as(&host(link), text, KEY), KEY);
        assert_eq!(found.answer, SignatureAnswer::Genuine);
        assert!(has(&found.advice, "signature/advice-secondary"));
        let found = checked(&signed_as(link, text, KEY), KEY);
        assert!(!has(&found.advice, "signature/advice-secondary"));
    }
}

#[test]
fn mistakes_in_the_values_are_told() {
    for (id, from, to) in [
        ("field-not-signed", "198.51.100.10", ""),
        ("field-not-signed", "https", ""),
        ("field-not-signed", "2026-01-01T00:00:00Z", ""),
        ("field-not-signed", "attachment; filename=\"x+1.txt\"", ""),
        ("protocol-changed", "https", "https,http"),
        (
            "values-encoded",
            "2030-01-02T03:04:05Z",
            "2030-01-02T03%3A04%3A05Z",
        ),
        (
            "values-encoded",
            "attachment; filename=\"x+1.txt\"",
            "attachment%3B%20filename%3D%22x%2B1.txt%22",
        ),
        (
            "blank-and-plus-swapped",
            "attachment; filename=\"x+1.txt\"",
            "attachment;+filename=\"x+1.txt\"",
        ),
        (
            "blank-and-plus-swapped",
            "attachment; filename=\"x+1.txt\"",
            "attachment; filename=\"x 1.txt\"",
        ),
        (
            "date-form",
            "2030-01-02T03:04:05Z",
            "2030-01-02T03:04:05.0000000Z",
        ),
        ("date-form", "2026-01-01T00:00:00Z", "2026-01-01"),
        ("date-form", "2026-01-01T00:00:00Z", "2026-01-01T00:00Z"),
        ("letters-changed", "r\n2026", "rw\n2026"),
        ("version-changed", "2022-11-02", "2021-12-02"),
        ("resource-swapped", "\nb\n", "\nc\n"),
    ] {
        assert_mistake(id, FILE, &FILE_TEXT.replacen(from, to, 1));
    }
    let twice = FILE.replace("x%2B1", "x%252B1");
    let found = checked(&signed_as(&twice, FILE_TEXT, KEY), KEY);
    assert_eq!(found.variant.unwrap().id, "values-decoded-twice");
    let found = assert_mistake(
        "resource-swapped",
        CONTAINER,
        &CONTAINER_TEXT.replace("\nc\n", "\nb\n"),
    );
    assert!(has(&found.advice, "signature/advice-original"));
    assert_mistake(
        "letters-order",
        CONTAINER,
        &CONTAINER_TEXT.replace("rl", "lr"),
    );
    assert_mistake(
        "version-changed",
        ACCOUNT,
        "contosoexample\nrwl\nb\nco\n\n2030-01-02T03:04:05Z\n\n\n2019-12-12\n",
    );
}

/// What Azure makes of a plus sign in a query is not documented, so the answer does not say either.
#[test]
fn a_plus_sign_as_it_is_may_be_a_blank() {
    let link = FILE.replace("x%2B1", "x+1");
    let found = assert_mistake(
        "plus-read-as-blank",
        &link,
        &FILE_TEXT.replace("x+1", "x 1"),
    );
    assert_eq!(found.message.id, "signature/mistake-uncertain");
}

#[test]
fn more_letters_than_were_signed_are_told() {
    let link = CONTAINER.replace("sp=rl", "sp=racwdl");
    let found = assert_mistake("letters-changed", &link, CONTAINER_TEXT);
    let message = found.variant.unwrap().message.text;
    assert!(message.contains("sp=rl."), "{message}");
    let link = ACCOUNT.replace("sp=rwl", "sp=rwdlacupiytfx");
    assert_mistake(
        "letters-changed",
        &link,
        &ACCOUNT_TEXT.replace("rwl", "rwdlacupiytf"),
    );
}

#[test]
fn mistakes_with_the_key_are_told() {
    let link = signed_with(CONTAINER, CONTAINER_TEXT, KEY.as_bytes());
    let found = checked(&link, KEY);
    assert_eq!(found.variant.unwrap().id, "key-not-decoded");
    let link = signed_as(DELEGATED, DELEGATED_TEXT, KEY);
    let found = checked(&link, KEY);
    assert_eq!(found.answer, SignatureAnswer::GenuineWithMistake);
    assert_eq!(found.variant.unwrap().id, "account-key-used");
}

#[test]
fn damage_to_the_signature_is_told() {
    let link = sign(CONTAINER, &Key::new("key1", KEY), &Context::default()).unwrap();
    let (rest, signature) = link.split_once("&sig=").unwrap();
    for (id, damaged) in [
        ("signature-cut", signature[..20].to_owned()),
        ("signature-case", signature.to_lowercase()),
        (
            "signature-url-safe",
            signature
                .replace("%2B", "-")
                .replace("%2F", "_")
                .replace("%3D", ""),
        ),
        ("signature-extended", format!("extra{signature}")),
    ] {
        let found = checked(&format!("{rest}&sig={damaged}"), KEY);
        assert_eq!(
            found.message.id, "signature/damaged",
            "{damaged}: {found:?}"
        );
        assert_eq!(found.variant.unwrap().id, id);
    }
    let other = checked(&format!("{rest}&sig=c2FzbGVuc3Nhc2xlbnM"), KEY);
    assert_eq!(other.answer, SignatureAnswer::NotTheseKeys);
    assert_eq!(other.message.id, "signature/not-this-key-damaged");
}

#[test]
fn a_signature_of_sha512_is_told() {
    use base64::Engine;
    use hmac::{Hmac, KeyInit, Mac};
    let engine = base64::engine::general_purpose::STANDARD;
    let mut mac: Hmac<sha2::Sha512> = Hmac::new_from_slice(&engine.decode(KEY).unwrap()).unwrap();
    mac.update(CONTAINER_TEXT.as_bytes());
    let signature = util::encode(&engine.encode(mac.finalize().into_bytes()));
    let found = checked(&format!("{CONTAINER}&sig={signature}"), KEY);
    assert_eq!(found.variant.unwrap().id, "other-hash");
}

/// A token whose version is too old for its kind may have been signed as later ones are.
#[test]
fn a_link_of_a_version_without_layout_may_have_been_signed_as_later_ones() {
    let link = "https://contosoexample.queue.core.windows.net/orders?sv=2022-11-02\
        &se=2026-06-02T03%3A04%3A05Z&sp=r&skoid=11111111-2222-3333-4444-555555555555\
        &sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00%3A00%3A00Z\
        &ske=2026-06-05T00%3A00%3A00Z&sks=q&skv=2022-11-02";
    let text = "r\n\n2026-06-02T03:04:05Z\n/queue/contosoexample/orders\n\
        11111111-2222-3333-4444-555555555555\n66666666-7777-8888-9999-aaaaaaaaaaaa\n\
        2026-06-01T00:00:00Z\n2026-06-05T00:00:00Z\nq\n2022-11-02\n\n\n\n\n2022-11-02";
    let found = checked(&signed_as(link, text, DELEGATION_KEY), DELEGATION_KEY);
    assert_eq!(
        found.answer,
        SignatureAnswer::GenuineWithMistake,
        "{found:?}"
    );
    assert_eq!(found.variant.unwrap().id, "other-version-lines");
}
