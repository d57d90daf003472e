//! Keyed hashes: what makes a signature.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Sha256, Sha512};

/// HMAC-SHA256 under one key, ready for many texts. Its state is wiped when it is dropped.
#[derive(Clone)]
pub(crate) struct Sha256Mac(Hmac<Sha256>);

impl Sha256Mac {
    pub(crate) fn new(key: &[u8]) -> Self {
        Self(keyed(key))
    }

    /// Returns the hash of a text.
    pub(crate) fn of(&self, text: &str) -> [u8; 32] {
        let mut mac = self.0.clone();
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

/// Returns the HMAC-SHA512 of a text.
pub(crate) fn sha512(key: &[u8], text: &str) -> [u8; 64] {
    let mut mac: Hmac<Sha512> = keyed(key);
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}

fn keyed<M: KeyInit>(key: &[u8]) -> M {
    #[expect(clippy::expect_used, reason = "RFC 2104 takes a key of any length")]
    M::new_from_slice(key).expect("HMAC takes keys of any length")
}

/// Writes a hash as signatures are written.
pub(crate) fn to_base64(hash: &[u8]) -> String {
    STANDARD.encode(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap();
        bytes
            .iter()
            .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
            .collect()
    }

    /// Source: RFC 4231, test case 2.
    #[test]
    fn the_published_test_case_is_met() {
        let text = "what do ya want for nothing?";
        assert_eq!(
            hex(&Sha256Mac::new(b"Jefe").of(text)),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        assert_eq!(
            hex(&sha512(b"Jefe", text)),
            "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"
        );
    }
}
