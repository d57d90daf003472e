//! The page as it is served, in a real browser. `cargo xtask test` sets up what these tests need.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod util;

mod page {
    mod accessible;
    mod anatomy;
    mod announcement;
    mod answers;
    mod comparing;
    mod corpus;
    mod examples;
    mod figures;
    mod handing;
    mod handover;
    mod hostile;
    mod inventory;
    mod keyboard;
    mod later;
    mod limits;
    mod narrowing;
    mod pasting;
    mod pictures;
    mod print;
    mod products;
    mod reference;
    mod requests;
    mod residue;
    mod safe;
    mod scanning;
    mod screens;
    mod shift;
    mod signature;
    mod states;
    mod support;
}
