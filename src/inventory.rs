//! The list of what scans found: one entry a token with all its places, sorted, filtered, exported.
