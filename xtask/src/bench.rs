//! `cargo xtask bench`: how long the engine and the whole extension take, measured in the browser. `drive/bench.mjs`
//! does the browser's side and prints the figures; none of them is asserted.

use std::fs;
use std::path::Path;

use crate::assemble::{self, Profile};
use crate::demo::drive;
use crate::setup;
use crate::tools::{Outcome, empty_folder};

/// Where the engine alone stands, as wasm with its bindings.
const FOLDER: &str = "target/bench";

/// Takes no arguments: one command, one set of figures.
pub(crate) fn task(arguments: &[String]) -> Outcome {
    if !arguments.is_empty() {
        return Err("bench takes no arguments; run `cargo xtask bench`".into());
    }
    if !Path::new("benches/Cargo.toml").exists() {
        return Err("benches/ is missing; restore it from git".into());
    }
    setup::task(&[])?;
    assemble::build(Profile::Release)?;
    empty_folder(Path::new(FOLDER))?;
    assemble::module("benches", Path::new(FOLDER))?;
    fs::copy("xtask/drive/bench.html", format!("{FOLDER}/index.html"))
        .map_err(|error| format!("xtask/drive/bench.html can't be copied ({error}); restore it from git"))?;
    drive("xtask/drive/bench.mjs", &[], &[])
}
