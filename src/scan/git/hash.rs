//! The hashes that objects are named by.

use sha1::Sha1;
use sha2::{Digest, Sha256};
use std::fmt::{self, Write};

/// The longest id, in bytes.
const LONGEST: usize = 32;

/// Hex digits of an id that stand in a place.
const SHORT: usize = 12;

/// What a repository names its objects by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hash {
    /// 20 bytes.
    Sha1,
    /// 32 bytes; `extensions.objectFormat = sha256`.
    Sha256,
}

/// The name of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Id {
    bytes: [u8; LONGEST],
    length: u8,
}

/// Takes an object's bytes, and tells its id.
pub(super) enum Hasher {
    Sha1(Sha1),
    Sha256(Sha256),
}

impl Hash {
    /// Bytes of an id.
    pub(super) const fn length(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
        }
    }

    /// Starts the id of an object: its kind and size stand before its content.
    pub(super) fn hasher(self, kind: &str, size: u64) -> Hasher {
        let mut hasher = match self {
            Self::Sha1 => Hasher::Sha1(Sha1::new()),
            Self::Sha256 => Hasher::Sha256(Sha256::new()),
        };
        hasher.update(format!("{kind} {size}\0").as_bytes());
        hasher
    }
}

impl Hasher {
    pub(super) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha1(hasher) => hasher.update(bytes),
            Self::Sha256(hasher) => hasher.update(bytes),
        }
    }

    pub(super) fn finish(self) -> Id {
        match self {
            Self::Sha1(hasher) => Id::new(&hasher.finalize()),
            Self::Sha256(hasher) => Id::new(&hasher.finalize()),
        }
    }
}

impl Id {
    /// Takes the bytes of an id; what is longer than any is cut.
    pub(super) fn new(from: &[u8]) -> Self {
        let mut bytes = [0; LONGEST];
        let mut length = 0;
        for (to, from) in bytes.iter_mut().zip(from) {
            *to = *from;
            length += 1;
        }
        Self { bytes, length }
    }

    /// Reads an id from its hex digits.
    pub(super) fn from_hex(text: &[u8]) -> Option<Self> {
        if !matches!(text.len(), 40 | 64) {
            return None;
        }
        let digit = |letter: u8| char::from(letter).to_digit(16);
        let mut bytes = [0; LONGEST];
        let mut length = 0;
        for (to, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
            let &[high, low] = pair else { return None };
            *to = u8::try_from(digit(high)? << 4 | digit(low)?).ok()?;
            length += 1;
        }
        Some(Self { bytes, length })
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length.into()).unwrap_or_default()
    }

    /// Whether it is the id that stands for none.
    pub(super) fn is_null(&self) -> bool {
        self.bytes.iter().all(|byte| *byte == 0)
    }

    /// The first digits, for a place.
    pub(super) fn short(&self) -> String {
        let mut text = self.to_string();
        text.truncate(SHORT);
        text + "…"
    }
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.bytes().iter().try_for_each(|byte| {
            formatter.write_char(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'))?;
            formatter.write_char(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_blob_has_its_known_names() {
        let sha1 = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
        assert_eq!(Hash::Sha1.hasher("blob", 0).finish().to_string(), sha1);
        assert_eq!(Id::from_hex(sha1.as_bytes()).unwrap().to_string(), sha1);
        assert_eq!(
            Hash::Sha256.hasher("blob", 0).finish().to_string(),
            "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813"
        );
        assert!(Id::from_hex(b"e69de29b").is_none());
    }
}
