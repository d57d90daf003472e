//! Tests of the reader of zip archives.
