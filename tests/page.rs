//! The page as it is served, in a real browser. `cargo xtask test` sets up what these tests need.

mod page {
    mod accessible;
    mod figures;
    mod safe;
    mod support;
}
