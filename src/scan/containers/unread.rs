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

/// The third byte holds the width of the codes, from 9 to 16 bits.
pub(super) fn is_compress(head: &[u8]) -> bool {
    matches!(head, [0x1F, 0x9D, flags, ..] if (9..=16).contains(&(flags & 0x1F)) && flags & 0x60 == 0)
}

pub(super) fn is_rpm(head: &[u8]) -> bool {
    head.starts_with(&[0xED, 0xAB, 0xEE, 0xDB])
}

pub(super) fn is_snappy(head: &[u8]) -> bool {
    head.starts_with(b"\xFF\x06\0\0sNaPpY")
}

pub(super) fn is_squashfs(head: &[u8]) -> bool {
    head.starts_with(b"hsqs") && head.get(28..32) == Some(&[4, 0, 0, 0])
}

pub(super) fn is_wim(head: &[u8]) -> bool {
    head.starts_with(b"MSWIM\0\0\0")
}
