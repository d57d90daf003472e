//! Archives that are recognised so that it can be said that they are not opened.

pub(super) fn is_rar(head: &[u8]) -> bool {
    head.starts_with(b"Rar!\x1A\x07")
}

/// The four bytes behind the mark are reserved, and zero.
pub(super) fn is_cabinet(head: &[u8]) -> bool {
    head.starts_with(b"MSCF\0\0\0\0")
}

pub(super) fn is_lz4(head: &[u8]) -> bool {
    head.starts_with(&[0x04, 0x22, 0x4D, 0x18])
}

pub(super) fn is_lzip(head: &[u8]) -> bool {
    head.starts_with(b"LZIP\x01")
}
