//! Compound files: documents and messages of Office before 2007, and the shell around encrypted ones
//! of today. Their text stands in them as it is; only whether it is encrypted is looked for.

use super::Visit;
use super::peek::Peek;
use crate::report::Reason;
use crate::scan::trouble::Trouble;
use std::io::{self, Read};

const MAGIC: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// The stream that holds an encrypted document, in UTF-16: [MS-OFFCRYPTO], section 2.3.4.4.
const ENCRYPTED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

pub(super) fn is_compound(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}

pub(super) fn open(peek: &mut Peek<'_>, visit: &mut dyn Visit) -> io::Result<()> {
    let mut watched = Watched {
        peek,
        tail: Vec::new(),
        is_encrypted: false,
    };
    visit.itself(&mut watched, 0)?;
    if watched.is_encrypted {
        visit.wrong(Trouble::new(Reason::Encrypted));
    }
    Ok(())
}

/// Passes bytes on, and notes whether the name was among them.
struct Watched<'w, 'p> {
    peek: &'w mut Peek<'p>,
    /// The end of what was passed on, shorter than the name.
    tail: Vec<u8>,
    is_encrypted: bool,
}

impl Read for Watched<'_, '_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.peek.read(out)?;
        let piece = out.get(..count).unwrap_or_default();
        let keep = ENCRYPTED.len() - 1;
        let front = piece.get(..keep).unwrap_or(piece);
        self.tail.extend(front);
        self.is_encrypted |= [self.tail.as_slice(), piece]
            .iter()
            .any(|bytes| memchr::memmem::find(bytes, ENCRYPTED).is_some());
        self.tail
            .extend(piece.get(front.len()..).unwrap_or_default());
        let surplus = self.tail.len().saturating_sub(keep);
        self.tail.drain(..surplus);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Seen;
    use super::*;

    #[test]
    fn an_encrypted_document_is_told_wherever_its_name_stands() {
        for before in (0..40_000).step_by(997) {
            let filler = vec![b'x'; before];
            let bytes = [MAGIC, &filler, ENCRYPTED, b"more"].concat();
            assert!(is_compound(&bytes));
            let seen = Seen::of_stream(open, &bytes);
            assert_eq!(seen.reasons(), [Reason::Encrypted], "{before}");
            assert_eq!(seen.itself, bytes);
        }
        assert_eq!(Seen::of_stream(open, MAGIC).reasons(), []);
    }
}
