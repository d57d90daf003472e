//! What the tests of repositories share.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;

/// Packs bytes as git does.
pub(super) fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
