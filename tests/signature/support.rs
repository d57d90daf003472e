//! The links of these tests, the texts that Azure signs for them, and the keys.

use crate::util::now;
use sas_lens::report::Message;
use sas_lens::signature::{Context, Key, SignatureCheck, check};

/// Invented keys: of an account, and of a user delegation.
pub(crate) const KEY: &str =
    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw==";
pub(crate) const DELEGATION_KEY: &str = "//79/Pv6+fj39vX08/Lx8O/u7ezr6uno5+bl5OPi4eA=";

pub(crate) const CONTAINER: &str = "https://contosoexample.blob.core.windows.net/photos\
    ?sv=2022-11-02&se=2030-01-02T03%3A04%3A05Z&sr=c&sp=rl";
pub(crate) const FILE: &str = "https://contosoexample.blob.core.windows.net/photos/2024/a%20b%2Bc.txt\
    ?sv=2022-11-02&spr=https&st=2026-01-01T00%3A00%3A00Z&se=2030-01-02T03%3A04%3A05Z\
    &sip=198.51.100.10&sr=b&sp=r&rscd=attachment%3B%20filename%3D%22x%2B1.txt%22";
pub(crate) const ACCOUNT: &str = "https://contosoexample.blob.core.windows.net/\
    ?sv=2022-11-02&ss=b&srt=co&se=2030-01-02T03%3A04%3A05Z&sp=rwl";
pub(crate) const DELEGATED: &str = "https://contosoexample.blob.core.windows.net/photos/a.txt\
    ?sv=2022-11-02&se=2026-06-02T03%3A04%3A05Z&sr=b&sp=r\
    &skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa\
    &skt=2026-06-01T00%3A00%3A00Z&ske=2026-06-05T00%3A00%3A00Z&sks=b&skv=2022-11-02";

pub(crate) fn checked(link: &str, key: &str) -> SignatureCheck {
    check(
        link,
        &[Key::new("key1", key)],
        &Context::default().at(now()),
    )
    .unwrap()
}

pub(crate) fn has(messages: &[Message], id: &str) -> bool {
    messages.iter().any(|message| message.id == id)
}

pub(crate) const CONTAINER_TEXT: &str = "rl\n\n2030-01-02T03:04:05Z\n/blob/contosoexample/photos\n\n\n\n\
    2022-11-02\nc\n\n\n\n\n\n\n";
pub(crate) const FILE_TEXT: &str = "r\n2026-01-01T00:00:00Z\n2030-01-02T03:04:05Z\n\
    /blob/contosoexample/photos/2024/a b+c.txt\n\n198.51.100.10\nhttps\n2022-11-02\nb\n\n\n\n\
    attachment; filename=\"x+1.txt\"\n\n\n";
pub(crate) const ACCOUNT_TEXT: &str =
    "contosoexample\nrwl\nb\nco\n\n2030-01-02T03:04:05Z\n\n\n2022-11-02\n\n";
pub(crate) const DELEGATED_TEXT: &str = "r\n\n2026-06-02T03:04:05Z\n/blob/contosoexample/photos/a.txt\n\
    11111111-2222-3333-4444-555555555555\n66666666-7777-8888-9999-aaaaaaaaaaaa\n\
    2026-06-01T00:00:00Z\n2026-06-05T00:00:00Z\nb\n2022-11-02\n\n\n\n\n\n2022-11-02\nb\n\n\n\n\n\n\n";
