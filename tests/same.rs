//! Native code and wasm give the same: both are held against `tests/same/expected.txt`, here and in `browser.rs`.
//! `UPDATE_EXPECT=1 cargo test --test same` rewrites it, after the table, the rules or the ranking changed.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should say where")]

#[path = "same/mod.rs"]
mod same;

#[test]
fn a_thousand_sentences_are_understood_as_expected() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/same/expected.txt");
    let found = same::fingerprint();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, &found).unwrap();
    }
    assert_eq!(found, std::fs::read_to_string(path).unwrap());
}
