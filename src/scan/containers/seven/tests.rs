//! Tests of the reader of 7z archives.
